"""How invitations of cities into working groups are shown, and what one may do with them now."""

from collections.abc import Mapping
from typing import Any

from api.models.columns import table
from api.models.group_invitations import GroupInvitation, GroupInvitationRow
from api.permissions import Caller, Facts, may
from api.reads import Read, json_of
from api.rules import group_invitations as rules
from api.shown.pieces import changeable, city_name, documented, group_name, lead_of

_invited = table(GroupInvitationRow)


def _invitation(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    facts = Facts(frozenset({found['network_id']}), found['city_id'], found['lead'], found['working_group_id'])
    return [name for name in (rules.moves(found['stage']) if changeable(found) else ()) if may(caller, name, facts)]


GROUP_INVITATIONS = Read(
    GroupInvitationRow,
    json_of(GroupInvitation, _invited, working_group=group_name(_invited.c.working_group_id), city=city_name(_invited.c.city_id)),
    facts=(
        _invited.c.stage,
        _invited.c.network_id,
        _invited.c.city_id,
        _invited.c.working_group_id,
        lead_of(_invited.c.working_group_id),
        documented(_invited),
    ),
    you_may=_invitation,
    sorts={'-id': (None, True), 'id': (None, False)},
)
