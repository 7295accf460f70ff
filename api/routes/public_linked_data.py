"""Public groups and cities over HTTP as linked data: no credentials, published fields only."""

import json
from typing import Any

from fastapi import Request
from sqlalchemy import ColumnElement, select
from starlette.responses import Response

from api import linked_data, reads
from api.contract import Resource, Tx
from api.models.networks import NetworkRow
from api.models.shapes import Reference
from api.problems import Problem
from api.reads import Read
from api.shown import networks
from api.shown.publicly import PUBLIC_CITIES, PUBLIC_GROUPS, active_in
from api.visibility import grants, visible

public_linked_data = Resource('Public section')
_EXAMPLE = {'@context': 'https://schema.org', '@type': 'City', 'name': 'Graz'}
_LINKED = {linked_data.MEDIA_TYPE: {'type': 'object', 'examples': [_EXAMPLE]}}


@public_linked_data.offer('GET', '/public/working-groups/{working_group}/schema.jsonld', None, contents=_LINKED)
def get_public_working_group_schema(tx: Tx, working_group: Reference, request: Request) -> Response:
    """Read a public working group in the words of schema.org (JSON-LD): an organisation, with its members. Without contacts."""
    group = _record(tx, 'get_public_working_group_schema', PUBLIC_GROUPS, working_group)
    shown = visible(tx.caller, 'get_public_working_group_schema', NetworkRow)
    network = tx.rows(select(networks.c.name).where(shown, networks.c.slug == group['network_slug']), {})
    name = network[0]['name'] if network else group['network_slug']
    return _answer(linked_data.of_group(group, name, address=request.app.state.settings.public_url))


@public_linked_data.offer('GET', '/public/cities/{city}/schema.jsonld', None, contents=_LINKED)
def get_public_city_schema(tx: Tx, city: Reference, request: Request) -> Response:
    """Read a member city in the words of schema.org (JSON-LD): a place, with its keys in the registers of the world. Without contacts."""
    found = _record(tx, 'get_public_city_schema', PUBLIC_CITIES, city, active_in(None))
    return _answer(linked_data.of_city(found, address=request.app.state.settings.public_url))


def _record(tx: Tx, operation: str, read: Read, reference: str, *conditions: ColumnElement[bool]) -> dict[str, Any]:
    """Return a public record as the public section shows it; one of its former slugs will do."""
    record_id = reads.find_id(tx, operation, read, reference, *conditions)
    wanted = read.select(tx, operation, with_facts=False).where(read.columns.c.id == record_id, *conditions)
    found = tx.rows(wanted, grants(tx.caller)) if record_id else []
    if not found:
        raise Problem('not-found')
    record: dict[str, Any] = json.loads(found[0]['body'])
    return record


def _answer(said: dict[str, Any]) -> Response:
    return Response(json.dumps(said, ensure_ascii=False), media_type=linked_data.MEDIA_TYPE)
