"""Knows what the public section shows of the groups' work: reports that are on the website, and outputs for everybody."""

from datetime import date, datetime

from pydantic import Field

from api.models.assemblies import AssemblyName
from api.models.documents import MOST_BYTES
from api.models.outputs import Languages, OutputKind
from api.models.shapes import GroupName, Id, LanguageCode, Line, Name, Prose, Shape, Slug, Url


class PublicReport(Shape):
    """A working group's report to a general assembly, approved and on the website (W10)."""

    id: Id
    network_slug: Slug
    working_group: GroupName
    assembly: AssemblyName
    title: Name
    text: Prose = Field(description='Markdown, as it was approved.')
    language: LanguageCode
    published_on: date = Field(description='The day it appeared on the website.')
    source: str | None
    demonstration: bool


class PublicReportPage(Shape):
    """A page of reports."""

    items: list[PublicReport]
    next: Id | None


class PublicDocument(Shape):
    """A file that everybody may have. Its bytes are under `/v1/public/documents/{document}/content`."""

    id: Id
    title: Name
    file_name: Name
    media_type: Line
    size: int = Field(ge=1, le=MOST_BYTES, description='Bytes.')
    language: LanguageCode | None
    redacted_at: datetime | None = Field(description='Since when its bytes are gone; null while there are any.')


class PublicOutput(Shape):
    """What a working group, or the network itself, has made and shared with everybody (W12)."""

    id: Id
    network_slug: Slug
    working_group: GroupName | None = Field(description='Null: an output of the network itself.')
    title: Name
    kind: OutputKind = Field(description='Open list.')
    description: Prose | None
    languages: Languages
    document: PublicDocument | None
    url: Url | None
    shared_on: date | None = Field(description='The day it was first shared; null when that is not known.')
    source: str | None
    demonstration: bool


class PublicOutputPage(Shape):
    """A page of outputs."""

    items: list[PublicOutput]
    next: Id | None
