"""Obligations over HTTP: what groups owe on a day, who learns of it, and what the office grants."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from api import clock
from api.database import Database
from tests.conftest import as_demonstration
from tests.routes.acts import constituted, made, pages, read_group
from tests.routes.conftest import ClientFor, Journal, Somebody, World, problem
from tests.routes.sittings import TEXT, act, age, assembly, declare, report, the_day

Group = dict[str, Any]
REASON = 'elections in Graz'


@pytest.fixture
def group(group: Group, office: Somebody, database: Database) -> Group:
    """A group of Graz, which leads, Wien and Bologna; official since 2020."""
    age(database, group, '2020-12-04')
    return read_group(office, group)


def owed(caller: Somebody, **query: Any) -> list[dict[str, Any]]:
    return [each for page in pages(caller, '/v1/obligations', **query) for each in page]


def stages(caller: Somebody, **query: Any) -> dict[str, str]:
    return {each['duty']: each['stage'] for each in owed(caller, **query)}


def grant(caller: httpx.Client, group: Group, sitting: dict[str, Any], **more: Any) -> httpx.Response:
    body = {'assembly_id': sitting['id'], 'duty': 'group_report', 'reason': REASON, **more}
    found = caller.get(f'/v1/working-groups/{group["id"]}').json()
    return caller.post(f'/v1/working-groups/{group["id"]}/dispensations', json=body, headers={'If-Match': f'"{found["version"]}"'})


def test_a_group_owes_each_assembly_a_report_and_a_declaration(office: Somebody, world: World, group: Group) -> None:
    sitting = assembly(office, world, the_day(30))
    first, second = owed(office, limit=1)
    assert (first['duty'], first['stage'], first['due_on'], first['act']) == ('group_report', 'open', the_day(30), 'start_report')
    assert first['because'].startswith('Official since 4 December 2020')
    assert (first['working_group']['slug'], first['lead_city']['slug'], first['assembly']['id']) == ('fair-housing', 'graz', sitting['id'])
    assert (second['duty'], second['act'], second['because']) == ('declaration', 'declare_working_group', None)
    assert (second['evidence'], second['dispensation'], second['link']) == (None, None, '/working-groups/fair-housing/year')

    found = made(report(office, group, sitting, text=TEXT))
    begun = owed(office, duty='group_report')[0]
    assert (begun['id'], begun['act'], begun['report_id']) == (first['id'], 'submit_report', found['id'])
    made(act(office, found, 'submissions'))
    made(declare(office, read_group(office, group), sitting, 'continue'))
    assert {each['duty']: (each['stage'], each['act'], each['evidence']['type']) for each in owed(office)} == {
        'group_report': ('met', None, 'submission'), 'declaration': ('met', None, 'declaration'),
    }  # fmt: skip


def test_what_is_late_is_told_to_the_office_and_the_group_and_filing_heals_it(
    office: Somebody, graz: Somebody, client_for: ClientFor, world: World, group: Group
) -> None:
    sitting = assembly(office, world, the_day(-1))
    for insider in (office, graz, client_for(city='bologna')):
        assert stages(insider) == {'group_report': 'late', 'declaration': 'late'}
    for outsider in (client_for(city='berlin'), client_for(city='montreal')):
        assert owed(outsider) == []
    made(act(graz, made(report(graz, group, sitting, text=TEXT)), 'submissions'))
    assert stages(graz) == {'group_report': 'met_late', 'declaration': 'late'}


def test_a_report_that_came_by_letter_in_time_is_not_late_when_it_is_entered_later(
    office: Somebody, graz: Somebody, world: World, group: Group
) -> None:
    found = made(report(office, group, assembly(office, world, the_day(-2)), text=TEXT))
    refused = act(office, found, 'submissions', on_behalf_of={'channel': 'letter', 'date': the_day(1)})
    assert problem(refused) == (409, 'future-date')
    made(act(office, found, 'submissions', on_behalf_of={'channel': 'letter', 'date': the_day(-2)}))
    assert stages(graz, duty='group_report') == {'group_report': 'met'}
    kept = made(graz.get(f'/v1/reports/{found["id"]}/submissions'))['items'][0]
    assert (kept['handed_in_on'], kept['submitted_at'][:4]) == (the_day(-2), the_day()[:4])


def test_the_office_extends_and_waives_with_a_reason_that_the_group_reads(
    office: Somebody, graz: Somebody, world: World, group: Group, journal: Journal
) -> None:
    sitting = assembly(office, world, the_day(-1))
    assert problem(grant(graz, group, sitting)) == (403, 'role-does-not-allow')
    assert 'grant_dispensation' in read_group(office, group)['you_may']
    assert made(graz.get('/v1/me/tasks'))['items'][0]['urgency'] == 'overdue'
    made(grant(office, group, sitting, until=the_day(10)))
    found = owed(graz, duty='group_report')[0]
    assert (found['stage'], found['due_on'], found['dispensation']['until'], found['dispensation']['reason']) == (
        'open', the_day(10), the_day(10), REASON,
    )  # fmt: skip
    due = {each['kind']: each['due_on'] for each in made(graz.get('/v1/me/tasks'))['items']}
    assert (due['report_owed'], due['declaration_due']) == (the_day(10), the_day(-1))
    assert problem(grant(office, group, sitting, until=the_day(10))) == (409, 'extension-too-short')
    made(grant(office, group, sitting))
    made(grant(office, group, sitting, duty='declaration'))
    assert stages(graz) == {'group_report': 'waived', 'declaration': 'waived'}
    assert [each for each in made(graz.get('/v1/me/tasks'))['items'] if each['kind'] in {'report_owed', 'declaration_due'}] == []
    entry = journal(owed(graz, duty='group_report')[0]['dispensation']['id'])[0]
    assert (entry['operation'], entry['reason'], entry['audience']) == ('grant_dispensation', REASON, 'working_group')


def test_only_what_is_owed_and_not_done_can_be_dispensed_with(
    office: Somebody, world: World, group: Group, client_for: ClientFor, database: Database
) -> None:
    sitting = assembly(office, world, the_day(5))
    made(declare(office, group, sitting, 'continue'))
    assert problem(grant(office, group, sitting, duty='declaration')) == (409, 'duty-done')
    assert problem(grant(office, group, {'id': str(world.network)})) == (409, 'unknown-reference')
    assert problem(grant(office, group, sitting, reason=' ')) == (422, 'validation-failed')
    young = constituted(office, world, title='Hate speech', city='heidelberg')
    assert problem(grant(office, young, sitting)) == (409, 'nothing-owed')
    assert problem(grant(client_for(city='montreal'), group, sitting)) == (403, 'role-does-not-allow')
    as_demonstration(database)
    assert owed(office) == []
    assert problem(grant(office, group, sitting)) == (409, 'documented-fact')


def test_the_list_is_narrowed_and_each_uuid_is_a_cursor(office: Somebody, world: World, group: Group) -> None:
    other = constituted(office, world, title='Hate speech', city='heidelberg')
    sooner, later = assembly(office, world, the_day(5), title='Spring'), assembly(office, world, the_day(100), title='Autumn')
    everything = owed(office)
    assert [each['due_on'] for each in everything] == sorted((each['due_on'] for each in everything), reverse=True)
    assert len(everything) == 7
    assert {each['id'] for each in owed(office, limit=2)} == {each['id'] for each in everything}
    for query, count in (
        ({'working_group_id': other['id']}, 3), ({'city_id': str(world.cities['graz'])}, 4), ({'assembly_id': sooner['id']}, 3),
        ({'assembly_id': later['id'], 'duty': 'group_report'}, 2), ({'stage': 'late'}, 0), ({'network_id': str(world.network)}, 7),
        ({'network_id': group['id']}, 0),
    ):  # fmt: skip
        assert len(owed(office, **query)) == count, query
    assert made(office.get('/v1/obligations', params={'after': group['id']}))['items'] == everything


def test_a_day_later_it_is_late(
    office: Somebody, world: World, group: Group, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assembly(office, world, the_day(0))
    assert group['stage'] == 'constituted'
    assert set(stages(office).values()) == {'open'}
    really = clock.now
    monkeypatch.setattr(clock, 'now', lambda: really() + timedelta(days=1))
    assert set(stages(client_for()).values()) == {'late'}
