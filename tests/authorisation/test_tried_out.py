"""Whatever the document lets be tried out writes nothing, and is refused as the act itself would be; asked of the prepared world."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from api.database import Database
from tests.authorisation.asked import Asking
from tests.authorisation.prepared import Prepared
from tests.authorisation.test_matrix import MATRIX
from tests.contract.test_tried_out import IN_ITS_OWN_SHAPE
from tests.contract.validated import OPERATIONS
from tests.world import answering, rows

TRIED_OUT = {
    each.declared['operationId']
    for each in OPERATIONS
    if any(parameter['name'] == 'dry_run' for parameter in each.declared.get('parameters', []))
}
# That somebody was here is noted beside what they ask.
_BESIDE = {'sessions'}
_TABLES = "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"


@pytest.fixture
def asks_for_good(prepared_database: tuple[Database, Prepared]) -> Iterator[Asking]:
    """Asks a service that keeps what is written."""
    with answering(Database(prepared_database[0].url)) as address, ExitStack() as stack:
        yield Asking(prepared_database[1], address, prepared_database[0], stack)


def kept(database: Database) -> dict[str, object]:
    """Return by table a sum of all that is in it."""
    names = [row['name'] for row in rows(database, _TABLES) if row['name'] not in _BESIDE]
    sums = ', '.join(f"(SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM {name} t) AS {name}" for name in names)  # noqa: S608 -- tables of our own
    return dict(rows(database, f'SELECT {sums}')[0])


def test_nothing_that_is_tried_out_writes_anything(asks_for_good: Asking, prepared_database: tuple[Database, Prepared]) -> None:
    before, answers = kept(prepared_database[0]), {}
    for name, ask in asks_for_good.rows.items():
        if name.split('/')[0] in TRIED_OUT:
            answers[name] = asks_for_good.ask(replace(ask, query={**ask.query, 'dry_run': 'true'}), 'office_admin')
    expected = {name: int(MATRIX[name]['office_admin']) for name in answers}
    # Some have an answer of their own, and its code.
    tried = {name: 202 if code < 300 and name.split('/')[0] not in IN_ITS_OWN_SHAPE else code for name, code in expected.items()}
    assert {name: answer.code for name, answer in answers.items()} == tried, {name: each.text[:300] for name, each in answers.items()}
    assert {name.split('/')[0] for name in answers} == TRIED_OUT
    assert sum(code == 202 for code in tried.values()) > 50
    assert kept(prepared_database[0]) == before
