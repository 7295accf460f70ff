"""The spine: one request, one transaction, through which every write goes.

It leaves a journal entry and the subject's place in the change index; nothing else writes anywhere. At the commit, in one statement: the
counter gives out seqs, the index rows move to them, the outbox gets its work. The counter's row lock is taken last and held to the
commit, so seq order is commit order and a reader of the feed loses nothing. Locks before it are taken in one order: networks, cities,
working groups, people, roles, then the rest, each by id.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar
from uuid import UUID

from sqlalchemy import Connection, inspect, select
from sqlmodel import Session, SQLModel

from api import clock, commit
from api.asked import Asked
from api.commit import Work
from api.database import Database, Statement, failures_as_problems, session_on
from api.differences import UNTOLD, difference, place_of
from api.models.api_clients import ApiClientRow
from api.models.columns import Subject, new_id, table
from api.models.instance import InstanceRow
from api.models.journal import JournalRow
from api.models.networks import NetworkRow
from api.models.people import PersonRow
from api.models.shapes import OnBehalfOf
from api.permissions import Caller
from api.problems import Problem, unknown_reference
from api.recorded import Recorded

Row = TypeVar('Row', bound=Subject)

SUBJECT_TYPES = {
    'networks': 'network', 'by_laws': 'by_laws', 'cities': 'city', 'organisations': 'organisation', 'departments': 'department',
    'working_groups': 'working_group', 'memberships': 'membership', 'leads': 'lead', 'action_items': 'action_item',
    'progress_updates': 'progress_update', 'assemblies': 'assembly', 'reports': 'report', 'submissions': 'submission',
    'decisions': 'decision', 'publications': 'publication', 'declarations': 'declaration', 'meetings': 'meeting', 'outputs': 'output',
    'documents': 'document', 'funding_requests': 'funding_request', 'support_requests': 'support_request',
    'calls_for_interest': 'call_for_interest', 'plans': 'plan', 'plan_actions': 'plan_action', 'good_practices': 'good_practice',
    'plan_action_updates': 'plan_action_update', 'plan_meetings': 'plan_meeting', 'plan_contacts': 'plan_contact',
    'plan_risks': 'plan_risk', 'needs_assessments': 'needs_assessment', 'needs_findings': 'needs_finding', 'milestones': 'milestone',
    'plan_consultations': 'plan_consultation', 'plan_inventory_items': 'plan_inventory_item', 'indicators': 'indicator',
    'indicator_values': 'indicator_value',
}  # fmt: skip
NEVER_IN_FEED = {
    'people': 'person', 'roles': 'role', 'invitations': 'invitation', 'contact_points': 'contact_point', 'api_clients': 'api_client',
    'mandates': 'mandate', 'imports': 'import', 'circulars': 'circular', 'circular_texts': 'circular_text',
    'dispensations': 'dispensation', 'call_answers': 'call_answer', 'group_invitations': 'group_invitation',
    'participation_requests': 'participation_request', 'webhook_endpoints': 'webhook_endpoint',
    'sync_sources': 'sync_source', 'mirrored_records': 'mirrored_record', 'practice_questions': 'practice_question',
}  # fmt: skip


@dataclass(slots=True)
class Decision:
    """Why the system did what nobody asked for in so many words: the rule, the by-laws, the facts used."""

    rule: str
    by_law_id: UUID | None = None
    facts: dict[str, Any] = field(default_factory=dict)


class Transaction(AbstractContextManager['Transaction']):
    """One request's transaction: opened by the route's wrapper, committed when the operation returns, else rolled back."""

    def __init__(self, database: Database, caller: Caller, asked: Asked | None = None, *, ledger: Path | None = None) -> None:
        self.database = database
        self.caller = caller
        self.asked = asked or Asked()
        self.now = clock.now()
        self.ledger = ledger  # It lies beside the backups, and is told what is withdrawn; the command line and jobs withdraw nothing.
        self.acted_for: UUID | None = None  # The city in whose place a client acts by a mandate; the permission check finds it.
        self.told_for: tuple[UUID, OnBehalfOf] | None = None  # For which city the office does what it was told, and how it was.
        self.as_of: date | None = None  # The day that counts as today; the network's own day when there is none.
        # A dry run does all of it, and then takes it back; what is loaded is quiet, and tells nobody.
        self.is_dry_run = self.is_quiet = self._open = False
        self._session: Session | None = None
        self.recorded = Recorded()
        self._beside: list[Subject | None] = []  # What was found: the session alone would forget what nobody holds.
        self._instance: InstanceRow | None = None

    @property
    def session(self) -> Session:
        """The open session, made when it is first needed; there is none outside the with block."""
        if not self._open:
            message = 'the transaction is not open'
            raise RuntimeError(message)
        if self._session is None:
            self.database.give_back()
            self._session = session_on(self.database)
        return self._session

    @property
    def instance(self) -> InstanceRow:
        """This installation."""
        if self._instance is None:
            self._instance = self.session.execute(select(InstanceRow)).scalar_one()
        return self._instance

    @property
    def is_demonstration(self) -> bool:
        """Whether this installation holds a demonstration: a database is made as one, or never becomes one."""
        if self.database.is_demonstration is None:
            self.database.is_demonstration = self.instance.demonstration
        return self.database.is_demonstration

    @property
    def journalled(self) -> set[str]:
        """The types of the records that were journalled so far."""
        return {entry.subject_type for entry in self.recorded.journal}

    def __enter__(self) -> Self:
        """Open it; the database is first reached by the first statement."""
        self._open = True
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Commit with everything the spine owes, or roll all of it back."""
        try:
            with failures_as_problems():
                if kind is None and not self.is_dry_run:
                    self._write_spine()
                    for act in self.recorded.last:
                        act(self.session.connection())
                if self._session is not None:
                    (self._session.rollback if kind or self.is_dry_run else self._session.commit)()
        finally:
            if self._session is not None:
                self._session.close()
            self._open, self._session = False, None

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Do what stands within wholly or, when it is refused, not at all: neither its rows stay nor anything that they owe."""
        self.acted_for = self.told_for = None
        mark, nested = self.recorded.mark(), self.session.begin_nested()
        try:
            with failures_as_problems():
                yield
                nested.commit()
        except Problem:
            nested.rollback()
            self.recorded.back_to(mark)
            raise

    def rows(self, statement: Statement, values: dict[str, Any]) -> list[dict[str, Any]]:
        """Run a read and return its rows: within the transaction of a write, or as one statement of its own."""
        if self.asked.reads_only:
            return self.database.read(statement, values)
        return self.database.read_within(self.session.connection(), statement, values)

    # -- finding and locking ---------------------------------------------------------------------------------------------

    def find(self, row: type[Row], record_id: UUID | None) -> Row | None:
        """Return a record without locking it."""
        found = None if record_id is None else self.session.get(row, record_id)
        self._beside.append(found)
        return found

    def lock(
        self, row: type[Row], ids: Iterable[UUID], *, share: bool = False, beside: Mapping[str, type[Subject]] | None = None
    ) -> list[Row]:
        """Return records locked against other writers, in id order; ids that do not exist are left out.

        `beside` names records that the same statement brings along unlocked, by the column that holds their id: `find` has them then.
        """
        asked, columns, others = sorted(set(ids)), table(row), beside or {}
        if not others and all(self.recorded.holds(each, share=share) for each in asked):
            return [self.recorded.locked[each][0] for each in asked]
        wanted = select(row, *others.values()).where(columns.c.id.in_(asked)).order_by(columns.c.id)
        for name, other in others.items():
            wanted = wanted.join(other, table(other).c.id == columns.c[name], isouter=True)
        locked = wanted.with_for_update(read=share, key_share=not share, of=row).execution_options(populate_existing=True)
        found = self.session.execute(locked).all()
        self._beside += [other for each in found for other in each[1:]]
        return [each[0] for each in found]

    def lock_named(
        self, row: type[Row], record_id: UUID, field_name: str, *, share: bool = True, beside: Mapping[str, type[Subject]] | None = None
    ) -> Row:
        """Return a record that a body names, locked; a problem with a pointer to `field_name` when there is none."""
        found = self.lock(row, [record_id], share=share, beside=beside)
        if not found:
            raise unknown_reference(field_name)
        return found[0]

    def today(self, network_id: UUID) -> date:
        """Return the network's present day, or the one that is looked at."""
        return self.as_of or clock.today(network.time_zone if (network := self.find(NetworkRow, network_id)) else 'UTC')

    # -- what an operation leaves behind ---------------------------------------------------------------------------------

    def add(self, row: Row) -> Row:
        """Remember a new record; in a demonstration it is marked as invented."""
        row.demonstration = row.demonstration or (self.is_demonstration and row.source is None)
        self.session.add(row)
        return row

    def tell(self, row: SQLModel) -> None:
        """Remember a new row that is no subject, such as a notice."""
        self.session.add(row)
        self.recorded.told.append(row)

    def record(
        self,
        operation: str,
        row: Subject,
        *,
        on_behalf_of: UUID | None = None,
        for_organisation: UUID | None = None,
        act: OnBehalfOf | None = None,
        reason: str | None = None,
        decision: Decision | None = None,
        beside: dict[str, Any] | None = None,
        since: Mapping[str, Any] | None = None,
        hidden: Collection[str] = (),
    ) -> None:
        """Journal what changed in `row` since it was read, and `beside` it; bump its version, move it in the change index.

        `since`: the values before a statement of its own changed the row, and its version with them. Of `hidden` columns only names.
        """
        self.recorded.forget(row)
        changes, personal = difference(row, since, hidden)
        personal += sorted(set(hidden) - set(personal) - UNTOLD)
        row_place = place_of(row, name := table(type(row)).name)
        before, after = changes.get('audience', [row.audience, row.audience])
        act = act or (self.told_for[1] if self.told_for and not decision else None)
        self._note(
            operation,
            (SUBJECT_TYPES | NEVER_IN_FEED)[name],
            row.id,
            on_behalf_of_city_id=self._in_place_of(on_behalf_of, decision, row_place['network_id']),
            on_behalf_of_organisation_id=for_organisation,
            channel=act.channel if act else None,
            **row_place,
            audience=after,
            audience_before=before,
            changes={**changes, **(beside or {}), **({'told_on': [None, act.date.isoformat()]} if act else {})},
            personal_columns=personal,
            reason=reason,
            **({'rule': decision.rule, 'by_law_id': decision.by_law_id, 'facts': decision.facts} if decision else {}),
        )
        self.touch(row, bumped=since is not None)

    def _in_place_of(self, named: UUID | None, decision: Decision | None, network_id: UUID | None) -> UUID | None:
        """Return the city in whose place it is done: the one named, unless it does so itself there; else that of the mandate used."""
        own = self.caller.cities_in({network_id}) if network_id else self.caller.cities
        is_named = named is not None and (named not in own or named in self.caller.mandated)
        return named if is_named else None if decision else self.told_for[0] if self.told_for else self.acted_for

    def note(self, operation: str, facts: dict[str, Any]) -> None:
        """Journal a reading that must be known of, such as personal data taken away; its subject is whoever reads."""
        row = self.find(PersonRow if self.caller.kind == 'person' else ApiClientRow, self.caller.id)
        assert row is not None
        name = table(type(row)).name
        self._note(operation, NEVER_IN_FEED[name], row.id, **place_of(row, name), audience=row.audience, facts=facts)

    def _note(self, operation: str, subject_type: str, subject_id: UUID, **said: Any) -> None:
        actor: dict[str, Any] = {'actor_kind': self.caller.kind, 'actor_id': self.caller.id}
        about: dict[str, Any] = {'operation': operation, 'subject_type': subject_type, 'subject_id': subject_id}
        self.recorded.journal.append(
            JournalRow(id=new_id(), recorded_at=self.now, request_id=self.asked.request_id, **actor, **about, **said)
        )

    def touch(self, row: Subject, *, bumped: bool = False) -> None:
        """Bump a subject, unless it was, and give it a new seq at the commit: it changed, or it shows something of a record that did."""
        if row.id in self.recorded.moved:
            return
        if inspect(row).persistent and not bumped:
            row.version += 1
            row.updated_at = self.now
        if table(type(row)).name in SUBJECT_TYPES:
            self.recorded.moved[row.id] = row

    def flush(self) -> None:
        """Send what was recorded to the database, so that the next query sees it."""
        self.session.flush()

    def post(self, kind: str, payload: dict[str, Any], due_at: datetime | None = None) -> None:
        """Put work into the outbox, to be done after the commit and not before `due_at`."""
        self.recorded.work.append(Work(kind, payload, due_at or self.now))

    def at_last(self, act: Callable[[Connection], None]) -> None:
        """Have something done outside the database as the very last before the commit; when it fails, nothing is committed."""
        self.recorded.last.append(act)

    def _write_spine(self) -> None:
        left = self.recorded
        if not (left.owes or (self._session and (self._session.new or self._session.dirty))):
            return
        self.session.flush()
        if left.owes:
            moved = [(SUBJECT_TYPES[table(type(row)).name], row) for row in left.moved.values()]
            commit.write(self.session, self.now, left.journal, moved, left.work)
