"""How machine clients, their secrets and their mandates are shown, and what one may do with them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Date, case, cast, func, select

from api.models.api_clients import ApiClient, ApiClientRow, ApiClientSecret, ApiClientSecretRow
from api.models.columns import table
from api.models.mandates import Mandate, MandatedClient, MandateRow
from api.permissions import Caller, Facts, may
from api.reads import Read, json_of
from api.shown.pieces import changeable, city_name, documented, networks, object_of
from api.visibility import PRESENT_MOMENT

clients, secrets, mandates = table(ApiClientRow), table(ApiClientSecretRow), table(MandateRow)
_ACTS = ('renew_api_client', 'end_api_client', 'create_api_client_secret', 'end_api_client_secret')
client_stage = case((clients.c.ended_at.is_not(None), 'ended'), (clients.c.expires_at <= PRESENT_MOMENT, 'expired'), else_='live')


def _client(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    facts = Facts(frozenset({found['network_id']} if found['network_id'] else ()))
    return [name for name in _ACTS if found['ended_at'] is None and may(caller, name, facts)]


API_CLIENTS = Read(
    ApiClientRow,
    json_of(ApiClient, clients, stage=client_stage),
    facts=(clients.c.network_id, clients.c.ended_at),
    you_may=_client,
    derived=(client_stage.label('present_stage'),),
)
API_CLIENT_SECRETS = Read(ApiClientSecretRow, json_of(ApiClientSecret, secrets), sorts={'-id': (None, True)})

_today = (
    select(cast(func.timezone(networks.c.time_zone, PRESENT_MOMENT), Date))
    .where(networks.c.id == mandates.c.network_id)
    .correlate(mandates)
    .scalar_subquery()
)
mandate_stage = case((mandates.c.withdrawn_at.is_not(None), 'withdrawn'), (mandates.c.end_date <= _today, 'over'), else_='in_effect')
_machine = (
    select(object_of(**{name: clients.c[name] for name in MandatedClient.model_fields}))
    .where(clients.c.id == mandates.c.client_id)
    .correlate(mandates)
    .scalar_subquery()
)


def _mandate(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    facts = Facts(frozenset({found['network_id']}), found['city_id'])
    goes_on = found['withdrawn_at'] is None and changeable(found)
    return ['withdraw_mandate'] if goes_on and may(caller, 'withdraw_mandate', facts) else []


MANDATES = Read(
    MandateRow,
    json_of(Mandate, mandates, client=_machine, city=city_name(mandates.c.city_id), stage=mandate_stage),
    facts=(mandates.c.network_id, mandates.c.city_id, mandates.c.withdrawn_at, documented(mandates)),
    you_may=_mandate,
    sorts={'-id': (None, True)},
    # A mandate does not move with what it names.
    derived=(mandate_stage.label('present_stage'), city_name(mandates.c.city_id).label('city'), _machine.label('client')),
)
