"""Good practices as their callers see them: recorded by the office, published by a city from its own action, found by others."""

from pathlib import Path

import httpx
import pytest

from tests.conftest import Service
from tests.postbox import Postbox, postbox_at
from tests.routes.conftest import Journal, Somebody, World, problem
from tests.routes.test_plan_actions import do, set_up
from tests.routes.test_plans import SEES_FROM, SHARED, act, everybody, make

__all__ = ['everybody']


@pytest.fixture
def postbox(service: Service, http: httpx.Client, database_url: str, tmp_path: Path) -> Postbox:
    assert http.base_url
    return postbox_at(database_url, service.app.state.settings, tmp_path)


def record(office: httpx.Client, world: World, **fields: object) -> httpx.Response:
    wish = {'network_id': str(world.network), 'city_name': 'Ghent', 'country_code': 'BE', 'title': 'Tests in the housing market'}
    return office.post('/v1/good-practices', json={**wish, **fields})


def shared_action(graz: httpx.Client, world: World, shared_with: str = 'public', **fields: object) -> tuple[str, str]:
    """Have Graz share a plan, and return it with an action of it."""
    plan = make(graz, world)['id']
    action = set_up(graz, plan, 7, 3, **{'description': 'Testers ask for flats.', **fields})['id']
    assert act(graz, plan, 'sharings', shared_with=shared_with).status_code == 200
    return plan, action


def publish(graz: httpx.Client, action: str, **fields: object) -> httpx.Response:
    return graz.post(f'/v1/plan-actions/{action}/good-practices', json=fields)


def put(client: httpx.Client, practice: object, what: str, **fields: object) -> httpx.Response:
    return client.post(f'/v1/good-practices/{practice}/{what}', json=fields, headers={'If-Match': '*'})


def ask(client: httpx.Client, world: World, to: str = 'graz', asks: str = 'bologna', **fields: object) -> httpx.Response:
    wish = {
        'network_id': str(world.network), 'city_id': str(world.cities[to]), 'asking_city_id': str(world.cities[asks]),
        'cell': {'commitment': 7, 'track': 3}, 'question': 'How did you find testers?',
    }  # fmt: skip
    return client.post('/v1/practice-questions', json={**wish, **fields})


def titles(client: httpx.Client, **params: object) -> list[str]:
    return [each['title'] for each in client.get('/v1/good-practices', params={'sort': 'title', **params}).json()['items']]  # type: ignore[dict-item]


def test_the_office_records_publishes_and_takes_back(office: Somebody, bologna: Somebody, world: World, journal: Journal) -> None:
    made = record(office, world, cells=[{'commitment': 7, 'track': 3}], themes=['housing'], languages=['en'], year=2015).json()
    assert (made['stage'], made['shared_with'], made['city'], made['asked_by']) == ('draft', 'office', None, 'office')
    assert made['you_may'] == ['update_good_practice', 'publish_good_practice']
    assert titles(bologna) == []
    assert problem(put(office, made['id'], 'withdrawals')) == (409, 'practice-not-published')
    published = put(office, made['id'], 'publications', shared_with='members').json()
    assert (published['stage'], published['shared_with']) == ('published', 'members')
    assert titles(bologna) == [made['title']]
    patched = office.patch(f'/v1/good-practices/{made["id"]}', json={'title': 'Testing'}, headers={'If-Match': '*'})
    assert patched.json()['title'] == 'Testing'
    assert titles(bologna, q='testing') == ['Testing']
    assert put(office, made['id'], 'withdrawals').json()['stage'] == 'withdrawn'
    assert titles(bologna) == []
    assert [each['operation'] for each in journal(made['id'])] == [
        'create_good_practice', 'publish_good_practice', 'update_good_practice', 'withdraw_good_practice',
    ]  # fmt: skip


def test_a_practice_is_of_one_city_and_in_cells_of_the_frame(office: Somebody, world: World) -> None:
    graz = str(world.cities['graz'])
    for wrong in ({'city_id': graz}, {'city_name': None, 'country_code': None}, {'country_code': None}):
        assert problem(record(office, world, **wrong)) == (409, 'practice-names-one-city'), wrong
    assert problem(record(office, world, cells=[{'commitment': 11, 'track': 1}])) == (409, 'cells-do-not-fit')
    assert record(office, world, city_id=graz, city_name=None, country_code=None).status_code == 201


@pytest.mark.parametrize(
    ('params', 'expected'),
    [
        ({}, ['Counter', 'Pupils', 'Tests']), ({'commitment': 7}, ['Counter', 'Tests']), ({'track': 3}, ['Pupils', 'Tests']),
        ({'commitment': 7, 'track': 3}, ['Tests']), ({'commitment': 7, 'track': 4}, []), ({'theme': 'education'}, ['Pupils']),
        ({'language': 'nl'}, ['Tests']), ({'publication': 'Toolkit'}, ['Counter']), ({'q': 'landlord'}, ['Tests']),
        ({'stage': 'withdrawn'}, []),
    ],
)  # fmt: skip
def test_practices_are_found_by_cell_theme_language_publication_and_words(
    office: Somebody, bologna: Somebody, world: World, params: dict[str, object], expected: list[str]
) -> None:
    told: dict[str, dict[str, object]] = {
        'Tests': {'cells': [{'commitment': 7, 'track': 3}], 'languages': ['nl', 'en'], 'summary': 'Landlords are tested.'},
        # In one cell of the commitment and in another one of the track: not in the cell of both.
        'Counter': {'cells': [{'commitment': 7, 'track': 1}], 'publication': 'Toolkit'},
        'Pupils': {'cells': [{'commitment': 8, 'track': 3}], 'themes': ['education']},
    }
    for title, fields in told.items():
        practice = record(office, world, title=title, **fields).json()['id']
        assert put(office, practice, 'publications', shared_with='members').status_code == 200
    assert titles(bologna, **params) == expected
    lines = bologna.get('/v1/exports/good-practices.ndjson', params=params).text.splitlines()  # type: ignore[arg-type]
    assert len(lines) == len(expected)
    assert bologna.get('/v1/exports/good-practices.csv', params={'commitment': 8}).text.count('8:3') == (1)


def test_a_city_publishes_its_action_in_one_step(graz: Somebody, bologna: Somebody, world: World, journal: Journal) -> None:
    _, action = shared_action(graz, world, further_cells=[{'commitment': 10, 'track': 3}])
    answer = publish(graz, action, languages=['de'], themes=['housing'])
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made['stage'], made['shared_with'], made['asked_by'], made['plan_action_id']) == ('published', 'members', 'question', action)
    assert (made['title'], made['summary']) == ('Train the police', 'Testers ask for flats.')
    assert made['cells'] == [{'commitment': 7, 'track': 3}, {'commitment': 10, 'track': 3}]
    theirs = bologna.get(f'/v1/good-practices/{made["id"]}').json()
    assert (theirs['plan_action_id'], theirs['city']['name']) == (None, made['city']['name'])
    assert action not in bologna.get('/v1/changes', params={'subject_type': 'good_practice'}).text
    assert action not in bologna.get('/v1/journal-entries', params={'subject_id': made['id']}).text
    assert [each['operation'] for each in journal(made['id'])] == ['publish_practice_of_action']


@pytest.mark.parametrize('shared_with', ['nobody', 'office', 'advisers'])
def test_what_the_members_do_not_see_is_published_by_nobody(
    office: Somebody, graz: Somebody, bologna: Somebody, world: World, shared_with: str
) -> None:
    _, action = shared_action(graz, world, shared_with)
    assert problem(publish(graz, action)) == (409, 'action-not-shared')
    assert problem(publish(office, action)) == ((404, 'not-found') if shared_with == 'nobody' else (403, 'role-does-not-allow'))
    assert problem(publish(bologna, action)) == (404, 'not-found')


@pytest.mark.parametrize('whose', ['plan', 'action'])
def test_a_practice_goes_with_its_action_when_that_is_taken_back(everybody: dict[str, httpx.Client], world: World, whose: str) -> None:
    graz = everybody['graz']
    plan, action = shared_action(graz, world)
    practice = publish(graz, action, shared_with='public').json()['id']
    for shared_with in (*SHARED, 'nobody', 'public'):
        if whose == 'plan':
            assert act(graz, plan, 'sharings', shared_with=shared_with).status_code == 200
        else:
            assert do(graz, action, 'sharings', shared_with=shared_with).status_code == 200
        reached = SHARED.index(shared_with)
        for name, reader in everybody.items():
            sees = SHARED.index(SEES_FROM[name]) <= reached
            assert (reader.get(f'/v1/good-practices/{practice}').status_code == 200) is sees, (shared_with, name)
            assert (practice in reader.get('/v1/good-practices').text) is sees, (shared_with, name)


def test_an_empty_cell_is_told_what_belongs_there_and_who_did_it(office: Somebody, graz: Somebody, bologna: Somebody, world: World) -> None:
    _, action = shared_action(graz, world)
    made = publish(graz, action, languages=['en']).json()
    hidden = record(office, world, cells=[{'commitment': 7, 'track': 3}]).json()
    where = '/v1/practice-suggestions'
    params = {'network': str(world.network), 'commitment': '7', 'track': '3', 'city': str(world.cities['bologna'])}
    told = bologna.get(where, params=params).json()
    assert told['cell'] == {'commitment': 7, 'track': 3}
    assert told['commitment_about'].startswith('Who gets a flat')
    first = told['items'][0]
    assert (first['good_practice_id'], first['fits'], first['can_read'], first['asked_by']) == (made['id'], 'in_cell', True, 'question')
    assert hidden['id'] not in str(told)
    assert {each['fits'] for each in told['items'][1:]} == {'whole_plan'}
    assert len(told['items']) == 5
    # Its own practices are not suggested to a city, and what a publication says of a city of the network is asked there.
    own = graz.get(where, params={**params, 'city': 'graz'}).json()
    assert made['id'] not in str(own)
    assert 'graz_plan' not in str(own)
    of_graz = next(each for each in told['items'] if each['library_key'] == 'graz_plan')
    assert (of_graz['city']['slug'], of_graz['asked_by']) == ('graz', 'question')
    assert problem(bologna.get(where, params={**params, 'commitment': '11'})) == (404, 'not-found')


def test_the_library_of_publications_is_everybodys(http: httpx.Client) -> None:
    told = http.get('/v1/practice-library', headers={'Accept-Language': 'it'})
    assert told.headers['Content-Language'] == 'it'
    items = told.json()['items']
    assert {each['city_name'] for each in items} >= {'Graz', 'Ghent', 'Barcelona', 'Bologna', 'Castilla-La Mancha'}
    assert all(each['source'] and each['publication'] and each['summary'] for each in items)


def test_a_city_is_asked_in_one_step_and_answers(
    graz: Somebody, bologna: Somebody, world: World, postbox: Postbox, everybody: dict[str, httpx.Client]
) -> None:
    postbox.run('UPDATE people SET mail = %s WHERE id = %s', 'greta@graz.example', graz.id)
    postbox.run('UPDATE people SET mail = %s WHERE id = %s', 'bea@bologna.example', bologna.id)
    plan = make(bologna, world, city_id=str(world.cities['bologna']), title='A secret plan', aims='Say nothing.')
    answer = ask(bologna, world, show_my_mail=True)
    assert answer.status_code == 201, answer.text
    question = answer.json()
    assert (question['stage'], question['city']['slug'], question['asking_city']['slug']) == ('sent', 'graz', 'bologna')
    asked = postbox.newest('greta@graz.example')
    assert 'How did you find testers?' in asked.get_content()
    assert 'Fair Access to Housing' in asked.get_content()
    assert 'bea@bologna.example' in asked['Reply-To']
    assert plan['title'] not in asked.get_content()
    path = f'/v1/practice-questions/{question["id"]}'
    for name, reader in everybody.items():
        sees = name in {'graz', 'its machine', 'bologna', 'office', 'administrator', 'operator'}
        assert (reader.get(path).status_code == 200) is sees, name
        assert (question['id'] in reader.get('/v1/practice-questions').text) is sees, name
        entries = reader.get('/v1/journal-entries', params={'subject_id': question['id']}).json()['items']
        assert bool(entries) is sees, name
        assert 'How did you find testers?' not in reader.get('/v1/changes', params={'limit': 1000}).text, name
    assert problem(bologna.post(f'{path}/answers', json={'answer': 'Mine'}, headers={'If-Match': '*'})) == (403, 'role-does-not-allow')
    assert graz.get(path).json()['you_may'] == ['answer_practice_question']
    answered = graz.post(f'{path}/answers', json={'answer': 'By students.'}, headers={'If-Match': '*'}).json()
    assert (answered['stage'], answered['answer']) == ('answered', 'By students.')
    assert 'By students.' in postbox.newest('bea@bologna.example').get_content()


def test_an_address_is_shown_to_nobody_who_was_not_to_see_it(graz: Somebody, bologna: Somebody, world: World, postbox: Postbox) -> None:
    postbox.run('UPDATE people SET mail = %s WHERE id = %s', 'greta@graz.example', graz.id)
    postbox.run('UPDATE people SET mail = %s WHERE id = %s', 'bea@bologna.example', bologna.id)
    assert ask(bologna, world).status_code == 201
    mail = postbox.newest('greta@graz.example')
    assert mail['Reply-To'] is None
    assert 'bea@bologna.example' not in str(mail)


def test_a_question_is_refused_what_is_not_to_be_asked(office: Somebody, graz: Somebody, bologna: Somebody, world: World) -> None:
    assert problem(ask(bologna, world, to='bologna')) == (409, 'asks-itself')
    assert problem(ask(bologna, world, cell={'commitment': 11, 'track': 1})) == (409, 'cells-do-not-fit')
    assert problem(ask(graz, world)) == (403, 'role-does-not-allow')
    practice = record(office, world).json()['id']
    assert problem(ask(bologna, world, good_practice_id=practice)) == (409, 'unknown-reference')
    assert ask(bologna, world).status_code == 201
    assert problem(ask(bologna, world)) == (409, 'asked-lately')
    for commitment in range(1, 10):
        assert ask(bologna, world, cell={'commitment': commitment, 'track': 1}).status_code == 201
    assert problem(ask(bologna, world, cell={'commitment': 10, 'track': 1})) == (409, 'asks-too-often')
