"""The manners that every route keeps, whatever it is about."""

import re
from collections.abc import Iterator

import httpx
import psycopg
import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from api import paging
from api.database import Database
from api.problems import TYPES
from api.sentences import CATALOGUES
from tests.conftest import Service
from tests.routes.acts import propose
from tests.routes.conftest import ClientFor, Somebody, World, problem, refused

JSON = {'content-type': 'application/json'}
NOT_JSON = {'content-type': 'text/plain'}
STALE = {'if-match': '"99"'}
NEW_CITY = b'{"name": "Utrecht", "country_code": "NL"}'
TWO_MB = b'"' + b'x' * 2_000_000 + b'"'


# -- in which order a request is looked at ---------------------------------------------------------------------------------

ORDER: list[tuple[str, str, str, dict[str, str], bytes, tuple[int, str]]] = [
    # caller, method, path, headers, body: two things are wrong with each | the one that is said
    ('nobody', 'POST', '/v1/cities', NOT_JSON, b'x', (401, 'unauthenticated')),
    ('nobody', 'POST', '/v1/cities', JSON, TWO_MB, (401, 'unauthenticated')),
    ('nobody', 'POST', '/v1/cities', JSON, b'{', (401, 'unauthenticated')),
    ('nobody', 'GET', '/v1/cities?nonsense=1', {}, b'', (401, 'unauthenticated')),
    ('a forger', 'POST', '/v1/cities', JSON, b'{', (401, 'invalid-token')),
    ('a reader', 'POST', '/v1/cities', NOT_JSON, NEW_CITY, (415, 'unsupported-media-type')),
    ('a reader', 'POST', '/v1/cities', JSON, TWO_MB, (413, 'content-too-large')),
    ('a reader', 'POST', '/v1/cities', NOT_JSON, TWO_MB, (413, 'content-too-large')),
    ('a reader', 'POST', '/v1/cities', JSON, b'{', (403, 'insufficient-scope')),
    ('a reader', 'POST', '/v1/cities', JSON, b'{"nonsense": 1}', (403, 'insufficient-scope')),
    ('a reader', 'POST', '/v1/cities?nonsense=1', JSON, NEW_CITY, (403, 'insufficient-scope')),
    ('the office', 'PATCH', '/v1/cities/nowhere', JSON, b'{', (400, 'malformed-json')),
    ('the office', 'PATCH', '/v1/cities/nowhere', JSON, b'{"nonsense": 1}', (422, 'validation-failed')),
    ('the office', 'GET', '/v1/cities/nowhere?nonsense=1', {}, b'', (422, 'validation-failed')),
    ('the office', 'PATCH', '/v1/cities/nowhere', JSON, b'{}', (404, 'not-found')),
    ('Bologna', 'PATCH', '/v1/cities/graz', JSON, b'{}', (428, 'precondition-required')),
    ('Bologna', 'PATCH', '/v1/cities/graz', {**JSON, **STALE}, b'{}', (412, 'stale-version')),
    ('Bologna', 'POST', '/v1/working-groups/fair-housing/leads', {**JSON, **STALE}, b'{"city_id": "%s"}', (412, 'stale-version')),
    (
        'Bologna',
        'POST',
        '/v1/working-groups/fair-housing/leads',
        {**JSON, 'if-match': '*'},
        b'{"city_id": "%s"}',
        (403, 'role-does-not-allow'),
    ),
    ('the office', 'POST', '/v1/working-groups/fair-housing/leads', {**JSON, 'if-match': '*'}, b'{"city_id": "%s"}', (409, 'already-lead')),
]


def test_of_two_things_wrong_the_earlier_in_the_order_is_said(http: httpx.Client, client_for: ClientFor, world: World) -> None:
    callers = {'nobody': http, 'a reader': client_for('cities:read'), 'Bologna': client_for(city='bologna'), 'the office': client_for()}
    propose(callers['the office'], world)
    graz = str(world.cities['graz']).encode()
    said = []
    for who, method, path, headers, body, _ in ORDER:
        forged = {'authorization': 'Bearer made.up.here'} if who == 'a forger' else {}
        caller = callers.get(who, http)
        said.append(problem(caller.request(method, path, headers={**headers, **forged}, content=body.replace(b'%s', graz))))
    assert said == [expected for *_, expected in ORDER]


# -- methods, addresses and headers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('method', 'path', 'allow'),
    [
        ('PUT', '/v1/cities', 'GET, HEAD, OPTIONS, POST'),
        ('DELETE', '/v1/cities/graz', 'GET, HEAD, OPTIONS, PATCH'),
        ('GET', '/v1/sign-in-links', 'OPTIONS, POST'),
        ('HEAD', '/v1/sign-in-links', 'OPTIONS, POST'),
        ('POST', '/v1', 'GET, HEAD, OPTIONS'),
        ('TRACE', '/v1/networks', 'GET, HEAD, OPTIONS, POST'),
        ('PATCH', '/health/live', 'GET, HEAD, OPTIONS'),
    ],
)
def test_a_method_that_is_not_offered_is_told_which_are(http: httpx.Client, method: str, path: str, allow: str) -> None:
    answer = http.request(method, path)
    assert answer.status_code == 405
    assert answer.headers['allow'] == allow
    assert method == 'HEAD' or problem(answer) == (405, 'method-not-allowed')


def test_head_answers_as_get_does_without_the_body(office: Somebody) -> None:
    for path in ('/v1', '/v1/cities', '/v1/cities/graz', '/v1/changes', '/v1/public/cities', '/openapi.json', '/health/ready'):
        got, headed = office.get(path), office.head(path)
        assert headed.status_code == got.status_code == 200
        assert headed.content == b''
        for answer in (got, headed):
            del answer.headers['date'], answer.headers['x-request-id']
            answer.headers.pop('ratelimit', None)
        assert headed.headers == got.headers
        assert int(headed.headers['content-length']) == len(got.content)


def test_head_of_what_is_not_there_is_refused_without_a_body(office: Somebody) -> None:
    answer = office.head('/v1/cities/nowhere')
    assert (answer.status_code, answer.content) == (404, b'')


@pytest.mark.parametrize(('path', 'allow'), [('/v1/cities', 'GET, HEAD, OPTIONS, POST'), ('/v1/sign-in-links', 'OPTIONS, POST')])
def test_options_answers_with_the_methods_and_asks_nobody_who_they_are(http: httpx.Client, path: str, allow: str) -> None:
    answer = http.options(path)
    assert (answer.status_code, answer.headers['allow'], answer.content) == (204, allow, b'')


@pytest.mark.parametrize('method', ['GET', 'POST', 'OPTIONS', 'DELETE'])
def test_an_address_of_the_api_that_is_none_is_a_problem_and_neither_a_page_nor_a_redirect(http: httpx.Client, method: str) -> None:
    for path in ('nothing', '', 'cities/', 'cities/graz/', '/cities', 'cities/graz/nothing', '../problems/nothing/'):
        assert problem(http.request(method, f'/v1/{path}')) == (404, 'not-found')


def test_a_request_id_is_accepted_echoed_and_named_in_problems(http: httpx.Client) -> None:
    answer = http.get('/v1/nothing', headers={'x-request-id': 'partner-7.A_b'})
    assert answer.headers['x-request-id'] == answer.json()['request_id'] == 'partner-7.A_b'


def test_a_request_id_that_is_none_is_replaced(http: httpx.Client) -> None:
    for sent in ('', 'x' * 101, 'a b', 'a"b', 'ä', 'a;b'):
        answer = http.get('/v1/nothing', headers=[(b'x-request-id', sent.encode())])
        assert re.fullmatch('[0-9a-f]{32}', answer.headers['x-request-id'])
        assert answer.json()['request_id'] == answer.headers['x-request-id']


def test_every_answer_says_how_it_may_be_kept_and_read(http: httpx.Client, office: Somebody) -> None:
    for answer in (
        office.get('/v1/cities'),
        office.get('/v1/cities/nowhere'),
        http.get('/v1/cities'),
        http.get('/v1/public/cities/nowhere'),
    ):
        assert answer.headers['cache-control'] == 'no-store'
        assert answer.headers['vary'] == 'Accept-Language, Authorization, Cookie'
        assert answer.headers['x-content-type-options'] == 'nosniff'
        assert answer.headers['referrer-policy'] == 'same-origin'
        assert {'server', 'x-powered-by'} & set(answer.headers) == set()


def test_a_public_answer_may_be_kept_and_is_asked_for_again_each_time(http: httpx.Client) -> None:
    for path in ('/v1', '/v1/public/cities', '/v1/public/cities/graz', '/v1/public/working-groups'):
        answer = http.get(path)
        assert (answer.status_code, answer.headers['cache-control']) == (200, 'no-cache')
        again = http.get(path, headers={'if-none-match': answer.headers['etag']})
        assert (again.status_code, again.content, again.headers['etag']) == (304, b'', answer.headers['etag'])
        assert again.headers['cache-control'] == 'no-cache'
        assert http.get(path, headers={'if-none-match': '"other"'}).status_code == 200


def test_credentials_that_are_none_are_refused_with_a_challenge(http: httpx.Client) -> None:
    for header in ('Bearer', 'Bearer x', 'Basic YTpi', 'Digest x', '', 'Bearer ' + 'x' * 5000):
        answer = http.get('/v1/cities', headers={'authorization': header})
        assert problem(answer) == (401, 'invalid-token')
        assert answer.headers['www-authenticate'].startswith('Bearer realm="coalition"')


def test_a_missing_scope_is_named(client_for: ClientFor) -> None:
    answer = client_for('cities:read').get('/v1/memberships')
    assert problem(answer) == (403, 'insufficient-scope')
    assert 'scope="memberships:read"' in answer.headers['www-authenticate']


# -- problems --------------------------------------------------------------------------------------------------------------


def test_a_problem_speaks_the_callers_language_and_its_names_stay_english(office: Somebody) -> None:
    english, german = (office.get('/v1/cities?limit=0', headers={'accept-language': language}) for language in ('en', 'de-AT, en;q=0.5'))
    assert (english.headers['content-language'], german.headers['content-language']) == ('en', 'de')
    said_in_english, said_in_german = english.json(), german.json()
    for said in (said_in_english, said_in_german):
        assert (said['type'], said['title'], said['errors'][0]['code']) == (
            '/problems/validation-failed', 'The request is not valid', 'greater_than_equal',
        )  # fmt: skip
    assert said_in_english['detail'] != said_in_german['detail']
    assert said_in_english['errors'][0]['detail'] != said_in_german['errors'][0]['detail']


def test_every_type_of_problem_has_a_sentence_in_every_language() -> None:
    for slug in TYPES:
        assert [language for language, sentences in CATALOGUES.items() if f'problem.{slug}.detail' not in sentences] == []


def test_a_failure_of_ours_tells_nothing_of_its_inside(http: httpx.Client, office: Somebody, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        message = 'the inside of the service'
        raise RuntimeError(message)

    monkeypatch.setattr(paging, 'as_page', fail)
    headers = {'authorization': office.headers['authorization'], 'x-request-id': 'look-me-up'}
    answer = http.get('/v1/cities', headers=headers)
    assert problem(answer) == (500, 'internal-error')
    assert 'inside' not in answer.text
    assert 'Traceback' not in answer.text
    assert answer.json()['request_id'] == answer.headers['x-request-id'] == 'look-me-up'


@pytest.fixture
def without_database(service: Service, database: Database, office: Somebody) -> Iterator[Somebody]:
    """Let the service look for its database where there is none."""
    gone = Database(f'{database.url}_gone')
    service.app.state.database = gone
    yield office
    service.app.state.database = database
    gone.close()


def test_a_database_that_is_gone_is_a_problem_that_passes(without_database: Somebody) -> None:
    office = without_database
    for answer in (
        office.get('/v1'),
        office.get('/v1/cities'),
        office.post('/v1/cities', json={'name': 'Utrecht', 'country_code': 'NL'}),
        office.get('/health/ready'),
    ):
        assert problem(answer) == (503, 'service-unavailable')
        assert int(answer.headers['retry-after']) >= 1
    assert office.get('/health/live').status_code == 200


def test_success_is_never_said_of_a_commit_that_failed(office: Somebody, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Session) -> None:
        raise OperationalError('COMMIT', {}, psycopg.OperationalError('server closed the connection'))

    with monkeypatch.context() as during:
        during.setattr(Session, 'commit', fail)
        answer = office.post('/v1/cities', content=NEW_CITY, headers=JSON)
    assert problem(answer) == (503, 'service-unavailable')
    assert office.get('/v1/cities?q=utrecht').json()['items'] == []


# -- lists -----------------------------------------------------------------------------------------------------------------


def test_a_list_names_its_next_page_in_the_body_and_in_a_link_alike(office: Somebody, world: World) -> None:
    seen, path = [], '/v1/cities?limit=3&sort=name'
    while path:
        answer = office.get(path)
        body = answer.json()
        seen += [item['slug'] for item in body['items']]
        path = answer.links['next']['url'] if 'next' in answer.links else ''
        assert body['next'] == (httpx.URL(path).params['after'] if path else None)
    assert len(seen) == len(set(seen)) == len(world.cities)
    assert seen == sorted(seen)


# -- merge patch, versions, keys -------------------------------------------------------------------------------------------


def test_a_patch_leaves_alone_what_it_does_not_name_and_clears_what_it_names_null(office: Somebody, world: World) -> None:
    group = propose(office, world, aims='Equal access', rhythm='monthly')
    path, seen = f'/v1/working-groups/{group["id"]}', {'if-match': f'"{group["version"]}"'}
    assert refused(office.patch(path, json={'title': None}, headers=seen)) == [('/title', 'string_type')]
    changed = office.patch(path, json={'aims': None}, headers={**seen, 'content-type': 'application/merge-patch+json'})
    assert changed.status_code == 200
    body = changed.json()
    assert (body['aims'], body['rhythm'], body['title']) == (None, 'monthly', 'Fair housing')
    assert body['version'] == group['version'] + 1


def test_if_match_takes_the_version_or_the_etag_or_one_of_several(office: Somebody) -> None:
    for form in ('"{version}"', '"{version}-0a1b2c3d"', '*', '"99", "{version}"', '"99" , "{version}-0a1b2c3d"'):
        version = office.get('/v1/cities/graz').json()['version']
        answer = office.patch('/v1/cities/graz', json={'latitude': version / 10}, headers={'if-match': form.format(version=version)})
        assert answer.status_code == 200, form


def test_if_match_that_names_no_version_is_stale(office: Somebody) -> None:
    version = office.get('/v1/cities/graz').json()['version']
    for form in ('{version}', 'W/"{version}"', '"{version}', '""', '"x{version}"', '"{version}" trailing', '', '"{version}x"'):
        answer = office.patch('/v1/cities/graz', json={'latitude': 47.07}, headers={'if-match': form.format(version=version)})
        assert problem(answer) == (412, 'stale-version'), form


def test_a_detail_that_one_has_already_is_not_sent_again(office: Somebody) -> None:
    tag = office.get('/v1/cities/graz').headers['etag']
    again = office.get('/v1/cities/graz', headers={'if-none-match': tag})
    assert (again.status_code, again.content, again.headers['etag']) == (304, b'', tag)
    in_german = office.get('/v1/cities/graz', headers={'if-none-match': tag, 'accept-language': 'de'})
    assert in_german.status_code == 200


def test_the_same_key_and_body_give_the_same_answer_and_no_second_record(office: Somebody) -> None:
    first, again = (office.post('/v1/cities', content=NEW_CITY, headers={**JSON, 'idempotency-key': 'one-and-only'}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert (first.content, first.headers['location'], first.headers['etag']) == (
        again.content,
        again.headers['location'],
        again.headers['etag'],
    )
    assert ('idempotent-replayed' in first.headers, again.headers['idempotent-replayed']) == (False, 'true')
    assert len(office.get('/v1/cities?q=utrecht').json()['items']) == 1


def test_a_key_belongs_to_one_request_of_one_caller_and_refusals_do_not_use_it_up(office: Somebody, client_for: ClientFor) -> None:
    key = {**JSON, 'idempotency-key': 'a-key-of-mine'}
    assert refused(office.post('/v1/cities', content=b'{"name": "Utrecht"}', headers=key)) == [('/country_code', 'missing')]
    assert office.post('/v1/cities', content=NEW_CITY, headers=key).status_code == 201
    assert problem(office.post('/v1/cities', content=NEW_CITY.replace(b'Utrecht', b'Leiden'), headers=key)) == (
        409,
        'idempotency-key-reused',
    )
    assert problem(office.post('/v1/organisations', json={'name': 'x', 'kind': 'network'}, headers=key)) == (409, 'idempotency-key-reused')
    assert client_for().post('/v1/cities', content=NEW_CITY, headers=key).status_code == 201


def test_a_key_that_is_used_already_does_not_come_before_a_missing_if_match(office: Somebody, world: World) -> None:
    key = {'idempotency-key': 'a-key-of-mine'}
    assert office.post('/v1/cities', content=NEW_CITY, headers={**JSON, **key}).status_code == 201
    answer = office.post(f'/v1/networks/{world.network}/launches', headers=key)
    assert problem(answer) == (428, 'precondition-required')


def test_a_key_that_is_none_is_refused(office: Somebody) -> None:
    for key in ('', 'short', 'x' * 129, 'with space', 'ümlaut-key'):
        headers = [(b'idempotency-key', key.encode()), (b'content-type', b'application/json')]
        answer = office.post('/v1/cities', content=NEW_CITY, headers=headers)
        assert refused(answer) == [('header Idempotency-Key', 'string_pattern_mismatch')]
