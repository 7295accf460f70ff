"""Knows the documents: what is said of a file, and apart from it the file itself."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import UploadFile
from pydantic import Field
from sqlalchemy import CheckConstraint, DateTime, Index, Integer, LargeBinary, Text
from sqlmodel import SQLModel

from api.models.columns import KEY, Mirrorable, Subject, plain
from api.models.redactions import DocumentRedaction
from api.models.shapes import GroupName, GroupVisibility, Id, LanguageCode, Line, Name, OnBehalfOf, Shape, Version, Wish, left_out

MOST_BYTES = 10_000_000
Digest = Annotated[str, Field(pattern='^[0-9a-f]{64}$', description='SHA-256 of the bytes, in hexadecimal.')]


class DocumentRow(Subject, Mirrorable, table=True):
    """What is said of a file. The bytes stand in a table of their own, so that a list never touches them.

    `redacted_at`: since then there are none; size and hash stay those of what was uploaded.
    """

    __tablename__ = 'documents'
    __table_args__ = (
        CheckConstraint(f'size BETWEEN 1 AND {MOST_BYTES}', name='documents_size'),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name='documents_sha256'),
        Index('documents_by_title', 'sort_key', 'id'),
        Index('documents_of_network', 'network_id', 'id'),
        Index('documents_of_group', 'working_group_id', 'id'),
        Index('documents_search', 'search_key', postgresql_using='gin', postgresql_ops={'search_key': 'gin_trgm_ops'}),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    working_group_id: UUID | None = plain(default=None, foreign_key='working_groups.id')
    title: str = plain(sa_type=Text)
    sort_key: str = plain(sa_type=KEY)
    search_key: str = plain(sa_type=Text)
    file_name: str = plain(sa_type=Text)
    media_type: str = plain(sa_type=Text)
    size: int = plain(sa_type=Integer)
    sha256: str = plain(sa_type=Text)
    language: str | None = plain(default=None, sa_type=Text)
    redacted_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))


class ContentRow(SQLModel, table=True):
    """The bytes of a document. They never change: another version is another document. A redaction takes them away."""

    __tablename__ = 'document_contents'

    document_id: UUID = plain(foreign_key='documents.id', primary_key=True)
    content: bytes = plain(sa_type=LargeBinary)


class Document(Shape):
    """A file of a working group, or of the network itself. Its bytes are under `/v1/documents/{document}/content`."""

    id: Id
    version: Version
    network_id: Id
    working_group: GroupName | None = Field(description='Null: a document of the network itself.')
    title: Name
    file_name: Name = Field(examples=['minutes.pdf'])
    media_type: Line = Field(examples=['application/pdf'], description='What the bytes are, whatever the name says.')
    size: int = Field(ge=1, le=MOST_BYTES, description='Bytes.')
    sha256: Digest
    language: LanguageCode | None
    visibility: GroupVisibility
    redaction: DocumentRedaction | None = Field(
        description='Why there are no bytes any more; null while there are. `size` and `sha256` stay those of what was uploaded.'
    )
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class DocumentPage(Shape):
    """A page of documents."""

    items: list[Document]
    next: Id | None


class DocumentCreate(Wish):
    """A file with what is said of it, as a form: of a working group, or with `network_id` instead of the network itself."""

    file: UploadFile = Field(description='PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, text or CSV; at most 10 MB.')
    title: Name | None = Field(default=None, description="The file's name when left out.", json_schema_extra=left_out)
    working_group_id: Id | None = Field(default=None, json_schema_extra=left_out)
    network_id: Id | None = Field(
        default=None, description='Instead of `working_group_id`: a document of the network itself.', json_schema_extra=left_out
    )
    language: LanguageCode | None = Field(default=None, json_schema_extra=left_out)
    visibility: GroupVisibility = 'working_group'


class DocumentPatch(Wish):
    """What may be changed about a document; the file itself never does."""

    title: Name = Field(default_factory=str)
    language: LanguageCode | None = None
    visibility: GroupVisibility = Field(default_factory=lambda: 'working_group')
    on_behalf_of: OnBehalfOf | None = None
