"""The rules of circulars: who is written to, which version is read, when one leaves."""

import pytest

from api.rules import circulars
from api.rules.circulars import HANDED_IN, STAGES, Holder
from api.rules.refusals import Refusal

READY = {'holds': True, 'disabled': False, 'has_address': True, 'hidden': False}


@pytest.mark.parametrize(
    ('said', 'live', 'of_group', 'reason'),
    [
        ({}, True, False, None),
        ({}, True, True, None),
        ({'hidden': True}, True, False, None),
        ({'hidden': True}, True, True, 'not_shown'),
        ({'has_address': False}, True, False, 'no_address'),
        ({'disabled': True, 'has_address': False}, True, False, 'disabled'),
        ({'holds': False, 'disabled': True}, True, False, 'term_ended'),
        ({}, False, False, 'network_in_preparation'),
        ({'has_address': False}, False, False, 'no_address'),
    ],
)
def test_who_is_not_written_to_has_a_reason(said: dict[str, bool], live: bool, of_group: bool, reason: str | None) -> None:
    assert circulars.why_not_written_to(Holder(**{**READY, **said}), live=live, of_group=of_group) == reason


@pytest.mark.parametrize(
    ('language', 'versions', 'read'),
    [('de', ['de', 'en'], 'de'), ('fr', ['de', 'en'], 'en'), ('de', ['en'], 'en'), ('fr', ['de'], None), ('de', ['de'], 'de')],
)
def test_a_reader_gets_their_own_language_else_the_first_working_language(language: str, versions: list[str], read: str | None) -> None:
    assert circulars.version_read(language, versions, ['en', 'de']) == read


@pytest.mark.parametrize('stage', STAGES)
def test_a_circular_is_sent_once_and_stays_as_it_was(stage: str) -> None:
    refusal = circulars.why_not_change(stage, title='Reports')
    assert refusal == (Refusal('circular-sent', {'title': 'Reports'}) if stage == 'sent' else None)
    assert bool(circulars.moves(stage)) is (stage == 'draft')


def test_each_language_has_one_version() -> None:
    assert circulars.why_not_versions(['de', 'en']) is None
    assert circulars.why_not_versions(['de', 'en', 'de']) == Refusal('circular-language-twice', {'language': 'de'})


def test_a_lead_city_writes_to_those_who_speak_for_members_alone() -> None:
    assert circulars.why_not_roles(['coordinator', 'lead_contact'], of_group=True) is None
    assert circulars.why_not_roles(['coordinator', 'political_head'], of_group=True) == Refusal(
        'circular-role-not-of-the-group', {'role': 'political_head'}
    )
    assert circulars.why_not_roles(['political_head'], of_group=False) is None


@pytest.mark.parametrize(
    ('versions', 'recipients', 'live', 'code'),
    [
        (['en'], 1, True, None),
        (['de'], 1, True, 'circular-language-missing'),
        (['en'], 0, True, 'circular-reaches-nobody'),
        (['en'], 1, False, 'network-in-preparation'),
    ],
)
def test_what_stands_against_sending(versions: list[str], recipients: int, live: bool, code: str | None) -> None:
    refusal = circulars.why_not_send(versions, ['en', 'de'], recipients=recipients, live=live, network='ECCAR')
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ('duty', 'said', 'missing'),
    [
        ('undeclared', {'undeclared': True, 'owes': False}, True),
        ('undeclared', {}, False),
        ('report_missing', {}, True),
        ('report_missing', {'report_stage': 'draft'}, True),
        ('report_missing', {'report_stage': 'returned'}, True),
        *(('report_missing', {'report_stage': stage}, False) for stage in sorted(HANDED_IN)),
        ('report_missing', {'owes': False}, False),
        ('declaration_missing', {}, True),
        ('declaration_missing', {'declared': True}, False),
        ('declaration_missing', {'owes': False}, False),
    ],
)
def test_what_a_group_has_left_undone(duty: str, said: dict[str, object], missing: bool) -> None:
    facts: dict[str, object] = {'owes': True, 'undeclared': False, 'report_stage': None, 'declared': False, **said}
    assert circulars.is_missing(duty, **facts) is missing  # type: ignore[arg-type]  # the facts of a table
