"""Cities that a proposal names: invited, in the group once they confirm, and leading where they were named to (M2, W7)."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.database import Database
from tests.conftest import Service
from tests.postbox import Postbox, postbox_at
from tests.routes.acts import end, hand_over, join, made, membership, move, propose, read_group
from tests.routes.conftest import ClientFor, Somebody, World, problem
from tests.routes.sittings import assembly
from tests.world import rows

Group = dict[str, Any]
Clock = Callable[[datetime], None]


@pytest.fixture
def postbox(service: Service, http: httpx.Client, database_url: str, tmp_path: Path) -> Postbox:
    """The worker's mails, of the service that is running."""
    assert http
    return postbox_at(database_url, service.app.state.settings, tmp_path)


def naming(world: World, *cities: str, lead: str | None = None) -> dict[str, Any]:
    """Name other cities in a proposal."""
    named: dict[str, Any] = {'invited_city_ids': [str(world.cities[city]) for city in cities]}
    return named | ({'lead_city_id': str(world.cities[lead])} if lead else {})


def invitations(caller: httpx.Client, group: Group) -> dict[str, dict[str, Any]]:
    """Return who was invited to a group, the latest invitation of each city."""
    query = {'working_group_id': group['id'], 'expand': 'you_may'}
    return {each['city']['slug']: each for each in reversed(made(caller.get('/v1/group-invitations', params=query))['items'])}


def stages(caller: httpx.Client, group: Group) -> dict[str, str]:
    return {slug: each['stage'] for slug, each in invitations(caller, group).items()}


def settle(caller: httpx.Client, invitation: dict[str, Any], to: str, query: str = '', **wish: Any) -> httpx.Response:
    return caller.post(f'/v1/group-invitations/{invitation["id"]}/{to}{query}', json=wish, headers={'If-Match': '*'})


def invite(caller: httpx.Client, world: World, group: Group, city: str, query: str = '', **more: Any) -> httpx.Response:
    wish = {'working_group_id': group['id'], 'city_id': str(world.cities[city]), **more}
    return caller.post(f'/v1/group-invitations{query}', json=wish)


def tasks(caller: httpx.Client) -> dict[str, dict[str, Any]]:
    return {task['kind']: task for task in made(caller.get('/v1/me/tasks'))['items']}


def told(office: Somebody, kind: str) -> set[str | None]:
    items = made(office.get('/v1/notices', params={'kind': kind, 'limit': 100}))['items']
    return {each['city'] and each['city']['slug'] for each in items}


def lead_of(caller: httpx.Client, group: Group) -> str | None:
    lead = read_group(caller, group)['lead_city']
    return lead['slug'] if lead else None


def test_cities_that_are_named_count_from_the_moment_in_which_they_confirm(
    graz: Somebody, bologna: Somebody, office: Somebody, world: World, postbox: Postbox
) -> None:
    postbox.run('UPDATE people SET mail = %s, language = %s WHERE id = %s', 'bologna@example.org', 'it', bologna.id)
    group = propose(graz, world, **naming(world, 'bologna', 'vienna'))
    assert (group['stage'], group['city_count']) == ('proposed', 1)
    assert stages(bologna, group) == {'bologna': 'invited', 'wien': 'invited'}
    mail = postbox.newest('bologna@example.org')
    assert mail['Subject'] == 'Bologna è invitata a «Fair housing»'
    assert mail.get_content().count('/working-groups/fair-housing\r\n') == 1
    task = tasks(bologna)['invitation_to_confirm']
    assert (task['act'], task['link'], task['urgency']) == ('join_working_group', '/working-groups/fair-housing', 'soon')
    assert 'proposal_to_join' not in tasks(bologna)
    made(join(bologna, world, group, 'bologna'))
    assert stages(graz, group) == {'bologna': 'confirmed', 'wien': 'invited'}
    assert 'invitation_to_confirm' not in tasks(bologna)
    said = {'on_behalf_of': {'channel': 'phone', 'date': '2020-05-01'}}
    joined = made(join(office, world, group, 'vienna', on_behalf_of={**said['on_behalf_of'], 'date': group['proposed_on']['value']}))
    assert joined['working_group']['stage'] == 'constituted'
    assert stages(graz, group) == {'bologna': 'confirmed', 'wien': 'confirmed'}
    assert lead_of(graz, group) == 'graz'


def test_another_city_that_is_named_leads_once_it_has_confirmed(
    graz: Somebody, bologna: Somebody, office: Somebody, world: World, database: Database
) -> None:
    group = propose(graz, world, **naming(world, 'vienna', lead='bologna'))
    assert lead_of(graz, group) == 'graz'
    assert {slug: each['leads'] for slug, each in invitations(graz, group).items()} == {'bologna': True, 'wien': False}
    assert (told(office, 'city_invited'), told(office, 'city_invited_to_lead')) == ({'wien'}, {'bologna'})
    contact = {'name': 'Nora Nuova', 'mail': 'nora@example.org', 'visibility': 'members'}
    made(join(bologna, world, group, 'bologna', lead_contact=contact))
    assert lead_of(office, group) == 'bologna'
    assert told(office, 'lead_handed_over') == {'bologna', None}
    assert told(office, 'lead_changed') == {'graz'}
    contacts = rows(
        database, "SELECT p.name FROM roles r JOIN people p ON p.id = r.person_id WHERE r.role = 'lead_contact' AND r.end_date IS NULL"
    )
    assert [row['name'] for row in contacts] == ['Nora Nuova']
    terms = made(office.get(f'/v1/working-groups/{group["id"]}/leads'))['items']
    assert [(term['city']['slug'], term['end_reason']) for term in terms] == [('bologna', None), ('graz', 'handed_over')]


def test_whoever_was_named_to_lead_does_not_after_the_lead_was_handed_over(
    graz: Somebody, bologna: Somebody, office: Somebody, world: World
) -> None:
    group = propose(graz, world, **naming(world, lead='bologna'))
    made(join(office, world, group, 'vienna'))
    made(hand_over(graz, world, read_group(graz, group), 'vienna'))
    assert not invitations(graz, group)['bologna']['leads']
    made(join(bologna, world, group, 'bologna'))
    assert lead_of(graz, group) == 'wien'


def test_of_two_that_are_named_to_lead_it_is_the_later(graz: Somebody, office: Somebody, world: World) -> None:
    group = propose(graz, world, **naming(world, lead='bologna'))
    made(invite(graz, world, group, 'vienna', leads=True))
    assert {slug: each['leads'] for slug, each in invitations(graz, group).items()} == {'bologna': False, 'wien': True}
    made(join(office, world, group, 'bologna'))
    assert lead_of(office, group) == 'graz'
    made(join(office, world, group, 'vienna'))
    assert lead_of(office, group) == 'wien'


def test_who_was_not_named_to_lead_takes_no_chair_that_is_free(graz: Somebody, office: Somebody, world: World) -> None:
    group = propose(graz, world, **naming(world, 'bologna'))
    made(join(office, world, group, 'vienna'))
    made(end(office, membership(office, world, 'graz', group), reason='The city has no time.'))
    assert lead_of(office, group) is None
    made(join(office, world, group, 'bologna'))
    assert lead_of(office, group) is None, 'it was asked to take part, not to lead'
    assert stages(office, group)['bologna'] == 'confirmed'


def test_who_was_named_to_lead_and_came_before_the_chair_was_free_leads_from_then_on(
    client_for: ClientFor, world: World, clock: Clock
) -> None:
    clock(datetime(2027, 3, 1, 10, tzinfo=UTC))
    office = client_for()
    group = propose(office, world, **naming(world, lead='bologna'))
    made(join(office, world, group, 'vienna'))
    clock(datetime(2027, 3, 20, 10, tzinfo=UTC))
    office = client_for()
    made(end(office, membership(office, world, 'graz', group), reason='The city has no time.'))
    made(join(office, world, group, 'bologna', start_date='2027-03-10', reason='It wrote on that day.'))
    terms = made(office.get(f'/v1/working-groups/{group["id"]}/leads'))['items']
    said = [(term['city']['slug'], term['start_date'], term['end_date']) for term in terms]
    assert said == [('bologna', '2027-03-20', None), ('graz', '2027-03-01', '2027-03-20')]


def test_an_invitation_is_declined_with_a_reason_and_the_city_may_come_later(
    graz: Somebody, bologna: Somebody, office: Somebody, world: World
) -> None:
    group = propose(graz, world, **naming(world, 'bologna'))
    invitation = invitations(bologna, group)['bologna']
    assert invitation['you_may'] == ['decline_group_invitation']
    assert invitations(graz, group)['bologna']['you_may'] == ['withdraw_group_invitation']
    assert problem(settle(graz, invitation, 'declines')) == (403, 'role-does-not-allow')
    declined = made(settle(bologna, invitation, 'declines', reason='No staff this year.'))
    assert (declined['stage'], declined['reason'], declined['you_may']) == ('declined', 'No staff this year.', [])
    assert told(office, 'invitation_declined') == {'graz', None}
    assert {'invitation_to_confirm', 'proposal_to_join'} & tasks(bologna).keys() == set()
    assert problem(settle(bologna, invitation, 'declines')) == (409, 'city-invitation-settled')
    made(invite(graz, world, group, 'bologna'))
    made(join(bologna, world, group, 'bologna'))
    assert stages(graz, group) == {'bologna': 'confirmed'}


def test_the_office_declines_for_a_city_that_told_it(office: Somebody, graz: Somebody, world: World) -> None:
    group = propose(graz, world, **naming(world, 'bologna'))
    said = {'channel': 'phone', 'date': group['proposed_on']['value']}
    made(settle(office, invitations(office, group)['bologna'], 'declines', on_behalf_of=said))
    [entry] = made(office.get('/v1/journal-entries', params={'operation': 'decline_group_invitation'}))['items']
    assert 'declined the invitation of Bologna' in entry['sentence']
    assert (entry['on_behalf_of']['city']['slug'], entry['on_behalf_of']['channel']) == ('bologna', 'phone')


def test_an_invitation_is_taken_back_and_the_city_is_told(graz: Somebody, bologna: Somebody, office: Somebody, world: World) -> None:
    group = propose(graz, world, **naming(world, 'bologna'))
    invitation = invitations(graz, group)['bologna']
    assert problem(settle(bologna, invitation, 'withdrawals')) == (403, 'role-does-not-allow')
    assert made(settle(graz, invitation, 'withdrawals', reason='A slip.'))['stage'] == 'withdrawn'
    assert told(office, 'city_invitation_withdrawn') == {'bologna'}
    assert 'invitation_to_confirm' not in tasks(bologna)


def test_who_is_inside_inactive_or_invited_already_is_not_invited(graz: Somebody, office: Somebody, world: World) -> None:
    group = propose(graz, world, **naming(world, 'bologna'))
    assert 'create_group_invitation' in read_group(graz, group)['you_may']
    assert problem(invite(graz, world, group, 'bologna')) == (409, 'city-already-invited')
    assert problem(invite(graz, world, group, 'graz')) == (409, 'already-a-member')
    assert problem(invite(graz, world, group, 'montreal')) == (409, 'not-an-active-city')
    made(move(office, membership(office, world, 'berlin'), 'suspensions', reason='no answer'))
    body = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Clean air'}
    assert problem(graz.post('/v1/working-groups', json={**body, **naming(world, 'berlin')})) == (409, 'not-an-active-city')
    nobody = graz.post('/v1/working-groups', json={**body, 'invited_city_ids': [group['id']]})
    assert problem(nobody) == (409, 'unknown-reference')
    assert nobody.json()['errors'][0]['pointer'] == '/invited_city_ids'
    unknown = graz.post('/v1/working-groups', json={**body, **naming(world, 'bologna'), 'lead_city_id': group['id']})
    assert unknown.json()['errors'][0]['pointer'] == '/lead_city_id'


def test_with_the_proposal_end_its_invitations(graz: Somebody, bologna: Somebody, office: Somebody, world: World) -> None:
    group = propose(graz, world, **naming(world, 'bologna'))
    made(graz.post(f'/v1/working-groups/{group["id"]}/withdrawals', json={}, headers={'If-Match': '*'}))
    assert stages(graz, group) == {'bologna': 'lapsed'}
    assert told(office, 'group_withdrawn') == {'bologna', None}
    assert 'invitation_to_confirm' not in tasks(bologna)
    assert problem(invite(office, world, group, 'vienna')) == (409, 'group-withdrawn')


def test_with_the_work_of_a_group_end_its_invitations(office: Somebody, group: Group, world: World) -> None:
    made(invite(office, world, group, 'barcelona'))
    wish = {'assembly_id': assembly(office, world)['id'], 'choice': 'complete'}
    made(office.post(f'/v1/working-groups/{group["id"]}/declarations', json=wish, headers={'If-Match': '*'}))
    assert read_group(office, group)['stage'] == 'completed'
    assert stages(office, group) == {'barcelona': 'lapsed'}


def test_to_try_an_invitation_or_an_answer_out_writes_nothing(graz: Somebody, bologna: Somebody, world: World) -> None:
    group = propose(graz, world)
    tried = invite(graz, world, group, 'bologna', '?dry_run=true', leads=True)
    assert tried.json()['notices'] == [{'kind': 'city_invited_to_lead', 'recipients': 'cities', 'count': 1}]
    assert stages(graz, group) == {}
    made(invite(graz, world, group, 'bologna'))
    tried = settle(bologna, invitations(graz, group)['bologna'], 'declines', '?dry_run=true')
    assert tried.json()['notices'] == [{'kind': 'invitation_declined', 'recipients': 'cities', 'count': 1}]
    assert stages(graz, group) == {'bologna': 'invited'}


def test_an_invitation_is_none_of_other_networks_business(graz: Somebody, client_for: ClientFor, world: World) -> None:
    group = propose(graz, world, **naming(world, 'bologna'))
    stranger = client_for(city='montreal', network=world.other_network)
    assert made(stranger.get('/v1/group-invitations'))['items'] == []
    path = f'/v1/group-invitations/{invitations(graz, group)["bologna"]["id"]}'
    assert problem(stranger.get(path)) == (404, 'not-found')
