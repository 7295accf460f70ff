"""Writes HTML: texts escaped, and the little Markdown in which the guide and the descriptions are written."""

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape

_BLOCKS = re.compile(r'\n\s*\n')
_INLINE = re.compile(r'`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^)\s]+)\)')
_ITEM = re.compile(r'^(?:[-*]|\d+\.) ', re.MULTILINE)


def element(tag: str, *inner: str, **attributes: str | None) -> str:
    """Return an element; `inner` is HTML already, attributes are text. `class_` becomes class, None leaves an attribute out."""
    said = ''.join(f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"' for name, value in attributes.items() if value is not None)
    return f'<{tag}{said}>{"".join(inner)}</{tag}>'


def code(text: str) -> str:
    """Return text as code within a sentence."""
    return element('code', escape(text, quote=False))


def block(text: str) -> str:
    """Return text as a block of code."""
    return element('pre', element('code', escape(text, quote=False)))


def slugged(heading: str) -> str:
    """Return the anchor of a heading."""
    return re.sub(r'[^a-z0-9]+', '-', heading.lower()).strip('-')


def inline(text: str, links: Mapping[str, str] | None = None) -> str:
    """Return a line of Markdown as HTML: code, bold, links (`links` tells where a file of the repository is found on the page)."""

    def written(found: re.Match[str]) -> str:
        if found[1]:
            return code(found[1])
        if found[2]:
            return element('strong', inline(found[2], links))
        return element('a', inline(found[3]), href=(links or {}).get(found[4], found[4]))

    parts, end = [], 0
    for found in _INLINE.finditer(text):
        parts += [escape(text[end : found.start()], quote=False), written(found)]
        end = found.end()
    return ''.join(parts) + escape(text[end:], quote=False)


def markdown(text: str, *, level: int = 2, links: Mapping[str, str] | None = None, prefix: str = '') -> str:
    """Return Markdown as HTML; a heading `##` becomes an h of `level`, with an anchor; a first heading `#` is left out."""
    return '\n'.join(_written(kind, body, level, links, prefix) for kind, body in _parts(text))


def headings(text: str) -> list[str]:
    """Return the headings `##` of a text."""
    return [body.removeprefix('## ') for kind, body in _parts(text) if kind == 'text' and body.startswith('## ')]


def _parts(text: str) -> Iterator[tuple[str, str]]:
    for number, part in enumerate(re.split(r'^```\w*\n(.*?)^```\n?', text, flags=re.MULTILINE | re.DOTALL)):
        if number % 2:
            yield 'code', part.rstrip('\n')
        else:
            yield from (('text', each.strip('\n')) for each in _BLOCKS.split(part) if each.strip())


def _written(kind: str, body: str, level: int, links: Mapping[str, str] | None, prefix: str) -> str:
    if kind == 'code':
        return block(body)
    if body.startswith('# '):
        return ''
    if body.startswith('## '):
        heading = body.removeprefix('## ')
        return element(f'h{level}', inline(heading, links), id=prefix + slugged(heading))
    if body.startswith('| '):
        return _table(body, lambda text: inline(text, links))
    if _ITEM.match(body):
        items = [element('li', inline(' '.join(item.split()), links)) for item in _ITEM.split(body) if item.strip()]
        return element('ol' if body[0].isdigit() else 'ul', *items)
    return element('p', inline(' '.join(body.split()), links))


def _table(body: str, write: Callable[[str], str]) -> str:
    head, _, *rows = [[cell.strip() for cell in line.strip('| ').split(' | ')] for line in body.splitlines()]
    return table(head, [[write(cell) for cell in row] for row in rows])


def table(head: list[str], rows: list[list[str]]) -> str:
    """Return a table: `head` is text, the cells are HTML."""
    top = element('tr', *(element('th', escape(name), scope='col') for name in head))
    body = [element('tr', *(element('td', cell) for cell in row)) for row in rows]
    return element('table', element('thead', top), element('tbody', *body))
