"""What a record says one may do is what one may: compared with the answers of the matrix, for every caller and every act on a record."""

from collections import defaultdict
from collections.abc import Iterator

import httpx

from tests.authorisation.ask import Ask
from tests.authorisation.asked import Asking
from tests.authorisation.test_matrix import CALLERS, MATRIX
from tests.contract.validated import operation_of

# A record is named by three parts of an address: /v1/<kind>/<which>.
_PARTS = 4
# Their bodies name the city that it is done for: the record says that the caller may for its own, the row asks for another one.
FOR_A_CITY_OF_THE_BODY = {'join_working_group', 'answer_call_for_interest'}


def acts(asks: Asking) -> Iterator[tuple[str, str, str]]:
    """Yield row, operation and the address of the record that it is done to, where that can be read and says what one may."""
    for row, ask in asks.rows.items():
        record = '/'.join(ask.path.split('/')[:_PARTS])
        read = operation_of('GET', record)
        if ask.method != 'GET' and not ask.does and ask.path.count('/') >= _PARTS - 1 and read is not None:
            yield row, row.split('/')[0], record


def test_a_record_names_exactly_the_acts_that_are_not_refused(asks: Asking) -> None:
    named: dict[tuple[str, str], list[str]] = {}
    known: defaultdict[str, set[str]] = defaultdict(set)
    wanted = list(acts(asks))
    for record in {record for _, _, record in wanted}:
        for name in set(CALLERS) - {'client_without_scope'}:
            answer = asks.ask(Ask('GET', record), name)
            if answer.code == httpx.codes.OK and 'you_may' in answer.said:
                named[record, name] = answer.said['you_may']
                known[record.split('/')[2]] |= set(answer.said['you_may'])
    wrong, compared = [], set()
    for row, operation, record in wanted:
        for name in CALLERS:
            may, cell = named.get((record, name)), int(MATRIX[row][name])
            if may is None or operation not in known[record.split('/')[2]]:
                continue
            compared.add(operation)
            refused = cell == httpx.codes.FORBIDDEN and operation not in FOR_A_CITY_OF_THE_BODY
            if (refused and operation in may) or (cell < httpx.codes.BAD_REQUEST and operation not in may):
                wrong.append(f'{row} as {name}: {cell}, and the record says {may}')
    assert wrong == []
    assert len(compared) >= 50, sorted(compared)
