"""How late and stale are worked out by Postgres, on the day of reading and by the network's own calendar."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Label, Table, Text, and_, case, cast, func, literal, or_, select, type_coerce

from api.models.by_laws import ByLawsRow
from api.models.columns import table
from api.rules.action_items import LIVE
from api.shown.pieces import networks, object_of
from api.visibility import PRESENT_MOMENT

_by_laws = table(ByLawsRow)
_today = cast(func.timezone(networks.c.time_zone, PRESENT_MOMENT), Date)
_begun = _by_laws.c.valid_from <= _today
# As `rules.by_laws.deciding_on` has it: the latest version that has begun, else the first.
_stale_after = (
    select(_by_laws.c.stale_after_days)
    .where(_by_laws.c.network_id == networks.c.id)
    .order_by(_begun.desc(), func.abs(_by_laws.c.valid_from - _today))
    .limit(1)
    .correlate(networks)
    .scalar_subquery()
)


@dataclass(frozen=True, eq=False)
class Lateness:
    """Whether a row is late and stale, and why; `derived` are the days of both, or null."""

    late: ColumnElement[bool]
    late_because: ColumnElement[Any]
    stale: ColumnElement[bool]
    stale_because: ColumnElement[Any]
    derived: tuple[Label[Any], Label[Any]]


def today_of(rows: Table) -> Any:
    """Return the present day of the network that a row belongs to."""
    return select(_today).where(networks.c.id == rows.c.network_id).correlate(rows).scalar_subquery()


def lateness(items: Table) -> Lateness:
    """Return what `rules.action_items.why_late` and `why_stale` say of the rows of a table that has stage, days and last progress."""
    day = (
        select(_today.label('today'), networks.c.time_zone, _stale_after.label('stale_after'))
        .where(networks.c.id == items.c.network_id)
        .correlate(items)
        .lateral('day')
    )
    recorded_on = cast(func.timezone(day.c.time_zone, items.c.created_at), Date)
    since = func.coalesce(func.greatest(items.c.last_progress_on, items.c.starts_on), recorded_on)
    is_live = or_(*(items.c.stage == stage for stage in LIVE))
    overdue, silent = (type_coerce(day.c.today - each, Integer) for each in (items.c.due_on, since))
    days_late = case((and_(is_live, overdue > 0), overdue)).label('days_late')
    days_stale = case((and_(is_live, silent > day.c.stale_after), silent)).label('days_stale')
    late, stale = days_late.element.is_not(None), days_stale.element.is_not(None)
    code = case((since == items.c.last_progress_on, 'no_progress'), (since == items.c.starts_on, 'not_begun'), else_='never_reported')
    return Lateness(
        late=late,
        late_because=case((late, object_of(code=literal('past_due', Text), since=items.c.due_on, days=days_late.element))),
        stale=stale,
        stale_because=case((stale, object_of(code=cast(code, Text), since=since, days=days_stale.element))),
        derived=(days_late, days_stale),
    )
