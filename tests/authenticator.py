"""A device that makes and proves passkeys, in software: what WebAuthn asks of an authenticator and of the browser before it."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


def text(value: bytes) -> str:
    """Return bytes in base64url, as they travel."""
    return base64.urlsafe_b64encode(value).rstrip(b'=').decode()


def from_text(value: str) -> bytes:
    """Return the bytes that travelled so."""
    return base64.urlsafe_b64decode(value + '=' * (-len(value) % 4))


@dataclass
class Device:
    """One device with one passkey. `flags` and `origin` are what it would say; a test may let it say something else."""

    origin: str
    flags: int = PRESENT | VERIFIED
    counts: bool = True
    count: int = 0
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    user: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def made(self, asked: dict[str, Any], name: str = 'Work laptop', **instead: str) -> dict[str, Any]:
        """Make the passkey that was asked for and return the body of its registration; `instead` changes what the browser says."""
        self.user = from_text(asked['user_id'])
        point = self.key.public_key().public_numbers()
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)})
        attested = b'\0' * 16 + len(self.credential_id).to_bytes(2) + self.credential_id + public
        data = self._data(asked['rp_id'], self.flags | WITH_KEY) + attested
        attestation = cbor2.dumps({'fmt': 'none', 'attStmt': {}, 'authData': data})
        said = self._said('webauthn.create', asked, instead)
        return {'name': name, 'client_data': text(said), 'attestation_object': text(attestation)}

    def proven(self, asked: dict[str, Any], **instead: str) -> dict[str, Any]:
        """Prove the passkey and return the proof."""
        self.count += self.counts
        said, data = self._said('webauthn.get', asked, instead), self._data(asked['rp_id'], self.flags)
        signature = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        return {
            'credential_id': text(self.credential_id),
            'client_data': text(said),
            'authenticator_data': text(data),
            'signature': text(signature),
            'user_handle': text(self.user),
        }

    def _said(self, kind: str, asked: dict[str, Any], instead: dict[str, str]) -> bytes:
        said = {'type': kind, 'challenge': asked['challenge'], 'origin': self.origin, 'crossOrigin': False}
        return json.dumps(said | instead).encode()

    def _data(self, rp_id: str, flags: int) -> bytes:
        return hashlib.sha256(rp_id.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)
