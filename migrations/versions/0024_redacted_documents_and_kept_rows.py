"""Documents whose bytes were taken away, and until when rows of imports are kept.

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
    """Remember since when a document has no bytes any more; of the imports that are there, what was said until now."""
    op.add_column('documents', sa.Column('redacted_at', sa.DateTime(timezone=True), nullable=True))
    a_month_on = sa.text("now() + interval '30 days'")
    op.add_column('imports', sa.Column('rows_until', sa.DateTime(timezone=True), nullable=False, server_default=a_month_on))
    op.execute("UPDATE imports SET rows_until = created_at + interval '30 days'")
