"""Actions of cities' plans over HTTP."""

from typing import Annotated, Literal

from fastapi import Query
from starlette.responses import Response

from api import filters, paging, problems, reads, shown
from api.contract import DryRunAsked, Resource, Tx
from api.filters import CellNumber, YesNo
from api.models.action_items import Addressee, Horizon
from api.models.plan_action_batches import (
    PlanActionBatch,
    PlanActionBatchCreate,
    PlanActionBatchItemResult,
    PlanActionBatchSummary,
)
from api.models.plan_actions import (
    PlanAction,
    PlanActionCreate,
    PlanActionPage,
    PlanActionPatch,
    PlanActionRow,
    PlanActionSharingCreate,
)
from api.models.progress_updates import ActionStage
from api.models.shapes import Id, Line
from api.operations import plan_action_batches as batches
from api.operations import plan_actions as operations
from api.paging import After, Expand, Limit, Page
from api.spine import Transaction

plan_actions = Resource('Plan actions')
_TOLD = ('documented-fact', 'future-date', 'past-date-is-the-offices', 'plan-superseded')
_DESCRIBED = ('unknown-reference', 'ends-before-start', 'cells-do-not-fit')
Late = Annotated[YesNo | None, Query(description='Only what is late today, or only what is not.')]
Stale = Annotated[YesNo | None, Query(description='Only what is stale today, or only what is not.')]


@plan_actions.offer('GET', '/plan-actions', PlanActionPage)
def list_plan_actions(  # noqa: PLR0913, PLR0917 -- each is a filter of the contract
    tx: Tx,
    network_id: Id | None = None,
    city_id: Id | None = None,
    plan_id: Id | None = None,
    stage: ActionStage | None = None,
    commitment: CellNumber = None,
    track: CellNumber = None,
    horizon: Horizon | None = None,
    addressee: Addressee | None = None,
    target_group: Annotated[Line | None, Query(description='Only actions for this target group.')] = None,
    department_id: Id | None = None,
    responsible_person_id: Id | None = None,
    late: Late = None,
    stale: Stale = None,
    sort: Literal['due_on', '-due_on', 'title', '-title', 'id', '-id'] = 'due_on',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List the actions of one's own plan, and those that cities have shared, what is due first; without a due day comes last."""
    conditions = filters.of_plan_actions(
        late,
        stale,
        cell={'commitment': commitment, 'track': track},
        addressee=addressee,
        target_group=target_group,
        department_id=department_id,
        responsible_person_id=responsible_person_id,
        network_id=network_id,
        city_id=city_id,
        plan_id=plan_id,
        stage=stage,
        horizon=horizon,
    )
    return paging.respond(tx, 'list_plan_actions', shown.PLAN_ACTIONS, Page(limit, after, sort, expand), *conditions)


@plan_actions.offer('POST', '/plan-actions', PlanAction, code=201, etag=True, location=True, problems=(*_TOLD, *_DESCRIBED))
def create_plan_action(tx: Tx, body: PlanActionCreate) -> Response:
    """Set up an action in a plan. It begins as planned, and is shared with whom the plan is."""
    return reads.written(tx, shown.PLAN_ACTIONS, operations.create_plan_action(tx, body), 'get_plan_action', location='/v1/plan-actions')


@plan_actions.offer('GET', '/plan-actions/{plan_action}', PlanAction, etag=True)
def get_plan_action(tx: Tx, plan_action: Id) -> Response:
    """Read an action of a plan. Its ETag changes with the day on which the action becomes late or stale."""
    return reads.detail(tx, 'get_plan_action', shown.PLAN_ACTIONS, plan_action)


@plan_actions.offer('PATCH', '/plan-actions/{plan_action}', PlanAction, transition=True, etag=True, problems=(*_TOLD, *_DESCRIBED))
def update_plan_action(tx: Tx, plan_action: Id, body: PlanActionPatch) -> Response:
    """Change what describes an action (merge patch). How it stands is said by an update of its own."""
    return _written(tx, operations.update_plan_action(tx, plan_action, body))


@plan_actions.offer(
    'POST', '/plan-actions/{plan_action}/sharings', PlanAction, transition=True, etag=True, tries_out=True, problems=('documented-fact',)
)  # fmt: skip
def share_plan_action(tx: Tx, plan_action: Id, body: PlanActionSharingCreate) -> Response:
    """Share an action with fewer than its plan is shared with, or again with as many."""
    return _written(tx, operations.share_plan_action(tx, plan_action, body))


@plan_actions.offer(
    'POST',
    '/plan-action-batches',
    PlanActionBatch,
    code=207,
    problems=('batch-refused', 'unknown-reference', 'documented-fact', 'plan-superseded'),
)
def apply_plan_action_batch(tx: Tx, body: PlanActionBatchCreate, dry_run: DryRunAsked = 'false') -> Response:
    """Change up to 500 actions of a plan at once: department, person, days, stage, horizon, with whom each is shared.

    Each change is what it is alone, with the same rules and permissions; what is so already is `unchanged`, so the same batch again
    changes nothing. `atomic`: when one is refused nothing is done, and the problem (409 batch-refused) says of each why. `independent`:
    each by itself, the answer says of each what became of it. Try it out with `dry_run`, and send it with the versions that you have seen.
    """
    wish = body.model_copy(update={'dry_run': body.dry_run or dry_run == 'true'})
    outcomes = batches.apply_plan_action_batch(tx, wish)
    asked, language = tx.asked, tx.caller.language
    results = [
        PlanActionBatchItemResult.model_validate({
            'ref': item.ref,
            'status': outcome.came_to,
            'plan_action_id': item.plan_action_id,
            'version': outcome.version,
            'problem': outcome.problem
            and problems.written(outcome.problem, language=language, path=asked.path, request_id=asked.request_id or ''),
        })
        for item, outcome in zip(body.items, outcomes, strict=True)
    ]  # fmt: skip
    counted = {status: sum(result.status == status for result in results) for status in ('applied', 'unchanged', 'failed')}
    answer = PlanActionBatch(dry_run=tx.is_dry_run, items=results, summary=PlanActionBatchSummary.model_validate(counted))
    return Response(answer.model_dump_json(by_alias=True), status_code=207, media_type=reads.JSON)


def _written(tx: Transaction, action: PlanActionRow) -> Response:
    return reads.written(tx, shown.PLAN_ACTIONS, action, 'get_plan_action')
