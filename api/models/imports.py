"""Knows the imports: a file of what an office already has, how its columns are understood, and what became of each row."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import UploadFile
from pydantic import Field
from sqlalchemy import CheckConstraint, DateTime, Index, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

from api.models.columns import Subject, about, new_id, personal, plain
from api.models.shapes import Id, Name, Shape, Version, Wish, left_out

ImportKind = Literal['members', 'working_groups', 'people', 'partner_cities', 'plan_actions']
ImportStage = Literal['checked', 'applied', 'discarded']
Outcome = Literal['added', 'changed', 'unchanged', 'suspected', 'refused', 'left_out']
Said = Annotated[str, Field(max_length=5000)]
FieldName = Annotated[str, Field(min_length=1, max_length=40, pattern='^[a-z0-9_]+$', examples=['start_date'])]
MOST_BYTES = 10_000_000


class ImportRow(Subject, table=True):
    """A file of an office, or a city's own of the actions of its plan (`plan_id`), which that city alone sees.

    stage: checked → applied; checked → discarded. Its rows are kept for a time, the file itself never.

    How the columns were understood is what the next file of that kind begins with.
    """

    __tablename__ = 'imports'
    __table_args__ = (
        CheckConstraint("stage IN ('checked', 'applied', 'discarded')", name='imports_stage'),
        Index('imports_of_network', 'network_id', 'kind', 'id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    kind: str = plain(sa_type=Text)
    partner_id: UUID | None = plain(default=None, foreign_key='networks.id')
    plan_id: UUID | None = plain(default=None, foreign_key='plans.id')
    city_id: UUID | None = plain(default=None, foreign_key='cities.id')
    file_name: str = plain(sa_type=Text)
    columns: list[dict[str, str | None]] = plain(sa_type=JSONB)
    stage: str = plain(default='checked', sa_type=Text)
    counts: dict[str, int] = plain(default_factory=dict, sa_type=JSONB)
    applied_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    rows_until: datetime = plain(sa_type=DateTime(timezone=True))


class RowOfImport(SQLModel, table=True):
    """A row of such a file, what it would do, and what a person decided. No record of the network: it is deleted, never kept.

    A row is about whoever's mail address is in it first, so that an erasure finds it. `findings` are faults, changes and whom the row
    might mean, as codes and values; `record_id` is what it became.
    """

    __tablename__ = 'import_rows'
    __table_args__ = (
        CheckConstraint(
            "outcome IN ('added', 'changed', 'unchanged', 'suspected', 'refused', 'left_out')", name='import_rows_outcome'
        ),
        CheckConstraint("decision IN ('same', 'new', 'left_out')", name='import_rows_decision'),
        Index('import_rows_of_import', 'import_id', 'id'),
        about('person_id', passing=True, by_mail='mail'),
    )  # fmt: skip

    id: UUID = plain(default_factory=new_id, primary_key=True)
    network_id: UUID = plain(foreign_key='networks.id')
    import_id: UUID = plain(foreign_key='imports.id')
    city_id: UUID | None = plain(default=None, foreign_key='cities.id')
    number: int = plain(sa_type=Integer)
    cells: list[str] = personal(sa_type=JSONB)
    outcome: str = plain(default='unchanged', sa_type=Text)
    findings: dict[str, Any] = personal(default_factory=dict, sa_type=JSONB)
    decision: str | None = plain(default=None, sa_type=Text)
    candidate_id: UUID | None = plain(default=None)
    record_id: UUID | None = plain(default=None)
    person_id: UUID | None = plain(default=None, foreign_key='people.id', index=True)
    mail: str | None = personal(default=None, sa_type=Text)


class ImportColumn(Shape):
    """A column of the file, and the field that it is taken for."""

    heading: Said
    field: FieldName | None = Field(description='Null: the column is not read.')


class ImportCounts(Shape):
    """How many rows have each outcome."""

    added: int = Field(ge=0)
    changed: int = Field(ge=0)
    unchanged: int = Field(ge=0)
    suspected: int = Field(ge=0)
    refused: int = Field(ge=0)
    left_out: int = Field(ge=0)
    gone: int = Field(ge=0, description="How many records the file no longer has: of a partner's list, which is mirrored as a whole.")


class Import(Shape):
    """A file of what an office or a city already has: checked against what is recorded, and applied once. An import sends nothing."""

    id: Id
    version: Version
    network_id: Id
    kind: ImportKind = Field(description='Open list.')
    partner_id: Id | None = Field(description='Whose list it is; with `partner_cities`, whose rows become records of another network.')
    plan_id: Id | None = Field(description='Into which plan it goes; with `plan_actions`, which the city of the plan alone sees.')
    file_name: Name = Field(examples=['members.xlsx'])
    columns: list[ImportColumn]
    known_fields: list[FieldName] = Field(description='What a column of this kind of file can be.')
    stage: ImportStage = Field(description='Open list.')
    counts: ImportCounts
    applied_at: datetime | None
    rows_until: datetime = Field(description='Until when the rows are kept; what they became stays.')
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class ImportPage(Shape):
    """A page of imports, the newest first."""

    items: list[Import]
    next: Id | None


class ImportCell(Shape):
    """A cell as it stands in the file."""

    heading: Said
    value: Said


class ImportFault(Shape):
    """Why a row is refused, or suspected."""

    field: FieldName | None
    heading: Said | None = Field(description='The column; null where the row as a whole is meant.')
    code: str = Field(examples=['no_date'], description='Open list.')
    detail: str = Field(description="A sentence in the caller's language.")


class ImportChange(Shape):
    """What a row changes in a record."""

    field: FieldName
    label: str = Field(description="The field's name in the caller's language.")
    from_: str | None = Field(alias='from')
    to: str | None


class ImportNote(Shape):
    """What is to be known of a row that is taken."""

    code: str = Field(examples=['group_below_minimum'], description='Open list.')
    detail: str = Field(description="A sentence in the caller's language.")


class ImportCandidate(Shape):
    """Whom a row might mean."""

    id: Id
    kind: Literal['city', 'catalogue_city', 'working_group', 'person', 'plan_action'] = Field(
        description='Open list. Known here, or in the catalogue of cities.',
    )
    name: Name
    detail: str = Field(description='What tells it from the others.', examples=['Spain, 792 086 inhabitants'])


class ImportedRow(Shape):
    """A row of the file: what it says, what it would do or has done, and why."""

    id: Id
    number: int = Field(ge=1, description='As a spreadsheet program counts.')
    title: str = Field(description='What the row is about, in a few words of its own.')
    outcome: Outcome = Field(description='Open list.')
    faults: list[ImportFault]
    notes: list[ImportNote]
    changes: list[ImportChange]
    candidates: list[ImportCandidate]
    decision: Literal['same', 'new', 'left_out'] | None = Field(description='Open list. What a person has said.')
    candidate_id: Id | None = Field(description='Which of the candidates it is.')
    record_id: Id | None = Field(description='The record that it is, or became.')
    cells: list[ImportCell]


class ImportRowPage(Shape):
    """A page of rows, in the order of the file."""

    items: list[ImportedRow]
    next: Id | None


class ImportCreate(Wish):
    """A file to check: Excel (.xlsx) or CSV, with a row of headings."""

    network_id: Id
    kind: ImportKind
    partner_id: Id | None = Field(
        default=None, description='The partner network whose list it is; with `partner_cities`.', json_schema_extra=left_out
    )
    plan_id: Id | None = Field(default=None, description='Into which plan it goes; with `plan_actions`.', json_schema_extra=left_out)
    file: UploadFile = Field(description='Up to 5 000 rows and 100 columns; of a workbook the first sheet that is not hidden.')


class ImportPatch(Wish):
    """How the columns are to be understood."""

    fields: list[FieldName | None] = Field(
        default_factory=list, max_length=100, description='For each column, in their order, its field; null where it is not to be read.'
    )


class RowDecision(Wish):
    """What a person says of a row: it is one of its candidates, something new, or left out; null takes back what was said."""

    row_id: Id
    decision: Literal['same', 'new', 'left_out'] | None
    candidate_id: Id | None = Field(default=None, description='Which of the candidates it is; with `same`.')


class ImportDecisionCreate(Wish):
    """What a person says of rows."""

    decisions: list[RowDecision] = Field(min_length=1, max_length=500)


class ImportApplicationCreate(Wish):
    """Which rows to apply."""

    rows: Literal['all', 'sound'] = Field(
        default='all',
        description='`all`: nothing is written while a row is refused or suspected. `sound`: those rows are left, the others written.',
    )
