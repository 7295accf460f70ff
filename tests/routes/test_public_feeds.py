"""What a network publishes as Atom feeds, read by a reader that others have written, and held against what RFC 4287 asks for."""

from datetime import datetime
from typing import Any

import feedparser  # type: ignore[import-untyped]  # it says no types
import httpx
import pytest

from api import atom
from api.database import Database
from tests.contract.validated import validated
from tests.routes.acts import constituted, made, propose
from tests.routes.conftest import Somebody, World, problem
from tests.routes.sittings import TEXT, assembly, brought_to
from tests.routes.test_documents import PDF, upload
from tests.routes.test_outputs import plan, share
from tests.world import rows

FEEDS = ('reports', 'outputs', 'working-groups')


@pytest.fixture
def stranger(http: httpx.Client) -> httpx.Client:
    return validated(http)


def address_of(kind: str, network: str = 'eccar') -> str:
    return f'/v1/public/networks/{network}/{kind}.atom'


def feed(caller: httpx.Client, kind: str) -> Any:
    """Return a feed as the reader has it, having checked what RFC 4287 asks of each."""
    answer = caller.get(address_of(kind))
    assert answer.status_code == 200, answer.text
    assert answer.headers['content-type'] == f'{atom.MEDIA_TYPE}; charset=utf-8' or answer.headers['content-type'] == atom.MEDIA_TYPE
    found = feedparser.parse(answer.content, response_headers=dict(answer.headers), sanitize_html=False)
    assert not found.bozo, found.get('bozo_exception')
    assert found.version == 'atom10'
    meta = found.feed
    assert meta.id
    assert meta.title
    assert meta.author
    assert datetime.fromisoformat(meta.updated).tzinfo is not None
    [own] = [link for link in meta.links if link.rel == 'self']
    assert own.href == meta.id
    assert own.href.endswith(address_of(kind))
    assert len({entry.id for entry in found.entries}) == len(found.entries)
    for entry in found.entries:
        assert entry.id.startswith('urn:uuid:')
        assert entry.title
        assert datetime.fromisoformat(entry.updated) <= datetime.fromisoformat(meta.updated)
        assert len([link for link in entry.links if link.rel == 'alternate']) == 1
    return found


def test_a_report_comes_into_the_feed_when_it_is_on_the_website(stranger: httpx.Client, office: Somebody, world: World) -> None:
    group = constituted(office, world, title='Fair & <free> housing')
    sitting = assembly(office, world)
    assert feed(stranger, 'reports').entries == []
    approved = brought_to('approved', office, group, sitting)
    assert feed(stranger, 'reports').entries == []
    path, match = f'/v1/reports/{approved["id"]}/publications', {'If-Match': '*'}
    report = made(office.post(path, json={'channel': 'website'}, headers=match))
    [entry] = feed(stranger, 'reports').entries
    assert (entry.id, entry.title) == (f'urn:uuid:{report["id"]}', report['title'])
    assert (entry.content[0].value, entry.content[0].type) == (TEXT, 'text/plain')
    assert entry.published.startswith(report['published_on'])
    assert [tag.term for tag in entry.tags] == ['Fair & <free> housing']
    assert entry.link.endswith(f'/working-groups/{group["slug"]}')


def test_an_output_brings_its_document(stranger: httpx.Client, office: Somebody, world: World) -> None:
    group = constituted(office, world)
    document = upload(office, PDF, working_group_id=group['id'])
    plan(office, group, title='Kept among us', url='https://example.org/inner')
    output = made(share(office, plan(office, group, document_id=document['id'], languages=['de']), 'public'))
    [entry] = feed(stranger, 'outputs').entries
    assert entry.id == f'urn:uuid:{output["id"]}'
    [enclosure] = entry.enclosures
    assert (enclosure.type, int(enclosure.length)) == ('application/pdf', document['size'])
    path = enclosure.href.partition('/v1/')[2]
    assert stranger.get(f'/v1/{path}').content == PDF


def test_groups_are_those_that_everybody_may_see(stranger: httpx.Client, office: Somebody, world: World) -> None:
    propose(office, world, title='Not yet')
    group = constituted(office, world, aims='Landlords & tenants')
    [entry] = feed(stranger, 'working-groups').entries
    assert (entry.title, entry.content[0].value, entry.tags[0].term) == (group['title'], 'Landlords & tenants', 'constituted')


@pytest.mark.parametrize('kind', FEEDS)
def test_a_feed_is_asked_for_again_at_little_cost_and_only_there_where_one_is(stranger: httpx.Client, kind: str) -> None:
    tag = stranger.get(address_of(kind)).headers['etag']
    assert stranger.get(address_of(kind), headers={'If-None-Match': tag}).status_code == 304
    assert feed(stranger, kind).entries == []
    assert problem(stranger.get(address_of(kind, 'nowhere'))) == (404, 'not-found')


def test_what_a_demonstration_has_invented_is_in_no_feed(
    stranger: httpx.Client, office: Somebody, world: World, database: Database
) -> None:
    group = constituted(office, world)
    brought_to('published', office, group, assembly(office, world))
    assert [len(feed(stranger, kind).entries) for kind in FEEDS] == [1, 0, 1]
    rows(database, 'UPDATE working_groups SET demonstration = true RETURNING id')
    rows(database, 'UPDATE reports SET demonstration = true RETURNING id')
    assert [feed(stranger, kind).entries for kind in FEEDS] == [[], [], []]


def test_a_title_that_xml_cannot_hold_breaks_no_feed(stranger: httpx.Client, office: Somebody, world: World) -> None:
    constituted(office, world, title='Odd \ufffe sign')
    assert [entry.title for entry in feed(stranger, 'working-groups').entries] == ['Odd  sign']
