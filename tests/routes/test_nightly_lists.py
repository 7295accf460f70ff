"""The night's work of an office that keeps its own list: the real command against the service, as cron runs it."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest

from tests.house.tree import ROOT
from tests.routes.acts import join, made, propose
from tests.routes.conftest import ClientFor, Journal, Somebody, World
from tests.routes.test_membership_batches import names_in

Command = Callable[..., subprocess.CompletedProcess[str]]
# Each runs the command many times over.
pytestmark = pytest.mark.in_turn(4)

SCOPES = ['working-groups:read', 'memberships:write']
NOTHING = 'in all 0 joined, 0 left, 0 changed, 5 unchanged'
HEADINGS = 'working_group,member,role'


@pytest.fixture
def credentials(client_for: ClientFor, world: World) -> dict[str, str]:
    wish = {'name': 'Nightly list', 'network_id': str(world.network), 'scopes': SCOPES}
    client = made(client_for(everywhere=True).post('/v1/api-clients', json=wish))
    return {'CLIENT_ID': client['id'], 'CLIENT_SECRET': client['client_secret']}


@pytest.fixture
def coalition(http: httpx.Client, credentials: dict[str, str]) -> Command:
    """Run `coalition memberships …` to its end; what it says never holds the secret."""

    def run(act: str, file: Path | str, *words: str, server: str = '', **variables: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if 'proxy' not in name.lower()}
        command = [sys.executable, '-m', 'api.cli', 'memberships', act, str(file), '--server', server or str(http.base_url), *words]
        said = {**kept, **credentials, **variables}
        done = subprocess.run(command, cwd=ROOT, env=said, capture_output=True, text=True, timeout=60, check=False)
        assert credentials['CLIENT_SECRET'] not in done.stdout + done.stderr
        assert 'Traceback' not in done.stderr, done.stderr
        return done

    return run


def listed(file: Path, *members: str, group: str = 'fair-housing') -> Path:
    file.write_text('\n'.join([HEADINGS, *(f'{group},{member},' for member in members)]) + '\n')
    return file


def test_a_year_of_nights(
    coalition: Command, office: Somebody, world: World, group: dict[str, Any], tmp_path: Path, journal: Journal
) -> None:
    for city in ('barcelona', 'heidelberg'):
        made(join(office, world, group, city))
    everybody = {'Graz', 'Wien', 'Bologna', 'Barcelona', 'Heidelberg'}
    before = journal(group['id'])

    cut_off = listed(tmp_path / 'list.csv', 'graz', 'wien')
    for act in ('plan', 'apply'):
        refused = coalition(act, cut_off)
        assert (refused.returncode, refused.stdout) == (3, '')
        assert refused.stderr == (
            'fair-housing: 3 members would leave “Fair housing”, of 5. If the list is complete, allow it with max_removals: 3.\n'
            'Nothing was done.\n'
        )

    whole = listed(tmp_path / 'list.csv', 'graz', 'wien', 'berlin', 'barcelona', 'heidelberg')
    planned = coalition('plan', whole)
    assert (planned.returncode, planned.stderr) == (2, '')
    assert [line.split() for line in planned.stdout.splitlines()] == [
        ['fair-housing', 'joins', 'Berlin'],
        ['fair-housing', 'leaves', 'Bologna'],
        ['fair-housing', 'in', 'all', '1', 'joined,', '1', 'left,', '0', 'changed,', '4', 'unchanged'],
    ]
    assert names_in(office, group) == everybody
    assert journal(group['id']) == before

    applied = coalition('apply', whole)
    assert (applied.returncode, applied.stderr) == (0, '')
    assert [line.split()[1:3] for line in applied.stdout.splitlines()[:2]] == [['joined', 'Berlin'], ['left', 'Bologna']]
    assert names_in(office, group) == everybody - {'Bologna'} | {'Berlin'}

    written = journal(group['id'])
    for act in ('apply', 'plan'):
        again = coalition(act, whole)
        assert (again.returncode, again.stdout.split()) == (0, ['fair-housing', *NOTHING.split()])
    assert journal(group['id']) == written

    refused = coalition('apply', listed(tmp_path / 'list.csv', 'wien', 'berlin', 'barcelona', 'heidelberg'))
    assert refused.returncode == 3
    assert refused.stderr.startswith('fair-housing: Graz leads “Fair housing” and is not in the list. Hand the lead over')
    assert names_in(office, group) == everybody - {'Bologna'} | {'Berlin'}

    few = coalition('apply', listed(tmp_path / 'few.csv', 'graz'), '--max-removals', '4')
    assert (few.returncode, names_in(office, group)) == (0, {'Graz'})


def test_several_groups_are_done_only_when_none_is_refused(
    coalition: Command, office: Somebody, world: World, group: dict[str, Any], tmp_path: Path
) -> None:
    other = propose(office, world, title='Hate crime')
    file = tmp_path / 'groups.json'
    graz = {'member': {'slug': 'graz'}}
    wanted = [
        {'working_group': other['slug'], 'members': [graz, {'member': {'slug': 'berlin'}}]},
        {'working_group': group['id'], 'members': [graz]},
    ]
    file.write_text(json.dumps({'working_groups': wanted}))
    refused = coalition('apply', file)
    assert refused.returncode == 3
    assert names_in(office, other) == {'Graz'}
    wanted[1]['members'] += [
        {'member': {'identifier': {'scheme': 'geonames', 'value': '2761369'}}},
        {'member': {'id': str(world.cities['bologna'])}},
    ]
    file.write_text(json.dumps({'working_groups': wanted}))
    applied = coalition('apply', file, '--reason', 'as the list says')
    assert (applied.returncode, applied.stderr) == (0, '')
    assert names_in(office, other) == {'Graz', 'Berlin'}
    file.write_text(json.dumps([{'working_group': group['slug'], 'members': [{'member': {'slug': 'atlantis'}}]}]))
    unknown = coalition('plan', file)
    assert unknown.returncode == 3
    assert '/members/0/member: ' in unknown.stderr


def test_a_group_that_becomes_official_is_told_of(coalition: Command, office: Somebody, world: World, tmp_path: Path) -> None:
    proposal = propose(office, world)
    done = coalition('plan', listed(tmp_path / 'list.csv', 'graz', 'bologna', 'berlin', group=proposal['id']))
    assert 'proposed → constituted' in done.stdout


def test_an_export_is_a_list(coalition: Command, office: Somebody, world: World, group: dict[str, Any], tmp_path: Path) -> None:
    named = made(office.post('/v1/organisations', json={'name': '=Formula', 'kind': 'institution'}))
    made(office.post(f'/v1/working-groups/{group["id"]}/associates', json={'organisation_id': named['id']}))
    assert world.network
    for kind in ('csv', 'xlsx'):
        file = tmp_path / f'memberships.{kind}'
        file.write_bytes(office.get(f'/v1/exports/memberships.{kind}', params={'working_group_id': group['id']}).content)
        done = coalition('plan', file)
        assert (done.returncode, done.stderr) == (0, '')
        assert done.stdout.endswith('0 joined, 0 left, 0 changed, 4 unchanged\n')


def test_an_organisation_leaves_by_a_list_with_a_reason(
    coalition: Command, office: Somebody, world: World, group: dict[str, Any], tmp_path: Path, journal: Journal
) -> None:
    assert world.network
    named = made(office.post('/v1/organisations', json={'name': 'Legal Aid', 'kind': 'civil_society'}))
    came = made(office.post(f'/v1/working-groups/{group["id"]}/associates', json={'organisation_id': named['id']}))
    file = listed(tmp_path / 'list.csv', 'graz', 'wien', 'bologna')
    refused = coalition('apply', file)
    assert (refused.returncode, refused.stdout) == (3, '')
    assert '/members: Legal Aid: Please say why' in refused.stderr
    applied = coalition('apply', file, '--reason', 'The project is over.')
    assert (applied.returncode, applied.stderr) == (0, '')
    assert 'Legal Aid' not in names_in(office, group)
    assert journal(came['membership']['id'])[-1]['reason'] == 'The project is over.'


def test_what_cannot_be_worked_with_is_said_in_a_sentence(coalition: Command, http: httpx.Client, bad_way: str, tmp_path: Path) -> None:
    file, no_table, other = listed(tmp_path / 'list.csv', 'graz'), tmp_path / 'no.csv', tmp_path / 'other.json'
    no_table.write_bytes(b'%PDF-1.7')
    other.write_text('{"groups": []}')
    wrong: list[tuple[subprocess.CompletedProcess[str], str]] = [
        (coalition('plan', tmp_path / 'nothing.csv'), 'cannot be read: No such file'),
        (coalition('plan', no_table), 'cannot be read as a table'),
        (coalition('plan', other), 'is not JSON of this form'),
        (coalition('plan', listed(tmp_path / 'list2.csv')), 'has no rows below its headings'),
        (coalition('plan', listed(tmp_path / 'list3.csv', '')), 'members.0.member'),
        (coalition('plan', file, CLIENT_SECRET=''), 'CLIENT_ID and CLIENT_SECRET are to be set'),
        (coalition('plan', file, CLIENT_ID='nobody'), 'gives no token to this client'),
        (coalition('plan', file, server='http://coalition.example.org'), 'is no https address'),
        (coalition('plan', file, server='coalition'), '--server wants an address'),
        (coalition('plan', file, server='http://127.0.0.1:port'), '--server wants an address'),
        (
            coalition('plan', file, server=f'{http.base_url}/docs/nothing'),
            '/docs/nothing gives no token to this client: There is nothing here',
        ),
        (coalition('plan', file, server=f'{bad_way}/page'), 'is not a Coalition service: it answers 200 without JSON.'),
        (coalition('plan', file, '--max-removals', 'many'), 'invalid int value'),
        (coalition('begin', file), 'invalid choice'),
    ]
    for done, said in wrong:
        assert (done.returncode, done.stdout) == (4, ''), (said, done)
        assert said in done.stderr


def test_the_cities_of_a_network_are_brought_to_a_list(
    coalition: Command, office: Somebody, world: World, group: dict[str, Any], tmp_path: Path
) -> None:
    torino = made(office.post('/v1/cities', json={'name': 'Torino', 'country_code': 'IT'}))

    def cities(file: str, *names: str) -> Path:
        path = tmp_path / file
        path.write_text('\n'.join(['network,member,stage', *(f'eccar,{name}' for name in names)]) + '\n')
        return path

    def belong() -> set[str]:
        query = {'network_id': str(world.network), 'ended': 'false'}
        items = made(office.get('/v1/memberships', params=query))['items']
        return {each['member']['slug'] for each in items if each['working_group_id'] is None}

    before = belong()
    cut_off = coalition('apply', cities('cut.csv', 'graz,', 'wien,'))
    assert (cut_off.returncode, cut_off.stdout, belong()) == (3, '', before)
    assert 'European Coalition' in cut_off.stderr
    without_lead = coalition('plan', cities('lead.csv', *(f'{name},' for name in before - {'graz'})))
    assert (without_lead.returncode, 'Graz leads “Fair housing”' in without_lead.stderr) == (3, True)
    whole = cities('whole.csv', *(f'{name},' for name in before - {'berlin', 'wien'}), 'torino,', 'wien,suspended')
    planned = coalition('plan', whole)
    assert (planned.returncode, planned.stderr, belong()) == (2, '', before)
    assert [line.split() for line in planned.stdout.splitlines()] == [
        ['eccar', 'joins', 'Torino'],
        ['eccar', 'leaves', 'Berlin'],
        ['eccar', 'changes', 'Wien'],
        ['eccar', 'in', 'all', '1', 'joined,', '1', 'left,', '1', 'changed,', '4', 'unchanged'],
    ]
    applied = coalition('apply', whole, '--reason', 'As the list of the assembly says.')
    assert (applied.returncode, applied.stderr) == (0, '')
    assert belong() == before - {'berlin'} | {'torino'}
    assert made(office.get(f'/v1/working-groups/{group["id"]}'))['city_count'] == 2, 'Wien is in it and does not count'
    file = tmp_path / 'networks.json'
    members = [{'member': {'id': torino['id']}}, *({'member': {'slug': name}} for name in before - {'berlin'})]
    file.write_text(json.dumps({'networks': [{'network': str(world.network), 'members': members}]}))
    for act in ('apply', 'plan'):
        again = coalition(act, file)
        assert (again.returncode, again.stderr) == (0, '')
        assert again.stdout.endswith('0 joined, 0 left, 0 changed, 6 unchanged\n')


# -- when the way is bad ---------------------------------------------------------------------------------------------------


class BadWay(BaseHTTPRequestHandler):
    """Hands on what it is asked; what it is told beforehand goes wrong with the next writes."""

    behind: ClassVar[str] = ''
    faults: ClassVar[list[str]] = []
    writes: ClassVar[list[str | None]] = []

    def _hand_on(self) -> None:
        sent = self.rfile.read(int(self.headers.get('content-length', 0)))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in {'host', 'connection', 'accept-encoding'}}
        if self.path.startswith('/page'):
            self.send_response(200)
            self.send_header('Content-Length', '0')
            self.end_headers()
            return
        is_write = self.command == 'PUT' and 'dry_run' not in self.path
        fault = self.faults.pop(0) if is_write and self.faults else ''
        if is_write:
            self.writes.append(self.headers.get('idempotency-key'))
        if fault in {'429', '503'}:
            self.send_response(int(fault))
            self.send_header('Retry-After', '1')
            self.send_header('Content-Length', '0')
            self.end_headers()
            return
        answer = httpx.request(self.command, self.behind + self.path, content=sent, headers=headers, trust_env=False)
        if fault == 'lost':
            self.close_connection = True
            self.connection.close()
            return
        self.send_response(answer.status_code)
        for name in ('content-type', 'retry-after'):
            if name in answer.headers:
                self.send_header(name, answer.headers[name])
        self.send_header('Content-Length', str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    do_GET = do_POST = do_PUT = _hand_on  # noqa: N815 -- named by the library

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@pytest.fixture
def bad_way(http: httpx.Client) -> Iterator[str]:
    BadWay.behind, BadWay.faults, BadWay.writes = str(http.base_url).rstrip('/'), [], []
    server = ThreadingHTTPServer(('127.0.0.1', 0), BadWay)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a connection that was closed on purpose
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f'http://127.0.0.1:{server.server_port}'
    server.shutdown()
    server.server_close()
    thread.join(10)


def test_a_lost_answer_and_a_busy_service_do_nothing_twice(
    coalition: Command, office: Somebody, group: dict[str, Any], bad_way: str, tmp_path: Path, journal: Journal
) -> None:
    BadWay.faults[:] = ['503', 'lost', '429']
    before = len(journal(group['id']))
    done = coalition('apply', listed(tmp_path / 'list.csv', 'graz', 'wien', 'bologna', 'berlin'), server=bad_way)
    assert (done.returncode, done.stderr) == (0, '')
    assert ['fair-housing', 'joined', 'Berlin'] in [line.split() for line in done.stdout.splitlines()]
    assert len(BadWay.writes) == 4
    assert len(set(BadWay.writes)) == 1
    assert BadWay.writes[0]
    assert len(journal(group['id'])) == before + 1
    assert 'Berlin' in names_in(office, group)


def test_a_service_that_is_not_there_is_said_to_be_away(coalition: Command, tmp_path: Path) -> None:
    done = coalition('plan', listed(tmp_path / 'list.csv', 'graz'), '--patience', '1', server='http://127.0.0.1:9')
    assert done.returncode == 4
    assert 'cannot be reached, after 2 tries: ConnectError.' in done.stderr
