"""What is public over HTTP as linked data, groups, cities, reports and outputs: no credentials, published fields only."""

import json
from typing import Any
from uuid import UUID

from fastapi import Request
from sqlalchemy import ColumnElement, select
from starlette.responses import Response

from api import linked_data, reads
from api.contract import Resource, Tx
from api.models.networks import NetworkRow
from api.models.shapes import Id, Reference
from api.problems import Problem
from api.reads import Read
from api.shown import networks
from api.shown.public_work import ON_THE_WEBSITE, PUBLIC_OUTPUTS, PUBLIC_REPORTS, SHARED
from api.shown.publicly import PUBLIC_CITIES, PUBLIC_GROUPS, active_in
from api.visibility import grants, visible

public_linked_data = Resource('Public section')
_EXAMPLE = {'@context': 'https://schema.org', '@type': 'City', 'name': 'Graz'}
_LINKED = {linked_data.MEDIA_TYPE: {'type': 'object', 'examples': [_EXAMPLE]}}


@public_linked_data.offer('GET', '/public/working-groups/{working_group}/schema.jsonld', None, contents=_LINKED)
def get_public_working_group_schema(tx: Tx, working_group: Reference, request: Request) -> Response:
    """Read a public working group in the words of schema.org (JSON-LD): an organisation, with its members. Without contacts."""
    group = _record(tx, 'get_public_working_group_schema', PUBLIC_GROUPS, working_group)
    network = _network(tx, 'get_public_working_group_schema', group['network_slug'])
    return _answer(linked_data.of_group(group, network, address=request.app.state.settings.public_url))


@public_linked_data.offer('GET', '/public/cities/{city}/schema.jsonld', None, contents=_LINKED)
def get_public_city_schema(tx: Tx, city: Reference, request: Request) -> Response:
    """Read a member city in the words of schema.org (JSON-LD): a place, with its keys in the registers of the world. Without contacts."""
    found = _record(tx, 'get_public_city_schema', PUBLIC_CITIES, city, active_in(None))
    return _answer(linked_data.of_city(found, address=request.app.state.settings.public_url))


@public_linked_data.offer('GET', '/public/reports/{report}/schema.jsonld', None, contents=_LINKED)
def get_public_report_schema(tx: Tx, report: Id, request: Request) -> Response:
    """Read a report that is on the website in the words of schema.org (JSON-LD), with its files."""
    found = _record(tx, 'get_public_report_schema', PUBLIC_REPORTS, report, ON_THE_WEBSITE)
    network = _network(tx, 'get_public_report_schema', found['network_slug'])
    return _answer(linked_data.of_report(found, network, address=request.app.state.settings.public_url))


@public_linked_data.offer('GET', '/public/outputs/{output}/schema.jsonld', None, contents=_LINKED)
def get_public_output_schema(tx: Tx, output: Id, request: Request) -> Response:
    """Read an output that is shared with everybody in the words of schema.org (JSON-LD), with its file."""
    found = _record(tx, 'get_public_output_schema', PUBLIC_OUTPUTS, output, SHARED)
    network = _network(tx, 'get_public_output_schema', found['network_slug'])
    return _answer(linked_data.of_output(found, network, address=request.app.state.settings.public_url))


def _network(tx: Tx, operation: str, slug: str) -> str:
    """Return what a network is called."""
    found = tx.rows(select(networks.c.name).where(visible(tx.caller, operation, NetworkRow), networks.c.slug == slug), {})
    return str(found[0]['name']) if found else slug


def _record(tx: Tx, operation: str, read: Read, reference: UUID | str, *conditions: ColumnElement[bool]) -> dict[str, Any]:
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
