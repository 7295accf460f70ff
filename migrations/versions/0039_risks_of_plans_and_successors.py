"""Risks of cities' plans; which plan another continues, and which of its actions.

Revision ID: 0039
Revises: 0038
"""

import sqlalchemy as sa
from alembic import op

revision = '0039'
down_revision = '0038'
branch_labels = None
depends_on = None
_SHARED = "shared_with IN ('nobody', 'office', 'advisers', 'members', 'public')"
_PHASE = "phase IN ('planning_and_engaging', 'content', 'structural_embedding', 'daily_work', 'follow_up')"
_DEGREE = "IN ('low', 'medium', 'high')"


def upgrade() -> None:
    """Make the table and the columns; no risk was written down, and no plan continues another so far."""
    op.create_table(
        'plan_risks',
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
        sa.Column('library_key', sa.Text(), nullable=True),
        sa.Column('phase', sa.Text(), nullable=False),
        sa.Column('risk', sa.Text(), nullable=False),
        sa.Column('likelihood', sa.Text(), nullable=True),
        sa.Column('weight', sa.Text(), nullable=True),
        sa.Column('measure', sa.Text(), nullable=True),
        sa.Column('person_id', sa.Uuid(), nullable=True),
        sa.Column('standing', sa.Text(), nullable=False),
        sa.Column('review_on', sa.Date(), nullable=True),
        sa.Column('shared_with', sa.Text(), nullable=False),
        sa.CheckConstraint(_PHASE, name='plan_risks_phase'),
        sa.CheckConstraint(f'likelihood {_DEGREE}', name='plan_risks_likelihood'),
        sa.CheckConstraint(f'weight {_DEGREE}', name='plan_risks_weight'),
        sa.CheckConstraint("standing IN ('open', 'occurred', 'closed')", name='plan_risks_standing'),
        sa.CheckConstraint(_SHARED, name='plan_risks_shared_with'),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['city_id'], ['cities.id']),
        sa.ForeignKeyConstraint(['plan_id'], ['plans.id']),
        sa.ForeignKeyConstraint(['person_id'], ['people.id']),
    )
    op.create_index('plan_risks_of_plan', 'plan_risks', ['plan_id', 'id'])
    op.create_index('plan_risks_of_network', 'plan_risks', ['network_id', 'id'])
    op.create_index('ix_plan_risks_city_id', 'plan_risks', ['city_id'])
    op.create_index(
        'plan_risks_once_of_library',
        'plan_risks',
        ['plan_id', 'library_key'],
        unique=True,
        postgresql_where=sa.text('library_key IS NOT NULL'),
    )
    op.add_column('plans', sa.Column('predecessor_id', sa.Uuid(), nullable=True))
    op.create_foreign_key(None, 'plans', 'plans', ['predecessor_id'], ['id'])
    op.add_column('plan_actions', sa.Column('predecessor_id', sa.Uuid(), nullable=True))
    op.create_foreign_key(None, 'plan_actions', 'plan_actions', ['predecessor_id'], ['id'])
