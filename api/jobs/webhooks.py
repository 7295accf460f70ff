"""Sends messages to addresses of partners: all at the same time, leased, at least once, fenced by attempt.

A few of each address are on their way at a time, so one that hangs holds up nobody but itself. A sender counts an attempt and sets a
lease before it sends; if it dies, the lease runs out and the same message, with the same id, is sent again. It runs
in a process of its own (`webhook_sender`).
"""

import asyncio
import logging
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from api import clock
from api.database import Database
from api.jobs.webhook_changes import tell
from api.operations.webhook_outcomes import confirm_webhook_endpoint, disable_webhook_endpoint, give_up_webhook_endpoint
from api.outgoing import Answer, NotReached, Outgoing
from api.permissions import Caller
from api.rules.webhooks import FAILING_FOR, Verdict, verdict
from api.sealing import PURPOSE_OF_WEBHOOKS, unsealed
from api.settings import Settings
from api.spine import Transaction
from api.webhook_messages import CHALLENGE, asked_to_wait, repeats, signatures

MOST_OF_ONE = 12
LEASE = timedelta(seconds=45)
IDLE_SECONDS = 0.5
BUSY_SECONDS = 0.05
GATHERED_SECONDS = 0.02
_OPTIONS = '-c timezone=UTC -c lock_timeout=5000 -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000'
_LOG = logging.getLogger('coalition.webhooks')
_TAKE = """
WITH due AS (
  SELECT d.id FROM webhook_endpoints e CROSS JOIN LATERAL (
    SELECT w.id FROM webhook_deliveries w
    WHERE w.endpoint_id = e.id AND w.stage = 'waiting' AND w.due_at <= %(now)s AND (w.lease_until IS NULL OR w.lease_until <= %(now)s)
      AND (e.stage = 'active' OR w.event_type = %(challenge)s)
    ORDER BY w.due_at, w.id LIMIT greatest(0, %(most)s - coalesce(CAST(CAST(%(busy)s AS jsonb) ->> CAST(e.id AS text) AS int), 0))
    FOR UPDATE SKIP LOCKED) d
  WHERE e.stage IN ('active', 'pending') AND NOT EXISTS (SELECT FROM instance WHERE outbox_paused_at IS NOT NULL)
    AND (e.client_id IS NULL
      OR EXISTS (SELECT FROM api_clients c WHERE c.id = e.client_id AND c.ended_at IS NULL AND c.expires_at > %(now)s))
)
UPDATE webhook_deliveries w SET version = w.version + 1, attempt = w.attempt + 1, lease_until = %(lease)s, attempted_at = %(now)s
FROM due, webhook_endpoints e WHERE w.id = due.id AND e.id = w.endpoint_id
RETURNING w.id, w.endpoint_id, w.event_type, w.body, w.attempt, e.url, e.secret_sealed, e.former_sealed, e.former_until, e.challenge
"""
_MARK = """
WITH came AS (
  SELECT * FROM jsonb_to_recordset(%(came)s) AS c(id uuid, endpoint_id uuid, attempt int, stage text, due_at timestamptz, code int,
    failure text)
), marked AS (
  UPDATE webhook_deliveries w SET version = w.version + 1, stage = c.stage, due_at = coalesce(c.due_at, w.due_at), lease_until = NULL,
    answer_code = c.code,
    failure = c.failure
  FROM came c WHERE w.id = c.id AND w.attempt = c.attempt AND w.stage = 'waiting'
  RETURNING w.endpoint_id, w.stage = 'delivered' AS went_well
), well AS (
  SELECT endpoint_id, bool_or(went_well) AS went_well FROM marked GROUP BY endpoint_id
), noted AS (
  UPDATE webhook_endpoints e SET failing_since = CASE WHEN NOT well.went_well THEN CAST(%(now)s AS timestamptz) END
  FROM well WHERE e.id = well.endpoint_id AND well.went_well = (e.failing_since IS NOT NULL)
)
SELECT e.id FROM webhook_endpoints e JOIN well ON well.endpoint_id = e.id
WHERE NOT well.went_well AND e.stage = 'active' AND e.failing_since <= CAST(%(now)s AS timestamptz) - %(given_up)s
"""
_SYSTEM = Caller(kind='system', scopes=None, everywhere=True)


@dataclass(frozen=True, slots=True)
class Message:
    """A delivery that is on its way."""

    id: UUID
    endpoint_id: UUID
    event_type: str
    body: str
    attempt: int
    url: str
    secret_sealed: bytes | None
    former_sealed: bytes | None
    former_until: datetime | None
    challenge: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attempt has come to."""

    message: Message
    verdict: Verdict
    code: int | None = None
    failure: str | None = None


class Sending:
    """What one sender has on its way, on one connection."""

    def __init__(self, connection: AsyncConnection[Any], settings: Settings, outgoing: Outgoing, database: Database) -> None:
        self._connection = connection
        self._database = database
        self._key = settings.signing_key
        self._outgoing = outgoing
        self._on_their_way: dict[asyncio.Task[Outcome], UUID] = {}

    async def go_on(self, ending: asyncio.Event) -> None:
        """Tell and send until it is asked to end; what is on its way then is left to its lease."""
        while not ending.is_set():
            if not await self.once():
                await wait(ending, IDLE_SECONDS)

    async def once(self) -> bool:
        """Take what is due, note what came back; False when there was nothing to do and nothing is on its way."""
        told = await tell(self._connection, clock.now())
        taken = await self._take()
        for message in taken:
            self._on_their_way[asyncio.create_task(self._attempt(message))] = message.endpoint_id
        if not self._on_their_way:
            return told > 0
        await asyncio.wait(self._on_their_way, timeout=BUSY_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        # What comes back at about the same time is noted together, so that the database is asked seldom.
        await asyncio.sleep(GATHERED_SECONDS)
        done = [task for task in self._on_their_way if task.done()]
        for task in done:
            del self._on_their_way[task]
        await self._mark([task.result() for task in done])
        return True

    async def drain(self) -> None:
        """Wait for what is on its way, and note what came of it."""
        while self._on_their_way:
            await self.once()

    def stop(self) -> None:
        """Let go of what is on its way."""
        for task in self._on_their_way:
            task.cancel()

    async def _take(self) -> list[Message]:
        now, busy = clock.now(), Counter(str(endpoint) for endpoint in self._on_their_way.values())
        values = {'now': now, 'lease': now + LEASE, 'most': MOST_OF_ONE, 'busy': Jsonb(dict(busy)), 'challenge': CHALLENGE}
        async with self._connection.cursor(row_factory=dict_row) as cursor:
            await cursor.execute(_TAKE, values)
            return [Message(**row) for row in await cursor.fetchall()]

    async def _mark(self, outcomes: list[Outcome]) -> None:
        if not outcomes:
            return
        # A word that was repeated is acted on first: whoever dies in between asks again. What is gone says so at the next message.
        for each in outcomes:
            if each.verdict.stage == 'delivered' and each.message.event_type == CHALLENGE:
                await self._act(confirm_webhook_endpoint, each.message.endpoint_id, each.message.challenge or '')
        came = [
            {
                'id': str(each.message.id),
                'endpoint_id': str(each.message.endpoint_id),
                'attempt': each.message.attempt,
                'stage': each.verdict.stage,
                'due_at': each.verdict.again_at.isoformat() if each.verdict.again_at else None,
                'code': each.code,
                'failure': each.failure,
            }
            for each in outcomes
        ]
        values = {'came': Jsonb(came), 'now': clock.now(), 'given_up': FAILING_FOR}
        failing = await (await self._connection.execute(_MARK, values)).fetchall()
        for endpoint_id in {each.message.endpoint_id for each in outcomes if each.verdict.gone}:
            await self._act(disable_webhook_endpoint, endpoint_id)
        for (endpoint_id,) in failing:
            await self._act(give_up_webhook_endpoint, endpoint_id)

    async def _act(self, operation: Callable[..., bool], *said: object) -> None:
        """Do what follows from answers, as every write is done: in one transaction, through the spine."""

        def acted() -> None:
            with Transaction(self._database, _SYSTEM) as transaction:
                operation(transaction, *said)

        await asyncio.to_thread(acted)

    async def _attempt(self, message: Message) -> Outcome:
        secrets = self._secrets(message)
        if not secrets:
            return self._judged(message, None, 'secret_unreadable')
        message_id, body, sent_at = f'msg_{message.id}', message.body.encode(), int(clock.now().timestamp())
        headers = {
            'Content-Type': 'application/json',
            'User-Agent': 'Coalition-Webhooks',
            'webhook-id': message_id,
            'webhook-timestamp': str(sent_at),
            'webhook-signature': signatures(secrets, message_id, sent_at, body),
        }
        try:
            answer = await self._outgoing.post(message.url, headers, body)
        except NotReached as failed:
            return self._judged(message, None, failed.code)
        except Exception:  # noqa: BLE001 -- whatever goes wrong with one message, the others are sent
            _LOG.exception('message %s: attempt %s failed', message.id, message.attempt)
            return self._judged(message, None, 'connection')
        return self._judged(message, answer, 'answer')

    def _judged(self, message: Message, answer: Answer | None, failure: str) -> Outcome:
        now, code = clock.now(), answer.code if answer else None
        asked = asked_to_wait(answer.headers.get('retry-after') if answer else None, now)
        spread = random.uniform(-1, 1)  # noqa: S311 -- spreads retries, guards nothing
        found = verdict(code, attempt=message.attempt, now=now, asked=asked, spread=spread)
        if found.stage == 'delivered' and answer and message.event_type == CHALLENGE and not repeats(message.challenge or '', answer.body):
            found = verdict(None, attempt=message.attempt, now=now, asked=asked, spread=spread)
            return Outcome(message, found, code, 'not_repeated')
        return Outcome(message, found, code, None if found.stage == 'delivered' else failure)

    def _secrets(self, message: Message) -> list[bytes]:
        kept = [message.secret_sealed]
        if message.former_until is not None and message.former_until > clock.now():
            kept.append(message.former_sealed)
        found = [unsealed(self._key, PURPOSE_OF_WEBHOOKS, message.endpoint_id, each) for each in kept if each is not None]
        return [each for each in found if each is not None]


async def connected(settings: Settings) -> AsyncConnection[Any]:
    """Return a connection that commits every statement by itself."""
    if settings.database_url is None:
        raise RuntimeError('the database must be known before the sender starts')
    options: dict[str, Any] = {'options': _OPTIONS, 'connect_timeout': 5, 'application_name': 'coalition webhooks'}
    return await AsyncConnection.connect(settings.database_url, autocommit=True, **options)


async def wait(ending: asyncio.Event, seconds: float) -> None:
    """Wait for the end, so many seconds at most."""
    try:
        async with asyncio.timeout(seconds):
            await ending.wait()
    except TimeoutError:
        return
