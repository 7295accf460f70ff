"""A sitting of the assembly: the office goes through its reports by keyboard, the wall follows, what is approved is published."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.at_work import today
from tests.browser.conftest import PHONE, Visitor
from tests.browser.institution import Operator, office_at_work
from tests.browser.test_group_screens import faults
from tests.faults.service import Service

pytestmark = pytest.mark.in_turn(3)

TEXT = '# What we did\n\nFour cities have **compared** what they do.\n\n- Graz\n- Berlin'


class Sitting:
    """An assembly of today with the reports of two groups before it."""

    def __init__(self, operator: Operator) -> None:
        self.operator = operator
        groups = (operator.group, operator.propose('Schools for all'))
        operator.join(groups[1], operator.cities[1])
        for group in groups:
            operator.join(group, operator.cities[2])
        announced = operator.ask('POST', '/v1/assemblies', network_id=operator.network, title='Assembly of today', held_on=today())
        self.assembly = announced['id']
        self.reports = [self._tabled(group) for group in groups]

    def _tabled(self, group: str) -> str:
        ask = self.operator.ask
        report = ask('POST', '/v1/reports', working_group_id=group, assembly_id=self.assembly, text=TEXT)
        for noun, wish in (('submissions', {'on_behalf_of': self.operator.told}), ('tablings', {})):
            report = ask('POST', f'/v1/reports/{report["id"]}/{noun}', report['version'], **wish)
        return str(report['id'])

    def decide(self, report: str, outcome: str) -> None:
        """Let somebody else at the office be faster."""
        now = self.operator.ask('GET', f'/v1/reports/{report}')
        self.operator.ask('POST', f'/v1/reports/{report}/decisions', now['version'], outcome=outcome)


@pytest.fixture(scope='module')
def sitting(institution: Service) -> Iterator[Sitting]:
    operator = Operator(institution)
    yield Sitting(operator)
    operator.close()


@pytest.fixture
def office(institution: Service, sitting: Sitting, browser: Browser) -> Iterator[Visitor]:
    """The office's window."""
    assert sitting.reports
    with office_at_work(institution, browser) as window:
        yield window


@pytest.fixture
def wall(institution: Service, sitting: Sitting, browser: Browser) -> Iterator[Visitor]:
    """The machine at the projector: another browser, in which somebody of the office has signed in."""
    assert sitting.reports
    with office_at_work(institution, browser) as window:
        yield window


def test_the_office_goes_through_the_reports_by_keyboard_and_a_wall_elsewhere_follows(
    office: Visitor, wall: Visitor, sitting: Sitting
) -> None:
    page, press = office.go(f'/office/assemblies/{sitting.assembly}'), office.page.keyboard.press
    page.get_by_role('link', name='To the sitting').focus()
    press('Enter')
    expect(page.get_by_text('0 of 2 decided')).to_be_visible()
    article = page.get_by_role('article')
    expect(article.get_by_role('heading', name='What we did')).to_be_visible()
    wall.go(f'/office/assemblies/{sitting.assembly}/projector')
    expect(wall.page.get_by_role('heading', level=1, name='Fair housing')).to_be_visible()
    expect(wall.page.get_by_role('banner')).to_have_count(0)
    assert (faults(wall), faults(office)) == ([], [])

    page.get_by_role('navigation', name='Reports of this sitting').get_by_role('link', name='Fair housing').focus()
    press('Enter')
    expect(article).to_be_focused()
    press('j')
    expect(article.get_by_role('link', name='Schools for all')).to_be_visible()
    expect(wall.page.get_by_role('heading', level=1, name='Schools for all')).to_be_visible()
    wall.page.reload()
    expect(wall.page.get_by_role('heading', level=1, name='Schools for all')).to_be_visible()
    press('k')
    expect(article.get_by_role('link', name='Fair housing')).to_be_visible()
    press('a')
    expect(article.get_by_label('Approve')).to_be_checked()
    press('Escape')
    expect(article.get_by_label('Approve')).not_to_be_checked()
    press('r')
    press('n')
    page.keyboard.type('jar: more about Graz')
    press('Escape')
    expect(article).to_be_focused()
    expect(article.get_by_label('Return to the group')).to_be_checked()
    office.picture('sitting')

    sitting.decide(sitting.reports[0], 'returned')
    press('Enter')
    expect(article.get_by_role('button', name='Record the decision')).to_be_focused()
    press('Enter')
    expect(page.get_by_text('1 of 2 decided')).to_be_visible()
    expect(page.get_by_role('alert')).to_be_visible()
    expect(wall.page.get_by_role('status').get_by_text('Returned')).to_be_visible()

    article.get_by_role('button', name='Next undecided report').focus()
    press('Enter')
    expect(article).to_be_focused()
    press('a')
    press('Enter')
    press('Enter')
    expect(page.get_by_text('2 of 2 decided')).to_be_visible()
    expect(wall.page.get_by_role('status').get_by_text('Approved')).to_be_visible()
    wall.picture('sitting-wall')
    assert faults(office) == []
    assert [each for each in office.complaints if '412' not in each] == []


def test_what_was_approved_is_published_shared_with_a_ready_text_and_read_by_everybody(
    office: Visitor, sitting: Sitting, browser: Browser
) -> None:
    if sitting.operator.ask('GET', f'/v1/reports/{sitting.reports[1]}')['stage'] == 'tabled':
        sitting.decide(sitting.reports[1], 'approved')
    page = office.go(f'/office/assemblies/{sitting.assembly}/desk?report={sitting.reports[1]}')
    page.get_by_role('button', name='Record as published on the website').click()
    address = f'{office.origin}/reports/{sitting.reports[1]}'
    ready = page.get_by_label('Ready text')
    post = '“Schools for all”: the working group Schools for all of A new network has reported to the Assembly of today what it has done.'
    expect(ready).to_have_value(f'{post} Read the report: {address}')
    expect(page.get_by_text(f'{len(ready.input_value())} characters')).to_be_visible()
    page.get_by_role('button', name='For a newsletter').click()
    expect(ready).to_have_value(re.compile(rf'^Report: Schools for all\n\n.*also to print: {address}$', re.DOTALL))
    page.get_by_label('Where it was shared').fill('https://social.example/1')
    page.get_by_role('button', name='Record as shared').click()
    expect(page.get_by_role('link', name='https://social.example/1')).to_be_visible()
    page.get_by_text('Who recorded what').click()
    expect(page.get_by_text(re.compile('published .*Schools for all')).first).to_be_visible()
    office.picture('sitting-share')
    assert (faults(office), office.complaints) == ([], [])
    page.get_by_role('button', name='Write it as a circular').click()
    expect(page).to_have_url(re.compile('/office/circulars/[0-9a-f-]{36}$'))
    expect(page.get_by_text('Report: Schools for all').first).to_be_visible()
    assert (faults(office), office.complaints) == ([], [])

    stranger = Visitor(browser.new_page(viewport={'width': PHONE[0], 'height': PHONE[1]}), office.origin)
    page = stranger.go(f'/reports/{sitting.reports[1]}')
    expect(page.get_by_role('heading', level=2, name='What we did')).to_be_visible()
    expect(page.get_by_role('listitem').filter(has_text='Berlin')).to_be_visible()
    said = json.loads(page.locator('script[type="application/ld+json"]').text_content() or '')
    assert (said['@type'], said['name']) == ('Report', 'Schools for all')
    with page.expect_download() as download:
        page.get_by_role('link', name='As PDF').click()
    assert download.value.suggested_filename.endswith('.pdf')
    stranger.picture('public-report')
    assert (faults(stranger), stranger.complaints) == ([], [])
    page.close()
