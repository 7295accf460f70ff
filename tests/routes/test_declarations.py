"""Declarations over HTTP: a group continues or is complete, at once or on the day of its assembly."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from psycopg import Connection

from api.database import Database
from api.jobs import worker
from tests.conftest import Service
from tests.routes.acts import end, follow, join, made, membership, propose, read_group
from tests.routes.conftest import ClientFor, Journal, SignedIn, Somebody, World, problem
from tests.routes.sittings import act, age, assembly, change, declare, report, the_day

Group = dict[str, Any]


@pytest.fixture
def group(group: Group, office: Somebody, database: Database) -> Group:
    """A group of Graz, which leads, Wien and Bologna; official since 2020."""
    age(database, group, '2020-12-04')
    return read_group(office, group)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """A connection such as the worker's."""
    with psycopg.connect(database.url, autocommit=True) as opened:
        yield opened


@pytest.fixture
def work(connection: Connection, service: Service) -> Callable[[], list[Any]]:
    """Let the worker do what is due, and return what became of the declarations' work."""

    def done() -> list[Any]:
        settings = service.app.state.settings.model_copy(update={'database_url': service.app.state.database.url})
        mailer = worker.mailer_for(connection, settings)
        while worker.work_once(connection, settings, mailer):
            pass
        wanted = "SELECT outcome, attempt FROM outbox WHERE kind = 'declarations_in_effect' AND done_at IS NOT NULL"
        return connection.execute(wanted).fetchall()

    return done


def declared(caller: Somebody, group: Group) -> list[dict[str, Any]]:
    return list(made(caller.get(f'/v1/working-groups/{group["id"]}/declarations'))['items'])


def test_a_group_continues_and_everybody_in_the_network_can_read_it(
    office: Somebody, graz: Somebody, client_for: ClientFor, world: World, group: Group, journal: Journal
) -> None:
    sitting = assembly(office, world, the_day(3))
    assert 'declare_working_group' in read_group(graz, group)['you_may']
    after = made(declare(graz, read_group(graz, group), sitting, 'continue', reason='There is much to do.'))
    assert (after['stage'], after['closed_on']) == ('constituted', None)
    found = declared(client_for(city='berlin'), group)[0]
    assert (found['choice'], found['reason'], found['declared_on'], found['effective_at']) == (
        'continue', 'There is much to do.', the_day(), None,
    )  # fmt: skip
    assert found['assembly'] == {'id': sitting['id'], 'title': 'General Assembly', 'held_on': the_day(3)}
    assert declared(client_for(city='montreal'), group) == []
    assert journal(found['id'])[0]['operation'] == 'declare_working_group'


def test_completion_takes_effect_at_once_when_the_day_has_come(
    office: Somebody, graz: Somebody, world: World, group: Group, journal: Journal
) -> None:
    sitting = assembly(office, world, the_day(-2))
    _, since, feed_id = follow(office)
    after = made(declare(graz, read_group(graz, group), sitting, 'complete', reason='The guidelines are out.'))
    assert (after['stage'], after['closed_on'], after['you_may']) == ('completed', the_day(-2), [])
    assert declared(graz, group)[0]['effective_at'] is not None
    assert {each['subject']['type'] for each in follow(office, since, feed_id)[0]} == {'working_group', 'declaration'}
    entry = next(each for each in journal(group['id']) if 'stage' in each['changes'] and each['changes']['stage'][1] == 'completed')
    assert (entry['rule'], entry['changes']['closed_on']) == ('W11', [None, the_day(-2)])
    told = made(office.get('/v1/notices', params={'kind': 'group_completed'}))['items']
    assert [each['city'] and each['city']['slug'] for each in told].count(None) == 1
    assert {each['city']['slug'] for each in told if each['city']} == {'graz', 'wien', 'bologna'}, 'each member city is told'
    members = made(graz.get(f'/v1/working-groups/{group["id"]}/members'))['items']
    assert len(members) == 3, 'who was in it stays readable'
    assert made(graz.get(f'/v1/public/working-groups/{group["slug"]}'))['stage'] == 'completed'


def test_a_completed_group_moves_when_its_lead_city_leaves_the_network(
    office: Somebody, graz: Somebody, world: World, group: Group
) -> None:
    sitting = assembly(office, world, the_day(-2))
    made(declare(graz, read_group(graz, group), sitting, 'complete'))
    path = f'/v1/working-groups/{group["id"]}'
    seen, (_, since, feed_id) = office.get(path), follow(office)
    made(end(office, membership(office, world, 'graz')))
    after = office.get(path, headers={'if-none-match': seen.headers['etag']})
    assert (made(seen)['lead_city']['slug'], made(after)['lead_city']) == ('graz', None)
    assert group['id'] in {each['subject']['id'] for each in follow(office, since, feed_id)[0]}


def test_completion_waits_for_the_day_of_the_assembly_and_then_comes_by_itself(
    office: Somebody, graz: Somebody, world: World, group: Group, connection: Connection, work: Callable[[], list[Any]]
) -> None:
    sitting = assembly(office, world, the_day(3))
    made(declare(graz, read_group(graz, group), sitting, 'complete'))
    assert (read_group(graz, group)['stage'], declared(graz, group)[0]['effective_at']) == ('constituted', None)
    assert work() == [], 'nothing is due yet'
    due = connection.execute("SELECT due_at FROM outbox WHERE kind = 'declarations_in_effect'").fetchall()
    assert [each[0].date().isoformat() for each in due] == [the_day(2)], 'midnight in Berlin is the evening before in UTC'

    # The day comes: what was in three days is today.
    connection.execute('UPDATE assemblies SET held_on = held_on - 3')
    connection.execute("UPDATE outbox SET due_at = now() - interval '1 minute' WHERE kind = 'declarations_in_effect'")
    assert work() == [('looked_at', 1)]
    found = read_group(graz, group)
    assert (found['stage'], found['closed_on']) == ('completed', the_day())
    connection.execute("UPDATE outbox SET done_at = NULL, outcome = NULL WHERE kind = 'declarations_in_effect'")
    work()
    assert read_group(graz, group)['version'] == found['version'], 'done again it changes nothing'


def test_work_that_comes_before_the_day_changes_nothing(
    office: Somebody, graz: Somebody, world: World, group: Group, connection: Connection, work: Callable[[], list[Any]]
) -> None:
    sitting = assembly(office, world, the_day(1))
    made(declare(graz, read_group(graz, group), sitting, 'complete'))
    made(change(office, 'assemblies', sitting, held_on=the_day(20)))
    connection.execute("UPDATE outbox SET due_at = now() - interval '1 minute' WHERE kind = 'declarations_in_effect'")
    assert work() == [('looked_at', 1), ('looked_at', 1)]
    assert read_group(graz, group)['stage'] == 'constituted'


def test_when_the_assembly_is_brought_forward_to_today_so_is_the_completion(
    office: Somebody, graz: Somebody, world: World, group: Group, work: Callable[[], list[Any]]
) -> None:
    sitting = assembly(office, world, the_day(9))
    made(declare(graz, read_group(graz, group), sitting, 'complete'))
    made(change(office, 'assemblies', sitting, held_on=the_day()))
    assert work() == [('looked_at', 1)]
    assert read_group(graz, group)['closed_on'] == the_day()


def test_closing_the_assembly_completes_what_was_declared_even_if_no_worker_ran(
    office: Somebody, graz: Somebody, world: World, group: Group, connection: Connection
) -> None:
    sitting = assembly(office, world, the_day(3))
    made(declare(graz, read_group(graz, group), sitting, 'complete'))
    connection.execute('UPDATE assemblies SET held_on = held_on - 3')
    made(act(office, sitting, 'closings'))
    found = read_group(office, group)
    assert (found['stage'], found['closed_on'], found['undeclared']) == ('completed', the_day(), False)


def test_a_group_declares_once_and_the_office_corrects_with_a_reason(
    office: Somebody, graz: Somebody, world: World, group: Group, journal: Journal
) -> None:
    sitting = assembly(office, world, the_day(3))
    made(declare(graz, read_group(graz, group), sitting, 'complete'))
    assert problem(declare(graz, read_group(graz, group), sitting, 'continue', reason='a change of mind')) == (409, 'already-declared')
    assert problem(declare(office, read_group(graz, group), sitting, 'continue')) == (409, 'already-declared')
    made(declare(office, read_group(graz, group), sitting, 'continue', reason='Graz meant the other one.'))
    found = declared(graz, group)
    assert [(each['choice'], each['reason']) for each in found] == [('continue', 'Graz meant the other one.')]
    assert journal(found[0]['id'])[-1]['changes']['choice'] == ['complete', 'continue']


def test_what_has_taken_effect_is_not_undone(office: Somebody, graz: Somebody, world: World, group: Group) -> None:
    sitting = assembly(office, world)
    done = made(declare(graz, read_group(graz, group), sitting, 'complete'))
    answer = declare(office, done, sitting, 'continue', reason='a slip of the pen')
    assert problem(answer) == (409, 'group-completed')
    assert problem(join(office, world, group, 'berlin')) == (409, 'group-completed')


def test_a_completed_group_still_reports_to_the_assembly_of_its_last_day(
    office: Somebody, graz: Somebody, world: World, group: Group
) -> None:
    sitting = assembly(office, world)
    made(declare(graz, read_group(graz, group), sitting, 'complete'))
    found = made(report(graz, group, sitting, text='What we leave behind.'))
    assert made(act(graz, found, 'submissions'))['stage'] == 'submitted'
    assert problem(report(graz, group, assembly(office, world, the_day(1)))) == (409, 'group-completed')


def test_proposals_do_not_declare_and_no_group_declares_before_its_time(
    office: Somebody, graz: Somebody, world: World, group: Group, client_for: ClientFor
) -> None:
    proposal = propose(graz, world, title='Words that wound')
    assert problem(declare(graz, proposal, assembly(office, world), 'continue')) == (409, 'group-not-official')
    assert problem(declare(graz, group, assembly(office, world, '2020-12-03'), 'continue')) == (409, 'assembly-before-the-group')
    elsewhere = assembly(client_for(network=world.other_network), world, network_id=str(world.other_network))
    assert problem(declare(graz, group, elsewhere, 'continue')) == (409, 'unknown-reference')


def test_the_lead_city_and_the_office_declare_and_nobody_else(
    office: Somebody, bologna: Somebody, signed_in: SignedIn, client_for: ClientFor, world: World, group: Group, journal: Journal
) -> None:
    sitting = assembly(office, world, the_day(3))
    for other in (bologna, client_for(city='berlin'), signed_in('board_member'), client_for(network=world.other_network)):
        assert problem(declare(other, group, sitting, 'continue')) == (403, 'role-does-not-allow')
    told = {'channel': 'mail', 'date': the_day()}
    made(declare(office, group, sitting, 'continue', on_behalf_of=told))
    entry = journal(declared(office, group)[0]['id'])[-1]
    assert (entry['on_behalf_of_city_id'], entry['channel']) == (world.cities['graz'], 'mail')
    later = assembly(office, world, the_day(5))
    made(declare(signed_in('lead_contact', 'graz', working_group=group['id']), read_group(office, group), later, 'continue'))


def test_a_declaration_needs_the_version_that_one_has_seen(graz: Somebody, office: Somebody, world: World, group: Group) -> None:
    sitting = assembly(office, world, the_day(3))
    path, body = f'/v1/working-groups/{group["id"]}/declarations', {'assembly_id': sitting['id'], 'choice': 'continue'}
    assert problem(graz.post(path, json=body)) == (428, 'precondition-required')
    assert problem(graz.post(path, json=body, headers={'If-Match': '"99"'})) == (412, 'stale-version')
    made(graz.post(path, json=body, headers={'If-Match': f'"{group["version"]}"'}))
    assert problem(graz.post(path, json=body, headers={'If-Match': f'"{group["version"]}"'})) == (412, 'stale-version')
