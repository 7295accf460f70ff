"""Knows what goes together when a department agrees to an action of a plan, and when those concerned evaluate it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.rules.refusals import Refusal


def along(before: Mapping[str, Any], said: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return what is said of an action with what follows from it.

    An agreement is that of one department: with another one it is gone, unless it is said anew. Without a day nobody has agreed. An
    evaluation has a day, today where none is said; taken back, it takes along who was asked and what they said.

    Rule: P5, P9. Source: action-plan toolkit. Decided here: what goes with what.
    """
    follows = dict(said)
    if 'department_id' in said and said['department_id'] != before['department_id']:
        follows = {'agreed_on': None, **follows}
    if follows.get('agreed_on', before['agreed_on']) is None:
        follows['agreed_by_id'] = None
    if 'evaluation' in said and said['evaluation'] != before['evaluation']:
        follows['evaluated_on'] = said.get('evaluated_on') or today
    if follows.get('evaluation', before['evaluation']) is None:
        follows |= dict.fromkeys(('evaluated_on', 'evaluation_asked', 'evaluation_note'))
    elif follows.get('evaluated_on', before['evaluated_on']) is None:
        follows['evaluated_on'] = today
    return follows


def why_not_day(agreed_on: date | None, evaluated_on: date | None, today: date) -> Refusal | None:
    """Nobody has agreed or evaluated on a day to come.

    Rule: P5, P9. Decided here.
    """
    late = [day for day in (agreed_on, evaluated_on) if day is not None and day > today]
    return Refusal('future-date', {'date': late[0].isoformat(), 'today': today.isoformat()}) if late else None
