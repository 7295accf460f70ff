"""The outbox: leased, at least once, fenced, tried again later and given up in the end."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest
from psycopg import Connection

from api.database import Database
from api.hashes import hashed, sign_in_token
from api.jobs import outbox
from api.jobs.mail import Refused
from api.jobs.outbox import DELAYS, LEASE, MOST_ATTEMPTS, Fenced
from api.models.columns import new_id
from api.operations.by_hand import resume_outbox
from api.permissions import Caller
from api.spine import Transaction
from tests.jobs.waiting import ADDRESS, KEY, NOON, ask, post
from tests.postbox import Postbox, token_in

Clock = Callable[[datetime], None]


@pytest.fixture
def other(postbox: Postbox) -> Iterator[Connection[Any]]:
    """Another worker's connection."""
    with postbox.connection() as opened:
        yield opened


def row(postbox: Postbox) -> dict[str, Any]:
    [only] = postbox.rows('SELECT * FROM outbox')
    return only


class Failing:
    """A mail server that fails a number of times, and then takes everything."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.taken: list[EmailMessage] = []

    def send(self, message: EmailMessage) -> None:
        if self.errors:
            raise self.errors.pop(0)
        self.taken.append(message)


def test_work_is_taken_by_one_worker_and_by_another_only_when_the_lease_is_over(
    postbox: Postbox, connection: Connection[Any], other: Connection[Any]
) -> None:
    post(postbox)
    assert outbox.take(connection, NOON - timedelta(seconds=1)) is None
    taken = outbox.take(connection, NOON)
    assert taken is not None
    assert taken.attempt == 1
    assert outbox.take(other, NOON + LEASE - timedelta(seconds=1)) is None
    again = outbox.take(other, NOON + LEASE)
    assert again is not None
    assert (again.id, again.attempt) == (taken.id, 2)


def test_whoever_lost_the_lease_can_no_longer_close_put_off_or_keep_the_work(
    postbox: Postbox, connection: Connection[Any], other: Connection[Any]
) -> None:
    post(postbox)
    zombie = outbox.take(connection, NOON)
    heir = outbox.take(other, NOON + LEASE)
    assert zombie is not None
    assert heir is not None
    with pytest.raises(Fenced):
        outbox.close(connection, zombie, 'sent', NOON)
    with pytest.raises(Fenced):
        outbox.put_off(connection, zombie, 'TimeoutError', NOON)
    with pytest.raises(Fenced):
        outbox.keep(connection, zombie, NOON)
    outbox.close(other, heir, 'sent', NOON)
    with pytest.raises(Fenced):
        outbox.close(other, heir, 'sent', NOON)
    assert outbox.take(connection, NOON + timedelta(days=1)) is None


def test_keeping_the_work_extends_the_lease(postbox: Postbox, connection: Connection[Any], other: Connection[Any]) -> None:
    post(postbox)
    work = outbox.take(connection, NOON)
    assert work is not None
    work.payload['done'] = {'somebody': 'sent'}
    outbox.keep(connection, work, NOON + timedelta(seconds=50))
    assert outbox.take(other, NOON + LEASE) is None
    heir = outbox.take(other, NOON + timedelta(seconds=50) + LEASE)
    assert heir is not None
    assert heir.payload == {'done': {'somebody': 'sent'}}


def test_people_who_wait_to_sign_in_come_before_a_broadcast(postbox: Postbox, connection: Connection[Any]) -> None:
    for minutes in range(3):
        post(postbox, 'notice', NOON - timedelta(minutes=minutes))
    post(postbox, 'sign_in_mail', NOON)
    kinds = [work.kind for _ in range(4) if (work := outbox.take(connection, NOON))]
    assert kinds == ['sign_in_mail', 'notice', 'notice', 'notice']


def test_many_workers_take_everything_once(postbox: Postbox) -> None:
    ids = {post(postbox) for _ in range(60)}

    def drain() -> list[UUID]:
        with postbox.connection() as mine:
            taken = []
            while work := outbox.take(mine, NOON):
                outbox.close(mine, work, 'sent', NOON)
                taken.append(work.id)
            return taken

    with ThreadPoolExecutor(4) as pool:
        done = [work_id for future in [pool.submit(drain) for _ in range(4)] for work_id in future.result()]
    assert len(done) == 60
    assert set(done) == ids


def test_what_was_rolled_back_is_never_sent(database: Database, postbox: Postbox) -> None:
    def fail() -> None:
        with Transaction(database, Caller()) as transaction:
            transaction.post('notice', {'notice_id': str(new_id())})
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert postbox.rows('SELECT * FROM outbox') == []


def test_a_failure_is_tried_again_later_and_later_with_the_very_same_mail(postbox: Postbox, clock: Clock) -> None:
    link_id = ask(postbox)
    server = Failing(TimeoutError(), ConnectionRefusedError())
    moment = NOON
    for delay in DELAYS[:2]:
        clock(moment)
        assert postbox.work(server) == 1
        assert row(postbox)['done_at'] is None
        assert delay * 0.9 <= row(postbox)['due_at'] - moment <= delay * 1.1
        moment = row(postbox)['due_at']
    assert row(postbox)['last_error'] == 'ConnectionRefusedError'
    clock(moment)
    assert postbox.work(server) == 1
    [mail] = server.taken
    assert mail['Message-ID'] == f'<sign-in-{link_id}@coalition.example>'
    assert token_in(mail) == sign_in_token(KEY, link_id)
    [link] = postbox.rows('SELECT * FROM sign_in_links')
    assert bytes(link['token_hash']) == hashed(token_in(mail))
    assert link['expires_at'] == moment + timedelta(minutes=15)
    assert (row(postbox)['outcome'], row(postbox)['attempt']) == ('sent', 3)


def test_the_outbox_holds_neither_address_nor_link(postbox: Postbox, clock: Clock) -> None:
    clock(NOON)
    link_id = ask(postbox)
    postbox.work(Failing(TimeoutError(f'no answer for {ADDRESS}')))
    assert row(postbox)['payload'] == {'link_id': str(link_id)}
    assert ADDRESS not in str(row(postbox))
    kept = str(postbox.rows('SELECT * FROM sign_in_links'))
    assert sign_in_token(KEY, link_id) not in kept


def test_a_mail_that_is_refused_for_good_is_not_tried_again(postbox: Postbox, clock: Clock) -> None:
    clock(NOON)
    ask(postbox)
    postbox.work(Failing(Refused()))
    assert row(postbox)['outcome'] == 'refused'


def test_work_is_given_up_after_three_days_of_failures(postbox: Postbox, clock: Clock) -> None:
    post(postbox, 'no_such_kind')
    moment = NOON
    for _ in range(MOST_ATTEMPTS):
        clock(moment)
        assert postbox.work() == 1
        moment = max(moment, row(postbox)['due_at'])
    assert (row(postbox)['outcome'], row(postbox)['attempt']) == ('given_up', MOST_ATTEMPTS)
    assert timedelta(days=2) < moment - NOON < timedelta(days=5)


def test_work_that_kills_its_worker_is_given_up_too(postbox: Postbox, connection: Connection[Any], clock: Clock) -> None:
    ask(postbox)
    moment = NOON
    for _ in range(MOST_ATTEMPTS):
        assert outbox.take(connection, moment) is not None
        moment += LEASE
    clock(moment)
    assert postbox.work() == 1
    assert row(postbox)['outcome'] == 'given_up'


def test_one_broken_piece_does_not_stop_the_others(postbox: Postbox, clock: Clock) -> None:
    clock(NOON)
    post(postbox, 'sign_in_mail', NOON - timedelta(hours=1), wrong='payload')
    ask(postbox)
    assert postbox.work() == 2
    assert [mail['To'] for mail in postbox.mails()] == [ADDRESS]


def test_a_zombie_that_wakes_up_sends_nothing_more(postbox: Postbox, connection: Connection[Any], clock: Clock) -> None:
    """The documented window is one mail: the one that was being handed over when the lease ran out."""
    clock(NOON)
    ask(postbox)

    class Slow(Failing):
        def send(self, message: EmailMessage) -> None:
            heir = outbox.take(connection, NOON + 2 * LEASE)
            assert heir is not None
            outbox.close(connection, heir, 'sent', NOON)
            super().send(message)

    slow = Slow()
    assert postbox.work(slow) == 1
    assert len(slow.taken) == 1
    assert (row(postbox)['outcome'], row(postbox)['attempt']) == ('sent', 2)
    assert postbox.work(slow) == 0


def test_while_the_outbox_is_paused_only_mails_to_sign_in_with_are_taken(postbox: Postbox, connection: Connection[Any]) -> None:
    now = datetime.now(UTC)
    postbox.run(
        "INSERT INTO outbox (id, kind, payload, created_at, due_at, attempt) VALUES (%s, 'notice', '{}', now(), now(), 0)", new_id()
    )
    postbox.run('UPDATE instance SET outbox_paused_at = now()')
    ask(postbox, now)
    found = outbox.take(connection, datetime.now(UTC))
    assert found is not None
    assert found.kind == 'sign_in_mail'
    assert outbox.take(connection, datetime.now(UTC)) is None
    assert resume_outbox(postbox.url) == 2
    owed = outbox.take(connection, datetime.now(UTC))
    assert owed is not None
    assert owed.kind == 'notice'
    (entry,) = postbox.rows("SELECT actor_kind, changes FROM journal WHERE operation = 'resume_outbox'")
    assert entry['actor_kind'] == 'operator'
    assert entry['changes']['outbox_paused_at'][1] is None
    assert resume_outbox(postbox.url) is None
