"""Knows ETag and If-Match: strong tags of a version and of whatever else shapes the body."""

import hashlib
import re
from collections.abc import Mapping
from typing import Protocol

from api.problems import Problem

# Which signs a header of tags may have, and how many.
PATTERN = '^[ -~]{0,1000}$'
_TAG = re.compile(r'\s*"([0-9]{1,10})(-[0-9a-f]{8})?"\s*')


class Versioned(Protocol):
    """Whatever has a version."""

    version: int


def etag(version: int, *shapers: object) -> str:
    """Return `"<version>-<tag>"`; `shapers` are the caller's grants and language, what it may do, and what no write moves."""
    tag = hashlib.sha256('|'.join(map(str, shapers)).encode()).hexdigest()[:8]
    return f'"{version}-{tag}"'


def refuse_odd(headers: Mapping[str, str]) -> None:
    """Refuse headers that can hold nothing that we know: they are longer than any list of tags or wishes, or not ASCII."""
    wrong = [name for name in ('If-Match', 'If-None-Match', 'Prefer') if not re.fullmatch(PATTERN, headers.get(name, ''))]
    if wrong:
        errors = [{'in': 'header', 'name': name, 'code': 'string_pattern_mismatch', 'parameters': {}} for name in wrong]
        raise Problem('validation-failed', errors=errors)


def names(if_none_match: str, tag: str) -> bool:
    """Say whether If-None-Match names this tag: exactly, as a weak one (RFC 9110 compares weakly here), or by `*`."""
    given = {part.strip().removeprefix('W/') for part in if_none_match.split(',')}
    return bool(given & {tag, '*'})


def check(if_match: str | None, row: Versioned) -> None:
    """Refuse a write without If-Match (428) or with one that names another version (412). `*` names any version, `W/"3"` none."""
    check_version(if_match, row.version)


def check_version(if_match: str | None, version: int) -> None:
    """The same for what is no record, and has a version all the same."""
    if if_match is None:
        raise Problem('precondition-required', {'version': version})
    if if_match.strip() == '*':
        return
    versions = {int(match[1]) for part in if_match.split(',') if (match := _TAG.fullmatch(part))}
    if version not in versions:
        raise Problem('stale-version', {'version': version})
