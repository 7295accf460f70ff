"""A coordinator brings a plan of sixty rows out of an Excel of their own, in few steps, and prints it."""

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from tests.browser.at_work import GroupAtWork
from tests.browser.conftest import Visit
from tests.browser.test_group_screens import faults

pytestmark = pytest.mark.in_turn(1)
HEADINGS = ('Nr.', 'Maßnahme', 'Handlungsfeld', 'Weg', 'Zuständige Stelle', 'Bis', 'Stand', 'Bemerkung')
ROWS = 60


def table_of_their_own() -> bytes:
    """Return a workbook as a city keeps it: a title above, a number of its own, words of its own."""
    book = Workbook()
    sheet: Any = book.active
    sheet.append(HEADINGS)
    for n in range(ROWS):
        stand = ('offen', 'in Arbeit', 'erledigt')[n % 3]
        sheet.append([f'{n + 1}.', f'Maßnahme {n + 1}', n % 10 + 1, n % 4 + 1, 'Jugendamt', date(2027, n % 12 + 1, 15), stand, ''])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_a_coordinator_brings_sixty_actions_out_of_an_excel_of_their_own(visit: Visit, group_at_work: GroupAtWork) -> None:
    barcelona = group_at_work.barcelona
    plan = barcelona.ask('POST', '/v1/plans', network_id=group_at_work.network, city_id=barcelona.city, title='Barcelona for all')
    there = visit()
    there.enter_as('Barcelona')
    page = there.go('/cities/barcelona/plan')
    page.get_by_role('link', name='Bring in a table').click()
    kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    page.locator('#table-file').set_input_files({'name': 'Massnahmen.xlsx', 'mimeType': kind, 'buffer': table_of_their_own()})
    page.get_by_role('button', name='Check the file').click()
    expect(page.get_by_role('heading', level=1)).to_have_text('Massnahmen.xlsx')
    expect(page.locator('.count', has_text='new')).to_contain_text(str(ROWS))
    assert faults(there) == []
    there.picture('plan-table')
    page.get_by_role('button', name='Apply').click()
    page.get_by_role('dialog').get_by_role('button', name='Apply').click()
    expect(page.get_by_role('dialog')).to_have_count(0)
    page = there.go('/cities/barcelona/plan')
    expect(page.locator('dl dd').first).to_have_text(str(ROWS))
    assert faults(there) == []
    items = barcelona.ask('GET', f'/v1/plan-actions?plan_id={plan["id"]}&limit=100')['items']
    assert (len(items), sum(each['stage'] == 'completed' for each in items)) == (ROWS, ROWS // 3)


def test_on_wide_paper_what_a_plan_covers_has_the_room_of_the_page(visit: Visit, group_at_work: GroupAtWork) -> None:
    assert group_at_work.plan_file
    graz = visit()
    graz.enter_as('Graz')
    page = graz.go('/cities/graz/plan')
    page.locator('table a[data-at]').first.wait_for()
    page.emulate_media(media='print')
    graz.picture('plan-on-paper')
    box = page.locator('table', has=page.locator('[data-at]')).bounding_box()
    assert box is not None
    assert page.viewport_size is not None
    assert box['width'] > page.viewport_size['width'] / 2
