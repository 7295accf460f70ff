"""Organisations ask to take part in a group: the office enters it, the lead city admits or refuses them, and ends it with a reason."""

import pytest
from playwright.sync_api import expect

from tests.browser.at_work import GroupAtWork
from tests.browser.conftest import Visit
from tests.browser.test_group_screens import faults

pytestmark = pytest.mark.in_turn(3)


def test_the_office_asks_for_an_organisation_and_the_lead_city_answers(visit: Visit, group_at_work: GroupAtWork) -> None:
    group = group_at_work.another('Evening schools')
    for name in ('Open Doors', 'Second Chance'):
        group_at_work.office.ask('POST', '/v1/organisations', name=name, kind='civil_society')
    office = visit()
    office.enter_as('Office')
    page = office.go(f'{group.path}/members')
    for name in ('Open Doors', 'Second Chance'):
        page.get_by_role('button', name='Ask to take part').click()
        page.get_by_role('button', name='Send the request').click()
        expect(page.get_by_role('dialog')).to_contain_text('Please choose')
        page.get_by_label('Organisation', exact=True).select_option(name)
        page.get_by_label('Why does the organisation want to take part?').fill('We teach in the evening.')
        page.get_by_label('How did the organisation say so?').select_option('By letter')
        assert faults(office) == []
        page.get_by_role('button', name='Send the request').click()
        expect(page.get_by_text(f'The request of {name} was sent.')).to_be_visible()
    graz = visit()
    graz.enter_as('Graz')
    page = graz.go('/desk')
    page.get_by_role('listitem').filter(has_text='Open Doors asks to take part').get_by_role('link').click()
    page.get_by_role('button', name='Admit Open Doors').click()
    page.get_by_role('dialog').get_by_role('button', name='Admit', exact=True).click()
    expect(page.get_by_role('region', name='Associated organisations').get_by_role('listitem')).to_contain_text('Open Doors')
    page.get_by_role('button', name='Refuse Second Chance').click()
    page.get_by_role('dialog').get_by_role('button', name='Refuse', exact=True).click()
    expect(page.get_by_role('dialog')).to_contain_text('Please fill this in')
    page.get_by_label('Reason').fill('The group is full.')
    graz.picture('group-participation-refused')
    assert faults(graz) == []
    page.get_by_role('dialog').get_by_role('button', name='Refuse', exact=True).click()
    asked = page.get_by_role('region', name='Requests to take part')
    expect(asked).to_contain_text('Reason: The group is full.')
    page.get_by_role('button', name='End the participation of Open Doors').click()
    page.get_by_label('Reason').fill('Nobody came.')
    page.get_by_role('dialog').get_by_role('button', name='End', exact=True).click()
    expect(page.get_by_text('Open Doors no longer takes part.')).to_be_visible()
    assert (faults(graz), graz.complaints) == ([], [])
