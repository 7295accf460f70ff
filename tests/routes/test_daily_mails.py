"""One mail a day for whoever wants it: what may wait comes in the morning, each with its link; what must not wait comes at once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.jobs import daily_mails
from api.models.sessions import Me
from tests.conftest import Service
from tests.postbox import Postbox, postbox_at
from tests.routes.acts import constituted, join, made, propose
from tests.routes.conftest import ClientFor, SignedIn, Somebody, World, problem, refused
from tests.routes.meetings import plan

Clock = Callable[[datetime], None]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 3, 3, 6, tzinfo=UTC)


class Mornings:
    """The worker, and what it has sent."""

    def __init__(self, postbox: Postbox, clock: Clock) -> None:
        self.postbox, self.clock = postbox, clock

    def work(self, moment: datetime, mailer: Any = None) -> None:
        """Let the worker look and work at a moment, twice, as two workers do."""
        self.clock(moment)
        for _ in range(2):
            with self.postbox.connection() as connection:
                daily_mails.queue(connection, moment)
            self.postbox.work(mailer)

    def daily(self) -> list[EmailMessage]:
        """The daily mails so far."""
        return [mail for mail in self.postbox.mails() if str(mail['Message-ID']).startswith('<daily-')]

    def others(self) -> list[str]:
        """The subjects of the other mails."""
        return [mail['Subject'] for mail in self.postbox.mails() if not str(mail['Message-ID']).startswith('<daily-')]


@pytest.fixture
def mornings(service: Service, office: Somebody, database_url: str, tmp_path: Path, clock: Clock) -> Mornings:
    # Its token is made before the clock is set: whether it is still good is told by the machine's own.
    assert office.id
    clock(NOON)
    return Mornings(postbox_at(database_url, service.app.state.settings, tmp_path), clock)


@pytest.fixture
def olga(mornings: Mornings, signed_in: SignedIn) -> Somebody:
    """Somebody in the office who wants one mail a day, in German."""
    assert mornings.daily() == []
    found = signed_in('office_staff', name='Olga Office')
    chosen = made(found.patch('/v1/me', json={'notice_delivery': 'daily', 'language': 'de'}))
    assert (chosen['notice_delivery'], chosen['language']) == ('daily', 'de')
    return found


def log(caller: httpx.Client, **query: str) -> list[tuple[str, str, str | None]]:
    """Return kind, stage and reason of the office's notices, the earliest first."""
    items = made(caller.get('/v1/notices', params={'limit': 100, **query}, headers={'Accept-Language': 'en'}))['items']
    return [(each['kind'], each['stage'], each['reason']) for each in reversed(items)]


def test_it_is_each_persons_own_choice(graz: Somebody, client_for: ClientFor) -> None:
    assert Me.model_validate(graz.get('/v1/me').json()).notice_delivery == 'at_once'
    assert made(graz.patch('/v1/me', json={'notice_delivery': 'daily'}))['notice_delivery'] == 'daily'
    assert made(graz.patch('/v1/me', json={'language': 'fr'}))['notice_delivery'] == 'daily'
    assert refused(graz.patch('/v1/me', json={'notice_delivery': 'weekly'})) == [('/notice_delivery', 'literal_error')]
    assert refused(graz.patch('/v1/me', json={'notice_delivery': None}))
    machine = client_for(city='berlin')
    assert machine.get('/v1/me').json()['notice_delivery'] is None
    assert problem(machine.patch('/v1/me', json={'notice_delivery': 'daily'})) == (403, 'role-does-not-allow')


@pytest.mark.usefixtures('olga')
def test_what_may_wait_comes_in_one_mail_in_the_morning_each_with_its_link(
    mornings: Mornings, graz: Somebody, office: Somebody, world: World
) -> None:
    group = propose(graz, world)
    for city in ('vienna', 'berlin'):
        made(join(office, world, group, city))
    mornings.work(NOON)
    assert mornings.daily() == []
    waiting = 'Waits for the daily mail: whoever it is for has chosen one mail a day.'
    assert [each for each in log(office, kind='member_joined') if each[1] == 'queued'] == [('member_joined', 'queued', waiting)] * 2
    mornings.work(NEXT_MORNING - timedelta(seconds=1))
    assert mornings.daily() == []
    mornings.work(NEXT_MORNING)
    [mail] = mornings.daily()
    text = mail.get_content()
    assert (mail['Content-Language'], mail['Subject']) == ('de', 'European Coalition of Cities against Racism: 2 Neuigkeiten')
    assert text.startswith('Guten Tag, Olga Office,')
    assert (text.count(f'/working-groups/{group["slug"]}'), [word.endswith('/me') for word in text.split()].count(True)) == (2, 1)
    assert {stage for _, stage, _ in log(office, kind='member_joined')} == {'sent'}
    mornings.work(NEXT_MORNING + timedelta(days=1))
    assert len(mornings.daily()) == 1


def test_what_must_not_wait_comes_at_once_and_so_do_mails_to_sign_in(
    mornings: Mornings, graz: Somebody, office: Somebody, world: World, http: httpx.Client
) -> None:
    made(graz.patch('/v1/me', json={'notice_delivery': 'daily'}))
    group = propose(graz, world)
    made(join(office, world, group, 'vienna'))
    plan(graz, group, starts_at='2026-04-01T09:00:00Z')
    mail = made(graz.get(f'/v1/people/{graz.id}'))['mail']
    assert http.post('/v1/sign-in-links', json={'email': mail}).status_code == 202
    mornings.work(NOON)
    assert sorted(subject.partition(' ')[0] for subject in mornings.others()) == ['Meeting:', 'Your']
    invitation = next(each for each in mornings.postbox.mails() if each['Subject'].startswith('Meeting:'))
    assert [part.get_content_type() for part in invitation.walk()][-1] == 'text/calendar'


@pytest.mark.usefixtures('olga')
def test_one_of_two_readers_waits_and_the_log_says_so(
    mornings: Mornings, signed_in: SignedIn, graz: Somebody, office: Somebody, world: World
) -> None:
    signed_in('office_staff', name='Otto Office')
    made(join(office, world, propose(graz, world), 'vienna'))
    mornings.work(NOON)
    rest = 'Sent to some; others get it in their daily mail.'
    assert ('member_joined', 'queued', rest) in log(office, kind='member_joined')
    assert len(mornings.others()) == 2
    mornings.work(NEXT_MORNING)
    assert {each[1:] for each in log(office, kind='member_joined')} == {('sent', None)}
    assert (len(mornings.daily()), len(mornings.others())) == (1, 2)


def test_whoever_lost_the_role_or_the_access_meanwhile_gets_nothing_and_the_log_says_why(
    mornings: Mornings, olga: Somebody, office: Somebody, graz: Somebody, world: World
) -> None:
    made(join(office, world, propose(graz, world), 'vienna'))
    mornings.work(NOON)
    made(office.patch(f'/v1/people/{olga.id}', json={'disabled': True}, headers={'If-Match': '*'}))
    mornings.work(NEXT_MORNING)
    assert mornings.daily() == []
    gone = 'Not sent: while it waited for a daily mail, whoever it was for left the role or can no longer be reached.'
    assert ('member_joined', 'not_sent', gone) in log(office, kind='member_joined')
    assert mornings.postbox.rows('SELECT * FROM waiting_notices') == []


def test_a_consent_that_is_withdrawn_meanwhile_counts(mornings: Mornings, signed_in: SignedIn, office: Somebody, world: World) -> None:
    berlin = signed_in('coordinator', 'berlin', name='Berta Berlin')
    made(berlin.patch('/v1/me', json={'notice_delivery': 'daily'}))
    contact = {'name': 'Lena Lead', 'mail': 'lena@graz.example', 'visibility': 'members'}
    constituted(office, world, lead_contact=contact)
    mornings.work(NOON + timedelta(hours=5))
    assert mornings.postbox.rows('SELECT count(*) AS n FROM waiting_notices') == [{'n': 1}]
    [point] = [each for each in made(office.get('/v1/contact-points', params={'limit': 100}))['items'] if each['value'] == contact['mail']]
    made(office.patch(f'/v1/contact-points/{point["id"]}', json={'ended': True}, headers={'If-Match': '*'}))
    mornings.work(NEXT_MORNING)
    [mail] = mornings.daily()
    assert 'Fair housing' in mail.get_content()
    assert contact['mail'] not in mail.get_content()


def test_an_erasure_takes_what_waits_with_it(
    mornings: Mornings, olga: Somebody, office: Somebody, graz: Somebody, world: World, ledger: Path
) -> None:
    made(join(office, world, propose(graz, world), 'vienna'))
    mornings.work(NOON)
    made(office.post(f'/v1/people/{olga.id}/erasures', json={'reason': 'asked for'}, headers={'If-Match': '*'}))
    assert mornings.postbox.rows('SELECT * FROM waiting_notices') == []
    mornings.work(NEXT_MORNING)
    assert mornings.daily() == []
    assert [stage for _, stage, _ in log(office, kind='member_joined')].count('not_sent') == 1
    assert ledger.exists()


class Away:
    """A mail server that is away, and keeps the daily mails that it was about to take."""

    def __init__(self) -> None:
        self.seen: list[EmailMessage] = []

    def send(self, message: EmailMessage) -> None:
        if str(message['Message-ID']).startswith('<daily-'):
            self.seen.append(message)
        raise TimeoutError


@pytest.mark.usefixtures('olga')
def test_a_repeated_attempt_is_the_same_mail_and_what_came_later_waits_for_the_next_day(
    mornings: Mornings, graz: Somebody, office: Somebody, world: World
) -> None:
    group, away = propose(graz, world), Away()
    made(join(office, world, group, 'vienna'))
    mornings.work(NOON)
    mornings.work(NEXT_MORNING, away)
    made(join(office, world, group, 'berlin'))
    mornings.work(NEXT_MORNING + timedelta(minutes=10), away)
    assert len({each['Message-ID'] for each in away.seen}) == 1
    assert len({each.get_content() for each in away.seen}) == 1
    mornings.work(NEXT_MORNING + timedelta(hours=2))
    [first] = mornings.daily()
    assert first.get_content().splitlines() == away.seen[0].get_content().splitlines()
    mornings.work(NEXT_MORNING + timedelta(days=1))
    second = next(mail for mail in mornings.daily() if mail['Message-ID'] != first['Message-ID'])
    assert 'Berlin' in second.get_content()
    assert {stage for _, stage, _ in log(office, kind='member_joined')} == {'sent'}


@pytest.mark.usefixtures('olga')
def test_a_daily_mail_that_cannot_be_delivered_for_days_says_so(mornings: Mornings, graz: Somebody, office: Somebody, world: World) -> None:
    made(join(office, world, propose(graz, world), 'vienna'))
    mornings.work(NOON)
    for days in range(20):
        mornings.work(NEXT_MORNING + timedelta(days=days), Away())
    told = [each for each in log(office, kind='member_joined') if each[2] and 'for days' in each[2]]
    assert [stage for _, stage, _ in told] == ['not_sent']
    assert mornings.postbox.rows('SELECT * FROM waiting_notices') == []
