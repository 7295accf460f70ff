"""What can be done with an organisation: make it known, and correct what is known of it."""

from uuid import UUID

from sqlalchemy import select

from api.models.columns import table
from api.models.keys import fold, search_key
from api.models.memberships import MembershipRow
from api.models.organisations import OrganisationCreate, OrganisationPatch, OrganisationRow
from api.models.participation_requests import ParticipationRequestRow
from api.models.shapes import merge
from api.models.working_groups import WorkingGroupRow
from api.operations.identifiers import identify, record_with_keys
from api.operations.permit import id_of, permit, permit_on
from api.operations.slugs import free_slug
from api.permissions import Facts
from api.spine import Transaction

_MEMBERS, _REQUESTS = table(MembershipRow), table(ParticipationRequestRow)


def facts_of_organisation(transaction: Transaction, organisation: OrganisationRow) -> Facts:
    """Return what the permission table needs to know of an organisation: the networks in whose groups it takes part."""
    taking_part = (_MEMBERS.c.organisation_id == organisation.id, _MEMBERS.c.end_date.is_(None))
    return Facts(networks=frozenset(transaction.session.execute(select(_MEMBERS.c.network_id).where(*taking_part)).scalars()))


def create_organisation(transaction: Transaction, wish: OrganisationCreate) -> OrganisationRow:
    """Make an organisation known; a group takes it in as an associate."""
    permit(transaction, 'create_organisation', Facts())
    organisation = transaction.add(
        OrganisationRow(
            slug=free_slug(transaction, OrganisationRow, wish.name, wish.country_code, fallback='organisation'),
            name=wish.name,
            sort_key=fold(wish.name),
            search_key=search_key(wish.name),
            kind=wish.kind,
            country_code=wish.country_code,
            audience='public',
        ),
    )
    record_with_keys(transaction, 'create_organisation', organisation, wish.identifiers)
    return organisation


def update_organisation(transaction: Transaction, reference: UUID | str, wish: OrganisationPatch) -> OrganisationRow:
    """Correct what is known of an organisation; its address stays."""
    organisation = permit_on(
        transaction, 'update_organisation', OrganisationRow, _after_its_groups(transaction, reference), facts_of_organisation
    )
    changes = merge(wish)
    name, country = organisation.name, organisation.country_code
    beside = identify(transaction, organisation, changes.pop('identifiers')) if 'identifiers' in changes else {}
    for column, value in changes.items():
        setattr(organisation, column, value)
    organisation.sort_key, organisation.search_key = fold(organisation.name), search_key(organisation.name)
    transaction.record('update_organisation', organisation, beside=beside)
    if (organisation.name, organisation.country_code) != (name, country):
        _show_anew(transaction, organisation.id)
    return organisation


def _after_its_groups(transaction: Transaction, reference: UUID | str) -> UUID | str:
    """Lock the groups that show the organisation before it is locked itself: groups come first, as when one takes it in."""
    organisation_id = id_of(transaction, OrganisationRow, reference)
    if organisation_id is not None:
        _groups_of(transaction, organisation_id)
    return organisation_id or reference


def _groups_of(transaction: Transaction, organisation_id: UUID) -> list[WorkingGroupRow]:
    inside = select(_MEMBERS.c.working_group_id).where(_MEMBERS.c.organisation_id == organisation_id, _MEMBERS.c.end_date.is_(None))
    return transaction.lock(WorkingGroupRow, transaction.session.execute(inside).scalars())


def _show_anew(transaction: Transaction, organisation_id: UUID) -> None:
    """Move everything that shows the organisation's name and country."""
    shown = select(_MEMBERS.c.id).where(_MEMBERS.c.organisation_id == organisation_id)
    memberships = transaction.lock(MembershipRow, transaction.session.execute(shown).scalars())
    asked = select(_REQUESTS.c.id).where(_REQUESTS.c.organisation_id == organisation_id)
    requests = transaction.lock(ParticipationRequestRow, transaction.session.execute(asked).scalars())
    for row in (*_groups_of(transaction, organisation_id), *memberships, *requests):
        transaction.touch(row)
