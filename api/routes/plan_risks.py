"""The risks of cities' plans over HTTP."""

from typing import Literal

from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import Resource, Tx
from api.models.plan_risks import LibraryRisksTaken, PlanPhase, PlanRisk, PlanRiskCreate, PlanRiskPage, PlanRiskPatch, RiskStanding
from api.models.shapes import Id
from api.operations import plan_risks as operations
from api.paging import After, Expand, Limit, Page

plan_risks = Resource('Plan risks')


@plan_risks.offer('GET', '/plan-risks', PlanRiskPage)
def list_plan_risks(
    tx: Tx,
    network_id: Id | None = None,
    city_id: Id | None = None,
    plan_id: Id | None = None,
    phase: PlanPhase | None = None,
    standing: RiskStanding | None = None,
    sort: Literal['-id', 'id'] = '-id',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List what may go wrong with one's own city's plan, and what cities have shared of it."""
    given = {'network_id': network_id, 'city_id': city_id, 'plan_id': plan_id, 'phase': phase, 'standing': standing}
    conditions = filters.same(shown.PLAN_RISKS.columns, **given)
    return paging.respond(tx, 'list_plan_risks', shown.PLAN_RISKS, Page(limit, after, sort, expand), *conditions)


@plan_risks.offer('POST', '/plan-risks', PlanRisk, code=201, etag=True, location=True, problems=('unknown-reference',))
def create_plan_risk(tx: Tx, body: PlanRiskCreate) -> Response:
    """Write down a risk of one's own city's plan. Nobody but the city sees it, unless `shared_with` says so."""
    return reads.written(tx, shown.PLAN_RISKS, operations.create_plan_risk(tx, body), 'get_plan_risk', location='/v1/plan-risks')


@plan_risks.offer('GET', '/plan-risks/{plan_risk}', PlanRisk, etag=True)
def get_plan_risk(tx: Tx, plan_risk: Id) -> Response:
    """Read a risk of a plan."""
    return reads.detail(tx, 'get_plan_risk', shown.PLAN_RISKS, plan_risk)


@plan_risks.offer(
    'PATCH', '/plan-risks/{plan_risk}', PlanRisk, transition=True, etag=True, problems=('documented-fact', 'unknown-reference')
)  # fmt: skip
def update_plan_risk(tx: Tx, plan_risk: Id, body: PlanRiskPatch) -> Response:
    """Change a risk (merge patch): how it is weighed, what is done about it, how it stands, with whom it is shared."""
    return reads.written(tx, shown.PLAN_RISKS, operations.update_plan_risk(tx, plan_risk, body), 'get_plan_risk')


@plan_risks.offer('POST', '/plans/{plan}/library-risks', LibraryRisksTaken, problems=('documented-fact',))
def take_library_risks(tx: Tx, plan: Id) -> Response:
    """Take every risk of the plan library that the plan does not have yet, in the language of the request. Asked again, it adds nothing."""
    return Response(operations.take_library_risks(tx, plan).model_dump_json(), media_type=reads.JSON)
