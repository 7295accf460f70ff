"""How addresses of partners and the messages to them are shown, and what one may do with them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import case, select

from api.models.columns import table
from api.models.webhook_deliveries import WebhookDelivery, WebhookDeliveryRow
from api.models.webhook_endpoints import WebhookEndpoint, WebhookEndpointRow
from api.permissions import Caller, Facts, may
from api.reads import Read, json_of
from api.rules import webhook_endpoints as rules
from api.shown.pieces import changeable, documented, object_of
from api.visibility import PRESENT_MOMENT
from api.webhook_messages import CHALLENGE

endpoints, deliveries = table(WebhookEndpointRow), table(WebhookDeliveryRow)
# A secret that is no good any more is of no concern.
_former_until = case((endpoints.c.former_until > PRESENT_MOMENT, endpoints.c.former_until))


def _facts(found: Mapping[str, Any]) -> Facts:
    return Facts(frozenset({found['network_id']} if found['network_id'] else ()), client_id=found['client_id'])


def _endpoint(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    moves = rules.moves(found['stage']) if changeable(found) else ()
    return [name for name in moves if may(caller, name, _facts(found))]


WEBHOOK_ENDPOINTS = Read(
    WebhookEndpointRow,
    json_of(WebhookEndpoint, endpoints, former_until=_former_until),
    facts=(endpoints.c.network_id, endpoints.c.client_id, endpoints.c.stage, documented(endpoints)),
    you_may=_endpoint,
    # The sender notes when one begins to fail, without a version.
    derived=(_former_until.label('good_until'), endpoints.c.failing_since),
)


def _of_endpoint(name: str) -> Any:
    return select(endpoints.c[name]).where(endpoints.c.id == deliveries.c.endpoint_id).correlate(deliveries).scalar_subquery()


def _delivery(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    refusal = rules.why_not_sent_again(found['endpoint_stage'], is_challenge=found['event_type'] == CHALLENGE)
    return ['redeliver_webhook'] if refusal is None and may(caller, 'redeliver_webhook', _facts(found)) else []


WEBHOOK_DELIVERIES = Read(
    WebhookDeliveryRow,
    json_of(
        WebhookDelivery,
        deliveries,
        subject=case(
            (deliveries.c.subject_id.is_not(None), object_of(type=deliveries.c.subject_type, id=deliveries.c.subject_id)),
        ),
    ),
    facts=(
        deliveries.c.event_type,
        *(
            _of_endpoint(name).label(label)
            for name, label in (('network_id', 'network_id'), ('client_id', 'client_id'), ('stage', 'endpoint_stage'))
        ),
    ),
    you_may=_delivery,
    sorts={'-id': (None, True)},
)
