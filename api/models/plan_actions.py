"""Knows the actions of a city's plan: what is to be done in which of its cells, by whom, until when, and how it stands."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from api.models.action_items import DUE_KEY, Addressee, CityFunction, Horizon, LateBecause, Origin, StaleBecause
from api.models.columns import KEY, Subject, free_text, plain
from api.models.plans import SharedWith
from api.models.progress_updates import ActionStage, Percent
from api.models.shapes import CityName, Day, Id, Line, Name, Number, OnBehalfOf, Prose, Shape, Version, Wish

Evaluation = Literal['keep', 'change', 'drop']
_Numbered = Annotated[Number, Field(ge=1, le=99)]


class PlanActionRow(Subject, table=True):
    """An action of a city's plan. Its audience is the narrower of its own and its plan's; with `shared_with` null it goes with its plan.

    Whether it is late or stale is never stored: that depends on the day. `further_cells` holds objects with `commitment` and `track`.
    """

    __tablename__ = 'plan_actions'
    __table_args__ = (
        CheckConstraint("stage IN ('planned', 'in_progress', 'completed', 'postponed', 'cancelled')", name='plan_actions_stage'),
        CheckConstraint('percent BETWEEN 0 AND 100', name='plan_actions_percent'),
        CheckConstraint('due_on >= starts_on', name='plan_actions_due_after_start'),
        CheckConstraint("shared_with IN ('nobody', 'office', 'advisers', 'members', 'public')", name='plan_actions_shared_with'),
        CheckConstraint("evaluation IN ('keep', 'change', 'drop')", name='plan_actions_evaluation'),
        CheckConstraint('num_nonnulls(evaluation, evaluated_on) <> 1', name='plan_actions_evaluated'),
        CheckConstraint(
            'evaluation IS NOT NULL OR num_nonnulls(evaluation_asked, evaluation_note) = 0', name='plan_actions_evaluation_said'
        ),
        CheckConstraint('agreed_on IS NOT NULL OR agreed_by_id IS NULL', name='plan_actions_agreed'),
        Index('plan_actions_by_due', text(DUE_KEY), 'id'),
        Index('plan_actions_by_title', 'sort_key', 'id'),
        Index('plan_actions_of_plan', 'plan_id', text(DUE_KEY), 'id'),
        Index('plan_actions_of_network', 'network_id', 'id'),
        Index('plan_actions_of_person', 'responsible_person_id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    city_id: UUID = plain(foreign_key='cities.id', index=True)
    plan_id: UUID = plain(foreign_key='plans.id')
    title: str = plain(sa_type=Text)
    sort_key: str = plain(sa_type=KEY)
    commitment: int = plain(sa_type=Integer)
    track: int = plain(sa_type=Integer)
    further_cells: list[dict[str, int]] = plain(default_factory=list, sa_type=JSONB)
    description: str | None = free_text(default=None, sa_type=Text)
    origin: str | None = plain(default=None, sa_type=Text)
    addressees: list[str] = plain(default_factory=list, sa_type=JSONB)
    target_groups: list[str] = plain(default_factory=list, sa_type=JSONB)
    city_function: str | None = plain(default=None, sa_type=Text)
    horizon: str | None = plain(default=None, sa_type=Text)
    department_id: UUID | None = plain(default=None, foreign_key='departments.id')
    responsible_person_id: UUID | None = plain(default=None, foreign_key='people.id')
    starts_on: date | None = plain(default=None, sa_type=Date)
    due_on: date | None = plain(default=None, sa_type=Date)
    completion_criterion: str | None = free_text(default=None, sa_type=Text)
    budget_note: str | None = free_text(default=None, sa_type=Text)
    stage: str = plain(default='planned', sa_type=Text)
    percent: int | None = plain(default=None, sa_type=Integer)
    last_progress_on: date | None = plain(default=None, sa_type=Date)
    agreed_on: date | None = plain(default=None, sa_type=Date)
    agreed_by_id: UUID | None = plain(default=None, foreign_key='people.id')
    evaluation: str | None = plain(default=None, sa_type=Text)
    evaluated_on: date | None = plain(default=None, sa_type=Date)
    evaluation_asked: str | None = free_text(default=None, sa_type=Text)
    evaluation_note: str | None = free_text(default=None, sa_type=Text)
    shared_with: str | None = plain(default=None, sa_type=Text)
    predecessor_id: UUID | None = plain(default=None, foreign_key='plan_actions.id')


class Cell(Shape):
    """A place in a plan's frame."""

    commitment: int = Field(ge=1)
    track: int = Field(ge=1)


class CellNamed(Wish):
    """A cell of the frame that the plan was made with."""

    commitment: _Numbered
    track: _Numbered


class NextMilestone(Shape):
    """The open milestone of an action that is due first, and whether it is late as of reading."""

    id: Id
    title: Name
    due_on: date
    late: bool


class PlanAction(Shape):
    """Something that a city has set out to do in its action plan, and how it stands. It is shared with no more than its plan is.

    `late`, `stale` and their reasons are as of the moment of reading, as those of an action item are.
    """

    id: Id
    version: Version
    network_id: Id
    city: CityName
    plan_id: Id
    title: Name
    cell: Cell = Field(description='Where it belongs first of all.')
    further_cells: list[Cell] = Field(description='Where it belongs as well.')
    description: Prose | None
    origin: Origin | None = Field(description='Open list. Whether the city does this already, does more of it, or begins it.')
    addressees: list[Addressee] = Field(description='Open list. Who is to act differently.')
    target_groups: list[Line] = Field(description='For whom it is; `general_population` is one of them.')
    city_function: CityFunction | None = Field(description='Open list. In which function the city acts.')
    horizon: Horizon | None = Field(description='Open list.')
    department_id: Id | None = Field(description='The responsible department; shown to the own city alone, null for everybody else.')
    responsible_person_id: Id | None = Field(description='Who is asked about it; shown to the own city alone, null for everybody else.')
    starts_on: date | None
    due_on: date | None = Field(description='The last day that is in time.')
    completion_criterion: Prose | None = Field(description='By what one will see that it is done.')
    budget_note: Line | None = Field(description='Shown to the own city alone, null for everybody else.')
    predecessor_id: Id | None = Field(
        description='The action of a former plan that goes on in it; shown to the own city alone, null for everybody else.'
    )
    stage: ActionStage = Field(description='Open list.')
    percent: Percent | None
    last_progress_on: date | None = Field(description='The day on which somebody last said how it stands.')
    agreed_on: date | None = Field(
        description='The day on which the responsible department agreed to it; shown to the own city alone, null for everybody else.'
    )
    agreed_by_id: Id | None = Field(description='Who agreed for the department; shown to the own city alone, null for everybody else.')
    evaluation: Evaluation | None = Field(
        description='Open list. What those who were asked would do with it in the next plan; shown to the own city alone.'
    )
    evaluated_on: date | None = Field(description='Shown to the own city alone, null for everybody else.')
    evaluation_asked: Prose | None = Field(description='Who was asked; shown to the own city alone, null for everybody else.')
    evaluation_note: Prose | None = Field(description='What they said; shown to the own city alone, null for everybody else.')
    late: bool = Field(description='Past its due day and planned or in progress, as of reading.')
    late_because: LateBecause | None
    stale: bool = Field(description='No progress for longer than the by-laws say (`stale_after_days`), as of reading.')
    stale_because: StaleBecause | None
    next_milestone: NextMilestone | None = Field(description='The open milestone that is due first.')
    shared_with: SharedWith = Field(description='Open list. Each includes those before it; never more than those who see the plan.')
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class PlanActionPage(Shape):
    """A page of the actions of plans."""

    items: list[PlanAction]
    next: Id | None


_Addressees = Annotated[list[Addressee], Field(max_length=4)]
_TargetGroups = Annotated[list[Line], Field(max_length=20)]
_FurtherCells = Annotated[list[CellNamed], Field(max_length=100)]


class PlanActionCreate(Wish):
    """An action of a plan. It begins as planned, and is shared with whom its plan is."""

    plan_id: Id
    title: Name
    cell: CellNamed
    further_cells: _FurtherCells = Field(default_factory=list)
    description: Prose | None = None
    origin: Origin | None = None
    addressees: _Addressees = Field(default_factory=list)
    target_groups: _TargetGroups = Field(default_factory=list)
    city_function: CityFunction | None = None
    horizon: Horizon | None = None
    department_id: Id | None = Field(default=None, description='A department of the city.')
    responsible_person_id: Id | None = Field(default=None, description='A person whom you may know of.')
    starts_on: Day | None = None
    due_on: Day | None = None
    completion_criterion: Prose | None = None
    budget_note: Line | None = None
    on_behalf_of: OnBehalfOf | None = None


class PlanActionPatch(Wish):
    """What may be changed about an action of a plan; how it stands is said by updates."""

    title: Name = Field(default_factory=str)
    cell: CellNamed = Field(default_factory=lambda: CellNamed(commitment=1, track=1))
    further_cells: _FurtherCells = Field(default_factory=list)
    description: Prose | None = None
    origin: Origin | None = None
    addressees: _Addressees = Field(default_factory=list)
    target_groups: _TargetGroups = Field(default_factory=list)
    city_function: CityFunction | None = None
    horizon: Horizon | None = None
    department_id: Id | None = None
    responsible_person_id: Id | None = None
    starts_on: Day | None = None
    due_on: Day | None = None
    completion_criterion: Prose | None = None
    budget_note: Line | None = None
    agreed_on: Day | None = Field(default=None, description='A day that has come. Another department agrees anew.')
    agreed_by_id: Id | None = Field(default=None, description='A person whom you may know of; goes with `agreed_on`.')
    evaluation: Evaluation | None = Field(default=None, description='Null takes back what goes with it as well.')
    evaluated_on: Day | None = Field(default=None, description='A day that has come; today when left out.')
    evaluation_asked: Prose | None = Field(default=None, description='Who was asked.')
    evaluation_note: Prose | None = Field(default=None, description='What they said.')
    on_behalf_of: OnBehalfOf | None = None


class PlanActionSharingCreate(Wish):
    """With whom an action is shared at most."""

    shared_with: SharedWith | None = Field(description='Null: with whom its plan is shared.')
