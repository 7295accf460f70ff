"""Knows the duties of working groups to their network: what is owed, by when, and whether it was done; derived, never stored.

| stage    | what it means                                                                      |
| -------- | ---------------------------------------------------------------------------------- |
| open     | its day has not passed                                                             |
| late     | its day has passed; only the office and the group itself learn of it               |
| met      | done in time                                                                       |
| met_late | done after its day, which heals it                                                 |
| waived   | the office has waived it, with a reason                                            |
| lapsed   | not done, and a later assembly was held: what is owed that one stands in its place |
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol, TypeVar

from api.rules import assemblies, by_laws
from api.rules.assemblies import Owing, Standing
from api.rules.dates import why_not_without_reason
from api.rules.refusals import Refusal

DUTIES = ('group_report', 'declaration')
STAGES = ('open', 'late', 'met', 'met_late', 'waived', 'lapsed')
OPEN = ('open', 'late')


class Version(Protocol):
    """A version of by-laws as far as duties need it."""

    @property
    def valid_from(self) -> date:
        """Return the first day on which it is in force."""

    @property
    def report_after_days(self) -> int:
        """Return for how many days a group must have been official to owe a report."""


AnyVersion = TypeVar('AnyVersion', bound=Version)


@dataclass(frozen=True, slots=True)
class Dispensation:
    """The office's recorded act on one duty: an extension to a day, or without a day a waiver. The last one counts."""

    duty: str
    granted_on: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Sitting:
    """One general assembly, as far as a group's duties to it ask: on which day each was done, and what the office has granted."""

    key: Hashable
    held_on: date
    done_on: Mapping[str, date] = field(default_factory=dict)
    dispensations: Sequence[Dispensation] = ()


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty to one assembly. `because` says why it is owed, where the rules have more than one reason."""

    key: Hashable
    duty: str
    held_on: date
    due_on: date
    stage: str
    done_on: date | None
    dispensation: Dispensation | None
    because: Owing | None


def obligations_of(standing: Standing, sittings: Iterable[Sitting], versions: Sequence[AnyVersion], today: date) -> list[Obligation]:
    """A group that is official owes each general assembly its declaration, and its report once it has been official long enough.

    Both are due on the assembly's day, or on the day to which the office has extended it. What is done later than `today` is not
    known on it: the same facts and the same day give the same answer. The by-laws in force on the assembly's day decide.

    Returns them by the assembly's day, for each the report first.

    Rule: O3. Figures: report_after_days. Source: working-group rules. Decided here: the due day, lapsing.
    """
    known = replace(standing, closed_on=standing.closed_on if standing.closed_on and standing.closed_on <= today else None)
    in_order = sorted(sittings, key=lambda sitting: sitting.held_on)
    held = [sitting.held_on for sitting in in_order if sitting.held_on <= today]
    last = held[-1] if held else None
    return [
        _obligation(duty, because, sitting, today, is_past=last is not None and sitting.held_on < last)
        for sitting in in_order
        for duty, because in _owed(known, sitting.held_on, versions)
    ]


def _owed(standing: Standing, held_on: date, versions: Sequence[AnyVersion]) -> Iterator[tuple[str, Owing | None]]:
    version = by_laws.deciding_on(versions, held_on)
    if version is not None:
        owing = assemblies.owes_report(standing, held_on, version.report_after_days)
        if owing.owes:
            yield 'group_report', owing
    if assemblies.owes_declaration(standing, held_on):
        yield 'declaration', None


def _obligation(duty: str, because: Owing | None, sitting: Sitting, today: date, *, is_past: bool) -> Obligation:
    granted = [each for each in sitting.dispensations if each.duty == duty and each.granted_on <= today]
    dispensation = granted[-1] if granted else None
    done_on = sitting.done_on.get(duty)
    if done_on is not None and done_on > today:
        done_on = None
    due_on = dispensation.until if dispensation and dispensation.until else sitting.held_on
    stage = _stage(done_on, due_on, today, waived=dispensation is not None and dispensation.until is None, is_past=is_past)
    return Obligation(sitting.key, duty, sitting.held_on, due_on, stage, done_on, dispensation, because)


def _stage(done_on: date | None, due_on: date, today: date, *, waived: bool, is_past: bool) -> str:
    if done_on is not None:
        return 'met' if waived or done_on <= due_on else 'met_late'
    if waived:
        return 'waived'
    if today <= due_on:
        return 'open'
    return 'lapsed' if is_past else 'late'


def why_not_dispense(obligation: Obligation | None, until: date | None, today: date, *, group: str, reason: str) -> Refusal | None:
    """The office extends or waives what is owed and not done, and says why. An extension is to a later day than before, yet to come.

    `obligation` is None when nothing is owed.

    Rule: O3. Decided here.
    """
    if obligation is None:
        return Refusal('nothing-owed', {'group': group})
    if obligation.done_on is not None:
        return Refusal('duty-done', {'group': group, 'date': obligation.done_on.isoformat()})
    least = max(today, obligation.due_on)
    if until is not None and (until < today or until <= obligation.due_on):
        return Refusal('extension-too-short', {'date': least.isoformat()})
    return why_not_without_reason(reason)
