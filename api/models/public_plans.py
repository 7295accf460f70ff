"""Knows what the public section shows of a city's plan: what the city has shared with everybody, and nothing beside it."""

from datetime import date

from pydantic import Field

from api.models.good_practices import Themes
from api.models.plan_actions import Cell
from api.models.plans import PlanScope, PlanStage, PlanUse
from api.models.progress_updates import ActionStage, Percent
from api.models.public import PublicName
from api.models.public_notes import PublicNotes
from api.models.shapes import Id, Line, Name, Prose, Shape, Slug, Url


class PublicAction(Shape):
    """An action of a plan that its city has shared with everybody."""

    id: Id
    title: Name
    cell: Cell
    further_cells: list[Cell]
    description: Prose | None
    completion_criterion: Prose | None
    starts_on: date | None
    due_on: date | None
    stage: ActionStage = Field(description='Open list.')
    percent: Percent | None


class PublicPractice(Shape):
    """A good practice of the city that is shared with everybody."""

    id: Id
    title: Name
    summary: Prose | None
    cells: list[Cell]
    themes: Themes = Field(description='Open list.')
    url: Url | None


class CoveredHead(Shape):
    """A commitment or a track by name, and how many public actions it has; an action counts once."""

    number: int = Field(ge=1)
    name: Line
    actions: int = Field(ge=0)


class CoveredInPublic(Shape):
    """A cell of the frame, and how many public actions are in it."""

    cell: Cell
    actions: int = Field(ge=0)


class PublicCoverage(Shape):
    """What the public actions cover; cancelled ones do not count. Names are in the language of the request."""

    commitments: list[CoveredHead]
    tracks: list[CoveredHead]
    cells: list[CoveredInPublic]


class PublicPlan(Shape):
    """The action plan of a city as far as the city shares it with everybody."""

    id: Id
    city: PublicName
    network_slug: Slug
    title: Name
    starts_on: date | None
    ends_on: date | None
    aims: Prose | None
    scope: PlanScope | None = Field(description='Open list.')
    use: PlanUse | None = Field(description='Open list.')
    stage: PlanStage = Field(description='Open list.')
    adopted_by: Line | None
    adopted_on: date | None
    decision_reference: Line | None
    decision_url: Url | None = Field(description='Where the paper of the decision is.')
    signed_by: Line | None = Field(description='Who signs it.')
    signed_on: date | None = Field(description='The day on which it was signed; null until then.')
    actions: list[PublicAction]
    practices: list[PublicPractice]
    notes: PublicNotes
    coverage: PublicCoverage
    source: str | None
    demonstration: bool
