"""Knows what a passkey proves (WebAuthn): the only module that reads what a browser and a device say. It keeps nothing.

Whatever they send, the answer is yes or no: what cannot be read is no.
"""

import base64
import binascii
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from webauthn import verify_authentication_response, verify_registration_response
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.exceptions import WebAuthnException

from api.models.passkeys import PasskeyProof

# Elliptic curves first; RSA for devices that know nothing else.
_ALGORITHMS = [
    COSEAlgorithmIdentifier.ECDSA_SHA_256,
    COSEAlgorithmIdentifier.EDDSA,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
]
ALGORITHMS = tuple(int(each) for each in _ALGORITHMS)
_SHORTEST_ID, _LONGEST_ID = 16, 1023
Answer = TypeVar('Answer')


@dataclass(frozen=True, slots=True)
class Site:
    """What passkeys are bound to: the domain of the address that people type, and the whole of it."""

    rp_id: str
    origin: str


@dataclass(frozen=True, slots=True)
class Made:
    """What is kept of a new passkey."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def site_at(public_url: str) -> Site | None:
    """Return what passkeys are bound to under this address; None where browsers make none: they want a name, and a safe connection."""
    parts = urlsplit(public_url)
    host = parts.hostname or ''
    try:
        ipaddress.ip_address(host)
    except ValueError:
        is_here = host == 'localhost' or host.endswith('.localhost')
        return Site(host, public_url) if parts.scheme == 'https' or is_here else None
    return None


def from_text(value: str) -> bytes:
    """Return the bytes that travelled as base64url; of what is none, nothing."""
    try:
        return base64.urlsafe_b64decode(value + '=' * (-len(value) % 4))
    except binascii.Error:
        return b''


def made(site: Site, challenge: bytes, client_data: str, attestation_object: str) -> Made | None:
    """Return the passkey that a device has made to answer a challenge; None when it has not, or did not verify its user."""
    # The id is in what the device says of its key; what the browser adds to it is not needed.
    said = {'clientDataJSON': client_data, 'attestationObject': attestation_object}
    found = _read(
        lambda: verify_registration_response(
            credential={'id': 'AA', 'rawId': 'AA', 'type': 'public-key', 'response': said},
            expected_challenge=challenge,
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            require_user_verification=True,
            supported_pub_key_algs=_ALGORITHMS,
        )
    )
    if found is None or len(found.credential_id) > _LONGEST_ID or len(found.credential_id) < _SHORTEST_ID:
        return None
    return Made(found.credential_id, found.credential_public_key, found.sign_count)


def proven(site: Site, challenge: bytes, proof: PasskeyProof, public_key: bytes, *, sign_count: int, user: bytes) -> int | None:
    """Return the new count of a passkey that was proven to answer a challenge; None when it was not.

    The device must have verified its user, name that `user` if it names any, and have counted on, if it counts.
    """
    if proof.user_handle is not None and from_text(proof.user_handle) != user:
        return None
    said = {'clientDataJSON': proof.client_data, 'authenticatorData': proof.authenticator_data, 'signature': proof.signature}
    found = _read(
        lambda: verify_authentication_response(
            credential={'id': proof.credential_id, 'rawId': proof.credential_id, 'type': 'public-key', 'response': said},
            expected_challenge=challenge,
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    )
    return None if found is None else found.new_sign_count


def _read(verify: Callable[[], Answer]) -> Answer | None:
    try:
        return verify()
    except (WebAuthnException, UnsupportedAlgorithm, ValueError, TypeError, LookupError, OverflowError):
        return None
