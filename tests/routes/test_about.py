"""The service document: what a program needs to know before it begins, and where everything is."""

import json

import httpx

from api.openapi_document import text
from api.rate_limits import RateLimits
from api.webhook_messages import CHALLENGE
from tests.conftest import Service
from tests.contract.validated import validated
from tests.routes.acts import made

DOCUMENT = json.loads(text())


def test_it_names_the_types_of_records_and_events_that_the_contract_has(http: httpx.Client) -> None:
    document = made(validated(http).get('/v1'))
    # A challenge is asked of an address; nobody chooses to hear it.
    assert document['event_types'] == sorted({*DOCUMENT['webhooks']} - {CHALLENGE})
    assert {'working_group.constituted', 'city.changed', 'city.deleted'} <= set(document['event_types'])
    assert {each.partition('.')[0] for each in document['event_types'] if each.endswith('.changed')} == set(document['subject_types'])


def test_it_names_the_rate_limits_that_the_answers_carry(http: httpx.Client, service: Service) -> None:
    usual = service.app.state.rate_limits
    service.app.state.rate_limits = RateLimits(of_caller=1200, of_address=300)
    answer = http.get('/v1')
    service.app.state.rate_limits = usual
    assert made(answer)['rate_limits'] == [
        {'policy': 'caller', 'requests': 1200, 'seconds': 60},
        {'policy': 'address', 'requests': 300, 'seconds': 60},
    ]
    assert answer.headers['ratelimit-policy'] == '"address";q=300;w=60'


def test_its_links_lead_somewhere(http: httpx.Client) -> None:
    links = made(http.get('/v1'))['links']
    assert (links['docs'], links['problems']) == ('/docs', '/docs#problems')
    assert 'id="problems"' in http.get(links['problems']).text
    codes = {name: http.get(path).status_code for name, path in links.items()}
    assert codes == dict.fromkeys(links, 200) | {'token': 405, 'changes': 401}


def test_it_may_be_kept_and_is_asked_for_again(http: httpx.Client) -> None:
    tag = http.get('/v1').headers['etag']
    assert http.get('/v1', headers={'if-none-match': tag}).status_code == 304
