"""How an office begins: its network is in preparation, it goes live once, and it changes its by-laws after looking at what would follow."""

import json
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, expect

from api import clock
from tests.browser.conftest import Visitor
from tests.conftest import NO_TLS
from tests.faults.service import Service, command, reachable_directory

MAIL = 'office@example.org'


@pytest.fixture
def institution() -> Iterator[Service]:
    """A service without demonstration data."""
    with reachable_directory() as directory:
        service = Service(directory)
        try:
            service.start(COALITION_DEMO='false')
            yield service
        finally:
            service.close()


def founded(service: Service) -> None:
    """Set up a network with one administrator, two cities and a proposal of theirs, as an operator does."""
    scopes = ('admin', 'people:write', 'cities:write', 'memberships:write', 'working-groups:write')
    made = command('client', 'create', 'operator', *(word for scope in scopes for word in ('--scope', scope)), place=service.data)
    client = json.loads(made.stdout)
    with httpx.Client(base_url=service.url, verify=NO_TLS) as http:
        secret = {'client_id': client['client_id'], 'client_secret': client['client_secret']}
        token = http.post('/v1/oauth/token', data={'grant_type': 'client_credentials', **secret}).json()['access_token']
        http.headers['Authorization'] = f'Bearer {token}'

        def make(noun: str, **body: object) -> str:
            answer = http.post(f'/v1/{noun}', json=body)
            assert answer.status_code == 201, answer.text
            return str(answer.json()['id'])

        network = make('networks', slug='eccar', name='A new network', preset='eccar')
        person = make('people', network_id=network, name='Office of the network', mail=MAIL)
        make('roles', network_id=network, person_id=person, role='office_admin')
        cities = [make('cities', name=name, country_code=code) for name, code in (('Graz', 'AT'), ('Bologna', 'IT'), ('Berlin', 'DE'))]
        for city in cities:
            make('memberships', network_id=network, city_id=city)
        told = {'channel': 'phone', 'date': clock.today('Europe/Berlin').isoformat()}
        group = make('working-groups', network_id=network, city_id=cities[0], title='Fair housing', on_behalf_of=told)
        joined = http.post(f'/v1/working-groups/{group}/members', json={'city_id': cities[1], 'on_behalf_of': told})
        assert joined.status_code == 201, joined.text


def test_an_office_goes_live_and_changes_its_by_laws_after_seeing_what_they_would_do(institution: Service, browser: Browser) -> None:
    founded(institution)
    link = command('sign-in-link', MAIL, place=institution.data).stdout.strip()
    context = browser.new_context(locale='en', viewport={'width': 1280, 'height': 900}, reduced_motion='reduce')
    office = Visitor(context.new_page(), institution.url)
    page = office.go(f'/sign-in#{link.partition("#")[2]}')
    page.get_by_role('button', name='Sign in', exact=True).last.click()

    expect(page.get_by_role('heading', level=1, name='My desk')).to_be_visible()
    expect(page.get_by_text('A new network is still in preparation')).to_be_visible()
    page.get_by_role('link', name='Go live').click()
    page.get_by_role('button', name='Go live').click()
    expect(page.get_by_role('dialog')).to_contain_text('cannot be undone')
    page.get_by_role('dialog').get_by_role('button', name='Go live').click()
    expect(page.get_by_text('Live', exact=True)).to_be_visible()

    page.get_by_role('link', name='New version of the by-laws').click()
    page.get_by_label('Cities that make a group official').fill('2')
    page.get_by_role('button', name='See what it would do').click()
    expect(page.get_by_text('It would constitute 1 group and tell 1 city.')).to_be_visible()
    expect(page.get_by_role('listitem').filter(has_text='Fair housing')).to_be_visible()
    office.picture('by-laws-effect')
    page.get_by_label('Words in a report, at most').fill('-1')
    expect(page.get_by_role('button', name='Make this version')).to_have_count(0)
    page.get_by_role('button', name='See what it would do').click()
    expect(page.get_by_role('alert')).to_be_visible()
    page.get_by_label('Words in a report, at most').fill('500')
    page.get_by_role('button', name='See what it would do').click()
    page.get_by_role('button', name='Make this version').click()

    expect(page.get_by_text('in force')).to_be_visible()
    page.get_by_label('Compare with').select_option(index=1)
    expect(page.get_by_text('2 figures differ.')).to_be_visible()
    office.picture('by-laws-compared')
    assert [each for each in office.complaints if '422' not in each] == []
    context.close()
