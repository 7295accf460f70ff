"""The working group as an audience: the change index learns which group a record belongs to.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column('changes', sa.Column('working_group_id', sa.Uuid(), nullable=True))
