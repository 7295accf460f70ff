"""How cities asked what is needed for their plans, and what they found.

Revision ID: 0045
Revises: 0044
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = '0045'
down_revision = '0044'
branch_labels = None
depends_on = None
_SHARED = "shared_with IN ('nobody', 'office', 'advisers', 'members', 'public')"


def _of_plan() -> list[sa.Column[object]]:
    return [
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
    ]


def _owned() -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['city_id'], ['cities.id']),
        sa.ForeignKeyConstraint(['plan_id'], ['plans.id']),
    ]


def upgrade() -> None:
    """Make the tables; nothing was noted so far."""
    op.create_table(
        'needs_assessments',
        *_of_plan(),
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('method', sa.Text(), nullable=False),
        sa.Column('starts_on', sa.Date(), nullable=True),
        sa.Column('ends_on', sa.Date(), nullable=True),
        sa.Column('participants', sa.Text(), nullable=True),
        sa.Column('participant_count', sa.Integer(), nullable=True),
        sa.Column('questions', sa.Text(), nullable=True),
        sa.Column('shared_with', sa.Text(), nullable=False),
        sa.CheckConstraint(
            "method IN ('focus_group', 'world_cafe', 'survey', 'interview', 'hearing', 'other')", name='needs_assessments_method'
        ),
        sa.CheckConstraint('participant_count >= 0', name='needs_assessments_participant_count'),
        sa.CheckConstraint('ends_on >= starts_on', name='needs_assessments_end_after_start'),
        sa.CheckConstraint(_SHARED, name='needs_assessments_shared_with'),
        *_owned(),
    )
    day = sa.text("coalesce(starts_on, 'infinity'::date)")
    op.create_index('needs_assessments_by_day', 'needs_assessments', [day, 'id'])
    op.create_index('needs_assessments_of_plan', 'needs_assessments', ['plan_id', day, 'id'])
    op.create_index('needs_assessments_of_network', 'needs_assessments', ['network_id', 'id'])
    op.create_index('ix_needs_assessments_city_id', 'needs_assessments', ['city_id'])
    op.create_table(
        'needs_findings',
        *_of_plan(),
        sa.Column('needs_assessment_id', sa.Uuid(), nullable=False),
        sa.Column('finding', sa.Text(), nullable=False),
        sa.Column('plan_action_ids', JSONB(), nullable=False),
        sa.Column('shared_with', sa.Text(), nullable=False),
        sa.CheckConstraint(_SHARED, name='needs_findings_shared_with'),
        *_owned(),
        sa.ForeignKeyConstraint(['needs_assessment_id'], ['needs_assessments.id']),
    )
    op.create_index('needs_findings_of_assessment', 'needs_findings', ['needs_assessment_id', 'id'])
    op.create_index('needs_findings_of_plan', 'needs_findings', ['plan_id', 'id'])
    op.create_index('needs_findings_of_network', 'needs_findings', ['network_id', 'id'])
    op.create_index('ix_needs_findings_city_id', 'needs_findings', ['city_id'])
