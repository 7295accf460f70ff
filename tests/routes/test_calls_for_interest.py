"""Ideas: brought by one city, asked about by the office, answered by one act of each other city, and made a proposal."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.database import Database
from api.operations.reminders import Prepared, remind
from api.spine import Transaction
from tests.conftest import Service
from tests.postbox import Postbox, postbox_at
from tests.routes.acts import follow, join, made, membership, move, read_group
from tests.routes.conftest import OPERATOR, ClientFor, SignedIn, Somebody, World, problem

Clock = Callable[[datetime], None]
Call = dict[str, Any]
TODAY, LAST_DAY = datetime(2027, 2, 1, 12, 0, tzinfo=UTC), '2027-02-20'
BROUGHT = {'title': 'Clean air', 'aims': 'Measure it together.'}


@pytest.fixture(autouse=True)
def its_time(clock: Clock) -> None:
    """The February in which the cities are asked."""
    clock(TODAY)


@pytest.fixture
def postbox(service: Service, http: httpx.Client, database_url: str, tmp_path: Path) -> Postbox:
    """The worker's mails, of the service that is running."""
    assert http
    return postbox_at(database_url, service.app.state.settings, tmp_path)


def bring(caller: httpx.Client, world: World, city: str = 'graz', **more: Any) -> httpx.Response:
    body = {'network_id': str(world.network), 'city_id': str(world.cities[city]), **BROUGHT, **more}
    return caller.post('/v1/calls-for-interest', json=body)


def act(caller: httpx.Client, call: Call, to: str, query: str = '', **wish: Any) -> httpx.Response:
    return caller.post(f'/v1/calls-for-interest/{call["id"]}/{to}{query}', json=wish, headers={'If-Match': '*'})


def answer(caller: httpx.Client, call: Call, world: World, city: str, choice: str = 'interested', **more: Any) -> httpx.Response:
    return caller.post(f'/v1/calls-for-interest/{call["id"]}/answers', json={'city_id': str(world.cities[city]), 'choice': choice, **more})


def read(caller: httpx.Client, call: Call) -> Call:
    return made(caller.get(f'/v1/calls-for-interest/{call["id"]}'))


def said(call: Call) -> dict[str, tuple[str, str | None]]:
    return {each['city']['slug']: (each['choice'], each['comment']) for each in call['answers']}


def tasks(caller: httpx.Client) -> dict[str, dict[str, Any]]:
    return {task['kind']: task for task in made(caller.get('/v1/me/tasks'))['items']}


@pytest.fixture
def call(graz: Somebody, office: Somebody, world: World) -> Call:
    """An idea of Graz, about which the office has asked the others."""
    return made(act(office, made(bring(graz, world)), 'sendings', closes_on=LAST_DAY))


def told(postbox: Postbox, kind: str) -> dict[str, EmailMessage]:
    """Work off what waits, and return the mails of a kind of notice, by whom they went to."""
    postbox.work()
    ids = [str(row['id']) for row in postbox.rows('SELECT id FROM notices WHERE kind = %s', kind)]
    return {str(mail['To']): mail for mail in postbox.mails() if any(each in mail['Message-ID'] for each in ids)}


def reachable(postbox: Postbox, person: Somebody, name: str, language: str = 'en') -> None:
    postbox.run('UPDATE people SET mail = %s, language = %s WHERE id = %s', f'{name}@example.org', language, person.id)


def test_an_idea_is_seen_by_its_city_and_the_office_until_the_others_are_asked(
    graz: Somebody, bologna: Somebody, office: Somebody, signed_in: SignedIn, world: World
) -> None:
    idea = made(bring(graz, world))
    assert (idea['stage'], idea['city']['slug'], idea['closes_on'], idea['asked_count']) == ('idea', 'graz', None, None)
    assert idea['you_may'] == ['update_call_for_interest', 'withdraw_call_for_interest']
    assert problem(bologna.get(f'/v1/calls-for-interest/{idea["id"]}')) == (404, 'not-found')
    assert made(bologna.get('/v1/calls-for-interest'))['items'] == []
    admin = signed_in('office_admin')
    assert tasks(admin)['idea_to_send']['link'] == f'/working-groups/ideas/{idea["id"]}'
    better = graz.patch(f'/v1/calls-for-interest/{idea["id"]}', json={'title': 'Cleaner air'}, headers={'If-Match': '*'})
    assert made(better)['title'] == 'Cleaner air'
    assert problem(act(graz, idea, 'sendings', closes_on=LAST_DAY)) == (403, 'role-does-not-allow')
    sent = made(act(office, idea, 'sendings', closes_on=LAST_DAY))
    assert (sent['stage'], sent['closes_on'], sent['asked_count']) == ('open', LAST_DAY, 5)
    assert read(bologna, idea)['you_may'] == ['answer_call_for_interest']
    assert read(graz, idea)['you_may'] == ['propose_idea', 'withdraw_call_for_interest']
    assert problem(graz.patch(f'/v1/calls-for-interest/{idea["id"]}', json={'title': 'Air'}, headers={'If-Match': '*'})) == (
        409,
        'call-not-an-idea',
    )
    assert 'idea_to_send' not in tasks(admin)


def test_a_dry_run_says_how_many_cities_would_be_asked_and_asks_none(graz: Somebody, office: Somebody, world: World) -> None:
    idea = made(bring(graz, world))
    tried = act(office, idea, 'sendings', '?dry_run=true', closes_on=LAST_DAY)
    assert tried.status_code == 202
    assert tried.json()['notices'] == [{'kind': 'call_for_interest', 'recipients': 'cities', 'count': 5}]
    assert read(office, idea)['stage'] == 'idea'
    assert made(office.get('/v1/notices', params={'kind': 'call_for_interest'}))['items'] == []
    assert problem(act(office, idea, 'sendings', '?dry_run=true', closes_on='2027-02-01')) == (409, 'call-closes-too-soon')


def test_each_city_is_asked_in_its_language_with_the_way_to_the_button(
    graz: Somebody, bologna: Somebody, office: Somebody, signed_in: SignedIn, world: World, postbox: Postbox
) -> None:
    berlin = signed_in('coordinator', 'berlin')
    for person, name, language in ((graz, 'graz', 'en'), (bologna, 'bologna', 'en'), (berlin, 'berlin', 'de')):
        reachable(postbox, person, name, language)
    idea = made(bring(graz, world))
    made(act(office, idea, 'sendings', closes_on=LAST_DAY))
    mails = told(postbox, 'call_for_interest')
    assert mails.keys() == {'bologna@example.org', 'berlin@example.org'}
    text = mails['bologna@example.org'].get_content().replace('\r', '')
    assert 'Measure it together.' in text
    assert 'until 20 February 2027:\nhttp' in text
    assert f'/working-groups/ideas/{idea["id"]}\n' in text
    assert mails['berlin@example.org']['Subject'] == 'Hat Berlin Interesse? Clean air'


def test_a_city_answers_with_one_act_and_may_change_it_until_the_call_ends(
    call: Call, bologna: Somebody, signed_in: SignedIn, world: World, clock: Clock
) -> None:
    task = tasks(bologna)['call_to_answer']
    assert (task['act'], task['link']) == ('answer_call_for_interest', f'/working-groups/ideas/{call["id"]}')
    assert '20 February 2027' in task['sentence']
    first = made(answer(bologna, call, world, 'bologna', 'not_now', comment='Elections.'))
    assert said(first) == {'bologna': ('not_now', 'Elections.')}
    assert 'call_to_answer' not in tasks(bologna)
    # A session ends before the next day.
    clock(TODAY + timedelta(days=19))
    bologna = signed_in('coordinator', 'bologna')
    assert said(made(answer(bologna, call, world, 'bologna'))) == {'bologna': ('interested', None)}
    clock(TODAY + timedelta(days=20))
    bologna, graz, office = signed_in('coordinator', 'bologna'), signed_in('coordinator', 'graz'), signed_in('office_admin')
    assert problem(answer(bologna, call, world, 'bologna', 'not_now')) == (409, 'call-ended')
    assert read(bologna, call)['you_may'] == []
    assert said(read(graz, call)) == said(read(office, call)) == {'bologna': ('interested', None)}
    assert 'answer_call_for_interest' in read(office, call)['you_may'], 'what a city wrote in time is recorded later, too'
    ended = tasks(graz)['call_to_conclude']
    assert (ended['act'], '1 city is interested' in ended['sentence']) == ('propose_idea', True)
    entries = made(office.get('/v1/journal-entries', params={'subject_type': 'call_answer'}))['items']
    assert [{change['field'] for change in entry['changes']} >= {'choice', 'comment'} for entry in entries] == [True, True]
    for day, expected in ((19, None), (20, 'call-ended'), (21, 'future-date')):
        letter = {'channel': 'letter', 'date': f'{TODAY + timedelta(days=day):%Y-%m-%d}'}
        late = answer(office, call, world, 'bologna', on_behalf_of=letter)
        assert (problem(late) == (409, expected)) if expected else late.is_success


def test_answers_are_for_the_office_the_ideas_city_and_whoever_gave_them(
    call: Call, graz: Somebody, bologna: Somebody, office: Somebody, signed_in: SignedIn, client_for: ClientFor, world: World
) -> None:
    berlin = signed_in('coordinator', 'berlin')
    made(answer(bologna, call, world, 'bologna', comment='Gladly.'))
    made(answer(office, call, world, 'berlin', 'not_now', on_behalf_of={'channel': 'phone', 'date': '2027-01-31'}))
    assert set(said(read(graz, call))) == set(said(read(office, call))) == {'berlin', 'bologna'}
    assert (set(said(read(bologna, call))), set(said(read(berlin, call)))) == ({'bologna'}, {'berlin'})
    readers = {'graz': {'berlin', 'bologna'}, 'bologna': {'bologna'}, 'vienna': set()}
    for city, cities in readers.items():
        items, *_ = follow(client_for(city=city))
        [data] = [item['data'] for item in items if item['subject']['type'] == 'call_for_interest']
        assert set(said(data)) == cities, city
    assert problem(client_for(network=world.other_network).get(f'/v1/calls-for-interest/{call["id"]}')) == (404, 'not-found')


def silent(caller: httpx.Client, call: Call) -> list[str]:
    return [city['slug'] for city in made(caller.get('/v1/cities', params={'silent_in': call['id']}))['items']]


def test_who_has_not_answered_is_known_to_the_office_and_the_ideas_city(
    call: Call, graz: Somebody, bologna: Somebody, office: Somebody, world: World
) -> None:
    assert silent(office, call) == silent(graz, call) == ['barcelona', 'berlin', 'bologna', 'heidelberg', 'wien']
    assert silent(bologna, call) == []
    made(answer(bologna, call, world, 'bologna', 'not_now'))
    made(answer(office, call, world, 'vienna', on_behalf_of={'channel': 'phone', 'date': '2027-02-01'}))
    made(move(office, membership(office, world, 'heidelberg'), 'suspensions', reason='a pause'))
    assert silent(office, call) == ['barcelona', 'berlin']
    file = office.get('/v1/exports/cities.csv', params={'silent_in': call['id']})
    assert len(file.text.splitlines()) == 3
    made(act(graz, call, 'withdrawals'))
    assert silent(office, call) == []


def test_the_office_writes_to_those_who_have_not_answered(
    call: Call, bologna: Somebody, signed_in: SignedIn, office: Somebody, world: World
) -> None:
    berlin = signed_in('coordinator', 'berlin')
    letter = {'network_id': str(world.network), 'title': 'A word more', 'texts': [{'language': 'en', 'subject': 'Air', 'body': 'Please.'}]}

    def write(**meant_for: Any) -> httpx.Response:
        return office.post('/v1/circulars', json={**letter, 'meant_for': meant_for})

    circular = made(write(duty='call_unanswered', call_id=call['id']))
    assert (circular['meant_for']['duty'], circular['meant_for']['call_id']) == ('call_unanswered', call['id'])

    def ready() -> set[str]:
        found = made(office.get(f'/v1/circulars/{circular["id"]}/recipients'))['items']
        return {item['person_id'] for item in found if item['stage'] == 'ready'}

    assert ready() == {str(bologna.id), str(berlin.id)}
    made(answer(bologna, call, world, 'bologna'))
    assert ready() == {str(berlin.id)}
    for refused in (
        {'duty': 'call_unanswered'},
        {'call_id': str(world.network)},
        {'duty': 'call_unanswered', 'call_id': str(world.network)},
    ):
        assert problem(write(**refused)) == (409, 'unknown-reference')


def test_who_may_not_answer_is_told_why(call: Call, graz: Somebody, bologna: Somebody, office: Somebody, world: World) -> None:
    assert problem(answer(graz, call, world, 'graz')) == (409, 'call-of-its-own')
    assert problem(answer(graz, call, world, 'bologna')) == (403, 'role-does-not-allow')
    made(move(office, membership(office, world, 'bologna'), 'suspensions', reason='a pause'))
    assert problem(answer(office, call, world, 'bologna')) == (409, 'not-an-active-city')
    assert problem(answer(bologna, call, world, 'bologna')) == (404, 'not-found')
    assert problem(bring(bologna, world, 'bologna')) == (409, 'not-an-active-city')
    assert problem(answer(bologna, made(bring(graz, world)), world, 'bologna')) == (404, 'not-found')


def test_the_idea_becomes_a_proposal_to_which_the_interested_are_invited_and_join_themselves(
    call: Call, graz: Somebody, bologna: Somebody, signed_in: SignedIn, office: Somebody, world: World, postbox: Postbox
) -> None:
    berlin, vienna = signed_in('coordinator', 'berlin'), signed_in('coordinator', 'vienna')
    for person, name in ((bologna, 'bologna'), (berlin, 'berlin'), (vienna, 'vienna')):
        reachable(postbox, person, name)
    for person, city, choice in ((bologna, 'bologna', 'interested'), (vienna, 'vienna', 'interested'), (berlin, 'berlin', 'not_now')):
        made(answer(person, call, world, city, choice))
    tried = act(graz, call, 'proposals', '?dry_run=true')
    assert tried.json()['notices'] == [{'kind': 'invited_to_group', 'recipients': 'cities', 'count': 2}]
    proposed = act(graz, call, 'proposals', rhythm='every month')
    group = made(proposed)
    assert proposed.headers['location'] == f'/v1/working-groups/{group["id"]}'
    assert (group['title'], group['aims'], group['stage'], group['city_count']) == ('Clean air', 'Measure it together.', 'proposed', 1)
    settled = read(graz, call)
    assert (settled['stage'], settled['working_group']['slug'], settled['you_may']) == ('proposed', group['slug'], [])
    assert problem(act(graz, call, 'proposals')) == (409, 'call-not-open')
    assert told(postbox, 'invited_to_group').keys() == {'bologna@example.org', 'vienna@example.org'}
    assert tasks(bologna)['interest_to_confirm']['link'] == f'/working-groups/{group["slug"]}'
    assert 'proposal_to_join' not in tasks(bologna)
    assert 'proposal_to_join' in tasks(berlin)
    made(join(bologna, world, group, 'bologna'))
    assert 'interest_to_confirm' not in tasks(bologna)
    made(join(vienna, world, group, 'vienna'))
    assert read_group(graz, group)['stage'] == 'constituted'
    [found] = made(office.get('/v1/calls-for-interest', params={'working_group_id': group['id']}))['items']
    assert found['id'] == call['id']


def test_an_idea_that_is_taken_back_is_told_to_those_it_interested(
    call: Call, graz: Somebody, bologna: Somebody, office: Somebody, world: World, postbox: Postbox
) -> None:
    for person, name in ((graz, 'graz'), (bologna, 'bologna')):
        reachable(postbox, person, name)
    made(answer(bologna, call, world, 'bologna'))
    gone = made(act(office, call, 'withdrawals', reason='There is one in another network.'))
    assert (gone['stage'], gone['withdrawal_reason']) == ('withdrawn', 'There is one in another network.')
    mails = told(postbox, 'call_withdrawn')
    assert mails.keys() == {'graz@example.org', 'bologna@example.org'}
    assert 'There is one in another network.' in mails['bologna@example.org'].get_content()
    assert problem(act(graz, call, 'withdrawals')) == (409, 'call-settled')
    assert problem(answer(bologna, call, world, 'bologna')) == (409, 'call-not-open')


def test_the_silent_are_reminded_and_the_end_is_told_once(
    call: Call, graz: Somebody, bologna: Somebody, signed_in: SignedIn, world: World, database: Database, postbox: Postbox, clock: Clock
) -> None:
    berlin = signed_in('coordinator', 'berlin')
    for person, name in ((graz, 'graz'), (bologna, 'bologna'), (berlin, 'berlin')):
        reachable(postbox, person, name)
    made(answer(bologna, call, world, 'bologna'))

    def run(day: date) -> Prepared:
        with Transaction(database, OPERATOR) as transaction:
            return remind(transaction, world.network, day)

    prepared = {day: run(TODAY.date() + timedelta(days=day)) for day in range(25)}
    # Seven days before and one; then its city and the office.
    counts = {day: (each.queued, each.not_sent) for day, each in prepared.items() if each != Prepared()}
    assert counts == {12: (1, 3), 18: (1, 3), 20: (2, 0)}
    assert [run(TODAY.date() + timedelta(days=day)) for day in (12, 18, 24)] == [Prepared()] * 3
    clock(TODAY + timedelta(days=21))
    [(to, mail)] = told(postbox, 'reminder').items()
    assert (to, 'is Berlin interested?' in mail.get_content()) == ('berlin@example.org', True)
    assert f'/working-groups/ideas/{call["id"]}' in mail.get_content()
    assert told(postbox, 'call_ended').keys() == {'graz@example.org'}
    assert 'Interested cities: 1.' in told(postbox, 'call_ended')['graz@example.org'].get_content()


def test_a_reminder_is_not_sent_to_who_has_answered_meanwhile(
    call: Call, bologna: Somebody, world: World, database: Database, postbox: Postbox
) -> None:
    reachable(postbox, bologna, 'bologna')
    with Transaction(database, OPERATOR) as transaction:
        assert remind(transaction, world.network, date(2027, 2, 13)) == Prepared(1, 4)
    made(answer(bologna, call, world, 'bologna', 'not_now'))
    assert told(postbox, 'reminder') == {}
    [kept] = postbox.rows("SELECT reason FROM notices WHERE kind = 'reminder' AND city_id = %s", world.cities['bologna'])
    assert kept['reason'] == 'done_meanwhile'


def test_a_name_that_changes_moves_the_calls_that_show_it(
    call: Call, bologna: Somebody, graz: Somebody, office: Somebody, world: World
) -> None:
    made(answer(bologna, call, world, 'bologna'))
    before = read(graz, call)['version']
    renamed = office.patch(f'/v1/cities/{world.cities["bologna"]}', json={'name': 'Bologna la dotta'}, headers={'If-Match': '*'})
    assert renamed.status_code == 200, renamed.text
    after = read(graz, call)
    assert (after['answers'][0]['city']['name'], after['version'] > before) == ('Bologna la dotta', True)
