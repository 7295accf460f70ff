"""Knows Idempotency-Key: the same key and request give the stored answer again, in whichever process, for seven days."""

import hashlib
import re
from datetime import timedelta

from sqlalchemy import select, text
from starlette.responses import Response

from api.models.columns import table
from api.models.idempotency import IdempotencyRow, Key
from api.problems import Problem
from api.spine import Transaction

_KEYS = table(IdempotencyRow)

# What would be done twice by being sent twice, or told to have been refused although it was done.
METHODS = {'POST', 'PUT'}
PATTERN = '^[A-Za-z0-9_-]{8,128}$'
_STORED_HEADERS = ('location', 'etag', 'content-type', 'content-language')
_LOCK = text('SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))')


def key_of(header: str | None, caller: str, method: str, path: str, body: bytes, *, kept: timedelta) -> Key | None:
    """Return the key a request carries; 422 when it is not 8 to 128 of A-Z a-z 0-9 _ -."""
    if header is None:
        return None
    if not re.fullmatch(PATTERN, header):
        error = {'in': 'header', 'name': 'Idempotency-Key', 'code': 'string_pattern_mismatch', 'parameters': {'pattern': PATTERN}}
        raise Problem('validation-failed', errors=[error])
    digest = hashlib.sha256(b'\n'.join((method.encode(), path.encode(), body))).digest()
    return Key(caller, header, digest, kept)


def replay(transaction: Transaction, key: Key) -> Response | None:
    """Return the stored answer, or None when this request is the first in the time that answers are kept for.

    The key stays locked until the commit.

    Raises idempotency-key-in-progress while another request holds it, idempotency-key-reused for another request's key,
    stored-answer-erased for an answer that named somebody who was erased, secret-already-shown for one that may not be shown twice.
    """
    if not transaction.session.execute(_LOCK, {'name': f'{key.caller} {key.key}'}).scalar_one():
        raise Problem('idempotency-key-in-progress', headers={'Retry-After': '1'})
    found = select(IdempotencyRow).where(_KEYS.c.caller == key.caller, _KEYS.c.key == key.key)
    stored = transaction.session.execute(found).scalar_one_or_none()
    if stored is None:
        return None
    if stored.created_at < transaction.now - key.kept:
        transaction.session.delete(stored)
        transaction.flush()
        return None
    if not stored.request_hash:
        raise Problem('stored-answer-erased')
    if stored.request_hash != key.request_hash:
        raise Problem('idempotency-key-reused')
    if stored.body is None:
        raise Problem('secret-already-shown')
    headers = {**stored.headers, 'Idempotent-Replayed': 'true'}
    return Response(stored.body, status_code=stored.answer_code, headers=headers)


def store(transaction: Transaction, key: Key, response: Response, *, shows_secret: bool) -> None:
    """Keep a 2xx answer in the transaction that made it; without its body when that shows a secret."""
    transaction.session.add(
        IdempotencyRow(
            caller=key.caller,
            key=key.key,
            request_hash=key.request_hash,
            answer_code=response.status_code,
            headers={name: response.headers[name] for name in _STORED_HEADERS if name in response.headers},
            body=None if shows_secret else bytes(response.body),
            created_at=transaction.now,
        ),
    )
