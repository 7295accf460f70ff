"""Knows what is said of many actions of a plan at once, and what became of each."""

from typing import Annotated, Literal

from pydantic import Field

from api.models.action_items import Horizon, Origin
from api.models.membership_batches import MOST_ITEMS, Ref
from api.models.plans import SharedWith
from api.models.problem_details import ProblemDetails
from api.models.progress_updates import ActionStage
from api.models.shapes import Day, Flag, Id, Number, OnBehalfOf, Shape, Version, Wish


def _stage() -> ActionStage:
    return 'planned'


class PlanActionChange(Wish):
    """What is to be another thing about an action; what is left out stays as it is."""

    department_id: Id | None = Field(default=None, description='A department of the city.')
    responsible_person_id: Id | None = Field(default=None, description='A person whom you may know of.')
    starts_on: Day | None = None
    due_on: Day | None = None
    origin: Origin | None = None
    horizon: Horizon | None = None
    agreed_on: Day | None = Field(default=None, description='The day on which its department agreed to it.')
    stage: ActionStage = Field(default_factory=_stage, description='Where it stands now; adds an update to what was said of it.')
    shared_with: SharedWith | None = Field(default=None, description='At most; null: with whom its plan is shared.')


class PlanActionBatchItem(Wish):
    """An action of the plan, and what is to be another thing about it."""

    ref: Ref | None = None
    plan_action_id: Id
    if_version: Annotated[Number, Field(ge=1, le=2_147_483_647)] | None = Field(
        default=None, description='The version of the action that you have seen.'
    )
    changes: PlanActionChange


class PlanActionBatchCreate(Wish):
    """Changes of many actions of one plan, done together (`atomic`: all of them or none), or each by itself (`independent`)."""

    plan_id: Id
    mode: Literal['atomic', 'independent'] = 'atomic'
    dry_run: Flag = Field(default=False, description='Only say what it would do.')
    items: list[PlanActionBatchItem] = Field(min_length=1, max_length=MOST_ITEMS)
    on_behalf_of: OnBehalfOf | None = None


class PlanActionBatchItemResult(Shape):
    """What became of one item. The problem is the one that the same change would meet alone."""

    ref: Ref | None
    status: Literal['applied', 'unchanged', 'failed'] = Field(description='Open list.')
    plan_action_id: Id
    version: Version | None = Field(description='Null where it failed.')
    problem: ProblemDetails | None


class PlanActionBatchSummary(Shape):
    """How many items came to what."""

    applied: int = Field(ge=0)
    unchanged: int = Field(ge=0)
    failed: int = Field(ge=0)


class PlanActionBatch(Shape):
    """What became of a batch, item by item in their order."""

    dry_run: bool
    items: list[PlanActionBatchItemResult] = Field(max_length=MOST_ITEMS)
    summary: PlanActionBatchSummary
