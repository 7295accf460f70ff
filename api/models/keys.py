"""Knows how names are compared: sort and search keys, blind to accents and case, computed here and stored.

The embedded Postgres carries no ICU, so the database cannot do this; one answer everywhere is worth more than a collation.
"""

import re
import unicodedata

_LETTERS = str.maketrans({'ł': 'l', 'ø': 'o', 'đ': 'd', 'ß': 'ss', 'æ': 'ae', 'œ': 'oe', 'þ': 'th', 'ð': 'd', 'ı': 'i', 'ħ': 'h', 'ŋ': 'n'})


def fold(text: str) -> str:
    """Return `text` without case, accents and punctuation: 'Malmö' and 'malmo' become equal."""
    bare = ''.join(sign for sign in unicodedata.normalize('NFKD', text.casefold()) if not unicodedata.combining(sign))
    return re.sub(r'[^\w]+', ' ', bare.translate(_LETTERS)).strip()


def search_key(*names: str) -> str:
    """Return one text in which a folded query is looked for: every name, folded, each between spaces."""
    return ' '.join(dict.fromkeys(f'{fold(name)}' for name in names))


def slug_of(text: str, *, fallback: str) -> str:
    """Return the part of an address that names `text`: 'Esch-sur-Alzette' becomes 'esch-sur-alzette'."""
    slug = re.sub(r'[^a-z0-9]+', '-', fold(text)).strip('-')[:80].strip('-')
    return slug or fallback
