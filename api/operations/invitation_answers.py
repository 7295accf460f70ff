"""What whoever holds an invitation's link can do: read it, accept it, decline it. The link is all they show."""

from uuid import UUID

from sqlalchemy import func, select

from api.hashes import hashed
from api.models.cities import CityRow
from api.models.columns import table
from api.models.invitations import InvitationRow
from api.models.people import PersonRow, key_of_person
from api.models.roles import RoleRow
from api.models.working_groups import WorkingGroupRow
from api.operations.references import belongs
from api.operations.sessions import SignedIn, begin_session, go_on, standing_session
from api.operations.terms import begin_term, end_term, refuse_holder
from api.permissions import Caller
from api.problems import Problem
from api.rules.roles import HELD_ONCE
from api.spine import Transaction

_INVITATIONS, _PEOPLE = table(InvitationRow), table(PersonRow)


def ask_invitation(transaction: Transaction, token: str) -> InvitationRow:
    """Return the open invitation that a link is for; it changes nothing."""
    return _standing(transaction, token)


def accept_invitation(transaction: Transaction, token: str, *, remember: bool, replaces: str | None, user_agent: str | None) -> SignedIn:
    """Let the role begin today; a term that it takes over ends on the same day.

    The address settles who its holder is: the person who has it, and who must be signed in (`replaces` is the token of the
    browser's session); else one who is made known with it and signed in, since the link proves the mailbox.

    Raises sign-in-first when a person who is known is not signed in.
    """
    _lock_before(transaction, _standing(transaction, token))
    invitation = _standing(transaction, token, lock=True)
    person = _known(transaction, invitation)
    former_session = standing_session(transaction, person.id, replaces) if person else None
    if person is not None and person.disabled_at is None and former_session is None:
        raise Problem('sign-in-first')
    person = person or _made_known(transaction, invitation)
    transaction.caller = Caller(kind='person', id=person.id, language=person.language, name=person.name)
    refuse_holder(transaction, person, invitation, follows=invitation.hands_over_id)
    if invitation.city_id is not None and not belongs(transaction, invitation.city_id, invitation.network_id):
        raise Problem('invitation-invalid')
    today = transaction.today(invitation.network_id)
    former = _former_term(transaction, invitation.hands_over_id)
    if former is not None:
        today = max(today, former.start_date)
        end_term(transaction, 'accept_invitation', former, today)
    begin_term(transaction, 'accept_invitation', person.id, invitation, today, given_by=invitation.invited_by_id)
    invitation.stage, invitation.person_id, invitation.answered_at = 'accepted', person.id, transaction.now
    transaction.record('accept_invitation', invitation)
    if former_session is not None:
        return go_on(transaction, former_session, user_agent)
    return begin_session(transaction, person.id, user_agent, remember=remember, replaces=replaces)


def decline_invitation(transaction: Transaction, token: str) -> None:
    """Record that whoever got the mail is not meant, or does not want the role."""
    invitation = _standing(transaction, token, lock=True)
    invitation.stage, invitation.answered_at = 'declined', transaction.now
    transaction.record('decline_invitation', invitation)


def _standing(transaction: Transaction, token: str, *, lock: bool = False) -> InvitationRow:
    """Return the invitation of a link while it can be answered; with `lock` as it is once nobody else writes it."""
    same = (_INVITATIONS.c.token_hash == hashed(token), _INVITATIONS.c.stage == 'open', _INVITATIONS.c.expires_at > transaction.now)
    wanted = select(InvitationRow).where(*same)
    asked = wanted.with_for_update().execution_options(populate_existing=True) if lock else wanted
    found: InvitationRow | None = transaction.session.execute(asked).scalar_one_or_none()
    if found is None:
        raise Problem('invitation-invalid')
    return found


def _lock_before(transaction: Transaction, invitation: InvitationRow) -> None:
    """Lock what comes before an invitation: the city of what one person holds, the group, the person, the term that it takes over."""
    transaction.lock(CityRow, [invitation.city_id] if invitation.city_id and invitation.role in HELD_ONCE else [])
    transaction.lock(WorkingGroupRow, [invitation.working_group_id] if invitation.working_group_id else [])
    _known(transaction, invitation)
    transaction.lock(RoleRow, [invitation.hands_over_id] if invitation.hands_over_id else [])


def _known(transaction: Transaction, invitation: InvitationRow) -> PersonRow | None:
    known = select(PersonRow).where(func.lower(_PEOPLE.c.mail) == func.lower(invitation.mail)).with_for_update()
    return transaction.session.execute(known).scalar_one_or_none()


def _made_known(transaction: Transaction, invitation: InvitationRow) -> PersonRow:
    person = PersonRow(
        network_id=invitation.network_id,
        city_id=invitation.city_id,
        name=invitation.name or '',
        mail=invitation.mail,
        search_key=key_of_person(invitation.name or '', invitation.mail),
        language=invitation.language,
        audience='own_city',
    )
    transaction.record('accept_invitation', transaction.add(person))
    transaction.flush()
    return person


def _former_term(transaction: Transaction, role_id: UUID | None) -> RoleRow | None:
    """Return the term that ends, locked; one that has ended meanwhile is handed over to nobody."""
    if role_id is None:
        return None
    [former] = transaction.lock(RoleRow, [role_id])
    if former.end_date is not None:
        raise Problem('invitation-invalid')
    return former
