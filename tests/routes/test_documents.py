"""Documents as their callers see them: uploaded, told apart by their bytes, downloaded by those who may see them."""

import hashlib
import io
import zipfile
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.operations import files
from tests.routes.acts import follow, made, propose
from tests.routes.conftest import ClientFor, Index, Journal, SignedIn, Somebody, World, problem, refused

PDF = b'%PDF-1.7\n% a small one\n%%EOF\n'
PNG = b'\x89PNG\r\n\x1a\n' + bytes(8)
OOXML, ODF = 'application/vnd.openxmlformats-officedocument.', 'application/vnd.oasis.opendocument.'


def archive(*parts: str, **contents: str) -> bytes:
    """Return an archive of these parts, in their order."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, 'w') as packed:
        for part in parts:
            packed.writestr(part, contents.get(part, 'x'))
    return file.getvalue()


def post(caller: httpx.Client, content: bytes, name: str = 'minutes.pdf', key: str | None = None, **fields: str) -> httpx.Response:
    headers = {'Idempotency-Key': key} if key else {}
    return caller.post('/v1/documents', files={'file': (name, content, 'application/x-whatever')}, data=fields, headers=headers)


def upload(caller: httpx.Client, content: bytes, name: str = 'minutes.pdf', **fields: str) -> dict[str, Any]:
    return made(post(caller, content, name, **fields))


def change(caller: httpx.Client, document: dict[str, Any], wish: dict[str, Any], version: str = '*') -> httpx.Response:
    return caller.patch(f'/v1/documents/{document["id"]}', json=wish, headers={'If-Match': version})


def download(caller: httpx.Client, document: dict[str, Any], **headers: str) -> httpx.Response:
    return caller.get(f'/v1/documents/{document["id"]}/content', headers={name.replace('_', '-'): value for name, value in headers.items()})


@pytest.fixture
def barcelona(signed_in: SignedIn) -> Somebody:
    """The coordinator of Barcelona, which is not in the group."""
    return signed_in('coordinator', 'barcelona')


def test_a_member_of_the_group_uploads_a_document(bologna: Somebody, group: dict[str, Any], journal: Journal, index: Index) -> None:
    answer = post(bologna, PDF, 'Protokoll März.pdf', working_group_id=group['id'], language='de')
    document = made(answer)
    assert (answer.status_code, answer.headers['location']) == (201, f'/v1/documents/{document["id"]}')
    assert (document['title'], document['file_name'], document['media_type']) == (
        'Protokoll März.pdf',
        'Protokoll März.pdf',
        'application/pdf',
    )
    assert (document['size'], document['sha256']) == (len(PDF), hashlib.sha256(PDF).hexdigest())
    assert (document['language'], document['visibility'], document['you_may']) == ('de', 'working_group', [])
    assert document['working_group']['id'] == group['id']
    assert made(bologna.get(answer.headers['location'])) == document
    assert [entry['operation'] for entry in journal(document['id'])] == ['upload_document']
    assert 'content' not in journal(document['id'])[0]['changes']
    assert (index(document['id'])['subject_type'], index(document['id'])['audience_now']) == ('document', 'working_group')


def test_the_bytes_come_back_as_an_attachment_that_no_browser_opens(bologna: Somebody, group: dict[str, Any]) -> None:
    document = upload(bologna, PDF, 'Größe 1.pdf', working_group_id=group['id'])
    answer = download(bologna, document)
    assert (answer.status_code, answer.content, answer.headers['content-type']) == (200, PDF, 'application/pdf')
    assert answer.headers['content-disposition'] == 'attachment; filename="Gr__e 1.pdf"; filename*=UTF-8\'\'Gr%C3%B6%C3%9Fe%201.pdf'
    assert answer.headers['x-content-type-options'] == 'nosniff'
    assert "default-src 'none'; sandbox" in answer.headers['content-security-policy']
    assert answer.headers['cache-control'] == 'no-store'
    tag = answer.headers['etag']
    assert tag == f'"{document["sha256"]}"'
    again = download(bologna, document, If_None_Match=tag)
    assert (again.status_code, again.content, again.headers['etag']) == (304, b'', tag)
    assert download(bologna, document, If_None_Match='"other"').status_code == 200
    head = bologna.head(f'/v1/documents/{document["id"]}/content')
    assert (head.status_code, head.content, head.headers['etag']) == (200, b'', tag)


@pytest.mark.parametrize(
    ('content', 'name', 'media_type'),
    [
        (PDF, 'x.exe', 'application/pdf'),
        (PNG, 'x', 'image/png'),
        (b'\xff\xd8\xff\xe0' + bytes(9), 'x.jpg', 'image/jpeg'),
        (archive('[Content_Types].xml', 'word/document.xml'), 'x.docx', f'{OOXML}wordprocessingml.document'),
        (archive('[Content_Types].xml', 'xl/workbook.xml'), 'x.xlsx', f'{OOXML}spreadsheetml.sheet'),
        (archive('[Content_Types].xml', 'ppt/presentation.xml'), 'x.pptx', f'{OOXML}presentationml.presentation'),
        (archive('mimetype', 'content.xml', mimetype=f'{ODF}text'), 'x.odt', f'{ODF}text'),
        (archive('mimetype', 'content.xml', mimetype=f'{ODF}spreadsheet'), 'x.ods', f'{ODF}spreadsheet'),
        ('\ufeffStadt;Land\r\nGraz;Österreich\r\n'.encode(), 'x.CSV', 'text/csv'),
        (b'<script>alert(1)</script>', 'x.txt', 'text/plain'),
    ],
)
def test_what_a_file_is_its_bytes_say(office: Somebody, group: dict[str, Any], content: bytes, name: str, media_type: str) -> None:
    document = upload(office, content, name, working_group_id=group['id'])
    assert document['media_type'] == media_type
    answer = download(office, document)
    described = f'{media_type}; charset=utf-8' if media_type.startswith('text/') else media_type
    assert (answer.content, answer.headers['content-type']) == (content, described)


@pytest.mark.parametrize(
    ('content', 'name'),
    [
        (b'', 'empty.pdf'), (b'', 'empty.txt'), (b'<html><script>alert(1)</script>', 'page.html'),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', 'x.svg'),
        (b'MZ' + bytes(60), 'minutes.pdf'), (bytes(40), 'zeros.txt'), (b'Gr\xfc\xdfe', 'latin.txt'), (b' %PDF-1.7', 'late.pdf'),
        (b'PK\x03\x04' + bytes(50), 'broken.docx'), (archive('x.txt'), 'plain.zip'), (archive('mimetype', mimetype='text/html'), 'x.odt'),
        (archive('word/document.xml', 'word/vbaProject.bin'), 'macros.docm'), (archive(), 'nothing.docx'),
    ],
)  # fmt: skip
def test_what_could_do_harm_or_is_nothing_is_not_kept(office: Somebody, group: dict[str, Any], content: bytes, name: str) -> None:
    answer = post(office, content, name, working_group_id=group['id'])
    assert problem(answer) == (409, 'file-not-accepted')
    assert name in answer.json()['detail']
    assert made(office.get('/v1/documents'))['items'] == []


def test_what_would_unpack_to_more_than_its_reader_can_take_is_not_kept(
    office: Somebody, group: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = ('[Content_Types].xml', 'word/document.xml')
    small, large = archive(*parts), archive(*parts, **{'word/document.xml': 'x' * 2000})
    monkeypatch.setattr(files, '_MOST_UNPACKED_BYTES', 2000)
    monkeypatch.setattr(files, '_MOST_PARTS', 2)
    assert upload(office, small, 'plan.docx', working_group_id=group['id'])['file_name'] == 'plan.docx'
    for content in (large, archive(*parts, 'word/styles.xml')):
        assert problem(post(office, content, 'plan.docx', working_group_id=group['id'])) == (409, 'file-not-accepted')


@pytest.mark.parametrize(
    ('name', 'kept'),
    [
        ('../../etc/passwd.pdf', 'passwd.pdf'), ('C:\\Users\\ada\\plan.pdf', 'plan.pdf'), ('plan\u202efdp.exe', 'planfdp.exe.pdf'),
        ('..', 'document.pdf'), ('a<b>|c?.pdf', 'abc.pdf'), ('  .hidden.pdf ', 'hidden.pdf'), ('x' * 300 + '.pdf', 'x' * 196 + '.pdf'),
        ('Žluťoučký kůň.PDF', 'Žluťoučký kůň.PDF'), ('minutes', 'minutes.pdf'), ('minutes.html', 'minutes.html.pdf'),
        ('x' * 300 + '.html', 'x' * 195 + '.pdf'),
    ],
)  # fmt: skip
def test_a_name_leads_nowhere_and_passes_for_nothing(office: Somebody, group: dict[str, Any], name: str, kept: str) -> None:
    document = upload(office, PDF, name, working_group_id=group['id'], title='Plan')
    assert (document['file_name'], document['title']) == (kept, 'Plan')
    assert '\n' not in download(office, document).headers['content-disposition']


def test_ten_megabytes_are_kept_and_more_is_refused(office: Somebody, client_for: ClientFor, group: dict[str, Any]) -> None:
    most = PDF + bytes(10_000_000 - len(PDF))
    document = upload(office, most, working_group_id=group['id'])
    assert document['size'] == 10_000_000
    assert hashlib.sha256(download(office, document).content).hexdigest() == document['sha256']
    assert problem(post(office, most + b'x', working_group_id=group['id'])) == (413, 'content-too-large')
    assert problem(post(office, most + bytes(200_000), working_group_id=group['id'])) == (413, 'content-too-large')
    assert client_for('reports:read').post('/v1/meetings', content=most, headers={'content-type': 'application/json'}).status_code == 413


def test_credentials_come_before_the_file_and_the_size_before_the_scope(http: httpx.Client, client_for: ClientFor) -> None:
    assert problem(post(http, bytes(11_000_000))) == (401, 'unauthenticated')
    assert problem(post(client_for('reports:read'), bytes(11_000_000))) == (413, 'content-too-large')
    assert problem(client_for('reports:read').post('/v1/documents', json={})) == (415, 'unsupported-media-type')
    assert problem(post(client_for('working-groups:read'), PDF)) == (403, 'insufficient-scope')
    assert problem(client_for('reports:read').get('/v1/documents')) == (403, 'insufficient-scope')


def test_a_form_that_cannot_be_read_or_lacks_the_file_is_refused(office: Somebody, group: dict[str, Any]) -> None:
    headers = {'content-type': 'multipart/form-data; boundary=x'}
    assert problem(office.post('/v1/documents', content=b'--y\r\nnothing', headers=headers)) == (400, 'malformed-request')
    assert problem(office.post('/v1/documents', json={}, headers={'content-type': 'application/json'})) == (415, 'unsupported-media-type')
    without = office.post('/v1/documents', data={'working_group_id': group['id']}, files={'other': ('x.pdf', PDF)})
    assert ('/file', 'missing') in refused(without)
    as_text = office.post('/v1/documents', files={'file': (None, 'text')}, data={'working_group_id': group['id']})
    assert refused(as_text) == [('/file', 'value_error')]
    assert as_text.json()['errors'][0]['detail'] == 'A file is needed here.'


@pytest.mark.parametrize(
    ('field', 'value'),
    [('visibility', 'office'), ('language', 'english'), ('title', 'x' * 201), ('sha256', 'x'), ('working_group_id', '1')],
)
def test_what_is_not_valid_is_refused(office: Somebody, group: dict[str, Any], field: str, value: str) -> None:
    answer = post(office, PDF, **{'working_group_id': group['id'], field: value})
    assert [place for place, _ in refused(answer)] == [f'/{field}']


def test_a_document_belongs_to_a_group_or_to_the_network(
    office: Somebody, bologna: Somebody, barcelona: Somebody, signed_in: SignedIn, world: World, group: dict[str, Any]
) -> None:
    for owner in ({}, {'working_group_id': group['id'], 'network_id': str(world.network)}):
        assert problem(post(office, PDF, **owner)) == (409, 'one-owner-needed')
    assert problem(post(office, PDF, working_group_id=str(uuid4()))) == (409, 'unknown-reference')
    for caller in (barcelona, signed_in('board_member')):
        assert problem(post(caller, PDF, working_group_id=group['id'])) == (403, 'role-does-not-allow')
    assert problem(post(bologna, PDF, network_id=str(world.network))) == (403, 'role-does-not-allow')
    of_network = upload(office, PDF, network_id=str(world.network), visibility='members')
    assert (of_network['working_group'], of_network['you_may']) == (None, ['redact_document', 'update_document'])
    assert download(barcelona, of_network).content == PDF


def test_members_upload_for_the_group_and_the_network_and_only_the_lead_and_the_office_publish(
    graz: Somebody, bologna: Somebody, office: Somebody, world: World, group: dict[str, Any]
) -> None:
    assert upload(bologna, PDF, working_group_id=group['id'], visibility='members')['visibility'] == 'members'
    assert problem(post(bologna, PDF, working_group_id=group['id'], visibility='public')) == (403, 'role-does-not-allow')
    assert upload(graz, PDF, working_group_id=group['id'], visibility='public')['visibility'] == 'public'
    idea = propose(office, world, title='A first idea')
    assert problem(post(office, PDF, working_group_id=idea['id'], visibility='public')) == (409, 'wider-than-its-group')


def test_who_does_not_see_a_document_gets_neither_its_title_nor_its_bytes(
    office: Somebody, bologna: Somebody, barcelona: Somebody, http: httpx.Client, client_for: ClientFor, world: World, group: dict[str, Any]
) -> None:
    document = upload(office, PDF, working_group_id=group['id'])
    for caller in (barcelona, client_for(network=world.other_network), client_for(city='berlin')):
        for path in ('', '/content'):
            assert problem(caller.get(f'/v1/documents/{document["id"]}{path}')) == (404, 'not-found')
        assert problem(download(caller, document, If_None_Match=f'"{document["sha256"]}"')) == (404, 'not-found')
        assert problem(change(caller, document, {'title': 'X'})) == (404, 'not-found')
        assert made(caller.get('/v1/documents'))['items'] == []
        assert document['id'] not in {item['subject']['id'] for item in follow(caller)[0]}
    assert problem(download(http, document)) == (401, 'unauthenticated')
    assert problem(change(bologna, document, {'title': 'X'})) == (403, 'role-does-not-allow')
    assert problem(download(office, {'id': uuid4()})) == (404, 'not-found')


def test_making_a_document_private_hides_its_bytes_and_leaves_a_tombstone(
    graz: Somebody, bologna: Somebody, barcelona: Somebody, group: dict[str, Any]
) -> None:
    document = upload(graz, PDF, working_group_id=group['id'], visibility='public')
    assert download(barcelona, document).content == PDF
    _, since, feed_id = follow(barcelona)
    _, since_inside, feed_inside = follow(bologna)
    assert made(change(graz, document, {'visibility': 'working_group'}, '"1"'))['visibility'] == 'working_group'
    assert problem(download(barcelona, document)) == (404, 'not-found')
    items, _, _ = follow(barcelona, since, feed_id)
    assert [(item['subject']['id'], item['deleted'], item['data']) for item in items] == [(document['id'], True, None)]
    inside, _, _ = follow(bologna, since_inside, feed_inside)
    assert [(item['deleted'], item['data']['sha256']) for item in inside] == [(False, document['sha256'])]


def test_lists_and_the_feed_never_hold_the_bytes(office: Somebody, group: dict[str, Any]) -> None:
    document = upload(office, PDF, working_group_id=group['id'], visibility='public')
    fed = next(item for item in follow(office)[0] if item['subject']['id'] == document['id'])
    listed = made(office.get('/v1/documents'))['items'][0]
    assert set(fed['data']) == set(listed) - {'you_may'} | ({'you_may'} & set(fed['data']))
    assert 'content' not in listed


def test_what_is_said_of_a_document_may_be_changed(
    graz: Somebody, world: World, office: Somebody, group: dict[str, Any], journal: Journal
) -> None:
    document = upload(graz, PDF, working_group_id=group['id'], language='de')
    changed = made(change(graz, document, {'title': 'Protokoll', 'language': None}, '"1"'))
    assert (changed['title'], changed['language'], changed['version'], changed['sha256']) == ('Protokoll', None, 2, document['sha256'])
    assert journal(document['id'])[-1]['changes'] == {'title': ['minutes.pdf', 'Protokoll'], 'language': ['de', None]}
    assert problem(graz.patch(f'/v1/documents/{document["id"]}', json={'title': 'X'})) == (428, 'precondition-required')
    assert problem(change(graz, document, {'title': 'X'}, '"1"')) == (412, 'stale-version')
    assert problem(change(graz, {'id': uuid4()}, {'title': 'X'})) == (404, 'not-found')
    for wish in ({'title': None}, {'title': ''}, {'visibility': None}, {'file_name': 'x'}, {'language': 'xyz'}):
        assert problem(change(graz, document, wish)) == (422, 'validation-failed')
    idea = propose(office, world, title='A first idea')
    of_idea = upload(office, PDF, working_group_id=idea['id'])
    assert problem(change(office, of_idea, {'visibility': 'public'})) == (409, 'wider-than-its-group')


def test_documents_are_found_by_group_language_and_words(office: Somebody, world: World, group: dict[str, Any]) -> None:
    first = upload(office, PDF, 'b.pdf', working_group_id=group['id'], title='Ärger', language='de')['id']
    second = upload(office, PDF, 'budget.pdf', network_id=str(world.network), title='Figures')['id']

    def found(**query: str) -> list[str]:
        return [each['id'] for each in made(office.get('/v1/documents', params=query))['items']]

    assert found() == found(sort='title') == [first, second]
    assert found(sort='-title') == [second, first]
    assert found(after=first) == [second]
    assert found(working_group_id=group['id']) == found(language='de') == found(q='arger') == [first]
    assert found(q='budget') == [second]
    assert found(network_id=str(world.network), sort='-id') == [second, first]


def test_a_withdrawn_group_takes_no_documents_but_lets_them_be_hidden(office: Somebody, world: World) -> None:
    idea = propose(office, world, title='A first idea')
    document = upload(office, PDF, working_group_id=idea['id'], visibility='members')
    made(office.post(f'/v1/working-groups/{idea["id"]}/withdrawals', json={}, headers={'If-Match': '*'}))
    assert problem(post(office, PDF, working_group_id=idea['id'])) == (409, 'group-withdrawn')
    assert made(change(office, document, {'visibility': 'working_group'}))['visibility'] == 'working_group'
    assert download(office, document).content == PDF


def test_the_same_key_keeps_one_document_although_the_form_is_drawn_anew(graz: Somebody, group: dict[str, Any]) -> None:
    first = post(graz, PDF, key='upload-0001', working_group_id=group['id'])
    again = post(graz, PDF, key='upload-0001', working_group_id=group['id'])
    assert first.request.headers['content-type'] != again.request.headers['content-type']
    assert (again.status_code, again.json(), again.headers['idempotent-replayed']) == (201, first.json(), 'true')
    assert len(made(graz.get('/v1/documents'))['items']) == 1
    assert problem(post(graz, PDF + b'x', key='upload-0001', working_group_id=group['id'])) == (409, 'idempotency-key-reused')


def test_minutes_may_be_a_document_of_the_same_group(office: Somebody, barcelona: Somebody, world: World, group: dict[str, Any]) -> None:
    wish = {'working_group_id': group['id'], 'title': 'First meeting', 'starts_at': '2020-03-01T09:00:00Z', 'visibility': 'public'}
    meeting = made(office.post('/v1/meetings', json=wish))
    path, document = f'/v1/meetings/{meeting["id"]}', upload(office, PDF, working_group_id=group['id'])
    held = made(office.post(f'{path}/minutes', json={'minutes_document_id': document['id']}, headers={'If-Match': '*'}))
    assert held['minutes_document_id'] == document['id']
    assert made(barcelona.get(path))['minutes_document_id'] is None
    other = upload(office, PDF, network_id=str(world.network))
    answer = office.post(f'{path}/minutes', json={'minutes_document_id': other['id']}, headers={'If-Match': '*'})
    assert (problem(answer), answer.json()['errors'][0]['pointer']) == ((409, 'unknown-reference'), '/minutes_document_id')
