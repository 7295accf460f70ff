"""Builds the application; nothing else."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from threading import Lock
from typing import Any

import anyio.to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api import bodies, invalid_requests, problems, spa
from api.database import Database
from api.document import describe
from api.feed import head_seq
from api.manners import Manners, allowed_methods
from api.operations.sessions import WaysIn
from api.passkeys import site_at
from api.problems import Problem
from api.provider import provider_of
from api.rate_limits import RateLimits
from api.routes import (
    about,
    action_items,
    api_clients,
    assemblies,
    broadcasts,
    calendar_subscriptions,
    calls_for_interest,
    changes,
    circulars,
    cities,
    city_catalogue,
    contact_points,
    declarations,
    departments,
    docs,
    documents,
    exports,
    good_practices,
    group_invitations,
    identities,
    imports,
    indicators,
    invitations,
    journal_entries,
    mandates,
    meetings,
    membership_batches,
    memberships,
    messages,
    milestones,
    mirrored_records,
    needs_assessments,
    needs_findings,
    networks,
    notices,
    obligations,
    organisations,
    outputs,
    participation_requests,
    passkeys,
    people,
    personal_data,
    plan_action_updates,
    plan_actions,
    plan_consultations,
    plan_contacts,
    plan_files,
    plan_inventory_items,
    plan_library,
    plan_meetings,
    plan_pages,
    plan_risks,
    plans,
    practice_questions,
    practice_suggestions,
    progress_askings,
    progress_updates,
    public,
    public_calendars,
    public_feeds,
    public_linked_data,
    public_plans,
    public_work,
    redactions,
    report_files,
    report_texts,
    reports,
    requests,
    roles,
    saved_filters,
    security_events,
    sessions,
    tasks,
    tokens,
    webhooks,
    working_groups,
)
from api.settings import Settings
from api.sign_in_lane import Lane
from api.waiting import Waiting

RESOURCES = (
    about.service,
    tokens.tokens,
    sessions.sessions,
    passkeys.passkeys,
    identities.identities,
    imports.imports,
    mirrored_records.mirrored_records,
    tasks.tasks,
    networks.networks,
    cities.cities,
    city_catalogue.catalogue,
    organisations.organisations,
    working_groups.groups,
    broadcasts.broadcasts,
    calls_for_interest.calls,
    group_invitations.group_invitations,
    participation_requests.participation_requests,
    memberships.memberships,
    membership_batches.batches,
    meetings.meetings,
    outputs.outputs,
    documents.documents,
    requests.funding_requests,
    requests.support_requests,
    plan_library.plan_library,
    action_items.action_items,
    plans.plans,
    plan_pages.plan_pages,
    progress_askings.progress_askings,
    plan_files.plan_files,
    plan_actions.plan_actions,
    good_practices.good_practices,
    practice_questions.practice_questions,
    practice_suggestions.practice_suggestions,
    plan_action_updates.plan_action_updates,
    plan_meetings.plan_meetings,
    plan_contacts.plan_contacts,
    plan_risks.plan_risks,
    needs_assessments.needs_assessments,
    needs_findings.needs_findings,
    plan_consultations.plan_consultations,
    plan_inventory_items.plan_inventory_items,
    milestones.milestones,
    indicators.indicators,
    progress_updates.progress_updates,
    people.people,
    personal_data.personal_data,
    roles.roles,
    invitations.invitations,
    contact_points.contact_points,
    departments.departments,
    notices.notices,
    circulars.circulars,
    obligations.obligations,
    journal_entries.journal_entries,
    redactions.redactions,
    security_events.security_events,
    changes.changes,
    exports.exports,
    api_clients.api_clients,
    webhooks.webhooks,
    mandates.mandates,
    assemblies.assemblies,
    declarations.declarations,
    reports.reports,
    report_files.report_files,
    report_texts.report_texts,
    public.public,
    public_calendars.public_calendars,
    calendar_subscriptions.calendar_subscriptions,
    saved_filters.saved_filters,
    public_feeds.public_feeds,
    public_linked_data.public_linked_data,
    public_plans.public_plans,
    public_work.public_work,
    report_files.public_report_files,
    report_texts.public_report_texts,
    messages.messages,
)


def create_app(settings: Settings | None = None) -> Manners:
    """Return the ASGI application; it reaches the database with the first request."""
    settings = settings or Settings()
    app = FastAPI(
        title='Coalition',
        version='1.0.0',
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        separate_input_output_schemas=False,
        lifespan=_lifespan,
    )
    for resource in RESOURCES:
        app.router.routes.extend(resource.routes)
    app.router.routes.extend([*about.plain.routes, *docs.docs.routes])
    app.router.default = spa.serve()
    app.state.settings = settings
    app.state.rate_limits = RateLimits(of_caller=settings.requests_per_minute, of_address=settings.anonymous_requests_per_minute)
    app.state.sign_in_lane = Lane()
    app.state.is_ending = lambda: False
    app.state.waiting = Waiting(partial(_head_of_feed, app), partial(_is_ending, app))
    if settings.database_url is not None:
        app.state.database = Database(settings.database_url, threads=settings.threads)
    routes = [route for route in app.routes if isinstance(route, APIRoute)]
    app.state.routes = routes
    for kind, handler in ((Exception, _failed), *_REFUSALS.items()):
        app.add_exception_handler(kind, handler)
    return Manners(app, routes=routes, refusals=_REFUSALS, production=settings.production)


def ways_in(settings: Settings) -> WaysIn:
    """Return what people are signed in with under these settings."""
    return WaysIn(settings.signing_key, site_at(settings.public_url), provider_of(settings))


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = app.state.settings.threads
    app.state.contract = ServedContract(app)
    app.state.docs = {}
    app.state.ways_in = ways_in(app.state.settings)
    yield
    app.state.database.close()


def _is_ending(app: FastAPI) -> bool:
    return bool(app.state.is_ending())


async def _head_of_feed(app: FastAPI) -> int:
    database: Database = app.state.database
    return await asyncio.get_running_loop().run_in_executor(database.threads, head_seq, database)


class ServedContract:
    """The contract as this process serves it: written when it is first asked for, as that takes longer than all the rest of a start."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._once = Lock()
        self._text: bytes | None = None

    def text(self) -> bytes:
        """Return the contract, byte for byte as it is committed."""
        with self._once:
            if self._text is None:
                self._text = openapi_text(openapi_document(self._app)).encode()
        return self._text


def openapi_document(app: FastAPI) -> dict[str, Any]:
    """Return the contract as OpenAPI 3.1."""
    document = app.openapi()
    describe(document)
    return document


def openapi_text(document: dict[str, Any]) -> str:
    """Return the contract as it is committed and served, byte for byte."""
    return json.dumps(document, indent=2, ensure_ascii=False) + '\n'


async def _problem(request: Request, problem: Problem) -> Response:
    state = request.state
    if state.counted is not None:
        # What no route has counted, such as an unknown address, costs as much as anything else.
        problem = state.counted.too_many() or problem
    state.problem = problem.slug
    return problems.answer(problem, language=state.language, path=request.url.path, request_id=state.request_id)


async def _not_valid(request: Request, failure: RequestValidationError) -> Response:
    return await _problem(request, invalid_requests.from_validation(failure))


async def _http(request: Request, failure: HTTPException) -> Response:
    if failure.status_code == 405:  # noqa: PLR2004 -- HTTP's own number
        allow = ', '.join(allowed_methods(request.app.state.routes, request.url.path))
        return await _problem(request, Problem('method-not-allowed', headers={'Allow': allow}))
    slug = {404: 'not-found', 400: 'malformed-request', 413: 'content-too-large'}.get(failure.status_code, 'internal-error')
    return await _problem(request, Problem(slug, {'most': bodies.MOST_BYTES} if slug == 'content-too-large' else {}))


async def _failed(request: Request, _failure: Exception) -> Response:
    return await _problem(request, Problem('internal-error'))


_REFUSALS: dict[type[Exception], Any] = {Problem: _problem, RequestValidationError: _not_valid, HTTPException: _http}
