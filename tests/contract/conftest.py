"""What the contract tests share with those of the routes, and the records that generated requests meet."""

import copy
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import httpx
import pytest

from api import clock
from api.database import Database
from api.spine import Transaction
from tests.conftest import Databases, name_of
from tests.contract.validated import validated
from tests.mirrored import mirrored_city
from tests.routes.conftest import (
    ClientFor,
    Somebody,
    World,
    client_for,
    database_url,
    index,
    office,
    peopled_template,
    signed_in,
    template,
    world,
)
from tests.world import OPERATOR, answering, machine

__all__ = ['client_for', 'database_url', 'index', 'office', 'peopled_template', 'signed_in', 'template', 'world']

Records = dict[str, dict[str, Any]]


@pytest.fixture
def operator(client_for: ClientFor) -> Somebody:
    """Who runs the instance, as a machine with every scope; each answer is checked against the document."""
    return client_for(everywhere=True)


@pytest.fixture(scope='session')
def recorded_template(databases: Databases, peopled_template: tuple[str, World]) -> Iterator[tuple[str, Records]]:
    """A database with the records in it, of which each test that asks for them has a copy; and the records."""
    name, world = peopled_template
    url = databases.create(template=name)
    with (
        closing(Database(url)) as database,
        answering(Database(url)) as address,
        validated(machine(database, address)) as operator,
        validated(machine(database, address, city=world.cities['graz'], network=world.network)) as city,
    ):
        records = recorded(operator, city, world)
        with Transaction(database, OPERATOR) as transaction:
            source, record = mirrored_city(transaction, world.network, world.network)
        records['sync_source'] = operator.get(f'/v1/sync-sources/{source}').json()
        records['mirrored_record'] = operator.get(f'/v1/mirrored-records/{record}').json()
    yield name_of(url), records
    databases.drop(url)


@pytest.fixture
def records(recorded_template: tuple[str, Records]) -> Records:
    """One record of each kind beside the cities, made over HTTP: noun → its answer. They are there before anything else."""
    return copy.deepcopy(recorded_template[1])


def asked_for_plan(city: httpx.Client, of_plan: dict[str, Any], action: str) -> Records:
    """Have a city ask what is needed for its plan, and note down what it found, who advised it, and what is there already."""

    def made(path: str, **wish: object) -> Any:
        answer = city.post(f'/v1/{path}', json={**of_plan, **wish})
        assert answer.status_code == 201, answer.text
        return answer.json()

    asked = made('needs-assessments', title='Asked tenants', method='survey')
    return {
        'needs_assessment': asked,
        'needs_finding': made('needs-findings', needs_assessment_id=asked['id'], finding='Ada was refused.', plan_action_ids=[action]),
        'plan_consultation': made('plan-consultations', kind='scientific_advice', asked_on='2026-03-01', of_whom='Ada'),
        'plan_inventory_item': made('plan-inventory-items', kind='service', name='Counselling', provider='Ada'),
    }


def recorded(operator: httpx.Client, city: httpx.Client, world: World) -> Records:
    """Make one record of each kind and return them; a plan is begun and shared by its city."""
    network, graz = str(world.network), str(world.cities['graz'])

    def made(path: str, **wish: object) -> Any:
        answer = operator.post(f'/v1/{path}', json=wish)
        assert answer.status_code == 201, answer.text
        return answer.json()

    group = made('working-groups', network_id=network, title='Fair housing', aims='Homes, says Ada.', city_id=graz)
    made(f'working-groups/{group["id"]}/members', city_id=str(world.cities['bologna']))
    joined = made(f'working-groups/{group["id"]}/members', city_id=str(world.cities['barcelona']))
    item = made('action-items', working_group_id=group['id'], title='Train landlords', responsible_city_id=graz, visibility='members')
    update = made('progress-updates', action_item_id=item['id'], stage='in_progress', percent=20)
    today = clock.today('Europe/Berlin').isoformat()
    assembly = made('assemblies', network_id=network, title='General Assembly', held_on=today)
    report = made('reports', working_group_id=group['id'], assembly_id=assembly['id'], text='We met.')
    person = made('people', network_id=network, city_id=graz, name='Ada Example', mail='ada@example.org')
    owner = {'working_group_id': group['id']}
    file = operator.post('/v1/documents', data=owner, files={'file': ('minutes.pdf', b'%PDF-1.7\n')})
    assert file.status_code == 201, file.text
    partner = made('api-clients', network_id=network, name='Case system', role='partner_client', scopes=['cities:read'])
    asked = made('support-requests', **owner, question='Ada asks.')
    redacted = {'subject_type': 'support_request', 'subject_id': asked['id'], 'field': 'question', 'text': 'Somebody asks.'}
    office = {'network_id': network, 'kind': 'members'}
    imported = operator.post('/v1/imports', data=office, files={'file': ('members.csv', b'city,country\nUppsala,SE\n')})
    assert imported.status_code == 201, imported.text
    letter = {'language': 'en', 'subject': 'Hello', 'body': 'Ada asks.'}
    money = {'amount': '1200', 'currency': 'EUR'}
    begun = city.post('/v1/plans', json={'network_id': network, 'city_id': graz, 'title': 'Graz for all', 'aims': 'Ada names racism.'})
    shared = city.post(f'/v1/plans/{begun.json()["id"]}/sharings', json={'shared_with': 'public'}, headers={'If-Match': '*'})
    assert shared.status_code == 200, shared.text
    department = made('departments', network_id=network, city_id=graz, name='Integration office')
    named = {'addressees': ['official_city'], 'target_groups': ['tenants'], 'horizon': 'long', 'department_id': department['id']}
    course = {'title': 'Train the police', 'cell': {'commitment': 1, 'track': 2}, 'responsible_person_id': person['id'], **named}
    action = made('plan-actions', plan_id=begun.json()['id'], **course)
    of_plan = {'plan_id': begun.json()['id'], 'shared_with': 'public'}
    met = city.post('/v1/plan-meetings', json={**of_plan, 'kind': 'review', 'held_on': '2026-03-01'})
    spoken = {'contacted_on': '2026-03-01', 'with_whom': 'Ada Example', 'way': 'phone'}
    touched = city.post('/v1/plan-contacts', json={**of_plan, **spoken})
    risked = city.post('/v1/plan-risks', json={**of_plan, 'phase': 'content', 'risk': 'Ada leaves.'})
    indicator = made('indicators', plan_id=action['plan_id'], name='Officers trained', measures='Ada counts them.')
    value = made(f'indicators/{indicator["id"]}/values', measured_on='2020-01-01', value='3')
    wish = {'city_id': graz, 'title': 'Tests of landlords', 'cells': [{'commitment': 7, 'track': 3}], 'themes': ['housing']}
    practice = made('good-practices', network_id=network, languages=['de'], publication='A guide', url='https://example.org/', **wish)
    published = operator.post(
        f'/v1/good-practices/{practice["id"]}/publications', json={'shared_with': 'public'}, headers={'If-Match': '*'}
    )
    assert published.status_code == 200, published.text
    two = {'city_id': graz, 'asking_city_id': str(world.cities['bologna']), 'good_practice_id': practice['id']}
    question = made('practice-questions', network_id=network, **two, cell={'commitment': 7, 'track': 3}, question='How, asks Ada?')
    organisation = made('organisations', name='European Training Centre', kind='institution')
    endpoint = made('webhook-endpoints', network_id=network, url='https://hooks.example.org/in', description='Ada listens.')
    return {
        'meeting': made('meetings', **owner, title='First meeting', starts_at='2020-03-01T09:00:00Z'),
        'output': made('outputs', **owner, title='A paper', kind='policy_paper', url='https://example.org/'),
        'document': file.json(),
        'funding_request': made('funding-requests', **owner, title='A study', project_idea='Test letters.', amount_requested=money),
        'support_request': made('support-requests', **owner, question='Which form has worked?'),
        'call_for_interest': made('calls-for-interest', network_id=network, city_id=graz, title='Clean air', aims='Ada breathes.'),
        'group_invitation': made('group-invitations', **owner, city_id=str(world.cities['berlin'])),
        'participation_request': made('participation-requests', **owner, organisation_id=organisation['id'], message='Ada counsels.'),
        'plan': shared.json(),
        'plan_action': action,
        'good_practice': published.json(),
        'practice_question': question,
        'plan_action_update': made('plan-action-updates', plan_action_id=action['id'], stage='in_progress', percent=20),
        'plan_meeting': met.json(),
        'plan_contact': touched.json(),
        'plan_risk': risked.json(),
        **asked_for_plan(city, of_plan, action['id']),
        'milestone': made('milestones', plan_action_id=action['id'], title='First course', due_on='2030-01-01'),
        'indicator': indicator,
        'indicator_value': value,
        'circular': made('circulars', network_id=network, title='A letter', texts=[letter]),
        'import': imported.json(),
        'redaction': made('redactions', **redacted, reason='asked for'),
        'city': operator.get('/v1/cities/graz').json(),
        'network': operator.get(f'/v1/networks/{network}').json(),
        'working_group': joined['working_group'],
        'membership': joined['membership'],
        'proposal': made('working-groups', network_id=network, title='Words that wound', city_id=graz),
        'action_item': operator.get(f'/v1/action-items/{item["id"]}').json(),
        'progress_update': update,
        'assembly': assembly,
        'report': report,
        'organisation': organisation,
        'department': department,
        'person': person,
        'role': made('roles', network_id=network, person_id=person['id'], role='coordinator', city_id=graz),
        'invitation': made(
            'invitations', network_id=network, role='political_head', name='Pia Example', mail='pia@example.org', city_id=graz
        ),
        'contact_point': made('contact-points', person_id=person['id'], kind='phone', value='+43 316 0'),
        'api_client': made('api-clients', network_id=network, name='Statistics office', scopes=['cities:read']),
        'webhook_endpoint': endpoint,
        'webhook_delivery': operator.get('/v1/webhook-deliveries').json()['items'][0],
        'mandate': made('mandates', network_id=network, client_id=partner['id'], city_id=graz, basis='Contract of 12 January 2026'),
    }


def is_problem(answer: httpx.Response) -> bool:
    """Tell whether an answer is a problem of ours with a sentence; `validated` has checked its shape."""
    return answer.headers['content-type'] == 'application/problem+json' and bool(answer.json()['detail'])
