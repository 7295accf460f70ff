"""What a city's own table says of the actions of its plan: which action each row is, and what it would add or change."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.models.imports import RowOfImport
from api.models.keys import fold
from api.models.plan_actions import PlanActionRow
from api.models.plans import PlanRow
from api.operations.import_cells import Cells, Change, Checked
from api.operations.import_plan_known import PlanKnown, known_of
from api.operations.import_plan_rows import ActionRow, action_row
from api.rules import action_items, import_plan_actions, imports, plans, progress
from api.rules.imports import Fault
from api.spine import Transaction

_MOST_CELLS = 100
# By which field of a file a column is said, where it is not called the same.
_SAID_BY: Mapping[str, str] = {'department_id': 'department', 'responsible_person_id': 'responsible'}


@dataclass(slots=True)
class ActionPlan:
    """What a row is to write: into `record`, or into a new one. `department`: one that is added with it."""

    values: dict[str, Any]
    record: PlanActionRow | None = None
    department: str | None = None


def check_plan_actions(transaction: Transaction, plan: PlanRow, rows: Sequence[tuple[RowOfImport, Mapping[str, str]]]) -> list[Checked]:
    """Return what each row would do to the plan."""
    known = known_of(transaction, plan)
    read = [action_row(known, row, Cells(by_field)) for row, by_field in rows]
    keys: list[tuple[int, object]] = []
    for each in read:
        if each.row.decision != 'left_out':
            _find(known, each)
            keys += [(each.row.number, key) for key in _keys(each)]
    twice = import_plan_actions.why_not_twice(keys)
    return [_checked(known, each, twice.get(each.row.number)) for each in read]


# -- which action it is ----------------------------------------------------------------------------------------------------


def _find(known: PlanKnown, each: ActionRow) -> None:
    """Say which action of the plan the row is; of a title that is nearly known a person says it."""
    written = each.cells.text('id')
    if written:
        each.record = known.by_id.get(written.lower())
        if each.record is None:
            each.cells.fault('id', Fault('action_not_of_plan', {'value': written}))
        return
    title, cell = fold(each.values.get('title', '')), (each.values.get('commitment'), each.values.get('track'))
    if not each.values.get('title'):
        each.cells.fault('title', Fault('action_needs_title'))
        return
    same = known.by_title.get(title, [])
    here = [action for action in same if (action.commitment, action.track) == cell]
    if len(here) == 1 and each.row.decision is None:
        each.record = here[0]
        return
    each.candidates = same or known.like(title, cell)
    each.record = next((action for action in each.candidates if each.row.decision == 'same' and action.id == each.row.candidate_id), None)
    if each.candidates and each.record is None and each.row.decision != 'new':
        each.suspicion = Fault('action_looks_like')


def _keys(each: ActionRow) -> Iterator[object]:
    if each.record is not None:
        yield each.record.id
    elif each.row.decision != 'new' and each.values.get('title') and not each.cells.text('id'):
        yield fold(each.values['title']), each.values.get('commitment'), each.values.get('track')


# -- what it would do ------------------------------------------------------------------------------------------------------


def _checked(known: PlanKnown, each: ActionRow, twice: Fault | None) -> Checked:
    _keep_named(known, each)
    cells, record, left_out = each.cells, each.record, each.row.decision == 'left_out'
    changed = {name: value for name, value in each.values.items() if record is None or _differs(record, name, value)}
    if not left_out:
        _refuse_formulas(each, changed)
        if twice is not None:
            cells.fault(None, twice)
        _refuse(known, each, changed)
    if record is None and changed.get('shared_with') == known.shared_with:
        del changed['shared_with']
    changes = list(_changes(known, each, changed)) if not cells.faults and each.suspicion is None else []
    outcome = imports.outcome_of(
        refused=bool(cells.faults),
        left_out=left_out,
        undecided=each.suspicion is not None,
        is_new=record is None,
        changes=bool(changes),
    )
    return Checked(
        number=each.row.number,
        title=each.values.get('title') or (record.title if record else ''),
        outcome=outcome,
        faults=[*cells.faults, *([(None, each.suspicion)] if each.suspicion and not cells.faults else [])],
        changes=changes,
        candidates=[known.candidate(action) for action in each.candidates],
        record_id=record.id if record else None,
        plan=ActionPlan(changed, record, each.department),
        notes=[Fault('department_added', {'name': each.department})] if each.department and outcome in {'added', 'changed'} else [],
    )


def _keep_named(known: PlanKnown, each: ActionRow) -> None:
    """Leave who or what an action names already, where the row says it as a file of the plan does: names need not be unique."""
    for column, name in _SAID_BY.items():
        written = each.cells.text(name)
        if each.record is not None and written and written == known.told(column, getattr(each.record, column)):
            each.cells.faults = [(of, fault) for of, fault in each.cells.faults if of != name]
            each.values[column] = getattr(each.record, column)
            if name == 'department':
                each.department = None


def _differs(record: PlanActionRow, name: str, value: Any) -> bool:
    if name == 'shared_with':
        return bool(plans.SHARED_WITH[record.audience] != value)
    recorded = getattr(record, name)
    if isinstance(recorded, str):
        return _as_written(recorded) != _as_written(value)
    if name == 'target_groups':
        return bool(list(dict.fromkeys(filter(None, map(_as_written, recorded)))) != list(map(_as_written, value)))
    return recorded is None or bool(recorded != value)


def _as_written(text: str) -> str:
    """Return a text as a file keeps it, whatever gaps there are between its words."""
    return unicodedata.normalize('NFC', ' '.join(text.split()))


def _refuse_formulas(each: ActionRow, changed: Mapping[str, Any]) -> None:
    """Refuse what a spreadsheet would work out: its result is not in the file, and nothing here works it out."""
    for name, cell in each.cells.by_field.items():
        if cell.startswith('=') and (name in changed or name not in each.values):
            each.cells.faults = [(of, fault) for of, fault in each.cells.faults if of != name]
            each.cells.fault(name, Fault('formula'))


def _refuse(known: PlanKnown, each: ActionRow, changed: Mapping[str, Any]) -> None:
    """Note what the rules have against the action as it would be."""
    cells, record = each.cells, each.record
    named = {name for name, _ in cells.faults}
    if record is None and 'id' not in named:
        for name in ('commitment', 'track'):
            if name not in each.values and name not in named:
                cells.fault(name, Fault('place_needed'))
    placed = [tuple(cell.values()) for cell in _after(each, 'further_cells') or ()]
    primary = (_after(each, 'commitment'), _after(each, 'track'))
    if len(placed) > _MOST_CELLS or len({primary, *placed}) < len(placed) + 1:
        cells.fault('further_cells', Fault('cell_twice'))
    start, end = _after(each, 'starts_on'), _after(each, 'due_on')
    if start is not None and end is not None and end < start:
        cells.fault('due_on', Fault('action_ends_before_start', {'start': start.isoformat(), 'end': end.isoformat()}))
    stage = _after(each, 'stage') or 'planned'
    if record is not None and action_items.why_not_move(record.stage, stage) is not None:
        cells.fault('stage', Fault('action_does_not_move'))
    if progress.why_not_percent(stage, each.values.get('percent')) is not None:
        cells.fault('percent', Fault('completed_is_done'))
    shared = changed.get('shared_with')
    if shared is not None and (record is not None or plans.narrower(shared, known.shared_with) != shared):
        cells.fault('shared_with', Fault('import_shares_nothing'))


def _after(each: ActionRow, name: str) -> Any:
    return each.values[name] if name in each.values else getattr(each.record, name) if each.record else None


def _changes(known: PlanKnown, each: ActionRow, changed: Mapping[str, Any]) -> Iterator[Change]:
    for name, value in changed.items():
        before = known.told(name, getattr(each.record, name)) if each.record else None
        yield _SAID_BY.get(name, name), before, known.told(name, value)
    if each.department:
        before = known.told('department_id', each.record.department_id) if each.record else None
        yield 'department', before, each.department
