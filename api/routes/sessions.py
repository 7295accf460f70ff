"""Signing in and out over HTTP: links by mail, sessions in a cookie, and who one is."""

from starlette.requests import Request
from starlette.responses import Response

from api import browsers, demonstration_accounts, paging, profile, reads
from api.browsers import SameSite
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
from api.rules.refusals import Refusal

sessions = Resource('Sessions')


@sessions.offer('POST', '/sign-in-links', SignInLink, code=202, problems=('cross-site-request', 'too-many-requests'))
def create_sign_in_link(tx: Tx, request: Request, body: SignInLinkCreate, _same_site: SameSite) -> Response:
    """Ask for a mail to sign in with.

    It holds a link and a six-digit code; the code works in this browser only. The answer is the same whether the address
    is known or not.
    """
    browser = operations.create_sign_in_link(tx, body)
    minutes = int(operations.LINK_LIFE.total_seconds()) // 60
    response = Response(SignInLink(sent=True, valid_minutes=minutes).model_dump_json(), status_code=202, media_type=reads.JSON)
    browsers.remember_asking(request, response, browser)
    return response


@sessions.offer(
    'POST', '/sessions', Session, code=201,
    problems=(
        'cross-site-request', 'sign-in-link-invalid', 'sign-in-code-wrong', 'too-many-attempts', 'not-a-demonstration', 'not-found',
        'passkey-invalid', 'passkeys-not-offered',
        'provider-answer-invalid', 'identity-not-linked', 'provider-not-offered', 'provider-unavailable',
    ),
)  # fmt: skip
def create_session(tx: Tx, request: Request, body: SessionCreate, _same_site: SameSite) -> Response:
    """Sign in: with the link's token, with address and code, with a passkey, with an identity, or as an account of a demonstration.

    The answer sets a cookie. A session ends after an hour without use and after twelve hours, a remembered one after 30
    days. Links, codes and challenges work once.
    """
    made = operations.create_session(tx, body, request.app.state.ways_in, browsers.of(request))
    if isinstance(made, Refusal):
        return browsers.refused(tx, made)
    return browsers.signed_in(request, made.session, made.token)


@sessions.offer('GET', '/sessions', SessionPage)
def list_sessions(tx: Tx, limit: Limit = 50, after: After = None) -> Response:
    """List the browsers in which you are signed in, the newest first."""
    return paging.respond(tx, 'list_sessions', profile.SESSIONS, Page(limit, after, '-id'), profile.still_open(tx.now))


@sessions.offer('DELETE', '/sessions', None, code=204)
def end_other_sessions(tx: Tx) -> Response:
    """Sign out everywhere else: every browser of yours but this one."""
    operations.end_other_sessions(tx)
    return Response(status_code=204)


@sessions.offer('DELETE', '/sessions/{session}', None, code=204)
def end_session(tx: Tx, request: Request, session: Id) -> Response:
    """Sign out, here or in another browser of yours. It needs no If-Match: a session never changes, it only ends."""
    operations.end_session(tx, session)
    response = Response(status_code=204)
    if session == tx.caller.session_id:
        browsers.forget(request, response)
    return response


@sessions.offer('GET', '/me', Me)
def get_me(tx: Tx) -> Response:
    """Read who you are: your roles, the cities you speak for, the offices you are, and what you may do somewhere."""
    return Response(profile.me(tx).model_dump_json(), media_type=reads.JSON)


@sessions.offer('PATCH', '/me', Me)
def update_me(tx: Tx, body: MePatch) -> Response:
    """Change the language you are spoken to in, and how notices come (merge patch). It needs no If-Match: the last word counts."""
    operations.update_me(tx, body)
    return Response(profile.me(tx).model_dump_json(), media_type=reads.JSON)


@sessions.offer('GET', '/demonstration-accounts', DemonstrationAccounts, problems=('not-a-demonstration',))
def list_demonstration_accounts(tx: Tx) -> Response:
    """List the invented people of a demonstration, to sign in as with one click. Elsewhere there are none: 404."""
    return Response(demonstration_accounts.accounts(tx).model_dump_json(), media_type=reads.JSON)
