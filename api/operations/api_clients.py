"""What can be done with machine clients: let one in, renew it, end it, change its secret, give it a token."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from api import tokens
from api.hashes import hashed, new_token
from api.models.api_clients import ApiClientCreate, ApiClientRenewalCreate, ApiClientRow, ApiClientSecretRow, Token
from api.models.cities import CityRow
from api.models.columns import table
from api.models.networks import NetworkRow
from api.operations.formation import active_cities
from api.operations.mandates import end_mandates, first_day_after, give, mandates_of, refuse_more_than_own
from api.operations.permit import permit, permit_on
from api.operations.webhook_endpoints import end_those_of
from api.permissions import Facts
from api.problems import Problem, refuse
from api.reads import as_uuid
from api.rules import dates, machines
from api.security_events import note
from api.spine import Transaction

LIFE = timedelta(days=365)
USE_NOTED_EVERY = timedelta(minutes=1)
_PREFIX = 'coal_'
_SHOWN_SIGNS = len(_PREFIX) + 4
_CLIENTS, _SECRETS = table(ApiClientRow), table(ApiClientSecretRow)


@dataclass
class TokenRefused(Exception):
    """Why no token is given, in the words of RFC 6749, section 5.2."""

    error: Literal['invalid_request', 'invalid_client', 'unsupported_grant_type', 'invalid_scope']
    description: str


def create_api_client(transaction: Transaction, wish: ApiClientCreate) -> tuple[ApiClientRow, str]:
    """Let a machine in, for a network or one city of it; return it with its secret, which is kept only as a hash.

    A machine never gives another more than it has itself.
    """
    permit(transaction, 'create_api_client', Facts(networks=frozenset({wish.network_id})))
    refuse_more_than_own(transaction, list(wish.scopes))
    network = transaction.lock_named(NetworkRow, wish.network_id, 'network_id')
    if wish.city_id is not None:
        city = transaction.lock_named(CityRow, wish.city_id, 'city_id')
        if city.id not in active_cities(transaction, network.id):
            raise Problem('not-an-active-city', {'city': city.name, 'network': network.name})
    refuse(machines.why_not_made_for(wish.role, for_a_city=wish.city_id is not None))
    expires_at = _expiry(transaction, network, wish.expires_on)
    return let_in(transaction, wish.name, wish.scopes, network_id=network.id, city_id=wish.city_id, role=wish.role, expires_at=expires_at)


def let_in(
    transaction: Transaction,
    name: str,
    scopes: Iterable[str],
    *,
    network_id: UUID | None,
    city_id: UUID | None,
    role: str = 'script_client',
    expires_at: datetime | None = None,
) -> tuple[ApiClientRow, str]:
    """Make a client, good for a year unless said otherwise, and its first secret; whether it may be made was asked before.

    One that is made for a city gets its mandate with it. The members of a network know of its partners' systems, so that a city can
    give one a mandate; all others are the office's to know.
    """
    client = transaction.add(
        ApiClientRow(
            name=name,
            role=role,
            network_id=network_id,
            city_id=city_id,
            scopes=sorted(set(scopes)),
            expires_at=expires_at or transaction.now + LIFE,
            made_by_id=transaction.caller.id,
            audience='members' if role == 'partner_client' else 'office',
        ),
    )
    network = transaction.find(NetworkRow, network_id)
    _remind_from_now(transaction, client, network)
    transaction.record('create_api_client', client)
    transaction.flush()
    note(transaction.session.connection(), 'client_created', transaction.now, client_id=client.id)
    if city_id is not None and network is not None:
        today = transaction.today(network.id)
        give(transaction, 'create_api_client', client, city_id, today, first_day_after(client.expires_at, network.time_zone), basis=None)
    return client, _new_secret(transaction, client)


def _new_secret(transaction: Transaction, client: ApiClientRow) -> str:
    """Give a client a secret and return it; only its hash is kept."""
    secret = f'{_PREFIX}{new_token()}'
    kept = ApiClientSecretRow(client_id=client.id, prefix=secret[:_SHOWN_SIGNS], secret_hash=hashed(secret), created_at=transaction.now)
    transaction.session.add(kept)
    return secret


def renew_api_client(transaction: Transaction, client_id: UUID, wish: ApiClientRenewalCreate) -> ApiClientRow:
    """Let a client go on until another day, a year from now at most; one that has expired begins again.

    With it goes the mandate of the city that it was made for, unless that was withdrawn.
    """
    client = permit_on(transaction, 'renew_api_client', ApiClientRow, client_id, _facts)
    _refuse_ended(client)
    refuse_more_than_own(transaction, client.scopes)
    network = transaction.find(NetworkRow, client.network_id)
    client.expires_at = _expiry(transaction, network, wish.expires_on)
    _remind_from_now(transaction, client, network)
    transaction.record('renew_api_client', client)
    note(transaction.session.connection(), 'client_renewed', transaction.now, client_id=client.id)
    if network is not None and client.city_id is not None:
        own = [mandate for mandate in mandates_of(transaction, client.id) if mandate.city_id == client.city_id]
        for mandate in own[-1:]:
            mandate.end_date = first_day_after(client.expires_at, network.time_zone)
            transaction.record('renew_api_client', mandate)
    return client


def end_api_client(transaction: Transaction, client_id: UUID) -> ApiClientRow:
    """End a client, its secrets and its mandates; the tokens it still has are refused from the next request on."""
    client = permit_on(transaction, 'end_api_client', ApiClientRow, client_id, _facts)
    _refuse_ended(client)
    client.ended_at = transaction.now
    live = _SECRETS.update().where(_SECRETS.c.client_id == client.id, _SECRETS.c.ended_at.is_(None))
    transaction.session.execute(live.values(ended_at=transaction.now))
    end_mandates(transaction, 'end_api_client', client.id)
    end_those_of(transaction, client.id, 'end_api_client')
    transaction.record('end_api_client', client)
    note(transaction.session.connection(), 'client_ended', transaction.now, client_id=client.id)
    return client


def create_api_client_secret(transaction: Transaction, client_id: UUID) -> tuple[ApiClientRow, str]:
    """Give a client a second secret, so that it can be changed without a gap; return both."""
    client = permit_on(transaction, 'create_api_client_secret', ApiClientRow, client_id, _facts, versioned=False)
    _refuse_ended(client)
    # Whoever has the secret is the client.
    refuse_more_than_own(transaction, client.scopes)
    live = select(_SECRETS.c.id).where(_SECRETS.c.client_id == client.id, _SECRETS.c.ended_at.is_(None))
    refuse(machines.why_not_another_secret(len(transaction.session.execute(live).all())))
    transaction.record('create_api_client_secret', client)
    note(transaction.session.connection(), 'client_secret_created', transaction.now, client_id=client.id)
    return client, _new_secret(transaction, client)


def end_api_client_secret(transaction: Transaction, client_id: UUID, secret_id: UUID) -> ApiClientRow:
    """End one secret: no token is given for it from now on."""
    client = permit_on(transaction, 'end_api_client_secret', ApiClientRow, client_id, _facts)
    secret = transaction.session.get(ApiClientSecretRow, secret_id)
    if secret is None or secret.client_id != client.id:
        raise Problem('not-found')
    if secret.ended_at is not None:
        raise Problem('already-ended')
    secret.ended_at = transaction.now
    transaction.record('end_api_client_secret', client)
    note(transaction.session.connection(), 'client_secret_ended', transaction.now, client_id=client.id)
    return client


def _expiry(transaction: Transaction, network: NetworkRow | None, day: date | None) -> datetime:
    """Return the first moment after the day that is asked for, else a year from now."""
    if day is None:
        return transaction.now + LIFE
    zone = ZoneInfo(network.time_zone if network else 'UTC')
    refuse(machines.why_not_until(day, transaction.now.astimezone(zone).date()))
    return dates.end_of_deadline(day, zone)


def _remind_from_now(transaction: Transaction, client: ApiClientRow, network: NetworkRow | None) -> None:
    """Have the reminders begin anew that are still to come."""
    zone = ZoneInfo(network.time_zone if network else 'UTC')
    left = client.expires_at.astimezone(zone).date() - transaction.now.astimezone(zone).date()
    client.reminded_days = machines.reminded_from_the_start(left.days)


def _refuse_ended(client: ApiClientRow) -> None:
    if client.ended_at is not None:
        raise Problem('already-ended')


def _facts(_transaction: Transaction, client: ApiClientRow) -> Facts:
    return Facts(networks=frozenset({client.network_id} if client.network_id else ()))


def create_token(transaction: Transaction, key: bytes, *, client_id: str, secret: str, scope: str) -> Token:
    """Give a client an access token of ten minutes, with all its scopes or those it asks for.

    Raises TokenRefused invalid_client alike for an unknown client, an ended or expired one and a wrong secret;
    invalid_scope for a scope the client does not have.
    """
    client, secret_id = _authenticated(transaction, client_id, secret)
    asked = frozenset(scope.split()) or frozenset(client.scopes)
    if not asked <= frozenset(client.scopes):
        raise TokenRefused('invalid_scope', 'the client does not have every scope that was asked for')
    _note_use(transaction, client.id, secret_id)
    token = tokens.issue(key, client.id, asked)
    return Token(
        access_token=token,
        token_type='Bearer',  # noqa: S106 -- the name of a kind of token
        expires_in=tokens.LIFETIME_SECONDS,
        scope=' '.join(sorted(asked)),
    )


def _authenticated(transaction: Transaction, client_id: str, secret: str) -> tuple[ApiClientRow, UUID]:
    """Return the client and which of its secrets was sent."""
    # For an unknown client the same statements run and one hash is compared: the time taken tells nothing either.
    named = as_uuid(client_id) or UUID(int=0)
    live = select(_SECRETS.c.id, _SECRETS.c.secret_hash).where(_SECRETS.c.client_id == named, _SECRETS.c.ended_at.is_(None))
    kept = [(each.id, bytes(each.secret_hash)) for each in transaction.session.execute(live.limit(machines.MOST_SECRETS))]
    given = hashed(secret)
    matches = [each for each, expected in kept or [(named, b'\0' * len(given))] if hmac.compare_digest(given, expected)]
    client = transaction.find(ApiClientRow, named)
    if not matches or client is None or client.ended_at is not None or client.expires_at <= transaction.now:
        if client is not None:
            note(transaction.session.connection(), 'token_refused', transaction.now, client_id=client.id)
        raise TokenRefused('invalid_client', 'the client is not known, or its secret is not right')
    return client, matches[0]


def _note_use(transaction: Transaction, client_id: UUID, secret_id: UUID) -> None:
    for used, used_id in ((_CLIENTS, client_id), (_SECRETS, secret_id)):
        long_ago = or_(used.c.last_used_at.is_(None), used.c.last_used_at < transaction.now - USE_NOTED_EVERY)
        transaction.session.execute(used.update().where(used.c.id == used_id, long_ago).values(last_used_at=transaction.now))
