"""What the service says about itself: the service document, its health, its problems, the contract."""

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import HTMLResponse, JSONResponse, Response

from api import bodies, problem_pages, tokens
from api.contract import Resource, Tx
from api.description.webhooks import event_types
from api.models.retention import Retention, retention
from api.models.shapes import Id, Shape
from api.problems import TYPES, Problem
from api.sentences import languages
from api.spine import SUBJECT_TYPES

service = Resource('Service')
plain = APIRouter(include_in_schema=False)


class Limits(Shape):
    """How much one request may carry."""

    body_bytes: int = Field(ge=1)
    page_items: int = Field(ge=1)
    feed_items: int = Field(ge=1)
    token_seconds: int = Field(ge=1)


class RateLimit(Shape):
    """How many requests are let in: by their credentials where these are valid, else by the address they come from."""

    policy: str = Field(pattern='^[a-z-]+$', description='The name by which `RateLimit-Policy` and `RateLimit` say it. Open list.')
    requests: int = Field(ge=1, description='How many requests within the time.')
    seconds: int = Field(ge=1, description='The time, in seconds.')


class WaysToSignIn(Shape):
    """How people sign in here, beside a mail."""

    passkeys: bool = Field(description='Whether the address of this service is one that passkeys can be bound to.')
    provider: str | None = Field(description='What the identity provider is called; null: there is none.')


class ServiceDocument(Shape):
    """What this service is and where its parts are."""

    name: str
    version: str
    demonstration: bool = Field(description='True: invented records among documented facts; nothing here is official.')
    feed_id: Id
    languages: list[str]
    subject_types: list[str]
    event_types: list[str] = Field(description='What webhooks tell of: the types of the section `webhooks` of the contract.')
    rate_limits: list[RateLimit]
    limits: Limits
    retention: Retention
    sign_in: WaysToSignIn
    links: dict[str, str]


@service.offer('GET', '', ServiceDocument)
def get_service(tx: Tx, request: Request) -> Response:
    """Read what this service is: version, languages, types of records and events, limits, retention, links. No credentials are needed."""
    counts, ways = request.app.state.rate_limits, request.app.state.ways_in
    document = ServiceDocument(
        name='Coalition',
        version='1.0.0',
        demonstration=tx.instance.demonstration,
        feed_id=tx.instance.feed_id,
        languages=list(languages()),
        subject_types=sorted(SUBJECT_TYPES.values()),
        event_types=list(event_types()),
        rate_limits=[
            RateLimit(policy=policy.name, requests=policy.quota, seconds=policy.seconds) for policy in (counts.of_caller, counts.of_address)
        ],
        limits=Limits(body_bytes=bodies.MOST_BYTES, page_items=100, feed_items=1000, token_seconds=tokens.LIFETIME_SECONDS),
        retention=retention(request.app.state.settings),
        sign_in=WaysToSignIn(passkeys=ways.site is not None, provider=ways.provider and ways.provider.label),
        links={
            'contract': '/openapi.json',
            'docs': '/docs',
            'problems': '/docs#problems',
            'token': '/v1/oauth/token',
            'changes': '/v1/changes',
            'plan_library': '/v1/plan-library',
            'public_cities': '/v1/public/cities',
            'public_working_groups': '/v1/public/working-groups',
        },
    )
    return Response(document.model_dump_json(), media_type='application/json', headers={'Cache-Control': 'no-cache'})


@plain.get('/health/live')
def is_alive() -> Response:
    """Say that the process runs."""
    return JSONResponse({'live': True})


@plain.get('/health/ready')
def is_ready(request: Request) -> Response:
    """Say whether requests can be served: the database answers and carries the schema; and whether mails are sent."""
    outbox = request.app.state.database.outbox()
    if outbox is None:
        raise Problem('service-unavailable', headers={'Retry-After': '1'})
    return JSONResponse({'ready': True, 'outbox': outbox})


@plain.get('/openapi.json')
def get_contract(request: Request) -> Response:
    """Return the contract, byte for byte as it is committed."""
    return Response(request.app.state.contract.text(), media_type='application/json', headers={'Cache-Control': 'no-cache'})


@plain.get('/problems/{slug}')
def get_problem_page(slug: str, request: Request) -> Response:
    """Explain a type of problem to whoever opens its address: as a page, or as JSON for whoever accepts that and no page."""
    if slug not in TYPES:
        raise Problem('not-found')
    language = request.state.language
    headers = {'Content-Language': language, 'Cache-Control': 'no-cache', 'Vary': 'Accept, Accept-Language'}
    accepted = request.headers.get('accept', '')
    if 'json' in accepted and 'html' not in accepted:
        return JSONResponse(problem_pages.as_json(slug, language), headers=headers)
    return HTMLResponse(problem_pages.as_page(slug, language), headers={**headers, 'Content-Security-Policy': problem_pages.POLICY})
