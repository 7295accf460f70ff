"""Serves the built single-page application: its files, and its one page for every address that is not the API's."""

from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, PlainTextResponse
from starlette.staticfiles import StaticFiles

from api.problems import Problem
from api.settings import Settings

BUILD = Path(__file__).resolve().parent.parent / 'frontend' / 'build'
_API = ('/v1', '/problems', '/health', '/openapi.json')
_UNBUILT = 'The screens are not built: run `make run`, or `npm ci && npm run build` in frontend/. The API is at /v1.\n'
Asgi = Callable[[MutableMapping[str, Any], Any, Any], Awaitable[None]]


def serve(_settings: Settings) -> Asgi:
    """Return the application for whatever no route matches."""
    files = StaticFiles(directory=BUILD, check_dir=False)

    async def respond(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        if scope['type'] != 'http':
            return
        path = scope['path']
        if any(path == prefix or path.startswith(f'{prefix}/') for prefix in _API) or scope['method'] != 'GET':
            raise Problem('not-found')
        if not (BUILD / 'index.html').exists():
            await PlainTextResponse(_UNBUILT, status_code=503)(scope, receive, send)
            return
        try:
            response = await files.get_response(path.lstrip('/') or 'index.html', scope)
        except (HTTPException, ValueError):
            response = FileResponse(BUILD / 'index.html')
        immutable = path.startswith('/_app/immutable/') and response.status_code == 200  # noqa: PLR2004 -- HTTP's own number
        response.headers['Cache-Control'] = 'public, max-age=31536000, immutable' if immutable else 'no-cache'
        await response(scope, receive, send)

    return respond
