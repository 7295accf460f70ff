"""Knows the shape of everything that is kept about a person."""

from datetime import datetime
from typing import Any

from pydantic import Field

from api.models.retention import Retention
from api.models.shapes import Id, Shape


class KeptRecords(Shape):
    """What one table keeps about the person."""

    table: str = Field(examples=['contact_points'], description='Open list.')
    records: list[dict[str, Any]] = Field(description='Each with every column, but the hashes that secrets are compared with.')


class NamingRecord(Shape):
    """A record that names the person by id."""

    id: Id
    at: datetime | None = Field(description='When it was made, where that is kept.')
    kind: str | None = Field(description='What it is, where its table holds several kinds.')


class NamingColumn(Shape):
    """Where records that are about something else name the person."""

    table: str = Field(examples=['action_items'], description='Open list.')
    column: str = Field(examples=['responsible_person_id'], description='Open list.')
    records: list[NamingRecord]


class Act(Shape):
    """An entry of the journal: an act of the person, or one that changed what is kept about them."""

    at: datetime
    operation: str = Field(examples=['join_working_group'], description='Open list.')
    subject_type: str = Field(examples=['working_group'], description='Open list.')
    subject_id: Id
    by_them: bool


class PersonalData(Shape):
    """Everything that is kept about a person, and for how long."""

    person_id: Id
    made_at: datetime
    kept: list[KeptRecords]
    named_in: list[NamingColumn]
    acts: list[Act]
    retention: Retention
