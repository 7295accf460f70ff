"""How working groups come about, who takes part, who leads, what the public sees."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from api.by_law_presets import PRESETS
from api.rules import working_groups
from api.rules.dates import Period
from api.rules.refusals import Refusal
from api.rules.working_groups import Counted, Missing, Summary

ECCAR = PRESETS['eccar']
COUNTRY = {
    'Graz': 'AT',
    'Vienna': 'AT',
    'Linz': 'AT',
    'Bologna': 'IT',
    'Turin': 'IT',
    'Berlin': 'DE',
    'Heidelberg': 'DE',
    'Dortmund': 'DE',
    'Pankow': 'DE',
    'Barcelona': 'ES',
}


def missing_for(*cities: str) -> tuple[Missing, ...]:
    return working_groups.what_is_missing([COUNTRY[city] for city in cities], ECCAR)


@pytest.mark.parametrize(
    ('cities', 'missing'),
    [
        ((), (Missing('cities', 0, 3), Missing('countries', 0, 2))),
        (('Graz',), (Missing('cities', 1, 3), Missing('countries', 1, 2))),
        (('Graz', 'Bologna'), (Missing('cities', 2, 3),)),
        (('Graz', 'Vienna'), (Missing('cities', 2, 3), Missing('countries', 1, 2))),
        (('Graz', 'Bologna', 'Berlin'), ()),
        (('Graz', 'Vienna', 'Bologna'), ()),
        (('Graz', 'Bologna', 'Berlin', 'Barcelona', 'Heidelberg'), ()),
    ],
)
def test_a_group_needs_three_cities_of_two_countries(cities: tuple[str, ...], missing: tuple[Missing, ...]) -> None:
    assert missing_for(*cities) == missing


@pytest.mark.parametrize('cities', [('Graz', 'Vienna', 'Linz'), ('Berlin', 'Heidelberg', 'Dortmund', 'Pankow')])
def test_cities_of_one_country_stay_a_proposal_however_many_they_are(cities: tuple[str, ...]) -> None:
    assert missing_for(*cities) == (Missing('countries', 1, 2),)
    assert not working_groups.is_constituted_by('proposed', missing_for(*cities))


def test_a_district_counts_as_a_city() -> None:
    assert missing_for('Pankow', 'Berlin', 'Bologna') == ()


def test_the_by_laws_decide_how_many_cities_and_countries() -> None:
    countries = [COUNTRY[city] for city in ('Graz', 'Bologna', 'Berlin')]
    assert working_groups.what_is_missing(countries, replace(ECCAR, min_cities=5)) == (Missing('cities', 3, 5),)
    assert working_groups.what_is_missing(countries, replace(ECCAR, min_cities=4, min_countries=4)) == (
        Missing('cities', 3, 4),
        Missing('countries', 3, 4),
    )
    assert working_groups.what_is_missing(countries[:1], replace(ECCAR, min_cities=1, min_countries=1)) == ()


@pytest.mark.parametrize('stage', working_groups.STAGES)
def test_only_a_proposal_is_constituted_and_only_when_nothing_is_missing(stage: str) -> None:
    assert working_groups.is_constituted_by(stage, ()) is (stage == 'proposed')
    assert not working_groups.is_constituted_by(stage, missing_for('Graz'))


@pytest.mark.parametrize('stage', working_groups.STAGES)
def test_only_a_constituted_group_falls_below_the_minimum_and_nothing_demotes_it(stage: str) -> None:
    assert working_groups.is_below_minimum(stage, missing_for('Graz')) is (stage == 'constituted')
    assert not working_groups.is_below_minimum(stage, ())
    assert 'proposed' not in {to for stages in working_groups.STAGES.values() for to in stages}


@pytest.mark.parametrize(
    ('stage', 'cities', 'summary'),
    [
        ('proposed', ('Graz', 'Bologna'), Summary('proposed_cities', {'cities': 1, 'count': 1})),
        ('proposed', ('Graz', 'Vienna', 'Linz'), Summary('proposed_countries', {'countries': 1, 'count': 1})),
        ('proposed', ('Graz',), Summary('proposed_cities_and_country', {'cities': 2, 'countries': 1, 'count': 2})),
        ('proposed', (), Summary('proposed_cities_and_countries', {'cities': 3, 'countries': 2, 'count': 3})),
        ('proposed', ('Graz', 'Bologna', 'Berlin'), Summary('proposed', {})),
        ('constituted', ('Graz', 'Bologna', 'Berlin'), Summary('constituted', {})),
        ('constituted', ('Graz',), Summary('below_minimum', {})),
        ('completed', ('Graz',), Summary('completed', {})),
        ('withdrawn', (), Summary('withdrawn', {})),
    ],
)
def test_one_sentence_says_where_a_group_stands(stage: str, cities: tuple[str, ...], summary: Summary) -> None:
    assert working_groups.summary_of(stage, missing_for(*cities)) == summary


@dataclass(frozen=True)
class Version:
    """As much of a stored version as the formation of groups needs."""

    valid_from: date
    min_cities: int = 3
    min_countries: int = 2


TODAY = date(2026, 3, 10)
JANUARY, FEBRUARY, MARCH = date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5)
LONG_AGO = Version(date(2021, 1, 1))


def since(city: str, start: date | None, end: date | None = None) -> Counted:
    return Counted(COUNTRY[city], Period(start, end))


@pytest.mark.parametrize(
    ('cities', 'met'),
    [
        ([since('Graz', JANUARY), since('Bologna', FEBRUARY), since('Berlin', MARCH)], MARCH),
        ([since('Graz', MARCH), since('Bologna', JANUARY), since('Berlin', FEBRUARY)], MARCH),
        ([since('Graz', JANUARY), since('Bologna', JANUARY), since('Berlin', JANUARY)], JANUARY),
        ([since('Graz', None), since('Bologna', None), since('Berlin', FEBRUARY)], FEBRUARY),
        ([since('Graz', JANUARY), since('Vienna', JANUARY), since('Linz', FEBRUARY), since('Bologna', MARCH)], MARCH),
        ([since('Graz', JANUARY, FEBRUARY), since('Bologna', JANUARY), since('Berlin', FEBRUARY)], None),
        ([since('Graz', JANUARY, MARCH), since('Bologna', JANUARY), since('Berlin', FEBRUARY)], FEBRUARY),
        ([since('Graz', JANUARY), since('Bologna', JANUARY), since('Berlin', date(2026, 3, 11))], None),
        ([], None),
    ],
)
def test_a_group_is_constituted_from_the_day_the_condition_was_met(cities: list[Counted], met: date | None) -> None:
    assert working_groups.met_on(cities, [LONG_AGO], TODAY) == met


def test_a_new_by_law_can_be_what_meets_the_condition() -> None:
    cities = [since('Graz', JANUARY), since('Bologna', JANUARY)]
    assert working_groups.met_on(cities, [LONG_AGO, Version(MARCH, min_cities=2)], TODAY) == MARCH
    assert working_groups.met_on(cities, [LONG_AGO, Version(date(2026, 4, 1), min_cities=2)], TODAY) is None


def test_what_is_recorded_late_counts_by_the_by_laws_of_its_own_day() -> None:
    stricter = [LONG_AGO, Version(MARCH, min_cities=4)]
    cities = [since('Graz', JANUARY), since('Bologna', JANUARY), since('Berlin', FEBRUARY)]
    assert working_groups.met_before(cities, stricter, TODAY) == FEBRUARY
    assert working_groups.met_before([*cities[:2], since('Berlin', MARCH)], stricter, TODAY) is None
    assert working_groups.met_before([*cities[:2], since('Berlin', None)], stricter, TODAY) is None, 'nothing is decided on a guess'
    lacking = missing_for('Graz')
    assert working_groups.is_constituted_by('proposed', lacking, FEBRUARY)
    assert not any(working_groups.is_constituted_by(stage, lacking, FEBRUARY) for stage in ('constituted', 'completed', 'withdrawn'))


def test_before_the_first_by_laws_the_first_decide_and_without_any_nothing_does() -> None:
    cities = [since('Graz', JANUARY), since('Bologna', JANUARY), since('Berlin', JANUARY)]
    assert working_groups.met_on(cities, [Version(MARCH)], TODAY) == JANUARY
    assert working_groups.met_on(cities, [], TODAY) is None


def test_an_active_city_may_propose_and_another_may_not() -> None:
    assert working_groups.why_not_propose(city='Graz', network='ECCAR', is_active=True) is None
    refusal = working_groups.why_not_propose(city='Graz', network='ECCAR', is_active=False)
    assert refusal == Refusal('not-an-active-city', {'city': 'Graz', 'network': 'ECCAR'})


@pytest.mark.parametrize(
    ('stage', 'role', 'is_active', 'is_already_in', 'code'),
    [
        ('proposed', 'member', True, False, None),
        ('constituted', 'member', True, False, None),
        ('constituted', 'member', False, False, 'not-an-active-city'),
        ('constituted', 'member', True, True, 'already-a-member'),
        ('proposed', 'member', True, True, 'already-a-member'),
        ('completed', 'member', True, False, 'group-completed'),
        ('completed', 'member', True, True, 'group-completed'),
        ('withdrawn', 'member', False, False, 'group-withdrawn'),
        ('proposed', 'associate', False, False, None),
        ('constituted', 'associate', False, True, 'already-a-member'),
        ('withdrawn', 'associate', False, False, 'group-withdrawn'),
    ],
)
def test_an_active_city_joins_at_any_time_while_the_group_goes_on(
    stage: str, role: str, is_active: bool, is_already_in: bool, code: str | None
) -> None:
    refusal = working_groups.why_not_join(
        stage=stage, role=role, member='Graz', group='Housing', network='ECCAR', is_active=is_active, is_already_in=is_already_in
    )
    assert (refusal.code if refusal else None) == code


def test_the_first_proposer_leads_unless_another_is_named() -> None:
    assert working_groups.who_leads(['Graz', 'Bologna'], None) == 'Graz'
    assert working_groups.who_leads(['Graz', 'Bologna'], 'Bologna') == 'Bologna'


def test_who_is_named_to_lead_does_not_before_it_is_there() -> None:
    assert working_groups.who_leads(['Graz', 'Bologna'], 'Berlin') == 'Graz'


@pytest.mark.parametrize(
    ('role', 'code'),
    [('member', None), ('associate', 'associates-never-lead'), (None, 'lead-must-be-a-member')],
)
def test_only_a_member_city_leads(role: str | None, code: str | None) -> None:
    refusal = working_groups.why_not_lead(city='CEJI', group='Housing', role=role)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ('stage', 'role', 'is_active', 'is_lead', 'code'),
    [
        ('proposed', 'member', True, False, None),
        ('constituted', 'member', True, False, None),
        ('constituted', 'member', True, True, 'already-lead'),
        ('constituted', 'member', False, False, 'not-an-active-city'),
        ('constituted', 'associate', True, False, 'associates-never-lead'),
        ('constituted', None, True, False, 'lead-must-be-a-member'),
        ('completed', 'member', True, False, 'group-completed'),
        ('withdrawn', 'member', True, False, 'group-withdrawn'),
    ],
)
def test_the_lead_passes_to_another_active_member_city(
    stage: str, role: str | None, is_active: bool, is_lead: bool, code: str | None
) -> None:
    refusal = working_groups.why_not_hand_over(
        stage=stage, city='Bologna', group='Housing', network='ECCAR', role=role, is_active=is_active, is_lead=is_lead
    )
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ('stage', 'is_lead', 'other_cities', 'code'),
    [
        ('proposed', False, 1, None),
        ('constituted', False, 2, None),
        ('constituted', True, 2, 'lead-must-hand-over'),
        ('proposed', True, 1, 'lead-must-hand-over'),
        ('proposed', True, 0, 'last-city-withdraws'),
        ('constituted', True, 0, 'last-city-asks-the-office'),
        ('completed', False, 2, 'stage-does-not-allow'),
        ('withdrawn', True, 0, 'stage-does-not-allow'),
    ],
)
def test_a_city_leaves_when_it_likes_and_the_lead_hands_over_first(stage: str, is_lead: bool, other_cities: int, code: str | None) -> None:
    refusal = working_groups.why_not_leave(stage=stage, city='Graz', group='Housing', is_lead=is_lead, other_cities=other_cities)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ('stage', 'reason', 'code'),
    [
        ('constituted', 'The city closed its office for equality.', None),
        ('proposed', None, 'reason-needed'),
        ('completed', 'too late', 'stage-does-not-allow'),
    ],
)
def test_the_office_may_end_any_membership_and_says_why(stage: str, reason: str | None, code: str | None) -> None:
    refusal = working_groups.why_not_force_out(stage=stage, group='Housing', reason=reason)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize('stage', working_groups.STAGES)
def test_a_group_that_goes_on_needs_a_lead(stage: str) -> None:
    assert working_groups.needs_lead(stage, has_lead=False, acts=False) is (stage in {'proposed', 'constituted'})
    assert working_groups.needs_lead(stage, has_lead=True, acts=False) is (stage in {'proposed', 'constituted'})
    assert not working_groups.needs_lead(stage, has_lead=True, acts=True)


@pytest.mark.parametrize(
    ('stage', 'other_cities', 'code'),
    [
        ('proposed', 0, None),
        ('proposed', 1, 'not-the-last-proposer'),
        ('constituted', 0, 'not-proposed'),
        ('completed', 0, 'not-proposed'),
        ('withdrawn', 0, 'not-proposed'),
    ],
)
def test_the_last_city_in_a_proposal_may_withdraw_it(stage: str, other_cities: int, code: str | None) -> None:
    refusal = working_groups.why_not_withdraw(stage=stage, group='Housing', other_cities=other_cities)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ('stage', 'shown'),
    [('proposed', False), ('constituted', True), ('completed', True), ('withdrawn', False)],
)
def test_the_public_sees_constituted_and_completed_groups(stage: str, shown: bool) -> None:
    assert working_groups.is_shown_to_the_public(stage) is shown
