"""`coalition memberships plan|apply`: brings groups or networks to the list in a file by the API of a service, as a partner's script would.

It ends with 0 when there is nothing (more) to do, with 2 when a plan finds differences, with 3 when the service refuses, and with 4 when
the file, the address or the credentials are not usable or the service cannot be reached: what cron makes of it is the caller's.
"""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid5

from api.nightly_calls import Calls, RefusedError
from api.nightly_lists import Desired, desired_of
from api.running.console import announce, say_aside
from api.running.processes import CannotStart

DONE, DIFFERS, REFUSED, UNUSABLE = 0, 2, 3, 4
_WORDS = (('joined', 'joins', 'joined'), ('left', 'leaves', 'left'), ('changed', 'changes', 'changed'))
_STALE, _LOOKS = 'stale-version', 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run is told beside its file."""

    max_removals: int | None = None
    reason: str | None = None
    patience: float = 60.0

    def body(self, desired: Desired) -> dict[str, Any]:
        """Return what the service is told of one group or network."""
        more = {'max_removals': self.max_removals, 'reason': self.reason}
        return desired.body | {name: value for name, value in more.items() if value is not None}


def plan(file: str, server: str, wanted: Wanted) -> int:
    """Say what a file would change; nothing is written. Returns the exit code."""
    return _run(file, server, wanted, is_plan=True)


def apply(file: str, server: str, wanted: Wanted) -> int:
    """Bring about what a file says. All of it is tried out first, and while one of them is refused nothing is done in any."""
    return _run(file, server, wanted, is_plan=False)


def _run(file: str, server: str, wanted: Wanted, *, is_plan: bool) -> int:
    try:
        lists, (client_id, client_secret) = desired_of(Path(file)), _credentials()
        calls = Calls(server, client_id, client_secret, wanted.patience)
        try:
            return _done(calls, lists, wanted, is_plan=is_plan)
        finally:
            calls.close()
    except CannotStart as obstacle:
        say_aside(str(obstacle))
        return UNUSABLE


def _credentials() -> tuple[str, str]:
    found = os.environ.get('CLIENT_ID', ''), os.environ.get('CLIENT_SECRET', '')
    if not all(found):
        raise CannotStart('CLIENT_ID and CLIENT_SECRET are to be set: the credentials of a machine client of the office.')
    return found


def _done(calls: Calls, lists: Sequence[Desired], wanted: Wanted, *, is_plan: bool) -> int:
    tried, refused = [], False
    for desired in lists:
        try:
            tried.append((desired, _sent(calls, desired, wanted, tries_out=True)))
        except RefusedError as refusal:
            refused = True
            _say_refusal(desired.place, refusal)
    if refused:
        say_aside('Nothing was done.')
        return REFUSED
    differing = [(desired, answer) for desired, answer in tried if any(answer[name] for name, *_ in _WORDS)]
    if is_plan or not differing:
        _say(tried, tense=1)
        return DIFFERS if differing else DONE
    for number, (desired, _) in enumerate(differing):
        try:
            _say([(desired, _sent(calls, desired, wanted, tries_out=False))], tense=2)
        except RefusedError as refusal:
            _say_refusal(desired.place, refusal)
            say_aside(f'{number} of {len(differing)} were changed.')
            return REFUSED
    return DONE


def _sent(calls: Calls, desired: Desired, wanted: Wanted, *, tries_out: bool) -> dict[str, Any]:
    """Send the set of one place for the version of it that is there; when it moves on meanwhile, it is looked at again."""
    body, path = wanted.body(desired), f'/v1/{desired.kind.replace("_", "-")}s/{quote(desired.place, safe="")}'
    tried = 0
    while True:
        tried += 1
        place, seen = _seen(calls, desired, path, {} if tries_out else body)
        headers = {'If-Match': seen}
        if not tries_out:
            # The same set of the same version has the same key: who asks again after a lost answer gets that answer.
            known = json.dumps([place, seen, body], sort_keys=True)
            headers['Idempotency-Key'] = f'memberships-{uuid5(UUID(place), known)}'
        try:
            query = {'dry_run': 'true'} if tries_out else None
            return calls.ask('PUT', f'{path}/members', body=body, query=query, headers=headers)
        except RefusedError as refusal:
            if refusal.slug != _STALE or tried == _LOOKS:
                raise


def _seen(calls: Calls, desired: Desired, path: str, body: dict[str, Any]) -> tuple[str, str]:
    """Return the id of a place, and the version of its members: a group's is its own.

    That of a network's members as a whole is told when a set (`body`) is tried out; without one any version will do.
    """
    place = calls.ask('GET', path)
    if desired.kind == 'working_group':
        return place['id'], f'"{place["version"]}"'
    if not body:
        return place['id'], '*'
    calls.ask('PUT', f'{path}/members', body=body, query={'dry_run': 'true'}, headers={'If-Match': '*'})
    return place['id'], calls.etag


# -- what is said ----------------------------------------------------------------------------------------------------------


def _say(answers: Sequence[tuple[Desired, dict[str, Any]]], *, tense: int) -> None:
    rows = [row for desired, answer in answers for row in _rows(desired, answer, tense)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        announce('  '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _rows(desired: Desired, answer: dict[str, Any], tense: int) -> Iterator[tuple[str, str, str]]:
    """Yield a line for each member that comes, goes or changes, one for what becomes of the group, and one with the numbers."""
    place = desired.place
    for name, *words in _WORDS:
        for each in answer[name]:
            yield place, words[tense - 1], each['member']['name']
    for effect in answer['effects']:
        if effect['stage'] != effect['stage_before']:
            of = effect['working_group']['slug'] if desired.kind == 'network' else place
            yield of, 'stage', f'{effect["stage_before"]} → {effect["stage"]}'
    names = ('joined', 'left', 'changed', 'unchanged')
    yield place, 'in all', ', '.join(f'{len(answer[name])} {name}' for name in names)


def _say_refusal(place: str, refusal: RefusedError) -> None:
    say_aside(f'{place}: {refusal.problem.get("detail") or refusal.slug}')
    for error in refusal.problem.get('errors', ()):
        say_aside(f'  {error.get("pointer") or error.get("name") or ""}: {error["detail"]}')
