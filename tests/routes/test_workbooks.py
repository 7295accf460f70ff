"""Workbooks as people and programs write them, and as somebody writes them who means harm."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from api.workbooks import MOST_COLUMNS, MOST_ROWS, NoTableError, sheet_of

SHEET = 'xl/worksheets/sheet1.xml'
FOREIGN = b'<row r="1"><c r="A1" t="s"><v>99</v></c></row>'


def saved(book: Workbook) -> bytes:
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook in which one part is another."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, 'w', zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, change(old.read(each)) if each == name else old.read(each))
    return kept.getvalue()


def of_rows(*rows: list[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]  # a new workbook has a sheet
    return saved(book)


def test_days_numbers_texts_and_truths_are_read_as_a_person_sees_them() -> None:
    moment = datetime(2020, 2, 29, 12, 30)  # noqa: DTZ001 -- a cell knows no time zone
    rows: list[list[Any]] = [['Łódź', date(2019, 3, 1), 670642], ['Köln', moment, 1.5], [True, None, ' x ']]
    content = of_rows(['city', 'since', 'people'], *rows)
    assert sheet_of(content) == [
        (1, ['city', 'since', 'people']),
        (2, ['Łódź', '2019-03-01', '670642']),
        (3, ['Köln', '2020-02-29', '1.5']),
        (4, ['true', '', ' x ']),
    ]


def test_cells_far_apart_cost_nothing_between_them() -> None:
    book = Workbook()
    book.active['A1'] = book.active['B1048576'] = 'x'  # type: ignore[index]  # a new workbook has a sheet
    assert sheet_of(saved(book)) == [(1, ['x']), (1_048_576, ['', 'x'])]


def test_a_formula_is_not_worked_out() -> None:
    assert sheet_of(of_rows(['=1+1', '=HYPERLINK("https://example.org")'])) == [(1, ['=1+1', '=HYPERLINK("https://example.org")'])]


def test_the_first_sheet_that_is_not_hidden_is_read_with_the_numbers_of_its_rows() -> None:
    book = Workbook()
    book.active.sheet_state = 'hidden'  # type: ignore[union-attr]  # as above
    shown = book.create_sheet('Members')
    shown['B3'] = 'Graz'
    assert sheet_of(saved(book)) == [(3, ['', 'Graz'])]


@pytest.mark.parametrize(
    ('doctype', 'text'),
    [
        ('<!DOCTYPE worksheet [<!ENTITY e SYSTEM "file:///etc/passwd">]>', '&e;'),
        ('<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>', '&b;'),
        ('<!DOCTYPE worksheet>', 'x'),
    ],
)
def test_a_document_type_ends_the_reading(doctype: str, text: str) -> None:
    def worse(part: bytes) -> bytes:
        inner = part.decode().replace('Graz', text)
        return (doctype + inner if not inner.startswith('<?xml') else inner.replace('?>', f'?>{doctype}', 1)).encode()

    content = with_part(with_part(of_rows(['Graz']), SHEET, worse), 'xl/sharedStrings.xml', worse)
    with pytest.raises(NoTableError, match='table-not-readable'):
        sheet_of(content)


def test_a_small_archive_that_becomes_a_large_one_is_not_unpacked_whole() -> None:
    content = with_part(of_rows(['Graz']), SHEET, lambda part: part.replace(b'<sheetData>', b'<sheetData>' + b' ' * 70_000_000))
    assert len(content) < 200_000
    with pytest.raises(NoTableError, match='table-too-large'):
        sheet_of(content)


@pytest.mark.parametrize(
    ('content', 'code'),
    [
        (of_rows(*[['x']] * (MOST_ROWS + 2)), 'table-too-large'),
        (of_rows(['x'] * (MOST_COLUMNS + 1)), 'table-too-large'),
        (b'PK\x03\x04 and nothing of it', 'table-not-readable'),
        (of_rows(['Graz'])[:-200], 'table-not-readable'),
        (with_part(of_rows(['Graz']), 'xl/workbook.xml', lambda part: part[:-20]), 'table-not-readable'),
        (with_part(of_rows(['Graz']), SHEET, lambda part: part.replace(b'<sheetData>', b'<sheetData>' + FOREIGN)), 'table-not-readable'),
    ],
    ids=['rows', 'columns', 'no archive', 'cut off', 'no end', 'a text that is not there'],
)
def test_what_is_too_large_or_broken_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(NoTableError, match=code):
        sheet_of(content)
