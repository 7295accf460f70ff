"""A small identity provider (OpenID Connect) as a process of its own, on loopback: real keys, real codes, PKCE checked.

    python -m tests.identity_provider

It prints its address and lets everybody in as whom `/whom` was told last. What it is told to say wrongly, it says wrongly: so a test
shows what is refused. It knows one client.
"""

import base64
import hashlib
import hmac
import json
import secrets
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, urlencode, urlsplit

import httpx
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

# Reading the authorities takes longer than a request; nothing here speaks TLS.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
CLIENT_ID, CLIENT_SECRET = 'coalition', 'a secret of the tests: + & %'
KEY, OTHER_KEY = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b'=').decode()


def _number(value: int) -> str:
    return _text(value.to_bytes((value.bit_length() + 7) // 8))


class Answering(BaseHTTPRequestHandler):
    """One request. What all share: codes that were given out, and whom the provider lets in with which oddities."""

    codes: dict[str, dict[str, str]] = {}  # noqa: RUF012 -- shared on purpose
    whom: dict[str, Any] = {'sub': 'greta'}  # noqa: RUF012 -- the same
    protocol_version = 'HTTP/1.1'

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- as the library names it
        """Say nothing."""

    @property
    def origin(self) -> str:
        """Its own address."""
        return f'http://{self.headers["host"]}'

    def do_GET(self) -> None:
        """Describe itself, show its keys, or let somebody in."""
        parts = urlsplit(self.path)
        if parts.path == '/.well-known/openid-configuration':
            self._describe()
        elif parts.path == '/keys':
            key = KEY.public_key().public_numbers()
            said = {'kty': 'RSA', 'use': 'sig', 'kid': 'one', 'n': _number(key.n), 'e': _number(key.e)}
            self._say({'keys': [said]})
        elif parts.path == '/authorize':
            self._let_in(dict(parse_qsl(parts.query)))
        else:
            self._say({}, 404)

    def do_POST(self) -> None:
        """Give a token for a code; or be told whom to let in."""
        body = self.rfile.read(int(self.headers['content-length'])).decode()
        if self.path == '/whom':
            type(self).whom = json.loads(body)
            self._say({})
        else:
            self._exchange({name: values[0] for name, values in parse_qs(body).items()})

    def _describe(self) -> None:
        odd = self.whom.get('odd', '')
        if odd == 'describes nothing':
            self._say({'padding': 'x' * 300_000} if self.whom.get('large') else {})
            return
        self._say(
            {
                'issuer': 'https://elsewhere.example' if odd == 'another issuer' else self.origin,
                'authorization_endpoint': f'{self.origin}/authorize',
                'token_endpoint': f'{self.origin}/token',
                'jwks_uri': f'{self.origin}/keys',
                'token_endpoint_auth_methods_supported': ['client_secret_post' if odd == 'secret in the form' else 'client_secret_basic'],
            }
        )

    def _let_in(self, asked: dict[str, str]) -> None:
        assert asked['response_type'] == 'code'
        assert 'openid' in asked['scope'].split()
        assert asked['code_challenge_method'] == 'S256'
        assert asked['client_id'] == CLIENT_ID
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        said = {'error': 'access_denied'} if self.whom.get('odd') == 'denied' else {'code': code}
        back = {**said, 'state': asked['state']}
        self.send_response(302)
        self.send_header('Location', f'{asked["redirect_uri"]}?{urlencode(back)}')
        self.send_header('Content-Length', '0')
        self.end_headers()

    def _exchange(self, sent: dict[str, str]) -> None:
        odd = self.whom.get('odd', '')
        if odd == 'hangs':
            time.sleep(self.whom.get('seconds', 30))
        if odd == 'redirects':
            self.send_response(307)
            self.send_header('Location', f'{self.origin}/elsewhere')
            self.send_header('Content-Length', '0')
            self.end_headers()
            return
        asked = self.codes.pop(sent.get('code', ''), None)
        challenge = _text(hashlib.sha256(sent.get('code_verifier', '').encode()).digest())
        if not self._is_client(sent):
            self._say({'error': 'invalid_client'}, 401)
        elif asked is None or asked['redirect_uri'] != sent.get('redirect_uri') or challenge != asked['code_challenge']:
            self._say({'error': 'invalid_grant'}, 400)
        else:
            token = {'access_token': 'x', 'token_type': 'Bearer', 'expires_in': 60, 'id_token': self._id_token(asked)}
            self._say(token | ({'padding': 'x' * 300_000} if odd == 'too large' else {}))

    def _is_client(self, sent: dict[str, str]) -> bool:
        basic = base64.b64encode(f'{quote(CLIENT_ID)}:{quote(CLIENT_SECRET)}'.encode()).decode()
        plain = base64.b64encode(f'{CLIENT_ID}:{CLIENT_SECRET}'.encode()).decode()
        in_form = (sent.get('client_id'), sent.get('client_secret')) == (CLIENT_ID, CLIENT_SECRET)
        return self.headers.get('authorization') in {f'Basic {basic}', f'Basic {plain}'} or in_form

    def _id_token(self, asked: dict[str, str]) -> str:
        odd, now = self.whom.get('odd', ''), int(time.time()) + self.whom.get('clock', 0)
        claims: dict[str, Any] = {'iss': self.origin, 'aud': CLIENT_ID, 'nonce': asked['nonce'], 'iat': now, 'exp': now + 300}
        claims |= {name: value for name, value in self.whom.items() if name not in {'odd', 'clock', 'seconds', 'large'}}
        claims = {name: value for name, value in claims.items() if value is not None}
        header = {'alg': {'unsigned': 'none', 'signed with the secret': 'HS256'}.get(odd, 'RS256'), 'kid': 'one', 'typ': 'JWT'}
        said = '.'.join(_text(json.dumps(part).encode()) for part in (header, claims))
        if odd == 'unsigned':
            return f'{said}.'
        if odd == 'signed with the secret':
            return f'{said}.{_text(hmac.digest(CLIENT_SECRET.encode(), said.encode(), "sha256"))}'
        key = OTHER_KEY if odd == 'another key' else KEY
        return f'{said}.{_text(key.sign(said.encode(), padding.PKCS1v15(), hashes.SHA256()))}'

    def _say(self, said: dict[str, Any], code: int = 200) -> None:
        body = json.dumps(said).encode()
        self.send_response(code)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class RunningProvider:
    """The process, from outside."""

    def __init__(self, url: str) -> None:
        self.url = url

    def lets_in(self, **whom: object) -> None:
        """Say whom it lets in from now on, and with which oddity; a claim of None is left out."""
        httpx.post(f'{self.url}/whom', json={'sub': 'greta', **whom}, verify=NO_TLS).raise_for_status()

    def settings(self) -> dict[str, str]:
        """Return the variables with which the service knows it."""
        said = {'ISSUER': self.url, 'CLIENT_ID': CLIENT_ID, 'CLIENT_SECRET': CLIENT_SECRET, 'LABEL': 'City login'}
        return {f'COALITION_OIDC_{name}': value for name, value in said.items()}

    def visited(self, location: str) -> dict[str, str]:
        """Go where the service sends a browser, and return what the provider sends it back with."""
        answer = httpx.get(location, verify=NO_TLS)
        assert answer.status_code == 302, answer.text
        return dict(parse_qsl(urlsplit(answer.headers['location']).query))


@contextmanager
def provider_process() -> Iterator[RunningProvider]:
    """Run it, and end it."""
    root = Path(__file__).parents[1]
    with subprocess.Popen([sys.executable, '-m', 'tests.identity_provider'], cwd=root, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield RunningProvider(process.stdout.readline().strip())
        finally:
            process.kill()


if __name__ == '__main__':
    server = ThreadingHTTPServer(('127.0.0.1', 0), Answering)
    print(f'http://127.0.0.1:{server.server_address[1]}', flush=True)  # noqa: T201 -- it is asked for
    server.serve_forever()
