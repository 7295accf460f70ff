"""Mandates: a machine acts for a city only while it has one, and the journal says on whose behalf."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from api.database import Database
from api.models.mandates import Mandate
from tests.conftest import NO_TLS, Service
from tests.contract.validated import validated
from tests.routes.acts import join, made, propose, read_group
from tests.routes.conftest import ClientFor, Journal, SignedIn, Somebody, World, problem
from tests.world import rows

BASIS = 'Letter of 12 January 2026'
EVERYTHING = [
    'working-groups:read',
    'working-groups:write',
    'memberships:read',
    'memberships:write',
    'people:read',
    'people:write',
    'admin',
]
Clock = Callable[[datetime], None]


@pytest.fixture
def admin(signed_in: SignedIn) -> Somebody:
    """An administrator of ECCAR's office."""
    return signed_in('office_admin')


@pytest.fixture
def partner(admin: Somebody, world: World, http: httpx.Client, service: Service) -> Iterator[Somebody]:
    """The system of a partner, which has no mandate yet; it asks with the token that it got at the beginning."""
    wish = {'name': 'Case system', 'network_id': str(world.network), 'role': 'partner_client', 'scopes': EVERYTHING}
    client = made(admin.post('/v1/api-clients', json=wish))
    form = {'grant_type': 'client_credentials', 'client_id': client['id'], 'client_secret': client['client_secret']}
    token = made(http.post('/v1/oauth/token', data=form))['access_token']
    with Somebody(base_url=service.url, verify=NO_TLS, timeout=30, headers={'Authorization': f'Bearer {token}'}) as found:
        found.id = UUID(client['id'])
        yield validated(found)


def give(caller: httpx.Client, world: World, partner: Somebody, city: str = 'graz', **more: Any) -> httpx.Response:
    body = {'network_id': str(world.network), 'client_id': str(partner.id), 'city_id': str(world.cities[city]), 'basis': BASIS}
    return caller.post('/v1/mandates', json={**body, **more})


def withdraw(caller: httpx.Client, mandate: dict[str, Any]) -> httpx.Response:
    return caller.post(f'/v1/mandates/{mandate["id"]}/withdrawals', headers={'If-Match': f'"{mandate["version"]}"'})


def test_a_partners_system_sees_and_does_nothing_more_than_anybody_until_it_has_a_mandate(
    partner: Somebody, graz: Somebody, world: World, admin: Somebody
) -> None:
    group = propose(graz, world)
    path = f'/v1/working-groups/{group["id"]}'
    assert problem(partner.get(path)) == (404, 'not-found')
    assert problem(partner.patch(path, json={'aims': 'x'}, headers={'If-Match': '*'})) == (404, 'not-found')
    assert problem(join(partner, world, group, 'bologna')) == (404, 'not-found')
    wish = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Hate speech'}
    assert problem(partner.post('/v1/working-groups', json=wish)) == (403, 'role-does-not-allow')
    me = made(partner.get('/v1/me'))
    assert (me['acts_for'], me['office_of']) == ([], [])
    mandate = made(give(graz, world, partner))
    assert made(partner.get(path))['id'] == group['id']
    assert made(partner.patch(path, json={'aims': 'Homes'}, headers={'If-Match': '*'}))['aims'] == 'Homes'
    # For another city than the one of the mandate it is still nobody.
    assert problem(join(partner, world, group, 'bologna')) == (403, 'role-does-not-allow')
    [acts_for] = made(partner.get('/v1/me'))['acts_for']
    assert (acts_for['city']['slug'], acts_for['mandate_id'], acts_for['end_date']) == ('graz', mandate['id'], mandate['end_date'])
    assert made(withdraw(graz, mandate))['stage'] == 'withdrawn'
    assert problem(partner.get(path)) == (404, 'not-found'), 'with effect at once, for a token that was given before'
    assert made(partner.get('/v1/me'))['acts_for'] == []
    assert problem(withdraw(admin, {**mandate, 'version': 2})) == (409, 'already-ended')


def test_what_it_does_is_journalled_on_behalf_of_the_city(
    partner: Somebody, graz: Somebody, bologna: Somebody, world: World, journal: Journal, client_for: ClientFor
) -> None:
    made(give(graz, world, partner))
    made(give(bologna, world, partner, 'bologna'))
    group = propose(partner, world)
    made(partner.patch(f'/v1/working-groups/{group["id"]}', json={'aims': 'Homes for all'}, headers={'If-Match': '*'}))
    for entry in journal(group['id']):
        assert (entry['actor_kind'], str(entry['actor_id'])) == ('client', str(partner.id))
        assert entry['on_behalf_of_city_id'] == (None if entry['rule'] else world.cities['graz']), entry['operation']
    joined = made(join(partner, world, group, 'bologna'))['membership']
    assert [entry['on_behalf_of_city_id'] for entry in journal(joined['id'])] == [world.cities['bologna']]
    # Several of its cities belong to the group: the one that leads counts.
    made(partner.patch(f'/v1/working-groups/{group["id"]}', json={'aims': 'Homes'}, headers={'If-Match': '*'}))
    assert journal(group['id'])[-1]['on_behalf_of_city_id'] == world.cities['graz']
    told = made(graz.get('/v1/journal-entries', params={'subject_id': joined['id']}))['items'][0]
    assert told['on_behalf_of']['city']['slug'] == 'bologna'
    assert told['actor']['name'] == 'Case system'
    assert 'on behalf of Bologna' in told['sentence']
    # A city's own machine is the city itself (M2).
    own = client_for(city='berlin')
    mine = made(join(own, world, group, 'berlin'))['membership']
    assert [entry['on_behalf_of_city_id'] for entry in journal(mine['id'])] == [None]


def test_an_office_acts_in_its_own_right_with_a_mandate_too(office: Somebody, world: World, admin: Somebody, journal: Journal) -> None:
    group = propose(office, world)
    made(admin.post('/v1/mandates', json={
        'network_id': str(world.network), 'client_id': str(office.id), 'city_id': str(world.cities['graz']), 'basis': BASIS,
    }))  # fmt: skip
    made(office.patch(f'/v1/working-groups/{group["id"]}', json={'aims': 'Homes'}, headers={'If-Match': '*'}))
    assert journal(group['id'])[-1]['on_behalf_of_city_id'] is None


def test_a_mandate_says_who_gave_it_until_when_and_on_what_it_rests(
    partner: Somebody, admin: Somebody, world: World, journal: Journal, clock: Clock
) -> None:
    clock(datetime(2026, 3, 2, 12, tzinfo=UTC))
    mandate = Mandate.model_validate(made(give(admin, world, partner, end_date='2026-09-01')))
    assert (mandate.given_by, mandate.given_by_id, mandate.basis) == ('office', admin.id, BASIS)
    assert (mandate.start_date, mandate.end_date, mandate.stage) == (date(2026, 3, 2), date(2026, 9, 1), 'in_effect')
    assert (mandate.client.name, mandate.city.slug, mandate.you_may) == ('Case system', 'graz', ['withdraw_mandate'])
    assert [entry['operation'] for entry in journal(str(mandate.id))] == ['give_mandate']
    clock(datetime(2026, 8, 31, 21, 59, tzinfo=UTC))
    assert len(made(partner.get('/v1/me'))['acts_for']) == 1
    # The day ends in Germany, where the network is.
    clock(datetime(2026, 8, 31, 22, 1, tzinfo=UTC))
    assert made(partner.get('/v1/me'))['acts_for'] == []


def test_a_later_mandate_of_the_same_city_takes_the_place_of_the_former(
    partner: Somebody, graz: Somebody, world: World, journal: Journal
) -> None:
    first = made(give(graz, world, partner))
    second = made(give(graz, world, partner, basis='Contract of 1 March'))
    listed = made(graz.get('/v1/mandates', params={'client_id': str(partner.id)}))['items']
    assert [(each['id'], each['stage']) for each in listed] == [(second['id'], 'in_effect'), (first['id'], 'withdrawn')]
    assert [entry['operation'] for entry in journal(first['id'])] == ['give_mandate', 'withdraw_mandate']
    in_effect = made(graz.get('/v1/mandates', params={'stage': 'in_effect', 'expand': 'you_may'}))['items']
    assert [(each['id'], each['you_may']) for each in in_effect] == [(second['id'], ['withdraw_mandate'])]


def test_a_city_gives_a_mandate_for_itself_and_to_systems_of_partners_alone(
    partner: Somebody, graz: Somebody, bologna: Somebody, world: World, admin: Somebody, signed_in: SignedIn, office: Somebody
) -> None:
    assert problem(give(graz, world, partner, 'bologna')) == (403, 'role-does-not-allow')
    for somebody in (signed_in('board_member'), signed_in('department_contact', 'graz'), partner):
        assert problem(give(somebody, world, partner)) == (403, 'role-does-not-allow')
    mandate = made(give(graz, world, partner))
    assert problem(give(partner, world, partner)) == (403, 'role-does-not-allow'), 'no machine passes its mandate on'
    assert problem(withdraw(partner, mandate)) == (403, 'role-does-not-allow')
    assert problem(bologna.get(f'/v1/mandates/{mandate["id"]}')) == (404, 'not-found')
    assert problem(withdraw(bologna, mandate)) == (404, 'not-found')
    script = {'client_id': str(office.id)}
    assert problem(give(graz, world, partner, **script)) == (409, 'unknown-reference'), 'scripts of the office are not its to know of'
    elsewhere = signed_in('office_admin', network=world.other_network)
    assert problem(give(elsewhere, world, partner, network_id=str(world.other_network))) == (409, 'unknown-reference')
    assert problem(give(admin, world, partner, 'montreal')) == (409, 'not-an-active-city')
    assert problem(give(admin, world, partner, client_id=str(uuid4()))) == (409, 'unknown-reference')


def test_a_mandate_lasts_a_year_at_most_and_begins_today(
    partner: Somebody, graz: Somebody, admin: Somebody, world: World, clock: Clock
) -> None:
    clock(datetime(2026, 3, 2, 12, tzinfo=UTC))
    assert made(give(graz, world, partner))['end_date'] == '2027-03-02'
    for end in ('2026-03-02', '2027-03-04', '0001-01-01', '9999-12-31'):
        assert problem(give(admin, world, partner, end_date=end)) == (409, 'not-within-a-year')
    assert problem(give(admin, world, partner, start_date='2026-03-03')) == (409, 'future-date')
    assert made(give(admin, world, partner, start_date='2026-02-01'))['start_date'] == '2026-02-01'
    assert problem(give(admin, world, partner, basis=' ')) == (422, 'validation-failed')
    assert problem(give(graz, world, partner, start_date='2026-02-01')) == (409, 'past-date-is-the-offices')


def test_a_machine_gives_no_mandate_to_one_that_may_more(client_for: ClientFor, world: World, partner: Somebody) -> None:
    assert problem(give(client_for('admin'), world, partner)) == (403, 'insufficient-scope')
    assert made(give(client_for(), world, partner))['given_by'] == 'office'


def test_a_client_of_a_city_has_a_mandate_that_the_city_can_withdraw(
    admin: Somebody, graz: Somebody, http: httpx.Client, world: World, journal: Journal
) -> None:
    wish = {'name': 'Sync', 'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'scopes': ['working-groups:write']}
    client = made(admin.post('/v1/api-clients', json=wish))
    form = {'grant_type': 'client_credentials', 'client_id': client['id'], 'client_secret': client['client_secret']}
    bearer = {'Authorization': f'Bearer {made(http.post("/v1/oauth/token", data=form))["access_token"]}'}
    [mandate] = made(graz.get('/v1/mandates'))['items']
    assert (mandate['client']['id'], mandate['basis'], mandate['given_by']) == (client['id'], None, 'office')
    assert [entry['operation'] for entry in journal(mandate['id'])] == ['create_api_client']
    proposal = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Fair housing'}
    assert http.post('/v1/working-groups', json=proposal, headers=bearer).status_code == 201
    made(withdraw(graz, mandate))
    assert problem(http.post('/v1/working-groups', json=proposal, headers=bearer)) == (403, 'role-does-not-allow')
    assert made(http.get('/v1/me', headers=bearer))['acts_for'] == []


def test_a_client_that_ends_takes_its_mandates_with_it(
    partner: Somebody, graz: Somebody, admin: Somebody, world: World, journal: Journal
) -> None:
    mandate = made(give(graz, world, partner))
    path = f'/v1/api-clients/{partner.id}'
    assert admin.delete(path, headers={'If-Match': '*'}).status_code == 204
    shown = made(graz.get(f'/v1/mandates/{mandate["id"]}'))
    assert (shown['stage'], shown['client']['ended_at'] is not None, shown['you_may']) == ('withdrawn', True, [])
    assert [entry['operation'] for entry in journal(mandate['id'])] == ['give_mandate', 'end_api_client']
    assert problem(give(graz, world, partner)) == (409, 'already-ended')


def test_it_speaks_for_a_city_in_the_network_of_its_mandate_alone(
    client_for: ClientFor, world: World, office: Somebody, database: Database
) -> None:
    """Graz becomes a member of the other network as well; a client made by the first office sees nothing of it."""
    operator = client_for(everywhere=True)
    other, graz = str(world.other_network), str(world.cities['graz'])
    membership = {'network_id': other, 'city_id': graz, 'start_date': '2020-01-01', 'reason': 'as the office has it'}
    made(operator.post('/v1/memberships', json=membership))
    wish = {'network_id': other, 'city_id': str(world.cities['montreal']), 'title': 'Inclusion'}
    theirs = made(operator.post('/v1/working-groups', json=wish))
    ours = client_for(city='graz')
    assert problem(ours.get(f'/v1/working-groups/{theirs["id"]}')) == (404, 'not-found')
    assert made(client_for(city='graz', network=world.other_network).get(f'/v1/working-groups/{theirs["id"]}'))['id'] == theirs['id']
    assert rows(database, 'SELECT count(*) AS n FROM mandates') == [{'n': 2}]
    assert read_group(office, propose(ours, world))['lead_city']['slug'] == 'graz'


def test_giving_wants_a_sign_in_of_now_and_withdrawing_does_not(partner: Somebody, signed_in: SignedIn, world: World, clock: Clock) -> None:
    now = datetime.now(UTC)
    coordinator = signed_in('coordinator', 'graz')
    mandate = made(give(coordinator, world, partner))
    clock(now + timedelta(minutes=30))
    assert problem(give(coordinator, world, partner)) == (403, 'sign-in-again')
    assert made(withdraw(coordinator, mandate))['withdrawn_by_id'] == str(coordinator.id)
