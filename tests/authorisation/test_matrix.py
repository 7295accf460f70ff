"""Every role × every operation, over HTTP, against answers that were written by hand (matrix.csv), never from the table itself."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import httpx
import pytest

from api import permissions
from api.app import RESOURCES, create_app, openapi_document
from api.contract_route import ContractRoute
from api.permissions import PERMISSIONS, Permission
from api.settings import Settings
from tests.authorisation.asked import Asking
from tests.authorisation.asking import asking
from tests.authorisation.prepared import CLIENTS, PEOPLE, Prepared
from tests.turns import is_due

MATRIX = {row['operation']: row for row in csv.DictReader(Path(__file__).with_name('matrix.csv').read_text().splitlines())}
CALLERS = [name for name in next(iter(MATRIX.values())) if name not in {'operation', 'scope'}]
DAYS_TO_ASK = 3


def _document() -> Mapping[str, object]:
    return openapi_document(create_app(Settings()).app)


def differences(asks: Asking, row: str, callers: Iterable[str] = CALLERS) -> Iterator[str]:
    """Yield each cell of a row whose answer is another than the expected one, for these callers."""
    for name in callers:
        expected, got = int(MATRIX[row][name]), asks.row(row, name, MATRIX[row]['scope'])
        assert got.code < httpx.codes.INTERNAL_SERVER_ERROR, 'whatever is wrong with the table, the service answers'
        if got.code != expected:
            yield f'{row} as {name}: {got.code} instead of {expected} {got.text[:300]}'


# -- the matrix itself -----------------------------------------------------------------------------------------------------


def missing_rows(document: Mapping[str, object], matrix: Mapping[str, object]) -> set[str]:
    """Return the operations that need credentials and have no row."""
    paths: Mapping[str, Mapping[str, Mapping[str, object]]] = document['paths']  # type: ignore[assignment]  # the document is JSON
    operations = [operation for methods in paths.values() for operation in methods.values() if 'operationId' in operation]
    guarded = {str(operation['operationId']) for operation in operations if operation.get('security') != []}
    return guarded - {row.split('/')[0] for row in matrix}


def test_every_operation_that_needs_credentials_has_a_row() -> None:
    assert missing_rows(_document(), MATRIX) == set()
    assert {row.split('/')[0] for row in MATRIX} == set(PERMISSIONS)


def test_an_operation_without_a_row_is_noticed() -> None:
    fewer = {row: cells for row, cells in MATRIX.items() if not row.startswith('end_membership')}
    assert missing_rows(_document(), fewer) == {'end_membership'}


def test_every_row_has_a_request_and_every_column_a_caller(prepared: Prepared) -> None:
    assert set(asking(prepared)) == set(MATRIX)
    assert set(CALLERS) == {*PEOPLE, *CLIENTS, 'anonymous', 'client_without_scope'}
    assert not [row for row, cells in MATRIX.items() if None in cells or None in cells.values()]


# -- the answers -----------------------------------------------------------------------------------------------------------


def cells(*, full: bool) -> Iterator[tuple[str, list[str]]]:
    """Yield each row with the callers that ask it: of each row a third a day, at full length all."""
    for place, row in enumerate(MATRIX):
        yield row, [name for other, name in enumerate(CALLERS) if full or is_due(place + other, DAYS_TO_ASK)]


def test_every_caller_gets_the_answer_that_was_written_down(asks: Asking, full: bool) -> None:
    assert [difference for row, callers in cells(full=full) for difference in differences(asks, row, callers)] == []


def test_in_one_round_every_cell_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[tuple[str, str]] = Counter()
    for day in range(739_000, 739_000 + DAYS_TO_ASK):
        monkeypatch.setenv('DAY_OF_TESTS', str(day))
        asked.update((row, name) for row, callers in cells(full=False) for name in callers)
    assert asked == {(row, name): 1 for row in MATRIX for name in CALLERS}
    assert {row for row, callers in cells(full=False) if callers} == set(MATRIX)


def _swaps() -> list[tuple[str, str]]:
    """Return pairs of neighbours in the table that other callers may call; what is grave is written down in test_fresh_sign_ins.py."""
    said = {name: (permission.scope, permission.whoever) for name, permission in PERMISSIONS.items()}
    return [(first, second) for first, second in pairwise(PERMISSIONS) if said[first] != said[second]]


@pytest.fixture(params=[pytest.param(pair, marks=pytest.mark.in_turn(16), id=' and '.join(pair)) for pair in _swaps()])
def swapped(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Exchange two rows of the permission table, before the service is built on it; a route knows its scope since it was declared."""
    first, second = request.param
    table: dict[str, Permission] = dict(PERMISSIONS)
    monkeypatch.setitem(permissions.PERMISSIONS, first, table[second])
    monkeypatch.setitem(permissions.PERMISSIONS, second, table[first])
    for route in (route for resource in RESOURCES for route in resource.routes if isinstance(route, ContractRoute)):
        if route.operation_id and route.operation_id in request.param:
            monkeypatch.setattr(route, 'scope', permissions.PERMISSIONS[route.operation_id].scope)
    return first, second


def test_two_rows_of_the_table_that_change_places_are_noticed(swapped: tuple[str, str], asks_anew: Asking) -> None:
    rows = [row for row in MATRIX if row.split('/')[0] in swapped]
    assert [difference for row in rows for difference in differences(asks_anew, row)], f'nobody notices that {swapped} changed places'
