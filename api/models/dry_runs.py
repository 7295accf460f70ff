"""Knows what a dry run answers: what an act would do, as far as its caller may know of it."""

from typing import Literal

from pydantic import Field

from api.models.shapes import GroupName, Shape
from api.models.working_groups import Missing, Stage


class DryRunChange(Shape):
    """How many records of a kind would be changed by one operation; an act may bring about others."""

    operation: str = Field(examples=['join_working_group'], description='As the journal would name it.')
    subject_type: str = Field(examples=['membership'], description='Open list.')
    count: int = Field(ge=1)


class DryRunGroup(Shape):
    """A working group as it would stand afterwards."""

    working_group: GroupName
    stage: Stage = Field(description='Open list.')
    constituted: bool = Field(description='Whether this act would make it official.')
    city_count: int = Field(ge=0)
    country_count: int = Field(ge=0)
    missing: list[Missing] = Field(description='What it would still lack to become official.')


class DryRunNotices(Shape):
    """How many notices of a kind would be prepared."""

    kind: str = Field(examples=['working_group_constituted'], description='Open list.')
    recipients: Literal['cities', 'organisations', 'office'] = Field(
        description='Open list. Those to the office are told to the office alone.'
    )
    count: int = Field(ge=1)


class DryRun(Shape):
    """What an act would do. It was done and taken back as a whole: nothing was written, and nothing will be sent."""

    changes: list[DryRunChange]
    working_groups: list[DryRunGroup] = Field(description='The working groups that would show a change.')
    notices: list[DryRunNotices]
