"""What is told of a group's course: to whom, of which day, and where each notice leads."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.notice_texts import PLACES
from tests.conftest import Service
from tests.postbox import Postbox, postbox_at
from tests.routes.acts import constituted, end, hand_over, join, made, membership, propose, read_group
from tests.routes.conftest import SignedIn, Somebody, World
from tests.routes.sittings import TEXT, act, assembly, report, the_day

Group = dict[str, Any]
SCREENS = Path(__file__).parents[2] / 'frontend/src/routes'


@pytest.fixture
def postbox(service: Service, http: httpx.Client, database_url: str, tmp_path: Path) -> Postbox:
    """The worker's mails, of the service that is running."""
    assert http
    return postbox_at(database_url, service.app.state.settings, tmp_path)


def told(office: Somebody, kind: str) -> dict[str | None, str]:
    """Return what notices of a kind say, by the city that they are for."""
    items = made(office.get('/v1/notices', params={'kind': kind, 'limit': 100}))['items']
    return {each['city'] and each['city']['slug']: f'{each["subject"]}\n{each["text"]}' for each in items}


def in_words(days: int) -> str:
    """Return a day as an English mail says it."""
    day = date.fromisoformat(the_day(days))
    return f'{day.day} {day:%B %Y}'


def heard(days: int) -> dict[str, Any]:
    """Say that the office was told on a day."""
    return {'on_behalf_of': {'channel': 'letter', 'date': the_day(days)}}


def test_what_is_entered_late_is_told_with_the_day_on_which_it_came_to_be(office: Somebody, world: World) -> None:
    group = propose(office, world, **heard(-20))
    made(join(office, world, group, 'bologna', **heard(-9)))
    made(join(office, world, group, 'vienna', **heard(-9)))
    assert f'Bologna has joined the working group “Fair housing” on {in_words(-9)}.' in told(office, 'member_joined')['graz']
    made(hand_over(office, world, read_group(office, group), 'bologna', **heard(-5)))
    assert f'Bologna leads the working group “Fair housing” from {in_words(-5)}.' in told(office, 'lead_handed_over')[None]
    made(end(office, membership(office, world, 'graz', group), **heard(-3)))
    assert f'Graz has left the working group “Fair housing” on {in_words(-3)}.' in told(office, 'member_left')['bologna']


def test_an_associate_that_ends_is_named(graz: Somebody, office: Somebody, world: World) -> None:
    organisation = made(office.post('/v1/organisations', json={'name': 'Helping Hands', 'kind': 'civil_society'}))
    group = propose(graz, world)
    admitted = graz.post(f'/v1/working-groups/{group["id"]}/associates', json={'organisation_id': organisation['id']})
    made(end(graz, made(admitted)['membership'], reason='its project is over'))
    assert told(office, 'member_left')[None].startswith('Helping Hands has left “Fair housing”\n')


def test_the_lead_of_each_group_is_told_of_a_city_that_has_left_the_network(office: Somebody, world: World) -> None:
    group = constituted(office, world)
    made(end(office, membership(office, world, 'bologna'), reason='the council decided', end_date=the_day()))
    assert told(office, 'member_left').keys() == {'graz', None}
    assert read_group(office, group)['below_minimum']


def test_a_handover_by_the_office_is_told_to_the_former_lead_and_the_other_members(office: Somebody, world: World) -> None:
    group = constituted(office, world)
    made(hand_over(office, world, read_group(office, group), 'bologna', **heard(0)))
    assert told(office, 'lead_handed_over').keys() == {'bologna', None}
    assert told(office, 'lead_changed').keys() == {'graz', 'wien'}
    assert 'shows nothing to members' in told(office, 'lead_contact_not_shown')[None]
    assert 'is now an official' not in told(office, 'lead_contact_not_shown')[None]


def test_a_city_that_hands_over_itself_is_not_told_of_it(office: Somebody, graz: Somebody, world: World) -> None:
    group = constituted(office, world)
    made(hand_over(graz, world, read_group(graz, group), 'bologna'))
    assert told(office, 'lead_changed').keys() == {'wien'}


def test_a_proposal_that_is_withdrawn_is_told_to_its_city_the_invited_and_the_office(
    office: Somebody, bologna: Somebody, graz: Somebody, world: World
) -> None:
    idea = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Clean air'}
    call = made(graz.post('/v1/calls-for-interest', json=idea))
    any_version, path = {'If-Match': '*'}, f'/v1/calls-for-interest/{call["id"]}'
    made(office.post(f'{path}/sendings', json={'closes_on': the_day(9)}, headers=any_version))
    made(bologna.post(f'{path}/answers', json={'city_id': str(world.cities['bologna']), 'choice': 'interested'}))
    group = made(graz.post(f'{path}/proposals', json={}, headers=any_version))
    made(
        office.post(f'/v1/working-groups/{group["id"]}/withdrawals', json={**heard(0), 'reason': 'Two others do it.'}, headers=any_version)
    )
    words = told(office, 'group_withdrawn')
    assert words.keys() == {'graz', 'bologna', None}
    assert in_words(0) in words['bologna']
    assert 'The reason: Two others do it.\n' in words['bologna']
    assert [read_group(each, group)['withdrawal_reason'] for each in (bologna, office)] == ['Two others do it.'] * 2


def test_a_lead_city_that_has_its_lead_contact_alone_is_reached(
    office: Somebody, signed_in: SignedIn, world: World, postbox: Postbox
) -> None:
    group = constituted(office, world)
    lea = signed_in('lead_contact', 'graz', working_group=group['id'])
    postbox.run('UPDATE people SET mail = %s WHERE id = %s', 'lea@example.org', lea.id)
    found = made(act(office, made(report(office, group, assembly(office, world), text=TEXT)), 'submissions'))
    found = made(act(office, made(act(office, found, 'tablings')), 'decisions', outcome='returned', comment='More, please.'))
    postbox.work()
    [returned] = made(office.get('/v1/notices', params={'kind': 'report_returned'}))['items']
    assert returned['stage'] == 'sent'
    [mail] = [each for each in postbox.mails() if each['To'] == 'lea@example.org' and 'comes back' in each['Subject']]
    assert f'/working-groups/fair-housing/year/reports/{found["id"]}\n' in mail.get_content().replace('\r', '')


@pytest.mark.parametrize(('kind', 'place'), sorted(PLACES.items()))
def test_each_kind_leads_to_a_screen_that_is_there(kind: str, place: str) -> None:
    screens = {re.sub(r'/\[\[[^/]*\]\]', '', str(page.parent.relative_to(SCREENS))) for page in SCREENS.rglob('+page.svelte')}
    assert f'working-groups/[slug]{place.replace("{report_id}", "[report]")}' in screens, kind
