"""Before a mandate is over, the city and the side that gave it are reminded: 30 and 7 days before, once each."""

from datetime import date, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import httpx

from api.jobs.mandate_reminders import remind
from tests.postbox import Postbox
from tests.routes.acts import made
from tests.routes.conftest import SignedIn, Somebody, World
from tests.routes.test_client_reminders import SEVEN_BEFORE, THIRTY_BEFORE, Clock, admin, let_in, postbox

__all__ = ['admin', 'postbox']
# The day on which it is over; the one before is its last.
OVER = '2026-09-01'


def given(caller: httpx.Client, world: World, client: dict[str, Any], **more: Any) -> dict[str, Any]:
    wish = {'network_id': str(world.network), 'client_id': client['id'], 'city_id': str(world.cities['graz']), 'basis': 'an agreement'}
    return made(caller.post('/v1/mandates', json={**wish, 'end_date': OVER, **more}))


def partner(admin: httpx.Client, world: World) -> dict[str, Any]:
    return let_in(admin, world, role='partner_client', expires_on='2027-03-01')


def sent(postbox: Postbox, clock: Clock, moment: datetime) -> list[EmailMessage]:
    """Let the worker look and work at a moment, twice, and return the reminders that it has sent so far."""
    clock(moment)
    for _ in range(2):
        with postbox.connection() as connection:
            remind(connection, moment)
        postbox.work()
    return [mail for mail in postbox.mails() if 'mandate-reminder' in mail['Message-ID']]


def to(mails: list[EmailMessage]) -> set[str]:
    return {mail.get_content().partition(',')[0].removeprefix('Dear ') for mail in mails}


def test_they_are_sent_thirty_and_seven_days_before_and_never_twice(admin: Somebody, world: World, postbox: Postbox, clock: Clock) -> None:
    given(admin, world, partner(admin, world))
    assert sent(postbox, clock, THIRTY_BEFORE - timedelta(days=1, minutes=1)) == []
    [first] = sent(postbox, clock, THIRTY_BEFORE)
    assert first['Subject'].endswith('“Sync” for Graz ends in 30 days')
    assert all(said in first.get_content() for said in ('is 31 August 2026', '/office/clients'))
    assert len(sent(postbox, clock, SEVEN_BEFORE - timedelta(minutes=1))) == 1
    assert len(sent(postbox, clock, SEVEN_BEFORE)) == 2
    assert len(sent(postbox, clock, SEVEN_BEFORE + timedelta(days=20))) == 2


def test_they_go_to_the_city_and_to_the_side_that_gave_it(
    admin: Somebody, world: World, postbox: Postbox, clock: Clock, signed_in: SignedIn
) -> None:
    signed_in('office_staff', name='Otto Office')
    coordinator = signed_in('coordinator', 'graz', name='Clara Graz')
    signed_in('coordinator', 'bologna', name='Bruno Bologna')
    client = partner(admin, world)
    given(coordinator, world, client)
    mails = sent(postbox, clock, THIRTY_BEFORE)
    assert to(mails) == {'Clara Graz'}
    assert '/cities/graz/people' in mails[0].get_content()
    given(signed_in('office_admin', name='Olga Two'), world, client, city_id=str(world.cities['berlin']))
    clock(SEVEN_BEFORE)
    assert {'Otto Office', 'Olga Two', 'Olga Office'} < to(sent(postbox, clock, SEVEN_BEFORE))


def test_what_is_withdrawn_or_given_anew_or_ends_with_its_client_is_not_reminded_of(
    admin: Somebody, world: World, postbox: Postbox, clock: Clock
) -> None:
    client = partner(admin, world)
    mandate = given(admin, world, client)
    given(admin, world, client, end_date=str(date(2027, 2, 1)))
    let_in(admin, world, name='Of Graz', city_id=str(world.cities['graz']))
    assert sent(postbox, clock, THIRTY_BEFORE) == []
    assert postbox.rows('SELECT withdrawn_at IS NULL AS lasts FROM mandates WHERE id = %s', mandate['id']) == [{'lasts': False}]


def test_one_that_is_withdrawn_after_it_was_queued_is_not_written_of(admin: Somebody, world: World, postbox: Postbox, clock: Clock) -> None:
    mandate = given(admin, world, partner(admin, world))
    with postbox.connection() as connection:
        remind(connection, THIRTY_BEFORE)
    assert admin.post(f'/v1/mandates/{mandate["id"]}/withdrawals', headers={'If-Match': '*'}).is_success
    assert sent(postbox, clock, THIRTY_BEFORE) == []
    [work] = postbox.rows("SELECT outcome FROM outbox WHERE kind = 'mandate_reminder'")
    assert work['outcome'] == 'renewed_or_ended'
