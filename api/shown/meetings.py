"""How meetings, outputs and documents are shown, and what one may do with them now."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import case, select

from api.models.columns import table
from api.models.documents import Document, DocumentRow
from api.models.meetings import AttendanceRow, Meeting, MeetingRow
from api.models.outputs import Output, OutputRow
from api.models.redactions import RedactionRow
from api.permissions import Caller, may
from api.reads import Read, json_of
from api.redaction import CONTENT
from api.rules import meetings as meeting_rules
from api.rules import outputs as output_rules
from api.shown.owned import facts_in, is_closed, owner, shown_inside
from api.shown.pieces import changeable, cities, city_name, gathered, group_name, name_of, object_of

_meetings, _attendances, _outputs, _documents = table(MeetingRow), table(AttendanceRow), table(OutputRow), table(DocumentRow)
_redacted = table(RedactionRow)
_attendance = (
    select(gathered(name_of(cities), cities.c.sort_key, cities.c.id))
    .where(cities.c.id == _attendances.c.city_id, _attendances.c.meeting_id == _meetings.c.id)
    .correlate(_meetings)
    .scalar_subquery()
)
_redaction = case(
    (
        _documents.c.redacted_at.is_not(None),
        select(object_of(redacted_at=_redacted.c.redacted_at, reason=_redacted.c.reason))
        .where(_redacted.c.subject_id == _documents.c.id, _redacted.c.field == CONTENT)
        .correlate(_documents)
        .scalar_subquery(),
    )
)


def _meeting(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    moves = meeting_rules.moves(found['stage'], is_closed=is_closed(found)) if changeable(found) else ()
    return [name for name in moves if may(caller, name, facts_in(found))]


def _output(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    moves = output_rules.moves(found['stage'], is_closed=is_closed(found)) if changeable(found) else ()
    return [name for name in moves if may(caller, name, facts_in(found))]


def _document(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    moves = ('update_document',) if found['redacted_at'] else ('redact_document', 'update_document')
    return [name for name in moves if changeable(found) and may(caller, name, facts_in(found))]


MEETINGS = Read(
    MeetingRow,
    json_of(
        Meeting,
        _meetings,
        working_group=group_name(_meetings.c.working_group_id),
        joining_link=case((shown_inside(_meetings), _meetings.c.joining_link)),
        host_city=city_name(_meetings.c.host_city_id),
        minutes=case((shown_inside(_meetings), _meetings.c.minutes)),
        minutes_document_id=case((shown_inside(_meetings), _meetings.c.minutes_document_id)),
        attendance=_attendance,
        visibility=_meetings.c.audience,
    ),
    facts=(_meetings.c.stage, *owner(_meetings)),
    you_may=_meeting,
    sorts={
        'starts_at': (_meetings.c.starts_at, False),
        '-starts_at': (_meetings.c.starts_at, True),
        'id': (None, False),
        '-id': (None, True),
    },
)
OUTPUTS = Read(
    OutputRow,
    json_of(Output, _outputs, working_group=group_name(_outputs.c.working_group_id), visibility=_outputs.c.audience),
    facts=(_outputs.c.stage, *owner(_outputs)),
    you_may=_output,
    sorts={'title': (_outputs.c.sort_key, False), '-title': (_outputs.c.sort_key, True), 'id': (None, False), '-id': (None, True)},
)
DOCUMENTS = Read(
    DocumentRow,
    json_of(
        Document,
        _documents,
        working_group=group_name(_documents.c.working_group_id),
        visibility=_documents.c.audience,
        redaction=_redaction,
    ),
    facts=(_documents.c.redacted_at, *owner(_documents)),
    you_may=_document,
    sorts={'title': (_documents.c.sort_key, False), '-title': (_documents.c.sort_key, True), 'id': (None, False), '-id': (None, True)},
)
