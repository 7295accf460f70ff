"""Machine clients over HTTP: the office lets them in and ends them."""

import json

from starlette.responses import Response

from api import paging, reads, shown
from api.contract import Resource, Tx
from api.models.api_clients import ApiClient, ApiClientCreate, ApiClientPage, ApiClientRow, ApiClientWithSecret
from api.models.columns import table
from api.models.shapes import Id
from api.operations import api_clients as operations
from api.paging import After, Expand, Limit, Page

api_clients = Resource('API clients')
_CLIENTS = table(ApiClientRow)


@api_clients.offer('GET', '/api-clients', ApiClientPage)
def list_api_clients(tx: Tx, expand: Expand = None, limit: Limit = 50, after: After = None) -> Response:
    """List the machines that your office has let in, ended ones too."""
    return paging.respond(tx, 'list_api_clients', shown.API_CLIENTS, Page(limit, after, expand=expand))


@api_clients.offer(
    'POST', '/api-clients', ApiClientWithSecret, code=201, etag=True, location=True, shows_secret=True,
    problems=('unknown-reference', 'not-an-active-city', 'secret-already-shown'),
)  # fmt: skip
def create_api_client(tx: Tx, body: ApiClientCreate) -> Response:
    """Let a machine in, for a year: as your office, or as one city of the network.

    The secret is in this answer and nowhere else. A machine can give another only scopes that it has itself.
    """
    client, secret = operations.create_api_client(tx, body)
    answer = reads.written(tx, shown.API_CLIENTS, client, 'get_api_client', location='/v1/api-clients')
    text = f'{bytes(answer.body).decode()[:-1]}, "client_secret" : {json.dumps(secret)}}}'
    headers = {name: answer.headers[name] for name in ('etag', 'location')}
    return Response(text, status_code=201, media_type=reads.JSON, headers={**headers, 'Cache-Control': 'no-store'})


@api_clients.offer('GET', '/api-clients/{api_client}', ApiClient, etag=True)
def get_api_client(tx: Tx, api_client: Id) -> Response:
    """Read a machine client: its scopes, until when, and when it was last here. One that was ended is found in the list only."""
    return reads.detail(tx, 'get_api_client', shown.API_CLIENTS, api_client, _CLIENTS.c.ended_at.is_(None))


@api_clients.offer('DELETE', '/api-clients/{api_client}', None, code=204, transition=True, problems=('already-ended', 'documented-fact'))
def end_api_client(tx: Tx, api_client: Id) -> Response:
    """End a machine client, with effect at once: its secrets and the tokens it still has are refused from now on."""
    operations.end_api_client(tx, api_client)
    return Response(status_code=204)
