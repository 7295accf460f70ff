"""Invitations of cities into working groups over HTTP: they are read, made, declined and taken back; a join confirms them."""

from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import TOLD_BY_LEAD, Resource, Tx
from api.models.group_invitations import (
    GroupInvitation,
    GroupInvitationCreate,
    GroupInvitationDeclineCreate,
    GroupInvitationPage,
    GroupInvitationRow,
    GroupInvitationStage,
    GroupInvitationWithdrawalCreate,
)
from api.models.shapes import Id
from api.operations import group_invitations as operations
from api.paging import After, Expand, Limit, Page
from api.spine import Transaction

group_invitations = Resource('Group invitations')
_SETTLED = ('documented-fact', 'city-invitation-settled')


@group_invitations.offer('GET', '/group-invitations', GroupInvitationPage)
def list_group_invitations(
    tx: Tx,
    network_id: Id | None = None,
    working_group_id: Id | None = None,
    city_id: Id | None = None,
    stage: GroupInvitationStage | None = None,
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List the invitations of cities into working groups, the latest first. The members of the network see them."""
    given = {'network_id': network_id, 'working_group_id': working_group_id, 'city_id': city_id, 'stage': stage}
    conditions = filters.same(shown.GROUP_INVITATIONS.columns, **given)
    return paging.respond(tx, 'list_group_invitations', shown.GROUP_INVITATIONS, Page(limit, after, '-id', expand), *conditions)


@group_invitations.offer(
    'POST', '/group-invitations', GroupInvitation, code=201, etag=True, location=True, tries_out=True,
    problems=('unknown-reference', 'documented-fact', 'group-completed', 'group-withdrawn', 'not-an-active-city', 'already-a-member',
              'city-already-invited', *TOLD_BY_LEAD),
)  # fmt: skip
def create_group_invitation(tx: Tx, body: GroupInvitationCreate) -> Response:
    """Invite a city into a working group, as its lead city or the office.

    The city is told by mail and on its desk. It counts from the moment in which it joins by its own act, which confirms the
    invitation; one that `leads` takes the chair in that moment.
    """
    invitation = operations.create_group_invitation(tx, body)
    return reads.written(tx, shown.GROUP_INVITATIONS, invitation, 'get_group_invitation', location='/v1/group-invitations')


@group_invitations.offer('GET', '/group-invitations/{group_invitation}', GroupInvitation, etag=True)
def get_group_invitation(tx: Tx, group_invitation: Id) -> Response:
    """Read an invitation of a city into a working group."""
    return reads.detail(tx, 'get_group_invitation', shown.GROUP_INVITATIONS, group_invitation)


@group_invitations.offer(
    'POST', '/group-invitations/{group_invitation}/declines', GroupInvitation, transition=True, etag=True, tries_out=True,
    problems=(*_SETTLED, 'future-date', 'past-date-is-the-offices'),
)  # fmt: skip
def decline_group_invitation(tx: Tx, group_invitation: Id, body: GroupInvitationDeclineCreate) -> Response:
    """Decline an invitation for the city; the office may record it on the city's behalf. The lead city and the office are told.

    The city can still join at any time.
    """
    return _written(tx, operations.decline_group_invitation(tx, group_invitation, body))


@group_invitations.offer(
    'POST', '/group-invitations/{group_invitation}/withdrawals', GroupInvitation, transition=True, etag=True, tries_out=True,
    problems=(*_SETTLED, *TOLD_BY_LEAD),
)  # fmt: skip
def withdraw_group_invitation(tx: Tx, group_invitation: Id, body: GroupInvitationWithdrawalCreate) -> Response:
    """Take an invitation back before the city has answered it; the city is told. It can still join at any time."""
    return _written(tx, operations.withdraw_group_invitation(tx, group_invitation, body))


def _written(tx: Transaction, invitation: GroupInvitationRow) -> Response:
    return reads.written(tx, shown.GROUP_INVITATIONS, invitation, 'get_group_invitation')
