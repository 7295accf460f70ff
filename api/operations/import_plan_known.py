"""What is known of a plan when a table of its actions is read: its frame, its actions, its city's departments and people."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from api.models.columns import table
from api.models.departments import DepartmentRow
from api.models.keys import fold
from api.models.people import PersonRow
from api.models.plan_actions import PlanActionRow
from api.models.plans import PlanRow
from api.plan_frames import FRAMES
from api.rules import imports, plans
from api.rules.coverage import Cell
from api.rules.imports import Fault
from api.spine import Transaction
from api.visibility import grants, visible_rows

_NUMBERS = re.compile(r'\d+')
_ACTIONS, _DEPARTMENTS, _PEOPLE = table(PlanActionRow), table(DepartmentRow), table(PersonRow)


@dataclass(slots=True)
class PlanKnown:
    """A plan with all that a row of a table may name: the numbers by their names, the actions, departments, people."""

    commitments: Mapping[str, int]
    tracks: Mapping[str, int]
    cells: frozenset[Cell]
    shared_with: str
    by_id: Mapping[str, PlanActionRow]
    by_title: Mapping[str, list[PlanActionRow]]
    in_cell: Mapping[Cell, list[tuple[str, PlanActionRow]]]
    departments: Mapping[UUID, DepartmentRow]
    people: Mapping[UUID, PersonRow]
    by_department: Mapping[str, DepartmentRow]
    by_person: Mapping[str, list[PersonRow]]

    def department(self, said: str) -> DepartmentRow | Fault | None:
        """Return the department of this city that is meant; None for a name that nothing is like: it is a new one."""
        identity = _identity(said)
        found = self.departments.get(identity) if identity else self.by_department.get(fold(said))
        if found is not None:
            return found
        if identity is not None:
            return Fault('department_unknown', {'value': said})
        like = next((each for name, each in self.by_department.items() if imports.looks_like(name, fold(said))), None)
        return Fault('department_like', {'value': said, 'like': like.name}) if like else None

    def person(self, said: str) -> PersonRow | Fault:
        """Return who goes by this address, name or id, among those whom the caller may know of."""
        identity = _identity(said)
        known = self.people.get(identity) if identity else None
        found = [known] if known else self.by_person.get(said.lower()) or self.by_person.get(fold(said), [])
        if len(found) == 1:
            return found[0]
        return Fault('contact_several', {'value': said}) if found else Fault('contact_unknown', {'value': said})

    def like(self, title: str, cell: tuple[Any, Any]) -> list[PlanActionRow]:
        """Return the actions of a cell whose titles are like a folded one; what is numbered otherwise is another one."""
        numbers = _NUMBERS.findall(title)
        alike = (each for each in self.in_cell.get(cell, ()) if _NUMBERS.findall(each[0]) == numbers)
        return [action for known, action in alike if imports.looks_like(known, title)]

    def candidate(self, action: PlanActionRow) -> dict[str, str | int]:
        """Return what tells an action from others of its title."""
        place = {'commitment': action.commitment, 'track': action.track}
        return {'id': str(action.id), 'kind': 'plan_action', 'name': action.title, **place}

    def told(self, name: str, value: Any) -> str | None:
        """Return a value as a person reads it in a table."""
        if value is None or value == []:
            return None
        if name == 'department_id':
            return self.departments[value].name if value in self.departments else str(value)
        if name == 'responsible_person_id':
            person = self.people.get(value)
            return (person.mail or person.name) if person else str(value)
        if name == 'further_cells':
            return '; '.join(f'{each["commitment"]}:{each["track"]}' for each in value)
        if isinstance(value, list):
            return '; '.join(value)
        return value.isoformat() if isinstance(value, date) else str(value)


def known_of(transaction: Transaction, plan: PlanRow) -> PlanKnown:
    """Return what is known now."""
    transaction.flush()
    session, frame = transaction.session, FRAMES[plan.frame]
    actions = list(session.execute(select(PlanActionRow).where(_ACTIONS.c.plan_id == plan.id).order_by(_ACTIONS.c.id)).scalars())
    of_city = (_DEPARTMENTS.c.network_id == plan.network_id, _DEPARTMENTS.c.city_id == plan.city_id)
    departments = list(session.execute(select(DepartmentRow).where(*of_city).order_by(_DEPARTMENTS.c.ended_on.is_(None))).scalars())
    known = (_PEOPLE.c.network_id == plan.network_id, _PEOPLE.c.erased_at.is_(None), visible_rows(PersonRow))
    wanted = select(PersonRow).where(*known).order_by(_PEOPLE.c.id)
    people = list(session.execute(wanted, grants(transaction.caller)).scalars())
    by_title: dict[str, list[PlanActionRow]] = {}
    in_cell: dict[Cell, list[tuple[str, PlanActionRow]]] = {}
    for each in actions:
        by_title.setdefault(fold(each.title), []).append(each)
        in_cell.setdefault((each.commitment, each.track), []).append((fold(each.title), each))
    by_person: dict[str, list[PersonRow]] = {}
    for person in people:
        for name in filter(None, ((person.mail or '').lower(), fold(person.name or '') if person.city_id == plan.city_id else '')):
            by_person.setdefault(name, []).append(person)
    return PlanKnown(
        commitments=_named([(each.number, each.names) for each in frame.commitments]),
        tracks=_named([(each.number, each.names) for each in frame.tracks]),
        cells=frozenset(frame.cells),
        shared_with=plans.SHARED_WITH[plan.audience],
        by_id={str(each.id): each for each in actions},
        by_title=by_title,
        in_cell=in_cell,
        departments={each.id: each for each in departments},
        people={each.id: each for each in people},
        by_department={fold(each.name): each for each in departments},
        by_person=by_person,
    )


def _named(numbered: list[tuple[int, Mapping[str, str]]]) -> dict[str, int]:
    """Return the numbers by each name in any language, folded, and by themselves."""
    return {fold(name): number for number, names in numbered for name in (*names.values(), str(number))}


def _identity(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
