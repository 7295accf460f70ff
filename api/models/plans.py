"""Knows the action plans of cities: what a city sets out against racism, how far that is, and with whom it is shared."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, DateTime, Index, Text
from sqlalchemy.dialects.postgresql import JSONB

from api.models.columns import KEY, Subject, free_text, people, plain
from api.models.redactions import SubmissionRedaction
from api.models.shapes import CityName, Day, Flag, Id, Line, Name, OnBehalfOf, Prose, SaidLine, Shape, Url, Version, Wish

PlanStage = Literal['drafting', 'consultation', 'adopted', 'in_force', 'under_review', 'superseded']
PlanScope = Literal['internal', 'external', 'both']
PlanUse = Literal['political_commitment', 'long_term_strategy', 'operational_instrument']
SharedWith = Literal['nobody', 'office', 'advisers', 'members', 'public']
FrameName = Literal['ten_points']
_People = Annotated[list[Id], Field(max_length=50)]
_Departments = Annotated[list[Id], Field(max_length=50)]


class PlanRow(Subject, table=True):
    """The action plan of a city. Its city alone sees it until the city shares it; no other move changes who does.

    stage: drafting ⇄ consultation → adopted → in_force ⇄ under_review → superseded. `snapshot` is what was adopted, canonical JSON
    (RFC 8785), and `sha256` the hash of its UTF-8 bytes in hexadecimal: the database itself refuses to change them, but for what a
    recorded redaction takes out of the text. `department_ids` holds ids of departments of the city as text.
    """

    __tablename__ = 'plans'
    __table_args__ = (
        CheckConstraint("stage IN ('drafting', 'consultation', 'adopted', 'in_force', 'under_review', 'superseded')", name='plans_stage'),
        CheckConstraint("scope IN ('internal', 'external', 'both')", name='plans_scope'),
        CheckConstraint('ends_on >= starts_on', name='plans_end_after_start'),
        CheckConstraint(
            "(stage IN ('drafting', 'consultation')) = (num_nonnulls(adopted_on, adopted_by, snapshot, sha256) = 0)", name='plans_adopted'
        ),
        CheckConstraint('signed_on IS NULL OR adopted_on IS NOT NULL', name='plans_signed'),
        Index('plans_by_title', 'sort_key', 'id'),
        Index('plans_of_network', 'network_id', 'id'),
        Index('plans_of_city', 'city_id', 'id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    city_id: UUID = plain(foreign_key='cities.id')
    title: str = plain(sa_type=Text)
    sort_key: str = plain(sa_type=KEY)
    frame: str = plain(sa_type=Text)
    starts_on: date | None = plain(default=None, sa_type=Date)
    ends_on: date | None = plain(default=None, sa_type=Date)
    aims: str | None = free_text(default=None, sa_type=Text)
    scope: str | None = plain(default=None, sa_type=Text)
    use: str | None = plain(default=None, sa_type=Text)
    political_head_id: UUID | None = plain(default=None, foreign_key='people.id')
    coordination_team_ids: list[str] = people()
    department_ids: list[str] = plain(default_factory=list, sa_type=JSONB)
    steering_committee_ids: list[str] = people()
    steering_committee: str | None = free_text(default=None, sa_type=Text)
    resources: str | None = free_text(default=None, sa_type=Text)
    stage: str = plain(default='drafting', sa_type=Text)
    adopted_by: str | None = free_text(default=None, sa_type=Text)
    adopted_on: date | None = plain(default=None, sa_type=Date)
    decision_reference: str | None = free_text(default=None, sa_type=Text)
    decision_url: str | None = plain(default=None, sa_type=Text)
    signed_by: str | None = free_text(default=None, sa_type=Text)
    signed_on: date | None = plain(default=None, sa_type=Date)
    departments_must_budget: bool | None = plain(default=None)
    snapshot: str | None = plain(default=None, sa_type=Text)
    sha256: str | None = plain(default=None, sa_type=Text)
    predecessor_id: UUID | None = plain(default=None, foreign_key='plans.id')
    asking_paused_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))


class AdoptedPlan(Shape):
    """The text that was adopted, as it stays; who adopted it stands beside it. Canonical JSON of it (RFC 8785), hashed, gives `sha256`."""

    adopted_on: date
    aims: Prose | None
    city: CityName
    departments_must_budget: bool | None
    ends_on: date | None
    frame: FrameName = Field(description='Open list.')
    plan_id: Id
    scope: PlanScope | None = Field(description='Open list.')
    starts_on: date | None
    title: Name
    use: PlanUse | None = Field(description='Open list.')


class Plan(Shape):
    """The action plan of a city. It is seen by that city alone, not even by the office, until the city shares it."""

    id: Id
    version: Version
    network_id: Id
    city: CityName
    title: Name
    frame: FrameName = Field(description='Open list. The commitments and tracks that its actions are placed in.')
    starts_on: date | None = Field(description='The first day of its period.')
    ends_on: date | None = Field(description='The day on which its period is over.')
    aims: Prose | None
    scope: PlanScope | None = Field(description='Open list. Whether it is about the administration itself, the city around it, or both.')
    use: PlanUse | None = Field(description='Open list. What it is to the city.')
    political_head_id: Id | None = Field(description='The person who answers for it; shown to the own city alone, null for everybody else.')
    coordination_team_ids: list[Id] = Field(
        description='The people who coordinate it; shown to the own city alone, empty for everybody else.'
    )
    department_ids: list[Id] = Field(description='The departments that take part; shown to the own city alone, empty for everybody else.')
    steering_committee_ids: list[Id] = Field(
        description='The people in its steering committee; shown to the own city alone, empty for everybody else.'
    )
    steering_committee: Prose | None = Field(
        description='How its steering committee is composed, in words; shown to the own city alone, null for everybody else.'
    )
    resources: Prose | None = Field(
        description='The staff and money that the city sets aside for it; shown to the own city alone, null for everybody else.'
    )
    predecessor_id: Id | None = Field(description='The plan that it follows; shown to the own city alone, null for everybody else.')
    stage: PlanStage = Field(description='Open list.')
    shared_with: SharedWith = Field(description='Open list. Each includes those before it.')
    adopted_by: Line | None = Field(description='The body that adopted it.')
    adopted_on: date | None
    decision_reference: Line | None
    decision_url: Url | None = Field(description='Where the paper of the decision is.')
    signed_by: Line | None = Field(description='Who signs it.')
    signed_on: date | None = Field(description='The day on which it was signed; null until then.')
    departments_must_budget: bool | None = Field(description='Whether the decision has departments budget for it.')
    adopted: AdoptedPlan | None = Field(description='The text as it was adopted; null until then.')
    sha256: str | None = Field(min_length=64, max_length=64, description='Of the canonical JSON of what was adopted, in hexadecimal.')
    redactions: list[SubmissionRedaction] = Field(
        description='What was redacted in `adopted` since, in order. The text then has the `new_sha256` of the last one.'
    )
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class PlanPage(Shape):
    """A page of plans, the newest first."""

    items: list[Plan]
    next: Id | None


class PlanCreate(Wish):
    """A plan to begin, as a draft that nobody but the city sees."""

    network_id: Id
    city_id: Id
    title: Name
    frame: FrameName = 'ten_points'
    starts_on: Day | None = None
    ends_on: Day | None = None
    aims: Prose | None = None
    scope: PlanScope | None = None
    use: PlanUse | None = None
    political_head_id: Id | None = Field(default=None, description='A person whom you may know of.')
    coordination_team_ids: _People = Field(default_factory=list, description='People whom you may know of.')
    department_ids: _Departments = Field(default_factory=list, description='Departments of the city.')
    steering_committee_ids: _People = Field(default_factory=list, description='People whom you may know of.')
    steering_committee: Prose | None = None
    resources: Prose | None = None
    decision_reference: Line | None = None
    decision_url: Url | None = None
    signed_by: Line | None = None


class PlanPatch(Wish):
    """What may be changed about a plan: until it is adopted all of it, later who carries it and what proves its adoption.

    Title, period, aims, scope and use stay as they were adopted. The others are changed until another plan takes its place.
    """

    title: Name = Field(default_factory=str)
    starts_on: Day | None = None
    ends_on: Day | None = None
    aims: Prose | None = None
    scope: PlanScope | None = None
    use: PlanUse | None = None
    political_head_id: Id | None = None
    coordination_team_ids: _People = Field(default_factory=list)
    department_ids: _Departments = Field(default_factory=list)
    steering_committee_ids: _People = Field(default_factory=list)
    steering_committee: Prose | None = None
    resources: Prose | None = None
    decision_reference: Line | None = None
    decision_url: Url | None = None
    signed_by: Line | None = None
    signed_on: Day | None = Field(default=None, description='Once it was adopted: a day that has come.')
    on_behalf_of: OnBehalfOf | None = None


class PlanMoveCreate(Wish):
    """To which stage it moves; it is adopted by an act of its own."""

    stage: Literal['drafting', 'consultation', 'in_force', 'under_review', 'superseded']
    on_behalf_of: OnBehalfOf | None = None


class PlanAdoptionCreate(Wish):
    """Who adopted the plan, and when. Reference, paper and signature are wanted, and not required.

    Those that are left out stay as the draft has them.
    """

    adopted_by: SaidLine = Field(description='The body that decided.')
    adopted_on: Day = Field(description='A day that has come.')
    decision_reference: Line | None = None
    decision_url: Url | None = None
    signed_by: Line | None = None
    signed_on: Day | None = Field(default=None, description='A day that has come.')
    departments_must_budget: Flag | None = None
    on_behalf_of: OnBehalfOf | None = None


class PlanSharingCreate(Wish):
    """With whom the plan is shared from now on; to be shared with fewer takes it back from the others."""

    shared_with: SharedWith
