"""What can be done with by-laws: make a new version, or see what it would do."""

from datetime import date, datetime, time
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from api import clock
from api.models.by_laws import ByLaws, ByLawsCreate, ByLawsEffect, ByLawsRow
from api.models.columns import table
from api.models.networks import NetworkRow
from api.models.notices import NoticeRow
from api.models.working_groups import WorkingGroupRow
from api.operations.formation import evaluate, recount_official, versions_of
from api.operations.networks import add_by_laws, facts_of_network
from api.operations.permit import permit, permit_on
from api.permissions import Facts
from api.problems import Problem, refuse
from api.rules import by_laws as rules
from api.rules.working_groups import STAGES
from api.spine import Transaction

_GROUPS = table(WorkingGroupRow)
_NOTICES = table(NoticeRow)


class _Counted(NamedTuple):
    """The groups that a version constitutes, those that stay proposed, and the official ones that have become too small by it."""

    constituted: list[UUID]
    still_proposed: list[UUID]
    below_minimum: list[UUID]


def make_by_laws(transaction: Transaction, reference: UUID | str, wish: ByLawsCreate, *, dry_run: bool) -> ByLawsEffect:
    """Make a version and, when it is in force today, count every group that goes on anew under it (W2, W8).

    A version for a later day is counted on that day, by `bring_into_force`. With `dry_run` the groups are counted as on the
    version's first day, and all of it is taken back. Locks the network, then these groups in id order.
    """
    network = permit_on(transaction, 'make_by_laws', NetworkRow, reference, facts_of_network)
    today = clock.today(network.time_zone)
    versions = versions_of(transaction, network.id)
    refuse(rules.why_not_new_version(wish.valid_from, today, [version.valid_from for version in versions]))
    figures = wish.model_dump(exclude={'valid_from'})
    impossible = [(each.parameters['field'], each.parameters['because']) for each in rules.problems_of(rules.from_figures(figures))]
    impossible += [] if wish.time_zone in clock.TIME_ZONES else [('time_zone', 'time_zone')]
    if impossible:
        raise Problem('by-laws-impossible', errors=[{'pointer': f'/{name}', 'code': code, 'parameters': {}} for name, code in impossible])
    transaction.is_dry_run = dry_run
    version = add_by_laws(transaction, network, figures, wish.valid_from, len(versions) + 1)
    day = max(today, wish.valid_from) if dry_run else today
    counted = _count_anew(transaction, network, version, day, 'make_by_laws')
    if wish.valid_from > today:
        midnight = datetime.combine(wish.valid_from, time(), tzinfo=ZoneInfo(network.time_zone))
        transaction.post('by_laws_in_force', {'network_id': str(network.id)}, midnight)
    transaction.flush()
    return ByLawsEffect(
        by_laws=None if dry_run else _shown(version),
        constituted=counted.constituted,
        still_proposed=counted.still_proposed,
        below_minimum=counted.below_minimum,
        notices=_told(transaction, counted.constituted),
    )


def bring_into_force(transaction: Transaction, network_id: UUID) -> list[UUID]:
    """Count a network's groups under the by-laws in force today; returns those that become official by it (W2).

    Run on the first day of a version; run again it changes nothing.
    """
    permit(transaction, 'make_by_laws', Facts(networks=frozenset({network_id})))
    networks = transaction.lock(NetworkRow, [network_id])
    if not networks:
        return []
    today = transaction.today(network_id)
    version = rules.in_force_on(versions_of(transaction, network_id), today)
    return _count_anew(transaction, networks[0], version, today, 'bring_into_force').constituted if version else []


def _count_anew(transaction: Transaction, network: NetworkRow, version: ByLawsRow, day: date, operation: str) -> _Counted:
    """Count the groups that go on under `version`, as on `day`; a version of a later day touches none.

    What is proposed may become official by it. What is official stays so, and may have become too small, or large enough again.
    """
    groups = _going_on(transaction, network.id)
    proposed = [group for group in groups if group.stage == 'proposed']
    if version.valid_from > day:
        return _Counted([], [group.id for group in proposed], [])
    said = (version.time_zone, list(version.working_languages))
    if operation == 'make_by_laws' or said != (network.time_zone, network.working_languages):
        network.time_zone, network.working_languages = said
        transaction.record(operation, network)
    official = [group for group in groups if group.stage == 'constituted']
    constituted = [group.id for group in proposed if evaluate(transaction, group, operation, day)]
    below = [group.id for group in official if recount_official(transaction, group, operation, day)]
    return _Counted(constituted, [group.id for group in proposed if group.id not in constituted], below)


def _going_on(transaction: Transaction, network_id: UUID) -> list[WorkingGroupRow]:
    going_on = [stage for stage, following in STAGES.items() if following]
    wanted = select(_GROUPS.c.id).where(_GROUPS.c.network_id == network_id, _GROUPS.c.stage.in_(going_on))
    ids = transaction.session.execute(wanted).scalars()
    return [group for group in transaction.lock(WorkingGroupRow, ids) if STAGES[group.stage]]


def _told(transaction: Transaction, constituted: list[UUID]) -> int:
    """Count the notices to cities: a group is constituted once, so all of these are this version's."""
    of_these = (_NOTICES.c.working_group_id.in_(constituted), _NOTICES.c.kind == 'working_group_constituted')
    return int(transaction.session.execute(select(func.count()).select_from(_NOTICES).where(*of_these)).scalar_one())


def _shown(version: ByLawsRow) -> ByLaws:
    return ByLaws.model_validate({name: getattr(version, name) for name in ByLaws.model_fields})
