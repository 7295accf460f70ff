"""Finds the plan that a record of its follow-up belongs to, and holds the record to what its plan allows (P10)."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import func, select

from api.models.columns import Subject, table
from api.models.departments import DepartmentRow
from api.models.needs_assessments import NeedsAssessmentRow, NeedsFindingRow
from api.models.organisations import OrganisationRow
from api.models.plan_actions import CellNamed, PlanActionRow
from api.models.plan_consultations import PlanConsultationRow
from api.models.plan_contacts import PlanContactRow
from api.models.plan_inventory_items import PlanInventoryItemRow
from api.models.plan_meetings import PlanMeetingRow
from api.models.plan_risks import PlanRiskRow
from api.models.plans import PlanRow
from api.models.shapes import Wish, merge
from api.operations.references import named_person
from api.permissions import Facts
from api.problems import unknown_reference
from api.reads import as_uuid
from api.rules import follow_up
from api.spine import Transaction
from api.visibility import sees

# What a city notes of its work at a plan. Each has `network_id`, `city_id`, `plan_id` and `shared_with`.
FOLLOW_UP: tuple[type[Subject], ...] = (
    PlanMeetingRow, PlanContactRow, PlanRiskRow, NeedsAssessmentRow, NeedsFindingRow, PlanConsultationRow, PlanInventoryItemRow,
)  # fmt: skip
_DEPARTMENTS, _ACTIONS = table(DepartmentRow), table(PlanActionRow)
# What the journal names without its value: who does what within a city is the city's to know.
_OF_THE_CITY = ('department_id', 'department_ids', 'person_id', 'plan_action_ids')
Row = TypeVar('Row', bound=Subject)


def plan_named(transaction: Transaction, plan_id: UUID) -> PlanRow:
    """Return the plan that a body names, locked; unknown-reference when there is none that the caller may know of."""
    plan = transaction.lock_named(PlanRow, plan_id, 'plan_id')
    if not sees(transaction.caller, plan.audience, plan.network_id, plan.city_id):
        raise unknown_reference('plan_id')
    return plan


def lock_plan_of(transaction: Transaction, row: type[Subject], record_id: UUID) -> PlanRow | None:
    """Lock the plan of a record before the record: whoever shares a plan has the plan first, then what belongs to it."""
    columns = table(row)
    ids = transaction.session.execute(select(columns.c.plan_id).where(columns.c.id == as_uuid(record_id))).scalars()
    return next(iter(transaction.lock(PlanRow, ids, share=True)), None)


def of_city(_transaction: Transaction, row: Any) -> Facts:
    """Return whose a plan, or a record of its follow-up, is."""
    return Facts(frozenset({row.network_id}), row.city_id)


def set_down(transaction: Transaction, plan: PlanRow, row: type[Row], wish: Wish) -> Row:
    """Return a new record of a plan, which is not remembered yet."""
    changes = written(wish.model_dump())
    _check(transaction, plan, changes)
    audience = follow_up.audience_of(plan.audience, changes['shared_with'])
    return row.model_validate({**changes, 'network_id': plan.network_id, 'city_id': plan.city_id, 'audience': audience})


def change(transaction: Transaction, plan: PlanRow | None, record: Any, wish: Wish) -> set[str]:
    """Change a record as a body says, and return the names of what was changed."""
    assert plan is not None
    changes = {name: value for name, value in written(merge(wish)).items() if getattr(record, name) != value}
    _check(transaction, plan, changes)
    for name, value in changes.items():
        setattr(record, name, value)
    record.audience = follow_up.audience_of(plan.audience, record.shared_with)
    return set(changes)


def hidden(said: Collection[str]) -> set[str]:
    """Return what the journal names without its value."""
    return {name for name in _OF_THE_CITY if name in said}


def share_with_plan(transaction: Transaction, plan: PlanRow) -> None:
    """Hold what belongs to a plan to whom the plan is shared with now."""
    for row in FOLLOW_UP:
        columns = table(row)
        ids = transaction.session.execute(select(columns.c.id).where(columns.c.plan_id == plan.id)).scalars()
        records: Iterable[Any] = transaction.lock(row, ids)
        for record in records:
            audience = follow_up.audience_of(plan.audience, record.shared_with)
            if audience != record.audience:
                record.audience = audience
                transaction.record('share_plan', record)


def written(said: dict[str, Any]) -> dict[str, Any]:
    """Return what a body says by the columns that hold it: lists of ids are kept as text, each once; a cell in two columns."""
    said = {name: list(dict.fromkeys(map(str, value))) if name.endswith('_ids') else value for name, value in said.items()}
    if 'cell' not in said:
        return said
    cell = said.pop('cell')
    place = {'commitment': None, 'track': None} if cell is None else CellNamed.model_validate(cell).model_dump()
    return said | place


def _check(transaction: Transaction, plan: PlanRow, changes: dict[str, Any]) -> None:
    """Refuse departments that are not the city's, actions that are not the plan's, and whom the caller may not know of."""
    of_city = (_DEPARTMENTS.c.network_id == plan.network_id, _DEPARTMENTS.c.city_id == plan.city_id)
    department_id = changes.get('department_id')
    all_there(transaction, 'department_id', [department_id] if department_id else [], _DEPARTMENTS, *of_city)
    all_there(transaction, 'department_ids', changes.get('department_ids', []), _DEPARTMENTS, *of_city)
    all_there(transaction, 'plan_action_ids', changes.get('plan_action_ids', []), _ACTIONS, _ACTIONS.c.plan_id == plan.id)
    if (person_id := changes.get('person_id')) is not None:
        named_person(transaction, person_id)
    if (organisation_id := changes.get('organisation_id')) is not None:
        transaction.lock_named(OrganisationRow, organisation_id, 'organisation_id')


def all_there(transaction: Transaction, field: str, ids: Sequence[object], rows: Any, *conditions: Any) -> None:
    """Refuse ids that are not all among these rows."""
    if not ids:
        return
    wanted = select(func.count()).select_from(rows).where(rows.c.id.in_([UUID(str(each)) for each in ids]), *conditions)
    if transaction.session.execute(wanted).scalar_one() != len(ids):
        raise unknown_reference(field)
