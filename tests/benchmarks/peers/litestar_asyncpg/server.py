"""Litestar over the service's database, tuned by hand: raw asyncpg, one statement per question or kind, msgspec writes the JSON."""

import asyncio
import json
import logging
import os
import sys
import time
import uuid
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

PEERS = Path(os.environ['PEERS'])
sys.path[:0] = [str(PEERS), str(PEERS.parent.parent.parent)]

import asyncpg  # noqa: E402 -- the path above comes first
import msgspec  # noqa: E402
import uvicorn  # noqa: E402
from babel import Locale  # noqa: E402
from credentials import CLIENT, Caller, caller_of, client_id, you_may  # noqa: E402
from litestar import Litestar, Request, Response, get, post  # noqa: E402
from litestar.exceptions import NotAuthorizedException  # noqa: E402
from litestar.response import Stream  # noqa: E402
from shapes import derived, today, utc  # noqa: E402

COUNTRIES = Locale.parse('en').territories
ATTRIBUTION = 'GeoNames (https://www.geonames.org), CC BY 4.0'
LOG = logging.getLogger('peer')
SEE = "({0}.audience = 'public' OR ({0}.audience = 'members' AND {0}.network_id = ANY($1)) OR {0}.network_id = ANY($2))"
GROUP = """
SELECT g.id, g.version, g.network_id, n.slug AS network_slug, g.slug, g.title, g.aims, g.stage, g.channel, g.proposed_on, g.constituted_on,
  g.constitution_recorded_at, g.closed_on, g.rhythm, g.mode, g.city_count, g.country_count, g.missing, g.needs_lead, g.below_minimum, g.undeclared,
  g.continues_id, g.source, g.demonstration, g.created_at, g.updated_at, c.id AS c_id, c.slug AS c_slug, c.name AS c_name, c.country_code AS c_country
FROM working_groups g JOIN networks n ON n.id = g.network_id
LEFT JOIN leads l ON l.working_group_id = g.id AND l.end_date IS NULL LEFT JOIN cities c ON c.id = l.city_id
"""
INSIDE = """
SELECT c.id, c.slug, c.name, c.country_code FROM memberships m JOIN cities c ON c.id = m.city_id
WHERE m.working_group_id = $1 AND m.end_date IS NULL ORDER BY c.sort_key, c.id
"""
CITIES = """
SELECT id, version, slug, name, other_names, kind, country_code, latitude, longitude, source, demonstration, created_at, updated_at
FROM cities WHERE id = ANY($1)
"""
KEYS = 'SELECT city_id, scheme, value FROM identifiers WHERE city_id = ANY($1) ORDER BY scheme, value'
BELONGING = """
SELECT m.city_id, m.id, m.network_id, n.slug AS network_slug, m.stage, m.start_date FROM memberships m JOIN networks n ON n.id = m.network_id
WHERE m.city_id = ANY($1) AND m.working_group_id IS NULL AND m.end_date IS NULL AND m.audience = 'public' ORDER BY n.slug
"""
MEMBERSHIPS = """
SELECT m.id, m.version, m.network_id, m.working_group_id, m.city_id, m.organisation_id, m.role, m.stage, m.start_date, m.end_date, m.end_reason,
  m.imported, m.source, m.demonstration, m.created_at, m.updated_at, c.slug AS c_slug, c.name AS c_name, c.country_code AS c_country
FROM memberships m LEFT JOIN cities c ON c.id = m.city_id WHERE m.id = ANY($1)
"""
LEADS = """
SELECT l.id, l.version, l.network_id, l.working_group_id, l.city_id, l.start_date, l.end_date, l.end_reason, l.source, l.demonstration, l.created_at,
  l.updated_at, c.slug AS c_slug, c.name AS c_name, c.country_code AS c_country
FROM leads l JOIN cities c ON c.id = l.city_id WHERE l.id = ANY($1)
"""
ITEMS = """
SELECT a.*, g.slug AS g_slug, g.title AS g_title, c.slug AS c_slug, c.name AS c_name, c.country_code AS c_country, n.time_zone
FROM action_items a JOIN working_groups g ON g.id = a.working_group_id JOIN networks n ON n.id = a.network_id
LEFT JOIN cities c ON c.id = a.responsible_city_id WHERE a.id = ANY($1)
"""
UPDATES = """
SELECT p.*, g.slug AS g_slug, g.title AS g_title, c.slug AS c_slug, c.name AS c_name, c.country_code AS c_country, r.id AS corrected_by_id
FROM progress_updates p JOIN working_groups g ON g.id = p.working_group_id LEFT JOIN cities c ON c.id = p.author_city_id
LEFT JOIN progress_updates r ON r.corrects_id = p.id WHERE p.id = ANY($1)
"""
STALE_AFTER = """
SELECT n.id, (SELECT b.stale_after_days FROM by_laws b WHERE b.network_id = n.id ORDER BY b.valid_from <= current_date DESC,
  abs(b.valid_from - current_date) LIMIT 1) FROM networks n
"""
PAGE = """
SELECT seq, subject_type, subject_id, version, occurred_at FROM changes s WHERE seq > $3
  AND (audience_now = 'public' OR (audience_now = 'members' AND network_id = ANY($1)) OR network_id = ANY($2)) ORDER BY seq LIMIT $4
"""
CATALOGUE = """
SELECT c.id, c.geonames_id, c.name, c.country_code, c.region, c.population, c.latitude, c.longitude, c.time_zone,
  (SELECT i.city_id FROM identifiers i WHERE i.scheme = 'geonames' AND i.value = c.geonames_id::text) AS city_id
FROM city_catalogue c WHERE c.words @@ $1::tsquery ORDER BY c.sort_key LIMIT $2
"""
ITEM_FIELDS = (
    'id', 'version', 'network_id', 'title', 'description', 'origin', 'addressees', 'target_groups', 'city_function', 'horizon',
    'responsible_person_id', 'starts_on', 'due_on', 'completion_criterion', 'budget_note', 'meeting_id', 'stage', 'percent', 'last_progress_on',
    'source', 'demonstration',
)  # fmt: skip
UPDATE_FIELDS = (
    'id', 'version', 'network_id', 'action_item_id', 'made_on', 'author_person_id', 'unchanged', 'stage', 'percent', 'text', 'obstacle',
    'evidence_url', 'document_id', 'corrects_id', 'corrected_by_id', 'source', 'demonstration',
)  # fmt: skip
# As the index is moved in one statement, so is everything else that one progress update leaves behind.
RECORD = """
WITH item AS (
  UPDATE action_items SET stage = coalesce($3, stage), percent = $4, last_progress_on = $6, version = version + 1, updated_at = $7
  WHERE id = $1 RETURNING *
), added AS (
  INSERT INTO progress_updates (id, version, audience, demonstration, created_at, updated_at, network_id, working_group_id, action_item_id, made_on,
    author_kind, unchanged, stage, percent, text, place_id)
  SELECT $2, 1, audience, false, $7, $7, network_id, working_group_id, id, $6, 'office', false, $3, $4, $5, $2 FROM item RETURNING *
), counter AS (UPDATE change_counter SET head_seq = head_seq + 2 RETURNING head_seq
), told AS (
  INSERT INTO journal (id, recorded_at, actor_kind, operation, subject_type, subject_id, network_id, changes, personal_columns)
  SELECT gen_random_uuid(), $7, 'client', 'record_progress', kind, id, network_id, $8::jsonb, '[]'
  FROM (SELECT 'progress_update' AS kind, id, network_id FROM added UNION ALL SELECT 'action_item', id, network_id FROM item) s
)
INSERT INTO changes AS c (subject_id, subject_type, seq, version, occurred_at, deleted, network_id, working_group_id, audience_now)
SELECT s.id, s.kind, head_seq - s.back, s.version, $7, false, s.network_id, s.working_group_id, s.audience FROM counter, (
  SELECT id, 'progress_update' AS kind, 1 AS back, version, network_id, working_group_id, audience FROM added
  UNION ALL SELECT id, 'action_item', 0, version, network_id, working_group_id, audience FROM item) s
ON CONFLICT (subject_id) DO UPDATE SET seq = excluded.seq, version = excluded.version, occurred_at = excluded.occurred_at
"""
EXPORT = """
SELECT c.id, c.version, CASE WHEN c.slug ~ '^[=+@\\t\\r\\n-]' THEN '''' || c.slug ELSE c.slug END AS slug,
  CASE WHEN c.name ~ '^[=+@\\t\\r\\n-]' THEN '''' || c.name ELSE c.name END AS name, '' AS other_names, c.kind, c.country_code, c.latitude,
  c.longitude, coalesce((SELECT string_agg(i.scheme || ':' || i.value, '; ' ORDER BY i.scheme, i.value) FROM identifiers i
    WHERE i.city_id = c.id), '') AS identifiers, c.source, c.demonstration, c.created_at, c.updated_at FROM cities c ORDER BY c.id
"""
encode = msgspec.json.encode


class Progress(msgspec.Struct, forbid_unknown_fields=True):
    """What is sent."""

    action_item_id: uuid.UUID
    stage: str | None = None
    percent: int | None = None
    text: str | None = None


async def _connected(app: Litestar) -> None:
    async def ready(connection: asyncpg.Connection) -> None:
        await connection.set_type_codec('jsonb', encoder=lambda raw: raw, decoder=lambda text: msgspec.Raw(text.encode()), schema='pg_catalog')

    app.state.pool = await asyncpg.create_pool(
        host=os.environ['PGHOST'], user=os.environ['PGUSER'], database=os.environ['PGDATABASE'], password=os.environ['PGPASSWORD'] or None,
        port=int(os.environ['PGPORT']), init=ready, min_size=2, max_size=8,
    )  # fmt: skip
    app.state.feed_id = None


async def _caller(request: Request[Any, Any, Any], connection: Any) -> Caller:
    found = client_id(request.headers.get('authorization', ''))
    row = await connection.fetchrow(CLIENT.format(id='$1'), uuid.UUID(found)) if found else None
    if row is None:
        raise NotAuthorizedException
    return caller_of(tuple(str(each) if isinstance(each, uuid.UUID) else each for each in row))


def _ids(texts: tuple[str, ...]) -> list[uuid.UUID]:
    return [uuid.UUID(each) for each in texts]


def _city(row: Any, kind: bool = False) -> dict[str, Any]:
    name = {'id': row['city_id'] if 'city_id' in row else row['c_id'], 'slug': row['c_slug'], 'name': row['c_name'], 'country_code': row['c_country']}
    return {'kind': 'city', **name} if kind else name


def _ending(row: Any) -> dict[str, Any]:
    return {'source': row['source'], 'demonstration': row['demonstration'], 'created_at': utc(row['created_at']), 'updated_at': utc(row['updated_at'])}


def _group(row: Any, who: Caller) -> dict[str, Any]:
    body = dict(row)
    lead = {'id': body.pop('c_id'), 'slug': body.pop('c_slug'), 'name': body.pop('c_name'), 'country_code': body.pop('c_country')}
    if str(row['network_id']) not in who.office_of:
        body |= {'missing': row['missing'] if row['stage'] == 'proposed' else [], 'needs_lead': None, 'below_minimum': None, 'undeclared': None}
    recorded = row['constitution_recorded_at']
    return body | {'lead_city': lead if lead['id'] else None, 'members': None, 'constitution_recorded_at': utc(recorded) if recorded else None} | _ending(row)


def _answer(body: Any, headers: dict[str, str] | None = None, code: int = 200) -> Response[bytes]:
    return Response(encode(body), media_type='application/json', headers=headers, status_code=code)


@get('/v1/working-groups/{group_id:uuid}')
async def get_working_group(request: Request[Any, Any, Any], group_id: uuid.UUID, expand: str = '') -> Response[bytes]:
    async with request.app.state.pool.acquire() as connection:
        who = await _caller(request, connection)
        see = (_ids(who.member_of), _ids(who.office_of))
        row = await connection.fetchrow(f'{GROUP} WHERE {SEE.format("g")} AND g.id = $3', *see, group_id)
        inside = await connection.fetch(INSIDE, group_id)
    body = _group(row, who)
    if 'members' in expand:
        body['members'] = [dict(each) for each in inside]
    lead = str(row['c_id']) if row['c_id'] else None
    body['you_may'] = you_may(who, str(row['network_id']), row['stage'], lead, {str(each['id']) for each in inside})
    tag = f'"{row["version"]}-{hash((row["version"], tuple(body["you_may"]))) & 0xFFFFFFFF:08x}"'
    if request.headers.get('if-none-match') == tag:
        return Response(b'', status_code=304, headers={'ETag': tag})
    return _answer(body, None if 'members' in expand else {'ETag': tag})


@get('/v1/working-groups')
async def list_working_groups(request: Request[Any, Any, Any], limit: int = 50) -> Response[bytes]:
    async with request.app.state.pool.acquire() as connection:
        who = await _caller(request, connection)
        see = (_ids(who.member_of), _ids(who.office_of))
        rows = await connection.fetch(f'{GROUP} WHERE {SEE.format("g")} ORDER BY g.sort_key, g.id LIMIT $3', *see, limit + 1)
    items = [{**_group(row, who), 'you_may': None} for row in rows[:limit]]
    return _answer({'items': items, 'next': rows[limit - 1]['id'] if len(rows) > limit else None})


async def _records(connection: Any, kind: str, ids: list[uuid.UUID], who: Caller) -> dict[uuid.UUID, Any]:
    if kind == 'working_group':
        return {row['id']: _group(row, who) for row in await connection.fetch(f'{GROUP} WHERE g.id = ANY($1)', ids)}
    if kind == 'city':
        keys: dict[uuid.UUID, list[Any]] = defaultdict(list)
        belonging: dict[uuid.UUID, list[Any]] = defaultdict(list)
        for row in await connection.fetch(KEYS, ids):
            keys[row['city_id']].append({'scheme': row['scheme'], 'value': row['value']})
        for row in await connection.fetch(BELONGING, ids):
            found = dict(row)
            belonging[found.pop('city_id')].append(found)
        return {
            row['id']: {**dict(row), 'identifiers': keys[row['id']], 'memberships': belonging[row['id']], 'working_groups': None, **_ending(row)}
            for row in await connection.fetch(CITIES, ids)
        }
    if kind in {'membership', 'lead'}:
        found = {}
        for row in await connection.fetch(MEMBERSHIPS if kind == 'membership' else LEADS, ids):
            body = {name: value for name, value in row.items() if not name.startswith('c_')} | _ending(row)
            if kind == 'lead':
                del body['city_id']
            found[row['id']] = body | {'member' if kind == 'membership' else 'city': _city(row, kind=True)}
        return found
    return await _work(connection, kind, ids)


async def _work(connection: Any, kind: str, ids: list[uuid.UUID]) -> dict[uuid.UUID, Any]:
    found = {}
    after = dict(await connection.fetch(STALE_AFTER)) if kind == 'action_item' else {}
    for row in await connection.fetch(ITEMS if kind == 'action_item' else UPDATES, ids):
        fields = ITEM_FIELDS if kind == 'action_item' else UPDATE_FIELDS
        body = {name: row[name] for name in fields} | _ending(row) | {'visibility': row['audience']}
        body['working_group'] = {'id': row['working_group_id'], 'slug': row['g_slug'], 'title': row['g_title']}
        city = row['responsible_city_id'] if kind == 'action_item' else row['author_city_id']
        name = {'id': city, 'slug': row['c_slug'], 'name': row['c_name'], 'country_code': row['c_country']} if city else None
        if kind == 'action_item':
            body |= {'responsible_city': name, 'latest_update': None, **derived(_Row(row), row['time_zone'], after[row['network_id']])}
        else:
            body['author'] = {'kind': row['author_kind'], 'city': name}
        found[row['id']] = body
    return found


class _Row:
    """A row whose columns are attributes."""

    def __init__(self, row: Any) -> None:
        self.__dict__ = dict(row)


@get('/v1/changes')
async def list_changes(request: Request[Any, Any, Any], since: int = 0, limit: int = 50, feed_id: str = '') -> Response[bytes]:
    async with request.app.state.pool.acquire() as connection:
        who = await _caller(request, connection)
        head = await connection.fetchval('SELECT head_seq FROM change_counter')
        rows = await connection.fetch(PAGE, _ids(who.member_of), _ids(who.office_of), since, limit + 1)
        more, rows = len(rows) > limit, rows[:limit]
        wanted: dict[str, list[uuid.UUID]] = defaultdict(list)
        for row in rows:
            wanted[row['subject_type']].append(row['subject_id'])
        data: dict[uuid.UUID, Any] = {}
        for kind, ids in wanted.items():
            data |= await _records(connection, kind, ids, who)
    items = [
        {
            'seq': row['seq'], 'subject': {'type': row['subject_type'], 'id': row['subject_id']}, 'version': row['version'],
            'occurred_at': utc(row['occurred_at']), 'deleted': row['subject_id'] not in data, 'data': data.get(row['subject_id']),
        }
        for row in rows
    ]  # fmt: skip
    last = rows[-1]['seq'] if rows else since
    return _answer({'feed_id': feed_id, 'items': items, 'next_since': last, 'has_more': more, 'head_seq': head})


@post('/v1/progress-updates')
async def record_progress(request: Request[Any, Any, Any]) -> Response[bytes]:
    wish = msgspec.json.decode(await request.body(), type=Progress)
    new, now = uuid.uuid4(), datetime.now(UTC)
    async with request.app.state.pool.acquire() as connection:
        who = await _caller(request, connection)
        async with connection.transaction():
            item = await connection.fetchrow(
                f'SELECT a.*, g.stage AS g_stage, n.time_zone FROM action_items a JOIN working_groups g ON g.id = a.working_group_id '
                f'JOIN networks n ON n.id = a.network_id WHERE {SEE.format("a")} AND a.id = $3 FOR NO KEY UPDATE OF a',
                _ids(who.member_of), _ids(who.office_of), wish.action_item_id,
            )  # fmt: skip
            if str(item['network_id']) not in who.office_of or item['g_stage'] not in {'proposed', 'constituted'}:
                raise NotAuthorizedException
            day = today(item['time_zone'])
            before = json.dumps({'stage': [item['stage'], wish.stage], 'percent': [item['percent'], wish.percent]})
            await connection.execute(RECORD, wish.action_item_id, new, wish.stage, wish.percent, wish.text, day, now, before)
            body = (await _work(connection, 'progress_update', [new]))[new]
    return _answer({**body, 'you_may': ['record_progress']}, {'Location': f'/v1/progress-updates/{new}', 'ETag': '"1-0"'}, code=201)


@get('/v1/city-catalogue')
async def list_city_catalogue(request: Request[Any, Any, Any], q: str, limit: int = 50) -> Response[bytes]:
    query = ' & '.join(f"'{word}':*" for word in q.lower().split())
    async with request.app.state.pool.acquire() as connection:
        await _caller(request, connection)
        rows = await connection.fetch(CATALOGUE, query, limit + 1)
    items = [{**dict(row), 'country_name': COUNTRIES[row['country_code']]} for row in rows[:limit]]
    following = rows[limit - 1]['id'] if len(rows) > limit else None
    return _answer({'items': items, 'next': following, 'ready': True, 'attribution': ATTRIBUTION})


@get('/v1/exports/cities.csv')
async def export_cities(request: Request[Any, Any, Any]) -> Stream:
    queue: asyncio.Queue[bytes | None] = asyncio.Queue(maxsize=8)

    async def read() -> None:
        async with request.app.state.pool.acquire() as connection:
            await connection.copy_from_query(EXPORT, output=queue.put, format='csv', header=True)
        await queue.put(None)

    async def blocks() -> Any:
        reading = asyncio.create_task(read())
        while (block := await queue.get()) is not None:
            yield bytes(block)
        await reading

    async with request.app.state.pool.acquire() as connection:
        await _caller(request, connection)
    return Stream(blocks(), media_type='text/csv; charset=utf-8')


@get('/ready')
async def is_ready() -> dict[str, bool]:
    return {'ready': True}


def logged(application: Any) -> Any:
    """Write one line of JSON for each request, and give it an id, as the service does."""

    async def serve_one(scope: Any, receive: Any, send: Any) -> None:
        if scope['type'] != 'http':
            await application(scope, receive, send)
            return
        begun, request_id = time.perf_counter(), uuid.uuid4().hex

        async def sent(message: Any) -> None:
            if message['type'] == 'http.response.start':
                entry = {'request_id': request_id, 'method': scope['method'], 'path': scope['path'], 'code': message['status']}
                LOG.info(json.dumps({**entry, 'ms': round((time.perf_counter() - begun) * 1000, 1)}))
                message['headers'] = [*message['headers'], (b'x-request-id', request_id.encode())]
            await send(message)

        await application(scope, receive, sent)

    return serve_one


HANDLERS = [get_working_group, list_working_groups, list_changes, record_progress, list_city_catalogue, export_cities, is_ready]
app = logged(Litestar(HANDLERS, on_startup=[_connected], openapi_config=None))

if __name__ == '__main__':
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format='%(message)s')
    uvicorn.run(app, port=int(os.environ['PORT']), loop='uvloop', http='httptools', access_log=False, log_config=None)
