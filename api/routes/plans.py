"""Action plans of cities over HTTP."""

import json
from typing import Literal

from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import Resource, Tx
from api.models.plan_successors import PlanBegun, PlanSuccessorCreate
from api.models.plans import (
    Plan,
    PlanAdoptionCreate,
    PlanCreate,
    PlanMoveCreate,
    PlanPage,
    PlanPatch,
    PlanRow,
    PlanSharingCreate,
    PlanStage,
)
from api.models.shapes import Id
from api.operations import plan_successors
from api.operations import plans as operations
from api.paging import After, Expand, Limit, Page
from api.spine import Transaction

plans = Resource('Plans')
_TOLD = ('documented-fact', 'future-date', 'past-date-is-the-offices')


@plans.offer('GET', '/plans', PlanPage)
def list_plans(
    tx: Tx,
    network_id: Id | None = None,
    city_id: Id | None = None,
    stage: PlanStage | None = None,
    sort: Literal['-id', 'id', 'title', '-title'] = '-id',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List action plans of cities: one's own, and those that cities have shared with the caller."""
    conditions = filters.same(shown.PLANS.columns, network_id=network_id, city_id=city_id, stage=stage)
    return paging.respond(tx, 'list_plans', shown.PLANS, Page(limit, after, sort, expand), *conditions)


@plans.offer(
    'POST', '/plans', Plan, code=201, etag=True, location=True, problems=('unknown-reference', 'ends-before-start')
)  # fmt: skip
def create_plan(tx: Tx, body: PlanCreate) -> Response:
    """Begin an action plan, as the city whose plan it is. Nobody else sees it, the office included, until the city shares it."""
    return reads.written(tx, shown.PLANS, operations.create_plan(tx, body), 'get_plan', location='/v1/plans')


@plans.offer('GET', '/plans/{plan}', Plan, etag=True)
def get_plan(tx: Tx, plan: Id) -> Response:
    """Read an action plan of a city."""
    return reads.detail(tx, 'get_plan', shown.PLANS, plan)


@plans.offer(
    'PATCH', '/plans/{plan}', Plan, transition=True, etag=True,
    problems=(*_TOLD, 'plan-adopted', 'plan-superseded', 'stage-does-not-allow', 'unknown-reference', 'ends-before-start'),
)  # fmt: skip
def update_plan(tx: Tx, plan: Id, body: PlanPatch) -> Response:
    """Change a plan (merge patch): what it sets out until it is adopted, who carries it until another plan takes its place."""
    return _written(tx, operations.update_plan(tx, plan, body))


@plans.offer('POST', '/plans/{plan}/moves', Plan, transition=True, etag=True, tries_out=True, problems=(*_TOLD, 'stage-does-not-allow'))
def move_plan(tx: Tx, plan: Id, body: PlanMoveCreate) -> Response:
    """Move a plan to its next stage: into consultation and back, into force, under review, superseded. Who sees it stays as it is."""
    return _written(tx, operations.move_plan(tx, plan, body))


@plans.offer('POST', '/plans/{plan}/adoptions', Plan, transition=True, etag=True, tries_out=True, problems=(*_TOLD, 'stage-does-not-allow'))
def adopt_plan(tx: Tx, plan: Id, body: PlanAdoptionCreate) -> Response:
    """Record who adopted the plan, and when. The text is kept as it was adopted, with its hash. To adopt is not to publish."""
    return _written(tx, operations.adopt_plan(tx, plan, body))


@plans.offer('POST', '/plans/{plan}/sharings', Plan, transition=True, etag=True, tries_out=True, problems=('documented-fact',))
def share_plan(tx: Tx, plan: Id, body: PlanSharingCreate) -> Response:
    """Share the plan with the office, the scientific advisers, the members of the network or everybody, or take it back."""
    return _written(tx, operations.share_plan(tx, plan, body))


@plans.offer(
    'POST', '/plans/{plan}/successors', PlanBegun, code=201, transition=True, etag=True, location=True, creates=('/plans', '/id'),
    tries_out=True, problems=('documented-fact', 'stage-does-not-allow', 'unknown-reference', 'ends-before-start'),
)  # fmt: skip
def create_plan_successor(tx: Tx, plan: Id, body: PlanSuccessorCreate) -> Response:
    """Begin the plan that follows one that was adopted: a draft of the city alone, with copies of the actions that go on.

    Without a list those go on that were evaluated as to be kept or changed; `not_evaluated` has the actions of which nobody has said
    it. The former plan stays as it is; a move of its own has it superseded.
    """
    begun = plan_successors.create_plan_successor(tx, plan, body)
    tag, found = reads.found_after(tx, 'get_plan', shown.PLANS, begun.plan.id)
    told = f'{found[:-1]},"not_evaluated":{json.dumps([str(each) for each in begun.not_evaluated])}}}'
    headers = {'ETag': tag, 'Location': f'/v1/plans/{begun.plan.id}'}
    return Response(told, status_code=201, media_type=reads.JSON, headers=headers)


def _written(tx: Transaction, plan: PlanRow) -> Response:
    return reads.written(tx, shown.PLANS, plan, 'get_plan')
