"""Meetings, outputs, documents, funding and support requests.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        'documents',
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
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('sort_key', sa.Text(collation='C'), nullable=False),
        sa.Column('search_key', sa.Text(), nullable=False),
        sa.Column('file_name', sa.Text(), nullable=False),
        sa.Column('media_type', sa.Text(), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('sha256', sa.Text(), nullable=False),
        sa.Column('language', sa.Text(), nullable=True),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name='documents_sha256'),
        sa.CheckConstraint('size BETWEEN 1 AND 10000000', name='documents_size'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['working_group_id'], ['working_groups.id']),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('documents_by_title', 'documents', ['sort_key', 'id'], unique=False)
    op.create_index('documents_of_group', 'documents', ['working_group_id', 'id'], unique=False)
    op.create_index('documents_of_network', 'documents', ['network_id', 'id'], unique=False)
    op.create_index(
        'documents_search', 'documents', ['search_key'], unique=False, postgresql_using='gin', postgresql_ops={'search_key': 'gin_trgm_ops'}
    )
    op.create_table(
        'document_contents',
        sa.Column('document_id', sa.Uuid(), nullable=False),
        sa.Column('content', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['document_id'], ['documents.id']),
        sa.PrimaryKeyConstraint('document_id'),
    )
    op.create_table(
        'meetings',
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
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('search_key', sa.Text(), nullable=False),
        sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('time_zone', sa.Text(), nullable=False),
        sa.Column('mode', sa.Text(), nullable=False),
        sa.Column('place', sa.Text(), nullable=True),
        sa.Column('joining_link', sa.Text(), nullable=True),
        sa.Column('host_city_id', sa.Uuid(), nullable=True),
        sa.Column('agenda', JSONB(), nullable=False),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.Column('held_on', sa.Date(), nullable=True),
        sa.Column('minutes', sa.Text(), nullable=True),
        sa.Column('minutes_document_id', sa.Uuid(), nullable=True),
        sa.Column('cancellation_reason', sa.Text(), nullable=True),
        sa.CheckConstraint('ends_at > starts_at', name='meetings_end_after_start'),
        sa.CheckConstraint("(stage = 'held') = (held_on IS NOT NULL)", name='meetings_held_have_a_day'),
        sa.CheckConstraint("mode IN ('online', 'in_person', 'hybrid')", name='meetings_mode'),
        sa.CheckConstraint("stage IN ('scheduled', 'held', 'cancelled')", name='meetings_stage'),
        sa.ForeignKeyConstraint(['minutes_document_id'], ['documents.id']),
        sa.ForeignKeyConstraint(['host_city_id'], ['cities.id']),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['working_group_id'], ['working_groups.id']),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('meetings_by_start', 'meetings', ['starts_at', 'id'], unique=False)
    op.create_index('meetings_of_document', 'meetings', ['minutes_document_id'], unique=False)
    op.create_index('meetings_of_group', 'meetings', ['working_group_id', 'starts_at', 'id'], unique=False)
    op.create_index('meetings_of_host', 'meetings', ['host_city_id'], unique=False)
    op.create_index('meetings_of_network', 'meetings', ['network_id', 'starts_at', 'id'], unique=False)
    op.create_index(
        'meetings_search', 'meetings', ['search_key'], unique=False, postgresql_using='gin', postgresql_ops={'search_key': 'gin_trgm_ops'}
    )
    op.create_table(
        'attendances',
        sa.Column('meeting_id', sa.Uuid(), nullable=False),
        sa.Column('city_id', sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id']),
        sa.ForeignKeyConstraint(['city_id'], ['cities.id']),
        sa.PrimaryKeyConstraint('meeting_id', 'city_id'),
    )
    op.create_index('ix_attendances_city_id', 'attendances', ['city_id'], unique=False)
    op.create_table(
        'outputs',
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
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('sort_key', sa.Text(collation='C'), nullable=False),
        sa.Column('search_key', sa.Text(), nullable=False),
        sa.Column('kind', sa.Text(), nullable=False),
        sa.Column('description', sa.Text(), nullable=True),
        sa.Column('languages', JSONB(), nullable=False),
        sa.Column('document_id', sa.Uuid(), nullable=True),
        sa.Column('url', sa.Text(), nullable=True),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.Column('shared_on', sa.Date(), nullable=True),
        sa.Column('withdrawal_reason', sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('policy_paper', 'online_seminar', 'panel_discussion', 'guidelines', 'peer_to_peer_format', 'other')",
            name='outputs_kind',
        ),
        sa.CheckConstraint("stage IN ('planned', 'in_preparation', 'shared', 'withdrawn')", name='outputs_stage'),
        sa.ForeignKeyConstraint(['working_group_id'], ['working_groups.id']),
        sa.ForeignKeyConstraint(['document_id'], ['documents.id']),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('outputs_by_title', 'outputs', ['sort_key', 'id'], unique=False)
    op.create_index('outputs_of_document', 'outputs', ['document_id'], unique=False)
    op.create_index('outputs_of_group', 'outputs', ['working_group_id', 'id'], unique=False)
    op.create_index('outputs_of_network', 'outputs', ['network_id', 'sort_key', 'id'], unique=False)
    op.create_index(
        'outputs_search', 'outputs', ['search_key'], unique=False, postgresql_using='gin', postgresql_ops={'search_key': 'gin_trgm_ops'}
    )
    op.create_table(
        'funding_requests',
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
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('search_key', sa.Text(), nullable=False),
        sa.Column('project_idea', sa.Text(), nullable=False),
        sa.Column('amount_requested', sa.Numeric(12, 2), nullable=False),
        sa.Column('amount_granted', sa.Numeric(12, 2), nullable=True),
        sa.Column('currency', sa.Text(), nullable=False),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.Column('decided_on', sa.Date(), nullable=True),
        sa.Column('decision_comment', sa.Text(), nullable=True),
        sa.Column('withdrawal_reason', sa.Text(), nullable=True),
        sa.CheckConstraint('amount_requested > 0', name='funding_requests_ask_for_something'),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name='funding_requests_currency'),
        sa.CheckConstraint(
            "CASE stage WHEN 'approved' THEN amount_granted = amount_requested"
            " WHEN 'partly_approved' THEN amount_granted > 0 AND amount_granted < amount_requested ELSE amount_granted IS NULL END",
            name='funding_requests_granted_by_stage',
        ),
        sa.CheckConstraint("stage IN ('submitted', 'approved', 'partly_approved', 'rejected', 'withdrawn')", name='funding_requests_stage'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['working_group_id'], ['working_groups.id']),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('funding_requests_of_group', 'funding_requests', ['working_group_id', 'id'], unique=False)
    op.create_index('funding_requests_of_network', 'funding_requests', ['network_id', 'id'], unique=False)
    op.create_index(
        'funding_requests_search',
        'funding_requests',
        ['search_key'],
        unique=False,
        postgresql_using='gin',
        postgresql_ops={'search_key': 'gin_trgm_ops'},
    )
    op.create_table(
        'support_requests',
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
        sa.Column('question', sa.Text(), nullable=False),
        sa.Column('search_key', sa.Text(), nullable=False),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.Column('answer', sa.Text(), nullable=True),
        sa.Column('answered_on', sa.Date(), nullable=True),
        sa.Column('closing_comment', sa.Text(), nullable=True),
        sa.CheckConstraint("stage IN ('open', 'answered', 'closed')", name='support_requests_stage'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['working_group_id'], ['working_groups.id']),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('support_requests_of_group', 'support_requests', ['working_group_id', 'id'], unique=False)
    op.create_index('support_requests_of_network', 'support_requests', ['network_id', 'id'], unique=False)
    op.create_index(
        'support_requests_search',
        'support_requests',
        ['search_key'],
        unique=False,
        postgresql_using='gin',
        postgresql_ops={'search_key': 'gin_trgm_ops'},
    )
