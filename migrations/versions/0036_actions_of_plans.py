"""Actions of a city's plan, each in cells of the plan's frame.

Revision ID: 0036
Revises: 0035
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; no plan has an action so far."""
    op.create_table(
        'plan_actions',
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
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('sort_key', sa.Text(collation='C'), nullable=False),
        sa.Column('commitment', sa.Integer(), nullable=False),
        sa.Column('track', sa.Integer(), nullable=False),
        sa.Column('further_cells', JSONB(), nullable=False),
        sa.Column('description', sa.Text(), nullable=True),
        sa.Column('origin', sa.Text(), nullable=True),
        sa.Column('addressees', JSONB(), nullable=False),
        sa.Column('target_groups', JSONB(), nullable=False),
        sa.Column('city_function', sa.Text(), nullable=True),
        sa.Column('horizon', sa.Text(), nullable=True),
        sa.Column('department_id', sa.Uuid(), nullable=True),
        sa.Column('responsible_person_id', sa.Uuid(), nullable=True),
        sa.Column('starts_on', sa.Date(), nullable=True),
        sa.Column('due_on', sa.Date(), nullable=True),
        sa.Column('completion_criterion', sa.Text(), nullable=True),
        sa.Column('budget_note', sa.Text(), nullable=True),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.Column('percent', sa.Integer(), nullable=True),
        sa.Column('last_progress_on', sa.Date(), nullable=True),
        sa.Column('shared_with', sa.Text(), nullable=True),
        sa.CheckConstraint("stage IN ('planned', 'in_progress', 'completed', 'postponed', 'cancelled')", name='plan_actions_stage'),
        sa.CheckConstraint('percent BETWEEN 0 AND 100', name='plan_actions_percent'),
        sa.CheckConstraint('due_on >= starts_on', name='plan_actions_due_after_start'),
        sa.CheckConstraint("shared_with IN ('nobody', 'office', 'advisers', 'members', 'public')", name='plan_actions_shared_with'),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['city_id'], ['cities.id']),
        sa.ForeignKeyConstraint(['plan_id'], ['plans.id']),
        sa.ForeignKeyConstraint(['department_id'], ['departments.id']),
        sa.ForeignKeyConstraint(['responsible_person_id'], ['people.id']),
    )
    due = sa.text("coalesce(due_on, 'infinity'::date)")
    op.create_index('plan_actions_by_due', 'plan_actions', [due, 'id'])
    op.create_index('plan_actions_by_title', 'plan_actions', ['sort_key', 'id'])
    op.create_index('plan_actions_of_plan', 'plan_actions', ['plan_id', due, 'id'])
    op.create_index('plan_actions_of_network', 'plan_actions', ['network_id', 'id'])
    op.create_index('ix_plan_actions_city_id', 'plan_actions', ['city_id'])
