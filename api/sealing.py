"""Keeps secrets that we must use ourselves: encrypted with a key of COALITION_SECRET, each bound to the record that it belongs to."""

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PURPOSE_OF_WEBHOOKS = 'webhook-secret'
_NONCE_BYTES = 12
_KEY_BYTES = 32


def sealed(key: bytes, purpose: str, record_id: UUID, secret: bytes) -> bytes:
    """Return a secret as it may lie in the database."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + _cipher(key, purpose).encrypt(nonce, secret, record_id.bytes)


def unsealed(key: bytes, purpose: str, record_id: UUID, kept: bytes) -> bytes | None:
    """Return the secret; None when it was sealed with another key, for another purpose or for another record."""
    try:
        return _cipher(key, purpose).decrypt(kept[:_NONCE_BYTES], kept[_NONCE_BYTES:], record_id.bytes)
    except (InvalidTag, ValueError):
        return None


def _cipher(key: bytes, purpose: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), _KEY_BYTES, salt=None, info=f'coalition {purpose}'.encode()).derive(key))
