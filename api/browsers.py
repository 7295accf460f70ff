"""Knows the browsers of people: the cookies that sign them in, their names, and that a page of another site sends nothing in theirs."""

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import Response

from api import callers, reads
from api.models.sessions import Session, SessionRow

# Writes without a cookie of ours; a page of another site may not make a browser sign in all the same.
SameSite = Annotated[None, Depends(callers.same_site)]
_LONGEST_USER_AGENT = 300
# A mail may be held back by the gateway of a town hall; its code then still finds its browser.
_ASKING_SECONDS = 3600
# A session that outlives an hour without use is a remembered one.
_AN_HOUR = 60


def named(request: Request) -> str | None:
    """Return how the browser calls itself."""
    return ''.join(sign for sign in request.headers.get('user-agent', '') if sign.isprintable())[:_LONGEST_USER_AGENT] or None


def session_cookie(request: Request) -> str | None:
    """Return the token of the session that the browser has."""
    return request.cookies.get(_session_name(request))


def asking_cookie(request: Request) -> str | None:
    """Return the token of the browser that asked for a code."""
    return request.cookies.get(_asking_name(request))


def remember_asking(request: Request, response: Response, token: str) -> None:
    """Mark the browser that asks for a code."""
    _keep(request, response, _asking_name(request), token, _ASKING_SECONDS)


def signed_in(request: Request, session: SessionRow, token: str) -> Response:
    """Answer with a new session and its cookie, which a remembered browser keeps."""
    shown = {name: getattr(session, name) for name in Session.model_fields if name != 'current'}
    response = Response(Session(current=True, **shown).model_dump_json(), status_code=201, media_type=reads.JSON)
    seconds = int((session.expires_at - session.created_at).total_seconds()) if session.idle_minutes > _AN_HOUR else None
    _keep(request, response, _session_name(request), token, seconds)
    return response


def forget(request: Request, response: Response) -> None:
    """Take the session's cookie away."""
    response.delete_cookie(_session_name(request), path='/', secure=_is_secure(request), httponly=True, samesite='lax')


def _session_name(request: Request) -> str:
    return callers.cookie_name(secure=_is_secure(request))


def _asking_name(request: Request) -> str:
    return f'{_session_name(request)}-sign-in'


def _is_secure(request: Request) -> bool:
    return bool(request.app.state.settings.production)


def _keep(request: Request, response: Response, name: str, value: str, seconds: int | None) -> None:
    response.set_cookie(name, value, max_age=seconds, path='/', secure=_is_secure(request), httponly=True, samesite='lax')
