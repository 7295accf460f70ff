"""Measures the service and its peers in one run: `python -m tests.benchmarks.measure` (make bench).

One database, filled once; every peer serves the same addresses from it, one process each, with the same credentials, and its bodies
are compared with ours before anything is counted. Rounds are interleaved in random order. What counts is the processor time of the
peer's processes and of Postgres per request, so that a client on the same machine does not matter.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from api.database import Database, ensure_instance
from api.jobs import city_catalogue_load
from api.running.embedded_postgres import EmbeddedPostgres
from api.running.schema import migrate
from api.settings import Settings
from tests.benchmarks import comparing, dataset, exporting, questions, report
from tests.benchmarks.contenders import Contender, contenders
from tests.benchmarks.processes import cpu_seconds
from tests.benchmarks.questions import Question

ROUNDS = 5
SECONDS = 1.0
BUSY = 0.6


def main() -> None:
    """Load, start, compare, measure, report."""
    parser = argparse.ArgumentParser(prog='tests.benchmarks.measure', description=__doc__)
    parser.add_argument('--cities', type=int, default=170_000)
    parser.add_argument('--groups', type=int, default=20_000)
    parser.add_argument('--rounds', type=int, default=ROUNDS)
    parser.add_argument('--only', default='', help='names of contenders, comma-separated')
    parser.add_argument('--ask', default='', help='letters of questions, comma-separated')
    parser.add_argument('--write', action='store_true', help='put the table into tests/benchmarks/README.md')
    parser.add_argument('--even-if-busy', action='store_true', help='for trying things out; never together with --write')
    asked = parser.parse_args()
    refuse_a_busy_machine(even_if_busy=asked.even_if_busy and not asked.write)
    place = Path(tempfile.mkdtemp(prefix='coalition-bench-'))
    place.chmod(0o755)
    postgres = EmbeddedPostgres(place / 'postgres', announce=lambda line: print(line, file=sys.stderr))
    postgres.start()
    try:
        migrate(postgres.url)
        ensure_instance(postgres.url, demonstration=False)
        database = Database(postgres.url)
        city_catalogue_load.run(Settings(database_url=postgres.url))
        data = dataset.fill(database, cities=asked.cities, groups=asked.groups)
        asking = questions.prepared(database, data, letters(asked.ask))
        with contenders(postgres.url, asking.secret, place, letters(asked.only)) as found:
            files = [line for each in asking.questions if each.letter == 'e' for line in exporting.lines(found[0], postgres.url, each)]
            comparing.compare(found, asking)
            measured = rounds(found, asking.questions, postgres.pid or 0, asked.rounds)
        more = ''.join(files)
        print(report.table(measured, asked.rounds) + more)
        if asked.write:
            report.write(measured, asked.rounds, cities=asked.cities, groups=asked.groups, more=more)
    finally:
        postgres.stop()
        shutil.rmtree(place, ignore_errors=True)


def letters(text: str) -> set[str]:
    """Return the names in a comma-separated list."""
    return {each for each in text.split(',') if each}


def refuse_a_busy_machine(*, even_if_busy: bool) -> None:
    """Print the load, and end when something else is at work: its figures would be about that."""
    load = os.getloadavg()
    print('load average:', ' '.join(f'{each:.2f}' for each in load), file=sys.stderr)
    if load[0] > BUSY and not even_if_busy:
        sys.exit(f'The machine is busy (load {load[0]:.2f}, at most {BUSY}); try again when it is quiet.')


def rounds(found: Iterable[Contender], asked: Iterable[Question], postgres: int, times: int) -> dict[tuple[str, str], list[float]]:
    """Return CPU-ms per request of each contender and question, a figure a round; a round's order is random."""
    measured: dict[tuple[str, str], list[float]] = defaultdict(list)
    cells = [(contender, question) for contender in found for question in asked if question.letter in contender.answers]
    chance = random.SystemRandom()
    for n in range(times):
        chance.shuffle(cells)
        for contender, question in cells:
            figure = one(contender, question, postgres)
            measured[contender.name, question.letter].append(figure)
        print(f'round {n + 1} of {times}', file=sys.stderr)
    return measured


def one(contender: Contender, question: Question, postgres: int) -> float:
    """Return the CPU-ms that one request costs, over as many as fit into SECONDS after a short warming up."""
    ask = question.asker(contender)
    for _ in range(question.warm):
        ask()
    before, begun, asked = cpu_seconds(contender.pid) + cpu_seconds(postgres), time.perf_counter(), 0
    while asked < question.least or time.perf_counter() - begun < SECONDS:
        ask()
        asked += 1
    spent = cpu_seconds(contender.pid) + cpu_seconds(postgres) - before
    return spent / asked * 1000


if __name__ == '__main__':
    main()
