"""Reads what a request carries: bounded in size and time, of the media type that is meant, and strictly JSON."""

import asyncio
import json
import re
from typing import Any

from starlette.requests import ClientDisconnect, Request

from api.problems import Problem

MOST_BYTES = 1_000_000
# A file of ten megabytes, and what stands around it.
MOST_BYTES_WITH_A_FILE = 10_100_000
SLOWEST_SECONDS = 60
JSON, FORM, FILES, CSV = 'application/json', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/csv'
_KINDS = {
    JSON: re.compile(r'application/(json|[\w.+-]*\+json)\s*(;.*)?', re.IGNORECASE),
    FORM: re.compile(r'application/x-www-form-urlencoded\s*(;.*)?', re.IGNORECASE),
    FILES: re.compile(r'multipart/form-data\s*;.*', re.IGNORECASE),
    CSV: re.compile(r'text/csv\s*(;.*)?', re.IGNORECASE),
}
_BOUNDARY = re.compile(r'multipart/form-data\s*;.*boundary="?([^";\s]+)', re.IGNORECASE)
_EXACT = 2**53


async def read(request: Request, media_type: str, *others: str) -> bytes:
    """Return the body, kept where starlette looks for it; it is of this media type, or of one of the others.

    Raises content-too-large (413) without keeping what is beyond the limit, request-timeout (408) for one that comes too slowly,
    unsupported-media-type (415) for another one.
    """
    body = await _bounded(request, MOST_BYTES_WITH_A_FILE if media_type == FILES else MOST_BYTES)
    if body and not any(is_of(request, kind) for kind in (media_type, *others)):
        raise Problem('unsupported-media-type')
    request._body = body  # noqa: SLF001 -- starlette's own cache: FastAPI finds the body there
    return body


def is_of(request: Request, media_type: str) -> bool:
    """Say whether a request says that its body is of a media type."""
    return _KINDS[media_type].fullmatch(request.headers.get('content-type', '')) is not None


async def _bounded(request: Request, most: int) -> bytes:
    declared = request.headers.get('content-length', '0')
    if declared.isdigit() and int(declared) > most:
        raise Problem('content-too-large', {'most': most}, headers={'Connection': 'close'})
    chunks, size = [], 0
    try:
        async with asyncio.timeout(SLOWEST_SECONDS):
            async for chunk in request.stream():
                size += len(chunk)
                if size > most:
                    raise Problem('content-too-large', {'most': most}, headers={'Connection': 'close'})
                chunks.append(chunk)
    except ClientDisconnect as gone:
        raise Problem('malformed-request') from gone
    except TimeoutError as slow:
        raise Problem('request-timeout', headers={'Connection': 'close'}) from slow
    return b''.join(chunks)


def essence(request: Request, body: bytes) -> bytes:
    """Return by what a body is known again: the line between the parts of a form is drawn anew by whoever sends it anew."""
    boundary = _BOUNDARY.search(request.headers.get('content-type', ''))
    return body.replace(boundary[1].encode('latin-1', 'replace'), b'') if boundary else body


def parsed(body: bytes) -> Any:
    """Return what JSON says; malformed-json (400) for NaN, for a name that stands twice, for nesting without end."""
    try:
        return json.loads(body.decode('utf-8'), parse_constant=_no_constant, parse_float=_number, object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as failure:
        raise Problem('malformed-json') from failure


def _no_constant(name: str) -> None:
    message = f'{name} is not JSON'
    raise ValueError(message)


def _number(text: str) -> int | float:
    """Read 283.0 as 283: JSON has one kind of number, and JSON Schema calls both an integer."""
    value = float(text)
    return int(value) if value.is_integer() and abs(value) < _EXACT else value


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        message = 'a name stands twice in one object'
        raise ValueError(message)
    return found
