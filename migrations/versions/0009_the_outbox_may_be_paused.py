"""The outbox may be paused: after a restore nothing is sent until somebody says so.

Revision ID: 0009
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for the moment since when it is."""
    op.add_column('instance', sa.Column('outbox_paused_at', sa.DateTime(timezone=True), nullable=True))
