"""Addresses of webhooks in the prepared world: two of Bologna's machine, one of the office; and what is asked of them."""

from collections.abc import Mapping
from uuid import UUID

from api.database import Database
from api.models.webhook_deliveries import WebhookDeliveryRow
from api.models.webhook_endpoints import WebhookEndpointRow
from api.spine import Transaction
from tests.authorisation.ask import Ask
from tests.world import OPERATOR

_URL = 'https://hooks.example.org/in'


def add_webhooks(database: Database, ids: dict[str, UUID]) -> None:
    """Put them there as they are once they have answered their challenge; nothing is sent in a test."""
    for name, stage, client in (
        ('webhook', 'active', 'city_client'),
        ('paused_webhook', 'paused', 'city_client'),
        ('office_webhook', 'active', ''),
    ):
        row = WebhookEndpointRow(
            network_id=ids['network'],
            client_id=ids[client] if client else None,
            url=_URL,
            description='A register',
            event_types=['city.changed'],
            stage=stage,
            audience='office',
        )
        with Transaction(database, OPERATOR) as transaction:
            transaction.record('create_webhook_endpoint', transaction.add(row))
            transaction.flush()
            ids[name] = row.id
            if name != 'paused_webhook':
                message = WebhookDeliveryRow(endpoint_id=row.id, event_type='city.changed', seq=1, body='{}', stage='failed')
                message.subject_type, message.subject_id = 'city', ids['bologna']
                transaction.session.add(message)
                ids[f'delivery_of_{name}'] = message.id


def asking_for_webhooks(ids: Mapping[str, str]) -> dict[str, Ask]:
    """Return the request of each row of the matrix about them."""
    endpoints, deliveries = '/v1/webhook-endpoints', '/v1/webhook-deliveries'
    one, of_office, message = f'{endpoints}/{ids["webhook"]}', f'{endpoints}/{ids["office_webhook"]}', ids['delivery_of_webhook']
    return {
        'list_webhook_endpoints': Ask('GET', endpoints),
        'get_webhook_endpoint': Ask('GET', one),
        'create_webhook_endpoint': Ask('POST', endpoints, {'network_id': ids['network'], 'url': _URL}),
        'update_webhook_endpoint': Ask('PATCH', one, {'event_types': []}),
        'update_webhook_endpoint/of_the_office': Ask('PATCH', of_office, {'event_types': []}),
        'end_webhook_endpoint': Ask('DELETE', one),
        'rotate_webhook_secret': Ask('POST', f'{one}/secret-rotations'),
        'rotate_webhook_secret/of_the_office': Ask('POST', f'{of_office}/secret-rotations'),
        'pause_webhook_endpoint': Ask('POST', f'{one}/pauses'),
        'resume_webhook_endpoint': Ask('POST', f'{endpoints}/{ids["paused_webhook"]}/resumptions'),
        'list_webhook_deliveries': Ask('GET', deliveries),
        'get_webhook_delivery': Ask('GET', f'{deliveries}/{message}'),
        'redeliver_webhook': Ask('POST', f'{deliveries}/{message}/redeliveries'),
    }
