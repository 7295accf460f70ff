"""What goes together when a department agrees to an action, and when those concerned evaluate it: a table of cases."""

from datetime import date
from typing import Any

import pytest

from api.rules.plan_agreements import along, why_not_day

TODAY = date(2028, 2, 29)
EARLIER = date(2027, 12, 31)
NOTHING: dict[str, Any] = {'department_id': None, 'agreed_on': None, 'evaluation': None, 'evaluated_on': None}
AGREED = {**NOTHING, 'department_id': 'a', 'agreed_on': EARLIER}
EVALUATED = {**NOTHING, 'evaluation': 'keep', 'evaluated_on': EARLIER}
ALL_NULL = {'agreed_by_id': None, 'evaluated_on': None, 'evaluation_asked': None, 'evaluation_note': None}


@pytest.mark.parametrize(
    ('before', 'said', 'follows'),
    [
        (NOTHING, {}, ALL_NULL),
        (NOTHING, {'agreed_on': EARLIER, 'agreed_by_id': 'x'}, {'agreed_on': EARLIER, 'agreed_by_id': 'x'}),
        (NOTHING, {'agreed_by_id': 'x'}, {'agreed_by_id': None}),
        (AGREED, {'title': 'Train'}, {'title': 'Train'}),
        (AGREED, {'department_id': 'a'}, {'department_id': 'a'}),
        (AGREED, {'department_id': 'b'}, {'department_id': 'b', 'agreed_on': None, 'agreed_by_id': None}),
        (AGREED, {'department_id': 'b', 'agreed_on': TODAY}, {'department_id': 'b', 'agreed_on': TODAY}),
        (AGREED, {'department_id': None}, {'department_id': None, 'agreed_on': None, 'agreed_by_id': None}),
        (AGREED, {'agreed_on': None}, {'agreed_on': None, 'agreed_by_id': None}),
        (NOTHING, {'evaluation': 'drop'}, {'evaluation': 'drop', 'evaluated_on': TODAY}),
        (NOTHING, {'evaluation': 'drop', 'evaluated_on': EARLIER}, {'evaluation': 'drop', 'evaluated_on': EARLIER}),
        (NOTHING, {'evaluation_note': 'Nobody came.'}, {'evaluation_note': None}),
        (EVALUATED, {'evaluation': 'keep'}, {'evaluation': 'keep'}),
        (EVALUATED, {'evaluation': 'change'}, {'evaluation': 'change', 'evaluated_on': TODAY}),
        (EVALUATED, {'evaluation_note': 'Good.'}, {'evaluation_note': 'Good.'}),
        (EVALUATED, {'evaluated_on': None}, {'evaluated_on': TODAY}),
        (EVALUATED, {'evaluation': None}, {'evaluation': None, 'evaluated_on': None, 'evaluation_asked': None, 'evaluation_note': None}),
    ],
)
def test_what_follows_from_what_is_said(before: dict[str, Any], said: dict[str, Any], follows: dict[str, Any]) -> None:
    found = along(before, said, TODAY)
    assert {name: found.get(name, 'left out') for name in follows} == follows
    kept = {'agreed_on', 'evaluation', 'evaluated_on'} - set(follows) - set(ALL_NULL)
    assert not kept & set(found)


@pytest.mark.parametrize(
    ('agreed', 'evaluated', 'code'),
    [
        (None, None, None),
        (TODAY, EARLIER, None),
        (date(2028, 3, 1), None, 'future-date'),
        (None, date(2028, 3, 1), 'future-date'),
    ],
)
def test_nobody_agrees_or_evaluates_on_a_day_to_come(agreed: date | None, evaluated: date | None, code: str | None) -> None:
    refusal = why_not_day(agreed, evaluated, TODAY)
    assert (refusal.code if refusal else None) == code
