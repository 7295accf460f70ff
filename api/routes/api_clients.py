"""Machine clients over HTTP: the office lets them in, changes their secrets, renews and ends them."""

import json

from starlette.responses import Response

from api import paging, reads, shown
from api.contract import Resource, Tx
from api.models.api_clients import (
    ApiClient,
    ApiClientCreate,
    ApiClientPage,
    ApiClientRenewalCreate,
    ApiClientRow,
    ApiClientSecretPage,
    ApiClientSecretRow,
    ApiClientWithSecret,
)
from api.models.columns import table
from api.models.shapes import Id
from api.operations import api_clients as operations
from api.paging import After, Expand, Limit, Page
from api.problems import Problem
from api.spine import Transaction

api_clients = Resource('API clients')
_CLIENTS, _SECRETS = table(ApiClientRow), table(ApiClientSecretRow)


@api_clients.offer('GET', '/api-clients', ApiClientPage)
def list_api_clients(tx: Tx, expand: Expand = None, limit: Limit = 50, after: After = None) -> Response:
    """List the machines that your office has let in, ended ones too; for others, the systems of partners in their network."""
    return paging.respond(tx, 'list_api_clients', shown.API_CLIENTS, Page(limit, after, expand=expand))


@api_clients.offer(
    'POST', '/api-clients', ApiClientWithSecret, code=201, etag=True, location=True, shows_secret=True,
    problems=('unknown-reference', 'not-an-active-city', 'not-within-a-year', 'partner-acts-by-mandate', 'secret-already-shown'),
)  # fmt: skip
def create_api_client(tx: Tx, body: ApiClientCreate) -> Response:
    """Let a machine in, for a year at most: as your office, as one city of the network, or as the system of a partner.

    A partner's system acts for nobody until a city, or the office, gives it a mandate (POST /v1/mandates). One that is made for a city
    gets its mandate with it. The secret is in this answer and nowhere else. A machine can give another only scopes that it has itself.
    """
    client, secret = operations.create_api_client(tx, body)
    return _with_secret(tx, client, secret)


@api_clients.offer('GET', '/api-clients/{api_client}', ApiClient, etag=True)
def get_api_client(tx: Tx, api_client: Id) -> Response:
    """Read a machine client: its scopes, until when, and when it was last here. One that was ended is found in the list only."""
    return reads.detail(tx, 'get_api_client', shown.API_CLIENTS, api_client, _CLIENTS.c.ended_at.is_(None))


@api_clients.offer(
    'POST', '/api-clients/{api_client}/renewals', ApiClient, transition=True, etag=True, tries_out=True,
    problems=('already-ended', 'not-within-a-year', 'documented-fact'),
)  # fmt: skip
def renew_api_client(tx: Tx, api_client: Id, body: ApiClientRenewalCreate) -> Response:
    """Let a machine client go on, until a day within a year from now; one that has expired begins again, with the secrets it has.

    The office and whoever made it are reminded by mail, 30 and 7 days before the end. The mandate of the city that it was made for is
    renewed with it; those of other cities are not.
    """
    return reads.written(tx, shown.API_CLIENTS, operations.renew_api_client(tx, api_client, body), 'get_api_client')


@api_clients.offer('DELETE', '/api-clients/{api_client}', None, code=204, transition=True, problems=('already-ended', 'documented-fact'))
def end_api_client(tx: Tx, api_client: Id) -> Response:
    """End a machine client, with effect at once: its secrets and the tokens it still has are refused from now on.

    Its mandates are withdrawn with it.
    """
    operations.end_api_client(tx, api_client)
    return Response(status_code=204)


@api_clients.offer('GET', '/api-clients/{api_client}/secrets', ApiClientSecretPage)
def list_api_client_secrets(tx: Tx, api_client: Id, limit: Limit = 50, after: After = None) -> Response:
    """List the secrets of a machine client, the newest first, ended ones too: how each begins and when it was last used; for its office."""
    if reads.find_id(tx, 'list_api_client_secrets', shown.API_CLIENTS, api_client, _CLIENTS.c.ended_at.is_(None)) is None:
        raise Problem('not-found')
    page = Page(limit, after, '-id')
    return paging.respond(tx, 'list_api_client_secrets', shown.API_CLIENT_SECRETS, page, _SECRETS.c.client_id == api_client)


@api_clients.offer(
    'POST', '/api-clients/{api_client}/secrets', ApiClientWithSecret, code=201, etag=True, location=True, creates=('/api-clients', '/id'),
    shows_secret=True, problems=('already-ended', 'two-secrets-live', 'secret-already-shown', 'documented-fact'),
)  # fmt: skip
def create_api_client_secret(tx: Tx, api_client: Id) -> Response:
    """Give a machine client a second secret, to change it without a gap.

    Both are good until you end the former one (POST /v1/api-clients/{api_client}/secrets/{secret_id}/ending). The secret is in this answer
    and nowhere else. Two can be live at a time.
    """
    client, secret = operations.create_api_client_secret(tx, api_client)
    return _with_secret(tx, client, secret)


@api_clients.offer(
    'POST', '/api-clients/{api_client}/secrets/{secret_id}/ending', ApiClient, transition=True, etag=True, tries_out=True,
    problems=('already-ended', 'documented-fact'),
)  # fmt: skip
def end_api_client_secret(tx: Tx, api_client: Id, secret_id: Id) -> Response:
    """End one secret of a machine client: no token is given for it from now on. If-Match names the version of the client.

    Tokens that were given for it are good for the rest of their ten minutes; end the client to have them refused at once.
    """
    client = operations.end_api_client_secret(tx, api_client, secret_id)
    return reads.written(tx, shown.API_CLIENTS, client, 'get_api_client')


def _with_secret(tx: Transaction, client: ApiClientRow, secret: str) -> Response:
    """Answer with a client and its new secret, which nothing keeps."""
    answer = reads.written(tx, shown.API_CLIENTS, client, 'get_api_client', location='/v1/api-clients')
    text = f'{bytes(answer.body).decode()[:-1]}, "client_secret" : {json.dumps(secret)}}}'
    headers = {name: answer.headers[name] for name in ('etag', 'location')}
    return Response(text, status_code=201, media_type=reads.JSON, headers={**headers, 'Cache-Control': 'no-store'})
