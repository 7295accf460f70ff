"""Measures the service and its peers in one run: `python -m tests.benchmarks.measure` (make bench).

One database, filled once; every peer serves the same addresses from it, one process each, with the same credentials, and its bodies
are compared with ours before anything is counted. Rounds are interleaved in random order. What counts is the processor time of the
peer's processes and of Postgres per request, so that a client on the same machine does not matter.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from api.database import Database, ensure_instance
from api.jobs import city_catalogue_load
from api.running.embedded_postgres import EmbeddedPostgres
from api.running.schema import migrate
from api.settings import Settings
from tests.benchmarks import comparing, dataset, exporting, fairness, filtering, growing, questions, report, rounds
from tests.benchmarks.aims import Run
from tests.benchmarks.contenders import contenders

ROUNDS = 5
BUSY = 0.6


def main() -> None:
    """Load, start, compare, measure, report."""
    parser = argparse.ArgumentParser(prog='tests.benchmarks.measure', description=__doc__)
    parser.add_argument('--cities', type=int, default=170_000)
    parser.add_argument('--groups', type=int, default=20_000)
    parser.add_argument('--rounds', type=int, default=ROUNDS)
    parser.add_argument('--only', default='', help='names of contenders, comma-separated')
    parser.add_argument('--ask', default='', help='letters of questions, comma-separated')
    parser.add_argument('--write', action='store_true', help='put the tables into tests/benchmarks/README.md')
    parser.add_argument('--even-if-busy', action='store_true', help='for trying things out; never together with --write')
    asked = parser.parse_args()
    refuse_a_busy_machine(even_if_busy=asked.even_if_busy and not asked.write)
    place = Path(tempfile.mkdtemp(prefix='coalition-bench-'))
    place.chmod(0o755)
    postgres = EmbeddedPostgres(place / 'postgres', announce=lambda line: print(line, file=sys.stderr))
    postgres.start()
    try:
        run = measured(postgres, place, asked)
    finally:
        postgres.stop()
        shutil.rmtree(place, ignore_errors=True)
    print(report.tables(run))
    if asked.write:
        report.write(run)


def measured(postgres: EmbeddedPostgres, place: Path, asked: argparse.Namespace) -> Run:
    """Do everything, and keep how long each part of it took."""
    took: dict[str, float] = {}
    with _timed(took, 'loading'):
        migrate(postgres.url)
        ensure_instance(postgres.url, demonstration=False)
        database = Database(postgres.url)
        city_catalogue_load.run(Settings(database_url=postgres.url))
        data = dataset.fill(database, cities=asked.cities, groups=asked.groups)
        asking = questions.prepared(database, data, letters(asked.ask))
    pid, exports, growth, filtered = postgres.pid or 0, None, None, None
    with ExitStack() as stack:
        with _timed(took, 'starting'):
            found = stack.enter_context(contenders(postgres.url, asking.secret, place, letters(asked.only)))
        for export in asking.of('e'):
            with _timed(took, 'exports'):
                exports = exporting.measured(found[0], postgres.url, export)
        with _timed(took, 'comparing'):
            fairness.prove(found, asking)
            comparing.compare(found, asking)
        if asking.of(filtering.FILTERED):
            with _timed(took, 'filtering'):
                filtered = filtering.measured(postgres.url, asking, place, pid, filtering.TIMES * asked.rounds)
        if not asked.ask:
            a_tenth = growing.a_tenth(postgres.url, place, cities=asked.cities, groups=asked.groups)
            with _timed(took, 'growth'), a_tenth as smaller:
                growth = growing.measured(database, asking, found[0], smaller, pid, asked.rounds)
        with _timed(took, 'rounds'):
            cells = [((who.name, each.letter), who, each) for who in found for each in asking.questions if each.letter in who.answers]
            costs = rounds.measured(cells, pid, asked.rounds)
    return Run(costs, exports, growth, asked.rounds, asked.cities, asked.groups, took, filtered)


@contextmanager
def _timed(took: dict[str, float], part: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    took[part] = took.get(part, 0.0) + time.perf_counter() - begun
    print(f'{part}: {took[part]:.0f} s', file=sys.stderr)


def letters(text: str) -> set[str]:
    """Return the names in a comma-separated list."""
    return {each for each in text.split(',') if each}


def refuse_a_busy_machine(*, even_if_busy: bool) -> None:
    """Print the load, and end when something else is at work: its figures would be about that."""
    load = os.getloadavg()
    print('load average:', ' '.join(f'{each:.2f}' for each in load), file=sys.stderr)
    if load[0] > BUSY and not even_if_busy:
        sys.exit(f'The machine is busy (load {load[0]:.2f}, at most {BUSY}); try again when it is quiet.')


if __name__ == '__main__':
    main()
