"""Knows what is worked out of a plan: which cells of its frame it covers, and what would make it easier to carry out."""

from datetime import date
from typing import Literal

from pydantic import Field

from api.models.plan_actions import Cell
from api.models.plans import FrameName
from api.models.shapes import Id, Shape

AdviceCode = Literal[
    'no_contact', 'no_department', 'no_end_date', 'no_completion_criterion', 'no_indicator', 'no_agreement', 'milestone_past_due',
    'past_due', 'no_progress', 'not_begun', 'never_reported',
    'nothing_for_general_population',
]  # fmt: skip


class Names(Shape):
    """What something is called in each language."""

    de: str
    en: str
    es: str
    fr: str
    it: str


class FrameCommitment(Shape):
    """What a city that signs undertakes."""

    number: int
    names: Names


class FrameTrack(Shape):
    """A way of acting."""

    number: int
    soft: bool = Field(description='It informs, advises and sensitises; else it enforces or takes stock.')
    names: Names


class PlanFrame(Shape):
    """The commitments and the tracks in which the actions of a plan are placed: each commitment with each track is a cell."""

    name: FrameName = Field(description='Open list.')
    commitments: list[FrameCommitment]
    tracks: list[FrameTrack]


class CoveredCell(Shape):
    """How many actions are in a cell, as their primary or a further one."""

    commitment: int
    track: int
    actions: int = Field(ge=0)


class Counted(Shape):
    """How many actions a commitment or a track has; each counts once."""

    number: int
    actions: int = Field(ge=0)


class Coverage(Shape):
    """Which cells of a frame have actions that are not cancelled. In a total an action counts once, in however many cells it is."""

    frame: FrameName = Field(description='Open list.')
    cells: list[CoveredCell] = Field(description='Every cell of the frame, commitment by commitment.')
    gaps: list[Cell] = Field(description='The cells without an action.')
    commitments: list[Counted]
    tracks: list[Counted]
    commitments_without: list[int] = Field(description='The commitments without an action. One for each is invited, never asked.')
    soft: int = Field(ge=0, description='Actions in a track that informs, advises or sensitises.')
    hard: int = Field(ge=0, description='Actions in a track that enforces or takes stock.')
    total: int = Field(ge=0)


class NetworkCoverage(Shape):
    """What the cities of a network have in those of their plans and actions that they share with all members."""

    network_id: Id
    cities: int = Field(ge=0, description='Whose actions are counted.')
    coverage: Coverage | None = Field(description='Null while fewer than three cities share any: it would be told of each.')


class Advice(Shape):
    """One remark about a plan."""

    code: AdviceCode = Field(description='Open list.')
    severity: Literal['red', 'advice'] = Field(description='Open list. Red: nobody is responsible.')
    text: str = Field(description='The remark, in the language of the request.')
    plan_action_id: Id | None = Field(description='The action that it is about; null: the plan.')
    since: date | None
    days: int | None = Field(description='How many days ago that was.')


class PlanHealth(Shape):
    """What would make a plan easier to carry out: advice to the city, given to nobody else, and never a reason to refuse anything."""

    plan_id: Id
    advice: list[Advice] = Field(description='The gravest first.')
