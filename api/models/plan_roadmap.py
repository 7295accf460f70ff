"""Knows what a city is told about its own way with its plan: the twelve steps, and the rhythm in which it works at it."""

from datetime import date
from typing import Literal

from pydantic import Field

from api.models.plan_library import LibraryFact
from api.models.shapes import Id, Line, Shape


class RoadmapStep(Shape):
    """A step to a plan or with it, and what still shows that it is not done."""

    number: int = Field(ge=1, examples=[7])
    key: str = Field(description='The same in every language, and for good.', examples=['draft'])
    phase: str = Field(description='The key of its phase in the plan library.', examples=['content'])
    name: Line = Field(examples=['Write the plan'])
    asks: Line
    help: Line
    stage: Literal['done', 'next', 'open'] = Field(description='Open list. Next: the first in order that is not done.')
    missing: list[LibraryFact] = Field(description='What would show that it is done.')


class PlanRoadmap(Shape):
    """The way of a city to its plan and with it, from what is recorded: help to the city, told to nobody else, and no condition."""

    plan_id: Id
    steps: list[RoadmapStep] = Field(description='In order.')


class Rhythm(Shape):
    """When something was, and when it would come next. It is never late; a day that has gone by is not named."""

    stage: Literal['planned', 'later', 'welcome'] = Field(
        description='Open list. Planned: a day is set. Later: too early. Welcome: any day is good.'
    )
    held: list[date] = Field(description='Those of the last twelve months, in order.')
    last_on: date | None = Field(description='It may lie further back.')
    planned_on: date | None = Field(description='The next day that is set.')
    from_on: date | None = Field(description='The first day on which the next one would fall.')
    by_on: date | None = Field(description='The last day on which the next one would fall.')


class PlanRhythm(Shape):
    """The own rhythm of a city with its plan, told to nobody else."""

    plan_id: Id
    department_meetings: Rhythm
    steering_committee: Rhythm
    plan_review: Rhythm
