"""Drafts of plans that went round and advice that cities asked for, over HTTP."""

from typing import Literal

from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import Resource, Tx
from api.models.plan_consultations import (
    PlanConsultation,
    PlanConsultationCreate,
    PlanConsultationKind,
    PlanConsultationPage,
    PlanConsultationPatch,
)
from api.models.shapes import Id
from api.operations import plan_consultations as operations
from api.paging import After, Expand, Limit, Page

plan_consultations = Resource('Plan consultations')
_SAID = ('unknown-reference', 'future-date', 'ends-before-start')


@plan_consultations.offer('GET', '/plan-consultations', PlanConsultationPage)
def list_plan_consultations(
    tx: Tx,
    network_id: Id | None = None,
    city_id: Id | None = None,
    plan_id: Id | None = None,
    kind: PlanConsultationKind | None = None,
    sort: Literal['-asked_on', 'asked_on', 'id', '-id'] = '-asked_on',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List whom one’s own city sent its draft or asked for advice, and what cities have shared of it, the latest first."""
    given = {'network_id': network_id, 'city_id': city_id, 'plan_id': plan_id, 'kind': kind}
    conditions = filters.same(shown.PLAN_CONSULTATIONS.columns, **given)
    return paging.respond(tx, 'list_plan_consultations', shown.PLAN_CONSULTATIONS, Page(limit, after, sort, expand), *conditions)


@plan_consultations.offer('POST', '/plan-consultations', PlanConsultation, code=201, etag=True, location=True, problems=_SAID)
def create_plan_consultation(tx: Tx, body: PlanConsultationCreate) -> Response:
    """Note down that a draft was sent round or advice asked for. Nobody but the city sees it, unless `shared_with` says so."""
    return reads.written(
        tx,
        shown.PLAN_CONSULTATIONS,
        operations.create_plan_consultation(tx, body),
        'get_plan_consultation',
        location='/v1/plan-consultations',
    )


@plan_consultations.offer('GET', '/plan-consultations/{plan_consultation}', PlanConsultation, etag=True)
def get_plan_consultation(tx: Tx, plan_consultation: Id) -> Response:
    """Read whom a city sent its draft or asked for advice, and what was answered."""
    return reads.detail(tx, 'get_plan_consultation', shown.PLAN_CONSULTATIONS, plan_consultation)


@plan_consultations.offer(
    'PATCH', '/plan-consultations/{plan_consultation}', PlanConsultation, transition=True, etag=True, problems=('documented-fact', *_SAID)
)  # fmt: skip
def update_plan_consultation(tx: Tx, plan_consultation: Id, body: PlanConsultationPatch) -> Response:
    """Change what was noted (merge patch): the answer that came, what came of it, with whom it is shared."""
    return reads.written(
        tx, shown.PLAN_CONSULTATIONS, operations.update_plan_consultation(tx, plan_consultation, body), 'get_plan_consultation'
    )
