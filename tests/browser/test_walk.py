"""The main job, as a person does it in a browser: propose a group, see what it lacks, join, watch it become official."""

import re
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Visit, Visitor
from tests.browser.test_people import sign_in_code
from tests.faults.service import Service, eventually
from tests.postbox import read

TITLE = 'Equal access to housing'


def from_mail(demonstration: Service, visitor: Visitor, mail: str) -> Page:
    """Wait for the mail that names the group, follow its link and sign in there by the code of another mail; return the group's page."""

    def letters() -> list[EmailMessage]:
        found = (read(path) for path in sorted(Path(demonstration.data / 'mail').glob('*.eml')))
        return [letter for letter in found if letter['To'] == mail and TITLE in str(letter['Subject'])]

    assert eventually(lambda: bool(letters()), 30)
    link = re.search(rf'{re.escape(visitor.origin)}(/working-groups/\S+)', letters()[0].get_content())
    assert link
    page = visitor.go(link[1])
    # Whoever has the link alone is not told of the proposal.
    assert ['404' in each for each in visitor.complaints] == [True]
    visitor.complaints.clear()
    page.get_by_role('link', name='Sign in').last.click()
    page.get_by_role('textbox', name='Mail address').fill(mail)
    page.get_by_role('button', name='Send me').click()
    page.get_by_label('Code').fill(sign_in_code(demonstration, mail))
    page.get_by_role('button', name='Sign in', exact=True).click()
    page.locator('main [data-act=join_working_group]').wait_for()
    return page


def test_a_city_proposes_and_two_confirm_from_their_mails_until_it_is_official(visit: Visit, demonstration: Service) -> None:
    graz = visit()
    page = graz.click_in_as('Graz')
    page.get_by_role('link', name='Propose a working group').click()
    page.get_by_label('Title').fill(TITLE)
    page.get_by_label('Name').fill('Demonstration coordinator of Graz')
    page.get_by_label('Mail address').fill('graz@example.org')
    for city in ('Bologna (Italy)', 'Barcelona (Spain)'):
        page.get_by_label('Invite other cities').select_option(label=city)
    page.get_by_label('Who leads').select_option(label='Bologna')
    graz.picture('propose')
    page.get_by_role('button', name='Propose the group').click()
    expect(page.get_by_role('heading', level=1, name=TITLE)).to_be_visible()
    expect(page.get_by_text('2 more cities').first).to_be_visible()
    expect(page.get_by_text('has not answered yet, named to lead')).to_be_visible()
    graz.picture('proposed')
    path = page.url.removeprefix(graz.origin)

    bologna = visit()
    page = from_mail(demonstration, bologna, 'bologna@example.org')
    bologna.picture('asked')
    page.locator('main [data-act=join_working_group]').click()
    expect(page.locator('main [data-act=join_working_group]')).to_have_count(0)
    bologna.settle()
    bologna.picture('two-cities')

    barcelona = visit(dark=True, size=PHONE)
    page = from_mail(demonstration, barcelona, 'barcelona@example.org')
    barcelona.settle()
    barcelona.picture('asked-phone')
    page.locator('main [data-act=join_working_group]').click()
    expect(page.locator('main [data-act=join_working_group]')).to_have_count(0)
    barcelona.settle()
    barcelona.picture('constituted')

    stranger = visit()
    page = stranger.go(path)
    expect(page.get_by_role('heading', level=1, name=TITLE)).to_be_visible()
    expect(page.get_by_text('Constituted').first).to_be_visible()
    expect(page.get_by_role('link', name='Bologna').first).to_be_visible()

    office = visit()
    office.enter_as('Office')
    page = office.go('/office/notices')
    expect(page.locator('summary').filter(has_text=TITLE).first).to_be_visible()
    office.picture('notices')
    for visitor in (graz, bologna, barcelona, office):
        assert visitor.complaints == []


@pytest.mark.in_turn(3)
def test_an_idea_is_brought_asked_about_answered_with_one_button_and_proposed(visit: Visit) -> None:
    graz, office, bologna = visit(), visit(), visit(size=PHONE)
    graz.enter_as('Graz')
    page = graz.go('/working-groups/propose')
    page.get_by_role('link', name='Only an idea so far?').click()
    expect(page.get_by_role('heading', level=1, name='Bring an idea')).to_be_visible()
    page.get_by_label('Title').fill('Quiet nights')
    page.get_by_role('button', name='Bring an idea').click()
    expect(page.get_by_role('heading', level=1, name='Quiet nights')).to_be_visible()
    path = page.url.removeprefix(graz.origin)

    office.enter_as('Office')
    page = office.go(path)
    page.get_by_role('button', name='Ask the other cities').click()
    page.get_by_label('Last day for answers').fill('2099-01-31')
    page.get_by_role('button', name='See how many that would be').click()
    expect(page.get_by_text('Nothing has been sent yet.')).to_be_visible()
    page.get_by_role('dialog').get_by_role('button', name='Ask the other cities').click()
    expect(page.get_by_text('Answers until 31 January 2099')).to_be_visible()
    office.picture('idea-open')

    bologna.enter_as('Bologna')
    page = bologna.go(path)
    page.get_by_label('A line with it').fill('Gladly.')
    bologna.picture('idea-question')
    page.get_by_role('button', name='Interested', exact=True).click()
    expect(page.get_by_text('this can be changed until the last day.')).to_be_visible()

    page = graz.go(path)
    expect(page.get_by_text('Gladly.')).to_be_visible()
    graz.picture('idea-answered')
    page.get_by_role('link', name='Propose the working group').click()
    expect(page.get_by_role('heading', level=1, name='Propose a working group')).to_be_visible()
    page.get_by_label('Name').fill('Demonstration coordinator of Graz')
    page.get_by_label('Mail address').fill('graz@example.org')
    page.get_by_role('button', name='Propose the group').click()
    expect(page.get_by_role('link', name='It began as an idea')).to_be_visible()
    page = bologna.go('/desk')
    expect(page.get_by_text('“Quiet nights” is proposed now')).to_be_visible()
    for visitor in (graz, office, bologna):
        assert visitor.complaints == []


def test_a_documented_group_is_shown_with_its_source_and_cannot_be_joined(visit: Visit) -> None:
    graz = visit()
    graz.enter_as('Graz')
    page = graz.go('/working-groups/combating-antisemitism')
    expect(page.get_by_role('heading', level=1, name='Combating Antisemitism')).to_be_visible()
    expect(page.get_by_role('link', name='Dortmund').first).to_be_visible()
    expect(page.get_by_text('CEJI').first).to_be_visible()
    expect(page.get_by_text('Source').first).to_be_visible()
    expect(page.get_by_role('button', name='Join as Graz')).to_have_count(0)


def test_the_directory_is_searched_without_regard_to_accents_and_language(visit: Visit) -> None:
    stranger = visit()
    page = stranger.go('/')
    expect(page.get_by_role('link', name='Barcelona')).to_be_visible()
    page.get_by_role('searchbox').fill('koln')
    expect(page.get_by_role('link', name='Cologne')).to_be_visible()
    expect(page.get_by_role('link', name='Barcelona')).to_have_count(0)
    assert 'q=koln' in page.url


def test_the_session_ends_with_sign_out(visit: Visit) -> None:
    graz = visit()
    page = graz.click_in_as('Graz')
    page.get_by_role('button', name='signed in as').click()
    page.get_by_role('button', name='Sign out').click()
    expect(page.get_by_role('link', name='Sign in').first).to_be_visible()
    page = graz.go('/working-groups/propose')
    expect(page.get_by_role('textbox', name='Title')).to_have_count(0)
