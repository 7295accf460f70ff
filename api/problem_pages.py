"""Writes the page behind each problem's `type`: what it means, what to do, and the names that programs go by."""

import base64
import hashlib
import re
from html import escape
from typing import Any

from api.problems import TYPES
from api.security_headers import CLOSED
from api.sentences import CATALOGUES, say

_PLACE = re.compile(r'\{(\w+)[^}]*\}')
# Long enough to wait and try again by itself: a program may, a person need not do anything.
_PASSING = {408, 429, 503}
_FAILED = 500
_STYLE = """
:root { color-scheme: light dark; font: 1.125rem/1.6 system-ui, sans-serif; }
body { margin: 0; padding: 2rem 1.25rem; }
main { max-width: 40rem; margin: 0 auto; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.5rem; margin: 1.5rem 0; }
dd { margin: 0; overflow-wrap: anywhere; }
"""
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
# The one style sheet is the page's own; nothing else is loaded and nothing runs.
POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; object-src 'none'; {CLOSED}"


def meaning(slug: str, language: str) -> str:
    """Return the sentence of a type, with the names of its places instead of what stands there in an answer."""
    entry = CATALOGUES[language][f'problem.{slug}.detail']
    return _PLACE.sub(r'‹\1›', entry if isinstance(entry, str) else entry['other'])  # noqa: RUF001 -- as quotes, which no sentence has


def as_json(slug: str, language: str) -> dict[str, Any]:
    """Return a type of problem for a program."""
    code, title = TYPES[slug]
    return {'type': f'/problems/{slug}', 'title': title, 'status': code, 'meaning': meaning(slug, language)}


def as_page(slug: str, language: str) -> str:
    """Return a type of problem as a page."""
    code, title = TYPES[slug]
    again = 'passes' if code in _PASSING else 'ours' if code >= _FAILED else 'yours'
    sentences = [meaning(slug, language), say(language, f'problem.page.{again}'), say(language, 'problem.page.places')]
    names = {'type': f'/problems/{slug}', 'status': str(code), 'title': title}
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
        f'<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1 lang="en">{escape(title)}</h1>\n'
        + '\n'.join(f'<p>{escape(sentence)}</p>' for sentence in sentences)
        + '\n<dl>\n'
        + '\n'.join(f'<dt><code>{name}</code></dt><dd lang="en"><code>{escape(value)}</code></dd>' for name, value in names.items())
        + f'\n</dl>\n<p>{escape(say(language, "problem.page"))}</p>\n</main>\n</body>\n</html>\n'
    )
