"""Reports on the website and shared outputs, as somebody without credentials reads them."""

from typing import Any

import httpx
import pytest

from tests.contract.validated import validated
from tests.routes.acts import made
from tests.routes.conftest import Somebody, World, problem
from tests.routes.sittings import TEXT, assembly, brought_to
from tests.routes.test_documents import PDF, upload
from tests.routes.test_outputs import plan, send, share

HIDDEN = {'version', 'you_may', 'words', 'stage', 'visibility', 'withdrawal_reason', 'latest_submission_id'}


@pytest.fixture
def stranger(http: httpx.Client) -> httpx.Client:
    return validated(http)


def ids(answer: httpx.Response) -> list[str]:
    return [each['id'] for each in made(answer)['items']]


@pytest.mark.parametrize('stage', ['draft', 'submitted', 'tabled', 'approved', 'returned'])
def test_a_report_is_nobodys_business_before_it_is_on_the_website(
    stranger: httpx.Client, office: Somebody, world: World, group: dict[str, Any], stage: str
) -> None:
    report = brought_to(stage, office, group, assembly(office, world))
    assert ids(stranger.get('/v1/public/reports')) == []
    assert problem(stranger.get(f'/v1/public/reports/{report["id"]}')) == (404, 'not-found')


def test_a_report_on_the_website_is_read_by_everybody(
    stranger: httpx.Client, office: Somebody, world: World, group: dict[str, Any]
) -> None:
    sitting = assembly(office, world)
    report = brought_to('published', office, group, sitting)
    shown = made(stranger.get(f'/v1/public/reports/{report["id"]}'))
    assert (shown['text'], shown['language'], shown['published_on']) == (TEXT, 'en', report['published_on'])
    assert (shown['working_group']['slug'], shown['assembly']['title']) == (group['slug'], 'General Assembly')
    assert HIDDEN & set(shown) == set()
    for query in ({}, {'network': 'eccar'}, {'working_group': group['slug']}, {'q': 'fair'}):
        assert ids(stranger.get('/v1/public/reports', params=query)) == [report['id']]
    for query in ({'network': 'icc'}, {'working_group': 'another'}, {'q': 'nothing of it'}):
        assert ids(stranger.get('/v1/public/reports', params=query)) == []


def test_an_output_and_its_document_are_for_everybody_when_they_were_shared_so(
    stranger: httpx.Client, office: Somebody, group: dict[str, Any]
) -> None:
    document = upload(office, PDF, working_group_id=group['id'])
    output = plan(office, group, document_id=document['id'], languages=['de'], visibility='public')
    content = f'/v1/public/documents/{document["id"]}/content'
    assert ids(stranger.get('/v1/public/outputs')) == []
    assert problem(stranger.get(content)) == (404, 'not-found')

    made(share(office, output, 'members'))
    assert ids(stranger.get('/v1/public/outputs')) == []
    assert problem(stranger.get(content)) == (404, 'not-found')

    made(share(office, output, 'public'))
    query = {'kind': 'guidelines', 'language': 'de', 'working_group': group['slug']}
    (shown,) = made(stranger.get('/v1/public/outputs', params=query))['items']
    assert (shown['id'], shown['document']['id'], shown['document']['file_name']) == (output['id'], document['id'], document['file_name'])
    assert HIDDEN & (set(shown) | set(shown['document'])) == set()
    sent = stranger.get(content)
    assert sent.content == PDF
    assert stranger.get(content, headers={'If-None-Match': sent.headers['etag']}).status_code == httpx.codes.NOT_MODIFIED

    assert made(stranger.get(f'/v1/public/outputs/{output["id"]}')) == shown

    made(send(office, output, '/withdrawals', {'reason': 'A figure in it is wrong.'}))
    assert problem(stranger.get(f'/v1/public/outputs/{output["id"]}')) == (404, 'not-found')
    assert ids(stranger.get('/v1/public/outputs')) == []
    assert problem(stranger.get(content)) == (404, 'not-found')
