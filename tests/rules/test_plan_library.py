"""What helps a city with its action plan, counted against the toolkit that it is told after, and whole in every language."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from api import plan_library
from api.plan_library import ASKED, BASELINE, INDICATORS, PHASES, RISKS, STEERING_COMMITTEE_EVERY_MONTHS, STEPS, Texts
from api.rules import roadmap
from api.sentences import languages
from tests.house.test_terms import twins

# ECCAR 10 Points Action Plan, Toolkit for Equality, release 2.0 (2017): the rows of its tables "risks, challenges", by its sections:
# planning and engaging stakeholders, develop the content, structural embedding (two tables), daily work (none), follow-up. The one
# row of the last names two risks with one measure.
RISKS_BY_PHASE = {'planning_and_engaging': 2, 'content': 1 + 5 + 4, 'structural_embedding': 3 + 2, 'follow_up': 2}
# The steps of the same sections, in its table of contents.
STEPS_BY_PHASE = {'planning_and_engaging': 3, 'content': 4, 'structural_embedding': 2, 'daily_work': 2, 'follow_up': 1}
# Section "impact and outcome": five indicators, four of them with a survey; the sixth point is the baseline.
INDICATORS_BY_METHOD = {'records': 1, 'survey': 4}
# Of staff; of associations; of these and of advice centres.
SURVEYS = {
    'staff_know_and_exchange': ('employees',),
    'staff_see_the_benefit': ('employees',),
    'minorities_live_better': ('civil_society', 'migrant_associations'),
    'fewer_incidents': ('civil_society', 'migrant_associations', 'advice_centres'),
}


def every_text() -> Iterator[Texts]:
    for named in (*PHASES, *ASKED):
        yield named.name
    for step in STEPS:
        yield from (step.name, step.asks, step.help, *(fact.text for fact in step.facts))
    for risk in RISKS:
        yield from (risk.risk, *risk.measures)
    for indicator in INDICATORS:
        yield from (indicator.name, *indicator.questions)
    yield BASELINE


def test_there_is_every_risk_of_the_toolkit_in_its_phase() -> None:
    phases = {step.key: step.phase for step in STEPS}
    assert Counter(phases[risk.step] for risk in RISKS) == RISKS_BY_PHASE
    assert sum(RISKS_BY_PHASE.values()) == 19
    assert all(risk.measures for risk in RISKS)


def test_there_is_every_step_of_the_toolkit_in_its_phase_and_order() -> None:
    assert Counter(step.phase for step in STEPS) == STEPS_BY_PHASE
    assert [phase.key for phase in PHASES] == list(STEPS_BY_PHASE)
    assert [step.number for step in STEPS] == list(range(1, 13))
    order = [list(STEPS_BY_PHASE).index(step.phase) for step in STEPS]
    assert order == sorted(order)


def test_the_steps_and_their_facts_are_those_of_the_rule() -> None:
    assert {step.key: tuple(fact.key for fact in step.facts) for step in STEPS} == dict(roadmap.STEPS)
    assert [step.key for step in STEPS] == list(roadmap.STEPS)


def test_there_is_every_indicator_of_the_toolkit_with_whom_it_asks() -> None:
    assert Counter(indicator.method for indicator in INDICATORS) == INDICATORS_BY_METHOD
    assert {indicator.key: indicator.asked for indicator in INDICATORS if indicator.method == 'survey'} == SURVEYS
    assert {key for asked in SURVEYS.values() for key in asked} == {asked.key for asked in ASKED}
    assert all(indicator.questions for indicator in INDICATORS)
    assert not any(indicator.asked for indicator in INDICATORS if indicator.method == 'records')


def test_a_steering_committee_meets_every_month() -> None:
    assert STEERING_COMMITTEE_EVERY_MONTHS == 1


@pytest.mark.parametrize('kind', ['PHASES', 'STEPS', 'RISKS', 'INDICATORS', 'ASKED'])
def test_a_key_stands_once_and_stays_a_word(kind: str) -> None:
    keys: list[Any] = [each.key for each in getattr(plan_library, kind)]
    assert len(keys) == len(set(keys))
    assert all(re.fullmatch(r'[a-z]+(_[a-z]+)*', key) for key in keys)


def is_whole(texts: Mapping[str, str]) -> bool:
    """Say whether there is a text in every language, and none of them is another's."""
    return set(texts) == set(languages()) and all(text.strip() == text != '' for text in texts.values())


def test_every_text_is_there_in_every_language() -> None:
    assert [texts for texts in every_text() if not is_whole(texts)] == []
    assert len(list(every_text())) > 130


def test_a_language_that_is_missing_is_caught() -> None:
    whole = dict(BASELINE)
    assert is_whole(whole)
    assert not is_whole({**whole, 'de': ''})
    assert not is_whole({language: text for language, text in whole.items() if language != 'it'})


@pytest.mark.parametrize('language', languages())
def test_sentences_end_and_no_two_texts_are_the_same(language: str) -> None:
    said = [texts[language] for texts in every_text()]
    assert [text for text, times in Counter(said).items() if times > 1] == []
    sentences = [text for risk in RISKS for text in (risk.risk[language], *(measure[language] for measure in risk.measures))]
    sentences += [
        text for step in STEPS for text in (step.asks[language], step.help[language], *(fact.text[language] for fact in step.facts))
    ]
    assert [text for text in sentences if not text.endswith('.')] == []
    assert [text for indicator in INDICATORS for question in indicator.questions if not (text := question[language]).endswith('?')] == []


@pytest.mark.parametrize('language', languages())
def test_a_thing_has_the_name_that_it_has_elsewhere(language: str) -> None:
    assert [(texts[language], found) for texts in every_text() if (found := twins(language, texts[language]))] == []


def test_french_signs_keep_their_distance() -> None:
    assert [texts['fr'] for texts in every_text() if re.search(r'[^\u00a0]:|[^\u202f][;?!]', texts['fr'])] == []
