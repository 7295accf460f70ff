"""The palette, saved filters and what can be taken back, by keyboard alone, as a city and the office use them."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.at_work import TITLE, GroupAtWork
from tests.browser.conftest import PHONE, Visit, Visitor
from tests.browser.test_group_screens import faults

pytestmark = pytest.mark.in_turn(3)


def called(page: Page, words: str = '') -> None:
    """Call the palette and type what is looked for; every answer has come when its list says that it is not busy."""
    page.keyboard.press('Control+k')
    field = page.get_by_role('combobox', name='Go to a page')
    expect(field).to_be_focused()
    field.fill(words)
    expect(page.locator('dialog [aria-busy=true]')).to_have_count(0)


def test_anything_is_reached_from_anywhere_and_what_the_page_offers_is_done(visit: Visit, group_at_work: GroupAtWork) -> None:
    graz = visit()
    graz.enter_as('Graz')
    page = graz.go(f'{group_at_work.path}/outputs/{group_at_work.output["id"]}')
    page.get_by_role('link', name='Members').focus()
    called(page)
    assert faults(graz) == []
    graz.picture('palette')
    page.keyboard.press('Escape')
    expect(page.get_by_role('link', name='Members')).to_be_focused()
    # A record that the service finds, and a screen, each by the first choice.
    called(page, 'bologna')
    page.get_by_role('option', name='Bologna').first.wait_for()
    page.keyboard.press('Enter')
    expect(page.get_by_role('heading', level=1)).to_have_text('Bologna')
    expect(page.get_by_role('heading', level=1)).to_be_focused()
    called(page, 'fair access')
    page.get_by_role('option', name=TITLE).first.wait_for()
    page.keyboard.press('Enter')
    page.wait_for_url(f'**{group_at_work.path}')
    page.get_by_role('button', name='Edit').wait_for()
    called(page, 'plan a meeting')
    page.keyboard.press('Enter')
    page.wait_for_url('**/meetings?new')
    page.go_back()
    # An act of the page asks what it asks there, and gives the focus back to its button.
    act = page.get_by_role('article').get_by_role('button', name='Hand over the lead')
    act.wait_for()
    called(page, 'hand over')
    page.keyboard.press('Enter')
    expect(page.get_by_role('dialog')).to_contain_text('lead')
    page.keyboard.press('Escape')
    expect(act).to_be_focused()
    assert graz.complaints == []


def test_the_office_finds_a_person_and_a_phone_has_a_button(visit: Visit) -> None:
    office = visit(dark=True, size=PHONE)
    office.enter_as('Office')
    page = office.go('/office/people')
    page.get_by_role('button', name='Go to a page, find, do').click()
    field = page.get_by_role('combobox')
    field.fill('coordinator ghent')
    page.get_by_role('option').filter(has_text='example.org').first.wait_for()
    assert faults(office) == []
    office.picture('palette-phone')
    page.get_by_role('option').filter(has_text='example.org').first.click()
    expect(page.get_by_role('heading', name='1 person')).to_be_visible()
    page.get_by_role('link', name='Show everybody').press('Enter')
    expect(page.get_by_role('heading', name='1 person')).to_have_count(0)
    assert office.complaints == []


def kept(visitor: Visitor) -> None:
    """Open the menu of saved filters."""
    visitor.page.get_by_role('button', name='Saved filters').press('Enter')


def test_a_filter_is_kept_found_on_another_machine_and_its_removal_taken_back(visit: Visit, group_at_work: GroupAtWork) -> None:
    here = visit()
    here.enter_as('Bologna')
    page = here.go(f'{group_at_work.path}/action-items?late=true')
    kept(here)
    page.get_by_label('Name for this filter').fill('Late ones')
    here.picture('filter-kept')
    page.keyboard.press('Enter')
    expect(page.get_by_text('“Late ones” is kept.')).to_be_visible()

    there = visit(dark=True, size=PHONE)
    there.enter_as('Bologna')
    page = there.go('/desk')
    called(page, 'late ones')
    page.get_by_role('option', name='Late ones').wait_for()
    page.keyboard.press('Enter')
    page.wait_for_url('**/action-items?late=true')
    kept(there)
    page.get_by_role('link', name='Late ones').wait_for()
    assert faults(there) == []
    there.picture('filters-phone')
    page.get_by_role('button', name='Remove “Late ones”').press('Enter')
    expect(page.get_by_role('link', name='Late ones')).to_have_count(0)
    page.keyboard.press('Escape')
    assert faults(there) == []
    there.picture('undo-phone')
    page.get_by_role('button', name='Undo').press('Enter')
    expect(page.get_by_text('Undone.')).to_be_visible()
    kept(there)
    page.get_by_role('link', name='Late ones').wait_for()
    page.get_by_role('button', name='Remove “Late ones”').press('Enter')
    assert here.complaints == there.complaints == []


def test_a_change_is_taken_back_by_another_that_stands_in_the_history(visit: Visit, group_at_work: GroupAtWork) -> None:
    title = 'Room for all'
    group = group_at_work.another(title)
    graz = visit()
    graz.enter_as('Graz')
    page = graz.go(group.path)
    page.get_by_role('button', name='Edit').press('Enter')
    page.get_by_label('Title').fill('Room for everybody')
    page.get_by_label('Title').press('Enter')
    expect(page.get_by_role('heading', level=1)).to_have_text('Room for everybody')
    expect(page.get_by_role('button', name='Undo')).to_be_visible()
    page.keyboard.press('Control+z')
    expect(page.get_by_role('heading', level=1)).to_have_text(title)
    entries = group_at_work.graz.ask('GET', f'/v1/journal-entries?subject_id={group.id}')['items']
    assert [entry['operation'] for entry in entries[:2]] == ['update_working_group', 'update_working_group']
    assert graz.complaints == []
