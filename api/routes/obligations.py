"""Obligations over HTTP: what working groups owe their network by a day, and what the office grants of it."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api import paging, reads, shown
from api.contract import Resource, Tx
from api.models.dispensations import DispensationCreate, Duty
from api.models.obligations import ObligationPage, ObligationStage
from api.models.shapes import Id, Reference
from api.models.working_groups import WorkingGroup
from api.operations import dispensations as operations
from api.paging import After, Limit
from api.shown.obligations import obligations_of_caller

obligations = Resource('Obligations')
Kind = Annotated[Duty | None, Query(description='Only duties of this kind.')]
Lead = Annotated[Id | None, Query(description='Only of groups that this city leads.')]


@obligations.offer('GET', '/obligations', ObligationPage)
def list_obligations(
    tx: Tx,
    network_id: Id | None = None,
    working_group_id: Id | None = None,
    city_id: Lead = None,
    assembly_id: Id | None = None,
    duty: Kind = None,
    stage: ObligationStage | None = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List what working groups owe their network, the latest day first: a report and a declaration for each general assembly.

    They are worked out of the by-laws, the record and today's date, and stored nowhere. The office sees those of all groups of its
    network, others those of the groups that they are in.
    """
    wanted = {'network_id': network_id, 'working_group_id': working_group_id, 'city_id': city_id, 'assembly_id': assembly_id}
    found = obligations_of_caller(tx, wanted, duty=duty, stage=stage)
    places = {each.id: place for place, each in enumerate(found)}
    start = places.get(after, -1) + 1 if after else 0
    items = found[start : start + limit]
    following = items[-1].id if start + limit < len(found) else None
    return paging.as_page(tx, [each.model_dump_json() for each in items], following)


@obligations.offer(
    'POST', '/working-groups/{working_group}/dispensations', WorkingGroup, transition=True, etag=True, tries_out=True,
    problems=('unknown-reference', 'documented-fact', 'nothing-owed', 'duty-done', 'extension-too-short', 'reason-needed'),
)  # fmt: skip
def grant_dispensation(tx: Tx, working_group: Reference, body: DispensationCreate) -> Response:
    """Extend what a group owes an assembly to a later day, or waive it; for the office, which says why.

    The latest dispensation for a duty stands. What was done needs none.
    """
    return reads.written(tx, shown.WORKING_GROUPS, operations.grant_dispensation(tx, working_group, body), 'get_working_group')
