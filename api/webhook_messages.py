"""Writes and signs messages to partners as Standard Webhooks 1.0 has it, and reads what is answered."""

import base64
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

CHALLENGE = 'webhook_endpoint.challenge'
_PREFIX = 'whsec_'
_MOST_DIGITS = 9


def body_of(event: str, occurred_at: datetime, data: Mapping[str, Any]) -> str:
    """Return the body of a message, which is kept as it is: what is signed are these very bytes."""
    moment = occurred_at.astimezone(UTC).isoformat().replace('+00:00', 'Z')
    return json.dumps({'type': event, 'timestamp': moment, 'data': data}, separators=(',', ':'))


def secret_as_shown(secret: bytes) -> str:
    """Return a secret as it is shown to its owner and as libraries of Standard Webhooks take it."""
    return f'{_PREFIX}{base64.b64encode(secret).decode()}'


def signatures(secrets: Sequence[bytes], message_id: str, timestamp: int, body: bytes) -> str:
    """Return the header webhook-signature: one signature for each secret that is good."""
    signed = b'.'.join((message_id.encode(), str(timestamp).encode(), body))
    return ' '.join(f'v1,{base64.b64encode(hmac.digest(secret, signed, "sha256")).decode()}' for secret in secrets)


def repeats(challenge: str, answered: bytes) -> bool:
    """Say whether an answer repeats the word it was asked to: as the whole text, or as `challenge` of a JSON object."""
    text = answered.decode('utf-8', 'replace').strip()
    try:
        told = json.loads(text)
    except ValueError:
        told = text
    said = told.get('challenge') if isinstance(told, dict) else told
    return isinstance(said, str) and hmac.compare_digest(said.encode('utf-8', 'replace'), challenge.encode())


def asked_to_wait(retry_after: str | None, now: datetime) -> timedelta:
    """Return for how long Retry-After asks us to wait, in seconds or until a date (RFC 9110, 10.2.3): none if unclear."""
    said = (retry_after or '').strip()
    if said.isascii() and said.isdigit():
        return timedelta(seconds=int(said[:_MOST_DIGITS]))
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return timedelta()
    return max((until if until.tzinfo else until.replace(tzinfo=UTC)) - now, timedelta())
