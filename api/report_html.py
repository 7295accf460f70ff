"""Writes a report's text for a page: paragraphs, headings, lists, quotes and links, and nothing that a browser would run.

Every sign that people wrote is escaped; the few elements there are stand here.
"""

from collections.abc import Mapping, Sequence
from html import escape

from markdown_it.tree import SyntaxTreeNode

from api.markdown import address_of, tree_of

# A page has its own heading: those of the text begin one level below it.
_FIRST_HEADING, _LAST_HEADING = 2, 6
_LEAVES: Mapping[str, str] = {
    'text': '{}', 'code_inline': '<code>{}</code>', 'fence': '<pre>{}</pre>', 'code_block': '<pre>{}</pre>',
    'softbreak': '\n', 'hardbreak': '<br>',
}  # fmt: skip
_TAGS: Mapping[str, str] = {
    'bullet_list': 'ul', 'ordered_list': 'ol', 'list_item': 'li', 'blockquote': 'blockquote', 'paragraph': 'p', 'strong': 'strong',
    'em': 'em',
}  # fmt: skip


def html_of(text: str) -> str:
    """Return a text of Markdown as a piece of HTML: h2 to h6, p, ul, ol, li, blockquote, pre, code, strong, em, br, a."""
    return _inside(tree_of(text).children, [_FIRST_HEADING - 1])


def _inside(nodes: Sequence[SyntaxTreeNode], levels: list[int]) -> str:
    return ''.join(_written(node, levels) for node in nodes)


def _written(node: SyntaxTreeNode, levels: list[int]) -> str:
    if node.type in _LEAVES:
        return _LEAVES[node.type].format(escape(node.content))
    within = _inside(node.children, levels)
    if node.type == 'heading':
        return _heading(within, int(node.tag[1:]), levels)
    if node.type == 'link' and (address := address_of(node)):
        return f'<a href="{escape(address)}" rel="noreferrer">{within}</a>'
    tag = None if node.type == 'paragraph' and node.hidden else _TAGS.get(node.type)
    begun = f' start="{int(node.attrs["start"])}"' if tag == 'ol' and 'start' in node.attrs else ''
    return f'<{tag}{begun}>{within}</{tag}>' if tag else within


def _heading(within: str, level: int, levels: list[int]) -> str:
    """Return a heading at most one level below the one before: readers that go from heading to heading lose their way otherwise."""
    if not within:
        return ''
    levels[0] = min(level + _FIRST_HEADING - 1, levels[0] + 1, _LAST_HEADING)
    return f'<h{levels[0]}>{within}</h{levels[0]}>'
