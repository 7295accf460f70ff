"""Says what a network holds before it goes live, in numbers and in the reader's language."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from api.models.columns import table
from api.models.imports import ImportRow, RowOfImport
from api.models.memberships import MembershipRow
from api.models.networks import NetworkRow
from api.models.notices import NoticeRow
from api.models.preparation import Preparation, PreparationStep
from api.models.roles import RoleRow
from api.models.working_groups import WorkingGroupRow
from api.operations.formation import in_force
from api.operations.permit import permit
from api.permissions import Facts
from api.problems import Problem
from api.rules import preparation
from api.sentences import say
from api.spine import Transaction

_MEMBERS, _ROLES, _GROUPS = table(MembershipRow), table(RoleRow), table(WorkingGroupRow)
_IMPORTS, _ROWS, _NOTICES = table(ImportRow), table(RowOfImport), table(NoticeRow)


def preparation_of(transaction: Transaction, network_id: UUID, *, sends_mail: bool) -> Preparation:
    """Return what a network has: its cities and who answers for them, its groups, files that wait, by-laws, mail."""
    permit(transaction, 'get_preparation', Facts(networks=frozenset({network_id})))
    network = transaction.find(NetworkRow, network_id)
    if network is None:
        raise Problem('not-found')
    inside = (_MEMBERS.c.network_id == network_id, _MEMBERS.c.working_group_id.is_(None), _MEMBERS.c.end_date.is_(None))
    cities = select(_MEMBERS.c.city_id).where(*inside, _MEMBERS.c.stage == 'active')
    coordinating = (_ROLES.c.network_id == network_id, _ROLES.c.role == 'coordinator', _ROLES.c.end_date.is_(None))
    waiting = (_IMPORTS.c.network_id == network_id, _IMPORTS.c.stage == 'checked')
    goes_on = (_GROUPS.c.network_id == network_id, _GROUPS.c.stage.in_(('proposed', 'constituted')))
    held = preparation.Held(
        cities=_count(transaction, select(func.count()).select_from(cities.subquery())),
        coordinated=_count(transaction, select(func.count(_ROLES.c.city_id.distinct())).where(*coordinating, _ROLES.c.city_id.in_(cities))),
        groups=_count(transaction, select(func.count(_GROUPS.c.id)).where(*goes_on)),
        open_files=_count(
            transaction, select(func.count(_IMPORTS.c.id)).where(*waiting, _IMPORTS.c.id.in_(select(_ROWS.c.import_id)))
        ),
        sends_mail=sends_mail,
    )  # fmt: skip
    version = in_force(transaction, network_id, transaction.today(network_id))
    figures = {'cities': version.min_cities, 'countries': version.min_countries}
    language = transaction.caller.language
    return Preparation(
        network_id=network_id,
        stage=network.stage,  # type: ignore[arg-type]  # the column's CHECK holds it to the stages
        sent=_count(transaction, select(func.count(_NOTICES.c.id)).where(_NOTICES.c.network_id == network_id, _NOTICES.c.stage == 'sent')),
        steps=[
            PreparationStep(
                code=each.code,  # type: ignore[arg-type]  # the rule knows these steps
                ready=each.ready,
                count=each.count,
                of=each.of,
                detail=say(language, _sentence(each), **figures, count=each.count, of=each.of, number=each.count),
            )
            for each in preparation.steps_of(held, version.number)
        ],
    )


def _sentence(step: preparation.Step) -> str:
    """Return the key of the sentence: of what is there, else of what is missing."""
    return f'preparation.{step.code}' if step.count else f'preparation.{step.code}.none'


def _count(transaction: Transaction, wanted: Select[Any]) -> int:
    return int(transaction.session.execute(wanted).scalar_one())
