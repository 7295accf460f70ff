"""Reports over HTTP: from the draft to the website, frozen when they are submitted, found and told of."""

import hashlib
import json
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.database import Database
from tests.routes.acts import made, pages
from tests.routes.conftest import Index, Journal, Somebody, World, problem
from tests.routes.sittings import TEXT, act, age, assembly, brought_to, change, read, report, the_day
from tests.world import rows

Group = dict[str, Any]


@pytest.fixture
def sitting(office: Somebody, world: World) -> dict[str, Any]:
    """An assembly that is held today."""
    return assembly(office, world)


# -- from the draft to the website -----------------------------------------------------------------------------------------


def test_a_report_goes_its_whole_way_and_every_day_is_kept(graz: Somebody, office: Somebody, group: Group, sitting: dict[str, Any]) -> None:
    found = made(report(graz, group, sitting, title='A year of fair housing'))
    assert (found['stage'], found['text'], found['words']) == ('draft', '', {'count': 0, 'limit': 400})
    assert found['working_group'] == {'id': group['id'], 'slug': 'fair-housing', 'title': 'Fair housing'}
    assert found['assembly'] == {'id': sitting['id'], 'title': 'General Assembly', 'held_on': the_day()}
    found = made(change(graz, 'reports', found, text=TEXT))
    assert found['words']['count'] == 9

    found = made(act(graz, found, 'submissions'))
    assert (found['stage'], found['submitted_at'][:4]) == ('submitted', the_day()[:4])
    found = made(act(office, found, 'tablings'))
    assert found['stage'] == 'tabled'
    found = made(act(office, found, 'decisions', outcome='approved', comment='With thanks.'))
    assert (found['stage'], found['decided_on']) == ('approved', the_day())
    found = made(act(office, found, 'publications', channel='website', url='https://example.org/report'))
    assert (found['stage'], found['published_on']) == ('published', the_day())
    found = made(act(office, found, 'publications', channel='social_media', url='https://example.org/post/1'))
    found = made(act(office, found, 'publications', channel='social_media'))

    publications = made(graz.get(f'/v1/reports/{found["id"]}/publications'))['items']
    assert [(each['channel'], each['published_on']) for each in publications] == [
        ('social_media', the_day()), ('social_media', the_day()), ('website', the_day()),
    ]  # fmt: skip
    assert {each['submission_id'] for each in publications} == {found['latest_submission_id']}


def test_a_returned_report_is_revised_and_approved_at_the_same_sitting(
    graz: Somebody, office: Somebody, group: Group, sitting: dict[str, Any]
) -> None:
    found = brought_to('returned', office, group, sitting)
    first = found['latest_submission_id']
    found = made(change(graz, 'reports', found, text=f'{TEXT} In Graz it works.'))
    found = made(act(graz, found, 'submissions'))
    found = made(act(office, found, 'tablings'))
    found = made(act(office, found, 'decisions', outcome='approved'))
    second = found['latest_submission_id']

    decisions = made(graz.get(f'/v1/reports/{found["id"]}/decisions'))['items']
    assert [(each['outcome'], each['submission_id']) for each in decisions] == [('approved', second), ('returned', first)]
    submissions = made(graz.get(f'/v1/reports/{found["id"]}/submissions'))['items']
    assert [(each['number'], each['snapshot']['text'][-5:]) for each in submissions] == [(2, 'orks.'), (1, 'y do.')]


def test_a_later_decision_is_recorded_for_its_own_day(office: Somebody, world: World, group: Group, database: Database) -> None:
    age(database, group, the_day(-200))
    found = brought_to('tabled', office, group, assembly(office, world, the_day(-30), title='Last month'))
    assert problem(act(office, found, 'decisions', outcome='approved', decided_on=the_day(-3))) == (409, 'reason-needed')
    answer = act(office, found, 'decisions', outcome='approved', decided_on=the_day(-3), reason='approved by letter')
    assert made(answer)['decided_on'] == the_day(-3)


def test_a_report_is_not_approved_before_the_assembly_but_may_be_handed_back(office: Somebody, world: World, group: Group) -> None:
    found = brought_to('tabled', office, group, assembly(office, world, the_day(30)))
    answer = act(office, found, 'decisions', outcome='approved')
    assert problem(answer) == (409, 'assembly-yet-to-come')
    assert made(act(office, found, 'decisions', outcome='returned', comment='One page more, please.'))['stage'] == 'returned'


# -- what is frozen --------------------------------------------------------------------------------------------------------


def test_the_hash_of_a_submission_can_be_computed_again(graz: Somebody, office: Somebody, group: Group, sitting: dict[str, Any]) -> None:
    words = 'Zürich — “Straße” <b>\\\u00e9</b>\n\tand 😀 more.'
    found = made(act(graz, made(report(graz, group, sitting, title='Übersicht', text=words)), 'submissions'))
    submission = made(graz.get(f'/v1/reports/{found["id"]}/submissions/{found["latest_submission_id"]}'))
    canonical = json.dumps(submission['snapshot'], sort_keys=True, separators=(',', ':'), ensure_ascii=False)
    assert hashlib.sha256(canonical.encode()).hexdigest() == submission['sha256']
    in_force = made(office.get('/v1/networks/eccar/by-laws'))['items'][0]
    snapshot = submission['snapshot']
    assert (snapshot['title'], snapshot['text'], snapshot['words']) == ('Übersicht', words, {'count': 5, 'limit': 400})
    assert (snapshot['by_law_id'], snapshot['by_law_number']) == (in_force['id'], 1)
    assert snapshot['submitted_by'] == {'id': str(graz.id), 'kind': 'person', 'role': 'coordinator'}
    assert snapshot['on_behalf_of_city_id'] is None


def test_a_submission_stays_when_the_report_the_group_and_the_assembly_change(
    graz: Somebody, office: Somebody, group: Group, world: World
) -> None:
    sitting = assembly(office, world, the_day(3))
    found = brought_to('returned', office, group, sitting)
    path = f'/v1/reports/{found["id"]}/submissions/{found["latest_submission_id"]}'
    before = made(graz.get(path))
    made(change(graz, 'reports', found, title='Rewritten', text='All new.'))
    made(change(office, 'assemblies', sitting, title='Extraordinary Assembly', held_on=the_day(4)))
    made(office.patch('/v1/working-groups/fair-housing', json={'title': 'Fairer housing'}, headers={'If-Match': '*'}))
    after = made(graz.get(path))
    assert (after['snapshot'], after['sha256']) == (before['snapshot'], before['sha256'])
    assert after['working_group']['title'] == 'Fairer housing'


@pytest.mark.parametrize(
    'statement',
    [
        "UPDATE submissions SET snapshot = '{}'",
        "UPDATE submissions SET sha256 = repeat('0', 64), version = version + 1",
        'UPDATE submissions SET submitted_at = now()',
        'UPDATE submissions SET number = 7',
        'DELETE FROM submissions',
    ],
)
def test_the_database_itself_refuses_to_change_a_submission(
    office: Somebody, group: Group, sitting: dict[str, Any], database: Database, statement: str
) -> None:
    brought_to('submitted', office, group, sitting)
    with database.engine.connect() as connection, pytest.raises(DBAPIError) as refused:
        connection.execute(text(statement))
    assert isinstance(refused.value.orig, psycopg.errors.RestrictViolation)


def test_the_office_submits_for_the_lead_city_and_both_are_kept(
    office: Somebody, group: Group, world: World, sitting: dict[str, Any], journal: Journal
) -> None:
    found = made(report(office, group, sitting, text=TEXT))
    found = made(act(office, found, 'submissions', on_behalf_of={'channel': 'phone', 'date': the_day()}))
    snapshot = made(office.get(f'/v1/reports/{found["id"]}/submissions'))['items'][0]['snapshot']
    assert snapshot['submitted_by'] == {'id': str(office.id), 'kind': 'client', 'role': 'office_client'}
    assert snapshot['on_behalf_of_city_id'] == str(world.cities['graz'])
    entry = journal(found['id'])[-1]
    assert (entry['operation'], entry['on_behalf_of_city_id'], entry['channel']) == ('submit_report', world.cities['graz'], 'phone')


# -- lists, versions, feed -------------------------------------------------------------------------------------------------


def test_reports_are_found_by_group_assembly_stage_and_words(office: Somebody, world: World, group: Group) -> None:
    first, second = assembly(office, world, the_day(1)), assembly(office, world, the_day(2))
    one = made(report(office, group, first, title='Wohnen für alle'))
    two = made(act(office, made(report(office, group, second, text=TEXT)), 'submissions'))
    for query, found in (
        ({'assembly_id': first['id']}, [one]),
        ({'stage': 'submitted'}, [two]),
        ({'q': 'fur ALLE'}, [one]),
        ({'working_group_id': group['id']}, [two, one]),
        ({'network_id': str(world.network), 'sort': '-title'}, [one, two]),
        ({'working_group_id': str(world.network)}, []),
    ):
        assert [each['id'] for page in pages(office, '/v1/reports', limit=1, **query) for each in page] == [each['id'] for each in found]


def test_by_laws_for_the_day_of_the_assembly_say_how_brief_and_the_tag_tells(office: Somebody, group: Group, world: World) -> None:
    found = made(report(office, group, assembly(office, world, the_day(30)), text=TEXT))
    before = read(office, 'reports', found['id'])
    figures = made(office.get('/v1/networks/eccar/by-laws'))['items'][0]
    kept = {
        name: value for name, value in figures.items() if name not in {'id', 'version', 'network_id', 'number', 'demonstration', 'source'}
    }
    wish = {name: value for name, value in kept.items() if not name.endswith('_at')} | {'valid_from': the_day(20), 'report_word_limit': 300}
    made(office.post('/v1/networks/eccar/by-laws', json=wish, headers={'If-Match': '*'}))
    after = read(office, 'reports', found['id'])
    assert (before.json()['words']['limit'], after.json()['words']['limit']) == (400, 300)
    assert before.headers['etag'] != after.headers['etag']
    found = made(act(office, found, 'submissions'))
    snapshot = made(office.get(f'/v1/reports/{found["id"]}/submissions'))['items'][0]['snapshot']
    assert (snapshot['by_law_number'], snapshot['words']['limit']) == (2, 300)


def test_a_stale_version_changes_nothing(graz: Somebody, bologna: Somebody, group: Group, sitting: dict[str, Any]) -> None:
    found = made(report(graz, group, sitting))
    made(change(bologna, 'reports', found, text='We of Bologna add a word.'))
    assert problem(change(graz, 'reports', found, text=TEXT)) == (412, 'stale-version')
    assert problem(graz.post(f'/v1/reports/{found["id"]}/submissions', json={})) == (428, 'precondition-required')


def test_a_submission_sent_twice_with_a_key_is_one(graz: Somebody, group: Group, sitting: dict[str, Any], database: Database) -> None:
    found = made(report(graz, group, sitting, text=TEXT))
    headers = {'If-Match': f'"{found["version"]}"', 'Idempotency-Key': 'submit-once-2026'}
    answers = [graz.post(f'/v1/reports/{found["id"]}/submissions', json={}, headers=headers) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert answers[1].headers['idempotent-replayed'] == 'true'
    assert len(rows(database, 'SELECT id FROM submissions')) == 1


def test_every_move_is_journalled_and_the_text_of_a_snapshot_is_not(
    office: Somebody, group: Group, sitting: dict[str, Any], journal: Journal, index: Index
) -> None:
    found = brought_to('published', office, group, sitting)
    operations = ['start_report', 'submit_report', 'table_report', 'decide_report', 'publish_report']
    assert [entry['operation'] for entry in journal(found['id'])] == operations
    assert journal(found['id'])[3]['changes']['stage'] == ['tabled', 'approved']
    entry = journal(found['latest_submission_id'])[0]
    assert 'sha256' in entry['changes']
    assert 'snapshot' not in entry['changes']
    moved = index(found['latest_submission_id'])
    assert (moved['audience_now'], moved['audience_before'], moved['subject_type']) == ('public', 'members', 'submission')


def test_the_office_and_the_lead_are_told(office: Somebody, group: Group, sitting: dict[str, Any]) -> None:
    brought_to('returned', office, group, sitting)
    notices = {each['kind']: each for each in made(office.get('/v1/notices', params={'limit': 100}))['items']}
    assert notices['report_submitted']['city'] is None
    assert notices['report_returned']['city']['slug'] == 'graz'
    assert 'Fair housing' in notices['report_returned']['subject']
