"""The rounds: every cell of a table is measured in each of them, in random order, so that what disturbs disturbs all alike."""

import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from tests.benchmarks.contenders import Contender
from tests.benchmarks.processes import cpu_seconds
from tests.benchmarks.questions import Question

SECONDS = 0.6
# A request that takes so long is asked in the first rounds only: its figure hardly moves, and it would take most of the time.
LONG_SECONDS, LONG_ROUNDS = 8.0, 2
Key = TypeVar('Key')


def measured(cells: Iterable[tuple[Key, Contender, Question]], postgres: int, times: int) -> dict[Key, list[float]]:
    """Return CPU-ms per request of each cell, a figure a round."""
    found: dict[Key, list[float]] = defaultdict(list)
    chance, left = random.SystemRandom(), list(cells)
    for n in range(times):
        chance.shuffle(left)
        for key, contender, question in left:
            found[key].append(one(contender, question, postgres))
        if n + 1 == LONG_ROUNDS:
            left = [cell for cell in left if min(found[cell[0]]) < LONG_SECONDS * 1000]
        print(f'round {n + 1} of {times}', file=sys.stderr)
    return found


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
