"""Signing in and out over HTTP: links by mail, sessions in a cookie, and who one is."""

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import Response

from api import callers, demonstration_accounts, paging, problems, profile, reads
from api.contract import Resource, Tx
from api.models.sessions import (
    DemonstrationAccounts,
    Me,
    MePatch,
    Session,
    SessionCreate,
    SessionPage,
    SignInLink,
    SignInLinkCreate,
)
from api.models.shapes import Id
from api.operations import sessions as operations
from api.paging import After, Limit, Page
from api.problems import Problem
from api.rules.refusals import Refusal

sessions = Resource('Sessions')
# These writes carry no cookie of ours yet; a page of another site may not make a browser sign in all the same.
SameSite = Annotated[None, Depends(callers.same_site)]
_LONGEST_USER_AGENT = 300
# A mail may be held back by the gateway of a town hall; its code then still finds its browser.
_BROWSER_SECONDS = 3600


@sessions.offer('POST', '/sign-in-links', SignInLink, code=202, problems=('cross-site-request', 'too-many-requests'))
def create_sign_in_link(tx: Tx, request: Request, body: SignInLinkCreate, _same_site: SameSite) -> Response:
    """Ask for a mail to sign in with.

    It holds a link and a six-digit code; the code works in this browser only. The answer is the same whether the address
    is known or not.
    """
    browser = operations.create_sign_in_link(tx, body)
    minutes = int(operations.LINK_LIFE.total_seconds()) // 60
    response = Response(SignInLink(sent=True, valid_minutes=minutes).model_dump_json(), status_code=202, media_type=reads.JSON)
    _keep(request, response, _browser_cookie(request), browser, _BROWSER_SECONDS)
    return response


@sessions.offer(
    'POST', '/sessions', Session, code=201,
    problems=('cross-site-request', 'sign-in-link-invalid', 'sign-in-code-wrong', 'too-many-attempts', 'not-a-demonstration', 'not-found'),
)  # fmt: skip
def create_session(tx: Tx, request: Request, body: SessionCreate, _same_site: SameSite) -> Response:
    """Sign in: with the link's token, with address and code, or as an account of a demonstration.

    The answer sets a cookie. A session ends after an hour without use and after twelve hours, a remembered one after 30
    days. Links and codes work once.
    """
    cookie = callers.cookie_name(secure=_is_secure(request))
    made = operations.create_session(
        tx,
        body,
        browser=request.cookies.get(_browser_cookie(request)),
        replaces=request.cookies.get(cookie),
        user_agent=_readable(request.headers.get('user-agent', '')),
    )
    if isinstance(made, Refusal):
        problem = Problem(made.code, made.parameters)
        return problems.answer(problem, language=tx.caller.language, path=tx.asked.path, request_id=tx.asked.request_id or '')
    shown = {name: getattr(made.session, name) for name in Session.model_fields if name != 'current'}
    response = Response(Session(current=True, **shown).model_dump_json(), status_code=201, media_type=reads.JSON)
    _keep(request, response, cookie, made.token, int(operations.REMEMBERED.total_seconds()) if body.remember else None)
    return response


@sessions.offer('GET', '/sessions', SessionPage)
def list_sessions(tx: Tx, limit: Limit = 50, after: After = None) -> Response:
    """List the browsers in which you are signed in, the newest first."""
    return paging.respond(tx, 'list_sessions', profile.SESSIONS, Page(limit, after, '-id'), profile.still_open(tx.now))


@sessions.offer('DELETE', '/sessions/{session}', None, code=204)
def end_session(tx: Tx, request: Request, session: Id) -> Response:
    """Sign out, here or in another browser of yours. It needs no If-Match: a session never changes, it only ends."""
    operations.end_session(tx, session)
    response = Response(status_code=204)
    if session == tx.caller.session_id:
        secure = _is_secure(request)
        response.delete_cookie(callers.cookie_name(secure=secure), path='/', secure=secure, httponly=True, samesite='lax')
    return response


@sessions.offer('GET', '/me', Me)
def get_me(tx: Tx) -> Response:
    """Read who you are: your roles, the cities you speak for, the offices you are, and what you may do somewhere."""
    return Response(profile.me(tx).model_dump_json(), media_type=reads.JSON)


@sessions.offer('PATCH', '/me', Me)
def update_me(tx: Tx, body: MePatch) -> Response:
    """Change the language you are spoken to in (merge patch). It needs no If-Match: the last word counts."""
    operations.update_me(tx, body)
    return Response(profile.me(tx).model_dump_json(), media_type=reads.JSON)


@sessions.offer('GET', '/demonstration-accounts', DemonstrationAccounts, problems=('not-a-demonstration',))
def list_demonstration_accounts(tx: Tx) -> Response:
    """List the invented people of a demonstration, to sign in as with one click. Elsewhere there are none: 404."""
    return Response(demonstration_accounts.accounts(tx).model_dump_json(), media_type=reads.JSON)


def _readable(user_agent: str) -> str | None:
    return ''.join(sign for sign in user_agent if sign.isprintable())[:_LONGEST_USER_AGENT] or None


def _is_secure(request: Request) -> bool:
    return bool(request.app.state.settings.production)


def _browser_cookie(request: Request) -> str:
    return f'{callers.cookie_name(secure=_is_secure(request))}-sign-in'


def _keep(request: Request, response: Response, name: str, value: str, seconds: int | None) -> None:
    response.set_cookie(name, value, max_age=seconds, path='/', secure=_is_secure(request), httponly=True, samesite='lax')
