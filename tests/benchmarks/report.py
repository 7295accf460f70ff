"""Writes what was measured as tables, and into the README beside this file: all that stands between its two marks, and nothing else."""

import os
import platform
import re
import statistics
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import psutil

from tests.benchmarks.aims import AIMS, NOT_MEASURED, Aim, Run, quotient
from tests.benchmarks.contenders import OURS
from tests.benchmarks.exporting import Exports
from tests.benchmarks.growing import Growth

README = Path(__file__).with_name('README.md')
BETWEEN = re.compile(r'(<!-- measured -->\n).*?(<!-- /measured -->)', re.DOTALL)


def tables(run: Run) -> str:
    """Return everything in Markdown: the aims first, then what they are judged by."""
    parts = [_aims(run), _costs(run), _ratios(run)]
    parts += [_exports(run.exports)] if run.exports else []
    parts += [*_growth(run.growth)] if run.growth else []
    parts += [_filtering(run.filtering)] if run.filtering else []
    return '\n'.join('\n'.join(part) + '\n' for part in parts) + _took(run)


def write(run: Run) -> None:
    """Put the tables, with day, machine and load, into the README."""
    load = ', '.join(f'{each:.2f}' for each in os.getloadavg())
    machine = f'{psutil.cpu_count()} cores, Python {platform.python_version()}'
    rows = f'{run.cities:,} cities, {run.groups:,} groups'
    about = f'{datetime.now(UTC).date()}, {machine}, {rows}; load average after the last round {load}.'
    README.write_text(BETWEEN.sub(lambda match: f'{match[1]}{about}\n\n{tables(run)}{match[2]}', README.read_text()))


def _rows(*rows: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a table whose first row is its head."""
    for n, row in enumerate(rows):
        yield '| ' + ' | '.join(row) + ' |'
        if n == 0:
            yield '|' + ' --- |' * len(row)


def _aims(run: Run) -> Iterator[str]:
    return _rows(('aim', 'figure', ''), *((aim.sentence, _figures(aim, run), aim.verdict(run)) for aim in AIMS))


def _figures(aim: Aim, run: Run) -> str:
    said = [(label, NOT_MEASURED if figure is None else aim.form.format(figure)) for label, figure in aim.figures(run)]
    return ', '.join(f'{label} {figure}'.strip() for label, figure in said)


def _costs(run: Run) -> Iterator[str]:
    letters, names = _asked(run)
    head = (f'CPU-ms per request, median of {run.rounds} (min–max)', *letters)
    return _rows(head, *((name, *(_cell(run.measured.get((name, letter)), run.rounds) for letter in letters)) for name in names))


def _ratios(run: Run) -> Iterator[str]:
    letters, names = _asked(run)
    found = ((name, *(_ratio(quotient(run.median(name, each), run.median(OURS, each))) for each in letters)) for name in names[1:])
    return _rows(('what theirs costs, ours being 1', *letters), *found)


def _asked(run: Run) -> tuple[list[str], list[str]]:
    letters = sorted({letter for _, letter in run.measured})
    return letters, sorted({name for name, _ in run.measured}, key=lambda name: (name != OURS, name))


def _exports(found: Exports) -> Iterator[str]:
    forms = ((form, _spread(each.seconds), f'{each.size:,}', f'{each.memory / 1e6:.1f}') for form, each in found.forms.items())
    head = ('export of all cities', 'seconds, median (min–max)', 'bytes', 'memory above idle, MB')
    return _rows(head, *forms, ('bare COPY to csv, same columns', _spread(found.bare), '', ''))


def _growth(found: Growth) -> Iterator[Iterator[str]]:
    rows = (_compared(f'question {letter}', *pair) for letter, pair in found.rows.items())
    yield _rows(('ours, CPU-ms per request', 'a tenth of the rows', 'all rows', ''), *rows)
    pages = (_compared(name, *pair) for name, pair in found.pages.items())
    yield _rows(('ours, CPU-ms per page', 'the first page', 'behind nine tenths', ''), *pages)
    sync = found.sync
    head = ('a first sync by the feed, into a file of SQLite', 'seconds, median (min–max)', 'memory of the client above its start, MB')
    yield _rows(head, (f'{sync.subjects:,} records', _spread(sync.seconds), f'{sync.memory / 1e6:.1f}'))


def _filtering(found: tuple[Sequence[float], Sequence[float]]) -> Iterator[str]:
    head = ('ours, CPU-ms per request', 'without who may see what', 'with it', '')
    return _rows(head, _compared('question b', *found))


def _compared(name: str, less: Sequence[float], more: Sequence[float]) -> tuple[str, ...]:
    return name, _cell(less), _cell(more), _ratio(quotient(statistics.median(more), statistics.median(less)), digits=2)


def _cell(figures: Sequence[float] | None, rounds: int = 0) -> str:
    if not figures:
        return '–'
    fewer = f'; {len(figures)} rounds' if len(figures) < rounds else ''
    return f'{_short(statistics.median(figures))} ({_short(min(figures))}–{_short(max(figures))}{fewer})'


def _short(figure: float) -> str:
    return f'{figure:.0f}' if figure >= 100 else f'{figure:.1f}' if figure >= 10 else f'{figure:.2f}'


def _ratio(figure: float | None, digits: int = 1) -> str:
    return '–' if figure is None else f'{figure:.{digits}f} ×'


def _spread(seconds: Sequence[float]) -> str:
    return f'{statistics.median(seconds):.2f} ({min(seconds):.2f}–{max(seconds):.2f})'


def _took(run: Run) -> str:
    if not run.took:
        return ''
    parts = ', '.join(f'{part} {seconds:.0f}' for part, seconds in run.took.items())
    return f'\nThe run took {sum(run.took.values()) / 60:.1f} minutes; in seconds: {parts}.\n'
