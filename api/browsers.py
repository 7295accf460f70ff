"""Knows the browsers of people: the cookies that sign them in, their names, and that a page of another site sends nothing in theirs."""

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import Response

from api import callers, problems, reads
from api.models.sessions import Browser, Session, SessionRow
from api.problems import TYPES, Problem
from api.rules.refusals import Refusal
from api.spine import Transaction

# Writes without a cookie of ours; a page of another site may not make a browser sign in all the same.
SameSite = Annotated[None, Depends(callers.same_site)]
_LONGEST_USER_AGENT = 300
# A mail may be held back by the gateway of a town hall; its code then still finds its browser.
_ASKING_SECONDS = 3600
_CHALLENGE_SECONDS = 600
# A session that outlives an hour without use is a remembered one.
_AN_HOUR = 60
_UNAVAILABLE = 503


def of(request: Request) -> Browser:
    """Return what the browser brings along."""
    cookies = request.cookies
    return Browser(
        session=cookies.get(_session_name(request)),
        asked=cookies.get(_asking_name(request)),
        challenged=cookies.get(_challenge_name(request)),
        name=named(request),
    )


def named(request: Request) -> str | None:
    """Return how the browser calls itself."""
    return ''.join(sign for sign in request.headers.get('user-agent', '') if sign.isprintable())[:_LONGEST_USER_AGENT] or None


def session_cookie(request: Request) -> str | None:
    """Return the token of the session that the browser has."""
    return request.cookies.get(_session_name(request))


def remember_asking(request: Request, response: Response, token: str) -> None:
    """Mark the browser that asks for a code."""
    _keep(request, response, _asking_name(request), token, _ASKING_SECONDS)


def remember_challenge(request: Request, response: Response, token: str) -> None:
    """Mark the browser that is asked for a passkey, or sent to the identity provider."""
    _keep(request, response, _challenge_name(request), token, _CHALLENGE_SECONDS)


def refused(transaction: Transaction, refusal: Refusal) -> Response:
    """Answer with a refusal whose traces are kept: a count, an event, a challenge that is used up."""
    asked = transaction.asked
    busy = TYPES[refusal.code][0] == _UNAVAILABLE
    problem = Problem(refusal.code, refusal.parameters, headers={'Retry-After': '60'} if busy else {})
    return problems.answer(problem, language=transaction.caller.language, path=asked.path, request_id=asked.request_id or '')


def signed_in(request: Request, session: SessionRow, token: str) -> Response:
    """Answer with a session and the cookie of its new token, which a remembered browser keeps for as long as the session lasts."""
    shown = {name: getattr(session, name) for name in Session.model_fields if name != 'current'}
    response = Response(Session(current=True, **shown).model_dump_json(), status_code=201, media_type=reads.JSON)
    seconds = int((session.expires_at - session.seen_at).total_seconds()) if session.idle_minutes > _AN_HOUR else None
    _keep(request, response, _session_name(request), token, seconds)
    return response


def forget(request: Request, response: Response) -> None:
    """Take the session's cookie away."""
    response.delete_cookie(_session_name(request), path='/', secure=_is_secure(request), httponly=True, samesite='lax')


def _session_name(request: Request) -> str:
    return callers.cookie_name(secure=_is_secure(request))


def _asking_name(request: Request) -> str:
    return f'{_session_name(request)}-sign-in'


def _challenge_name(request: Request) -> str:
    return f'{_session_name(request)}-challenge'


def _is_secure(request: Request) -> bool:
    return bool(request.app.state.settings.production)


def _keep(request: Request, response: Response, name: str, value: str, seconds: int | None) -> None:
    response.set_cookie(name, value, max_age=seconds, path='/', secure=_is_secure(request), httponly=True, samesite='lax')
