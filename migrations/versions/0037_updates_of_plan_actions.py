"""What was said of the actions of a city's plan, each time something new.

Revision ID: 0037
Revises: 0036
"""

import sqlalchemy as sa
from alembic import op

revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table. What moves said so far stands in the journal and in the actions themselves."""
    op.create_table(
        'plan_action_updates',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('city_id', sa.Uuid(), nullable=False),
        sa.Column('plan_id', sa.Uuid(), nullable=False),
        sa.Column('plan_action_id', sa.Uuid(), nullable=False),
        sa.Column('made_on', sa.Date(), nullable=False),
        sa.Column('author_kind', sa.Text(), nullable=False),
        sa.Column('author_person_id', sa.Uuid(), nullable=True),
        sa.Column('unchanged', sa.Boolean(), nullable=False),
        sa.Column('stage', sa.Text(), nullable=True),
        sa.Column('percent', sa.Integer(), nullable=True),
        sa.Column('text', sa.Text(), nullable=True),
        sa.Column('obstacle', sa.Text(), nullable=True),
        sa.Column('evidence_url', sa.Text(), nullable=True),
        sa.Column('corrects_id', sa.Uuid(), nullable=True),
        sa.Column('place_id', sa.Uuid(), nullable=False),
        sa.Column('shared_with', sa.Text(), nullable=True),
        sa.Column('obstacle_shared', sa.Boolean(), nullable=False),
        sa.CheckConstraint("stage IN ('planned', 'in_progress', 'completed', 'postponed', 'cancelled')", name='plan_action_updates_stage'),
        sa.CheckConstraint('percent BETWEEN 0 AND 100', name='plan_action_updates_percent'),
        sa.CheckConstraint("author_kind IN ('city', 'office', 'contact')", name='plan_action_updates_author_kind'),
        sa.CheckConstraint("shared_with IN ('nobody', 'office', 'advisers', 'members', 'public')", name='plan_action_updates_shared_with'),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['city_id'], ['cities.id']),
        sa.ForeignKeyConstraint(['plan_id'], ['plans.id']),
        sa.ForeignKeyConstraint(['plan_action_id'], ['plan_actions.id']),
        sa.ForeignKeyConstraint(['corrects_id'], ['plan_action_updates.id']),
    )
    op.create_index('ix_plan_action_updates_city_id', 'plan_action_updates', ['city_id'])
    op.create_index('plan_action_updates_of_action', 'plan_action_updates', ['plan_action_id', 'made_on', 'place_id'])
    op.create_index('plan_action_updates_of_plan', 'plan_action_updates', ['plan_id', 'id'])
    op.create_index('plan_action_updates_of_network', 'plan_action_updates', ['network_id', 'id'])
    corrects = sa.text('corrects_id IS NOT NULL')
    op.create_index('plan_action_updates_corrected_once', 'plan_action_updates', ['corrects_id'], unique=True, postgresql_where=corrects)
