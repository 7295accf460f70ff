"""How an office begins: its network is in preparation, it goes live once, and it changes its by-laws after looking at what would follow."""

from playwright.sync_api import Browser, expect

from tests.browser.institution import Operator, office_at_work
from tests.faults.service import Service


def test_an_office_goes_live_and_changes_its_by_laws_after_seeing_what_they_would_do(institution: Service, browser: Browser) -> None:
    operator = Operator(institution)
    operator.close()
    with office_at_work(institution, browser) as office:
        page = office.page
        expect(page.get_by_role('heading', level=1, name='My desk')).to_be_visible()
        expect(page.get_by_text('A new network is still in preparation')).to_be_visible()
        page.get_by_role('link', name='Go live').click()
        page.get_by_role('button', name='Go live').click()
        expect(page.get_by_role('dialog')).to_contain_text('cannot be undone')
        page.get_by_role('dialog').get_by_role('button', name='Go live').click()
        expect(page.get_by_text('Live', exact=True)).to_be_visible()

        page.get_by_role('link', name='New version of the by-laws').click()
        page.get_by_label('Cities that make a group official').fill('2')
        page.get_by_role('button', name='See what it would do').click()
        expect(page.get_by_text('It would constitute 1 group and tell 1 city.')).to_be_visible()
        expect(page.get_by_role('listitem').filter(has_text='Fair housing')).to_be_visible()
        office.picture('by-laws-effect')
        page.get_by_label('Words in a report, at most').fill('-1')
        expect(page.get_by_role('button', name='Make this version')).to_have_count(0)
        page.get_by_role('button', name='See what it would do').click()
        expect(page.get_by_role('alert')).to_be_visible()
        page.get_by_label('Words in a report, at most').fill('500')
        page.get_by_role('button', name='See what it would do').click()
        page.get_by_role('button', name='Make this version').click()

        expect(page.get_by_text('in force')).to_be_visible()
        page.get_by_label('Compare with').select_option(index=1)
        expect(page.get_by_text('2 figures differ.')).to_be_visible()
        office.picture('by-laws-compared')
        assert [each for each in office.complaints if '422' not in each] == []
