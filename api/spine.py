"""The spine: one request, one transaction, through which every write goes.

It leaves a journal entry and the subject's place in the change index; nothing else writes anywhere. At the commit, in one
statement: the counter gives out seqs, the index rows move to them, the outbox gets its work. The counter's row lock is taken
last and held to the commit, so seq order is commit order and a reader of the feed loses nothing. Locks before it are taken in
one order: networks, cities, working groups, then the rest, each by id.
"""

import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from types import TracebackType
from typing import Any, Self, TypeVar
from uuid import UUID

from sqlalchemy import inspect, select, text
from sqlmodel import Session

from api import clock
from api.database import Database, Statement, failures_as_problems, session_on
from api.differences import difference
from api.models.columns import AUDIENCES, Subject, new_id, table
from api.models.idempotency import Key
from api.models.instance import InstanceRow
from api.models.journal import JournalRow
from api.models.networks import NetworkRow
from api.models.shapes import OnBehalfOf
from api.permissions import Caller
from api.problems import unknown_reference

Row = TypeVar('Row', bound=Subject)

SUBJECT_TYPES = {
    'networks': 'network', 'by_laws': 'by_laws', 'cities': 'city', 'organisations': 'organisation', 'departments': 'department',
    'working_groups': 'working_group', 'memberships': 'membership', 'leads': 'lead', 'action_items': 'action_item',
    'progress_updates': 'progress_update',
    'assemblies': 'assembly', 'reports': 'report', 'submissions': 'submission', 'decisions': 'decision',
    'publications': 'publication', 'declarations': 'declaration',
    'meetings': 'meeting', 'outputs': 'output', 'documents': 'document', 'funding_requests': 'funding_request',
    'support_requests': 'support_request',
}  # fmt: skip
NEVER_IN_FEED = {'people': 'person', 'roles': 'role', 'contact_points': 'contact_point', 'api_clients': 'api_client'}

_COMMIT = text("""
WITH moved AS (
  SELECT * FROM json_to_recordset(CAST(:moved AS json)) AS m(n bigint, id uuid, type text, version int, deleted boolean,
    network uuid, city uuid, working_group uuid, audience text)
), counter AS (
  UPDATE change_counter SET head_seq = head_seq + (SELECT count(*) FROM moved) RETURNING head_seq
), indexed AS (
  INSERT INTO changes AS c (subject_id, subject_type, seq, version, occurred_at, deleted, network_id, city_id, working_group_id,
    audience_now)
  SELECT m.id, m.type, counter.head_seq - (SELECT count(*) FROM moved) + m.n, m.version, :now, m.deleted, m.network, m.city,
    m.working_group, m.audience FROM moved m, counter
  ON CONFLICT (subject_id) DO UPDATE SET seq = excluded.seq, version = excluded.version, occurred_at = excluded.occurred_at,
    deleted = excluded.deleted, network_id = excluded.network_id, city_id = excluded.city_id,
    working_group_id = excluded.working_group_id, audience_now = excluded.audience_now,
    audience_before = (CAST(:audiences AS text[]))[least(array_position(CAST(:audiences AS text[]), c.audience_before),
      array_position(CAST(:audiences AS text[]), c.audience_now))]
), posted AS (
  INSERT INTO outbox (id, kind, payload, created_at, due_at, attempt)
  SELECT w.id, w.kind, w.payload, :now, w.due_at, 0
  FROM json_to_recordset(CAST(:work AS json)) AS w(id uuid, kind text, payload jsonb, due_at timestamptz)
)
SELECT head_seq FROM counter
""")


@dataclass(slots=True)
class Work:
    """Something to do after the commit."""

    kind: str
    payload: dict[str, Any]
    due_at: datetime


@dataclass(slots=True)
class Decision:
    """Why the system did what nobody asked for in so many words: the rule, the by-laws, the facts used."""

    rule: str
    by_law_id: UUID | None = None
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Asked:
    """What of the HTTP request matters below the route; the defaults are those of the command line and of jobs."""

    path: str = ''
    query: tuple[tuple[str, str], ...] = ()
    request_id: str | None = None
    if_match: str | None = None
    if_none_match: str | None = None
    key: Key | None = None
    reads_only: bool = False
    checks_versions: bool = False


class Transaction(AbstractContextManager['Transaction']):
    """One request's transaction: opened by the route's wrapper, committed when the operation returns, else rolled back."""

    def __init__(self, database: Database, caller: Caller, asked: Asked | None = None) -> None:
        self.database = database
        self.caller = caller
        self.asked = asked or Asked()
        self.now = clock.now()
        self._session: Session | None = None
        self._moved: dict[UUID, Subject] = {}
        self._journal: list[JournalRow] = []
        self._work: list[Work] = []
        self._instance: InstanceRow | None = None

    @property
    def session(self) -> Session:
        """The open session; there is none outside the with block."""
        if self._session is None:
            message = 'the transaction is not open'
            raise RuntimeError(message)
        return self._session

    @property
    def instance(self) -> InstanceRow:
        """This installation."""
        if self._instance is None:
            self._instance = self.session.execute(select(InstanceRow)).scalar_one()
        return self._instance

    @property
    def journalled(self) -> set[str]:
        """The types of the records that were journalled so far."""
        return {entry.subject_type for entry in self._journal}

    def __enter__(self) -> Self:
        """Open it; the database is first reached by the first statement."""
        self._session = session_on(self.database)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Commit with everything the spine owes, or roll all of it back."""
        session = self.session
        try:
            with failures_as_problems():
                if kind is None:
                    self._write_spine()
                    session.commit()
                else:
                    session.rollback()
        finally:
            session.close()
            self._session = None

    def rows(self, statement: Statement, values: dict[str, Any]) -> list[dict[str, Any]]:
        """Run a read and return its rows: within the transaction of a write, or as one statement of its own."""
        if self.asked.reads_only:
            return self.database.read(statement, values)
        with failures_as_problems():
            return [dict(row) for row in self.session.execute(statement, values).mappings()]

    # -- finding and locking ---------------------------------------------------------------------------------------------

    def find(self, row: type[Row], record_id: UUID | None) -> Row | None:
        """Return a record without locking it."""
        return None if record_id is None else self.session.get(row, record_id)

    def lock(self, row: type[Row], ids: Iterable[UUID], *, share: bool = False) -> list[Row]:
        """Return records locked against other writers, in id order; ids that do not exist are left out."""
        columns = table(row)
        wanted = select(row).where(columns.c.id.in_(sorted(set(ids)))).order_by(columns.c.id)
        locked = wanted.with_for_update(read=share, key_share=not share).execution_options(populate_existing=True)
        return list(self.session.execute(locked).scalars())

    def lock_named(self, row: type[Row], record_id: UUID, field_name: str, *, share: bool = True) -> Row:
        """Return a record that a body names, locked; a problem with a pointer to `field_name` when there is none."""
        found = self.lock(row, [record_id], share=share)
        if not found:
            raise unknown_reference(field_name)
        return found[0]

    def today(self, network_id: UUID) -> date:
        """Return the network's present day."""
        network = self.find(NetworkRow, network_id)
        return clock.today(network.time_zone if network else 'UTC')

    # -- what an operation leaves behind ---------------------------------------------------------------------------------

    def add(self, row: Row) -> Row:
        """Remember a new record; in a demonstration it is marked as invented."""
        row.demonstration = row.demonstration or (self.instance.demonstration and row.source is None)
        self.session.add(row)
        return row

    def record(
        self,
        operation: str,
        row: Subject,
        *,
        on_behalf_of: UUID | None = None,
        act: OnBehalfOf | None = None,
        reason: str | None = None,
        decision: Decision | None = None,
        beside: dict[str, Any] | None = None,
    ) -> None:
        """Journal what changed in `row` since it was read, and `beside` it; bump its version, move it in the change index."""
        changes, personal = difference(row)
        name = table(type(row)).name
        self._journal.append(
            JournalRow(
                id=new_id(),
                recorded_at=self.now,
                request_id=self.asked.request_id,
                actor_kind=self.caller.kind,
                actor_id=self.caller.id,
                on_behalf_of_city_id=on_behalf_of if on_behalf_of not in self.caller.cities else None,
                channel=act.channel if act else None,
                operation=operation,
                subject_type=(SUBJECT_TYPES | NEVER_IN_FEED)[name],
                subject_id=row.id,
                network_id=getattr(row, 'network_id', None),
                changes={**changes, **(beside or {}), **({'told_on': [None, act.date.isoformat()]} if act else {})},
                personal_columns=personal,
                reason=reason,
                rule=decision.rule if decision else None,
                by_law_id=decision.by_law_id if decision else None,
                facts=decision.facts if decision else None,
            ),
        )
        self.touch(row)

    def touch(self, row: Subject) -> None:
        """Bump a subject and give it a new seq at the commit: it changed, or it shows something of a record that did."""
        if row.id in self._moved:
            return
        if inspect(row).persistent:
            row.version += 1
            row.updated_at = self.now
        if table(type(row)).name in SUBJECT_TYPES:
            self._moved[row.id] = row

    def flush(self) -> None:
        """Send what was recorded to the database, so that the next query sees it."""
        self.session.flush()

    def post(self, kind: str, payload: dict[str, Any], due_at: datetime | None = None) -> None:
        """Put work into the outbox, to be done after the commit and not before `due_at`."""
        self._work.append(Work(kind, payload, due_at or self.now))

    def forget(self) -> None:
        """Drop what a dry run has prepared for the commit."""
        self._moved.clear()
        self._journal.clear()
        self._work.clear()

    def _write_spine(self) -> None:
        session = self.session
        if not (self._moved or self._journal or self._work or session.new or session.dirty):
            return
        session.add_all(self._journal)
        session.flush()
        if self._moved or self._work:
            session.execute(
                _COMMIT, {'audiences': list(AUDIENCES), 'moved': _moves(self._moved.values()), 'work': _posted(self._work), 'now': self.now}
            )


def _moves(rows: Iterable[Subject]) -> str:
    moves = [
        {
            'n': n,
            'id': row.id,
            'type': SUBJECT_TYPES[table(type(row)).name],
            'version': row.version,
            'deleted': False,
            'network': getattr(row, 'network_id', None),
            'city': getattr(row, 'city_id', None),
            'working_group': getattr(row, 'working_group_id', None),
            'audience': row.audience,
        }
        for n, row in enumerate(rows, start=1)
    ]
    return json.dumps(moves, default=str)


def _posted(work: Sequence[Work]) -> str:
    rows = [{'id': new_id(), 'kind': each.kind, 'payload': each.payload, 'due_at': each.due_at.isoformat()} for each in work]
    return json.dumps(rows, default=str)
