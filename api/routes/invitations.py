"""Invitations over HTTP: made, taken back and sent again by those who may, answered by whoever holds the link."""

from sqlalchemy import true
from starlette.requests import Request
from starlette.responses import Response

from api import browsers, paging, reads, shown
from api.browsers import SameSite
from api.contract import Resource, Tx
from api.models.columns import table
from api.models.invitations import (
    Invitation,
    InvitationAcceptanceCreate,
    InvitationCreate,
    InvitationPage,
    InvitationPreview,
    InvitationRefusal,
    InvitationRow,
    InvitationStage,
    InvitationToken,
)
from api.models.roles import RoleName
from api.models.sessions import Session
from api.models.shapes import Id
from api.operations import invitation_answers as answers
from api.operations import invitations as operations
from api.paging import After, Expand, Limit, Page
from api.shown.invitations import preview, stage_now

invitations = Resource('Invitations')
_INVITATIONS = table(InvitationRow)


@invitations.offer('GET', '/invitations', InvitationPage)
def list_invitations(
    tx: Tx,
    network_id: Id | None = None,
    city_id: Id | None = None,
    working_group_id: Id | None = None,
    role: RoleName | None = None,
    stage: InvitationStage | None = None,
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List invitations, the newest first: all of a network for its office, those of the own city for a city, your own in any case."""
    given = {'network_id': network_id, 'city_id': city_id, 'working_group_id': working_group_id, 'role': role}
    conditions = [_INVITATIONS.c[name] == value for name, value in given.items() if value is not None]
    at_stage = true() if stage is None else stage_now == stage
    return paging.respond(tx, 'list_invitations', shown.INVITATIONS, Page(limit, after, '-id', expand=expand), at_stage, *conditions)


@invitations.offer(
    'POST', '/invitations', Invitation, code=201, etag=True, location=True,
    problems=('unknown-reference', 'role-needs-a-city', 'role-needs-a-group', 'role-needs-an-organisation', 'role-is-for-the-network',
              'not-an-active-city', 'role-already-held', 'role-held-by-another', 'already-invited', 'network-in-preparation'),
)  # fmt: skip
def create_invitation(tx: Tx, body: InvitationCreate) -> Response:
    """Invite somebody by mail to a role, whether they are known or not.

    The mail, in the language named here, holds one link. It shows a page; accepting there begins the role, and signs in whoever is
    new. It is good for 14 days, works once, and can be declined. A city invites its own department contacts and its political head; its
    coordinator is followed by handing over (POST /v1/roles/{role_id}/handovers). Every other role is the office's to offer.
    """
    return reads.written(tx, shown.INVITATIONS, operations.create_invitation(tx, body), 'get_invitation', location='/v1/invitations')


@invitations.offer('GET', '/invitations/{invitation_id}', Invitation, etag=True)
def get_invitation(tx: Tx, invitation_id: Id) -> Response:
    """Read an invitation and what became of it."""
    return reads.detail(tx, 'get_invitation', shown.INVITATIONS, invitation_id)


@invitations.offer(
    'POST', '/invitations/{invitation_id}/withdrawals', Invitation, transition=True, etag=True, tries_out=True,
    problems=('invitation-settled', 'documented-fact'),
)  # fmt: skip
def withdraw_invitation(tx: Tx, invitation_id: Id) -> Response:
    """Take an invitation back: its link no longer works."""
    return reads.written(tx, shown.INVITATIONS, operations.withdraw_invitation(tx, invitation_id), 'get_invitation')


@invitations.offer(
    'POST', '/invitations/{invitation_id}/sendings', Invitation, transition=True, etag=True, tries_out=True,
    problems=('invitation-settled', 'invitation-sent-often', 'invitation-emptied', 'network-in-preparation', 'documented-fact'),
)  # fmt: skip
def send_invitation(tx: Tx, invitation_id: Id) -> Response:
    """Send an invitation again, be it open or expired: with a new link, good for 14 days. The former link no longer works."""
    return reads.written(tx, shown.INVITATIONS, operations.send_invitation(tx, invitation_id), 'get_invitation')


@invitations.offer('POST', '/invitation-previews', InvitationPreview, problems=('cross-site-request', 'invitation-invalid'))
def ask_invitation(tx: Tx, body: InvitationToken, _same_site: SameSite) -> Response:
    """Read what an invitation's link offers. It changes nothing, and is a POST so that the token stands in no address."""
    invitation = answers.ask_invitation(tx, body.token)
    return Response(preview(tx, invitation.id).model_dump_json(), media_type=reads.JSON)


@invitations.offer(
    'POST', '/invitation-acceptances', Session, code=201,
    problems=('cross-site-request', 'invitation-invalid', 'sign-in-first', 'person-disabled', 'role-already-held',
              'role-held-by-another'),
)  # fmt: skip
def accept_invitation(tx: Tx, request: Request, body: InvitationAcceptanceCreate, _same_site: SameSite) -> Response:
    """Accept an invitation: the role begins today, and this browser is signed in as its holder.

    Whoever is known here already signs in first, as always (403 sign-in-first); somebody new is signed in by the link. The answer
    sets a cookie, as that of POST /v1/sessions does. Where the role is handed over, the former term ends on the same day. Other
    browsers of the person are signed out.
    """
    signed_in = answers.accept_invitation(
        tx, body.token, remember=body.remember, replaces=browsers.session_cookie(request), user_agent=browsers.named(request)
    )
    return browsers.signed_in(request, signed_in.session, signed_in.token)


@invitations.offer('POST', '/invitation-refusals', InvitationRefusal, problems=('cross-site-request', 'invitation-invalid'))
def decline_invitation(tx: Tx, body: InvitationToken, _same_site: SameSite) -> Response:
    """Decline an invitation: it reached somebody who is not meant, or does not want the role. Its link no longer works."""
    answers.decline_invitation(tx, body.token)
    return Response(InvitationRefusal(declined=True).model_dump_json(), media_type=reads.JSON)
