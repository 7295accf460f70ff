"""The journal as people read it: sentences in their language, names of today, values only for whoever saw them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from api import clock
from api.database import Database
from tests.conftest import Service
from tests.postbox import postbox_at
from tests.routes.acts import constituted, end, hand_over, join, made, membership, pages, propose, read_group, record, set_up
from tests.routes.conftest import ClientFor, SignedIn, Somebody, World, problem, refused
from tests.routes.test_handovers import hand_over as hand_over_role
from tests.routes.test_handovers import role_of
from tests.routes.test_invitations import accept, browser, invite, move, token_in, wish
from tests.routes.test_roles import make_person
from tests.statements import statements

__all__ = ['browser']
Entry = dict[str, Any]


def entries(caller: httpx.Client, **query: Any) -> list[Entry]:
    """Read the journal to its end, the newest first."""
    return [item for page in pages(caller, '/v1/journal-entries', limit=100, **query) for item in page]


def of(caller: httpx.Client, subject: str, **query: Any) -> list[Entry]:
    return entries(caller, subject_id=subject, **query)


def sentences(found: list[Entry]) -> list[str]:
    return [entry['sentence'] for entry in found]


def change(caller: httpx.Client, path: str, **wish: Any) -> dict[str, Any]:
    return made(caller.patch(path, json=wish, headers={'If-Match': '*'}))


def speak_german(caller: httpx.Client) -> None:
    made(caller.patch('/v1/me', json={'language': 'de'}))


def test_a_change_is_one_sentence_with_the_value_before_and_since(graz: Somebody, world: World) -> None:
    group = propose(graz, world)
    change(graz, f'/v1/working-groups/{group["id"]}', title='Fair homes')
    newest = of(graz, group['id'])[0]
    assert newest['sentence'] == 'Greta Graz changed the working group “Fair homes”: title from “Fair housing” to “Fair homes”.'
    assert newest['actor'] == {'kind': 'person', 'id': str(graz.id), 'name': 'Greta Graz'}
    assert newest['subject'] == {'type': 'working_group', 'id': group['id'], 'name': 'Fair homes'}
    assert newest['changes'] == [
        {
            'field': 'title',
            'label': 'title',
            'personal': False,
            'free_text': False,
            'from': 'Fair housing',
            'to': 'Fair homes',
            'from_text': 'Fair housing',
            'to_text': 'Fair homes',
        }
    ]
    speak_german(graz)
    assert sentences(of(graz, group['id']))[0] == (
        'Greta Graz hat die Arbeitsgruppe „Fair homes“ geändert: Titel von „Fair housing“ zu „Fair homes“.'
    )


def test_dates_and_words_of_lists_are_written_as_the_language_has_them(graz: Somebody, world: World) -> None:
    item = made(set_up(graz, propose(graz, world)))
    change(graz, f'/v1/action-items/{item["id"]}', due_on='2027-03-01')
    change(graz, f'/v1/action-items/{item["id"]}', horizon='long', responsible_city_id=str(world.cities['graz']))
    assert sentences(of(graz, item['id']))[1].endswith('due day is now “1 March 2027”.')
    speak_german(graz)
    newest, before = of(graz, item['id'])[:2]
    assert before['sentence'].endswith('Fälligkeit ist jetzt „1. März 2027“.')
    said = {each['label']: each['to_text'] for each in newest['changes']}
    assert said == {'Zeithorizont': 'langfristig', 'verantwortliche Stadt': 'Graz'}


def test_what_the_office_does_for_a_city_names_the_city_and_how_it_was_told(signed_in: SignedIn, graz: Somebody, world: World) -> None:
    office = signed_in('office_staff', name='Olga Office')
    group, today = propose(graz, world), clock.today('Europe/Berlin')
    told = {'channel': 'phone', 'date': today.isoformat()}
    joined = made(join(office, world, group, 'bologna', on_behalf_of=told))['membership']
    (entry,) = of(office, joined['id'])
    day = f'{today.day} {today:%B %Y}'
    assert entry['sentence'] == f'Olga Office brought Bologna in “Fair housing”, on behalf of Bologna, told by phone on {day}.'
    assert (entry['on_behalf_of']['city']['slug'], entry['on_behalf_of']['channel']) == ('bologna', 'phone')
    # Graz sees the same entry, and the office by its role: whoever works there is not Graz's to know.
    (seen,) = of(graz, joined['id'])
    assert seen['actor'] == {'kind': 'person', 'id': None, 'name': 'The office of European Coalition of Cities against Racism'}
    assert 'Olga' not in str(seen)


def test_the_role_is_the_one_of_that_day(graz: Somebody, bologna: Somebody, world: World, database: Database) -> None:
    group = propose(graz, world)
    assert of(bologna, group['id'])[0]['rule'] == 'W2'
    assert of(bologna, group['id'])[1]['actor']['name'] == 'The coordinator of Graz'
    with database.engine.begin() as connection:
        connection.execute(text('UPDATE roles SET start_date = start_date + 1 WHERE person_id = :id'), {'id': graz.id})
    assert of(bologna, group['id'])[1]['actor']['name'] == 'Somebody'


def test_a_rule_says_why_it_constituted_a_group(office: Somebody, graz: Somebody, world: World) -> None:
    group = constituted(office, world)
    rule = next(entry for entry in of(graz, group['id']) if {'stage'} & {each['field'] for each in entry['changes']} and entry['rule'])
    assert rule['sentence'] == ('“Fair housing” was constituted by rule W2: 3 of 3 cities, 2 of 2 countries, by-laws version 1.')
    assert (rule['rule'], rule['by_laws_number']) == ('W2', 1)
    speak_german(graz)
    assert '“Fair housing” was' not in str(of(graz, group['id']))


def test_handing_over_the_lead_is_said_of_everything_it_moves(graz: Somebody, bologna: Somebody, world: World) -> None:
    group = propose(graz, world)
    made(join(bologna, world, group, 'bologna'))
    contact = {'name': 'Lea Lead', 'mail': 'lea@bologna.example', 'visibility': 'members'}
    made(hand_over(graz, world, read_group(graz, group), 'bologna', lead_contact=contact))
    acts = {(entry['operation'], entry['subject']['type']) for entry in entries(bologna, working_group_id=group['id'])}
    assert ('hand_over_lead', 'lead') in acts
    assert ('hand_over_lead', 'role') in acts
    assert ('propose_working_group', 'person') not in acts


def test_of_personal_fields_the_name_alone_is_told(office: Somebody, graz: Somebody) -> None:
    change(office, f'/v1/people/{graz.id}', mail='greta.new@graz.example')
    newest = of(office, str(graz.id))[0]
    assert newest['sentence'].endswith('changed Greta Graz: mail address.')
    assert newest['changes'][0] | {'label': ''} == {
        'field': 'mail', 'label': '', 'personal': True, 'free_text': False,
        'from': None, 'to': None, 'from_text': None, 'to_text': None,
    }  # fmt: skip
    assert 'greta.new' not in str(entries(office))


def test_entries_about_people_are_for_the_office_the_own_city_and_oneself(
    office: Somebody, graz: Somebody, bologna: Somebody, signed_in: SignedIn
) -> None:
    adviser = signed_in('scientific_advisor')
    for caller, sees in ((office, True), (graz, True), (bologna, False), (adviser, False)):
        assert bool(of(caller, str(graz.id))) is sees
    assert {entry['subject']['type'] for entry in entries(adviser) if entry['subject']['type'] == 'person'} == {'person'}
    assert of(adviser, str(adviser.id))
    # A contact that every member may read has a history for few.
    point = made(graz.post('/v1/contact-points', json={'person_id': str(graz.id), 'value': 'greta@graz.example'}))
    assert made(bologna.get(f'/v1/contact-points/{point["id"]}'))['value'] == 'greta@graz.example'
    assert of(bologna, point['id']) == []
    assert len(of(graz, point['id'])) == 1


def test_a_value_is_never_shown_to_more_people_than_saw_it_then(graz: Somebody, bologna: Somebody, world: World) -> None:
    group = propose(graz, world)
    item = made(set_up(graz, group, title='A secret draft', visibility='working_group'))
    change(graz, f'/v1/action-items/{item["id"]}', title='A public promise', visibility='members')
    change(graz, f'/v1/action-items/{item["id"]}', title='A public promise, kept')
    shown = of(bologna, item['id'])
    assert [entry['operation'] for entry in shown] == ['update_action_item', 'update_action_item', 'create_action_item']
    titles = [{each['field']: (each['from'], each['to']) for each in entry['changes']}['title'] for entry in shown]
    assert titles == [('A public promise', 'A public promise, kept'), (None, 'A public promise'), (None, None)]
    assert 'secret' not in str(shown)
    assert 'A secret draft' in str(of(graz, item['id']))


def test_what_a_detail_hides_the_journal_hides(graz: Somebody, bologna: Somebody, world: World) -> None:
    group = propose(graz, world)
    item = made(set_up(graz, group, visibility='members', responsible_city_id=str(world.cities['graz'])))
    update = made(record(graz, item, obstacle='Nobody dares to say so.', text='Begun.'))
    assert 'Nobody dares' in str(of(graz, update['id']))
    assert of(bologna, update['id'])
    assert 'Nobody dares' not in str(of(bologna, update['id']))


def test_that_a_group_has_become_small_is_told_to_the_office_alone(
    office: Somebody, graz: Somebody, bologna: Somebody, world: World
) -> None:
    group = constituted(office, world)
    made(end(bologna, membership(bologna, world, 'bologna', group)))
    told = {each['field'] for entry in of(office, group['id']) for each in entry['changes']}
    assert 'below_minimum' in told
    assert 'below_minimum' not in str(of(graz, group['id']))


def test_a_mark_that_only_the_office_sees_leaves_no_entry_for_others(
    office: Somebody, graz: Somebody, world: World, database: Database
) -> None:
    group = constituted(office, world)
    before = len(of(graz, group['id']))
    with database.engine.begin() as connection:
        connection.execute(
            text(
                """INSERT INTO journal SELECT gen_random_uuid(), recorded_at, request_id, 'system', NULL, NULL, NULL, 'close_assembly',
                subject_type, subject_id, network_id, '{"undeclared": [false, true]}', '[]', NULL, 'W11', NULL, NULL, NULL, subject_id,
                'public', 'public' FROM journal WHERE subject_id = :id LIMIT 1"""
            ),
            {'id': group['id']},
        )
    assert any(entry['rule'] == 'W11' for entry in of(office, group['id']))
    assert len(of(graz, group['id'])) == before


@pytest.mark.parametrize('city', ['montreal'])
def test_what_one_may_not_know_of_is_as_if_it_were_not_there(graz: Somebody, client_for: ClientFor, world: World, city: str) -> None:
    foreign = client_for(city=city, network=world.other_network)
    group = propose(graz, world)
    nothing = '018f0000-0000-7000-8000-000000000000'
    assert of(foreign, group['id']) == of(foreign, nothing) == []
    assert entries(foreign, actor_id=str(graz.id)) == []


def test_an_actor_whom_one_may_not_know_is_nobody_to_search_for(graz: Somebody, bologna: Somebody, world: World) -> None:
    propose(graz, world)
    assert len(entries(graz, actor_id=str(graz.id))) > 2
    assert entries(bologna, actor_id=str(graz.id)) == []
    assert entries(bologna)


def test_filters_narrow_and_combine(office: Somebody, graz: Somebody, world: World) -> None:
    group = propose(graz, world)
    other = propose(graz, world, title='Fair schools')
    made(set_up(graz, group))
    assert {entry['working_group_id'] for entry in entries(graz, working_group_id=group['id'])} == {group['id']}
    assert {entry['subject']['type'] for entry in entries(graz, working_group_id=group['id'])} >= {'working_group', 'action_item', 'lead'}
    assert {entry['operation'] for entry in entries(graz, operation='create_action_item')} == {'create_action_item'}
    assert {entry['subject']['type'] for entry in entries(graz, subject_type='lead')} == {'lead'}
    assert {entry['subject']['id'] for entry in entries(graz, subject_type='working_group', working_group_id=other['id'])} == {other['id']}
    city = str(world.cities['graz'])
    assert {entry['subject']['type'] for entry in entries(office, city_id=city)} >= {'city', 'membership', 'lead', 'person', 'role'}
    assert {entry['network_id'] for entry in entries(office, network_id=str(world.network))} == {str(world.network)}


def test_from_belongs_to_the_time_and_before_does_not(graz: Somebody, world: World, database: Database) -> None:
    group = propose(graz, world)
    noon = '2026-03-01T12:00:00Z'
    with database.engine.begin() as connection:
        connection.execute(text('UPDATE journal SET recorded_at = :at'), {'at': noon})
    assert of(graz, group['id'], recorded_from=noon)
    assert of(graz, group['id'], recorded_before=noon) == []
    assert of(graz, group['id'], recorded_before='2026-03-01T12:00:01Z')
    assert of(graz, group['id'], recorded_from='2026-03-01T12:00:01Z') == []
    assert refused(graz.get('/v1/journal-entries', params={'recorded_from': 'yesterday'})) == [('query recorded_from', 'datetime_parsing')]


def test_a_token_sees_of_the_journal_what_it_may_read_as_well(client_for: ClientFor, graz: Somebody, world: World) -> None:
    group = propose(graz, world)
    assert problem(client_for('working-groups:read').get('/v1/journal-entries')) == (403, 'insufficient-scope')
    some = entries(client_for('admin', 'working-groups:read'))
    assert {entry['subject']['type'] for entry in some} <= {'network', 'by_laws', 'working_group', 'lead', 'api_client'}
    assert group['id'] in {entry['subject']['id'] for entry in some}


def test_an_invitation_is_told_to_the_office_and_the_own_city(
    office: Somebody,
    graz: Somebody,
    bologna: Somebody,
    browser: httpx.Client,
    world: World,
    service: Service,
    database_url: str,
    tmp_path: Path,
) -> None:
    postbox = postbox_at(database_url, service.app.state.settings, tmp_path)
    invitation = invite(graz, wish(world))['id']
    made(move(graz, invitation, 'sendings'))
    made(accept(browser, token_in(postbox.newest('nora@graz.example'))))
    told = sentences(of(office, invitation))
    assert told[0].startswith('Nora Neu accepted the invitation of Nora Neu')
    assert told[1].startswith('Greta Graz sent the invitation of Nora Neu again')
    assert told[2] == 'Greta Graz recorded the invitation of Nora Neu.'
    assert sentences(of(graz, invitation)) == told
    assert of(bologna, invitation) == []
    declined = invite(graz, wish(world, mail='paul@graz.example', name='Paul'))['id']
    refusal = browser.post('/v1/invitation-refusals', json={'token': token_in(postbox.newest('paul@graz.example'))})
    assert refusal.status_code == 200
    (newest, _) = of(office, declined)
    assert newest['actor'] == {'kind': 'anonymous', 'id': None, 'name': 'Somebody who was invited'}
    assert newest['sentence'].startswith('Somebody who was invited declined the invitation of Paul')


def test_a_role_that_is_handed_over_is_told_of_both_terms(office: Somebody, graz: Somebody, world: World) -> None:
    successor, role = make_person(office, world, city_id=str(world.cities['graz'])), role_of(office, graz.id)
    made(hand_over_role(graz, role, person_id=successor))
    (newest, *_) = of(office, role)
    assert (newest['operation'], newest['sentence'].split(':')[0]) == (
        'hand_over_role', 'Greta Graz handed over the role of Greta Graz (Graz)',
    )  # fmt: skip
    (begun,) = of(office, role_of(office, successor))
    assert begun['operation'] == 'hand_over_role'


def test_taking_personal_data_away_is_told_to_the_office_in_its_network(office: Somebody, world: World) -> None:
    assert office.get('/v1/exports/people.csv').status_code == 200
    (entry,) = entries(office, network_id=str(world.network), operation='export_people')
    assert entry['sentence'] == f'{entry["actor"]["name"]} exported people.'


def test_the_journal_pages_from_the_newest_on_and_never_twice(office: Somebody, graz: Somebody, world: World) -> None:
    for number in range(3):
        propose(graz, world, title=f'Group {number}')
    whole = [entry['id'] for entry in entries(office)]
    assert [entry['id'] for page in pages(office, '/v1/journal-entries', limit=7) for entry in page] == whole
    assert whole == sorted(whole, reverse=True)


def test_a_page_costs_the_same_few_statements_however_much_is_in_it(graz: Somebody, world: World) -> None:
    for number in range(8):
        made(set_up(graz, propose(graz, world, title=f'Group {number}'), responsible_city_id=str(world.cities['graz'])))

    def asked(limit: int) -> int:
        with statements() as noted:
            made(graz.get('/v1/journal-entries', params={'limit': limit}))
        return sum('SELECT' in statement for statement, _ in noted)

    asked(1)
    assert asked(2) == asked(60) <= 7


def test_entries_made_before_it_was_kept_who_saw_them_show_their_values_to_the_office_alone(
    office: Somebody, graz: Somebody, world: World, database: Database
) -> None:
    group = propose(graz, world)
    change(graz, f'/v1/working-groups/{group["id"]}', title='Fair homes')
    with database.engine.begin() as connection:
        connection.execute(text('UPDATE journal SET audience = NULL, audience_before = NULL'))
    assert 'Fair housing' not in str(of(graz, group['id']))
    assert 'Fair housing' in str(of(office, group['id']))


def test_who_led_and_who_was_in_can_be_asked_for_any_day(
    office: Somebody, graz: Somebody, bologna: Somebody, world: World, database: Database
) -> None:
    group = propose(graz, world)
    made(join(bologna, world, group, 'bologna'))
    made(hand_over(graz, world, read_group(graz, group), 'bologna'))
    today = clock.today('Europe/Berlin')
    first, change_of_lead = today - timedelta(days=30), today - timedelta(days=10)
    with database.engine.begin() as connection:
        connection.execute(text('UPDATE leads SET start_date = :first, end_date = :last WHERE end_date IS NOT NULL'),
                           {'first': first, 'last': change_of_lead})  # fmt: skip
        connection.execute(text('UPDATE leads SET start_date = :day WHERE end_date IS NULL'), {'day': change_of_lead})
        connection.execute(text('UPDATE memberships SET start_date = :day WHERE working_group_id = :id'), {'day': first, 'id': group['id']})
        connection.execute(text('UPDATE roles SET start_date = :day, end_date = :last WHERE person_id = :id'),
                           {'day': first, 'last': change_of_lead, 'id': bologna.id})  # fmt: skip

    def on(path: str, days: int, **query: Any) -> list[str]:
        day = (first + timedelta(days=days)).isoformat()
        items = made(office.get(path, params={'as_of': day, **query}))['items']
        return sorted((item.get('city') or item.get('member') or {}).get('slug') or item['role'] for item in items)

    leads = f'/v1/working-groups/{group["id"]}/leads'
    assert [on(leads, days) for days in (-1, 0, 19, 20, 21)] == [[], ['graz'], ['graz'], ['bologna'], ['bologna']]
    in_group = {'working_group_id': group['id']}
    assert [on('/v1/memberships', days, **in_group) for days in (-1, 0)] == [[], ['bologna', 'graz']]
    held = {'person_id': str(bologna.id)}
    assert [on('/v1/roles', days, **held) for days in (-1, 0, 19, 20)] == [[], ['coordinator'], ['coordinator'], []]
