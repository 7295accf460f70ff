"""Reads the list of a nightly run: who is to be in which working groups, as a table (CSV, Excel) or as JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from api.membership_tables import OF_GROUP, member_of, rows_of
from api.models.membership_batches import WorkingGroupMembersReplace
from api.problems import Problem
from api.running.processes import CannotStart
from api.sentences import DEFAULT_LANGUAGE, say

_SHAPE = '{"working_groups": [{"working_group": "…", "members": [{"member": {"slug": "…"}}]}]}'


@dataclass(slots=True)
class Desired:
    """Who is to be in one group, as the service is told it; `group` is an id or a slug."""

    group: str
    body: dict[str, Any] = field(default_factory=lambda: {'members': []})


def desired_of(file: Path) -> list[Desired]:
    """Return what a file says, group by group; refuses one that cannot be read, or that says nothing of any group."""
    try:
        content = file.read_bytes()
    except OSError as error:
        message = f'{file} cannot be read: {error.strerror}.'
        raise CannotStart(message) from error
    wanted = _of_json(file, content) if content.lstrip()[:1] in {b'{', b'['} else _of_table(file, content)
    if not wanted:
        message = f'{file} names no working group: a table has a column working_group with a slug or an id.'
        raise CannotStart(message)
    for each in wanted:
        try:
            WorkingGroupMembersReplace.model_validate(each.body)
        except ValidationError as error:
            first = error.errors()[0]
            place = '.'.join(map(str, first['loc']))
            message = f'{file} cannot be understood, of {each.group}: {place}: {first["msg"]}.'
            raise CannotStart(message) from error
    return wanted


def _of_json(file: Path, content: bytes) -> list[Desired]:
    try:
        said = json.loads(content)
        groups = said['working_groups'] if isinstance(said, dict) else said
        return [Desired(str(each['working_group']), {key: each[key] for key in each if key != 'working_group'}) for each in groups]
    except (ValueError, KeyError, TypeError) as error:
        message = f'{file} is not JSON of this form: {_SHAPE}.'
        raise CannotStart(message) from error


def _of_table(file: Path, content: bytes) -> list[Desired]:
    """Return what a table says; whoever left already (a row with an end_date, as exports have) and members of networks are left out."""
    found: dict[str, Desired] = {}
    try:
        for number, row in rows_of(content):
            group = next((row[column] for column in OF_GROUP if column in row), None)
            if group is not None and 'end_date' not in row:
                found.setdefault(group, Desired(group)).body['members'].append(_member(number, row))
    except Problem as problem:
        raise CannotStart(say(DEFAULT_LANGUAGE, f'problem.{problem.slug}.detail', file_name=file)) from problem
    return list(found.values())


def _member(number: int, row: Mapping[str, str]) -> dict[str, Any]:
    role = {'role': row['role']} if 'role' in row else {}
    return {'ref': f'row {number}', 'member': member_of(row), **role}
