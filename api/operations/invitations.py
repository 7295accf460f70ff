"""What can be done with an invitation: make it, take it back, send it again."""

from typing import Protocol
from uuid import UUID

from sqlalchemy import func, select

from api.models.columns import table
from api.models.invitations import InvitationCreate, InvitationRow
from api.models.networks import NetworkRow
from api.models.people import PersonRow
from api.operations.permit import permit, permit_on
from api.operations.places import PLACE, Place, refuse_place
from api.operations.references import city_in
from api.operations.terms import refuse_holder, refuse_second
from api.permissions import Facts
from api.problems import Problem, refuse
from api.rules import invitations as rules
from api.rules import roles
from api.spine import Transaction

_INVITATIONS, _PEOPLE = table(InvitationRow), table(PersonRow)


class Invited(Protocol):
    """Who is invited: a name, an address, the language of the mail."""

    name: str
    mail: str

    @property
    def language(self) -> str: ...  # noqa: D102 -- the name says it


def facts_of_invitation(_transaction: Transaction, invitation: InvitationRow) -> Facts:
    """Return what the permission table needs to know of an invitation: what hands a role over is the city's own, too."""
    return Facts(
        frozenset({invitation.network_id}),
        invitation.city_id,
        office_role=invitation.role in roles.OF_THE_OFFICE,
        city_role=invitation.role in roles.OF_THE_CITY or invitation.hands_over_id is not None,
    )


def create_invitation(transaction: Transaction, wish: InvitationCreate) -> InvitationRow:
    """Invite a person by mail to a role, whether they are known or not; it begins when they accept."""
    permit(transaction, 'create_invitation', _facts_of_wish(transaction, wish))
    return invite(transaction, 'create_invitation', wish, wish)


def invite(transaction: Transaction, operation: str, person: Invited, place: Place, *, hands_over: UUID | None = None) -> InvitationRow:
    """Have an invitation sent; whether the caller may was asked before."""
    _refuse_in_preparation(refuse_place(transaction, place))
    _refuse_twice(transaction, person.mail, place, hands_over)
    invitation = InvitationRow(
        network_id=place.network_id,
        city_id=place.city_id,
        organisation_id=place.organisation_id,
        working_group_id=place.working_group_id,
        role=place.role,
        name=person.name,
        mail=person.mail,
        language=person.language,
        expires_at=transaction.now + rules.LIFE,
        invited_by_id=transaction.caller.id,
        hands_over_id=hands_over,
        audience='own_city',
    )
    transaction.record(operation, transaction.add(invitation))
    _post(transaction, invitation)
    return invitation


def _facts_of_wish(transaction: Transaction, wish: InvitationCreate) -> Facts:
    own = city_in(transaction, wish.network_id, wish.city_id)
    office_role, city_role = wish.role in roles.OF_THE_OFFICE, wish.role in roles.OF_THE_CITY
    return Facts(frozenset({wish.network_id}), own, office_role=office_role, city_role=city_role)


def withdraw_invitation(transaction: Transaction, invitation_id: UUID) -> InvitationRow:
    """Take an invitation back: its link no longer works."""
    invitation = permit_on(transaction, 'withdraw_invitation', InvitationRow, invitation_id, facts_of_invitation)
    refuse(rules.why_not_settle(invitation.stage))
    invitation.stage, invitation.answered_at = 'withdrawn', transaction.now
    transaction.record('withdraw_invitation', invitation)
    return invitation


def send_invitation(transaction: Transaction, invitation_id: UUID) -> InvitationRow:
    """Send an invitation again, with another link that is good for as long as the first was; the former one no longer works."""
    _lock_its_network(transaction, invitation_id)
    invitation = permit_on(transaction, 'send_invitation', InvitationRow, invitation_id, facts_of_invitation)
    refuse(rules.why_not_send_again(invitation.stage, invitation.sendings, has_address=invitation.mail is not None))
    _refuse_in_preparation(transaction.lock_named(NetworkRow, invitation.network_id, 'network_id'))
    invitation.sendings += 1
    invitation.token_hash, invitation.expires_at = None, transaction.now + rules.LIFE
    transaction.record('send_invitation', invitation)
    _post(transaction, invitation)
    return invitation


def _lock_its_network(transaction: Transaction, invitation_id: UUID) -> None:
    """Lock the network, which is read below, before the invitation: networks come first."""
    invitation = transaction.find(InvitationRow, invitation_id)
    transaction.lock(NetworkRow, [invitation.network_id] if invitation else [], share=True)


def _post(transaction: Transaction, invitation: InvitationRow) -> None:
    transaction.post('invitation_mail', {'invitation_id': str(invitation.id), 'sendings': invitation.sendings})


def _refuse_in_preparation(network: NetworkRow) -> None:
    """Refuse while no mail leaves (M3)."""
    if network.stage == 'preparation':
        raise Problem('network-in-preparation', {'network': network.name})


def _refuse_twice(transaction: Transaction, mail: str, place: Place, hands_over: UUID | None) -> None:
    """Refuse to invite to what was offered already and still stands, or to what the person holds, or another whom nobody follows."""
    same = [_INVITATIONS.c[name].is_not_distinct_from(getattr(place, name)) for name in PLACE]
    standing = (_INVITATIONS.c.stage == 'open', _INVITATIONS.c.expires_at > transaction.now)
    offered = select(_INVITATIONS.c.id).where(func.lower(_INVITATIONS.c.mail) == mail.lower(), *standing, *same).limit(1)
    if transaction.session.execute(offered).first():
        raise Problem('already-invited')
    known = transaction.session.execute(select(PersonRow).where(func.lower(_PEOPLE.c.mail) == mail.lower())).scalar_one_or_none()
    if known is not None and known.disabled_at is None:
        refuse_holder(transaction, known, place, follows=hands_over)
    refuse_second(transaction, place, hands_over)
