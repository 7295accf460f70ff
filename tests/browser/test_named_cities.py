"""Cities are invited into a group on its page: for the lead city by the office, declined for them, taken back; as people see it."""

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.at_work import GroupAtWork
from tests.browser.conftest import PHONE, Visit
from tests.browser.test_group_screens import faults

pytestmark = pytest.mark.in_turn(3)


def say_for_graz(dialog: Locator) -> None:
    """Say that the office does this for the lead city, which has phoned."""
    dialog.locator('#told-whose').select_option(label='Graz')
    dialog.locator('#told-by').select_option(value='phone')


def journalled(group: GroupAtWork, invitation: str) -> set[tuple[str, str | None, str | None]]:
    """Return what was done with an invitation: for which city, and how that city said so."""
    found: list[dict[str, Any]] = group.office.ask('GET', f'/v1/journal-entries?subject_id={invitation}')['items']
    told = [(each['operation'], each['on_behalf_of'] or {}) for each in found]
    return {(operation, (of.get('city') or {}).get('name'), of.get('channel')) for operation, of in told}


def test_the_office_invites_for_the_lead_city_takes_back_and_records_that_a_city_declines(visit: Visit, group_at_work: GroupAtWork) -> None:
    group = group_at_work.another('Words that heal')
    office = visit(dark=True, size=PHONE)
    office.enter_as('Office')
    page = office.go(group.path)
    for city in ('Berlin', 'Vienna'):
        page.locator('[data-act=create_group_invitation]').click()
        dialog = page.get_by_role('dialog')
        place = dialog.locator('#city_id')
        expect(place.locator('option', has_text=city)).to_have_count(1)
        place.select_option(label=place.locator('option', has_text=city).inner_text())
        say_for_graz(dialog)
        office.picture(f'invite-{city.lower()}')
        assert faults(office) == []
        dialog.get_by_role('button', name='Invite', exact=True).click()
        expect(page.get_by_text(f'{city} is invited.')).to_be_visible()
        office.settle()
    listed = group_at_work.office.ask('GET', f'/v1/group-invitations?working_group_id={group.id}')['items']
    invited = {each['city']['name']: each['id'] for each in listed}
    for each in invited.values():
        assert journalled(group_at_work, each) == {('create_group_invitation', 'Graz', 'phone')}

    page.get_by_role('button', name='Take back Berlin').click()
    dialog = page.get_by_role('dialog')
    say_for_graz(dialog)
    office.picture('invitation-taken-back')
    assert faults(office) == []
    dialog.get_by_role('button', name='Take back').click()
    expect(page.get_by_text('Berlin is not invited any more.')).to_be_visible()
    assert ('withdraw_group_invitation', 'Graz', 'phone') in journalled(group_at_work, invited['Berlin'])

    office.settle()
    page.get_by_role('button', name='Decline for Vienna').click()
    dialog = page.get_by_role('dialog')
    expect(dialog.locator('#told-whose')).to_have_count(0)
    office.picture('invitation-declined')
    assert faults(office) == []
    dialog.get_by_role('button', name='Decline').click()
    expect(page.get_by_text('It is recorded that Vienna does not take part.')).to_be_visible()
    assert ('decline_group_invitation', 'Vienna', 'mail') in journalled(group_at_work, invited['Vienna'])
    assert office.complaints == []
