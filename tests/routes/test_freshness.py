"""What one has seen is never called unchanged when it would read otherwise now; what a write answers is what one reads next."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import httpx
import pytest

from api import reads
from api.callers import cookie_name
from api.database import Database
from api.permissions import Caller
from api.reads import Read
from tests.routes.acts import constituted, end, hand_over, join, made, membership, move, propose, read_group, set_up
from tests.routes.conftest import ClientFor, SignedIn, Somebody, World, problem, sign_in
from tests.statements import statements
from tests.world import at_once


def said_and_read(answer: httpx.Response, caller: httpx.Client, path: str) -> tuple[tuple[Any, str | None], tuple[Any, str | None]]:
    """Return body and ETag of a write's answer, and of reading the same directly afterwards."""
    found = caller.get(path)
    return (made(answer), answer.headers.get('etag')), (made(found), found.headers.get('etag'))


def again(http: httpx.Client, database: Database, person: Somebody) -> httpx.Client:
    """Sign somebody in once more: a change of roles ends their sessions."""
    http.cookies.set(cookie_name(secure=False), sign_in(database, person.id))
    return http


# -- what a write answers --------------------------------------------------------------------------------------------------


def test_who_hands_the_lead_over_is_told_at_once_what_is_left_to_do(
    graz: Somebody, bologna: Somebody, signed_in: SignedIn, world: World
) -> None:
    group = propose(graz, world)
    made(join(bologna, world, group, 'bologna'))
    contact = signed_in('lead_contact', 'graz', working_group=group['id'])
    before = read_group(contact, group)
    assert 'hand_over_lead' in before['you_may']
    after = made(hand_over(contact, world, before, 'bologna'))
    assert (after['lead_city']['slug'], after['you_may']) == ('bologna', [])


def test_who_takes_the_lead_is_told_at_once_what_it_may(client_for: ClientFor, office: Somebody, world: World) -> None:
    graz, bologna = client_for(city='graz'), client_for(city='bologna')
    group = propose(graz, world)
    made(join(bologna, world, group, 'bologna'))
    path = f'/v1/working-groups/{group["id"]}'
    for caller, city in ((office, 'bologna'), (bologna, 'graz'), (graz, 'bologna')):
        said, read = said_and_read(hand_over(caller, world, read_group(caller, group), city), caller, path)
        assert said == read


def test_who_joins_or_leaves_is_told_at_once_what_it_may(graz: Somebody, bologna: Somebody, client_for: ClientFor, world: World) -> None:
    group = propose(graz, world)
    machine = client_for(city='berlin')
    for caller, city in ((bologna, 'bologna'), (machine, 'berlin')):
        joined = made(join(caller, world, group, city))
        assert joined['working_group'] == read_group(caller, group)
        assert joined['membership'] == made(caller.get(f'/v1/memberships/{joined["membership"]["id"]}'))
        path = f'/v1/memberships/{joined["membership"]["id"]}'
        said, read = said_and_read(end(caller, joined['membership']), caller, path)
        assert said == read


def test_who_changes_its_own_rights_is_told_what_is_left_of_them(signed_in: SignedIn, http: httpx.Client, database: Database) -> None:
    admin = signed_in('office_admin')
    own = made(admin.get('/v1/roles'))['items'][0]
    ended = admin.post(f'/v1/roles/{own["id"]}/ending', json={}, headers={'if-match': '*'})
    said, read = said_and_read(ended, again(http, database, admin), f'/v1/roles/{own["id"]}')
    assert said == read
    assert said[0]['you_may'] == []


def test_a_write_that_takes_away_the_sight_of_its_record_is_answered_all_the_same(
    graz: Somebody, bologna: Somebody, signed_in: SignedIn, world: World
) -> None:
    group = propose(graz, world)
    made(join(bologna, world, group, 'bologna'))
    contact = signed_in('lead_contact', 'graz', working_group=group['id'])
    before = read_group(contact, group)
    assert made(hand_over(contact, world, before, 'bologna'))['version'] > before['version']
    assert problem(contact.get(f'/v1/working-groups/{group["id"]}')) == (404, 'not-found')


# -- what has not changed --------------------------------------------------------------------------------------------------


class Seen:
    """Somebody who has read a record and asks again whether it has changed."""

    def __init__(self, caller: httpx.Client, path: str, **headers: str) -> None:
        self.caller, self.path, self.headers = caller, path, headers
        first = caller.get(path, headers=headers)
        self.body, self.tag = made(first), first.headers['etag']
        assert self.asked().status_code == 304

    def asked(self, **headers: str) -> httpx.Response:
        """Ask again."""
        return self.caller.get(self.path, headers={**self.headers, 'if-none-match': self.tag, **headers})

    def reads_otherwise(self) -> dict[str, Any]:
        """Ask again and return what it says now, having checked that it is not called unchanged."""
        answer = self.asked()
        assert answer.status_code == 200
        assert answer.headers['etag'] != self.tag
        body = made(answer)
        assert body != self.body
        return body


def test_a_role_that_is_given_or_ended_shows(
    bologna: Somebody, office: Somebody, graz: Somebody, http: httpx.Client, database: Database, world: World
) -> None:
    group = propose(graz, world)
    seen = Seen(bologna, f'/v1/working-groups/{group["id"]}')
    wish = {'network_id': str(world.network), 'person_id': str(bologna.id), 'role': 'office_staff'}
    role = made(office.post('/v1/roles', json=wish))
    seen.caller = again(http, database, bologna)
    assert 'hand_over_lead' in seen.reads_otherwise()['you_may']
    seen = Seen(http, f'/v1/working-groups/{group["id"]}')
    made(office.post(f'/v1/roles/{role["id"]}/ending', json={}, headers={'if-match': '*'}))
    seen.caller = again(http, database, bologna)
    assert 'hand_over_lead' not in seen.reads_otherwise()['you_may']


def test_a_lead_that_is_handed_over_shows(client_for: ClientFor, office: Somebody, world: World) -> None:
    graz, bologna = client_for(city='graz'), client_for(city='bologna')
    group = propose(graz, world)
    made(join(bologna, world, group, 'bologna'))
    readers = [Seen(caller, f'/v1/working-groups/{group["id"]}') for caller in (graz, bologna, office)]
    made(hand_over(office, world, read_group(office, group), 'bologna'))
    assert [reader.reads_otherwise()['lead_city']['slug'] for reader in readers] == ['bologna'] * 3


def test_a_third_city_shows_in_the_group_and_in_what_one_may_do(bologna: Somebody, office: Somebody, world: World) -> None:
    group = propose(office, world)
    made(join(office, world, group, 'vienna'))
    readers = [Seen(caller, f'/v1/working-groups/{group["id"]}') for caller in (bologna, office)]
    made(join(office, world, group, 'bologna'))
    assert [(each['stage'], each['missing'], each['city_count']) for each in (reader.reads_otherwise() for reader in readers)] == [
        ('constituted', [], 3),
        ('constituted', [], 3),
    ]


def test_a_suspended_city_shows(office: Somebody, bologna: Somebody, world: World) -> None:
    seen = Seen(bologna, '/v1/cities/bologna')
    made(move(office, membership(office, world, 'bologna'), 'suspensions', reason='as the board decided'))
    assert seen.reads_otherwise()['memberships'] == []


# -- what an ETag is made of -----------------------------------------------------------------------------------------------

BERLIN = ZoneInfo('Europe/Berlin')
EVENING, MORNING = datetime(2028, 2, 29, 23, 56, tzinfo=BERLIN), datetime(2028, 3, 1, 0, 3, tzinfo=BERLIN)


class Scene(NamedTuple):
    """Where a change happens."""

    client_for: ClientFor
    signed_in: SignedIn
    clock: Callable[[datetime], None]
    world: World


@pytest.fixture
def scene(client_for: ClientFor, signed_in: SignedIn, clock: Callable[[datetime], None], world: World) -> Scene:
    """Where a change happens."""
    return Scene(client_for, signed_in, clock, world)


def overnight(scene: Scene, **dates: str) -> Seen:
    """Let somebody read an action item in the evening; then midnight passes in the network."""
    scene.clock(EVENING.astimezone(UTC))
    office = scene.client_for()
    item = made(set_up(office, constituted(office, scene.world), **dates))
    assert (item['late'], item['stale']) == (False, False)
    seen = Seen(office, f'/v1/action-items/{item["id"]}')
    scene.clock(MORNING.astimezone(UTC))
    return seen


def a_day_passes_on_which_it_was_due(scene: Scene) -> Seen:
    return overnight(scene, due_on='2028-02-29')


def the_last_day_for_news_of_it_passes(scene: Scene) -> Seen:
    return overnight(scene, starts_on='2027-11-01')


def another_record_decides_what_one_may_do(scene: Scene) -> Seen:
    office, bologna = scene.client_for(), scene.signed_in('coordinator', 'bologna')
    network, cities = str(scene.world.network), scene.world.cities
    wish = {'network_id': network, 'city_id': str(cities['bologna']), 'name': 'Carla Colleague', 'mail': 'c@example.org'}
    person = made(office.post('/v1/people', json=wish))
    seen = Seen(bologna, f'/v1/people/{person["id"]}')
    assert 'update_person' in seen.body['you_may']
    elsewhere = {'network_id': network, 'person_id': person['id'], 'role': 'coordinator', 'city_id': str(cities['graz'])}
    made(office.post('/v1/roles', json=elsewhere))
    return seen


def the_reader_takes_another_language(scene: Scene) -> Seen:
    graz = scene.signed_in('coordinator', 'graz')
    seen = Seen(graz, '/v1/cities/graz')
    made(graz.patch('/v1/me', json={'language': 'de'}))
    return seen


def the_request_asks_for_another_language(scene: Scene) -> Seen:
    seen = Seen(scene.client_for(), '/v1/cities/graz')
    seen.headers = {'accept-language': 'de'}
    return seen


def it_is_corrected(scene: Scene) -> Seen:
    office = scene.client_for()
    seen = Seen(office, '/v1/cities/graz')
    made(office.patch('/v1/cities/graz', json={'latitude': 47.07}, headers={'if-match': '*'}))
    return seen


# What happens | the part of the ETag by which it shows.
CHANGES: list[tuple[Callable[[Scene], Seen], str]] = [
    (a_day_passes_on_which_it_was_due, 'derived'),
    (the_last_day_for_news_of_it_passes, 'derived'),
    (another_record_decides_what_one_may_do, 'you_may'),
    (the_reader_takes_another_language, 'language'),
    (the_request_asks_for_another_language, 'language'),
    (it_is_corrected, 'version'),
]
each_change = pytest.mark.parametrize(('change', 'part'), CHANGES, ids=[change.__name__ for change, _ in CHANGES])


@each_change
def test_what_shapes_a_record_is_never_called_unchanged_when_it_has_changed(
    change: Callable[[Scene], Seen], part: str, scene: Scene
) -> None:
    seen = change(scene)
    if part == 'language':
        assert seen.asked().status_code == 200
        return
    before, after = seen.body, seen.reads_otherwise()
    assert (after['version'] == before['version']) == (part != 'version')
    assert {name for name in ('late', 'stale', 'you_may', 'latitude') if name in after and after[name] != before[name]}


@each_change
def test_an_etag_without_that_part_would_hide_the_change(
    change: Callable[[Scene], Seen], part: str, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above can fail: it would, were the part left out."""
    tag_of = reads._tag

    def poorer(caller: Caller, read: Read, found: Mapping[str, Any], you_may: Sequence[str] | None) -> str:
        caller = replace(caller, language='en') if part == 'language' else caller
        read = replace(read, derived=()) if part == 'derived' else read
        found = {**found, 'version': 1} if part == 'version' else found
        return tag_of(caller, read, found, None if part == 'you_may' else you_may)

    monkeypatch.setattr(reads, '_tag', poorer)
    assert change(scene).asked().status_code == 304


# -- what it costs ----------------------------------------------------------------------------------------------------------


def test_saying_that_nothing_has_changed_builds_no_json(office: Somebody, world: World) -> None:
    group = propose(office, world)
    seen = Seen(office, f'/v1/working-groups/{group["id"]}')
    with statements() as noted:
        assert seen.asked().status_code == 304
    of_group = [statement for statement, _ in noted if 'FROM working_groups' in statement]
    assert len(of_group) == 1
    assert 'json_build_object' not in of_group[0]
    with statements() as noted:
        office.get(seen.path)
    of_group = [statement for statement, _ in noted if 'FROM working_groups' in statement]
    assert len(of_group) == 1
    assert 'json_build_object' in of_group[0]


@pytest.mark.parametrize('form', ['{tag}', 'W/{tag}', '"other", {tag}', '*', '{tag} , "x"'])
def test_an_etag_is_named_alone_among_others_weakly_or_not_at_all(office: Somebody, form: str) -> None:
    for path in ('/v1/cities/graz', '/v1/public/cities'):
        tag = office.get(path).headers['etag']
        assert office.get(path, headers={'if-none-match': form.format(tag=tag)}).status_code == 304
        for other in (tag.strip('"'), tag[:-2] + '"', f'"{tag}', '"1"', ''):
            assert office.get(path, headers={'if-none-match': other}).status_code == 200, other


# -- fields that are asked for ---------------------------------------------------------------------------------------------


def test_what_is_asked_for_beside_a_record_has_no_etag_and_is_never_called_unchanged(office: Somebody, world: World) -> None:
    group = propose(office, world)
    for path in (f'/v1/working-groups/{group["id"]}?expand=members', '/v1/cities/graz?expand=you_may,working_groups'):
        answer = office.get(path)
        assert 'etag' not in answer.headers
        again = office.get(path, headers={'if-none-match': f'*, "{group["version"]}"'})
        assert (again.status_code, again.json()) == (200, answer.json())


def test_a_field_is_null_unless_it_is_asked_for(office: Somebody, world: World) -> None:
    group = propose(office, world)
    made(join(office, world, group, 'bologna'))
    path = f'/v1/working-groups/{group["id"]}'
    names = [{'slug': each['slug'], 'name': each['name']} for each in made(office.get(f'{path}?expand=members'))['members']]
    assert names == [{'slug': 'bologna', 'name': 'Bologna'}, {'slug': 'graz', 'name': 'Graz'}]
    assert made(office.get(path))['members'] is None
    plain, asked = (made(office.get('/v1/working-groups', params=query))['items'][0] for query in ({}, {'expand': 'members,you_may'}))
    assert (plain['members'], plain['you_may']) == (None, None)
    assert ([each['slug'] for each in asked['members']], 'update_working_group' in asked['you_may']) == (['bologna', 'graz'], True)
    assert {each['id'] for each in made(office.get('/v1/cities/graz?expand=working_groups'))['working_groups']} == {group['id']}
    assert made(office.get('/v1/cities/graz'))['working_groups'] is None


def test_a_city_shows_only_the_groups_that_one_may_see(office: Somebody, client_for: ClientFor, world: World) -> None:
    propose(office, world)
    stranger = client_for(network=world.other_network)
    assert made(stranger.get('/v1/cities/graz?expand=working_groups'))['working_groups'] == []
    narrow = client_for('cities:read')
    refused = narrow.get('/v1/cities?expand=working_groups')
    assert refused.json()['type'] == '/problems/insufficient-scope'
    assert 'scope="working-groups:read"' in refused.headers['www-authenticate']
    assert made(narrow.get('/v1/cities?expand=you_may'))['items'] != []


# -- at once ---------------------------------------------------------------------------------------------------------------


def test_of_fifty_changes_to_the_same_version_one_is_made_and_the_others_are_told(office: Somebody, world: World) -> None:
    tag = office.get('/v1/cities/graz').headers['etag']

    def change(number: int) -> Callable[[], httpx.Response]:
        return lambda: office.patch('/v1/cities/graz', json={'latitude': number / 10}, headers={'if-match': tag})

    answers = at_once([change(number) for number in range(50)])
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 49
    winner = next(answer for answer in answers if answer.status_code == 200)
    assert made(office.get('/v1/cities/graz')) == winner.json()
    assert world.cities['graz'] is not None
