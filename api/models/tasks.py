"""Knows the tasks: what needs the caller now. They are made from the record when they are asked for, and stored nowhere."""

from datetime import date
from typing import Literal

from pydantic import Field

from api.models.shapes import Id, Shape


class TaskSubject(Shape):
    """What a task is about."""

    type: str = Field(examples=['working_group'], description='Open list.')
    id: Id
    slug: str | None = Field(examples=['fair-housing'])
    title: str


class Task(Shape):
    """Something that needs the caller, with the one act that settles it."""

    kind: str = Field(examples=['proposal_to_join'], description='Open list.')
    urgency: Literal['overdue', 'soon', 'when_you_can'] = Field(description='Open list. Tasks come in this order.')
    due_on: date | None = Field(description='The last day on which it is in time, in the network’s time zone; null when no day is set.')
    sentence: str = Field(examples=['“Fair housing” lacks one more city. Graz can join it.'], description='What to do and why.')
    subject: TaskSubject
    act: str = Field(examples=['join_working_group'], description='The operation that settles it.')
    link: str = Field(examples=['/working-groups/fair-housing'], description='The page of this service on which it is done.')


class Tasks(Shape):
    """What needs the caller, the most urgent first."""

    items: list[Task]
