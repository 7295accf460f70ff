"""Assemblies, reports with their submissions, decisions and publications, and declarations.

Revision ID: 0005
Revises: 0004
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

# What was submitted stays: only who may see it may move, and with it the version.
_FREEZE = """
CREATE FUNCTION refuse_to_change_a_submission() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a submission is never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER submissions_stay BEFORE UPDATE ON submissions FOR EACH ROW
  WHEN (to_jsonb(OLD) - ARRAY['audience', 'version', 'updated_at']
    IS DISTINCT FROM to_jsonb(NEW) - ARRAY['audience', 'version', 'updated_at'])
  EXECUTE FUNCTION refuse_to_change_a_submission();
CREATE TRIGGER submissions_are_kept BEFORE DELETE ON submissions FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_submission();
"""


def upgrade() -> None:
    """Make the tables, and let no submission be changed."""
    op.add_column('working_groups', sa.Column('undeclared', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.alter_column('working_groups', 'undeclared', server_default=None)
    op.create_table(
        'assemblies',
        *_of_a_subject(),
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('held_on', sa.Date(), nullable=False),
        sa.Column('place', sa.Text(), nullable=True),
        sa.Column('host_city_id', sa.Uuid(), nullable=True),
        sa.Column('mode', sa.Text(), nullable=False),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.CheckConstraint("stage IN ('announced', 'held')", name='assemblies_stage'),
        sa.CheckConstraint("mode IN ('online', 'in_person', 'hybrid')", name='assemblies_mode'),
        sa.ForeignKeyConstraint(['host_city_id'], ['cities.id']),
    )
    op.create_index('assemblies_by_day', 'assemblies', ['held_on', 'id'])
    op.create_index('assemblies_of_network', 'assemblies', ['network_id', 'held_on'])
    op.create_table(
        'reports',
        *_of_a_subject('working_group', 'assembly'),
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('sort_key', sa.Text(collation='C'), nullable=False),
        sa.Column('search_key', sa.Text(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('word_count', sa.Integer(), nullable=False),
        sa.Column('word_limit', sa.Integer(), nullable=True),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('decided_on', sa.Date(), nullable=True),
        sa.Column('published_on', sa.Date(), nullable=True),
        sa.CheckConstraint("stage IN ('draft', 'submitted', 'tabled', 'approved', 'returned', 'published')", name='reports_stage'),
        sa.UniqueConstraint('working_group_id', 'assembly_id', name='reports_one_for_each_assembly'),
    )
    op.create_index('reports_of_network', 'reports', ['network_id', 'id'])
    op.create_index('reports_of_assembly', 'reports', ['assembly_id'])
    op.create_index('reports_search', 'reports', ['search_key'], postgresql_using='gin', postgresql_ops={'search_key': 'gin_trgm_ops'})
    op.create_table(
        'submissions',
        *_of_a_subject('working_group', 'report'),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('by_law_id', sa.Uuid(), nullable=False),
        sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('snapshot', sa.Text(), nullable=False),
        sa.Column('sha256', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['by_law_id'], ['by_laws.id']),
        sa.UniqueConstraint('report_id', 'number', name='submissions_number'),
    )
    op.execute(_FREEZE)
    op.create_table(
        'decisions',
        *_of_a_subject('working_group', 'report', 'submission'),
        sa.Column('outcome', sa.Text(), nullable=False),
        sa.Column('comment', sa.Text(), nullable=True),
        sa.Column('decided_on', sa.Date(), nullable=False),
        sa.CheckConstraint("outcome IN ('approved', 'returned')", name='decisions_outcome'),
    )
    op.create_index('decisions_of_report', 'decisions', ['report_id', 'id'])
    op.create_table(
        'publications',
        *_of_a_subject('working_group', 'report', 'submission'),
        sa.Column('channel', sa.Text(), nullable=False),
        sa.Column('url', sa.Text(), nullable=True),
        sa.Column('published_on', sa.Date(), nullable=False),
        sa.CheckConstraint("channel IN ('website', 'social_media')", name='publications_channel'),
    )
    op.create_index('publications_of_report', 'publications', ['report_id', 'id'])
    op.create_index('publications_one_website', 'publications', ['report_id'], unique=True, postgresql_where=sa.text("channel = 'website'"))
    op.create_table(
        'declarations',
        *_of_a_subject('working_group', 'assembly'),
        sa.Column('choice', sa.Text(), nullable=False),
        sa.Column('reason', sa.Text(), nullable=True),
        sa.Column('declared_on', sa.Date(), nullable=False),
        sa.Column('effective_at', sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("choice IN ('continue', 'complete')", name='declarations_choice'),
        sa.UniqueConstraint('working_group_id', 'assembly_id', name='declarations_one_at_each_assembly'),
    )
    op.create_index('declarations_of_assembly', 'declarations', ['assembly_id'])


_TABLES = {'working_group': 'working_groups', 'assembly': 'assemblies', 'report': 'reports', 'submission': 'submissions'}


def _of_a_subject(*others: str) -> list[Any]:
    """Return the columns that each of these tables has, with the records it belongs to."""
    return [
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
        *(sa.Column(f'{other}_id', sa.Uuid(), nullable=False) for other in others),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        *(sa.ForeignKeyConstraint([f'{other}_id'], [f'{_TABLES[other]}.id']) for other in others),
    ]
