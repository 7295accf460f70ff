"""Knows what helps a city with its action plan: risks and what mitigates them, the steps of the way, and how to measure effects.

Each is a JSON file with its texts in every language, read once, at import. The texts are the project's own words for what the
action-plan toolkit of the European coalition advises.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Texts = Mapping[str, str]
Method = Literal['records', 'survey']


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a key that stays as it is, and a name in each language."""

    key: str
    name: Texts


@dataclass(frozen=True, slots=True)
class Fact:
    """What shows that a step is done: its key is the rule's, its text says it in each language."""

    key: str
    text: Texts


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the roadmap: what it asks for, and what helps with it."""

    number: int
    key: str
    phase: str
    name: Texts
    asks: Texts
    help: Texts
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Risk:
    """What may go wrong at a step, and what to do about it."""

    key: str
    step: str
    risk: Texts
    measures: tuple[Texts, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """An effect of a plan, and how to find out about it: from what is recorded, or by asking somebody (`asked`) these questions."""

    key: str
    name: Texts
    method: Method
    asked: tuple[str, ...]
    questions: tuple[Texts, ...]


def _read(name: str) -> Any:
    return json.loads(Path(__file__).with_name(f'{name}.json').read_text(encoding='utf-8'))


_ROADMAP, _INDICATORS = _read('roadmap'), _read('indicators')

PHASES = tuple(Named(**each) for each in _ROADMAP['phases'])
STEPS = tuple(Step(**{**each, 'facts': tuple(Fact(**fact) for fact in each['facts'])}) for each in _ROADMAP['steps'])
RISKS = tuple(Risk(**{**each, 'measures': tuple(each['measures'])}) for each in _read('risks'))
INDICATORS = tuple(
    Indicator(**{**each, 'asked': tuple(each['asked']), 'questions': tuple(each['questions'])}) for each in _INDICATORS['indicators']
)
# Whom a survey asks.
ASKED = tuple(Named(**each) for each in _INDICATORS['asked'])
# Why to measure before a plan begins.
BASELINE: Texts = _INDICATORS['baseline']
# About how often a steering committee meets, for the rhythm of a city.
STEERING_COMMITTEE_EVERY_MONTHS: int = _ROADMAP['steering_committee_every_months']
# After how many months somebody in a department is asked again what has been done.
PROGRESS_ASKED_EVERY_MONTHS: int = _ROADMAP['progress_asked_every_months']
