"""Documents whose bytes were taken away.

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Remember since when a document has no bytes any more."""
    op.add_column('documents', sa.Column('redacted_at', sa.DateTime(timezone=True), nullable=True))
