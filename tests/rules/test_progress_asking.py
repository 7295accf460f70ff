"""When somebody in a department is asked how their actions stand: a table of days, leap days and turns of the year among them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from api.models.progress_askings import ProgressAnswerCreate
from api.plan_library import PROGRESS_ASKED_EVERY_MONTHS
from api.rules.progress_asking import AGAIN_IN_WEEKS, Asked, Contact, is_spent, next_on, why_not_ask

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LONG_AGO = Asked(date(2020, 1, 1), None)


def day(said: str) -> date:
    return date.fromisoformat(said)


def test_a_quarter_is_three_months() -> None:
    assert PROGRESS_ASKED_EVERY_MONTHS == 3


# Asked last on a day, and the first day on which one is asked again.
QUARTERS = [
    ('2023-11-28', '2024-02-28'), ('2023-11-29', '2024-02-29'), ('2023-11-30', '2024-02-29'), ('2023-12-01', '2024-03-01'),
    ('2022-11-28', '2023-02-28'), ('2022-11-29', '2023-02-28'), ('2022-11-30', '2023-02-28'), ('2022-12-01', '2023-03-01'),
    ('2024-02-28', '2024-05-28'), ('2024-02-29', '2024-05-29'), ('2024-03-01', '2024-06-01'), ('2024-11-29', '2025-02-28'),
    ('2025-09-30', '2025-12-30'), ('2025-10-01', '2026-01-01'), ('2025-10-31', '2026-01-31'), ('2025-12-31', '2026-03-31'),
    ('2026-01-01', '2026-04-01'), ('2026-01-31', '2026-04-30'), ('2026-03-31', '2026-06-30'), ('2026-05-31', '2026-08-31'),
    ('2099-11-30', '2100-02-28'), ('1999-11-30', '2000-02-29'),
]  # fmt: skip


@pytest.mark.parametrize(('asked_on', 'again'), QUARTERS)
def test_one_mail_follows_another_after_a_quarter(asked_on: str, again: str) -> None:
    contact, actions = Contact(reached=True, asked_on=day(asked_on)), [Asked(date(1990, 1, 1), None)]
    assert next_on(contact, actions, 3) == day(again)
    before = day(again) - timedelta(days=1)
    for by_hand in (False, True):
        assert why_not_ask(day(asked_on), contact, actions, 3, by_hand=by_hand) == 'asked_recently'
        assert why_not_ask(before, contact, actions, 3, by_hand=by_hand) == 'asked_recently'
        assert why_not_ask(day(again), contact, actions, 3, by_hand=by_hand) is None


# Begun, last said, and the first day on which one who was never asked is asked.
QUIET = [
    ('2026-01-01', None, '2026-04-01'), ('2026-01-01', '2026-02-15', '2026-05-15'), ('2023-11-30', None, '2024-02-29'),
    ('2024-02-29', None, '2024-05-29'), ('2025-12-31', '2025-10-01', '2026-03-31'), ('2025-10-01', '2025-12-31', '2026-03-31'),
    ('2024-01-01', '2024-11-30', '2025-02-28'),
]  # fmt: skip


@pytest.mark.parametrize(('begun', 'said', 'first'), QUIET)
def test_nobody_is_asked_before_a_quarter_without_a_word(begun: str, said: str | None, first: str) -> None:
    actions = [Asked(day(begun), day(said) if said else None)]
    assert next_on(Contact(reached=True), actions, 3) == day(first)
    assert why_not_ask(day(first) - timedelta(days=1), Contact(reached=True), actions, 3) == 'heard_recently'
    assert why_not_ask(day(first) - timedelta(days=1), Contact(reached=True), actions, 3, by_hand=True) is None
    assert why_not_ask(day(first), Contact(reached=True), actions, 3) is None


# Who named a day is asked on that day, sooner than a quarter or later.
AGAIN = [
    ('2024-02-15', '2024-02-29'), ('2025-12-18', '2026-01-01'), ('2025-12-03', '2026-01-28'), ('2026-01-31', '2026-02-28'),
    ('2023-12-18', '2024-01-01'), ('2024-02-01', '2024-02-29'), ('2026-01-01', '2026-06-01'),
]  # fmt: skip


@pytest.mark.parametrize(('asked_on', 'again_on'), AGAIN)
def test_whoever_named_a_day_is_asked_on_it(asked_on: str, again_on: str) -> None:
    contact = Contact(reached=True, asked_on=day(asked_on), again_on=day(again_on))
    actions = [Asked(date(2020, 1, 1), day(asked_on))]
    assert next_on(contact, actions, 3) == day(again_on)
    assert why_not_ask(day(again_on) - timedelta(days=1), contact, actions, 3) == 'asked_later'
    assert why_not_ask(day(again_on), contact, actions, 3) is None


@pytest.mark.parametrize(
    ('contact', 'actions', 'reason'),
    [
        (Contact(reached=True), [], 'nothing_open'),
        (Contact(reached=False), [], 'nothing_open'),
        (Contact(reached=True), [Asked(date(2020, 1, 1), None, paused=True)], 'paused'),
        (Contact(reached=False), [LONG_AGO], 'no_address'),
        (Contact(reached=True), [LONG_AGO], None),
        (Contact(reached=True), [Asked(date(2020, 1, 1), None, paused=True), LONG_AGO], None),
    ],
)
def test_whoever_is_not_asked_is_not_asked_for_a_reason(contact: Contact, actions: list[Asked], reason: str | None) -> None:
    assert why_not_ask(date(2026, 3, 2), contact, actions, 3) == reason
    if reason is not None:
        assert next_on(contact, actions, 3) is None


def test_the_action_that_was_silent_longest_counts_and_one_that_is_paused_does_not() -> None:
    paused = Asked(date(2020, 1, 1), None, paused=True)
    assert next_on(Contact(reached=True), [paused, Asked(date(2026, 1, 1), None), Asked(date(2026, 2, 1), None)], 3) == date(2026, 4, 1)


@pytest.mark.parametrize(
    ('expires_in', 'answered_ago', 'same', 'spent'),
    [
        (timedelta(minutes=1), None, True, False),
        (timedelta(0), None, True, True),
        (timedelta(days=40), timedelta(hours=23, minutes=59), True, False),
        (timedelta(days=40), timedelta(hours=24), True, True),
        (timedelta(days=40), timedelta(minutes=1), False, True),
        (timedelta(0), timedelta(minutes=1), True, True),
    ],
)
def test_a_link_is_good_until_it_is_answered_and_a_day_longer_where_it_was(
    expires_in: timedelta, answered_ago: timedelta | None, same: bool, spent: bool
) -> None:
    answered_at = NOW - answered_ago if answered_ago is not None else None
    assert is_spent(NOW + expires_in, answered_at, NOW, same_browser=same) is spent


def test_one_may_want_to_be_asked_again_after_the_weeks_of_the_rule() -> None:
    weeks = ProgressAnswerCreate.model_json_schema()['properties']['again_in_weeks']['anyOf'][0]['enum']
    assert tuple(weeks) == AGAIN_IN_WEEKS
