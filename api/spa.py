"""Serves the built single-page application: its files, compressed where the browser takes it, and its one page for every address."""

from collections.abc import Awaitable, Callable, MutableMapping
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import FileResponse, PlainTextResponse, Response

from api.problems import Problem

BUILD = Path(__file__).resolve().parent.parent / 'frontend' / 'build'
_API = ('/v1', '/problems', '/health', '/openapi.json')
_HASHED = '/_app/'
_FOR_EVER, _ASK_AGAIN = 'public, max-age=31536000, immutable', 'no-cache'
_ENCODINGS = (('br', '.br'), ('gzip', '.gz'))
_UNBUILT = 'The screens are not built: run `make run`, or `npm ci && npm run build` in frontend/. The API is at /v1.\n'
Asgi = Callable[[MutableMapping[str, Any], Any, Any], Awaitable[None]]


def serve(build: Path = BUILD) -> Asgi:
    """Return the application for whatever no route matches. `build` is the folder of the built pages."""

    async def respond(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        if scope['type'] != 'http':
            return
        await _response(build, scope['method'], scope['path'], Headers(scope=scope))(scope, receive, send)

    return respond


def _response(build: Path, method: str, path: str, headers: Headers) -> Response:
    meant = f'/{path.lstrip("/")}/'
    if any(meant.startswith(f'{prefix}/') for prefix in _API) or method != 'GET':
        raise Problem('not-found')
    if not (build / 'index.html').is_file():
        return PlainTextResponse(_UNBUILT, status_code=503)
    file = _file(build, path)
    if file is None and path.startswith(_HASHED):
        # An older page asks for a script of an older build: a page instead of it would only break later and obscurely.
        raise Problem('not-found')
    return _sent(file or build / 'index.html', headers, lasting=file is not None and path.startswith(f'{_HASHED}immutable/'))


def _file(build: Path, path: str) -> Path | None:
    """Return the file of the build that an address names; nothing outside the build, and no folder."""
    if '\x00' in path:
        return None
    try:
        wanted = (build / path.lstrip('/')).resolve()
        return wanted if wanted.is_relative_to(build.resolve()) and wanted.is_file() else None
    except OSError:
        # A name that no file can have, being too long.
        return None


def _sent(file: Path, headers: Headers, *, lasting: bool) -> Response:
    """Return a file, or its compressed twin made by the build, with a name by which the browser asks whether it has changed."""
    accepted = {part.split(';')[0].strip() for part in headers.get('accept-encoding', '').split(',')}
    encoding, twin = next(((name, file.with_name(file.name + ending)) for name, ending in _ENCODINGS if name in accepted), ('', file))
    if not twin.is_file():
        encoding, twin = '', file
    told = {'Cache-Control': _FOR_EVER if lasting else _ASK_AGAIN, 'Vary': 'Accept-Encoding'}
    if encoding:
        told['Content-Encoding'] = encoding
    response = FileResponse(twin, headers=told, media_type=_media_type(file), stat_result=twin.stat())
    if response.headers.get('etag') in headers.get('if-none-match', '').split(', '):
        return Response(status_code=304, headers={**told, 'ETag': response.headers['etag']})
    return response


def _media_type(file: Path) -> str:
    """Return what a file is; texts are all UTF-8, drawings too."""
    named = guess_type(file.name)[0] or 'application/octet-stream'
    return f'{named}; charset=utf-8' if named.endswith('+xml') else named
