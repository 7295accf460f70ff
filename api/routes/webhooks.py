"""Addresses of partners over HTTP: entered, changed, paused, ended, and what was sent there."""

import json
from typing import Annotated, Literal

from fastapi import Query
from sqlalchemy import true
from starlette.requests import Request
from starlette.responses import Response

from api import paging, reads, shown
from api.contract import Resource, Tx
from api.models.columns import table
from api.models.shapes import Id
from api.models.webhook_deliveries import WebhookDelivery, WebhookDeliveryPage, WebhookDeliveryRow
from api.models.webhook_endpoints import (
    WebhookEndpoint,
    WebhookEndpointCreate,
    WebhookEndpointPage,
    WebhookEndpointPatch,
    WebhookEndpointRow,
    WebhookEndpointWithSecret,
)
from api.operations import webhook_endpoints as operations
from api.paging import After, Expand, Limit, Page
from api.spine import Transaction

webhooks = Resource('Webhooks')
_ENDPOINTS, _DELIVERIES = table(WebhookEndpointRow), table(WebhookDeliveryRow)
_LIVE = _ENDPOINTS.c.stage != 'ended'


@webhooks.offer('GET', '/webhook-endpoints', WebhookEndpointPage)
def list_webhook_endpoints(tx: Tx, expand: Expand = None, limit: Limit = 50, after: After = None) -> Response:
    """List the addresses that your messages go to, ended ones too; for an office, those of its network."""
    return paging.respond(tx, 'list_webhook_endpoints', shown.WEBHOOK_ENDPOINTS, Page(limit, after, expand=expand))


@webhooks.offer(
    'POST', '/webhook-endpoints', WebhookEndpointWithSecret, code=201, etag=True, location=True, shows_secret=True,
    problems=(
        'unknown-reference', 'address-not-allowed', 'unknown-event-type', 'webhook-endpoints-enough', 'secret-already-shown',
    ),
)  # fmt: skip
def create_webhook_endpoint(tx: Tx, request: Request, body: WebhookEndpointCreate) -> Response:
    """Enter an address that messages shall go to, as Standard Webhooks 1.0 has them: of your client, or of the office for a person.

    Only public addresses are taken, by https. It is `pending` at first: within seconds it is sent a `webhook_endpoint.challenge`, signed
    like every message, and is to answer 2xx with `data.challenge` as its whole body, or as `challenge` of a JSON object. Then it is
    `active` and hears of what its owner may see, from that moment on. The secret is in this answer and nowhere else.
    """
    settings = request.app.state.settings
    endpoint, secret = operations.create_webhook_endpoint(tx, settings.signing_key, settings.outgoing_allow, body)
    return _with_secret(tx, endpoint, secret)


@webhooks.offer('GET', '/webhook-endpoints/{webhook_endpoint}', WebhookEndpoint, etag=True)
def get_webhook_endpoint(tx: Tx, webhook_endpoint: Id) -> Response:
    """Read an address: what it hears of, whether it does, and since when it fails. One that has ended is found in the list only."""
    return reads.detail(tx, 'get_webhook_endpoint', shown.WEBHOOK_ENDPOINTS, webhook_endpoint, _LIVE)


@webhooks.offer(
    'PATCH', '/webhook-endpoints/{webhook_endpoint}', WebhookEndpoint, transition=True, etag=True,
    problems=('already-ended', 'address-not-allowed', 'unknown-event-type', 'documented-fact'),
)  # fmt: skip
def update_webhook_endpoint(tx: Tx, request: Request, webhook_endpoint: Id, body: WebhookEndpointPatch) -> Response:
    """Change what an address hears of, how it is described, or where it is; another `url` is sent a challenge before anything else."""
    allowed = request.app.state.settings.outgoing_allow
    endpoint = operations.update_webhook_endpoint(tx, webhook_endpoint, allowed, body)
    return reads.written(tx, shown.WEBHOOK_ENDPOINTS, endpoint, 'get_webhook_endpoint')


@webhooks.offer(
    'DELETE', '/webhook-endpoints/{webhook_endpoint}', None, code=204, transition=True, problems=('already-ended', 'documented-fact')
)
def end_webhook_endpoint(tx: Tx, webhook_endpoint: Id) -> Response:
    """End an address: what waits for it is dropped and its secrets are forgotten. It ends by itself when its client is ended."""
    operations.end_webhook_endpoint(tx, webhook_endpoint)
    return Response(status_code=204)


@webhooks.offer(
    'POST', '/webhook-endpoints/{webhook_endpoint}/secret-rotations', WebhookEndpointWithSecret, code=201, etag=True, location=True,
    creates=('/webhook-endpoints', '/id'), shows_secret=True, problems=('already-ended', 'secret-already-shown', 'documented-fact'),
)  # fmt: skip
def rotate_webhook_secret(tx: Tx, webhook_endpoint: Id, request: Request) -> Response:
    """Give an address another secret. For 24 hours messages carry two signatures, of the new secret and of the former one.

    The secret is in this answer and nowhere else.
    """
    endpoint, secret = operations.rotate_webhook_secret(tx, request.app.state.settings.signing_key, webhook_endpoint)
    return _with_secret(tx, endpoint, secret)


@webhooks.offer(
    'POST', '/webhook-endpoints/{webhook_endpoint}/pauses', WebhookEndpoint, transition=True, etag=True, tries_out=True,
    problems=('webhook-endpoint-stage', 'documented-fact'),
)  # fmt: skip
def pause_webhook_endpoint(tx: Tx, webhook_endpoint: Id) -> Response:
    """Have nothing sent to an address for now. What it would hear is kept, for 30 days at most, and sent once it goes on."""
    endpoint = operations.pause_webhook_endpoint(tx, webhook_endpoint)
    return reads.written(tx, shown.WEBHOOK_ENDPOINTS, endpoint, 'get_webhook_endpoint')


@webhooks.offer(
    'POST', '/webhook-endpoints/{webhook_endpoint}/resumptions', WebhookEndpoint, transition=True, etag=True, tries_out=True,
    problems=('webhook-endpoint-stage', 'documented-fact'),
)  # fmt: skip
def resume_webhook_endpoint(tx: Tx, webhook_endpoint: Id) -> Response:
    """Let an address go on that was paused; one that is pending or disabled is sent a new challenge."""
    endpoint = operations.resume_webhook_endpoint(tx, webhook_endpoint)
    return reads.written(tx, shown.WEBHOOK_ENDPOINTS, endpoint, 'get_webhook_endpoint')


@webhooks.offer('GET', '/webhook-deliveries', WebhookDeliveryPage)
def list_webhook_deliveries(
    tx: Tx,
    endpoint_id: Id | None = None,
    stage: Annotated[Literal['waiting', 'delivered', 'failed', 'dropped'] | None, Query(description='What has come of them.')] = None,
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List the messages to your addresses of the last 30 days, the newest first: what was tried, and what was answered."""
    conditions = (
        _DELIVERIES.c.endpoint_id == endpoint_id if endpoint_id else true(),
        _DELIVERIES.c.stage == stage if stage else true(),
    )
    page = Page(limit, after, '-id', expand)
    return paging.respond(tx, 'list_webhook_deliveries', shown.WEBHOOK_DELIVERIES, page, *conditions)


@webhooks.offer('GET', '/webhook-deliveries/{webhook_delivery}', WebhookDelivery, etag=True)
def get_webhook_delivery(tx: Tx, webhook_delivery: Id) -> Response:
    """Read a message to an address, and what has come of it."""
    return reads.detail(tx, 'get_webhook_delivery', shown.WEBHOOK_DELIVERIES, webhook_delivery)


@webhooks.offer(
    'POST', '/webhook-deliveries/{webhook_delivery}/redeliveries', WebhookDelivery, transition=True, etag=True, tries_out=True,
    problems=('webhook-endpoint-stage', 'documented-fact'),
)  # fmt: skip
def redeliver_webhook(tx: Tx, webhook_delivery: Id) -> Response:
    """Send a message again, with the same `webhook-id`, from the first attempt on. A challenge is not: let its endpoint go on."""
    message = operations.redeliver_webhook(tx, webhook_delivery)
    tag, body = reads.found_after(tx, 'get_webhook_delivery', shown.WEBHOOK_DELIVERIES, message.id)
    return Response(body, media_type=reads.JSON, headers={'ETag': tag})


def _with_secret(tx: Transaction, endpoint: WebhookEndpointRow, secret: str) -> Response:
    """Answer with an address and its new secret, which nothing keeps in the clear."""
    answer = reads.written(tx, shown.WEBHOOK_ENDPOINTS, endpoint, 'get_webhook_endpoint', location='/v1/webhook-endpoints')
    text = f'{bytes(answer.body).decode()[:-1]}, "secret" : {json.dumps(secret)}}}'
    headers = {name: answer.headers[name] for name in ('etag', 'location')}
    return Response(text, status_code=201, media_type=reads.JSON, headers={**headers, 'Cache-Control': 'no-store'})
