"""Says whether a webhook is from whom it says it is (Standard Webhooks 1.0)."""

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Mapping, Sequence
from typing import Any

from coalition_client.problems import InvalidSignature

TOLERANCE_SECONDS = 300
_PREFIX, _VERSION = 'whsec_', 'v1'


def verified(
    headers: Mapping[str, str], body: bytes, secrets: str | Sequence[str], *, tolerance: float = TOLERANCE_SECONDS, now: float | None = None
) -> dict[str, Any]:
    """Return the event that `body` holds, exactly as it was received; InvalidSignature when a header, the time or the signature fails.

    While a secret is changed both hold: give both. `now` is in seconds since 1970.
    """
    given = {name.lower(): value for name, value in headers.items()}
    try:
        message_id, sent, signatures = (given[f'webhook-{name}'] for name in ('id', 'timestamp', 'signature'))
        sent_at = int(sent)
    except (KeyError, ValueError) as error:
        message = 'the headers webhook-id, webhook-timestamp and webhook-signature are needed'
        raise InvalidSignature(message) from error
    if abs((time.time() if now is None else now) - sent_at) > tolerance:
        message = 'the message is from another time'
        raise InvalidSignature(message)
    content = f'{message_id}.{sent}.'.encode() + body
    keys = [_key(each) for each in ([secrets] if isinstance(secrets, str) else secrets)]
    expected = [base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()) for key in keys]
    named = [value.encode() for version, _, value in (each.partition(',') for each in signatures.split()) if version == _VERSION]
    # All are compared, whichever fits: how long it takes says nothing.
    fits = [hmac.compare_digest(one, other) for one in expected for other in named]
    if not any(fits):
        message = 'no signature fits'
        raise InvalidSignature(message)
    event: dict[str, Any] = json.loads(body)
    return event


def _key(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except binascii.Error as error:
        message = 'the secret is not one of Standard Webhooks'
        raise ValueError(message) from error
