"""What was said of the actions of cities' plans, over HTTP."""

from typing import Literal

from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import Resource, Tx
from api.models.plan_action_updates import (
    PlanActionUpdate,
    PlanActionUpdateCreate,
    PlanActionUpdatePage,
    PlanActionUpdateSharingCreate,
)
from api.models.shapes import Id
from api.operations import plan_progress as operations
from api.paging import After, Expand, Limit, Page

plan_action_updates = Resource('Plan action updates')
_REFUSALS = (
    'unknown-reference', 'documented-fact', 'plan-superseded', 'unchanged-stands-alone', 'update-says-nothing', 'completed-is-done',
    'stage-does-not-allow', 'corrects-another-item', 'already-corrected', 'future-date', 'past-date-is-the-offices', 'reason-needed',
)  # fmt: skip


@plan_action_updates.offer('GET', '/plan-action-updates', PlanActionUpdatePage)
def list_plan_action_updates(
    tx: Tx,
    plan_action_id: Id | None = None,
    plan_id: Id | None = None,
    network_id: Id | None = None,
    sort: Literal['-id', 'id'] = '-id',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List what was said of the actions of one's own plan, and of those that cities have shared, the latest recorded first."""
    given = {'plan_action_id': plan_action_id, 'plan_id': plan_id, 'network_id': network_id}
    conditions = filters.same(shown.PLAN_ACTION_UPDATES.columns, **given)
    return paging.respond(tx, 'list_plan_action_updates', shown.PLAN_ACTION_UPDATES, Page(limit, after, sort, expand), *conditions)


@plan_action_updates.offer('POST', '/plan-action-updates', PlanActionUpdate, code=201, etag=True, location=True, problems=_REFUSALS)
def record_plan_progress(tx: Tx, body: PlanActionUpdateCreate) -> Response:
    """Say how an action of a plan stands, or that nothing has changed.

    The action takes over the stage and percentage that the update names, and bears the update's day as that of its latest progress. An
    update about an earlier day joins the history at its place and may move nothing. Updates are never changed: a correction is a new
    update that names the one it replaces. It is shared with no more than its action, and an obstacle with nobody until the city shares
    it. Send an Idempotency-Key, so that a retry records nothing twice.
    """
    update = operations.record_plan_progress(tx, body)
    return reads.written(tx, shown.PLAN_ACTION_UPDATES, update, 'get_plan_action_update', location='/v1/plan-action-updates')


@plan_action_updates.offer('GET', '/plan-action-updates/{plan_action_update}', PlanActionUpdate, etag=True)
def get_plan_action_update(tx: Tx, plan_action_update: Id) -> Response:
    """Read what was said of an action of a plan."""
    return reads.detail(tx, 'get_plan_action_update', shown.PLAN_ACTION_UPDATES, plan_action_update)


@plan_action_updates.offer(
    'POST', '/plan-action-updates/{plan_action_update}/sharings', PlanActionUpdate, transition=True, etag=True, tries_out=True,
    problems=('documented-fact',),
)  # fmt: skip
def share_plan_action_update(tx: Tx, plan_action_update: Id, body: PlanActionUpdateSharingCreate) -> Response:
    """Share an update with fewer than its action is shared with, or again with as many; its obstacle with the same, or with nobody."""
    update = operations.share_plan_action_update(tx, plan_action_update, body)
    return reads.written(tx, shown.PLAN_ACTION_UPDATES, update, 'get_plan_action_update')
