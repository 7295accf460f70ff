"""What the answers of an address do to it: it hears once it has repeated its word, and no more when it is gone or fails for days."""

from uuid import UUID

from api.models.webhook_endpoints import WebhookEndpointRow
from api.operations.webhook_endpoints import HIDDEN, drop_waiting
from api.rules.webhooks import is_given_up
from api.spine import Transaction

# Of this the worker writes to the office and to whoever made the client.
STOPPED = 'webhook_endpoint_stopped'


def confirm_webhook_endpoint(transaction: Transaction, endpoint_id: UUID, challenge: str) -> bool:
    """Let an address hear that has repeated its word; False when it was asked another one meanwhile, or hears already."""
    found = transaction.lock(WebhookEndpointRow, [endpoint_id])
    if not found or found[0].stage != 'pending' or found[0].challenge != challenge:
        return False
    found[0].stage, found[0].challenge, found[0].failing_since = 'active', None, None
    transaction.record('confirm_webhook_endpoint', found[0], hidden=HIDDEN)
    return True


def disable_webhook_endpoint(transaction: Transaction, endpoint_id: UUID) -> bool:
    """Send nothing more to an address that has answered 410; what waits for it is dropped."""
    found = transaction.lock(WebhookEndpointRow, [endpoint_id])
    if not found or found[0].stage not in {'pending', 'active'}:
        return False
    found[0].stage, found[0].stage_reason, found[0].challenge = 'disabled', 'gone', None
    drop_waiting(transaction, endpoint_id)
    transaction.record('disable_webhook_endpoint', found[0], hidden=HIDDEN)
    transaction.post(STOPPED, {'endpoint_id': str(endpoint_id), 'reason': 'gone'})
    return True


def give_up_webhook_endpoint(transaction: Transaction, endpoint_id: UUID) -> bool:
    """Pause an address that has failed for three days without a success in between; what it would hear is kept."""
    found = transaction.lock(WebhookEndpointRow, [endpoint_id])
    if not found or found[0].stage != 'active' or not is_given_up(found[0].failing_since, transaction.now):
        return False
    found[0].stage, found[0].stage_reason = 'paused', 'failing'
    transaction.record('give_up_webhook_endpoint', found[0])
    transaction.post(STOPPED, {'endpoint_id': str(endpoint_id), 'reason': 'failing'})
    return True
