"""Knows how working groups come about, who takes part, who leads, and what the public sees of them.

| stage       | what it means                                         | may become             |
| ----------- | ----------------------------------------------------- | ---------------------- |
| proposed    | cities gather; not yet enough of them                 | constituted, withdrawn |
| constituted | official: enough cities from enough countries         | completed              |
| completed   | declared complete at an assembly; readable for ever   | nothing                |
| withdrawn   | taken back by its last city before it was constituted | nothing                |
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from api.rules import by_laws, dates
from api.rules.by_laws import Formation, Versioned
from api.rules.dates import Period
from api.rules.refusals import Refusal

STAGES: Mapping[str, tuple[str, ...]] = {
    'proposed': ('constituted', 'withdrawn'),
    'constituted': ('completed',),
    'completed': (),
    'withdrawn': (),
}
CHANNELS = ('direct', 'steering_committee', 'general_assembly', 'general_conference')
ROLES = ('member', 'associate')
_CLOSED = {'completed': 'group-completed', 'withdrawn': 'group-withdrawn'}

City = TypeVar('City')


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing a group lacks: `code` is 'cities' or 'countries'; it has `have` and needs `needed`."""

    code: str
    have: int
    needed: int

    @property
    def count(self) -> int:
        """How many more are needed; at least one."""
        return self.needed - self.have


@dataclass(frozen=True, slots=True)
class Summary:
    """Where a group stands in one sentence: `formation.summary.<code>`, filled with `parameters`."""

    code: str
    parameters: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Counted:
    """A city that counts while `period` lasts: the days on which it is a member of the group and active in the network."""

    country_code: str
    period: Period


def why_not_propose(*, city: str, network: str, is_active: bool) -> Refusal | None:
    """Any active city may propose a working group, at any time: at an official meeting or directly to the office.

    `city` and `network` are names, for the sentence.

    Rule: W1. Source: working-group rules.
    """
    return None if is_active else Refusal('not-an-active-city', {'city': city, 'network': network})


def why_not_continue(*, stage: str, group: str) -> Refusal | None:
    """A completed group stays as it is; a new one goes on with its work and names it. While a group goes on, cities join it instead.

    Several may continue the same group, each with a part of its work. `group` is a title.

    Rule: W11. Source: working-group rules. Decided here: several.
    """
    return None if stage == 'completed' else Refusal('group-not-completed', {'group': group})


def what_is_missing(countries_of_active_member_cities: Sequence[str], figures: Formation) -> tuple[Missing, ...]:
    """A group needs enough active member cities from enough distinct countries; both numbers count, always.

    Organisations never count, nor do inactive cities; a district, a canton or a region counts as a city.

    Takes one country code per active member city. Returns nothing when nothing is missing.

    Rule: W2. Figures: min_cities, min_countries. Source: working-group rules. Decided here: both numbers always count.
    """
    cities = Missing('cities', len(countries_of_active_member_cities), figures.min_cities)
    countries = Missing('countries', len(set(countries_of_active_member_cities)), figures.min_countries)
    return tuple(missing for missing in (cities, countries) if missing.count > 0)


def is_constituted_by(stage: str, missing: Collection[Missing], met: date | None = None) -> bool:
    """A proposed group is constituted, without anybody's approval, by the very change after which nothing is missing.

    An act that is recorded late takes effect on its own day: what was enough by the by-laws of that day constitutes the group, even
    when more is asked since. `met` is that day (`met_before`), if there was one.

    Rule: W2. Source: working-group rules. Decided here: acts recorded late.
    """
    return stage == 'proposed' and (not missing or met is not None)


def met_on(cities: Sequence[Counted], versions: Sequence[Versioned], today: date) -> date | None:
    """A group is constituted from the day on which the condition was met, even when the system learns of it later.

    The by-laws in force on that day decide.

    Returns the first such day until `today`; None when there was none, or when no recorded day says when it was.

    Rule: W2. Decided here.
    """
    starts = {city.period.start for city in cities} | {version.valid_from for version in versions}
    days = sorted(day for day in starts if day is not None and day <= today)
    return next((day for day in days if _is_met_on(day, cities, versions)), None)


def met_before(cities: Sequence[Counted], versions: Sequence[Versioned], today: date) -> date | None:
    """What is recorded late may have been enough on its own day, by the by-laws of then, although it would not be today.

    Nothing is decided on a guess: where it is not known since when one of the cities counts, there is no such day.

    Returns the first such day, as `met_on`.

    Rule: W2. Decided here.
    """
    return met_on(cities, versions, today) if all(city.period.start for city in cities) else None


def _is_met_on(day: date, cities: Sequence[Counted], versions: Sequence[Versioned]) -> bool:
    deciding = by_laws.deciding_on(versions, day)
    counted = [city.country_code for city in cities if dates.covers(city.period, day)]
    return deciding is not None and not what_is_missing(counted, deciding)


def is_below_minimum(stage: str, missing: Collection[Missing]) -> bool:
    """A constituted group that falls below the minimum stays constituted; the office is told, the public is not.

    Rule: W8. Decided here.
    """
    return stage == 'constituted' and bool(missing)


def summary_of(stage: str, missing: Sequence[Missing]) -> Summary:
    """Return where a group stands: its stage and, until it is constituted or when it has shrunk, what it lacks.

    For a reader who may not know that a group is below the minimum, leave `missing` empty.
    """
    if stage != 'proposed' or not missing:
        return Summary('below_minimum' if is_below_minimum(stage, missing) else stage, {})
    numbers = {item.code: item.count for item in missing}
    lacks = '_and_'.join('country' if len(numbers) > 1 and item == ('countries', 1) else item[0] for item in numbers.items())
    return Summary(f'proposed_{lacks}', {**numbers, 'count': missing[0].count})


def why_not_join(
    *,
    stage: str,
    role: str,
    member: str,
    group: str,
    network: str,
    is_active: bool,
    is_already_in: bool,
) -> Refusal | None:
    """An active city joins at any time, without acceptance. Only a completed or withdrawn group takes nobody in any more.

    `role` is 'member' for a city and 'associate' for an organisation, to which being active in the network does not
    apply. `member`, `group` and `network` are names, for the sentence.

    Rule: W5. Source: working-group rules.
    """
    if stage in _CLOSED:
        return _closed(stage, group)
    if role == 'member' and not is_active:
        return Refusal('not-an-active-city', {'city': member, 'network': network})
    if is_already_in:
        return Refusal('already-a-member', {'member': member, 'group': group})
    return None


def who_leads(proposers: Sequence[City], named: City | None) -> City:
    """The first city that proposed leads, unless another is named: that one leads once it is among them.

    Rule: W7. Decided here.
    """
    return named if named is not None and named in proposers else proposers[0]


def why_not_lead(*, city: str, group: str, role: str | None) -> Refusal | None:
    """A lead is a member city of the group. Associated organisations take part; they never lead, count or declare.

    `role` is what the would-be lead is in the group: 'member', 'associate', or None when it is not in it.

    Rule: W6. Source: working-group rules. Decided here.
    """
    if role == 'associate':
        return Refusal('associates-never-lead', {'member': city, 'group': group})
    return None if role == 'member' else Refusal('lead-must-be-a-member', {'city': city, 'group': group})


def why_not_hand_over(
    *,
    stage: str,
    city: str,
    group: str,
    network: str,
    role: str | None,
    is_active: bool,
    is_lead: bool,
) -> Refusal | None:
    """The chair passes to another active member city while the group goes on; who led on which days stays known.

    `city`, `role`, `is_active` and `is_lead` are facts of the would-be lead; `role` as in `why_not_lead`.

    Rule: W7. Decided here.
    """
    if stage in _CLOSED:
        return _closed(stage, group)
    refused = why_not_lead(city=city, group=group, role=role)
    if refused:
        return refused
    if not is_active:
        return Refusal('not-an-active-city', {'city': city, 'network': network})
    return Refusal('already-lead', {'city': city, 'group': group}) if is_lead else None


def why_not_leave(*, stage: str, city: str, group: str, is_lead: bool, other_cities: int) -> Refusal | None:
    """A city leaves when it likes; the lead city first hands over. Alone in a proposal it withdraws it instead.

    The lead that is alone in a constituted group asks the office. In a closed group the members stay on record.
    A lead city that is suspended cannot hand over, so it leaves like any other.

    `is_lead`: it leads, and acts. `other_cities` counts the other member cities.

    Rule: W7. Decided here.
    """
    if stage in _CLOSED:
        return Refusal('stage-does-not-allow', {'stage': stage, 'group': group})
    if not is_lead:
        return None
    if other_cities:
        return Refusal('lead-must-hand-over', {'city': city, 'group': group, 'count': other_cities})
    return Refusal('last-city-withdraws' if stage == 'proposed' else 'last-city-asks-the-office', {'city': city, 'group': group})


def why_not_force_out(*, stage: str, group: str, reason: str | None) -> Refusal | None:
    """The office may end any membership of a group that goes on, the lead's too, and says why; the group then needs a lead.

    Rule: W7. Decided here.
    """
    if stage in _CLOSED:
        return Refusal('stage-does-not-allow', {'stage': stage, 'group': group})
    return dates.why_not_without_reason(reason)


def needs_lead(stage: str, *, has_lead: bool, acts: bool) -> bool:
    """A group that goes on and has no lead needs one: the office and its members are told, the public is not.

    A lead city that is suspended does not act (M1): its term goes on, and the group needs a lead until the city is active again,
    or another one takes the lead.

    `acts`: the lead city is active in the network.

    Rule: W7. Decided here.
    """
    return stage not in _CLOSED and not (has_lead and acts)


def why_not_withdraw(*, stage: str, group: str, other_cities: int) -> Refusal | None:
    """The last city in a proposal may withdraw it; once constituted, a group ends only by its declaration at an assembly.

    Rule: W7. Decided here.
    """
    if stage != 'proposed':
        return Refusal('not-proposed', {'stage': stage, 'group': group})
    return Refusal('not-the-last-proposer', {'count': other_cities, 'group': group}) if other_cities else None


def is_shown_to_the_public(stage: str) -> bool:
    """The public sees constituted groups and completed ones: their cities, and the lead city with what it publishes of its contact.

    Rule: W13. Source: working-group rules.
    """
    return stage in {'constituted', 'completed'}


def _closed(stage: str, group: str) -> Refusal:
    return Refusal(_CLOSED[stage], {'group': group})
