"""The outbox may be paused: after a restore nothing is sent until somebody says so.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for the moment since when it is."""
    op.add_column('instance', sa.Column('outbox_paused_at', sa.DateTime(timezone=True), nullable=True))
