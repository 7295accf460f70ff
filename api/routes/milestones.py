"""Milestones of the actions of plans over HTTP."""

from typing import Annotated, Literal

from fastapi import Query
from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import Resource, Tx
from api.filters import YesNo
from api.models.milestones import (
    Milestone,
    MilestoneCreate,
    MilestoneMoveCreate,
    MilestonePage,
    MilestonePatch,
    MilestoneRow,
    MilestoneStage,
)
from api.models.shapes import Id
from api.operations import milestones as operations
from api.paging import After, Expand, Limit, Page
from api.spine import Transaction

milestones = Resource('Milestones')
_TOLD = ('documented-fact', 'future-date', 'past-date-is-the-offices', 'plan-superseded')
Late = Annotated[YesNo | None, Query(description='Only what is late today, or only what is not.')]


@milestones.offer('GET', '/milestones', MilestonePage)
def list_milestones(  # noqa: PLR0913, PLR0917 -- each is a filter of the contract
    tx: Tx,
    network_id: Id | None = None,
    city_id: Id | None = None,
    plan_id: Id | None = None,
    plan_action_id: Id | None = None,
    stage: MilestoneStage | None = None,
    late: Late = None,
    sort: Literal['due_on', '-due_on', 'id', '-id'] = 'due_on',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List the milestones of the actions that one sees, what is due first."""
    of = {'network_id': network_id, 'city_id': city_id, 'plan_id': plan_id, 'plan_action_id': plan_action_id}
    conditions = filters.of_milestones(late, **of, stage=stage)
    return paging.respond(tx, 'list_milestones', shown.MILESTONES, Page(limit, after, sort, expand), *conditions)


@milestones.offer(
    'POST', '/milestones', Milestone, code=201, etag=True, location=True, problems=(*_TOLD, 'unknown-reference')
)  # fmt: skip
def create_milestone(tx: Tx, body: MilestoneCreate) -> Response:
    """Set a milestone of an action. It begins as open, and is shown to whom the action is."""
    return reads.written(tx, shown.MILESTONES, operations.create_milestone(tx, body), 'get_milestone', location='/v1/milestones')


@milestones.offer('GET', '/milestones/{milestone}', Milestone, etag=True)
def get_milestone(tx: Tx, milestone: Id) -> Response:
    """Read a milestone. Its ETag changes with the day on which it becomes late."""
    return reads.detail(tx, 'get_milestone', shown.MILESTONES, milestone)


@milestones.offer('PATCH', '/milestones/{milestone}', Milestone, transition=True, etag=True, problems=_TOLD)
def update_milestone(tx: Tx, milestone: Id, body: MilestonePatch) -> Response:
    """Change what a milestone is, or by when (merge patch). That it was reached is said by a move."""
    return _written(tx, operations.update_milestone(tx, milestone, body))


@milestones.offer(
    'POST', '/milestones/{milestone}/moves', Milestone, transition=True, etag=True, tries_out=True,
    problems=(*_TOLD, 'stage-does-not-allow'),
)  # fmt: skip
def move_milestone(tx: Tx, milestone: Id, body: MilestoneMoveCreate) -> Response:
    """Say that a milestone was reached, and when; open it again; or take it out. To be reached once more corrects the day."""
    return _written(tx, operations.move_milestone(tx, milestone, body))


def _written(tx: Transaction, milestone: MilestoneRow) -> Response:
    return reads.written(tx, shown.MILESTONES, milestone, 'get_milestone')
