"""Knows what changed in a record since it was read (from → to per column, of personal columns the name alone), and where it belongs."""

import json
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import inspect

from api.models.columns import Subject, table

# Columns of which no history tells: they follow from others.
UNTOLD = {'version', 'updated_at', 'created_at', 'sort_key', 'search_key', 'snapshot'}


def values_of(row: Subject) -> dict[str, Any]:
    """Return the value of each column, to be compared with after a statement of its own has changed the row."""
    return {column.name: getattr(row, column.name) for column in table(type(row)).columns}


def difference(row: Subject, since: Mapping[str, Any] | None = None, hidden: Collection[str] = ()) -> tuple[dict[str, Any], list[str]]:
    """Return {column: [from, to]} as JSON values, and the names of the personal columns that changed, and of the `hidden` ones.

    Compares with the values that it had before, `since`; without them call it before the flush: afterwards nothing is known to have
    changed.
    """
    changes: dict[str, Any] = {}
    personal: list[str] = []
    for column in table(type(row)).columns:
        pair = _changed(row, column.name) if since is None else (since[column.name], getattr(row, column.name))
        if column.name in UNTOLD or pair is None or pair[0] == pair[1]:
            continue
        if column.info['personal'] or column.name in hidden:
            personal.append(column.name)
        else:
            changes[column.name] = [_said(pair[0]), _said(pair[1])]
    return changes, personal


def _changed(row: Subject, name: str) -> tuple[Any, Any] | None:
    """Return the value before and the present one, when the session knows of a change."""
    history = inspect(row).attrs[name].history
    return ((history.deleted or [None])[0], (history.added or [None])[0]) if history.has_changes() else None


def _said(value: Any) -> Any:
    return json.loads(json.dumps(value, default=str))


def place_of(row: Subject, name: str) -> dict[str, UUID | None]:
    """Return where a record belongs; a network, a city and a working group belong to themselves."""
    place = {column: getattr(row, column, None) for column in ('network_id', 'city_id', 'working_group_id')}
    itself = {'networks': 'network_id', 'cities': 'city_id', 'working_groups': 'working_group_id'}.get(name)
    return {**place, itself: row.id} if itself else place
