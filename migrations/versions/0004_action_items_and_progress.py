"""Action items and their progress updates, and the by-law after how many days an item is stale.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and give the by-laws of the coalition that asks for it their new figure."""
    op.add_column('by_laws', sa.Column('stale_after_days', sa.Integer(), nullable=True))
    op.execute("UPDATE by_laws SET stale_after_days = 120 WHERE network_id IN (SELECT id FROM networks WHERE slug = 'eccar')")
    op.create_table(
        'action_items',
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
        sa.Column('sort_key', sa.Text(collation='C'), nullable=False),
        sa.Column('search_key', sa.Text(), nullable=False),
        sa.Column('description', sa.Text(), nullable=True),
        sa.Column('origin', sa.Text(), nullable=True),
        sa.Column('addressees', JSONB(), nullable=False),
        sa.Column('target_groups', JSONB(), nullable=False),
        sa.Column('city_function', sa.Text(), nullable=True),
        sa.Column('horizon', sa.Text(), nullable=True),
        sa.Column('responsible_city_id', sa.Uuid(), nullable=True),
        sa.Column('responsible_person_id', sa.Uuid(), nullable=True),
        sa.Column('starts_on', sa.Date(), nullable=True),
        sa.Column('due_on', sa.Date(), nullable=True),
        sa.Column('completion_criterion', sa.Text(), nullable=True),
        sa.Column('budget_note', sa.Text(), nullable=True),
        sa.Column('meeting_id', sa.Uuid(), nullable=True),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.Column('percent', sa.Integer(), nullable=True),
        sa.Column('last_progress_on', sa.Date(), nullable=True),
        sa.CheckConstraint('due_on >= starts_on', name='action_items_due_after_start'),
        sa.CheckConstraint('percent BETWEEN 0 AND 100', name='action_items_percent'),
        sa.CheckConstraint("stage IN ('planned', 'in_progress', 'completed', 'postponed', 'cancelled')", name='action_items_stage'),
        sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id']),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['responsible_city_id'], ['cities.id']),
        sa.ForeignKeyConstraint(['responsible_person_id'], ['people.id']),
        sa.ForeignKeyConstraint(['working_group_id'], ['working_groups.id']),
        sa.PrimaryKeyConstraint('id'),
    )
    due = sa.text("coalesce(due_on, 'infinity'::date)")
    op.create_index('action_items_by_due', 'action_items', [due, 'id'], unique=False)
    op.create_index('action_items_by_title', 'action_items', ['sort_key', 'id'], unique=False)
    op.create_index('action_items_of_group', 'action_items', ['working_group_id', due, 'id'], unique=False)
    op.create_index('action_items_of_city', 'action_items', ['responsible_city_id'], unique=False)
    op.create_index('action_items_of_meeting', 'action_items', ['meeting_id'], unique=False)
    op.create_index(
        'action_items_search',
        'action_items',
        ['search_key'],
        unique=False,
        postgresql_using='gin',
        postgresql_ops={'search_key': 'gin_trgm_ops'},
    )
    op.create_table(
        'progress_updates',
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
        sa.Column('action_item_id', sa.Uuid(), nullable=False),
        sa.Column('made_on', sa.Date(), nullable=False),
        sa.Column('author_kind', sa.Text(), nullable=False),
        sa.Column('author_city_id', sa.Uuid(), nullable=True),
        sa.Column('author_person_id', sa.Uuid(), nullable=True),
        sa.Column('unchanged', sa.Boolean(), nullable=False),
        sa.Column('stage', sa.Text(), nullable=True),
        sa.Column('percent', sa.Integer(), nullable=True),
        sa.Column('text', sa.Text(), nullable=True),
        sa.Column('obstacle', sa.Text(), nullable=True),
        sa.Column('evidence_url', sa.Text(), nullable=True),
        sa.Column('document_id', sa.Uuid(), nullable=True),
        sa.Column('corrects_id', sa.Uuid(), nullable=True),
        sa.Column('place_id', sa.Uuid(), nullable=False),
        sa.CheckConstraint("author_kind IN ('city', 'office')", name='progress_updates_author_kind'),
        sa.CheckConstraint('percent BETWEEN 0 AND 100', name='progress_updates_percent'),
        sa.CheckConstraint("stage IN ('planned', 'in_progress', 'completed', 'postponed', 'cancelled')", name='progress_updates_stage'),
        sa.ForeignKeyConstraint(['action_item_id'], ['action_items.id']),
        sa.ForeignKeyConstraint(['author_city_id'], ['cities.id']),
        sa.ForeignKeyConstraint(['corrects_id'], ['progress_updates.id']),
        sa.ForeignKeyConstraint(['document_id'], ['documents.id']),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['working_group_id'], ['working_groups.id']),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index(
        'progress_updates_corrected_once',
        'progress_updates',
        ['corrects_id'],
        unique=True,
        postgresql_where=sa.text('corrects_id IS NOT NULL'),
    )
    op.create_index('progress_updates_of_item', 'progress_updates', ['action_item_id', 'made_on', 'place_id'], unique=False)
    op.create_index('progress_updates_of_group', 'progress_updates', ['working_group_id', 'id'], unique=False)
    op.create_index('progress_updates_of_network', 'progress_updates', ['network_id', 'id'], unique=False)
