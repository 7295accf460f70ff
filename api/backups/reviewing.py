"""Counts what a restored database lets in and shows: whatever of it was ended after the backup is in force again, and nobody noted that."""

from typing import Any, LiteralString

from psycopg import Connection, sql

# What it is called → how it is counted.
_IN_FORCE: dict[str, LiteralString] = {
    'people who may sign in': 'people WHERE disabled_at IS NULL AND mail IS NOT NULL',
    'roles': 'roles WHERE end_date IS NULL',
    'passkeys': 'passkeys',
    'linked identities': 'identities',
    'open invitations': "invitations WHERE stage = 'open' AND expires_at > now()",
    'machine clients': 'api_clients WHERE ended_at IS NULL AND expires_at > now()',
    'secrets of theirs': """api_client_secrets s WHERE s.ended_at IS NULL
        AND EXISTS (SELECT FROM api_clients c WHERE c.id = s.client_id AND c.ended_at IS NULL AND c.expires_at > now())""",
    'addresses that webhooks go to, all of them paused': "webhook_endpoints WHERE stage <> 'ended'",
    'mandates': 'mandates WHERE withdrawn_at IS NULL AND end_date > current_date',
    'public contact points': "contact_points WHERE visibility = 'public' AND ended_on IS NULL",
}


def in_force(connection: Connection[Any]) -> dict[str, int]:
    """Return how many there are of each kind, those of which there are none left out."""
    counted = {name: connection.execute(sql.SQL('SELECT count(*) FROM ') + sql.SQL(which)).fetchone() for name, which in _IN_FORCE.items()}
    return {name: found[0] for name, found in counted.items() if found and found[0]}
