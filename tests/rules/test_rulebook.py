"""The page that shows the rules is made from the rules."""

from dataclasses import replace
from inspect import getmembers, isfunction

import pytest

from api import rulebook
from api.by_law_presets import PRESETS
from api.rules import by_laws
from api.rules.by_laws import ByLaws
from api.sentences import say

NOT_RULES = {'common', 'overlapping', 'from_figures', 'figures_of', 'latest_day_of', 'summary_of', 'last_of'}


def test_the_page_states_every_rule_with_its_source() -> None:
    page = rulebook.page()
    for module in rulebook.MODULES:
        for rule in rulebook.rules_of(module):
            assert rule.statement in page
            assert f'### Rule {rule.id}: {rule.name}\n' in page
            assert 'Source: ' in rule.source or 'Decided here' in rule.source


def test_every_public_function_of_the_rules_is_a_rule_or_known_as_a_helper() -> None:
    for module in rulebook.MODULES:
        public = {name for name, function in getmembers(module, isfunction) if function.__module__ == module.__name__ and name[0] != '_'}
        ruled = {rule.name.replace(' ', '_') for rule in rulebook.rules_of(module)}
        assert public - ruled <= NOT_RULES


def test_the_rules_of_this_house_are_all_there() -> None:
    ids = {rule.id for module in rulebook.MODULES for rule in rulebook.rules_of(module)}
    assert {'M1', 'W1', 'W2', 'W4', 'W5', 'W6', 'W7', 'W8', 'W10', 'W11', 'W13', 'S3'} <= ids


@pytest.mark.parametrize('name', ByLaws.__slots__)
def test_the_page_shows_every_figure(name: str) -> None:
    assert f'| {say("en", f"by_laws.{name}")} |' in rulebook.page()


def test_the_page_shows_the_figures_in_force() -> None:
    page = rulebook.page({'eccar': replace(PRESETS['eccar'], min_cities=5)})
    assert '| active member cities that constitute a working group | 5 |' in page
    assert 'active member cities that constitute a working group: 5 (eccar)' in page
    assert 'icc' not in page


def test_the_page_leaves_out_what_only_engineers_need() -> None:
    assert 'Returns' not in rulebook.page()
    assert 'None' not in rulebook.page()


def test_the_figures_a_rule_names_exist() -> None:
    named = {name for module in rulebook.MODULES for rule in rulebook.rules_of(module) for name in rule.figures}
    assert {'min_cities', 'min_countries', 'broadcast_hold_hours'} <= named <= set(ByLaws.__slots__)


def test_no_rule_holds_a_figure_of_its_own() -> None:
    assert set(by_laws.NUMBERS) <= set(ByLaws.__slots__)
    assert not [field.name for field in ByLaws.__dataclass_fields__.values() if field.default is not field.default_factory]
