"""What is late and stale is worked out at each reading, by the network's own day: as the rulebook says it, and never hidden by an ETag."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from api.database import Database
from api.rules import action_items as rules
from tests.routes.acts import follow, made, pages, record, set_up
from tests.routes.conftest import ClientFor, Somebody, World

Clock = Callable[[datetime], None]
BERLIN = ZoneInfo('Europe/Berlin')
LEAP = date(2028, 2, 29)
ALL: dict[str, Any] = {'limit': 100}
_INSERT = text("""
INSERT INTO action_items (id, version, audience, demonstration, created_at, updated_at, network_id, working_group_id, title, sort_key,
  search_key, addressees, target_groups, stage, due_on, starts_on, last_progress_on)
SELECT gen_random_uuid(), 1, 'members', false, r.created_at, r.created_at, :network, :group, 'x', 'x', 'x', '[]', '[]', r.stage, r.due_on,
  r.starts_on, r.last_progress_on
FROM json_to_recordset(:rows) AS r(stage text, due_on date, starts_on date, last_progress_on date, created_at timestamptz)
""")


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return the moment at which a clock in Berlin shows this."""
    return datetime.combine(day, time(hour, minute), BERLIN).astimezone(UTC)


def read(caller: Somebody, item: dict[str, Any]) -> dict[str, Any]:
    """Read an item anew."""
    return made(caller.get(f'/v1/action-items/{item["id"]}'))


def _said(because: dict[str, Any] | None) -> rules.Because | None:
    return rules.Because(because['code'], date.fromisoformat(because['since']), because['days']) if because else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def test_postgres_says_of_every_item_what_the_rule_says(
    client_for: ClientFor, clock: Clock, group: dict[str, Any], world: World, database: Database
) -> None:
    dues = (None, '2027-12-31', '2028-01-01', '2028-02-28', '2028-02-29', '2028-03-01')
    starts = (None, '2027-11-01', '2027-11-02', '2028-12-24')
    latest = (None, '2027-10-31', '2027-11-01', '2028-02-29')
    items = [
        {'stage': stage, 'due_on': due, 'starts_on': start, 'last_progress_on': last, 'created_at': created}
        for stage, due, start, last, created in product(
            rules.STAGES, dues, starts, latest, ('2027-10-31T22:59:00Z', '2027-10-31T23:00:00Z', '2028-02-01T00:00:00Z')
        )
        if (stage in rules.LIVE or (start, last) == (None, None)) and not (due and start and start > due)
    ]
    with database.engine.begin() as connection:
        values = {'network': world.network, 'group': group['id'], 'rows': json.dumps(items)}
        assert connection.execute(_INSERT, values).rowcount == len(items) > 300
    for moment in (
        at(date(2027, 12, 31), 23, 59),
        at(date(2028, 1, 1), 0, 1),
        at(LEAP, 0, 1),
        at(LEAP, 23, 59),
        at(date(2028, 3, 1), 0, 1),
    ):
        clock(moment)
        office, today = client_for(), moment.astimezone(BERLIN).date()
        for item in (item for page in pages(office, '/v1/action-items', **ALL) for item in page):
            due, start, last = (_day(item[name]) for name in ('due_on', 'starts_on', 'last_progress_on'))
            recorded = datetime.fromisoformat(item['created_at']).astimezone(BERLIN).date()
            late = rules.why_late(item['stage'], due, today)
            stale = rules.why_stale(
                item['stage'], last_progress_on=last, starts_on=start, recorded_on=recorded, after_days=120, today=today
            )
            assert (_said(item['late_because']), _said(item['stale_because'])) == (late, stale), item
            assert (item['late'], item['stale']) == (late is not None, stale is not None)


@pytest.mark.parametrize('which', ['late', 'stale'])
def test_items_are_found_by_being_late_or_stale(
    which: str, client_for: ClientFor, clock: Clock, office: Somebody, group: dict[str, Any]
) -> None:
    titles = {'overdue': {'due_on': '2028-02-28'}, 'due today': {'due_on': '2028-02-29'}, 'without a day': {}}
    for title, more in titles.items():
        made(set_up(office, group, title, **more, starts_on='2027-01-01' if title == 'overdue' else '2028-02-01'))
    clock(at(LEAP, 23, 59))
    later = client_for()

    def found(wanted: str) -> list[str]:
        return [item['title'] for item in made(later.get('/v1/action-items', params={which: wanted}))['items']]

    assert found('true') == ['overdue']
    assert found('false') == ['due today', 'without a day']


def test_a_304_never_hides_that_an_item_became_late_or_stale(
    client_for: ClientFor, clock: Clock, office: Somebody, group: dict[str, Any]
) -> None:
    item = made(set_up(office, group, due_on='2028-02-29', starts_on='2028-01-01'))
    path, tags = f'/v1/action-items/{item["id"]}', []
    clock(at(LEAP, 12))
    same_machine = client_for()

    def ask(tag: str | None) -> tuple[int, str]:
        answer = same_machine.get(path, headers={'If-None-Match': tag} if tag else {})
        return answer.status_code, answer.headers['etag']

    tags.append(ask(None)[1])
    assert ask(tags[0])[0] == 304
    clock(at(LEAP, 23, 59))
    assert ask(tags[0])[0] == 304
    clock(at(date(2028, 3, 1), 0, 1))
    code, tag = ask(tags[0])
    assert (code, tag != tags[0]) == (200, True)
    assert read(same_machine, item)['late'] is True
    clock(at(date(2028, 3, 1), 11))
    assert ask(tag)[0] == 304
    assert read(same_machine, item)['version'] == item['version'], 'nothing was written'


def test_a_network_without_the_figure_has_no_stale_items(
    office: Somebody, client_for: ClientFor, clock: Clock, group: dict[str, Any]
) -> None:
    item = made(set_up(office, group, starts_on='2020-01-01'))
    assert item['stale_because']['code'] == 'not_begun'
    newest = made(office.get('/v1/networks/eccar/by-laws'))['items'][0]
    assert newest['stale_after_days'] == 120
    dropped = {'id', 'version', 'network_id', 'number', 'demonstration', 'source', 'created_at', 'updated_at', 'stale_after_days'}
    tomorrow = date.fromordinal(date.fromisoformat(newest['valid_from']).toordinal() + 1)
    body = {**{name: value for name, value in newest.items() if name not in dropped}, 'valid_from': tomorrow.isoformat()}
    before = office.get(f'/v1/action-items/{item["id"]}').headers['etag']
    made(office.post('/v1/networks/eccar/by-laws', json=body, headers={'If-Match': '*'}))
    assert read(office, item)['stale'] is True, 'the new by-laws are not in force yet'
    clock(at(tomorrow, 1))
    answer = client_for().get(f'/v1/action-items/{item["id"]}', headers={'If-None-Match': before})
    assert (answer.status_code, answer.json()['stale'], answer.json()['stale_because']) == (200, False, None)


def test_what_is_due_first_comes_first_and_pages_go_through_those_without_a_day(office: Somebody, group: dict[str, Any]) -> None:
    days = [None, '2028-02-29', '9999-12-31', None, '2027-12-31', None, '0001-01-01', '2028-02-29']
    for number, day in enumerate(days):
        made(set_up(office, group, f'Item {number}', due_on=day))
    expected = [*sorted((day for day in days if day), key=str), None, None, None]
    for sort, wanted in (('due_on', expected), ('-due_on', expected[::-1])):
        read_in_pages = [item for page in pages(office, '/v1/action-items', sort=sort, limit=2) for item in page]
        assert [item['due_on'] for item in read_in_pages] == wanted
        assert len({item['id'] for item in read_in_pages}) == len(days)
    unknown = made(office.get('/v1/action-items', params={'after': '00000000-0000-7000-8000-000000000000'}))
    assert len(unknown['items']) == len(days), 'an id that nobody knows comes before every day'


def test_the_feed_shows_an_item_as_its_own_resource_does(
    office: Somebody, client_for: ClientFor, clock: Clock, group: dict[str, Any]
) -> None:
    item = made(set_up(office, group, due_on='2028-02-29'))
    made(record(office, item, percent=30, obstacle='no room'))
    clock(at(date(2028, 3, 2), 9))
    later = client_for()
    items, since, feed_id = follow(later, subject_type='action_item')
    alone = read(later, item)
    shown = {name: value for name, value in alone.items() if name != 'you_may'}
    assert [each['data'] for each in items] == [shown]
    assert (alone['late'], alone['late_because']['days']) == (True, 2)
    assert (alone['version'], items[0]['version']) == (2, 2)
    assert [each['data']['obstacle'] for each in follow(later, subject_type='progress_update')[0]] == ['no room']
    clock(at(date(2028, 3, 3), 8))
    assert follow(later, since, feed_id)[0] == [], 'the calendar alone moves nothing in the feed'
