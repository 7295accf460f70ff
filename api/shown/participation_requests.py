"""How requests of organisations to take part in working groups are shown, and what one may do with them now."""

from collections.abc import Mapping
from typing import Any

from api.models.columns import table
from api.models.participation_requests import ParticipationRequest, ParticipationRequestRow
from api.permissions import Caller, Facts, may
from api.reads import Read, json_of
from api.rules import participation_requests as rules
from api.shown.pieces import changeable, city_name, documented, group_name, lead_of, organisation_name

_asked = table(ParticipationRequestRow)


def _request(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    facts = Facts(
        frozenset({found['network_id']}),
        lead_city_id=found['lead'],
        working_group_id=found['working_group_id'],
        organisation_id=found['organisation_id'],
    )
    return [name for name in (rules.moves(found['stage']) if changeable(found) else ()) if may(caller, name, facts)]


PARTICIPATION_REQUESTS = Read(
    ParticipationRequestRow,
    json_of(
        ParticipationRequest,
        _asked,
        working_group=group_name(_asked.c.working_group_id),
        organisation=organisation_name(_asked.c.organisation_id),
        decided_by_city=city_name(_asked.c.decided_by_city_id),
    ),
    facts=(
        _asked.c.stage,
        _asked.c.network_id,
        _asked.c.organisation_id,
        _asked.c.working_group_id,
        lead_of(_asked.c.working_group_id),
        documented(_asked),
    ),
    you_may=_request,
    sorts={'-id': (None, True), 'id': (None, False)},
)
