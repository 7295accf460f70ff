"""What every Python peer does with a caller, so that none is spared it: the token's signature, then the client's row.

The same claims and the same facts as the service: who calls, for which network and city, with which scopes.
"""

import os
import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jwt

SECRET = b'access-token:' + os.environ['SECRET'].encode()
CLIENT = """
SELECT c.id, c.network_id, c.city_id, c.scopes,
  (SELECT json_agg(m.network_id) FROM memberships m WHERE m.city_id = c.city_id AND m.working_group_id IS NULL
     AND m.stage = 'active' AND m.end_date IS NULL)::text AS networks
FROM api_clients c WHERE c.id = {id} AND c.ended_at IS NULL AND c.expires_at > now()
"""
OPEN = {'proposed', 'constituted'}
GOVERNING = (
    'update_working_group', 'hand_over_lead', 'admit_associate', 'create_action_item', 'create_funding_request', 'create_group_invitation',
    'create_meeting', 'create_output', 'create_support_request', 'upload_document', 'create_circular',
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose office and whose city is calling; every id as text."""

    office_of: tuple[str, ...]
    member_of: tuple[str, ...]
    cities: tuple[str, ...]


def client_id(header: str) -> str | None:
    """Return the client that a bearer token names, or None when the token is not valid."""
    scheme, _, token = header.partition(' ')
    if scheme.lower() != 'bearer':
        return None
    try:
        claims = _kept(token) if os.environ['WAY'] == 'tuned' else _verified(token)
    except jwt.InvalidTokenError:
        return None
    return str(claims['sub']) if time.time() < claims['exp'] else None


def _verified(token: str) -> dict[str, Any]:
    return jwt.decode(token, SECRET, algorithms=['HS256'], audience='coalition-api', issuer='coalition')


# A good signature stays good: the service looks at it once per token, and so does who is tuned.
_kept = lru_cache(maxsize=2048)(_verified)


def caller_of(row: tuple[object, ...]) -> Caller:
    """Return the caller that a client's row stands for."""
    _, network, city, _, networks = row
    office = (str(network),) if network and not city else ()
    return Caller(office, office + tuple((networks or '').strip('[]').replace('"', '').split(', ') if networks else ()), (str(city),) if city else ())


def you_may(caller: Caller, network: str, stage: str, lead: str | None, inside: set[str], held: bool = False) -> list[str]:
    """Return what the caller may do with a working group now; that no notice of one is held in this data, peers need not look up."""
    if stage not in OPEN:
        return []
    governs = network in caller.office_of or (lead is not None and lead in caller.cities)
    found = list(GOVERNING) if governs else []
    found += ['grant_dispensation'] if network in caller.office_of and stage == 'constituted' else []
    found += ['declare_working_group', 'start_report'] if governs and stage == 'constituted' else []
    found += ['send_broadcast', 'update_broadcast'] if held and network in caller.office_of else []
    found += ['withdraw_working_group'] if governs and stage == 'proposed' and len(inside) <= 1 else []
    found += ['create_participation_request'] if network in caller.office_of else []
    joins = network in caller.office_of or any(city not in inside for city in caller.cities)
    return sorted(found + (['join_working_group'] if joins else []))
