"""Knows which cities a call for interest has asked, and which of them have not answered (W3)."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, cast, exists, select
from sqlalchemy import Text as SqlText

from api.models.calls_for_interest import CallAnswerRow, CallForInterestRow
from api.models.columns import table
from api.models.memberships import MembershipRow
from api.models.notices import NoticeRow

_calls, _answers, _notices, _members = (table(row) for row in (CallForInterestRow, CallAnswerRow, NoticeRow, MembershipRow))


def silent_cities(call_id: UUID, *conditions: ColumnElement[bool]) -> Select[tuple[UUID]]:
    """Return the select of the cities that were asked, are still active and have not answered; `conditions` are on the call."""
    asked = (_notices.c.network_id == _calls.c.network_id, _notices.c.kind == 'call_for_interest')
    of_call = _notices.c.parameters['call_id'].astext == cast(_calls.c.id, SqlText)
    place = (_members.c.city_id == _notices.c.city_id, _members.c.network_id == _calls.c.network_id, _members.c.working_group_id.is_(None))
    answered = exists().where(_answers.c.call_id == _calls.c.id, _answers.c.city_id == _notices.c.city_id)
    return (
        select(_notices.c.city_id)
        .select_from(_calls.join(_notices, of_call))
        .where(_calls.c.id == call_id, _calls.c.stage == 'open', *asked, ~answered, *conditions)
        .where(exists().where(*place, _members.c.stage == 'active', _members.c.end_date.is_(None)))
    )
