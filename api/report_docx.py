"""Writes a report as a Word document, with headings and lists as such, so that it can be worked on."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from markdown_it.tree import SyntaxTreeNode

from api.markdown import address_of, tree_of
from api.paper_parts import Heading, Paragraph, Part, Table

MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
# A file does not say when it was asked for: the same report is the same to the byte.
_NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)
_DEEPEST_LIST = 3


@dataclass(frozen=True, slots=True)
class _Mark:
    bold: bool = False
    italic: bool = False
    code: bool = False


def docx_of(title: str, about: Sequence[str], text: str, *, language: str, author: str) -> bytes:
    """Return a report with its title and what is said about it (a line each) as a file.

    `language`: that of the text, ISO 639-1. `author`: the working group.
    """
    document = _begun(title, about, language=language, author=author)
    for node in tree_of(text).children:
        _block(document, node, style=None, depth=0)
    return _saved(document)


def paper_docx_of(title: str, about: Sequence[str], parts: Sequence[Part], *, language: str, author: str) -> bytes:
    """Return a paper of such parts as a file. `author`: the city."""
    document = _begun(title, about, language=language, author=author)
    for part in parts:
        _part(document, part)
    return _saved(document)


def _begun(title: str, about: Sequence[str], *, language: str, author: str) -> Any:
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language, properties.comments = title[:255], author[:255], language, ''
    properties.created = properties.modified = _NO_TIME
    document.add_heading(title, level=0)
    for line in about:
        document.add_paragraph(line)
    return document


def _saved(document: Any) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return _without_times(written.getvalue())


def _part(document: Any, part: Part) -> None:
    if isinstance(part, Heading):
        document.add_heading(part.text, level=part.level)
    elif isinstance(part, Paragraph):
        document.add_paragraph(part.text)
    elif isinstance(part, Table):
        _table(document, part)
    else:
        for line in part.lines:
            paragraph = document.add_paragraph(f'\n\n{"_" * 40}\n{line}')
            paragraph.paragraph_format.keep_together = True


def _table(document: Any, part: Table) -> None:
    """Put a table in whose first row is repeated on each page, and read as headings."""
    table = document.add_table(rows=1, cols=len(part.headings), style='Table Grid')
    room = document.sections[0].page_width - document.sections[0].left_margin - document.sections[0].right_margin
    for cell, heading in zip(table.rows[0].cells, part.headings, strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement('w:tblHeader'))  # noqa: SLF001 -- which the library has no way to say
    for row in part.rows:
        # The cells of a row are looked up once: the library goes through the whole table for each of them.
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(text)
    for column, wide in zip(table.columns, part.wide, strict=True):
        column.width = int(room * wide / sum(part.wide))


def _without_times(content: bytes) -> bytes:
    kept = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as before, ZipFile(kept, 'w', ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(ZipInfo(name, _NO_TIME.timetuple()[:6]), before.read(name), ZIP_DEFLATED)
    return kept.getvalue()


def _block(document: Any, node: SyntaxTreeNode, *, style: str | None, depth: int) -> None:
    if node.type == 'heading':
        _say(document.add_heading(level=int(node.tag[1:])), node.children[0].children, _Mark())
    elif node.type in {'bullet_list', 'ordered_list'}:
        name = 'List Bullet' if node.type == 'bullet_list' else 'List Number'
        level = min(depth + 1, _DEEPEST_LIST)
        for item in node.children:
            for each in item.children:
                _block(document, each, style=name if level == 1 else f'{name} {level}', depth=depth + 1)
    elif node.type == 'blockquote':
        for each in node.children:
            _block(document, each, style='Quote', depth=depth)
    elif node.type in {'fence', 'code_block'}:
        _run(document.add_paragraph(style='No Spacing'), node.content.rstrip('\n'), _Mark(code=True))
    elif node.children:
        _say(document.add_paragraph(style=style), node.children[0].children, _Mark())


def _say(paragraph: Any, nodes: Sequence[SyntaxTreeNode], mark: _Mark) -> None:
    for node in nodes:
        if node.type in {'text', 'code_inline'}:
            _run(paragraph, node.content, replace(mark, code=mark.code or node.type == 'code_inline'))
        elif node.type == 'softbreak':
            _run(paragraph, ' ', mark)
        elif node.type == 'hardbreak':
            paragraph.add_run().add_break()
        elif node.type == 'link' and (address := address_of(node)):
            _link(paragraph, address, node.children, mark)
        else:
            bold, italic = mark.bold or node.type == 'strong', mark.italic or node.type == 'em'
            _say(paragraph, node.children, replace(mark, bold=bold, italic=italic))


def _run(paragraph: Any, text: str, mark: _Mark) -> None:
    run = paragraph.add_run(text)
    run.bold, run.italic = mark.bold or None, mark.italic or None
    if mark.code:
        run.font.name = 'Courier New'


def _link(paragraph: Any, address: str, nodes: Sequence[SyntaxTreeNode], mark: _Mark) -> None:
    """Put the words of a link into an element of its own, which python-docx has no way to make."""
    before = len(paragraph.runs)
    _say(paragraph, nodes, mark)
    element = OxmlElement('w:hyperlink')
    element.set(qn('r:id'), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    for run in paragraph.runs[before:]:
        run.font.underline = True
        element.append(run._r)  # noqa: SLF001 -- the element of the run, which the library shows nowhere else
    paragraph._p.append(element)  # noqa: SLF001 -- the same
