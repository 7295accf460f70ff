"""Knows the milestones of an action: at which stage one is, and when it is late.

| stage     | what it means                         | may become      |
| --------- | ------------------------------------- | --------------- |
| open      | to be reached by its day              | done, withdrawn |
| done      | reached, on a day that is named       | open            |
| withdrawn | taken out; it stays for whoever asks  | open            |
"""

from collections.abc import Mapping
from datetime import date

from api.rules.action_items import Because
from api.rules.refusals import Refusal

STAGES: Mapping[str, tuple[str, ...]] = {'open': ('done', 'withdrawn'), 'done': ('open',), 'withdrawn': ('open',)}


def why_not_move(stage: str, to: str) -> Refusal | None:
    """A milestone is reached or taken out while it is open, and opened again from either; said once more it is no move.

    Rule: P3. Decided here.
    """
    return None if to == stage or to in STAGES[stage] else Refusal('stage-does-not-allow', {'stage': stage, 'to': to})


def why_not_done_on(day: date, today: date) -> Refusal | None:
    """A milestone was reached on a day that has come.

    Rule: P3. Decided here.
    """
    return Refusal('future-date', {'date': day.isoformat(), 'today': today.isoformat()}) if day > today else None


def why_late(stage: str, due_on: date, today: date) -> Because | None:
    """A milestone is late from the day after it was due, while it is open; the due day itself is in time.

    It is worked out on the day of reading, by the network's own calendar, and never stored.

    Rule: P3. Decided here.
    """
    return Because('past_due', due_on, (today - due_on).days) if stage == 'open' and due_on < today else None
