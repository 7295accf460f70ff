"""What SECURITY.md says of bounds and times is what the code does."""

import re
from datetime import timedelta

import pytest

from api import bodies, copying, database, downloads, http_protocol, rate_limits, relay, tokens
from api import sign_in_lane as lane
from api.freshness import FRESH
from api.jobs import housekeeping
from api.jobs.sign_in import LIFE_MINUTES
from api.models.documents import MOST_BYTES
from api.models.sessions import _WAYS_IN
from api.operations import api_clients, calendar_subscriptions, challenges, sessions
from api.permissions import PERMISSIONS
from api.routes.documents import documents
from api.rules import invitations
from api.settings import Settings
from tests.house.documented import document, variable_of
from tests.house.test_routes import BEFORE_ANYBODY_IS_KNOWN
from tests.house.tree import ROOT

DOCUMENT = (ROOT / 'SECURITY.md').read_text()
LIMITS = Settings.model_fields


def spoken(time: timedelta) -> str:
    """Say a time as people do."""
    seconds = int(time.total_seconds())
    for size, name in ((86400, 'day'), (3600, 'hour'), (60, 'minute'), (1, 'second')):
        if seconds % size == 0 and seconds >= size:
            return f'{seconds // size} {name}{"s" if seconds != size else ""}'
    raise ValueError(seconds)


def bounds() -> str:
    """Return the table of bounds."""
    window = spoken(sessions.WINDOW)
    rows = {
        'a link or code of a mail': f'{spoken(sessions.LINK_LIFE)} from its sending, once; the code in the browser that asked',
        'the link of an invitation': f'{spoken(invitations.LIFE)}, once; {invitations.MOST_SENDINGS} mails at most',
        'wrong codes': f'{sessions.MOST_WRONG_CODES} for a mail, {sessions.MOST_WRONG_CODES_OF_ADDRESS} for an address in a day',
        'a question for a passkey': f'{spoken(challenges.LIFE)}, once; {spoken(challenges.LIFE_AT_PROVIDER)} at an identity provider',
        'such questions': f'{challenges.MOST_OF_PERSON} for a person, {challenges.MOST} for all who are not known yet, in {window}',
        'mails to sign in with': f'{sessions.MOST_LINKS_OF_ADDRESS} for an address, {sessions.MOST_LINKS} in all, in {window}',
        'failures from one place': f'{rate_limits.MOST_FAILED_SIGN_INS} in {window}, in each process; '
        'those of a machine count for it alone',
        'sign-ins at work': f'{lane.PLACES} at a time in each process; a failure keeps its place for {lane.REST_SECONDS:g} seconds',
        'sign-ins that wait': f'{lane.MOST_WAITING}, {lane.MOST_WAITING_OF_ADDRESS} of them from one place, '
        f'{lane.PATIENCE_SECONDS} seconds at most; refusals come {lane.PAUSE_SECONDS:g} second late',
        'a session': f'{spoken(sessions.IDLE)} without use, {spoken(sessions.ABSOLUTE)} in all; '
        f'{spoken(sessions.REMEMBERED)} where it is remembered',
        'a sign-in for what is grave': spoken(FRESH),
        'an access token': spoken(timedelta(seconds=tokens.LIFETIME_SECONDS)),
        'the secret of a machine': spoken(api_clients.LIFE),
        "the address of a person's calendar": f'until they remove it, or their access ends; {calendar_subscriptions.MOST} at most',
        'requests': f'{LIMITS["requests_per_minute"].default} in a minute for a caller, '
        f'{LIMITS["anonymous_requests_per_minute"].default} for a place without credentials, in each process; both are settings',
        'a request': f'{http_protocol.MOST_HEAD_BYTES:,} bytes of head, {bodies.MOST_BYTES:,} of body; a file {MOST_BYTES:,}',
    }
    return '\n'.join(['| what | bound |', '| --- | --- |', *(f'| {name} | {said} |' for name, said in rows.items())])


def kept() -> str:
    """Return the table of what goes by itself, as the statements that remove it say."""
    said = {
        'sign_in_links': 'links and codes, once they were made',
        'sign_in_challenges': 'questions to a browser, once they were asked',
        'sessions': 'sessions, once they have ended',
        'outbox': 'finished work, such as mails that were sent',
        'invitations': 'name and address of somebody invited, once they came',
        'messages': 'messages from outside, once they were passed on',
        'import_rows': 'rows of files that an office has imported, once they were sent',
        'idempotency_keys': 'answers that are kept for a repetition',
        'webhook_deliveries': 'messages to addresses of partners, once they were made',
        'mirrored_records': 'what is left of records of other networks, once they are deleted there',
        'progress_askings': 'who was asked how their actions stand, and by which link',
        'progress_asked_actions': 'which actions they were asked about',
        'progress_referrals': 'name and address of somebody who was named to be asked instead',
        'security_events': 'security events',
    }
    rows = []
    for statement in housekeeping._GONE:
        [table] = [name for name in said if re.search(rf'(?:FROM|UPDATE) {name}\b', statement)]
        if table == 'messages' and 'expires_at' in statement:
            rows.append(f'| messages from outside that nobody confirmed | {spoken(relay.CONFIRMED_WITHIN)} |')
            continue
        if table == 'invitations' and '<>' in statement:
            said[table] = 'name and address of somebody invited who did not come, once it is declined, withdrawn or expired'
        # Until when the rows of a file are kept was said to the office when it sent them.
        [name] = re.findall(r'days => %\((\w+)\)s', statement) or ['import_days']
        days = LIMITS[name].default
        rows.append(f'| {said[table]} | `COALITION_{name.upper()}`, usually {days} day{"s" * (days > 1)} |')
    return '\n'.join(['| what | kept for |', '| --- | --- |', *rows])


@pytest.mark.parametrize('table', [bounds(), kept()], ids=['bounds', 'kept'])
def test_a_table_says_what_the_code_does(table: str) -> None:
    assert table in DOCUMENT, f'the table in SECURITY.md should be:\n{table}'


@pytest.mark.parametrize(
    ('sentence', 'figures'),
    [
        ('A statement may take (\\d+) seconds, a wait for a lock (\\d+), a body (\\d+), a head (\\d+)',
         [*(int(milliseconds) // 1000 for name in ('statement_timeout', 'lock_timeout')
            for milliseconds in re.findall(rf'{name}=(\d+)', database._SESSION)),
          bodies.SLOWEST_SECONDS, http_protocol.SLOWEST_HEAD_SECONDS]),
        ('let go after a (minute)', [spoken(timedelta(seconds=downloads.PATIENCE_SECONDS)).removeprefix('1 ')]),
        ('(four) at a time', [{4: 'four'}[copying.MOST_AT_ONCE]]),
    ],
)  # fmt: skip
def test_a_sentence_says_what_the_code_does(sentence: str, figures: list[object]) -> None:
    found = re.search(sentence, DOCUMENT.replace('\n', ' '))
    assert found is not None
    assert list(found.groups()) == [str(figure) for figure in figures]


def test_both_modules_give_a_link_the_same_time() -> None:
    assert timedelta(minutes=LIFE_MINUTES) == sessions.LINK_LIFE
    assert LIMITS['idempotency_key_days'].default == 7


def test_the_files_that_are_taken_are_those_that_the_contract_names() -> None:
    named = DOCUMENT.partition('Files are kept if they are ')[2].partition(' by their bytes')[0].replace('\n', ' ')
    [upload] = [route for route in documents.routes if getattr(route, 'name', '') == 'upload_document']
    assert f'{named.replace(" or ", " and ")} are kept' in ' '.join(str(getattr(upload, 'description', '')).split())


def test_what_is_grave_is_said() -> None:
    grave = {name.partition('_')[2].split('_')[-1].rstrip('s') for name, permission in PERMISSIONS.items() if permission.grave}
    of_roles_and_clients = {'role', 'invitation', 'client', 'secret', 'mandate'}
    assert grave == of_roles_and_clients | {
        'people',
        'point',
        'person',
        'data',
        'text',
        'document',
        'passkey',
        'identity',
        'import',
        'addresse',
    }
    told = 'roles, invitations, clients with their secrets and mandates, exports of people, addresses of circulars, erasures, redactions, '
    told += 'imports, passkeys and identities, '
    assert told + 'another mail' in ' '.join(DOCUMENT.split())


def test_every_way_in_is_written_down() -> None:
    ways = {
        ('passkey',): 'a passkey', ('provider',): 'an identity provider', ('token',): 'a link in a mail',
        ('email', 'code'): 'six digits of the same mail in the browser that asked for it',
        ('demonstration_account',): 'accounts to enter with one click',
    }  # fmt: skip
    before = {'create_session', 'create_sign_in_link', 'request_sign_in_link', 'ask_invitation', 'decline_invitation'}
    before |= {'create_passkey_challenge', 'start_provider_sign_in'}
    before |= {'ask_progress_link', 'answer_progress_link', 'renew_progress_link'}
    # They let nobody in.
    before |= {'send_city_message', 'send_working_group_message', 'send_network_message', 'confirm_message'}
    others = {'accept_invitation': 'the link of an invitation', 'create_token': 'shows its id and secret and gets a token'}
    assert set(ways) == set(_WAYS_IN)
    assert set(others) == BEFORE_ANYBODY_IS_KNOWN - before
    text = ' '.join(DOCUMENT.split())
    assert [said for said in (*ways.values(), *others.values(), '`coalition sign-in-link`') if said not in text] == []


def test_any_number_of_browsers_may_be_signed_in() -> None:
    assert 'A person may be signed in with any number of browsers' in ' '.join(DOCUMENT.split())
    assert [name for name in vars(sessions) if name.startswith('MOST') and 'SESSION' in name] == []


def test_fields_that_fewer_may_see_are_written_down() -> None:
    fields = {name for schema in document()['components']['schemas'].values() for name in schema.get('properties', {})}
    said = set(re.findall('`([a-z_]+)`', DOCUMENT.partition('## Who may do what')[2].partition('`tests/')[0]))
    assert said == {'below_minimum', 'needs_lead', 'undeclared'} <= fields
    assert {'joining_link', 'minutes', 'obstacle', 'lead_contact'} <= fields


def test_everybody_who_is_spoken_to_is_written_down() -> None:
    section = DOCUMENT.partition('## Who is spoken to')[2].partition('\n## ')[0]
    places = {variable_of(name) for name in LIMITS if name.endswith(('_url', '_issuer'))} - {'COALITION_PUBLIC_URL'}
    assert set(re.findall('`([A-Z_]+)`', section)) == places


def test_it_says_how_soon_a_weakness_is_mended() -> None:
    said = re.search(r'from outside is mended within (\d+) days .* any other within (\d+), and all packages', ' '.join(DOCUMENT.split()))
    assert said is not None
    assert int(said[1]) < int(said[2]) <= 30


def test_what_a_session_shares_with_a_provider_is_written_down() -> None:
    said = 'one that an identity provider has proven lasts as long as any other and ends here alone'
    assert said in ' '.join(DOCUMENT.split())
