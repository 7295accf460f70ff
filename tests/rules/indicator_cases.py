"""Where an indicator stands, as it was worked out by hand: each case is asked of the rule, and of the service."""

from dataclasses import dataclass

On = tuple[str, str]


@dataclass(frozen=True)
class Case:
    """What is given, the day of reading, and what follows: the next goal's day, percent of the way, and how it is."""

    baseline: On | None
    goals: tuple[On, ...]
    last: On | None
    today: str
    next_on: str | None
    percent: int | None
    way: str | None
    direction: str = 'up'


START, GOALS = ('2026-01-01', '0'), (('2027-01-01', '365'), ('2028-01-01', '1000'))
CASES = {
    'nothing is known': Case(None, (), None, '2026-06-01', None, None, None),
    'no goal': Case(START, (), ('2026-02-01', '5'), '2026-06-01', None, None, None),
    'no value': Case(START, GOALS, None, '2026-06-01', '2027-01-01', None, None),
    'on the line': Case(START, GOALS, ('2026-01-11', '10'), '2026-06-01', '2027-01-01', 2, 'on_the_way'),
    'just below the line': Case(START, GOALS, ('2026-01-11', '9.9999'), '2026-06-01', '2027-01-01', 2, 'behind'),
    'above the line': Case(START, GOALS, ('2026-01-11', '364.9'), '2026-06-01', '2027-01-01', 99, 'on_the_way'),
    'reached before its day': Case(START, GOALS, ('2026-01-11', '365'), '2026-06-01', '2027-01-01', 100, 'reached'),
    'further than the goal': Case(START, GOALS, ('2026-01-11', '9999'), '2026-06-01', '2027-01-01', 100, 'reached'),
    'further back than the baseline': Case(START, GOALS, ('2026-01-11', '-5'), '2026-06-01', '2027-01-01', 0, 'behind'),
    'on the day of the goal it is still the next one': Case(
        START, GOALS, ('2026-12-31', '365'), '2027-01-01', '2027-01-01', 100, 'reached'
    ),
    'the day after the next one comes': Case(START, GOALS, ('2026-12-31', '365'), '2027-01-02', '2028-01-01', 36, 'on_the_way'),
    'all goals are past': Case(START, GOALS, ('2027-12-31', '999'), '2030-01-01', '2028-01-01', 99, 'on_the_way'),
    'all goals are past and one was measured after': Case(START, GOALS, ('2028-01-01', '999'), '2030-01-01', '2028-01-01', 99, 'behind'),
    'and it was reached late': Case(START, GOALS, ('2029-01-01', '1000'), '2030-01-01', '2028-01-01', 100, 'reached'),
    'between two goals': Case(START, GOALS, ('2027-01-02', '366'), '2027-06-01', '2028-01-01', 36, 'behind'),
    'nobody has measured since': Case(START, GOALS, ('2026-01-11', '10'), '2026-12-31', '2027-01-01', 2, 'on_the_way'),
    'measured before the baseline': Case(START, GOALS, ('2025-06-01', '0'), '2026-06-01', '2027-01-01', 0, 'on_the_way'),
    'without a baseline before the first goal': Case(None, GOALS, ('2026-06-01', '5'), '2026-07-01', '2027-01-01', None, None),
    'without a baseline the goal is reached': Case(None, GOALS, ('2026-06-01', '400'), '2026-07-01', '2027-01-01', None, 'reached'),
    'without a baseline between goals': Case(None, GOALS, ('2027-01-01', '366'), '2027-07-01', '2028-01-01', None, 'on_the_way'),
    'lower is better, on the line': Case(
        ('2026-01-01', '100'), (('2026-04-11', '0'),), ('2026-01-11', '90'), '2026-02-01', '2026-04-11', 10, 'on_the_way', 'down'
    ),
    'lower is better, above the line': Case(
        ('2026-01-01', '100'), (('2026-04-11', '0'),), ('2026-01-11', '90.0001'), '2026-02-01', '2026-04-11', 9, 'behind', 'down'
    ),
    'lower is better, reached': Case(
        ('2026-01-01', '100'), (('2026-04-11', '20'),), ('2026-01-11', '19.5'), '2026-02-01', '2026-04-11', 100, 'reached', 'down'
    ),
    'to stay as it is': Case(('2026-01-01', '7'), (('2027-01-01', '7'),), ('2026-02-01', '7'), '2026-06-01', '2027-01-01', 100, 'reached'),
    'it did not stay': Case(('2026-01-01', '7'), (('2027-01-01', '7'),), ('2026-02-01', '6'), '2026-06-01', '2027-01-01', 0, 'behind'),
    'over a leap day': Case(('2028-02-28', '0'), (('2028-03-01', '2'),), ('2028-02-29', '1'), '2028-02-29', '2028-03-01', 50, 'on_the_way'),
    'over the end of a year': Case(
        ('2027-12-30', '0'), (('2028-01-02', '3'),), ('2027-12-31', '0.9999'), '2028-01-01', '2028-01-02', 33, 'behind'
    ),
    'numbers below nothing': Case(
        ('2026-01-01', '-10'), (('2026-01-11', '10'),), ('2026-01-06', '0'), '2026-01-07', '2026-01-11', 50, 'on_the_way'
    ),
}
