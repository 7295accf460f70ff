"""Knows a city's action plan: through which stages it goes, and with whom a city shares it.

| stage        | what it means                                         | may become                          |
| ------------ | ----------------------------------------------------- | ----------------------------------- |
| drafting     | the city writes it                                    | consultation, adopted               |
| consultation | others are asked what they think of the draft         | drafting, adopted                   |
| adopted      | decided by the city; the text is kept as it was       | in_force, superseded                |
| in_force     | its period has begun, the departments act             | under_review, superseded            |
| under_review | looked through, for the plan that follows             | in_force, superseded                |
| superseded   | another plan took its place                           | nothing                             |
"""

from collections.abc import Collection, Mapping
from datetime import date

from api.rules import dates
from api.rules.refusals import Refusal

STAGES: Mapping[str, tuple[str, ...]] = {
    'drafting': ('consultation', 'adopted'),
    'consultation': ('drafting', 'adopted'),
    'adopted': ('in_force', 'superseded'),
    'in_force': ('under_review', 'superseded'),
    'under_review': ('in_force', 'superseded'),
    'superseded': (),
}
# With whom a city shares, from nobody to everybody, and the audience that this is.
AUDIENCES: Mapping[str, str] = {
    'nobody': 'city_alone',
    'office': 'own_city',
    'advisers': 'advisers',
    'members': 'members',
    'public': 'public',
}
SHARED_WITH: Mapping[str, str] = {audience: shared for shared, audience in AUDIENCES.items()}
_WRITTEN = ('drafting', 'consultation')
# What a plan sets out, and is adopted as. All else says who carries it and what proves its adoption.
SET_OUT = frozenset({'title', 'starts_on', 'ends_on', 'aims', 'scope', 'use'})


def moves(stage: str) -> tuple[str, ...]:
    """A plan that is being written is changed, moved on, adopted; later it is moved on until another takes its place.

    As long as that, it is changed: of one that was adopted who carries it, and what proves the adoption.

    It takes actions and indicators for as long; with whom it is shared is said at any stage. Once it is adopted, another may follow it.

    Rule: P2. Decided here.
    """
    written = ('adopt_plan',) if stage in _WRITTEN else ('create_plan_successor',)
    open_ones = ('update_plan',) if STAGES[stage] else ()
    return (*open_ones, *written, *(('move_plan', 'create_plan_action', 'create_indicator') if STAGES[stage] else ()), 'share_plan')


def why_not_move(stage: str, to: str) -> Refusal | None:
    """A plan is drafted, consulted on, adopted, in force, under review, then superseded; what is adopted is not drafted again.

    A consultation may be left out, and a draft may go back from it.

    Rule: P2. Source: action-plan toolkit. Decided here: which moves there are.
    """
    return None if to in STAGES[stage] else Refusal('stage-does-not-allow', {'stage': stage, 'to': to})


def why_not_change(stage: str, plan: str, names: Collection[str]) -> Refusal | None:
    """What a plan sets out is changed until it is adopted; the adopted text stays as it was decided.

    Who carries it changes within its years, and who signed it is known afterwards: that is changed until another plan takes its place.
    `plan` is its title, for the sentence; `names` are the fields to change.

    Rule: P2. Source: action-plan toolkit. Decided here.
    """
    if stage in _WRITTEN:
        return None
    if SET_OUT.intersection(names):
        return Refusal('plan-adopted', {'plan': plan})
    return why_no_action(stage, plan)


def why_no_action(stage: str, plan: str) -> Refusal | None:
    """Actions are set up and changed in a plan until another plan took its place; what was done under it then stays as it was.

    `plan` is its title, for the sentence.

    Rule: P2. Decided here.
    """
    return None if STAGES[stage] else Refusal('plan-superseded', {'plan': plan})


def why_no_successor(stage: str) -> Refusal | None:
    """Another plan follows one that was adopted; one that is being written is written on. To begin the one that follows ends nothing.

    Rule: P2. Source: action-plan toolkit. Decided here: the former plan is superseded by a move of its own.
    """
    return Refusal('stage-does-not-allow', {'stage': stage, 'to': 'superseded'}) if stage in _WRITTEN else None


def why_not_adopted_on(day: date, today: date) -> Refusal | None:
    """A plan is adopted on a day that has come. Who decided and when is needed; a reference and a document are wanted, not required.

    Rule: P2. Source: action-plan toolkit. Decided here: no day to come.
    """
    return Refusal('future-date', {'date': day.isoformat(), 'today': today.isoformat()}) if day > today else None


def why_not_signed_on(stage: str, day: date | None, today: date) -> Refusal | None:
    """What is signed is the plan that was adopted, on a day that has come; whether before or after the decision is the city's way.

    Who is to sign may be said before.

    Rule: P2. Source: action-plan toolkit. Decided here.
    """
    if day is None:
        return None
    return Refusal('stage-does-not-allow', {'stage': stage, 'to': 'adopted'}) if stage in _WRITTEN else why_not_adopted_on(day, today)


def why_not_period(start: date | None, end: date | None) -> Refusal | None:
    """A plan's period does not end before it starts; either may still be open while it is drafted.

    Rule: P2. Decided here.
    """
    return None if end is None else dates.why_not_end(start, end)


def audience_of(shared_with: str) -> str:
    """A plan is the own city's alone until the city shares it: with the office, the scientific advisers, the members, or everybody.

    Each of these includes those before it. Nothing else moves it: to be adopted is not to be published.

    Rule: P10. Source: action-plan toolkit. Decided here: each step includes those before it.
    """
    return AUDIENCES[shared_with]


def narrower(first: str, second: str) -> str:
    """An action, and what is recorded about it, is never shown to more people than its plan; each may be shown to fewer.

    Takes and returns with whom something is shared.

    Rule: P10. Decided here.
    """
    return min(first, second, key=list(AUDIENCES).index)
