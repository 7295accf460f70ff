"""What can be done with addresses that messages go to: enter one, change it, its secret and its stage, send a message again."""

from collections.abc import Sequence
from datetime import timedelta
from ipaddress import ip_network
from uuid import UUID

from sqlalchemy import func, select

from api import preconditions
from api.description.webhooks import event_types
from api.hashes import new_key, new_token
from api.models.columns import new_id, table
from api.models.networks import NetworkRow
from api.models.shapes import merge
from api.models.webhook_deliveries import WebhookDeliveryRow
from api.models.webhook_endpoints import WebhookEndpointCreate, WebhookEndpointPatch, WebhookEndpointRow
from api.operations.permit import permit, permit_on
from api.permissions import Facts
from api.problems import Problem, refuse
from api.rules import webhook_endpoints as rules
from api.sealing import PURPOSE_OF_WEBHOOKS, sealed
from api.spine import Transaction
from api.webhook_messages import CHALLENGE, body_of, secret_as_shown

BOTH_SECRETS_FOR = timedelta(hours=24)
# Of these the journal says that they have changed, and nothing more.
HIDDEN = ('secret_sealed', 'former_sealed', 'challenge')
_ENDPOINTS, _DELIVERIES = table(WebhookEndpointRow), table(WebhookDeliveryRow)


def create_webhook_endpoint(
    transaction: Transaction, key: bytes, allowed: Sequence[str], wish: WebhookEndpointCreate
) -> tuple[WebhookEndpointRow, str]:
    """Enter an address of the client that calls, or of the office for a person; return it with its secret, which is shown this once.

    It is pending until it has repeated the word that it is asked to.
    """
    client_id = _permit_entering(transaction, 'create_webhook_endpoint', wish.network_id)
    transaction.lock_named(NetworkRow, wish.network_id, 'network_id')
    refuse(rules.why_not_address(wish.url, [ip_network(each) for each in allowed]))
    _refuse_unknown(wish.event_types)
    owned = _ENDPOINTS.c.client_id == client_id if client_id else _ENDPOINTS.c.network_id == wish.network_id
    live = select(func.count()).select_from(_ENDPOINTS).where(owned, _ENDPOINTS.c.stage != 'ended')
    refuse(rules.why_not_another(transaction.session.execute(live).scalar_one()))
    endpoint = transaction.add(
        WebhookEndpointRow(
            network_id=wish.network_id,
            client_id=client_id,
            made_by_id=transaction.caller.id,
            url=wish.url,
            description=wish.description,
            event_types=sorted(set(wish.event_types)),
            audience='office',
        )
    )
    secret = new_key()
    endpoint.secret_sealed = sealed(key, PURPOSE_OF_WEBHOOKS, endpoint.id, secret)
    _ask_to_repeat(transaction, endpoint)
    transaction.record('create_webhook_endpoint', endpoint, hidden=HIDDEN)
    return endpoint, secret_as_shown(secret)


def update_webhook_endpoint(
    transaction: Transaction, endpoint_id: UUID, allowed: Sequence[str], wish: WebhookEndpointPatch
) -> WebhookEndpointRow:
    """Change what an address hears of, its description, or where it is: another one is asked anew."""
    endpoint = permit_on(transaction, 'update_webhook_endpoint', WebhookEndpointRow, endpoint_id, facts_of)
    refuse_ended(endpoint)
    changes = merge(wish)
    if 'event_types' in changes:
        _refuse_unknown(wish.event_types)
        changes['event_types'] = sorted(set(wish.event_types))
    if 'url' in changes and changes['url'] != endpoint.url:
        refuse(rules.why_not_address(changes['url'], [ip_network(each) for each in allowed]))
        endpoint.stage, endpoint.stage_reason = 'pending', None
        _ask_to_repeat(transaction, endpoint)
    for name, value in changes.items():
        setattr(endpoint, name, value)
    transaction.record('update_webhook_endpoint', endpoint, hidden=HIDDEN)
    return endpoint


def end_webhook_endpoint(transaction: Transaction, endpoint_id: UUID) -> WebhookEndpointRow:
    """End an address: nothing more goes there, what waited is dropped, and its secrets are forgotten."""
    endpoint = permit_on(transaction, 'end_webhook_endpoint', WebhookEndpointRow, endpoint_id, facts_of)
    refuse_ended(endpoint)
    end(transaction, endpoint, 'end_webhook_endpoint')
    return endpoint


def rotate_webhook_secret(transaction: Transaction, key: bytes, endpoint_id: UUID) -> tuple[WebhookEndpointRow, str]:
    """Give an address another secret; messages are signed with both for a day."""
    endpoint = permit_on(transaction, 'rotate_webhook_secret', WebhookEndpointRow, endpoint_id, facts_of, versioned=False)
    refuse_ended(endpoint)
    secret = new_key()
    endpoint.former_sealed, endpoint.former_until = endpoint.secret_sealed, transaction.now + BOTH_SECRETS_FOR
    endpoint.secret_sealed = sealed(key, PURPOSE_OF_WEBHOOKS, endpoint.id, secret)
    transaction.record('rotate_webhook_secret', endpoint, hidden=HIDDEN)
    return endpoint, secret_as_shown(secret)


def pause_webhook_endpoint(transaction: Transaction, endpoint_id: UUID) -> WebhookEndpointRow:
    """Send nothing to an address for now; what it would hear is kept."""
    endpoint = permit_on(transaction, 'pause_webhook_endpoint', WebhookEndpointRow, endpoint_id, facts_of)
    refuse(rules.why_not_paused(endpoint.stage))
    endpoint.stage, endpoint.stage_reason = 'paused', 'asked'
    transaction.record('pause_webhook_endpoint', endpoint)
    return endpoint


def resume_webhook_endpoint(transaction: Transaction, endpoint_id: UUID) -> WebhookEndpointRow:
    """Let an address go on; one that was disabled, or has not repeated its word, is asked anew."""
    endpoint = permit_on(transaction, 'resume_webhook_endpoint', WebhookEndpointRow, endpoint_id, facts_of)
    refuse(rules.why_not_resumed(endpoint.stage))
    endpoint.stage, endpoint.stage_reason, endpoint.failing_since = rules.stage_when_resumed(endpoint.stage), None, None
    if endpoint.stage == 'pending':
        _ask_to_repeat(transaction, endpoint)
    transaction.record('resume_webhook_endpoint', endpoint, hidden=HIDDEN)
    return endpoint


def redeliver_webhook(transaction: Transaction, delivery_id: UUID) -> WebhookDeliveryRow:
    """Send a message again, with the same id, from the first attempt on."""
    message, endpoint = _permit_on_message(transaction, 'redeliver_webhook', delivery_id)
    refuse(rules.why_not_sent_again(endpoint.stage, message.event_type == CHALLENGE))
    message.stage, message.attempt, message.due_at, message.lease_until = 'waiting', 0, transaction.now, None
    message.version += 1
    transaction.record('redeliver_webhook', endpoint, beside={'webhook_delivery_id': [None, str(message.id)]})
    return message


def end_those_of(transaction: Transaction, client_id: UUID, operation: str) -> None:
    """End the addresses of a client that has ended."""
    live = select(_ENDPOINTS.c.id).where(_ENDPOINTS.c.client_id == client_id, _ENDPOINTS.c.stage != 'ended')
    for endpoint in transaction.lock(WebhookEndpointRow, transaction.session.execute(live).scalars()):
        end(transaction, endpoint, operation)


def end(transaction: Transaction, endpoint: WebhookEndpointRow, operation: str) -> None:
    """End an address that is locked."""
    endpoint.stage, endpoint.stage_reason, endpoint.challenge = 'ended', None, None
    endpoint.secret_sealed = endpoint.former_sealed = endpoint.former_until = endpoint.failing_since = None
    drop_waiting(transaction, endpoint.id)
    transaction.record(operation, endpoint, hidden=HIDDEN)


def drop_waiting(transaction: Transaction, endpoint_id: UUID) -> None:
    """Drop what waits for an address."""
    waiting = (_DELIVERIES.c.endpoint_id == endpoint_id, _DELIVERIES.c.stage == 'waiting')
    transaction.session.execute(_DELIVERIES.update().where(*waiting).values(stage='dropped', version=_DELIVERIES.c.version + 1))


def refuse_ended(endpoint: WebhookEndpointRow) -> None:
    """Refuse to change what has ended."""
    if endpoint.stage == 'ended':
        raise Problem('already-ended')


def facts_of(_transaction: Transaction, endpoint: WebhookEndpointRow) -> Facts:
    """Return whose an address is."""
    return Facts(networks=frozenset({endpoint.network_id} if endpoint.network_id else ()), client_id=endpoint.client_id)


def _permit_on_message(transaction: Transaction, operation: str, message_id: UUID) -> tuple[WebhookDeliveryRow, WebhookEndpointRow]:
    """Return a message, locked, and where it goes, when the caller may see it there and do this; If-Match is of the message."""
    endpoint = permit_on(transaction, operation, WebhookEndpointRow, _endpoint_of(transaction, message_id), facts_of, versioned=False)
    message = transaction.session.get(WebhookDeliveryRow, message_id, with_for_update=True)
    if message is None:
        raise Problem('not-found')
    if transaction.asked.checks_versions:
        preconditions.check(transaction.asked.if_match, message)
    return message, endpoint


def _endpoint_of(transaction: Transaction, message_id: UUID) -> UUID:
    """Return where a message goes; of one that is not there an id of nothing."""
    wanted = select(_DELIVERIES.c.endpoint_id).where(_DELIVERIES.c.id == message_id)
    return transaction.session.execute(wanted).scalar_one_or_none() or message_id


def _permit_entering(transaction: Transaction, operation: str, network_id: UUID) -> UUID | None:
    """Return the client whose address it will be, None for that of the office, when the caller may enter one."""
    permit(transaction, operation, Facts(networks=frozenset({network_id}), client_id=_own_id(transaction)))
    return _own_id(transaction)


def _own_id(transaction: Transaction) -> UUID | None:
    return transaction.caller.id if transaction.caller.kind == 'client' else None


def _refuse_unknown(asked: Sequence[str]) -> None:
    known = event_types()
    for each in asked:
        if each not in known:
            raise Problem('unknown-event-type', {'type': each})


def _ask_to_repeat(transaction: Transaction, endpoint: WebhookEndpointRow) -> None:
    """Have an address asked to repeat a word that nobody else knows; an earlier question is dropped."""
    transaction.flush()
    asked = (_DELIVERIES.c.endpoint_id == endpoint.id, _DELIVERIES.c.stage == 'waiting', _DELIVERIES.c.event_type == CHALLENGE)
    transaction.session.execute(_DELIVERIES.update().where(*asked).values(stage='dropped'))
    endpoint.challenge = new_token()
    data = {'webhook_endpoint_id': str(endpoint.id), 'challenge': endpoint.challenge}
    body = body_of(CHALLENGE, transaction.now, data)
    transaction.session.add(
        WebhookDeliveryRow(
            id=new_id(), endpoint_id=endpoint.id, event_type=CHALLENGE, body=body, due_at=transaction.now, created_at=transaction.now
        )
    )
