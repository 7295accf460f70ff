"""Knows what a city says when it begins the plan that follows another: how it is called, which actions go on, and when."""

from typing import Annotated, Literal

from pydantic import Field

from api.models.plans import Plan
from api.models.shapes import Day, Flag, Id, Name, Wish


class ActionGoingOn(Wish):
    """An action that goes on in the plan that follows."""

    plan_action_id: Id
    origin: Literal['existing', 'enhanced'] = Field(default='existing', description='Whether it goes on as it is, or is to become more.')
    starts_on: Day | None = Field(default=None, description='Left out: open, or shifted where `shift_dates` says so.')
    due_on: Day | None = Field(default=None, description='Left out: open, or shifted where `shift_dates` says so.')


class PlanSuccessorCreate(Wish):
    """The plan that follows, as a draft that nobody but the city sees, with those actions that go on."""

    title: Name
    starts_on: Day | None = None
    ends_on: Day | None = None
    actions: Annotated[list[ActionGoingOn], Field(max_length=500)] | None = Field(
        default=None,
        description='Which actions go on; an empty list: none. Left out: those that were evaluated as to be kept, and as to be changed.',
    )
    shift_dates: Flag = Field(
        default=False,
        description='Whether days that are not named keep their distance from the first day of the plan; open where a plan has none.',
    )


class PlanBegun(Plan):
    """The plan that follows, and what was not decided of the one before."""

    not_evaluated: list[Id] = Field(description='Actions of the former plan that nobody has evaluated, and that do not go on.')
