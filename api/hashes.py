"""Knows the secrets the service hands out and the hashes it keeps of them: standard library only, so that the worker stays small.

A sign-in mail's link and code are derived from the server's key and the id of the request for them: every attempt to send
the mail writes the same mail, so whichever copy arrives works, and neither the database nor the outbox holds either.
"""

import base64
import hashlib
import hmac
import secrets
from typing import Literal
from uuid import UUID


def new_token() -> str:
    """Return a random token of 256 bits, in letters, digits, - and _."""
    return secrets.token_urlsafe(32)


def new_key() -> bytes:
    """Return a random key of 256 bits."""
    return secrets.token_bytes(32)


def hashed(token: str) -> bytes:
    """Return what is kept of a token of ours; it carries 256 bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode('utf-8', 'replace')).digest()


def hashed_address(mail: str) -> bytes:
    """Return what is kept of an address that may belong to nobody known: enough to count requests for it."""
    return hashed(f'address:{mail.lower()}')


def hashed_code(link_id: UUID, code: str) -> bytes:
    """Return what is kept of a six-digit code. It could be guessed from the hash; without the browser's cookie it opens nothing."""
    return hashed(f'code:{link_id}:{code}')


def sign_in_token(key: bytes, link_id: UUID) -> str:
    """Return the token of a mail's link."""
    return base64.urlsafe_b64encode(_derived(key, 'sign-in-link', link_id)).rstrip(b'=').decode()


def sign_in_code(key: bytes, link_id: UUID) -> str:
    """Return the six digits of the same mail."""
    return f'{int.from_bytes(_derived(key, "sign-in-code", link_id)) % 1_000_000:06}'


def invitation_token(key: bytes, invitation_id: UUID, sendings: int) -> str:
    """Return the token of an invitation's link, another one each time that it is sent anew."""
    return base64.urlsafe_b64encode(_derived(key, f'invitation-{sendings}', invitation_id)).rstrip(b'=').decode()


def progress_token(key: bytes, asking_id: UUID, sendings: int) -> str:
    """Return the token of the link by which somebody says how their actions stand, another one each time that it is sent anew."""
    return base64.urlsafe_b64encode(_derived(key, f'progress-{sendings}', asking_id)).rstrip(b'=').decode()


def message_token(key: bytes, message_id: UUID) -> str:
    """Return the token of the link by which a stranger confirms a message."""
    return base64.urlsafe_b64encode(_derived(key, 'message', message_id)).rstrip(b'=').decode()


def challenge_bytes(key: bytes, challenge_id: UUID) -> bytes:
    """Return what a passkey must sign."""
    return _derived(key, 'passkey-challenge', challenge_id)


def challenge_word(key: bytes, purpose: Literal['state', 'nonce', 'verifier'], challenge_id: UUID) -> str:
    """Return a word that goes to the identity provider and must come back, or be shown there later; each purpose has its own."""
    return base64.urlsafe_b64encode(_derived(key, f'provider-{purpose}', challenge_id)).rstrip(b'=').decode()


def _derived(key: bytes, purpose: str, link_id: UUID) -> bytes:
    return hmac.digest(key, f'{purpose}:{link_id}'.encode(), 'sha256')
