"""Before the access of a machine ends, the office and whoever made it are reminded: 30 and 7 days before, once each."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.jobs.client_reminders import remind
from tests.conftest import Service
from tests.postbox import Postbox, postbox_at
from tests.routes.acts import made
from tests.routes.conftest import SignedIn, Somebody, World

Clock = Callable[[datetime], None]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
# The last moment is 24:00 of 31 August in Germany.
LAST_DAY = '2026-08-31'
THIRTY_BEFORE = datetime(2026, 8, 1, 22, tzinfo=UTC)
SEVEN_BEFORE = datetime(2026, 8, 24, 22, tzinfo=UTC)


@pytest.fixture
def postbox(service: Service, http: httpx.Client, database_url: str, tmp_path: Path) -> Postbox:
    assert http.base_url
    return postbox_at(database_url, service.app.state.settings, tmp_path)


@pytest.fixture
def admin(signed_in: SignedIn, clock: Clock) -> Somebody:
    """An administrator of ECCAR's office, on the day the tests begin with."""
    clock(NOON)
    return signed_in('office_admin', name='Olga Office')


def let_in(admin: httpx.Client, world: World, **more: Any) -> dict[str, Any]:
    wish = {'name': 'Sync', 'network_id': str(world.network), 'scopes': ['cities:read'], 'expires_on': LAST_DAY}
    return made(admin.post('/v1/api-clients', json={**wish, **more}))


def sent(postbox: Postbox, clock: Clock, moment: datetime) -> list[EmailMessage]:
    """Let the worker look and work at a moment, twice, and return the reminders that it has sent so far."""
    clock(moment)
    for _ in range(2):
        with postbox.connection() as connection:
            remind(connection, moment)
        postbox.work()
    return [mail for mail in postbox.mails() if 'client-reminder' in mail['Message-ID']]


def test_they_are_sent_thirty_and_seven_days_before_and_never_twice(admin: Somebody, world: World, postbox: Postbox, clock: Clock) -> None:
    let_in(admin, world)
    assert sent(postbox, clock, THIRTY_BEFORE - timedelta(minutes=1)) == []
    [first] = sent(postbox, clock, THIRTY_BEFORE)
    assert first['Subject'].startswith('European Coalition of Cities against Racism: the access of')
    assert first['Subject'].endswith('“Sync” ends in 30 days')
    text = first.get_content()
    assert 'Dear Olga Office' in text
    assert 'is 31 August 2026' in text
    assert '/office/clients' in text
    assert len(sent(postbox, clock, SEVEN_BEFORE - timedelta(minutes=1))) == 1
    subjects = {mail['Subject'].rpartition(' ends ')[2] for mail in sent(postbox, clock, SEVEN_BEFORE)}
    assert subjects == {'in 30 days', 'in 7 days'}
    assert len(sent(postbox, clock, SEVEN_BEFORE + timedelta(days=6))) == 2
    assert len(sent(postbox, clock, SEVEN_BEFORE + timedelta(days=20))) == 2
    work = postbox.rows("SELECT payload, outcome FROM outbox WHERE kind = 'client_reminder' ORDER BY id")
    assert [each['outcome'] for each in work] == ['sent', 'sent']
    assert all(set(each['payload']) == {'client_id', 'days', 'done'} for each in work), 'the outbox holds no rendered mail'


def test_they_go_to_the_office_and_to_whoever_made_the_client_each_in_their_language(
    admin: Somebody, world: World, postbox: Postbox, clock: Clock, signed_in: SignedIn
) -> None:
    assert admin.id
    signed_in('office_staff', name='Otto Office')
    signed_in('coordinator', 'graz')
    signed_in('office_admin', network=world.other_network)
    maker = signed_in('office_admin', name='Mara Maker')
    let_in(maker, world)
    # She has left the office since.
    postbox.run("UPDATE roles SET end_date = '2026-03-03' WHERE person_id = %s", maker.id)
    postbox.run("UPDATE people SET language = 'de' WHERE id = %s", maker.id)
    mails = sent(postbox, clock, THIRTY_BEFORE)
    greetings = {mail.get_content().splitlines()[0] for mail in mails}
    assert greetings == {'Dear Olga Office,', 'Dear Otto Office,', 'Guten Tag, Mara Maker,'}
    [german] = [mail for mail in mails if 'Mara Maker' in mail.get_content()]
    assert german['Subject'].endswith('„Sync“ endet in 30 Tagen')


def test_whoever_is_renewed_is_reminded_anew_and_whoever_is_ended_is_not(
    admin: Somebody, world: World, postbox: Postbox, clock: Clock, signed_in: SignedIn
) -> None:
    renewed, ended = let_in(admin, world), let_in(admin, world, name='Gone')
    queued_moment = THIRTY_BEFORE + timedelta(hours=1)
    with postbox.connection() as connection:
        remind(connection, THIRTY_BEFORE)
    clock(queued_moment)
    later = signed_in('office_admin', name='Lara Later')
    made(later.post(f'/v1/api-clients/{renewed["id"]}/renewals', json={'expires_on': '2027-07-31'}, headers={'If-Match': '*'}))
    assert later.delete(f'/v1/api-clients/{ended["id"]}', headers={'If-Match': '*'}).status_code == 204
    assert sent(postbox, clock, queued_moment) == [], 'what was queued already is not sent any more'
    assert {each['outcome'] for each in postbox.rows("SELECT outcome FROM outbox WHERE kind = 'client_reminder'")} == {'renewed_or_ended'}
    reminded = sent(postbox, clock, datetime(2027, 7, 2, 12, tzinfo=UTC))
    assert {mail['Subject'].rpartition(' ends ')[2] for mail in reminded} == {'in 30 days'}


def test_whoever_chose_a_near_end_is_reminded_only_of_what_is_to_come(
    admin: Somebody, world: World, postbox: Postbox, clock: Clock
) -> None:
    let_in(admin, world, expires_on='2026-03-05')
    let_in(admin, world, expires_on='2026-03-20', name='Some weeks')
    assert sent(postbox, clock, NOON + timedelta(hours=1)) == []
    mails = sent(postbox, clock, datetime(2026, 3, 14, 12, tzinfo=UTC))
    assert ['is 20 March 2026' in mail.get_content() for mail in mails] == [True], [mail['Subject'] for mail in mails]


def test_after_a_pause_of_the_worker_the_nearest_is_sent_alone(admin: Somebody, world: World, postbox: Postbox, clock: Clock) -> None:
    let_in(admin, world)
    [mail] = sent(postbox, clock, SEVEN_BEFORE + timedelta(days=5))
    assert mail['Subject'].endswith('ends in 2 days')


def test_nothing_leaves_while_the_network_is_in_preparation(admin: Somebody, world: World, postbox: Postbox, clock: Clock) -> None:
    let_in(admin, world)
    postbox.run("UPDATE networks SET stage = 'preparation'")
    assert sent(postbox, clock, THIRTY_BEFORE) == []
