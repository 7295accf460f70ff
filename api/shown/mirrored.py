"""How the services whose records are mirrored here are shown, and these records."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, func, select

from api.models.columns import table
from api.models.mirrored_records import MirroredRecord, MirroredRecordRow
from api.models.sync_sources import SyncPositionRow, SyncSource, SyncSourceRow
from api.permissions import Caller, Facts, may
from api.reads import Read, json_of
from api.shown.pieces import changeable, documented, object_of

sync_sources, _positions, mirrored = table(SyncSourceRow), table(SyncPositionRow), table(MirroredRecordRow)


def _of_position(name: str) -> ColumnElement[Any]:
    wanted = select(_positions.c[name]).where(_positions.c.sync_source_id == sync_sources.c.id)
    return wanted.correlate(sync_sources).scalar_subquery().label(name)


def _count(name: str, *conditions: ColumnElement[bool]) -> ColumnElement[Any]:
    there = (mirrored.c.sync_source_id == sync_sources.c.id, mirrored.c.deleted_at.is_(None), *conditions)
    return select(func.count()).select_from(mirrored).where(*there).correlate(sync_sources).scalar_subquery().label(name)


_DERIVED = {
    **{name: _of_position(name) for name in ('complete', 'began_at', 'equal_at', 'problem')},
    'position': _of_position('since').label('position'),
    'records': _count('records'),
    'doubtful': _count('doubtful', mirrored.c.match == 'doubtful'),
}
SYNC_SOURCES = Read(SyncSourceRow, json_of(SyncSource, sync_sources, **_DERIVED), derived=tuple(_DERIVED.values()))


def _record(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    is_matched = found['subject_type'] == 'city' and found['deleted_at'] is None and changeable(found)
    facts = Facts(networks=frozenset({found['network_id']}))
    return ['match_mirrored_record'] if is_matched and may(caller, 'match_mirrored_record', facts) else []


MIRRORED_RECORDS = Read(
    MirroredRecordRow,
    json_of(MirroredRecord, mirrored, subject=object_of(type=mirrored.c.subject_type, id=mirrored.c.origin_id)),
    facts=(mirrored.c.network_id, mirrored.c.subject_type, mirrored.c.deleted_at, documented(mirrored)),
    you_may=_record,
)
