"""The contract as a page: complete, linked, in the reader's language around it, without a script or anything from elsewhere."""

import json
import re
from html.parser import HTMLParser

import httpx
import pytest

from api.docs.markup import inline, markdown
from api.docs.page import page
from api.docs.schemas import fields, kind, meaning
from api.openapi_document import text
from api.problems import TYPES
from api.sentences import languages

DOCUMENT = json.loads(text())
OPERATIONS = [operation['operationId'] for item in DOCUMENT['paths'].values() for operation in item.values()]


class Seen(HTMLParser):
    """What a page is made of: its anchors, the addresses it links to, its elements and their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.elements.add(tag)
        self.attributes |= set(said)
        self.ids += [str(said['id'])] if 'id' in said else []
        self.links += [str(said['href'])] if 'href' in said else []


@pytest.fixture(scope='module', params=languages())
def seen(request: pytest.FixtureRequest) -> Seen:
    """The page in one language."""
    return Seen(page(DOCUMENT, request.param))


def test_every_operation_event_problem_and_schema_can_be_linked_to(seen: Seen) -> None:
    wanted = {*OPERATIONS, *(f'event-{name}' for name in DOCUMENT['webhooks']), *(f'problem-{slug}' for slug in TYPES)}
    assert wanted | {f'schema-{name}' for name in DOCUMENT['components']['schemas']} <= set(seen.ids)


def test_no_anchor_stands_twice_and_every_link_has_its_anchor(seen: Seen) -> None:
    assert len(set(seen.ids)) == len(seen.ids)
    assert {link for link in seen.links if link.startswith('#') and link[1:] not in seen.ids} == set()


def test_it_needs_no_script_and_nothing_from_elsewhere(seen: Seen) -> None:
    assert {'script', 'style', 'iframe', 'img', 'form'} & seen.elements == set()
    assert [name for name in seen.attributes if name.startswith('on') or name == 'style'] == []
    assert [link for link in seen.links if not link.startswith(('#', '/'))] == []


def test_the_service_shows_it_in_the_readers_language_and_says_when_it_is_unchanged(http: httpx.Client) -> None:
    answer = http.get('/docs', headers={'Accept-Language': 'de'})
    assert answer.status_code == 200
    assert answer.headers['content-type'] == 'text/html; charset=utf-8'
    assert answer.headers['content-language'] == 'de'
    assert "default-src 'self'" in answer.headers['content-security-policy']
    assert '<h2 id="contents">Inhalt</h2>' in answer.text
    tag = answer.headers['etag']
    assert http.get('/docs', headers={'Accept-Language': 'de', 'If-None-Match': tag}).status_code == 304
    assert http.get('/docs', headers={'Accept-Language': 'en', 'If-None-Match': tag}).status_code == 200


def test_it_is_sent_compressed_where_that_is_understood(http: httpx.Client) -> None:
    compressed = http.get('/docs', headers={'Accept-Encoding': 'gzip'})
    plain = http.get('/docs', headers={'Accept-Encoding': 'identity'})
    assert compressed.headers['content-encoding'] == 'gzip'
    assert 'content-encoding' not in plain.headers
    assert compressed.text == plain.text
    assert compressed.headers['etag'] != plain.headers['etag']


def test_its_style_is_there_and_the_service_document_leads_to_the_page(http: httpx.Client) -> None:
    assert http.get('/docs/style.css').headers['content-type'] == 'text/css; charset=utf-8'
    assert http.get('/v1').json()['links']['docs'] == '/docs'


def test_what_is_not_a_text_of_ours_is_escaped() -> None:
    assert inline('a `<b>` & **c**') == 'a <code>&lt;b&gt;</code> &amp; <strong>c</strong>'
    assert markdown('```\n<script>\n```') == '<pre><code>&lt;script&gt;</code></pre>'


@pytest.mark.parametrize(
    ('schema', 'said'),
    [
        ({'type': 'string', 'format': 'uuid'}, 'UUID'),
        ({'anyOf': [{'type': 'integer'}, {'type': 'null'}]}, 'whole number or null'),
        ({'type': 'array', 'items': {'$ref': '#/components/schemas/City'}}, 'list of <a href="#schema-City">City</a>'),
        ({'enum': ['a', 'b']}, '<code>a</code> | <code>b</code>'),
        ({'const': 'a'}, '<code>a</code>'),
    ],
)
def test_a_type_is_said_in_words(schema: dict[str, object], said: str) -> None:
    assert kind(schema) == said


def test_a_field_says_its_bounds_its_default_and_whether_it_is_needed() -> None:
    field = {'type': 'string', 'maxLength': 9, 'description': 'A `word`.', 'default': 'x'}
    assert meaning(field) == 'A <code>word</code>. At most 9 characters. Left out: <code>x</code>.'
    written = fields({'properties': {'word': field}, 'required': ['word']}, sent=True)
    assert re.search(r'<code>word</code> <span class="needed">needed</span>', written)
