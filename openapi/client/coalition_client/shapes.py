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


class ActionAnswer(TypedDict):
    """How an action stands: its stage, what was done, what stands in the way; or that nothing has changed."""

    plan_action_id: str
    unchanged: NotRequired[bool]
    stage: NotRequired[Literal['planned', 'in_progress', 'completed', 'postponed', 'cancelled'] | None]
    text: NotRequired[str | None]
    obstacle: NotRequired[str | None]


class ActionAsked(TypedDict):
    """An action that one is asked about, with what was said of it last, and what was said through this link."""

    plan_action_id: str
    title: str
    city_name: str
    stage: str
    last_said_on: str | None
    last_text: str | None
    answered: bool
    passed_on: bool


class ActionGoingOn(TypedDict):
    """An action that goes on in the plan that follows."""

    plan_action_id: str
    origin: NotRequired[Literal['existing', 'enhanced']]
    starts_on: NotRequired[str | None]
    due_on: NotRequired[str | None]


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


class AdoptedPlan(TypedDict):
    """The text that was adopted, as it stays; who adopted it stands beside it. Canonical JSON of it (RFC 8785), hashed,
    gives `sha256`.
    """

    adopted_on: str
    aims: str | None
    city: CityName
    departments_must_budget: bool | None
    ends_on: str | None
    frame: str
    plan_id: str
    scope: str | None
    starts_on: str | None
    title: str
    use: str | None


class Advice(TypedDict):
    """One remark about a plan."""

    code: str
    severity: str
    text: str
    plan_action_id: str | None
    since: str | None
    days: int | None


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


class Cell(TypedDict):
    """A place in a plan's frame."""

    commitment: int
    track: int


class CellNamed(TypedDict):
    """A cell of the frame that the plan was made with."""

    commitment: int
    track: int


class CellSuggestions(TypedDict):
    """What belongs in a cell of the frame, and what others did there, the nearest first."""

    cell: Cell
    language: str
    commitment_about: str
    track_about: str
    items: list[PracticeSuggestion]


class Challenge(TypedDict):
    """A word to be repeated, before anything else is sent to an address."""

    type: Literal['webhook_endpoint.challenge']
    timestamp: str
    data: ChallengeData


class ChallengeAnswer(TypedDict):
    """The word, repeated. The word alone as text will do as well."""

    challenge: str


class ChallengeData(TypedDict):
    """What is to be repeated, and for which address."""

    webhook_endpoint_id: str
    challenge: str


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


class CityMatch(TypedDict):
    """A line of the list: how it is understood, and which of our cities it means."""

    line: int
    text: str
    name: str | None
    country_code: str | None
    identifiers: list[Identifier]
    not_read: list[str]
    match: str
    city: MatchedCity | None
    candidates: list[MatchedCity]


class CityMatchCounts(TypedDict):
    """How many lines are of each kind."""

    matched: int
    doubtful: int
    unmatched: int


class CityMatches(TypedDict):
    """A table of a pasted list."""

    rows: list[CityMatch]
    counts: CityMatchCounts


class CityMatchesCreate(TypedDict):
    """A list of cities: a line for each, with its name, country and identifiers in any order, or a table with headings."""

    network_id: str
    text: str


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


class ContactAsked(TypedDict):
    """Somebody who is asked about actions of a plan: when next or why not, and whether they have answered."""

    person_id: str
    name: str
    plan_action_ids: list[str]
    asked_on: str | None
    answered: bool
    silent: bool
    next_on: str | None
    why_not: str | None


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


class Counted(TypedDict):
    """How many actions a commitment or a track has; each counts once."""

    number: int
    actions: int


class Coverage(TypedDict):
    """Which cells of a frame have actions that are not cancelled. In a total an action counts once, in however many cells
    it is.
    """

    frame: str
    cells: list[CoveredCell]
    gaps: list[Cell]
    commitments: list[Counted]
    tracks: list[Counted]
    commitments_without: list[int]
    soft: int
    hard: int
    total: int


class CoveredCell(TypedDict):
    """How many actions are in a cell, as their primary or a further one."""

    commitment: int
    track: int
    actions: int


class CoveredHead(TypedDict):
    """A commitment or a track by name, and how many public actions it has; an action counts once."""

    number: int
    name: str
    actions: int


class CoveredInPublic(TypedDict):
    """A cell of the frame, and how many public actions are in it."""

    cell: Cell
    actions: int


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


class DesiredCity(TypedDict):
    """Who is to belong to a network."""

    ref: NotRequired[str | None]
    member: MemberMeant
    stage: NotRequired[Literal['applicant', 'active', 'suspended'] | None]


class DesiredMember(TypedDict):
    """Who is to be in a group."""

    ref: NotRequired[str | None]
    member: MemberMeant
    role: NotRequired[Literal['member', 'associate'] | None]


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


class DocumentedPractice(TypedDict):
    """A plan or practice of a city that a publication names, retold in words of our own."""

    key: str
    city_name: str
    country_code: str
    title: str
    summary: str
    cells: list[Cell]
    themes: list[
        Literal[
            'action_plans',
            'anti_muslim_racism',
            'antisemitism',
            'awareness',
            'city_administration',
            'civil_society',
            'counselling',
            'culture',
            'education',
            'employment',
            'hate_crime',
            'housing',
            'intercultural_living',
            'integration',
            'monitoring',
            'participation',
        ]
    ]
    languages: list[str]
    year: int | None
    url: str | None
    publication: str
    source: str


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


class FigureOn(TypedDict):
    """A value on a day."""

    on: str
    value: str


class FigureOnNamed(TypedDict):
    """A value on a day, as it is said."""

    on: str
    value: str


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


class FrameCommitment(TypedDict):
    """What a city that signs undertakes."""

    number: int
    names: Names


class FrameTrack(TypedDict):
    """A way of acting."""

    number: int
    soft: bool
    names: Names


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


class GoodPractice(TypedDict):
    """What a city does well, told so that another city can do it as well."""

    id: str
    version: int
    network_id: str
    city: CityName | None
    city_name: str | None
    country_code: str | None
    plan_action_id: str | None
    title: str
    summary: str | None
    cells: list[Cell]
    themes: list[
        Literal[
            'action_plans',
            'anti_muslim_racism',
            'antisemitism',
            'awareness',
            'city_administration',
            'civil_society',
            'counselling',
            'culture',
            'education',
            'employment',
            'hate_crime',
            'housing',
            'intercultural_living',
            'integration',
            'monitoring',
            'participation',
        ]
    ]
    languages: list[str]
    year: int | None
    url: str | None
    publication: str | None
    asked_by: str
    stage: str
    shared_with: str
    published_on: str | None
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class GoodPracticeCreate(TypedDict):
    """A good practice that the office records: of a city here, or with `city_name` and `country_code` of another. It
    begins as a draft.
    """

    network_id: str
    city_id: NotRequired[str | None]
    city_name: NotRequired[str | None]
    country_code: NotRequired[str | None]
    title: str
    summary: NotRequired[str | None]
    cells: NotRequired[list[CellNamed]]
    themes: NotRequired[
        list[
            Literal[
                'action_plans',
                'anti_muslim_racism',
                'antisemitism',
                'awareness',
                'city_administration',
                'civil_society',
                'counselling',
                'culture',
                'education',
                'employment',
                'hate_crime',
                'housing',
                'intercultural_living',
                'integration',
                'monitoring',
                'participation',
            ]
        ]
    ]
    languages: NotRequired[list[str]]
    year: NotRequired[int | None]
    url: NotRequired[str | None]
    publication: NotRequired[str | None]


class GoodPracticePage(TypedDict):
    """A page of good practices."""

    items: list[GoodPractice]
    next: str | None


class GoodPracticePatch(TypedDict):
    """What may be changed about a good practice; who sees it is said by acts of their own."""

    title: NotRequired[str]
    summary: NotRequired[str | None]
    cells: NotRequired[list[CellNamed]]
    themes: NotRequired[
        list[
            Literal[
                'action_plans',
                'anti_muslim_racism',
                'antisemitism',
                'awareness',
                'city_administration',
                'civil_society',
                'counselling',
                'culture',
                'education',
                'employment',
                'hate_crime',
                'housing',
                'intercultural_living',
                'integration',
                'monitoring',
                'participation',
            ]
        ]
    ]
    languages: NotRequired[list[str]]
    year: NotRequired[int | None]
    url: NotRequired[str | None]
    publication: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class GroupEffect(TypedDict):
    """What came of it for a working group."""

    working_group: GroupName
    stage_before: str
    stage: str
    city_count: int
    country_count: int
    missing: list[Missing]


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
    """A file of what an office or a city already has: checked against what is recorded, and applied once. An import sends
    nothing.
    """

    id: str
    version: int
    network_id: str
    kind: str
    partner_id: str | None
    plan_id: str | None
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
    gone: int


class ImportCreate(TypedDict):
    """A file to check: Excel (.xlsx) or CSV, with a row of headings."""

    network_id: str
    kind: Literal['members', 'working_groups', 'people', 'partner_cities', 'plan_actions']
    partner_id: NotRequired[str]
    plan_id: NotRequired[str]
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


class Indicator(TypedDict):
    """By what a city will see whether its plan, or an action of it, changes something. It is shown to whom its action or
    plan is.

    `next_goal`, `percent_of_way` and `way` are worked out of the values as of the moment of reading: advice, and no
    mark.
    """

    id: str
    version: int
    network_id: str
    city: CityName
    plan_id: str
    plan_action_id: str | None
    name: str
    unit: str | None
    measures: str | None
    survey_method: str | None
    effect: str | None
    direction: str
    baseline: FigureOn | None
    goals: list[FigureOn]
    stage: str
    last_value: FigureOn | None
    next_goal: FigureOn | None
    percent_of_way: int | None
    way: str | None
    shared_with: str
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class IndicatorCreate(TypedDict):
    """An indicator of a plan, or of an action of it."""

    plan_id: str
    plan_action_id: NotRequired[str | None]
    name: str
    unit: NotRequired[str | None]
    measures: NotRequired[str | None]
    survey_method: NotRequired[str | None]
    effect: NotRequired[
        Literal[
            'policies_put_into_practice', 'staff_know_and_exchange', 'staff_see_the_benefit', 'minorities_live_better', 'fewer_incidents'
        ]
        | None
    ]
    direction: NotRequired[Literal['up', 'down']]
    baseline: NotRequired[FigureOnNamed | None]
    goals: NotRequired[list[FigureOnNamed]]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class IndicatorMoveCreate(TypedDict):
    """Whether an indicator is measured from now on."""

    stage: Literal['in_use', 'set_aside']
    on_behalf_of: NotRequired[OnBehalfOf | None]


class IndicatorPage(TypedDict):
    """A page of indicators."""

    items: list[Indicator]
    next: str | None


class IndicatorPatch(TypedDict):
    """What may be changed about an indicator; what it is about stays."""

    name: NotRequired[str]
    unit: NotRequired[str | None]
    measures: NotRequired[str | None]
    survey_method: NotRequired[str | None]
    effect: NotRequired[
        Literal[
            'policies_put_into_practice', 'staff_know_and_exchange', 'staff_see_the_benefit', 'minorities_live_better', 'fewer_incidents'
        ]
        | None
    ]
    direction: NotRequired[Literal['up', 'down']]
    baseline: NotRequired[FigureOnNamed | None]
    goals: NotRequired[list[FigureOnNamed]]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class IndicatorValue(TypedDict):
    """What was measured on a day. Nothing of it ever changes, but who may see it, and whether it was corrected."""

    id: str
    version: int
    network_id: str
    plan_id: str
    plan_action_id: str | None
    indicator_id: str
    measured_on: str
    value: str
    note: str | None
    taken_from: str | None
    corrects_id: str | None
    corrected_by_id: str | None
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str


class IndicatorValueCreate(TypedDict):
    """A value that was measured."""

    measured_on: str
    value: str
    note: NotRequired[str | None]
    taken_from: NotRequired[str | None]
    corrects_id: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class IndicatorValuePage(TypedDict):
    """A page of the values of an indicator, the latest first."""

    items: list[IndicatorValue]
    next: str | None


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


class LibraryFact(TypedDict):
    """What shows that a step is done."""

    key: str
    text: str


class LibraryGroup(TypedDict):
    """People or organisations that a survey asks."""

    key: str
    name: str


class LibraryIndicator(TypedDict):
    """An effect that a plan should have, and how to find out about it."""

    key: str
    name: str
    method: str
    asked: list[LibraryGroup]
    questions: list[str]


class LibraryPhase(TypedDict):
    """A part of the way to a plan and with it."""

    key: str
    name: str


class LibraryRisk(TypedDict):
    """What may go wrong, and what to do about it."""

    key: str
    phase: str
    step: str
    risk: str
    measures: list[str]


class LibraryRisksTaken(TypedDict):
    """How many risks of the plan library a plan has now, and how many of them are new."""

    plan_id: str
    added: int
    taken: int


class LibraryStep(TypedDict):
    """A step to a plan or with it: what it asks for, what helps with it, and the facts that show that it is done."""

    number: int
    key: str
    phase: str
    name: str
    asks: str
    help: str
    facts: list[LibraryFact]


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


class MatchedCity(TypedDict):
    """One of our cities, as it is told from others."""

    id: str
    slug: str
    name: str
    country_code: str


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


class MemberMeant(TypedDict):
    """Who is meant: a city or an organisation, by its id, by a key that others know it by, or by its slug."""

    id: NotRequired[str]
    identifier: NotRequired[Identifier]
    slug: NotRequired[str]
    kind: NotRequired[Literal['city', 'organisation'] | None]


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


class MembershipBatch(TypedDict):
    """What became of a batch, item by item in their order, and of the working groups whose members changed."""

    dry_run: bool
    items: list[MembershipBatchItemResult]
    summary: MembershipBatchSummary
    effects: list[GroupEffect]


class MembershipBatchCreate(TypedDict):
    """Acts that are done together (`atomic`: all of them or none), or each by itself (`independent`)."""

    mode: NotRequired[Literal['atomic', 'independent']]
    dry_run: NotRequired[bool]
    items: list[MembershipBatchItem]


class MembershipBatchItem(TypedDict):
    """One act of a batch: a member joins, is brought to another stage, or leaves; in a working group or in a network."""

    ref: NotRequired[str | None]
    op: Literal['join', 'update', 'leave']
    working_group: NotRequired[str]
    network: NotRequired[str]
    member: NotRequired[MemberMeant]
    membership_id: NotRequired[str]
    role: NotRequired[Literal['member', 'associate'] | None]
    stage: NotRequired[Literal['applicant', 'active', 'suspended'] | None]
    effective_on: NotRequired[str | None]
    if_version: NotRequired[int | None]
    reason: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class MembershipBatchItemResult(TypedDict):
    """What became of one item. The problem is the one that the same act would meet alone."""

    ref: str | None
    status: str
    membership_id: str | None
    version: int | None
    problem: ProblemDetails | None


class MembershipBatchSummary(TypedDict):
    """How many items came to what."""

    applied: int
    unchanged: int
    failed: int


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


class Milestone(TypedDict):
    """Something to be reached on the way of an action, by a day. It is shown to whom its action is."""

    id: str
    version: int
    network_id: str
    plan_id: str
    plan_action_id: str
    title: str
    due_on: str
    done_on: str | None
    stage: str
    late: bool
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class MilestoneCreate(TypedDict):
    """A milestone of an action; it begins as open."""

    plan_action_id: str
    title: str
    due_on: str
    on_behalf_of: NotRequired[OnBehalfOf | None]


class MilestoneMoveCreate(TypedDict):
    """Whether a milestone was reached, is open again, or is taken out."""

    stage: Literal['open', 'done', 'withdrawn']
    done_on: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class MilestonePage(TypedDict):
    """A page of milestones, what is due first."""

    items: list[Milestone]
    next: str | None


class MilestonePatch(TypedDict):
    """What may be changed about a milestone; that it was reached is said by a move."""

    title: NotRequired[str]
    due_on: NotRequired[str]
    on_behalf_of: NotRequired[OnBehalfOf | None]


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


class Names(TypedDict):
    """What something is called in each language."""

    de: str
    en: str
    es: str
    fr: str
    it: str


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


class NeedsAssessment(TypedDict):
    """How a city asked what is needed for its plan. The city alone sees it until it shares it."""

    id: str
    version: int
    network_id: str
    city: CityName
    plan_id: str
    title: str
    method: str
    starts_on: str | None
    ends_on: str | None
    participants: str | None
    participant_count: int | None
    questions: str | None
    shared_with: str
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class NeedsAssessmentCreate(TypedDict):
    """How the city asks, or asked. It is shared with nobody unless it says so."""

    plan_id: str
    title: str
    method: Literal['focus_group', 'world_cafe', 'survey', 'interview', 'hearing', 'other']
    starts_on: NotRequired[str | None]
    ends_on: NotRequired[str | None]
    participants: NotRequired[str | None]
    participant_count: NotRequired[int | None]
    questions: NotRequired[str | None]
    shared_with: NotRequired[Literal['nobody', 'office', 'advisers', 'members', 'public']]


class NeedsAssessmentPage(TypedDict):
    """A page of needs assessments."""

    items: list[NeedsAssessment]
    next: str | None


class NeedsAssessmentPatch(TypedDict):
    """What may be changed about it."""

    title: NotRequired[str]
    method: NotRequired[Literal['focus_group', 'world_cafe', 'survey', 'interview', 'hearing', 'other']]
    starts_on: NotRequired[str | None]
    ends_on: NotRequired[str | None]
    participants: NotRequired[str | None]
    participant_count: NotRequired[int | None]
    questions: NotRequired[str | None]
    shared_with: NotRequired[Literal['nobody', 'office', 'advisers', 'members', 'public']]


class NeedsFinding(TypedDict):
    """What a city found when it asked what is needed. The city alone sees it until it shares it."""

    id: str
    version: int
    network_id: str
    city: CityName
    plan_id: str
    needs_assessment_id: str
    finding: str
    plan_action_ids: list[str]
    shared_with: str
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class NeedsFindingCreate(TypedDict):
    """What was found, and which actions it led to. It is shared with nobody unless it says so."""

    plan_id: str
    needs_assessment_id: str
    finding: str
    plan_action_ids: NotRequired[list[str]]
    shared_with: NotRequired[Literal['nobody', 'office', 'advisers', 'members', 'public']]


class NeedsFindingPage(TypedDict):
    """A page of findings."""

    items: list[NeedsFinding]
    next: str | None


class NeedsFindingPatch(TypedDict):
    """What may be changed about a finding."""

    finding: NotRequired[str]
    plan_action_ids: NotRequired[list[str]]
    shared_with: NotRequired[Literal['nobody', 'office', 'advisers', 'members', 'public']]


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


class NetworkCoverage(TypedDict):
    """What the cities of a network have in those of their plans and actions that they share with all members."""

    network_id: str
    cities: int
    coverage: Coverage | None


class NetworkCreate(TypedDict):
    """A network to set up; `preset` gives it the by-laws of a known kind of network."""

    slug: str
    name: str
    preset: NotRequired[Literal['eccar', 'icc']]
    operated_by: NotRequired[str | None]
    partner: NotRequired[bool]
    working_languages: NotRequired[list[Literal['en', 'de', 'es', 'fr', 'it']]]


class NetworkMembers(TypedDict):
    """What it took to bring a network to the desired set: its memberships as they are now, and what came of it for its
    groups.
    """

    dry_run: bool
    joined: list[Membership]
    left: list[Membership]
    changed: list[Membership]
    unchanged: list[Membership]
    effects: list[GroupEffect]


class NetworkMembersReplace(TypedDict):
    """Every city that is to belong to a network; whoever belongs to it and is not named here leaves, applicants apart."""

    members: list[DesiredCity]
    effective_on: NotRequired[str | None]
    reason: NotRequired[str | None]
    max_removals: NotRequired[int | None]


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


class NextMilestone(TypedDict):
    """The open milestone of an action that is due first, and whether it is late as of reading."""

    id: str
    title: str
    due_on: str
    late: bool


class NotMe(TypedDict):
    """Somebody else to ask. They are not written to: the city’s coordinator is told."""

    plan_action_ids: list[str]
    name: str
    mail: NotRequired[str | None]


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


class Plan(TypedDict):
    """The action plan of a city. It is seen by that city alone, not even by the office, until the city shares it."""

    id: str
    version: int
    network_id: str
    city: CityName
    title: str
    frame: str
    starts_on: str | None
    ends_on: str | None
    aims: str | None
    scope: str | None
    use: str | None
    political_head_id: str | None
    coordination_team_ids: list[str]
    department_ids: list[str]
    steering_committee_ids: list[str]
    steering_committee: str | None
    resources: str | None
    predecessor_id: str | None
    stage: str
    shared_with: str
    adopted_by: str | None
    adopted_on: str | None
    decision_reference: str | None
    decision_url: str | None
    signed_by: str | None
    signed_on: str | None
    departments_must_budget: bool | None
    adopted: AdoptedPlan | None
    sha256: str | None
    redactions: list[SubmissionRedaction]
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class PlanAction(TypedDict):
    """Something that a city has set out to do in its action plan, and how it stands. It is shared with no more than its
    plan is.

    `late`, `stale` and their reasons are as of the moment of reading, as those of an action item are.
    """

    id: str
    version: int
    network_id: str
    city: CityName
    plan_id: str
    title: str
    cell: Cell
    further_cells: list[Cell]
    description: str | None
    origin: str | None
    addressees: list[Literal['official_city', 'private_sector', 'population', 'other_government_level']]
    target_groups: list[str]
    city_function: str | None
    horizon: str | None
    department_id: str | None
    responsible_person_id: str | None
    starts_on: str | None
    due_on: str | None
    completion_criterion: str | None
    budget_note: str | None
    predecessor_id: str | None
    stage: str
    percent: int | None
    last_progress_on: str | None
    agreed_on: str | None
    agreed_by_id: str | None
    evaluation: str | None
    evaluated_on: str | None
    evaluation_asked: str | None
    evaluation_note: str | None
    late: bool
    late_because: LateBecause | None
    stale: bool
    stale_because: StaleBecause | None
    next_milestone: NextMilestone | None
    shared_with: str
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class PlanActionBatch(TypedDict):
    """What became of a batch, item by item in their order."""

    dry_run: bool
    items: list[PlanActionBatchItemResult]
    summary: PlanActionBatchSummary


class PlanActionBatchCreate(TypedDict):
    """Changes of many actions of one plan, done together (`atomic`: all of them or none), or each by itself
    (`independent`).
    """

    plan_id: str
    mode: NotRequired[Literal['atomic', 'independent']]
    dry_run: NotRequired[bool]
    items: list[PlanActionBatchItem]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class PlanActionBatchItem(TypedDict):
    """An action of the plan, and what is to be another thing about it."""

    ref: NotRequired[str | None]
    plan_action_id: str
    if_version: NotRequired[int | None]
    changes: PlanActionChange


class PlanActionBatchItemResult(TypedDict):
    """What became of one item. The problem is the one that the same change would meet alone."""

    ref: str | None
    status: str
    plan_action_id: str
    version: int | None
    problem: ProblemDetails | None


class PlanActionBatchSummary(TypedDict):
    """How many items came to what."""

    applied: int
    unchanged: int
    failed: int


class PlanActionChange(TypedDict):
    """What is to be another thing about an action; what is left out stays as it is."""

    department_id: NotRequired[str | None]
    responsible_person_id: NotRequired[str | None]
    starts_on: NotRequired[str | None]
    due_on: NotRequired[str | None]
    origin: NotRequired[Literal['existing', 'enhanced', 'new'] | None]
    horizon: NotRequired[Literal['short', 'long'] | None]
    agreed_on: NotRequired[str | None]
    stage: NotRequired[Literal['planned', 'in_progress', 'completed', 'postponed', 'cancelled']]
    shared_with: NotRequired[Literal['nobody', 'office', 'advisers', 'members', 'public'] | None]


class PlanActionCreate(TypedDict):
    """An action of a plan. It begins as planned, and is shared with whom its plan is."""

    plan_id: str
    title: str
    cell: CellNamed
    further_cells: NotRequired[list[CellNamed]]
    description: NotRequired[str | None]
    origin: NotRequired[Literal['existing', 'enhanced', 'new'] | None]
    addressees: NotRequired[list[Literal['official_city', 'private_sector', 'population', 'other_government_level']]]
    target_groups: NotRequired[list[str]]
    city_function: NotRequired[Literal['democratic_institution', 'rule_maker', 'employer', 'service_provider', 'contractor'] | None]
    horizon: NotRequired[Literal['short', 'long'] | None]
    department_id: NotRequired[str | None]
    responsible_person_id: NotRequired[str | None]
    starts_on: NotRequired[str | None]
    due_on: NotRequired[str | None]
    completion_criterion: NotRequired[str | None]
    budget_note: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class PlanActionPage(TypedDict):
    """A page of the actions of plans."""

    items: list[PlanAction]
    next: str | None


class PlanActionPatch(TypedDict):
    """What may be changed about an action of a plan; how it stands is said by updates."""

    title: NotRequired[str]
    cell: NotRequired[CellNamed]
    further_cells: NotRequired[list[CellNamed]]
    description: NotRequired[str | None]
    origin: NotRequired[Literal['existing', 'enhanced', 'new'] | None]
    addressees: NotRequired[list[Literal['official_city', 'private_sector', 'population', 'other_government_level']]]
    target_groups: NotRequired[list[str]]
    city_function: NotRequired[Literal['democratic_institution', 'rule_maker', 'employer', 'service_provider', 'contractor'] | None]
    horizon: NotRequired[Literal['short', 'long'] | None]
    department_id: NotRequired[str | None]
    responsible_person_id: NotRequired[str | None]
    starts_on: NotRequired[str | None]
    due_on: NotRequired[str | None]
    completion_criterion: NotRequired[str | None]
    budget_note: NotRequired[str | None]
    agreed_on: NotRequired[str | None]
    agreed_by_id: NotRequired[str | None]
    evaluation: NotRequired[Literal['keep', 'change', 'drop'] | None]
    evaluated_on: NotRequired[str | None]
    evaluation_asked: NotRequired[str | None]
    evaluation_note: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class PlanActionSharingCreate(TypedDict):
    """With whom an action is shared at most."""

    shared_with: Literal['nobody', 'office', 'advisers', 'members', 'public'] | None


class PlanActionUpdate(TypedDict):
    """What was said of an action of a plan on a day. Nothing of it ever changes, but who may see it, and whether it was
    corrected.
    """

    id: str
    version: int
    network_id: str
    city: CityName
    plan_id: str
    plan_action_id: str
    made_on: str
    author_kind: str
    author_person_id: str | None
    unchanged: bool
    stage: str | None
    percent: int | None
    text: str | None
    obstacle: str | None
    obstacle_shared: bool
    evidence_url: str | None
    corrects_id: str | None
    corrected_by_id: str | None
    shared_with: str
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class PlanActionUpdateCreate(TypedDict):
    """What is to be said of an action of a plan: how it stands, or that nothing has changed."""

    unchanged: NotRequired[bool]
    stage: NotRequired[Literal['planned', 'in_progress', 'completed', 'postponed', 'cancelled'] | None]
    percent: NotRequired[int | None]
    text: NotRequired[str | None]
    obstacle: NotRequired[str | None]
    evidence_url: NotRequired[str | None]
    plan_action_id: str
    made_on: NotRequired[str | None]
    corrects_id: NotRequired[str | None]
    shared_with: NotRequired[Literal['nobody', 'office', 'advisers', 'members', 'public'] | None]
    reason: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class PlanActionUpdatePage(TypedDict):
    """A page of what was said of actions of plans, the latest recorded first."""

    items: list[PlanActionUpdate]
    next: str | None


class PlanActionUpdateSharingCreate(TypedDict):
    """With whom an update is shared at most, and whether its obstacle is shared as well."""

    shared_with: Literal['nobody', 'office', 'advisers', 'members', 'public'] | None
    obstacle_shared: NotRequired[bool]


class PlanAdoptionCreate(TypedDict):
    """Who adopted the plan, and when. Reference, paper and signature are wanted, and not required.

    Those that are left out stay as the draft has them.
    """

    adopted_by: str
    adopted_on: str
    decision_reference: NotRequired[str | None]
    decision_url: NotRequired[str | None]
    signed_by: NotRequired[str | None]
    signed_on: NotRequired[str | None]
    departments_must_budget: NotRequired[bool | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class PlanAsking(TypedDict):
    """Who is asked how the actions of a plan stand; for its city alone."""

    plan_id: str
    paused: bool
    every_months: int
    people: list[ContactAsked]
    referrals: list[ProgressReferral]
    you_may: list[str]


class PlanAskingCreate(TypedDict):
    """Whom to ask now, about all that is theirs."""

    person_id: str


class PlanAskingPauseCreate(TypedDict):
    """Whether nobody is to be asked about the plan for now."""

    paused: bool


class PlanBegun(TypedDict):
    """The plan that follows, and what was not decided of the one before."""

    id: str
    version: int
    network_id: str
    city: CityName
    title: str
    frame: str
    starts_on: str | None
    ends_on: str | None
    aims: str | None
    scope: str | None
    use: str | None
    political_head_id: str | None
    coordination_team_ids: list[str]
    department_ids: list[str]
    steering_committee_ids: list[str]
    steering_committee: str | None
    resources: str | None
    predecessor_id: str | None
    stage: str
    shared_with: str
    adopted_by: str | None
    adopted_on: str | None
    decision_reference: str | None
    decision_url: str | None
    signed_by: str | None
    signed_on: str | None
    departments_must_budget: bool | None
    adopted: AdoptedPlan | None
    sha256: str | None
    redactions: list[SubmissionRedaction]
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None
    not_evaluated: list[str]


class PlanConsultation(TypedDict):
    """A draft of a plan that went round, or advice that was asked for, and the answer. The city alone sees it until it
    shares it.
    """

    id: str
    version: int
    network_id: str
    city: CityName
    plan_id: str
    kind: str
    asked_on: str
    of_whom: str
    organisation_id: str | None
    person_id: str | None
    question: str | None
    answered_on: str | None
    answer: str | None
    what_came_of_it: str | None
    shared_with: str
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class PlanConsultationCreate(TypedDict):
    """Whom the city sent its draft or asked for advice, and what was answered. It is shared with nobody unless it says so."""

    plan_id: str
    kind: Literal['draft_circulated', 'network_advice', 'scientific_advice']
    asked_on: str
    of_whom: str
    organisation_id: NotRequired[str | None]
    person_id: NotRequired[str | None]
    question: NotRequired[str | None]
    answered_on: NotRequired[str | None]
    answer: NotRequired[str | None]
    what_came_of_it: NotRequired[str | None]
    shared_with: NotRequired[Literal['nobody', 'office', 'advisers', 'members', 'public']]


class PlanConsultationPage(TypedDict):
    """A page of drafts that went round and of advice that was asked for."""

    items: list[PlanConsultation]
    next: str | None


class PlanConsultationPatch(TypedDict):
    """What may be changed about it: the answer that came, and what came of it."""

    kind: NotRequired[Literal['draft_circulated', 'network_advice', 'scientific_advice']]
    asked_on: NotRequired[str]
    of_whom: NotRequired[str]
    organisation_id: NotRequired[str | None]
    person_id: NotRequired[str | None]
    question: NotRequired[str | None]
    answered_on: NotRequired[str | None]
    answer: NotRequired[str | None]
    what_came_of_it: NotRequired[str | None]
    shared_with: NotRequired[Literal['nobody', 'office', 'advisers', 'members', 'public']]


class PlanContact(TypedDict):
    """That a city was in touch with somebody about its plan. The city alone sees it until it shares it."""

    id: str
    version: int
    network_id: str
    city: CityName
    plan_id: str
    contacted_on: str
    with_whom: str
    department_id: str | None
    person_id: str | None
    organisation_id: str | None
    way: str
    note: str | None
    next_step: str | None
    next_step_on: str | None
    shared_with: str
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class PlanContactCreate(TypedDict):
    """With whom, when and how the city was in touch. It is shared with nobody unless it says so."""

    plan_id: str
    contacted_on: str
    with_whom: str
    department_id: NotRequired[str | None]
    person_id: NotRequired[str | None]
    organisation_id: NotRequired[str | None]
    way: Literal['in_person', 'phone', 'mail', 'video', 'letter', 'other']
    note: NotRequired[str | None]
    next_step: NotRequired[str | None]
    next_step_on: NotRequired[str | None]
    shared_with: NotRequired[Literal['nobody', 'office', 'advisers', 'members', 'public']]


class PlanContactPage(TypedDict):
    """A page of what plans' cities noted of whom they were in touch with."""

    items: list[PlanContact]
    next: str | None


class PlanContactPatch(TypedDict):
    """What may be changed about it."""

    contacted_on: NotRequired[str]
    with_whom: NotRequired[str]
    department_id: NotRequired[str | None]
    person_id: NotRequired[str | None]
    organisation_id: NotRequired[str | None]
    way: NotRequired[Literal['in_person', 'phone', 'mail', 'video', 'letter', 'other']]
    note: NotRequired[str | None]
    next_step: NotRequired[str | None]
    next_step_on: NotRequired[str | None]
    shared_with: NotRequired[Literal['nobody', 'office', 'advisers', 'members', 'public']]


class PlanCreate(TypedDict):
    """A plan to begin, as a draft that nobody but the city sees."""

    network_id: str
    city_id: str
    title: str
    frame: NotRequired[Literal['ten_points']]
    starts_on: NotRequired[str | None]
    ends_on: NotRequired[str | None]
    aims: NotRequired[str | None]
    scope: NotRequired[Literal['internal', 'external', 'both'] | None]
    use: NotRequired[Literal['political_commitment', 'long_term_strategy', 'operational_instrument'] | None]
    political_head_id: NotRequired[str | None]
    coordination_team_ids: NotRequired[list[str]]
    department_ids: NotRequired[list[str]]
    steering_committee_ids: NotRequired[list[str]]
    steering_committee: NotRequired[str | None]
    resources: NotRequired[str | None]
    decision_reference: NotRequired[str | None]
    decision_url: NotRequired[str | None]
    signed_by: NotRequired[str | None]


class PlanFrame(TypedDict):
    """The commitments and the tracks in which the actions of a plan are placed: each commitment with each track is a cell."""

    name: str
    commitments: list[FrameCommitment]
    tracks: list[FrameTrack]


class PlanHealth(TypedDict):
    """What would make a plan easier to carry out: advice to the city, given to nobody else, and never a reason to refuse
    anything.
    """

    plan_id: str
    advice: list[Advice]


class PlanInventoryItem(TypedDict):
    """A service, an organisation or a measure that a city found to be there already. The city alone sees it until it
    shares it.
    """

    id: str
    version: int
    network_id: str
    city: CityName
    plan_id: str
    kind: str
    name: str
    provider: str | None
    organisation_id: str | None
    cell: Cell | None
    description: str | None
    url: str | None
    shared_with: str
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class PlanInventoryItemCreate(TypedDict):
    """Something that is there already. It is shared with nobody unless it says so."""

    plan_id: str
    kind: Literal['service', 'organisation', 'measure']
    name: str
    provider: NotRequired[str | None]
    organisation_id: NotRequired[str | None]
    cell: NotRequired[CellNamed | None]
    description: NotRequired[str | None]
    url: NotRequired[str | None]
    shared_with: NotRequired[Literal['nobody', 'office', 'advisers', 'members', 'public']]


class PlanInventoryItemPage(TypedDict):
    """A page of what is there already."""

    items: list[PlanInventoryItem]
    next: str | None


class PlanInventoryItemPatch(TypedDict):
    """What may be changed about it."""

    kind: NotRequired[Literal['service', 'organisation', 'measure']]
    name: NotRequired[str]
    provider: NotRequired[str | None]
    organisation_id: NotRequired[str | None]
    cell: NotRequired[CellNamed | None]
    description: NotRequired[str | None]
    url: NotRequired[str | None]
    shared_with: NotRequired[Literal['nobody', 'office', 'advisers', 'members', 'public']]


class PlanLibrary(TypedDict):
    """What helps a city with its action plan, in one language."""

    language: str
    phases: list[LibraryPhase]
    steps: list[LibraryStep]
    risks: list[LibraryRisk]
    indicators: list[LibraryIndicator]
    baseline: str


class PlanMeeting(TypedDict):
    """A meeting about a city's plan. The city alone sees it until it shares it, and it is shared with no more than its
    plan is.
    """

    id: str
    version: int
    network_id: str
    city: CityName
    plan_id: str
    kind: str
    planned_on: str | None
    held_on: str | None
    place: str | None
    department_ids: list[str]
    present: str | None
    agenda: str | None
    notes: str | None
    decisions: str | None
    plan_action_ids: list[str]
    shared_with: str
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class PlanMeetingCreate(TypedDict):
    """A meeting that is planned, or was held. It is shared with nobody unless it says so."""

    plan_id: str
    kind: Literal['department_meeting', 'steering_committee', 'consultation', 'review']
    planned_on: NotRequired[str | None]
    held_on: NotRequired[str | None]
    place: NotRequired[str | None]
    department_ids: NotRequired[list[str]]
    present: NotRequired[str | None]
    agenda: NotRequired[str | None]
    notes: NotRequired[str | None]
    decisions: NotRequired[str | None]
    plan_action_ids: NotRequired[list[str]]
    shared_with: NotRequired[Literal['nobody', 'office', 'advisers', 'members', 'public']]


class PlanMeetingPage(TypedDict):
    """A page of meetings about plans."""

    items: list[PlanMeeting]
    next: str | None


class PlanMeetingPatch(TypedDict):
    """What may be changed about a meeting."""

    kind: NotRequired[Literal['department_meeting', 'steering_committee', 'consultation', 'review']]
    planned_on: NotRequired[str | None]
    held_on: NotRequired[str | None]
    place: NotRequired[str | None]
    department_ids: NotRequired[list[str]]
    present: NotRequired[str | None]
    agenda: NotRequired[str | None]
    notes: NotRequired[str | None]
    decisions: NotRequired[str | None]
    plan_action_ids: NotRequired[list[str]]
    shared_with: NotRequired[Literal['nobody', 'office', 'advisers', 'members', 'public']]


class PlanMoveCreate(TypedDict):
    """To which stage it moves; it is adopted by an act of its own."""

    stage: Literal['drafting', 'consultation', 'in_force', 'under_review', 'superseded']
    on_behalf_of: NotRequired[OnBehalfOf | None]


class PlanPage(TypedDict):
    """A page of plans, the newest first."""

    items: list[Plan]
    next: str | None


class PlanPatch(TypedDict):
    """What may be changed about a plan: until it is adopted all of it, later who carries it and what proves its adoption.

    Title, period, aims, scope and use stay as they were adopted. The others are changed until another plan takes its
    place.
    """

    title: NotRequired[str]
    starts_on: NotRequired[str | None]
    ends_on: NotRequired[str | None]
    aims: NotRequired[str | None]
    scope: NotRequired[Literal['internal', 'external', 'both'] | None]
    use: NotRequired[Literal['political_commitment', 'long_term_strategy', 'operational_instrument'] | None]
    political_head_id: NotRequired[str | None]
    coordination_team_ids: NotRequired[list[str]]
    department_ids: NotRequired[list[str]]
    steering_committee_ids: NotRequired[list[str]]
    steering_committee: NotRequired[str | None]
    resources: NotRequired[str | None]
    decision_reference: NotRequired[str | None]
    decision_url: NotRequired[str | None]
    signed_by: NotRequired[str | None]
    signed_on: NotRequired[str | None]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class PlanReassignmentCreate(TypedDict):
    """Whether the person who was named is to be responsible from now on. They are made known if nobody has that address."""

    referral_id: str
    accepted: bool


class PlanRhythm(TypedDict):
    """The own rhythm of a city with its plan, told to nobody else."""

    plan_id: str
    department_meetings: Rhythm
    steering_committee: Rhythm
    plan_review: Rhythm


class PlanRisk(TypedDict):
    """What may go wrong with a plan. The city alone sees it, however widely its plan is shared, until it shares the risk
    itself.
    """

    id: str
    version: int
    network_id: str
    city: CityName
    plan_id: str
    library_key: str | None
    phase: str
    risk: str
    likelihood: str | None
    weight: str | None
    measure: str | None
    person_id: str | None
    standing: str
    review_on: str | None
    shared_with: str
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class PlanRiskCreate(TypedDict):
    """What may go wrong. It is shared with nobody unless it says so."""

    plan_id: str
    phase: Literal['planning_and_engaging', 'content', 'structural_embedding', 'daily_work', 'follow_up']
    risk: str
    likelihood: NotRequired[Literal['low', 'medium', 'high'] | None]
    weight: NotRequired[Literal['low', 'medium', 'high'] | None]
    measure: NotRequired[str | None]
    person_id: NotRequired[str | None]
    standing: NotRequired[Literal['open', 'occurred', 'closed']]
    review_on: NotRequired[str | None]
    shared_with: NotRequired[Literal['nobody', 'office', 'advisers', 'members', 'public']]


class PlanRiskPage(TypedDict):
    """A page of the risks of plans."""

    items: list[PlanRisk]
    next: str | None


class PlanRiskPatch(TypedDict):
    """What may be changed about a risk."""

    phase: NotRequired[Literal['planning_and_engaging', 'content', 'structural_embedding', 'daily_work', 'follow_up']]
    risk: NotRequired[str]
    likelihood: NotRequired[Literal['low', 'medium', 'high'] | None]
    weight: NotRequired[Literal['low', 'medium', 'high'] | None]
    measure: NotRequired[str | None]
    person_id: NotRequired[str | None]
    standing: NotRequired[Literal['open', 'occurred', 'closed']]
    review_on: NotRequired[str | None]
    shared_with: NotRequired[Literal['nobody', 'office', 'advisers', 'members', 'public']]


class PlanRoadmap(TypedDict):
    """The way of a city to its plan and with it, from what is recorded: help to the city, told to nobody else, and no
    condition.
    """

    plan_id: str
    steps: list[RoadmapStep]


class PlanSharingCreate(TypedDict):
    """With whom the plan is shared from now on; to be shared with fewer takes it back from the others."""

    shared_with: Literal['nobody', 'office', 'advisers', 'members', 'public']


class PlanSuccessorCreate(TypedDict):
    """The plan that follows, as a draft that nobody but the city sees, with those actions that go on."""

    title: str
    starts_on: NotRequired[str | None]
    ends_on: NotRequired[str | None]
    actions: NotRequired[list[ActionGoingOn] | None]
    shift_dates: NotRequired[bool]


class PracticeAnswerCreate(TypedDict):
    """What the city answers; an answer may be given better later."""

    answer: str
    on_behalf_of: NotRequired[OnBehalfOf | None]


class PracticeLibrary(TypedDict):
    """The plans and practices that publications name, in one language."""

    language: str
    items: list[DocumentedPractice]


class PracticeOfActionCreate(TypedDict):
    """What a city tells others of an action of its plan; what is left out is taken from the action."""

    shared_with: NotRequired[Literal['members', 'public']]
    title: NotRequired[str | None]
    summary: NotRequired[str | None]
    themes: NotRequired[
        list[
            Literal[
                'action_plans',
                'anti_muslim_racism',
                'antisemitism',
                'awareness',
                'city_administration',
                'civil_society',
                'counselling',
                'culture',
                'education',
                'employment',
                'hate_crime',
                'housing',
                'intercultural_living',
                'integration',
                'monitoring',
                'participation',
            ]
        ]
    ]
    languages: NotRequired[list[str]]
    year: NotRequired[int | None]
    url: NotRequired[str | None]
    publication: NotRequired[str | None]


class PracticePublicationCreate(TypedDict):
    """With whom a good practice is shared."""

    shared_with: Literal['members', 'public']
    on_behalf_of: NotRequired[OnBehalfOf | None]


class PracticeQuestion(TypedDict):
    """A question of one city to another about a cell of the frame. Both see it, and the office."""

    id: str
    version: int
    network_id: str
    city: CityName
    asking_city: CityName
    good_practice_id: str | None
    cell: Cell
    question: str
    shows_mail: bool
    stage: str
    answer: str | None
    answered_on: str | None
    source: str | None
    demonstration: bool
    created_at: str
    updated_at: str
    you_may: list[str] | None


class PracticeQuestionCreate(TypedDict):
    """A question to a city. It is sent the cell and the text, and nothing else: no plan of the city that asks."""

    network_id: str
    city_id: str
    asking_city_id: str
    good_practice_id: NotRequired[str | None]
    cell: CellNamed
    question: str
    show_my_mail: NotRequired[bool]
    on_behalf_of: NotRequired[OnBehalfOf | None]


class PracticeQuestionPage(TypedDict):
    """A page of questions, the newest first."""

    items: list[PracticeQuestion]
    next: str | None


class PracticeSuggestion(TypedDict):
    """A practice that is near to a cell, and why it is."""

    good_practice_id: str | None
    library_key: str | None
    city: CityName | None
    city_name: str
    country_code: str
    title: str
    summary: str | None
    languages: list[str]
    year: int | None
    url: str | None
    publication: str | None
    asked_by: str
    fits: str
    can_read: bool
    like_size: bool


class PracticeWithdrawalCreate(TypedDict):
    """That a good practice is shown no more; the body may be left out."""

    on_behalf_of: NotRequired[OnBehalfOf | None]


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


class ProgressAnswerCreate(TypedDict):
    """What is said through the link: how actions stand, when to ask again, whom to ask instead. At least one of them."""

    token: str
    browser: str
    answers: NotRequired[list[ActionAnswer]]
    again_in_weeks: NotRequired[Literal[2, 4, 8] | None]
    not_me: NotRequired[NotMe | None]


class ProgressAsked(TypedDict):
    """What somebody is asked, as whoever holds the link reads it."""

    name: str
    language: str
    network_name: str
    good_until: str
    answered: bool
    again_on: str | None
    actions: list[ActionAsked]


class ProgressLink(TypedDict):
    """The secret in a mail's link, and a word that the browser has made up and keeps: no other browser corrects what it
    answered.
    """

    token: str
    browser: str


class ProgressLinkRenewal(TypedDict):
    """Said whether or not there is anything to send. A new link goes to the address that had the former one, and to no
    other.
    """

    sent_if_known: Literal[True]


class ProgressLinkRenewalCreate(TypedDict):
    """The secret of a link that shows nothing any more."""

    token: str


class ProgressReferral(TypedDict):
    """Whom somebody named who was asked and is not meant."""

    id: str
    plan_action_id: str
    asked_id: str
    name: str
    mail: str | None
    said_on: str


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


class PublicAction(TypedDict):
    """An action of a plan that its city has shared with everybody."""

    id: str
    title: str
    cell: Cell
    further_cells: list[Cell]
    description: str | None
    completion_criterion: str | None
    starts_on: str | None
    due_on: str | None
    stage: str
    percent: int | None


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


class PublicConsultation(TypedDict):
    """A draft that went round, or advice that was asked for, and the answer."""

    id: str
    kind: str
    asked_on: str
    of_whom: str
    question: str | None
    answered_on: str | None
    answer: str | None
    what_came_of_it: str | None


class PublicContact(TypedDict):
    """A contact point that its person has published."""

    kind: str
    value: str


class PublicCoverage(TypedDict):
    """What the public actions cover; cancelled ones do not count. Names are in the language of the request."""

    commitments: list[CoveredHead]
    tracks: list[CoveredHead]
    cells: list[CoveredInPublic]


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


class PublicInventoryItem(TypedDict):
    """A service, an organisation or a measure that is there already."""

    id: str
    kind: str
    name: str
    provider: str | None
    cell: Cell | None
    description: str | None
    url: str | None


class PublicLead(TypedDict):
    """The lead city and how it is reached."""

    city: PublicName
    contacts: list[PublicContact]


class PublicMeeting(TypedDict):
    """A meeting about the plan."""

    id: str
    kind: str
    planned_on: str | None
    held_on: str | None
    place: str | None
    present: str | None
    agenda: str | None
    notes: str | None
    decisions: str | None


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


class PublicNeedsAssessment(TypedDict):
    """How the city asked what is needed."""

    id: str
    title: str
    method: str
    starts_on: str | None
    ends_on: str | None
    participants: str | None
    participant_count: int | None
    questions: str | None


class PublicNeedsFinding(TypedDict):
    """What the city found when it asked; its assessment is here only when that is shared with everybody, too."""

    id: str
    needs_assessment_id: str
    finding: str


class PublicNetwork(TypedDict):
    """A network by name."""

    slug: str
    name: str


class PublicNetworkPage(TypedDict):
    """A page of networks."""

    items: list[PublicNetwork]
    next: str | None


class PublicNotes(TypedDict):
    """What the city noted around its plan and shared with everybody, each kind in the order in which it was written down."""

    needs_assessments: list[PublicNeedsAssessment]
    needs_findings: list[PublicNeedsFinding]
    consultations: list[PublicConsultation]
    inventory: list[PublicInventoryItem]
    risks: list[PublicRisk]
    meetings: list[PublicMeeting]
    contacts: list[PublicPlanContact]


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


class PublicPlan(TypedDict):
    """The action plan of a city as far as the city shares it with everybody."""

    id: str
    city: PublicName
    network_slug: str
    title: str
    starts_on: str | None
    ends_on: str | None
    aims: str | None
    scope: str | None
    use: str | None
    stage: str
    adopted_by: str | None
    adopted_on: str | None
    decision_reference: str | None
    decision_url: str | None
    signed_by: str | None
    signed_on: str | None
    actions: list[PublicAction]
    practices: list[PublicPractice]
    notes: PublicNotes
    coverage: PublicCoverage
    source: str | None
    demonstration: bool


class PublicPlanContact(TypedDict):
    """That the city was in touch with somebody about its plan."""

    id: str
    contacted_on: str
    with_whom: str
    way: str
    note: str | None
    next_step: str | None
    next_step_on: str | None


class PublicPractice(TypedDict):
    """A good practice of the city that is shared with everybody."""

    id: str
    title: str
    summary: str | None
    cells: list[Cell]
    themes: list[
        Literal[
            'action_plans',
            'anti_muslim_racism',
            'antisemitism',
            'awareness',
            'city_administration',
            'civil_society',
            'counselling',
            'culture',
            'education',
            'employment',
            'hate_crime',
            'housing',
            'intercultural_living',
            'integration',
            'monitoring',
            'participation',
        ]
    ]
    url: str | None


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


class PublicRisk(TypedDict):
    """What may go wrong with the plan, and what the city does about it."""

    id: str
    phase: str
    risk: str
    likelihood: str | None
    weight: str | None
    measure: str | None
    standing: str
    review_on: str | None


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
    progress_asking_days: int
    progress_referral_days: int
    webhook_days: int
    security_event_days: int
    person_without_role_days: int


class Rhythm(TypedDict):
    """When something was, and when it would come next. It is never late; a day that has gone by is not named."""

    stage: str
    held: list[str]
    last_on: str | None
    planned_on: str | None
    from_on: str | None
    by_on: str | None


class RoadmapStep(TypedDict):
    """A step to a plan or with it, and what still shows that it is not done."""

    number: int
    key: str
    phase: str
    name: str
    asks: str
    help: str
    stage: str
    missing: list[LibraryFact]


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
    url: str | None
    every_minutes: int | None
    position: int
    records: int
    doubtful: int
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


class WebhookDelivery(TypedDict):
    """A message to an address, and what came of it. Kept for 30 days."""

    id: str
    version: int
    endpoint_id: str
    event_type: str
    subject: ChangedSubject | None
    seq: int | None
    stage: str
    attempt: int
    due_at: str
    attempted_at: str | None
    answer_code: int | None
    failure: str | None
    created_at: str
    you_may: list[str] | None


class WebhookDeliveryPage(TypedDict):
    """A page of messages, the latest first."""

    items: list[WebhookDelivery]
    next: str | None


class WebhookEndpoint(TypedDict):
    """An address that messages go to."""

    id: str
    version: int
    network_id: str | None
    client_id: str | None
    url: str
    description: str | None
    event_types: list[str]
    stage: str
    stage_reason: str | None
    former_until: str | None
    failing_since: str | None
    created_at: str
    updated_at: str
    you_may: list[str] | None


class WebhookEndpointCreate(TypedDict):
    """An address that messages shall go to, of the client that calls, or of the office of a network."""

    network_id: str
    url: str
    description: NotRequired[str | None]
    event_types: NotRequired[list[str]]


class WebhookEndpointPage(TypedDict):
    """A page of addresses."""

    items: list[WebhookEndpoint]
    next: str | None


class WebhookEndpointPatch(TypedDict):
    """What of an address can be changed. Another `url` is asked anew before anything goes there."""

    url: NotRequired[str]
    description: NotRequired[str | None]
    event_types: NotRequired[list[str]]


class WebhookEndpointWithSecret(TypedDict):
    """An address with its new secret, which is shown this once."""

    id: str
    version: int
    network_id: str | None
    client_id: str | None
    url: str
    description: str | None
    event_types: list[str]
    stage: str
    stage_reason: str | None
    former_until: str | None
    failing_since: str | None
    created_at: str
    updated_at: str
    you_may: list[str] | None
    secret: str


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


class WorkingGroupMembers(TypedDict):
    """What it took to bring a group to the desired set. `changed` is for members who stay in another way; there is no such
    way yet.
    """

    dry_run: bool
    joined: list[Membership]
    left: list[Membership]
    changed: list[Membership]
    unchanged: list[Membership]
    effects: list[GroupEffect]


class WorkingGroupMembersReplace(TypedDict):
    """Everybody who is to be in a working group; whoever is in it and not named here leaves."""

    members: list[DesiredMember]
    effective_on: NotRequired[str | None]
    reason: NotRequired[str | None]
    max_removals: NotRequired[int | None]


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
