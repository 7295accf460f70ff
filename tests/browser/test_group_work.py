"""A group's year in a browser: actions, outputs, the report and the declaration; and what happens when two people edit at once."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.at_work import GroupAtWork, today
from tests.browser.conftest import Visit
from tests.browser.test_group_screens import faults

pytestmark = pytest.mark.in_turn(3)


def test_an_action_item_is_set_down_recorded_and_corrected(visit: Visit, group_at_work: GroupAtWork) -> None:
    bologna = visit()
    bologna.enter_as('Bologna')
    page = bologna.go(f'{group_at_work.path}/action-items')
    page.get_by_role('link', name='New action item').first.click()
    page.get_by_label('Title').fill('Open day for apprentices')
    page.get_by_label('Responsible city').select_option('Bologna')
    page.get_by_role('button', name='Set down the action item').click()
    page.get_by_role('button', name='Record progress').click()
    page.get_by_label('Percent done').fill('120')
    page.get_by_role('button', name='Record progress').click()
    expect(page.get_by_role('alert')).to_contain_text('Percent done:')
    page.get_by_label('Percent done').fill('20')
    page.get_by_label('Stage').select_option('In progress')
    page.get_by_label('What was done').fill('A hall is found')
    page.get_by_role('button', name='Record progress').click()
    expect(page.get_by_text('A hall is found')).to_be_visible()
    page.get_by_role('button', name='Correct this').click()
    page.get_by_label('Stage').select_option('Completed')
    page.get_by_label('Percent done').fill('100')
    page.get_by_label('What was done').fill('A smaller hall is found')
    page.get_by_role('button', name='Record progress').click()
    expect(page.get_by_text('corrected later')).to_be_visible()
    expect(page.get_by_text('A smaller hall is found')).to_be_visible()
    bologna.picture('group-item-progress')
    assert faults(bologna) == []


def test_the_history_of_an_action_item_is_opened_and_read_by_keyboard(visit: Visit, group_at_work: GroupAtWork) -> None:
    graz = visit()
    graz.enter_as('Graz')
    page = graz.go(f'{group_at_work.path}/action-items/{group_at_work.items[0]}')
    opener = page.locator('summary', has_text='History')
    opener.wait_for()
    for _ in range(100):
        page.keyboard.press('Tab')
        if opener.evaluate('each => each === document.activeElement'):
            break
    told = page.locator('details.history .sentence')
    expect(told.first).to_be_hidden()
    page.keyboard.press('Enter')
    expect(told.last).to_contain_text(f'{group_at_work.graz.me["name"]} recorded the action item')
    graz.picture('group-item-history')
    assert faults(graz) == []
    page.keyboard.press('Enter')
    expect(told.last).to_be_hidden()


def test_an_action_item_says_whom_it_addresses_and_who_does_it_and_carries_evidence(
    visit: Visit, group_at_work: GroupAtWork, tmp_path: Path
) -> None:
    evidence = tmp_path / 'letter.txt'
    evidence.write_text('Dear schools.\n', encoding='utf-8')
    graz = visit()
    graz.enter_as('Graz')
    page = graz.go(f'{group_at_work.path}/action-items?new')
    page.get_by_label('Title').fill('Ask every school')
    page.get_by_label('Responsible city').select_option('Graz')
    page.get_by_text('More details').focus()
    page.keyboard.press('Enter')
    page.get_by_label('Agreed at').select_option(value=group_at_work.meeting)
    page.get_by_label('Responsible person').select_option(group_at_work.graz.me['name'])
    page.get_by_role('group', name='Addressees').get_by_label('The private sector').focus()
    page.keyboard.press('Space')
    page.get_by_label('The general population').check()
    page.get_by_label('Further target groups').fill('Apprentices')
    page.get_by_label('Function of the city').select_option('Employer')
    graz.picture('group-item-all-fields')
    assert faults(graz) == []
    page.get_by_role('button', name='Set down the action item').click()
    facts = page.get_by_role('complementary', name='Facts')
    for words in ('The private sector', 'The general population and Apprentices', 'Employer', group_at_work.graz.me['name'], 'The meeting'):
        expect(facts).to_contain_text(words)

    page.get_by_role('button', name='Record progress').click()
    page.get_by_label('Evidence as a file').set_input_files(evidence)
    page.get_by_role('button', name='Record progress').click()
    expect(page.get_by_role('link', name='Download: letter.txt')).to_be_visible()
    page.get_by_role('button', name='Correct this').click()
    page.get_by_label('What was done').fill('A letter went out')
    expect(page.get_by_label('Stays attached: letter.txt')).to_be_checked()
    page.get_by_role('button', name='Record progress').click()
    expect(page.get_by_text('A letter went out')).to_be_visible()
    expect(page.get_by_role('link', name='Download: letter.txt')).to_have_count(2)
    graz.picture('group-item-evidence')
    assert (faults(graz), graz.complaints) == ([], [])


def test_an_output_gets_its_document_and_is_shared(visit: Visit, group_at_work: GroupAtWork, tmp_path: Path) -> None:
    paper = tmp_path / 'advice.txt'
    paper.write_text('What works, in twelve pages.\n', encoding='utf-8')
    graz = visit()
    graz.enter_as('Graz')
    page = graz.go(f'{group_at_work.path}/outputs/{group_at_work.output["id"]}')
    page.get_by_role('button', name='Add a document').click()
    expect(page.get_by_text('at most 10')).to_be_visible()
    page.get_by_role('button', name='Send the file').click()
    expect(page.get_by_text('Choose a file').last).to_be_visible()
    page.get_by_label('File').set_input_files(paper)
    page.get_by_role('button', name='Send the file').click()
    expect(page.get_by_text('advice.txt')).to_be_visible()
    page.get_by_role('button', name='Share').click()
    page.get_by_role('dialog').get_by_role('button', name='Share').click()
    expect(page.get_by_text('Shared', exact=True)).to_be_visible()
    assert (faults(graz), graz.complaints) == ([], [])
    with page.expect_download() as download:
        page.get_by_role('link', name='Download').click()
    assert Path(download.value.path()).read_text(encoding='utf-8') == 'What works, in twelve pages.\n'

    page = graz.go(f'{group_at_work.path}/outputs?stage=shared')
    with page.expect_download() as listed:
        page.get_by_role('link', name='CSV').click()
    rows = list(csv.DictReader(io.StringIO(Path(listed.value.path()).read_text(encoding='utf-8-sig'))))
    assert group_at_work.output['id'] in {row['id'] for row in rows}
    assert {(row['working_group.slug'], row['stage']) for row in rows} == {(group_at_work.path.rpartition('/')[2], 'shared')}


def test_two_people_who_edit_at_once_see_both_versions(visit: Visit, group_at_work: GroupAtWork) -> None:
    group, office = group_at_work.another('Training at night'), group_at_work.office
    graz = visit()
    graz.enter_as('Graz')
    page = graz.go(group.path)
    page.get_by_role('button', name='Edit').click()
    page.get_by_role('textbox', name='Aims').fill('Every talent, every trade.')
    version = office.ask('GET', f'/v1/working-groups/{group.id}')['version']
    office.ask('PATCH', f'/v1/working-groups/{group.id}', version, aims='Each talent.', rhythm='Monthly')
    page.get_by_role('button', name='Save').click()
    expect(page.get_by_role('heading', name='Somebody saved a newer version')).to_be_visible()
    expect(page.get_by_role('alert')).to_contain_text('Each talent.')
    expect(page.get_by_label('Meeting rhythm')).to_have_value('Monthly')
    graz.picture('group-two-versions')
    assert faults(graz) == []
    page.get_by_role('group', name='Aims').get_by_label('Written by you').check()
    page.get_by_role('button', name='Save').click()
    expect(page.get_by_text('Every talent, every trade.')).to_be_visible()
    assert office.ask('GET', f'/v1/working-groups/{group.id}')['rhythm'] == 'Monthly'


def test_a_report_goes_from_the_group_to_the_assembly_and_back_to_the_group(visit: Visit, group_at_work: GroupAtWork) -> None:
    group = group_at_work
    sitting = group.office.ask('POST', '/v1/assemblies', network_id=group.network, title='Sitting', held_on=today())
    graz = visit()
    graz.enter_as('Graz')
    page = graz.go(f'{group.path}/year?assembly={sitting["id"]}')
    page.get_by_role('button', name='Begin the report').click()
    page.get_by_role('button', name='Write').click()
    page.get_by_label('Text').fill('Four items, one of them done.')
    expect(page.get_by_text('6 of at most').last).to_be_visible()
    page.get_by_role('button', name='Save').click()
    expect(page.get_by_text('Four items, one of them done.')).to_be_visible()
    page.get_by_role('button', name='Draft from the record').click()
    # How many cities came is for others who work with this group to say.
    met = page.get_by_role('listitem').filter(has_text='the group met online;')
    expect(met.get_by_role('link')).to_have_attribute('href', f'{group.path}/meetings/{group.meeting}')
    expect(page.get_by_text('Nothing is recorded here for this period: record what the group has made')).to_be_visible()
    expect(page.get_by_text('Four items, one of them done.')).to_be_visible()
    graz.picture('group-report-drafted')
    phone = visit(dark=True, size=(320, 800))
    phone.enter_as('Graz')
    phone.go(page.url.removeprefix(graz.origin))
    expect(phone.page.get_by_role('button', name='Draft from the record')).to_be_visible()
    phone.picture('group-report-drafted-phone')
    assert (faults(graz), faults(phone)) == ([], [])
    page.get_by_role('button', name='Submit').click()
    page.get_by_role('dialog').get_by_role('button', name='Submit').click()
    page.get_by_role('button', name='Submitted').click()
    expect(page.get_by_text('Fingerprint of this text')).to_be_visible()
    graz.picture('group-report-submitted')

    office = visit(dark=True)
    office.enter_as('Office')
    desk = office.go(page.url.removeprefix(graz.origin))
    desk.get_by_role('button', name='Table it').click()
    desk.get_by_role('dialog').get_by_role('button', name='Table it').click()
    desk.get_by_role('button', name='Record the decision').click()
    desk.get_by_label('Outcome').select_option('Returned')
    desk.get_by_label('Comment').fill('Please name the cities.')
    desk.get_by_role('dialog').get_by_role('button', name='Record the decision').click()
    expect(desk.get_by_text('Please name the cities.')).to_be_visible()
    office.picture('group-report-returned')
    assert (faults(graz), faults(office), graz.complaints, office.complaints) == ([], [], [], [])


def test_complete_says_what_it_means_before_it_is_declared(visit: Visit, group_at_work: GroupAtWork) -> None:
    graz = visit()
    graz.enter_as('Graz')
    page = graz.go(f'{group_at_work.path}/year?assembly={group_at_work.assembly}')
    page.get_by_role('button', name='Declare').click()
    dialog = page.get_by_role('dialog')
    dialog.get_by_role('radio', name='Complete').check()
    expect(dialog.get_by_text('the group ends')).to_have_count(2)
    dialog.get_by_role('button', name='Declare: complete').click()
    expect(dialog.get_by_text('Please confirm')).to_be_visible()
    graz.picture('group-declare-complete')
    assert faults(graz) == []
    dialog.get_by_role('radio', name='Continue').check()
    dialog.get_by_role('button', name='Declare: continue').click()
    expect(page.get_by_text('Declared: Continue.')).to_be_visible()
    assert graz.complaints == []


def test_the_group_asks_the_office_and_the_board(visit: Visit, group_at_work: GroupAtWork) -> None:
    graz = visit()
    graz.enter_as('Graz')
    page = graz.go(group_at_work.path)
    page.get_by_role('button', name='Ask the office').click()
    page.get_by_label('Your question').fill('Which format fits?')
    page.get_by_role('button', name='Send to the office').click()
    expect(page.get_by_text('Which format fits?')).to_be_visible()
    office = visit()
    office.enter_as('Office')
    desk = office.go(group_at_work.path)
    desk.get_by_role('button', name='Answer', exact=True).click()
    desk.get_by_role('dialog').get_by_label('Answer').fill('Guidelines.')
    desk.get_by_role('button', name='Send the answer').click()
    expect(desk.get_by_text('Guidelines.')).to_be_visible()
    desk.get_by_role('button', name='Record the decision').click()
    desk.get_by_label('Outcome').select_option('Approved in part')
    desk.get_by_label('Amount granted').fill('800')
    desk.get_by_role('dialog').get_by_role('button', name='Record the decision').click()
    expect(desk.get_by_text('Granted: €800.00')).to_be_visible()
    assert (faults(office), graz.complaints, office.complaints) == ([], [], [])
