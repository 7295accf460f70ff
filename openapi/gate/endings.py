"""Knows what has announced its end: on its day an operation may go, with what only it needed, and no day moves nearer."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from openapi.gate.schemas import Break

Part = Mapping[str, Any]
METHODS = ('get', 'put', 'post', 'delete', 'patch')
SUNSET = 'x-sunset'


def offered(document: Part) -> dict[tuple[str, str], Part]:
    """Return the operations of a document by method and path."""
    return {(method, path): item[method] for path, item in document['paths'].items() for method in METHODS if method in item}


def still_promised(old: Part, new: Part, today: date) -> Part:
    """Return the old document without the operations that are gone because their day has come, and without what only they needed."""
    after = offered(new)
    over = {place for place, operation in offered(old).items() if place not in after and _is_over(operation, today)}
    if not over:
        return old
    paths = {
        path: {method: operation for method, operation in item.items() if (method, path) not in over} for path, item in old['paths'].items()
    }
    needed = _reached(old, json.dumps([paths, old.get('webhooks', {})]))
    schemas = {name: schema for name, schema in old['components']['schemas'].items() if ('schemas', name) in needed}
    problems = [problem for problem in old.get('x-problem-types', []) if ('examples', problem['slug']) in needed]
    return {**old, 'paths': paths, 'components': {**old['components'], 'schemas': schemas}, 'x-problem-types': problems}


def moved_nearer(old: Part, new: Part) -> Iterator[Break]:
    """Yield each operation whose end is announced for an earlier day than before."""
    after = offered(new)
    for place, operation in offered(old).items():
        before, now = operation.get(SUNSET), after.get(place, {}).get(SUNSET)
        if before and now and now < before:
            what = f'its end was announced for {before} and is on {now} now.'
            yield Break(operation['operationId'], what, 'Keep the day, or choose a later one.')


def _is_over(operation: Part, today: date) -> bool:
    return bool(operation.get('deprecated')) and SUNSET in operation and date.fromisoformat(operation[SUNSET]) <= today


def _reached(document: Part, text: str) -> set[tuple[str, str]]:
    """Return which components a text refers to, and those within them."""
    found: set[tuple[str, str]] = set()
    while True:
        wanted = set(re.findall(r'"#/components/(\w+)/([\w-]+)"', text)) - found
        if not wanted:
            return found
        found |= wanted
        text = json.dumps([document['components'][kind][name] for kind, name in sorted(wanted)])
