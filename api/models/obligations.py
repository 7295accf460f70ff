"""Knows the shape of obligations: what working groups owe their network. They are worked out when asked for, and stored nowhere."""

from datetime import date
from typing import Literal
from uuid import UUID, uuid5

from pydantic import Field

from api.models.assemblies import AssemblyName
from api.models.dispensations import Duty
from api.models.shapes import CityName, GroupName, Id, Shape

ObligationStage = Literal['open', 'late', 'met', 'met_late', 'waived', 'lapsed']


def obligation_id(working_group_id: UUID, assembly_id: UUID, duty: str) -> UUID:
    """Return the id of a duty: always the same for the same group, assembly and duty."""
    return uuid5(working_group_id, f'{duty} {assembly_id}')


class Evidence(Shape):
    """The record that shows it was done."""

    type: Literal['submission', 'declaration'] = Field(description='Open list.')
    id: Id
    done_on: date = Field(description="In the network's time zone.")


class Dispensation(Shape):
    """What the office has granted, and why."""

    id: Id
    until: date | None = Field(description='The day to which the duty was extended; null for a waiver.')
    reason: str
    granted_on: date


class Obligation(Shape):
    """Something that a working group owes its network by a day. Only its members and the office see it."""

    id: Id = Field(description='Made of group, assembly and duty: always the same.')
    network_id: Id
    duty: Duty = Field(description='Open list.')
    working_group: GroupName
    lead_city: CityName | None = Field(description='The city that speaks for the group now.')
    assembly: AssemblyName
    due_on: date = Field(description='The last day on which it is in time.')
    stage: ObligationStage = Field(description='As of today. Filing late heals: `met_late`. Open list.')
    because: str | None = Field(description="Why it is owed: a sentence in the reader's language.")
    evidence: Evidence | None = Field(description='Null while it was not done.')
    dispensation: Dispensation | None = Field(description='The latest that the office has granted.')
    report_id: Id | None = Field(description='The report as it is, for a duty to report.')
    act: str | None = Field(examples=['start_report'], description='The operation that does it next; null when nothing is left to do.')
    link: str = Field(examples=['/working-groups/fair-housing/year'], description='The page of this service on which it is done.')


class ObligationPage(Shape):
    """A page of obligations, the latest day first."""

    items: list[Obligation]
    next: Id | None
