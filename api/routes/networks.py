"""Networks and their by-laws over HTTP."""

from typing import Literal
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from api import paging, reads, shown
from api.contract import DryRunAsked, Resource, Tx
from api.models.by_laws import ByLawsCreate, ByLawsEffect, ByLawsPage, ByLawsRow
from api.models.columns import table
from api.models.networks import Network, NetworkCreate, NetworkPage, NetworkPatch
from api.models.preparation import Preparation
from api.models.shapes import Reference
from api.operations import by_laws
from api.operations import networks as operations
from api.operations.preparation_page import preparation_of
from api.paging import After, Expand, Limit, Page
from api.problems import Problem

networks = Resource('Networks')


@networks.offer('GET', '/networks', NetworkPage)
def list_networks(tx: Tx, sort: Literal['name', 'id'] = 'name', expand: Expand = None, limit: Limit = 50, after: After = None) -> Response:
    """List the networks: the one served here and its partners."""
    return paging.respond(tx, 'list_networks', shown.NETWORKS, Page(limit, after, sort, expand))


@networks.offer('POST', '/networks', Network, code=201, etag=True, location=True, problems=('slug-taken',))
def create_network(tx: Tx, body: NetworkCreate) -> Response:
    """Set a network up, in preparation, with the by-laws of a preset."""
    return reads.written(tx, shown.NETWORKS, operations.create_network(tx, body), 'get_network', location='/v1/networks')


@networks.offer('GET', '/networks/{network}', Network, etag=True, moves=True)
def get_network(tx: Tx, network: Reference) -> Response:
    """Read a network by id or slug. A slug that it had in former times answers 308 with its present address."""
    return reads.detail_or_moved(tx, 'get_network', shown.NETWORKS, network)


@networks.offer('PATCH', '/networks/{network}', Network, transition=True, etag=True, problems=('documented-fact',))
def update_network(tx: Tx, network: Reference, body: NetworkPatch) -> Response:
    """Change what describes a network (merge patch)."""
    return reads.written(tx, shown.NETWORKS, operations.update_network(tx, network, body), 'get_network')


@networks.offer(
    'POST',
    '/networks/{network}/launches',
    Network,
    transition=True,
    etag=True,
    tries_out=True,
    problems=('documented-fact', 'already-live'),
)
def launch_network(tx: Tx, network: Reference) -> Response:
    """Go live: from now on notices are sent. What was recorded in preparation has sent nothing and stays so."""
    return reads.written(tx, shown.NETWORKS, operations.launch_network(tx, network), 'get_network')


@networks.offer('GET', '/networks/{network}/preparation', Preparation)
def get_preparation(tx: Tx, request: Request, network: Reference) -> Response:
    """Read what a network has, as its office looks at it before it goes live: members, people, groups, files that wait, by-laws, mail."""
    found = preparation_of(tx, _id_of(tx, network), sends_mail=request.app.state.settings.smtp_url is not None)
    return Response(found.model_dump_json(), media_type=reads.JSON)


def _id_of(tx: Tx, reference: str) -> UUID:
    found = reads.find_id(tx, 'get_network', shown.NETWORKS, reference)
    if found is None:
        raise Problem('not-found')
    return found


@networks.offer('GET', '/networks/{network}/by-laws', ByLawsPage)
def list_by_laws(tx: Tx, network: Reference, limit: Limit = 50, after: After = None) -> Response:
    """List the versions of a network's by-laws, the newest first. The one in force on an act's day decides."""
    mine = table(ByLawsRow).c.network_id == _id_of(tx, network)
    return paging.respond(tx, 'list_by_laws', shown.BY_LAWS, Page(limit, after, '-id'), mine)


@networks.offer('POST', '/networks/{network}/by-laws', ByLawsEffect, code=201, transition=True,
                problems=('documented-fact', 'by-laws-in-the-past', 'by-laws-day-taken', 'by-laws-impossible'))  # fmt: skip
def make_by_laws(
    tx: Tx,
    network: Reference,
    body: ByLawsCreate,
    dry_run: DryRunAsked = 'false',
) -> Response:
    """Make a new version of the by-laws.

    Versions are never changed. Proposed groups are counted anew when the version takes effect today; nothing that is
    constituted is undone. With dry_run=true nothing is kept and the answer has the code 201 all the same.
    """
    effect = by_laws.make_by_laws(tx, network, body, dry_run=dry_run == 'true')
    return Response(effect.model_dump_json(), status_code=201, media_type=reads.JSON)
