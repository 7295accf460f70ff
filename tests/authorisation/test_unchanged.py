"""A body that reads otherwise has another ETag: whatever a record shows of other records, a change of those is a change of it."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import httpx
import pytest

from api.database import Database
from tests.authorisation.asking import asking
from tests.authorisation.prepared import Prepared, prepare
from tests.conftest import Databases
from tests.world import answering, rows

# What needs no credentials has no row there.
PUBLIC = tuple(
    f'/v1/public/{path}'
    for path in (
        'networks', 'cities', 'cities/bologna', 'cities/graz', 'cities/bologna/schema.jsonld', 'working-groups', 'reports', 'outputs',
        'working-groups/racism-in-sport', 'working-groups/public-space', 'working-groups/racism-in-sport/schema.jsonld',
    )
)  # fmt: skip


class Reader:
    """Somebody who reads everything that has an ETag."""

    def __init__(self, http: httpx.Client, paths: Iterable[str]) -> None:
        self.http, self.paths = http, set(paths)
        self.http.follow_redirects = True
        self.known = self.read()
        self.paths = set(self.known)

    def read(self) -> dict[str, tuple[str, bytes]]:
        """Return ETag and body of all that can be read now and has one."""
        found = {path: self.http.get(path) for path in self.paths}
        return {path: (answer.headers['etag'], answer.content) for path, answer in found.items() if 'etag' in answer.headers}


class Place(NamedTuple):
    """The service on a prepared world that keeps what is written."""

    world: Prepared
    office: httpx.Client
    readers: dict[str, Reader]


@pytest.fixture(scope='module')
def place(databases: Databases) -> Iterator[Place]:
    """The prepared world, its office, and who reads there."""
    url = databases.copy()
    database = Database(url)
    world = prepare(database)
    reads = tuple(ask.path for ask in asking(world).values() if ask.method == 'GET' and not ask.query) + PUBLIC
    in_network = 'SELECT id FROM memberships WHERE city_id = :city AND network_id = :network AND working_group_id IS NULL'
    graz = rows(database, in_network, city=world.ids['graz'], network=world.ids['network'])[0]['id']
    world.ids['graz_in_network'] = graz
    with answering(database) as address:
        callers = {name: world.caller(address, name, '') for name in ('office_client', 'coordinator', 'anonymous')}
        yield Place(world, callers['office_client'], {name: Reader(http, reads) for name, http in callers.items()})
        for http in callers.values():
            http.close()
    databases.drop(url)


# What is done one after the other; each changes something that other records show too.
ACTS = {
    'a network is renamed': 'PATCH /v1/networks/eccar name',
    'a city is renamed': 'PATCH /v1/cities/bologna name',
    'the lead city is renamed': 'PATCH /v1/cities/graz name',
    'a group is renamed': 'PATCH /v1/working-groups/fair-housing title',
    'a constituted group is renamed': 'PATCH /v1/working-groups/racism-in-sport title',
    'an organisation is renamed': 'PATCH /v1/organisations/helping-hands name',
    'a person is renamed': 'PATCH /v1/people/{person} name',
    'a department is renamed': 'PATCH /v1/departments/{department} name',
    'an assembly is renamed': 'PATCH /v1/assemblies/{assembly} title',
    'a meeting is renamed': 'PATCH /v1/meetings/{meeting} title',
    'a document is renamed': 'PATCH /v1/documents/{document} title',
    'an action item is renamed': 'PATCH /v1/action-items/{item} title',
    'a city joins': 'POST /v1/working-groups/fair-housing/members berlin',
    'the lead is handed over': 'POST /v1/working-groups/fair-housing/leads bologna',
    'a group completes': 'POST /v1/working-groups/racism-in-sport/declarations complete',
    'a lead city leaves the network': 'POST /v1/memberships/{in_network}/ending',
    'a founder leaves the network': 'POST /v1/memberships/{graz_in_network}/ending',
}


def asked(place: Place, act: str) -> httpx.Response:
    """Do one of the acts, as the office."""
    method, path, *wish = act.format_map(place.world.ids).split()
    body: dict[str, Any] = {}
    if wish and method == 'PATCH':
        body = {wish[0]: 'Under another name'}
    elif wish == ['complete']:
        body = {'assembly_id': str(place.world.ids['assembly']), 'choice': 'complete', 'reason': 'All is done.'}
    elif wish:
        body = {'city_id': str(place.world.ids[wish[0]])}
    return place.office.request(method, path, json=body)


@pytest.mark.in_turn(3)
@pytest.mark.parametrize('act', ACTS.values(), ids=ACTS.keys())
def test_what_reads_otherwise_has_another_etag(place: Place, act: str) -> None:
    answer = asked(place, act)
    assert answer.is_success, answer.text
    changed = 0
    for name, reader in place.readers.items():
        # Nothing but these acts happens in this world: what was read after the one before is what was there before this one.
        before, reader.known = reader.known, reader.read()
        for path, (tag, body) in reader.known.items():
            if path in before and before[path][1] != body:
                changed += 1
                assert tag != before[path][0], f'{path} as {name}'
    assert changed
