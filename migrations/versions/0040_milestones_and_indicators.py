"""Milestones of the actions of plans, and indicators with what was measured.

Revision ID: 0040
Revises: 0039
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = '0040'
down_revision = '0039'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; no action has a milestone so far, and no plan an indicator."""
    op.create_table(
        'milestones',
        *_of_a_plan(),
        sa.Column('plan_action_id', sa.Uuid(), sa.ForeignKey('plan_actions.id'), nullable=False),
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=False),
        sa.Column('done_on', sa.Date(), nullable=True),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.CheckConstraint("stage IN ('open', 'done', 'withdrawn')", name='milestones_stage'),
        sa.CheckConstraint("(stage = 'done') = (done_on IS NOT NULL)", name='milestones_done_on_a_day'),
    )
    op.create_index('milestones_by_due', 'milestones', ['due_on', 'id'])
    op.create_index('milestones_of_action', 'milestones', ['plan_action_id', 'due_on', 'id'])
    op.create_index('milestones_of_plan', 'milestones', ['plan_id', 'due_on', 'id'])
    op.create_index('milestones_of_network', 'milestones', ['network_id', 'id'])
    op.create_index('ix_milestones_city_id', 'milestones', ['city_id'])
    op.create_table(
        'indicators',
        *_of_a_plan(),
        sa.Column('plan_action_id', sa.Uuid(), sa.ForeignKey('plan_actions.id'), nullable=True),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('sort_key', sa.Text(collation='C'), nullable=False),
        sa.Column('unit', sa.Text(), nullable=True),
        sa.Column('measures', sa.Text(), nullable=True),
        sa.Column('survey_method', sa.Text(), nullable=True),
        sa.Column('effect', sa.Text(), nullable=True),
        sa.Column('direction', sa.Text(), nullable=False),
        sa.Column('baseline_on', sa.Date(), nullable=True),
        sa.Column('baseline_value', sa.Numeric(16, 4), nullable=True),
        sa.Column('goals', JSONB(), nullable=False),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.CheckConstraint("stage IN ('in_use', 'set_aside')", name='indicators_stage'),
        sa.CheckConstraint("direction IN ('up', 'down')", name='indicators_direction'),
        sa.CheckConstraint('(baseline_on IS NULL) = (baseline_value IS NULL)', name='indicators_baseline'),
    )
    op.create_index('indicators_by_name', 'indicators', ['sort_key', 'id'])
    op.create_index('indicators_of_action', 'indicators', ['plan_action_id', 'id'])
    op.create_index('indicators_of_plan', 'indicators', ['plan_id', 'id'])
    op.create_index('indicators_of_network', 'indicators', ['network_id', 'id'])
    op.create_index('ix_indicators_city_id', 'indicators', ['city_id'])
    op.create_table(
        'indicator_values',
        *_of_a_plan(),
        sa.Column('plan_action_id', sa.Uuid(), sa.ForeignKey('plan_actions.id'), nullable=True),
        sa.Column('indicator_id', sa.Uuid(), sa.ForeignKey('indicators.id'), nullable=False),
        sa.Column('measured_on', sa.Date(), nullable=False),
        sa.Column('figure', sa.Numeric(16, 4), nullable=False),
        sa.Column('note', sa.Text(), nullable=True),
        sa.Column('taken_from', sa.Text(), nullable=True),
        sa.Column('corrects_id', sa.Uuid(), sa.ForeignKey('indicator_values.id'), nullable=True),
    )
    op.create_index('indicator_values_of_indicator', 'indicator_values', ['indicator_id', 'measured_on', 'id'])
    op.create_index('indicator_values_of_plan', 'indicator_values', ['plan_id', 'id'])
    op.create_index('indicator_values_of_network', 'indicator_values', ['network_id', 'id'])
    corrects = sa.text('corrects_id IS NOT NULL')
    op.create_index('indicator_values_corrected_once', 'indicator_values', ['corrects_id'], unique=True, postgresql_where=corrects)
    op.create_index('ix_indicator_values_city_id', 'indicator_values', ['city_id'])


def _of_a_plan() -> list[sa.Column[object]]:
    """Return the columns that every record of a plan has."""
    return [
        sa.Column('id', sa.Uuid(), primary_key=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('network_id', sa.Uuid(), sa.ForeignKey('networks.id'), nullable=False),
        sa.Column('city_id', sa.Uuid(), sa.ForeignKey('cities.id'), nullable=False),
        sa.Column('plan_id', sa.Uuid(), sa.ForeignKey('plans.id'), nullable=False),
    ]
