"""A working group in the middle of its work, made over HTTP as its cities would make it."""

import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any, NamedTuple

import httpx

from api import clock
from tests.faults.service import Service

# Reading the authorities takes longer than a request; nothing here speaks TLS.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
TITLE = 'Fair access to training'
# A file of each kind, with rows of every outcome.
FILES = {
    'members': ('Stadt;Land;Mitglied seit;Bemerkung', 'Graz;AT;2004;', 'Uppsala;SE;5/2011;', 'Bolgna;IT;;', 'Nowhere;Atlantis;;'),
    'working_groups': (
        'Titel;Stand;Gegründet;Federführung;Städte', 'Fair homes;official;2016;Graz;Bologna, Ghent', 'Night life;proposed;;;',
    ),
    'people': (
        'Name;E-Mail;Funktion;Stadt;Seit;Geburtstag', 'Lena Lind;lena@example.org;Koordinatorin;Graz;2019;', 'Ohne Adresse;;;Graz;;',
        'Falsch;keine-adresse;Kaiser;Atlantis;;',
    ),
}  # fmt: skip
# Known by its number; by its name alone; gone from the newer list.
PARTNER_LIST = ('id;city;country;wikidata;geonames', '1;Graz;AT;;2778067', '2;Barcelona;ES;;', '3;Bologna;IT;;', '4;Neuchâtel;CH;Q69345;')
# A report as groups write them, with headings and a list.
REPORT = """# What we did

Three cities asked **young people** what they need, and compared the answers.

- Graz: two evenings at schools
- Bologna: a survey
- Barcelona: a council of its own

## What comes next

An open evening in Graz in May; the answers, published in Bologna in June.
"""
ITEMS = ('Ask the vocational schools', 'Write to the chambers of commerce', 'Print the leaflet', 'Train the advisers')


class Somebody:
    """A demonstration account at the API."""

    def __init__(self, service: Service, account: str) -> None:
        self._client = httpx.Client(base_url=service.url, headers={'Origin': service.url}, verify=NO_TLS, timeout=30)
        self._account = account
        self._sign_in()
        self.me: dict[str, Any] = self.ask('GET', '/v1/me')

    @property
    def city(self) -> str:
        """The id of the city that this account speaks for."""
        return str(self.me['acts_for'][0]['city']['id'])

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def send(self, network: str, kind: str, lines: Sequence[str] = (), **said: str) -> str:
        """Send a file to be imported, and return its id; nothing is applied."""
        file = (f'{kind}.csv', '\n'.join(lines or FILES[kind]).encode(), 'text/csv')
        answer = self._client.post('/v1/imports', data={'network_id': network, 'kind': kind, **said}, files={'file': file})
        assert answer.is_success, answer.text
        return str(answer.json()['id'])

    def keep(self, group: str, name: str, content: bytes) -> str:
        """Upload a document of a group, and return its id."""
        answer = self._client.post('/v1/documents', data={'working_group_id': group}, files={'file': (name, content)})
        assert answer.is_success, answer.text
        return str(answer.json()['id'])

    def ask(self, method: str, path: str, version: int | None = None, /, **body: object) -> Any:
        """Ask the service and return its answer; a refusal fails the test."""
        headers = {'If-Match': f'"{version}"'} if version else {}
        answer = self._client.request(method, path, json=body or None, headers=headers)
        if answer.status_code == HTTPStatus.UNAUTHORIZED:
            # Whoever takes a role in one window is signed out in the others; several tests share an account, in any order.
            self._sign_in()
            answer = self._client.request(method, path, json=body or None, headers=headers)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def _sign_in(self) -> None:
        answer = self._client.post('/v1/sessions', json={'demonstration_account': self._account})
        assert answer.is_success, answer.text


class AnotherGroup(NamedTuple):
    """A constituted group of the same cities in which one test works."""

    id: str
    path: str
    items: list[str]


class GroupAtWork:
    """A constituted group of Graz, Bologna and Barcelona with a little of everything; the office has announced an assembly."""

    def __init__(self, service: Service) -> None:
        self.graz, self.bologna, self.barcelona = (Somebody(service, name) for name in ('graz', 'bologna', 'barcelona'))
        self.office = Somebody(service, 'office')
        network = self.network = self.graz.me['acts_for'][0]['network_id']
        group = self._constituted(TITLE, 'Every talent.')
        self.id, self.path = group['id'], f'/working-groups/{group["slug"]}'
        self.of = {'working_group_id': self.id}
        self._meetings()
        self.items = self._items(self.id)
        self.output = self.graz.ask(
            'POST', '/v1/outputs', **self.of, title='What works in career advice', kind='policy_paper', languages=['en']
        )
        assembly = self.office.ask(
            'POST', '/v1/assemblies', network_id=network, title='General assembly', held_on=_day(120), place='Toulouse'
        )
        self.assembly = assembly['id']
        letter = {'language': 'en', 'subject': 'Save the date', 'body': 'The assembly meets in Toulouse.'}
        self.circular = self.office.ask('POST', '/v1/circulars', network_id=network, title='Save the date', texts=[letter])['id']
        letter = {**letter, 'subject': 'The second call'}
        self.letter = self.graz.ask('POST', '/v1/circulars', **self.of, title='The second call', texts=[letter])['id']
        self.members_file, self.groups_file, self.people_file = (self.office.send(network, kind) for kind in FILES)
        self.report = self.graz.ask('POST', '/v1/reports', **self.of, assembly_id=self.assembly, text='The group met once.')['id']
        self.graz.ask(
            'POST', '/v1/funding-requests', **self.of, title='A fair', project_idea='One day.', amount_requested={'amount': '1200.00'}
        )
        idea = self.bologna.ask('POST', '/v1/calls-for-interest', network_id=network, city_id=self.bologna.city, title='Clean air for all')
        self.office.ask('POST', f'/v1/calls-for-interest/{idea["id"]}/sendings', idea['version'], closes_on=_day(40))
        self.idea = idea['id']
        self.barcelona.ask('POST', f'/v1/calls-for-interest/{self.idea}/answers', city_id=self.barcelona.city, choice='interested')
        self._organisations()
        self._partner_list()
        self.public_report, self.public_output = self._published()
        self.completed, self.successor = self._completed()
        self.plan_action = self._plan()

    def close(self) -> None:
        """Let go of the connections."""
        for somebody in (self.graz, self.bologna, self.barcelona, self.office):
            somebody.close()

    def another(self, title: str, *, items: bool = False) -> 'AnotherGroup':
        """Constitute a group for whoever changes one or counts what is in it; to lead it signs Graz out, so make it before Graz enters."""
        group = self._constituted(title, 'Every talent.')
        return AnotherGroup(group['id'], f'/working-groups/{group["slug"]}', self._items(group['id']) if items else [])

    def _constituted(self, title: str, aims: str) -> Any:
        contact = {'name': 'Demonstration coordinator of Graz', 'mail': 'graz@example.org'}
        wish: dict[str, Any] = {'network_id': self.network, 'city_id': self.graz.city, 'title': title, 'aims': aims}
        group = self.graz.ask('POST', '/v1/working-groups', **wish, lead_contact=contact)
        for city in (self.bologna, self.barcelona):
            city.ask('POST', f'/v1/working-groups/{group["id"]}/members', city_id=city.city)
        return group

    def _plan(self) -> str:
        """Begin the action plan of Graz with a few actions, one of them late, and return the id of that one."""
        plan = self.graz.ask(
            'POST', '/v1/plans', network_id=self.network, city_id=self.graz.city, title='Graz against racism', starts_on=_day(-400),
            ends_on=_day(700), aims='Everybody lives, learns and works in Graz on equal terms.', scope='both',
        )  # fmt: skip
        places = (('Advise at the town hall', 3, 1), ('Check the rules of the housing office', 7, 2), ('Train the teachers', 8, 2))
        for title, commitment, track in places:
            cell = {'commitment': commitment, 'track': track}
            self.graz.ask('POST', '/v1/plan-actions', plan_id=plan['id'], title=title, cell=cell)
        late = self.graz.ask(
            'POST', '/v1/plan-actions', plan_id=plan['id'], title='Count who is employed', cell={'commitment': 6, 'track': 4},
            due_on=_day(-20), completion_criterion='The figures are published.',
        )  # fmt: skip
        met = self.graz.ask(
            'POST', '/v1/plan-meetings', plan_id=plan['id'], kind='department_meeting', held_on=_day(-9), decisions='Ask the teachers.',
        )  # fmt: skip
        self.plan_meeting = str(met['id'])
        spoken: dict[str, Any] = {
            'with_whom': 'Tenants’ union',
            'way': 'phone',
            'note': 'They ask for figures.',
            'next_step': 'Send the draft',
        }
        self.graz.ask('POST', f'/v1/plans/{plan["id"]}/library-risks')
        self.graz.ask('POST', '/v1/plan-contacts', plan_id=plan['id'], contacted_on=_day(-8), **spoken)
        self._asks(late)
        self._measures(late)
        table = ('Maßnahme;Verpflichtung;Weg;Stand', 'Advise at the town hal;3;1;offen', 'Open the files;11;1;', 'Ask the tenants;7;4;')
        self.plan_file = self.graz.send(self.network, 'plan_actions', table, plan_id=plan['id'])
        return str(late['id'])

    def _asks(self, action: Any) -> None:
        """Note down what Graz asked and found for its plan, whose advice it waits for, and what is there already."""
        of = {'plan_id': action['plan_id']}
        asked = self.graz.ask(
            'POST', '/v1/needs-assessments', **of, title='How do people find a flat?', method='focus_group', starts_on=_day(-420),
            ends_on=_day(-410), participants='Tenants with and without a passport of the country', participant_count=24,
            questions='Who was refused?\nWho helped?',
        )  # fmt: skip
        finding = 'Nobody knows how many were refused: it is counted nowhere.'
        self.graz.ask('POST', '/v1/needs-findings', **of, needs_assessment_id=asked['id'], finding=finding, plan_action_ids=[action['id']])
        sent = {'kind': 'draft_circulated', 'of_whom': 'Tenants’ union', 'question': 'What is missing?'}
        self.graz.ask('POST', '/v1/plan-consultations', **of, **sent, asked_on=_day(-100))
        there = {'kind': 'service', 'name': 'Anti-discrimination office', 'provider': 'Helping Hands', 'url': 'https://example.org/'}
        self.graz.ask('POST', '/v1/plan-inventory-items', **of, **there, cell={'commitment': 3, 'track': 1})

    def _measures(self, action: Any) -> None:
        """Set milestones of an action, one reached and one late, and measure it by an indicator that is behind."""
        of, indicators = {'plan_action_id': action['id']}, '/v1/indicators'
        reached = self.graz.ask('POST', '/v1/milestones', **of, title='The offices agree on what is counted', due_on=_day(-200))
        self.graz.ask('POST', f'/v1/milestones/{reached["id"]}/moves', reached['version'], stage='done', done_on=_day(-210))
        for title, days in (('First count', -30), ('The figures are published', 60)):
            self.graz.ask('POST', '/v1/milestones', **of, title=title, due_on=_day(days))
        indicator = self.graz.ask(
            'POST', indicators, **of, plan_id=action['plan_id'], name='Offices that send their figures', unit='offices',
            baseline={'on': _day(-300), 'value': '0'}, goals=[{'on': _day(-100), 'value': '10'}, {'on': _day(300), 'value': '24'}],
        )  # fmt: skip
        for days, value in ((-250, '2'), (-150, '7.5'), (-20, '9')):
            self.graz.ask('POST', f'{indicators}/{indicator["id"]}/values', measured_on=_day(days), value=value)

    def _partner_list(self) -> None:
        """Take in a partner's list, of which some cities are the office's for sure and some perhaps; a newer one is checked."""
        (partner,) = (each['id'] for each in self.office.ask('GET', '/v1/networks?limit=100')['items'] if each['slug'] == 'icc')
        file = self.office.send(self.network, 'partner_cities', PARTNER_LIST, partner_id=partner)
        found = self.office.ask('GET', f'/v1/imports/{file}')
        self.office.ask('POST', f'/v1/imports/{file}/applications', found['version'], rows='all')
        self.partner_file = self.office.send(self.network, 'partner_cities', PARTNER_LIST[:-1], partner_id=partner)

    def _published(self) -> tuple[str, str]:
        """Publish a report and an output of another group: the one at work stays in the middle of its year."""
        of = {'working_group_id': self._constituted('Voices of young people', 'Young people are heard.')['id']}
        sitting = self._sitting()
        report = self.graz.ask('POST', '/v1/reports', **of, assembly_id=sitting['id'], text=REPORT)
        at = f'/v1/reports/{report["id"]}'
        report = self.office.ask('POST', f'{at}/submissions', report['version'], on_behalf_of={'channel': 'phone', 'date': today()})
        report = self.office.ask('POST', f'{at}/tablings', report['version'])
        report = self.office.ask('POST', f'{at}/decisions', report['version'], outcome='approved')
        self.office.ask('POST', f'{at}/publications', report['version'], channel='website')
        address = 'https://example.org/listening-to-young-people.pdf'
        wish: dict[str, Any] = {'title': 'Listening to young people', 'kind': 'guidelines', 'languages': ['en', 'de'], 'url': address}
        output = self.graz.ask('POST', '/v1/outputs', **of, **wish)
        self.graz.ask('POST', f'/v1/outputs/{output["id"]}/sharings', output['version'], visibility='public')
        return report['id'], output['id']

    def _completed(self) -> tuple[str, str]:
        """Complete a group, and let another continue it; return how the addresses name them."""
        former = self._constituted('Learning from neighbours', 'Streets learn from streets.')
        said: dict[str, Any] = {
            'choice': 'complete',
            'reason': 'The guide is written.',
            'on_behalf_of': {'channel': 'phone', 'date': today()},
        }
        at = f'/v1/working-groups/{former["id"]}'
        self.office.ask('POST', f'{at}/declarations', self.office.ask('GET', at)['version'], assembly_id=self._sitting()['id'], **said)
        wish = {
            'network_id': self.network,
            'city_id': self.bologna.city,
            'title': 'Learning from districts',
            'aims': 'From streets to districts.',
        }
        return former['slug'], self.bologna.ask('POST', '/v1/working-groups', **wish, continues_id=former['id'])['slug']

    def _sitting(self) -> Any:
        wish = {'network_id': self.network, 'title': 'Spring assembly', 'held_on': today()}
        known = [each for each in self.office.ask('GET', '/v1/assemblies')['items'] if each['title'] == wish['title']]
        return known[0] if known else self.office.ask('POST', '/v1/assemblies', **wish)

    def _organisations(self) -> None:
        """One takes part, one was refused, and one waits for an answer; the office says it for each of them."""
        names = ('Chamber of Apprentices', 'Young Voices', 'Ateliers sans frontières')
        ids = [self.office.ask('POST', '/v1/organisations', name=name, kind='civil_society')['id'] for name in names]
        self.office.ask('POST', f'/v1/working-groups/{self.id}/associates', organisation_id=ids[0])
        for organisation in ids[1:]:
            wish: dict[str, Any] = {'organisation_id': organisation, 'on_behalf_of': {'channel': 'letter', 'date': today()}}
            asked = self.office.ask(
                'POST', '/v1/participation-requests', **self.of, **wish, message='We train people of sixteen to twenty.'
            )
            if organisation == ids[1]:
                at = f'/v1/participation-requests/{asked["id"]}/refusals'
                self.office.ask('POST', at, asked['version'], reason='The group is about schools this year.')

    def _meetings(self) -> None:
        zone: dict[str, Any] = {'time_zone': 'Europe/Vienna', 'mode': 'online', 'agenda': ['Welcome', 'Action items']}
        past = self.graz.ask('POST', '/v1/meetings', **self.of, **zone, title='First call', starts_at=_moment(-20))
        self.graz.ask('POST', '/v1/meetings', **self.of, **zone, title='Second call', starts_at=_moment(9), ends_at=_moment(9.1))
        self.meeting = past['id']
        self.graz.ask(
            'POST', f'/v1/meetings/{self.meeting}/minutes', past['version'], minutes='Four items.', attending_city_ids=[self.graz.city]
        )

    def _items(self, group: str) -> list[str]:
        return [self._item(group, title, days) for title, days in zip(ITEMS, (-6, 12, 40, None), strict=True)]

    def _item(self, group: str, title: str, due_in: int | None) -> str:
        wish: dict[str, Any] = {'working_group_id': group, 'title': title, 'responsible_city_id': self.bologna.city}
        if due_in is not None:
            wish['due_on'] = _day(due_in)
        return str(self.graz.ask('POST', '/v1/action-items', **wish)['id'])


def _moment(days: float) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).strftime('%Y-%m-%dT%H:%M:00Z')


def today() -> str:
    """Today, in the network."""
    return _day(0)


def _day(days: int) -> str:
    return (clock.today('Europe/Berlin') + timedelta(days=days)).isoformat()
