"""How invitations are shown: to those who may invite, and to whoever holds the link."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import case, select

from api.models.columns import table
from api.models.invitations import Invitation, InvitationPreview, InvitationRow
from api.models.people import PersonRow
from api.permissions import Caller, Facts, may
from api.reads import Read, json_of
from api.rules import roles as rules
from api.shown.pieces import changeable, city_name, documented, group_name, networks, object_of, organisations
from api.spine import Transaction
from api.visibility import PRESENT_MOMENT

invitations, _people = table(InvitationRow), table(PersonRow)
_past = (invitations.c.stage == 'open') & (invitations.c.expires_at <= PRESENT_MOMENT)
stage_now = case((_past, 'expired'), else_=invitations.c.stage)


def _invitation(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    facts = Facts(
        frozenset({found['network_id']}),
        found['city_id'],
        office_role=found['role'] in rules.OF_THE_OFFICE,
        city_role=found['role'] in rules.OF_THE_CITY or found['hands_over_id'] is not None,
    )
    settled = found['stage'] != 'open' or not changeable(found)
    return [] if settled else [name for name in ('withdraw_invitation', 'send_invitation') if may(caller, name, facts)]


INVITATIONS = Read(
    InvitationRow,
    json_of(Invitation, invitations, stage=stage_now),
    facts=(
        invitations.c.network_id, invitations.c.city_id, invitations.c.role, invitations.c.stage, invitations.c.hands_over_id,
        documented(invitations),
    ),
    you_may=_invitation,
    sorts={'-id': (None, True)},
    derived=(stage_now.label('present_stage'),),
)  # fmt: skip


def preview(transaction: Transaction, invitation_id: UUID) -> InvitationPreview:
    """Return what an invitation says to whoever holds its link."""
    by = (_people.c.id == invitations.c.invited_by_id, _people.c.erased_at.is_(None))
    inviter = select(_people.c.name).where(*by).scalar_subquery()
    network = select(networks.c.name).where(networks.c.id == invitations.c.network_id).scalar_subquery()
    organisation = select(organisations.c.name).where(organisations.c.id == invitations.c.organisation_id).scalar_subquery()
    said = object_of(
        network_name=network,
        role=invitations.c.role,
        name=invitations.c.name,
        language=invitations.c.language,
        city=city_name(invitations.c.city_id),
        working_group=group_name(invitations.c.working_group_id),
        organisation_name=organisation,
        invited_by=inviter,
        expires_at=invitations.c.expires_at,
    )
    found = transaction.session.execute(select(said).where(invitations.c.id == invitation_id)).scalar_one()
    return InvitationPreview.model_validate(found)
