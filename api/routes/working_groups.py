"""Working groups over HTTP: the groups, their formation, members, leads and withdrawals."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query
from sqlalchemy import ColumnElement
from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import TOLD_BY_LEAD, Resource, Tx
from api.models.columns import table
from api.models.memberships import AssociateCreate, GroupMemberCreate, Joined, LeadCreate, LeadPage, MembershipPage, MembershipRow
from api.models.shapes import Day, Id, Reference
from api.models.working_groups import (
    Formation,
    Stage,
    WithdrawalCreate,
    WorkingGroup,
    WorkingGroupCreate,
    WorkingGroupPage,
    WorkingGroupPatch,
    WorkingGroupRow,
)
from api.operations import associates, working_groups
from api.operations.formation_page import formation_of
from api.paging import After, Expand, Expanding, Limit, Page, Q
from api.problems import Problem
from api.shown.pieces import on_day
from api.spine import Transaction

groups = Resource('Working groups')
_GROUPS = table(WorkingGroupRow)
_MEMBERS = table(MembershipRow)
_MEMBERSHIP = ('/memberships', '/membership/id')
_JOINING = (
    'unknown-reference', 'not-found', 'documented-fact', 'not-an-active-city', 'already-a-member', 'group-completed', 'group-withdrawn',
    'future-date', 'past-date-is-the-offices', 'reason-needed', 'overlapping-period',
)  # fmt: skip


@groups.offer('GET', '/working-groups', WorkingGroupPage)
def list_working_groups(  # noqa: PLR0913, PLR0917 -- each is a filter of the contract
    tx: Tx,
    network_id: Id | None = None,
    stage: Stage | None = None,
    city_id: Annotated[Id | None, Query(description='Groups of which this city is a member now.')] = None,
    marked: Annotated[filters.Mark | None, Query(description='Only groups that are marked so for you, their office.')] = None,
    continues_id: Annotated[Id | None, Query(description='Groups that continue the work of this one.')] = None,
    q: Q = None,
    sort: Literal['title', '-title', 'id', '-id'] = 'title',
    expand: Expanding[Literal['you_may', 'members']] = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List working groups.

    Members of a network see its proposed groups as well; everybody else sees those that are constituted or completed.
    """
    conditions = filters.of_working_groups(network_id, stage, city_id, q, marked, continues_id)
    return paging.respond(tx, 'list_working_groups', shown.WORKING_GROUPS, Page(limit, after, sort, expand), *conditions)


@groups.offer(
    'POST', '/working-groups', WorkingGroup, code=201, etag=True, location=True, tries_out=True,
    problems=('unknown-reference', 'not-an-active-city', 'future-date', 'past-date-is-the-offices', 'only-the-person-publishes',
              'by-laws-impossible', 'ledger-unavailable', 'group-not-completed'),
)  # fmt: skip
def propose_working_group(tx: Tx, body: WorkingGroupCreate) -> Response:
    """Propose a working group.

    Any active city may, at any time. The proposing city is its first member and leads. The group becomes official by
    itself in the moment in which enough cities of enough countries have joined.

    A group that has completed its work is closed; `continues_id` says that the new one goes on with it.
    """
    group = working_groups.propose_working_group(tx, body)
    return reads.written(tx, shown.WORKING_GROUPS, group, 'get_working_group', location='/v1/working-groups')


@groups.offer('GET', '/working-groups/{working_group}', WorkingGroup, etag=True, moves=True)
def get_working_group(tx: Tx, working_group: Reference, expand: Expanding[Literal['you_may', 'members']] = None) -> Response:
    """Read a working group by id or slug. A slug that it had in former times answers 308 with its present address."""
    return reads.detail_or_moved(tx, 'get_working_group', shown.WORKING_GROUPS, working_group, expand=expand)


@groups.offer(
    'PATCH', '/working-groups/{working_group}', WorkingGroup, transition=True, etag=True, problems=('documented-fact', *TOLD_BY_LEAD)
)
def update_working_group(tx: Tx, working_group: Reference, body: WorkingGroupPatch) -> Response:
    """Change what describes a working group (merge patch). Its stage moves only by its transitions."""
    return reads.written(tx, shown.WORKING_GROUPS, working_groups.update_working_group(tx, working_group, body), 'get_working_group')


@groups.offer('GET', '/working-groups/{working_group}/formation', Formation)
def get_formation(tx: Tx, working_group: Reference) -> Response:
    """Read how near a group is to being official: cities and countries of how many needed, and what is missing in words."""
    group_id = _id_of(tx, working_group)
    return Response(formation_of(tx, group_id).model_dump_json(), media_type=reads.JSON)


@groups.offer('GET', '/working-groups/{working_group}/members', MembershipPage)
def list_working_group_members(
    tx: Tx,
    working_group: Reference,
    as_of: Annotated[Day | None, Query(description='Who was in the group on this day; today when left out.')] = None,
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List a group's member cities and associates, now or on any day.

    A membership whose beginning is not known counts as always begun.
    """
    conditions = (_MEMBERS.c.working_group_id == _id_of(tx, working_group), _members_on(as_of))
    return paging.respond(tx, 'list_working_group_members', shown.MEMBERSHIPS, Page(limit, after, expand=expand), *conditions)


def _members_on(day: date | None) -> ColumnElement[bool]:
    return on_day(_MEMBERS, day) if day else _MEMBERS.c.end_date.is_(None)


@groups.offer(
    'POST', '/working-groups/{working_group}/members', Joined, code=201, location=True, creates=_MEMBERSHIP, tries_out=True,
    problems=_JOINING,
)  # fmt: skip
def join_working_group(tx: Tx, working_group: Reference, body: GroupMemberCreate) -> Response:
    """Join a working group.

    A city joins at once, by its own act; the office may record it on the city's behalf. The answer shows what it did to
    the group: the city that completes the minimum constitutes it.
    """
    return _joined(tx, *working_groups.join_working_group(tx, working_group, body))


@groups.offer(
    'POST', '/working-groups/{working_group}/associates', Joined, code=201, location=True, creates=_MEMBERSHIP, tries_out=True,
    problems=(*_JOINING, *TOLD_BY_LEAD),
)  # fmt: skip
def admit_associate(tx: Tx, working_group: Reference, body: AssociateCreate) -> Response:
    """Admit an organisation as an associate: it takes part, and never leads, counts or declares.

    If it has asked to take part, its request is answered with it. The organisation is told.
    """
    return _joined(tx, *associates.admit_associate(tx, working_group, body))


def _joined(tx: Transaction, group: WorkingGroupRow, membership: MembershipRow) -> Response:
    _, membership_body = reads.found_after(tx, 'get_membership', shown.MEMBERSHIPS, membership.id)
    _, group_body = reads.found_after(tx, 'get_working_group', shown.WORKING_GROUPS, group.id)
    text = f'{{"membership":{membership_body},"working_group":{group_body}}}'
    return Response(text, status_code=201, media_type=reads.JSON, headers={'Location': f'/v1/memberships/{membership.id}'})


@groups.offer('GET', '/working-groups/{working_group}/leads', LeadPage)
def list_leads(
    tx: Tx,
    working_group: Reference,
    as_of: Annotated[Day | None, Query(description='Who led the group on this day; every term when left out.')] = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List who led the group, the latest term first. The day on which a term ends belongs to the next."""
    mine = filters.of_leads(as_of, working_group_id=_id_of(tx, working_group))
    return paging.respond(tx, 'list_leads', shown.LEADS, Page(limit, after, '-id'), *mine)


@groups.offer(
    'POST', '/working-groups/{working_group}/leads', WorkingGroup, transition=True, etag=True, tries_out=True,
    problems=('unknown-reference', 'documented-fact', 'already-lead', 'lead-must-be-a-member', 'associates-never-lead',
              'not-an-active-city', 'group-completed', 'group-withdrawn', 'ledger-unavailable', 'future-date',
              'past-date-is-the-offices', 'ends-before-start'),
)  # fmt: skip
def hand_over_lead(tx: Tx, working_group: Reference, body: LeadCreate) -> Response:
    """Hand the lead over to another member city.

    The former term ends today, or on the day on which the city told the office, and stays on record.

    Where a group has no lead, a member city takes it for itself.
    """
    return reads.written(tx, shown.WORKING_GROUPS, working_groups.hand_over_lead(tx, working_group, body), 'get_working_group')


@groups.offer(
    'POST', '/working-groups/{working_group}/withdrawals', WorkingGroup, transition=True, etag=True, tries_out=True,
    problems=('documented-fact', 'not-proposed', 'not-the-last-proposer', 'future-date', 'past-date-is-the-offices', 'ends-before-start'),
)  # fmt: skip
def withdraw_working_group(tx: Tx, working_group: Reference, body: WithdrawalCreate) -> Response:
    """Withdraw a proposal. Its last remaining city may, until the group is constituted."""
    return reads.written(tx, shown.WORKING_GROUPS, working_groups.withdraw_working_group(tx, working_group, body), 'get_working_group')


def _id_of(tx: Transaction, reference: str) -> UUID:
    """Return the id of a group that the caller may see; not-found otherwise."""
    found = reads.find_id(tx, 'get_working_group', shown.WORKING_GROUPS, reference)
    if found is None:
        raise Problem('not-found')
    return found
