"""A network without demonstration data, set up as an operator does it, and its office in a browser."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from playwright.sync_api import Browser

from api import clock
from tests.browser.conftest import DESKTOP, Visitor
from tests.conftest import NO_TLS
from tests.faults.service import Service, command

MAIL = 'office@example.org'
SCOPES = (
    'admin',
    'people:write',
    'cities:read',
    'cities:write',
    'memberships:write',
    'working-groups:write',
    'reports:read',
    'reports:write',
    'reports:approve',
)
CITIES = (('Graz', 'AT'), ('Bologna', 'IT'), ('Berlin', 'DE'))


class Operator:
    """A machine client of whoever runs the service: it sets up the network, and changes things while others look at them."""

    def __init__(self, service: Service) -> None:
        words = ('client', 'create', 'operator', *(word for scope in SCOPES for word in ('--scope', scope)))
        client = json.loads(command(*words, place=service.data).stdout)
        self._http = httpx.Client(base_url=service.url, verify=NO_TLS, timeout=30)
        secret = {'client_id': client['client_id'], 'client_secret': client['client_secret']}
        token = self._http.post('/v1/oauth/token', data={'grant_type': 'client_credentials', **secret}).json()['access_token']
        self._http.headers['Authorization'] = f'Bearer {token}'
        self.told = {'channel': 'phone', 'date': clock.today('Europe/Berlin').isoformat()}
        self.network = self.ask('POST', '/v1/networks', slug='eccar', name='A new network', preset='eccar')['id']
        person = self.ask('POST', '/v1/people', network_id=self.network, name='Office of the network', mail=MAIL)['id']
        self.ask('POST', '/v1/roles', network_id=self.network, person_id=person, role='office_admin')
        self.cities = [self.ask('POST', '/v1/cities', name=name, country_code=code)['id'] for name, code in CITIES]
        for city in self.cities:
            self.ask('POST', '/v1/memberships', network_id=self.network, city_id=city)
        self.group = self.propose('Fair housing')
        self.join(self.group, self.cities[1])

    def ask(self, method: str, path: str, version: int | None = None, **body: object) -> Any:
        """Ask the service and return its answer; a refusal fails the test."""
        headers = {'If-Match': f'"{version}"'} if version else {}
        answer = self._http.request(method, path, json=body or None, headers=headers)
        assert answer.is_success, answer.text
        return answer.json()

    def propose(self, title: str) -> str:
        """Let the first city propose a group, and return its id."""
        wish = {'network_id': self.network, 'city_id': self.cities[0], 'title': title, 'on_behalf_of': self.told}
        return str(self.ask('POST', '/v1/working-groups', **wish)['id'])

    def join(self, group: str, city: str) -> None:
        """Let a city join a group."""
        self.ask('POST', f'/v1/working-groups/{group}/members', city_id=city, on_behalf_of=self.told)

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()


@contextmanager
def office_at_work(service: Service, browser: Browser) -> Iterator[Visitor]:
    """The office's window, signed in by a link."""
    link = command('sign-in-link', MAIL, place=service.data).stdout.strip()
    context = browser.new_context(locale='en', viewport={'width': DESKTOP[0], 'height': DESKTOP[1]}, reduced_motion='reduce')
    office = Visitor(context.new_page(), service.url)
    page = office.go(f'/sign-in#{link.partition("#")[2]}')
    page.get_by_role('button', name='Sign in', exact=True).last.click()
    page.get_by_role('heading', level=1, name='My desk').wait_for()
    yield office
    context.close()
