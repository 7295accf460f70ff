"""How working groups go on over HTTP: leads, leaving, withdrawal, falling below the minimum (W5, W7, W8), and what is written down."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from api.database import Database
from tests.routes.acts import constituted, end, hand_over, join, made, membership, propose, read_group
from tests.routes.conftest import ClientFor, SignedIn, Somebody, World, problem
from tests.routes.sittings import the_day
from tests.world import rows

Journal = Callable[[str], list[dict[str, Any]]]
Index = Callable[[str], dict[str, Any]]
_COUNTS = """
SELECT (SELECT count(*) FROM journal) AS journal, (SELECT head_seq FROM change_counter) AS head, (SELECT count(*) FROM outbox) AS outbox,
  (SELECT count(*) FROM idempotency_keys) AS keys, (SELECT count(*) FROM memberships) AS memberships
"""


def _terms(caller: httpx.Client, group: dict[str, Any]) -> list[tuple[str, str | None]]:
    items = made(caller.get(f'/v1/working-groups/{group["id"]}/leads'))['items']
    return [(item['city']['slug'], item['end_reason']) for item in items]


def _told(database: Database, group: dict[str, Any], kind: str) -> list[Any]:
    found = rows(
        database, 'SELECT * FROM notices WHERE working_group_id = :group AND kind = :kind ORDER BY id', group=group['id'], kind=kind
    )
    return [row['city_id'] for row in found]


def marked(caller: Somebody, mark: str) -> list[str]:
    return [each['id'] for each in made(caller.get('/v1/working-groups', params={'marked': mark}))['items']]


# -- the lead --------------------------------------------------------------------------------------------------------------


def test_the_lead_hands_over_before_it_leaves(graz: Somebody, bologna: Somebody, world: World, database: Database) -> None:
    group = propose(graz, world)
    made(join(bologna, world, group, 'bologna'))
    own = membership(graz, world, 'graz', group)
    assert problem(end(graz, own)) == (409, 'lead-must-hand-over')

    after = made(hand_over(graz, world, read_group(graz, group), 'bologna'))

    assert after['lead_city']['slug'] == 'bologna'
    still = ['create_action_item', 'create_output', 'create_support_request', 'upload_document']
    assert read_group(graz, group)['you_may'] == still, 'a member city works on; neither it nor its contact chairs any more'
    assert _terms(graz, group) == [('bologna', None), ('graz', 'handed_over')]
    assert _told(database, group, 'lead_handed_over') == [world.cities['bologna'], None]
    ended = made(end(graz, membership(graz, world, 'graz', group), reason='other plans'))
    assert (ended['end_reason'], ended['end_date'] is not None) == ('left', True)
    assert read_group(bologna, group)['city_count'] == 1


@pytest.mark.parametrize(('city', 'slug'), [('graz', 'already-lead'), ('berlin', 'lead-must-be-a-member')])
def test_the_lead_passes_to_another_member(graz: Somebody, world: World, city: str, slug: str) -> None:
    assert problem(hand_over(graz, world, propose(graz, world), city)) == (409, slug)


def test_nobody_but_the_lead_city_its_contact_and_the_office_hands_over(
    graz: Somebody, bologna: Somebody, signed_in: SignedIn, world: World
) -> None:
    group = propose(graz, world)
    joined = made(join(bologna, world, group, 'bologna'))['working_group']
    assert problem(hand_over(bologna, world, joined, 'bologna')) == (403, 'role-does-not-allow')
    contact = signed_in('lead_contact', 'graz', working_group=joined['id'])
    made(hand_over(contact, world, read_group(contact, group), 'bologna'))


def test_the_office_may_force_the_lead_out_and_the_group_then_needs_one(
    graz: Somebody, bologna: Somebody, office: Somebody, world: World, database: Database
) -> None:
    group = propose(graz, world)
    made(join(bologna, world, group, 'bologna'))
    own = membership(office, world, 'graz', group)
    assert problem(end(office, own)) == (409, 'lead-must-hand-over'), 'without a reason the office meets the rule like everybody'
    assert made(end(office, own, reason='the mayor asked'))['end_reason'] == 'ended_by_office'

    after = read_group(office, group)
    assert (after['lead_city'], after['needs_lead']) == (None, True)
    assert read_group(bologna, group)['needs_lead'] is None, 'whether a group needs a lead is for the office'
    assert (_told(database, group, 'needs_lead'), _told(database, group, 'lead_wanted')) == ([None], [world.cities['bologna']])
    for caller, expected in ((office, [group['id']]), (bologna, [])):
        assert marked(caller, 'needs_lead') == expected, 'the filter tells no more than the field does'
    assert marked(office, 'undeclared') == []
    kept = office.get('/v1/exports/working-groups.ndjson', params={'marked': 'needs_lead'})
    assert [json.loads(line)['id'] for line in kept.text.splitlines()] == [group['id']]
    found = made(hand_over(office, world, after, 'bologna', reason='they agreed'))
    assert marked(office, 'needs_lead') == []
    assert (found['lead_city']['slug'], found['needs_lead']) == ('bologna', False)


def test_a_member_city_takes_the_lead_where_there_is_none_for_itself_alone(
    graz: Somebody, bologna: Somebody, client_for: ClientFor, office: Somebody, world: World, journal: Journal
) -> None:
    group, berlin = constituted(office, world), client_for(city='berlin')
    assert 'hand_over_lead' not in read_group(bologna, group)['you_may']
    made(end(office, membership(office, world, 'graz', group), reason='the mayor asked'))
    found = read_group(bologna, group)
    assert ('hand_over_lead' in found['you_may'], 'hand_over_lead' in read_group(berlin, group)['you_may']) == (True, False)
    refused = (hand_over(bologna, world, found, 'vienna'), hand_over(berlin, world, found, 'berlin'), hand_over(graz, world, found, 'graz'))
    assert {problem(answer) for answer in refused} == {(403, 'role-does-not-allow')}
    taken = made(hand_over(bologna, world, found, 'bologna'))
    assert taken['lead_city']['slug'] == 'bologna'
    assert journal(group['id'])[-1]['operation'] == 'hand_over_lead'
    assert problem(hand_over(client_for(city='vienna'), world, taken, 'vienna')) == (403, 'role-does-not-allow')


def test_a_handover_told_earlier_holds_from_its_day(graz: Somebody, office: Somebody, world: World) -> None:
    group = propose(office, world, on_behalf_of={'channel': 'letter', 'date': the_day(-20)})
    made(join(office, world, group, 'bologna', on_behalf_of={'channel': 'letter', 'date': the_day(-9)}))
    group = read_group(office, group)
    for day, slug in ((1, 'future-date'), (-10, 'lead-must-be-a-member')):
        late = hand_over(office, world, group, 'bologna', on_behalf_of={'channel': 'phone', 'date': the_day(day)})
        assert problem(late) == (409, slug)
    own = hand_over(graz, world, group, 'bologna', on_behalf_of={'channel': 'phone', 'date': the_day(-5)})
    assert problem(own) == (409, 'past-date-is-the-offices')
    made(hand_over(office, world, group, 'bologna', on_behalf_of={'channel': 'phone', 'date': the_day(-5)}))
    terms = made(office.get(f'/v1/working-groups/{group["id"]}/leads'))['items']
    assert [(each['city']['slug'], each['start_date'], each['end_date']) for each in terms] == [
        ('bologna', the_day(-5), None), ('graz', the_day(-20), the_day(-5)),
    ]  # fmt: skip
    back = hand_over(office, world, read_group(office, group), 'graz', on_behalf_of={'channel': 'phone', 'date': the_day(-6)})
    assert problem(back) == (409, 'ends-before-start'), 'Bologna has led only since the day after'


def test_a_proposal_is_withdrawn_on_the_day_on_which_its_city_said_so(office: Somebody, world: World) -> None:
    group = propose(office, world, on_behalf_of={'channel': 'letter', 'date': the_day(-20)})
    joined = made(join(office, world, group, 'bologna', on_behalf_of={'channel': 'letter', 'date': the_day(-9)}))['membership']
    made(end(office, joined, end_date=the_day(-7), reason='a letter'))

    def withdraw(days: int) -> httpx.Response:
        body = {'on_behalf_of': {'channel': 'phone', 'date': the_day(days)}}
        return office.post(f'/v1/working-groups/{group["id"]}/withdrawals', json=body, headers={'If-Match': '*'})

    for days, slug in ((1, 'future-date'), (-8, 'not-the-last-proposer')):
        assert problem(withdraw(days)) == (409, slug)
    assert made(withdraw(-7))['closed_on'] == the_day(-7)
    terms = made(office.get(f'/v1/working-groups/{group["id"]}/leads'))['items']
    assert [each['end_date'] for each in terms] == [the_day(-7)]


def test_with_the_chair_passes_who_speaks_for_the_group(graz: Somebody, bologna: Somebody, office: Somebody, world: World) -> None:
    group = propose(graz, world)
    joined = made(join(bologna, world, group, 'bologna'))['working_group']
    contact = {'name': 'Lea Lead', 'mail': 'lea@example.org', 'visibility': 'members'}
    made(hand_over(graz, world, joined, 'bologna', lead_contact=contact))
    roles = made(office.get('/v1/roles', params={'working_group_id': group['id']}))['items']
    assert [(role['city_id'], role['end_date'] is None) for role in roles] == [
        (str(world.cities['graz']), False),
        (str(world.cities['bologna']), True),
    ]
    assert roles[0]['person_id'] == str(graz.id)


# -- leaving and withdrawing -----------------------------------------------------------------------------------------------


def test_the_last_city_withdraws_and_does_not_leave(graz: Somebody, bologna: Somebody, world: World) -> None:
    group = propose(graz, world)
    assert problem(end(graz, membership(graz, world, 'graz', group))) == (409, 'last-city-withdraws')
    made(join(bologna, world, group, 'bologna'))
    path = f'/v1/working-groups/{group["id"]}/withdrawals'
    now = read_group(graz, group)
    assert 'withdraw_working_group' not in now['you_may']
    assert problem(graz.post(path, json={}, headers={'If-Match': f'"{now["version"]}"'})) == (409, 'not-the-last-proposer')
    made(end(bologna, membership(bologna, world, 'bologna', group)))
    now = read_group(graz, group)

    withdrawn = made(graz.post(path, json={'reason': 'no interest'}, headers={'If-Match': f'"{now["version"]}"'}))

    assert (withdrawn['stage'], withdrawn['closed_on'] is not None, withdrawn['you_may']) == ('withdrawn', True, [])
    assert _terms(graz, group) == [('graz', 'group_withdrawn')]
    assert problem(join(bologna, world, group, 'bologna')) == (409, 'group-withdrawn')
    again = graz.post(path, json={}, headers={'If-Match': f'"{withdrawn["version"]}"'})
    assert again.status_code in {403, 409}


def test_a_constituted_group_is_not_withdrawn(office: Somebody, world: World) -> None:
    group = constituted(office, world)
    headers = {'If-Match': f'"{group["version"]}"'}
    assert problem(office.post(f'/v1/working-groups/{group["id"]}/withdrawals', json={}, headers=headers)) == (409, 'not-proposed')


def test_below_the_minimum_a_group_stays_constituted_and_only_the_office_knows(
    office: Somebody, graz: Somebody, bologna: Somebody, client_for: ClientFor, http: httpx.Client, world: World, database: Database
) -> None:
    group = constituted(office, world)
    public = made(http.get(f'/v1/public/working-groups/{group["slug"]}'))
    made(end(bologna, membership(bologna, world, 'bologna', group)))

    after = read_group(office, group)
    assert (after['stage'], after['below_minimum'], after['city_count']) == ('constituted', True, 2)
    assert _told(database, group, 'below_minimum') == [None]
    assert (marked(office, 'below_minimum'), marked(graz, 'below_minimum')) == ([group['id']], [])
    assert after['constituted_on'] == group['constituted_on']
    for reader in (graz, bologna, client_for(city='berlin')):
        shown = read_group(reader, group)
        assert (shown['below_minimum'], shown['needs_lead'], shown['missing']) == (None, None, [])
        formation = made(reader.get(f'/v1/working-groups/{group["id"]}/formation'))
        assert formation['missing'] == []
    seen = made(http.get(f'/v1/public/working-groups/{group["slug"]}'))
    assert {'below_minimum', 'needs_lead', 'missing'} & set(seen) == set()
    assert (seen['stage'], len(seen['cities'])) == ('constituted', len(public['cities']) - 1)
    back = made(join(bologna, world, group, 'bologna'))['working_group']
    assert back['stage'] == 'constituted'
    assert read_group(office, group)['below_minimum'] is False
    assert len(rows(database, "SELECT 1 FROM notices WHERE kind = 'working_group_constituted'")) == 3


def test_who_left_on_the_day_it_came_may_come_back_on_that_day(graz: Somebody, bologna: Somebody, world: World) -> None:
    group = propose(graz, world)
    for _ in range(3):
        made(join(bologna, world, group, 'bologna'))
        made(end(bologna, membership(bologna, world, 'bologna', group)))
    assert read_group(graz, group)['city_count'] == 1


# -- what a write leaves behind --------------------------------------------------------------------------------------------


def test_every_write_leaves_a_journal_entry_and_moves_what_it_changed(
    graz: Somebody, bologna: Somebody, office: Somebody, world: World, journal: Journal, index: Index
) -> None:
    group = propose(graz, world)
    seqs = [index(group['id'])['seq']]
    steps: list[tuple[str, Callable[[], httpx.Response]]] = [
        ('join_working_group', lambda: join(bologna, world, group, 'bologna')),
        ('update_working_group', lambda: _patched(graz, group, aims='Homes for all')),
        ('hand_over_lead', lambda: hand_over(graz, world, read_group(graz, group), 'bologna')),
        ('end_membership', lambda: end(graz, membership(graz, world, 'graz', group))),
        ('withdraw_working_group', lambda: _withdrawn(office, group)),
    ]
    for operation, act in steps:
        version = read_group(office, group)['version']
        made(act())
        entry, moved = journal(group['id'])[-1], index(group['id'])
        assert entry['operation'] == operation
        assert entry['actor_id'] in {graz.id, bologna.id, office.id}
        assert moved['seq'] > seqs[-1]
        assert moved['version'] == read_group(office, group)['version'] == version + 1
        seqs.append(moved['seq'])
    assert journal(group['id'])[-1]['on_behalf_of_city_id'] == world.cities['bologna']


def _patched(caller: httpx.Client, group: dict[str, Any], **wish: Any) -> httpx.Response:
    return caller.patch(f'/v1/working-groups/{group["id"]}', json=wish, headers={'If-Match': '*'})


def _withdrawn(caller: httpx.Client, group: dict[str, Any]) -> httpx.Response:
    return caller.post(f'/v1/working-groups/{group["id"]}/withdrawals', json={}, headers={'If-Match': '*'})


def test_a_refused_write_leaves_nothing(graz: Somebody, bologna: Somebody, world: World, database: Database) -> None:
    group = propose(graz, world)
    before = rows(database, _COUNTS)
    key = {'Idempotency-Key': 'refused-and-not-kept'}
    refused = bologna.post(f'/v1/working-groups/{group["id"]}/members', json={'city_id': str(world.cities['graz'])}, headers=key)
    assert refused.status_code == 403
    assert problem(hand_over(graz, world, group, 'berlin'))[0] == 409
    assert rows(database, _COUNTS) == before
