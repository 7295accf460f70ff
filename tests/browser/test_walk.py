"""The main job, as a person does it in a browser: propose a group, see what it lacks, join, watch it become official."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Visit
from tests.browser.steps import confirm, from_mail, propose
from tests.faults.service import Service

TITLE = 'Equal access to housing'


def test_a_city_proposes_and_two_confirm_from_their_mails_until_it_is_official(visit: Visit, demonstration: Service) -> None:
    graz = visit()
    page = graz.click_in_as('Graz')
    page.get_by_role('link', name='Propose a working group').click()
    contact = ('Demonstration coordinator of Graz', 'graz@example.org')
    propose(page, TITLE, contact, invited=('Bologna (Italy)', 'Barcelona (Spain)'), lead='Bologna')
    graz.picture('propose')
    page.get_by_role('button', name='Propose the group').click()
    expect(page.get_by_role('heading', level=1, name=TITLE)).to_be_visible()
    expect(page.get_by_text('2 more cities').first).to_be_visible()
    expect(page.get_by_text('has not answered yet, named to lead')).to_be_visible()
    graz.picture('proposed')
    path = page.url.removeprefix(graz.origin)

    bologna = visit()
    from_mail(demonstration, bologna, 'bologna@example.org', TITLE)
    bologna.picture('asked')
    confirm(bologna)
    bologna.picture('two-cities')

    barcelona = visit(dark=True, size=PHONE)
    from_mail(demonstration, barcelona, 'barcelona@example.org', TITLE)
    barcelona.settle()
    barcelona.picture('asked-phone')
    confirm(barcelona)
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
