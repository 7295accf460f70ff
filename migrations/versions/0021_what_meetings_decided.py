"""What a meeting decided, apart from its minutes: for whoever sees the meeting, and for the group's report.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing was recorded apart so far."""
    op.add_column('meetings', sa.Column('decisions', sa.Text(), nullable=True))
