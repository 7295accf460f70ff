"""How cities asked what is needed for their plans, over HTTP."""

from typing import Annotated, Literal

from fastapi import Query
from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import Resource, Tx
from api.models.needs_assessments import NeedsAssessment, NeedsAssessmentCreate, NeedsAssessmentPage, NeedsAssessmentPatch, NeedsMethod
from api.models.shapes import Id
from api.operations import needs_assessments as operations
from api.paging import After, Expand, Limit, Page

needs_assessments = Resource('Needs assessments')
_SAID = ('unknown-reference', 'ends-before-start')


@needs_assessments.offer('GET', '/needs-assessments', NeedsAssessmentPage)
def list_needs_assessments(
    tx: Tx,
    network_id: Id | None = None,
    city_id: Id | None = None,
    plan_id: Id | None = None,
    method: Annotated[NeedsMethod | None, Query(description='Only those held in this way.')] = None,
    sort: Literal['-day', 'day', 'id', '-id'] = '-day',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List how one’s own city asked what is needed, and what cities have shared of it, the latest first; without a day come before them."""
    given = {'network_id': network_id, 'city_id': city_id, 'plan_id': plan_id, 'method': method}
    conditions = filters.same(shown.NEEDS_ASSESSMENTS.columns, **given)
    return paging.respond(tx, 'list_needs_assessments', shown.NEEDS_ASSESSMENTS, Page(limit, after, sort, expand), *conditions)


@needs_assessments.offer('POST', '/needs-assessments', NeedsAssessment, code=201, etag=True, location=True, problems=_SAID)
def create_needs_assessment(tx: Tx, body: NeedsAssessmentCreate) -> Response:
    """Note down how the city asks, or asked, what is needed. Nobody but the city sees it, unless `shared_with` says so."""
    return reads.written(
        tx, shown.NEEDS_ASSESSMENTS, operations.create_needs_assessment(tx, body), 'get_needs_assessment', location='/v1/needs-assessments'
    )


@needs_assessments.offer('GET', '/needs-assessments/{needs_assessment}', NeedsAssessment, etag=True)
def get_needs_assessment(tx: Tx, needs_assessment: Id) -> Response:
    """Read how a city asked what is needed for its plan."""
    return reads.detail(tx, 'get_needs_assessment', shown.NEEDS_ASSESSMENTS, needs_assessment)


@needs_assessments.offer(
    'PATCH', '/needs-assessments/{needs_assessment}', NeedsAssessment, transition=True, etag=True, problems=('documented-fact', *_SAID)
)  # fmt: skip
def update_needs_assessment(tx: Tx, needs_assessment: Id, body: NeedsAssessmentPatch) -> Response:
    """Change how the city asked (merge patch): who took part, what was asked, with whom it is shared."""
    return reads.written(
        tx, shown.NEEDS_ASSESSMENTS, operations.update_needs_assessment(tx, needs_assessment, body), 'get_needs_assessment'
    )
