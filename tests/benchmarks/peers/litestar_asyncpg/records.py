"""The records as answers show them, and all records of a kind that a page of the feed shows."""

import uuid
from collections import defaultdict
from typing import Any

import msgspec
from credentials import Caller
from litestar import Response
from shapes import derived, utc
from statements import BELONGING, CITIES, GROUP, ITEMS, KEYS, LEADS, MEMBERSHIPS, STALE_AFTER, UPDATES

ITEM_FIELDS = (
    'id', 'version', 'network_id', 'title', 'description', 'origin', 'addressees', 'target_groups', 'city_function', 'horizon',
    'responsible_person_id', 'starts_on', 'due_on', 'completion_criterion', 'budget_note', 'meeting_id', 'stage', 'percent', 'last_progress_on',
    'source', 'demonstration',
)  # fmt: skip
UPDATE_FIELDS = (
    'id', 'version', 'network_id', 'action_item_id', 'made_on', 'author_person_id', 'unchanged', 'stage', 'percent', 'text', 'obstacle',
    'evidence_url', 'document_id', 'corrects_id', 'corrected_by_id', 'source', 'demonstration',
)  # fmt: skip
encode = msgspec.json.encode


def city(row: Any, kind: bool = False) -> dict[str, Any]:
    """Return the name of a city that a row was joined with."""
    name = {'id': row['city_id'] if 'city_id' in row else row['c_id'], 'slug': row['c_slug'], 'name': row['c_name'], 'country_code': row['c_country']}
    return {'kind': 'city', **name} if kind else name


def ending(row: Any) -> dict[str, Any]:
    """Return what every record's answer ends with."""
    return {'source': row['source'], 'demonstration': row['demonstration'], 'created_at': utc(row['created_at']), 'updated_at': utc(row['updated_at'])}


def group(row: Any, who: Caller) -> dict[str, Any]:
    """Return a working group; what only its office sees is left out for others."""
    body = dict(row)
    lead = {'id': body.pop('c_id'), 'slug': body.pop('c_slug'), 'name': body.pop('c_name'), 'country_code': body.pop('c_country')}
    if str(row['network_id']) not in who.office_of:
        body |= {'missing': row['missing'] if row['stage'] == 'proposed' else [], 'needs_lead': None, 'below_minimum': None, 'undeclared': None}
    recorded = row['constitution_recorded_at']
    return body | {'lead_city': lead if lead['id'] else None, 'members': None, 'constitution_recorded_at': utc(recorded) if recorded else None} | ending(row)


def answer(body: Any, headers: dict[str, str] | None = None, code: int = 200) -> Response[bytes]:
    """Return an answer in JSON."""
    return Response(encode(body), media_type='application/json', headers=headers, status_code=code)


async def records(connection: Any, kind: str, ids: list[uuid.UUID], who: Caller) -> dict[uuid.UUID, Any]:
    """Return the records of one kind by their ids."""
    if kind == 'working_group':
        return {row['id']: group(row, who) for row in await connection.fetch(f'{GROUP} WHERE g.id = ANY($1)', ids)}
    if kind == 'city':
        keys: dict[uuid.UUID, list[Any]] = defaultdict(list)
        belonging: dict[uuid.UUID, list[Any]] = defaultdict(list)
        for row in await connection.fetch(KEYS, ids):
            keys[row['city_id']].append({'scheme': row['scheme'], 'value': row['value']})
        for row in await connection.fetch(BELONGING, ids):
            found = dict(row)
            belonging[found.pop('city_id')].append(found)
        return {
            row['id']: {**dict(row), 'identifiers': keys[row['id']], 'memberships': belonging[row['id']], 'working_groups': None, **ending(row)}
            for row in await connection.fetch(CITIES, ids)
        }
    if kind in {'membership', 'lead'}:
        found = {}
        for row in await connection.fetch(MEMBERSHIPS if kind == 'membership' else LEADS, ids):
            body = {name: value for name, value in row.items() if not name.startswith('c_')} | ending(row)
            if kind == 'lead':
                del body['city_id']
            found[row['id']] = body | {'member' if kind == 'membership' else 'city': city(row, kind=True)}
        return found
    return await work(connection, kind, ids)


async def work(connection: Any, kind: str, ids: list[uuid.UUID]) -> dict[uuid.UUID, Any]:
    """Return action items or progress updates by their ids."""
    found = {}
    after = dict(await connection.fetch(STALE_AFTER)) if kind == 'action_item' else {}
    for row in await connection.fetch(ITEMS if kind == 'action_item' else UPDATES, ids):
        fields = ITEM_FIELDS if kind == 'action_item' else UPDATE_FIELDS
        body = {name: row[name] for name in fields} | ending(row) | {'visibility': row['audience']}
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
