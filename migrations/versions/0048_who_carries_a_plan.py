"""Who carries a plan and with what, who signs it, and where the paper of its decision is.

Revision ID: 0048
Revises: 0047
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = '0048'
down_revision = '0047'
branch_labels = None
depends_on = None

_LISTS = ('coordination_team_ids', 'department_ids', 'steering_committee_ids')


def upgrade() -> None:
    """Add the columns; of the plans that are there nobody has said any of it."""
    for name in _LISTS:
        op.add_column('plans', sa.Column(name, JSONB(), nullable=False, server_default='[]'))
        op.alter_column('plans', name, server_default=None)
    for name in ('steering_committee', 'resources', 'decision_url', 'signed_by'):
        op.add_column('plans', sa.Column(name, sa.Text(), nullable=True))
    op.add_column('plans', sa.Column('signed_on', sa.Date(), nullable=True))
    op.create_check_constraint('plans_signed', 'plans', 'signed_on IS NULL OR adopted_on IS NOT NULL')
