"""Exports, asked of every one in the document: each takes the filters of its list, and gives the records that the list gives."""

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.database import Database
from api.models.calls_for_interest import CallForInterestRow
from api.models.city_catalogue import CatalogueCityRow
from api.models.columns import table
from api.models.working_groups import WorkingGroupRow
from api.permissions import EXPORTED
from api.shown import exported
from openapi.gate.__main__ import last_release
from tests.contract.conftest import Records
from tests.contract.validated import OPERATIONS, Operation, resolved
from tests.routes.acts import made, pages
from tests.routes.conftest import SignedIn, Somebody, World, refused
from tests.routes.sittings import age

# What a list has and a file has no need of: a file is everything, in one order.
OF_PAGES = {'limit', 'after', 'sort', 'expand'}
BY_NAME = {each.declared['operationId']: each for each in OPERATIONS}
# What a table leaves out of a resource's fields, and why. Of another record that is named in it its slug says enough.
OF_THE_LIST = dict.fromkeys(('you_may',), 'is asked of a single record')
WHY = ('code', 'since', 'days')
# Of what a city alone is told, it alone finds its records.
TOLD_TO_ITS_CITY = {('plan_actions', 'department_id'), ('plan_actions', 'responsible_person_id')}
LEFT_OUT: dict[str, dict[str, str]] = {
    'cities': {'memberships': 'are a table of their own', 'working_groups': 'are in the table of memberships'},
    'city_catalogue': {'id': 'is made of the number in GeoNames'},
    'working_groups': {'missing': 'follows from the counts and the by-laws', 'members': 'are in the table of memberships'},
    'action_items': {
        **{f'{flag}_because.{name}': 'follows from the days and the by-laws' for flag in ('late', 'stale') for name in WHY},
        'latest_update': 'is in the table of progress updates',
    },
    'plan_actions': {
        **{f'{flag}_because.{name}': 'follows from the days and the by-laws' for flag in ('late', 'stale') for name in WHY},
        **dict.fromkeys(
            ('agreed_on', 'agreed_by_id', 'evaluation', 'evaluated_on', 'evaluation_asked', 'evaluation_note', 'predecessor_id'),
            'is told to its own city alone, which reads it with the record; a table that is sent back does not change it',
        ),
        'next_milestone': 'is in the list of milestones',
    },
    'good_practices': {'plan_action_id': 'is told to its own city alone, which reads it with the record'},
    'submissions': {
        **{f'snapshot.{name}': 'is said beside the snapshot' for name in ('number', 'report_id', 'submitted_at')},
        'snapshot.working_group.id': 'is the group of working_group.slug',
    },
}
# Lists of which there is no file, and why.
OF_ONESELF = 'is of the person who asks, and in the file of all that is kept of them'
OF_THE_OFFICE = 'is how the office runs its network, and no record of the network'
PUBLIC = 'is for strangers, who read it page by page; who signs in has the file of all of it'
OFFICE_LISTS = (
    'imports', 'import_rows', 'api_clients', 'api_client_secrets', 'mandates', 'notices', 'circulars', 'webhook_endpoints',
    'webhook_deliveries', 'sync_sources',
)  # fmt: skip
WITHOUT_A_FILE = {
    **dict.fromkeys(('sessions', 'passkeys', 'identities', 'calendar_subscriptions', 'saved_filters', 'my_tasks'), OF_ONESELF),
    **dict.fromkeys(OFFICE_LISTS, OF_THE_OFFICE),
    'mirrored_records': 'are kept by other networks, whose files have them',
    **dict.fromkeys(('public_working_groups', 'public_cities', 'public_networks', 'public_reports', 'public_outputs'), PUBLIC),
    'demonstration_accounts': 'is there to try the service out',
    'participation_requests': 'are open until the lead city or the office answers; who was admitted is in the file of memberships',
    'plans': 'are few, and most are their city’s alone: they are read one by one',
    'milestones': 'are most of them their city’s alone, and read with their action',
    'indicators': 'are most of them their city’s alone, and read with their plan',
    'indicator_values': 'are read with their indicator',
    'practice_questions': 'are of two cities, which read them one by one',
    'plan_action_updates': 'are most of them their city’s alone, and read with their action',
    'plan_meetings': 'are most of them their city’s alone, and read with their plan',
    'plan_contacts': 'are most of them their city’s alone, and read with their plan',
    'plan_risks': 'are most of them their city’s alone, and read with their plan',
    'needs_assessments': 'are most of them their city’s alone, and read with their plan',
    'needs_findings': 'are most of them their city’s alone, and read with their plan',
    'plan_consultations': 'are most of them their city’s alone, and read with their plan',
    'plan_inventory_items': 'are most of them their city’s alone, and read with their plan',
    'invitations': 'hold names of people who have not agreed to anything yet',
    'journal_entries': 'is who did what and when, and is read entry by entry',
    'redactions': 'is beside the texts that were redacted',
    'security_events': 'is who came in from where, and is read entry by entry',
    'changes': 'is the feed, which is followed and not kept',
    'working_group_members': 'is in the file of memberships',
    'assembly_working_groups': 'is in the files of reports and declarations',
}
# What is looked for where the records themselves do not say it.
LOOKED_FOR = {
    'q': [
        'housing',
        'graz',
        'PAPER',
        'minutes',
        'study',
        'form',
        'landlords',
        'centre',
        'meeting',
        'paula',
        'ada',
        'nothing-bears-this-name',
        '%',
        '_',
    ],
    'identifier': ['geonames:2778067', 'geonames:1', 'wikidata:Q458'],
    'starts_after': ['2019-01-01T00:00:00Z', '2020-03-01T09:00:00Z', '2099-01-01T00:00:00Z'],
    'starts_before': ['2019-01-01T00:00:00Z', '2020-03-01T09:00:00Z', '2099-01-01T00:00:00Z'],
    'as_of': ['1900-01-01', '2020-03-01', '2099-01-01'],
    'language': ['de', 'en', 'fi'],
    'country_code': ['AT', 'DE', 'IS'],
    'commitment': ['1', '7', '8'],
    'track': ['2', '3', '4'],
    'target_group': ['tenants', 'pupils'],
    'publication': ['A guide', 'Another'],
}


def parameters(operation: Operation, place: str) -> dict[str, dict[str, Any]]:
    """Return the schemas of an operation's parameters of one kind, by their names."""
    declared = [resolved(each) for each in operation.declared.get('parameters', [])]
    return {each['name']: resolved(each['schema']) for each in declared if each['in'] == place}


def ids(records: list[dict[str, Any]]) -> list[str]:
    """Return what tells records apart, in order."""
    return sorted(str(each.get('id', each.get('geonames_id'))) for each in records)


def listed(caller: httpx.Client, path: str, **query: str) -> list[str]:
    """Return the ids that a list gives."""
    return ids([item for page in pages(caller, path, limit=100, **query) for item in page])


def in_file(caller: httpx.Client, path: str, **query: str) -> list[str]:
    """Return the ids that an export gives."""
    answer = caller.get(path.format(format='ndjson'), params=query)
    assert answer.status_code == 200, answer.text
    return ids([httpx.Response(200, content=line).json() for line in answer.text.splitlines()])


def values(name: str, schema: dict[str, Any], records: Records, world: World) -> Iterator[str]:
    """Yield what to ask a filter for: what there is and what there is not."""
    yield from LOOKED_FOR.get(name, schema.get('enum', []))
    if name == 'silent_in':
        yield records['asked']['id']
    if name.endswith('_id'):
        noun = name.removeprefix('responsible_').removesuffix('_id')
        yield from (str(world.cities['bologna']), str(world.cities['graz'])) if noun == 'city' else (records[noun]['id'],)
        yield str(uuid4())


@pytest.fixture
def filled(operator: Somebody, records: Records, world: World, database: Database) -> Records:
    """Beside one record of each kind: declarations, an associate, another person's task, a lead contact, two cities of the catalogue."""
    group, sitting = records['working_group'], records['assembly']
    age(database, group, '2019-03-01')
    wish = {'assembly_id': sitting['id'], 'choice': 'continue'}
    made(operator.post(f'/v1/working-groups/{group["id"]}/declarations', json=wish, headers={'If-Match': '*'}))
    made(operator.post(f'/v1/working-groups/{group["id"]}/associates', json={'organisation_id': records['organisation']['id']}))
    keys = {'identifiers': [{'scheme': 'wikidata', 'value': 'Q458'}]}
    made(operator.patch(f'/v1/organisations/{records["organisation"]["id"]}', json=keys, headers={'If-Match': '*'}))
    task = {'working_group_id': group['id'], 'title': 'Train landlords', 'meeting_id': records['meeting']['id'], 'due_on': '2020-01-01'}
    made(operator.post('/v1/action-items', json={**task, 'responsible_person_id': records['person']['id']}))
    made(operator.patch(f'/v1/documents/{records["document"]["id"]}', json={'language': 'de'}, headers={'If-Match': '*'}))
    made(operator.patch(f'/v1/outputs/{records["output"]["id"]}', json={'languages': ['en', 'de']}, headers={'If-Match': '*'}))
    head = {'network_id': str(world.network), 'person_id': records['person']['id'], 'role': 'lead_contact'}
    made(operator.post('/v1/roles', json={**head, 'city_id': str(world.cities['graz']), 'working_group_id': group['id']}))
    report = f'/v1/reports/{records["report"]["id"]}'
    steps: dict[str, dict[str, str] | None] = {'submissions': {}, 'tablings': None, 'decisions': {'outcome': 'approved'}}
    for step, said in {**steps, 'publications': {'channel': 'website'}}.items():
        made(operator.post(f'{report}/{step}', json=said, headers={'If-Match': '*'}))
    left = made(operator.get('/v1/memberships', params={'city_id': str(world.cities['heidelberg'])}))['items'][0]
    made(operator.post(f'/v1/memberships/{left["id"]}/ending', json={}, headers={'If-Match': '*'}))
    idea = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Clean rivers'}
    asked = made(operator.post('/v1/calls-for-interest', json=idea))
    sent = operator.post(f'/v1/calls-for-interest/{asked["id"]}/sendings', json={'closes_on': '2099-01-01'}, headers={'If-Match': '*'})
    made(sent)
    later = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Fair housing again'}
    successor = made(operator.post('/v1/working-groups', json=later))['id']
    graz, bologna = (str(world.cities[name]) for name in ('graz', 'bologna'))
    naming = {'network_id': str(world.network), 'city_id': bologna, 'title': 'Quiet nights', 'invited_city_ids': [graz]}
    made(operator.post('/v1/working-groups', json=naming))
    repeats = {'pattern': 'weekly', 'times': 2}
    wish = {'working_group_id': group['id'], 'title': 'Weekly call', 'starts_at': '2020-03-02T09:00:00Z', 'repeats': repeats}
    series = {'id': made(operator.post('/v1/meetings', json=wish))['series_id']}
    with database.engine.begin() as connection:
        # No by-laws and no assembly of this network make it one of these.
        marked = dict.fromkeys(('below_minimum', 'needs_lead', 'undeclared'), True)
        connection.execute(table(WorkingGroupRow).update().where(table(WorkingGroupRow).c.id == group['id']).values(marked))
        # As if it were complete.
        continued = table(WorkingGroupRow).c.id == successor
        connection.execute(table(WorkingGroupRow).update().where(continued).values(continues_id=group['id']))
        settled = {'stage': 'proposed', 'working_group_id': group['id']}
        first = table(CallForInterestRow).c.id == records['call_for_interest']['id']
        connection.execute(table(CallForInterestRow).update().where(first).values(settled))
        for number, name, country in ((2778067, 'graz', 'AT'), (2950159, 'berlin', 'DE')):
            city = {'id': uuid4(), 'geonames_id': number, 'name': name.title(), 'country_code': country, 'words': name}
            place = {'population': 1, 'latitude': 1, 'longitude': 1, 'time_zone': 'Europe/Vienna', 'sort_key': str(number)}
            connection.execute(table(CatalogueCityRow).insert().values(**city, **place))
    return {**records, 'series': series, 'asked': asked, 'continues': group}


def test_each_export_takes_the_filters_of_its_list_and_gives_the_same_records(
    operator: Somebody, signed_in: SignedIn, filled: Records, world: World
) -> None:
    graz = signed_in('coordinator', 'graz')
    for noun in EXPORTED:
        a_list, a_file = BY_NAME[f'list_{noun}'], BY_NAME[f'export_{noun}']
        path = a_list.path.format(**{name: filled[name]['id'] for name in parameters(a_list, 'path')})
        wanted = {name: schema for name, schema in parameters(a_list, 'query').items() if name not in OF_PAGES}
        assert set(wanted) <= set(parameters(a_file, 'query')), noun
        under = {f'{name}_id': filled[name]['id'] for name in parameters(a_list, 'path')}
        everything = listed(operator, path)
        assert in_file(operator, a_file.path, **under) == everything != [], noun
        for name, schema in wanted.items():
            caller = graz if (noun, name) in TOLD_TO_ITS_CITY else operator
            found = {value: listed(caller, path, **{name: value}) for value in values(name, schema, filled, world)}
            assert any(found.values()), (noun, name, 'nothing was ever found')
            assert any(each != everything for each in found.values()), (noun, name, 'everything was always found')
            for value, expected in found.items():
                assert in_file(caller, a_file.path, **under, **{name: value}) == expected, (noun, name, value)
                assert caller is operator or listed(operator, path, **{name: value}) == [], (noun, name)


def test_every_list_has_a_file_or_it_is_said_why_not() -> None:
    lists = {name.removeprefix('list_') for name in BY_NAME if name.startswith('list_')}
    assert lists - set(EXPORTED) == set(WITHOUT_A_FILE)


def test_filters_that_only_a_file_has_are_kept_too(operator: Somebody, filled: Records, world: World) -> None:
    for noun in EXPORTED:
        a_list, a_file = BY_NAME[f'list_{noun}'], BY_NAME[f'export_{noun}']
        everything = in_file(operator, a_file.path)
        for name in set(parameters(a_file, 'query')) - set(parameters(a_list, 'query')):
            assert name.endswith('_id'), (noun, name)
            known, unknown = str(world.cities['graz']) if name == 'city_id' else filled[name.removesuffix('_id')]['id'], str(uuid4())
            assert in_file(operator, a_file.path, **{name: known}) != [], (noun, name)
            assert in_file(operator, a_file.path, **{name: unknown}) == [] != everything, (noun, name)


def test_each_export_refuses_what_its_list_refuses(operator: Somebody) -> None:
    for noun in EXPORTED:
        path = BY_NAME[f'export_{noun}'].path.format(format='csv')
        for name in ('colour', 'updated_since', *OF_PAGES):
            assert refused(operator.get(path, params={name: '1'})) == [(f'query {name}', 'unknown_parameter')], (noun, name)
        for name, schema in parameters(BY_NAME[f'export_{noun}'], 'query').items():
            if name.endswith('_id') or 'enum' in schema:
                assert [where for where, _ in refused(operator.get(path, params={name: 'nonsense'}))] == [f'query {name}'], (noun, name)


# -- columns ---------------------------------------------------------------------------------------------------------------


def scalars(schema: dict[str, Any], path: str = '') -> Iterator[str]:
    """Yield where each value stands in a record that is no object itself; a list is one value."""
    for name, each in schema['properties'].items():
        field = resolved(each)
        options = [resolved(option) for option in field.get('anyOf', [field])]
        inner = next((option for option in options if 'properties' in option), None)
        yield from scalars(inner, f'{path}{name}.') if inner else (f'{path}{name}',)


def left_out(noun: str) -> set[str]:
    return LEFT_OUT.get(noun, {}).keys() | OF_THE_LIST.keys()


@pytest.mark.parametrize('noun', EXPORTED)
def test_a_table_has_a_column_for_every_field_of_its_resource_or_says_why_not(noun: str) -> None:
    (answer,) = BY_NAME[f'list_{noun}'].declared['responses']['200']['content'].values()
    shape = resolved(resolved(answer['schema'])['properties']['items']['items'])
    columns = {column.rstrip('#').partition('[')[0] for column in getattr(exported, noun.upper()).columns}
    named = {column.removesuffix('slug') for column in columns if column.endswith('.slug')}
    fields = {field for field in scalars(shape) if not any(field.startswith(record) for record in named)}
    missing = {field for field in fields - columns if not any(f'{field}.'.startswith(f'{each}.') for each in left_out(noun))}
    assert missing == set()
    known = {field[: len(each)] for field in fields for each in left_out(noun)}
    assert LEFT_OUT.get(noun, {}).keys() <= known - columns, 'what is left out is no field, or is a column'


@pytest.mark.parametrize('noun', EXPORTED)
def test_the_columns_of_the_last_release_stand_where_they_stood(noun: str) -> None:
    released = json.loads(last_release().read_text(encoding='utf-8'))
    path = f'/v1/exports/{noun.replace("_", "-")}.{{format}}'
    told = re.search(
        r'have these columns: (.+?)\.\n', released['paths'].get(path, {'get': {'description': ''}})['get']['description'], re.DOTALL
    )
    before = re.findall(r'`([^`]+)`', told[1]) if told else []
    assert list(getattr(exported, noun.upper()).headings[: len(before)]) == before
