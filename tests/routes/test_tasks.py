"""What needs somebody: from the office's desk and from a city's."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from api.database import Database
from api.permissions import PERMISSIONS
from api.rules.tasks import KINDS
from api.shown.tasks import LINKS
from tests.routes.conftest import SignedIn, Somebody, World


def tasks_of(somebody: Somebody, language: str = 'en') -> list[dict[str, Any]]:
    answer = somebody.get('/v1/me/tasks', headers={'Accept-Language': language})
    assert answer.status_code == 200
    items: list[dict[str, Any]] = answer.json()['items']
    return items


@pytest.fixture
def housing(world: World, graz: Somebody) -> dict[str, Any]:
    """A proposal of Graz."""
    body = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Fair housing'}
    group: dict[str, Any] = graz.post('/v1/working-groups', json=body).json()
    return group


def join(world: World, somebody: Somebody, city: str) -> None:
    answer = somebody.post('/v1/working-groups/fair-housing/members', json={'city_id': str(world.cities[city])})
    assert answer.status_code == 201


def test_nothing_needs_anybody_in_a_quiet_network(office: Somebody, graz: Somebody, http: Any) -> None:
    assert tasks_of(office) == []
    assert tasks_of(graz) == []
    assert http.get('/v1/me/tasks').status_code == 401


@pytest.mark.usefixtures('housing')
def test_a_city_is_told_of_a_proposal_it_could_join_and_the_proposer_is_not(bologna: Somebody, graz: Somebody, office: Somebody) -> None:
    (task,) = tasks_of(bologna)
    assert task['kind'] == 'proposal_to_join'
    assert task['urgency'] == 'when_you_can'
    assert task['act'] == 'join_working_group'
    assert task['link'] == '/working-groups/fair-housing'
    assert task['subject']['title'] == 'Fair housing'
    assert task['sentence'] == (
        '“Fair housing”: 2 more cities, at least one of them from another country, make this an official working group. Bologna can join.'
    )
    assert tasks_of(graz) == []
    assert tasks_of(office) == []


@pytest.mark.usefixtures('housing')
def test_a_suspended_city_is_asked_for_nothing(world: World, bologna: Somebody, office: Somebody) -> None:
    memberships = office.get('/v1/memberships', params={'city_id': str(world.cities['bologna'])}).json()['items']
    path = f'/v1/memberships/{memberships[0]["id"]}/suspensions'
    assert office.post(path, json={'reason': 'a pause'}, headers={'If-Match': '*'}).status_code == 200
    assert tasks_of(bologna) == []


def test_the_office_sees_held_notices_until_when_and_contacts_that_nobody_reaches(
    world: World, housing: dict[str, Any], office: Somebody, bologna: Somebody, signed_in: SignedIn
) -> None:
    join(world, bologna, 'bologna')
    join(world, signed_in('coordinator', 'barcelona'), 'barcelona')
    found = {task['kind']: task for task in tasks_of(office)}
    assert set(found) == {'notice_held', 'contact_not_shown'}
    assert found['notice_held']['urgency'] == 'soon'
    assert found['notice_held']['due_on']
    assert '“Fair housing” is official goes to 3 cities on ' in found['notice_held']['sentence']
    assert found['contact_not_shown']['subject']['id'] == housing['id']
    assert tasks_of(bologna) == []


def test_the_sentence_is_in_the_readers_language(housing: dict[str, Any], bologna: Somebody) -> None:
    assert bologna.patch('/v1/me', json={'language': 'de'}).status_code == 200
    (task,) = tasks_of(bologna)
    assert task['sentence'].endswith('Bologna kann beitreten.')
    assert task['subject']['id'] == housing['id']


@pytest.mark.parametrize('kind', KINDS)
def test_every_kind_names_an_operation_there_is_and_a_page(kind: str) -> None:
    assert KINDS[kind].act in PERMISSIONS
    assert LINKS[kind].startswith('/')


def test_administrators_are_asked_about_whoever_has_held_no_role_for_two_years(
    signed_in: SignedIn, office: Somebody, clock: Callable[[datetime], None], database: Database, world: World
) -> None:
    person = office.post('/v1/people', json={'network_id': str(world.network), 'name': 'Gerda Graz'}).json()
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE people SET created_at = '2024-03-01T12:00:00Z' WHERE id = :id"), {'id': person['id']})
    about: list[dict[str, Any]] = []
    for days, found in ((729, []), (731, [person['id']])):
        clock(datetime(2024, 3, 1, 12, tzinfo=UTC) + timedelta(days=days))
        about = [task for task in tasks_of(signed_in('office_admin')) if task['kind'] == 'person_without_role']
        assert [task['subject']['id'] for task in about] == found
        assert [task for task in tasks_of(signed_in('office_staff')) if task['kind'] == 'person_without_role'] == []
    assert 'no role for more than 730 days' in about[0]['sentence']
    clock(datetime.now(UTC))
    assert office.post(f'/v1/people/{person["id"]}/erasures', json={'reason': 'left'}, headers={'If-Match': '*'}).status_code == 200
