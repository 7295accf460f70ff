"""The world that the matrix is asked in: a network with one record of each kind, and one caller of each kind."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
from fastapi import UploadFile

from api import callers, clock, tokens
from api.callers import cookie_name
from api.database import Database
from api.hashes import hashed
from api.models.action_items import ActionItemCreate
from api.models.calendar_subscriptions import CalendarSubscriptionRow
from api.models.cities import CityCreate
from api.models.contact_points import ContactPointCreate
from api.models.departments import DepartmentCreate
from api.models.identities import IdentityRow
from api.models.imports import ImportCreate
from api.models.invitations import InvitationRow
from api.models.mandates import MandateCreate
from api.models.memberships import AssociateCreate, GroupMemberCreate, MembershipCreate, StageMoveCreate
from api.models.mirrored_records import MirroredMatchCreate
from api.models.organisations import OrganisationCreate
from api.models.passkeys import PasskeyRow
from api.models.progress_updates import ProgressUpdateCreate
from api.models.redactions import RedactionRow
from api.models.roles import RoleCreate
from api.models.saved_filters import SavedFilterRow
from api.models.working_groups import WorkingGroupCreate
from api.operations import (
    action_items,
    api_clients,
    associates,
    cities,
    contact_points,
    departments,
    imports,
    mandates,
    memberships,
    mirrored_records,
    organisations,
    progress,
    roles,
    working_groups,
)
from api.spine import Transaction
from tests.authorisation.kept import add_kept
from tests.authorisation.sittings import add_reports
from tests.authorisation.webhooks import add_webhooks
from tests.conftest import NO_TLS
from tests.mirrored import mirrored_city
from tests.world import EVERY_SCOPE, OPERATOR, SECRET, founded, rows, session_of, somebody

NAMES = (('Graz', 'AT'), ('Bologna', 'IT'), ('Berlin', 'DE'), ('Barcelona', 'ES'), ('Lublin', 'PL'))
PEOPLE: dict[str, tuple[str, dict[str, str]]] = {
    'office_admin': ('office_admin', {}),
    'office_staff': ('office_staff', {}),
    'board_member': ('board_member', {}),
    'scientific_advisor': ('scientific_advisor', {}),
    'coordinator': ('coordinator', {'city_id': 'bologna'}),
    'other_coordinator': ('coordinator', {'city_id': 'berlin'}),
    'lead_coordinator': ('coordinator', {'city_id': 'graz'}),
    'lead_contact': ('lead_contact', {'city_id': 'graz', 'working_group_id': 'housing'}),
    'department_contact': ('department_contact', {'city_id': 'bologna'}),
    'political_head': ('political_head', {'city_id': 'bologna'}),
    'group_coordinator': ('group_coordinator', {'working_group_id': 'housing'}),
    'organisation_contact': ('organisation_contact', {'organisation_id': 'helping_hands'}),
    'national_network_coordinator': ('national_network_coordinator', {}),
}
OTHER_PEOPLE: dict[str, tuple[str, dict[str, str]]] = {
    'person': ('department_contact', {'city_id': 'bologna'}),
    'newcomer': ('department_contact', {'city_id': 'bologna'}),
    'office_person': ('office_staff', {}),
}
CLIENTS: dict[str, dict[str, str]] = {
    'office_client': {'network_id': 'network'},
    'city_client': {'city_id': 'bologna', 'network_id': 'network'},
    'other_city_client': {'city_id': 'berlin', 'network_id': 'network'},
    'foreign_client': {'network_id': 'other_network'},
    'operator_client': {},
    'partner_client': {'network_id': 'network'},
    'partner_without_mandate': {'network_id': 'network'},
}
_MEMBERSHIP = 'SELECT id FROM memberships WHERE end_date IS NULL AND coalesce(city_id, organisation_id) = :member AND '
_NOT_SAID = {'id', 'version', 'network_id', 'number', 'valid_from', 'audience', 'demonstration', 'source', 'created_at', 'updated_at'}


def tomorrow() -> str:
    """Return a day on which new by-laws may begin, wherever the network is."""
    return (clock.today('Europe/Berlin') + timedelta(days=2)).isoformat()


@dataclass(frozen=True)
class Prepared:
    """The ids of records and clients by name, the sessions of the people, the figures of the by-laws."""

    ids: dict[str, UUID]
    sessions: dict[str, str]
    figures: dict[str, Any]

    def caller(self, url: str, name: str, lacking: str) -> httpx.Client:
        """Return a client with the credentials of a column; `lacking` is the scope that client_without_scope does not have."""
        client = httpx.Client(base_url=url, verify=NO_TLS, timeout=30, headers={'If-Match': '*'})
        if name in self.sessions:
            client.cookies.set(cookie_name(secure=False), self.sessions[name])
        elif name == 'client_without_scope':
            scopes = EVERY_SCOPE - {lacking} if lacking else frozenset[str]()
            client.headers['Authorization'] = _bearer(self.ids['office_client'], scopes)
        elif name != 'anonymous':
            client.headers['Authorization'] = _bearer(self.ids[name], EVERY_SCOPE)
        return client


def _bearer(client_id: UUID, scopes: Iterable[str]) -> str:
    return f'Bearer {tokens.issue(SECRET.encode(), client_id, frozenset(scopes))}'


def prepare(database: Database) -> Prepared:
    """Make the world; its network is in preparation, so that it can be launched."""

    def done(operation: Callable[..., Any], *wish: Any) -> Any:
        with Transaction(database, OPERATOR) as transaction:
            return operation(transaction, *wish)

    world, other = founded(database, names=NAMES, live=False), founded(database, 'icc', (('Montréal', 'CA'),))
    ids = {'network': world.network, 'other_network': other.network, **world.cities, **other.cities}
    _add_groups(done, ids)
    _add_members(done, ids, database)
    _add_people(done, ids, database)
    add_kept(done, ids)
    _add_action_items(done, ids)
    add_reports(done, ids)
    ids['redaction'] = _redaction(database, ids)
    file = UploadFile(io.BytesIO(b'city,country\nUppsala,SE'), filename='members.csv')
    ids['import'] = done(imports.create_import, ImportCreate(network_id=ids['network'], kind='members', file=file), timedelta(1)).id
    ids['import_row'] = rows(database, 'SELECT id FROM import_rows WHERE import_id = :id', id=ids['import'])[0]['id']
    ids['sync_source'], ids['mirrored_record'] = done(mirrored_city, ids['network'], ids['other_network'])
    same = MirroredMatchCreate(decision='same', city_id=ids['bologna'])
    done(mirrored_records.match_mirrored_record, ids['mirrored_record'], same)
    submission = 'SELECT id FROM submissions WHERE report_id = :id'
    for name, report in (('submission', 'tabled'), ('hidden_submission', 'submitted')):
        ids[name] = rows(database, submission, id=ids[report])[0]['id']
    for name, bound in CLIENTS.items():
        role = 'partner_client' if name.startswith('partner') else 'script_client'
        ids[name] = _client(database, role, **{key: ids[value] for key, value in bound.items()})
    ids['client'] = _client(database, network_id=ids['network'])
    ids['secret'] = rows(database, 'SELECT id FROM api_client_secrets WHERE client_id = :id', id=ids['client'])[0]['id']
    places = {'network_id': ids['network'], 'client_id': ids['partner_client'], 'city_id': ids['bologna']}
    mandate = MandateCreate.model_validate({**places, 'basis': 'Contract of 12 January 2026'})
    ids['mandate'] = done(mandates.give_mandate, mandate).id
    add_webhooks(database, ids)
    ids['passkey'], ids['identity'], ids['calendar_subscription'], ids['saved_filter'] = _own(database, ids['coordinator'])
    sessions = {name: session_of(database, ids[name]) for name in PEOPLE}
    ids['update_of_graz'] = _told_by(database, sessions['lead_coordinator'], ids['item_of_graz'])
    ids['session'] = rows(database, 'SELECT id FROM sessions WHERE person_id = :id', id=ids['coordinator'])[0]['id']
    figures = rows(database, 'SELECT * FROM by_laws WHERE network_id = :id', id=ids['network'])[0]
    return Prepared(ids, sessions, {name: value for name, value in figures.items() if name not in _NOT_SAID})


def _add_groups(done: Callable[..., Any], ids: dict[str, UUID]) -> None:
    """Three that are proposed or public, and one that falls short of the by-laws once Lublin is suspended."""
    for name, title in (('housing', 'Fair housing'), ('schools', 'Fair schools'), ('space', 'Public space'), ('parks', 'Open parks')):
        wish = WorkingGroupCreate(network_id=ids['network'], city_id=ids['graz'], title=title)
        ids[name] = done(working_groups.propose_working_group, wish).id
    joined = (('housing', 'bologna'), ('space', 'bologna'), ('space', 'berlin'), ('parks', 'barcelona'), ('parks', 'lublin'))
    for group, city in joined:
        done(working_groups.join_working_group, ids[group], GroupMemberCreate(city_id=ids[city]))
    ids['helping_hands'] = done(organisations.create_organisation, OrganisationCreate(name='Helping Hands', kind='civil_society')).id
    _, associate = done(associates.admit_associate, ids['housing'], AssociateCreate(organisation_id=ids['helping_hands']))
    ids['associate'] = associate.id


def _add_action_items(done: Callable[..., Any], ids: dict[str, UUID]) -> None:
    """One that the group alone sees and Bologna is responsible for, with an update; one that members see, and Graz is responsible for."""
    for name, city, visibility in (('item', 'bologna', 'working_group'), ('item_of_graz', 'graz', 'members')):
        wish = {'working_group_id': ids['housing'], 'title': 'Train landlords', 'responsible_city_id': ids[city], 'visibility': visibility}
        person = {'meeting_id': ids['inner_meeting']} if city == 'bologna' else {}
        person |= {'responsible_person_id': ids['lead_coordinator' if city == 'graz' else 'person']}
        ids[name] = done(action_items.create_action_item, ActionItemCreate.model_validate(wish | person)).id
    ids['update'] = done(progress.record_progress, ProgressUpdateCreate(action_item_id=ids['item'], text='Begun.')).id


def _add_members(done: Callable[..., Any], ids: dict[str, UUID], database: Database) -> None:
    for name, country in (('Valencia', 'ES'), ('Nantes', 'FR')):
        ids[name.lower()] = done(cities.create_city, CityCreate(name=name, country_code=country)).id
    applies = MembershipCreate(network_id=ids['network'], city_id=ids['valencia'], stage='applicant')
    ids['applicant'] = done(memberships.create_membership, applies).id
    in_network = f'{_MEMBERSHIP} network_id = :body AND working_group_id IS NULL'
    lublin = rows(database, in_network, member=ids['lublin'], body=ids['network'])[0]['id']
    ids['suspended'] = done(memberships.suspend_membership, lublin, StageMoveCreate(reason='a pause')).id
    ids['in_network'] = rows(database, in_network, member=ids['bologna'], body=ids['network'])[0]['id']
    in_group = f'{_MEMBERSHIP} working_group_id = :body'
    ids['in_group'] = rows(database, in_group, member=ids['bologna'], body=ids['housing'])[0]['id']


def _add_people(done: Callable[..., Any], ids: dict[str, UUID], database: Database) -> None:
    for name, (role, held) in {**PEOPLE, **OTHER_PEOPLE}.items():
        ids[name] = somebody(database, ids['network'], role, **{key: ids[value] for key, value in held.items()})
    # The lead contact of one group speaks for another one, too, in which Graz is alone.
    contact = {'network_id': ids['network'], 'person_id': ids['lead_contact'], 'role': 'lead_contact'}
    done(roles.give_role, RoleCreate.model_validate({**contact, 'city_id': ids['graz'], 'working_group_id': ids['schools']}))
    held = {'role': 'person', 'office_role': 'office_person', 'coordinator_role': 'coordinator', 'lead_contact_role': 'lead_contact'}
    for name, person in held.items():
        ids[name] = rows(database, 'SELECT id FROM roles WHERE person_id = :id ORDER BY id', id=ids[person])[0]['id']
    ids['invitation'] = _invitation(database, ids)
    department = DepartmentCreate(network_id=ids['network'], city_id=ids['bologna'], name='Housing')
    ids['department'] = done(departments.create_department, department).id
    for name, visibility in (('point', 'members'), ('hidden_point', 'office')):
        wish = {'person_id': ids['coordinator'], 'value': f'{name}@example.org', 'visibility': visibility}
        ids[name] = done(contact_points.create_contact_point, ContactPointCreate.model_validate(wish)).id
    for name, person, visibility in (('own_point', 'department_contact', 'members'), ('lead_point', 'lead_contact', 'office')):
        phone = ContactPointCreate.model_validate(
            {'person_id': ids[person], 'kind': 'phone', 'value': '+39 051 3', 'visibility': visibility}
        )
        ids[name] = done(contact_points.create_contact_point, phone).id


def _invitation(database: Database, ids: dict[str, UUID]) -> UUID:
    """Return an invitation to Bologna; it is put there, since the network sends nothing yet."""
    invitation = InvitationRow(
        network_id=ids['network'], city_id=ids['bologna'], role='department_contact', name='Ivo Invited', mail='ivo@example.org',
        expires_at=clock.now() + timedelta(days=14), audience='own_city',
    )  # fmt: skip
    with Transaction(database, OPERATOR) as transaction:
        transaction.record('create_invitation', transaction.add(invitation))
    return invitation.id


def _told_by(database: Database, session: str, item_id: UUID) -> UUID:
    """Return an update that a person has made: members see it, its obstacle and its author the group alone."""
    told = ProgressUpdateCreate(action_item_id=item_id, text='Two courses.', obstacle='Nobody came.')
    (found,) = database.fetch(callers._SESSION, {'token_hash': hashed(session), 'now': clock.now()})
    with Transaction(database, callers.person_caller(found)) as transaction:
        return progress.record_progress(transaction, told).id


def _redaction(database: Database, ids: dict[str, UUID]) -> UUID:
    redaction = RedactionRow(
        network_id=ids['network'], subject_type='progress_update', subject_id=ids['update'], field='text', old_sha256='', new_sha256='',
        reason='asked for', redacted_at=clock.now(),
    )  # fmt: skip
    with Transaction(database, OPERATOR) as transaction:
        transaction.session.add(redaction)
    return redaction.id


def _own(database: Database, person_id: UUID) -> tuple[UUID, UUID, UUID, UUID]:
    """Return a passkey, an identity, a calendar and a filter of somebody; put there, since no device and no provider takes part."""
    passkey = PasskeyRow(person_id=person_id, name='A laptop', credential_id=b'the id of a credential', public_key=b'key', sign_count=0)
    identity = IdentityRow(person_id=person_id, issuer='https://id.example', subject='somebody')
    calendar = CalendarSubscriptionRow(person_id=person_id, name='A phone', token_hash=b'the hash of a token')
    kept = SavedFilterRow(person_id=person_id, name='Proposed ones', address='/working-groups?stage=proposed')
    with Transaction(database, OPERATOR) as transaction:
        transaction.session.add_all([passkey, identity, calendar, kept])
    return passkey.id, identity.id, calendar.id, kept.id


def _client(database: Database, role: str = 'script_client', **bound: UUID) -> UUID:
    with Transaction(database, OPERATOR) as transaction:
        network_id, city_id = bound.get('network_id'), bound.get('city_id')
        client, _ = api_clients.let_in(transaction, 'a machine', EVERY_SCOPE, network_id=network_id, city_id=city_id, role=role)
    return client.id
