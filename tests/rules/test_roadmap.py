"""The twelve steps of a city to its plan and with it."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from api.rules.roadmap import STAGES, STEPS, Facts, PlannedAction, roadmap

TODAY = date(2026, 3, 10)
COMPLETE = PlannedAction(is_agreed=True, has_contact=True, has_end=True, has_criterion=True, has_indicator=True)
ALL = Facts(
    is_member=True,
    has_coordinator=True,
    has_political_head=True,
    has_coordination_team=True,
    departments=1,
    needs_findings=1,
    inventory=1,
    actions=(COMPLETE,),
    starts_on=date(2025, 1, 1),
    adopted_on=date(2024, 12, 15),
    has_steering_committee=True,
    department_meetings=(date(2025, 3, 11),),
    progress=(TODAY,),
    asked=(date(2025, 1, 2),),
    reports=(date(2025, 1, 1),),
)


def stages(facts: Facts) -> list[str]:
    return [step.stage for step in roadmap(facts, TODAY)]


def missing(facts: Facts) -> dict[str, tuple[str, ...]]:
    return {step.key: step.missing for step in roadmap(facts, TODAY) if step.missing}


def test_there_are_twelve_steps_in_order_and_no_fact_shows_two() -> None:
    steps = roadmap(Facts(), TODAY)
    assert [step.number for step in steps] == list(range(1, 13))
    assert [step.key for step in steps] == list(STEPS)
    shown = [fact for facts in STEPS.values() for fact in facts]
    assert len(shown) == len(set(shown))


def test_a_city_without_anything_begins_with_the_first_step() -> None:
    assert stages(Facts()) == ['next'] + ['open'] * 11
    assert missing(Facts()) == STEPS


def test_where_all_is_done_nothing_is_next() -> None:
    assert stages(ALL) == ['done'] * 12
    assert missing(ALL) == {}


def test_steps_are_done_in_any_order_and_the_first_that_is_not_is_next() -> None:
    assert stages(replace(Facts(), has_steering_committee=True)) == ['next'] + ['open'] * 7 + ['done'] + ['open'] * 3
    assert stages(replace(ALL, needs_findings=0, has_steering_committee=False)) == (
        ['done'] * 3 + ['next'] + ['done'] * 4 + ['open'] + ['done'] * 3
    )
    assert set(stages(replace(ALL, needs_findings=0, has_steering_committee=False))) == set(STAGES)


@pytest.mark.parametrize(
    ('changed', 'lacks'),
    [
        ({'is_member': False}, {'membership': ('member',)}),
        ({'has_coordinator': False}, {'coordinator': ('coordinator',)}),
        ({'has_political_head': False}, {'city_actors': ('political_head',)}),
        ({'has_coordination_team': False}, {'city_actors': ('coordination_team',)}),
        ({'departments': 0}, {'city_actors': ('departments',)}),
        ({'needs_findings': 0}, {'needs_assessment': ('needs_findings',)}),
        ({'inventory': 0}, {'existing_resources': ('inventory',)}),
        (
            {'actions': ()},
            {'negotiation': ('actions', 'agreed'), 'draft': ('contacts', 'ends', 'criteria'), 'assessment': ('indicators',)},
        ),
        ({'actions': (COMPLETE, replace(COMPLETE, is_agreed=False))}, {'negotiation': ('agreed',)}),
        ({'actions': (COMPLETE, replace(COMPLETE, has_contact=False))}, {'draft': ('contacts',)}),
        ({'actions': (COMPLETE, replace(COMPLETE, has_end=False))}, {'draft': ('ends',)}),
        ({'actions': (COMPLETE, replace(COMPLETE, has_criterion=False))}, {'draft': ('criteria',)}),
        ({'actions': (COMPLETE, replace(COMPLETE, has_indicator=False))}, {'assessment': ('indicators',)}),
        ({'adopted_on': None}, {'council_decision': ('adopted',)}),
        ({'adopted_on': date(2026, 3, 11)}, {'council_decision': ('adopted',)}),
        ({'adopted_on': TODAY}, {}),
        ({'has_steering_committee': False}, {'steering_committee': ('steering_committee',)}),
        ({'department_meetings': (date(2025, 3, 10),)}, {'continuous_follow_up': ('department_meeting',)}),
        ({'department_meetings': (date(2026, 3, 11),)}, {'continuous_follow_up': ('department_meeting',)}),
        ({'progress': (date(2025, 3, 10),)}, {'continuous_follow_up': ('progress',)}),
        ({'progress': (date(2025, 3, 11),)}, {}),
        ({'asked': ()}, {'assessment': ('asked',)}),
        ({'asked': (date(2026, 3, 11),)}, {'assessment': ('asked',)}),
        ({'reports': ()}, {'report': ('reported',)}),
        ({'reports': (date(2024, 12, 31),)}, {'report': ('reported',)}),
        ({'reports': (date(2026, 3, 11),)}, {'report': ('reported',)}),
        ({'reports': (date(2024, 12, 31),), 'starts_on': None}, {}),
        ({'reports': (date(2024, 12, 14),), 'starts_on': None}, {'report': ('reported',)}),
        ({'starts_on': None, 'adopted_on': None}, {'council_decision': ('adopted',), 'report': ('reported',)}),
    ],
)
def test_each_fact_that_is_missing_leaves_its_step_open(changed: dict[str, Any], lacks: dict[str, tuple[str, ...]]) -> None:
    assert missing(replace(ALL, **changed)) == lacks


def test_every_fact_is_asked_for() -> None:
    """Nobody gathers a fact that moves nothing."""
    for field in fields(Facts):
        if field.name != 'starts_on':
            assert missing(replace(ALL, **{field.name: getattr(Facts(), field.name)})), field.name
