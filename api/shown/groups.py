"""How working groups, memberships and leads are shown, and what one may do with them now."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Text, case, cast, exists, func, literal, or_, select
from sqlalchemy.dialects.postgresql import JSONB

from api.models.columns import table
from api.models.memberships import Lead, LeadRow, Membership, MembershipRow
from api.models.notices import NoticeRow
from api.models.participation_requests import ParticipationRequestRow
from api.models.working_groups import WorkingGroup, WorkingGroupRow
from api.permissions import Caller, Facts, may
from api.reads import Read, expandable, json_of
from api.shown.pieces import (
    changeable,
    cities,
    documented,
    gathered,
    groups,
    lead_of,
    leads,
    members,
    name_of,
    network_slug,
    object_of,
    organisations,
)
from api.visibility import shown_to_office, visible_rows

notices, requests = table(NoticeRow), table(ParticipationRequestRow)
_OPEN_STAGES = {'proposed', 'constituted'}
# What begins in a group and is a record of its own from then on.
_WORK = (
    'create_action_item', 'create_circular', 'create_funding_request', 'create_group_invitation', 'create_meeting', 'create_output',
    'create_support_request', 'upload_document',
)  # fmt: skip


_lead = (
    select(leads.c.city_id).where(leads.c.working_group_id == groups.c.id, leads.c.end_date.is_(None)).correlate(groups).scalar_subquery()
)
_lead_city = select(name_of(cities)).where(cities.c.id == _lead).scalar_subquery()
_member_cities = (
    select(func.array_agg(members.c.city_id))
    .where(members.c.working_group_id == groups.c.id, members.c.city_id.is_not(None), members.c.end_date.is_(None))
    .correlate(groups)
    .scalar_subquery()
)


_names_of_members = (
    select(gathered(name_of(cities), cities.c.sort_key, cities.c.id))
    .select_from(members.join(cities, cities.c.id == members.c.city_id))
    .where(members.c.working_group_id == groups.c.id, members.c.end_date.is_(None), visible_rows(MembershipRow))
    .correlate(groups)
    .scalar_subquery()
)


_organisations_here = (
    select(func.array_agg(members.c.organisation_id))
    .where(members.c.working_group_id == groups.c.id, members.c.organisation_id.is_not(None), members.c.end_date.is_(None))
    .correlate(groups)
    .scalar_subquery()
)
_asking = (
    select(func.array_agg(requests.c.organisation_id))
    .where(requests.c.working_group_id == groups.c.id, requests.c.stage == 'asked')
    .correlate(groups)
    .scalar_subquery()
)


_held = (
    exists()
    .where(notices.c.working_group_id == groups.c.id, notices.c.kind == 'working_group_constituted', notices.c.stage == 'held')
    .correlate(groups)
)


def _group(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    if not changeable(found) or found['stage'] not in _OPEN_STAGES:
        return []
    lead, inside = found['lead'], set(found['member_cities'] or ())
    facts = Facts(networks=frozenset({found['network_id']}), lead_city_id=lead, working_group_id=found['id'])
    for_cities = [Facts(networks=facts.networks, city_id=city) for city in caller.cities_in(facts.networks) - inside]
    operations = ['update_working_group', 'hand_over_lead', 'admit_associate', *_WORK]
    operations += ['declare_working_group', 'grant_dispensation', 'start_report'] if found['stage'] == 'constituted' else []
    operations += ['update_broadcast', 'send_broadcast'] if found['held'] else []
    operations += ['withdraw_working_group'] if found['stage'] == 'proposed' and len(inside) <= 1 else []
    allowed = [name for name in operations if may(caller, name, facts)]
    joins = any(may(caller, 'join_working_group', each) for each in (facts, *for_cities))
    allowed += ['join_working_group'] if joins else []
    waiting = {*(found['organisations'] or ()), *(found['asking'] or ())}
    asked_for = [Facts(networks=facts.networks, organisation_id=each) for _, each in caller.organisations if each not in waiting]
    asks = any(may(caller, 'create_participation_request', each) for each in (facts, *asked_for))
    return sorted(allowed + (['create_participation_request'] if asks else []))


WORKING_GROUPS = Read(
    WorkingGroupRow,
    json_of(
        WorkingGroup,
        groups,
        network_slug=network_slug(groups),
        lead_city=_lead_city,
        # What a constituted group has fallen short of is the office's to know (W8), like the flag itself.
        missing=case(
            (or_(groups.c.stage == 'proposed', shown_to_office(groups.c.network_id)), groups.c.missing),
            else_=cast(literal('[]', Text), JSONB),
        ),
        members=expandable('members', _names_of_members),
        needs_lead=case((shown_to_office(groups.c.network_id), groups.c.needs_lead)),
        below_minimum=case((shown_to_office(groups.c.network_id), groups.c.below_minimum)),
        undeclared=case((shown_to_office(groups.c.network_id), groups.c.undeclared)),
    ),
    facts=(
        groups.c.stage,
        groups.c.network_id,
        lead_of(groups.c.id),
        _member_cities.label('member_cities'),
        _held.label('held'),
        _organisations_here.label('organisations'),
        _asking.label('asking'),
        documented(groups),
    ),
    you_may=_group,
    by_slug=True,
    sorts={'title': (groups.c.sort_key, False), '-title': (groups.c.sort_key, True), 'id': (None, False), '-id': (None, True)},
)


def _member_json(columns: Any) -> ColumnElement[Any]:
    of_city = (
        select(
            object_of(
                kind=literal('city', Text), id=cities.c.id, slug=cities.c.slug, name=cities.c.name, country_code=cities.c.country_code
            )
        )
        .where(cities.c.id == columns.c.city_id)
        .correlate(columns)
        .scalar_subquery()
    )
    if 'organisation_id' not in columns.c:
        return of_city
    of_organisation = (
        select(
            object_of(
                kind=literal('organisation', Text),
                id=organisations.c.id,
                slug=organisations.c.slug,
                name=organisations.c.name,
                country_code=organisations.c.country_code,
            ),
        )
        .where(organisations.c.id == columns.c.organisation_id)
        .correlate(columns)
        .scalar_subquery()
    )
    return func.coalesce(of_city, of_organisation)


_MOVES = {'applicant': ('admit_member',), 'active': ('suspend_membership',), 'suspended': ('reactivate_membership',)}


def _membership(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    if not changeable(found) or found['end_date'] is not None:
        return []
    facts = Facts(
        frozenset({found['network_id']}),
        found['city_id'],
        found['lead'],
        found['working_group_id'],
        associate=found['city_id'] is None,
        organisation_id=found['organisation_id'],
    )
    operations = ('end_membership',) if found['working_group_id'] else ('end_membership', *_MOVES[found['stage']])
    return [name for name in operations if may(caller, name, facts)]


MEMBERSHIPS = Read(
    MembershipRow,
    json_of(Membership, members, member=_member_json(members)),
    facts=(
        members.c.stage,
        members.c.end_date,
        members.c.network_id,
        members.c.city_id,
        members.c.organisation_id,
        members.c.working_group_id,
        lead_of(members.c.working_group_id),
        documented(members),
    ),
    you_may=_membership,
)
LEADS = Read(LeadRow, json_of(Lead, leads, city=_member_json(leads)), sorts={'-id': (None, True), 'id': (None, False)})
