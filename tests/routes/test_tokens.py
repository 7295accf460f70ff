"""Access tokens exactly as RFC 6749 has them."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote_plus
from uuid import UUID, uuid4

import httpx
import pytest
from jose import jwt
from sqlalchemy import text

from api import tokens
from api.database import Database
from tests.conftest import NO_TLS, Service
from tests.routes.conftest import Somebody, World, problem

Clock = Callable[[datetime], None]
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
GRANT = {'grant_type': 'client_credentials'}


@dataclass
class Machine:
    """A client as its owner knows it."""

    id: str
    secret: str

    @property
    def form(self) -> dict[str, str]:
        return {**GRANT, 'client_id': self.id, 'client_secret': self.secret}


@pytest.fixture
def machine(office: Somebody, world: World) -> Machine:
    scopes = ['cities:read', 'memberships:write']
    made = office.post('/v1/api-clients', json={'name': 'Sync', 'network_id': str(world.network), 'scopes': scopes}).json()
    return Machine(made['id'], made['client_secret'])


def ask(http: httpx.Client, form: dict[str, Any] | str, **headers: str) -> httpx.Response:
    body = form if isinstance(form, str) else httpx.QueryParams(form).__str__()
    answer = http.post('/v1/oauth/token', content=body, headers={'Content-Type': 'application/x-www-form-urlencoded', **headers})
    assert answer.headers['cache-control'] == 'no-store'
    return answer


def basic(client_id: str, secret: str) -> str:
    return 'Basic ' + base64.b64encode(f'{client_id}:{secret}'.encode()).decode()


def refusal(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers['content-type'] == 'application/json'
    body = answer.json()
    assert set(body) == {'error', 'error_description'}
    assert body['error_description'].isascii()
    return answer.status_code, body['error']


def test_a_client_gets_a_bearer_token_with_its_scopes_for_ten_minutes(http: httpx.Client, machine: Machine, service: Service) -> None:
    answer = ask(http, machine.form)
    assert answer.status_code == 200
    assert answer.headers['pragma'] == 'no-cache'
    body = answer.json()
    assert {name: body[name] for name in ('token_type', 'expires_in', 'scope')} == {
        'token_type': 'Bearer', 'expires_in': 600, 'scope': 'cities:read memberships:write',
    }  # fmt: skip
    claims = tokens.read(service.app.state.settings.signing_key, body['access_token'])
    assert claims is not None
    assert claims.client_id == UUID(machine.id)
    bearer = {'Authorization': f'Bearer {body["access_token"]}'}
    assert http.get('/v1/cities', headers=bearer).status_code == 200
    assert problem(http.get('/v1/people', headers=bearer)) == (403, 'insufficient-scope')


def test_http_basic_does_as_well_with_percent_encoding(http: httpx.Client, machine: Machine) -> None:
    for header in (basic(machine.id, machine.secret), basic(quote_plus(machine.id), quote_plus(machine.secret)).replace('Basic', 'basic')):
        assert ask(http, GRANT, Authorization=header).status_code == 200
    assert ask(http, {**GRANT, 'client_id': machine.id}, Authorization=basic(machine.id, machine.secret)).status_code == 200


def test_a_token_may_be_asked_for_with_fewer_scopes_and_never_with_more(http: httpx.Client, machine: Machine) -> None:
    assert ask(http, {**machine.form, 'scope': 'cities:read'}).json()['scope'] == 'cities:read'
    assert ask(http, {**machine.form, 'scope': ''}).json()['scope'] == 'cities:read memberships:write'
    for scope in ('admin', 'cities:read admin', 'nothing', '\x00'):
        assert refusal(ask(http, {**machine.form, 'scope': scope})) == (400, 'invalid_scope')


def test_an_unknown_client_is_answered_as_one_with_a_wrong_secret(http: httpx.Client, machine: Machine) -> None:
    wrong = [
        {**machine.form, 'client_secret': 'coal_wrong'},
        {**machine.form, 'client_id': str(uuid4())},
        {**machine.form, 'client_id': 'no-uuid'},
    ]
    answers = [ask(http, form) for form in wrong]
    assert {refusal(answer) for answer in answers} == {(401, 'invalid_client')}
    assert len({answer.content for answer in answers}) == 1
    by_header = ask(http, GRANT, Authorization=basic(machine.id, 'coal_wrong'))
    assert refusal(by_header) == (401, 'invalid_client')
    assert {answer.headers['www-authenticate'] for answer in (by_header, *answers)} == {'Basic realm="coalition"'}


@pytest.mark.parametrize('header', ['Basic', 'Basic !!!', 'Basic Zm9v', 'Bearer abc', 'Basic /////w=='])
def test_a_header_that_is_not_http_basic_is_no_authentication(http: httpx.Client, machine: Machine, header: str) -> None:
    assert machine.id
    answer = ask(http, GRANT, Authorization=header)
    assert refusal(answer) == (401, 'invalid_client')
    assert 'www-authenticate' in answer.headers


def test_what_the_standard_calls_invalid_is_called_so(http: httpx.Client, machine: Machine) -> None:
    form = machine.form
    cases: list[tuple[dict[str, str] | str, str]] = [
        ({}, 'invalid_request'),
        ({'client_id': machine.id, 'client_secret': machine.secret}, 'invalid_request'),
        ({**form, 'grant_type': ''}, 'invalid_request'),
        ({**form, 'grant_type': 'password'}, 'unsupported_grant_type'),
        (str(httpx.QueryParams(form)) + '&scope=a&scope=b', 'invalid_request'),
        (str(httpx.QueryParams(form)) + '&grant_type=client_credentials', 'invalid_request'),
        (str(httpx.QueryParams(form)) + '&client_secret=again', 'invalid_request'),
    ]
    for body, error in cases:
        assert refusal(ask(http, body)) == (400, error), body
    twice = ask(http, form, Authorization=basic(machine.id, machine.secret))
    assert refusal(twice) == (400, 'invalid_request')
    two = ask(http, {**GRANT, 'client_id': str(uuid4())}, Authorization=basic(machine.id, machine.secret))
    assert refusal(two) == (400, 'invalid_request')
    assert refusal(ask(http, GRANT)) == (401, 'invalid_client')


def test_what_is_not_known_is_ignored_as_the_standard_asks(http: httpx.Client, machine: Machine) -> None:
    assert ask(http, {**machine.form, 'audience': 'coalition', 'resource': 'x'}).status_code == 200


@pytest.mark.parametrize(
    'body',
    [
        'grant_type=client_credentials&client_id=%00&client_secret=%00',
        'grant_type=client_credentials&client_id=%ED%A0%80&client_secret=%ED%A0%80',
        'grant_type=client_credentials&client_id=%FF%FE&client_secret=%FF',
        'grant_type=%00',
        '&&&===',
        'grant_type[]=client_credentials',
        'client_id=' + 'x' * 100_000,
    ],
)
def test_bad_forms_are_refused_and_never_break_anything(http: httpx.Client, machine: Machine, body: str) -> None:
    assert machine.id
    assert refusal(ask(http, body))[0] in {400, 401}


def test_a_form_of_thousands_of_fields_is_not_read(http: httpx.Client) -> None:
    assert problem(ask(http, '&'.join(f'a{number}=1' for number in range(3000)))) == (400, 'malformed-request')


def test_only_a_form_is_taken(http: httpx.Client, machine: Machine) -> None:
    assert problem(http.post('/v1/oauth/token', json=machine.form)) == (415, 'unsupported-media-type')
    assert problem(http.post('/v1/oauth/token', files={'grant_type': b'client_credentials'})) == (415, 'unsupported-media-type')
    assert problem(http.post('/v1/oauth/token?grant_type=client_credentials', data=machine.form)) == (422, 'validation-failed')
    assert http.get('/v1/oauth/token').headers['allow'] == 'OPTIONS, POST'


def test_an_ended_or_expired_client_gets_no_token_and_its_tokens_are_refused(
    http: httpx.Client, machine: Machine, office: Somebody, clock: Clock
) -> None:
    token = ask(http, machine.form).json()['access_token']
    client = office.get(f'/v1/api-clients/{machine.id}').json()
    clock(datetime.fromisoformat(client['expires_at']) + timedelta(seconds=1))
    assert refusal(ask(http, machine.form)) == (401, 'invalid_client')
    clock(datetime.fromisoformat(client['created_at']) + timedelta(seconds=5))
    assert ask(http, machine.form).status_code == 200
    assert office.delete(f'/v1/api-clients/{machine.id}', headers={'If-Match': '*'}).status_code == 204
    assert refusal(ask(http, machine.form)) == (401, 'invalid_client')
    assert problem(http.get('/v1/cities', headers={'Authorization': f'Bearer {token}'})) == (401, 'invalid-token')


def test_use_is_noted_once_a_minute(http: httpx.Client, machine: Machine, database: Database, clock: Clock) -> None:
    def last_used() -> datetime:
        with database.autocommit.connect() as connection:
            found = connection.execute(text('SELECT last_used_at FROM api_clients WHERE id = :id'), {'id': machine.id})
            return datetime.fromisoformat(str(found.scalar_one()))

    for seconds, noted in ((0, 0), (59, 0), (61, 61)):
        clock(NOW + timedelta(seconds=seconds))
        assert ask(http, machine.form).status_code == 200
        assert last_used() == NOW + timedelta(seconds=noted)


def test_a_token_that_was_used_is_refused_all_the_same_once_it_has_expired(
    http: httpx.Client, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    bearer = {'Authorization': f'Bearer {ask(http, machine.form).json()["access_token"]}'}
    assert http.get('/v1/cities', headers=bearer).status_code == 200
    later = time.time() + tokens.LIFETIME_SECONDS + 1
    monkeypatch.setattr('api.tokens.time.time', lambda: later)
    assert problem(http.get('/v1/cities', headers=bearer)) == (401, 'invalid-token')


def forged(key: bytes, headers: dict[str, Any] | None = None, algorithm: str = 'HS256', **changes: Any) -> str:
    """Sign what a token of ours says, with changes; a claim that is None is left out."""
    now = int(time.time())
    claims = {'iss': tokens.ISSUER, 'aud': tokens.AUDIENCE, 'iat': now, 'exp': now + 600, 'scope': 'cities:read', **changes}
    said = {name: value for name, value in claims.items() if value is not None}
    return str(jwt.encode(said, key, algorithm=algorithm, headers=headers))


def test_only_a_token_that_is_ours_whole_and_of_now_is_accepted(http: httpx.Client, machine: Machine, service: Service) -> None:
    secret: bytes = service.app.state.settings.signing_key
    ours, now = b'access-token:' + secret, int(time.time())

    def asked(token: str) -> int:
        return http.get('/v1/cities', headers={'Authorization': f'Bearer {token}'}).status_code

    good = forged(ours, sub=machine.id)
    head, body, signature = good.split('.')
    more = base64.urlsafe_b64encode(base64.urlsafe_b64decode(body + '==').replace(b'cities:read', b'cities:admin')).rstrip(b'=').decode()
    none = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').rstrip(b'=').decode()
    assert asked(good) == 200
    refused = {
        'a changed body': f'{head}.{more}.{signature}',
        'no signature': f'{head}.{body}.',
        'no algorithm': f'{none}.{body}.',
        'the secret without its purpose': forged(secret, sub=machine.id),
        'another key': forged(b'x' * 40, sub=machine.id),
        'another algorithm': forged(ours, algorithm='HS512', sub=machine.id),
        'a key of its own': forged(ours, {'jwk': {'kty': 'oct', 'k': 'eA'}}, sub=machine.id),
        'the address of a key': forged(ours, {'jku': 'https://evil.example/keys'}, sub=machine.id),
        'for somebody else': forged(ours, sub=machine.id, aud='another-api'),
        'for nobody': forged(ours, sub=machine.id, aud=None),
        'from somebody else': forged(ours, sub=machine.id, iss='another'),
        'without an end': forged(ours, sub=machine.id, exp=None),
        'too old': forged(ours, sub=machine.id, iat=now - 700, exp=now - 100),
        'not yet': forged(ours, sub=machine.id, nbf=now + 100),
        'about nobody': forged(ours),
        'about no client': forged(ours, sub='graz'),
        'about a client that is not there': forged(ours, sub=str(uuid4())),
    }
    assert {name: asked(token) for name, token in refused.items()} == dict.fromkeys(refused, 401)


def by_hand(claims: dict[str, Any], key: bytes, header: dict[str, Any], *, digest: Any = hashlib.sha256) -> str:
    """Return a token as an attacker would make it by hand: any header, any claims, any key."""
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b'=') for part in (header, claims)]
    signature = hmac.new(key, b'.'.join(parts), digest).digest() if key or digest is hashlib.sha256 else b''
    return b'.'.join([*parts, base64.urlsafe_b64encode(signature).rstrip(b'=')]).decode()


HS256 = {'alg': 'HS256', 'typ': 'JWT'}
DER_KEY = base64.b64decode(
    'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYD54V/vp+54P9DXarYqx4MPcm+HKRIQzNasYSoRQHQ/6S6Ps8tpMcT+KvIIC8W/e9k0W7Cm72M1P9jU7SLf/vg=='
)


def test_a_token_that_is_forged_expired_or_for_somebody_else_is_refused(http: httpx.Client, machine: Machine, service: Service) -> None:
    secret = service.app.state.settings.signing_key
    ours = b'access-token:' + secret
    now = int(time.time())
    good = {'iss': tokens.ISSUER, 'aud': tokens.AUDIENCE, 'sub': machine.id, 'iat': now, 'exp': now + 600, 'scope': 'cities:read'}
    valid = by_hand(good, ours, HS256)
    assert http.get('/v1/cities', headers={'Authorization': f'Bearer {valid}'}).status_code == 200, 'or nothing below proves anything'
    unsigned = base64.urlsafe_b64encode(json.dumps({'alg': 'none'}).encode()).rstrip(b'=').decode()
    wrong = {
        'expired': by_hand({**good, 'exp': now - 1}, ours, HS256),
        'without an end': by_hand({name: good[name] for name in good if name != 'exp'}, ours, HS256),
        'with an end that is no number': by_hand({**good, 'exp': 'never'}, ours, HS256),
        'of another audience': by_hand({**good, 'aud': 'another-api'}, ours, HS256),
        'for several audiences': by_hand({**good, 'aud': ['another-api']}, ours, HS256),
        'without an audience': by_hand({name: good[name] for name in good if name != 'aud'}, ours, HS256),
        'of another issuer': by_hand({**good, 'iss': 'somebody'}, ours, HS256),
        'of nobody': by_hand({name: good[name] for name in good if name != 'sub'}, ours, HS256),
        'of a client that is not there': by_hand({**good, 'sub': str(uuid4())}, ours, HS256),
        'without an algorithm': by_hand(good, ours, {'typ': 'JWT'}),
        'of no algorithm': f'{unsigned}.{valid.split(".")[1]}.',
        'of no algorithm, signed': by_hand(good, ours, {'alg': 'none'}),
        'of no algorithm in other letters': by_hand(good, ours, {'alg': 'nOnE'}),
        'of another algorithm of the family': by_hand(good, ours, {'alg': 'HS512'}, digest=hashlib.sha512),
        'of an algorithm that is a list': by_hand(good, ours, {'alg': ['HS256', 'none']}),
        'of an algorithm with a public key': by_hand(good, ours, {'alg': 'RS256'}),
        'with what must be understood': by_hand(good, ours, {**HS256, 'crit': ['exp']}),
        'with an empty list of what must be understood': by_hand(good, ours, {**HS256, 'crit': []}),
        'with a key of its own': by_hand(good, b'mine', {**HS256, 'jwk': {'kty': 'oct', 'k': 'bWluZQ'}}),
        'with the address of a key': by_hand(good, ours, {**HS256, 'jku': 'https://keys.example/'}),
        'signed with a public key in DER': by_hand(good, DER_KEY, HS256),
        'signed with nothing': by_hand(good, b'', HS256),
        'signed with the secret itself': by_hand(good, secret, HS256),
        'signed with a prefix alone': by_hand(good, b'access-token:', HS256),
        'cut off': valid[:-1],
        'without its signature': valid.rpartition('.')[0] + '.',
        'of two parts': valid.rpartition('.')[0],
        'of claims that are no object': by_hand([good], ours, HS256),  # type: ignore[arg-type]  # on purpose
        'of nothing but dots': '..',
    }
    answers = {name: http.get('/v1/cities', headers={'Authorization': f'Bearer {token}'}) for name, token in wrong.items()}
    assert {name: problem(answer) for name, answer in answers.items()} == dict.fromkeys(wrong, (401, 'invalid-token'))
    assert http.get('/v1/cities', headers={'Authorization': f'Bearer {valid}'}).status_code == 200


def test_a_service_without_a_secret_makes_no_tokens() -> None:
    for secret in (b'', b'x' * 31):
        with pytest.raises(ValueError, match='32 characters'):
            tokens.issue(secret, uuid4(), frozenset())
        assert tokens.read(secret, by_hand({}, b'access-token:' + secret, HS256)) is None


def test_a_token_of_a_megabyte_is_not_read(service: Service, machine: Machine) -> None:
    assert machine.id
    with httpx.Client(base_url=service.url, verify=NO_TLS, timeout=30) as client:
        large = client.get('/v1/cities', headers={'Authorization': 'Bearer ' + 'x' * 1_000_000})
        assert large.status_code == 431
        padded = client.get('/v1/cities', headers={'Authorization': 'Bearer ' + 'x.' * 10_000})
        assert padded.status_code in {401, 431}
    assert tokens.read(service.app.state.settings.signing_key, 'x' * 1_000_000) is None
    assert tokens.read(service.app.state.settings.signing_key, '.'.join(['x' * 400_000] * 3)) is None


def test_an_empty_secret_is_no_secret(http: httpx.Client, machine: Machine) -> None:
    assert refusal(ask(http, {**machine.form, 'client_secret': ''})) == (401, 'invalid_client')
    assert refusal(ask(http, GRANT, Authorization=basic(machine.id, ''))) == (401, 'invalid_client')
