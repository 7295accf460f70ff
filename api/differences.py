"""Knows what changed in a record since it was read: from → to per column, and of personal columns the name alone."""

import json
from typing import Any

from sqlalchemy import inspect

from api.models.columns import Subject, table

_UNTOLD = {'version', 'updated_at', 'created_at', 'sort_key', 'search_key', 'snapshot'}


def difference(row: Subject) -> tuple[dict[str, Any], list[str]]:
    """Return {column: [from, to]} as JSON values, and the names of the personal columns that changed.

    Call it before the flush; afterwards nothing is known to have changed.
    """
    changes: dict[str, Any] = {}
    personal: list[str] = []
    state = inspect(row)
    for column in table(type(row)).columns:
        history = state.attrs[column.name].history
        if column.name in _UNTOLD or not history.has_changes():
            continue
        if column.info['personal']:
            personal.append(column.name)
        else:
            old, new = (history.deleted or [None])[0], (history.added or [None])[0]
            if old != new:
                changes[column.name] = [_said(old), _said(new)]
    return changes, personal


def _said(value: Any) -> Any:
    return json.loads(json.dumps(value, default=str))
