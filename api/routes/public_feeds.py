"""What a network publishes, over HTTP as feeds that programs subscribe to: no credentials, published fields only."""

from typing import Any

from fastapi import Request
from sqlalchemy import ColumnElement, select
from starlette.responses import Response

from api import atom
from api.atom import Entry
from api.contract import Resource, Tx
from api.models.columns import table
from api.models.networks import NetworkRow
from api.models.outputs import OutputRow
from api.models.reports import ReportRow
from api.models.shapes import Slug
from api.models.working_groups import WorkingGroupRow
from api.problems import Problem
from api.sentences import say
from api.shown import networks
from api.shown.public_feeds import latest_groups, latest_outputs, latest_reports
from api.visibility import visible

public_feeds = Resource('Public section')
_EXAMPLE = '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">…</feed>\n'
_FEED = {atom.MEDIA_TYPE: {'type': 'string', 'contentMediaType': atom.MEDIA_TYPE, 'examples': [_EXAMPLE]}}


@public_feeds.offer('GET', '/public/networks/{network}/reports.atom', None, contents=_FEED)
def get_public_report_feed(tx: Tx, network: Slug, request: Request) -> Response:
    """Subscribe to the reports of working groups that the general assembly approved and the website shows (Atom).

    The hundred latest, each with its whole text, in Markdown. What a demonstration has invented is left out of every feed.
    """
    owner, address = _network(tx, 'get_public_report_feed', network), request.app.state.settings.public_url
    shown = visible(tx.caller, 'get_public_report_feed', ReportRow)
    entries = [
        Entry(
            row['id'],
            row['title'],
            row['updated_at'],
            f'{address}/working-groups/{row["slug"]}',
            row['published_on'],
            row['text'],
            [row['working_group']],
        )
        for row in tx.rows(latest_reports(shown, _of(ReportRow, owner)), {})
    ]
    return _answer(tx, request, owner, 'reports', entries)


@public_feeds.offer('GET', '/public/networks/{network}/outputs.atom', None, contents=_FEED)
def get_public_output_feed(tx: Tx, network: Slug, request: Request) -> Response:
    """Subscribe to what working groups and the network have made and shared with everybody (Atom), with the documents enclosed."""
    owner, address = _network(tx, 'get_public_output_feed', network), request.app.state.settings.public_url
    shown = visible(tx.caller, 'get_public_output_feed', OutputRow)
    entries = [
        Entry(
            row['id'],
            row['title'],
            row['updated_at'],
            row['url'] or (f'{address}/working-groups/{row["slug"]}' if row['slug'] else f'{address}/'),
            row['shared_on'],
            row['description'],
            [row['kind']],
            (f'{address}/v1/public/documents/{row["document_id"]}/content', row['media_type'], row['size']) if row['document_id'] else None,
        )
        for row in tx.rows(latest_outputs(shown, _of(OutputRow, owner)), {})
    ]
    return _answer(tx, request, owner, 'outputs', entries)


@public_feeds.offer('GET', '/public/networks/{network}/working-groups.atom', None, contents=_FEED)
def get_public_working_group_feed(tx: Tx, network: Slug, request: Request) -> Response:
    """Subscribe to the working groups of a network (Atom): those that are new, and those that changed last."""
    owner, address = _network(tx, 'get_public_working_group_feed', network), request.app.state.settings.public_url
    shown = visible(tx.caller, 'get_public_working_group_feed', WorkingGroupRow)
    entries = [
        Entry(
            row['id'],
            row['title'],
            row['updated_at'],
            f'{address}/working-groups/{row["slug"]}',
            content=row['aims'],
            categories=[row['stage']],
        )
        for row in tx.rows(latest_groups(shown, _of(WorkingGroupRow, owner)), {})
    ]
    return _answer(tx, request, owner, 'working-groups', entries)


def _network(tx: Tx, operation: str, slug: str) -> dict[str, Any]:
    names = ('id', 'slug', 'name', 'created_at')
    shown = visible(tx.caller, operation, NetworkRow)
    found = tx.rows(select(*(networks.c[name] for name in names)).where(shown, networks.c.slug == slug, ~networks.c.partner), {})
    if not found:
        raise Problem('not-found')
    return found[0]


def _of(row: type[ReportRow | OutputRow | WorkingGroupRow], owner: dict[str, Any]) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = table(row).c.network_id == owner['id']
    return condition


def _answer(tx: Tx, request: Request, owner: dict[str, Any], kind: str, entries: list[Entry]) -> Response:
    title = say(tx.caller.language, f'feed.{kind}', network=owner['name'])
    text = atom.feed_of(owner, kind, title, entries, address=request.app.state.settings.public_url)
    return Response(text, media_type=atom.MEDIA_TYPE)
