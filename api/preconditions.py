"""Knows ETag and If-Match: strong tags of a version and of whatever else shapes the body."""

import hashlib
import re

from api.models.columns import Subject
from api.permissions import Caller
from api.problems import Problem

_TAG = re.compile(r'\s*"([0-9]{1,10})(-[0-9a-f]{8})?"\s*')


def etag(version: int, *shapers: object) -> str:
    """Return `"<version>-<tag>"`; `shapers` are the caller's grants, language, the network's day, the query and so on."""
    tag = hashlib.sha256('|'.join(map(str, shapers)).encode()).hexdigest()[:8]
    return f'"{version}-{tag}"'


def shapers(caller: Caller, day: object = '', query: str = '') -> tuple[object, ...]:
    """Return what shapes an answer besides its record."""
    return (caller.kind, caller.grants, caller.language, day, query)


def check(if_match: str | None, row: Subject) -> None:
    """Refuse a write without If-Match (428) or with one that names another version (412). `*` names any version, `W/"3"` none."""
    if if_match is None:
        raise Problem('precondition-required', {'version': row.version})
    if if_match.strip() == '*':
        return
    versions = {int(match[1]) for part in if_match.split(',') if (match := _TAG.fullmatch(part))}
    if row.version not in versions:
        raise Problem('stale-version', {'version': row.version})
