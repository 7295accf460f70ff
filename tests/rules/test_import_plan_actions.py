"""What a city's own table says of the actions of its plan: numbers, cells, days, percentages, several texts in a cell."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.models.keys import fold
from api.rules import import_fields, import_plan_actions
from api.rules.imports import Fault

NAMED = {fold('Fair Access to Housing'): 7, fold('Fairer Zugang zu Wohnraum'): 7, '7': 7, '10': 10}


@pytest.mark.parametrize(
    ('said', 'number'),
    [
        ('7', 7), ('07', 7), ('7.', 7), ('Commitment 7', 7), ('7. Housing', 7), ('fair access to HOUSING', 7),
        ('Fairer Zugang zu Wohnraum', 7),
        ('10', 10), ('11', None), ('7 / 10', None), ('Housing', None), ('0', None),
    ],
)  # fmt: skip
def test_a_place_in_the_frame_goes_by_number_or_name(said: str, number: int | None) -> None:
    assert import_plan_actions.number_meant(said, fold(said), NAMED) == number


@pytest.mark.parametrize(
    ('said', 'cell'),
    [('4:3', (4, 3)), ('4.3', (4, 3)), (' 10 / 1 ', (10, 1)), ('4-3', (4, 3)), ('4', None), ('4:3:2', None), ('a:b', None)],
)
def test_a_further_cell_is_two_numbers(said: str, cell: tuple[int, int] | None) -> None:
    assert import_plan_actions.cell_meant(said) == cell


@pytest.mark.parametrize(
    ('said', 'begins', 'ends'),
    [
        ('2027-06-15', date(2027, 6, 15), date(2027, 6, 15)),
        ('6.2027', date(2027, 6, 1), date(2027, 6, 30)),
        ('02/2028', date(2028, 2, 1), date(2028, 2, 29)),
        ('2027', date(2027, 1, 1), date(2027, 12, 31)),
    ],
)
def test_a_day_known_in_part_begins_with_its_first_and_ends_with_its_last(said: str, begins: date, ends: date) -> None:
    assert import_plan_actions.day_meant(said, ends=False) == begins
    assert import_plan_actions.day_meant(said, ends=True) == ends
    assert import_plan_actions.day_meant('29.2.2027', ends=True) == Fault('no_date', {'value': '29.2.2027'})


@pytest.mark.parametrize(('said', 'percent'), [('0', 0), ('40', 40), ('40 %', 40), ('40,0', 40), ('0.4', 40), ('0,45', 45), ('100%', 100)])
def test_a_percentage_is_read_as_spreadsheets_keep_it(said: str, percent: int) -> None:
    assert import_plan_actions.percent_meant(said) == percent


@pytest.mark.parametrize('said', ['101', '-1', 'half', '1.5', '4 of 5'])
def test_what_is_no_percentage_is_told(said: str) -> None:
    assert import_plan_actions.percent_meant(said) == Fault('percent_unknown', {'value': said})


@given(st.lists(st.text(st.sampled_from('ab\\; '), min_size=1, max_size=6), max_size=4))
def test_several_texts_in_a_cell_are_those_that_an_export_puts_there(texts: list[str]) -> None:
    cell = '; '.join(text.replace('\\', '\\\\').replace(';', '\\;') for text in texts)
    assert import_plan_actions.texts_said(cell) == list(dict.fromkeys(filter(None, (' '.join(text.split()) for text in texts))))


def test_of_rows_that_are_one_action_the_later_ones_are_refused() -> None:
    found = import_plan_actions.why_not_twice([(2, 'a'), (3, 'b'), (4, 'a'), (5, 'a')])
    assert found == {4: Fault('action_twice', {'row': 2}), 5: Fault('action_twice', {'row': 2})}


def test_no_heading_stands_for_two_fields_and_each_is_written_as_it_is_compared() -> None:
    headings = [heading for of_field in import_fields.PLAN_ACTIONS.values() for heading in of_field]
    assert len(headings) == len(set(headings))
    assert [heading for heading in headings if fold(heading) != heading] == []


def test_a_table_of_actions_names_a_plan_and_no_other_file_does() -> None:
    for kind, names_plan in (('plan_actions', False), ('members', True)):
        refusal = import_fields.why_not_plan(kind, names_plan=names_plan)
        assert refusal is not None
        assert refusal.code == 'import-names-a-plan'
    assert import_fields.why_not_plan('plan_actions', names_plan=True) is None
    assert import_fields.why_not_plan('members', names_plan=False) is None
