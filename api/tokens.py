"""The one module that makes and reads access tokens: python-jose behind one algorithm, one key and required claims.

python-jose 3.5 accepts forged tokens when algorithms are mixed and a DER key is at hand; here there is one symmetric key,
HS256 alone, and any header that asks for more (`crit`, another `alg`) is refused before the signature is looked at.
"""

import time
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from jose import jwt
from jose.exceptions import JWTError

from api import clock

ISSUER = 'coalition'
AUDIENCE = 'coalition-api'
LIFETIME_SECONDS = 600
_ALGORITHM = 'HS256'
_SHORTEST_SECRET = 32
_OPTIONS = {f'require_{claim}': True for claim in ('exp', 'aud', 'iss', 'sub', 'iat')}


@dataclass(frozen=True, slots=True)
class Claims:
    """What a valid token says: which client, and the scopes it was issued with."""

    client_id: UUID
    scopes: frozenset[str]


def issue(secret: bytes, client_id: UUID, scopes: frozenset[str]) -> str:
    """Return a signed token for `client_id`, good for ten minutes."""
    now = int(clock.now().timestamp())
    claims = {
        'iss': ISSUER,
        'aud': AUDIENCE,
        'sub': str(client_id),
        'iat': now,
        'exp': now + LIFETIME_SECONDS,
        'scope': ' '.join(sorted(scopes)),
    }
    return str(jwt.encode(claims, _key(secret), algorithm=_ALGORITHM))


def read(secret: bytes, token: str) -> Claims | None:
    """Return what `token` says, or None when it is not one of ours, expired or altered."""
    try:
        claims, expires_at = _verified(secret, token)
    except (JWTError, ValueError, AttributeError, TypeError):
        return None
    return claims if time.time() < expires_at else None


@lru_cache(maxsize=2048)
def _verified(secret: bytes, token: str) -> tuple[Claims, int]:
    """Return what a token says and when it expires. A good signature stays good, so it is looked at once; a bad one is not kept."""
    header = jwt.get_unverified_header(token)
    if header.get('alg') != _ALGORITHM or set(header) - {'alg', 'typ'}:
        raise JWTError
    claims = jwt.decode(token, _key(secret), algorithms=[_ALGORITHM], audience=AUDIENCE, issuer=ISSUER, options=_OPTIONS)
    return Claims(UUID(str(claims['sub'])), frozenset(str(claims.get('scope', '')).split())), int(claims['exp'])


def _key(secret: bytes) -> bytes:
    if len(secret) < _SHORTEST_SECRET:
        message = f'the signing secret needs {_SHORTEST_SECRET} characters'
        raise ValueError(message)
    return b'access-token:' + secret
