"""A redaction in a browser: a passage of what somebody wrote gives way, a file goes, and the office finds both written down."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.at_work import GroupAtWork
from tests.browser.conftest import PHONE, Visit

pytestmark = pytest.mark.in_turn(3)

WRITTEN = 'Ada Advocate told us. Ada Advocate will come again.'


def test_an_administrator_redacts_a_passage_and_a_file_and_finds_them_in_the_list(visit: Visit, group_at_work: GroupAtWork) -> None:
    item = group_at_work.items[2]
    paper = group_at_work.graz.keep(group_at_work.id, 'ada-advocate.txt', b'Ada Advocate told us.\n')
    step: dict[str, Any] = {'stage': 'in_progress', 'text': WRITTEN, 'obstacle': 'None.', 'document_id': paper}
    group_at_work.graz.ask('POST', '/v1/progress-updates', action_item_id=item, **step)
    office = visit()
    office.enter_as('Office')
    page = office.go(f'{group_at_work.path}/action-items/{item}')
    page.get_by_role('button', name='Redact a passage').first.press('Enter')
    dialog = page.get_by_role('dialog', name='Redact a passage')
    dialog.get_by_label('The text as it is').evaluate('whole => { whole.focus(); whole.setSelectionRange(0, 12); }')
    expect(dialog.get_by_label('Passage that goes')).to_have_value('Ada Advocate')
    expect(dialog.get_by_role('status')).to_have_text('It goes at 2 places.')
    dialog.get_by_label('Reason').fill('asked for by letter')
    office.picture('redact')
    dialog.get_by_role('button', name='Redact for ever').press('Enter')
    expect(page.get_by_text('The passage is redacted.')).to_be_visible()
    expect(page.get_by_text('[…] told us. […] will come again.')).to_be_visible()
    expect(page.get_by_text('Ada Advocate')).to_have_count(0)
    page.get_by_role('button', name='Redact the file').press('Enter')
    dialog = page.get_by_role('dialog', name='Redact the file')
    dialog.get_by_label('Reason').fill('asked for by mail')
    dialog.get_by_label('New name').fill('What was told')
    office.picture('redact-file')
    dialog.get_by_role('button', name='Remove for ever').press('Enter')
    expect(page.get_by_text('“What was told.txt” was removed for good')).to_be_visible()
    expect(page.get_by_text('Reason: asked for by mail')).to_be_visible()
    office.picture('redacted-file')
    expect(page.get_by_role('link', name='Download')).to_have_count(0)
    expect(page.get_by_role('button', name='Redact the file')).to_have_count(0)
    page = office.go('/office/redactions')
    expect(page.get_by_text('asked for by letter').first).to_be_visible()
    expect(page.get_by_text('What was told: file')).to_be_visible()
    page.get_by_role('link', name='Print the leaflet').first.press('Enter')
    page.wait_for_url(f'**/action-items/{item}')
    assert office.complaints == []


def test_whoever_may_not_redact_is_offered_no_redaction(visit: Visit, group_at_work: GroupAtWork) -> None:
    graz = visit(size=PHONE)
    graz.enter_as('Graz')
    page = graz.go(f'{group_at_work.path}/action-items/{group_at_work.items[1]}')
    page.get_by_text('History').press('Enter')
    graz.settle()
    expect(page.get_by_role('button', name='Redact')).to_have_count(0)
