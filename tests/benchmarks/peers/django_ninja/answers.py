"""The answers as django-ninja schemas."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Schema
from shapes import derived, utc


class CityName(Schema):
    id: UUID
    slug: str
    name: str
    country_code: str


class GroupName(Schema):
    id: UUID
    slug: str
    title: str


class Recorded(Schema):
    """What every record's answer ends with; moments as the service writes them."""

    id: UUID
    version: int
    demonstration: bool
    source: str | None
    created_at: str
    updated_at: str

    @staticmethod
    def resolve_created_at(row: Any) -> str:
        return utc(row.created_at)

    @staticmethod
    def resolve_updated_at(row: Any) -> str:
        return utc(row.updated_at)


class WorkingGroup(Recorded):
    network_id: UUID
    network_slug: str
    slug: str
    title: str
    aims: str | None
    stage: str
    channel: str | None
    proposed_on: dict[str, str] | None
    constituted_on: dict[str, str] | None
    constitution_recorded_at: str | None
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
    members: list[CityName] | None

    @staticmethod
    def resolve_network_slug(row: Any) -> str:
        return str(row.network.slug)

    @staticmethod
    def resolve_lead_city(row: Any) -> Any:
        return row.leading[0].city if row.leading else None

    @staticmethod
    def resolve_constitution_recorded_at(row: Any) -> str | None:
        return utc(row.constitution_recorded_at) if row.constitution_recorded_at else None

    @staticmethod
    def resolve_members(row: Any) -> Any:
        return [each.city for each in row.inside] if hasattr(row, 'inside') else None


class ListedGroup(WorkingGroup):
    you_may: list[str] | None

    @staticmethod
    def resolve_you_may(row: Any) -> Any:
        return getattr(row, 'allowed', None)


class GroupPage(Schema):
    items: list[ListedGroup]
    next: UUID | None


class Key(Schema):
    scheme: str
    value: str


class CityNetwork(Schema):
    id: UUID
    network_id: UUID
    network_slug: str
    stage: str
    start_date: date | None

    @staticmethod
    def resolve_network_slug(row: Any) -> str:
        return str(row.network.slug)


class City(Recorded):
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

    @staticmethod
    def resolve_identifiers(row: Any) -> Any:
        return list(row.identifiers.all())

    @staticmethod
    def resolve_memberships(row: Any) -> Any:
        return row.belonging


class Member(CityName):
    kind: str = 'city'

    @staticmethod
    def resolve_kind(_row: Any) -> str:
        return 'city'


class Membership(Recorded):
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

    @staticmethod
    def resolve_member(row: Any) -> Any:
        return row.city


class Lead(Recorded):
    network_id: UUID
    working_group_id: UUID
    city: Member
    start_date: date | None
    start_precision: str
    end_date: date | None
    end_reason: str | None


class ActionItem(Recorded):
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
    late: bool
    late_because: dict[str, Any] | None
    stale: bool
    stale_because: dict[str, Any] | None
    latest_update: None = None
    visibility: str

    @staticmethod
    def of(row: Any, stale_after: int | None) -> Any:
        """Work out what depends on the day, and name the rest."""
        for name, value in derived(row, row.network.time_zone, stale_after).items():
            setattr(row, name, value)
        row.visibility = row.audience
        return row


class Author(Schema):
    kind: str
    city: CityName | None


class ProgressUpdate(Recorded):
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

    @staticmethod
    def resolve_author(row: Any) -> dict[str, Any]:
        return {'kind': row.author_kind, 'city': row.author_city}

    @staticmethod
    def resolve_corrected_by_id(row: Any) -> Any:
        found = list(row.corrections.all())
        return found[0].id if found else None

    @staticmethod
    def resolve_visibility(row: Any) -> str:
        return str(row.audience)


class RecordedUpdate(ProgressUpdate):
    you_may: list[str]

    @staticmethod
    def resolve_you_may(_row: Any) -> list[str]:
        return ['record_progress']


class Progress(Schema):
    action_item_id: UUID
    stage: str | None = None
    percent: int | None = None
    text: str | None = None


class Subject(Schema):
    type: str
    id: UUID


class Change(Schema):
    seq: int
    subject: Subject
    version: int
    occurred_at: str
    deleted: bool
    data: dict[str, Any] | None


class Page(Schema):
    feed_id: UUID
    items: list[Change]
    next_since: int
    has_more: bool
    head_seq: int


class CatalogueCity(Schema):
    id: UUID
    geonames_id: int
    name: str
    country_code: str
    country_name: str
    region: str | None
    population: int
    latitude: float
    longitude: float
    time_zone: str
    city_id: UUID | None


class CataloguePage(Schema):
    items: list[CatalogueCity]
    next: UUID | None
    ready: bool
    attribution: str


