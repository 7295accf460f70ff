"""Cities that are invited into a working group, and what they answer.

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; nobody was invited so far but by a call for interest, whose answers stay where they are."""
    op.create_table(
        'group_invitations',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('working_group_id', sa.Uuid(), nullable=False),
        sa.Column('city_id', sa.Uuid(), nullable=False),
        sa.Column('leads', sa.Boolean(), nullable=False),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.Column('reason', sa.Text(), nullable=True),
        sa.CheckConstraint("stage IN ('invited', 'confirmed', 'declined', 'withdrawn', 'lapsed')", name='group_invitations_stage'),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['working_group_id'], ['working_groups.id']),
        sa.ForeignKeyConstraint(['city_id'], ['cities.id']),
    )
    op.create_index('group_invitations_of_group', 'group_invitations', ['working_group_id', 'id'])
    op.create_index('group_invitations_of_city', 'group_invitations', ['city_id'])
    op.create_index(
        'group_invitations_once_at_a_time',
        'group_invitations',
        ['working_group_id', 'city_id'],
        unique=True,
        postgresql_where=sa.text("stage = 'invited'"),
    )
