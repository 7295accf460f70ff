"""How working groups come about over HTTP: proposals, formation, joining, constitution (W1, W2, W4, W5, W6, W13)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from api.database import Database
from tests.routes.acts import CONTACT, constituted, join, made, membership, move, propose, read_group
from tests.routes.conftest import ClientFor, SignedIn, Somebody, World, problem
from tests.statements import statements
from tests.world import rows

Journal = Callable[[str], list[dict[str, Any]]]
_NOTICES = 'SELECT * FROM notices WHERE working_group_id = :group ORDER BY id'


def _notices(database: Database, group: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [row for row in rows(database, _NOTICES, group=group['id']) if row['kind'] == kind]


# -- proposing and what is missing -----------------------------------------------------------------------------------------


def test_a_proposal_leads_counts_its_city_and_says_what_it_lacks(graz: Somebody, world: World) -> None:
    body = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Fair housing', 'rhythm': 'monthly'}
    answer = graz.post('/v1/working-groups', json=body)

    group = made(answer)
    assert answer.status_code == 201
    assert answer.headers['location'] == f'/v1/working-groups/{group["id"]}'
    assert answer.headers['etag'].startswith('"1-')
    assert (group['stage'], group['channel'], group['rhythm'], group['slug']) == ('proposed', 'direct', 'monthly', 'fair-housing')
    assert group['lead_city']['slug'] == 'graz'
    assert group['missing'] == [{'code': 'cities', 'have': 1, 'needed': 3}, {'code': 'countries', 'have': 1, 'needed': 2}]
    assert (group['city_count'], group['country_count'], group['constituted_on']) == (1, 1, None)
    assert {'withdraw_working_group', 'update_working_group', 'hand_over_lead'} <= set(group['you_may'])


@pytest.mark.parametrize(('language', 'word'), [('en', 'cities'), ('de', 'Städte')])
def test_formation_says_what_is_missing_in_the_readers_language(client_for: ClientFor, world: World, language: str, word: str) -> None:
    graz = client_for(city='graz')
    group = propose(graz, world)
    formation = made(graz.get(f'/v1/working-groups/{group["slug"]}/formation', headers={'Accept-Language': language}))

    assert (formation['cities'], formation['countries']) == ({'have': 1, 'needed': 3}, {'have': 1, 'needed': 2})
    assert [item['code'] for item in formation['missing']] == ['cities', 'countries']
    assert word in formation['summary'] + formation['missing'][0]['detail']
    assert [city['slug'] for city in formation['counted']] == ['graz']
    assert (formation['rule'], formation['by_law_number']) == ('W2', 1)


def test_titles_alike_get_addresses_of_their_own(graz: Somebody, world: World) -> None:
    assert [propose(graz, world)['slug'] for _ in range(3)] == ['fair-housing', 'fair-housing-2', 'fair-housing-3']
    assert propose(graz, world, title='Ideas')['slug'] == 'ideas-2', 'a screen stands there'


def test_three_cities_of_one_country_stay_a_proposal(office: Somebody, world: World) -> None:
    linz = made(office.post('/v1/cities', json={'name': 'Linz', 'country_code': 'AT'}))
    made(office.post('/v1/memberships', json={'network_id': str(world.network), 'city_id': linz['id']}))
    group = propose(office, world)
    made(join(office, world, group, 'vienna'))
    after = made(join(office, world, group, UUID(linz['id'])))['working_group']
    assert (after['stage'], after['city_count'], after['country_count']) == ('proposed', 3, 1)
    assert after['missing'] == [{'code': 'countries', 'have': 1, 'needed': 2}]


def test_only_an_active_city_proposes(client_for: ClientFor, office: Somebody, world: World) -> None:
    graz = client_for(city='graz')
    body = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Fair housing'}
    made(move(office, membership(office, world, 'graz'), 'suspensions', reason='a pause'))
    assert problem(graz.post('/v1/working-groups', json=body)) == (409, 'not-an-active-city')


def test_a_city_speaks_for_itself_alone(graz: Somebody, bologna: Somebody, world: World) -> None:
    body = {'network_id': str(world.network), 'city_id': str(world.cities['bologna']), 'title': 'Fair housing'}
    assert problem(graz.post('/v1/working-groups', json=body)) == (403, 'role-does-not-allow')
    group = propose(graz, world)
    assert problem(join(bologna, world, group, 'barcelona')) == (403, 'role-does-not-allow')


def test_the_office_acts_for_a_city_and_the_journal_shows_both(office: Somebody, world: World, journal: Journal) -> None:
    told = {'channel': 'phone', 'date': (date.today() - timedelta(days=2)).isoformat()}  # noqa: DTZ011 -- two days are far from any midnight
    group = propose(office, world, on_behalf_of=told)
    entry = journal(group['id'])[0]
    assert (entry['operation'], entry['actor_id'], entry['channel']) == ('propose_working_group', office.id, 'phone')
    assert entry['on_behalf_of_city_id'] == world.cities['graz']
    assert group['proposed_on'] == {'value': told['date'], 'precision': 'day'}


# -- joining and constitution ----------------------------------------------------------------------------------------------


def test_the_third_city_from_a_second_country_constitutes_the_group_in_the_answer_to_its_join(
    graz: Somebody, bologna: Somebody, client_for: ClientFor, http: httpx.Client, world: World, journal: Journal
) -> None:
    group = propose(graz, world, lead_contact=CONTACT)
    assert problem(http.get(f'/v1/public/working-groups/{group["slug"]}')) == (404, 'not-found')
    second = made(join(bologna, world, group, 'bologna'))['working_group']
    assert (second['stage'], second['missing']) == ('proposed', [{'code': 'cities', 'have': 2, 'needed': 3}])

    joined = made(join(client_for(city='barcelona'), world, group, 'barcelona'))

    after = joined['working_group']
    assert joined['membership']['member']['slug'] == 'barcelona'
    assert (after['stage'], after['missing'], after['city_count'], after['country_count']) == ('constituted', [], 3, 3)
    assert after['constituted_on'] == {'value': joined['membership']['start_date'], 'precision': 'day'}
    assert after['constitution_recorded_at'] is not None
    assert after['version'] == group['version'] + 2, 'each join moved the group'
    entry = journal(group['id'])[-1]
    assert (entry['operation'], entry['rule'], entry['changes']['stage']) == ('join_working_group', 'W2', ['proposed', 'constituted'])
    assert entry['facts'] == {'countries': ['AT', 'ES', 'IT'], 'missing': []}
    public = made(http.get(f'/v1/public/working-groups/{group["slug"]}'))
    assert [city['slug'] for city in public['cities']] == ['barcelona', 'bologna', 'graz']
    assert public['lead']['city']['slug'] == 'graz'
    assert public['lead']['contacts'] == [], 'a contact for members is not for the public'


def test_on_constitution_each_other_active_city_gets_one_notice_that_is_held(office: Somebody, world: World, database: Database) -> None:
    group = constituted(office, world, lead_contact=CONTACT)
    told = _notices(database, group, 'working_group_constituted')
    assert {row['city_id'] for row in told} == {world.cities[name] for name in ('barcelona', 'berlin', 'heidelberg')}
    assert len(told) == 3
    assert {row['stage'] for row in told} == {'held'}
    assert {row['held_until'] - row['created_at'] for row in told} == {timedelta(hours=4)}
    due = {row['payload']['notice_id']: row['due_at'] for row in rows(database, "SELECT * FROM outbox WHERE kind = 'notice'")}
    assert [due[str(row['id'])] for row in told] == [row['held_until'] for row in told]
    assert _notices(database, group, 'contact_not_shown') == []
    made(join(office, world, group, 'berlin'))
    assert len(_notices(database, group, 'working_group_constituted')) == 3, 'a later join tells nobody a second time'


def test_a_contact_that_shows_nothing_to_members_gives_the_office_a_task(office: Somebody, world: World, database: Database) -> None:
    group = constituted(office, world, lead_contact={**CONTACT, 'visibility': 'office'})
    assert [row['city_id'] for row in _notices(database, group, 'contact_not_shown')] == [None]


def test_a_join_tells_the_lead_city_and_the_office(graz: Somebody, bologna: Somebody, world: World, database: Database) -> None:
    group = propose(graz, world)
    made(join(bologna, world, group, 'bologna'))
    told = _notices(database, group, 'member_joined')
    assert [row['city_id'] for row in told] == [world.cities['graz'], None]
    assert {row['parameters']['member'] for row in told} == {'Bologna'}


def test_a_city_joins_once(graz: Somebody, bologna: Somebody, world: World) -> None:
    group = propose(graz, world)
    made(join(bologna, world, group, 'bologna'))
    assert problem(join(bologna, world, group, 'bologna')) == (409, 'already-a-member')


def test_a_city_of_another_network_learns_of_a_group_when_it_is_public(office: Somebody, client_for: ClientFor, world: World) -> None:
    montreal = client_for(city='montreal', network=world.other_network)
    group = propose(office, world)
    assert problem(montreal.get(f'/v1/working-groups/{group["id"]}')) == (404, 'not-found')
    assert problem(join(montreal, world, group, 'montreal')) == (404, 'not-found')
    made(join(office, world, group, 'vienna'))
    made(join(office, world, group, 'bologna'))
    assert read_group(montreal, group)['stage'] == 'constituted'
    assert problem(join(montreal, world, group, 'montreal')) == (403, 'role-does-not-allow')
    assert problem(join(office, world, group, 'montreal')) == (409, 'not-an-active-city')


def test_associates_take_part_and_never_count_or_lead(graz: Somebody, office: Somebody, world: World) -> None:
    wish = {'name': 'Helping Hands', 'kind': 'civil_society', 'country_code': 'IT'}
    organisation = made(office.post('/v1/organisations', json=wish))
    group = propose(graz, world)
    made(join(office, world, group, 'vienna'))
    admitted = made(graz.post(f'/v1/working-groups/{group["id"]}/associates', json={'organisation_id': organisation['id']}))
    assert (admitted['membership']['role'], admitted['membership']['member']['kind']) == ('associate', 'organisation')
    after = admitted['working_group']
    assert (after['stage'], after['city_count'], after['country_count']) == ('proposed', 2, 1)
    headers = {'If-Match': f'"{after["version"]}"'}
    lead = graz.post(f'/v1/working-groups/{group["id"]}/leads', json={'city_id': organisation['id']}, headers=headers)
    assert problem(lead) == (409, 'unknown-reference')
    again = graz.post(f'/v1/working-groups/{group["id"]}/associates', json={'organisation_id': organisation['id']})
    assert problem(again) == (409, 'already-a-member')


def test_an_associate_is_admitted_by_the_lead_and_ended_by_it(graz: Somebody, bologna: Somebody, office: Somebody, world: World) -> None:
    organisation = made(office.post('/v1/organisations', json={'name': 'Helping Hands', 'kind': 'civil_society'}))
    group = propose(graz, world)
    path, wish = f'/v1/working-groups/{group["id"]}/associates', {'organisation_id': organisation['id']}
    assert problem(bologna.post(path, json=wish)) == (403, 'role-does-not-allow')
    admitted = made(graz.post(path, json=wish))['membership']
    ending, headers = f'/v1/memberships/{admitted["id"]}/ending', {'If-Match': '"1"'}
    assert problem(bologna.post(ending, json={}, headers=headers)) == (403, 'role-does-not-allow')
    assert made(graz.post(ending, json={'reason': 'its project is over'}, headers=headers))['end_reason'] == 'ended_by_lead_city'


# -- days ------------------------------------------------------------------------------------------------------------------


def test_days_to_come_are_refused_and_past_ones_are_the_offices_with_a_reason(
    bologna: Somebody, graz: Somebody, office: Somebody, world: World
) -> None:
    group = propose(graz, world)
    today = datetime.fromisoformat(group['created_at']).date()
    later, before = (today + timedelta(days=2)).isoformat(), (today - timedelta(days=30)).isoformat()
    assert problem(join(bologna, world, group, 'bologna', start_date=later)) == (409, 'future-date')
    assert problem(join(bologna, world, group, 'bologna', start_date=before, reason='earlier')) == (409, 'past-date-is-the-offices')
    assert problem(join(office, world, group, 'bologna', start_date=later, reason='soon')) == (409, 'future-date')
    assert problem(join(office, world, group, 'bologna', start_date=before)) == (409, 'reason-needed')
    joined = made(join(office, world, group, 'bologna', start_date=before, reason='said at the assembly'))
    assert joined['membership']['start_date'] == before

    def on(day: date) -> list[str]:
        found = made(office.get(f'/v1/working-groups/{group["id"]}/members', params={'as_of': day.isoformat()}))
        return sorted(item['member']['slug'] for item in found['items'])

    assert (on(today - timedelta(days=31)), on(today - timedelta(days=30))) == ([], ['bologna'])
    assert on(today + timedelta(days=1)) == ['bologna', 'graz']


def test_the_day_of_constitution_is_the_day_the_condition_was_met(office: Somebody, world: World, database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE by_laws SET valid_from = '2019-01-01'"))
    past = [(datetime.now().astimezone() - timedelta(days=days)).date().isoformat() for days in (30, 20, 10)]
    group = propose(office, world, on_behalf_of={'channel': 'letter', 'date': past[0]})
    made(join(office, world, group, 'vienna', start_date=past[2], reason='late post'))
    after = made(join(office, world, group, 'bologna', start_date=past[1], reason='late post'))['working_group']
    assert after['constituted_on'] == {'value': past[2], 'precision': 'day'}


def test_a_coordinator_signed_in_names_themself_as_the_contact(graz: Somebody, signed_in: SignedIn, world: World) -> None:
    group = propose(graz, world)
    roles = made(signed_in('office_staff').get('/v1/roles', params={'working_group_id': group['id']}))['items']
    assert [(role['role'], role['person_id']) for role in roles] == [('lead_contact', str(graz.id))]


def test_what_was_found_is_not_asked_for_again(office: Somebody, world: World) -> None:
    group = propose(office, world)
    made(join(office, world, group, 'vienna'))
    with statements() as noted:
        assert made(join(office, world, group, 'bologna'))['working_group']['stage'] == 'constituted'
    assert [each for each, _ in noted if each.startswith('SELECT networks.')][1:] == [], 'each notice has asked for its network'
