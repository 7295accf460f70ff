"""The pages as files: compressed where the browser takes it, kept while they are unchanged, and one page for every address."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from api import spa
from tests.conftest import NO_TLS, Service

SCRIPT, PAGE = b'let city = "Graz";', b'<!doctype html><title>Coalition</title>'


@pytest.fixture
def pages(http: httpx.Client, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    """The running service with a small build of its own."""
    chunks = tmp_path / '_app' / 'immutable'
    chunks.mkdir(parents=True)
    (tmp_path / 'index.html').write_bytes(PAGE)
    (chunks / 'city.js').write_bytes(SCRIPT)
    (chunks / 'city.js.br').write_bytes(b'compressed')
    (tmp_path / 'mark.svg').write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    application = service.app.app
    assert isinstance(application, Starlette)
    monkeypatch.setattr(application.router, 'default', spa.serve(tmp_path))
    with httpx.Client(base_url=http.base_url, verify=NO_TLS, headers={'Accept-Encoding': 'identity'}) as client:
        yield client


def test_every_address_that_is_not_the_interface_answers_with_the_page(pages: httpx.Client) -> None:
    for path in ('/', '/working-groups/fair-housing', '/../etc/passwd', '/%2e%2e/secret'):
        answer = pages.get(path)
        assert (answer.status_code, answer.content, answer.headers['cache-control']) == (200, PAGE, 'no-cache')
    assert pages.head('/cities').headers['content-length'] == str(len(PAGE))


def test_a_script_of_this_build_is_kept_for_ever_and_one_of_another_build_is_not_found(pages: httpx.Client) -> None:
    answer = pages.get('/_app/immutable/city.js')
    assert (answer.content, answer.headers['cache-control']) == (SCRIPT, 'public, max-age=31536000, immutable')
    assert 'javascript' in answer.headers['content-type']
    assert pages.get('/_app/immutable/older.js').status_code == httpx.codes.NOT_FOUND


def test_a_browser_that_takes_compressed_files_gets_the_twin(pages: httpx.Client) -> None:
    with pages.stream('GET', '/_app/immutable/city.js', headers={'Accept-Encoding': 'gzip, br;q=0.9'}) as answer:
        assert answer.headers['content-encoding'] == 'br'
        assert 'Accept-Encoding' in answer.headers['vary']
        assert 'javascript' in answer.headers['content-type']


def test_an_unchanged_page_is_not_sent_again(pages: httpx.Client) -> None:
    tag = pages.get('/').headers['etag']
    assert pages.get('/', headers={'If-None-Match': tag}).status_code == httpx.codes.NOT_MODIFIED


def test_an_unknown_address_of_the_interface_is_a_problem_and_never_the_page(pages: httpx.Client) -> None:
    for path in ('/v1/nowhere', '/problems/nothing', '/health/nothing'):
        assert pages.get(path).headers['content-type'].startswith('application/problem+json')


def test_a_folder_is_never_listed(pages: httpx.Client) -> None:
    for path in ('/_app', '/_app/', '/_app/immutable', '/_app/immutable/', '/_app/immutable/..'):
        answer = pages.get(path)
        assert (answer.status_code, 'city.js' in answer.text) in {(200, False), (404, False)}, path
        assert answer.content == PAGE or answer.headers['content-type'] == 'application/problem+json'


def test_a_file_says_what_it_is_and_how_its_text_is_written(pages: httpx.Client) -> None:
    said = {path: pages.get(path).headers['content-type'] for path in ('/', '/mark.svg', '/_app/immutable/city.js')}
    assert said == {
        '/': 'text/html; charset=utf-8',
        '/mark.svg': 'image/svg+xml; charset=utf-8',
        '/_app/immutable/city.js': 'text/javascript; charset=utf-8',
    }
