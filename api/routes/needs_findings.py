"""What cities found when they asked what is needed, over HTTP."""

from typing import Annotated, Literal

from fastapi import Query
from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import Resource, Tx
from api.models.needs_assessments import NeedsFinding, NeedsFindingCreate, NeedsFindingPage, NeedsFindingPatch
from api.models.shapes import Id
from api.operations import needs_assessments as operations
from api.paging import After, Expand, Limit, Page

needs_findings = Resource('Needs findings')
_SAID = ('unknown-reference',)


@needs_findings.offer('GET', '/needs-findings', NeedsFindingPage)
def list_needs_findings(
    tx: Tx,
    network_id: Id | None = None,
    city_id: Id | None = None,
    plan_id: Id | None = None,
    needs_assessment_id: Annotated[Id | None, Query(description='Only what was found in this assessment.')] = None,
    plan_action_id: Annotated[Id | None, Query(description='Only what led to this action; for its own city alone.')] = None,
    sort: Literal['id', '-id'] = 'id',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List what one’s own city found when it asked, and what cities have shared of it, the first noted first."""
    given = {'network_id': network_id, 'city_id': city_id, 'plan_id': plan_id, 'needs_assessment_id': needs_assessment_id}
    conditions = filters.of_needs_findings(plan_action_id, **given)
    return paging.respond(tx, 'list_needs_findings', shown.NEEDS_FINDINGS, Page(limit, after, sort, expand), *conditions)


@needs_findings.offer('POST', '/needs-findings', NeedsFinding, code=201, etag=True, location=True, problems=_SAID)
def create_needs_finding(tx: Tx, body: NeedsFindingCreate) -> Response:
    """Note down what was found, and which actions of the plan it led to. Nobody but the city sees it, unless `shared_with` says so."""
    return reads.written(
        tx, shown.NEEDS_FINDINGS, operations.create_needs_finding(tx, body), 'get_needs_finding', location='/v1/needs-findings'
    )


@needs_findings.offer('GET', '/needs-findings/{needs_finding}', NeedsFinding, etag=True)
def get_needs_finding(tx: Tx, needs_finding: Id) -> Response:
    """Read what a city found when it asked what is needed."""
    return reads.detail(tx, 'get_needs_finding', shown.NEEDS_FINDINGS, needs_finding)


@needs_findings.offer(
    'PATCH', '/needs-findings/{needs_finding}', NeedsFinding, transition=True, etag=True, problems=('documented-fact', *_SAID)
)  # fmt: skip
def update_needs_finding(tx: Tx, needs_finding: Id, body: NeedsFindingPatch) -> Response:
    """Change a finding (merge patch): what was found, which actions it led to, with whom it is shared."""
    return reads.written(tx, shown.NEEDS_FINDINGS, operations.update_needs_finding(tx, needs_finding, body), 'get_needs_finding')
