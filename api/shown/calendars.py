"""Which meetings a calendar holds, everybody's and one's own, and how people's subscriptions to their own are shown."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, or_, select

from api import clock
from api.models.calendar_subscriptions import CalendarSubscription, CalendarSubscriptionRow
from api.models.columns import table
from api.models.meetings import MeetingRow
from api.reads import Read, json_of
from api.shown import groups
from api.shown.owned import shown_inside
from api.visibility import MEMBER_OF, OFFICE_OF, OWN_GROUPS, one_of

SUBSCRIPTIONS = Read(CalendarSubscriptionRow, json_of(CalendarSubscription, table(CalendarSubscriptionRow)), sorts={'-id': (None, True)})
_meetings = table(MeetingRow)
_YEAR = timedelta(days=366)
_MOST_MEETINGS = 1000


def public_meetings(*of: ColumnElement[bool]) -> Select[Any]:
    """Return the select of the public meetings that these conditions choose: those of a year past and of ten to come, the latest first.

    Of a meeting it shows when and where it is and its agenda, and neither how to join it nor who came.
    """
    return _near().where(*of)


def own_meetings(*of: ColumnElement[bool]) -> Select[Any]:
    """Return the select of the caller's meetings, as near, under these conditions: of their groups, and of their networks themselves.

    It shows how to join those that the caller is invited to.
    """
    own = or_(one_of(_meetings.c.network_id, MEMBER_OF), one_of(_meetings.c.network_id, OFFICE_OF))
    mine = or_(one_of(_meetings.c.working_group_id, OWN_GROUPS), and_(_meetings.c.working_group_id.is_(None), own))
    link = case((shown_inside(_meetings), _meetings.c.joining_link)).label('joining_link')
    return _near().add_columns(link).where(mine, *of)


def _near() -> Select[Any]:
    now = clock.now()
    slug = select(groups.c.slug).where(groups.c.id == _meetings.c.working_group_id).correlate(_meetings).scalar_subquery()
    names = ('id', 'version', 'title', 'place', 'agenda', 'stage', 'time_zone', 'starts_at', 'ends_at', 'created_at', 'updated_at')
    found = select(*(_meetings.c[name] for name in names), slug.label('slug'))
    near = _meetings.c.starts_at.between(now - _YEAR, now + 10 * _YEAR)
    return found.where(near).order_by(_meetings.c.starts_at.desc(), _meetings.c.id).limit(_MOST_MEETINGS)
