"""What the office grants to groups that owe something.

Revision ID: 0017
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        'dispensations',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('working_group_id', sa.Uuid(), nullable=False),
        sa.Column('assembly_id', sa.Uuid(), nullable=False),
        sa.Column('duty', sa.Text(), nullable=False),
        sa.Column('until', sa.Date(), nullable=True),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('granted_on', sa.Date(), nullable=False),
        sa.CheckConstraint("duty IN ('group_report', 'declaration')", name='dispensations_duty'),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['working_group_id'], ['working_groups.id']),
        sa.ForeignKeyConstraint(['assembly_id'], ['assemblies.id']),
    )
    op.create_index('dispensations_of_group', 'dispensations', ['working_group_id', 'assembly_id', 'id'])
