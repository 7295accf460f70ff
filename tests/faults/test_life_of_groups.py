"""The life of working groups, in whatever order things happen: after each act the service and a small model of the rules agree."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import httpx
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from api.callers import cookie_name
from api.database import Database
from api.hashes import hashed
from api.models.sessions import SessionRow
from api.spine import Transaction
from tests.conftest import NO_TLS
from tests.faults.model_of_groups import City, Group, Model
from tests.world import LONG_AGO, OPERATOR, answering, founded, somebody

CITIES = (('Graz', 'AT'), ('Wien', 'AT'), ('Bologna', 'IT'), ('Berlin', 'DE'), ('Gent', 'BE'), ('Lublin', 'PL'))
FIRST = date(2027, 3, 1)
MOST_GROUPS = 3
ANYWAY = {'If-Match': '*'}
places, numbers, countries = st.integers(0, len(CITIES) - 1), st.integers(0, MOST_GROUPS - 1), st.sampled_from(('AT', 'DE', 'IT'))
Clock = Callable[[datetime], None]


class Service:
    """The service on one database, which each life begins with a network of its own."""

    def __init__(self, database: Database, url: str, clock: Clock) -> None:
        self.database, self.url, self.clock, self.lives = database, url, clock, 0

    def begin(self) -> tuple[UUID, dict[str, str], httpx.Client]:
        """Set up a network of active cities; return it, its cities by the model's slugs, and its office."""
        self.at(FIRST)
        self.lives += 1
        world = founded(self.database, f'life-{self.lives}', CITIES)
        office = somebody(self.database, world.network, 'office_admin')
        token = f'a session of a whole life, the one of number {self.lives}'.replace(' ', '-').replace(',', '')
        long = datetime.combine(FIRST, time(), UTC) + timedelta(days=3650)
        with Transaction(self.database, OPERATOR) as transaction:
            transaction.session.add(SessionRow(person_id=office, token_hash=hashed(token), expires_at=long, idle_minutes=5_000_000))
        client = httpx.Client(base_url=self.url, verify=NO_TLS, timeout=30, cookies={cookie_name(secure=False): token})
        names = [name for name, _ in CITIES]
        return world.network, dict(zip(names, (str(each) for each in world.cities.values()), strict=True)), client

    def at(self, day: date) -> None:
        """Go to a day."""
        self.clock(datetime.combine(day, time(10), UTC))


class Life(RuleBasedStateMachine):
    """What cities and the office do, in any order, with and without being allowed to."""

    service: Service

    def __init__(self) -> None:
        super().__init__()
        network, self.ids, self.office = self.service.begin()
        self.network = str(network)
        self.model = Model(FIRST, {name: City(country, LONG_AGO) for name, country in CITIES}, {FIRST: (3, 2)})
        self.groups: list[str] = []
        self.assemblies: list[str] = []
        self.reports: dict[tuple[int, int], str] = {}
        self.announced: set[int] = set()

    def teardown(self) -> None:
        for number in range(len(self.groups)):
            self._history(number)
        self.office.close()

    # -- asking ----------------------------------------------------------------------------------------------------------

    def _read(self, path: str, **query: Any) -> Any:
        answer = self.office.get(path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def _do(self, method: str, path: str, body: Any = None, *, allowed: bool = True) -> Any:
        """Do something, and compare whether it was allowed with what the model says."""
        answer = self.office.request(method, path, json=body, headers=ANYWAY)
        assert answer.status_code < 500, answer.text
        assert answer.is_success is allowed, (method, path, body, answer.text)
        assert answer.is_success or answer.headers['content-type'] == 'application/problem+json'
        return answer.json()

    def _group(self, number: int) -> tuple[Group, str]:
        place = number % len(self.groups)
        return self.model.groups[place], f'/v1/working-groups/{self.groups[place]}'

    def _told(self) -> dict[str, str]:
        return {'channel': 'phone', 'date': self.model.today.isoformat()}

    # -- what happens ----------------------------------------------------------------------------------------------------

    @rule(days=st.integers(1, 40))
    def days_pass(self, days: int) -> None:
        self.model.today += timedelta(days=days)
        self.service.at(self.model.today)

    @precondition(lambda self: len(self.groups) < MOST_GROUPS)
    @rule(place=places, others=st.lists(places, max_size=2), to_lead=st.none() | places)
    def propose(self, place: int, others: list[int], to_lead: int | None) -> None:
        name, invited = CITIES[place][0], [CITIES[other][0] for other in others]
        lead = None if to_lead is None else CITIES[to_lead][0]
        wish = {
            'network_id': self.network, 'city_id': self.ids[name], 'title': f'Group {len(self.groups)}', 'on_behalf_of': self._told(),
            'invited_city_ids': [self.ids[other] for other in invited], **({'lead_city_id': self.ids[lead]} if lead else {}),
        }  # fmt: skip
        allowed = self.model.propose(name, invited, lead)
        found = self._do('POST', '/v1/working-groups', wish, allowed=allowed)
        if allowed:
            self.groups.append(found['id'])

    @precondition(lambda self: self.groups)
    @rule(number=numbers, place=places, days_ago=st.sampled_from((0, 0, 0, 3, 30)))
    def join(self, number: int, place: int, days_ago: int) -> None:
        group, path = self._group(number)
        name, day = CITIES[place][0], self.model.today - timedelta(days=days_ago)
        wish = {'city_id': self.ids[name], 'start_date': day.isoformat(), 'reason': 'as the city has told us'}
        self._do('POST', f'{path}/members', wish, allowed=self.model.join(group, name, day))

    @precondition(lambda self: self.groups)
    @rule(number=numbers, place=places, leads=st.booleans())
    def invite(self, number: int, place: int, leads: bool) -> None:
        group, path = self._group(number)
        name = CITIES[place][0]
        wish = {'working_group_id': path.rpartition('/')[2], 'city_id': self.ids[name], 'leads': leads}
        self._do('POST', '/v1/group-invitations', wish, allowed=self.model.invite(group, name, leads=leads))

    @precondition(lambda self: self.groups)
    @rule(number=numbers, place=places, noun=st.sampled_from(('declines', 'withdrawals')))
    def settle_invitation(self, number: int, place: int, noun: str) -> None:
        group, path = self._group(number)
        name = CITIES[place][0]
        made = self._read('/v1/group-invitations', working_group_id=path.rpartition('/')[2], city_id=self.ids[name])['items']
        if not made:
            assert not self.model.settle_invitation(group, name)
            return
        self._do('POST', f'/v1/group-invitations/{made[0]["id"]}/{noun}', {}, allowed=self.model.settle_invitation(group, name))

    @precondition(lambda self: self.groups)
    @rule(number=numbers, place=places, forced=st.booleans())
    def leave(self, number: int, place: int, forced: bool) -> None:
        group, _ = self._group(number)
        name = CITIES[place][0]
        membership = self._membership(name, number)
        if membership is None:
            assert name not in group.members or group.stage not in {'proposed', 'constituted'}
            return
        wish = {'reason': 'we must'} if forced else {'on_behalf_of': self._told()}
        self._do('POST', f'/v1/memberships/{membership}/ending', wish, allowed=self.model.leave(group, name, forced=forced))

    def _membership(self, name: str, number: int | None) -> str | None:
        """Return the id of a city's open membership in a group, or in the network."""
        found = self._read('/v1/memberships', network_id=self.network, city_id=self.ids[name], ended='false')['items']
        wanted = None if number is None else self.groups[number % len(self.groups)]
        return next((each['id'] for each in found if each['working_group_id'] == wanted), None)

    @precondition(lambda self: self.groups)
    @rule(number=numbers, place=places)
    def hand_over(self, number: int, place: int) -> None:
        group, path = self._group(number)
        name = CITIES[place][0]
        self._do(
            'POST', f'{path}/leads', {'city_id': self.ids[name], 'on_behalf_of': self._told()}, allowed=self.model.hand_over(group, name)
        )

    @precondition(lambda self: self.groups)
    @rule(number=numbers)
    def withdraw(self, number: int) -> None:
        group, path = self._group(number)
        self._do('POST', f'{path}/withdrawals', {'on_behalf_of': self._told()}, allowed=self.model.withdraw(group))

    @rule(place=places, to=st.sampled_from(('suspended', 'active', 'former')))
    def move(self, place: int, to: str) -> None:
        name = CITIES[place][0]
        membership, standing = self._membership(name, None), self.model.cities[name].standing
        allowed = self.model.move(name, to)
        if standing == 'former':
            if to == 'active':
                self._do('POST', '/v1/memberships', {'network_id': self.network, 'city_id': self.ids[name]}, allowed=allowed)
            assert membership is None
            return
        noun = {'suspended': 'suspensions', 'active': 'reactivations', 'former': 'ending'}[to]
        self._do('POST', f'/v1/memberships/{membership}/{noun}', {}, allowed=allowed)

    @rule(place=places, country=countries)
    def correct_country(self, place: int, country: str) -> None:
        name = CITIES[place][0]
        self.model.correct(name, country)
        self._do('PATCH', f'/v1/cities/{self.ids[name]}', {'country_code': country})

    @rule(cities=st.integers(1, 4), countries_needed=st.integers(1, 3))
    def make_by_laws(self, cities: int, countries_needed: int) -> None:
        countries_needed = min(cities, countries_needed)
        path = f'/v1/networks/{self.network}/by-laws'
        kept = {name: value for name, value in self._read(path)['items'][0].items() if name not in _NO_FIGURES}
        wish = {**kept, 'min_cities': cities, 'min_countries': countries_needed, 'valid_from': self.model.today.isoformat()}
        self._do('POST', path, wish, allowed=self.model.decide_by_laws(cities, countries_needed))

    @precondition(lambda self: len(self.assemblies) < 3)
    @rule(choices=st.dictionaries(numbers, st.sampled_from(('continue', 'continue', 'complete'))))
    def assemble(self, choices: dict[int, str]) -> None:
        wish = {'network_id': self.network, 'title': 'General Assembly', 'held_on': self.model.today.isoformat()}
        assembly = self._do('POST', '/v1/assemblies', wish)['id']
        self.assemblies.append(assembly)
        choices = {number: choice for number, choice in choices.items() if number < len(self.groups)}
        allowed = self.model.assemble(choices)
        for number, choice in choices.items():
            path = f'/v1/working-groups/{self.groups[number]}/declarations'
            self._do('POST', path, {'assembly_id': assembly, 'choice': choice, 'on_behalf_of': self._told()}, allowed=number in allowed)
        self._do('POST', f'/v1/assemblies/{assembly}/closings')

    @precondition(lambda self: self.groups and self.assemblies)
    @rule(
        number=numbers, sitting=st.integers(0, 2), to=st.sampled_from(('submissions', 'tablings', 'approvals', 'returns', 'publications'))
    )
    def report(self, number: int, sitting: int, to: str) -> None:
        group, _ = self._group(number)
        place, sitting = number % len(self.groups), sitting % len(self.assemblies)
        if sitting not in group.reports:
            wish = {'working_group_id': self.groups[place], 'assembly_id': self.assemblies[sitting], 'text': 'We have met.'}
            allowed = self.model.begin_report(group, sitting)
            found = self._do('POST', '/v1/reports', wish, allowed=allowed)
            if allowed:
                self.reports[place, sitting] = found['id']
            return
        path = f'/v1/reports/{self.reports[place, sitting]}'
        noun, body = {
            'submissions': ('submissions', {}), 'tablings': ('tablings', None), 'approvals': ('decisions', {'outcome': 'approved'}),
            'returns': ('decisions', {'outcome': 'returned', 'comment': 'Say more.'}),
            'publications': ('publications', {'channel': 'website'}),
        }[to]  # fmt: skip
        self._do('POST', f'{path}/{noun}', body, allowed=self.model.move_report(group, sitting, to))
        assert self._read(path)['stage'] == group.reports[sitting]

    # -- what must be so after each of them ------------------------------------------------------------------------------

    @invariant()
    def they_agree(self) -> None:
        if not self.groups:
            return
        listed = self._read('/v1/working-groups', network_id=self.network, expand='members', limit=100)['items']
        found = {each['id']: each for each in listed}
        asked = self._read('/v1/group-invitations', network_id=self.network, stage='invited', limit=100)['items']
        invited = Counter((each['working_group']['id'], each['city']['name'], each['leads']) for each in asked)
        groups = zip(self.groups, self.model.groups, strict=True)
        assert invited == Counter((group_id, *each) for group_id, group in groups for each in group.invited.items())
        for number, (group_id, group) in enumerate(zip(self.groups, self.model.groups, strict=True)):
            assert self._shown(found[group_id]) == self._expected(group), group_id
            if group.recorded and number not in self.announced:
                self.announced.add(number)
                self._broadcast(group_id, group)

    def _shown(self, found: dict[str, Any]) -> dict[str, Any]:
        """What the service says of a group, in the model's words."""
        return {
            'stage': found['stage'],
            'members': sorted(each['name'] for each in found['members']),
            'lead': found['lead_city'] and found['lead_city']['name'],
            'missing': [(each['code'], each['have'], each['needed']) for each in found['missing']],
            'constituted_on': found['constituted_on'] and found['constituted_on']['value'],
            'closed_on': found['closed_on'],
            'below_minimum': found['below_minimum'],
            'needs_lead': found['needs_lead'],
            'undeclared': found['undeclared'],
        }

    def _expected(self, group: Group) -> dict[str, Any]:
        goes_on = group.stage in {'proposed', 'constituted'}
        return {
            'stage': group.stage,
            'members': sorted(group.members),
            'lead': group.lead,
            'missing': group.lacks,
            'constituted_on': group.met and group.met.isoformat(),
            'closed_on': group.closed and group.closed.isoformat(),
            'below_minimum': group.stage == 'constituted' and bool(group.lacks),
            'needs_lead': goes_on and group.lead not in self.model.active(),
            'undeclared': group.stage == 'constituted' and group.is_undeclared,
        }

    def _broadcast(self, group_id: str, group: Group) -> None:
        """A group that became official was told once to each other active city, and to nobody else (W4)."""
        told = self._read('/v1/notices', working_group_id=group_id, kind='working_group_constituted', limit=100)['items']
        assert Counter(each['city']['id'] for each in told) == Counter(self.ids[name] for name in group.told)

    def _history(self, number: int) -> None:
        """At the end of a life: who led when has no overlap (W7), and the public sees what is official, and no flag of it (W13)."""
        group, path = self._group(number)
        terms = sorted((each['start_date'], each['end_date'] or '9999') for each in self._read(f'{path}/leads')['items'])
        assert all(end <= start for (_, end), (start, _) in pairwise(terms)), terms
        self._broadcast(self.groups[number], group)
        public = httpx.get(f'{self.service.url}/v1/public/working-groups/{self.groups[number]}', timeout=30, verify=NO_TLS)
        is_public = group.stage in {'constituted', 'completed'}
        assert (public.status_code == 200) is is_public
        assert not is_public or not {'needs_lead', 'below_minimum', 'undeclared', 'missing'} & set(public.json())
        for sitting, stage in group.reports.items():
            shown = httpx.get(f'{self.service.url}/v1/reports/{self.reports[number, sitting]}', timeout=30, verify=NO_TLS)
            assert shown.status_code in {401, 404}, stage


_NO_FIGURES = {'id', 'version', 'network_id', 'number', 'demonstration', 'source', 'created_at', 'updated_at', 'valid_from'}


@pytest.fixture
def service(database: Database, clock: Clock) -> Iterator[Service]:
    with answering(database) as url:
        yield Service(database, url, clock)


@pytest.mark.in_turn(3)
def test_whatever_happens_in_whatever_order_the_rules_hold(service: Service, full: bool) -> None:
    length = settings(
        max_examples=300 if full else 12, stateful_step_count=40 if full else 25, deadline=None,
        suppress_health_check=list(HealthCheck), derandomize=not full, database=None,
    )  # fmt: skip
    kind = type('LifeHere', (Life,), {'service': service})
    run_state_machine_as_test(kind, settings=length)
