"""How people want their notices, and the notices that wait for a daily mail.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Everybody gets notices at once, as before."""
    op.add_column('people', sa.Column('notice_delivery', sa.Text(), nullable=False, server_default='at_once'))
    op.create_check_constraint('people_notice_delivery', 'people', "notice_delivery IN ('at_once', 'daily')")
    op.create_table(
        'waiting_notices',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('notice_id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.Column('since', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['notice_id'], ['notices.id']),
        sa.ForeignKeyConstraint(['person_id'], ['people.id']),
        sa.UniqueConstraint('notice_id', 'person_id', name='waiting_notices_once'),
    )
    op.create_index(op.f('ix_waiting_notices_person_id'), 'waiting_notices', ['person_id'])
