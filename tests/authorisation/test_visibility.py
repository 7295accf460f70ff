"""Who sees a row is said twice, as a predicate for one in hand and as a WHERE for a list; here both are asked, and agree."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import ARRAY, Integer, Select, Text, Uuid, column, func, literal, select

from api import callers, clock, feed, shown
from api.audiences import AUDIENCES
from api.database import Database
from api.hashes import hashed
from api.models.api_clients import ApiClientRow
from api.models.calls_for_interest import CallAnswerRow
from api.models.circulars import CircularRow, CircularTextRow
from api.models.columns import Subject, table
from api.models.contact_points import ContactPointRow
from api.models.group_invitations import GroupInvitationRow
from api.models.imports import ImportRow
from api.models.invitations import InvitationRow
from api.models.journal import JournalRow
from api.models.mandates import MandateRow
from api.models.mirrored_records import MirroredRecordRow
from api.models.participation_requests import ParticipationRequestRow
from api.models.people import PersonRow
from api.models.practice_questions import PracticeQuestionRow
from api.models.roles import RoleRow
from api.models.sync_sources import SyncSourceRow
from api.models.webhook_endpoints import WebhookEndpointRow
from api.operations import permit
from api.permissions import Caller
from api.shown import journal as shown_journal
from api.spine import SUBJECT_TYPES, Transaction
from api.visibility import ABOUT, grants, in_audience, sees, visible_rows
from tests.authorisation import prepared as world
from tests.authorisation.prepared import Prepared
from tests.world import EVERY_SCOPE

READS = (*feed.READS.values(), shown.PEOPLE, shown.ROLES, shown.CONTACT_POINTS, shown.API_CLIENTS, shown.MANDATES)
_NETWORKS, _CITIES, _GROUPS = ([uuid4() for _ in range(3)] for _ in range(3))
_some_networks, _some_groups = (st.frozensets(st.sampled_from(ids)) for ids in (_NETWORKS, _GROUPS))
_callers = st.builds(
    Caller,
    kind=st.sampled_from(('anonymous', 'client', 'person')),
    id=st.none() | st.uuids(),
    everywhere=st.booleans(),
    office_of=_some_networks,
    board_of=_some_networks,
    adviser_of=_some_networks,
    speaks_for=st.frozensets(st.sampled_from(list(product(_NETWORKS, _CITIES)))),
    member_of=_some_networks,
    groups=_some_groups,
)
Listed = tuple[str, UUID | None, UUID | None, UUID | None]
_rows = st.tuples(st.sampled_from(AUDIENCES), *(st.none() | st.sampled_from(ids) for ids in (_NETWORKS, _CITIES, _GROUPS)))


def _shown(rows: list[Listed]) -> Select[Any]:
    """Return the select of the numbers of those rows that the WHERE lets through."""
    kinds: dict[str, Any] = {'n': Integer, 'audience': Text, 'network': Uuid, 'city': Uuid, 'working_group': Uuid}
    parts = zip(*((n, *row) for n, row in enumerate(rows)), strict=True)
    arrays: list[Any] = [literal(list(part), ARRAY(kind)) for part, kind in zip(parts, kinds.values(), strict=True)]
    listed = func.unnest(*arrays).table_valued(*(column(name, kind) for name, kind in kinds.items()), name='listed').render_derived()
    return select(listed.c.n).where(in_audience(listed.c.audience, listed.c.network, listed.c.city, listed.c.working_group))


@given(caller=_callers, rows=st.lists(_rows, min_size=1, max_size=30))
def test_for_any_caller_and_row_predicate_and_where_agree(
    prepared_database: tuple[Database, Prepared], caller: Caller, rows: list[Listed]
) -> None:
    with prepared_database[0].autocommit.connect() as connection:
        by_where = set(connection.execute(_shown(rows), grants(caller)).scalars())
    assert by_where == {n for n, row in enumerate(rows) if sees(caller, *row)}


@contextmanager
def _as(database: Database, prepared: Prepared, name: str) -> Iterator[Transaction]:
    """Open a transaction as a column of the matrix, made by the very queries that requests are identified with."""
    now = {'now': clock.now()}
    if name in prepared.sessions:
        (found,) = database.fetch(callers._SESSION, {'token_hash': hashed(prepared.sessions[name]), **now})
        caller = callers.person_caller(found)
    else:
        (found,) = database.fetch(callers._CLIENT, {'id': prepared.ids[name], **now})
        caller = callers.client_caller(found, EVERY_SCOPE, 'en')
    with Transaction(database, caller) as transaction:
        yield transaction


@pytest.mark.parametrize('name', [*world.PEOPLE, *world.CLIENTS])
def test_for_every_role_what_a_write_finds_is_what_a_list_shows(
    prepared_database: tuple[Database, Prepared], prepared: Prepared, name: str
) -> None:
    with _as(prepared_database[0], prepared, name) as transaction:
        for read in READS:
            row: Any = read.row
            everything: list[Subject] = list(transaction.session.execute(select(row)).scalars())
            listed = select(table(row).c.id).where(visible_rows(row))
            by_where = set(transaction.session.execute(listed, grants(transaction.caller)).scalars())
            assert everything, row
            assert by_where == {each.id for each in everything if permit._is_shown(transaction, each)}, row


def test_a_caller_without_credentials_sees_what_is_public_and_nothing_else() -> None:
    seen = {audience for audience in AUDIENCES if sees(Caller(), audience, _NETWORKS[0], _CITIES[0], _GROUPS[0])}
    assert seen == {'public'}


@pytest.mark.parametrize(
    ('audience', 'seen_by'),
    [
        ('city_alone', {'city'}),
        ('own_city', {'city', 'office', 'operator'}),
        ('advisers', {'city', 'office', 'operator', 'adviser'}),
    ],
)
def test_what_a_city_keeps_to_itself_is_hidden_from_the_office_too(audience: str, seen_by: set[str]) -> None:
    here, elsewhere = frozenset({_NETWORKS[0]}), frozenset({_NETWORKS[1]})
    everybody = {
        'city': Caller(speaks_for=frozenset({(_NETWORKS[0], _CITIES[0])})),
        'another city': Caller(speaks_for=frozenset({(_NETWORKS[0], _CITIES[1])}), member_of=here),
        'the city in another network': Caller(speaks_for=frozenset({(_NETWORKS[1], _CITIES[0])}), member_of=here),
        'office': Caller(office_of=here, admin_of=here, member_of=here),
        'operator': Caller(kind='client', everywhere=True),
        'board': Caller(board_of=here, member_of=here),
        'adviser': Caller(adviser_of=here, member_of=here),
        'adviser elsewhere': Caller(adviser_of=elsewhere, member_of=here),
        'group': Caller(groups=frozenset(_GROUPS), member_of=here),
        'nobody': Caller(),
    }
    assert {name for name, caller in everybody.items() if sees(caller, audience, _NETWORKS[0], _CITIES[0], _GROUPS[0])} == seen_by


def test_an_audience_that_nobody_knows_is_shown_to_nobody(prepared_database: tuple[Database, Prepared]) -> None:
    caller = Caller(
        kind='client',
        everywhere=True,
        office_of=frozenset(_NETWORKS),
        member_of=frozenset(_NETWORKS),
        speaks_for=frozenset(product(_NETWORKS, _CITIES)),
        groups=frozenset(_GROUPS),
    )
    with prepared_database[0].autocommit.connect() as connection:
        assert connection.execute(_shown([('friends', _NETWORKS[0], _CITIES[0], _GROUPS[0])]), grants(caller)).all() == []
    assert not sees(caller, 'friends', _NETWORKS[0], _CITIES[0], _GROUPS[0])


_ABOUT_PEOPLE = {'person': PersonRow, 'role': RoleRow, 'contact_point': ContactPointRow, 'invitation': InvitationRow}
_SUBJECTS: dict[str, Any] = {
    SUBJECT_TYPES[table(read.row).name]: read.row for read in feed.READS.values()
} | _ABOUT_PEOPLE | {'api_client': ApiClientRow, 'mandate': MandateRow, 'import': ImportRow, 'circular': CircularRow,
    'circular_text': CircularTextRow, 'call_answer': CallAnswerRow, 'group_invitation': GroupInvitationRow,
    'participation_request': ParticipationRequestRow, 'webhook_endpoint': WebhookEndpointRow,
    'sync_source': SyncSourceRow, 'mirrored_record': MirroredRecordRow, 'practice_question': PracticeQuestionRow,
}  # fmt: skip


def _may_see_history_of(transaction: Transaction, entry: JournalRow) -> bool:
    """Say what the journal promises: whoever sees the subject, and of people the office, the own city and the person."""
    subject, caller = transaction.session.get(_SUBJECTS[entry.subject_type], entry.subject_id), transaction.caller
    if subject is None or not permit._is_shown(transaction, subject):
        return False
    if entry.subject_type not in _ABOUT_PEOPLE:
        return True
    of_person = getattr(subject, ABOUT[table(type(subject)).name])
    of_office = caller.everywhere or subject.network_id in caller.office_of
    return of_office or (subject.network_id, subject.city_id) in caller.speaks_for or (caller.kind == 'person' and of_person == caller.id)


@pytest.mark.parametrize('name', [*world.PEOPLE, *world.CLIENTS])
def test_for_every_role_the_journal_tells_of_what_it_sees_and_no_value_that_it_did_not(
    prepared_database: tuple[Database, Prepared], prepared: Prepared, name: str
) -> None:
    with _as(prepared_database[0], prepared, name) as transaction:
        entries = list(transaction.session.execute(select(JournalRow)).scalars())
        listed = shown_journal.JOURNAL.select(transaction, 'list_journal_entries', with_facts=False)
        found = {row['id']: row['body'] for row in transaction.rows(listed, grants(transaction.caller))}
        expected = {entry.id: entry for entry in entries if _may_see_history_of(transaction, entry)}
        assert set(found) == set(expected)
        for item in map(json.loads, shown_journal.in_words(transaction, list(found.values()))):
            entry = expected[UUID(item['id'])]
            place = (entry.network_id, entry.city_id, entry.working_group_id)
            for change in item['changes']:
                before, after = entry.changes.get(change['field'], (None, None))
                assert change['from'] == (before if sees(transaction.caller, entry.audience_before, *place) else None), item
                assert change['to'] == (after if sees(transaction.caller, entry.audience, *place) else None), item


def _hidden_from(caller: Caller, entry: JournalRow) -> set[str]:
    """Return the fields that a detail would hide from this caller although it shows the record."""
    of_office = caller.everywhere or entry.network_id in caller.office_of
    of_group = of_office or entry.working_group_id in caller.groups
    return (set() if of_office else shown_journal.OFFICE_FIELDS) | (
        set() if of_group else shown_journal.INSIDE_FIELDS.get(entry.subject_type, set())
    )


@pytest.mark.parametrize('name', [*world.PEOPLE, *world.CLIENTS])
def test_for_every_role_the_journal_hides_the_fields_that_a_detail_hides(
    prepared_database: tuple[Database, Prepared], prepared: Prepared, name: str
) -> None:
    with _as(prepared_database[0], prepared, name) as transaction:
        entries = {entry.id: entry for entry in transaction.session.execute(select(JournalRow)).scalars()}
        listed = shown_journal.JOURNAL.select(transaction, 'list_journal_entries', with_facts=False)
        bodies = [row['body'] for row in transaction.rows(listed, grants(transaction.caller))]
        for item in map(json.loads, shown_journal.in_words(transaction, bodies)):
            told = {change['field'] for change in item['changes']}
            assert told & _hidden_from(transaction.caller, entries[UUID(item['id'])]) == set(), item
