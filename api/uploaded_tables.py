"""Reads a table out of a file that somebody uploads, Excel (.xlsx) or CSV. Cells are texts: what they mean is for the rulebook to say."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from api.workbooks import MOST_COLUMNS, MOST_ROWS, NoTableError, sheet_of

LONGEST_CELL = 5_000
_OTHER_FILES = (b'%PDF-', b'\x89PNG', b'\xff\xd8\xff', b'GIF8', b'\xd0\xcf\x11\xe0', b'{\\rtf')
_NOT_IN_TEXT = re.compile('[\x00-\x08\x0b\x0e-\x1f\x7f]')
_CONTROLS = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]')
# What an export puts an apostrophe before, so that no spreadsheet takes it for a formula.
_HARMLESS = re.compile("'+[=+@\\t\\r\\n\uff1d\uff0b\uff0d\uff20-]")
_SEPARATORS = ';,\t|'


@dataclass(frozen=True, slots=True)
class UploadedTable:
    """A row of headings, and the rows below it that hold anything, each with its number in the file and a text per heading."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(content: bytes) -> UploadedTable:
    """Return the table of a file's first sheet; what the file is, its bytes say.

    Raises NoTableError: table-not-readable, table-too-large, table-empty.
    """
    if content.startswith(b'PK\x03\x04'):
        return _table(sheet_of(content))
    return _table(_of_text(content))


def read_lines(text: str) -> list[tuple[int, str, tuple[str, ...]]]:
    """Return the lines of a pasted text that hold anything: the number of each, the line, its cells; the first may be of headings.

    Raises NoTableError: table-not-readable, table-too-large. A cell in quotation marks may go over several lines.
    """
    found: list[tuple[int, str, tuple[str, ...]]] = []
    for number, cells in _lines(text):
        texts = tuple(_text(cell) for cell in cells)
        if len(texts) > MOST_COLUMNS or len(found) > MOST_ROWS or any(len(each) > LONGEST_CELL for each in texts):
            raise NoTableError('table-too-large')
        if any(texts):
            found.append((number, ' · '.join(filter(None, texts))[:LONGEST_CELL], texts))
    return found


def _table(rows: Iterable[tuple[int, list[str]]]) -> UploadedTable:
    headings: list[str] = []
    below: list[tuple[int, list[str]]] = []
    for number, cells in rows:
        texts = [_text(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if len(texts) > MOST_COLUMNS or len(below) >= MOST_ROWS or any(len(text) > LONGEST_CELL for text in texts):
            raise NoTableError('table-too-large')
        if not texts:
            continue
        if not headings:
            headings = texts
        else:
            below.append((number, texts))
    if not below:
        raise NoTableError('table-empty')
    width = max(len(headings), *(len(texts) for _, texts in below))
    if width > len(headings):
        headings += [''] * (width - len(headings))
    return UploadedTable(tuple(headings), tuple((number, (*texts, *[''] * (width - len(texts)))) for number, texts in below))


def _text(cell: str) -> str:
    bare = cell[1:] if _HARMLESS.match(cell) else cell
    return _CONTROLS.sub('', unicodedata.normalize('NFC', bare)).strip()


# -- CSV -------------------------------------------------------------------------------------------------------------------


def _of_text(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(content)
    if _NOT_IN_TEXT.search(text) or text.lstrip().startswith('<') or content.startswith(_OTHER_FILES):
        raise NoTableError
    yield from _lines(text)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    first, _, rest = text.partition('\n')
    told = re.fullmatch(r'sep=(.)\s*', first)
    separator = told[1] if told else max(_SEPARATORS, key=re.sub('"[^"]*"', '', first).count)
    lines = csv.reader(io.StringIO(rest if told else text, newline=''), delimiter=separator)
    try:
        yield from enumerate(lines, start=2 if told else 1)
    except csv.Error as error:
        raise NoTableError from error


def _decoded(content: bytes) -> str:
    """Return the text: UTF-8, UTF-16 with its mark, or what Excel writes in Western Europe when it is not asked."""
    marked = content.startswith((b'\xff\xfe', b'\xfe\xff'))
    for encoding in ('utf-16',) if marked else ('utf-8-sig', 'cp1252'):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NoTableError
