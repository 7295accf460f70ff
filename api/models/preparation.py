"""Knows the shape of what an office looks at before its network goes live."""

from typing import Literal

from pydantic import Field

from api.models.shapes import Id, Shape


class PreparationStep(Shape):
    """One thing to look at before a network goes live."""

    code: Literal['members', 'people', 'working_groups', 'files', 'by_laws', 'mail'] = Field(description='Open list.')
    ready: bool = Field(description='Whether nothing is to be done about it. It is advice: a network may go live at any time.')
    count: int = Field(ge=0, description='How many there are; of the by-laws the number of the version.')
    of: int | None = Field(ge=0, description='Of how many, where there is such a number.')
    detail: str = Field(description="A sentence in the caller's language.")


class Preparation(Shape):
    """What a network has, as its office looks at it before it goes live, in the order in which it is taken in."""

    network_id: Id
    stage: Literal['preparation', 'live'] = Field(description='Open list.')
    sent: int = Field(ge=0, description='How many notices have left so far: none before the network is live.')
    steps: list[PreparationStep]
