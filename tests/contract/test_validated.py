"""What compares answers with the document is quick, and misses nothing that the slower one in words would say."""

import copy
import json
from collections.abc import Iterator
from typing import Any

from api.examples import example_of
from tests.contract.validated import DOCUMENT, breaches, quick, validator
from tests.turns import due

SCHEMAS = DOCUMENT['components']['schemas']
# In short form a fifth of the schemas each day.
DAYS_TO_COMPARE = 5
WRONG: tuple[Any, ...] = (None, True, -1, 0.5, 10**30, '', 'no such thing', '2026-02-30', '2026-13-01T00:00:00Z', [], [None], {}, {'a': 1})


def spoilt(value: Any) -> Iterator[Any]:
    """Yield a record in which one thing is wrong, or may be: a field that is missing, unknown, or says something else."""
    yield value
    if not isinstance(value, dict):
        yield from WRONG
        return
    yield {**value, 'a_field_of_nobody': 1}
    for name in value:
        without = copy.copy(value)
        del without[name]
        yield without
        yield from ({**value, name: wrong} for wrong in WRONG)


def test_the_quick_one_lets_nothing_pass_that_the_slow_one_refuses(full: bool) -> None:
    wrong, refused = [], 0
    todays = list(SCHEMAS) if full else due(list(SCHEMAS), DAYS_TO_COMPARE)
    for name in todays:
        schema = json.dumps({'$ref': f'#/components/schemas/{name}'})
        for value in spoilt(example_of(SCHEMAS[name], SCHEMAS)):
            is_refused = not validator(schema).is_valid(value)
            refused += is_refused
            if is_refused and quick(schema).is_valid(value):
                wrong.append((name, value))
    assert wrong == []
    assert refused > 10 * len(todays)


def test_a_value_that_breaks_its_schema_is_told_of_in_words() -> None:
    city = example_of(SCHEMAS['City'], SCHEMAS)
    assert isinstance(city, dict)
    assert breaches({'$ref': '#/components/schemas/City'}, city) == []
    assert breaches({'$ref': '#/components/schemas/City'}, {**city, 'version': 'first'}) == ["$.version: 'first' is not of type 'integer'"]
    assert breaches({'$ref': '#/components/schemas/ProblemDetails'}, {'type': 'no such thing'}) != []
