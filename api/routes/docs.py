"""The contract as a page over HTTP: written when it is first asked for in a language, then kept, compressed as well."""

import gzip
import hashlib
import json
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.docs.page import STYLE, STYLE_ADDRESS, page
from api.security_headers import CLOSED

docs = APIRouter(include_in_schema=False)
_POLICY = f"default-src 'self'; script-src 'none'; object-src 'none'; {CLOSED}"
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that is served as it is: its bytes, plain and compressed, and the tag that names them."""

    media_type: str
    plain: bytes
    compressed: bytes
    tag: str


@docs.get('/docs')
def get_docs_page(request: Request) -> Response:
    """Show the contract and the guide to whoever opens the address."""
    language = request.state.language
    kept = request.app.state.docs
    if language not in kept:
        kept[language] = _kept('text/html; charset=utf-8', page(json.loads(request.app.state.contract.text()), language).encode())
    return _answer(request, kept[language], {'Content-Language': language, 'Content-Security-Policy': _POLICY})


@docs.get(STYLE_ADDRESS)
def get_docs_style(request: Request) -> Response:
    """Return the style of that page."""
    kept = request.app.state.docs
    if STYLE_ADDRESS not in kept:
        kept[STYLE_ADDRESS] = _kept('text/css; charset=utf-8', STYLE.read_bytes())
    return _answer(request, kept[STYLE_ADDRESS], {})


def _kept(media_type: str, plain: bytes) -> Kept:
    return Kept(media_type, plain, gzip.compress(plain, mtime=0), hashlib.sha256(plain).hexdigest()[:16])


def _answer(request: Request, kept: Kept, headers: dict[str, str]) -> Response:
    compressed = 'gzip' in request.headers.get('accept-encoding', '')
    # A strong tag names the bytes that are sent, and these differ by how they are encoded.
    tag = f'"{kept.tag}-gzip"' if compressed else f'"{kept.tag}"'
    told = {**headers, 'ETag': tag, 'Cache-Control': 'no-cache', 'Vary': 'Accept-Encoding, Accept-Language'}
    if tag in request.headers.get('if-none-match', ''):
        return Response(status_code=_NOT_MODIFIED, headers=told)
    if compressed:
        return Response(kept.compressed, media_type=kept.media_type, headers={**told, 'Content-Encoding': 'gzip'})
    return Response(kept.plain, media_type=kept.media_type, headers=told)
