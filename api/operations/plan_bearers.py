"""Holds who carries a city's plan to whom the caller may name, and has the journal tell no more of it than the plan does (P2, P10)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from api.models.columns import table
from api.models.departments import DepartmentRow
from api.models.people import PersonRow
from api.models.plans import PlanRow
from api.operations.plan_records import all_there
from api.operations.references import named_person
from api.spine import Transaction
from api.visibility import grants, visible_rows

_DEPARTMENTS, _PEOPLE = table(DepartmentRow), table(PersonRow)
_LISTS = ('coordination_team_ids', 'steering_committee_ids')
# What the journal names without its value: who carries a plan, and with what, is the city's to know.
_OF_THE_CITY = ('political_head_id', *_LISTS, 'department_ids', 'steering_committee', 'resources')


def borne_by(plan: PlanRow) -> dict[str, Any]:
    """Return who carries a plan, as far as it says so."""
    return {name: value for name in _OF_THE_CITY if (value := getattr(plan, name))}


def hidden_of(said: Mapping[str, Any]) -> set[str]:
    """Return what of this the journal names without its value."""
    return {name for name in _OF_THE_CITY if name in said}


def refuse_unknown(
    transaction: Transaction, network_id: UUID, city_id: UUID, said: Mapping[str, Any], before: Mapping[str, Any] | None = None
) -> None:
    """Refuse whom the caller may not know of, and departments that are not the city's; who carried the plan `before` may go on."""
    known, of_city = before or {}, (_DEPARTMENTS.c.network_id == network_id, _DEPARTMENTS.c.city_id == city_id)
    head = said.get('political_head_id')
    if head is not None:
        named_person(transaction, head, 'political_head_id')
    # In the order of their ids, so that two who name the same people wait for one another, and for nothing else.
    for name in _LISTS:
        for person_id in sorted(set(said.get(name, ())) - set(known.get(name, ()))):
            named_person(transaction, UUID(person_id), name)
    all_there(transaction, 'department_ids', said.get('department_ids', []), _DEPARTMENTS, *of_city)


def names_of(transaction: Transaction, plan: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return what those who carry a plan, as the caller is shown it, are called, as far as the caller may know of them."""
    head = plan['political_head_id']
    asked = {'political_head_id': [head] if head else [], **{name: plan[name] for name in _LISTS}}
    wanted = select(_PEOPLE.c.id, _PEOPLE.c.name).where(_PEOPLE.c.id.in_(_ids(asked.values())), visible_rows(PersonRow))
    people = {str(each['id']): each['name'] for each in transaction.rows(wanted, grants(transaction.caller))}
    units = select(_DEPARTMENTS.c.name).where(_DEPARTMENTS.c.id.in_(_ids([plan['department_ids']]))).order_by(_DEPARTMENTS.c.sort_key)
    called = {name: [people[each] for each in ids if each in people] for name, ids in asked.items()}
    return {**called, 'department_ids': list(transaction.session.execute(units).scalars())}


def _ids(lists: Iterable[Sequence[str]]) -> list[UUID]:
    return [UUID(each) for ids in lists for each in ids]
