"""What cities are told of meetings: when they are planned, moved and called off, by mails that a calendar program understands."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from api.jobs.mail import Folder
from tests.conftest import Service
from tests.postbox import Postbox, postbox_at
from tests.routes.acts import constituted, end, join, made, membership, move
from tests.routes.conftest import SignedIn, Somebody, World
from tests.routes.meetings import LINK, plan, read, read_calendar, send

MOMENT = '2027-03-28T08:00:00Z'


pytestmark = pytest.mark.usefixtures('its_time')


@pytest.fixture
def its_time(clock: Callable[[datetime], None]) -> None:
    """The February before the meetings."""
    clock(datetime(2027, 2, 1, 12, 0, tzinfo=UTC))


@pytest.fixture
def postbox(service: Service, http: httpx.Client, database_url: str, tmp_path: Path) -> Postbox:
    """The worker's mails, of the service that is running."""
    assert http
    return postbox_at(database_url, service.app.state.settings, tmp_path)


@pytest.fixture
def group(office: Somebody, world: World, signed_in: SignedIn, postbox: Postbox) -> dict[str, Any]:
    """An official group of Graz, Wien and Bologna; two of them and Berlin can be reached by mail."""
    for city, language in (('graz', 'de'), ('bologna', 'en'), ('berlin', 'de')):
        person = signed_in('coordinator', city)
        postbox.run('UPDATE people SET mail = %s, language = %s WHERE id = %s', f'{city}@example.org', language, person.id)
    found = constituted(office, world)
    postbox.run("UPDATE outbox SET done_at = now(), outcome = 'sent' WHERE kind = 'notice'")
    return found


def told(postbox: Postbox) -> dict[str, EmailMessage]:
    """Work off what waits and return the mails that came of it, by whom they went to."""
    before = {str(mail['Message-ID']) for mail in postbox.mails()}
    postbox.work()
    return {str(mail['To']): mail for mail in postbox.mails() if str(mail['Message-ID']) not in before}


def words(mail: EmailMessage) -> str:
    body = mail.get_body(('plain',))
    assert body is not None
    return str(body.get_content()).replace('\r\n', '\n')


def invitation(mail: EmailMessage) -> tuple[str, dict[str, Any]]:
    """Return the method and the one meeting that a calendar program finds in a mail."""
    [part] = [part for part in mail.walk() if part.get_content_type() == 'text/calendar']
    read = read_calendar(part.get_content())
    [event] = read['events']
    assert part.get_param('method') == read['method']
    return read['method'], event


def test_each_member_city_is_invited_in_its_language_and_its_calendar_understands(
    office: Somebody, group: dict[str, Any], postbox: Postbox
) -> None:
    wish = {'title': 'Höre zu', 'place': 'Rathaus', 'joining_link': LINK, 'time_zone': 'Europe/Vienna', 'ends_at': '2027-03-28T09:30:00Z'}
    meeting = plan(office, group, starts_at=MOMENT, agenda=['Welcome'], **wish)
    mails = told(postbox)
    assert mails.keys() == {'graz@example.org', 'bologna@example.org'}
    assert mails['graz@example.org']['Subject'] == f'Treffen: Höre zu ({group["title"]})'
    text = words(mails['bologna@example.org'])
    assert '2027-03-28 10:00–11:30 (Europe/Vienna)\nRathaus\n' + LINK + '\n• Welcome' in text
    assert f'/working-groups/{group["slug"]}/meetings/{meeting["id"]}' in text
    method, event = invitation(mails['graz@example.org'])
    assert (method, event['uid'], event['sequence'], event['status']) == ('REQUEST', meeting['id'], meeting['version'], 'CONFIRMED')
    assert (event['start'], event['wall'], event['zone']) == ('2027-03-28T08:00:00.000Z', '2027-03-28T10:00:00', 'Europe/Vienna')
    assert (event['attendees'], event['conference']) == (['mailto:graz@example.org'], LINK)
    assert event['organizer'] == f'mailto:{postbox.settings.mail_from}'


def test_a_meeting_that_moves_or_is_called_off_is_corrected_in_the_calendar(
    office: Somebody, group: dict[str, Any], postbox: Postbox
) -> None:
    meeting = plan(office, group, starts_at=MOMENT)
    told(postbox)
    moved = made(send(office, meeting, '', {'starts_at': '2027-03-29T08:00:00Z'}))
    method, event = invitation(told(postbox)['graz@example.org'])
    assert (method, event['uid'], event['start']) == ('REQUEST', meeting['id'], '2027-03-29T08:00:00.000Z')
    assert event['sequence'] == moved['version'] > meeting['version']
    made(send(office, moved, '/cancellations', {'reason': 'Two cities are away.'}))
    mail = told(postbox)['bologna@example.org']
    method, event = invitation(mail)
    assert (method, event['uid'], event['status']) == ('CANCEL', meeting['id'], 'CANCELLED')
    assert event['sequence'] > moved['version']
    assert 'Two cities are away.' in words(mail)


@pytest.mark.parametrize(
    'wish',
    [pytest.param({'agenda': ['Another']}, id='its agenda'), pytest.param({'title': 'Second meeting'}, id='nothing')],
)
def test_nobody_is_written_to_when_what_changes_is(office: Somebody, group: dict[str, Any], postbox: Postbox, wish: dict[str, Any]) -> None:
    meeting = plan(office, group, starts_at=MOMENT)
    told(postbox)
    made(send(office, meeting, '', wish))
    assert told(postbox) == {}


def test_what_changed_before_the_mail_went_out_is_said_once(office: Somebody, group: dict[str, Any], postbox: Postbox) -> None:
    meeting = plan(office, group, starts_at=MOMENT)
    made(send(office, meeting, '', {'place': 'Rathaus'}))
    postbox.work()
    mails = [mail for mail in postbox.mails() if mail['To'] == 'graz@example.org']
    assert [mail['Subject'] for mail in mails] == [f'Geändert: Second meeting ({group["title"]})']
    kinds = {each['stage']: each['reason'] for each in office.get('/v1/notices', params={'kind': 'meeting_planned'}).json()['items']}
    assert kinds == {'not_sent': 'Not sent: a later notice says what holds now.'}


def test_one_that_took_place_already_is_put_on_record_in_silence(office: Somebody, group: dict[str, Any], postbox: Postbox) -> None:
    plan(office, group, starts_at='2027-01-15T09:00:00Z')
    assert told(postbox) == {}


def test_to_the_networks_own_meeting_all_its_active_cities_are_invited(
    office: Somebody, world: World, group: dict[str, Any], postbox: Postbox
) -> None:
    assert group
    plan(office, None, network_id=str(world.network), title='Assembly', starts_at=MOMENT)
    mails = told(postbox)
    assert mails.keys() == {'graz@example.org', 'bologna@example.org', 'berlin@example.org'}
    assert invitation(mails['berlin@example.org'])[1]['summary'] == 'Assembly'


@pytest.mark.parametrize('moment', ['9999-12-31T23:30:00Z', '9999-06-01T10:00:00Z'])
def test_a_meeting_at_the_end_of_the_calendar_can_be_told(office: Somebody, group: dict[str, Any], postbox: Postbox, moment: str) -> None:
    plan(office, group, starts_at=moment, time_zone='Europe/Vienna')
    assert invitation(told(postbox)['graz@example.org'])[1]['start'] == moment.replace('Z', '.000Z')
    assert office.get('/v1/notices', params={'kind': 'meeting_planned'}).status_code == 200


def invitations(postbox: Postbox, to: str) -> list[tuple[EmailMessage, str, dict[str, Any]]]:
    """Work off what waits and return the mails to somebody that came of it in the order of their meetings, with method and meeting."""
    before = {str(mail['Message-ID']) for mail in postbox.mails()}
    postbox.work()
    mails = [mail for mail in postbox.mails() if mail['To'] == to and str(mail['Message-ID']) not in before]
    return sorted(((mail, *invitation(mail)) for mail in mails), key=lambda each: str(each[2]['start']))


def test_a_city_that_joins_is_invited_to_what_is_planned_already(
    office: Somebody, world: World, group: dict[str, Any], postbox: Postbox
) -> None:
    first = plan(office, group, starts_at=MOMENT, joining_link=LINK)
    plan(office, group, starts_at='2027-01-15T09:00:00Z')
    made(send(office, plan(office, group, starts_at=MOMENT), '/cancellations', {'reason': 'Too many.'}))
    told(postbox)
    made(join(office, world, group, 'berlin'))
    mails = told(postbox)
    method, event = invitation(mails['berlin@example.org'])
    assert (method, event['uid'], event['conference'], mails['berlin@example.org']['Subject']) == (
        'REQUEST',
        first['id'],
        LINK,
        f'Treffen: Second meeting ({group["title"]})',
    )
    assert 'bologna@example.org' not in mails


def test_to_several_meetings_a_city_is_invited_by_a_mail_each_of_one_thread(
    office: Somebody, world: World, group: dict[str, Any], postbox: Postbox
) -> None:
    ids = [plan(office, group, title=title, starts_at=f'2027-0{month}-28T08:00:00Z')['id'] for month, title in ((4, 'April'), (3, 'March'))]
    told(postbox)
    made(join(office, world, group, 'berlin'))
    march, april = invitations(postbox, 'berlin@example.org')
    assert [mail['Subject'] for mail, _, _ in (march, april)] == [f'Treffen: {title} ({group["title"]})' for title in ('March', 'April')]
    assert [(method, event['uid']) for _, method, event in (march, april)] == [('REQUEST', ids[1]), ('REQUEST', ids[0])]
    assert [event['attendees'] for _, _, event in (march, april)] == [['mailto:berlin@example.org']] * 2
    assert {event['organizer'] for _, _, event in (march, april)} == {f'mailto:{postbox.settings.mail_from}'}
    assert '2027-03-28 10:00 (Europe/Berlin)\n' in words(march[0])
    assert f'/meetings/{ids[1]}' in words(march[0])
    assert march[0]['References'] == april[0]['References'] != march[0]['Message-ID']


def test_the_office_sees_one_notice_of_several_meetings(office: Somebody, world: World, group: dict[str, Any], postbox: Postbox) -> None:
    for month, title in ((4, 'April'), (3, 'March')):
        plan(office, group, title=title, starts_at=f'2027-0{month}-28T08:00:00Z')
    told(postbox)
    made(join(office, world, group, 'berlin'))
    told(postbox)
    [notice] = office.get('/v1/notices', params={'kind': 'meetings_planned'}).json()['items']
    assert (notice['stage'], notice['subject']) == ('sent', f'2 meetings ({group["title"]})')
    assert '2027-03-28 10:00 (Europe/Berlin): March\n2027-04-28 10:00 (Europe/Berlin): April\n' in notice['text']


def test_invitations_that_went_out_are_not_sent_again_when_a_later_one_of_their_notice_fails(
    office: Somebody, world: World, group: dict[str, Any], postbox: Postbox
) -> None:
    for month in (3, 4):
        plan(office, group, starts_at=f'2027-0{month}-28T08:00:00Z')
    told(postbox)
    made(join(office, world, group, 'berlin'))
    postbox.work(breaking := Breaking(postbox, 'berlin@example.org'))
    postbox.run("UPDATE outbox SET due_at = now() - interval '1 minute' WHERE done_at IS NULL")
    postbox.work(breaking)
    assert [event['start'][:7] for event in breaking.brought] == ['2027-03', '2027-04']


class Breaking:
    """Delivers one mail to somebody, fails at the next, and then delivers again."""

    def __init__(self, postbox: Postbox, to: str) -> None:
        self.mailer, self.to, self.tried = Folder(postbox.settings.mail_dir), to, 0
        self.brought: list[dict[str, Any]] = []

    def send(self, message: EmailMessage) -> None:
        if message['To'] == self.to:
            self.tried += 1
            if self.tried == 2:
                raise OSError
            self.brought.append(invitation(message)[1])
        self.mailer.send(message)


def test_a_city_that_leaves_has_it_taken_out_of_its_calendar_and_learns_no_link(
    office: Somebody, world: World, group: dict[str, Any], postbox: Postbox
) -> None:
    meeting = plan(office, group, starts_at=MOMENT, joining_link=LINK, place='Rathaus', agenda=['Secret'])
    told(postbox)
    made(end(office, membership(office, world, 'bologna', group)))
    mails = told(postbox)
    method, event = invitation(mails['bologna@example.org'])
    assert (method, event['uid'], event['status']) == ('CANCEL', meeting['id'], 'CANCELLED')
    assert event['sequence'] > meeting['version']
    assert mails['bologna@example.org']['Subject'] == f'Out of your calendar: Second meeting ({group["title"]})'
    assert not [secret for secret in (LINK, 'Secret', 'Rathaus') if secret in bytes(mails['bologna@example.org']).decode() + str(event)]
    assert read(office, meeting)['stage'] == 'scheduled'
    made(join(office, world, group, 'bologna'))
    method, again = invitation(told(postbox)['bologna@example.org'])
    assert (method, again['status'], again['conference']) == ('REQUEST', 'CONFIRMED', LINK)
    assert again['sequence'] > event['sequence']


def test_however_often_a_city_goes_and_comes_each_mail_is_later_than_the_one_before(
    office: Somebody, world: World, group: dict[str, Any], postbox: Postbox
) -> None:
    for month in (3, 4):
        plan(office, group, starts_at=f'2027-0{month}-28T08:00:00Z')
    found = [invitations(postbox, 'bologna@example.org')]
    for _ in range(2):
        made(end(office, membership(office, world, 'bologna', group)))
        found.append(invitations(postbox, 'bologna@example.org'))
        made(join(office, world, group, 'bologna'))
        found.append(invitations(postbox, 'bologna@example.org'))
    assert [{method for _, method, _ in each} for each in found] == [{'REQUEST'}, {'CANCEL'}, {'REQUEST'}, {'CANCEL'}, {'REQUEST'}]
    for meeting in range(2):
        numbers = [each[meeting][2]['sequence'] for each in found]
        assert numbers == sorted(set(numbers))


def test_the_lead_contact_of_a_city_that_goes_is_told_as_well(
    office: Somebody, world: World, group: dict[str, Any], signed_in: SignedIn, postbox: Postbox
) -> None:
    contact = signed_in('lead_contact', 'graz', working_group=UUID(group['id']))
    postbox.run("UPDATE people SET mail = 'lead@example.org' WHERE id = %s", contact.id)
    plan(office, group, starts_at=MOMENT)
    assert 'lead@example.org' in told(postbox)
    made(end(office, membership(office, world, 'graz', group), reason='They asked to.'))
    assert invitation(told(postbox)['lead@example.org'])[0] == 'CANCEL'


def test_with_its_network_a_city_leaves_all_its_meetings_and_with_a_new_one_it_is_invited(
    office: Somebody, world: World, group: dict[str, Any], postbox: Postbox
) -> None:
    plan(office, group, starts_at=MOMENT)
    plan(office, None, network_id=str(world.network), title='Assembly', starts_at=MOMENT)
    told(postbox)
    made(move(office, membership(office, world, 'berlin'), 'suspensions', reason='a pause'))
    assert invitation(told(postbox)['berlin@example.org'])[1]['summary'] == 'Assembly'
    made(move(office, membership(office, world, 'berlin'), 'reactivations', reason='back'))
    method, event = invitation(told(postbox)['berlin@example.org'])
    assert (method, event['summary']) == ('REQUEST', 'Assembly')
    made(end(office, membership(office, world, 'bologna')))
    postbox.work()
    of_bologna = "SELECT parameters ->> 'meeting_id' AS meeting FROM notices WHERE kind = 'meeting_left' AND city_id = %s"
    left = postbox.rows(of_bologna, world.cities['bologna'])
    assert len({row['meeting'] for row in left}) == 2
