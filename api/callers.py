"""Knows who is calling: a session cookie or an access token becomes a Caller with roles and scopes, in one query."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text
from starlette.requests import Request

from api import clock, tokens
from api.database import Database, Prepared, failures_as_problems
from api.hashes import hashed
from api.permissions import Caller
from api.problems import Problem
from api.security_events import note_at_once
from api.sentences import choose_language

_PERSON = """p.id, p.name, p.language,
  coalesce((SELECT json_agg(json_build_object('role', r.role, 'network', r.network_id, 'city', r.city_id, 'group', r.working_group_id,
      'organisation', r.organisation_id,
      'active', CASE WHEN r.city_id IS NOT NULL THEN EXISTS (
         SELECT 1 FROM memberships m WHERE m.city_id = r.city_id AND m.network_id = r.network_id AND m.working_group_id IS NULL
           AND m.stage = 'active' AND m.end_date IS NULL)
       WHEN r.organisation_id IS NOT NULL THEN EXISTS (
         SELECT 1 FROM memberships m WHERE m.organisation_id = r.organisation_id AND m.network_id = r.network_id AND m.end_date IS NULL)
       ELSE true END))
    FROM roles r WHERE r.person_id = p.id AND r.end_date IS NULL), '[]') AS roles,
  (SELECT json_agg(m.working_group_id ORDER BY m.working_group_id) FROM memberships m
    WHERE m.working_group_id IS NOT NULL AND m.end_date IS NULL AND (m.network_id, m.city_id) IN (
      SELECT r.network_id, r.city_id FROM roles r JOIN memberships a ON a.city_id = r.city_id AND a.network_id = r.network_id
        AND a.working_group_id IS NULL AND a.stage = 'active' AND a.end_date IS NULL
      WHERE r.person_id = p.id AND r.role = 'coordinator' AND r.end_date IS NULL)) AS groups"""
_WHO = f"""
SELECT s.id AS session_id, s.seen_at, CASE WHEN s.proven THEN s.created_at END AS signed_in_at, {_PERSON}
FROM sessions s JOIN people p ON p.id = s.person_id
"""  # noqa: S608 -- put together from the constants of this module
_SESSION = Prepared(
    text(f"""{_WHO}
WHERE s.token_hash = :token_hash AND s.ended_at IS NULL AND s.expires_at > :now
  AND s.seen_at + make_interval(mins => s.idle_minutes) > :now AND p.disabled_at IS NULL
""")
)
_PERSON_NOW = text(f'{_WHO} WHERE s.id = :session_id')
_SUBSCRIBER = Prepared(
    text(f"""
SELECT CAST(NULL AS uuid) AS session_id, CAST(NULL AS timestamptz) AS signed_in_at, {_PERSON}
FROM calendar_subscriptions s JOIN people p ON p.id = s.person_id WHERE s.token_hash = :token_hash AND p.disabled_at IS NULL
""")  # noqa: S608 -- put together from the constants of this module
)
_SEEN = Prepared(text("UPDATE sessions SET seen_at = :now WHERE id = :id AND seen_at < CAST(:now AS timestamptz) - interval '1 minute'"))
WHICH_CLIENT = """
SELECT c.id, c.name, c.role, c.network_id, c.city_id, c.scopes,
  (SELECT json_agg(json_build_object('city', d.city_id, 'network', d.network_id,
      'active', EXISTS (SELECT 1 FROM memberships m WHERE m.city_id = d.city_id AND m.network_id = d.network_id
         AND m.working_group_id IS NULL AND m.stage = 'active' AND m.end_date IS NULL),
      'groups', (SELECT json_agg(m.working_group_id ORDER BY m.working_group_id) FROM memberships m
         WHERE m.city_id = d.city_id AND m.network_id = d.network_id AND m.working_group_id IS NOT NULL AND m.end_date IS NULL))
      ORDER BY d.id)
    FROM mandates d JOIN networks n ON n.id = d.network_id
    WHERE d.client_id = c.id AND d.withdrawn_at IS NULL
      AND d.end_date > CAST(timezone(n.time_zone, CAST(:now AS timestamptz)) AS date)) AS mandates
FROM api_clients c WHERE c.id = :id
"""
_CLIENT = Prepared(text(f'{WHICH_CLIENT} AND c.ended_at IS NULL AND c.expires_at > :now'))
_CLIENT_NOW = text(WHICH_CLIENT)
_OFFICE = {'office_admin', 'office_staff'}
CHALLENGE = {'WWW-Authenticate': 'Bearer realm="coalition"'}


def cookie_name(*, secure: bool) -> str:
    """Return the session cookie's name: bound to the host on https, plain on http loopback."""
    return '__Host-coalition' if secure else 'coalition'


def identify(request: Request) -> Caller:
    """Return who is calling; anonymous when no credentials are sent.

    Raises invalid-token (401) for credentials that are not valid, cross-site-request (403) for a write that carries our
    cookie from another site.
    """
    state = request.app.state
    language = choose_language(request.headers.get('accept-language'))
    header = request.headers.get('authorization')
    with failures_as_problems():
        if header is not None:
            return _client(state.database, state.settings.signing_key, header, language)
        cookie = request.cookies.get(cookie_name(secure=state.settings.production))
        return _person(state.database, cookie, request, language) if cookie else Caller(language=language)


def _client(database: Database, secret: bytes, header: str, language: str) -> Caller:
    scheme, _, token = header.partition(' ')
    claims = tokens.read(secret, token.strip()) if scheme.lower() == 'bearer' else None
    found = database.fetch(_CLIENT, {'id': claims.client_id, 'now': clock.now()}) if claims else []
    if claims is None or not found:
        raise Problem('invalid-token', headers={'WWW-Authenticate': 'Bearer realm="coalition", error="invalid_token"'})
    return client_caller(found[0], claims.scopes & frozenset(found[0]['scopes']), language)


def client_caller(row: Mapping[str, Any], scopes: frozenset[str], language: str) -> Caller:
    """Return the caller that a client's row stands for, with the mandates that are in effect."""
    network, city, mandates = row['network_id'], row['city_id'], row['mandates'] or ()
    is_script = row['role'] == 'script_client'
    office = frozenset({network}) if is_script and network and not city else frozenset[UUID]()
    groups_of: dict[UUID, frozenset[UUID]] = {}
    for mandate in mandates:
        of_city = UUID(mandate['city'])
        groups_of[of_city] = groups_of.get(of_city, frozenset()) | _ids((mandate['active'] and mandate['groups']) or ())
    return Caller(
        kind='client',
        id=row['id'],
        language=language,
        scopes=scopes,
        everywhere=is_script and network is None and city is None,
        office_of=office,
        admin_of=office if 'admin' in scopes else frozenset(),
        speaks_for=_places(mandates),
        member_of=office | _ids(mandate['network'] for mandate in mandates if mandate['active']),
        groups=frozenset().union(*groups_of.values()),
        mandated=tuple(each for each in groups_of if not (is_script and each == city)),
        groups_of=groups_of,
        name=row['name'],
        grants=_digest(['client', row['id'], sorted(scopes), row['role'], network, city, mandates]),
    )


def _person(database: Database, cookie: str, request: Request, language: str) -> Caller:
    now = clock.now()
    found = database.fetch(_SESSION, {'token_hash': hashed(cookie), 'now': now})
    if not found:
        return Caller(language=language)
    row = found[0]
    if (now - row['seen_at']).total_seconds() > 60:  # noqa: PLR2004 -- once a minute is often enough
        database.do(_SEEN, {'id': row['session_id'], 'now': now})
    if request.method not in {'GET', 'HEAD', 'OPTIONS'}:
        try:
            same_site(request)
        except Problem:
            note_at_once(database, 'cross_site_refused', now, person_id=row['id'])
            raise
    return person_caller(row)


def person_caller(row: Mapping[str, Any]) -> Caller:
    """Return the caller that a person's row with its roles stands for."""
    roles = row['roles']
    networks = {role['network'] for role in roles if role['active']}
    # A suspended city does not act in its groups (M1).
    leading = _ids(role['group'] for role in roles if role['role'] == 'lead_contact' and role['group'] and role['active'])
    return Caller(
        kind='person',
        id=row['id'],
        language=row['language'],
        scopes=None,
        office_of=_ids(role['network'] for role in roles if role['role'] in _OFFICE),
        admin_of=_ids(role['network'] for role in roles if role['role'] == 'office_admin'),
        board_of=_ids(role['network'] for role in roles if role['role'] == 'board_member'),
        adviser_of=_ids(role['network'] for role in roles if role['role'] == 'scientific_advisor'),
        speaks_for=_places(role for role in roles if role['role'] == 'coordinator' and role['city']),
        organisations=_places((role for role in roles if role['role'] == 'organisation_contact'), 'organisation'),
        member_of=_ids(networks),
        lead_contact_of=leading,
        groups=leading | _ids(row['groups'] or ()),
        session_id=row['session_id'],
        signed_in_at=row['signed_in_at'],
        name=row['name'],
        grants=_digest(['person', row['id'], sorted(json.dumps(role, sort_keys=True) for role in roles), row['groups']]),
    )


def subscriber(database: Database, token: str) -> tuple[UUID, Caller] | None:
    """Return whose address of a calendar holds this token: the id, and the caller with the rights of this moment; None when nobody's."""
    found = database.fetch(_SUBSCRIBER, {'token_hash': hashed(token)})
    return (found[0]['id'], person_caller(found[0])) if found else None


def renewed(connection: Connection, caller: Caller) -> Caller:
    """Return the caller with the rights of this moment, those included that this transaction has given or taken."""
    if caller.kind == 'person' and caller.session_id:
        row = connection.execute(_PERSON_NOW, {'session_id': caller.session_id}).mappings().one_or_none()
        return person_caller(dict(row)) if row else caller
    if caller.kind == 'client' and caller.id and caller.scopes is not None:
        row = connection.execute(_CLIENT_NOW, {'id': caller.id, 'now': clock.now()}).mappings().one_or_none()
        return client_caller(dict(row), caller.scopes, caller.language) if row else caller
    return caller


def same_site(request: Request) -> None:
    """Refuse a write that a page of another site sends with our cookie."""
    site = request.headers.get('sec-fetch-site')
    origin = request.headers.get('origin')
    allowed = {request.app.state.settings.public_url, f'{request.url.scheme}://{request.headers.get("host", "")}'}
    if (site is not None and site not in {'same-origin', 'none'}) or (origin is not None and origin not in allowed):
        raise Problem('cross-site-request')


def _ids(values: Any) -> frozenset[UUID]:
    return frozenset(UUID(str(value)) for value in values)


def _places(held: Iterable[Mapping[str, str]], whose: str = 'city') -> frozenset[tuple[UUID, UUID]]:
    return frozenset((UUID(each['network']), UUID(each[whose])) for each in held)


def _digest(parts: list[Any]) -> str:
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()[:16]
