"""Reads Markdown as a tree of blocks and words (CommonMark), without its HTML: what people write in reports."""

import re

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

_READER = MarkdownIt('commonmark', {'html': False})
# What a link may lead to; any other address is shown as words.
# Text may hold them, files of XML may not.
_NO_XML = re.compile('[\ufffe\uffff]')
_SAFE = ('https://', 'http://', 'mailto:')


def plain(text: str) -> str:
    """Return a text without the signs that no file can hold."""
    return _NO_XML.sub('', text)


def tree_of(text: str) -> SyntaxTreeNode:
    """Return the tree. It is no deeper than twenty levels: what is nested further is left out."""
    return SyntaxTreeNode(_READER.parse(text))


def address_of(link: SyntaxTreeNode) -> str | None:
    """Return where a link leads to, None when nobody should follow it."""
    href = str(link.attrs.get('href', ''))
    return href if href.startswith(_SAFE) else None
