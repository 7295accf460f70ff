"""Writes a report as a PDF that is tagged for those who have it read to them (PDF/UA-1).

Whatever people wrote goes to the compiler as string literals, never as its markup: it can neither call functions nor read files.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import typst
from markdown_it.tree import SyntaxTreeNode

from api.markdown import address_of, tree_of
from api.paper_parts import Heading, Paragraph, Part, Table

MEDIA_TYPE = 'application/pdf'
# The compiler gives up on quotes within quotes within quotes.
_DEEPEST_QUOTE = 5
_ESCAPED: Mapping[str, str] = {'"': '\\"', '\\': '\\\\'}


def pdf_of(title: str, about: Sequence[str], text: str, *, language: str, author: str) -> bytes:
    """Return a report with its title and what is said about it (a line each) as a file; the same to the byte for the same report.

    `language`: that of the text, ISO 639-1. `author`: the working group.
    """
    return _compiled(title, about, _blocks(tree_of(text).children, [0]), language=language, author=author)


def paper_pdf_of(title: str, about: Sequence[str], parts: Sequence[Part], *, language: str, author: str) -> bytes:
    """Return a paper of such parts as a file. `author`: the city."""
    return _compiled(title, about, map(_part, parts), language=language, author=author)


def _compiled(title: str, about: Sequence[str], blocks: Iterable[str], *, language: str, author: str) -> bytes:
    lines = (
        f'#set document(title: {_literal(title)}, author: ({_literal(author)},), date: none)',
        f'#set text(lang: {_literal(language)}, size: 11pt)',
        '#set page(paper: "a4", margin: 2.5cm, numbering: "1")',
        '#set par(leading: 0.75em, spacing: 1.2em)',
        '#title()',
        *(f'#text(size: 10pt)[{_string(line)}]#parbreak()' for line in about),
        *blocks,
    )
    source = '\n'.join(lines).encode()
    try:
        return bytes(typst.compile(source, format='pdf', ignore_system_fonts=True, pdf_standards='ua-1'))
    except typst.TypstError:
        # A sign that no font at hand can show: the file is tagged all the same, and does not call itself PDF/UA.
        return bytes(typst.compile(source, format='pdf', ignore_system_fonts=True))


def _part(part: Part) -> str:
    if isinstance(part, Heading):
        return f'#heading(level: {part.level})[{_string(part.text)}];'
    if isinstance(part, Paragraph):
        return f'{"#linebreak();".join(map(_string, part.text.splitlines()))}#parbreak();'
    if isinstance(part, Table):
        wide, head = ', '.join(f'{each}fr' for each in part.wide), _cells(part.headings, 'strong')
        rows = ', '.join(_cells(row) for row in part.rows)
        form = 'stroke: 0.5pt + luma(160), inset: 5pt, align: left'
        return f'#text(size: 9pt, hyphenate: true, table(columns: ({wide},), {form}, table.header({head}), {rows}));'
    lines = ''.join(f'[#v(1.2cm)#line(length: 100%, stroke: 0.5pt)#text(size: 9pt)[{_string(each)}]],' for each in part.lines)
    return f'#block(breakable: false, grid(columns: (1fr, 1fr), column-gutter: 1cm, {lines}));'


def _cells(texts: Sequence[str], mark: str = '') -> str:
    return ', '.join(f'{mark}({_literal(text)})' if mark else f'[{_string(text)}]' for text in texts)


def _literal(text: str) -> str:
    """Return a text as a string of the compiler's language."""
    signs = (_ESCAPED.get(sign) or (sign if sign.isprintable() else f'\\u{{{ord(sign):x}}}') for sign in text)
    return f'"{"".join(signs)}"'


def _string(text: str) -> str:
    return f'#{_literal(text)};'


def _blocks(nodes: Sequence[SyntaxTreeNode], levels: list[int]) -> Iterator[str]:
    for node in nodes:
        yield _block(node, levels)


def _block(node: SyntaxTreeNode, levels: list[int]) -> str:
    inside = ''.join(_words(node.children)) if node.children and node.children[0].type == 'inline' else None
    if node.type == 'heading' and inside:
        # A heading is at most one level below the one before: readers that go from heading to heading lose their way otherwise.
        levels[0] = min(int(node.tag[1:]), levels[0] + 1)
        return f'#heading(level: {levels[0]})[{inside}];'
    if node.type == 'bullet_list':
        return f'#list({_items(node, levels)});'
    if node.type == 'ordered_list':
        return f'#enum(start: {int(node.attrs.get("start", 1))}, {_items(node, levels)});'
    if node.type == 'blockquote':
        within = ''.join(_blocks(node.children, levels))
        return f'#quote(block: true)[{within}];' if node.level < _DEEPEST_QUOTE else within
    if node.type in {'fence', 'code_block'}:
        return f'#raw({_literal(node.content)}, block: true);'
    return f'{inside}#parbreak();' if inside is not None else '#parbreak();'


def _items(node: SyntaxTreeNode, levels: list[int]) -> str:
    return ''.join(f'[{"".join(_blocks(item.children, levels))}],' for item in node.children)


_MARKS: Mapping[str, str] = {'strong': '#strong[{}];', 'em': '#emph[{}];'}


def _words(nodes: Sequence[SyntaxTreeNode]) -> Iterator[str]:
    for node in nodes:
        if node.type == 'text':
            yield _string(node.content)
        elif node.type == 'code_inline':
            yield f'#raw({_literal(node.content)});'
        elif node.type == 'softbreak':
            yield _string(' ')
        elif node.type == 'hardbreak':
            yield '#linebreak();'
        elif node.type == 'link' and (address := address_of(node)):
            yield f'#link({_literal(address)})[{"".join(_words(node.children))}];'
        else:
            yield _MARKS.get(node.type, '{}').format(''.join(_words(node.children)))
