"""Writes spreadsheets (Office Open XML, .xlsx) while they are sent: rows come as XML from Postgres, the file is never held as a whole.

A library would make each cell an object and the file a temporary one: ten times the work, and nothing sent before the end.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from api.copying import BLOCK, Block

MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
# What spreadsheet programs read at most, less the row of names; what is more goes on another sheet.
MOST_ROWS = 1_048_575
# The numbers of the styles below.
DAY, MOMENT, BOLD = 1, 2, 3
_FAST = 1

_MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
_LINKS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
_PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
_CONTENT_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="{_KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>'
)
_ROOT = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_SHEET = (
    f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    '<sheetFormatPr defaultColWidth="20" defaultRowHeight="15"/><sheetData>'
)
_END = '</sheetData></worksheet>'


class _Outgoing:
    """What the zip file is written to: it cannot be gone back in, and gives away what it has."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.size = 0

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        self.size += len(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        pieces, self._pieces, self.size = self._pieces, [], 0
        return b''.join(pieces)


def workbook(title: str, names: Sequence[str], blocks: Iterable[Block]) -> Iterator[bytes]:
    """Yield a file with these columns; `blocks` hold its rows as `<row>` elements."""
    outgoing: IO[bytes] = _Outgoing()  # type: ignore[assignment]  # all that zipfile asks of a file that cannot be gone back in
    header = ''.join(f'<c s="{BOLD}" t="inlineStr"><is><t>{escape(name)}</t></is></c>' for name in names)
    rest, sheets = iter(blocks), 0
    following = next(rest, None)
    with ZipFile(outgoing, 'w', ZIP_DEFLATED, compresslevel=_FAST) as file:
        for name, text in (('[Content_Types].xml', _CONTENT_TYPES), ('_rels/.rels', _ROOT), ('xl/styles.xml', _STYLES)):
            file.writestr(name, text)
        while following is not None or not sheets:
            sheets += 1
            with file.open(f'xl/worksheets/sheet{sheets}.xml', 'w') as sheet:
                sheet.write(f'{_SHEET}<row>{header}</row>'.encode())
                rows = 0
                while following is not None and rows + following.rows <= MOST_ROWS:
                    sheet.write(following.data)
                    rows += following.rows
                    if outgoing.size >= BLOCK:  # type: ignore[attr-defined]  # ours
                        yield outgoing.taken()  # type: ignore[attr-defined]  # ours
                    following = next(rest, None)
                sheet.write(_END.encode())
        file.writestr('xl/workbook.xml', _listed(title, sheets))
        file.writestr('xl/_rels/workbook.xml.rels', _linked(sheets))
    yield outgoing.taken()  # type: ignore[attr-defined]  # ours


def _listed(title: str, sheets: int) -> str:
    named = (f'<sheet name="{escape(title)}{f" {n}" if n > 1 else ""}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, sheets + 1))
    return f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{"".join(named)}</sheets></workbook>'


def _linked(sheets: int) -> str:
    links = (f'<Relationship Id="rId{n}" Type="{_LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in range(1, sheets + 1))
    styles = f'<Relationship Id="rId{sheets + 1}" Type="{_LINKS}/styles" Target="styles.xml"/>'
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(links)}{styles}</Relationships>'
