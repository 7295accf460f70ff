"""What a mail server may do to a notice: it is sent at least once, always as the same mail, never lost; or the log says why not."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
from pydantic import SecretStr

from api.database import Database
from api.jobs import mail
from api.jobs.mail import Server
from api.jobs.outbox import LEASE
from api.models.memberships import GroupMemberCreate
from api.models.working_groups import WorkingGroupCreate
from api.operations import working_groups
from api.settings import Settings
from api.spine import Transaction
from tests.jobs.mail_server import Inbox
from tests.jobs.waiting import KEY
from tests.postbox import Postbox, postbox_at
from tests.world import OPERATOR, founded, somebody

Clock = Callable[[datetime], None]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Awkward(Inbox):
    """A mail server that does one of these to each mail that comes, and then takes every one.

    `greylisted`, `full`, `busy` and `spam` are answers; at `hangs …` it says nothing, at `drops …` it ends the connection. At
    `takes and …` it has taken the mail before.
    """

    ANSWERS: Final = {'greylisted': '451 come back later', 'full': '452 mailbox full', 'unknown': '550 no such mailbox'}
    OF_DATA: Final = {'busy': '451 try again', 'spam': '554 looks like spam'}

    def __init__(self, *faults: str) -> None:
        super().__init__()
        self.faults = list(faults)

    @property
    def fault(self) -> str:
        """What is done to the present mail."""
        return self.faults[0] if self.faults else ''

    def over(self) -> str:
        """Be done with a fault."""
        return self.faults.pop(0) if self.faults else ''

    async def misbehave(self, server: Any, where: str) -> bool:
        """Hang or drop, if that is what is done here."""
        if self.fault not in {f'hangs {where}', f'drops {where}'}:
            return False
        if self.over().startswith('hangs'):
            await asyncio.sleep(1)
        server.transport.abort()
        return True

    async def handle_MAIL(self, server: Any, _session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        await self.misbehave(server, 'at MAIL')
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return '250 OK'

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        await self.misbehave(server, 'at RCPT')
        if self.fault in self.ANSWERS:
            return self.ANSWERS[self.over()]
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        if self.fault in self.OF_DATA:
            return self.OF_DATA[self.over()]
        if await self.misbehave(server, 'at DATA'):
            return '250 OK'
        answer = await super().handle_DATA(server, session, envelope)
        await self.misbehave(server, 'after taking it')
        return answer

    async def handle_QUIT(self, _server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        return '421 closing, come back later' if self.fault == 'is rude at QUIT' and self.over() else '221 Bye'


@pytest.fixture
def notices(database: Database, tmp_path: Any) -> Postbox:
    """A live network in which a city has joined a group: one notice to the office, which is two people, and one that reaches nobody."""
    settings = Settings(public_url='https://coalition.example', secret=SecretStr(KEY.decode()), mail_from='office@coalition.example')
    world = founded(database)
    for _ in range(2):
        somebody(database, world.network, 'office_admin')
    with Transaction(database, OPERATOR) as transaction:
        wish = WorkingGroupCreate(network_id=world.network, title='Fair housing', city_id=world.cities['graz'])
        group = working_groups.propose_working_group(transaction, wish)
        working_groups.join_working_group(transaction, group.id, GroupMemberCreate(city_id=world.cities['wien']))
    box = postbox_at(database.url, settings, tmp_path)
    box.run('UPDATE outbox SET due_at = %s, created_at = %s', NOON, NOON)
    return box


@contextmanager
def listening(inbox: Awkward, start: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Let such a server listen, and be less patient than usual."""
    monkeypatch.setattr(mail, 'SECONDS', 0.3)
    yield Server(f'smtp://{start(handler=inbox)}')


def worked(notices: Postbox, server: Any, clock: Clock, attempts: int) -> None:
    """Let the worker try so many times, each when it is due."""
    moment = NOON
    for _ in range(attempts):
        clock(moment)
        notices.work(server)
        [due] = notices.rows("SELECT max(due_at) AS due FROM outbox WHERE kind = 'notice' AND done_at IS NULL")
        moment = max(moment, due['due'] or moment) + timedelta(seconds=1)


def log(notices: Postbox) -> list[tuple[str, str | None]]:
    """Return stage and reason of each notice, that to the office first."""
    found = notices.rows('SELECT stage, reason FROM notices ORDER BY city_id IS NOT NULL, id')
    return [(each['stage'], each['reason']) for each in found]


NOBODY = ('not_sent', 'no_recipient')
# What is done to the mails that come first; how many arrive in all, and how many different ones.
PASSES: tuple[tuple[tuple[str, ...], int], ...] = (
    ((), 2),
    (('greylisted',), 2),
    (('greylisted', 'greylisted', 'full', 'busy'), 2),
    (('drops at MAIL',), 2),
    (('drops at RCPT', 'drops at DATA'), 2),
    (('hangs at RCPT',), 2),
    (('hangs at DATA',), 2),
    (('is rude at QUIT', 'is rude at QUIT'), 2),
    # Nobody can know whether these were taken; each comes again, as the very same mail.
    (('drops after taking it',), 3),
    (('hangs after taking it', 'drops after taking it'), 4),
)


@pytest.mark.parametrize(('faults', 'arrived'), PASSES, ids=lambda value: ', '.join(value) or 'none' if isinstance(value, tuple) else '')
def test_what_passes_delays_a_notice_and_loses_nothing(
    faults: tuple[str, ...], arrived: int, notices: Postbox, start: Callable[..., str], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = Awkward(*faults)
    with listening(inbox, start, monkeypatch) as server:
        worked(notices, server, clock, len(faults) + 1)
    assert log(notices) == [('sent', None), NOBODY]
    assert len(inbox.mails) == arrived
    by_key = {each['Message-ID']: (each['To'], each['Subject'], each.get_content()) for each in inbox.mails}
    assert len(by_key) == 2
    assert {(each['To'], each['Subject'], each.get_content()) for each in inbox.mails} == set(by_key.values())
    assert notices.rows("SELECT FROM outbox WHERE kind = 'notice' AND done_at IS NULL") == []


@pytest.mark.parametrize(
    ('faults', 'told', 'arrived'),
    [
        (('unknown', 'spam'), ('not_sent', 'mail_refused'), 0),
        # One of two addresses is gone: the other person has it.
        (('unknown',), ('sent', None), 1),
        (('spam',), ('sent', None), 1),
        (('greylisted',) * 40, ('not_sent', 'mail_failed'), 0),
        (('drops at DATA',) * 40, ('not_sent', 'mail_failed'), 0),
    ],
    ids=lambda value: ', '.join(dict.fromkeys(value)) if isinstance(value, tuple) and len(value) > 2 else '',
)
def test_what_does_not_pass_is_told_with_its_reason(
    faults: tuple[str, ...],
    told: tuple[str, str | None],
    arrived: int,
    notices: Postbox,
    start: Callable[..., str],
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inbox = Awkward(*faults)
    with listening(inbox, start, monkeypatch) as server:
        worked(notices, server, clock, min(len(faults), 14) + 1)
    assert log(notices) == [told, NOBODY]
    assert len(inbox.mails) == arrived


def test_a_server_that_is_slow_at_everything_is_left_before_another_worker_takes_the_mail(
    notices: Postbox, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert timedelta(seconds=mail.SECONDS_IN_ALL) < LEASE
    monkeypatch.setattr(mail, 'SECONDS_IN_ALL', 0.4)
    with socket.create_server(('127.0.0.1', 0)) as listener:

        def drip() -> None:
            connection, _ = listener.accept()
            with connection:
                # A greeting that never ends, a sign at a time: no single wait is ever long.
                while True:
                    try:
                        connection.sendall(b'2')
                    except OSError:
                        return
                    time.sleep(0.05)

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        clock(NOON)
        begun = time.monotonic()
        notices.work(Server(f'smtp://127.0.0.1:{listener.getsockname()[1]}'))
        assert time.monotonic() - begun < 5
        thread.join(5)
        assert not thread.is_alive()
    [error] = notices.rows("SELECT last_error FROM outbox WHERE done_at IS NULL AND kind = 'notice'")
    assert error['last_error'] == 'SMTPServerDisconnected'


def test_a_worker_that_is_killed_before_the_answer_sends_the_same_mail_again(notices: Postbox, start: Callable[..., str]) -> None:
    """The mail server has taken the mail, and the worker dies before it hears so."""
    reached, go_on = threading.Event(), threading.Event()

    class Waiting(Inbox):
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
            answer = await super().handle_DATA(server, session, envelope)
            if not reached.is_set():
                reached.set()
                await asyncio.to_thread(go_on.wait, 20)
            return answer

    inbox = Waiting()
    place = start(handler=inbox)
    killed = _worker(notices, place)
    try:
        assert reached.wait(30)
        killed.send_signal(signal.SIGKILL)
        killed.wait(10)
    finally:
        killed.kill()
        go_on.set()
    notices.run('UPDATE outbox SET lease_until = now() WHERE done_at IS NULL')
    notices.work(Server(f'smtp://{place}'))
    assert log(notices) == [('sent', None), NOBODY]
    keys = [each['Message-ID'] for each in inbox.mails]
    assert (len(keys), len(set(keys))) == (3, 2)


def _worker(notices: Postbox, place: str) -> subprocess.Popen[bytes]:
    environment = {
        'DATABASE_URL': notices.url,
        'COALITION_SECRET': KEY.decode(),
        'COALITION_PUBLIC_URL': 'https://coalition.example',
        'COALITION_MAIL_FROM': 'office@coalition.example',
        'COALITION_SMTP_URL': f'smtp://{place}',
        'COALITION_CITY_CATALOGUE': 'false',
        'PATH': '',
    }
    passed = {name: value for name, value in os.environ.items() if name.startswith('PYTHON')}
    return subprocess.Popen([sys.executable, '-m', 'api.cli', 'worker'], env={**passed, **environment})
