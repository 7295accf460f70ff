"""What a group owes its network on a day: the duty, its due day, and whether it was done; as a table of cases."""

from dataclasses import dataclass
from datetime import date

import pytest

from api.rules import obligations
from api.rules.assemblies import Standing
from api.rules.obligations import Dispensation, Sitting, obligations_of

LATER = date(2040, 1, 1)
HELD = date(2026, 6, 12)
BEFORE, AFTER = date(2026, 6, 11), date(2026, 6, 13)
OFFICIAL = Standing('constituted', '2020-12-04', LATER, None)


@dataclass(frozen=True)
class Figures:
    valid_from: date
    report_after_days: int


NINETY = (Figures(date(2019, 1, 1), 90),)


def found(standing: Standing, today: date, *sittings: Sitting, versions: tuple[Figures, ...] = NINETY) -> list[tuple[str, str, date]]:
    """Return what is owed as (duty, stage, due day)."""
    return [(each.duty, each.stage, each.due_on) for each in obligations_of(standing, sittings, versions, today)]


def since(day: str) -> Standing:
    return Standing('constituted', day, LATER, None)


@pytest.mark.parametrize(
    ('constituted', 'held_on', 'duties'),
    [
        # exactly report_after_days before, one day less, on the eve, on the day, after it
        ('2026-03-14', HELD, ['group_report', 'declaration']),
        ('2026-03-15', HELD, ['declaration']),
        ('2026-06-11', HELD, ['declaration']),
        ('2026-06-12', HELD, []),
        ('2026-06-13', HELD, []),
        # over 29 February: in a leap year the same two dates are a day farther apart
        ('2024-01-31', date(2024, 4, 30), ['group_report', 'declaration']),
        ('2023-01-31', date(2023, 4, 30), ['declaration']),
        ('2024-02-29', date(2024, 5, 29), ['group_report', 'declaration']),
        ('2024-02-29', date(2024, 5, 28), ['declaration']),
        # an assembly on 29 February
        ('2023-12-01', date(2024, 2, 29), ['group_report', 'declaration']),
        ('2023-12-02', date(2024, 2, 29), ['declaration']),
        # over the turn of a year
        ('2025-12-31', date(2026, 3, 31), ['group_report', 'declaration']),
        ('2026-01-01', date(2026, 3, 31), ['declaration']),
        # known in part: nobody owes on a guess
        ('2025', date(2026, 3, 31), ['group_report', 'declaration']),
        ('2025', date(2026, 3, 30), ['declaration']),
    ],
)
def test_what_is_owed_follows_from_the_days(constituted: str, held_on: date, duties: list[str]) -> None:
    assert [duty for duty, _, _ in found(since(constituted), held_on, Sitting('a', held_on))] == duties


@pytest.mark.parametrize(
    ('today', 'stage'),
    [
        (date(2026, 1, 1), 'open'),
        (BEFORE, 'open'),
        # the due day lasts until its end
        (HELD, 'open'),
        (AFTER, 'late'),
        (date(2026, 12, 31), 'late'),
        (date(2027, 1, 1), 'late'),
    ],
)
def test_a_duty_is_late_from_the_day_after(today: date, stage: str) -> None:
    assert found(OFFICIAL, today, Sitting('a', HELD)) == [('group_report', stage, HELD), ('declaration', stage, HELD)]


@pytest.mark.parametrize(
    ('done_on', 'today', 'stage'),
    [
        (BEFORE, HELD, 'met'),
        (HELD, AFTER, 'met'),
        # filing late heals
        (AFTER, AFTER, 'met_late'),
        (date(2027, 5, 1), date(2027, 5, 1), 'met_late'),
        # what is done later is not known on an earlier day
        (AFTER, HELD, 'open'),
        (date(2026, 7, 1), AFTER, 'late'),
    ],
)
def test_what_is_done_counts_by_its_day(done_on: date, today: date, stage: str) -> None:
    sitting = Sitting('a', HELD, {'group_report': done_on})
    assert found(OFFICIAL, today, sitting)[0] == ('group_report', stage, HELD)


EXTENDED, WAIVED = Dispensation('group_report', BEFORE, date(2026, 7, 31)), Dispensation('group_report', BEFORE, None)


@pytest.mark.parametrize(
    ('dispensations', 'today', 'expected'),
    [
        ((EXTENDED,), BEFORE, ('open', date(2026, 7, 31))),
        ((EXTENDED,), date(2026, 7, 31), ('open', date(2026, 7, 31))),
        ((EXTENDED,), date(2026, 8, 1), ('late', date(2026, 7, 31))),
        # before it was granted
        ((EXTENDED,), date(2026, 6, 10), ('open', HELD)),
        ((WAIVED,), date(2026, 6, 10), ('open', HELD)),
        ((WAIVED,), date(2030, 1, 1), ('waived', HELD)),
        # the last one counts
        ((WAIVED, EXTENDED), date(2026, 8, 1), ('late', date(2026, 7, 31))),
        ((EXTENDED, WAIVED), date(2026, 8, 1), ('waived', HELD)),
        # for the other duty
        ((Dispensation('declaration', BEFORE, None),), AFTER, ('late', HELD)),
    ],
)
def test_the_office_may_extend_or_waive(dispensations: tuple[Dispensation, ...], today: date, expected: tuple[str, date]) -> None:
    _, *rest = found(OFFICIAL, today, Sitting('a', HELD, dispensations=dispensations))[0]
    assert tuple(rest) == expected


def test_a_waived_report_that_is_handed_in_all_the_same_is_met() -> None:
    assert found(OFFICIAL, AFTER, Sitting('a', HELD, {'group_report': AFTER}, (WAIVED,)))[0][1] == 'met'


def test_what_was_not_done_lapses_when_a_later_assembly_is_held() -> None:
    earlier, later = Sitting('a', date(2025, 6, 12)), Sitting('b', HELD)
    assert [stage for _, stage, _ in found(OFFICIAL, BEFORE, later, earlier)] == ['late', 'late', 'open', 'open']
    assert [stage for _, stage, _ in found(OFFICIAL, HELD, later, earlier)] == ['lapsed', 'lapsed', 'open', 'open']
    assert [stage for _, stage, _ in found(OFFICIAL, AFTER, later, earlier)] == ['lapsed', 'lapsed', 'late', 'late']


@pytest.mark.parametrize(
    ('versions', 'owes'),
    [
        # the version in force on the assembly's day decides, whatever came before or comes after
        ((Figures(date(2019, 1, 1), 90), Figures(date(2026, 6, 1), 30)), True),
        ((Figures(date(2019, 1, 1), 30), Figures(date(2026, 6, 12), 90)), False),
        ((Figures(date(2019, 1, 1), 30), Figures(date(2026, 6, 13), 90)), True),
        # for days before a network's first version its first version decides
        ((Figures(date(2027, 1, 1), 30),), True),
    ],
)
def test_by_laws_changed_in_between_decide_from_their_day_on(versions: tuple[Figures, ...], *, owes: bool) -> None:
    duties = [duty for duty, _, _ in found(since('2026-05-01'), AFTER, Sitting('a', HELD), versions=versions)]
    assert ('group_report' in duties) is owes


@pytest.mark.parametrize(
    ('standing', 'today', 'duties'),
    [
        (Standing('completed', '2020', LATER, date(2026, 6, 11)), AFTER, []),
        # it completes its work on the very day, and still reports
        (Standing('completed', '2020', LATER, HELD), AFTER, ['group_report', 'declaration']),
        (Standing('completed', '2020', LATER, date(2027, 6, 12)), AFTER, ['group_report', 'declaration']),
        # on a day before it was completed nobody knew
        (Standing('completed', '2020', LATER, date(2026, 6, 11)), date(2026, 6, 10), ['group_report', 'declaration']),
        (Standing('withdrawn', None, date(2019, 1, 1), date(2020, 1, 1)), AFTER, []),
        (Standing('proposed', None, date(2019, 1, 1), None), AFTER, []),
    ],
)
def test_only_groups_at_work_owe_anything(standing: Standing, today: date, duties: list[str]) -> None:
    assert [duty for duty, _, _ in found(standing, today, Sitting('a', HELD))] == duties


def test_the_same_facts_and_day_give_the_same_answer() -> None:
    sittings = [Sitting(year, date(year, 2, 28)) for year in range(2018, 2030)]
    answers = {str(obligations_of(OFFICIAL, order, NINETY, HELD)) for order in (sittings, sittings[::-1])}
    assert len(answers) == 1


@pytest.mark.parametrize(
    ('done_on', 'until', 'reason', 'code'),
    [
        (None, date(2026, 7, 1), 'elections', None),
        (None, None, 'elections', None),
        (None, HELD, 'elections', 'extension-too-short'),
        (None, date(2026, 6, 1), 'elections', 'extension-too-short'),
        (None, date(2026, 7, 1), ' ', 'reason-needed'),
        (date(2026, 6, 1), None, 'elections', 'duty-done'),
    ],
)
def test_a_dispensation_is_for_what_is_owed_and_not_done(done_on: date | None, until: date | None, reason: str, code: str | None) -> None:
    sitting = Sitting('a', HELD, {'group_report': done_on} if done_on else {})
    obligation = obligations_of(OFFICIAL, [sitting], NINETY, BEFORE)[0]
    refusal = obligations.why_not_dispense(obligation, until, BEFORE, group='Sport', reason=reason)
    assert (refusal.code if refusal else None) == code


def test_nothing_is_dispensed_with_where_nothing_is_owed_and_no_extension_ends_in_the_past() -> None:
    refusal = obligations.why_not_dispense(None, None, BEFORE, group='Sport', reason='elections')
    assert refusal is not None
    assert refusal.code == 'nothing-owed'
    late = obligations_of(OFFICIAL, [Sitting('a', HELD)], NINETY, LATER)[0]
    short = obligations.why_not_dispense(late, AFTER, LATER, group='Sport', reason='elections')
    assert short is not None
    assert short.parameters == {'date': LATER.isoformat()}
