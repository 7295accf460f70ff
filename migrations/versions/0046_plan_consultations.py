"""Drafts of plans that went round, and advice that cities asked for.

Revision ID: 0046
Revises: 0045
"""

import sqlalchemy as sa
from alembic import op

revision = '0046'
down_revision = '0045'
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
    """Make the table; nothing was noted so far."""
    op.create_table(
        'plan_consultations',
        *_of_plan(),
        sa.Column('kind', sa.Text(), nullable=False),
        sa.Column('asked_on', sa.Date(), nullable=False),
        sa.Column('of_whom', sa.Text(), nullable=False),
        sa.Column('organisation_id', sa.Uuid(), nullable=True),
        sa.Column('person_id', sa.Uuid(), nullable=True),
        sa.Column('question', sa.Text(), nullable=True),
        sa.Column('answered_on', sa.Date(), nullable=True),
        sa.Column('answer', sa.Text(), nullable=True),
        sa.Column('what_came_of_it', sa.Text(), nullable=True),
        sa.Column('shared_with', sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('draft_circulated', 'network_advice', 'scientific_advice')", name='plan_consultations_kind'),
        sa.CheckConstraint('answered_on >= asked_on', name='plan_consultations_answered_after_asked'),
        sa.CheckConstraint(_SHARED, name='plan_consultations_shared_with'),
        *_owned(),
        sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id']),
        sa.ForeignKeyConstraint(['person_id'], ['people.id']),
    )
    op.create_index('plan_consultations_by_day', 'plan_consultations', ['asked_on', 'id'])
    op.create_index('plan_consultations_of_plan', 'plan_consultations', ['plan_id', 'asked_on', 'id'])
    op.create_index('plan_consultations_of_network', 'plan_consultations', ['network_id', 'id'])
    op.create_index('ix_plan_consultations_city_id', 'plan_consultations', ['city_id'])
