"""The shapes of the contract, as `openapi.json` has them. Generated: `make fix` writes this file anew."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict


class Act(TypedDict):
    """An entry of the journal: an act of the person, or one that changed what is kept about them."""

    at: str
    operation: str
    subject_type: str
    subject_id: str
    by_them: bool


class ActedFor(TypedDict):
    """For whom the office recorded it, and how it was told."""

    city: CityName | None
    organisation: OrganisationName | None
    channel: str | None


class ActionItem(TypedDict):
    """Something that a working group has set out to do, and how it stands.

    `late`, `stale` and their reasons are as of the moment of reading: they change with the calendar, without a new
    version and without an entry in the feed. Who keeps a copy derives them from `stage`, `due_on`, `starts_on` and
    `last_progress_on`.
    """

    id: str
    version: int
    network_id: str
    working_group: GroupName
    title: str
    description: str | None
    origin: str | None
    addressees: list[Literal['official_city', 'private_sector', 'population', 'other_government_level']]
    target_groups: list[str]
    city_function: str | None
    horizon: str | None
    responsible_city: CityName | None
    responsible_person_id: str | None
    starts_on: str | None
    due_on: str | None
    completion_criterion: str | None
    budget_note: str | None
    meeting_id: str | None
    stage: str
    percent: int | None
    last_progress_on: str | None
    late: bool
    late_because: LateBecause | None
    stale: bool
    stale_because: StaleBecause | None
    latest_update: ProgressUpdate | None
    visibility: str
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class ActionItemCreate(TypedDict):
    """An action item of a working group. It begins as planned; progress updates move it."""

    working_group_id: str
    title: str
    description: NotRequired[str | None]
    origin: NotRequired[Literal['existing', 'enhanced', 'new'] | None]
    addressees: NotRequired[list[Literal['official_city', 'private_sector', 'population', 'other_government_level']]]
    target_groups: NotRequired[list[str]]
    city_function: NotRequired[Literal['democratic_institution', 'rule_maker', 'employer', 'service_provider', 'contractor'] | None]
    horizon: NotRequired[Literal['short', 'long'] | None]
    responsible_city_id: NotRequired[str | None]
    responsible_person_id: NotRequired[str | None]
    starts_on: NotRequired[str | None]
    due_on: NotRequired[str | None]
    completion_criterion: NotRequired[str | None]
    budget_note: NotRequired[str | None]
    meeting_id: NotRequired[str | None]
    visibility: NotRequired[Literal['public', 'members', 'working_group']]
    on_behalf_of: NotRequired[OnBehalfOfMember | None]


class ActionItemPage(TypedDict):
    """A page of action items."""

    items: list[ActionItem]
    next: str | None


class ActionItemPatch(TypedDict):
    """What may be changed about an action item; its stage and percentage only move by progress updates."""

    title: NotRequired[str]
    description: NotRequired[str | None]
    origin: NotRequired[Literal['existing', 'enhanced', 'new'] | None]
    addressees: NotRequired[list[Literal['official_city', 'private_sector', 'population', 'other_government_level']]]
    target_groups: NotRequired[list[str]]
    city_function: NotRequired[Literal['democratic_institution', 'rule_maker', 'employer', 'service_provider', 'contractor'] | None]
    horizon: NotRequired[Literal['short', 'long'] | None]
    responsible_city_id: NotRequired[str | None]
    responsible_person_id: NotRequired[str | None]
    starts_on: NotRequired[str | None]
    due_on: NotRequired[str | None]
    completion_criterion: NotRequired[str | None]
    budget_note: NotRequired[str | None]
    meeting_id: NotRequired[str | None]
    visibility: NotRequired[Literal['public', 'members', 'working_group']]
    on_behalf_of: NotRequired[OnBehalfOfMember | None]


class Actor(TypedDict):
    """Who did it. `id` is null where the caller may not know the person or the client; `name` then says the role."""

    kind: str
    id: str | None
    name: str


class ActsFor(TypedDict):
    """A city that the caller speaks for: a person as its coordinator, a machine by a mandate."""

    city: CityName
    network_id: str
    mandate_id: str | None
    end_date: str | None


class AnswerCreate(TypedDict):
    """The office's answer. Sent again, it takes the place of the one before."""

    answer: str


class ApiClient(TypedDict):
    """A machine that may call."""

    id: str
    version: int
    name: str
    role: str
    stage: str
    network_id: str | None
    city_id: str | None
    scopes: list[str]
    expires_at: str
    last_used_at: str | None
    ended_at: str | None
    made_by_id: str | None
    created_at: str
    updated_at: str
    you_may: list[str] | None


class ApiClientCreate(TypedDict):
    """A machine to let in: for a network, for one city of it, or as the system of a partner that waits for mandates."""

    name: str
    network_id: str
    city_id: NotRequired[str | None]
    role: NotRequired[Literal['script_client', 'partner_client']]
    scopes: list[
        Literal[
            'cities:read',
            'cities:write',
            'organisations:read',
            'organisations:write',
            'working-groups:read',
            'working-groups:write',
            'memberships:read',
            'memberships:write',
            'action-plans:read',
            'action-plans:write',
            'action-items:read',
            'action-items:write',
            'progress:read',
            'progress:write',
            'reports:read',
            'reports:write',
            'reports:approve',
            'people:read',
            'people:write',
            'changes:read',
            'webhooks:manage',
            'admin',
        ]
    ]
    expires_on: NotRequired[str | None]


class ApiClientPage(TypedDict):
    """A page of clients."""

    items: list[ApiClient]
    next: str | None


class ApiClientRenewalCreate(TypedDict):
    """Until when a client may go on."""

    expires_on: NotRequired[str | None]


class ApiClientSecret(TypedDict):
    """A secret of a client, as far as it is shown again: neither the secret nor its hash."""

    id: str
    prefix: str
    created_at: str
    last_used_at: str | None
    ended_at: str | None


class ApiClientSecretPage(TypedDict):
    """A page of secrets, the newest first."""

    items: list[ApiClientSecret]
    next: str | None


class ApiClientWithSecret(TypedDict):
    """A client with its new secret, which is shown this once."""

    id: str
    version: int
    name: str
    role: str
    stage: str
    network_id: str | None
    city_id: str | None
    scopes: list[str]
    expires_at: str
    last_used_at: str | None
    ended_at: str | None
    made_by_id: str | None
    created_at: str
    updated_at: str
    you_may: list[str] | None
    client_secret: str


class Assembly(TypedDict):
    """A general assembly: groups report to it and declare at it whether they continue."""

    id: str
    version: int
    network_id: str
    title: str
    held_on: str
    place: str | None
    host_city: CityName | None
    mode: str
    stage: str
    present_report_id: str | None
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class AssemblyCreate(TypedDict):
    """A general assembly that the office announces, or records after it was held."""

    network_id: str
    title: str
    held_on: str
    place: NotRequired[str | None]
    host_city_id: NotRequired[str | None]
    mode: NotRequired[Literal['online', 'in_person', 'hybrid']]


class AssemblyName(TypedDict):
    """An assembly as it is named inside other records."""

    id: str
    title: str
    held_on: str


class AssemblyPage(TypedDict):
    """A page of assemblies."""

    items: list[Assembly]
    next: str | None


class AssemblyPatch(TypedDict):
    """What may be changed about an assembly; its day until it is closed."""

    title: NotRequired[str]
    held_on: NotRequired[str]
    place: NotRequired[str | None]
    host_city_id: NotRequired[str | None]
    mode: NotRequired[Literal['online', 'in_person', 'hybrid']]


class AssemblyWorkingGroup(TypedDict):
    """A working group on the desk of an assembly: what it owes, and what is there."""

    working_group: GroupName
    stage: str
    owes_report: bool | None
    owes_declaration: bool | None
    because: str | None
    report: ReportAtAssembly | None
    declaration: DeclarationAtAssembly | None


class AssemblyWorkingGroupPage(TypedDict):
    """A page of working groups on an assembly's desk."""

    items: list[AssemblyWorkingGroup]
    next: str | None


class AssociateCreate(TypedDict):
    """The organisation that takes part in a group as an associate."""

    organisation_id: str
    start_date: NotRequired[str | None]
    reason: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class Author(TypedDict):
    """For whom an update speaks: a member city, or the office; `city` with kind office: the city that told the office."""

    kind: str
    city: CityName | None


class Broadcast(TypedDict):
    """The notice that a working group is official, to every other active city of its network."""

    working_group_id: str
    version: int
    held: bool
    held_until: str | None
    sentence: str | None
    contact_shown: bool
    cities: list[CityName]


class BroadcastPatch(TypedDict):
    """What the office adds while it is held; null takes it back."""

    sentence: NotRequired[str | None]


class ByLaws(TypedDict):
    """One version of a network's by-laws. The version in force on the effective date decides."""

    min_cities: int
    min_countries: int
    broadcast_hold_hours: int
    report_after_days: int
    report_cadence_months: int
    report_word_limit: int
    index_interval_months: int | None
    plan_review_min_months: int
    plan_review_max_months: int
    department_meetings_min: int
    department_meetings_max: int
    stale_after_days: int | None
    sponsorship_condition: str
    reminder_days_before: list[int]
    reminder_days_after: list[int]
    reminder_every_days: int
    working_languages: list[str]
    time_zone: str
    id: str
    version: int
    network_id: str
    number: int
    valid_from: str
    demonstration: bool
    source: str | None
    created_at: str
    updated_at: str


class ByLawsCreate(TypedDict):
    """A new version, in force from `valid_from`; every figure is said again, so that a version stands alone."""

    min_cities: int
    min_countries: int
    broadcast_hold_hours: int
    report_after_days: int
    report_cadence_months: int
    report_word_limit: int
    index_interval_months: int | None
    plan_review_min_months: int
    plan_review_max_months: int
    department_meetings_min: int
    department_meetings_max: int
    stale_after_days: NotRequired[int | None]
    sponsorship_condition: Literal['none', 'annual_report']
    reminder_days_before: list[int]
    reminder_days_after: list[int]
    reminder_every_days: int
    working_languages: list[str]
    time_zone: str
    valid_from: str


class ByLawsEffect(TypedDict):
    """What a new version does, or with dry_run would do, to the groups that go on."""

    by_laws: ByLaws | None
    constituted: list[str]
    still_proposed: list[str]
    below_minimum: list[str]
    notices: int


class ByLawsPage(TypedDict):
    """A page of by-law versions, the newest first."""

    items: list[ByLaws]
    next: str | None


class CalendarSubscription(TypedDict):
    """A calendar program of yours that reads your meetings."""

    id: str
    name: str
    created_at: str


class CalendarSubscriptionCreate(TypedDict):
    """A calendar program that shall read your meetings."""

    name: str


class CalendarSubscriptionMade(TypedDict):
    """A subscription with its address, which is shown this once."""

    id: str
    name: str
    created_at: str
    address: str


class CalendarSubscriptionPage(TypedDict):
    """Your calendar subscriptions, the newest first."""

    items: list[CalendarSubscription]
    next: str | None


class CallAnswer(TypedDict):
    """What a city has answered."""

    city: CityName
    choice: str
    comment: str | None
    answered_at: str


class CallAnswerCreate(TypedDict):
    """What a city answers. Sent again, it takes the place of what it answered before."""

    city_id: str
    choice: Literal['interested', 'not_now']
    comment: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class CallForInterest(TypedDict):
    """The idea of one city for a working group, and what the other cities answer.

    It may be answered from `sent_at` to the end of `closes_on`, in the network's time.
    """

    id: str
    version: int
    network_id: str
    city: CityName
    title: str
    aims: str | None
    stage: str
    closes_on: str | None
    sent_at: str | None
    asked_count: int | None
    answers: list[CallAnswer]
    working_group: GroupName | None
    withdrawal_reason: str | None
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class CallForInterestCreate(TypedDict):
    """The idea of a city for a working group."""

    network_id: str
    city_id: str
    title: str
    aims: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class CallForInterestPage(TypedDict):
    """A page of calls for interest, the newest first."""

    items: list[CallForInterest]
    next: str | None


class CallForInterestPatch(TypedDict):
    """What may be changed about an idea until other cities are asked."""

    title: NotRequired[str]
    aims: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class CallSendingCreate(TypedDict):
    """Until when the cities may answer."""

    closes_on: str


class CallWithdrawalCreate(TypedDict):
    """Why the idea is taken back."""

    reason: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class CancellationCreate(TypedDict):
    """Why the meeting does not take place."""

    reason: str
    on_behalf_of: NotRequired[OnBehalfOf | None]


class CatalogueCity(TypedDict):
    """A city of the catalogue, with what tells it from its namesakes."""

    id: str
    geonames_id: int
    name: str
    country_code: str
    country_name: str
    region: str | None
    population: int
    latitude: float
    longitude: float
    time_zone: str
    city_id: str | None


class CatalogueCityPage(TypedDict):
    """A page of the catalogue, the biggest cities first."""

    items: list[CatalogueCity]
    next: str | None
    ready: bool
    attribution: str


class Change(TypedDict):
    """The latest state of one record, as far as the caller may see it."""

    seq: int
    subject: ChangedSubject
    version: int
    occurred_at: str
    deleted: bool
    data: dict[str, Any] | None


class ChangePage(TypedDict):
    """A page of the sync feed. Store `next_since` and `feed_id`, and send both with the next request."""

    feed_id: str
    items: list[Change]
    next_since: int
    has_more: bool
    head_seq: int


class ChangedSubject(TypedDict):
    """Which record a change is about."""

    type: str
    id: str


class Circular(TypedDict):
    """A letter of the office to a part of the network, or of a lead city to the members of its group."""

    id: str
    version: int
    network_id: str
    working_group: GroupName | None
    report_id: str | None
    title: str
    stage: str
    texts: list[CircularText]
    meant_for: CircularAudience
    sent_at: str | None
    recipient_count: int | None
    excluded_count: int | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class CircularAddresses(TypedDict):
    """Mail addresses for the field "Bcc" of your own mail program."""

    addresses: list[str]
    hidden_count: int


class CircularAudience(TypedDict):
    """Whom a circular is for: those who hold one of these roles where everything said here applies."""

    roles: list[
        Literal[
            'office_admin',
            'office_staff',
            'board_member',
            'scientific_advisor',
            'coordinator',
            'political_head',
            'department_contact',
            'lead_contact',
            'group_coordinator',
            'organisation_contact',
            'national_network_coordinator',
        ]
    ]
    country_codes: list[str]
    city_kinds: list[Literal['city', 'other_local_authority']]
    membership_stages: list[Literal['applicant', 'active', 'suspended']]
    working_group_ids: list[str]
    group_stages: list[Literal['proposed', 'constituted', 'completed', 'withdrawn']]
    duty: str | None
    assembly_id: str | None
    call_id: str | None


class CircularAudienceWish(TypedDict):
    """Whom a circular is for. What is left out, or empty, excludes nobody."""

    roles: NotRequired[
        list[
            Literal[
                'office_admin',
                'office_staff',
                'board_member',
                'scientific_advisor',
                'coordinator',
                'political_head',
                'department_contact',
                'lead_contact',
                'group_coordinator',
                'organisation_contact',
                'national_network_coordinator',
            ]
        ]
    ]
    country_codes: NotRequired[list[str]]
    city_kinds: NotRequired[list[Literal['city', 'other_local_authority']]]
    membership_stages: NotRequired[list[Literal['applicant', 'active', 'suspended']]]
    working_group_ids: NotRequired[list[str]]
    group_stages: NotRequired[list[Literal['proposed', 'constituted', 'completed', 'withdrawn']]]
    duty: NotRequired[Literal['undeclared', 'report_missing', 'declaration_missing', 'call_unanswered'] | None]
    assembly_id: NotRequired[str | None]
    call_id: NotRequired[str | None]


class CircularCreate(TypedDict):
    """A circular to write: of a working group's lead city, or of the network's office. Exactly one of the two is named."""

    network_id: NotRequired[str | None]
    working_group_id: NotRequired[str | None]
    title: str
    texts: list[CircularText]
    meant_for: NotRequired[CircularAudienceWish]


class CircularPage(TypedDict):
    """A page of circulars, the newest first."""

    items: list[Circular]
    next: str | None


class CircularPatch(TypedDict):
    """What may be changed about a draft. `texts` and `meant_for` each take the place of what was there."""

    title: NotRequired[str]
    texts: NotRequired[list[CircularText]]
    meant_for: NotRequired[CircularAudienceWish]


class CircularRecipient(TypedDict):
    """Somebody a circular is for, or a city where nobody is; and whether they are sent it."""

    person_id: str | None
    name: str | None
    role: str | None
    city: CityName | None
    language: str | None
    stage: str
    reason_code: str | None
    reason: str | None


class CircularRecipients(TypedDict):
    """Whom a draft would be sent to now; whom a circular was sent to, and what became of it."""

    recipient_count: int
    excluded_count: int
    items: list[CircularRecipient]


class CircularText(TypedDict):
    """What a circular says in one language. A greeting by name and the network's footer are put around it."""

    language: str
    subject: str
    body: str


class City(TypedDict):
    """A local authority, as its networks know it."""

    id: str
    version: int
    slug: str
    name: str
    other_names: list[str]
    kind: str
    country_code: str
    latitude: float | None
    longitude: float | None
    identifiers: list[Identifier]
    memberships: list[CityNetwork]
    working_groups: list[GroupName] | None
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class CityCreate(TypedDict):
    """A city to be known: by its number in the catalogue, or by name and country. It becomes a member by a membership."""

    geonames_id: NotRequired[int]
    name: NotRequired[str]
    other_names: NotRequired[list[str]]
    kind: NotRequired[Literal['city', 'other_local_authority']]
    country_code: NotRequired[str]
    latitude: NotRequired[float | None]
    longitude: NotRequired[float | None]
    identifiers: NotRequired[list[Identifier]]


class CityName(TypedDict):
    """A city as it is named inside other records."""

    id: str
    slug: str
    name: str
    country_code: str


class CityNetwork(TypedDict):
    """One membership of a city in a network."""

    id: str
    network_id: str
    network_slug: str
    stage: str
    start_date: str | None


class CityPage(TypedDict):
    """A page of cities."""

    items: list[City]
    next: str | None


class CityPatch(TypedDict):
    """What may be changed about a city. Correcting the country re-counts the groups it is in (W2)."""

    name: NotRequired[str]
    other_names: NotRequired[list[str]]
    kind: NotRequired[Literal['city', 'other_local_authority']]
    country_code: NotRequired[str]
    latitude: NotRequired[float | None]
    longitude: NotRequired[float | None]
    identifiers: NotRequired[list[Identifier]]


class ClosingCreate(TypedDict):
    """With what the question is closed."""

    comment: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOfMember | None]


class ContactPoint(TypedDict):
    """A way to reach a person."""

    id: str
    version: int
    network_id: str
    person_id: str
    kind: str
    value: str
    visibility: str
    consented_on: str | None
    ended_on: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class ContactPointCreate(TypedDict):
    """A contact point to add. Only the person may publish it."""

    person_id: str
    kind: NotRequired[Literal['mail', 'phone', 'address', 'website']]
    value: str
    visibility: NotRequired[Literal['public', 'members', 'office']]


class ContactPointPage(TypedDict):
    """A page of contact points."""

    items: list[ContactPoint]
    next: str | None


class ContactPointPatch(TypedDict):
    """A new value or visibility, with effect at once; `ended` removes it from every list."""

    value: NotRequired[str]
    visibility: NotRequired[Literal['public', 'members', 'office']]
    ended: NotRequired[bool]


class Count(TypedDict):
    """So many of so many."""

    have: int
    needed: int


class Declaration(TypedDict):
    """What a group declared at an assembly. `complete` takes effect on the assembly's day."""

    id: str
    version: int
    network_id: str
    working_group: GroupName
    assembly: AssemblyName
    choice: str
    reason: str | None
    declared_on: str
    effective_at: str | None
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str


class DeclarationAtAssembly(TypedDict):
    """What a group declared at the assembly."""

    id: str
    choice: str


class DeclarationCreate(TypedDict):
    """What the group declares at an assembly. A second one is the office's correction, with a reason."""

    assembly_id: str
    choice: Literal['continue', 'complete']
    reason: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class DeclarationPage(TypedDict):
    """A page of declarations, the latest first."""

    items: list[Declaration]
    next: str | None


class DemonstrationAccount(TypedDict):
    """An invented person to try the demonstration as."""

    id: str
    role: str
    label: str
    city: CityName | None


class DemonstrationAccounts(TypedDict):
    """The accounts of a demonstration."""

    items: list[DemonstrationAccount]


class Department(TypedDict):
    """A department of a city's administration."""

    id: str
    version: int
    network_id: str
    city_id: str
    name: str
    ended_on: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class DepartmentCreate(TypedDict):
    """A department to add."""

    network_id: str
    city_id: str
    name: str


class DepartmentPage(TypedDict):
    """A page of departments."""

    items: list[Department]
    next: str | None


class DepartmentPatch(TypedDict):
    """What may be changed about a department."""

    name: NotRequired[str]
    ended_on: NotRequired[str | None]


class Dispensation(TypedDict):
    """What the office has granted, and why."""

    id: str
    until: str | None
    reason: str
    granted_on: str


class DispensationCreate(TypedDict):
    """An extension of what a group owes an assembly to a later day, or a waiver."""

    assembly_id: str
    duty: Literal['group_report', 'declaration']
    until: NotRequired[str | None]
    reason: str


class Document(TypedDict):
    """A file of a working group, or of the network itself. Its bytes are under `/v1/documents/{document}/content`."""

    id: str
    version: int
    network_id: str
    working_group: GroupName | None
    title: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    language: str | None
    visibility: str
    redaction: DocumentRedaction | None
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class DocumentCreate(TypedDict):
    """A file with what is said of it, as a form: of a working group, or with `network_id` instead of the network itself."""

    file: bytes
    title: NotRequired[str]
    working_group_id: NotRequired[str]
    network_id: NotRequired[str]
    language: NotRequired[str]
    visibility: NotRequired[Literal['public', 'members', 'working_group']]


class DocumentPage(TypedDict):
    """A page of documents."""

    items: list[Document]
    next: str | None


class DocumentPatch(TypedDict):
    """What may be changed about a document; the file itself never does."""

    title: NotRequired[str]
    language: NotRequired[str | None]
    visibility: NotRequired[Literal['public', 'members', 'working_group']]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class DocumentRedaction(TypedDict):
    """That a document's bytes were taken away for good."""

    redacted_at: str
    reason: str


class DocumentRedactionCreate(TypedDict):
    """Why a document's bytes are to go, and what it is called from then on."""

    reason: str
    title: NotRequired[str | None]


class DraftedFrom(TypedDict):
    """The record that a sentence is about."""

    type: str
    id: str


class DraftedSection(TypedDict):
    """A section of the draft, with what of it still stands in the report."""

    section: str
    heading: str
    sentences: list[DraftedSentence]
    to_record: str | None
    not_quoted: str | None


class DraftedSentence(TypedDict):
    """A sentence that stands in the report as it was drafted."""

    text: str
    record: DraftedFrom


class DraftingCreate(TypedDict):
    """That the report is drafted; the body may be left out."""

    on_behalf_of: NotRequired[OnBehalfOfMember | None]


class DryRun(TypedDict):
    """What an act would do. It was done and taken back as a whole: nothing was written, and nothing will be sent."""

    changes: list[DryRunChange]
    working_groups: list[DryRunGroup]
    notices: list[DryRunNotices]


class DryRunChange(TypedDict):
    """How many records of a kind would be changed by one operation; an act may bring about others."""

    operation: str
    subject_type: str
    count: int


class DryRunGroup(TypedDict):
    """A working group as it would stand afterwards."""

    working_group: GroupName
    stage: str
    constituted: bool
    city_count: int
    country_count: int
    missing: list[Missing]


class DryRunNotices(TypedDict):
    """How many notices of a kind would be prepared."""

    kind: str
    recipients: str
    count: int


class EndingCreate(TypedDict):
    """When and why a membership ends."""

    end_date: NotRequired[str | None]
    reason: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class EntrySubject(TypedDict):
    """The record that an entry is about."""

    type: str
    id: str
    name: str | None


class ErasureCreate(TypedDict):
    """Why a person is erased. People who erase themselves need no reason; the office does."""

    reason: NotRequired[str | None]


class Event(TypedDict):
    """Something has happened. It is thin on purpose: read the record itself, with your own scopes."""

    type: str
    timestamp: str
    data: EventData


class EventData(TypedDict):
    """Which record an event is about, and where it stands in the feed."""

    subject: ChangedSubject
    version: int
    seq: int


class Evidence(TypedDict):
    """The record that shows it was done."""

    type: str
    id: str
    done_on: str


FieldChange = TypedDict(
    'FieldChange',
    {
        'field': 'str',
        'label': 'str',
        'personal': 'bool',
        'free_text': 'bool',
        'from': 'bool | int | float | str | list[str | int | dict[str, Any]] | dict[str, Any] | None',
        'to': 'bool | int | float | str | list[str | int | dict[str, Any]] | dict[str, Any] | None',
        'from_text': 'str | None',
        'to_text': 'str | None',
    },
)


FieldError = TypedDict('FieldError', {'pointer': 'str | None', 'in': 'str | None', 'name': 'str | None', 'code': 'str', 'detail': 'str'})


class Formation(TypedDict):
    """How near a group is to being official, and why it is what it is."""

    working_group_id: str
    stage: str
    constituted_on: PartialDate | None
    cities: Count
    countries: Count
    missing: list[MissingInWords]
    summary: str
    counted: list[CityName]
    rule: str
    by_law_id: str
    by_law_number: int
    evaluated_on: str


class FundingDecisionCreate(TypedDict):
    """What the board decided. A part is named with its amount, in the currency that was asked for."""

    outcome: Literal['approved', 'partly_approved', 'rejected']
    amount: NotRequired[str | None]
    comment: NotRequired[str | None]
    decided_on: NotRequired[str | None]


class FundingRequest(TypedDict):
    """Money that a working group asks for a project idea. The group, the board and the office see it."""

    id: str
    version: int
    network_id: str
    working_group: GroupName
    title: str
    project_idea: str
    amount_requested: Money
    amount_granted: Money | None
    stage: str
    decided_on: str | None
    decision_comment: str | None
    withdrawal_reason: str | None
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class FundingRequestCreate(TypedDict):
    """A project idea and what it would cost. Meetings cost the network nothing: they are not asked for."""

    working_group_id: str
    title: str
    project_idea: str
    amount_requested: MoneyCreate
    on_behalf_of: NotRequired[OnBehalfOf | None]


class FundingRequestPage(TypedDict):
    """A page of funding requests."""

    items: list[FundingRequest]
    next: str | None


class FundingWithdrawalCreate(TypedDict):
    """Why the request is taken back."""

    reason: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class GroupInvitation(TypedDict):
    """A city that is invited to take part in a working group.

    It counts from the moment in which it confirms by joining the group itself.
    """

    id: str
    version: int
    network_id: str
    working_group: GroupName
    city: CityName
    leads: bool
    stage: str
    reason: str | None
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class GroupInvitationCreate(TypedDict):
    """The city that is invited into a group."""

    working_group_id: str
    city_id: str
    leads: NotRequired[bool]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class GroupInvitationDeclineCreate(TypedDict):
    """Why the city does not take part; the members of the network can read it."""

    reason: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class GroupInvitationPage(TypedDict):
    """A page of invitations into working groups, the latest first."""

    items: list[GroupInvitation]
    next: str | None


class GroupInvitationWithdrawalCreate(TypedDict):
    """Why the invitation is taken back; the members of the network can read it."""

    reason: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class GroupMemberCreate(TypedDict):
    """The city that joins a group."""

    city_id: str
    start_date: NotRequired[str | None]
    reason: NotRequired[str | None]
    lead_contact: NotRequired[LeadContact | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class GroupName(TypedDict):
    """A working group as it is named inside other records."""

    id: str
    slug: str
    title: str


class Handover(TypedDict):
    """A role that was handed over, or is about to be."""

    former: RoleTerm
    successor: RoleTerm | None
    invitation: Invitation | None
    open_duties: list[Task]


class HandoverCreate(TypedDict):
    """Who follows: a person who is known, or somebody to invite. Exactly one of the two."""

    person_id: NotRequired[str | None]
    invitation: NotRequired[Successor | None]
    reason: NotRequired[str | None]


class HeldRole(TypedDict):
    """A role of the caller, with the names a screen needs."""

    id: str
    role: str
    network_id: str
    network_slug: str
    city_id: str | None
    network_name: str
    city_slug: str | None
    city_name: str | None
    working_group_id: str | None
    working_group_slug: str | None
    working_group_title: str | None
    organisation_id: str | None
    organisation_slug: str | None
    organisation_name: str | None
    start_date: str
    start_precision: str


class IdeaProposalCreate(TypedDict):
    """How the idea is proposed: the city that brought it is the group's first member, and leads. Title and aims are those
    of the idea.
    """

    channel: NotRequired[Literal['direct', 'steering_committee', 'general_assembly', 'general_conference']]
    rhythm: NotRequired[str | None]
    mode: NotRequired[Literal['online', 'in_person', 'hybrid'] | None]
    continues_id: NotRequired[str | None]
    lead_contact: NotRequired[LeadContact | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class Identifier(TypedDict):
    """A key that others know the record by. A pair of scheme and value belongs to one record only.

    `wikidata` has Q and digits, `geonames` digits, `lau` the code of a local administrative unit and `nuts3` that of a
    region, each with or without the year of its edition (`lau:2024`), `unlocode` five signs without a space;
    `network:<slug>` has the keys of a partner. Other schemes are taken as they are.
    """

    scheme: str
    value: str


class Identity(TypedDict):
    """An identity of yours at the identity provider."""

    id: str
    issuer: str
    created_at: str
    last_used_at: str | None


class IdentityPage(TypedDict):
    """Your linked identities, the newest first."""

    items: list[Identity]
    next: str | None


class Import(TypedDict):
    """A file of what the office already has: checked against what is recorded, and applied once. An import sends nothing."""

    id: str
    version: int
    network_id: str
    kind: str
    file_name: str
    columns: list[ImportColumn]
    known_fields: list[str]
    stage: str
    counts: ImportCounts
    applied_at: str | None
    rows_until: str
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class ImportApplicationCreate(TypedDict):
    """Which rows to apply."""

    rows: NotRequired[Literal['all', 'sound']]


class ImportCandidate(TypedDict):
    """Whom a row might mean."""

    id: str
    kind: str
    name: str
    detail: str


class ImportCell(TypedDict):
    """A cell as it stands in the file."""

    heading: str
    value: str


ImportChange = TypedDict('ImportChange', {'field': 'str', 'label': 'str', 'from': 'str | None', 'to': 'str | None'})


class ImportColumn(TypedDict):
    """A column of the file, and the field that it is taken for."""

    heading: str
    field: str | None


class ImportCounts(TypedDict):
    """How many rows have each outcome."""

    added: int
    changed: int
    unchanged: int
    suspected: int
    refused: int
    left_out: int


class ImportCreate(TypedDict):
    """A file to check: Excel (.xlsx) or CSV, with a row of headings."""

    network_id: str
    kind: str
    file: bytes


class ImportDecisionCreate(TypedDict):
    """What a person says of rows."""

    decisions: list[RowDecision]


class ImportFault(TypedDict):
    """Why a row is refused, or suspected."""

    field: str | None
    heading: str | None
    code: str
    detail: str


class ImportNote(TypedDict):
    """What is to be known of a row that is taken."""

    code: str
    detail: str


class ImportPage(TypedDict):
    """A page of imports, the newest first."""

    items: list[Import]
    next: str | None


class ImportPatch(TypedDict):
    """How the columns are to be understood."""

    fields: NotRequired[list[str | None]]


class ImportRowPage(TypedDict):
    """A page of rows, in the order of the file."""

    items: list[ImportedRow]
    next: str | None


class ImportedRow(TypedDict):
    """A row of the file: what it says, what it would do or has done, and why."""

    id: str
    number: int
    title: str
    outcome: str
    faults: list[ImportFault]
    notes: list[ImportNote]
    changes: list[ImportChange]
    candidates: list[ImportCandidate]
    decision: str | None
    candidate_id: str | None
    record_id: str | None
    cells: list[ImportCell]


class Invitation(TypedDict):
    """An invitation, as the office, the own city and whoever made it see it."""

    id: str
    version: int
    network_id: str
    city_id: str | None
    organisation_id: str | None
    working_group_id: str | None
    role: str
    name: str | None
    mail: str | None
    language: str
    stage: str
    expires_at: str
    invited_by_id: str | None
    hands_over_id: str | None
    person_id: str | None
    answered_at: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class InvitationAcceptanceCreate(TypedDict):
    """The token in an invitation's link, and whether this browser is to be remembered."""

    token: str
    remember: NotRequired[bool]


class InvitationCreate(TypedDict):
    """Whom to invite to which role. Whether the address is known already makes no difference."""

    network_id: str
    role: Literal[
        'office_admin',
        'office_staff',
        'board_member',
        'scientific_advisor',
        'coordinator',
        'political_head',
        'department_contact',
        'lead_contact',
        'group_coordinator',
        'organisation_contact',
        'national_network_coordinator',
    ]
    name: str
    mail: str
    language: NotRequired[Literal['en', 'de', 'es', 'fr', 'it']]
    city_id: NotRequired[str | None]
    organisation_id: NotRequired[str | None]
    working_group_id: NotRequired[str | None]


class InvitationPage(TypedDict):
    """A page of invitations."""

    items: list[Invitation]
    next: str | None


class InvitationPreview(TypedDict):
    """What somebody is invited to, as whoever holds the link reads it."""

    network_name: str
    role: str
    name: str | None
    language: str
    city: CityName | None
    working_group: GroupName | None
    organisation_name: str | None
    invited_by: str | None
    expires_at: str


class InvitationRefusal(TypedDict):
    """Said when an invitation was declined."""

    declined: Literal[True]


class InvitationToken(TypedDict):
    """The token in an invitation's link."""

    token: str


class Joined(TypedDict):
    """The new membership, and the group as it now stands."""

    membership: Membership
    working_group: WorkingGroup


class JournalEntry(TypedDict):
    """What one act did to one record."""

    id: str
    recorded_at: str
    actor: Actor
    on_behalf_of: ActedFor | None
    operation: str
    subject: EntrySubject
    network_id: str | None
    working_group_id: str | None
    city_id: str | None
    rule: str | None
    by_laws_number: int | None
    reason: str | None
    changes: list[FieldChange]
    sentence: str


class JournalEntryPage(TypedDict):
    """A page of the journal, the newest first."""

    items: list[JournalEntry]
    next: str | None


class KeptRecords(TypedDict):
    """What one table keeps about the person."""

    table: str
    records: list[dict[str, Any]]


class LateBecause(TypedDict):
    """Why an action item is late today."""

    code: str
    since: str
    days: int


class Lead(TypedDict):
    """A term of a lead city."""

    id: str
    version: int
    network_id: str
    working_group_id: str
    city: Member
    start_date: str | None
    start_precision: str
    end_date: str | None
    end_reason: str | None
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str


class LeadContact(TypedDict):
    """How the lead city is reached, and who may see it: everybody, the network's members, or the office alone."""

    name: str
    mail: str
    phone: NotRequired[str | None]
    visibility: NotRequired[Literal['public', 'members', 'office']]


class LeadCreate(TypedDict):
    """Who takes over the chair, and how that city is reached."""

    city_id: str
    lead_contact: NotRequired[LeadContact | None]
    reason: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class LeadPage(TypedDict):
    """A page of lead terms, the latest first."""

    items: list[Lead]
    next: str | None


class Limits(TypedDict):
    """How much one request may carry."""

    body_bytes: int
    page_items: int
    feed_items: int
    token_seconds: int


class Mandate(TypedDict):
    """That a machine may act for a city, until it is over or withdrawn."""

    id: str
    version: int
    network_id: str
    client: MandatedClient
    city: CityName
    start_date: str
    end_date: str
    basis: str | None
    given_by: str
    given_by_id: str | None
    stage: str
    withdrawn_at: str | None
    withdrawn_by_id: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class MandateCreate(TypedDict):
    """Which machine may act for which city, and on what that rests."""

    network_id: str
    client_id: str
    city_id: str
    basis: str
    start_date: NotRequired[str | None]
    end_date: NotRequired[str | None]


class MandatePage(TypedDict):
    """A page of mandates, the newest first."""

    items: list[Mandate]
    next: str | None


class MandatedClient(TypedDict):
    """The machine that a mandate is for, as whoever sees the mandate knows it."""

    id: str
    name: str
    role: str
    scopes: list[str]
    expires_at: str
    last_used_at: str | None
    ended_at: str | None


class Me(TypedDict):
    """Who is calling, for whom, and what is open to them."""

    kind: str
    id: str
    name: str
    language: str
    notice_delivery: str | None
    session_id: str | None
    roles: list[HeldRole]
    acts_for: list[ActsFor]
    office_of: list[NetworkName]
    scopes: list[str] | None
    you_may: list[str]
    demonstration: bool


class MePatch(TypedDict):
    """What people change about themselves here."""

    language: NotRequired[Literal['en', 'de', 'es', 'fr', 'it']]
    notice_delivery: NotRequired[Literal['at_once', 'daily']]


class Meeting(TypedDict):
    """A meeting of a working group, or of the network itself."""

    id: str
    version: int
    network_id: str
    working_group: GroupName | None
    title: str
    starts_at: str
    ends_at: str | None
    time_zone: str
    mode: str
    place: str | None
    joining_link: str | None
    host_city: CityName | None
    agenda: list[str]
    stage: str
    held_on: str | None
    minutes: str | None
    minutes_document_id: str | None
    decisions: str | None
    attendance: list[CityName]
    cancellation_reason: str | None
    series_id: str | None
    visibility: str
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class MeetingCreate(TypedDict):
    """A meeting that is planned: of a working group, or with `network_id` instead one of the network itself."""

    working_group_id: NotRequired[str | None]
    network_id: NotRequired[str | None]
    title: str
    starts_at: str
    ends_at: NotRequired[str | None]
    time_zone: NotRequired[str | None]
    mode: NotRequired[Literal['online', 'in_person', 'hybrid']]
    place: NotRequired[str | None]
    joining_link: NotRequired[str | None]
    host_city_id: NotRequired[str | None]
    agenda: NotRequired[list[str]]
    visibility: NotRequired[Literal['public', 'members', 'working_group']]
    repeats: NotRequired[MeetingRepeats | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class MeetingPage(TypedDict):
    """A page of meetings."""

    items: list[Meeting]
    next: str | None


class MeetingPatch(TypedDict):
    """What may be changed while the meeting is still to come."""

    title: NotRequired[str]
    starts_at: NotRequired[str]
    ends_at: NotRequired[str | None]
    time_zone: NotRequired[str]
    mode: NotRequired[Literal['online', 'in_person', 'hybrid']]
    place: NotRequired[str | None]
    joining_link: NotRequired[str | None]
    host_city_id: NotRequired[str | None]
    agenda: NotRequired[list[str]]
    visibility: NotRequired[Literal['public', 'members', 'working_group']]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class MeetingRepeats(TypedDict):
    """How a meeting is repeated, counted from its first day where it is; either `until` or `times` says when the series
    ends.
    """

    pattern: Literal['weekly', 'monthly_by_day', 'monthly_by_weekday', 'monthly_by_last_weekday']
    every: NotRequired[int]
    until: NotRequired[str | None]
    times: NotRequired[int | None]


class Member(TypedDict):
    """Who the member is."""

    kind: str
    id: str
    slug: str
    name: str
    country_code: str | None


class Membership(TypedDict):
    """A city or an organisation in a network (working_group_id null) or in a working group."""

    id: str
    version: int
    network_id: str
    working_group_id: str | None
    city_id: str | None
    organisation_id: str | None
    member: Member
    role: str
    stage: str
    start_date: str | None
    start_precision: str
    end_date: str | None
    end_reason: str | None
    imported: bool
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class MembershipCreate(TypedDict):
    """A city's membership in a network."""

    network_id: str
    city_id: str
    stage: NotRequired[Literal['applicant', 'active']]
    start_date: NotRequired[str | None]
    reason: NotRequired[str | None]


class MembershipPage(TypedDict):
    """A page of memberships."""

    items: list[Membership]
    next: str | None


class MinutesCreate(TypedDict):
    """What came of a meeting. Sent again, it takes the place of what was recorded before."""

    minutes: NotRequired[str | None]
    decisions: NotRequired[str | None]
    attending_city_ids: NotRequired[list[str]]
    minutes_document_id: NotRequired[str | None]
    held_on: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class MirroredMatchCreate(TypedDict):
    """Which of our cities a partner's city is: that one, or none of ours, or it is left out of consideration."""

    decision: Literal['same', 'new', 'left_out'] | None
    city_id: NotRequired[str | None]


class MirroredRecord(TypedDict):
    """A record that another network keeps, as it came from there. It is changed there, and follows here."""

    id: str
    version: int
    network_id: str
    sync_source_id: str
    subject: ChangedSubject
    origin_version: int
    data: dict[str, Any] | None
    deleted_at: str | None
    match: str | None
    city_id: str | None
    candidate_ids: list[str]
    decision: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class MirroredRecordPage(TypedDict):
    """A page of records of other networks."""

    items: list[MirroredRecord]
    next: str | None


class Missing(TypedDict):
    """What a proposed group still lacks, in numbers."""

    code: str
    have: int
    needed: int


class MissingInWords(TypedDict):
    """What is missing, with the sentence in the reader's language."""

    code: str
    have: int
    needed: int
    detail: str


class Money(TypedDict):
    """An amount in a currency: a decimal number as text, so that nothing is rounded on the way."""

    amount: str
    currency: str


class MoneyCreate(TypedDict):
    """An amount in a currency."""

    amount: str
    currency: NotRequired[str]


class Named(TypedDict):
    """A person or a client, by today's name."""

    id: str
    name: str


class NamingColumn(TypedDict):
    """Where records that are about something else name the person."""

    table: str
    column: str
    records: list[NamingRecord]


class NamingRecord(TypedDict):
    """A record that names the person by id."""

    id: str
    at: str | None
    kind: str | None


class Network(TypedDict):
    """A network of cities."""

    id: str
    version: int
    slug: str
    name: str
    parent_id: str | None
    operated_by: str | None
    partner: bool
    stage: str
    working_languages: list[str]
    time_zone: str
    founded: PartialDate | None
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class NetworkCreate(TypedDict):
    """A network to set up; `preset` gives it the by-laws of a known kind of network."""

    slug: str
    name: str
    preset: NotRequired[Literal['eccar', 'icc']]
    operated_by: NotRequired[str | None]
    partner: NotRequired[bool]
    working_languages: NotRequired[list[Literal['en', 'de', 'es', 'fr', 'it']]]


class NetworkName(TypedDict):
    """A network as it is named inside other records."""

    id: str
    slug: str
    name: str


class NetworkPage(TypedDict):
    """A page of networks."""

    items: list[Network]
    next: str | None


class NetworkPatch(TypedDict):
    """What may be changed about a network."""

    name: NotRequired[str]
    operated_by: NotRequired[str | None]


class Notice(TypedDict):
    """A notice as the office sees it; `subject` and `text` are rendered in the reader's language from today's record."""

    id: str
    network_id: str
    kind: str
    stage: str
    working_group_id: str | None
    city: CityName | None
    organisation: OrganisationName | None
    circular_id: str | None
    person_id: str | None
    held_until: str | None
    sent_at: str | None
    reason: str | None
    subject: str
    text: str
    demonstration: bool
    created_at: str


class NoticePage(TypedDict):
    """A page of notices, the newest first."""

    items: list[Notice]
    next: str | None


class Obligation(TypedDict):
    """Something that a working group owes its network by a day. Only its members and the office see it."""

    id: str
    network_id: str
    duty: str
    working_group: GroupName
    lead_city: CityName | None
    assembly: AssemblyName
    due_on: str
    stage: str
    because: str | None
    evidence: Evidence | None
    dispensation: Dispensation | None
    report_id: str | None
    act: str | None
    link: str


class ObligationPage(TypedDict):
    """A page of obligations, the latest day first."""

    items: list[Obligation]
    next: str | None


class OnBehalfOf(TypedDict):
    """How and when the city, or the organisation, told the office, which records the act for it."""

    channel: str
    date: str


class OnBehalfOfMember(TypedDict):
    """The same of an act that is any member city's of a group."""

    channel: Literal['mail', 'phone', 'letter', 'meeting', 'other']
    date: str
    city_id: NotRequired[str | None]


class Organisation(TypedDict):
    """An organisation that is not a city."""

    id: str
    version: int
    slug: str
    name: str
    kind: str
    country_code: str | None
    identifiers: list[Identifier]
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class OrganisationCreate(TypedDict):
    """An organisation to be known."""

    name: str
    kind: Literal['civil_society', 'network', 'institution', 'university']
    country_code: NotRequired[str | None]
    identifiers: NotRequired[list[Identifier]]


class OrganisationName(TypedDict):
    """An organisation as it is named inside other records."""

    id: str
    slug: str
    name: str


class OrganisationPage(TypedDict):
    """A page of organisations."""

    items: list[Organisation]
    next: str | None


class OrganisationPatch(TypedDict):
    """What may be changed about an organisation."""

    name: NotRequired[str]
    kind: NotRequired[Literal['civil_society', 'network', 'institution', 'university']]
    country_code: NotRequired[str | None]
    identifiers: NotRequired[list[Identifier]]


class Output(TypedDict):
    """What a working group, or the network itself, makes for others. Shared ones are for the whole network, or for
    everybody.
    """

    id: str
    version: int
    network_id: str
    working_group: GroupName | None
    title: str
    kind: str
    description: str | None
    languages: list[str]
    document_id: str | None
    url: str | None
    stage: str
    shared_on: str | None
    withdrawal_reason: str | None
    visibility: str
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class OutputCreate(TypedDict):
    """An output that is planned or already being made: of a working group, or with `network_id` instead of the network
    itself.
    """

    working_group_id: NotRequired[str | None]
    network_id: NotRequired[str | None]
    title: str
    kind: Literal['policy_paper', 'online_seminar', 'panel_discussion', 'guidelines', 'peer_to_peer_format', 'other']
    description: NotRequired[str | None]
    languages: NotRequired[list[str]]
    document_id: NotRequired[str | None]
    url: NotRequired[str | None]
    stage: NotRequired[Literal['planned', 'in_preparation']]
    visibility: NotRequired[Literal['public', 'members', 'working_group']]
    on_behalf_of: NotRequired[OnBehalfOfMember | None]


class OutputPage(TypedDict):
    """A page of outputs."""

    items: list[Output]
    next: str | None


class OutputPatch(TypedDict):
    """What may be changed about an output; its stage only moves by its transitions."""

    title: NotRequired[str]
    kind: NotRequired[Literal['policy_paper', 'online_seminar', 'panel_discussion', 'guidelines', 'peer_to_peer_format', 'other']]
    description: NotRequired[str | None]
    languages: NotRequired[list[str]]
    document_id: NotRequired[str | None]
    url: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOfMember | None]


class OutputWithdrawalCreate(TypedDict):
    """Why the output is taken back."""

    reason: str
    on_behalf_of: NotRequired[OnBehalfOf | None]


class PartialDate(TypedDict):
    """A date that is known in part: `2020`, `2020-12` or `2020-12-04`, with the precision said."""

    value: str
    precision: str


class ParticipationAdmissionCreate(TypedDict):
    """From which day the organisation takes part."""

    start_date: NotRequired[str | None]
    reason: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class ParticipationRefusalCreate(TypedDict):
    """Why the organisation is not admitted; it is told."""

    reason: str
    on_behalf_of: NotRequired[OnBehalfOf | None]


class ParticipationRequest(TypedDict):
    """An organisation's request to take part in a working group as an associate.

    The cities of the group, the office and the organisation itself see it.
    """

    id: str
    version: int
    network_id: str
    working_group: GroupName
    organisation: OrganisationName
    message: str
    asked_on: str
    stage: str
    reason: str | None
    decided_by: str | None
    decided_by_city: CityName | None
    decided_on: str | None
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class ParticipationRequestCreate(TypedDict):
    """The organisation that asks, and why it wants to take part; the cities of the group and the office can read it."""

    working_group_id: str
    organisation_id: str
    message: str
    on_behalf_of: NotRequired[OnBehalfOf | None]


class ParticipationRequestPage(TypedDict):
    """A page of requests to take part in working groups, the latest first."""

    items: list[ParticipationRequest]
    next: str | None


class ParticipationWithdrawalCreate(TypedDict):
    """Why the organisation takes its request back; the cities of the group and the office can read it."""

    reason: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class Passkey(TypedDict):
    """A passkey of yours."""

    id: str
    name: str
    created_at: str
    last_used_at: str | None


class PasskeyChallenge(TypedDict):
    """What a browser needs to prove a passkey (WebAuthn's request options), with the user verified."""

    challenge: str
    rp_id: str
    allow: list[str]
    timeout_seconds: int


class PasskeyCreate(TypedDict):
    """What the browser answered when it made the passkey, and what its person calls it."""

    name: str
    client_data: str
    attestation_object: str


class PasskeyPage(TypedDict):
    """Your passkeys, the newest first."""

    items: list[Passkey]
    next: str | None


class PasskeyProof(TypedDict):
    """What the browser answered when it proved a passkey."""

    credential_id: str
    client_data: str
    authenticator_data: str
    signature: str
    user_handle: NotRequired[str | None]


class PasskeyRegistration(TypedDict):
    """What a browser needs to make a passkey (WebAuthn's creation options): a resident key, with the user verified."""

    challenge: str
    rp_id: str
    rp_name: str
    user_id: str
    user_name: str
    user_display_name: str
    algorithms: list[int]
    exclude: list[str]
    timeout_seconds: int


class Person(TypedDict):
    """A person, as the office and the own city see them."""

    id: str
    version: int
    network_id: str
    city_id: str | None
    name: str
    mail: str | None
    language: str
    disabled_at: str | None
    erased_at: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class PersonCreate(TypedDict):
    """A person to be known. A role makes them act; a mail address lets them sign in."""

    network_id: str
    city_id: NotRequired[str | None]
    name: str
    mail: NotRequired[str | None]
    language: NotRequired[Literal['en', 'de', 'es', 'fr', 'it']]


class PersonPage(TypedDict):
    """A page of people."""

    items: list[Person]
    next: str | None


class PersonPatch(TypedDict):
    """What may be changed about a person; disabling ends their sessions at once."""

    name: NotRequired[str]
    mail: NotRequired[str | None]
    language: NotRequired[Literal['en', 'de', 'es', 'fr', 'it']]
    disabled: NotRequired[bool]


class PersonalData(TypedDict):
    """Everything that is kept about a person, and for how long."""

    person_id: str
    made_at: str
    kept: list[KeptRecords]
    named_in: list[NamingColumn]
    acts: list[Act]
    retention: Retention


class Preparation(TypedDict):
    """What a network has, as its office looks at it before it goes live, in the order in which it is taken in."""

    network_id: str
    stage: str
    sent: int
    steps: list[PreparationStep]


class PreparationCreate(TypedDict):
    """That work on the output has begun; the body may be left out."""

    on_behalf_of: NotRequired[OnBehalfOfMember | None]


class PreparationStep(TypedDict):
    """One thing to look at before a network goes live."""

    code: str
    ready: bool
    count: int
    of: int | None
    detail: str


class PresentReportCreate(TypedDict):
    """Which report the assembly is at now."""

    report_id: str


class ProblemDetails(TypedDict):
    """A refusal (RFC 9457). `type` can be opened and read; `type`, `title` and `code` are stable."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    request_id: str
    errors: list[FieldError]


class ProgressUpdate(TypedDict):
    """What was said of an action item on a day. Nothing of it ever changes, but who may see it, and whether it was
    corrected.
    """

    id: str
    version: int
    network_id: str
    working_group: GroupName
    action_item_id: str
    made_on: str
    author: Author
    author_person_id: str | None
    unchanged: bool
    stage: str | None
    percent: int | None
    text: str | None
    obstacle: str | None
    evidence_url: str | None
    document_id: str | None
    corrects_id: str | None
    corrected_by_id: str | None
    visibility: str
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class ProgressUpdateCreate(TypedDict):
    """What is to be said: at least a stage, a percentage, a text, an obstacle or evidence; or that nothing has changed."""

    action_item_id: str
    made_on: NotRequired[str | None]
    unchanged: NotRequired[bool]
    stage: NotRequired[Literal['planned', 'in_progress', 'completed', 'postponed', 'cancelled'] | None]
    percent: NotRequired[int | None]
    text: NotRequired[str | None]
    obstacle: NotRequired[str | None]
    evidence_url: NotRequired[str | None]
    document_id: NotRequired[str | None]
    corrects_id: NotRequired[str | None]
    visibility: NotRequired[Literal['public', 'members', 'working_group'] | None]
    city_id: NotRequired[str | None]
    reason: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class ProgressUpdatePage(TypedDict):
    """A page of progress updates, the latest recorded first."""

    items: list[ProgressUpdate]
    next: str | None


class ProviderAnswer(TypedDict):
    """What the identity provider sent the browser back with."""

    code: str
    state: str


class ProviderPage(TypedDict):
    """Where the browser goes on: at the identity provider."""

    location: str


class PublicCity(TypedDict):
    """A member city."""

    id: str
    slug: str
    name: str
    kind: str
    country_code: str
    latitude: float | None
    longitude: float | None
    identifiers: list[Identifier]
    networks: list[PublicNetwork]
    working_groups: list[PublicGroupName]
    contacts: list[PublicContact]
    source: str | None
    demonstration: bool


class PublicCityPage(TypedDict):
    """A page of member cities."""

    items: list[PublicCity]
    next: str | None


class PublicContact(TypedDict):
    """A contact point that its person has published."""

    kind: str
    value: str


class PublicDocument(TypedDict):
    """A file that everybody may have. Its bytes are under `/v1/public/documents/{document}/content`."""

    id: str
    title: str
    file_name: str
    media_type: str
    size: int
    language: str | None
    redacted_at: str | None


class PublicGroupName(TypedDict):
    """A working group by name, and whether the city leads it."""

    slug: str
    title: str
    lead: bool


class PublicLead(TypedDict):
    """The lead city and how it is reached."""

    city: PublicName
    contacts: list[PublicContact]


class PublicMessage(TypedDict):
    """A message that waits for its sender to confirm it. The answer is the same whether the address is known or not."""

    confirmation_sent: Literal[True]
    valid_hours: int


class PublicMessageConfirmation(TypedDict):
    """A message that is on its way now."""

    passed_on: Literal[True]
    to: str


class PublicMessageConfirmationCreate(TypedDict):
    """The token in the link of the mail."""

    token: str


class PublicMessageCreate(TypedDict):
    """A message to pass on: who writes, the address to answer to, and what is said."""

    name: str
    mail: str
    text: str


class PublicName(TypedDict):
    """A city or an organisation by name."""

    slug: str
    name: str
    country_code: str | None


class PublicNetwork(TypedDict):
    """A network by name."""

    slug: str
    name: str


class PublicNetworkPage(TypedDict):
    """A page of networks."""

    items: list[PublicNetwork]
    next: str | None


class PublicOutput(TypedDict):
    """What a working group, or the network itself, has made and shared with everybody (W12)."""

    id: str
    network_slug: str
    working_group: GroupName | None
    title: str
    kind: str
    description: str | None
    languages: list[str]
    document: PublicDocument | None
    url: str | None
    shared_on: str | None
    source: str | None
    demonstration: bool


class PublicOutputPage(TypedDict):
    """A page of outputs."""

    items: list[PublicOutput]
    next: str | None


class PublicReport(TypedDict):
    """A working group's report to a general assembly, approved and on the website (W10)."""

    id: str
    network_slug: str
    working_group: GroupName
    assembly: AssemblyName
    title: str
    text: str
    language: str
    published_on: str
    source: str | None
    demonstration: bool


class PublicReportPage(TypedDict):
    """A page of reports."""

    items: list[PublicReport]
    next: str | None


class PublicWorkingGroup(TypedDict):
    """A working group as the network's website shows it (W13)."""

    id: str
    slug: str
    network_slug: str
    title: str
    aims: str | None
    stage: str
    constituted_on: PartialDate | None
    rhythm: str | None
    mode: str | None
    lead: PublicLead | None
    cities: list[PublicName]
    associates: list[PublicName]
    continues: GroupName | None
    continued_by: list[GroupName]
    source: str | None
    demonstration: bool


class PublicWorkingGroupPage(TypedDict):
    """A page of working groups."""

    items: list[PublicWorkingGroup]
    next: str | None


class Publication(TypedDict):
    """Where and when a report was published."""

    id: str
    version: int
    network_id: str
    working_group: GroupName
    report_id: str
    submission_id: str
    channel: str
    url: str | None
    published_on: str
    circular_id: str | None
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str


class PublicationCreate(TypedDict):
    """A publication: on the website first, which shows the report to everybody."""

    channel: Literal['website', 'social_media', 'newsletter']
    url: NotRequired[str | None]
    published_on: NotRequired[str | None]
    reason: NotRequired[str | None]


class PublicationPage(TypedDict):
    """A page of publications, the latest first."""

    items: list[Publication]
    next: str | None


class RateLimit(TypedDict):
    """How many requests are let in: by their credentials where these are valid, else by the address they come from."""

    policy: str
    requests: int
    seconds: int


class Redaction(TypedDict):
    """A text that was put in the place of another, or a document whose bytes were taken away."""

    id: str
    network_id: str
    subject_type: str
    subject_id: str
    subject_name: str | None
    part_of_id: str | None
    working_group: GroupName | None
    field: str
    field_label: str
    old_sha256: str
    new_sha256: str
    reason: str
    redacted_by_id: str | None
    redacted_by_name: str | None
    redacted_at: str


class RedactionCreate(TypedDict):
    """Which text is to give way to which, and why."""

    subject_type: str
    subject_id: str
    field: str
    text: str
    former_text: NotRequired[str | None]
    reason: str


class RedactionPage(TypedDict):
    """A page of redactions, the newest first."""

    items: list[Redaction]
    next: str | None


class Report(TypedDict):
    """A working group's report to a general assembly.

    Only the group and the office see a draft or a returned report; the network's members see it once it is tabled,
    everybody once it is published on the website.
    """

    id: str
    version: int
    network_id: str
    working_group: GroupName
    assembly: AssemblyName
    title: str
    text: str
    language: str
    words: Words
    stage: str
    latest_submission_id: str | None
    submitted_at: str | None
    decided_on: str | None
    published_on: str | None
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class ReportAtAssembly(TypedDict):
    """A group's report to the assembly, as far as you may see it."""

    id: str
    stage: str


class ReportCreate(TypedDict):
    """A draft. Each group has one report for each assembly."""

    working_group_id: str
    assembly_id: str
    title: NotRequired[str | None]
    text: NotRequired[str]
    language: NotRequired[Literal['en', 'de', 'es', 'fr', 'it'] | None]
    on_behalf_of: NotRequired[OnBehalfOfMember | None]


class ReportDecision(TypedDict):
    """A decision about a submitted report."""

    id: str
    version: int
    network_id: str
    working_group: GroupName
    report_id: str
    submission_id: str
    outcome: str
    comment: str | None
    decided_on: str
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str


class ReportDecisionCreate(TypedDict):
    """What the assembly decided about the report as it was tabled."""

    outcome: Literal['approved', 'returned']
    comment: NotRequired[str | None]
    decided_on: NotRequired[str | None]
    reason: NotRequired[str | None]


class ReportDecisionPage(TypedDict):
    """A page of decisions, the latest first."""

    items: list[ReportDecision]
    next: str | None


class ReportDraft(TypedDict):
    """What of a report was drafted, sentence by sentence, and from which days."""

    report_id: str
    period_start: str | None
    period_end: str
    sections: list[DraftedSection]


class ReportPage(TypedDict):
    """A page of reports."""

    items: list[Report]
    next: str | None


class ReportPatch(TypedDict):
    """What may be changed about a report while it is a draft or was returned."""

    title: NotRequired[str]
    text: NotRequired[str]
    language: NotRequired[Literal['en', 'de', 'es', 'fr', 'it']]
    on_behalf_of: NotRequired[OnBehalfOfMember | None]


class ReportText(TypedDict):
    """A report's text as a page shows it."""

    report_id: str
    language: str
    html: str


class Retention(TypedDict):
    """How long things are kept."""

    idempotency_key_days: int
    tombstone_days: int
    sign_in_link_days: int
    session_days: int
    outbox_days: int
    invitation_days: int
    unanswered_invitation_days: int
    message_days: int
    import_days: int
    security_event_days: int
    person_without_role_days: int


class RoleCreate(TypedDict):
    """A role to give."""

    network_id: str
    person_id: str
    role: Literal[
        'office_admin',
        'office_staff',
        'board_member',
        'scientific_advisor',
        'coordinator',
        'political_head',
        'department_contact',
        'lead_contact',
        'group_coordinator',
        'organisation_contact',
        'national_network_coordinator',
    ]
    city_id: NotRequired[str | None]
    organisation_id: NotRequired[str | None]
    working_group_id: NotRequired[str | None]
    start_date: NotRequired[str | None]
    reason: NotRequired[str | None]


class RoleEndingCreate(TypedDict):
    """When and why a role ends; the person's sessions end with it."""

    end_date: NotRequired[str | None]
    reason: NotRequired[str | None]


class RolePage(TypedDict):
    """A page of roles."""

    items: list[RoleTerm]
    next: str | None


class RoleTerm(TypedDict):
    """A term in a role."""

    id: str
    version: int
    network_id: str
    person_id: str
    role: str
    city_id: str | None
    organisation_id: str | None
    working_group_id: str | None
    start_date: str
    start_precision: str
    end_date: str | None
    given_by_id: str | None
    imported: bool
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class RowDecision(TypedDict):
    """What a person says of a row: it is one of its candidates, something new, or left out; null takes back what was said."""

    row_id: str
    decision: Literal['same', 'new', 'left_out'] | None
    candidate_id: NotRequired[str | None]


class SavedFilter(TypedDict):
    """A filter of a list that you keep."""

    id: str
    name: str
    address: str
    created_at: str


class SavedFilterCreate(TypedDict):
    """A filter to be kept, under a name of yours."""

    name: str
    address: str


class SavedFilterPage(TypedDict):
    """Your saved filters, the newest first."""

    items: list[SavedFilter]
    next: str | None


class SecurityEvent(TypedDict):
    """What happened to an access."""

    id: str
    kind: str
    occurred_at: str
    last_at: str
    times: int
    network_id: str | None
    person: Named | None
    client: Named | None
    sentence: str


class SecurityEventPage(TypedDict):
    """A page of security events, the newest first."""

    items: list[SecurityEvent]
    next: str | None


class ServiceDocument(TypedDict):
    """What this service is and where its parts are."""

    name: str
    version: str
    demonstration: bool
    feed_id: str
    languages: list[str]
    subject_types: list[str]
    event_types: list[str]
    rate_limits: list[RateLimit]
    limits: Limits
    retention: Retention
    sign_in: WaysToSignIn
    links: dict[str, str]


class Session(TypedDict):
    """A signed-in browser of yours."""

    id: str
    current: bool
    user_agent: str | None
    created_at: str
    seen_at: str
    expires_at: str


class SessionCreate(TypedDict):
    """Exactly one way in: the link's token; address and code; a passkey; the identity provider's answer; in a
    demonstration, an account.
    """

    token: NotRequired[str]
    remember: NotRequired[bool]
    email: NotRequired[str]
    code: NotRequired[str]
    passkey: NotRequired[PasskeyProof]
    provider: NotRequired[ProviderAnswer]
    demonstration_account: NotRequired[str]


class SessionPage(TypedDict):
    """Your signed-in browsers, the newest first."""

    items: list[Session]
    next: str | None


class SharingCreate(TypedDict):
    """With whom the output is shared: the whole network, or everybody."""

    visibility: Literal['members', 'public']
    on_behalf_of: NotRequired[OnBehalfOf | None]


class SignInLink(TypedDict):
    """Said to everybody alike, whether the address is known or not."""

    sent: Literal[True]
    valid_minutes: int


class SignInLinkCreate(TypedDict):
    """The address to which the link and the code go."""

    email: str


class Snapshot(TypedDict):
    """What was submitted, as it stays. Canonical JSON of it (RFC 8785), hashed, gives `sha256`."""

    assembly: AssemblyName
    by_law_id: str
    by_law_number: int
    number: int
    on_behalf_of_city_id: str | None
    report_id: str
    submitted_at: str
    submitted_by: SubmittedBy
    text: str
    title: str
    words: Words
    working_group: SubmittedGroup


class StageMoveCreate(TypedDict):
    """A move between the stages of a membership in a network."""

    effective_on: NotRequired[str | None]
    reason: NotRequired[str | None]


class StaleBecause(TypedDict):
    """Why an action item is stale today."""

    code: str
    since: str
    days: int


class Submission(TypedDict):
    """A report as it was submitted, with its hash: never changed, but for a recorded redaction."""

    id: str
    version: int
    network_id: str
    working_group: GroupName
    report_id: str
    number: int
    submitted_at: str
    handed_in_on: str
    snapshot: Snapshot
    sha256: str
    redactions: list[SubmissionRedaction]
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str


class SubmissionCreate(TypedDict):
    """The report is submitted as it stands."""

    on_behalf_of: NotRequired[OnBehalfOf | None]


class SubmissionPage(TypedDict):
    """A page of submissions, the latest first."""

    items: list[Submission]
    next: str | None


class SubmissionRedaction(TypedDict):
    """That a frozen copy was redacted: its `sha256` is of what was submitted, `new_sha256` of what is left."""

    redacted_at: str
    reason: str
    old_sha256: str
    new_sha256: str


class SubmittedBy(TypedDict):
    """Who submitted: an id and a role, never a name."""

    id: str | None
    kind: str
    role: str


class SubmittedGroup(TypedDict):
    """The group as it was called at the submission."""

    id: str
    title: str


class Successor(TypedDict):
    """Somebody to be invited by mail."""

    name: str
    mail: str
    language: NotRequired[Literal['en', 'de', 'es', 'fr', 'it']]


class SupportRequest(TypedDict):
    """A question of a working group to the office. The group and the office see it."""

    id: str
    version: int
    network_id: str
    working_group: GroupName
    question: str
    stage: str
    answer: str | None
    answered_on: str | None
    closing_comment: str | None
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class SupportRequestCreate(TypedDict):
    """What the group would like help with, such as finding the right output."""

    working_group_id: str
    question: str
    on_behalf_of: NotRequired[OnBehalfOfMember | None]


class SupportRequestPage(TypedDict):
    """A page of support requests."""

    items: list[SupportRequest]
    next: str | None


class SyncSource(TypedDict):
    """The service of another network, whose records are mirrored here for the office of one of ours."""

    id: str
    version: int
    network_id: str
    partner_id: str
    url: str
    every_minutes: int | None
    complete: bool
    began_at: str | None
    equal_at: str | None
    problem: str | None
    demonstration: bool
    created_at: str
    updated_at: str


class SyncSourcePage(TypedDict):
    """A page of services whose records are mirrored here."""

    items: list[SyncSource]
    next: str | None


class Task(TypedDict):
    """Something that needs the caller, with the one act that settles it."""

    kind: str
    urgency: str
    due_on: str | None
    sentence: str
    subject: TaskSubject
    act: str
    link: str


class TaskSubject(TypedDict):
    """What a task is about."""

    type: str
    id: str
    slug: str | None
    title: str


class Tasks(TypedDict):
    """What needs the caller, the most urgent first."""

    items: list[Task]


class Token(TypedDict):
    """An access token (RFC 6749, section 5.1)."""

    access_token: str
    token_type: Literal['Bearer']
    expires_in: int
    scope: str


class TokenError(TypedDict):
    """Why no token was issued (RFC 6749, section 5.2)."""

    error: str
    error_description: str


class TokenRequest(TypedDict):
    """A request for a token (RFC 6749, section 4.4.2). What is not known here is ignored, as the standard asks."""

    grant_type: Literal['client_credentials']
    scope: NotRequired[str]
    client_id: NotRequired[str]
    client_secret: NotRequired[str]


class WaysToSignIn(TypedDict):
    """How people sign in here, beside a mail."""

    passkeys: bool
    provider: str | None


class WithdrawalCreate(TypedDict):
    """Why the proposal is taken back."""

    reason: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class Words(TypedDict):
    """How many words there are, and how many a brief report has at most. The limit is a counter: nothing is refused for
    it.
    """

    count: int
    limit: int


class WorkingGroup(TypedDict):
    """A working group of cities. Official ("constituted") from the moment its network's minimum is met."""

    id: str
    version: int
    network_id: str
    network_slug: str
    slug: str
    title: str
    aims: str | None
    stage: str
    channel: str | None
    proposed_on: PartialDate | None
    constituted_on: PartialDate | None
    constitution_recorded_at: str | None
    closed_on: str | None
    withdrawal_reason: str | None
    rhythm: str | None
    mode: str | None
    lead_city: CityName | None
    city_count: int
    country_count: int
    missing: list[Missing]
    needs_lead: bool | None
    below_minimum: bool | None
    undeclared: bool | None
    continues_id: str | None
    imported: bool
    members: list[CityName] | None
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class WorkingGroupCreate(TypedDict):
    """A proposal (W1). The proposing city is the first member and, unless another is named, leads (W7)."""

    network_id: str
    title: str
    aims: NotRequired[str | None]
    city_id: str
    channel: NotRequired[Literal['direct', 'steering_committee', 'general_assembly', 'general_conference']]
    rhythm: NotRequired[str | None]
    mode: NotRequired[Literal['online', 'in_person', 'hybrid'] | None]
    continues_id: NotRequired[str | None]
    lead_contact: NotRequired[LeadContact | None]
    invited_city_ids: NotRequired[list[str]]
    lead_city_id: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class WorkingGroupPage(TypedDict):
    """A page of working groups."""

    items: list[WorkingGroup]
    next: str | None


class WorkingGroupPatch(TypedDict):
    """What may be changed about a group; its stage only moves by its transitions."""

    title: NotRequired[str]
    aims: NotRequired[str | None]
    rhythm: NotRequired[str | None]
    mode: NotRequired[Literal['online', 'in_person', 'hybrid'] | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]
