"""Every problem's `type` can be opened: a person reads what to do, a program the same as JSON."""

import re
from html.parser import HTMLParser

import httpx
import pytest

from api.problems import TYPES
from api.sentences import CATALOGUES
from tests.routes.conftest import problem

VOID = {'meta', 'link', 'br'}


class Page(HTMLParser):
    """What a browser would make of a page: its elements in order, its texts, and whether everything is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in self.open:
            self.texts[tag] = self.texts.get(tag, '') + data


@pytest.mark.parametrize('language', list(CATALOGUES))
def test_each_has_a_page_that_says_what_it_means_and_what_to_do(http: httpx.Client, language: str) -> None:
    for slug, (code, title) in TYPES.items():
        answer = http.get(f'/problems/{slug}', headers={'accept-language': language, 'accept': 'text/html,application/xhtml+xml,*/*;q=0.8'})
        assert (answer.status_code, answer.headers['content-type']) == (200, 'text/html; charset=utf-8')
        assert answer.headers['content-language'] == language
        page = Page(answer.text)
        elements = [tag for tag, _ in page.elements]
        attributes = {tag: attrs for tag, attrs in page.elements if tag in {'html', 'h1'}}
        metas = {attrs.get('name'): attrs.get('content') for tag, attrs in page.elements if tag == 'meta'}
        assert page.open == []
        assert attributes['html'] == {'lang': language}
        assert (page.texts['title'], page.texts['h1'], attributes['h1']) == (title, title, {'lang': 'en'})
        assert metas['viewport'] == 'width=device-width, initial-scale=1'
        assert metas['color-scheme'] == 'light dark'
        assert 'script' not in elements
        assert elements.count('main') == 1
        assert f'/problems/{slug}' in page.texts['dl']
        assert str(code) in page.texts['dl']
        sentence = CATALOGUES[language][f'problem.{slug}.detail']
        first = re.split(r'[{<]', sentence if isinstance(sentence, str) else sentence['other'])[0].strip()
        assert first in page.texts['main']
        assert '{' not in page.texts['main']


def test_it_reads_differently_in_each_language_and_loads_nothing(http: httpx.Client) -> None:
    pages = [http.get('/problems/stale-version', headers={'accept-language': language}) for language in ('en', 'de')]
    assert 'Somebody changed this in the meantime.' in pages[0].text
    assert 'Somebody changed this in the meantime.' not in pages[1].text
    for page in pages:
        assert page.headers['vary'] == 'Accept, Accept-Language'
        assert page.headers['content-security-policy'].startswith("default-src 'none'; style-src 'sha256-")
        assert re.search(r'(src|href|url\()', page.text) is None


@pytest.mark.parametrize('accept', ['application/json', 'application/problem+json', 'application/problem+json, application/json;q=0.9'])
def test_a_program_gets_the_same_as_json(http: httpx.Client, accept: str) -> None:
    for slug, (code, title) in TYPES.items():
        answer = http.get(f'/problems/{slug}', headers={'accept': accept, 'accept-language': 'de'})
        assert (answer.status_code, answer.headers['content-type']) == (200, 'application/json')
        said = answer.json()
        assert (said['type'], said['status'], said['title']) == (f'/problems/{slug}', code, title)
        assert said['meaning'].endswith('.')
        assert said['meaning'] != http.get(f'/problems/{slug}', headers={'accept': accept, 'accept-language': 'en'}).json()['meaning']


def test_without_a_wish_it_is_the_page(http: httpx.Client) -> None:
    for accept in ('', '*/*', 'text/html, application/json', 'image/png'):
        assert http.get('/problems/not-found', headers={'accept': accept}).headers['content-type'].startswith('text/html')


def test_what_is_no_type_of_problem_has_no_page(http: httpx.Client) -> None:
    for slug in ('nothing', 'NOT-FOUND', '%00', 'not-found%2F', '..%2fv1'):
        assert problem(http.get(f'/problems/{slug}')) == (404, 'not-found')
