"""Reads what the rows of a city's own table say of the actions of its plan: cells of the frame, days, words, departments, people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args
from uuid import UUID

from api.models.action_items import Addressee, CityFunction, Horizon, Origin
from api.models.imports import RowOfImport
from api.models.keys import fold
from api.models.plan_actions import PlanActionRow
from api.models.plans import SharedWith
from api.models.progress_updates import ActionStage
from api.operations.import_cells import Cells
from api.operations.import_plan_known import PlanKnown
from api.rules import import_plan_actions
from api.rules.imports import Fault

_LONGEST_LINE, _LONGEST_PROSE, _MOST_GROUPS = 500, 5000, 20
_WORDS: Mapping[str, tuple[tuple[str, ...], Mapping[str, str]]] = {
    'origin': (get_args(Origin), import_plan_actions.ORIGINS),
    'city_function': (get_args(CityFunction), import_plan_actions.FUNCTIONS),
    'horizon': (get_args(Horizon), import_plan_actions.HORIZONS),
    'stage': (get_args(ActionStage), import_plan_actions.STAGES),
    'shared_with': (get_args(SharedWith), {}),
}


@dataclass(slots=True)
class ActionRow:
    """A row as it was read; `department`: one that the city does not have yet."""

    row: RowOfImport
    cells: Cells
    values: dict[str, Any]
    record: PlanActionRow | None = None
    candidates: list[PlanActionRow] = field(default_factory=list)
    suspicion: Fault | None = None
    department: str | None = None


def action_row(known: PlanKnown, row: RowOfImport, cells: Cells) -> ActionRow:
    """Return what a row says, by the columns of an action. Faults go to its cells."""
    said: dict[str, Any] = {'title': cells.text('title'), 'budget_note': cells.text('budget_note', _LONGEST_LINE)}
    said |= {name: _prose(cells, name) for name in ('description', 'completion_criterion')}
    said |= {name: cells.word(name, *_word(name)) for name in _WORDS}
    for name, numbers in (('commitment', known.commitments), ('track', known.tracks)):
        written = cells.text(name)
        said[name] = import_plan_actions.number_meant(written, fold(written), numbers) if written else None
        if written and said[name] is None:
            cells.fault(name, Fault('place_unknown', {'value': written, 'most': max(numbers.values())}))
    said |= {'starts_on': _day(cells, 'starts_on', ends=False), 'due_on': _day(cells, 'due_on', ends=True), 'percent': _percent(cells)}
    said |= {'further_cells': _further(known, cells), 'addressees': _addressees(cells), 'target_groups': _groups(cells)}
    found = ActionRow(row, cells, {})
    _department(known, found, said)
    said['responsible_person_id'] = _responsible(known, cells)
    found.values = {name: value for name, value in said.items() if value is not None and value not in ('', [])}
    return found


def _word(name: str) -> tuple[tuple[str, ...], str, Mapping[str, str]]:
    words, meanings = _WORDS[name]
    return words, '', meanings


def _prose(cells: Cells, name: str) -> str:
    said = cells.by_field.get(name, '').replace('\r\n', '\n').strip()
    if len(said) > _LONGEST_PROSE:
        cells.fault(name, Fault('too_long', {'most': _LONGEST_PROSE}))
    return said


def _day(cells: Cells, name: str, *, ends: bool) -> date | None:
    said = cells.text(name)
    found = import_plan_actions.day_meant(said, ends=ends) if said else None
    if isinstance(found, Fault):
        cells.fault(name, found)
        return None
    return found


def _percent(cells: Cells) -> int | None:
    said = cells.text('percent')
    found = import_plan_actions.percent_meant(said) if said else None
    if isinstance(found, Fault):
        cells.fault('percent', found)
        return None
    return found


def _further(known: PlanKnown, cells: Cells) -> list[dict[str, int]]:
    found: list[dict[str, int]] = []
    for each in import_plan_actions.texts_said(cells.by_field.get('further_cells', '')):
        cell = import_plan_actions.cell_meant(each)
        if cell not in known.cells:
            cells.fault('further_cells', Fault('cell_unknown', {'value': each}))
            continue
        found.append({'commitment': cell[0], 'track': cell[1]})
    return found


def _addressees(cells: Cells) -> list[str]:
    words = get_args(Addressee)
    found: list[str] = []
    for each in import_plan_actions.texts_said(cells.by_field.get('addressees', '')):
        word = import_plan_actions.ADDRESSEES.get(fold(each), each.casefold().replace(' ', '_'))
        if word not in words:
            cells.fault('addressees', Fault('word_unknown', {'value': each, 'known': ', '.join(words)}))
        elif word not in found:
            found.append(word)
    return found


def _groups(cells: Cells) -> list[str]:
    found = import_plan_actions.texts_said(cells.by_field.get('target_groups', ''))
    if len(found) > _MOST_GROUPS:
        cells.fault('target_groups', Fault('too_many', {'most': _MOST_GROUPS}))
    if any(len(each) > _LONGEST_LINE for each in found):
        cells.fault('target_groups', Fault('too_long', {'most': _LONGEST_LINE}))
    return found


def _department(known: PlanKnown, found: ActionRow, said: dict[str, Any]) -> None:
    written = found.cells.text('department')
    if not written:
        return
    department = known.department(written)
    if isinstance(department, Fault):
        found.cells.fault('department', department)
    elif department is None:
        found.department = written
    else:
        said['department_id'] = department.id


def _responsible(known: PlanKnown, cells: Cells) -> UUID | None:
    written = cells.text('responsible')
    person = known.person(written) if written else None
    if isinstance(person, Fault):
        cells.fault('responsible', person)
        return None
    return person.id if person else None
