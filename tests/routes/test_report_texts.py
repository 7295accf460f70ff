"""Reports as a page shows them: what people wrote in Markdown is formatted, and nothing of it runs or loads anything."""

from html.parser import HTMLParser
from typing import Any

import httpx
import pytest

from tests.contract.validated import validated
from tests.routes.acts import made
from tests.routes.conftest import Somebody, World, problem
from tests.routes.sittings import assembly, brought_to, change, report

TEXT = """# Fair & <free> housing

Four cities have **compared** what *they* do, `x < y` and all: "quotes", [a page](https://example.org/?a=1&b="2).

##### Next

- Graz
- Łódź

3. three
4. four

> Thank you.

<script>alert(1)</script> <img src=x onerror=alert(1)> [no](javascript:alert(1)) ![a picture](https://example.org/track.png)
[nor this](data:text/html,x) [mail](mailto:office@example.org)
"""
WRITTEN = {'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'ul', 'ol', 'li', 'blockquote', 'pre', 'code', 'strong', 'em', 'br', 'a'}


class Seen(HTMLParser):
    """What a browser makes of a piece of HTML: elements, attributes, words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ''
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture
def draft(office: Somebody, world: World, group: dict[str, Any]) -> dict[str, Any]:
    return made(report(office, group, assembly(office, world), text=TEXT))


def text_of(caller: httpx.Client, found: dict[str, Any], section: str = '') -> httpx.Response:
    return caller.get(f'/v1/{section}reports/{found["id"]}/text')


def test_headings_lists_quotes_and_links_are_elements(office: Somebody, draft: dict[str, Any]) -> None:
    said = made(text_of(office, draft))
    assert (said['report_id'], said['language']) == (draft['id'], 'en')
    seen = Seen(said['html'])
    assert '<h2>Fair &amp; &lt;free&gt; housing</h2>' in said['html']
    assert '<h3>Next</h3>' in said['html'], 'a heading that skips levels is one below the one before'
    assert ('<ol start="3">' in said['html'], seen.elements.count('li'), '<strong>compared</strong>' in said['html']) == (True, 4, True)
    assert [value for name, value in seen.attributes if name == 'href'] == [
        'https://example.org/?a=1&b=%222', 'mailto:office@example.org',
    ]  # fmt: skip


def test_nothing_that_people_wrote_runs_or_loads_anything(office: Somebody, draft: dict[str, Any]) -> None:
    for text in (TEXT, '<b onclick=x>', '[a](https://x.example/"onmouseover="y)', '&lt;script&gt;', '- ' * 3000, '> ' * 3000, '***a' * 400):
        draft = made(change(office, 'reports', draft, text=text))
        seen = Seen(made(text_of(office, draft))['html'])
        assert set(seen.elements) <= WRITTEN
        assert {name for name, _ in seen.attributes} <= {'href', 'rel', 'start'}
        assert {value.partition(':')[0] for name, value in seen.attributes if name == 'href' and value} <= {'https', 'mailto'}
    assert made(text_of(office, made(change(office, 'reports', draft, text=''))))['html'] == ''


def test_who_may_not_read_a_report_is_not_shown_its_text(
    http: httpx.Client, office: Somebody, signed_in: Any, world: World, group: dict[str, Any]
) -> None:
    stranger, berlin = validated(http), signed_in('coordinator', 'berlin')
    submitted = brought_to('submitted', office, group, assembly(office, world))
    assert problem(text_of(berlin, submitted)) == (404, 'not-found')
    assert problem(text_of(stranger, submitted)) == (401, 'unauthenticated')
    assert problem(text_of(stranger, submitted, 'public/')) == (404, 'not-found')
    published = brought_to('published', office, group, assembly(office, world, title='Another'))
    assert made(text_of(stranger, published, 'public/'))['html'].startswith('<h2>Fair housing</h2>')
