"""Reads the first sheet of a workbook (Office Open XML, .xlsx): bounded, and nothing that is in it is run.

Parts are unpacked up to a limit, whatever the archive says of them. XML with a document type, and so with entities, is not read; a
formula gives the result that was last stored beside it.
"""

import io
import re
import zipfile
import zlib
from datetime import date, timedelta
from typing import TypeVar
from xml.sax import SAXException, make_parser
from xml.sax.handler import ContentHandler, feature_external_ges, feature_external_pes, feature_namespaces, property_lexical_handler
from xml.sax.xmlreader import AttributesNSImpl

MOST_ROWS, MOST_COLUMNS = 5_000, 100
_MOST_UNPACKED, _MOST_PARTS, _BLOCK = 60_000_000, 10_000, 65_536
_LONGEST_NUMBER = 10**15
_SIGN = re.compile('_x([0-9A-Fa-f]{4})_')
_PLACE = re.compile('([A-Z]{1,3})([0-9]{1,7})')
_SHEETS = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id'
# The formats of days among the numbered ones of Office Open XML; what stands in a format beside its letters.
_DAY_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_BESIDE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_DAY_ZERO, _DAY_ZERO_OF_1904 = date(1899, 12, 30), date(1904, 1, 1)
# What the standard library says of archives and XML that it cannot read; NotImplementedError of ways to compress that it does not know.
_BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, SAXException, LookupError, ValueError, NotImplementedError,
    RuntimeError, EOFError, OSError, OverflowError,
)  # fmt: skip


class NoTableError(Exception):
    """The file holds no table that can be read; `code` is the slug of a problem type."""

    def __init__(self, code: str = 'table-not-readable') -> None:
        super().__init__(code)
        self.code = code


class _Handler(ContentHandler):
    """Hears the parts of a workbook. A document type ends the reading: there are no entities without one."""

    def startDTD(self, *_said: object) -> None:  # noqa: N802 -- named by the interface
        message = 'a document type'
        raise SAXException(message)

    def endDTD(self) -> None:  # noqa: N802 -- named by the interface
        """There is none."""

    def startCDATA(self) -> None:  # noqa: N802 -- named by the interface
        """Read as text."""

    def endCDATA(self) -> None:  # noqa: N802 -- named by the interface
        """Read as text."""

    def comment(self, _text: str) -> None:
        """Left out."""


class _Workbook(_Handler):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[str] = []
        self.day_zero = _DAY_ZERO

    def startElementNS(self, name: tuple[str | None, str], _qname: str | None, attrs: AttributesNSImpl) -> None:  # noqa: N802 -- named by the interface
        said = _attributes(attrs)
        if name[1] == 'sheet' and said.get('state', 'visible') == 'visible':
            self.sheets.append(said[_SHEETS])
        if name[1] == 'workbookPr' and said.get('date1904') in {'1', 'true'}:
            self.day_zero = _DAY_ZERO_OF_1904


class _Links(_Handler):
    def __init__(self) -> None:
        super().__init__()
        self.targets: dict[str, str] = {}

    def startElementNS(self, name: tuple[str | None, str], _qname: str | None, attrs: AttributesNSImpl) -> None:  # noqa: N802 -- named by the interface
        said = _attributes(attrs)
        if name[1] == 'Relationship':
            self.targets[said['Id']] = said['Target'].removeprefix('/xl/').removeprefix('/')


class _Styles(_Handler):
    """Which of the cell formats are days."""

    def __init__(self) -> None:
        super().__init__()
        self.days: list[bool] = []
        self._own: set[int] = set()
        self._inside = False

    def startElementNS(self, name: tuple[str | None, str], _qname: str | None, attrs: AttributesNSImpl) -> None:  # noqa: N802 -- named by the interface
        said = _attributes(attrs)
        if name[1] == 'numFmt' and re.search('[dmy]', _BESIDE.sub('', said['formatCode'].lower())):
            self._own.add(int(said['numFmtId']))
        elif name[1] == 'cellXfs':
            self._inside = True
        elif name[1] == 'xf' and self._inside:
            number = int(said.get('numFmtId', 0))
            self.days.append(number in _DAY_FORMATS or number in self._own)

    def endElementNS(self, name: tuple[str | None, str], _qname: str | None) -> None:  # noqa: N802 -- named by the interface
        if name[1] == 'cellXfs':
            self._inside = False


class _Texts(_Handler):
    """The shared texts, in their order; readings in another script (phonetic ones) are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._heard: list[str] = []
        self._path: list[str] = []

    def startElementNS(self, name: tuple[str | None, str], _qname: str | None, _attrs: AttributesNSImpl) -> None:  # noqa: N802 -- named by the interface
        self._path.append(name[1])
        if name[1] == 'si':
            self._heard = []

    def characters(self, content: str) -> None:
        if self._path[-1] == 't' and 'rPh' not in self._path:
            self._heard.append(content)

    def endElementNS(self, name: tuple[str | None, str], _qname: str | None) -> None:  # noqa: N802 -- named by the interface
        self._path.pop()
        if name[1] == 'si':
            self.texts.append(_spelled(''.join(self._heard)))


class _Sheet(_Handler):
    """The rows of a sheet, with the texts of their cells in their places."""

    def __init__(self, texts: list[str], days: list[bool], day_zero: date) -> None:
        super().__init__()
        self.rows: list[tuple[int, list[str]]] = []
        self._texts, self._days, self._day_zero = texts, days, day_zero
        self._number = self._column = 0
        self._cells: list[str] = []
        self._cell: dict[str, str] = {}
        self._heard: dict[str, list[str]] = {}
        self._path: list[str] = []

    def startElementNS(self, name: tuple[str | None, str], _qname: str | None, attrs: AttributesNSImpl) -> None:  # noqa: N802 -- named by the interface
        self._path.append(name[1])
        if name[1] == 'row':
            self._number = int(_attributes(attrs).get('r', self._number + 1))
            self._cells, self._column = [], 0
        elif name[1] == 'c':
            self._cell, self._heard = _attributes(attrs), {'v': [], 't': [], 'f': []}
            place = _PLACE.fullmatch(self._cell.get('r', ''))
            self._column = _column(place[1]) if place else self._column + 1

    def characters(self, content: str) -> None:
        if self._path[-1] in self._heard and 'rPh' not in self._path:
            self._heard[self._path[-1]].append(content)

    def endElementNS(self, name: tuple[str | None, str], _qname: str | None) -> None:  # noqa: N802 -- named by the interface
        self._path.pop()
        if name[1] == 'c':
            self._put(self._said())
            self._heard = {}
        elif name[1] == 'row' and any(self._cells):
            self.rows.append((self._number, self._cells))
            if len(self.rows) > MOST_ROWS + 1:
                raise NoTableError('table-too-large')

    def _put(self, text: str) -> None:
        if not text:
            return
        if self._column > MOST_COLUMNS:
            raise NoTableError('table-too-large')
        self._cells += [''] * (self._column - len(self._cells))
        self._cells[self._column - 1] = text

    def _said(self) -> str:
        value, kind = ''.join(self._heard['v']), self._cell.get('t', 'n')
        if kind == 's':
            return self._texts[int(value)] if value else ''
        if kind == 'inlineStr':
            return _spelled(''.join(self._heard['t']))
        if kind == 'b':
            return {'1': 'true', '0': 'false'}.get(value, value)
        if kind != 'n' or not value:
            formula = ''.join(self._heard['f'])
            return _spelled(value) if value or not formula else f'={formula}'
        style = int(self._cell.get('s', 0))
        number = float(value)
        if style < len(self._days) and self._days[style]:
            return (self._day_zero + timedelta(days=int(number))).isoformat()
        return str(int(number)) if number.is_integer() and abs(number) < _LONGEST_NUMBER else value


Heard = TypeVar('Heard', bound=_Handler)


class _Parts:
    """The parts of an archive, together no bigger than the limit: a small archive that becomes a large one is not unpacked whole."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive, self._left = archive, _MOST_UNPACKED

    def heard(self, name: str, handler: Heard) -> Heard:
        parser = make_parser()  # noqa: S317 -- a document type ends the reading, so there are no entities; what is read is bounded
        parser.setFeature(feature_namespaces, 1)
        parser.setFeature(feature_external_ges, 0)
        parser.setFeature(feature_external_pes, 0)
        parser.setProperty(property_lexical_handler, handler)
        parser.setContentHandler(handler)
        with self._archive.open(f'xl/{name}') as part:
            while piece := part.read(_BLOCK):
                self._left -= len(piece)
                if self._left < 0:
                    raise NoTableError('table-too-large')
                parser.feed(piece)  # type: ignore[attr-defined]  # the parser of the standard library reads in pieces
        parser.close()  # type: ignore[attr-defined]  # as above
        return handler


def _attributes(attrs: AttributesNSImpl) -> dict[str, str]:
    """Return the attributes by their names; those of another namespace with it."""
    return {f'{{{space}}}{name}' if space else name: str(value) for (space, name), value in attrs.items()}


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _spelled(text: str) -> str:
    """Read `_x0041_` as the sign of that number, as programs write it."""
    return _SIGN.sub(lambda found: chr(int(found[1], 16)), text)


def sheet_of(content: bytes) -> list[tuple[int, list[str]]]:
    """Return the rows of the first sheet that is not hidden, each with its number. Raises NoTableError."""
    try:
        return _sheet(content)
    except _BROKEN as error:
        raise NoTableError from error


def _sheet(content: bytes) -> list[tuple[int, list[str]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if len(archive.namelist()) > _MOST_PARTS:
            raise NoTableError('table-too-large')
        parts = _Parts(archive)
        book, links = parts.heard('workbook.xml', _Workbook()), parts.heard('_rels/workbook.xml.rels', _Links())
        styles, texts = _Styles(), _Texts()
        if 'xl/styles.xml' in archive.namelist():
            parts.heard('styles.xml', styles)
        if 'xl/sharedStrings.xml' in archive.namelist():
            parts.heard('sharedStrings.xml', texts)
        if not book.sheets:
            raise NoTableError('table-empty')
        return parts.heard(links.targets[book.sheets[0]], _Sheet(texts.texts, styles.days, book.day_zero)).rows
