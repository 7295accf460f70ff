"""Whatever is journalled can be said: every operation, every column, every value of a closed list, in every language."""

import ast
import importlib
import inspect
import pkgutil
import typing
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from pydantic import BaseModel
from sqlmodel import SQLModel

import api.models
from api import journal_texts
from api.permissions import PERMISSIONS
from api.scopes import JOURNAL_SCOPES
from api.sentences import CATALOGUES
from api.spine import NEVER_IN_FEED, SUBJECT_TYPES
from tests.house.test_operations import OPERATIONS

TYPES = SUBJECT_TYPES | NEVER_IN_FEED
# Writes that leave no entry, each with where it is told instead.
NOT_JOURNALLED = {
    **dict.fromkeys(('end_session', 'end_other_sessions'), 'a security event'),
    **dict.fromkeys(('create_calendar_subscription', 'remove_calendar_subscription'), 'a security event'),
    **dict.fromkeys(('create_saved_filter', 'remove_saved_filter'), 'what somebody looks for is nobody else’s business'),
    **dict.fromkeys(('create_passkey', 'remove_passkey', 'create_identity', 'remove_identity'), 'a security event'),
    **dict.fromkeys(
        ('apply_membership_batch', 'replace_working_group_members', 'replace_network_members', 'apply_plan_action_batch'),
        'each act of which they are made',
    ),
    'match_cities': 'nothing: a pasted list is compared, and neither it nor anything else is kept or changed',
    'mirror_network': 'what is made of it: a source, and its records, which stand there as they came',
    'remind': 'notices, which say to whom and of what, or why not',
    'ask_progress': 'askings, which say whom and of what; who answers is the city’s to know',
    **dict.fromkeys(('start_passkey', 'start_identity'), 'a question to the browser, by whose answer something is done or not'),
}
# What happens beside the columns of a record, by the names that operations give it.
BESIDE = {'attendance', 'identifiers', 'told_on', 'webhook_delivery_id'}
# Recorded and changed are said alike of every record.
PLAINLY_SAID = ('create_', 'update_')
# Whoever holds a mail's link may, without any permission.
BY_LINK = {'accept_invitation', 'decline_invitation', 'answer_progress_link'}
# What follows from the answers of an address.
BY_ANSWERS = {'confirm_webhook_endpoint', 'disable_webhook_endpoint', 'give_up_webhook_endpoint'}
# What holds names and addresses is journalled when it is taken away.
TAKEN = {name for name, permission in PERMISSIONS.items() if name.startswith(('get_', 'export_')) and permission.grave}
WRITES = {name for name in PERMISSIONS if not name.startswith(('get_', 'list_', 'export_'))} | TAKEN | BY_LINK | BY_ANSWERS


def columns() -> Iterator[tuple[str, str]]:
    """Yield (type of record, column) of everything that a difference can name."""
    for name, table in SQLModel.metadata.tables.items():
        if name in TYPES:
            yield from ((TYPES[name], column.name) for column in table.columns)


def literals(annotation: Any) -> Iterator[str]:
    if typing.get_origin(annotation) is Literal:
        yield from (value for value in typing.get_args(annotation) if isinstance(value, str))
    for part in typing.get_args(annotation):
        if not isinstance(part, (str, bool, int)):
            yield from literals(part)


def closed_lists() -> Iterator[tuple[str, str, str]]:
    """Yield (type of record, column, value) of the closed lists that shapes declare for columns said in words."""
    tables = {table.name: table for table in SQLModel.metadata.tables.values()}
    for found in pkgutil.iter_modules(api.models.__path__):
        module = importlib.import_module(f'api.models.{found.name}')
        classes = [each for each in vars(module).values() if inspect.isclass(each) and each.__module__ == module.__name__]
        rows = [each for each in classes if hasattr(each, '__table__')]
        shapes = [each for each in classes if issubclass(each, BaseModel) and each not in rows]
        for row in (each for each in rows if each.__table__.name in TYPES):
            name, noun = row.__table__.name, row.__name__.removesuffix('Row')
            wanted = {f'{prefix}{noun}{suffix}' for prefix in ('', 'Report') for suffix in ('', 'Create', 'Patch')}
            for shape in (each for each in shapes if each.__name__ in wanted):
                for field, info in shape.model_fields.items():
                    if field in journal_texts.IN_WORDS and field in tables[name].columns:
                        yield from ((TYPES[name], field, value) for value in literals(info.annotation))


@pytest.mark.parametrize('language', CATALOGUES)
def test_every_write_has_its_sentence(language: str) -> None:
    said = {key.split('.')[2] for key in CATALOGUES[language] if key.startswith('journal.act.')}
    assert {name for name in WRITES - said - set(NOT_JOURNALLED) if not name.startswith(PLAINLY_SAID)} == set()


@pytest.mark.parametrize('language', CATALOGUES)
def test_every_sentence_is_of_a_write_and_a_type_of_record(language: str) -> None:
    acts = [key.split('.')[2:] for key in CATALOGUES[language] if key.startswith('journal.act.')]
    assert {operation for operation, _ in acts} <= WRITES
    assert {subject for _, subject in acts} <= set(TYPES.values())


@pytest.mark.parametrize('language', CATALOGUES)
def test_every_type_of_record_has_its_words_and_its_scope(language: str) -> None:
    for subject in TYPES.values():
        assert journal_texts.subject_phrase(language, subject, None)
        assert 'Graz' in journal_texts.subject_phrase(language, subject, 'Graz')
    assert set(JOURNAL_SCOPES) == set(TYPES.values())


@pytest.mark.parametrize('language', CATALOGUES)
def test_every_column_has_its_name_or_is_left_out_on_purpose(language: str) -> None:
    named = {key.removeprefix('journal.field.') for key in CATALOGUES[language] if key.startswith('journal.field.')}
    left_out = journal_texts.UNTOLD | {'version', 'updated_at', 'created_at', 'sort_key', 'search_key', 'snapshot'}
    known = {column for _, column in columns()} | BESIDE
    assert known - named - left_out == set()
    assert named - known == set()
    assert journal_texts.UNTOLD - known == set()


def test_closed_lists_are_found() -> None:
    assert {('action_item', 'stage', 'postponed'), ('decision', 'outcome', 'returned'), ('role', 'role', 'coordinator')} <= set(
        closed_lists()
    )


@pytest.mark.parametrize('language', CATALOGUES)
def test_every_value_of_a_closed_list_has_its_word(language: str) -> None:
    unsaid = {
        (subject, column, value)
        for subject, column, value in closed_lists()
        if not set(journal_texts.word_keys(subject, column, value)) & set(CATALOGUES[language])
    }
    assert unsaid == set()


def rules_that_decide() -> set[str]:
    calls = [node for module in OPERATIONS.values() for node in ast.walk(module) if isinstance(node, ast.Call)]
    decisions = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == 'Decision']
    return {ast.literal_eval(call.args[0]) for call in decisions}


@pytest.mark.parametrize('language', CATALOGUES)
@pytest.mark.parametrize('rule', sorted(rules_that_decide()))
def test_every_rule_that_decides_has_its_sentence(language: str, rule: str) -> None:
    assert f'journal.rule.{rule}.counted' in CATALOGUES[language]
