"""What serves no longer is removed when its days are over, not a minute sooner; each kind by the setting that says so."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import create_engine
from sqlmodel import Session, SQLModel

from api.jobs.housekeeping import tidy
from api.models.challenges import ChallengeRow
from api.models.changes import ChangeRow
from api.models.cities import CityRow
from api.models.columns import new_id
from api.models.idempotency import IdempotencyRow
from api.models.imports import ImportRow, RowOfImport
from api.models.invitations import InvitationRow
from api.models.messages import MessageRow
from api.models.mirrored_records import MirroredRecordRow
from api.models.outbox import OutboxRow
from api.models.plan_actions import PlanActionRow
from api.models.plans import PlanRow
from api.models.progress_askings import ProgressAskingRow, ProgressReferralRow
from api.models.retention import Retention
from api.models.security_events import SecurityEventRow
from api.models.sessions import SessionRow, SignInLinkRow
from api.models.sync_sources import SyncSourceRow
from api.models.webhook_deliveries import WebhookDeliveryRow
from api.models.webhook_endpoints import WebhookEndpointRow
from api.settings import Settings
from tests.postbox import Postbox

NOW = datetime(2030, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
# The office is asked, and nothing is removed by itself: tests/routes/test_tasks.py.
ASKED = {'person_without_role_days'}
Made = Callable[[UUID, UUID, datetime], list[SQLModel]]


def links(_network: UUID, person: UUID, at: datetime) -> list[SQLModel]:
    return [SignInLinkRow(person_id=person, created_at=at, expires_at=at)]


def challenges(_network: UUID, _person: UUID, at: datetime) -> list[SQLModel]:
    return [ChallengeRow(kind='sign_in', browser_hash=b'hash', created_at=at, expires_at=at)]


def ended_sessions(_network: UUID, person: UUID, at: datetime) -> list[SQLModel]:
    later = NOW + timedelta(days=1)
    return [SessionRow(person_id=person, token_hash=b'ended', expires_at=later, idle_minutes=60, ended_at=at)]


def expired_sessions(_network: UUID, person: UUID, at: datetime) -> list[SQLModel]:
    return [SessionRow(person_id=person, token_hash=b'expired', expires_at=at, idle_minutes=60)]


def finished_work(_network: UUID, _person: UUID, at: datetime) -> list[SQLModel]:
    return [OutboxRow(kind='sign_in_mail', done_at=at), OutboxRow(kind='waits')]


def invitations(stage: str) -> Made:
    def made(network: UUID, _person: UUID, at: datetime) -> list[SQLModel]:
        invited = {'network_id': network, 'role': 'board_member', 'name': 'Nora', 'mail': 'nora@example.org', 'audience': 'office'}
        return [InvitationRow.model_validate({**invited, 'stage': stage, 'answered_at': at, 'expires_at': NOW})]

    return made


def messages(network: UUID, _person: UUID, at: datetime) -> list[SQLModel]:
    written = {'name': 'Sam', 'mail': 'sam@example.org', 'text': 'Hello', 'address_hash': b''}
    closed = {'stage': 'passed_on', 'expires_at': NOW, 'closed_at': at}
    return [MessageRow.model_validate({'network_id': network, **written, **closed})]


def rows_of_imports(network: UUID, _person: UUID, at: datetime) -> list[SQLModel]:
    file = ImportRow(network_id=network, kind='members', file_name='members.csv', columns=[], audience='office', rows_until=at)
    return [file, RowOfImport(network_id=network, import_id=file.id, number=1, cells=['Graz'])]


def answers(_network: UUID, _person: UUID, at: datetime) -> list[SQLModel]:
    return [IdempotencyRow(caller='client', key='a-key-of-a-client', request_hash=b'hash', answer_code=201, headers={}, created_at=at)]


def events(_network: UUID, _person: UUID, at: datetime) -> list[SQLModel]:
    return [SecurityEventRow(kind='signed_in', occurred_at=at, last_at=at)]


def askings(network: UUID, person: UUID, at: datetime) -> list[SQLModel]:
    return [ProgressAskingRow(network_id=network, person_id=person, asked_on=at.date(), created_at=at, expires_at=at)]


def referrals(network: UUID, person: UUID, at: datetime) -> list[SQLModel]:
    named = str(new_id())
    city = CityRow.model_validate({'slug': named, 'name': 'Graz', 'sort_key': 'graz', 'search_key': 'graz', 'country_code': 'AT'})
    of_city = {'network_id': network, 'city_id': city.id, 'title': 'For all', 'sort_key': 'for all'}
    plan = PlanRow.model_validate({**of_city, 'frame': 'ten_points'})
    action = PlanActionRow.model_validate({**of_city, 'plan_id': plan.id, 'commitment': 1, 'track': 1})
    meant = ProgressReferralRow(
        plan_action_id=action.id, plan_id=plan.id, asked_id=person, name='Nora', mail='nora@example.org', created_at=at
    )
    return [city, plan, action, meant]


def deliveries(network: UUID, _person: UUID, at: datetime) -> list[SQLModel]:
    endpoint = WebhookEndpointRow(network_id=network, url='https://partner.example.org', event_types=[])
    return [endpoint, WebhookDeliveryRow(endpoint_id=endpoint.id, event_type='record.changed', body='{}', created_at=at)]


def tombstones(network: UUID, _person: UUID, at: datetime) -> list[SQLModel]:
    gone = {'subject_type': 'meeting', 'audience_before': 'public', 'audience_now': 'public', 'deleted': True}
    return [ChangeRow.model_validate({'subject_id': new_id(), 'seq': 1, 'version': 2, 'occurred_at': at, 'network_id': network, **gone})]


def records_of_others(network: UUID, _person: UUID, at: datetime) -> list[SQLModel]:
    source = SyncSourceRow(network_id=network, partner_id=network, url=f'https://{new_id()}.example.org', audience='office')
    come = {'network_id': network, 'sync_source_id': source.id, 'subject_type': 'meeting', 'origin_version': 1, 'audience': 'office'}
    return [source, *(MirroredRecordRow.model_validate({**come, 'origin_id': new_id(), 'deleted_at': gone}) for gone in (at, None))]


KEPT: list[tuple[str, Made, str]] = [
    ('sign_in_link_days', links, 'sign_in_links'),
    ('sign_in_link_days', challenges, 'sign_in_challenges'),
    ('session_days', ended_sessions, 'sessions'),
    ('session_days', expired_sessions, 'sessions'),
    ('outbox_days', finished_work, "outbox WHERE kind <> 'waits'"),
    ('invitation_days', invitations('accepted'), 'invitations WHERE mail IS NOT NULL'),
    ('unanswered_invitation_days', invitations('declined'), 'invitations WHERE name IS NOT NULL'),
    ('message_days', messages, 'messages'),
    ('import_days', rows_of_imports, 'import_rows'),
    ('idempotency_key_days', answers, 'idempotency_keys'),
    ('progress_asking_days', askings, 'progress_askings'),
    ('progress_referral_days', referrals, 'progress_referrals'),
    ('webhook_days', deliveries, 'webhook_deliveries'),
    ('security_event_days', events, 'security_events'),
    ('tombstone_days', tombstones, 'changes WHERE deleted'),
    ('tombstone_days', records_of_others, 'mirrored_records WHERE deleted_at IS NOT NULL'),
]


def test_every_period_is_in_the_table_and_told() -> None:
    assert {name for name in Settings.model_fields if name.endswith('_days')} == set(Retention.model_fields)
    assert {name for name, _, _ in KEPT} | ASKED == set(Retention.model_fields)


@pytest.mark.parametrize('chosen', [0, 3], ids=['usual', 'chosen'])
def test_what_is_just_inside_its_days_stays_and_what_is_just_outside_goes(postbox: Postbox, chosen: int) -> None:
    usual = {name: getattr(postbox.settings, name) for name, _, _ in KEPT}
    settings = postbox.settings.model_copy(update={name: days + chosen for name, days in usual.items()})
    [ids] = postbox.rows('SELECT network_id, id FROM people')
    engine = create_engine(postbox.url.replace('postgresql://', 'postgresql+psycopg://'))
    left: dict[str, list[int]] = {}
    for name, made, kept in KEPT:
        # Until when the rows of a file are kept was settled when it came.
        days = 0 if name == 'import_days' else getattr(settings, name)
        for age in (timedelta(days=days) - MINUTE, timedelta(days=days) + MINUTE):
            rows: list[Any] = made(ids['network_id'], ids['id'], NOW - age)
            with Session(engine) as session:
                for row in rows:
                    session.add(row)
                    session.flush()
                session.commit()
            with postbox.connection() as connection:
                tidy(connection, NOW, settings)
            [found] = postbox.rows(f'SELECT count(*) AS n FROM {kept}')  # noqa: S608 -- the table above
            left.setdefault(f'{name} {made.__name__} {kept}', []).append(found['n'])
            for table in ('import_rows', 'imports', kept.split(' ')[0]):
                postbox.run(f'DELETE FROM {table}')  # noqa: S608 -- the same
    engine.dispose()
    assert len(left) == len(KEPT)
    assert {kind: counts for kind, counts in left.items() if counts != [1, 0]} == {}
