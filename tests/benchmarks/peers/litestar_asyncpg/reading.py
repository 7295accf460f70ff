"""What the tuned peer reads: groups, the catalogue, the feed."""

import uuid
from collections import defaultdict
from typing import Any

from babel import Locale
from calling import caller, ids
from credentials import you_may
from litestar import Request, Response, get
from records import answer, group, records
from shapes import utc
from statements import CATALOGUE, GROUP, INSIDE, PAGE, SEE

COUNTRIES = Locale.parse('en').territories
ATTRIBUTION = 'GeoNames (https://www.geonames.org), CC BY 4.0'


@get('/v1/working-groups/{group_id:uuid}')
async def get_working_group(request: Request[Any, Any, Any], group_id: uuid.UUID, expand: str = '') -> Response[bytes]:
    """One working group."""
    async with request.app.state.pool.acquire() as connection:
        who = await caller(request, connection)
        see = (ids(who.member_of), ids(who.office_of))
        row = await connection.fetchrow(f'{GROUP} WHERE {SEE.format("g")} AND g.id = $3', *see, group_id)
        inside = await connection.fetch(INSIDE, group_id)
    body = group(row, who)
    if 'members' in expand:
        body['members'] = [dict(each) for each in inside]
    lead = str(row['c_id']) if row['c_id'] else None
    body['you_may'] = you_may(who, str(row['network_id']), row['stage'], lead, {str(each['id']) for each in inside})
    tag = f'"{row["version"]}-{hash((row["version"], tuple(body["you_may"]))) & 0xFFFFFFFF:08x}"'
    if request.headers.get('if-none-match') == tag:
        return Response(b'', status_code=304, headers={'ETag': tag})
    return answer(body, None if 'members' in expand else {'ETag': tag})


@get('/v1/working-groups')
async def list_working_groups(request: Request[Any, Any, Any], limit: int = 50) -> Response[bytes]:
    """A page of working groups."""
    async with request.app.state.pool.acquire() as connection:
        who = await caller(request, connection)
        see = (ids(who.member_of), ids(who.office_of))
        rows = await connection.fetch(f'{GROUP} WHERE {SEE.format("g")} ORDER BY g.sort_key, g.id LIMIT $3', *see, limit + 1)
    items = [{**group(row, who), 'you_may': None} for row in rows[:limit]]
    return answer({'items': items, 'next': rows[limit - 1]['id'] if len(rows) > limit else None})


@get('/v1/changes')
async def list_changes(request: Request[Any, Any, Any], since: int = 0, limit: int = 50, feed_id: str = '') -> Response[bytes]:
    """A page of the feed."""
    async with request.app.state.pool.acquire() as connection:
        who = await caller(request, connection)
        head = await connection.fetchval('SELECT head_seq FROM change_counter')
        rows = await connection.fetch(PAGE, ids(who.member_of), ids(who.office_of), since, limit + 1)
        more, rows = len(rows) > limit, rows[:limit]
        wanted: dict[str, list[uuid.UUID]] = defaultdict(list)
        for row in rows:
            wanted[row['subject_type']].append(row['subject_id'])
        data: dict[uuid.UUID, Any] = {}
        for kind, found in wanted.items():
            data |= await records(connection, kind, found, who)
    items = [
        {
            'seq': row['seq'], 'subject': {'type': row['subject_type'], 'id': row['subject_id']}, 'version': row['version'],
            'occurred_at': utc(row['occurred_at']), 'deleted': row['subject_id'] not in data, 'data': data.get(row['subject_id']),
        }
        for row in rows
    ]  # fmt: skip
    last = rows[-1]['seq'] if rows else since
    return answer({'feed_id': feed_id, 'items': items, 'next_since': last, 'has_more': more, 'head_seq': head})


@get('/v1/city-catalogue')
async def list_city_catalogue(request: Request[Any, Any, Any], q: str, limit: int = 50) -> Response[bytes]:
    """A page of the catalogue."""
    query = ' & '.join(f"'{word}':*" for word in q.lower().split())
    async with request.app.state.pool.acquire() as connection:
        await caller(request, connection)
        rows = await connection.fetch(CATALOGUE, query, limit + 1)
    items = [{**dict(row), 'country_name': COUNTRIES[row['country_code']]} for row in rows[:limit]]
    following = rows[limit - 1]['id'] if len(rows) > limit else None
    return answer({'items': items, 'next': following, 'ready': True, 'attribution': ATTRIBUTION})
