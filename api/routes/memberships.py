"""Memberships over HTTP: in networks and in working groups; the moves between their stages, and their ending."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import Resource, Tx
from api.filters import YesNo
from api.models.columns import table
from api.models.memberships import (
    EndingCreate,
    Membership,
    MembershipCreate,
    MembershipPage,
    MembershipRow,
    MembershipStage,
    StageMoveCreate,
)
from api.models.shapes import Day, Id
from api.operations import memberships as operations
from api.paging import After, Expand, Limit, Page

memberships = Resource('Memberships')
_MEMBERS = table(MembershipRow)
_LEAVING = ('lead-must-hand-over', 'last-city-withdraws', 'last-city-asks-the-office', 'stage-does-not-allow')
_DATES = ('future-date', 'past-date-is-the-offices', 'reason-needed', 'ends-before-start', 'documented-fact', 'membership-ended')


@memberships.offer('GET', '/memberships', MembershipPage)
def list_memberships(  # noqa: PLR0913, PLR0917 -- each is a filter of the contract
    tx: Tx,
    network_id: Id | None = None,
    working_group_id: Id | None = None,
    city_id: Id | None = None,
    organisation_id: Id | None = None,
    stage: MembershipStage | None = None,
    ended: Annotated[YesNo | None, Query(description='Only those that ended, or only those that last.')] = None,
    as_of: Annotated[Day | None, Query(description='Only those that cover this day, with the stage they had on it.')] = None,
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List memberships, in networks and in groups, lasting and ended.

    The day on which a membership ends no longer belongs to it. One whose beginning is not known counts as always begun.
    """
    conditions = filters.of_memberships(
        ended,
        as_of,
        network_id=network_id,
        working_group_id=working_group_id,
        city_id=city_id,
        organisation_id=organisation_id,
        stage=stage,
    )
    return paging.respond(tx, 'list_memberships', shown.MEMBERSHIPS, Page(limit, after, expand=expand), *conditions)


@memberships.offer('POST', '/memberships', Membership, code=201, etag=True, location=True, tries_out=True,
                   problems=('unknown-reference', 'already-a-member', 'overlapping-period', *_DATES))  # fmt: skip
def create_membership(tx: Tx, body: MembershipCreate) -> Response:
    """Let a city into a network. A city joins a working group at /v1/working-groups/{working_group}/members."""
    row = operations.create_membership(tx, body)
    return reads.written(tx, shown.MEMBERSHIPS, row, 'get_membership', location='/v1/memberships')


@memberships.offer('GET', '/memberships/{membership_id}', Membership, etag=True)
def get_membership(tx: Tx, membership_id: Id) -> Response:
    """Read a membership."""
    return reads.detail(tx, 'get_membership', shown.MEMBERSHIPS, membership_id)


@memberships.offer('POST', '/memberships/{membership_id}/admissions', Membership, transition=True, etag=True, tries_out=True,
                   problems=('stage-does-not-allow', *_DATES))  # fmt: skip
def admit_member(tx: Tx, membership_id: Id, body: StageMoveCreate) -> Response:
    """Admit an applicant to the network. The answer is the membership that begins."""
    return reads.written(tx, shown.MEMBERSHIPS, operations.admit_member(tx, membership_id, body), 'get_membership')


@memberships.offer('POST', '/memberships/{membership_id}/suspensions', Membership, transition=True, etag=True, tries_out=True,
                   problems=('stage-does-not-allow', *_DATES))  # fmt: skip
def suspend_membership(tx: Tx, membership_id: Id, body: StageMoveCreate) -> Response:
    """Suspend an active member of the network: it stays in its groups, and does not count until it is active again."""
    return reads.written(tx, shown.MEMBERSHIPS, operations.suspend_membership(tx, membership_id, body), 'get_membership')


@memberships.offer('POST', '/memberships/{membership_id}/reactivations', Membership, transition=True, etag=True, tries_out=True,
                   problems=('stage-does-not-allow', *_DATES))  # fmt: skip
def reactivate_membership(tx: Tx, membership_id: Id, body: StageMoveCreate) -> Response:
    """Make a suspended member of the network active again."""
    return reads.written(tx, shown.MEMBERSHIPS, operations.reactivate_membership(tx, membership_id, body), 'get_membership')


@memberships.offer('POST', '/memberships/{membership_id}/ending', Membership, transition=True, etag=True, tries_out=True,
                   problems=(*_LEAVING, *_DATES))  # fmt: skip
def end_membership(tx: Tx, membership_id: Id, body: EndingCreate) -> Response:
    """End a membership: leave a group, or a network and with it all its groups.

    The lead city hands over first; the office may end a lead's membership with a reason, and the group then needs a lead.

    An organisation leaves as it likes, by its contact or having told the office; the lead city or the office ends its participation
    with a reason that it is told.
    """
    return reads.written(tx, shown.MEMBERSHIPS, operations.end_membership(tx, membership_id, body), 'get_membership')
