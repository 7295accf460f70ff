"""Writes what is published as a feed that programs subscribe to (Atom, RFC 4287)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

MEDIA_TYPE = 'application/atom+xml'
# Text may hold them, XML may not.
_NO_XML = re.compile('[\ufffe\uffff]')


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry says. `content` is plain text or Markdown; `enclosure` a file that belongs to it: address, media type, bytes."""

    id: UUID
    title: str
    updated_at: datetime
    page: str
    published: date | None = None
    content: str | None = None
    categories: Sequence[str] = field(default=())
    enclosure: tuple[str, str, int] | None = None


def feed_of(owner: Mapping[str, Any], kind: str, title: str, entries: Sequence[Entry], *, address: str) -> str:
    """Return a feed as text: of `owner` (id, name, slug and created_at of a network), by `kind`, the name of its file.

    Nothing in it depends on when it is written, so that what is unchanged is the same to the byte. `address`: where the service is.
    """
    updated = max((each.updated_at for each in entries), default=owner['created_at'])
    own = f'{address}/v1/public/networks/{owner["slug"]}/{kind}.atom'
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        _element('id', own),
        _element('title', title),
        _element('updated', updated.isoformat()),
        _link('self', own, MEDIA_TYPE),
        _link('alternate', f'{address}/'),
        f'<author>{_element("name", owner["name"])}</author>',
        *(line for each in entries for line in _entry(each)),
        '</feed>',
    ]
    return '\n'.join(lines) + '\n'


def _entry(entry: Entry) -> Iterator[str]:
    yield '<entry>'
    yield _element('id', f'urn:uuid:{entry.id}')
    yield _element('title', entry.title)
    yield _element('updated', entry.updated_at.isoformat())
    if entry.published:
        yield _element('published', f'{entry.published.isoformat()}T00:00:00Z')
    yield _link('alternate', entry.page)
    if entry.enclosure:
        address, media_type, size = entry.enclosure
        yield _link('enclosure', address, media_type, f' length="{size}"')
    yield from (f'<category term={quoteattr(_said(each))}/>' for each in entry.categories)
    if entry.content:
        yield f'<content type="text">{escape(_said(entry.content))}</content>'
    else:
        yield '<content type="text"/>'
    yield '</entry>'


def _element(name: str, text: str) -> str:
    return f'<{name}>{escape(_said(text))}</{name}>'


def _link(rel: str, href: str, media_type: str = 'text/html', more: str = '') -> str:
    return f'<link rel="{rel}" type={quoteattr(media_type)} href={quoteattr(href)}{more}/>'


def _said(text: str) -> str:
    return _NO_XML.sub('', text)
