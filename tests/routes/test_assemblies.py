"""General assemblies over HTTP: their day, their desk, and what closing them does to the groups that did not declare."""

from typing import Any

import pytest

from api.database import Database
from tests.conftest import as_demonstration
from tests.routes.acts import constituted, follow, join, made, pages, propose, read_group
from tests.routes.conftest import ClientFor, Journal, Somebody, World, problem
from tests.routes.sittings import TEXT, act, age, assembly, brought_to, change, declare, read, report, the_day

Group = dict[str, Any]


@pytest.fixture
def group(group: Group, office: Somebody, database: Database) -> Group:
    """A group of Graz, which leads, Wien and Bologna; official since 2020."""
    age(database, group, '2020-12-04')
    return read_group(office, group)


def desk(caller: Somebody, sitting: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
    return [each for page in pages(caller, f'/v1/assemblies/{sitting["id"]}/working-groups', **query) for each in page]


# -- the assemblies themselves ---------------------------------------------------------------------------------------------


def test_an_assembly_is_announced_changed_and_listed_the_latest_first(office: Somebody, world: World) -> None:
    berlin = str(world.cities['berlin'])
    later = assembly(office, world, the_day(60), title='Spring', place='Town hall', host_city_id=berlin, mode='hybrid')
    assert (later['stage'], later['host_city']['slug'], later['you_may']) == ('announced', 'berlin', ['call_up_report', 'update_assembly'])
    sooner = assembly(office, world, the_day(10), title='Winter')
    assert [each['title'] for page in pages(office, '/v1/assemblies', limit=1) for each in page] == ['Spring', 'Winter']
    moved = made(change(office, 'assemblies', sooner, held_on=the_day(90), place=None))
    assert moved['held_on'] == the_day(90)
    listed = made(office.get('/v1/assemblies', params={'network_id': str(world.network), 'stage': 'announced', 'sort': 'held_on'}))['items']
    assert [each['title'] for each in listed] == ['Spring', 'Winter']
    assert made(change(office, 'assemblies', later, host_city_id=None, mode='online'))['host_city'] is None


def test_the_members_of_a_network_see_its_assemblies_and_nobody_else(office: Somebody, client_for: ClientFor, world: World) -> None:
    sitting = assembly(office, world)
    assert made(read(client_for(city='berlin'), 'assemblies', sitting['id']))['you_may'] == []
    for path in (f'/v1/assemblies/{sitting["id"]}', f'/v1/assemblies/{sitting["id"]}/working-groups'):
        assert problem(client_for(city='montreal').get(path)) == (404, 'not-found')
    assert made(client_for(city='montreal').get('/v1/assemblies'))['items'] == []
    assert problem(act(client_for(city='graz'), sitting, 'closings')) == (403, 'role-does-not-allow')


def test_what_an_assembly_names_must_be_there(office: Somebody, world: World) -> None:
    body = {'network_id': str(world.network), 'title': 'General Assembly', 'held_on': the_day(), 'host_city_id': str(world.network)}
    assert problem(office.post('/v1/assemblies', json=body)) == (409, 'unknown-reference')
    sitting = assembly(office, world)
    assert problem(change(office, 'assemblies', sitting, host_city_id=str(world.network))) == (409, 'unknown-reference')
    for wrong in ({'held_on': None}, {'title': None}, {'title': ' '}, {'stage': 'held'}, {'held_on': 0}):
        assert problem(change(office, 'assemblies', sitting, **wrong)) == (422, 'validation-failed')


def test_an_assembly_is_closed_once_on_its_day_or_later_and_then_its_day_stays(office: Somebody, world: World) -> None:
    assert problem(act(office, assembly(office, world, the_day(1)), 'closings')) == (409, 'assembly-yet-to-come')
    closed = made(act(office, assembly(office, world, the_day(-1)), 'closings'))
    assert (closed['stage'], closed['you_may']) == ('held', ['call_up_report', 'update_assembly'])
    assert problem(act(office, closed, 'closings')) == (409, 'assembly-closed')
    assert problem(change(office, 'assemblies', closed, held_on=the_day())) == (409, 'assembly-closed')
    assert made(change(office, 'assemblies', closed, place='Graz', held_on=closed['held_on']))['place'] == 'Graz'


def test_what_shows_an_assembly_moves_with_it(office: Somebody, world: World, group: Group) -> None:
    sitting = assembly(office, world, the_day(10))
    found = made(report(office, group, sitting))
    made(declare(office, read_group(office, group), sitting, 'continue'))
    _, since, feed_id = follow(office)
    made(change(office, 'assemblies', sitting, title='Jubilee'))
    items, since, _ = follow(office, since, feed_id)
    shown = {each['subject']['type']: each['data'] for each in items}
    assert {kind: (data.get('assembly') or data)['title'] for kind, data in shown.items()} == dict.fromkeys(
        ('assembly', 'report', 'declaration'), 'Jubilee'
    )
    assert shown['report']['version'] == found['version'] + 1
    made(change(office, 'assemblies', shown['assembly'], place='Graz'))
    assert {each['subject']['type'] for each in follow(office, since, feed_id)[0]} == {'assembly'}


# -- the desk --------------------------------------------------------------------------------------------------------------


def test_the_desk_shows_who_owes_a_report_and_what_is_there(office: Somebody, world: World, group: Group, database: Database) -> None:
    young = constituted(office, world, title='Hate speech', city='heidelberg')
    propose(office, world, title='Words that wound')
    sitting = assembly(office, world)
    age(database, young, the_day(-89))
    found = made(report(office, group, sitting))
    made(declare(office, read_group(office, group), sitting, 'continue'))
    first, second = desk(office, sitting, limit=1)
    assert first['working_group'] == {'id': group['id'], 'slug': group['slug'], 'title': 'Fair housing'}
    assert (first['stage'], first['owes_report'], first['owes_declaration']) == ('constituted', True, True)
    assert first['report'] == {'id': found['id'], 'stage': 'draft'}
    assert first['declaration']['choice'] == 'continue'
    assert first['because'] == 'Official since 4 December 2020, so at least 90 days before the assembly: it owes a report.'
    assert (second['working_group']['title'], second['owes_report'], second['owes_declaration']) == ('Hate speech', False, True)
    assert (second['report'], second['declaration']) == (None, None)
    in_german = office.get(f'/v1/assemblies/{sitting["id"]}/working-groups', headers={'Accept-Language': 'de'})
    assert in_german.json()['items'][0]['because'].startswith('Offiziell seit 4. Dezember 2020')


def test_what_a_group_owes_is_said_to_the_office_and_the_group_alone(
    office: Somebody, graz: Somebody, client_for: ClientFor, world: World, group: Group
) -> None:
    sitting = assembly(office, world)
    made(report(graz, group, sitting, text=TEXT))
    theirs, others = desk(client_for(city='vienna'), sitting)[0], desk(client_for(city='berlin'), sitting)[0]
    assert (theirs['owes_report'], theirs['report']['stage']) == (True, 'draft')
    assert (others['owes_report'], others['owes_declaration'], others['because'], others['report']) == (None, None, None, None)
    made(declare(graz, read_group(graz, group), sitting, 'continue'))
    assert desk(client_for(city='berlin'), sitting)[0]['declaration']['choice'] == 'continue'


@pytest.mark.parametrize(
    ('value', 'precision', 'days_later', 'owes'),
    [
        ('2024-02-29', 'day', ('2024-05-29', '2024-05-28'), (True, False)),
        ('2023-12', 'month', ('2024-03-30', '2024-03-29'), (True, False)),
        ('2023', 'year', ('2024-03-30', '2024-03-29'), (True, False)),
    ],
)
def test_the_desk_counts_days_over_leap_days_and_years_as_the_rulebook_does(
    office: Somebody, world: World, group: Group, database: Database, value: str, precision: str, days_later: tuple[str, str],
    owes: tuple[bool, bool],
) -> None:  # fmt: skip
    age(database, group, value, precision)
    assert tuple(desk(office, assembly(office, world, day))[0]['owes_report'] for day in days_later) == owes


def test_a_group_of_which_no_day_is_known_counts_from_when_it_was_recorded(
    office: Somebody, world: World, group: Group, database: Database
) -> None:
    age(database, group, None)
    found = [desk(office, assembly(office, world, the_day(days)))[0] for days in (89, 90)]
    assert [each['owes_report'] for each in found] == [False, True]


def test_groups_of_other_times_are_not_on_the_desk(office: Somebody, world: World, group: Group, database: Database) -> None:
    past, later = assembly(office, world, '2019-06-01'), assembly(office, world, the_day(2))
    age(database, group, '2020', 'year')
    assert desk(office, past) == []
    assert [each['working_group']['id'] for each in desk(office, assembly(office, world, '2020-01-01'))] == [group['id']]
    made(declare(office, read_group(office, group), assembly(office, world, the_day(-1)), 'complete'))
    assert desk(office, later) == []
    assert [each['stage'] for each in desk(office, assembly(office, world, the_day(-1)))] == ['completed']


def test_a_report_may_be_handed_in_after_the_assembly_was_closed(office: Somebody, world: World, group: Group) -> None:
    sitting = made(act(office, assembly(office, world, the_day(-5)), 'closings'))
    assert brought_to('published', office, group, sitting)['stage'] == 'published'


# -- what closing does -----------------------------------------------------------------------------------------------------


def test_a_group_that_owed_a_declaration_and_made_none_is_undeclared_until_it_declares(
    office: Somebody, graz: Somebody, bologna: Somebody, world: World, group: Group, journal: Journal
) -> None:
    new = constituted(office, world, title='Hate speech', city='heidelberg')
    sitting = made(act(office, assembly(office, world), 'closings'))
    assert (read_group(office, group)['undeclared'], read_group(office, new)['undeclared']) == (True, False)
    assert [read_group(each, group)['undeclared'] for each in (graz, bologna)] == [None, None]
    entry = journal(group['id'])[-1]
    assert (entry['rule'], entry['changes'], entry['operation']) == ('W11', {'undeclared': [False, True]}, 'close_assembly')
    told = made(office.get('/v1/notices', params={'kind': 'undeclared'}))['items']
    assert {each['city']['slug'] if each['city'] else None for each in told} == {'graz', None}

    made(declare(graz, read_group(graz, group), sitting, 'continue'))
    assert read_group(office, group)['undeclared'] is False
    assert read_group(office, group)['stage'] == 'constituted'


def test_a_declaration_for_the_next_assembly_does_not_stand_for_the_last(
    office: Somebody, graz: Somebody, world: World, group: Group
) -> None:
    made(act(office, assembly(office, world, the_day(-1)), 'closings'))
    made(declare(graz, read_group(graz, group), assembly(office, world, the_day(30)), 'continue'))
    assert read_group(office, group)['undeclared'] is True


def test_closing_an_earlier_assembly_later_changes_no_mark(office: Somebody, graz: Somebody, world: World, group: Group) -> None:
    last = assembly(office, world)
    made(declare(graz, read_group(graz, group), last, 'continue'))
    made(act(office, last, 'closings'))
    made(act(office, assembly(office, world, the_day(-400)), 'closings'))
    assert read_group(office, group)['undeclared'] is False


def test_closing_moves_only_the_groups_it_changes(office: Somebody, graz: Somebody, world: World, group: Group) -> None:
    silent = constituted(office, world, title='Hate speech', city='heidelberg')
    sitting = assembly(office, world)
    made(declare(graz, read_group(graz, group), sitting, 'continue'))
    _, since, feed_id = follow(office)
    made(act(office, sitting, 'closings'))
    assert {each['subject']['id'] for each in follow(office, since, feed_id)[0]} == {sitting['id']}
    assert read_group(office, silent)['undeclared'] is False


def test_a_demonstration_keeps_documented_groups_as_they_are(office: Somebody, world: World, group: Group, database: Database) -> None:
    sitting = assembly(office, world)
    as_demonstration(database)
    assert problem(report(office, group, sitting)) == (409, 'documented-fact')
    assert problem(declare(office, group, sitting, 'continue')) == (409, 'documented-fact')
    assert problem(act(office, sitting, 'closings')) == (409, 'documented-fact')
    assert 'update_assembly' not in made(read(office, 'assemblies', sitting['id']))['you_may']
    assert problem(join(office, world, group, 'berlin')) == (409, 'documented-fact')


# -- what is on the wall ---------------------------------------------------------------------------------------------------


def test_the_report_that_is_called_up_is_told_to_whoever_looks_again(
    office: Somebody, bologna: Somebody, group: Group, world: World, journal: Journal
) -> None:
    sitting = assembly(office, world)
    tabled, elsewhere = brought_to('tabled', office, group, sitting), brought_to('tabled', office, group, assembly(office, world))
    path = f'/v1/assemblies/{sitting["id"]}'
    before = bologna.get(path)
    assert made(before)['present_report_id'] is None
    assert bologna.get(path, headers={'If-None-Match': before.headers['etag']}).status_code == 304
    assert problem(bologna.post(f'{path}/present-reports', json={'report_id': tabled['id']})) == (403, 'role-does-not-allow')
    assert made(office.post(f'{path}/present-reports', json={'report_id': tabled['id']}))['present_report_id'] == tabled['id']
    after = bologna.get(path, headers={'If-None-Match': before.headers['etag']})
    assert (after.status_code, after.json()['present_report_id']) == (200, tabled['id'])
    again = made(office.post(f'{path}/present-reports', json={'report_id': tabled['id']}))
    assert again['version'] == after.json()['version'], 'the one that it is at already is no change'
    assert [entry['operation'] for entry in journal(sitting['id'])] == ['create_assembly', 'call_up_report']

    answers = [office.post(f'{path}/present-reports', json={'report_id': each}) for each in (elsewhere['id'], group['id'])]
    assert [problem(answer) for answer in answers] == [(409, 'report-not-tabled'), (409, 'unknown-reference')]


def test_a_report_that_was_not_put_before_the_assembly_is_on_no_wall(office: Somebody, group: Group, world: World) -> None:
    sitting = assembly(office, world)
    path = f'/v1/assemblies/{sitting["id"]}/present-reports'
    submitted = brought_to('submitted', office, group, sitting)
    assert problem(office.post(path, json={'report_id': submitted['id']})) == (409, 'report-not-tabled')
    found = made(act(office, made(act(office, submitted, 'tablings')), 'decisions', outcome='returned', comment='More.'))
    assert made(office.post(path, json={'report_id': found['id']}))['present_report_id'] == found['id'], 'the wall says that it is returned'
