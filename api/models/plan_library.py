"""What helps a city with its action plan, as it is offered: in one language, with keys that are the same in each."""

from typing import Literal

from pydantic import Field

from api.models.shapes import Line, Shape

PlanMethod = Literal['records', 'survey']


class LibraryPhase(Shape):
    """A part of the way to a plan and with it."""

    key: str = Field(description='The same in every language, and for good.', examples=['content'])
    name: Line = Field(examples=['Developing the content'])


class LibraryFact(Shape):
    """What shows that a step is done."""

    key: str = Field(description='The same in every language, and for good.', examples=['contacts'])
    text: Line


class LibraryStep(Shape):
    """A step to a plan or with it: what it asks for, what helps with it, and the facts that show that it is done."""

    number: int = Field(ge=1, examples=[7])
    key: str = Field(description='The same in every language, and for good.', examples=['draft'])
    phase: str = Field(description='The key of its phase.', examples=['content'])
    name: Line = Field(examples=['Write the plan'])
    asks: Line
    help: Line
    facts: list[LibraryFact]


class LibraryRisk(Shape):
    """What may go wrong, and what to do about it."""

    key: str = Field(description='The same in every language, and for good.', examples=['writing_takes_much'])
    phase: str = Field(description='The key of its phase.', examples=['content'])
    step: str = Field(description='The key of the step at which it is met.', examples=['draft'])
    risk: Line
    measures: list[Line]


class LibraryGroup(Shape):
    """People or organisations that a survey asks."""

    key: str = Field(description='The same in every language, and for good.', examples=['employees'])
    name: Line = Field(examples=['staff of the city'])


class LibraryIndicator(Shape):
    """An effect that a plan should have, and how to find out about it."""

    key: str = Field(description='The same in every language, and for good.', examples=['staff_know_and_exchange'])
    name: Line
    method: PlanMethod = Field(description='Open list. From what is recorded of the plan, or by a survey.', examples=['survey'])
    asked: list[LibraryGroup] = Field(description='Whom a survey asks; of records, nobody.')
    questions: list[Line]


class PlanLibrary(Shape):
    """What helps a city with its action plan, in one language."""

    language: str = Field(examples=['en'])
    phases: list[LibraryPhase] = Field(description='In order.')
    steps: list[LibraryStep] = Field(description='In order. They are help and no condition: a city takes them as it likes.')
    risks: list[LibraryRisk] = Field(description='By phase.')
    indicators: list[LibraryIndicator]
    baseline: Line = Field(description='Why to ask the questions before a plan begins.')
