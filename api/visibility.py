"""Knows how an audience becomes a WHERE: the one place that decides which rows a caller is shown."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    DateTime,
    FromClause,
    Uuid,
    and_,
    bindparam,
    exists,
    false,
    func,
    or_,
    select,
    true,
    tuple_,
)  # fmt: skip
from sqlmodel import SQLModel

from api import clock
from api.models.api_clients import ApiClientRow
from api.models.calls_for_interest import CallAnswerRow
from api.models.changes import ChangeRow
from api.models.circulars import CircularRow, CircularTextRow
from api.models.columns import table
from api.models.contact_points import ContactPointRow
from api.models.dispensations import DispensationRow
from api.models.group_invitations import GroupInvitationRow
from api.models.imports import ImportRow
from api.models.invitations import InvitationRow
from api.models.mandates import MandateRow
from api.models.mirrored_records import MirroredRecordRow
from api.models.participation_requests import ParticipationRequestRow
from api.models.people import PersonRow
from api.models.practice_questions import PracticeQuestionRow
from api.models.roles import RoleRow
from api.models.sync_sources import SyncSourceRow
from api.models.webhook_endpoints import WebhookEndpointRow
from api.permissions import PERMISSIONS, Caller

PUBLIC = {
    'list_public_cities', 'get_public_city', 'list_public_networks', 'list_public_working_groups', 'get_public_working_group',
    'get_public_network_calendar', 'get_public_working_group_calendar',
    'get_public_report_feed', 'get_public_output_feed', 'get_public_working_group_feed',
    'get_public_working_group_schema', 'get_public_city_schema', 'get_public_report_file',
    'list_public_reports', 'get_public_report', 'get_public_report_text', 'get_public_report_schema', 'list_public_outputs',
    'get_public_plan', 'get_public_plan_schema', 'get_public_output', 'get_public_output_schema', 'get_public_document_content',
}  # fmt: skip
# What is about a person is shown to that person, an invitation to whoever made it: by which column.
ABOUT = {'people': 'id', 'roles': 'person_id', 'contact_points': 'person_id', 'invitations': 'invited_by_id'}
# What an organisation has asked for is shown to its contacts: by which column.
ASKED_BY = {'participation_requests': 'organisation_id'}
# What a city has asked another is shown to the city that asked: by which column.
ASKED_OF_ANOTHER = {'practice_questions': 'asking_city_id'}
# What a client has made for itself is shown to that client: by which column.
OWNED_BY = {'webhook_endpoints': 'client_id'}
_IDS = ARRAY(Uuid)
EVERYWHERE = bindparam('everywhere', type_=Boolean)
OFFICE_OF = bindparam('office_of', type_=_IDS)
ADMIN_OF = bindparam('admin_of', type_=_IDS)
BOARD_OF = bindparam('board_of', type_=_IDS)
ADVISER_OF = bindparam('adviser_of', type_=_IDS)
MEMBER_OF = bindparam('member_of', type_=_IDS)
OWN_GROUPS = bindparam('own_groups', type_=_IDS)
# One network and one city for each place in which the caller speaks for a city.
_OWN_PLACES = select(func.unnest(bindparam('own_networks', type_=_IDS)), func.unnest(bindparam('own_cities', type_=_IDS)))
_OWN_ORGANISATIONS = select(
    func.unnest(bindparam('organisations_networks', type_=_IDS)), func.unnest(bindparam('own_organisations', type_=_IDS))
)
ONESELF = bindparam('oneself', type_=Uuid)
THIS_CLIENT = bindparam('this_client', type_=Uuid)
THIS_SESSION = bindparam('this_session', type_=Uuid)
# What depends on the day is worked out by our clock, which tests replace, and not by that of the database.
PRESENT_MOMENT = bindparam('present_moment', type_=DateTime(timezone=True))


def grants(caller: Caller) -> dict[str, Any]:
    """Return the values of the parameters that every visible read is written with."""
    return {
        'everywhere': caller.everywhere,
        'office_of': list(caller.office_of),
        'admin_of': list(caller.admin_of),
        'board_of': list(caller.board_of),
        'adviser_of': list(caller.adviser_of),
        'member_of': list(caller.member_of),
        'own_networks': [network for network, _ in caller.speaks_for],
        'own_cities': [city for _, city in caller.speaks_for],
        'organisations_networks': [network for network, _ in caller.organisations],
        'own_organisations': [organisation for _, organisation in caller.organisations],
        'own_groups': list(caller.groups),
        'oneself': caller.id if caller.kind == 'person' else None,
        'this_client': caller.id if caller.kind == 'client' else None,
        'this_session': caller.session_id,
        'present_moment': clock.now(),
    }


def shown_to_office(network: ColumnElement[UUID]) -> ColumnElement[bool]:
    """Return the condition under which the caller is the office of `network`."""
    return or_(EVERYWHERE, one_of(network, OFFICE_OF))


def shown_to_city(network: ColumnElement[UUID], city: ColumnElement[UUID]) -> ColumnElement[bool]:
    """Return the condition under which the caller speaks for `city` in `network`."""
    return tuple_(network, city).in_(_OWN_PLACES)


def shown_to_group(network: ColumnElement[UUID], group: ColumnElement[UUID]) -> ColumnElement[bool]:
    """Return the condition under which the caller belongs to the working group, or is the office of its network."""
    return or_(shown_to_office(network), one_of(group, OWN_GROUPS))


def in_audience(
    audience: ColumnElement[str], network: ColumnElement[UUID], city: ColumnElement[UUID], group: ColumnElement[UUID]
) -> ColumnElement[bool]:
    """Return the condition under which a row of this audience, network, city and working group is shown to the caller.

    What a city keeps to itself (`city_alone`) is hidden even from the office and from whoever runs the instance (P10).
    """
    of_office = or_(EVERYWHERE, one_of(network, OFFICE_OF))
    return or_(
        audience == 'public',
        and_(audience == 'members', or_(EVERYWHERE, one_of(network, MEMBER_OF))),
        and_(audience == 'advisers', or_(of_office, one_of(network, ADVISER_OF), shown_to_city(network, city))),
        and_(audience == 'board', or_(of_office, one_of(network, BOARD_OF), one_of(group, OWN_GROUPS))),
        and_(audience == 'working_group', or_(of_office, one_of(group, OWN_GROUPS))),
        and_(audience == 'own_city', or_(of_office, shown_to_city(network, city))),
        and_(audience == 'city_alone', shown_to_city(network, city)),
        and_(audience == 'office', of_office),
    )


def one_of(column: ColumnElement[UUID], ids: Any) -> ColumnElement[bool]:
    """Return the condition that a column is one of the ids of a parameter, such as OWN_GROUPS."""
    condition: ColumnElement[bool] = column == ids.any_()
    return condition


def sees(caller: Caller, audience: str | None, network_id: UUID | None, city_id: UUID | None, group_id: UUID | None = None) -> bool:
    """Say the same as `in_audience` for one row in hand."""
    of_office = caller.everywhere or network_id in caller.office_of
    if audience == 'public':
        return True
    if audience == 'members':
        return caller.everywhere or network_id in caller.member_of
    if audience == 'board':
        return of_office or network_id in caller.board_of or group_id in caller.groups
    if audience == 'working_group':
        return of_office or group_id in caller.groups
    return _sees_of_city(caller, audience, (network_id, city_id), of_office=of_office) or (audience == 'office' and of_office)


def _sees_of_city(caller: Caller, audience: str | None, place: tuple[UUID | None, UUID | None], *, of_office: bool) -> bool:
    """Say the same for what a city keeps: to itself, with its office, or with the scientific advisers of its network as well."""
    of_city = place in caller.speaks_for
    if audience == 'city_alone':
        return of_city
    if audience == 'own_city':
        return of_office or of_city
    return audience == 'advisers' and (of_office or of_city or place[0] in caller.adviser_of)


def visible_rows(row: type[SQLModel]) -> ColumnElement[bool]:
    """Return the WHERE of a table: its audience, and whoever it is about: a person, the organisation that asked, the client that made it.

    Some tables are no subjects and have no audience: notices, redactions and rows of imports are the office's (those of a plan its city's),
    sessions, passkeys, identities, calendar subscriptions and saved filters are the person's own, the catalogue of the world's cities is
    everybody's, security events are the person's and the office administrators', the secrets of a client are its office's, messages to an
    endpoint are for whoever sees that, and an entry of the journal is for whoever sees its subject.
    """
    columns: FromClause = table(row)
    apart = _APART.get(table(row).name)
    if apart is not None:
        return apart(columns)
    seen = in_audience(columns.c.audience, *(_column(columns, name) for name in ('network_id', 'city_id', 'working_group_id')))
    about, asked_by, owned_by = (columns_of.get(table(row).name) for columns_of in (ABOUT, ASKED_BY, OWNED_BY))
    if (asking := ASKED_OF_ANOTHER.get(table(row).name)) is not None:
        return or_(seen, shown_to_city(columns.c.network_id, columns.c[asking]))
    if owned_by:
        return or_(seen, columns.c[owned_by] == THIS_CLIENT)
    if asked_by:
        return or_(seen, tuple_(columns.c.network_id, columns.c[asked_by]).in_(_OWN_ORGANISATIONS))
    return or_(seen, columns.c[about] == ONESELF) if about else seen


def _sees_subject(entries: FromClause) -> ColumnElement[bool]:
    """Return the condition under which the caller sees the subject of a journal entry, as it is now.

    What is about a person is narrower than the record: a published contact has a history for the office, the own city and the person.
    """
    index = table(ChangeRow)
    seen = in_audience(index.c.audience_now, index.c.network_id, index.c.city_id, index.c.working_group_id)
    shown = [exists().where(index.c.subject_id == entries.c.subject_id, seen)]
    for row in (
        PersonRow, RoleRow, InvitationRow, ContactPointRow, ApiClientRow, MandateRow, ImportRow, CircularRow, CircularTextRow,
        DispensationRow, CallAnswerRow, GroupInvitationRow, ParticipationRequestRow, WebhookEndpointRow, SyncSourceRow, MirroredRecordRow,
        PracticeQuestionRow,
    ):  # fmt: skip
        columns = table(row)
        known = [columns.c.id == entries.c.subject_id, visible_rows(row)]
        if columns.name in ABOUT:
            of_city = or_(shown_to_office(columns.c.network_id), shown_to_city(columns.c.network_id, columns.c.city_id))
            known.append(or_(of_city, columns.c[ABOUT[columns.name]] == ONESELF))
        shown.append(exists().where(*known))
    return or_(*shown)


def _secrets_of_office(columns: FromClause) -> ColumnElement[bool]:
    clients = table(ApiClientRow).c
    return exists().where(clients.id == columns.c.client_id, shown_to_office(clients.network_id))


def _messages_of_endpoint(columns: FromClause) -> ColumnElement[bool]:
    endpoints = table(WebhookEndpointRow).c
    shown = or_(shown_to_office(endpoints.network_id), endpoints.client_id == THIS_CLIENT)
    return exists().where(endpoints.id == columns.c.endpoint_id, shown)


def _rows_of_import(columns: FromClause) -> ColumnElement[bool]:
    """What a city brings into its plan is shown to that city alone (P10), whatever else an import has to its office."""
    of_office = and_(columns.c.city_id.is_(None), shown_to_office(columns.c.network_id))
    return or_(of_office, shown_to_city(columns.c.network_id, columns.c.city_id))


# The tables that are no subjects.
_APART: Mapping[str, Callable[[FromClause], ColumnElement[bool]]] = {
    'journal': _sees_subject,
    'security_events': lambda columns: or_(EVERYWHERE, one_of(columns.c.network_id, ADMIN_OF), columns.c.person_id == ONESELF),
    'api_client_secrets': _secrets_of_office,
    'webhook_deliveries': _messages_of_endpoint,
    'notices': lambda columns: shown_to_office(columns.c.network_id),
    'redactions': lambda columns: shown_to_office(columns.c.network_id),
    'import_rows': _rows_of_import,
    'sessions': lambda columns: columns.c.person_id == ONESELF,
    'passkeys': lambda columns: columns.c.person_id == ONESELF,
    'identities': lambda columns: columns.c.person_id == ONESELF,
    'calendar_subscriptions': lambda columns: columns.c.person_id == ONESELF,
    'saved_filters': lambda columns: columns.c.person_id == ONESELF,
    'city_catalogue': lambda _columns: true(),
    'city_catalogue_release': lambda _columns: true(),
}


def _column(columns: FromClause, name: str) -> Any:
    return columns.c[name] if name in columns.c else bindparam(f'no_{name}', None, type_=Uuid)


def visible(caller: Caller, operation: str, row: type[SQLModel]) -> ColumnElement[bool]:
    """Return the WHERE for a read.

    The operations of the public section show what is public to everybody, signed in or not; every other read shows what
    the caller's audiences allow, and nothing to a caller without credentials.
    """
    if operation in PUBLIC:
        return table(row).c.audience == 'public'
    known = operation in PERMISSIONS and caller.kind != 'anonymous'
    return visible_rows(row) if known else false()
