"""Knows what was said of the actions of a city's plan: each time something new, that is never changed."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Index, Integer, Text
from sqlalchemy import text as sql

from api.models.columns import Subject, free_text, plain
from api.models.plans import SharedWith
from api.models.progress_updates import ActionStage, Percent
from api.models.shapes import CityName, Day, Flag, Id, Line, Number, OnBehalfOf, Prose, Shape, Url, Version, Wish

AuthorKind = Literal['city', 'office', 'contact']


class PlanActionUpdateRow(Subject, table=True):
    """What somebody said of an action on a day. A correction is another update that names the one it replaces.

    Its audience is the narrower of its own and its action's; with `shared_with` null it goes with its action. `place_id` orders the
    updates of one day: an update's own id, and for a correction that of the update it replaces first of all.
    """

    __tablename__ = 'plan_action_updates'
    __table_args__ = (
        CheckConstraint("stage IN ('planned', 'in_progress', 'completed', 'postponed', 'cancelled')", name='plan_action_updates_stage'),
        CheckConstraint('percent BETWEEN 0 AND 100', name='plan_action_updates_percent'),
        CheckConstraint("author_kind IN ('city', 'office', 'contact')", name='plan_action_updates_author_kind'),
        CheckConstraint("shared_with IN ('nobody', 'office', 'advisers', 'members', 'public')", name='plan_action_updates_shared_with'),
        Index('plan_action_updates_of_action', 'plan_action_id', 'made_on', 'place_id'),
        Index('plan_action_updates_of_plan', 'plan_id', 'id'),
        Index('plan_action_updates_of_network', 'network_id', 'id'),
        Index('plan_action_updates_corrected_once', 'corrects_id', unique=True, postgresql_where=sql('corrects_id IS NOT NULL')),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    city_id: UUID = plain(foreign_key='cities.id', index=True)
    plan_id: UUID = plain(foreign_key='plans.id')
    plan_action_id: UUID = plain(foreign_key='plan_actions.id')
    made_on: date = plain(sa_type=Date)
    author_kind: str = plain(sa_type=Text)
    author_person_id: UUID | None = plain(default=None)
    unchanged: bool = plain(default=False)
    stage: str | None = plain(default=None, sa_type=Text)
    percent: int | None = plain(default=None, sa_type=Integer)
    text: str | None = free_text(default=None, sa_type=Text)
    obstacle: str | None = free_text(default=None, sa_type=Text)
    evidence_url: str | None = plain(default=None, sa_type=Text)
    corrects_id: UUID | None = plain(default=None, foreign_key='plan_action_updates.id')
    place_id: UUID = plain()
    shared_with: str | None = plain(default=None, sa_type=Text)
    obstacle_shared: bool = plain(default=False)


class PlanActionUpdate(Shape):
    """What was said of an action of a plan on a day. Nothing of it ever changes, but who may see it, and whether it was corrected."""

    id: Id
    version: Version
    network_id: Id
    city: CityName
    plan_id: Id
    plan_action_id: Id
    made_on: date
    author_kind: AuthorKind = Field(
        description='Open list. The city itself, the office for it, or a contact of a department who was asked.'
    )
    author_person_id: Id | None = Field(description='Who said it; shown to the own city alone, null for everybody else, and for machines.')
    unchanged: bool = Field(description='Somebody looked, and nothing has changed.')
    stage: ActionStage | None = Field(description='Open list. Null: as before.')
    percent: Percent | None = Field(description='How much is done; null: as before.')
    text: Prose | None = Field(description='What was done.')
    obstacle: Prose | None = Field(description='What stands in the way. Shown to the own city alone, unless the city shares it.')
    obstacle_shared: bool = Field(description='Whether the obstacle is shown to whoever is shown the update.')
    evidence_url: Url | None
    corrects_id: Id | None = Field(description='The update that this one replaces.')
    corrected_by_id: Id | None = Field(description='The update that replaces this one; it may be shown to fewer.')
    shared_with: SharedWith = Field(description='Open list. Never with more than its action. Each includes those before it.')
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class PlanActionUpdatePage(Shape):
    """A page of what was said of actions of plans, the latest recorded first."""

    items: list[PlanActionUpdate]
    next: Id | None


class ProgressSaid(Wish):
    """How an action of a plan stands: a stage, a percentage, what was done, an obstacle, evidence; or that nothing has changed."""

    unchanged: Flag = Field(default=False, description='Nothing has changed; then without stage, percent and text.')
    stage: ActionStage | None = None
    percent: Annotated[Number, Field(ge=0, le=100)] | None = Field(default=None, description='Completed means 100.')
    text: Prose | None = Field(default=None, description='What was done.')
    obstacle: Prose | None = Field(default=None, description='What stands in the way; shown to the own city only.')
    evidence_url: Url | None = None


class PlanActionUpdateCreate(ProgressSaid):
    """What is to be said of an action of a plan: how it stands, or that nothing has changed."""

    plan_action_id: Id
    made_on: Day | None = Field(default=None, description='Today when left out; another day is the office’s to say, with a reason.')
    corrects_id: Id | None = Field(default=None, description='The update of the same action that this one replaces.')
    shared_with: SharedWith | None = Field(default=None, description='At most; null: with whom its action is shared.')
    reason: Line | None = Field(default=None, description='Why an earlier day is recorded now.')
    on_behalf_of: OnBehalfOf | None = None


class PlanActionUpdateSharingCreate(Wish):
    """With whom an update is shared at most, and whether its obstacle is shared as well."""

    shared_with: SharedWith | None = Field(description='Null: with whom its action is shared.')
    obstacle_shared: Flag = Field(default=False, description='Whether they are shown what stands in the way.')
