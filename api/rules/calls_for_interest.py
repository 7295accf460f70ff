"""Knows how the idea of one city becomes a proposal: the other cities are asked for their interest, and each answers for itself.

| stage     | what it means                                                       | may become          |
| --------- | ------------------------------------------------------------------- | ------------------- |
| idea      | a city has brought it, and the office has it; nobody else was asked | open, withdrawn     |
| open      | the other active cities were asked, and answer until a day          | proposed, withdrawn |
| proposed  | it is the proposal of a working group; who was interested is invited | nothing            |
| withdrawn | taken back                                                          | nothing             |
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from api.rules.refusals import Refusal

STAGES: Mapping[str, tuple[str, ...]] = {
    'idea': ('open', 'withdrawn'),
    'open': ('proposed', 'withdrawn'),
    'proposed': (),
    'withdrawn': (),
}

City = TypeVar('City')


def moves(stage: str, *, has_ended: bool, is_office: bool) -> tuple[str, ...]:
    """An idea is put better, asked about or taken back; an open call is answered until it ends, and proposed or taken back.

    The office still records what cities told it before the end.

    Returns the operations that are possible.

    Rule: W3. Decided here.
    """
    if stage == 'idea':
        return ('update_call_for_interest', 'send_call_for_interest', 'withdraw_call_for_interest')
    if stage == 'open':
        return (*(() if has_ended and not is_office else ('answer_call_for_interest',)), 'propose_idea', 'withdraw_call_for_interest')
    return ()


def cities_to_ask(active_cities: Iterable[City], brought_by: City) -> tuple[City, ...]:
    """The office asks every other active city of the network, once.

    Rule: W3. Source: working-group rules.
    """
    return tuple(city for city in dict.fromkeys(active_cities) if city != brought_by)


def has_ended(closes_on: date | None, today: date) -> bool:
    """A call goes on to the end of its last day, in the network's time.

    Rule: W3. Decided here.
    """
    return closes_on is not None and today > closes_on


def why_not_change(stage: str, *, title: str) -> Refusal | None:
    """What cities were asked about stays as it was asked; until then it may be put better.

    Rule: W3. Decided here.
    """
    return None if stage == 'idea' else Refusal('call-not-an-idea', {'title': title, 'stage': stage})


def why_not_send(stage: str, *, title: str, closes_on: date, today: date, asked: int, live: bool, network: str) -> Refusal | None:
    """A call is sent once, by the office, when its network is live; the cities have until the end of a later day.

    Rule: W3. Source: working-group rules. Decided here: that the last day is a later one.
    """
    refused = why_not_change(stage, title=title)
    if refused:
        return refused
    if not live:
        return Refusal('network-in-preparation', {'network': network})
    if closes_on <= today:
        return Refusal('call-closes-too-soon', {'date': closes_on.isoformat(), 'today': today.isoformat()})
    return None if asked else Refusal('call-reaches-nobody', {'network': network})


def why_not_answer(
    stage: str, *, title: str, city: str, network: str, is_own: bool, is_active: bool, closes_on: date | None, day: date
) -> Refusal | None:
    """Every other active city answers with one button, and may change its answer until the call ends.

    What it told the office in time is recorded later, too: `day` is the one on which the city answered. `city` and `network` are names,
    for the sentence; `is_own`: it is the city that brought the idea.

    Rule: W3. Source: working-group rules. Decided here: that answers may be changed.
    """
    if stage != 'open':
        return Refusal('call-not-open', {'title': title, 'stage': stage})
    if has_ended(closes_on, day):
        return Refusal('call-ended', {'title': title, 'date': str(closes_on)})
    if is_own:
        return Refusal('call-of-its-own', {'title': title, 'city': city})
    return None if is_active else Refusal('not-an-active-city', {'city': city, 'network': network})


def why_not_propose(stage: str, *, title: str) -> Refusal | None:
    """An idea becomes a proposal once its call is open: the city that brought it need not wait for the last day.

    Rule: W3. Decided here.
    """
    return None if stage == 'open' else Refusal('call-not-open', {'title': title, 'stage': stage})


def why_not_withdraw(stage: str, *, title: str) -> Refusal | None:
    """An idea is taken back as long as it is no proposal; a proposal is withdrawn as such.

    Rule: W3. Decided here.
    """
    return None if STAGES[stage] else Refusal('call-settled', {'title': title, 'stage': stage})


def is_to_remind(step: date | None, *, sent_on: date) -> bool:
    """Who has not answered is reminded on the days of the ladder before the last one, as far as they lie after the call was sent.

    `step` is the latest step of the ladder that has come.

    Rule: W3. Figures: reminder_days_before. Decided here.
    """
    return step is not None and step > sent_on
