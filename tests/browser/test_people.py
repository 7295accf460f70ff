"""People and roles, as an office and a city do it in a browser: invite, accept, hand over; and sign in again for what is grave."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Visit
from tests.browser.steps import sign_in_code
from tests.faults.service import Service, eventually
from tests.postbox import read

pytestmark = pytest.mark.in_turn(3)

MAIL = 'nora.neu@example.org'


def link_to(demonstration: Service, mail: str, count: int = 1) -> str:
    """Wait for so many mails that invite an address and return the path of a link that is only in the last."""

    def letters() -> list[str]:
        paths = sorted(Path(demonstration.data / 'mail').glob('invitation-*.eml'), key=lambda path: path.stat().st_mtime_ns)
        found = [read(path) for path in paths]
        return [letter.get_content() for letter in found if letter['To'] == mail]

    assert eventually(lambda: len(letters()) >= count, 30)
    found = re.search(r'/invitation#token=[\w-]+', letters()[-1])
    assert found
    return found[0]


def age_sessions(demonstration: Service) -> None:
    """Let every sign-in be of half an hour ago."""
    with psycopg.connect(demonstration.database_url(), autocommit=True) as connection:
        connection.execute('UPDATE sessions SET created_at = %s', [datetime.now(UTC) - timedelta(minutes=30)])


def invite(page: Page, name: str, mail: str, role: str | None = None) -> None:
    page.get_by_role('button', name='Invite').first.click()
    if role:
        page.get_by_role('dialog').get_by_label('Role').select_option(label=role)
    page.get_by_label('Name', exact=True).fill(name)
    page.get_by_label('Mail address').fill(mail)
    page.get_by_role('dialog').get_by_role('button', name='Invite').press('Enter')


def test_a_city_invites_somebody_who_accepts_by_the_link_alone(visit: Visit, demonstration: Service) -> None:
    graz = visit()
    graz.enter_as('Graz')
    page = graz.go('/cities/graz/people')
    invite(page, 'Nora Neu', MAIL)
    expect(page.get_by_role('heading', name='Invitations')).to_be_visible()
    graz.picture('people-of-graz')

    nora = visit(dark=True, size=PHONE)
    page = nora.go(link_to(demonstration, MAIL))
    expect(page.get_by_text('Department contact')).to_be_visible()
    assert 'token' not in page.url
    nora.picture('invitation')
    page.get_by_role('button', name='Accept and sign in').press('Enter')
    page.wait_for_url('**/desk')
    page = nora.go('/me')
    expect(page.get_by_text('Department contact')).to_be_visible()
    nora.picture('me')

    office = visit()
    office.enter_as('Office')
    office_page = office.go('/office/people')
    invite(office_page, 'Nora Neu', MAIL, role='Board')
    expect(office_page.get_by_role('dialog')).to_have_count(0)
    link = link_to(demonstration, MAIL, count=2)
    stranger = visit(language='de')
    other = stranger.go(link)
    other.get_by_role('button', name='Annehmen').press('Enter')
    expect(other.get_by_text('hier schon bekannt')).to_be_visible()
    stranger.picture('invitation-sign-in-first')
    other.get_by_role('button', name='Zuerst anmelden').press('Enter')
    other.wait_for_url('**/sign-in?next=/invitation')
    other.get_by_role('textbox', name='E-Mail-Adresse').fill(MAIL)
    other.get_by_role('button', name='Link zuschicken').press('Enter')
    other.get_by_label('Code').fill(sign_in_code(demonstration, MAIL))
    other.get_by_role('button', name='Anmelden', exact=True).press('Enter')
    # From here on it speaks the language that she was invited in.
    other.get_by_role('button', name='Accept').press('Enter')
    other.wait_for_url('**/desk')
    stranger.picture('desk-after-invitation')
    account = stranger.go('/me')
    for said in ('Board', 'Department contact', 'Graz'):
        expect(account.get_by_text(said).first).to_be_visible()
    assert graz.complaints == nora.complaints == []


def test_an_old_sign_in_is_renewed_and_the_act_goes_on_by_itself(visit: Visit, demonstration: Service) -> None:
    bologna = visit()
    bologna.enter_as('Bologna')
    age_sessions(demonstration)
    page = bologna.go('/cities/bologna/people')
    invite(page, 'Piero Prova', 'piero.prova@example.org')
    again = page.get_by_role('dialog', name='Sign in again')
    expect(again).to_be_visible()
    bologna.picture('sign-in-again')
    again.get_by_role('button', name='Sign in').press('Enter')
    expect(page.get_by_text('piero.prova@example.org')).to_be_visible()
    # The browser itself notes the refusal that came first.
    assert all('403' in complaint for complaint in bologna.complaints)


def test_the_office_hands_a_role_over_and_sees_what_lies_open(visit: Visit) -> None:
    office = visit()
    office.enter_as('Office')
    page = office.go('/office/people')
    page.get_by_label('Search people, roles, places').fill('heidelberg')
    expect(page.get_by_role('heading', name='1 person')).to_be_visible()
    page.get_by_role('button', name='Hand over').first.click()
    dialog = page.get_by_role('dialog')
    dialog.get_by_label('Somebody to invite').check()
    dialog.get_by_label('Name', exact=True).fill('Hanna Neu')
    dialog.get_by_label('Mail address').fill('hanna.neu@example.org')
    office.picture('hand-over')
    dialog.get_by_role('button', name='Hand over').click()
    expect(page.get_by_role('dialog', name='The successor is invited')).to_be_visible()
    page.get_by_role('button', name='Done').click()
    expect(page.get_by_text('hanna.neu@example.org')).to_be_visible()
    office.picture('office-people')
    assert office.complaints == []
