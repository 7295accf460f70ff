"""What can be done with machine clients: let one in, end it, give it a token."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import or_, select

from api import tokens
from api.hashes import hashed, new_token
from api.models.api_clients import ApiClientCreate, ApiClientRow, ApiClientSecretRow, Token
from api.models.cities import CityRow
from api.models.columns import table
from api.models.networks import NetworkRow
from api.operations.formation import active_cities
from api.operations.permit import permit, permit_on
from api.permissions import Facts, has_scope
from api.problems import Problem
from api.reads import as_uuid
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
    lacking = [scope for scope in wish.scopes if not has_scope(transaction.caller, scope)]
    if lacking:
        raise Problem('insufficient-scope', {'scope': lacking[0]})
    network = transaction.lock_named(NetworkRow, wish.network_id, 'network_id')
    if wish.city_id is not None:
        city = transaction.lock_named(CityRow, wish.city_id, 'city_id')
        if city.id not in active_cities(transaction, network.id):
            raise Problem('not-an-active-city', {'city': city.name, 'network': network.name})
    return let_in(transaction, wish.name, wish.scopes, network_id=network.id, city_id=wish.city_id)


def let_in(
    transaction: Transaction, name: str, scopes: Iterable[str], *, network_id: UUID | None, city_id: UUID | None
) -> tuple[ApiClientRow, str]:
    """Make a client that is good for a year, and its first secret; whether it may be made was asked before."""
    client = transaction.add(
        ApiClientRow(
            name=name,
            network_id=network_id,
            city_id=city_id,
            scopes=sorted(set(scopes)),
            expires_at=transaction.now + LIFE,
            audience='office',
        ),
    )
    secret = f'{_PREFIX}{new_token()}'
    transaction.record('create_api_client', client)
    transaction.flush()
    note(transaction.session.connection(), 'client_created', transaction.now, client_id=client.id)
    transaction.session.add(ApiClientSecretRow(client_id=client.id, prefix=secret[:_SHOWN_SIGNS], secret_hash=hashed(secret)))
    return client, secret


def end_api_client(transaction: Transaction, client_id: UUID) -> ApiClientRow:
    """End a client and its secrets; the tokens it still has are refused from the next request on."""
    client = permit_on(transaction, 'end_api_client', ApiClientRow, client_id, _facts)
    if client.ended_at is not None:
        raise Problem('already-ended')
    client.ended_at = transaction.now
    live = _SECRETS.update().where(_SECRETS.c.client_id == client.id, _SECRETS.c.ended_at.is_(None))
    transaction.session.execute(live.values(ended_at=transaction.now))
    transaction.record('end_api_client', client)
    note(transaction.session.connection(), 'client_ended', transaction.now, client_id=client.id)
    return client


def _facts(_transaction: Transaction, client: ApiClientRow) -> Facts:
    return Facts(networks=frozenset({client.network_id} if client.network_id else ()))


def create_token(transaction: Transaction, key: bytes, *, client_id: str, secret: str, scope: str) -> Token:
    """Give a client an access token of ten minutes, with all its scopes or those it asks for.

    Raises TokenRefused invalid_client alike for an unknown client, an ended or expired one and a wrong secret;
    invalid_scope for a scope the client does not have.
    """
    client = _authenticated(transaction, client_id, secret)
    asked = frozenset(scope.split()) or frozenset(client.scopes)
    if not asked <= frozenset(client.scopes):
        raise TokenRefused('invalid_scope', 'the client does not have every scope that was asked for')
    _note_use(transaction, client.id)
    token = tokens.issue(key, client.id, asked)
    return Token(
        access_token=token,
        token_type='Bearer',  # noqa: S106 -- the name of a kind of token
        expires_in=tokens.LIFETIME_SECONDS,
        scope=' '.join(sorted(asked)),
    )


def _authenticated(transaction: Transaction, client_id: str, secret: str) -> ApiClientRow:
    # For an unknown client the same statements run and one hash is compared: the time taken tells nothing either.
    named = as_uuid(client_id) or UUID(int=0)
    live = select(_SECRETS.c.secret_hash).where(_SECRETS.c.client_id == named, _SECRETS.c.ended_at.is_(None)).limit(2)
    kept = [bytes(each) for each in transaction.session.execute(live).scalars()]
    given = hashed(secret)
    matches = [hmac.compare_digest(given, each) for each in kept or [b'\0' * len(given)]]
    client = transaction.find(ApiClientRow, named)
    if not any(matches) or client is None or client.ended_at is not None or client.expires_at <= transaction.now:
        if client is not None:
            note(transaction.session.connection(), 'token_refused', transaction.now, client_id=client.id)
        raise TokenRefused('invalid_client', 'the client is not known, or its secret is not right')
    return client


def _note_use(transaction: Transaction, client_id: UUID) -> None:
    long_ago = or_(_CLIENTS.c.last_used_at.is_(None), _CLIENTS.c.last_used_at < transaction.now - USE_NOTED_EVERY)
    transaction.session.execute(_CLIENTS.update().where(_CLIENTS.c.id == client_id, long_ago).values(last_used_at=transaction.now))
