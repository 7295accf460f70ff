"""Speaks with the identity provider (OpenID Connect): code flow with PKCE, one client, one way. The only module that knows how.

Whatever the provider sends is bounded in size and time, no redirect is followed, and few requests wait for it at a time: a provider
that hangs holds nobody up who signs in otherwise.
"""

import base64
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from api import clock
from api.settings import Settings

# Signed with a key that the provider alone has; nothing else is believed.
ALGORITHMS = ('RS256', 'PS256', 'ES256')
LEEWAY_SECONDS = 60
MOST_BYTES = 200_000
MOST_SECONDS = 10
MOST_AT_A_TIME = 3
_KEPT_SECONDS = 60
_TIMEOUT = httpx.Timeout(5)
_LONGEST_SUBJECT = 255


class Silent:
    """The provider does not answer, or not as a provider does."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What the provider says: who it is, their verified mail address, and whether they have proven it just now."""

    subject: str
    mail: str | None
    proven: bool


class _Bounded(httpx.HTTPTransport):
    """Reads an answer whole, up to a size and a time."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.headers['Accept-Encoding'] = 'identity'
        until, body = time.monotonic() + MOST_SECONDS, b''
        answer = super().handle_request(request)
        try:
            for part in answer.iter_raw():
                body += part
                if len(body) > MOST_BYTES or time.monotonic() > until:
                    raise httpx.ReadError('too large or too slow')
        finally:
            answer.close()
        if 'content-encoding' in answer.headers:
            raise httpx.DecodingError('compressed all the same')
        return httpx.Response(answer.status_code, headers=answer.headers, content=body, request=request)


class Provider:
    """The identity provider. What it says of itself and its keys are asked at most once a minute."""

    def __init__(self, *, issuer: str, client_id: str, client_secret: str, label: str, redirect: str, mail_domains: frozenset[str]) -> None:
        self.issuer = issuer
        self.label = label
        self.mail_domains = mail_domains
        self._client_id = client_id
        self._client_secret = client_secret
        self._redirect = redirect
        self._tls: ssl.SSLContext | None = None
        self._asking = threading.BoundedSemaphore(MOST_AT_A_TIME)
        self._known: dict[str, tuple[float, dict[str, Any]]] = {}

    def page(self, *, state: str, nonce: str, verifier: str) -> str | Silent:
        """Return the address at which people sign in there."""
        with self._client() as client:
            found = self._described(client)
        if isinstance(found, Silent):
            return found
        address: str = prepare_grant_uri(
            found['authorization_endpoint'],
            client_id=self._client_id,
            response_type='code',
            redirect_uri=self._redirect,
            scope='openid email',
            state=state,
            nonce=nonce,
            code_challenge=create_s256_code_challenge(verifier),  # type: ignore[no-untyped-call]  # its stub leaves it untyped
            code_challenge_method='S256',
        )
        return address

    def claims(self, code: str, *, nonce: str, verifier: str, since: datetime) -> Claims | Silent | None:
        """Exchange a code and return what the provider says of whoever was there `since`; None when it cannot be believed."""
        with self._client() as client:
            found = self._described(client)
            if isinstance(found, Silent):
                return found
            signed = self._exchanged(client, found, code, verifier)
            if not isinstance(signed, str):
                return signed
            keys = self._fetched(client, found['jwks_uri'])
            return keys if isinstance(keys, Silent) else self._believed(signed, keys, nonce, since)

    def _client(self) -> httpx.Client:
        """Return a client for one errand; reading the authorities takes longer than most errands, so that is done once."""
        self._tls = self._tls or httpx.create_ssl_context(trust_env=False)
        return httpx.Client(transport=_Bounded(verify=self._tls, trust_env=False), timeout=_TIMEOUT, trust_env=False)

    def _described(self, client: httpx.Client) -> dict[str, Any] | Silent:
        """Return what the provider says of itself, if it is the one that is meant."""
        found = self._fetched(client, f'{self.issuer.rstrip("/")}/.well-known/openid-configuration')
        places = ('authorization_endpoint', 'token_endpoint', 'jwks_uri')
        if isinstance(found, Silent) or found.get('issuer') != self.issuer or not all(self._is_safe(found.get(name)) for name in places):
            return Silent()
        return found

    def _is_safe(self, address: object) -> bool:
        return isinstance(address, str) and urlsplit(address).scheme in {'https', urlsplit(self.issuer).scheme}

    def _fetched(self, client: httpx.Client, address: str) -> dict[str, Any] | Silent:
        """Return the JSON object at an address, as it was at most a minute ago."""
        at, known = self._known.get(address, (0.0, {}))
        if known and time.monotonic() - at < _KEPT_SECONDS:
            return known
        answer = self._asked(lambda: client.get(address))
        if isinstance(answer, Silent) or answer.status_code != httpx.codes.OK:
            return Silent()
        found = _object_in(answer)
        if found is None:
            return Silent()
        self._known[address] = (time.monotonic(), found)
        return found

    def _exchanged(self, client: httpx.Client, described: dict[str, Any], code: str, verifier: str) -> str | Silent | None:
        """Return the ID token for a code; None when the provider does not take the code."""
        headers = {'Content-Type': 'application/x-www-form-urlencoded', 'Accept': 'application/json'}
        wish = {'code': code, 'redirect_uri': self._redirect, 'code_verifier': verifier}
        if 'client_secret_basic' in described.get('token_endpoint_auth_methods_supported', ['client_secret_basic']):
            # Each part is encoded on its own before (RFC 6749, section 2.3.1).
            parts = ':'.join(quote(part, safe='') for part in (self._client_id, self._client_secret))
            headers['Authorization'] = f'Basic {base64.b64encode(parts.encode()).decode()}'
        else:
            wish |= {'client_id': self._client_id, 'client_secret': self._client_secret}
        body = prepare_token_request('authorization_code', **wish)
        answer = self._asked(lambda: client.post(described['token_endpoint'], content=body, headers=headers))
        if isinstance(answer, Silent) or answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            return Silent()
        found = _object_in(answer) if answer.status_code == httpx.codes.OK else None
        signed = found.get('id_token') if found else None
        return signed if isinstance(signed, str) else None

    def _asked(self, ask: Callable[[], httpx.Response]) -> httpx.Response | Silent:
        if not self._asking.acquire(blocking=False):
            return Silent()
        try:
            return ask()
        except httpx.HTTPError:
            return Silent()
        finally:
            self._asking.release()

    def _believed(self, signed: str, keys: dict[str, Any], nonce: str, since: datetime) -> Claims | None:
        """Return what a token says, once everything is right that makes it ours (OpenID Connect Core 1.0, 3.1.3.7)."""
        now = int(clock.now().timestamp())
        registry = jwt.JWTClaimsRegistry(
            now=now,
            leeway=LEEWAY_SECONDS,
            iss={'essential': True, 'value': self.issuer},
            aud={'essential': True, 'value': self._client_id},
            sub={'essential': True},
            exp={'essential': True},
            iat={'essential': True},
            nonce={'essential': True, 'value': nonce},
        )
        try:
            claims = jwt.decode(signed, KeySet.import_key_set({'keys': keys['keys']}), algorithms=list(ALGORITHMS)).claims
            registry.validate(claims)
        except (JoseError, ValueError, TypeError, KeyError):
            return None
        subject, audience = claims['sub'], claims['aud']
        alone = audience in (self._client_id, [self._client_id])
        if claims.get('azp', self._client_id if alone else None) != self._client_id:
            return None
        if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT:
            return None
        mail, proven_at = claims.get('email'), claims.get('auth_time')
        is_verified = claims.get('email_verified') is True and isinstance(mail, str)
        proven = isinstance(proven_at, int) and since.timestamp() - LEEWAY_SECONDS <= proven_at <= now + LEEWAY_SECONDS
        return Claims(subject, mail if is_verified else None, proven)


def _object_in(answer: httpx.Response) -> dict[str, Any] | None:
    try:
        found = answer.json()
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def provider_of(settings: Settings) -> Provider | None:
    """Return the identity provider that the settings name, if they name one."""
    if settings.oidc_issuer is None or settings.oidc_client_id is None or settings.oidc_client_secret is None:
        return None
    return Provider(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret.get_secret_value(),
        label=settings.provider_label or settings.oidc_issuer,
        redirect=f'{settings.public_url}/sign-in',
        mail_domains=frozenset(settings.oidc_mail_domains),
    )
