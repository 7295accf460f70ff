"""A network as its people live in it: over HTTP alone, on the days that a test sets, with every notice and mail that comes of it."""

import importlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx

from api.database import Database
from api.demonstration import reading
from api.models.keys import slug_of
from api.operations.by_hand import create_client, run_scheduler
from api.operations.reminders import remind
from api.settings import Settings
from api.spine import Transaction
from tests.conftest import NO_TLS
from tests.contract.validated import validated
from tests.postbox import Postbox, code_in
from tests.routes.acts import made
from tests.world import OPERATOR

ZONE = ZoneInfo('Europe/Berlin')
SCOPES = ('admin', 'people:read', 'people:write')
LANGUAGES = {'AT': 'de', 'DE': 'de', 'CH': 'de', 'BE': 'fr', 'FR': 'fr', 'LU': 'fr', 'ES': 'es', 'IT': 'it'}
# Nobody there is known by a mail address.
SILENT = 'kreis-duren'


def members() -> dict[str, dict[str, str]]:
    """Return the member cities of the coalition as they are documented, by their slug."""
    return {slug_of(city['name'], fallback='city'): city for city in reading.members_of('eccar')}


def language_of(city: str) -> str:
    """Return the language in which a city is written to."""
    return LANGUAGES.get(members()[city]['country_code'], 'en')


class Outgoing:
    """Takes mails as a mail server does, and counts how often each was handed over."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.times: Counter[str] = Counter()

    def send(self, message: EmailMessage) -> None:
        """Take a mail."""
        self.taken.append(message)
        self.times[message['Message-ID']] += 1


def in_this_process(settings: Settings) -> Callable[..., None]:
    """Return what does the work of the worker's own processes here: there they have a clock that no test can set."""

    def run(command: list[str], **_: object) -> None:
        module, *ids = command[2:]
        importlib.import_module(module).run(settings, *map(UUID, ids))

    return run


class Scene:
    """The network at the moment to which `at` has moved it, and who acts in it."""

    def __init__(self, http: httpx.Client, database: Database, postbox: Postbox, clock: Callable[[datetime], None]) -> None:
        self.base_url, self.postbox, self._database, self._clock = http.base_url, postbox, database, clock
        # Before the clock is set: whether a token is still good is told by the machine's own.
        self._operator = self._let_in()
        self.known: dict[str, dict[str, Any]] = {}
        self.outgoing = Outgoing()
        self._signed_in: dict[tuple[str, datetime], httpx.Client] = {}
        self._told: set[str] = set()
        self._read = 0
        self.day, self._moment = date.min, datetime.min.replace(tzinfo=UTC)

    # -- time ------------------------------------------------------------------------------------------------------------

    def at(self, said: str) -> None:
        """Go to a moment on the network's clock: '2027-03-01' is ten in the morning, '2027-03-01 14:30' what it says.

        On each day until then the scheduler and the worker do what is due, at six in the morning.
        """
        day, _, hour = said.partition(' ')
        to = date.fromisoformat(day)
        while date.min < self.day < to:
            self._set(self.day + timedelta(days=1), time(6))
            with Transaction(self._database, OPERATOR) as transaction:
                remind(transaction, UUID(self.known['network']['id']), self.day)
            self.postbox.work(self.outgoing)
        self._set(to, time.fromisoformat(hour or '10:00'))

    def _set(self, day: date, hour: time) -> None:
        self.day, self._moment = day, datetime.combine(day, hour, ZONE)
        self._clock(self._moment)

    def once_more(self) -> None:
        """Run the scheduler for this day as its command does, then the worker until nothing is due."""
        run_scheduler(self.postbox.url, None, None)
        self.postbox.work(self.outgoing)

    # -- people ----------------------------------------------------------------------------------------------------------

    def stranger(self) -> httpx.Client:
        """Return a browser in which nobody is signed in."""
        return validated(httpx.Client(base_url=self.base_url, verify=NO_TLS, timeout=30))

    def __call__(self, account: str) -> httpx.Client:
        """Return the browser of somebody who has just signed in by mail: a city's slug, `office`, or a known address's first part."""
        key = account, self._moment
        if key not in self._signed_in:
            browser, address = self.stranger(), f'{account}@example.org'
            made_link = browser.post('/v1/sign-in-links', json={'email': address})
            assert made_link.status_code == 202, made_link.text
            self.postbox.work(self.outgoing)
            mail = next(each for each in reversed(self.outgoing.taken) if each['To'] == address and '<sign-in-' in each['Message-ID'])
            made(browser.post('/v1/sessions', json={'email': address, 'code': code_in(mail)}))
            self._signed_in[key] = browser
        return self._signed_in[key]

    def close(self) -> None:
        """Close every browser."""
        for browser in (self._operator, *self._signed_in.values()):
            browser.close()

    # -- the network -----------------------------------------------------------------------------------------------------

    def found(self) -> None:
        """Set the network up as an office does that goes live: what it has comes in files, and nobody is told."""
        operator = self._operator
        network = made(operator.post('/v1/networks', json={'slug': 'eccar', 'name': 'ECCAR', 'preset': 'eccar'}))
        self.known['network'] = network
        staff = {'network_id': network['id'], 'name': 'Olga Office', 'mail': 'office@example.org'}
        person = made(operator.post('/v1/people', json=staff))
        made(operator.post('/v1/roles', json={'network_id': network['id'], 'person_id': person['id'], 'role': 'office_admin'}))
        office = self('office')
        self._take(office, 'members', 'name;country;kind', (f'{c["name"]};{c["country_code"]};{c["kind"]}' for c in members().values()))
        groups = (_group(told) for told in reading.working_groups())
        self._take(office, 'working_groups', 'title;stage;since;lead city;cities', groups)
        people = (f'Coordination {c["name"]};{slug}@example.org;coordinator;{slug};{language_of(slug)}' for slug, c in members().items())
        self._take(office, 'people', 'name;mail;role;city slug;language', (line for line in people if SILENT not in line))
        made(office.post('/v1/networks/eccar/launches', json={}, headers={'If-Match': '*'}))
        cities = made(office.get('/v1/cities', params={'limit': 100}))['items']
        self.known |= {city['slug']: city for city in cities}

    def _let_in(self) -> httpx.Client:
        made_client = create_client(self.postbox.url, 'set up', SCOPES, None, None)
        form = {'grant_type': 'client_credentials'}
        operator = self.stranger()
        token = operator.post('/v1/oauth/token', data=form, auth=(made_client['client_id'], made_client['client_secret'])).json()
        operator.headers['Authorization'] = f'Bearer {token["access_token"]}'
        return operator

    def _take(self, office: httpx.Client, kind: str, headings: str, lines: Iterable[str]) -> None:
        content = '\n'.join((headings, *lines)).encode()
        sent = office.post(
            '/v1/imports', files={'file': ('f.csv', content)}, data={'network_id': self.known['network']['id'], 'kind': kind}
        )
        made(office.post(f'/v1/imports/{made(sent)["id"]}/applications', json={}, headers={'If-Match': '*'}))

    # -- what was told ---------------------------------------------------------------------------------------------------

    def told(self) -> list[str]:
        """Let the worker do what is due; return everything that left since the last time, and what was not sent and why, in order.

        `graz de report_returned` is a mail to the coordinators of Graz in German; `kreis-duren working_group_constituted: nobody …` says
        why a notice was not sent. Mails to sign in with are left out.
        """
        self.postbox.work(self.outgoing)
        closed = self._closed()
        new = [each for each in closed if each['id'] not in self._told]
        self._told |= {each['id'] for each in new}
        kinds = {each['id']: each['kind'] for each in closed}
        said = [f'{_recipient(each)} {each["kind"]}: {_reason(each)}' for each in new if each['stage'] == 'not_sent']
        mails, self._read = self.outgoing.taken[self._read :], len(self.outgoing.taken)
        return sorted([*said, *(line for mail in mails if (line := _line(mail, kinds)))])

    def _closed(self) -> list[dict[str, Any]]:
        """Return the closed notices of the log, as far back as there are any that were not told yet."""
        office, found, after = self('office'), list[dict[str, Any]](), dict[str, Any]()
        while True:
            page = made(office.get('/v1/notices', params={'limit': 100, **after}))
            found += [each for each in page['items'] if each['stage'] in {'sent', 'not_sent'}]
            if page['next'] is None or all(each['id'] in self._told for each in page['items']):
                return found
            after = {'after': page['next']}

    def held(self, kind: str) -> set[str]:
        """Return the cities for which a notice of this kind waits."""
        return {
            each['city']['slug']
            for each in made(self('office').get('/v1/notices', params={'stage': 'held', 'kind': kind, 'limit': 100}))['items']
        }


def _group(told: Mapping[str, Any]) -> str:
    since = told['constituted']['value'] if told['constituted'] else ''
    return ';'.join((told['title'], 'constituted', since, told['lead_city'], ','.join(told['known_participants'])))


def _recipient(notice: Mapping[str, Any]) -> str:
    whom = notice['city'] or notice['organisation']
    return str(whom['slug']) if whom else 'office'


def _reason(notice: Mapping[str, Any]) -> str:
    return str(notice['reason']).removeprefix('Not sent: ').partition('.')[0]


def _line(mail: EmailMessage, kinds: Mapping[str, str]) -> str:
    """Say of a mail to whom it went, in which language and about what; nothing of one to sign in with."""
    key = str(mail['Message-ID']).strip(' <').partition('@')[0]
    about = re.fullmatch(r'notice-([0-9a-f-]{36})-[0-9a-f-]{36}', key)
    kind = kinds[about[1]] if about else re.split(r'-[0-9a-f]{8}-', key)[0]
    return '' if kind == 'sign-in' else f'{mail["To"].partition("@")[0]} {mail["Content-Language"]} {kind}'
