"""Who in a department was asked how their actions stand, and what came of it.

Revision ID: 0041
Revises: 0040
"""

import sqlalchemy as sa
from alembic import op

revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and let a plan be paused."""
    op.add_column('plans', sa.Column('asking_paused_at', sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        'progress_askings',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.Column('asked_on', sa.Date(), nullable=False),
        sa.Column('sendings', sa.Integer(), nullable=False),
        sa.Column('token_hash', sa.LargeBinary(), nullable=True),
        sa.Column('browser_hash', sa.LargeBinary(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('again_on', sa.Date(), nullable=True),
        sa.Column('renewed_at', sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['person_id'], ['people.id']),
        sa.UniqueConstraint('token_hash'),
        sa.UniqueConstraint('person_id', 'asked_on', name='progress_askings_once_a_day'),
    )
    op.create_index('progress_askings_by_age', 'progress_askings', ['created_at'])
    op.create_table(
        'progress_asked_actions',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('asking_id', sa.Uuid(), nullable=False),
        sa.Column('plan_action_id', sa.Uuid(), nullable=False),
        sa.Column('plan_id', sa.Uuid(), nullable=False),
        sa.Column('update_id', sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['asking_id'], ['progress_askings.id']),
        sa.ForeignKeyConstraint(['plan_action_id'], ['plan_actions.id']),
        sa.ForeignKeyConstraint(['plan_id'], ['plans.id']),
        sa.ForeignKeyConstraint(['update_id'], ['plan_action_updates.id']),
        sa.UniqueConstraint('asking_id', 'plan_action_id', name='progress_asked_actions_once'),
    )
    op.create_index('progress_asked_actions_of_plan', 'progress_asked_actions', ['plan_id', 'asking_id'])
    op.create_table(
        'progress_referrals',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('plan_action_id', sa.Uuid(), nullable=False),
        sa.Column('plan_id', sa.Uuid(), nullable=False),
        sa.Column('asked_id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=True),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('mail', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['plan_action_id'], ['plan_actions.id']),
        sa.ForeignKeyConstraint(['plan_id'], ['plans.id']),
        sa.ForeignKeyConstraint(['asked_id'], ['people.id']),
        sa.ForeignKeyConstraint(['person_id'], ['people.id']),
        sa.UniqueConstraint('plan_action_id', name='progress_referrals_one_of_action'),
    )
    op.create_index('progress_referrals_of_plan', 'progress_referrals', ['plan_id'])
    op.create_index('plan_actions_of_person', 'plan_actions', ['responsible_person_id'])
