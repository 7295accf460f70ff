"""The answers as msgspec structs, filled from the entities' attributes."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec

Text = Annotated[str, msgspec.Meta(max_length=20_000)]


class CityName(msgspec.Struct):
    id: UUID
    slug: str
    name: str
    country_code: str


class Member(CityName):
    kind: str = 'city'


class GroupName(msgspec.Struct):
    id: UUID
    slug: str
    title: str


class Recorded(msgspec.Struct, kw_only=True):
    """What every record's answer has."""

    id: UUID
    version: int
    demonstration: bool
    source: str | None
    created_at: datetime
    updated_at: datetime


class WorkingGroup(Recorded, kw_only=True):
    network_id: UUID
    network_slug: str
    slug: str
    title: str
    aims: str | None
    stage: str
    channel: str | None
    proposed_on: dict[str, str] | None
    constituted_on: dict[str, str] | None
    constitution_recorded_at: datetime | None
    closed_on: date | None
    withdrawal_reason: str | None
    rhythm: str | None
    mode: str | None
    lead_city: CityName | None
    city_count: int
    country_count: int
    missing: list[dict[str, Any]]
    needs_lead: bool | None
    below_minimum: bool | None
    undeclared: bool | None
    continues_id: UUID | None
    imported: bool
    members: list[CityName] | None = None


class ListedGroup(WorkingGroup, kw_only=True):
    you_may: list[str] | None = None


class GroupPage(msgspec.Struct):
    items: list[ListedGroup]
    next: UUID | None


class Key(msgspec.Struct):
    scheme: str
    value: str


class CityNetwork(msgspec.Struct):
    id: UUID
    network_id: UUID
    network_slug: str
    stage: str
    start_date: date | None


class City(Recorded, kw_only=True):
    slug: str
    name: str
    other_names: list[str]
    kind: str
    country_code: str
    latitude: float | None
    longitude: float | None
    identifiers: list[Key]
    memberships: list[CityNetwork]
    working_groups: None = None


class Membership(Recorded, kw_only=True):
    network_id: UUID
    working_group_id: UUID | None
    city_id: UUID | None
    organisation_id: UUID | None
    member: Member
    role: str
    stage: str
    start_date: date | None
    start_precision: str
    end_date: date | None
    end_reason: str | None
    imported: bool


class Lead(Recorded, kw_only=True):
    network_id: UUID
    working_group_id: UUID
    city: Member
    start_date: date | None
    start_precision: str
    end_date: date | None
    end_reason: str | None


class Because(msgspec.Struct):
    code: str
    since: date
    days: int


class ActionItem(Recorded, kw_only=True):
    network_id: UUID
    working_group: GroupName
    title: str
    description: str | None
    origin: str | None
    addressees: list[str]
    target_groups: list[str]
    city_function: str | None
    horizon: str | None
    responsible_city: CityName | None
    responsible_person_id: UUID | None
    starts_on: date | None
    due_on: date | None
    completion_criterion: str | None
    budget_note: str | None
    meeting_id: UUID | None
    stage: str
    percent: int | None
    last_progress_on: date | None
    late: bool = False
    late_because: Because | None = None
    stale: bool = False
    stale_because: Because | None = None
    latest_update: None = None
    visibility: str


class Author(msgspec.Struct):
    kind: str
    city: CityName | None


class ProgressUpdate(Recorded, kw_only=True):
    network_id: UUID
    working_group: GroupName
    action_item_id: UUID
    made_on: date
    author: Author
    author_person_id: UUID | None
    unchanged: bool
    stage: str | None
    percent: int | None
    text: str | None
    obstacle: str | None
    evidence_url: str | None
    document_id: UUID | None
    corrects_id: UUID | None
    corrected_by_id: UUID | None
    visibility: str


class RecordedUpdate(ProgressUpdate, kw_only=True):
    you_may: list[str] = msgspec.field(default_factory=lambda: ['record_progress'])


class Progress(msgspec.Struct, forbid_unknown_fields=True):
    """What is sent."""

    action_item_id: UUID
    stage: str | None = None
    percent: Annotated[int, msgspec.Meta(ge=0, le=100)] | None = None
    text: Text | None = None


class Subject(msgspec.Struct):
    type: str
    id: UUID


class Change(msgspec.Struct):
    seq: int
    subject: Subject
    version: int
    occurred_at: datetime
    deleted: bool
    data: Recorded | None


class Page(msgspec.Struct):
    feed_id: str
    items: list[Change]
    next_since: int
    has_more: bool
    head_seq: int


class CatalogueCity(msgspec.Struct, kw_only=True):
    id: UUID
    geonames_id: int
    name: str
    country_code: str
    country_name: str = ''
    region: str | None
    population: int
    latitude: float
    longitude: float
    time_zone: str
    city_id: UUID | None = None


class CataloguePage(msgspec.Struct):
    items: list[CatalogueCity]
    next: UUID | None
    ready: bool
    attribution: str
