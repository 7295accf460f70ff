"""What permissions and audiences add to a list: the service as it is against the same service without the WHERE of who may see what.

As a program it is that service, on the port and database of its settings: python -m tests.benchmarks.filtering filtered|unfiltered.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import uvicorn
from sqlalchemy import true

from api import reads
from api.app import create_app
from api.http_protocol import BoundedHttp
from tests.benchmarks import rounds
from tests.benchmarks.contenders import EVERYTHING, Contender, answering, free_port, running
from tests.benchmarks.questions import Asking

WAYS = ('unfiltered', 'filtered')
FILTERED = 'b'
# Rounds scatter by more than the filter adds, so these two are asked more often than the rest.
TIMES = 5


def measured(database: str, asking: Asking, place: Path, postgres: int, times: int) -> tuple[list[float], list[float]]:
    """Return the CPU-ms of the list without the filter and with it, a figure a round."""
    with ExitStack() as stack:
        found = [stack.enter_context(_serving(way, database, asking.secret, place)) for way in WAYS]
        (question,) = asking.of(FILTERED)
        bodies = {question.asker(contender)() for contender in found}
        if len(bodies) != 1:
            raise RuntimeError('the filter changes what the list shows: bodies of different length would be compared')
        costs = rounds.measured([(contender.name, contender, question) for contender in found], postgres, times)
    without, with_filter = (costs[way] for way in WAYS)
    return without, with_filter


@contextmanager
def _serving(way: str, database: str, secret: str, place: Path) -> Iterator[Contender]:
    port = free_port()
    environment = os.environ | {
        'DATABASE_URL': database, 'COALITION_SECRET': secret, 'COALITION_PORT': str(port), 'COALITION_REQUESTS_PER_MINUTE': '10000000',
    }  # fmt: skip
    with running(way, [sys.executable, '-m', 'tests.benchmarks.filtering', way], environment, place) as (pid, log):
        yield answering(Contender(way, f'http://127.0.0.1:{port}', pid, EVERYTHING, log), '/health/ready')


def main() -> None:
    """Serve, with the filter or without it."""
    if sys.argv[1] == 'unfiltered':
        # Nothing of the service itself can leave it out.
        vars(reads)['visible'] = lambda _caller, _operation, _row: true()
    app = create_app()
    uvicorn.run(app, port=app.state.settings.port, http=BoundedHttp, log_level='warning', ws='none', proxy_headers=False)


if __name__ == '__main__':
    main()
