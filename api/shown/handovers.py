"""How a handover is shown: the former term, the new one or the invitation to it, and what lies open."""

import json
from uuid import UUID

from api.models.columns import Subject
from api.models.invitations import InvitationRow
from api.models.roles import RoleRow
from api.permissions import Caller
from api.reads import Read, found_after
from api.shown.invitations import INVITATIONS
from api.shown.people import ROLES
from api.shown.tasks import tasks_of
from api.spine import Transaction


def handover(transaction: Transaction, former: RoleRow, successor: RoleRow | None, invitation: InvitationRow | None) -> str:
    """Return the JSON of a handover. What lies open is what whoever holds the role from now on finds on their desk.

    That is nothing for a political head, who has no desk of the city: its coordinator acts.
    """
    transaction.flush()
    places = (
        frozenset({(former.network_id, former.city_id)})
        if former.city_id and former.role == 'coordinator'
        else frozenset[tuple[UUID, UUID]]()
    )
    groups = frozenset({former.working_group_id}) if former.working_group_id and former.role == 'lead_contact' else frozenset[UUID]()
    holder = Caller(kind='person', language=transaction.caller.language, speaks_for=places, lead_contact_of=groups)
    parts = {
        'former': _shown(transaction, 'get_role', ROLES, former),
        'successor': _shown(transaction, 'get_role', ROLES, successor),
        'invitation': _shown(transaction, 'get_invitation', INVITATIONS, invitation),
        'open_duties': json.dumps([task.model_dump(mode='json') for task in tasks_of(transaction, holder).items]),
    }
    return '{' + ', '.join(f'"{name}": {text}' for name, text in parts.items()) + '}'


def _shown(transaction: Transaction, operation: str, read: Read, row: Subject | None) -> str:
    return 'null' if row is None else found_after(transaction, operation, read, row.id)[1]
