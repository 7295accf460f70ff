"""What the files say that an office has: headings, days, names that look alike, and which rows may be taken."""

import ast
import re
from datetime import date

import pytest

from api.rules import import_fields, imports
from api.rules.imports import Fault, PartlyKnown
from api.sentences import CATALOGUES
from tests.house.tree import modules

DAY, MONTH, YEAR = (PartlyKnown(date(2019, *rest), said) for rest, said in (((3, 4), 'day'), ((3, 1), 'month'), ((1, 1), 'year')))


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('2019-03-04', DAY), ('2019-3-4', DAY), ('4.3.2019', DAY), ('04. 03. 2019', DAY), ('2019-03-04T00:00:00Z', DAY),
        ('2019-03-04 00:00:00', DAY), ('2019-03', MONTH), ('3.2019', MONTH), ('03/2019', MONTH), ('2019', YEAR),
        ('24/12/2019', PartlyKnown(date(2019, 12, 24), 'day')), ('12/24/2019', PartlyKnown(date(2019, 12, 24), 'day')),
        ('05/05/2019', PartlyKnown(date(2019, 5, 5), 'day')),
    ],
)  # fmt: skip
def test_a_day_is_read_as_offices_write_it_as_far_as_it_is_known(text: str, expected: PartlyKnown) -> None:
    assert imports.day_said(text) == expected


@pytest.mark.parametrize('text', ['', 'soon', '31.2.2019', '2019-13', '0', '43528', '1899', '2019-03-04T10:00:00Z', '4.3.19'])
def test_what_is_no_day_is_said_to_be_none(text: str) -> None:
    assert imports.day_said(text) == Fault('no_date', {'value': text})


def test_a_day_that_can_be_read_in_two_ways_is_not_guessed() -> None:
    assert imports.day_said('03/04/2019') == Fault('date_ambiguous', {'value': '03/04/2019'})


@pytest.mark.parametrize(
    ('said', 'known', 'more'),
    [
        (YEAR, None, True), (YEAR, DAY, False), (MONTH, DAY, False), (DAY, YEAR, True), (DAY, MONTH, True), (DAY, DAY, False),
        (YEAR, PartlyKnown(date(2018, 3, 4), 'day'), True), (MONTH, PartlyKnown(date(2019, 4, 4), 'day'), True),
    ],
)  # fmt: skip
def test_a_file_changes_a_day_only_when_it_says_more_or_something_else(said: PartlyKnown, known: PartlyKnown | None, *, more: bool) -> None:
    assert imports.says_more(said, known) is more


@pytest.mark.parametrize(
    ('name', 'other', 'alike'),
    [
        ('bologna', 'bolgna', True), ('graz', 'gratz', True), ('heidelberg', 'heidelbreg', True), ('frankfurt', 'frankfurt am main', True),
        ('ada example', 'example ada', True), ('esch sur alzette', 'eschsuralzette', True), ('graz', 'gera', False), ('ulm', 'olm', False),
        ('bologna', 'barcelona', False), ('', 'graz', False), ('saint denis', 'saint denit', True),
    ],
)  # fmt: skip
def test_names_that_may_be_one_look_alike(name: str, other: str, *, alike: bool) -> None:
    assert imports.looks_like(name, other) is imports.looks_like(other, name) is alike


@pytest.mark.parametrize(
    ('listed', 'known_here', 'expected'),
    [
        ([], False, []),
        ([('valencia', 800)], False, [0]),
        ([('valencia', 800), ('valencia de alcantara', 6)], False, [0]),
        ([('valencia', 800), ('valencia', 300)], False, [0, 1]),
        ([('frankfurt am main', 700), ('frankfurt', 6)], False, [0, 1]),
        ([('frankfurt am main', 700), ('frankfurt oder', 60)], False, [0, 1]),
        ([('frankfurt am main', 700), ('frankfurt', 6)], True, [1]),
        ([('frankfurt am main', 700)], True, []),
    ],
)  # fmt: skip
def test_a_name_means_who_bears_it_unless_a_bigger_place_has_it_in_its_own(
    listed: list[tuple[str, int]], expected: list[int], *, known_here: bool
) -> None:
    assert imports.places_meant(listed[0][0].split()[0] if listed else 'graz', listed, known_here=known_here) == expected


def test_columns_are_known_by_their_headings_or_as_they_were_last_time() -> None:
    headings = ['stadt', 'land', 'mitglied seit', 'bemerkung', 'city', 'anno']
    assert import_fields.proposed_fields('members', headings, {'anno': 'end_date', 'land': None}) == [
        'name', None, 'start_date', None, None, 'end_date',
    ]  # fmt: skip


@pytest.mark.parametrize(
    ('refused', 'left_out', 'undecided', 'is_new', 'changes', 'expected'),
    [
        (True, True, True, True, True, 'left_out'), (True, False, True, True, True, 'refused'),
        (False, False, True, True, True, 'suspected'),
        (False, False, False, True, True, 'added'), (False, False, False, False, True, 'changed'),
        (False, False, False, False, False, 'unchanged'),
    ],
)  # fmt: skip
def test_the_gravest_finding_decides_about_a_row(
    *, refused: bool, left_out: bool, undecided: bool, is_new: bool, changes: bool, expected: str
) -> None:
    found = imports.outcome_of(refused=refused, left_out=left_out, undecided=undecided, is_new=is_new, changes=changes)
    assert found == expected


@pytest.mark.parametrize(
    ('start', 'end', 'precision', 'code'),
    [
        (None, None, 'day', None),
        (None, date(2019, 3, 1), 'day', None),
        (date(2019, 3, 1), date(2019, 3, 1), 'day', None),
        (date(2019, 3, 1), date(2019, 2, 28), 'day', 'ends_before_start'),
        (date(2019, 3, 1), date(2020, 1, 1), 'year', 'end_needs_a_day'),
        (None, date(2020, 2, 1), 'month', 'end_needs_a_day'),
    ],
)
def test_a_period_ends_on_a_day_that_is_not_before_its_first(
    start: date | None, end: date | None, precision: str, code: str | None
) -> None:
    began = imports.PartlyKnown(start, 'day') if start else None
    ended = imports.PartlyKnown(end, precision) if end else None
    fault = imports.why_not_period(began, ended, said='as written')
    assert (fault.code if fault else None) == code


def test_every_fault_has_its_sentence_in_every_language_filled_by_its_parameters() -> None:
    kinds = (
        'cells', 'cities', 'members', 'places', 'group_rows', 'groups', 'groups_continued', 'people', 'people_roles', 'partner_cities',
        'plan_actions', 'plan_known', 'plan_rows',
    )  # fmt: skip
    paths = [f'import_{kind}' for kind in kinds]
    sources = [modules('api/operations')[f'api/operations/{path}.py'] for path in paths] + [
        modules('api/rules')[f'api/rules/{path}.py'] for path in ('imports', 'import_groups', 'import_people', 'import_plan_actions')
    ]
    calls = [node for module in sources for node in ast.walk(module) if isinstance(node, ast.Call)]
    faults = [node for node in calls if getattr(node.func, 'id', '') == 'Fault' and isinstance(node.args[0], ast.Constant)]
    codes = {f'import.fault.{ast.literal_eval(node.args[0])}' for node in faults}
    for language in CATALOGUES:
        assert {key for key in CATALOGUES[language] if key.startswith('import.fault.')} == codes
    for node in faults:
        given = node.args[1] if len(node.args) > 1 else ast.Dict([], [])
        for language in CATALOGUES:
            sentence = str(CATALOGUES[language][f'import.fault.{ast.literal_eval(node.args[0])}'])
            if isinstance(given, ast.Dict):
                known = {key.value for key in given.keys if isinstance(key, ast.Constant)}
                assert set(re.findall(r'\{(\w+)\}', sentence)) <= known, sentence
