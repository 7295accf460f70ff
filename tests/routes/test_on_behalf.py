"""The office does what the lead city, or another member city, has told it to, and the journal shows both (M2)."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tests.routes.acts import made, set_up
from tests.routes.conftest import Journal, Somebody, World, problem
from tests.routes.meetings import plan, send
from tests.routes.sittings import assembly

TOLD = {'channel': 'phone', 'date': '2027-02-25'}
FOR_THE_LEAD = {'on_behalf_of': TOLD}


@pytest.fixture(autouse=True)
def its_time(clock: Callable[[datetime], None]) -> None:
    clock(datetime(2027, 3, 1, 12, 0, tzinfo=UTC))


def act(caller: httpx.Client, method: str, path: str, **wish: Any) -> dict[str, Any]:
    return made(caller.request(method, f'/v1/{path}', json=wish, headers={'If-Match': '*'}))


def test_whatever_the_lead_city_does_the_office_does_for_it(
    office: Somebody, world: World, group: dict[str, Any], journal: Journal
) -> None:
    def entry_of(record: dict[str, Any], operation: str) -> tuple[Any, ...]:
        last = [each for each in journal(record['id']) if each['operation'] == operation][-1]
        return last['actor_id'], last['on_behalf_of_city_id'], last['channel'], last['changes']['told_on']

    lead = (office.id, world.cities['graz'], 'phone', [None, TOLD['date']])
    of_group, at = {'working_group_id': group['id']}, f'working-groups/{group["id"]}'
    organisation = made(office.post('/v1/organisations', json={'name': 'Open Ears', 'kind': 'civil_society'}))
    changed = act(office, 'PATCH', at, aims='Homes for all', **FOR_THE_LEAD)
    joined = act(office, 'POST', f'{at}/associates', organisation_id=organisation['id'], **FOR_THE_LEAD)['membership']
    assert joined['start_date'] == TOLD['date']
    done = [(changed, 'update_working_group'), (joined, 'admit_associate')]
    meeting, other = plan(office, group, **FOR_THE_LEAD), plan(office, group, starts_at='2027-04-01T09:00:00Z')
    done += [(meeting, 'create_meeting')]
    done += [(made(send(office, meeting, '', {'place': 'Town hall', **FOR_THE_LEAD})), 'update_meeting')]
    done += [(act(office, 'POST', f'meetings/{meeting["id"]}/minutes', minutes='All agreed.', **FOR_THE_LEAD), 'record_minutes')]
    done += [(act(office, 'POST', f'meetings/{other["id"]}/cancellations', reason='the host is ill', **FOR_THE_LEAD), 'cancel_meeting')]
    output = act(office, 'POST', 'outputs', title='A paper', kind='policy_paper', url='https://example.org/', **of_group, **FOR_THE_LEAD)
    done += [
        (output, 'create_output'),
        (act(office, 'PATCH', f'outputs/{output["id"]}', description='Short.', **FOR_THE_LEAD), 'update_output'),
    ]
    for noun, wish, operation in (
        ('preparations', {}, 'start_output'), ('sharings', {'visibility': 'members'}, 'share_output'),
        ('withdrawals', {'reason': 'a mistake'}, 'withdraw_output'),
    ):  # fmt: skip
        done += [(act(office, 'POST', f'outputs/{output["id"]}/{noun}', **wish, **FOR_THE_LEAD), operation)]
    document = made(office.post('/v1/documents', data=of_group, files={'file': ('a.pdf', b'%PDF-1.7\n')}))
    done += [(act(office, 'PATCH', f'documents/{document["id"]}', title='Minutes', **FOR_THE_LEAD), 'update_document')]
    money = {'title': 'A study', 'project_idea': 'Test letters.', 'amount_requested': {'amount': '900'}}
    asked = act(office, 'POST', 'funding-requests', **money, **of_group, **FOR_THE_LEAD)
    done += [(asked, 'create_funding_request')]
    done += [(act(office, 'POST', f'funding-requests/{asked["id"]}/withdrawals', **FOR_THE_LEAD), 'withdraw_funding_request')]
    help_wanted = act(office, 'POST', 'support-requests', question='Which form?', **of_group, **FOR_THE_LEAD)
    done += [(help_wanted, 'create_support_request')]
    done += [(act(office, 'POST', f'support-requests/{help_wanted["id"]}/closings', **FOR_THE_LEAD), 'close_support_request')]
    item = made(set_up(office, group, on_behalf_of=TOLD))
    done += [
        (item, 'create_action_item'),
        (act(office, 'PATCH', f'action-items/{item["id"]}', title='Teach', **FOR_THE_LEAD), 'update_action_item'),
    ]
    sitting = assembly(office, world)
    report = act(office, 'POST', 'reports', assembly_id=sitting['id'], **of_group, **FOR_THE_LEAD)
    done += [(report, 'start_report'), (act(office, 'PATCH', f'reports/{report["id"]}', text='We met.', **FOR_THE_LEAD), 'update_report')]
    done += [(act(office, 'POST', f'reports/{report["id"]}/drafts', **FOR_THE_LEAD), 'draft_report')]
    assert {operation: entry_of(record, operation) for record, operation in done} == {operation: lead for _, operation in done}
    assert len(done) == 21


def test_what_the_office_does_by_itself_is_done_for_nobody(office: Somebody, group: dict[str, Any], journal: Journal) -> None:
    meeting = plan(office, group)
    assert (journal(meeting['id'])[0]['on_behalf_of_city_id'], journal(meeting['id'])[0]['channel']) == (None, None)
    output = act(office, 'POST', 'outputs', title='A panel', kind='panel_discussion', working_group_id=group['id'])
    bare = office.post(f'/v1/outputs/{output["id"]}/preparations', headers={'If-Match': '*'})
    assert made(bare)['stage'] == 'in_preparation'
    assert [entry['on_behalf_of_city_id'] for entry in journal(output['id'])] == [None, None]


def test_a_member_city_that_tells_the_office_is_named(
    office: Somebody, bologna: Somebody, world: World, group: dict[str, Any], journal: Journal
) -> None:
    def for_city(name: str) -> dict[str, Any]:
        return {'working_group_id': group['id'], 'question': 'Which form?', 'on_behalf_of': {**TOLD, 'city_id': str(world.cities[name])}}

    asked = made(office.post('/v1/support-requests', json=for_city('bologna')))
    assert journal(asked['id'])[0]['on_behalf_of_city_id'] == world.cities['bologna']
    assert problem(office.post('/v1/support-requests', json=for_city('barcelona'))) == (409, 'city-not-in-the-group')
    unknown = office.post('/v1/support-requests', json={**for_city('bologna'), 'on_behalf_of': {**TOLD, 'city_id': str(world.network)}})
    assert (problem(unknown), unknown.json()['errors'][0]['pointer']) == ((409, 'unknown-reference'), '/on_behalf_of/city_id')
    assert problem(bologna.post('/v1/support-requests', json=for_city('graz'))) == (403, 'role-does-not-allow')


def test_nobody_tells_the_office_what_is_the_networks_own_or_yet_to_come(
    office: Somebody, graz: Somebody, world: World, group: dict[str, Any], journal: Journal
) -> None:
    own = {'network_id': str(world.network), 'title': 'A panel', 'starts_at': '2027-04-01T09:00:00Z'}
    assert problem(office.post('/v1/meetings', json={**own, **FOR_THE_LEAD})) == (409, 'nobody-to-act-for')
    wish = {'working_group_id': group['id'], 'title': 'A meeting', 'starts_at': '2027-04-01T09:00:00Z'}
    tomorrow = {'on_behalf_of': {**TOLD, 'date': '2027-03-02'}}
    assert problem(office.post('/v1/meetings', json={**wish, **tomorrow})) == (409, 'future-date')
    assert problem(graz.post('/v1/meetings', json={**wish, **FOR_THE_LEAD})) == (409, 'past-date-is-the-offices')
    own_act = made(graz.post('/v1/meetings', json={**wish, 'on_behalf_of': {**TOLD, 'date': '2027-03-01'}}))
    assert journal(own_act['id'])[0]['on_behalf_of_city_id'] is None
