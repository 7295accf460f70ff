"""Whatever a mail scanner does with the links in mails, nothing changes; and whoever gets one passed on signs in first.

Which mails there are is read from the catalogue of sentences: a template with a link that no mail here is made of fails.
"""

import json
import re
from collections.abc import Iterable
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import httpx
import pytest
from psycopg import sql

from api.database import Database
from api.jobs import client_reminders, daily_mails, mandate_reminders
from api.models.columns import new_id
from api.models.progress_askings import ProgressReferralRow
from api.operations.progress_asking import ask_progress
from api.operations.webhook_outcomes import disable_webhook_endpoint
from api.sentences import CATALOGUES
from api.spine import Transaction
from tests.conftest import NO_TLS, Service
from tests.postbox import Postbox, postbox_at
from tests.routes.acts import constituted, made, propose
from tests.routes.conftest import SignedIn, Somebody, World, problem
from tests.routes.meetings import LINK, plan
from tests.routes.sittings import assembly, the_day
from tests.routes.test_plan_actions import set_up
from tests.routes.test_plans import adopt, make
from tests.world import OPERATOR

NOTICE = """
INSERT INTO notices (id, network_id, kind, stage, working_group_id, city_id, parameters, demonstration, created_at)
VALUES (%s, %s, %s, 'queued', %s, %s, %s::jsonb, false, now())
"""
WORK = "INSERT INTO outbox (id, kind, payload, created_at, due_at, attempt) VALUES (%s, 'notice', %s::jsonb, now(), now(), 0)"
REMINDER = """
INSERT INTO reminders (id, network_id, notice_id, person_id, working_group_id, assembly_id, duty, due_on, step_on, reminded_on)
SELECT %s, network_id, %s, %s, %s, %s, %s, %s::date, current_date, current_date FROM working_groups LIMIT 1
"""
# How the keys of mails begin that are no notices, and the template of each.
BY_KEY = {
    'sign-in': 'mail.sign_in', 'invitation': 'mail.invitation', 'client-reminder': 'mail.client_reminder',
    'mandate-reminder': 'mail.mandate_reminder', 'message-confirmation': 'mail.message_confirmation', 'message': 'mail.message',
    'webhook-stopped': 'mail.webhook_stopped', 'daily': 'notice.daily',
    'practice-question': 'mail.practice_question', 'practice-answer': 'mail.practice_answer',
    'progress': 'mail.progress', 'progress-referral': 'mail.progress_referral',
}  # fmt: skip
# Secrets stand behind the number sign, which no request carries; here a scanner reads them all the same.
SECRET = re.compile('token=([A-Za-z0-9_-]+)')


def templates() -> set[str]:
    """Return the templates of mails that bring a link, by the beginning of their keys."""
    linked = {key for key, said in CATALOGUES['en'].items() if key.startswith(('mail.', 'notice.')) and '{link}' in str(said)}
    return {'.'.join(key.split('.')[:2]) for key in linked}


def template_of(mail: EmailMessage, kinds: dict[str, str]) -> str:
    """Return the template that a mail is made of."""
    key = str(mail['Message-ID']).strip(' <').partition('@')[0]
    about = re.match(r'notice-([0-9a-f-]{36})-', key)
    return f'notice.{kinds[about[1]]}' if about else BY_KEY[re.split(r'-[0-9a-f]{8}-', key)[0]]


def links_in(mail: EmailMessage) -> set[str]:
    """Return every address in a mail, those in its calendar as well."""
    texts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    unfolded = (re.sub(r'\r?\n[ \t]', '', text) for text in texts)
    return {link.rstrip('.,)') for text in unfolded for link in re.findall(r'https?://[^\s<>"]+', text)}


def contents(postbox: Postbox) -> dict[str, list[str]]:
    """Return all that is in the database, table by table."""
    names = [
        row['relname'] for row in postbox.rows("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
    ]
    with postbox.connection() as connection:
        query = sql.SQL('SELECT t::text FROM {} t ORDER BY 1')
        return {name: [row[0] for row in connection.execute(query.format(sql.Identifier(name))).fetchall()] for name in names}


@pytest.fixture
def mails(
    office: Somebody,
    world: World,
    signed_in: SignedIn,
    http: httpx.Client,
    service: Service,
    database: Database,
    database_url: str,
    tmp_path: Path,
) -> tuple[Postbox, list[EmailMessage], dict[str, str]]:
    """A mail of each template, and the postbox that has sent them; and which notice is of which kind."""
    postbox = postbox_at(database_url, service.app.state.settings, tmp_path)
    olga = signed_in('office_admin', name='Olga Office')
    graz = signed_in('coordinator', 'graz', name='Greta Graz')
    group = constituted(office, world)
    sitting = assembly(office, world)
    meeting, later = (plan(office, group, joining_link=LINK, starts_at=f'2126-0{month}-01T09:00:00Z') for month in (3, 4))
    wish = {'network_id': str(world.network), 'city_id': str(world.cities['bologna']), 'title': 'Quiet nights'}
    idea = made(office.post('/v1/calls-for-interest', json=wish))
    made(office.post(f'/v1/calls-for-interest/{idea["id"]}/sendings', json={'closes_on': the_day(40)}, headers={'If-Match': '*'}))
    several, call = {'meeting_ids': [meeting['id'], later['id']]}, {'call_id': idea['id']}
    about = {'meeting_': {'meeting_id': meeting['id']}, 'meetings_': several, 'call_': call, 'idea_': call, 'invited_': call}
    for kind in sorted(each.split('.')[1] for each in templates() if each.startswith('notice.') and each != 'notice.daily'):
        notice, city = new_id(), world.cities['graz']
        told = next((each for start, each in about.items() if kind.startswith(start)), {'member': 'Wien'})
        postbox.run(NOTICE, notice, world.network, kind, group['id'], city, json.dumps(told))
        postbox.run(WORK, new_id(), f'{{"notice_id": "{notice}"}}')
        if kind == 'reminder':
            for duty, day in (('group_report', '2126-01-01'), ('declaration', '2020-01-01')):
                postbox.run(REMINDER, new_id(), notice, graz.id, group['id'], sitting['id'], duty, day)
        # Each of them is sent by itself: of two about one meeting the later one counts.
        postbox.work()
    made(olga.post('/v1/invitations', json=_invited(world, 'nora@example.org')))
    _machines(olga, world)
    _departments(graz, world, database)
    _practices(office, world)
    address = made(olga.post('/v1/webhook-endpoints', json={'network_id': str(world.network), 'url': 'https://hooks.example.org/in'}))
    with Transaction(database, OPERATOR) as transaction:
        disable_webhook_endpoint(transaction, UUID(address['id']))
    with httpx.Client(base_url=http.base_url, verify=NO_TLS) as stranger:
        message = {'name': 'Sara', 'mail': 'sara@example.net', 'text': 'Hello'}
        for _ in range(2):
            assert stranger.post(f'/v1/public/working-groups/{group["slug"]}/messages', json=message).status_code == 202
        assert stranger.post('/v1/sign-in-links', json={'email': made(graz.get(f'/v1/people/{graz.id}'))['mail']}).status_code == 202
        postbox.work()
        first = next(each for each in postbox.mails() if 'message-confirmation' in each['Message-ID'])
        [secret] = {found[1] for link in links_in(first) if (found := SECRET.search(link))}
        assert stranger.post('/v1/public/message-confirmations', json={'token': secret}).is_success
    postbox.run("UPDATE people SET notice_delivery = 'daily' WHERE id = %s", olga.id)
    propose(office, world, title='Hate speech')
    made(office.post('/v1/working-groups/hate-speech/members', json={'city_id': str(world.cities['vienna'])}))
    postbox.work()
    postbox.run("UPDATE waiting_notices SET since = since - interval '2 days'")
    with postbox.connection() as connection:
        now = connection.execute('SELECT now()').fetchone()
        assert now is not None
        for look in (client_reminders.remind, mandate_reminders.remind, daily_mails.queue):
            look(connection, now[0])
    postbox.work()
    kinds = {str(row['id']): row['kind'] for row in postbox.rows('SELECT id, kind FROM notices')}
    return postbox, postbox.mails(), kinds


def _invited(world: World, mail: str) -> dict[str, Any]:
    return {'network_id': str(world.network), 'role': 'board_member', 'name': 'Nora Neu', 'mail': mail}


def _machines(olga: Somebody, world: World) -> None:
    """Let machines in of which one's access, and the other's mandate, end soon."""
    wish = {'network_id': str(world.network), 'scopes': ['cities:read']}
    made(olga.post('/v1/api-clients', json={**wish, 'name': 'Sync', 'expires_on': the_day(20)}))
    partner = made(olga.post('/v1/api-clients', json={**wish, 'name': 'Partner', 'role': 'partner_client', 'expires_on': the_day(200)}))
    place = {'network_id': str(world.network), 'client_id': partner['id'], 'city_id': str(world.cities['graz'])}
    made(olga.post('/v1/mandates', json={**place, 'basis': 'an agreement', 'end_date': the_day(20)}))


def _departments(graz: Somebody, world: World, database: Database) -> None:
    """Ask somebody in a department how an action stands, who names somebody else."""
    place = {'network_id': str(world.network), 'city_id': str(world.cities['graz'])}
    pia = made(graz.post('/v1/people', json={**place, 'name': 'Pia Plan', 'mail': 'pia@graz.example'}))['id']
    begun = make(graz, world)['id']
    assert adopt(graz, begun).status_code == 200
    action = UUID(set_up(graz, begun, starts_on='2020-01-01', responsible_person_id=pia)['id'])
    with Transaction(database, OPERATOR) as transaction:
        assert ask_progress(transaction, world.network, transaction.today(world.network)) == {UUID(pia): None}
        referral = ProgressReferralRow(plan_action_id=action, plan_id=UUID(begun), asked_id=UUID(pia), name='Nora')
        transaction.session.add(referral)
        transaction.post('progress_referral_mail', {'referral_id': str(referral.id)})


def _practices(office: Somebody, world: World) -> None:
    """Have another city ask Graz what it did, and one answer Graz."""
    wish = {'network_id': str(world.network), 'cell': {'commitment': 7, 'track': 3}, 'question': 'How?'}
    graz, bologna, berlin = (str(world.cities[name]) for name in ('graz', 'bologna', 'berlin'))
    made(office.post('/v1/practice-questions', json={**wish, 'city_id': graz, 'asking_city_id': bologna}))
    question = made(office.post('/v1/practice-questions', json={**wish, 'city_id': berlin, 'asking_city_id': graz}))['id']
    made(office.post(f'/v1/practice-questions/{question}/answers', json={'answer': 'So.'}, headers={'If-Match': '*'}))


def storm(url: str, links: Iterable[str]) -> None:
    """Do what scanners do: ask for each address, with and without what is behind the number sign, and as a query."""
    with httpx.Client(verify=NO_TLS, timeout=30, headers={'User-Agent': 'Scanner'}) as scanner:
        for link in links:
            parts = urlsplit(link)
            secret = SECRET.search(link)
            wanted = {link, parts._replace(fragment='').geturl(), parts._replace(fragment='', query=parts.fragment).geturl()}
            wanted |= {f'{url}/v1/invitation-acceptances?token={secret[1]}', f'{url}/v1/sessions?token={secret[1]}'} if secret else set()
            for each in sorted(wanted):
                for method in ('HEAD', 'GET', 'HEAD', 'GET'):
                    assert scanner.request(method, each).status_code < 500


Sent = tuple[Postbox, list[EmailMessage], dict[str, str]]


def test_there_is_a_mail_of_every_template_with_a_link(mails: Sent) -> None:
    _, sent, kinds = mails
    assert templates() - {template_of(mail, kinds) for mail in sent} == set()
    assert [mail['Subject'] for mail in sent if not links_in(mail)] == []


def test_a_storm_of_requests_to_every_link_changes_nothing(mails: Sent, http: httpx.Client) -> None:
    postbox, sent, _ = mails
    url = str(http.base_url).rstrip('/')
    links = {link for mail in sent for link in links_in(mail) if link.startswith(url)}
    secrets = {found[1] for link in links if (found := SECRET.search(link))}
    assert len(secrets) == 5, 'a link to sign in, an invitation, two questions to a stranger and one to a department hold secrets'
    before = contents(postbox)
    storm(url, sorted(links))
    after = contents(postbox)
    assert {name: (before[name], after[name]) for name in before if before[name] != after[name]} == {}
    # They all work afterwards; a question that was answered before says so once more.
    ways = ('/v1/sessions', '/v1/invitation-previews', '/v1/public/message-confirmations')
    answers = [http.post(way, json={'token': secret}).is_success for secret in sorted(secrets) for way in ways]
    answers += [http.post('/v1/progress-previews', json={'token': each, 'browser': 'b' * 32}).is_success for each in sorted(secrets)]
    assert sum(answers) == 5


def test_whoever_gets_a_link_passed_on_signs_in_first(mails: Sent, http: httpx.Client, signed_in: SignedIn) -> None:
    _, sent, _ = mails
    url = str(http.base_url).rstrip('/')
    paths = {urlsplit(link).path for mail in sent for link in links_in(mail) if link.startswith(url)}
    groups = {path.split('/')[2] for path in paths if path.startswith('/working-groups/')}
    assert groups == {'fair-housing', 'hate-speech', 'ideas'}
    # What is behind the pages: of a group that is not official nothing without signing in, of an official one what is public.
    assert problem(http.get('/v1/working-groups/hate-speech')) == (401, 'unauthenticated')
    for path in ('/v1/obligations', '/v1/api-clients', '/v1/mandates', '/v1/notices', '/v1/me', '/v1/people', '/v1/calls-for-interest'):
        assert problem(http.get(path)) == (401, 'unauthenticated')
    secret = next(found[1] for mail in sent for link in links_in(mail) if '/sign-in#' in link and (found := SECRET.search(link)))
    assert http.post('/v1/sessions', json={'token': secret}).status_code == 201
    with httpx.Client(base_url=url, verify=NO_TLS) as other:
        assert problem(other.post('/v1/sessions', json={'token': secret})) == (401, 'sign-in-link-invalid')
    assert signed_in('coordinator', 'berlin').get('/v1/working-groups/hate-speech').status_code == 200
