"""The aims, as data: what each asks of the figures, so that the table of them is written by the measurement and cannot differ from it."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tests.benchmarks.contenders import OURS
from tests.benchmarks.exporting import Exports
from tests.benchmarks.growing import SUBJECTS, Growth

Measured = Mapping[tuple[str, str], Sequence[float]]
# What one aim is about: a label and its figure, or None where it was not measured.
Figures = list[tuple[str, float | None]]
DJANGO = ('django-ninja', 'Django REST framework')
HAND_TUNED, POSTGREST, POSTGREST_TUNED = 'Litestar, tuned', 'PostgREST', 'PostgREST, tuned'
NOT_MEASURED = 'not measured'


@dataclass(frozen=True)
class Run:
    """Everything that one run has measured, and the seconds that each part of it took."""

    measured: Measured
    exports: Exports | None
    growth: Growth | None
    rounds: int
    cities: int
    groups: int
    took: Mapping[str, float]
    filtering: tuple[Sequence[float], Sequence[float]] | None = None

    def median(self, name: str, letter: str) -> float | None:
        """Return the CPU-ms that a contender's answer costs."""
        figures = self.measured.get((name, letter))
        return statistics.median(figures) if figures else None


@dataclass(frozen=True)
class Aim:
    """One aim: a sentence, its figures in a run, and the bound that each of them keeps."""

    sentence: str
    figures: Callable[[Run], Figures]
    least: float | None = None
    most: float | None = None
    form: str = '{:.2f} ×'

    def is_met_by(self, figure: float) -> bool:
        """Tell whether one figure keeps the bound."""
        return (self.least is None or figure >= self.least) and (self.most is None or figure <= self.most)

    def verdict(self, run: Run) -> str:
        """Return what came of it."""
        known = [self.is_met_by(figure) for _, figure in self.figures(run) if figure is not None]
        if not known:
            return NOT_MEASURED
        if all(known):
            return 'met' if len(known) == len(self.figures(run)) else 'met as far as measured'
        return f'{sum(known)} of {len(known)} met' if any(known) else 'missed'


def quotient(dividend: float | None, divisor: float | None) -> float | None:
    """Return a quotient, or None when either figure is not there."""
    return None if dividend is None or divisor is None or divisor == 0 else dividend / divisor


def _peers_cost(letter: str, *peers: str) -> Callable[[Run], Figures]:
    return lambda run: [(peer, quotient(run.median(peer, letter), run.median(OURS, letter))) for peer in peers]


def _they_cost(letters: str, peer: str) -> Callable[[Run], Figures]:
    return lambda run: [(letter, quotient(run.median(peer, letter), run.median(OURS, letter))) for letter in letters]


def _ours_costs(letters: str, peer: str) -> Callable[[Run], Figures]:
    return lambda run: [(letter, quotient(run.median(OURS, letter), run.median(peer, letter))) for letter in letters]


def _export(run: Run) -> Figures:
    found = run.exports
    return [('CSV', quotient(statistics.median(found.bare), statistics.median(found.forms['csv'].seconds)) if found else None)]


def _export_memory(run: Run) -> Figures:
    return [(form, each.memory / 1e6) for form, each in run.exports.forms.items()] if run.exports else [('', None)]


def _more(pairs: Callable[[Growth], Mapping[str, tuple[Sequence[float], Sequence[float]]]]) -> Callable[[Run], Figures]:
    def figures(run: Run) -> Figures:
        if run.growth is None:
            return [('', None)]
        return [(name, quotient(statistics.median(more), statistics.median(less))) for name, (less, more) in pairs(run.growth).items()]

    return figures


def _filter(run: Run) -> Figures:
    without, with_filter = (statistics.median(each) for each in run.filtering) if run.filtering else (None, None)
    found = quotient(with_filter, without)
    return [('b with its WHERE against b without', None if found is None else found - 1)]


def _first_sync(run: Run) -> Figures:
    sync = run.growth.sync if run.growth else None
    # Fewer records than the aim is about say nothing of it.
    return [('', statistics.median(sync.seconds) if sync and sync.subjects >= SUBJECTS else None)]


AIMS = (
    *(
        Aim(f'{letter}: the usual ways of Django cost at least {least:g} times what ours costs', _peers_cost(letter, *DJANGO), least=least)
        for letter, least in (('a', 5), ('b', 4), ('c', 6), ('d', 2), ('f', 1.2))
    ),
    Aim('a, b, c: django-ninja in its usual way costs at least 3 times what ours costs', _they_cost('abc', DJANGO[0]), least=3),
    Aim('a, b: at most 1.6 times Litestar tuned by hand', _ours_costs('ab', HAND_TUNED), most=1.6),
    Aim('c, d: at most 1.25 times Litestar tuned by hand', _ours_costs('cd', HAND_TUNED), most=1.25),
    Aim('a, b: less than PostgREST', _ours_costs('ab', POSTGREST), most=1),
    Aim('c, d: at most 1.25 times PostgREST', _ours_costs('cd', POSTGREST), most=1.25),
    Aim('a, b: less than PostgREST, tuned', _ours_costs('ab', POSTGREST_TUNED), most=1),
    Aim('c, d: at most 1.25 times PostgREST, tuned', _ours_costs('cd', POSTGREST_TUNED), most=1.25),
    Aim('an export has at least 80 % of the speed of COPY', _export, least=0.8, form='{:.0%}'),
    Aim('an export needs at most 32 MB above the idle service', _export_memory, most=32, form='{:.1f} MB'),
    Aim(
        'a 304 costs less than half of its 200', lambda run: [('h against g', quotient(run.median(OURS, 'h'), run.median(OURS, 'g')))],
        most=0.5, form='{:.0%}',
    ),
    Aim('permissions and audiences add at most 15 % to a list', _filter, most=0.15, form='{:.1%}'),
    Aim('ten times the rows change a, b, c, f by less than 20 %', _more(lambda growth: growth.rows), least=0.8, most=1.2),
    Aim('a page deep in a list costs at most 1.2 times its first', _more(lambda growth: growth.pages), most=1.2),
    Aim('a first sync of 100,000 records by the feed takes at most 30 s', _first_sync, most=30, form='{:.1f} s'),
)  # fmt: skip
