"""Knows the indicators of plans: by what a city will see whether something changes, from where, to where, and what it measured."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Index, Numeric, Text
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB

from api.models.columns import KEY, Subject, free_text, plain
from api.models.plans import SharedWith
from api.models.shapes import CityName, Day, Id, Line, Name, OnBehalfOf, Prose, Shape, Version, Wish

Direction = Literal['up', 'down']
IndicatorStage = Literal['in_use', 'set_aside']
Way = Literal['reached', 'on_the_way', 'behind']
Effect = Literal[
    'policies_put_into_practice', 'staff_know_and_exchange', 'staff_see_the_benefit', 'minorities_live_better', 'fewer_incidents',
]  # fmt: skip
Figure = Annotated[
    str,
    Field(
        pattern=r'^(-?([1-9][0-9]{0,11}(\.[0-9]{0,3}[1-9])?|0\.[0-9]{0,3}[1-9])|0)$',
        examples=['12.5'],
        description='In plain digits with up to four decimals, written as short as it can be.',
    ),
]
_FIGURE = Numeric(16, 4)


class IndicatorRow(Subject, table=True):
    """By what a city will see whether its plan, or an action of it, changes something. It is shown to whom its action or plan is.

    `goals` holds objects with `on` and `value`, in the order of their days. What follows from its values is never stored.
    """

    __tablename__ = 'indicators'
    __table_args__ = (
        CheckConstraint("stage IN ('in_use', 'set_aside')", name='indicators_stage'),
        CheckConstraint("direction IN ('up', 'down')", name='indicators_direction'),
        CheckConstraint('(baseline_on IS NULL) = (baseline_value IS NULL)', name='indicators_baseline'),
        Index('indicators_by_name', 'sort_key', 'id'),
        Index('indicators_of_action', 'plan_action_id', 'id'),
        Index('indicators_of_plan', 'plan_id', 'id'),
        Index('indicators_of_network', 'network_id', 'id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    city_id: UUID = plain(foreign_key='cities.id', index=True)
    plan_id: UUID = plain(foreign_key='plans.id')
    plan_action_id: UUID | None = plain(default=None, foreign_key='plan_actions.id')
    name: str = plain(sa_type=Text)
    sort_key: str = plain(sa_type=KEY)
    unit: str | None = free_text(default=None, sa_type=Text)
    measures: str | None = free_text(default=None, sa_type=Text)
    survey_method: str | None = free_text(default=None, sa_type=Text)
    effect: str | None = plain(default=None, sa_type=Text)
    direction: str = plain(default='up', sa_type=Text)
    baseline_on: date | None = plain(default=None, sa_type=Date)
    baseline_value: Decimal | None = plain(default=None, sa_type=_FIGURE)
    goals: list[dict[str, Any]] = plain(default_factory=list, sa_type=JSONB)
    stage: str = plain(default='in_use', sa_type=Text)


class IndicatorValueRow(Subject, table=True):
    """What was measured on a day. It is never changed: a correction is another value that names the one it replaces."""

    __tablename__ = 'indicator_values'
    __table_args__ = (
        Index('indicator_values_of_indicator', 'indicator_id', 'measured_on', 'id'),
        Index('indicator_values_of_plan', 'plan_id', 'id'),
        Index('indicator_values_of_network', 'network_id', 'id'),
        Index('indicator_values_corrected_once', 'corrects_id', unique=True, postgresql_where=sql('corrects_id IS NOT NULL')),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    city_id: UUID = plain(foreign_key='cities.id', index=True)
    plan_id: UUID = plain(foreign_key='plans.id')
    plan_action_id: UUID | None = plain(default=None, foreign_key='plan_actions.id')
    indicator_id: UUID = plain(foreign_key='indicators.id')
    measured_on: date = plain(sa_type=Date)
    figure: Decimal = plain(sa_type=_FIGURE)
    note: str | None = free_text(default=None, sa_type=Text)
    taken_from: str | None = free_text(default=None, sa_type=Text)
    corrects_id: UUID | None = plain(default=None, foreign_key='indicator_values.id')


class FigureOn(Shape):
    """A value on a day."""

    on: date
    value: Figure


class FigureOnNamed(Wish):
    """A value on a day, as it is said."""

    on: Day
    value: Figure


class Indicator(Shape):
    """By what a city will see whether its plan, or an action of it, changes something. It is shown to whom its action or plan is.

    `next_goal`, `percent_of_way` and `way` are worked out of the values as of the moment of reading: advice, and no mark.
    """

    id: Id
    version: Version
    network_id: Id
    city: CityName
    plan_id: Id
    plan_action_id: Id | None = Field(description='The action that it is about; null: the plan as a whole.')
    name: Name
    unit: Line | None = Field(examples=['people'])
    measures: Prose | None = Field(description='What the values say.')
    survey_method: Prose | None = Field(description='How they are found out.')
    effect: Effect | None = Field(description='Open list. The effect of the plan library that it is to show, by its key.')
    direction: Direction = Field(description='Open list. Whether higher values are better, or lower ones.')
    baseline: FigureOn | None = Field(description='The value that it begins with.')
    goals: list[FigureOn] = Field(description='In the order of their days.')
    stage: IndicatorStage = Field(description='Open list. `set_aside`: it is no longer measured.')
    last_value: FigureOn | None = Field(description='The latest that was measured and not corrected.')
    next_goal: FigureOn | None = Field(description='The first goal that is not past; the last one when all are.')
    percent_of_way: Annotated[int, Field(ge=0, le=100)] | None = Field(
        description='How much of the way from the baseline to the next goal is done; null where one of the three is not known.'
    )
    way: Way | None = Field(
        description='Open list. Whether the last value reaches the next goal, or at least the straight line to it on its day.'
    )
    shared_with: SharedWith = Field(description='Open list. Each includes those before it; that of its action or plan.')
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class IndicatorPage(Shape):
    """A page of indicators."""

    items: list[Indicator]
    next: Id | None


_Goals = Annotated[list[FigureOnNamed], Field(max_length=20)]


class IndicatorCreate(Wish):
    """An indicator of a plan, or of an action of it."""

    plan_id: Id
    plan_action_id: Id | None = Field(default=None, description='An action of that plan; null: it is about the plan as a whole.')
    name: Name
    unit: Line | None = None
    measures: Prose | None = None
    survey_method: Prose | None = None
    effect: Effect | None = None
    direction: Direction = 'up'
    baseline: FigureOnNamed | None = None
    goals: _Goals = Field(default_factory=list, description='Each for a day of its own, after the baseline.')
    on_behalf_of: OnBehalfOf | None = None


class IndicatorPatch(Wish):
    """What may be changed about an indicator; what it is about stays."""

    name: Name = Field(default_factory=str)
    unit: Line | None = None
    measures: Prose | None = None
    survey_method: Prose | None = None
    effect: Effect | None = None
    direction: Direction = Field(default_factory=lambda: 'up')
    baseline: FigureOnNamed | None = None
    goals: _Goals = Field(default_factory=list)
    on_behalf_of: OnBehalfOf | None = None


class IndicatorMoveCreate(Wish):
    """Whether an indicator is measured from now on."""

    stage: IndicatorStage
    on_behalf_of: OnBehalfOf | None = None


class IndicatorValue(Shape):
    """What was measured on a day. Nothing of it ever changes, but who may see it, and whether it was corrected."""

    id: Id
    version: Version
    network_id: Id
    plan_id: Id
    plan_action_id: Id | None
    indicator_id: Id
    measured_on: date
    value: Figure
    note: Prose | None
    taken_from: Line | None = Field(description='Where it was read.', examples=['Survey of tenants'])
    corrects_id: Id | None = Field(description='The value that this one replaces.')
    corrected_by_id: Id | None = Field(description='The value that replaces this one.')
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime


class IndicatorValuePage(Shape):
    """A page of the values of an indicator, the latest first."""

    items: list[IndicatorValue]
    next: Id | None


class IndicatorValueCreate(Wish):
    """A value that was measured."""

    measured_on: Day = Field(description='A day that has come.')
    value: Figure
    note: Prose | None = None
    taken_from: Line | None = None
    corrects_id: Id | None = Field(default=None, description='The value of the same indicator that this one replaces.')
    on_behalf_of: OnBehalfOf | None = None
