"""The office gives a group more time for what it owes, the group reads why on its year; and its lead city writes to the members."""

import pytest
from playwright.sync_api import expect

from tests.browser.at_work import GroupAtWork
from tests.browser.conftest import Visit
from tests.browser.test_group_screens import faults

pytestmark = pytest.mark.in_turn(3)


def test_the_office_extends_what_is_owed_and_the_group_reads_why(visit: Visit, group_at_work: GroupAtWork) -> None:
    title = 'Fair pay'
    path = group_at_work.another(title).path
    office = visit()
    office.enter_as('Office')
    page = office.go('/office/obligations?duty=declaration&stage=open')
    row = page.get_by_role('listitem').filter(has_text=title).filter(has_text='General assembly,')
    row.get_by_role('button', name='Extend or waive').focus()
    page.keyboard.press('Enter')
    dialog = page.get_by_role('dialog')
    expect(dialog).to_contain_text(f'more time for {title}')
    dialog.get_by_label('In time until', exact=True).fill('2031-05-01')
    dialog.get_by_label('Reason').fill('elections in Graz')
    assert faults(office) == []
    page.keyboard.press('Enter')
    said = 'Extended to 1 May 2031 by the office'
    expect(row).to_contain_text(said)
    expect(row).to_contain_text('elections in Graz')
    office.picture('obligations')
    assert office.complaints == []

    graz = visit()
    graz.enter_as('Graz')
    page = graz.go(f'{path}/year')
    owed = page.get_by_role('region', name='What the group owes')
    expect(owed.get_by_role('listitem').filter(has_text=said)).to_contain_text('elections in Graz')
    assert graz.complaints == []


def test_a_lead_city_writes_to_the_members_on_the_page_of_its_group(visit: Visit, group_at_work: GroupAtWork) -> None:
    graz = visit()
    graz.enter_as('Graz')
    page = graz.go(group_at_work.path)
    page.get_by_role('link', name='Circulars').click()
    page.get_by_role('link', name='Write a circular').click()
    page.get_by_label('Title').fill('Next steps')
    page.get_by_label('Subject (English)').fill('What comes next')
    page.get_by_label('Text (English)').fill('We meet in May.')
    page.get_by_role('button', name='Save and see').click()
    expect(page.get_by_role('heading', level=2, name='Next steps')).to_be_visible()
    expect(page.get_by_role('link', name='Bologna')).to_be_visible()
    expect(page.get_by_text('We meet in May.')).to_be_visible()
    graz.picture('circular-of-a-group')
    assert (faults(graz), graz.complaints) == ([], [])
    bologna = visit()
    bologna.enter_as('Bologna')
    page = bologna.go(group_at_work.path)
    expect(page.get_by_role('link', name='Circulars')).to_have_count(0)


def test_who_has_not_answered_a_call_is_written_to_or_entered_within_two_clicks(visit: Visit, group_at_work: GroupAtWork) -> None:
    operator, of_bologna = group_at_work.office, group_at_work.bologna
    brought = of_bologna.ask(
        'POST', '/v1/calls-for-interest', network_id=group_at_work.network, city_id=of_bologna.city, title='Clean rivers for all'
    )
    at = f'/v1/calls-for-interest/{brought["id"]}'
    operator.ask('POST', f'{at}/sendings', brought['version'], closes_on='2031-05-01')
    office = visit()
    office.enter_as('Office')
    page = office.go(f'/working-groups/ideas/{brought["id"]}')
    silent = page.get_by_role('region', name='Who has not answered')
    expect(silent.get_by_role('link', name='Graz')).to_be_visible()
    page.evaluate("addEventListener('click', () => (window.clicks = (window.clicks ?? 0) + 1), true)")
    silent.get_by_role('button', name='Record the answer: Graz').click()
    dialog = page.get_by_role('dialog')
    expect(dialog).to_contain_text('Graz (Austria)')
    assert faults(office) == []
    dialog.get_by_role('button', name='Record the answer').click()
    expect(silent.get_by_role('link', name='Graz')).to_have_count(0)
    assert page.evaluate('window.clicks') == 2
    expect(page.get_by_role('region', name='What the cities answer').get_by_role('link', name='Graz')).to_be_visible()
    office.picture('call-without-answers')
    assert faults(office) == []
    silent.get_by_role('link', name='Write to them').click()
    expect(page.get_by_label('Only where something is missing')).to_have_value('call_unanswered')
    page.get_by_label('Title').fill('A word more')
    page.get_by_label('Subject (English)').fill('Clean rivers')
    page.get_by_label('Text (English)').fill('Please answer.')
    page.get_by_role('button', name='Save and see').click()
    expect(page.get_by_role('heading', level=1, name='A word more')).to_be_visible()
    expect(page.get_by_role('link', name='Barcelona')).to_be_visible()
    expect(page.get_by_role('link', name='Graz')).to_have_count(0)
    assert office.complaints == []


def test_the_office_writes_a_circular_tries_it_out_and_sends_it_once(visit: Visit) -> None:
    office = visit()
    office.enter_as('Office')
    page = office.go('/office/circulars')
    page.get_by_role('link', name='Write a circular').first.click()
    page.get_by_label('Title').fill('Dates of the spring')
    page.get_by_label('Subject (English)').fill('Dates of the spring')
    page.get_by_label('Text (English)').fill('The assembly meets in May.')
    page.get_by_role('button', name='Save and see').click()
    expect(page.get_by_role('heading', level=1, name='Dates of the spring')).to_be_visible()
    page.get_by_role('button', name='Test to myself').click()
    expect(page.get_by_role('status').filter(has_text='is on its way to your own address')).to_be_visible()
    assert (faults(office), office.complaints) == ([], [])
    page.get_by_role('button', name='Send').click()
    dialog = page.get_by_role('dialog')
    office.picture('circular-send')
    assert faults(office) == []
    dialog.get_by_role('button', name='Send').click()
    expect(page.get_by_text('Sent', exact=True).first).to_be_visible()
    expect(page.get_by_role('button', name='Send')).to_have_count(0)
    office.picture('circular-sent')
    assert (faults(office), office.complaints) == ([], [])
