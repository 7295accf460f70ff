"""Every field of every answer, as every kind of caller: what is said of it was written by hand (fields.csv)."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from tests.authorisation.ask import Ask
from tests.authorisation.asked import Asking
from tests.authorisation.fields import KINDS, LESS, WHOLE, Contract, Seen, differences, paired, read_table
from tests.house.documented import document

TABLE = read_table()
CONTRACT = Contract(document())
# One of each kind is enough where nothing but the public sees more or less.
# What nobody is told beside whoever sees everything: what is each person's own, what anybody is told before they are known, and what is
# in no record of the prepared world; it would be told with the record that it is part of.
NOT_COMPARED = {
    'ActsFor', 'AdoptedPlan', 'Advice', 'CalendarSubscription', 'CatalogueCity', 'ContactAsked', 'CoveredHead', 'CoveredInPublic',
    'DeclarationAtAssembly', 'DemonstrationAccount', 'DemonstrationAccounts', 'Dispensation', 'DocumentRedaction', 'DocumentedPractice',
    'DraftedFrom', 'DraftedSentence', 'Evidence', 'HeldRole', 'Identifier', 'Identity', 'ImportCandidate', 'ImportChange', 'ImportFault',
    'ImportNote', 'LateBecause', 'LibraryFact', 'LibraryGroup', 'LibraryIndicator', 'LibraryPhase', 'LibraryRisk', 'LibraryStep', 'Limits',
    'Obligation', 'Passkey', 'PlanAsking', 'PlanHealth', 'PlanLibrary', 'PlanRhythm', 'PlanRoadmap', 'PracticeLibrary', 'ProgressReferral',
    'PublicAction', 'PublicContact', 'PublicConsultation', 'PublicCoverage', 'PublicDocument', 'PublicInventoryItem', 'PublicMeeting',
    'PublicNeedsAssessment', 'PublicNeedsFinding', 'PublicNotes', 'PublicOutput', 'PublicPlan', 'PublicPlanContact', 'PublicPractice',
    'PublicRisk', 'RateLimit',
    'Rhythm', 'RoadmapStep', 'SavedFilter', 'ServiceDocument', 'Session', 'StaleBecause', 'SubmissionRedaction', 'Task', 'TaskSubject',
    'WaysToSignIn',
}  # fmt: skip
_ONE_OF_EACH = {kind: callers[:1] for kind, callers in KINDS.items()}
Told = dict[tuple[str, str], tuple[Mapping[str, Any], Any, Any]]
Words = dict[tuple[str, str], frozenset[Seen]]


def beside_the_matrix(ids: Mapping[str, str]) -> list[Ask]:
    """Return what the matrix does not ask: fields that are asked for, what fewer may see and no row is about, the public section."""
    housing = {'working_group_id': ids['housing']}
    wanted = [
        Ask('GET', '/v1/working-groups', query={'expand': 'members'}),
        Ask('GET', '/v1/cities', query={'expand': 'working_groups'}),
        Ask('GET', '/v1/action-items', query={'expand': 'latest_update', **housing}),
        Ask('GET', '/v1/working-groups/open-parks/formation'),
        Ask('GET', f'/v1/assemblies/{ids["sitting_of_draft"]}/working-groups'),
    ]
    return [*wanted, *(Ask('GET', f'/v1/public/{noun}') for noun in ('cities', 'networks', 'working-groups', 'reports', 'outputs'))]


@pytest.fixture
def told(asks: Asking) -> Told:
    """What each caller is told, beside what whoever sees everything is told: by what was asked and by caller."""
    found: Told = {}
    more = beside_the_matrix({name: str(value) for name, value in asks.world.ids.items()})
    asks.rows |= {f'{ask.path} {dict(ask.query)}': ask for ask in more}
    for row, ask in asks.rows.items():
        schema = CONTRACT.answer_of(ask.method, ask.path) if ask.method == 'GET' else None
        whole = asks.row(row, WHOLE) if schema else None
        if schema is None or whole is None or whole.code != httpx.codes.OK:
            continue
        for kind, callers in (_ONE_OF_EACH if ask in more else KINDS).items():
            for caller in (each for each in callers if each != 'anonymous' or '/public/' in ask.path):
                answer = asks.row(row, caller)
                if answer.code == httpx.codes.OK:
                    found[f'{row} as {caller}', kind] = (schema, whole.said, answer.said)
    return found


@pytest.fixture
def words(told: Told) -> Words:
    """What was told of each field, by answer."""
    return {key: frozenset(CONTRACT.compared(*each)) for key, each in told.items()}


def gathered(words: Words) -> dict[tuple[str, str], set[str]]:
    """Return what was told of each field to each kind of caller."""
    seen: dict[tuple[str, str], set[str]] = {}
    for (_, kind), of_answer in words.items():
        for field, word in of_answer:
            seen.setdefault((field, kind), set()).add(word)
    return seen


def test_every_schema_has_a_row_and_every_row_is_of_a_field() -> None:
    schemas, answered, written = CONTRACT.schemas, CONTRACT.answered(), set(CONTRACT.written())
    pages = {name for name in answered if set(schemas[name]['properties']) == {'items', 'next'}}
    assert {row.partition('.')[0] for row in TABLE if row.endswith('.*')} == (answered - pages) | written
    for row in TABLE:
        schema, _, name = row.partition('.')
        known = schemas.values() if schema == '*' else (schemas[schema],)
        assert name == '*' or any(name in each.get('properties', {}) for each in known), row


def test_what_only_acts_answer_and_what_anybody_is_answered_is_written_down() -> None:
    answered, read, public = CONTRACT.answered(), CONTRACT.answered(by='GET'), CONTRACT.answered(public=True)
    whole = {row.partition('.')[0]: cells for row, cells in TABLE.items() if row.endswith('.*') and row.partition('.')[0] in answered}
    assert {name for name, cells in whole.items() if 'act' in cells.values()} == answered & set(whole) - read
    assert {name for name, cells in whole.items() if cells['anonymous'] != '-'} == public & set(whole)


@pytest.mark.in_turn(3)
def test_every_kind_of_caller_is_told_of_a_field_what_was_written_down(words: Words) -> None:
    seen = gathered(words)
    assert list(differences(TABLE, seen)) == []
    assert CONTRACT.answered(by='GET') - {field.partition('.')[0] for field, _ in seen} == NOT_COMPARED
    less = {(row, kind) for row, cells in TABLE.items() for kind, cell in cells.items() if cell in LESS}
    assert less - set(seen) == set(), 'whoever is told less has to be asked'


@pytest.mark.in_turn(3)
def test_a_field_that_one_more_kind_of_caller_is_told_is_noticed(told: Told, words: Words) -> None:
    less = [(row, kind) for row, cells in TABLE.items() for kind, cell in cells.items() if cell in LESS]
    assert less
    for field, kind in less:
        there = {key: of for key, of in words.items() if key[1] == kind and any(each == field for each, _ in of)}
        for key in [key for key, of in there.items() if not of.isdisjoint({(field, 'null'), (field, 'empty')})]:
            schema, whole, said = told[key]
            there[key] = frozenset(CONTRACT.compared(schema, whole, _with(field.partition('.')[2], said, whole)))
        assert any(each.startswith(field) for each in differences(TABLE, gathered(there))), (field, kind)


def _with(name: str, said: Any, whole: Any) -> Any:
    """Return what was said, with each field of this name as whoever sees everything is told it."""
    if isinstance(said, list) and isinstance(whole, list):
        known = {id(each): one for one, each in paired(whole, said)}
        return [_with(name, each, known[id(each)]) if id(each) in known else each for each in said]
    if isinstance(said, dict) and isinstance(whole, dict):
        return {field: whole.get(field) if field == name else _with(name, each, whole.get(field)) for field, each in said.items()}
    return said
