"""A meeting as its note-taker lives it: action items gone through by keyboard alone, minutes, corrections, refusals beside their row."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from api import clock
from tests.browser.at_work import ITEMS, GroupAtWork
from tests.browser.conftest import Visit
from tests.browser.test_group_screens import faults

pytestmark = pytest.mark.in_turn(3)


def latest(group: GroupAtWork, item: str) -> dict[str, object]:
    """What stands as the latest update of an item, and how the item stands."""
    found = group.graz.ask('GET', f'/v1/progress-updates?action_item_id={item}&limit=1')['items'][0]
    shown = group.graz.ask('GET', f'/v1/action-items/{item}')
    return {**{name: found[name] for name in ('text', 'obstacle', 'unchanged')}, 'stage': shown['stage'], 'percent': shown['percent']}


def focused_row(page: Page) -> str:
    """What a screen reader says of the row that has the focus."""
    return str(page.evaluate('() => document.activeElement.getAttribute("role") === "row" && document.activeElement.ariaLabel'))


def test_action_items_are_gone_through_in_a_meeting_by_keyboard_alone(visit: Visit, group_at_work: GroupAtWork) -> None:
    group = group_at_work.another('Training at noon', items=True)
    graz = visit()
    graz.enter_as('Graz')
    page = graz.go(f'{group.path}/action-items')
    page.get_by_role('link', name='Go through them by keyboard').focus()
    press = page.keyboard.press
    press('Enter')
    first, second, third, fourth = (page.get_by_role('row', name=re.compile(re.escape(title))) for title in ITEMS)
    expect(first).to_be_focused()
    assert focused_row(page).startswith(f'1 of 4. {ITEMS[0]}. Bologna')

    # Digits choose the stage, letters lead to the fields, Enter records and goes on.
    press('3')
    expect(page.get_by_role('status').filter(has_text='Stage: Completed')).to_have_count(1)
    press('t')
    page.keyboard.type('Seven schools answered: j k 1 n')
    press('Enter')
    expect(second).to_be_focused()
    expect(page.get_by_role('status').filter(has_text=f'Recorded: {ITEMS[0]}')).to_have_count(1)

    press('2')
    press('p')
    page.keyboard.type('40%')
    press('Escape')
    expect(second).to_be_focused()
    press('o')
    page.keyboard.type('No addresses')
    press('Enter')
    expect(third).to_be_focused()
    press('n')
    expect(fourth).to_be_focused()
    # What comes back is said over whatever was said before it.
    expect(page.get_by_text('3 of 4 recorded').first).to_be_visible()
    press('k')
    press('ArrowUp')
    expect(second).to_be_focused()
    press('Home')
    press('End')
    expect(fourth).to_be_focused()
    press('Enter')
    expect(page.get_by_role('status').filter(has_text='Nothing is written')).to_have_count(1)
    expect(fourth).to_be_focused()
    graz.picture('group-entry-under-way')

    assert latest(group_at_work, group.items[0]) | {'percent': None} == {
        'text': 'Seven schools answered: j k 1 n', 'obstacle': None, 'unchanged': False, 'stage': 'completed', 'percent': None,
    }  # fmt: skip
    assert latest(group_at_work, group.items[1])['obstacle'] == 'No addresses'
    assert latest(group_at_work, group.items[1])['percent'] == 40
    assert latest(group_at_work, group.items[2])['unchanged'] is True

    # Undo is an update of its own; what was recorded stays on record.
    press('Home')
    press('u')
    expect(page.get_by_role('status').filter(has_text=f'Taken back: {ITEMS[0]}')).to_have_count(1)
    expect(first).to_be_focused()
    assert latest(group_at_work, group.items[0])['stage'] == 'planned'
    assert len(group_at_work.graz.ask('GET', f'/v1/progress-updates?action_item_id={group.items[0]}')['items']) == 2
    assert (faults(graz), graz.complaints) == ([], [])


def test_what_the_service_refuses_or_never_hears_stays_in_its_row(visit: Visit, group_at_work: GroupAtWork) -> None:
    group = group_at_work.another('Training at dawn', items=True)
    graz = visit(dark=True)
    graz.enter_as('Graz')
    page = graz.go(f'{group.path}/action-items/entry')
    asked: list[str | None] = []

    def fail(route: Route) -> None:
        asked.append(route.request.headers.get('idempotency-key'))
        route.abort()

    page.route('**/v1/progress-updates', fail)
    row = page.get_by_role('row', name=re.compile(re.escape(ITEMS[3])))
    page.keyboard.press('End')
    expect(row).to_be_focused()
    page.keyboard.press('t')
    page.keyboard.type('Two advisers are ready')
    page.keyboard.press('Enter')
    expect(page.get_by_role('heading', name='That was the last one')).to_be_visible()
    expect(page.get_by_text('One is not recorded').first).to_be_visible()
    expect(row.get_by_role('alert')).to_contain_text('cannot be reached')
    graz.picture('group-entry-refused')

    # Sent again it is the same wish.
    page.unroute('**/v1/progress-updates')
    with page.expect_request('**/v1/progress-updates') as again:
        page.get_by_role('button', name='Back to the first').focus()
        page.keyboard.press('Enter')
        page.keyboard.press('End')
        page.keyboard.press('Enter')
    assert again.value.headers['idempotency-key'] == asked[0]
    expect(row.get_by_text('Recorded', exact=True)).to_be_visible()
    assert latest(group_at_work, group.items[3])['text'] == 'Two advisers are ready'


def test_a_session_that_ends_in_the_middle_loses_nothing_that_was_written(visit: Visit, group_at_work: GroupAtWork) -> None:
    barcelona = visit()
    barcelona.enter_as('Barcelona')
    path = f'{group_at_work.path}/action-items/entry'
    page = barcelona.go(path)
    expect(page.get_by_role('row').first).to_be_focused()
    page.keyboard.press('t')
    page.keyboard.type('Half a page is written')
    page.wait_for_function('() => Object.values(localStorage).some((kept) => kept.includes("Half a page"))')
    page.context.clear_cookies()
    page.keyboard.press('Enter')
    expect(page.get_by_text('You have been signed out')).to_be_visible()
    barcelona.enter_as('Barcelona')
    page = barcelona.go(path)
    expect(page.get_by_role('row').first.get_by_label('What was done')).to_have_value('Half a page is written')


def test_a_meeting_is_planned_in_its_time_zone_held_and_minuted(visit: Visit, group_at_work: GroupAtWork) -> None:
    day = clock.today('Europe/Athens') + timedelta(days=45)
    graz = visit()
    graz.enter_as('Graz')
    page = graz.go(f'{group_at_work.path}/meetings')
    page.get_by_role('link', name='Plan a meeting').first.click()
    page.get_by_role('button', name='Plan the meeting').click()
    expect(page.get_by_role('alert')).to_contain_text('Title: Please fill this in')
    page.get_by_label('Title').fill('Third call')
    page.get_by_label('Day').fill(day.isoformat())
    page.get_by_label('From').fill('14:30')
    page.locator('#to').fill('16:00')
    page.get_by_label('Time zone of the meeting').select_option('Europe/Athens')
    page.get_by_label('Agenda').fill('Welcome\n\nNext steps')
    page.get_by_role('button', name='Plan the meeting').click()
    expect(page.get_by_text(re.compile(f'{day:%A},? {day.day} {day:%B %Y}, 14:30–16:00'))).to_be_visible()
    expect(page.get_by_text('Athens time')).to_be_visible()
    expect(page.get_by_role('listitem').filter(has_text='Next steps')).to_be_visible()

    page.get_by_role('button', name='Edit').click()
    page.get_by_label('From').fill('15:00')
    page.get_by_role('button', name='Save').click()
    expect(page.get_by_text('15:00–16:00').first).to_be_visible()

    page.get_by_role('button', name='Cancel the meeting').click()
    page.get_by_role('dialog').get_by_label('Reason').fill('Elections')
    page.get_by_role('dialog').get_by_role('button', name='Cancel the meeting').click()
    expect(page.get_by_text('Cancelled: Elections')).to_be_visible()

    page = graz.go(f'{group_at_work.path}/meetings/{group_at_work.meeting}')
    page.get_by_role('button', name='Correct minutes and attendance').click()
    page.get_by_role('checkbox', name='Bologna').check()
    expect(page.get_by_text('2 of 3')).to_be_visible()
    page.get_by_role('textbox', name='Minutes').fill('Four items, two cities.')
    page.get_by_label('Decisions').fill('Meet again in May.\n\nTrain the staff of two offices.')
    page.get_by_role('button', name='Record minutes and attendance').click()
    expect(page.get_by_text('Four items, two cities.')).to_be_visible()
    expect(page.get_by_role('article').get_by_role('link', name='Bologna')).to_be_visible()
    assert (faults(graz), graz.complaints) == ([], [])

    # One step from what was decided to who does it and until when; then it stands under the decision.
    page.get_by_role('link', name='New action item: Train the staff of two offices.').click()
    expect(page.get_by_label('Title')).to_have_value('Train the staff of two offices.')
    page.get_by_label('Responsible city').select_option('Graz')
    page.get_by_label('Responsible person').select_option(group_at_work.graz.me['name'])
    page.get_by_label('Due on').fill(day.isoformat())
    graz.picture('group-item-of-a-decision')
    assert faults(graz) == []
    page.get_by_role('button', name='Set down the action item').click()
    expect(page.get_by_role('heading', name='Action items', level=3)).to_be_visible()
    agreed = page.get_by_role('link').filter(has_text='Train the staff of two offices.')
    expect(agreed).to_contain_text('Graz')
    graz.picture('group-meeting-agreed')
    assert (faults(graz), graz.complaints) == ([], [])
    [item] = group_at_work.graz.ask('GET', f'/v1/action-items?meeting_id={group_at_work.meeting}&q=staff')['items']
    assert (item['due_on'], item['responsible_person_id']) == (day.isoformat(), group_at_work.graz.me['id'])


def test_minutes_keep_their_file_when_they_are_corrected(visit: Visit, group_at_work: GroupAtWork, tmp_path: Path) -> None:
    paper = tmp_path / 'minutes.txt'
    paper.write_text('Who said what.\n', encoding='utf-8')
    group = group_at_work
    graz = visit()
    graz.enter_as('Graz')
    page = graz.go(f'{group.path}/meetings/{group.meeting}')
    page.get_by_role('button', name='Correct minutes and attendance').click()
    page.get_by_label('Minutes as a file').set_input_files(paper)
    page.get_by_role('button', name='Record minutes and attendance').click()
    expect(page.get_by_role('link', name='Download: minutes.txt')).to_be_visible()
    page.get_by_role('button', name='Correct minutes and attendance').click()
    page.locator('#minutes').fill('Four items, and a file.')
    graz.picture('group-minutes-file')
    assert faults(graz) == []
    page.get_by_role('button', name='Record minutes and attendance').click()
    expect(page.get_by_text('Four items, and a file.')).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role('link', name='Download: minutes.txt').click()
    assert Path(download.value.path()).read_text(encoding='utf-8') == 'Who said what.\n'
    page.get_by_role('button', name='Correct minutes and attendance').click()
    page.get_by_label('Stays attached: minutes.txt').uncheck()
    page.get_by_role('button', name='Record minutes and attendance').click()
    expect(page.get_by_role('button', name='Correct minutes and attendance')).to_be_visible()
    expect(page.get_by_role('link', name='Download: minutes.txt')).to_have_count(0)
    assert group.graz.ask('GET', f'/v1/meetings/{group.meeting}')['minutes_document_id'] is None
    assert (faults(graz), graz.complaints) == ([], [])


def test_older_meetings_that_cannot_be_loaded_are_asked_for_again(visit: Visit, group_at_work: GroupAtWork) -> None:
    graz = visit()
    graz.enter_as('Graz')
    older = re.compile(r'/v1/meetings\?.*starts_before=')
    graz.page.route(older, lambda route: route.abort())
    page = graz.go(f'{group_at_work.path}/meetings')
    expect(page.get_by_role('heading', name='Coming up')).to_be_visible()
    expect(page.get_by_role('alert')).to_contain_text('cannot be reached')
    expect(page.get_by_role('link', name='First call')).to_have_count(0)
    assert faults(graz) == []
    page.unroute(older)
    page.get_by_role('button', name='Try again').focus()
    page.keyboard.press('Enter')
    expect(page.get_by_role('link', name='First call')).to_be_visible()
    expect(page.get_by_role('alert')).to_have_count(0)
