"""What is worked out of plans, over HTTP: their frame, what they cover, what would make one easier to carry out."""

from starlette.responses import Response

from api import reads, shown
from api.contract import Resource, Tx
from api.models.plan_coverage import Coverage, NetworkCoverage, PlanFrame, PlanHealth
from api.models.plan_roadmap import PlanRhythm, PlanRoadmap
from api.models.plans import FrameName
from api.models.shapes import Id, Reference
from api.operations import plan_pages as operations
from api.operations.plan_roadmap import rhythm_of, roadmap_of
from api.problems import Problem

plan_pages = Resource('Plans')


@plan_pages.offer('GET', '/plan-frames/{frame}', PlanFrame)
def get_plan_frame(tx: Tx, frame: FrameName) -> Response:
    """Read the commitments and tracks in which the actions of a plan are placed, in each language."""
    return Response(operations.frame_of(tx, frame).model_dump_json(), media_type=reads.JSON)


@plan_pages.offer('GET', '/plans/{plan}/coverage', Coverage)
def get_plan_coverage(tx: Tx, plan: Id) -> Response:
    """Read which cells of its frame a plan covers, with its gaps; of actions that are not shared with the caller nothing is told."""
    return Response(operations.coverage_of(tx, plan).model_dump_json(), media_type=reads.JSON)


@plan_pages.offer('GET', '/plans/{plan}/health', PlanHealth)
def get_plan_health(tx: Tx, plan: Id) -> Response:
    """Read what would make a plan easier to carry out; for the city alone, and as advice."""
    return Response(operations.health_of(tx, plan).model_dump_json(), media_type=reads.JSON)


@plan_pages.offer('GET', '/plans/{plan}/roadmap', PlanRoadmap)
def get_plan_roadmap(tx: Tx, plan: Id) -> Response:
    """Read which of the twelve steps to a plan and with it are done and which is next, from what is recorded; for the city alone.

    The texts are in the language of the answer (`Content-Language`), the keys those of the plan library.
    """
    return Response(roadmap_of(tx, plan).model_dump_json(), media_type=reads.JSON, headers={'Content-Language': tx.caller.language})


@plan_pages.offer('GET', '/plans/{plan}/rhythm', PlanRhythm)
def get_plan_rhythm(tx: Tx, plan: Id) -> Response:
    """Read in what rhythm a city works at its plan: meetings of departments and steering committee, and the review; for the city alone."""
    return Response(rhythm_of(tx, plan).model_dump_json(), media_type=reads.JSON)


@plan_pages.offer('GET', '/networks/{network}/plan-coverage', NetworkCoverage)
def get_network_coverage(tx: Tx, network: Reference) -> Response:
    """Read what the plans of a network cover together, of what cities share with all members; from three cities on."""
    found = reads.find_id(tx, 'get_network', shown.NETWORKS, network)
    if found is None:
        raise Problem('not-found')
    return Response(operations.network_coverage_of(tx, found).model_dump_json(), media_type=reads.JSON)
