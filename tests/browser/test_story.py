"""A group's whole first year in one piece: three cities make it official from their mails, and a stranger reads its approved report."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta

import psycopg
import pytest
from playwright.sync_api import Browser, expect
from psycopg.types.json import Jsonb

from api import clock
from tests.browser.at_work import today
from tests.browser.conftest import DESKTOP, PHONE, Visitor
from tests.browser.institution import Operator, office_at_work
from tests.browser.steps import confirm, from_mail, propose, sign_in_by_code
from tests.faults.service import Service

pytestmark = pytest.mark.in_turn(3)

TITLE, DONE = 'A welcome in every district', 'Three cities have compared what a newcomer is told on the first day.'
GRAZ, BOLOGNA, BERLIN = 'graz@example.org', 'bologna@example.org', 'berlin@example.org'


@pytest.fixture
def operator(institution: Service) -> Iterator[Operator]:
    """A network that is live, with a coordinator in each of its three cities."""
    operator = Operator(institution)
    for city, mail in zip(operator.cities, (GRAZ, BOLOGNA, BERLIN), strict=True):
        name = f'Coordinator of {mail.partition("@")[0].title()}'
        person = operator.ask('POST', '/v1/people', network_id=operator.network, name=name, mail=mail)['id']
        operator.ask('POST', '/v1/roles', network_id=operator.network, person_id=person, role='coordinator', city_id=city)
    version = operator.ask('GET', f'/v1/networks/{operator.network}')['version']
    operator.ask('POST', f'/v1/networks/{operator.network}/launches', version)
    yield operator
    operator.close()


def let_four_months_pass(service: Service, title: str) -> None:
    """Let a group be official for 120 days, which nobody can wait for: its days move, and nothing else."""
    official = {'value': (clock.today('Europe/Berlin') - timedelta(days=120)).isoformat(), 'precision': 'day'}
    with psycopg.connect(service.database_url(), autocommit=True) as connection:
        found = connection.execute(
            """UPDATE working_groups SET constituted_on = %s, constitution_recorded_at = constitution_recorded_at - interval '120 days'
            WHERE title = %s RETURNING id""",
            [Jsonb(official), title],
        ).fetchone()
        assert found
        # A lead that was handed over within the day has an end, too.
        connection.execute('UPDATE memberships SET start_date = start_date - 120 WHERE working_group_id = %s', found)
        connection.execute('UPDATE leads SET start_date = start_date - 120, end_date = end_date - 120 WHERE working_group_id = %s', found)


Windows = Callable[..., Visitor]


@pytest.fixture
def window(institution: Service, browser: Browser) -> Iterator[Windows]:
    """Open a new window of somebody who has not signed in."""
    with ExitStack() as stack:

        def open_window(size: tuple[int, int] = DESKTOP) -> Visitor:
            context = browser.new_context(locale='en', reduced_motion='reduce', viewport={'width': size[0], 'height': size[1]})
            stack.callback(context.close)
            return Visitor(context.new_page(), institution.url)

        yield open_window


def proposed(service: Service, graz: Visitor) -> str:
    """Let a city propose a group, and name two others, of which one is to lead; return the group's path."""
    page = graz.go('/sign-in?next=/working-groups/propose')
    sign_in_by_code(service, page, GRAZ)
    page.get_by_role('heading', level=1, name='Propose a working group').wait_for()
    propose(page, TITLE, ('Coordinator of Graz', GRAZ), invited=('Bologna (Italy)', 'Berlin (Germany)'), lead='Bologna')
    page.get_by_role('button', name='Propose the group').click()
    expect(page.get_by_role('heading', level=1, name=TITLE)).to_be_visible()
    expect(page.get_by_text('has not answered yet, named to lead')).to_be_visible()
    return page.url.removeprefix(graz.origin)


def reported(bologna: Visitor, path: str) -> str:
    """Let the lead city draft the report that the group owes, write it and submit it; return its id."""
    page = bologna.go(f'{path}/year')
    page.get_by_role('button', name='Begin the report').click()
    page.get_by_role('button', name='Draft from the record').click()
    expect(page.get_by_role('listitem').filter(has_text='Berlin').first).to_be_visible()
    page.get_by_role('button', name='Write').click()
    page.get_by_label('Text').fill(DONE)
    page.get_by_role('button', name='Save').click()
    expect(page.get_by_text(DONE)).to_be_visible()
    page.get_by_role('button', name='Submit').click()
    page.get_by_role('dialog').get_by_role('button', name='Submit').click()
    expect(page.get_by_text('Submitted', exact=True).first).to_be_visible()
    return page.url.rpartition('/')[2]


def approved(office: Visitor, assembly: str, path: str, report: str) -> None:
    """Let the office table the report, go through it at the sitting, and put what was approved on the website."""
    page = office.go(f'{path}/year/reports/{report}')
    page.get_by_role('button', name='Table it').click()
    page.get_by_role('dialog').get_by_role('button', name='Table it').click()
    expect(page.get_by_role('button', name='Record the decision')).to_be_visible()
    page = office.go(f'/office/assemblies/{assembly}')
    page.get_by_role('link', name='To the sitting').click()
    page.get_by_role('article').get_by_label('Approve').check()
    page.get_by_role('button', name='Record the decision').click()
    expect(page.get_by_text('1 of 1 decided')).to_be_visible()
    page.get_by_role('button', name='Record as published on the website').click()
    expect(page.get_by_label('Ready text')).to_have_value(re.compile(f'{office.origin}/reports/{report}'))


def test_three_cities_make_a_group_from_their_mails_and_everybody_reads_what_the_assembly_approved(
    institution: Service, operator: Operator, browser: Browser, window: Windows
) -> None:
    graz, bologna, berlin, stranger = window(), window(), window(PHONE), window(PHONE)
    path = proposed(institution, graz)
    page = stranger.go(path)
    expect(page.get_by_text(TITLE)).to_have_count(0)
    stranger.complaints.clear()

    from_mail(institution, bologna, BOLOGNA, TITLE)
    confirm(bologna)
    expect(bologna.page.get_by_text('Constituted')).to_have_count(0)
    from_mail(institution, berlin, BERLIN, TITLE)
    confirm(berlin)
    expect(berlin.page.get_by_text('Constituted').first).to_be_visible()
    page = stranger.go(path)
    expect(page.get_by_role('heading', level=1, name=TITLE)).to_be_visible()

    let_four_months_pass(institution, TITLE)
    sitting = operator.ask('POST', '/v1/assemblies', network_id=operator.network, title='Assembly of today', held_on=today())
    report = reported(bologna, path)
    page = stranger.go(f'/reports/{report}')
    expect(page.get_by_text(DONE)).to_have_count(0)
    stranger.complaints.clear()

    with office_at_work(institution, browser) as office:
        approved(office, sitting['id'], path, report)
        assert office.complaints == []
    page = stranger.go('/reports')
    page.get_by_role('link', name=TITLE).click()
    expect(page).to_have_url(f'{stranger.origin}/reports/{report}')
    expect(page.get_by_text(DONE)).to_be_visible()
    stranger.picture('story-public-report')
    for visitor in (graz, bologna, berlin, stranger):
        assert visitor.complaints == []
