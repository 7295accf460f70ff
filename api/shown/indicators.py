"""How indicators and their values are shown, and how Postgres works out where one stands: what `rules.indicators.standing` says."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Numeric,
    Text,
    and_,
    case,
    cast,
    column,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from api.models.columns import table
from api.models.indicators import Indicator, IndicatorRow, IndicatorValue, IndicatorValueRow
from api.reads import Read, json_of
from api.shown.lateness import today_of
from api.shown.milestones import acts_of_plan, plan_stage
from api.shown.pieces import city_name, documented, object_of
from api.shown.plans import shared_with

_indicators, _values = table(IndicatorRow), table(IndicatorValueRow)
_correction = _values.alias('correction')
_corrected_by = select(_correction.c.id).where(_correction.c.corrects_id == _values.c.id).correlate(_values).scalar_subquery()


def figure(value: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a number as the contract writes it: in plain digits, as short as it can be."""
    return cast(func.trim_scale(value), Text)


# Each of these is one row, whether there are values and goals or not.
_last = (
    select(
        func.array_agg(aggregate_order_by(_values.c.figure, _values.c.measured_on.desc(), _values.c.id.desc()))[1].label('value'),
        func.max(_values.c.measured_on).label('on'),
    )
    .where(_values.c.indicator_id == _indicators.c.id, _corrected_by.is_(None))
    .correlate(_indicators)
    .lateral('last_value')
)


def _points(of: ColumnElement[Any], name: str) -> Any:
    listed = func.jsonb_to_recordset(of).table_valued(column('on', Date), column('value', Numeric), name=name)
    return listed.render_derived(with_types=True)


_baseline = func.jsonb_build_object('on', _indicators.c.baseline_on, 'value', _indicators.c.baseline_value)
_line_of = func.jsonb_build_array(_baseline).op('||')(_indicators.c.goals)
_goal, _point = _points(_indicators.c.goals, 'goal'), _points(_line_of, 'point')
_today = today_of(_indicators)


def _at(points: Any, day: ColumnElement[Any], name: str, *beside: Any) -> Any:
    """Return the point of a day as one row, empty where there is none; no two goals are of one day."""
    return (
        select(func.max(points.c.value).label('value'), func.max(points.c.on).label('on'))
        .select_from(points)
        .where(points.c.on == day)
        .correlate(_indicators, *beside)
        .lateral(name)
    )


def _day(points: Any, *days: ColumnElement[Any], beside: Sequence[Any] = ()) -> ColumnElement[Any]:
    """Return the first of these days, worked out over all points, that there is."""
    return select(func.coalesce(*days)).select_from(points).correlate(_indicators, *beside).scalar_subquery()


# Asked of a second reading of the same points, in words of least and greatest: to sort them for every row would cost more.
_any_goal, _any_point = _points(_indicators.c.goals, 'any_goal'), _points(_line_of, 'any_point')
_ahead = func.min(_any_goal.c.on).filter(_any_goal.c.on >= _today)
_next = _at(_goal, _day(_any_goal, _ahead, func.max(_any_goal.c.on)), 'next_goal')


def _beside(*, is_before: bool) -> Any:
    """Return the point of the line on or before the day of the last value, or the one after it."""
    on = _any_point.c.on
    day = func.max(on).filter(on <= _last.c.on) if is_before else func.min(on).filter(on > _last.c.on)
    return _at(_point, _day(_any_point, day, beside=[_last]), 'before' if is_before else 'after', _last)


_before, _after = _beside(is_before=True), _beside(is_before=False)
_line = case(
    (and_(_before.c.on.is_(None), _indicators.c.baseline_on.is_not(None)), _after.c.value),
    (_before.c.on.is_(None), None),
    (_after.c.on.is_(None), _before.c.value),
    else_=_before.c.value + (_after.c.value - _before.c.value) * (_last.c.on - _before.c.on) / func.nullif(_after.c.on - _before.c.on, 0),
)


def _as_good(as_this: ColumnElement[Any]) -> ColumnElement[bool]:
    return case((_indicators.c.direction == 'up', _last.c.value >= as_this), else_=_last.c.value <= as_this)


_is_reached = _as_good(_next.c.value)
_way = case(
    (_is_reached, literal('reached', Text)), (_as_good(_line), literal('on_the_way', Text)), (_line.is_not(None), literal('behind', Text))
)
_start = _indicators.c.baseline_value
_share = func.trunc(100 * (_last.c.value - _start) / func.nullif(_next.c.value - _start, 0))
_percent = case(
    (_next.c.value == _start, case((_is_reached, 100), (_last.c.value.is_not(None), 0))),
    (_share.is_not(None), cast(func.least(func.greatest(_share, 0), 100), Integer)),
)


def _on(columns: Any) -> ColumnElement[Any]:
    return case((columns.c.on.is_not(None), object_of(on=columns.c.on, value=figure(columns.c.value))))


_standing = (
    select(
        _on(_last).label('last_value'),
        _on(_next).label('next_goal'),
        case((and_(_last.c.on.is_not(None), _next.c.on.is_not(None)), _percent)).label('percent_of_way'),
        case((and_(_last.c.on.is_not(None), _next.c.on.is_not(None)), _way)).label('way'),
        _next.c.on.label('next_on'),
    )
    .correlate(_indicators)
    .lateral('standing')
)

INDICATORS = Read(
    IndicatorRow,
    json_of(
        Indicator,
        _indicators,
        city=city_name(_indicators.c.city_id),
        baseline=case((_indicators.c.baseline_on.is_not(None), object_of(on=_indicators.c.baseline_on, value=figure(_start)))),
        last_value=_standing.c.last_value,
        next_goal=_standing.c.next_goal,
        percent_of_way=_standing.c.percent_of_way,
        way=_standing.c.way,
        shared_with=shared_with(_indicators),
    ),
    facts=(_indicators.c.network_id, _indicators.c.city_id, plan_stage(_indicators), documented(_indicators)),
    you_may=lambda caller, found: acts_of_plan(caller, found, 'update_indicator', 'move_indicator', 'record_indicator_value'),
    sorts={
        'name': (_indicators.c.sort_key, False),
        '-name': (_indicators.c.sort_key, True),
        'id': (None, False),
        '-id': (None, True),
    },
    derived=(_standing.c.next_on,),
)

INDICATOR_VALUES = Read(
    IndicatorValueRow,
    json_of(IndicatorValue, _values, value=figure(_values.c.figure), corrected_by_id=_corrected_by),
    sorts={
        '-measured_on': (_values.c.measured_on, True),
        'measured_on': (_values.c.measured_on, False),
        'id': (None, False),
        '-id': (None, True),
    },
)
