"""Reminders of what groups owe: on the days of the ladder, one mail for each person, at most one a week, and never twice."""

from datetime import date, timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from api import clock
from api.database import Database
from api.jobs.reminders import queue
from api.operations.by_hand import run_scheduler
from api.operations.reminders import Prepared, remind
from api.running.processes import CannotStart
from api.spine import Transaction
from tests.conftest import as_demonstration
from tests.postbox import Postbox
from tests.routes.acts import constituted, hand_over, made, membership, move, read_group
from tests.routes.conftest import OPERATOR, SignedIn, Somebody, World
from tests.routes.sittings import TEXT, act, age, assembly, declare, report, the_day
from tests.routes.test_client_reminders import postbox
from tests.routes.test_obligations import grant

__all__ = ['postbox']
Group = dict[str, Any]
TODAY = date.fromisoformat(the_day())


@pytest.fixture
def group(office: Somebody, graz: Somebody, world: World, database: Database) -> Group:
    """A group of Graz, which leads and can be reached, Wien and Bologna; official since 2020."""
    assert graz.id
    made_now = constituted(office, world)
    age(database, made_now, '2020-12-04')
    return read_group(office, made_now)


class Days:
    """What the days lead to, counted from an assembly's."""

    def __init__(self, database: Database, world: World, postbox: Postbox) -> None:
        self.database, self.world, self.postbox = database, world, postbox
        self.held_on = TODAY + timedelta(days=60)

    def run(self, days: int) -> Prepared:
        with Transaction(self.database, OPERATOR) as transaction:
            return remind(transaction, self.world.network, self.held_on + timedelta(days=days))

    def year(self, first: int = -60, last: int = 70) -> list[tuple[int, int, int]]:
        found = [(days, self.run(days)) for days in range(first, last)]
        return [(days, each.queued, each.not_sent) for days, each in found if each.queued or each.not_sent]

    def mails(self) -> list[EmailMessage]:
        """Let the worker work, and return the reminders that it has sent, by their recipients."""
        self.postbox.work()
        kept = {str(row['id']) for row in self.postbox.rows("SELECT id FROM notices WHERE kind = 'reminder'")}
        return [mail for mail in self.postbox.mails() if any(each in mail['Message-ID'] for each in kept)]


@pytest.fixture
def days(database: Database, world: World, postbox: Postbox, office: Somebody) -> Days:
    found = Days(database, world, postbox)
    assembly(office, world, found.held_on.isoformat())
    return found


def log(office: Somebody) -> list[dict[str, Any]]:
    """Return the reminders in the log of notices, the earliest first."""
    return list(reversed(made(office.get('/v1/notices', params={'kind': 'reminder', 'limit': 100}))['items']))


def test_a_year_reminds_on_the_days_of_the_ladder_and_the_same_year_again_of_nothing(group: Group, days: Days) -> None:
    assert group['stage'] == 'constituted'
    assert days.year() == [(each, 1, 0) for each in (-30, -7, -1, 7, 37, 67)]
    assert days.year() == []


def test_one_mail_names_everything_with_the_way_to_it(group: Group, days: Days, office: Somebody, world: World, database: Database) -> None:
    other = constituted(office, world, title='Hate speech', city='graz')
    age(database, other, '2020')
    assert days.run(-30) == Prepared(1, 0)
    [mail] = days.mails()
    text = mail.get_content()
    assert mail['Subject'] == f'European Coalition of Cities against Racism: 4 things are due, the first on {_said(days.held_on)}'
    assert text.startswith('Dear Greta Graz,')
    assert [text.count(f'/working-groups/{slug}/year') for slug in (group['slug'], other['slug'])] == [2, 2]
    assert log(office)[0]['stage'] == 'sent'
    assert log(office)[0]['city']['slug'] == 'graz'


def test_a_call_that_ones_city_has_not_answered_stands_in_the_same_mail(
    group: Group, days: Days, office: Somebody, world: World, postbox: Postbox
) -> None:
    idea = {'network_id': str(world.network), 'city_id': str(world.cities['bologna']), 'title': 'Clean rivers'}
    call = made(office.post('/v1/calls-for-interest', json=idea))
    postbox.run("UPDATE calls_for_interest SET created_at = now() - interval '40 days' WHERE id = %s", call['id'])
    last_day = days.held_on - timedelta(days=23)
    sent = office.post(f'/v1/calls-for-interest/{call["id"]}/sendings', json={'closes_on': last_day.isoformat()}, headers={'If-Match': '*'})
    assert made(sent)['stage'] == 'open'
    assert days.run(-30).queued == 1
    [mail] = days.mails()
    text = mail.get_content()
    assert mail['Subject'] == f'European Coalition of Cities against Racism: 3 things are due, the first on {_said(last_day)}'
    assert [text.count(each) for each in (f'/working-groups/{group["slug"]}/year', f'/working-groups/ideas/{call["id"]}')] == [2, 1]
    assert days.run(-30) == Prepared()


def _said(day: date) -> str:
    return f'{day.day} {day:%B %Y}'


def test_each_person_is_written_to_in_their_language(
    group: Group, days: Days, signed_in: SignedIn, database: Database, postbox: Postbox, office: Somebody
) -> None:
    lotte = signed_in('lead_contact', 'graz', working_group=group['id'], name='Lotte Lead')
    signed_in('coordinator', 'bologna', name='Bruno Bologna')
    postbox.run("UPDATE people SET language = 'de' WHERE id = %s", lotte.id)
    assert database.url
    assert days.run(-30) == Prepared(2, 0)
    greetings = {mail.get_content().splitlines()[0].rstrip(','): mail['Content-Language'] for mail in days.mails()}
    assert greetings == {'Dear Greta Graz': 'en', 'Guten Tag, Lotte Lead': 'de'}
    assert {each['person_id'] is not None for each in log(office)} == {True}


def test_at_most_one_a_week_but_the_last_before_the_day(
    group: Group, days: Days, office: Somebody, world: World, database: Database
) -> None:
    assert group['stage'] == 'constituted'
    # 30 days before the later assembly is 2 days after the step of 7 days before the first one.
    assembly(office, world, (days.held_on + timedelta(days=25)).isoformat(), title='Autumn')
    assert days.year(-10, 0) == [(-10, 1, 0), (-7, 0, 1), (-5, 0, 1), (-1, 1, 0)]
    assert [(each['stage'], each['reason']) for each in log(office) if each['reason']] == [
        ('not_sent', 'Not sent: there was a reminder this week already. The next one names this too.')
    ] * 2
    assert database.url


def test_a_day_on_which_nobody_looked_is_made_up_for(group: Group, days: Days) -> None:
    assert group['stage'] == 'constituted'
    assert days.year(-27, 0) == [(-27, 1, 0), (-7, 1, 0), (-1, 1, 0)]


def test_what_was_done_waived_or_extended_is_not_reminded_of(group: Group, days: Days, office: Somebody, graz: Somebody) -> None:
    sitting = made(office.get('/v1/assemblies'))['items'][0]
    assert days.run(-30) == Prepared(1, 0)
    # Done between the notice and its mail.
    made(act(graz, made(report(graz, group, sitting, text=TEXT)), 'submissions'))
    made(grant(office, group, sitting, duty='declaration', until=(days.held_on + timedelta(days=30)).isoformat()))
    [mail] = days.mails()
    assert 'declare' in mail.get_content() or 'continues' in mail.get_content()
    assert 'brief report' not in mail.get_content()
    assert days.year(-29, 31) == [(0, 1, 0), (23, 1, 0), (29, 1, 0)]
    made(declare(graz, read_group(graz, group), sitting, 'continue'))
    assert len(days.mails()) == 1
    assert {each['reason'] for each in log(office) if each['stage'] == 'not_sent'} == {'Not sent: it was done in the meantime.'}
    assert days.year() == []


def test_where_nobody_can_be_reached_the_log_says_so(days: Days, office: Somebody, world: World, database: Database) -> None:
    lonely = constituted(office, world, title='Hate speech', city='heidelberg')
    age(database, lonely, '2020')
    assert days.year(-40, -20) == [(-30, 0, 2)]
    assert {(each['working_group_id'], each['city']['slug'], each['stage'], each['person_id']) for each in log(office)} == {
        (lonely['id'], 'heidelberg', 'not_sent', None)
    }
    assert days.mails() == []


def test_a_lead_city_that_is_suspended_is_reminded_of_nothing_until_it_is_back_and_leads(
    group: Group, days: Days, office: Somebody, world: World
) -> None:
    assert days.run(-30) == Prepared(1, 0)
    assert len(days.mails()) == 1
    resting = made(move(office, membership(office, world, 'graz'), 'suspensions', reason='a pause'))
    assert read_group(office, group)['needs_lead'] is True
    resting_for = days.year(-29, 0)
    assert {queued for _, queued, _ in resting_for} == {0}, 'the log says that nobody was there to be reminded'
    assert len(days.mails()) == 1
    back = made(move(office, resting, 'reactivations'))
    assert read_group(office, group)['needs_lead'] is False
    assert days.run(0) == Prepared(1, 0)
    assert [mail.get_content().count(f'/working-groups/{group["slug"]}/year') for mail in days.mails()] == [2, 2]
    made(move(office, back, 'suspensions', reason='another pause'))
    assert {queued for _, queued, _ in days.year(1)} == {0}


def test_a_reminder_that_waits_to_be_sent_is_for_the_lead_city_of_that_moment(
    group: Group, days: Days, office: Somebody, world: World, database: Database
) -> None:
    second = constituted(office, world, title='Hate speech')
    age(database, second, '2020-12-04')
    assert days.run(-30) == Prepared(1, 0)
    made(move(office, membership(office, world, 'graz'), 'suspensions', reason='a pause'))
    assert days.mails() == []
    assert [each['text'][:50] for each in log(office) if each['reason'].startswith('Not sent: it is no longer this person')] != []
    made(move(office, membership(office, world, 'graz'), 'reactivations'))
    assert days.run(-7) == Prepared(1, 0)
    made(hand_over(office, world, read_group(office, second), 'bologna'))
    [mail] = days.mails()
    assert [f'/working-groups/{each["slug"]}/year' in mail.get_content() for each in (group, second)] == [True, False]


def test_nobody_is_reminded_before_the_network_is_live(group: Group, days: Days, postbox: Postbox) -> None:
    assert group['stage'] == 'constituted'
    postbox.run("UPDATE networks SET stage = 'preparation'")
    assert days.year() == []


def test_the_command_takes_days_one_by_one_and_a_day_to_come_only_in_a_demonstration(
    group: Group, days: Days, database: Database, postbox: Postbox
) -> None:
    assert group['stage'] == 'constituted'
    first, last = days.held_on - timedelta(days=31), days.held_on + timedelta(days=10)
    assert run_scheduler(database.url, None, None) == []
    with pytest.raises(CannotStart, match='yet to come'):
        run_scheduler(database.url, first, last)
    as_demonstration(database)
    postbox.run('UPDATE working_groups SET demonstration = true')
    done = run_scheduler(database.url, first, last)
    found = [((day - days.held_on).days, brought.notices) for day, slug, brought in done if slug == 'eccar']
    assert found == [(day, {('reminder', None): 1}) for day in (-30, -7, -1, 7)]
    assert run_scheduler(database.url, first, last) == []


def test_the_worker_does_it_once_a_day(group: Group, days: Days, postbox: Postbox, office: Somebody, world: World) -> None:
    assembly(office, world, the_day(30), title='Spring')
    assert (group['stage'], days.held_on > TODAY) == ('constituted', True)
    for _ in range(2):
        with postbox.connection() as connection:
            queue(connection, clock.now())
        postbox.work()
    assert [(each['stage'], each['text'].count('Spring')) for each in log(office)] == [('sent', 2)]
    assert len(postbox.rows("SELECT id FROM outbox WHERE kind = 'reminders'")) == 1
