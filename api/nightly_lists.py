"""Reads the list of a nightly run: who is to be in which working groups or networks, as a table (CSV, Excel) or as JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from api.membership_tables import FIELDS, OF_GROUP, member_of, rows_of
from api.models.membership_batches import NetworkMembersReplace, WorkingGroupMembersReplace
from api.models.shapes import Wish
from api.problems import Problem
from api.running.processes import CannotStart
from api.sentences import DEFAULT_LANGUAGE, say

_SHAPE = '{"working_groups": [{"working_group": "…", "members": [{"member": {"slug": "…"}}]}]}'
_SHAPES: Mapping[str, type[Wish]] = {'working_group': WorkingGroupMembersReplace, 'network': NetworkMembersReplace}


@dataclass(slots=True)
class Desired:
    """Who is to be in one group or network, as the service is told it; `place` is its id or slug."""

    kind: str
    place: str
    body: dict[str, Any] = field(default_factory=lambda: {'members': []})


def desired_of(file: Path) -> list[Desired]:
    """Return what a file says, place by place; refuses one that cannot be read, or that says nothing of any group or network."""
    try:
        content = file.read_bytes()
    except OSError as error:
        message = f'{file} cannot be read: {error.strerror}.'
        raise CannotStart(message) from error
    wanted = _of_json(file, content) if content.lstrip()[:1] in {b'{', b'['} else _of_table(file, content)
    if not wanted:
        message = f'{file} names no working group and no network: a table has a column working_group, or network, with a slug or an id.'
        raise CannotStart(message)
    for each in wanted:
        try:
            _SHAPES[each.kind].model_validate(each.body)
        except ValidationError as error:
            first = error.errors()[0]
            place = '.'.join(map(str, first['loc']))
            message = f'{file} cannot be understood, of {each.place}: {place}: {first["msg"]}.'
            raise CannotStart(message) from error
    return wanted


def _of_json(file: Path, content: bytes) -> list[Desired]:
    try:
        said = json.loads(content)
        kind = 'network' if isinstance(said, dict) and 'networks' in said else 'working_group'
        places = said[f'{kind}s'] if isinstance(said, dict) else said
        return [Desired(kind, str(each[kind]), {key: each[key] for key in each if key != kind}) for each in places]
    except (ValueError, KeyError, TypeError) as error:
        message = f'{file} is not JSON of this form: {_SHAPE}.'
        raise CannotStart(message) from error


def _of_table(file: Path, content: bytes) -> list[Desired]:
    """Return what a table says; whoever left already (a row with an end_date, as exports have) is left out.

    A table that names a working group anywhere is of groups, and its rows that name a network alone are left out as well.
    """
    found: dict[str, Desired] = {}
    try:
        rows = [(number, row) for number, row in rows_of(content) if 'end_date' not in row]
        kind = 'working_group' if any(row.keys() & set(OF_GROUP) for _, row in rows) else 'network'
        for number, row in rows:
            place = next((row[column] for column in FIELDS[kind] if column in row), None)
            if place is not None:
                found.setdefault(place, Desired(kind, place)).body['members'].append(_member(kind, number, row))
    except Problem as problem:
        raise CannotStart(say(DEFAULT_LANGUAGE, f'problem.{problem.slug}.detail', file_name=file)) from problem
    return list(found.values())


def _member(kind: str, number: int, row: Mapping[str, str]) -> dict[str, Any]:
    said = 'role' if kind == 'working_group' else 'stage'
    return {'ref': f'row {number}', 'member': member_of(row), **({said: row[said]} if said in row else {})}
