"""Writes what was measured as a table, and into the README beside this file."""

import os
import platform
import re
import statistics
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import psutil

from tests.benchmarks.contenders import OURS

README = Path(__file__).with_name('README.md')
BETWEEN = re.compile(r'(<!-- measured -->\n).*?(<!-- /measured -->)', re.DOTALL)
Measured = Mapping[tuple[str, str], Sequence[float]]


def table(measured: Measured, rounds: int) -> str:
    """Return the table in Markdown: CPU-ms per request, the median and the least and most of the rounds."""
    letters = sorted({letter for _, letter in measured})
    names = sorted({name for name, _ in measured}, key=lambda name: (name != OURS, name))
    lines = [f'| CPU-ms per request, median of {rounds} (min–max) | ' + ' | '.join(letters) + ' |', '| --- |' + ' --- |' * len(letters)]
    lines += [f'| {name} | ' + ' | '.join(_cell(measured.get((name, letter))) for letter in letters) + ' |' for name in names]
    lines += ['', '| ours against | ' + ' | '.join(letters) + ' |', '| --- |' + ' --- |' * len(letters)]
    for name in names[1:]:
        lines.append(f'| {name} | ' + ' | '.join(_ratio(measured, name, letter) for letter in letters) + ' |')
    return '\n'.join(lines) + '\n'


def _cell(figures: Sequence[float] | None) -> str:
    if not figures:
        return '–'
    return f'{_short(statistics.median(figures))} ({_short(min(figures))}–{_short(max(figures))})'


def _short(figure: float) -> str:
    return f'{figure:.0f}' if figure >= 100 else f'{figure:.1f}' if figure >= 10 else f'{figure:.2f}'


def _ratio(measured: Measured, name: str, letter: str) -> str:
    theirs, ours = measured.get((name, letter)), measured.get((OURS, letter))
    return f'{statistics.median(theirs) / statistics.median(ours):.1f} ×' if theirs and ours else '–'


def write(measured: Measured, rounds: int, *, cities: int, groups: int, more: str = '') -> None:
    """Put the table, with day, machine and load, into the README."""
    load = ', '.join(f'{each:.2f}' for each in os.getloadavg())
    machine = f'{psutil.cpu_count()} cores, Python {platform.python_version()}'
    about = f'{datetime.now(UTC).date()}, {machine}, {cities:,} cities, {groups:,} groups; load average after the last round {load}.\n\n'
    text = BETWEEN.sub(lambda match: match[1] + about + table(measured, rounds) + more + match[2], README.read_text())
    README.write_text(text)
