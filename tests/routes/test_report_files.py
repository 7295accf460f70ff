"""Reports as files: a tagged PDF and a Word document, read back by programs that others have written."""

import io
from collections.abc import Callable
from typing import Any

import docx
import httpx
import pypdf
import pytest

from api.sentences import languages, say
from tests.contract.validated import validated
from tests.routes.acts import made
from tests.routes.conftest import Somebody, World, problem
from tests.routes.sittings import assembly, brought_to, change, report

TEXT = """# Fair & <free> housing

Four cities have **compared** what *they* do, `#eval` and all: "quotes" and \\ [a page](https://example.org/) [not this](javascript:x).

### Next

- Graz
  1. train landlords
- Łódź and Αθήνα

> Thank you.
"""
SAID = (
    'Fair & <free> housing', 'Four cities have compared what they do, #eval and all: "quotes" and', 'Graz', 'train landlords',
    'Thank you.',
)  # fmt: skip
NAMES = {'pdf': 'application/pdf', 'docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'}


@pytest.fixture
def draft(office: Somebody, world: World, group: dict[str, Any]) -> dict[str, Any]:
    return made(report(office, group, assembly(office, world), text=TEXT, title='A year of "housing"'))


def file(caller: httpx.Client, found: dict[str, Any], form: str, *, section: str = '') -> httpx.Response:
    return caller.get(f'/v1/{section}reports/{found["id"]}/file.{form}')


def content(answer: httpx.Response, form: str) -> bytes:
    assert answer.status_code == 200, answer.text
    assert answer.headers['content-type'] == NAMES[form]
    assert answer.headers['content-disposition'].endswith(f'.{form}"')
    return answer.content


def words_of_pdf(kept: bytes) -> str:
    return ' '.join(' '.join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(kept)).pages).split())


def words_of_docx(kept: bytes) -> str:
    return ' '.join(' '.join(each.text for each in docx.Document(io.BytesIO(kept)).paragraphs).split())


READERS: dict[str, Callable[[bytes], str]] = {'pdf': words_of_pdf, 'docx': words_of_docx}


def test_a_file_says_what_the_report_says(office: Somebody, group: dict[str, Any], draft: dict[str, Any]) -> None:
    for form, read in READERS.items():
        words = read(content(file(office, draft, form), form))
        assert [part for part in ('A year of "housing"', group['title'], 'General Assembly', 'Draft', *SAID) if part not in words] == []
        assert '**' not in words


def test_a_pdf_is_tagged_for_those_who_have_it_read_to_them(office: Somebody, group: dict[str, Any], draft: dict[str, Any]) -> None:
    reader = pypdf.PdfReader(io.BytesIO(content(file(office, draft, 'pdf'), 'pdf')))
    root: Any = reader.root_object
    metadata: Any = reader.metadata
    assert root['/MarkInfo']['/Marked']
    assert root['/Lang'] == 'en'
    assert (metadata.title, metadata.author) == ('A year of "housing"', group['title'])
    assert '<pdfuaid:part>1</pdfuaid:part>' in root['/Metadata'].get_object().get_data().decode()
    kinds: list[str] = []

    def walk(element: Any) -> None:
        found = element.get_object() if hasattr(element, 'get_object') else element
        if isinstance(found, pypdf.generic.ArrayObject):
            for each in found:
                walk(each)
        elif isinstance(found, pypdf.generic.DictionaryObject) and '/S' in found:
            kinds.append(str(found['/S']))
            walk(found.get('/K', pypdf.generic.ArrayObject()))

    walk(root['/StructTreeRoot']['/K'])
    assert {'/H1', '/H2', '/P', '/L', '/LI', '/Link', '/BlockQuote'} <= set(kinds)
    assert '/H3' not in kinds, 'a heading that skips a level is one below the one before'


def test_a_document_has_headings_lists_and_links_as_such(office: Somebody, draft: dict[str, Any]) -> None:
    document = docx.Document(io.BytesIO(content(file(office, draft, 'docx'), 'docx')))
    styles = {each.text: each.style.name for each in document.paragraphs if each.style}
    assert (styles['Fair & <free> housing'], styles['Graz'], styles['train landlords']) == ('Heading 1', 'List Bullet', 'List Number 2')
    links = [link.address for each in document.paragraphs for link in each.hyperlinks]
    assert links == ['https://example.org/']
    assert document.core_properties.title == 'A year of "housing"'


def test_the_same_report_is_the_same_file_and_is_sent_once(office: Somebody, draft: dict[str, Any]) -> None:
    first = {form: file(office, draft, form) for form in READERS}
    for form, known in first.items():
        again = file(office, draft, form)
        assert (known.content, known.headers['etag']) == (again.content, again.headers['etag'])
        seen = office.get(known.url.path, headers={'If-None-Match': known.headers['etag']})
        assert (seen.status_code, seen.content) == (304, b'')
    made(change(office, 'reports', draft, text='Another text.'))
    for known in first.values():
        assert office.get(known.url.path, headers={'If-None-Match': known.headers['etag']}).status_code == 200


def test_a_file_that_says_the_stage_in_another_language_is_never_called_unchanged(office: Somebody, draft: dict[str, Any]) -> None:
    path = f'/v1/reports/{draft["id"]}/file.docx'
    english = office.get(path, headers={'accept-language': 'en'})
    seen, said = {'if-none-match': english.headers['etag']}, {words_of_docx(content(english, 'docx'))}
    assert office.get(path, headers={**seen, 'accept-language': 'en'}).status_code == 304
    for language in languages()[1:]:
        answer = office.get(path, headers={**seen, 'accept-language': language})
        words = words_of_docx(content(answer, 'docx'))
        assert say(language, 'stage.report.draft').lower() in words.lower()
        assert answer.headers['etag'] != english.headers['etag']
        said.add(words)
    assert len(said) > len(languages()) // 2, 'it says the same in most languages'


def test_whatever_people_write_makes_a_file(office: Somebody, draft: dict[str, Any]) -> None:
    for text in ('漢字 \ufffe', '#\n\n# ', '> ' * 3000, '- ' * 3000, '***a' * 400, '[](https://a.example)'):
        draft = made(change(office, 'reports', draft, text=text))
        for form in READERS:
            assert content(file(office, draft, form), form)


def test_who_may_not_read_a_report_gets_no_file_of_it(
    http: httpx.Client, office: Somebody, graz: Somebody, signed_in: Any, world: World, group: dict[str, Any]
) -> None:
    stranger, berlin = validated(http), signed_in('coordinator', 'berlin')
    sitting = assembly(office, world)
    found = brought_to('submitted', office, group, sitting)
    assert file(graz, found, 'docx').status_code == 200
    assert problem(file(berlin, found, 'docx')) == (404, 'not-found')
    assert problem(file(stranger, found, 'docx', section='public/')) == (404, 'not-found')
    assert problem(file(stranger, found, 'docx')) == (401, 'unauthenticated')
    assert file(office, found, 'odt').status_code in {404, 422}


def test_a_report_on_the_website_is_a_file_for_everybody(http: httpx.Client, office: Somebody, world: World, group: dict[str, Any]) -> None:
    found = brought_to('published', office, group, assembly(office, world))
    stranger = validated(http)
    for form, words in READERS.items():
        assert 'Four cities have compared what they do' in words(content(file(stranger, found, form, section='public/'), form))
