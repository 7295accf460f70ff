"""Knows the action items: through which stages they go, and when one is late or stale.

| stage       | what it means                            | may become                                    |
| ----------- | ---------------------------------------- | --------------------------------------------- |
| planned     | agreed on, not begun                     | in_progress, completed, postponed, cancelled  |
| in_progress | somebody works on it                     | completed, postponed, cancelled               |
| completed   | done, whatever it was to be recognised by | in_progress, when it is taken up again        |
| postponed   | set aside for now                        | in_progress, completed, cancelled             |
| cancelled   | given up                                 | in_progress, when it is taken up again        |
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from api.rules import dates, records
from api.rules.refusals import Refusal

STAGES: Mapping[str, tuple[str, ...]] = {
    'planned': ('in_progress', 'completed', 'postponed', 'cancelled'),
    'in_progress': ('completed', 'postponed', 'cancelled'),
    'completed': ('in_progress',),
    'postponed': ('in_progress', 'completed', 'cancelled'),
    'cancelled': ('in_progress',),
}
# The stages at which something is still expected.
LIVE = ('planned', 'in_progress')


@dataclass(frozen=True, slots=True)
class Because:
    """Why an item is late or stale: `code`, the day that it counts from, and how many days ago that was."""

    code: str
    since: date
    days: int


def why_not_move(stage: str, to: str) -> Refusal | None:
    """An action item is planned, in progress, then completed, postponed or cancelled. What was closed can be taken up again.

    To say the present stage once more is no move.

    Rule: P3. Source: action-plan toolkit. Decided here: which moves there are.
    """
    return None if to == stage or to in STAGES[stage] else Refusal('stage-does-not-allow', {'stage': stage, 'to': to})


def why_late(stage: str, due_on: date | None, today: date) -> Because | None:
    """An action item is late from the day after it was due, while it is planned or in progress; the due day itself is in time.

    It is worked out on the day of reading, by the network's own calendar, and never stored. What was postponed, completed or
    cancelled is not late, nor is an item that has no due day.

    Rule: P3. Source: action-plan toolkit. Decided here.
    """
    if stage not in LIVE or due_on is None or due_on >= today:
        return None
    return Because('past_due', due_on, (today - due_on).days)


def why_stale(
    stage: str, *, last_progress_on: date | None, starts_on: date | None, recorded_on: date, after_days: int | None, today: date
) -> Because | None:
    """An action item is stale when for more days than the by-laws say nobody has recorded progress, not even that nothing changed.

    The days count from the latest update or from the start, whichever is later; where neither is known, from the day on which
    the item was recorded. Only what is planned or in progress becomes stale, and nothing does where the by-laws name no figure.

    `after_days` is the by-laws' `stale_after_days`.

    Rule: P3. Figures: stale_after_days. Decided here.
    """
    since = max((day for day in (last_progress_on, starts_on) if day), default=recorded_on)
    days = (today - since).days
    if stage not in LIVE or after_days is None or days <= after_days:
        return None
    if since == last_progress_on:
        return Because('no_progress', since, days)
    return Because('not_begun' if since == starts_on else 'never_reported', since, days)


def why_not_dates(starts_on: date | None, due_on: date | None) -> Refusal | None:
    """An action item is not due before it starts.

    Rule: P3. Decided here.
    """
    return None if due_on is None else dates.why_not_end(starts_on, due_on)


def why_not_shown_to(audience: str, *, item: str, item_audience: str) -> Refusal | None:
    """A progress update is never shown to more people than the action item it is about.

    `item` is its title, for the sentence.

    Rule: P10. Source: action-plan toolkit. Decided here.
    """
    return Refusal('wider-than-its-item', {'item': item}) if records.is_wider(audience, item_audience) else None


def narrowed(audience: str, item_audience: str) -> str:
    """When an item comes to be shown to fewer people, so do its updates; being shown to more leaves them as they are.

    Returns to whom an update is shown, after its item came to be shown to `item_audience`.

    Rule: P10. Decided here.
    """
    return item_audience if records.is_wider(audience, item_audience) else audience


def why_not_in_group(*, city: str, group: str, is_member: bool) -> Refusal | None:
    """The city that is responsible for a group's action item, or that reports on it, takes part in the group.

    `city` and `group` are names, for the sentence.

    Rule: P3. Decided here.
    """
    return None if is_member else Refusal('city-not-in-the-group', {'city': city, 'group': group})
