"""Which columns each resource has as a table. Imports read the same columns; an entry here and a route make a new export.

Whoever reads a file may go by the places of its columns: what was not there in the last release stands at the end.
"""

from sqlalchemy import select

from api import shown
from api.exports import Export
from api.shown.city_catalogue import city_catalogue
from api.shown.obligations import worked_out
from api.shown.pieces import cities, identifiers, organisations
from api.shown.plans import PLAN_ACTIONS_AS_A_TABLE

_KEYS = select(identifiers.c.scheme + ':' + identifiers.c.value).order_by(identifiers.c.scheme, identifiers.c.value)
_ALWAYS = ('source', 'demonstration', 'created_at', 'updated_at')
_OF_PEOPLE = ('demonstration', 'created_at', 'updated_at')

CITIES = Export(
    'cities',
    shown.CITIES,
    (
        'id', 'version', 'slug', 'name', 'other_names[]', 'kind', 'country_code', 'latitude', 'longitude', 'identifiers[scheme:value]',
        *_ALWAYS,
    ),
    {'identifiers': _KEYS.where(identifiers.c.city_id == cities.c.id).correlate(cities)},
)  # fmt: skip
CITY_CATALOGUE = Export(
    'city-catalogue',
    city_catalogue('en'),
    ('geonames_id', 'name', 'country_code', 'country_name', 'region', 'population', 'latitude', 'longitude', 'time_zone', 'city_id'),
)
ORGANISATIONS = Export(
    'organisations',
    shown.ORGANISATIONS,
    ('id', 'version', 'slug', 'name', 'kind', 'country_code', *_ALWAYS, 'identifiers[scheme:value]'),
    {'identifiers': _KEYS.where(identifiers.c.organisation_id == organisations.c.id).correlate(organisations)},
)
DEPARTMENTS = Export(
    'departments',
    shown.DEPARTMENTS,
    ('id', 'version', 'network_id', 'city_id', 'name', 'ended_on', 'demonstration', 'created_at', 'updated_at'),
)
WORKING_GROUPS = Export(
    'working-groups',
    shown.WORKING_GROUPS,
    (
        'id', 'version', 'network_slug', 'slug', 'title', 'aims', 'stage', 'channel', 'proposed_on.value', 'constituted_on.value',
        'closed_on', 'rhythm', 'mode', 'lead_city.slug', 'city_count', 'country_count', 'needs_lead', 'below_minimum', 'undeclared',
        'continues_id', *_ALWAYS, 'network_id', 'proposed_on.precision', 'constituted_on.precision', 'constitution_recorded_at',
        'imported', 'withdrawal_reason',
    ),
)  # fmt: skip
LEADS = Export(
    'leads',
    shown.LEADS,
    (
        'id', 'version', 'network_id', 'working_group_id', 'city.slug', 'city.name', 'city.country_code', 'start_date', 'start_precision',
        'end_date', 'end_reason', *_ALWAYS,
    ),
)  # fmt: skip
MEMBERSHIPS = Export(
    'memberships',
    shown.MEMBERSHIPS,
    (
        'id', 'version', 'network_id', 'working_group_id', 'member.kind', 'member.slug', 'member.name', 'member.country_code', 'role',
        'stage', 'start_date', 'end_date', 'end_reason', 'imported', *_ALWAYS, 'start_precision', 'city_id', 'organisation_id',
    ),
)  # fmt: skip
MEETINGS = Export(
    'meetings',
    shown.MEETINGS,
    (
        'id', 'version', 'network_id', 'working_group.slug', 'title', 'starts_at', 'ends_at', 'time_zone', 'mode', 'place',
        'joining_link', 'host_city.slug', 'agenda[]', 'stage', 'held_on', 'minutes', 'minutes_document_id', 'attendance[slug]',
        'cancellation_reason', 'visibility', *_ALWAYS, 'decisions', 'series_id',
    ),
)  # fmt: skip
OUTPUTS = Export(
    'outputs',
    shown.OUTPUTS,
    (
        'id', 'version', 'network_id', 'working_group.slug', 'title', 'kind', 'description', 'languages[]', 'document_id', 'url', 'stage',
        'shared_on', 'withdrawal_reason', 'visibility', *_ALWAYS,
    ),
)  # fmt: skip
DOCUMENTS = Export(
    'documents',
    shown.DOCUMENTS,
    (
        'id', 'version', 'network_id', 'working_group.slug', 'title', 'file_name', 'media_type', 'size', 'sha256', 'language',
        'visibility', *_ALWAYS, 'redaction.redacted_at', 'redaction.reason',
    ),
)  # fmt: skip
FUNDING_REQUESTS = Export(
    'funding-requests',
    shown.FUNDING_REQUESTS,
    (
        'id', 'version', 'network_id', 'working_group.slug', 'title', 'project_idea', 'amount_requested.amount#',
        'amount_requested.currency', 'amount_granted.amount#', 'amount_granted.currency', 'stage', 'decided_on', 'decision_comment',
        'withdrawal_reason', *_ALWAYS,
    ),
)  # fmt: skip
SUPPORT_REQUESTS = Export(
    'support-requests',
    shown.SUPPORT_REQUESTS,
    (
        'id', 'version', 'network_id', 'working_group.slug', 'question', 'stage', 'answer', 'answered_on', 'closing_comment', *_ALWAYS,
    ),
)  # fmt: skip
PLAN_ACTIONS = Export(
    'plan-actions',
    PLAN_ACTIONS_AS_A_TABLE,
    (
        'id', 'version', 'network_id', 'city.slug', 'plan_id', 'title', 'cell.commitment#', 'cell.track#',
        'further_cells[commitment:track]', 'description', 'origin', 'addressees[]', 'target_groups[]', 'city_function',
        'horizon', 'department_id', 'department', 'responsible_person_id', 'responsible', 'starts_on',
        'due_on', 'completion_criterion', 'budget_note', 'stage', 'percent', 'last_progress_on', 'late', 'stale', 'shared_with', *_ALWAYS,
    ),
)  # fmt: skip
ACTION_ITEMS = Export(
    'action-items',
    shown.ACTION_ITEMS,
    (
        'id', 'version', 'network_id', 'working_group.slug', 'title', 'description', 'origin', 'addressees[]', 'target_groups[]',
        'city_function', 'horizon', 'responsible_city.slug', 'responsible_person_id', 'starts_on', 'due_on', 'completion_criterion',
        'budget_note', 'meeting_id', 'stage', 'percent', 'last_progress_on', 'late', 'stale', 'visibility', *_ALWAYS,
    ),
)  # fmt: skip
PROGRESS_UPDATES = Export(
    'progress-updates',
    shown.PROGRESS_UPDATES,
    (
        'id', 'version', 'network_id', 'working_group.slug', 'action_item_id', 'made_on', 'author.kind', 'author.city.slug',
        'author_person_id', 'unchanged', 'stage', 'percent', 'text', 'obstacle', 'evidence_url', 'document_id', 'corrects_id',
        'corrected_by_id', 'visibility', *_ALWAYS,
    ),
)  # fmt: skip
ASSEMBLIES = Export(
    'assemblies',
    shown.ASSEMBLIES,
    ('id', 'version', 'network_id', 'title', 'held_on', 'place', 'host_city.slug', 'mode', 'stage', *_ALWAYS, 'present_report_id'),
)
DECLARATIONS = Export(
    'declarations',
    shown.DECLARATIONS,
    (
        'id', 'version', 'network_id', 'working_group.slug', 'assembly.id', 'assembly.title', 'assembly.held_on', 'choice', 'reason',
        'declared_on', 'effective_at', *_ALWAYS,
    ),
)  # fmt: skip
PEOPLE = Export(
    'people',
    shown.PEOPLE,
    ('id', 'version', 'network_id', 'city_id', 'name', 'mail', 'language', 'disabled_at', *_OF_PEOPLE, 'erased_at'),
)
ROLES = Export(
    'roles',
    shown.ROLES,
    (
        'id', 'version', 'network_id', 'person_id', 'role', 'city_id', 'organisation_id', 'working_group_id', 'start_date',
        'start_precision', 'end_date', 'given_by_id', 'imported', *_OF_PEOPLE,
    ),
)  # fmt: skip
CONTACT_POINTS = Export(
    'contact-points',
    shown.CONTACT_POINTS,
    ('id', 'version', 'network_id', 'person_id', 'kind', 'value', 'visibility', 'consented_on', 'ended_on', *_OF_PEOPLE),
)
REPORTS = Export(
    'reports',
    shown.REPORTS,
    (
        'id', 'version', 'network_id', 'working_group.slug', 'assembly.id', 'assembly.title', 'assembly.held_on', 'title', 'text',
        'words.count#', 'words.limit#', 'stage', 'latest_submission_id', 'submitted_at', 'decided_on', 'published_on', *_ALWAYS,
        'language',
    ),
)  # fmt: skip
SUBMISSIONS = Export(
    'submissions',
    shown.SUBMISSIONS,
    (
        'id', 'version', 'network_id', 'working_group.slug', 'report_id', 'number', 'submitted_at', 'snapshot.title', 'snapshot.text',
        'snapshot.words.count#', 'snapshot.words.limit#', 'snapshot.working_group.title', 'snapshot.assembly.id',
        'snapshot.assembly.title', 'snapshot.assembly.held_on', 'snapshot.by_law_id', 'snapshot.by_law_number#',
        'snapshot.on_behalf_of_city_id', 'snapshot.submitted_by.id', 'snapshot.submitted_by.kind', 'snapshot.submitted_by.role', 'sha256',
        'redactions[new_sha256]', *_ALWAYS, 'handed_in_on',
    ),
)  # fmt: skip
DECISIONS = Export(
    'decisions',
    shown.DECISIONS,
    (
        'id', 'version', 'network_id', 'working_group.slug', 'report_id', 'submission_id', 'outcome', 'comment', 'decided_on', *_ALWAYS,
    ),
)  # fmt: skip
PUBLICATIONS = Export(
    'publications',
    shown.PUBLICATIONS,
    (
        'id', 'version', 'network_id', 'working_group.slug', 'report_id', 'submission_id', 'channel', 'url', 'published_on', *_ALWAYS,
        'circular_id',
    ),
)  # fmt: skip
NETWORKS = Export(
    'networks',
    shown.NETWORKS,
    (
        'id', 'version', 'slug', 'name', 'parent_id', 'operated_by', 'partner', 'stage', 'working_languages[]', 'time_zone',
        'founded.value', 'founded.precision', *_ALWAYS,
    ),
)  # fmt: skip
BY_LAWS = Export(
    'by-laws',
    shown.BY_LAWS,
    (
        'id', 'version', 'network_id', 'number', 'valid_from', 'min_cities', 'min_countries', 'broadcast_hold_hours', 'report_after_days',
        'report_cadence_months', 'report_word_limit', 'index_interval_months', 'plan_review_min_months', 'plan_review_max_months',
        'department_meetings_min', 'department_meetings_max', 'stale_after_days', 'sponsorship_condition', 'reminder_days_before[]',
        'reminder_days_after[]', 'reminder_every_days', 'working_languages[]', 'time_zone', *_ALWAYS,
    ),
)  # fmt: skip
CALLS_FOR_INTEREST = Export(
    'calls-for-interest',
    shown.CALLS_FOR_INTEREST,
    (
        'id', 'version', 'network_id', 'city.slug', 'title', 'aims', 'stage', 'closes_on', 'sent_at', 'asked_count',
        'answers[city.slug:choice]', 'working_group.slug', 'withdrawal_reason', *_ALWAYS,
    ),
)  # fmt: skip
GOOD_PRACTICES = Export(
    'good-practices',
    shown.GOOD_PRACTICES,
    (
        'id', 'version', 'network_id', 'city.slug', 'city.name', 'city.country_code', 'city_name', 'country_code', 'title', 'summary',
        'cells[commitment:track]', 'themes[]', 'languages[]', 'year', 'url', 'publication', 'asked_by', 'stage', 'shared_with',
        'published_on', *_ALWAYS,
    ),
)  # fmt: skip
GROUP_INVITATIONS = Export(
    'group-invitations',
    shown.GROUP_INVITATIONS,
    (
        'id',
        'version',
        'network_id',
        'working_group.slug',
        'city.slug',
        'city.name',
        'city.country_code',
        'leads',
        'stage',
        'reason',
        *_ALWAYS,
    ),
)
OBLIGATIONS = Export(
    'obligations',
    worked_out(()),
    (
        'id', 'network_id', 'duty', 'working_group.slug', 'lead_city.slug', 'assembly.id', 'assembly.title', 'assembly.held_on', 'due_on',
        'stage', 'because', 'evidence.type', 'evidence.id', 'evidence.done_on', 'dispensation.id', 'dispensation.until',
        'dispensation.reason', 'dispensation.granted_on', 'report_id', 'act', 'link',
    ),
)  # fmt: skip
