"""Imports of working groups that continue others: known ones and those of the same file, whatever the order of the rows."""

from functools import partial

import pytest

from api.database import Database
from tests.routes.acts import constituted, made, propose
from tests.routes.conftest import Somebody, World, problem
from tests.routes.imported import apply, counted, decide, faults_of, post, recorded, rows_of, sent

groups = partial(sent, kind='working_groups')
HEADINGS = 'title;stage;constituted on;closed on;lead city;continues'
OLD = 'Old homes;completed;2008;2012-06-30;Graz;'


def group(office: Somebody, slug: str) -> dict[str, object]:
    found: dict[str, object] = made(office.get(f'/v1/working-groups/{slug}'))
    return found


@pytest.mark.parametrize('place', ['slug', 'title', 'id'])
def test_a_group_continues_one_that_is_known_by_its_title_its_slug_or_its_id(office: Somebody, world: World, place: str) -> None:
    made(apply(office, groups(office, world, HEADINGS, OLD)))
    old = group(office, 'old-homes')
    found = groups(
        office, world, HEADINGS, f'New homes;constituted;2013;;Graz;{str(old[place]).upper() if place == "title" else old[place]}'
    )
    (only,) = rows_of(office, found)
    assert ('continues the work of', None, 'Old homes') in [(each['label'], each['from'], each['to']) for each in only['changes']]
    made(apply(office, found))
    assert group(office, 'new-homes')['continues_id'] == old['id']
    assert group(office, 'old-homes')['version'] == old['version'], 'the former one is not touched'


def test_groups_of_one_file_continue_one_another_in_any_order(office: Somebody, world: World, database: Database) -> None:
    lines = (
        HEADINGS, 'Third;constituted;2019;;Graz;Second', 'Second;completed;2013;2018-03-31;Graz;FIRST',
        'First;completed;2008;2012-06-30;Graz;',
    )  # fmt: skip
    found = groups(office, world, *lines)
    assert counted(found) == {'added': 3}
    made(apply(office, found))
    first, second, third = (group(office, slug) for slug in ('first', 'second', 'third'))
    assert (first['continues_id'], second['continues_id'], third['continues_id']) == (None, first['id'], second['id'])
    before = recorded(database)
    again = groups(office, world, *lines)
    assert counted(again) == {'unchanged': 3}
    made(apply(office, again))
    assert recorded(database) == before
    file = office.get('/v1/exports/working-groups.csv', params={'network_id': str(world.network)})
    assert counted(made(post(office, world, file.content, 'groups.csv', 'working_groups'))) == {'unchanged': 3}


@pytest.mark.parametrize(
    ('lines', 'expected'),
    [
        (['New homes;constituted;2013;;Graz;No such group'], ['former_not_known']),
        (['New homes;constituted;2013;;Graz;Made here'], ['former_not_completed']),
        (['New homes;constituted;2013;;Graz;Goes on', 'Goes on;constituted;2012;;Graz;'], ['former_not_completed', None]),
        (['New homes;constituted;2013;;Graz;Broken', 'Broken;completed;2008;;Graz;'], ['former_not_taken', 'group_end_needed']),
        (['Itself;completed;2008;2012-06-30;Graz;Itself'], ['former_in_a_circle']),
        (
            ['One;completed;2008;2012-06-30;Graz;Two', 'Two;completed;2008;2012-06-30;Graz;One', 'Three;constituted;2013;;Graz;One'],
            ['former_in_a_circle', 'former_in_a_circle', 'former_not_taken'],
        ),
        (['Made here;;;;;Old homes'], ['former_differs']),
        (['Old homes;;;;;Old homes'], ['former_in_a_circle']),
        (['Old homes;;;;;Newer homes', 'Newer homes;completed;2013;2014-06-30;Graz;Old homes'], ['former_in_a_circle'] * 2),
        (['Later homes;;;;;Made here'], ['former_not_completed']),
        (['Later homes;;;;;Night life', 'Night life;completed;2003;2004-06-30;Graz;'], ['former_differs', None]),
    ],
)  # fmt: skip
def test_what_nobody_can_continue_is_refused_in_its_row(
    office: Somebody, world: World, database: Database, lines: list[str], expected: list[str | None]
) -> None:
    propose(office, world, title='Made here')
    made(apply(office, groups(office, world, HEADINGS, OLD, 'Later homes;constituted;2013;;Graz;Old homes')))
    before = recorded(database)
    found = groups(office, world, HEADINGS, *lines)
    told = faults_of(office, found)
    assert [code if place else None for code, place in told] == expected
    assert {place for _, place in told if place} <= {'continues', 'closed on'}
    assert problem(apply(office, found)) == (409, 'import-has-faults')
    assert recorded(database) == before


def test_two_groups_of_one_title_are_told_apart_by_their_slugs(office: Somebody, world: World) -> None:
    made(apply(office, groups(office, world, HEADINGS, OLD)))
    constituted(office, world, title='Old homes')
    line = 'New homes;constituted;2013;;Graz;{}'
    assert faults_of(office, groups(office, world, HEADINGS, line.format('Old homes'))) == [('former_several', 'continues')]
    assert counted(groups(office, world, HEADINGS, line.format('old-homes'))) == {'added': 1}


def test_what_an_imported_group_continues_is_learnt_later_and_a_former_one_that_is_left_out_continues_nowhere(
    office: Somebody, world: World
) -> None:
    made(apply(office, groups(office, world, HEADINGS, 'New homes;constituted;2013;;Graz;')))
    found = groups(office, world, HEADINGS, 'New homes;;;;;Old homes', OLD)
    assert counted(found) == {'changed': 1, 'added': 1}
    first, second = rows_of(office, found)
    left = decide(office, found, {'row_id': second['id'], 'decision': 'left_out'})
    assert counted(left) == {'refused': 1, 'left_out': 1}
    assert faults_of(office, left)[0] == ('former_not_taken', 'continues')
    again = groups(office, world, HEADINGS, 'New homes;;;;;Old homes', OLD)
    made(apply(office, again))
    assert group(office, 'new-homes')['continues_id'] == group(office, 'old-homes')['id']
    assert first['title'] == 'New homes'
