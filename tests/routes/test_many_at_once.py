"""Acts that are sent to the database together come to what each would come to alone, also where some of them are refused."""

import random
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from api.database import Database
from api.models.cities import SlugRow
from api.operations.many_at_once import TOGETHER, do_each
from api.problems import Problem
from api.spine import Transaction
from tests.routes.acts import constituted, made, membership, read_group
from tests.routes.conftest import Journal, SignedIn, Somebody, World
from tests.routes.test_membership_batches import Item, alone, batch, done, names_in, of, statuses, today, why
from tests.statements import statements
from tests.world import OPERATOR, rows

OWN = {'id', 'version', 'created_at', 'updated_at', 'working_group_id'}
CITIES = ('graz', 'vienna', 'bologna', 'berlin', 'barcelona', 'heidelberg', 'montreal')


@pytest.fixture
def organisation(office: Somebody) -> dict[str, Any]:
    return made(office.post('/v1/organisations', json={'name': 'Training Centre', 'kind': 'institution'}))


def said(acts: random.Random, organisation: dict[str, Any], world: World) -> list[Item]:
    """Return acts on the members of a group, of which some are refused: for the lead, the day, the reason, or a city that is not active."""
    found: list[Item] = []
    for _ in range(3 * TOGETHER):
        city = acts.choice((*CITIES, 'organisation'))
        member = {'member': {'id': organisation['id']}} if city == 'organisation' else of(world, city)
        item = {'op': acts.choice(('join', 'leave')), **member}
        more: list[Item] = [{}, {}, {}, {'reason': 'as the letter says'}, {'effective_on': today(1)}]
        found.append(item | acts.choice(more))
    return found


def left_behind(caller: httpx.Client, group: dict[str, Any], database: Database) -> list[Any]:
    """Return what a group's memberships are and what the journal says of each, without ids and moments."""
    written = """SELECT r.*, (SELECT json_agg(json_build_array(j.operation, j.changes - 'id' - 'working_group_id', j.reason) ORDER BY j.id)
        FROM journal j WHERE j.subject_id = r.id) AS journal,
        (SELECT count(*) FROM changes c WHERE c.subject_id = r.id AND c.version = r.version) AS moved
        FROM {} r WHERE r.working_group_id = :group ORDER BY r.id"""
    notices = """SELECT kind, city_id, organisation_id, parameters - 'membership_id', count(*) FROM notices WHERE working_group_id = :group
        AND kind LIKE 'member%' GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"""
    shown = read_group(caller, group)
    counted = [shown[name] for name in ('stage', 'city_count', 'country_count', 'needs_lead', 'below_minimum')]
    found = [rows(database, written.format(name), group=group['id']) for name in ('memberships', 'leads', 'group_invitations')]
    told = rows(database, notices, group=group['id'])
    return [counted, told, *([{name: row[name] for name in row if name not in OWN} for row in table] for table in found)]


@pytest.mark.parametrize('seed', range(3))
def test_a_batch_comes_to_what_its_acts_come_to_alone(
    seed: int, office: Somebody, world: World, organisation: dict[str, Any], database: Database
) -> None:
    items = said(random.Random(seed), organisation, world)
    named = {
        'invited_city_ids': [str(world.cities[city]) for city in ('berlin', 'heidelberg')],
        'lead_city_id': str(world.cities['berlin']),
    }
    groups = [constituted(office, world, title=title, **named) for title in ('Together', 'Alone')]
    together, by_itself = ([{'working_group': group['id'], **item} for item in items] for group in groups)
    answer = batch(office, *together, mode='independent')
    expected = [done(batch(office, item, mode='independent'))['items'][0] for item in by_itself]
    assert statuses(answer) == [item['status'] for item in expected]
    assert why(answer) == [item['problem'] and item['problem']['type'].removeprefix('/problems/') for item in expected]
    assert {'applied', 'unchanged', 'failed'} == set(statuses(answer))
    assert left_behind(office, groups[0], database) == left_behind(office, groups[1], database)


def test_more_acts_take_no_more_statements(office: Somebody, world: World) -> None:
    others = ['berlin', 'barcelona', 'heidelberg']
    took: list[list[int]] = []
    for cities in (others[:1], others):
        group = constituted(office, world, title=f'Group of {3 + len(cities)}')
        taken = []
        for op in ('join', 'join', 'leave'):
            with statements() as asked:
                done(batch(office, *({'op': op, 'working_group': group['id'], **of(world, city)} for city in cities)))
            taken.append(len(asked))
        took.append(taken)
    one, three = took
    assert all(more <= fewer for more, fewer in zip(three, one, strict=True)), took


def test_who_is_refused_when_parts_are_sent_is_found_among_them(database: Database) -> None:
    slugs = [f'slug-{number}' for number in range(2 * TOGETHER)]
    slugs[7], slugs[60], slugs[61] = 'slug-3', 'slug-59', 'slug-0'
    known: dict[str, UUID] = {}

    def part(transaction: Transaction, slug: str) -> UUID:
        row = SlugRow(slug=slug, subject_type='city', subject_id=uuid4())
        transaction.session.add(row)
        known[slug] = row.subject_id
        return row.subject_id

    with Transaction(database, OPERATOR) as transaction:
        found = do_each(transaction, [partial(part, transaction, slug) for slug in slugs], known)
    refused = {number: each.slug for number, each in enumerate(found) if isinstance(each, Problem)}
    assert refused == {7: 'conflict', 60: 'conflict', 61: 'conflict'}
    kept = {slug: each for slug, each in zip(slugs, found, strict=True) if not isinstance(each, Problem)}
    assert known == kept
    assert {row['slug']: row['subject_id'] for row in rows(database, 'SELECT slug, subject_id FROM former_slugs')} == kept


# -- associates ------------------------------------------------------------------------------------------------------------


def test_an_associate_leaves_with_a_reason_of_its_own_or_by_its_own_act(
    office: Somebody, group: dict[str, Any], organisation: dict[str, Any], signed_in: SignedIn, journal: Journal
) -> None:
    second = made(office.post('/v1/organisations', json={'name': 'Legal Aid', 'kind': 'civil_society'}))
    both = [{'working_group': group['id'], 'member': {'slug': each['slug']}} for each in (organisation, second)]
    done(batch(office, *({'op': 'join', **each} for each in both)))
    leaving: list[Item] = [{'op': 'leave', **each} for each in both]
    assert why(batch(office, *leaving, mode='independent')) == ['reason-needed', 'reason-needed']
    reasons = ['The project is over.', 'It asked us to.']
    answer = done(batch(office, *({**each, 'reason': reason} for each, reason in zip(leaving, reasons, strict=True))))
    ended = [journal(item['membership_id'])[-1] for item in answer['items']]
    assert [(entry['operation'], entry['reason']) for entry in ended] == [('end_membership', reason) for reason in reasons]
    done(batch(office, *({'op': 'join', **each} for each in both)))
    told = {'on_behalf_of': {'channel': 'mail', 'date': today()}}
    assert statuses(batch(office, {**leaving[1], **told})) == ['applied']
    contact = signed_in('organisation_contact', organisation=organisation['id'])
    assert why(batch(contact, *leaving, mode='independent')) == [None, 'role-does-not-allow']
    assert statuses(batch(contact, leaving[0])) == ['unchanged']
    assert names_in(office, group) == {'Graz', 'Wien', 'Bologna'}
    assert alone(contact, {'op': 'join', **both[0]}) == 'role-does-not-allow'


def test_who_has_asked_and_joins_by_a_batch_is_answered(
    office: Somebody, group: dict[str, Any], organisation: dict[str, Any], signed_in: SignedIn
) -> None:
    contact = signed_in('organisation_contact', organisation=organisation['id'])
    wish = {'working_group_id': group['id'], 'organisation_id': organisation['id'], 'message': 'We train teachers.'}
    request = made(contact.post('/v1/participation-requests', json=wish))
    done(batch(office, {'op': 'join', 'working_group': group['id'], 'member': {'id': organisation['id']}}))
    assert made(office.get(f'/v1/participation-requests/{request["id"]}'))['stage'] == 'admitted'


def test_whoever_joins_a_network_in_a_batch_can_join_its_groups_in_it(office: Somebody, world: World, group: dict[str, Any]) -> None:
    city = made(office.post('/v1/cities', json={'name': 'Utrecht', 'country_code': 'NL'}))
    utrecht = {'member': {'slug': city['slug']}}
    steps: list[Item] = [
        {'op': 'join', 'network': 'eccar', 'stage': 'applicant', **utrecht},
        {'op': 'join', 'working_group': group['id'], **utrecht},
        {'op': 'update', 'network': 'eccar', 'stage': 'active', **utrecht},
        {'op': 'join', 'working_group': group['id'], **utrecht},
        {'op': 'leave', 'network': 'eccar', **utrecht},
        {'op': 'leave', 'working_group': group['id'], **utrecht},
        {'op': 'leave', 'working_group': group['id'], **of(world, 'bologna')},
    ]
    answer = batch(office, *steps, mode='independent')
    assert statuses(answer) == ['applied', 'failed', 'applied', 'applied', 'applied', 'unchanged', 'applied']
    assert why(answer)[1] == 'not-an-active-city'
    assert names_in(office, group) == {'Graz', 'Wien'}
    assert membership(office, world, 'vienna', group)['end_date'] is None
