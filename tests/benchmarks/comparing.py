"""The proof that all contenders give the same answers, without which nothing is measured."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from tests.benchmarks.contenders import OURS, Contender
from tests.benchmarks.questions import Asking, Question

# What a new record is called differs from one to the next.
_OWN = {'id', 'created_at', 'updated_at'}
_MOMENT = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)')
_NUMBER = re.compile(r'-?\d+(\.\d+)?')
# How a moment and an empty cell are written in CSV differs; these columns do not.
_SAME_IN_CSV = slice(0, 10)


def compare(found: Iterable[Contender], asking: Asking) -> None:
    """Refuse to measure unless every peer's parsed answers are ours; one with shapes of its own has as many records."""
    ours, *peers = found
    assert ours.name == OURS
    for question in asking.questions:
        if question.seen:
            continue
        for peer in peers:
            if question.letter not in peer.answers:
                continue
            for n, (left, right) in enumerate(_pairs(question, ours, peer)):
                if peer.own_shapes:
                    _same_count(question, n, left, right)
                elif left != right:
                    message = f'{peer.name} answers question {question.letter} differently (request {n}): {_first_difference(left, right)}'
                    raise RuntimeError(message)


def _pairs(question: Question, ours: Contender, peer: Contender) -> Iterator[tuple[Any, Any]]:
    mine, theirs = question.asker(ours), question.asker(peer)
    for _ in question.paths:
        yield _parsed(mine(), question), _parsed(theirs(), question)


def _parsed(body: bytes, question: Question) -> Any:
    if question.letter == 'e':
        rows = csv.reader(io.StringIO(body.decode('utf-8-sig')))
        return {'items': [[_number(cell) for cell in row[_SAME_IN_CSV]] for row in rows]}
    found = _moments(json.loads(body))
    if question.bodies and isinstance(found, dict):
        return {name: value for name, value in found.items() if name not in _OWN}
    return found


def _moments(value: Any) -> Any:
    """Return a body with every moment as such: 09:30Z and 09:30+00:00 are the same one."""
    if isinstance(value, dict):
        return {name: _moments(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_moments(each) for each in value]
    return datetime.fromisoformat(value) if isinstance(value, str) and _MOMENT.fullmatch(value) else value


def _number(cell: str) -> str | float:
    """Return a cell, as a number where it is one: -70 and -70.0 are the same latitude."""
    return float(cell) if _NUMBER.fullmatch(cell) else cell


def _same_count(question: Question, n: int, left: Any, right: Any) -> None:
    mine = left.get('items', [left])
    theirs = right if isinstance(right, list) else right.get('items', [right])
    # It is asked for one more, to know whether there is more, as we ask our own database.
    if len(theirs) not in {len(mine), len(mine) + 1}:
        message = f'PostgREST answers question {question.letter} with {len(theirs)} records instead of {len(mine)} (request {n})'
        raise RuntimeError(message)


def _first_difference(left: Any, right: Any, place: str = '') -> str:
    if isinstance(left, dict) and isinstance(right, dict):
        for name in sorted(left.keys() | right.keys()):
            if left.get(name, '(missing)') != right.get(name, '(missing)'):
                return _first_difference(left.get(name, '(missing)'), right.get(name, '(missing)'), f'{place}.{name}')
    if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        for n, (one, other) in enumerate(zip(left, right, strict=True)):
            if one != other:
                return _first_difference(one, other, f'{place}[{n}]')
    return f'{place or "the body"}: ours {str(left)[:200]!r}, theirs {str(right)[:200]!r}'
