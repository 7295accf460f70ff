"""The rules of ideas: who is asked, until when, what may be answered, and what becomes of it."""

from datetime import date, timedelta
from typing import Any

import pytest

from api.by_law_presets import PRESETS
from api.rules import calls_for_interest as rules
from api.rules.calls_for_interest import STAGES
from api.rules.refusals import Refusal
from api.rules.reminders import step_on

TODAY = date(2026, 5, 4)
LATER = date(2026, 5, 20)


def code(refusal: Refusal | None) -> str | None:
    return refusal.code if refusal else None


@pytest.mark.parametrize(
    ('active', 'asked'),
    [(['Graz', 'Wien', 'Bologna'], ('Wien', 'Bologna')), (['Wien', 'Wien'], ('Wien',)), (['Graz'], ()), ([], ())],
)
def test_every_other_active_city_is_asked_once(active: list[str], asked: tuple[str, ...]) -> None:
    assert rules.cities_to_ask(active, 'Graz') == asked


@pytest.mark.parametrize(('closes_on', 'ended'), [(None, False), (TODAY, False), (LATER, False), (TODAY - timedelta(days=1), True)])
def test_a_call_goes_on_to_the_end_of_its_last_day(closes_on: date | None, ended: bool) -> None:
    assert rules.has_ended(closes_on, TODAY) is ended


@pytest.mark.parametrize(
    ('facts', 'refused'),
    [
        ({}, None),
        ({'stage': 'open'}, 'call-not-an-idea'),
        ({'stage': 'withdrawn'}, 'call-not-an-idea'),
        ({'live': False}, 'network-in-preparation'),
        ({'closes_on': TODAY}, 'call-closes-too-soon'),
        ({'closes_on': TODAY + timedelta(days=1)}, None),
        ({'asked': 0}, 'call-reaches-nobody'),
    ],
)
def test_a_call_is_sent_once_by_a_live_network_for_a_day_to_come(facts: dict[str, Any], refused: str | None) -> None:
    usual: dict[str, Any] = {'stage': 'idea', 'closes_on': LATER, 'today': TODAY, 'asked': 3, 'live': True}
    given = usual | facts
    assert code(rules.why_not_send(given.pop('stage'), title='Air', network='ECCAR', **given)) == refused


@pytest.mark.parametrize(
    ('facts', 'refused'),
    [
        ({}, None),
        ({'stage': 'idea'}, 'call-not-open'),
        ({'stage': 'proposed'}, 'call-not-open'),
        ({'day': LATER}, None),
        ({'day': LATER + timedelta(days=1)}, 'call-ended'),
        ({'is_own': True}, 'call-of-its-own'),
        ({'is_active': False}, 'not-an-active-city'),
    ],
)
def test_every_other_active_city_answers_until_the_call_ends(facts: dict[str, Any], refused: str | None) -> None:
    given: dict[str, Any] = {'stage': 'open', 'is_own': False, 'is_active': True, 'closes_on': LATER, 'day': TODAY} | facts
    assert code(rules.why_not_answer(given.pop('stage'), title='Air', city='Wien', network='ECCAR', **given)) == refused


@pytest.mark.parametrize(
    ('stage', 'proposed', 'withdrawn'),
    [
        ('idea', 'call-not-open', None),
        ('open', None, None),
        ('proposed', 'call-not-open', 'call-settled'),
        ('withdrawn', 'call-not-open', 'call-settled'),
    ],
)
def test_an_idea_is_proposed_once_it_was_asked_about_and_taken_back_until_then(
    stage: str, proposed: str | None, withdrawn: str | None
) -> None:
    assert code(rules.why_not_propose(stage, title='Air')) == proposed
    assert code(rules.why_not_withdraw(stage, title='Air')) == withdrawn


@pytest.mark.parametrize('stage', STAGES)
@pytest.mark.parametrize('ended', [False, True])
def test_what_a_stage_offers_is_what_it_does_not_refuse(stage: str, ended: bool) -> None:
    given = {'title': 'Air', 'network': 'ECCAR'}
    last_day = TODAY - timedelta(days=1) if ended else LATER
    refusals = {
        'update_call_for_interest': rules.why_not_change(stage, title='Air'),
        'send_call_for_interest': rules.why_not_send(stage, closes_on=LATER, today=TODAY, asked=3, live=True, **given),
        'answer_call_for_interest': rules.why_not_answer(
            stage, city='Wien', is_own=False, is_active=True, closes_on=last_day, day=TODAY, **given
        ),
        'propose_idea': rules.why_not_propose(stage, title='Air'),
        'withdraw_call_for_interest': rules.why_not_withdraw(stage, title='Air'),
    }  # fmt: skip
    offered = {name for name, refusal in refusals.items() if refusal is None}
    assert set(rules.moves(stage, has_ended=ended, is_office=False)) == offered
    still = {'answer_call_for_interest'} if stage == 'open' else set()
    assert set(rules.moves(stage, has_ended=ended, is_office=True)) == offered | still, 'the office records what it was told in time'


def test_who_is_silent_is_reminded_on_the_days_of_the_ladder_after_the_sending() -> None:
    sent_on, ladder = LATER - timedelta(days=16), PRESETS['eccar']
    days = [LATER - timedelta(days=before) for before in range(16, -1, -1)]
    steps = {step for day in days if rules.is_to_remind(step := step_on(LATER, day, ladder), sent_on=sent_on)}
    assert steps == {LATER - timedelta(days=7), LATER - timedelta(days=1)}
