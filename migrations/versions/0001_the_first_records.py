"""The first records: networks and cities, groups and memberships, people and roles, and the spine that every write goes through.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table of the first release."""
    op.execute('CREATE EXTENSION IF NOT EXISTS pg_trgm')
    op.execute('CREATE EXTENSION IF NOT EXISTS btree_gist')
    op.create_table(
        'change_counter',
        sa.Column('one', sa.Boolean(), nullable=False),
        sa.Column('head_seq', sa.BigInteger(), nullable=False),
        sa.CheckConstraint('one'),
        sa.PrimaryKeyConstraint('one'),
        postgresql_with={'fillfactor': '10'},
    )
    op.create_table(
        'changes',
        sa.Column('subject_id', sa.Uuid(), nullable=False),
        sa.Column('subject_type', sa.Text(), nullable=False),
        sa.Column('seq', sa.BigInteger(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('occurred_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('deleted', sa.Boolean(), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=True),
        sa.Column('city_id', sa.Uuid(), nullable=True),
        sa.Column('audience_now', sa.Text(), nullable=False),
        sa.Column('audience_before', sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint('subject_id'),
    )
    op.create_index('changes_by_seq', 'changes', ['seq'], unique=True)
    op.create_table(
        'cities',
        sa.Column('origin_network_id', sa.Uuid(), nullable=True),
        sa.Column('origin_id', sa.Text(), nullable=True),
        sa.Column('origin_version', sa.Integer(), nullable=True),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('slug', sa.Text(), nullable=False),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('other_names', JSONB(), nullable=False),
        sa.Column('sort_key', sa.Text(collation='C'), nullable=False),
        sa.Column('search_key', sa.Text(), nullable=False),
        sa.Column('kind', sa.Text(), nullable=False),
        sa.Column('country_code', sa.Text(), nullable=False),
        sa.Column('latitude', sa.Float(), nullable=True),
        sa.Column('longitude', sa.Float(), nullable=True),
        sa.CheckConstraint("country_code ~ '^[A-Z]{2}$'", name='cities_country_code'),
        sa.CheckConstraint("kind IN ('city', 'other_local_authority')", name='cities_kind'),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('slug'),
    )
    op.create_index('cities_by_name', 'cities', ['sort_key', 'id'], unique=False)
    op.create_index(
        'cities_search', 'cities', ['search_key'], unique=False, postgresql_using='gin', postgresql_ops={'search_key': 'gin_trgm_ops'}
    )
    op.create_table(
        'former_slugs',
        sa.Column('slug', sa.Text(), nullable=False),
        sa.Column('subject_type', sa.Text(), nullable=False),
        sa.Column('subject_id', sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint('slug', 'subject_type'),
    )
    op.create_table(
        'idempotency_keys',
        sa.Column('caller', sa.Text(), nullable=False),
        sa.Column('key', sa.Text(), nullable=False),
        sa.Column('request_hash', sa.LargeBinary(), nullable=False),
        sa.Column('answer_code', sa.Integer(), nullable=False),
        sa.Column('headers', JSONB(), nullable=False),
        sa.Column('body', sa.LargeBinary(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('caller', 'key'),
    )
    op.create_index('idempotency_keys_by_age', 'idempotency_keys', ['created_at'], unique=False)
    op.create_table(
        'instance',
        sa.Column('one', sa.Boolean(), nullable=False),
        sa.Column('feed_id', sa.Uuid(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('purge_floor', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint('one'),
        sa.PrimaryKeyConstraint('one'),
    )
    op.create_table(
        'journal',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('request_id', sa.Text(), nullable=True),
        sa.Column('actor_kind', sa.Text(), nullable=False),
        sa.Column('actor_id', sa.Uuid(), nullable=True),
        sa.Column('on_behalf_of_city_id', sa.Uuid(), nullable=True),
        sa.Column('channel', sa.Text(), nullable=True),
        sa.Column('operation', sa.Text(), nullable=False),
        sa.Column('subject_type', sa.Text(), nullable=False),
        sa.Column('subject_id', sa.Uuid(), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=True),
        sa.Column('changes', JSONB(), nullable=False),
        sa.Column('personal_columns', JSONB(), nullable=False),
        sa.Column('reason', sa.Text(), nullable=True),
        sa.Column('rule', sa.Text(), nullable=True),
        sa.Column('by_law_id', sa.Uuid(), nullable=True),
        sa.Column('facts', JSONB(), nullable=True),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('journal_of_subject', 'journal', ['subject_id', 'id'], unique=False)
    op.create_table(
        'networks',
        sa.Column('origin_network_id', sa.Uuid(), nullable=True),
        sa.Column('origin_id', sa.Text(), nullable=True),
        sa.Column('origin_version', sa.Integer(), nullable=True),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('slug', sa.Text(), nullable=False),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('sort_key', sa.Text(collation='C'), nullable=False),
        sa.Column('parent_id', sa.Uuid(), nullable=True),
        sa.Column('operated_by', sa.Text(), nullable=True),
        sa.Column('partner', sa.Boolean(), nullable=False),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.Column('working_languages', JSONB(), nullable=False),
        sa.Column('time_zone', sa.Text(), nullable=False),
        sa.Column('founded', JSONB(), nullable=True),
        sa.CheckConstraint("stage IN ('preparation', 'live')", name='networks_stage'),
        sa.ForeignKeyConstraint(
            ['parent_id'],
            ['networks.id'],
        ),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('slug'),
    )
    op.create_table(
        'organisations',
        sa.Column('origin_network_id', sa.Uuid(), nullable=True),
        sa.Column('origin_id', sa.Text(), nullable=True),
        sa.Column('origin_version', sa.Integer(), nullable=True),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('slug', sa.Text(), nullable=False),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('sort_key', sa.Text(collation='C'), nullable=False),
        sa.Column('search_key', sa.Text(), nullable=False),
        sa.Column('kind', sa.Text(), nullable=False),
        sa.Column('country_code', sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('civil_society', 'network', 'institution', 'university')", name='organisations_kind'),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('slug'),
    )
    op.create_table(
        'outbox',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('kind', sa.Text(), nullable=False),
        sa.Column('payload', JSONB(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('attempt', sa.Integer(), nullable=False),
        sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('outcome', sa.Text(), nullable=True),
        sa.Column('last_error', sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('outbox_open', 'outbox', ['due_at'], unique=False, postgresql_where=sa.text('done_at IS NULL'))
    op.create_table(
        'api_clients',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=True),
        sa.Column('city_id', sa.Uuid(), nullable=True),
        sa.Column('scopes', JSONB(), nullable=False),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('last_used_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['city_id'],
            ['cities.id'],
        ),
        sa.ForeignKeyConstraint(
            ['network_id'],
            ['networks.id'],
        ),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_table(
        'by_laws',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('valid_from', sa.Date(), nullable=False),
        sa.Column('min_cities', sa.Integer(), nullable=False),
        sa.Column('min_countries', sa.Integer(), nullable=False),
        sa.Column('broadcast_hold_hours', sa.Integer(), nullable=False),
        sa.Column('report_after_days', sa.Integer(), nullable=False),
        sa.Column('report_cadence_months', sa.Integer(), nullable=False),
        sa.Column('report_word_limit', sa.Integer(), nullable=False),
        sa.Column('index_interval_months', sa.Integer(), nullable=True),
        sa.Column('plan_review_min_months', sa.Integer(), nullable=False),
        sa.Column('plan_review_max_months', sa.Integer(), nullable=False),
        sa.Column('department_meetings_min', sa.Integer(), nullable=False),
        sa.Column('department_meetings_max', sa.Integer(), nullable=False),
        sa.Column('sponsorship_condition', sa.Text(), nullable=False),
        sa.Column('reminder_days_before', JSONB(), nullable=False),
        sa.Column('reminder_days_after', JSONB(), nullable=False),
        sa.Column('reminder_every_days', sa.Integer(), nullable=False),
        sa.Column('working_languages', JSONB(), nullable=False),
        sa.Column('time_zone', sa.Text(), nullable=False),
        sa.CheckConstraint('min_cities >= 1 AND min_countries >= 1', name='by_laws_minimum'),
        sa.ForeignKeyConstraint(
            ['network_id'],
            ['networks.id'],
        ),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('network_id', 'number', name='by_laws_number'),
        sa.UniqueConstraint('network_id', 'valid_from', name='by_laws_valid_from'),
    )
    op.create_table(
        'departments',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('city_id', sa.Uuid(), nullable=False),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('sort_key', sa.Text(collation='C'), nullable=False),
        sa.Column('ended_on', sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ['city_id'],
            ['cities.id'],
        ),
        sa.ForeignKeyConstraint(
            ['network_id'],
            ['networks.id'],
        ),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('ix_departments_city_id', 'departments', ['city_id'], unique=False)
    op.create_table(
        'identifiers',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('scheme', sa.Text(), nullable=False),
        sa.Column('value', sa.Text(), nullable=False),
        sa.Column('city_id', sa.Uuid(), nullable=True),
        sa.Column('organisation_id', sa.Uuid(), nullable=True),
        sa.CheckConstraint('num_nonnulls(city_id, organisation_id) = 1', name='identifiers_of_one'),
        sa.ForeignKeyConstraint(
            ['city_id'],
            ['cities.id'],
        ),
        sa.ForeignKeyConstraint(
            ['organisation_id'],
            ['organisations.id'],
        ),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('scheme', 'value', name='identifiers_pair'),
    )
    op.create_index('ix_identifiers_city_id', 'identifiers', ['city_id'], unique=False)
    op.create_index('ix_identifiers_organisation_id', 'identifiers', ['organisation_id'], unique=False)
    op.create_table(
        'people',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('city_id', sa.Uuid(), nullable=True),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('mail', sa.Text(), nullable=True),
        sa.Column('language', sa.Text(), nullable=False),
        sa.Column('disabled_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['city_id'],
            ['cities.id'],
        ),
        sa.ForeignKeyConstraint(
            ['network_id'],
            ['networks.id'],
        ),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index(
        'people_by_mail', 'people', [sa.literal_column('lower(mail)')], unique=True, postgresql_where=sa.text('mail IS NOT NULL')
    )
    op.create_table(
        'api_client_secrets',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('client_id', sa.Uuid(), nullable=False),
        sa.Column('prefix', sa.Text(), nullable=False),
        sa.Column('secret_hash', sa.LargeBinary(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['client_id'],
            ['api_clients.id'],
        ),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('secret_hash'),
    )
    op.create_index('ix_api_client_secrets_client_id', 'api_client_secrets', ['client_id'], unique=False)
    op.create_table(
        'contact_points',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('city_id', sa.Uuid(), nullable=True),
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.Column('kind', sa.Text(), nullable=False),
        sa.Column('value', sa.Text(), nullable=False),
        sa.Column('visibility', sa.Text(), nullable=False),
        sa.Column('consented_on', sa.Date(), nullable=True),
        sa.Column('ended_on', sa.Date(), nullable=True),
        sa.CheckConstraint("visibility <> 'public' OR consented_on IS NOT NULL", name='contact_points_public_by_consent'),
        sa.CheckConstraint("visibility IN ('public', 'members', 'office')", name='contact_points_visibility'),
        sa.ForeignKeyConstraint(
            ['city_id'],
            ['cities.id'],
        ),
        sa.ForeignKeyConstraint(
            ['network_id'],
            ['networks.id'],
        ),
        sa.ForeignKeyConstraint(
            ['person_id'],
            ['people.id'],
        ),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('contact_points_of_person', 'contact_points', ['person_id'], unique=False)
    op.create_table(
        'sessions',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.Column('token_hash', sa.LargeBinary(), nullable=False),
        sa.Column('user_agent', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('idle_minutes', sa.Integer(), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['person_id'],
            ['people.id'],
        ),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('token_hash'),
    )
    op.create_index('ix_sessions_person_id', 'sessions', ['person_id'], unique=False)
    op.create_table(
        'sign_in_links',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=True),
        sa.Column('address_hash', sa.LargeBinary(), nullable=True),
        sa.Column('token_hash', sa.LargeBinary(), nullable=True),
        sa.Column('code_hash', sa.LargeBinary(), nullable=True),
        sa.Column('browser_hash', sa.LargeBinary(), nullable=True),
        sa.Column('wrong_codes', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['person_id'],
            ['people.id'],
        ),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('token_hash'),
    )
    op.create_index('ix_sign_in_links_person_id', 'sign_in_links', ['person_id'], unique=False)
    op.create_table(
        'working_groups',
        sa.Column('origin_network_id', sa.Uuid(), nullable=True),
        sa.Column('origin_id', sa.Text(), nullable=True),
        sa.Column('origin_version', sa.Integer(), nullable=True),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('slug', sa.Text(), nullable=False),
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('sort_key', sa.Text(collation='C'), nullable=False),
        sa.Column('search_key', sa.Text(), nullable=False),
        sa.Column('aims', sa.Text(), nullable=True),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.Column('channel', sa.Text(), nullable=True),
        sa.Column('proposed_on', JSONB(), nullable=True),
        sa.Column('constituted_on', JSONB(), nullable=True),
        sa.Column('constitution_recorded_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('constituting_by_law_id', sa.Uuid(), nullable=True),
        sa.Column('closed_on', sa.Date(), nullable=True),
        sa.Column('rhythm', sa.Text(), nullable=True),
        sa.Column('mode', sa.Text(), nullable=True),
        sa.Column('city_count', sa.Integer(), nullable=False),
        sa.Column('country_count', sa.Integer(), nullable=False),
        sa.Column('missing', JSONB(), nullable=False),
        sa.Column('needs_lead', sa.Boolean(), nullable=False),
        sa.Column('below_minimum', sa.Boolean(), nullable=False),
        sa.Column('continues_id', sa.Uuid(), nullable=True),
        sa.CheckConstraint("stage IN ('proposed', 'constituted', 'completed', 'withdrawn')", name='working_groups_stage'),
        sa.ForeignKeyConstraint(
            ['constituting_by_law_id'],
            ['by_laws.id'],
        ),
        sa.ForeignKeyConstraint(
            ['continues_id'],
            ['working_groups.id'],
        ),
        sa.ForeignKeyConstraint(
            ['network_id'],
            ['networks.id'],
        ),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('slug'),
    )
    op.create_index('working_groups_of_network', 'working_groups', ['network_id', 'sort_key', 'id'], unique=False)
    op.create_index(
        'working_groups_search',
        'working_groups',
        ['search_key'],
        unique=False,
        postgresql_using='gin',
        postgresql_ops={'search_key': 'gin_trgm_ops'},
    )
    op.create_table(
        'leads',
        sa.Column('origin_network_id', sa.Uuid(), nullable=True),
        sa.Column('origin_id', sa.Text(), nullable=True),
        sa.Column('origin_version', sa.Integer(), nullable=True),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('working_group_id', sa.Uuid(), nullable=False),
        sa.Column('city_id', sa.Uuid(), nullable=False),
        sa.Column('start_date', sa.Date(), nullable=True),
        sa.Column('end_date', sa.Date(), nullable=True),
        sa.Column('end_reason', sa.Text(), nullable=True),
        ExcludeConstraint(
            (sa.column('working_group_id'), '='),
            (sa.text("daterange(start_date, end_date, '[)')"), '&&'),
            using='gist',
            name='leads_never_overlap',
        ),
        sa.CheckConstraint('end_date >= start_date', name='leads_ends_after_start'),
        sa.ForeignKeyConstraint(
            ['city_id'],
            ['cities.id'],
        ),
        sa.ForeignKeyConstraint(
            ['network_id'],
            ['networks.id'],
        ),
        sa.ForeignKeyConstraint(
            ['working_group_id'],
            ['working_groups.id'],
        ),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('leads_of_city', 'leads', ['city_id'], unique=False)
    op.create_index('leads_one_open', 'leads', ['working_group_id'], unique=True, postgresql_where=sa.text('end_date IS NULL'))
    op.create_table(
        'memberships',
        sa.Column('origin_network_id', sa.Uuid(), nullable=True),
        sa.Column('origin_id', sa.Text(), nullable=True),
        sa.Column('origin_version', sa.Integer(), nullable=True),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('working_group_id', sa.Uuid(), nullable=True),
        sa.Column('city_id', sa.Uuid(), nullable=True),
        sa.Column('organisation_id', sa.Uuid(), nullable=True),
        sa.Column('role', sa.Text(), nullable=False),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.Column('start_date', sa.Date(), nullable=True),
        sa.Column('end_date', sa.Date(), nullable=True),
        sa.Column('end_reason', sa.Text(), nullable=True),
        sa.Column('imported', sa.Boolean(), nullable=False),
        ExcludeConstraint(
            (sa.text('coalesce(working_group_id, network_id)'), '='),
            (sa.text('coalesce(city_id, organisation_id)'), '='),
            (sa.text("daterange(start_date, end_date, '[)')"), '&&'),
            using='gist',
            name='memberships_never_overlap',
        ),
        sa.CheckConstraint("role = CASE WHEN organisation_id IS NULL THEN 'member' ELSE 'associate' END", name='memberships_role_by_kind'),
        sa.CheckConstraint("stage = 'active' OR working_group_id IS NULL", name='memberships_of_groups_are_active'),
        sa.CheckConstraint("stage IN ('applicant', 'active', 'suspended')", name='memberships_stage'),
        sa.CheckConstraint('(end_date IS NULL) = (end_reason IS NULL)', name='memberships_end_has_a_reason'),
        sa.CheckConstraint('end_date >= start_date', name='memberships_ends_after_start'),
        sa.CheckConstraint('num_nonnulls(city_id, organisation_id) = 1', name='memberships_one_member'),
        sa.CheckConstraint('working_group_id IS NOT NULL OR organisation_id IS NULL', name='memberships_networks_are_of_cities'),
        sa.ForeignKeyConstraint(
            ['city_id'],
            ['cities.id'],
        ),
        sa.ForeignKeyConstraint(
            ['network_id'],
            ['networks.id'],
        ),
        sa.ForeignKeyConstraint(
            ['organisation_id'],
            ['organisations.id'],
        ),
        sa.ForeignKeyConstraint(
            ['working_group_id'],
            ['working_groups.id'],
        ),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('memberships_of_city', 'memberships', ['city_id', 'id'], unique=False)
    op.create_index('memberships_of_group', 'memberships', ['working_group_id', 'id'], unique=False)
    op.create_index('memberships_of_network', 'memberships', ['network_id', 'id'], unique=False)
    op.create_index(
        'memberships_one_open',
        'memberships',
        [sa.literal_column('coalesce(working_group_id, network_id)'), sa.literal_column('coalesce(city_id, organisation_id)')],
        unique=True,
        postgresql_where=sa.text('end_date IS NULL'),
    )
    op.create_table(
        'notices',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('kind', sa.Text(), nullable=False),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.Column('working_group_id', sa.Uuid(), nullable=True),
        sa.Column('city_id', sa.Uuid(), nullable=True),
        sa.Column('parameters', JSONB(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('held_until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('reason', sa.Text(), nullable=True),
        sa.CheckConstraint("stage IN ('held', 'queued', 'sent', 'not_sent')", name='notices_stage'),
        sa.ForeignKeyConstraint(
            ['city_id'],
            ['cities.id'],
        ),
        sa.ForeignKeyConstraint(
            ['network_id'],
            ['networks.id'],
        ),
        sa.ForeignKeyConstraint(
            ['working_group_id'],
            ['working_groups.id'],
        ),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('notices_of_group', 'notices', ['working_group_id'], unique=False)
    op.create_index('notices_of_network', 'notices', ['network_id', 'id'], unique=False)
    op.create_table(
        'roles',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.Column('role', sa.Text(), nullable=False),
        sa.Column('city_id', sa.Uuid(), nullable=True),
        sa.Column('organisation_id', sa.Uuid(), nullable=True),
        sa.Column('working_group_id', sa.Uuid(), nullable=True),
        sa.Column('start_date', sa.Date(), nullable=False),
        sa.Column('end_date', sa.Date(), nullable=True),
        sa.Column('given_by_id', sa.Uuid(), nullable=True),
        sa.CheckConstraint('end_date >= start_date', name='roles_ends_after_start'),
        sa.ForeignKeyConstraint(
            ['city_id'],
            ['cities.id'],
        ),
        sa.ForeignKeyConstraint(
            ['network_id'],
            ['networks.id'],
        ),
        sa.ForeignKeyConstraint(
            ['organisation_id'],
            ['organisations.id'],
        ),
        sa.ForeignKeyConstraint(
            ['person_id'],
            ['people.id'],
        ),
        sa.ForeignKeyConstraint(
            ['working_group_id'],
            ['working_groups.id'],
        ),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('roles_of_group', 'roles', ['working_group_id'], unique=False)
    op.create_index('roles_of_person', 'roles', ['person_id'], unique=False)
