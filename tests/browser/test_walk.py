"""The main job, as a person does it in a browser: propose a group, see what it lacks, join, watch it become official."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit

TITLE = 'Equal access to housing'


def test_a_group_is_proposed_joined_and_becomes_official_at_the_third_city_of_a_second_country(visit: Visit) -> None:
    graz = visit()
    page = graz.click_in_as('Graz')
    page.get_by_role('link', name='Propose a working group').click()
    page.get_by_label('Title').fill(TITLE)
    page.get_by_label('Name').fill('Demonstration coordinator of Graz')
    page.get_by_label('Mail address').fill('graz@example.org')
    graz.picture('propose')
    page.get_by_role('button', name='Propose the group').click()
    expect(page.get_by_role('heading', level=1, name=TITLE)).to_be_visible()
    expect(page.get_by_text('2 more cities').first).to_be_visible()
    expect(page.get_by_text('Proposed').first).to_be_visible()
    graz.picture('proposed')
    path = page.url.removeprefix(graz.origin)

    bologna = visit()
    bologna.enter_as('Bologna')
    page = bologna.go(path)
    page.get_by_role('button', name='Join as Bologna').click()
    expect(page.get_by_text('more city').first).to_be_visible()
    bologna.picture('two-cities')

    barcelona = visit()
    barcelona.enter_as('Barcelona')
    page = barcelona.go(path)
    page.get_by_role('button', name='Join as Barcelona').click()
    expect(page.get_by_text('Constituted').first).to_be_visible()
    barcelona.picture('constituted')

    stranger = visit()
    page = stranger.go(path)
    expect(page.get_by_role('heading', level=1, name=TITLE)).to_be_visible()
    expect(page.get_by_text('Constituted').first).to_be_visible()

    office = visit()
    office.enter_as('Office')
    page = office.go('/office/notices')
    expect(page.get_by_text(TITLE).first).to_be_visible()
    office.picture('notices')
    for visitor in (graz, bologna, barcelona, office):
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
