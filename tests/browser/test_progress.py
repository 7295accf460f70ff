"""From the mail to the answer: somebody in a department, on a small phone, without an account; and the city that sees it."""

import re
from datetime import date
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from playwright.sync_api import Page, expect

from api.database import Database
from api.operations.progress_asking import ask_progress
from api.spine import Transaction
from tests.browser.at_work import GroupAtWork
from tests.browser.conftest import Visit, Visitor
from tests.browser.test_group_screens import faults
from tests.faults.service import Service, eventually
from tests.postbox import read
from tests.world import OPERATOR

pytestmark = pytest.mark.in_turn(3)

MAIL = 'pia.plan@example.org'
NARROW = (320, 640)


def link(demonstration: Service, mails: int = 1) -> str:
    """Wait until there are so many mails and return the path of the link in the last of them."""

    def letters() -> list[str]:
        paths = sorted(Path(demonstration.data / 'mail').glob('progress-*.eml'), key=lambda path: path.stat().st_mtime_ns)
        return [letter.get_content() for letter in map(read, paths) if letter['To'] == MAIL]

    assert eventually(lambda: len(letters()) >= mails, 30)
    found = re.search(r'/progress#token=[\w-]+', letters()[-1])
    assert found
    return found[0]


def axe_in_both_themes(page: Page, visitor: Visitor) -> None:
    # A button fades from one theme's colours to the other's.
    for theme in ('light', 'dark'):
        page.emulate_media(color_scheme='light' if theme == 'light' else 'dark', reduced_motion='reduce')
        page.wait_for_timeout(400)
        assert faults(visitor) == []


def _shows_nothing_once_it_expired(visitor: Visitor, demonstration: Service) -> None:
    """Open the link that was sent anew, and let its days be over."""
    page = visitor.go(link(demonstration, mails=2))
    expect(page.locator('section', has_text='Train the police')).to_be_visible()
    with psycopg.connect(demonstration.database_url()) as connection:
        connection.execute(
            """UPDATE progress_askings SET expires_at = now() - interval '1 minute'
            WHERE person_id IN (SELECT id FROM people WHERE mail = %s)""",
            [MAIL],
        )
    page.reload()
    # Nobody learns from a link that is over whose it was, nor which language they speak: the browser's is taken.
    expect(page.get_by_text('This link shows nothing any more')).to_be_visible()
    assert 'Train the police' not in page.content()
    axe_in_both_themes(page, visitor)
    visitor.picture('progress-link-expired')


def test_somebody_answers_from_the_mail_on_a_phone(visit: Visit, group_at_work: GroupAtWork, demonstration: Service) -> None:
    bologna = group_at_work.bologna
    place = {'network_id': bologna.me['acts_for'][0]['network_id'], 'city_id': bologna.city}
    pia = bologna.ask('POST', '/v1/people', **place, name='Pia Plan', mail=MAIL, language='de')['id']
    plan = bologna.ask('POST', '/v1/plans', **place, title='Everybody counts')['id']
    bologna.ask('POST', f'/v1/plans/{plan}/adoptions', 1, adopted_by='The council', adopted_on='2026-01-15')
    for number, title in enumerate(('Train the police', 'Ask the tenants', 'Tell the schools'), 1):
        wish = {'plan_id': plan, 'title': title, 'cell': {'commitment': number, 'track': 1}, 'responsible_person_id': pia}
        bologna.ask('POST', '/v1/plan-actions', **wish, starts_on='2025-01-01')
    database = Database(demonstration.database_url(), threads=1)
    with Transaction(database, OPERATOR) as transaction:
        ask_progress(transaction, UUID(place['network_id']), date.today())  # noqa: DTZ011 -- the day of the service's own clock
    database.close()

    visitor = visit(size=NARROW)
    page = visitor.go(link(demonstration))
    expect(page.get_by_role('heading', level=1)).to_have_text('Wie geht es voran?')
    assert '#' not in page.url
    first = page.locator('section', has_text='Train the police')
    other = page.locator('section', has_text='Ask the tenants')
    assert page.evaluate('document.documentElement.scrollWidth') <= NARROW[0]
    axe_in_both_themes(page, visitor)
    visitor.picture('progress-on-a-phone')
    other.get_by_role('button', name='Es hat sich nichts geändert').click()
    expect(other.get_by_text('Festgehalten')).to_be_visible()
    third = page.locator('section', has_text='Tell the schools')
    third.get_by_text('Nicht ich: jemand anderen fragen').click()
    third.get_by_label('Name der richtigen Person').fill('Sara Schule')
    axe_in_both_themes(page, visitor)
    third.get_by_role('button', name='Diese Person nennen').click()
    expect(third.get_by_text('Ihre Koordination entscheidet')).to_be_visible()
    first.get_by_label('In Arbeit').check()
    first.get_by_label('Was wurde getan?').fill('Zwei von drei Kursen.')
    first.get_by_role('button', name='Absenden').click()
    expect(page.get_by_text('Vielen Dank! Ihre Stadt')).to_be_visible()
    axe_in_both_themes(page, visitor)
    page.reload()
    expect(first.get_by_text('Zwei von drei Kursen.')).to_be_visible()
    first.get_by_role('button', name='Berichtigen').click()
    first.get_by_label('Was wurde getan?').fill('Drei von drei Kursen.')
    first.get_by_role('button', name='Absenden').click()
    expect(first.get_by_text('Drei von drei Kursen.')).to_be_visible()

    stranger = visit(size=NARROW)
    page = stranger.go(link(demonstration))
    expect(page.get_by_text('This link shows nothing any more')).to_be_visible()
    assert 'Train the police' not in page.content()
    page.get_by_role('button', name='Send a new link').click()
    expect(page.get_by_text('a new link is on its way')).to_be_visible()

    with psycopg.connect(demonstration.database_url()) as connection:
        said = 'SELECT unchanged, author_kind FROM plan_action_updates WHERE author_person_id = %s ORDER BY id'
        assert connection.execute(said, [pia]).fetchall() == [(True, 'contact'), (False, 'contact'), (False, 'contact')]
    assert [each['name'] for each in bologna.ask('GET', f'/v1/plans/{plan}/asking')['referrals']] == ['Sara Schule']
    _shows_nothing_once_it_expired(visitor, demonstration)


def test_a_city_sees_whom_it_asks_and_may_pause(visit: Visit, group_at_work: GroupAtWork) -> None:
    place = {'network_id': group_at_work.bologna.me['acts_for'][0]['network_id'], 'city_id': group_at_work.bologna.city}
    group_at_work.bologna.ask('POST', '/v1/plans', **place, title='Whom we ask')
    bologna = visit()
    bologna.enter_as('Bologna')
    page = bologna.go('/cities/bologna/plan/asking')
    expect(page.get_by_role('heading', level=1)).to_have_text('Asking departments')
    page.get_by_role('button', name='Pause the asking').click()
    expect(page.get_by_text('Nobody is asked about this plan')).to_be_visible()
    axe_in_both_themes(page, bologna)
    page.get_by_role('button', name='Let the asking go on').click()
    expect(page.get_by_role('button', name='Pause the asking')).to_be_visible()
    bologna.picture('plan-asking')
