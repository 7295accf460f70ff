"""How messages to partners are signed, judged and tried again, and which events a change is."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from api import webhook_messages as messages
from api.description.webhooks import EVENTS
from api.models.columns import new_id
from api.rules import webhooks as rules
from api.rules.webhooks import Verdict
from api.sealing import sealed, unsealed

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
SECRET, FORMER = b'k' * 24, b'f' * 24


def headers(*secrets: bytes, body: bytes) -> dict[str, str]:
    now = int(datetime.now(UTC).timestamp())
    return {'webhook-id': 'msg_1', 'webhook-timestamp': str(now), 'webhook-signature': messages.signatures(secrets, 'msg_1', now, body)}


def test_a_library_of_the_standard_takes_the_signature_over_the_very_bytes() -> None:
    body = messages.body_of('city.changed', NOW, {'subject': {'type': 'city', 'id': str(new_id())}, 'version': 2, 'seq': 9}).encode()
    told = Webhook(messages.secret_as_shown(SECRET)).verify(body, headers(SECRET, body=body))
    assert told['timestamp'] == '2026-03-01T09:30:00Z'
    with pytest.raises(WebhookVerificationError):
        Webhook(messages.secret_as_shown(SECRET)).verify(json.dumps(told).encode(), headers(SECRET, body=body))


def test_while_two_secrets_are_good_either_verifies_and_no_third() -> None:
    body = b'{}'
    signed = headers(SECRET, FORMER, body=body)
    for secret in (SECRET, FORMER):
        assert Webhook(messages.secret_as_shown(secret)).verify(body, signed) == {}
    with pytest.raises(WebhookVerificationError):
        Webhook(messages.secret_as_shown(b'x' * 24)).verify(body, signed)


@pytest.mark.parametrize(
    ('attempt', 'seconds'),
    [(1, 5), (2, 300), (3, 1800), (4, 7200), (5, 18_000), (6, 36_000), (7, 50_400), (8, 72_000), (9, 86_400)],
)
def test_what_fails_is_tried_again_later_and_later(attempt: int, seconds: int) -> None:
    assert rules.verdict(500, attempt=attempt, now=NOW) == Verdict('waiting', NOW + timedelta(seconds=seconds))
    assert rules.verdict(None, attempt=attempt, now=NOW, spread=1) == Verdict('waiting', NOW + timedelta(seconds=seconds * 1.1))


@pytest.mark.parametrize(
    ('code', 'found'),
    [
        (200, Verdict('delivered')),
        (204, Verdict('delivered')),
        (299, Verdict('delivered')),
        (301, Verdict('failed')),
        (302, Verdict('failed')),
        (404, Verdict('failed')),
        (410, Verdict('dropped', gone=True)),
        (500, Verdict('failed')),
        (None, Verdict('failed')),
    ],
)
def test_only_success_is_success_and_the_last_attempt_is_the_last(code: int | None, found: Verdict) -> None:
    assert rules.verdict(code, attempt=rules.MOST_ATTEMPTS, now=NOW) == found


@pytest.mark.parametrize(
    ('said', 'seconds'),
    [
        ('120', 120),
        (' 7 ', 7),
        ('0', 0),
        ('-5', 0),
        ('soon', 0),
        ('', 0),
        (None, 0),
        ('99999999999999999999', 999_999_999),
        ('Sun, 01 Mar 2026 09:31:00 GMT', 60),
        ('Sun, 01 Mar 2026 09:29:00 GMT', 0),
        ('Mon, 02 Mar 2026 21:30:00 GMT', 129_600),
    ],
)
def test_whoever_asks_to_wait_is_waited_for_but_not_for_ever(said: str | None, seconds: int) -> None:
    assert messages.asked_to_wait(said, NOW) == timedelta(seconds=seconds)
    wait = min(max(seconds, 5), 86_400)
    assert rules.verdict(503, attempt=1, now=NOW, asked=timedelta(seconds=seconds)) == Verdict('waiting', NOW + timedelta(seconds=wait))


@pytest.mark.parametrize(('since', 'given_up'), [(None, False), (NOW - timedelta(hours=71), False), (NOW - timedelta(hours=72), True)])
def test_three_days_of_failure_are_enough(since: datetime | None, given_up: bool) -> None:
    assert rules.is_given_up(since, NOW) is given_up


@pytest.mark.parametrize(
    ('answered', 'right'),
    [
        (b'word', True),
        (b' word\n', True),
        (b'"word"', True),
        (b'{"challenge": "word"}', True),
        (b'{"challenge": "wor"}', False),
        (b'{"challenge": 1}', False),
        (b'', False),
        (b'[]', False),
        (b'a word', False),
        (b'\xff', False),
        (b'null', False),
    ],
)
def test_an_address_must_repeat_the_word(answered: bytes, right: bool) -> None:
    assert messages.repeats('word', answered) is right


@pytest.mark.parametrize(
    ('operation', 'subject', 'changes', 'events'),
    [
        ('join_working_group', 'working_group', {'stage': ['proposed', 'constituted']}, ['working_group.constituted']),
        ('propose_working_group', 'working_group', {'id': [None, 'x'], 'stage': [None, 'proposed']}, ['working_group.proposed']),
        ('update_working_group', 'working_group', {'title': ['A', 'B']}, []),
        ('close_assembly', 'working_group', {'stage': ['constituted', 'completed']}, ['working_group.completed']),
        ('join_working_group', 'membership', {'stage': [None, 'active'], 'end_date': [None, None]}, ['membership.started']),
        ('create_membership', 'membership', {'stage': [None, 'applicant']}, []),
        ('admit_member', 'membership', {'stage': ['applicant', 'active']}, ['membership.started']),
        ('reactivate_membership', 'membership', {'stage': ['suspended', 'active']}, []),
        ('end_membership', 'membership', {'end_date': [None, '2026-03-01']}, ['membership.ended']),
        ('publish_report', 'report', {'stage': ['approved', 'published']}, ['report.published']),
        ('hand_over_lead', 'lead', {'id': [None, 'x']}, ['lead.handed_over']),
        ('propose_working_group', 'lead', {'id': [None, 'x']}, []),
        ('apply_import', 'membership', {'stage': [None, 'active']}, []),
        ('update_city', 'city', {'name': ['Wien', 'Vienna']}, []),
        ('decide_funding_request', 'funding_request', {'stage': ['submitted', 'rejected']}, ['funding_request.decided']),
    ],
)
def test_a_change_is_these_events(operation: str, subject: str, changes: dict[str, Any], events: list[str]) -> None:
    assert rules.events_in(operation, subject, changes) == events


def test_every_event_that_the_document_names_can_come_and_no_other() -> None:
    assert rules.domain_events() == set(EVENTS)


def test_a_sealed_secret_opens_with_its_key_for_its_purpose_and_its_record_alone() -> None:
    record, key = new_id(), b'a secret of at least 32 characters'
    kept = sealed(key, 'webhooks', record, SECRET)
    assert SECRET not in kept
    assert unsealed(key, 'webhooks', record, kept) == SECRET
    assert kept != sealed(key, 'webhooks', record, SECRET)
    for other in ((b'another secret', 'webhooks', record), (key, 'mail', record), (key, 'webhooks', new_id())):
        assert unsealed(*other, kept) is None
    assert unsealed(key, 'webhooks', record, kept[:-1]) is None
    assert unsealed(key, 'webhooks', record, b'') is None
