"""What a script can do with a network's members as a whole: say which cities are to belong to it."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from sqlalchemy import func, select

from api.models.cities import CityRow
from api.models.columns import table
from api.models.membership_batches import DesiredCity, MembershipBatchItem, NetworkMembersReplace, Op
from api.models.memberships import LeadRow, MembershipRow, MembershipStage
from api.models.networks import NetworkRow
from api.models.working_groups import WorkingGroupRow
from api.operations.desired_members import name_of, refuse_set, wanted_of
from api.operations.many_at_once import begin_many, end_many, lock_all, read_cities_ahead
from api.operations.membership_acts import Outcome, Place, act, act_each
from api.operations.membership_batches import moved_groups
from api.operations.named_members import Named, members_named, named_of
from api.operations.permit import permit_on
from api.permissions import Facts
from api.problems import refuse
from api.rules import memberships as rules
from api.rules import working_groups
from api.spine import Transaction

_MEMBERS, _LEADS, _GROUPS = table(MembershipRow), table(LeadRow), table(WorkingGroupRow)


@dataclass(slots=True)
class Replaced:
    """Who joined, left, stays at another stage and stayed; the groups that it changed; and the version of the whole, before or after."""

    version: int
    groups: list[tuple[WorkingGroupRow, str]]
    joined: list[MembershipRow]
    left: list[MembershipRow]
    changed: list[MembershipRow]
    unchanged: list[MembershipRow]


def replace_network_members(transaction: Transaction, reference: UUID | str, wish: NetworkMembersReplace) -> Replaced:
    """Bring a network to the desired set of cities, wholly or not at all; one that leads a group never leaves that way (W7)."""
    network = permit_on(transaction, 'replace_network_members', NetworkRow, reference, _facts, version=partial(_version_seen, transaction))
    transaction.recorded.locked[network.id] = (network, False)
    wanted = wanted_of(wish.members, members_named(transaction, [each.member for each in wish.members]))
    inside = _lock_members(transaction, network, [named.id for _, _, named in wanted.values() if named.kind == 'city'])
    groups = _lock_groups_of(transaction, network, inside.keys() | wanted.keys())
    # An application is no membership yet, and a list that does not know of it decides nothing about it.
    belonging = [row for row in inside.values() if row.stage != 'applicant']
    leaving = [row for row in belonging if row.city_id not in wanted]
    refuse(rules.why_not_remove(present=len(belonging), leaving=len(leaving), allowed=wish.max_removals, group=network.name))
    for group, city in _led(transaction, groups, {row.city_id for row in leaving}):
        refuse(rules.why_not_leave_by_list(leading=city, group=group))
    moving = [row for _, each, named in wanted.values() if (row := inside.get(named.id)) and each.stage not in {None, row.stage}]
    lock_all(transaction, MembershipRow, [row.id for row in [*leaving, *moving]])
    stages = {group.id: group.stage for group in groups.values()}
    before = version_of_members(transaction, network.id)
    ops = [_op(each, inside.get(named.id)) for _, each, named in wanted.values()]
    begin_many(transaction, groups, [])
    read_cities_ahead(transaction, groups, [(network.id, city) for city in inside.keys() | wanted.keys()])
    do = partial(partial, _act, transaction, network, wish)
    coming = [do(*op, named, inside.get(named.id)) for op, (_, _, named) in zip(ops, wanted.values(), strict=True)]
    going = [do('leave', None, named_of(row), row) for row in leaving]
    outcomes = act_each(transaction, [*coming, *going], {})
    refuse_set(transaction, wanted, leaving, outcomes)
    end_many(transaction)
    came = [(outcome.row, named.id in inside) for outcome, (_, _, named) in zip(outcomes, wanted.values(), strict=False) if outcome.began]
    return Replaced(
        before if transaction.is_dry_run else version_of_members(transaction, network.id),
        moved_groups(transaction, stages),
        [row for row, was_inside in came if row and not was_inside],
        leaving,
        [row for row, was_inside in came if row and was_inside],
        [outcome.row for outcome in outcomes[: len(coming)] if outcome.row and not outcome.began],
    )


def version_of_members(transaction: Transaction, network_id: UUID) -> int:
    """Return the version of a network's members as a whole: each change of one makes it greater."""
    of_network = (_MEMBERS.c.network_id == network_id, _MEMBERS.c.working_group_id.is_(None))
    return int(transaction.session.execute(select(func.coalesce(func.sum(_MEMBERS.c.version), 0)).where(*of_network)).scalar_one())


def _version_seen(transaction: Transaction, network: NetworkRow) -> int:
    """Return the same, of members whose cities are locked: nothing changes it any more."""
    _lock_members(transaction, network, [])
    return version_of_members(transaction, network.id)


def _facts(_transaction: Transaction, network: NetworkRow) -> Facts:
    return Facts(networks=frozenset({network.id}))


def _lock_members(transaction: Transaction, network: NetworkRow, others: Collection[UUID]) -> dict[UUID, MembershipRow]:
    """Lock the cities that belong to a network, and others, and return the memberships that last by city."""
    here = (_MEMBERS.c.network_id == network.id, _MEMBERS.c.working_group_id.is_(None), _MEMBERS.c.end_date.is_(None))
    cities = transaction.session.execute(select(_MEMBERS.c.city_id).where(*here)).scalars()
    lock_all(transaction, CityRow, {*cities, *others})
    rows = transaction.session.execute(select(MembershipRow).where(*here).order_by(_MEMBERS.c.id)).scalars()
    return {row.city_id: row for row in rows if row.city_id}


def _lock_groups_of(transaction: Transaction, network: NetworkRow, cities: Collection[UUID]) -> dict[UUID, WorkingGroupRow]:
    """Lock the groups that cities of a network are in: they are counted anew, or left with it."""
    inside = select(_MEMBERS.c.working_group_id).where(
        _MEMBERS.c.city_id.in_(cities), _MEMBERS.c.network_id == network.id, _MEMBERS.c.end_date.is_(None)
    )
    return lock_all(transaction, WorkingGroupRow, set(transaction.session.execute(inside).scalars()))


def _led(transaction: Transaction, groups: Collection[UUID], leaving: Collection[UUID | None]) -> list[tuple[str, str]]:
    """Return the groups that go on and are led by one of these cities, and by which."""
    goes_on = [stage for stage, following in working_groups.STAGES.items() if following]
    led = (
        select(_GROUPS.c.title, _LEADS.c.city_id)
        .join(_LEADS, _LEADS.c.working_group_id == _GROUPS.c.id)
        .where(_GROUPS.c.id.in_(groups), _GROUPS.c.stage.in_(goes_on), _LEADS.c.end_date.is_(None), _LEADS.c.city_id.in_(leaving))
        .order_by(_GROUPS.c.id)
    )
    found = transaction.session.execute(led).all() if leaving and groups else []
    return [(title, name_of(transaction, Named('city', city_id))) for title, city_id in found]


def _op(desired: DesiredCity, row: MembershipRow | None) -> tuple[Op, MembershipStage | None]:
    """Return what brings a city about, and to which stage: it joins, is admitted or moved, or stays as it is."""
    if row is None:
        return 'join', desired.stage
    return 'update', desired.stage or ('active' if row.stage == 'applicant' else None)


def _act(
    transaction: Transaction,
    network: NetworkRow,
    wish: NetworkMembersReplace,
    op: Op,
    stage: MembershipStage | None,
    named: Named,
    row: MembershipRow | None,
) -> Outcome:
    item = MembershipBatchItem.model_construct(
        op=op,
        role=None,
        stage=stage,
        if_version=None,
        effective_on=wish.effective_on,
        reason=wish.reason,
        on_behalf_of=None,
    )
    return act(transaction, item, Place(network, named, name_of(transaction, named), row))
