"""What a working group owes the general assembly, by the day since which it is official, however little of that day is known."""

from dataclasses import replace
from datetime import date

import pytest

from api.by_law_presets import PRESETS
from api.rules import assemblies, reports
from api.rules.assemblies import Standing
from api.sentences import languages, say

AFTER = PRESETS['eccar'].report_after_days
HELD = date(2026, 6, 12)
LATER = date(2030, 1, 1)
OFFICIAL = Standing('constituted', '2020-12-04', LATER, None)


def since(value: str | None, known_since: date = LATER) -> Standing:
    return replace(OFFICIAL, constituted=value, known_since=known_since)


def test_the_figure_is_that_of_the_by_laws() -> None:
    assert AFTER == 90


@pytest.mark.parametrize(
    ('value', 'last'),
    [
        ('2024', date(2024, 12, 31)),
        ('2024-02', date(2024, 2, 29)),
        ('2023-02', date(2023, 2, 28)),
        ('2023-12', date(2023, 12, 31)),
        ('2024-02-29', date(2024, 2, 29)),
    ],
)
def test_a_date_known_in_part_means_its_last_day_at_the_latest(value: str, last: date) -> None:
    assert assemblies.latest_day_of(value) == last


@pytest.mark.parametrize(
    ('value', 'known_since', 'day'),
    [
        ('2025', LATER, date(2025, 12, 31)),
        ('2025', date(2025, 3, 1), date(2025, 3, 1)),
        (None, date(2025, 3, 1), date(2025, 3, 1)),
        ('2025-03-04', date(2025, 4, 1), date(2025, 3, 4)),
    ],
)
def test_a_group_counts_as_official_from_the_first_day_on_which_it_surely_was(value: str | None, known_since: date, day: date) -> None:
    assert assemblies.official_since(since(value, known_since)) == day


@pytest.mark.parametrize(
    ('constituted', 'held_on', 'owes'),
    [
        # exactly so many days before, one more, one less
        ('2026-03-14', HELD, True),
        ('2026-03-13', HELD, True),
        ('2026-03-15', HELD, False),
        # over a leap day, and over the turn of a year
        ('2024-02-29', date(2024, 5, 29), True),
        ('2024-02-29', date(2024, 5, 28), False),
        ('2023-12-01', date(2024, 2, 29), True),
        ('2023-12-02', date(2024, 2, 29), False),
        ('2022-12-01', date(2023, 3, 1), True),
        ('2022-12-02', date(2023, 3, 1), False),
        ('2025-12-31', date(2026, 3, 31), True),
        ('2026-01-01', date(2026, 3, 31), False),
        # known in part: nobody owes on a guess
        ('2025', date(2026, 3, 31), True),
        ('2025', date(2026, 3, 30), False),
        ('2024-02', date(2024, 5, 29), True),
        ('2024-02', date(2024, 5, 28), False),
        ('2026-06', HELD, False),
        # on the day itself, and after it
        ('2026-06-12', HELD, False),
        ('2026-06-13', HELD, False),
        ('2020', date(1, 1, 1), False),
    ],
)
def test_a_group_owes_a_report_once_it_is_old_enough(constituted: str, held_on: date, owes: bool) -> None:
    assert assemblies.owes_report(since(constituted), held_on, AFTER).owes is owes


@pytest.mark.parametrize(
    ('known_since', 'owes'), [(date(2026, 3, 14), True), (date(2026, 3, 15), False)], ids=['recorded in time', 'recorded too late']
)
def test_a_group_of_which_no_day_is_known_counts_from_when_the_system_knew_it(known_since: date, owes: bool) -> None:
    assert assemblies.owes_report(since(None, known_since), HELD, AFTER).owes is owes


@pytest.mark.parametrize(
    ('after_days', 'owes'), [(0, True), (1, False)], ids=['by-laws that ask every group', 'by-laws that leave out the newest']
)
def test_the_by_laws_say_how_old(after_days: int, owes: bool) -> None:
    assert assemblies.owes_report(since('2026-06-12'), HELD, after_days).owes is owes


@pytest.mark.parametrize(
    ('stage', 'closed_on', 'report', 'declaration', 'code'),
    [
        ('constituted', None, True, True, 'long_enough'),
        ('completed', date(2026, 6, 11), False, False, 'completed_before'),
        ('completed', HELD, True, True, 'long_enough'),
        ('completed', date(2027, 6, 12), True, True, 'long_enough'),
        ('withdrawn', date(2021, 1, 1), False, False, 'withdrawn_before'),
        ('proposed', None, False, False, 'not_official'),
    ],
)
def test_only_a_group_at_work_owes_anything(stage: str, closed_on: date | None, report: bool, declaration: bool, code: str) -> None:
    standing = replace(OFFICIAL, stage=stage, closed_on=closed_on)
    owing = assemblies.owes_report(standing, HELD, AFTER)
    assert (owing.owes, owing.code) == (report, code)
    assert assemblies.owes_declaration(standing, HELD) is declaration


@pytest.mark.parametrize(
    ('constituted', 'owes'),
    [('2026-06-11', True), ('2026-06-12', False), ('2026-06', False), ('2026', False), ('2025', True)],
)
def test_a_group_declares_when_it_was_official_before_the_day(constituted: str, owes: bool) -> None:
    assert assemblies.owes_declaration(since(constituted), HELD) is owes


@pytest.mark.parametrize(
    ('standing', 'code'),
    [
        (OFFICIAL, None),
        (since('2026'), None),
        (since('2026-06'), None),
        (since('2026-06-12'), None),
        (since('2026-06-13'), 'assembly-before-the-group'),
        (since('2026-07'), 'assembly-before-the-group'),
        (since('2027'), 'assembly-before-the-group'),
        (since(None), None),
        (replace(OFFICIAL, stage='proposed', constituted=None), 'group-not-official'),
        (replace(OFFICIAL, stage='completed', closed_on=HELD), None),
        (replace(OFFICIAL, stage='completed', closed_on=date(2026, 6, 11)), 'group-completed'),
        (replace(OFFICIAL, stage='withdrawn', closed_on=date(2026, 6, 11)), 'group-withdrawn'),
    ],
)
def test_a_group_reports_to_the_assemblies_of_its_own_time(standing: Standing, code: str | None) -> None:
    refused = assemblies.why_not_before(standing, 'Fair housing', HELD)
    assert (refused.code if refused else None) == code


@pytest.mark.parametrize(
    ('stage', 'today', 'code'),
    [
        ('announced', date(2026, 6, 11), 'assembly-yet-to-come'),
        ('announced', HELD, None),
        ('announced', date(2026, 6, 13), None),
        ('held', date(2026, 6, 13), 'assembly-closed'),
    ],
)
def test_an_assembly_is_closed_once_on_its_day_or_later(stage: str, today: date, code: str | None) -> None:
    refused = assemblies.why_not_close(stage, HELD, today)
    assert (refused.code if refused else None) == code


def test_the_day_of_an_assembly_moves_until_it_is_closed() -> None:
    assert assemblies.why_not_move_day('announced', HELD) is None
    refused = assemblies.why_not_move_day('held', HELD)
    assert refused is not None
    assert (refused.code, refused.parameters) == ('assembly-closed', {'date': '2026-06-12'})


@pytest.mark.parametrize('language', languages())
@pytest.mark.parametrize(
    ('standing', 'after_days', 'says'),
    [
        (OFFICIAL, 90, '90'),
        (OFFICIAL, 1, '2020'),
        (since('2026'), 90, '2026'),
        (since('2026-06'), 1, '2026-06'),
        (replace(OFFICIAL, stage='completed', closed_on=date(2025, 6, 11)), 90, '2025'),
        (replace(OFFICIAL, stage='withdrawn', closed_on=date(2025, 6, 11)), 90, '2025'),
        (replace(OFFICIAL, stage='proposed'), 90, ''),
    ],
)
def test_why_a_group_owes_a_report_or_not_is_said_in_words(language: str, standing: Standing, after_days: int, says: str) -> None:
    owing = assemblies.owes_report(standing, HELD, after_days)
    sentence = say(language, f'assembly.because.{owing.code}', **owing.parameters)
    assert says in sentence
    assert sentence.endswith('.')


@pytest.mark.parametrize('language', languages())
def test_every_stage_has_a_name(language: str) -> None:
    assert all(say(language, f'stage.assembly.{stage}') for stage in assemblies.STAGES)
    assert all(say(language, f'stage.report.{stage}') for stage in reports.STAGES)
