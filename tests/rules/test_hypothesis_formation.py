"""What holds of every working group, whatever the cities, the order in which they join, and the by-laws."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from api.by_law_presets import PRESETS
from api.rules import by_laws, working_groups
from api.rules.by_laws import ByLaws
from api.rules.dates import Period, covers
from api.rules.working_groups import Counted

COUNTRIES = st.sampled_from(['AT', 'BE', 'DE', 'ES', 'FR', 'GB', 'IT', 'SE'])
CITIES = st.lists(COUNTRIES, max_size=12)
BY_LAWS = st.tuples(st.integers(1, 8), st.integers(1, 8)).map(
    lambda sizes: replace(PRESETS['eccar'], min_cities=max(sizes), min_countries=min(sizes))
)
FIRST_DAY, DAYS_SHOWN = date(2021, 1, 1), 40
DAYS = st.integers(0, DAYS_SHOWN - 1).map(lambda days: FIRST_DAY + timedelta(days=days))


@dataclass(frozen=True)
class Version:
    """As much of a stored version as the formation of groups needs."""

    valid_from: date
    min_cities: int
    min_countries: int


def counted(country_code: str, start: date, length: int | None) -> Counted:
    return Counted(country_code, Period(start, None if length is None else start + timedelta(days=length)))


COUNTED = st.lists(st.builds(counted, COUNTRIES, DAYS, st.none() | st.integers(0, DAYS_SHOWN)), max_size=8)
VERSIONS = st.lists(
    st.builds(Version, DAYS, st.integers(1, 4), st.integers(1, 3)), min_size=1, max_size=3, unique_by=lambda each: each.valid_from
)


@given(st.data(), CITIES, BY_LAWS)
def test_the_order_of_joining_does_not_matter(data: st.DataObject, cities: list[str], figures: ByLaws) -> None:
    other_order = data.draw(st.permutations(cities))
    assert working_groups.what_is_missing(other_order, figures) == working_groups.what_is_missing(cities, figures)


@given(CITIES, COUNTRIES, BY_LAWS)
def test_a_city_more_never_makes_anything_be_missing(cities: list[str], joining: str, figures: ByLaws) -> None:
    before = {each.code: each.count for each in working_groups.what_is_missing(cities, figures)}
    after = {each.code: each.count for each in working_groups.what_is_missing([*cities, joining], figures)}
    assert after.keys() <= before.keys()
    assert all(0 <= count - after.get(code, 0) <= 1 for code, count in before.items())


@given(CITIES, BY_LAWS)
def test_a_group_is_constituted_exactly_when_both_numbers_are_reached(cities: list[str], figures: ByLaws) -> None:
    reached = len(cities) >= figures.min_cities and len(set(cities)) >= figures.min_countries
    assert working_groups.is_constituted_by('proposed', working_groups.what_is_missing(cities, figures)) is reached


@given(CITIES, BY_LAWS)
def test_what_is_missing_names_each_thing_once_and_by_how_much(cities: list[str], figures: ByLaws) -> None:
    missing = working_groups.what_is_missing(cities, figures)
    assert [each.code for each in missing] in ([], ['cities'], ['countries'], ['cities', 'countries'])
    assert all(each.count >= 1 and each.have + each.count == each.needed for each in missing)


@given(COUNTED, VERSIONS, DAYS)
def test_the_day_the_condition_was_met_is_the_first_on_which_it_held(cities: list[Counted], versions: list[Version], today: date) -> None:
    days = [day for day in (FIRST_DAY + timedelta(days=number) for number in range(DAYS_SHOWN)) if day <= today]
    assert working_groups.met_on(cities, versions, today) == next((day for day in days if held(day, cities, versions)), None)


def held(day: date, cities: list[Counted], versions: list[Version]) -> bool:
    """Say the rule a second time, day by day."""
    begun = [version for version in versions if version.valid_from <= day]
    version = by_laws.in_force_on(versions, day) if begun else min(versions, key=lambda each: each.valid_from, default=None)
    there = [city.country_code for city in cities if covers(city.period, day)]
    return version is not None and len(there) >= version.min_cities and len(set(there)) >= version.min_countries


@given(COUNTED, VERSIONS, DAYS, DAYS)
def test_a_day_once_met_stays_the_day_as_time_goes_on(cities: list[Counted], versions: list[Version], one: date, other: date) -> None:
    earlier, later = sorted([one, other])
    met = working_groups.met_on(cities, versions, earlier)
    assert met is None or working_groups.met_on(cities, versions, later) == met
