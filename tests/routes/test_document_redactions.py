"""A document that names somebody is taken away: its bytes for good and everywhere, while the record says that, since when and why."""

import csv
import hashlib
import io
from pathlib import Path
from typing import Any

import httpx
import pytest

from api import erasure_ledger
from api.database import Database
from tests.contract.validated import validated
from tests.routes.acts import constituted, made
from tests.routes.conftest import Index, Journal, SignedIn, Somebody, World, problem
from tests.routes.test_documents import PDF, change, download, post, upload
from tests.routes.test_outputs import plan, share
from tests.routes.test_public_feeds import feed
from tests.world import rows

pytestmark = pytest.mark.usefixtures('ledger')
REASON = 'asked for by letter'
HASH = hashlib.sha256(PDF).hexdigest()
NAMED = 'Ada Advocate.pdf'


def redact(caller: httpx.Client, document: dict[str, Any], version: str = '*', **said: str) -> httpx.Response:
    path = f'/v1/documents/{document["id"]}/redactions'
    return caller.post(path, json={'reason': REASON, **said}, headers={'If-Match': version})


@pytest.fixture
def group(office: Somebody, world: World) -> dict[str, Any]:
    return constituted(office, world)


@pytest.fixture
def document(office: Somebody, group: dict[str, Any]) -> dict[str, Any]:
    return upload(office, PDF, NAMED, working_group_id=group['id'])


def test_the_bytes_go_and_the_record_says_so_with_their_hash(
    office: Somebody, document: dict[str, Any], database: Database, ledger: Path, journal: Journal, index: Index
) -> None:
    seq = index(document['id'])['seq']
    assert 'redact_document' in made(office.get(f'/v1/documents/{document["id"]}'))['you_may']
    after = made(redact(office, document, f'"{document["version"]}"'))
    assert (after['redaction']['reason'], after['sha256'], after['size']) == (REASON, HASH, len(PDF))
    assert (after['title'], after['file_name'], after['version']) == (NAMED, NAMED, document['version'] + 1)
    assert 'redact_document' not in after['you_may']
    assert after == made(office.get(f'/v1/documents/{document["id"]}'))
    assert rows(database, 'SELECT * FROM document_contents') == []
    assert index(document['id'])['seq'] > seq
    entry = journal(document['id'])[-1]
    assert (entry['operation'], entry['reason'], set(entry['changes'])) == ('redact_document', REASON, {'redacted_at'})
    [line] = erasure_ledger.read(ledger)
    assert line.redaction is not None
    assert (line.redaction.table, line.redaction.column, line.redaction.old_sha256) == ('documents', 'content', HASH)
    [listed] = made(office.get('/v1/redactions'))['items']
    assert (listed['subject_type'], listed['subject_name'], listed['field_label'], listed['old_sha256']) == (
        'document',
        NAMED,
        'file',
        HASH,
    )


def test_whoever_had_the_file_is_told_that_it_was_removed(office: Somebody, bologna: Somebody, document: dict[str, Any]) -> None:
    assert download(bologna, document, If_None_Match=f'"{HASH}"').status_code == 304
    made(redact(office, document))
    for caller in (office, bologna):
        for headers in ({}, {'If_None_Match': f'"{HASH}"'}, {'If_None_Match': '*'}):
            refusal = download(caller, document, **headers)
            assert problem(refusal) == (404, 'document-redacted')
            assert NAMED in refusal.json()['detail']
    assert bologna.head(f'/v1/documents/{document["id"]}/content').status_code == 404


def test_minutes_and_outputs_go_on_naming_it_and_the_public_page_says_that_it_is_gone(
    http: httpx.Client, office: Somebody, group: dict[str, Any], document: dict[str, Any]
) -> None:
    stranger = validated(http)
    wish = {'working_group_id': group['id'], 'title': 'First meeting', 'starts_at': '2020-03-01T09:00:00Z'}
    meeting = made(office.post('/v1/meetings', json=wish))
    told = {'minutes': 'All agreed.', 'minutes_document_id': document['id']}
    made(office.post(f'/v1/meetings/{meeting["id"]}/minutes', json=told, headers={'If-Match': '*'}))
    output = made(share(office, plan(office, group, document_id=document['id']), 'public'))
    path = f'/v1/public/outputs/{output["id"]}'
    before = stranger.get(path)
    assert before.json()['document']['redacted_at'] is None
    assert made(stranger.get(f'{path}/schema.jsonld'))['encoding']['name'] == NAMED
    after = made(redact(office, document))
    assert made(office.get(f'/v1/meetings/{meeting["id"]}'))['minutes_document_id'] == document['id']
    assert made(office.get(f'/v1/outputs/{output["id"]}'))['document_id'] == document['id']
    shown = stranger.get(path, headers={'If-None-Match': before.headers['etag']})
    assert (shown.status_code, shown.json()['document']['redacted_at']) == (200, after['redaction']['redacted_at'])
    assert 'encoding' not in made(stranger.get(f'{path}/schema.jsonld'))
    [entry] = feed(stranger, 'outputs').entries
    assert entry.enclosures == []
    assert problem(stranger.get(f'/v1/public/documents/{document["id"]}/content', headers={'If-None-Match': f'"{HASH}"'})) == (
        404,
        'document-redacted',
    )


def test_partners_learn_of_it_by_the_feed_and_by_exports(office: Somebody, document: dict[str, Any]) -> None:
    after = made(redact(office, document))
    found = made(office.get('/v1/changes', params={'since': 0, 'subject_type': 'document'}))['items']
    assert [(each['deleted'], each['data']['redaction']) for each in found] == [(False, after['redaction'])]
    exported = office.get('/v1/exports/documents.csv').content.decode('utf-8-sig')
    [row] = csv.DictReader(io.StringIO(exported))
    day = after['redaction']['redacted_at'][:10]
    assert (row['sha256'], row['redaction.reason'], row['redaction.redacted_at'][:10]) == (HASH, REASON, day)


def test_it_is_called_anew_wherever_its_names_stood(
    office: Somebody, bologna: Somebody, group: dict[str, Any], database: Database, journal: Journal
) -> None:
    document = made(post(bologna, PDF, NAMED, key='a-paper-of-ada', working_group_id=group['id']))
    change(office, document, {'title': 'What Ada Advocate said'})
    after = made(redact(office, document, title='A paper'))
    assert (after['title'], after['file_name']) == ('A paper', 'A paper.pdf')
    told = [{name: each['changes'][name] for name in ('title', 'file_name') if name in each['changes']} for each in journal(document['id'])]
    assert told == [{'title': [None, 'A paper'], 'file_name': [None, 'A paper.pdf']}, {'title': ['A paper', 'A paper']}, {}]
    assert set(journal(document['id'])[-1]['personal_columns']) == {'title', 'file_name'}
    assert made(office.get('/v1/documents', params={'q': 'Advocate'}))['items'] == []
    again = post(bologna, PDF, NAMED, key='a-paper-of-ada', working_group_id=group['id'])
    assert problem(again) == (409, 'stored-answer-erased')
    names = rows(database, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
    said = {row['relname']: rows(database, f'SELECT t::text AS said FROM {row["relname"]} t') for row in names}  # noqa: S608 -- our own
    marks = ('Ada Advocate', b'Ada Advocate'.hex(), PDF.hex())
    assert {name for name, kept in said.items() if any(mark in row['said'] for row in kept for mark in marks)} == set()


def test_it_goes_once_and_only_in_the_version_that_was_seen(office: Somebody, document: dict[str, Any]) -> None:
    path = f'/v1/documents/{document["id"]}/redactions'
    assert problem(office.post(path, json={'reason': REASON})) == (428, 'precondition-required')
    made(change(office, document, {'title': 'Another'}))
    assert problem(redact(office, document, f'"{document["version"]}"')) == (412, 'stale-version')
    made(redact(office, document))
    assert problem(redact(office, document)) == (409, 'already-redacted')


def test_only_administrators_of_the_office_take_a_document_away(
    office: Somebody, graz: Somebody, signed_in: SignedIn, world: World, document: dict[str, Any]
) -> None:
    for caller in (graz, signed_in('office_staff')):
        assert problem(redact(caller, document)) == (403, 'role-does-not-allow')
        assert 'redact_document' not in made(caller.get(f'/v1/documents/{document["id"]}'))['you_may']
    assert problem(redact(signed_in('office_admin', network=world.other_network), document)) == (404, 'not-found')
    assert download(office, document).content == PDF


def test_nothing_goes_while_the_ledger_cannot_be_written(office: Somebody, document: dict[str, Any], ledger: Path) -> None:
    ledger.mkdir()
    assert problem(redact(office, document, title='A paper')) == (503, 'ledger-unavailable')
    assert download(office, document).content == PDF
    assert made(office.get(f'/v1/documents/{document["id"]}'))['title'] == NAMED
