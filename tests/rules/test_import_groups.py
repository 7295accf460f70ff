"""Working groups that an office already has: the names in a cell, and in which stage a group is taken."""

import pytest

from api.by_law_presets import PRESETS
from api.rules import import_groups
from api.rules.by_laws import figures_of, from_figures

FIGURES = from_figures(figures_of(PRESETS['eccar']))


@pytest.mark.parametrize(
    ('cell', 'expected'),
    [
        ('', []), ('Graz', ['Graz']), ('Graz; Wien;Graz', ['Graz', 'Wien']), ('Graz\nFrankfurt, Oder\n', ['Graz', 'Frankfurt, Oder']),
        ('Graz, Wien', ['Graz', 'Wien']), ('Graz, Valencia (Valencia, ES)', ['Graz', 'Valencia (Valencia, ES)']),
        ('Frankfurt, Oder; Graz', ['Frankfurt, Oder', 'Graz']), ('One\\; Two;Graz', ['One; Two', 'Graz']),
    ],
)  # fmt: skip
def test_the_names_in_a_cell_are_told_apart(cell: str, expected: list[str]) -> None:
    assert import_groups.names_in(cell) == expected


@pytest.mark.parametrize(
    ('said', 'has_day', 'countries', 'live', 'stage', 'code'),
    [
        ('constituted', True, 'AT IT DE', True, 'constituted', None),
        ('constituted', False, 'AT IT DE', True, 'constituted', None),
        ('constituted', True, 'AT IT', True, 'constituted', 'group_below_minimum'),
        ('constituted', False, 'AT AT AT', False, 'constituted', 'group_never_constituted'),
        (None, True, 'AT', True, 'constituted', 'group_below_minimum'),
        (None, False, 'AT IT', True, 'proposed', 'group_proposed'),
        ('proposed', True, 'AT AT AT', False, 'proposed', 'group_proposed'),
        ('proposed', False, 'AT IT DE', False, 'constituted', 'group_constituted_by_rule'),
        (None, False, 'AT IT DE', True, 'proposed', 'group_would_be_constituted'),
        ('completed', False, '', True, 'completed', None),
        ('withdrawn', False, 'AT IT DE', True, 'withdrawn', None),
    ],
)  # fmt: skip
def test_a_group_is_taken_as_it_was_and_constituted_by_nothing_but_the_rule(
    said: str | None, countries: str, stage: str, code: str | None, *, has_day: bool, live: bool
) -> None:
    taken = import_groups.stage_taken(said, has_day=has_day, countries=countries.split(), figures=FIGURES, live=live)
    told = taken.fault or taken.note
    assert (taken.stage, told.code if told else None) == (stage, code)
    assert (taken.fault is not None) == (code in {'group_never_constituted', 'group_would_be_constituted'})
