"""The sentence that the office adds to the notice of a new group, and groups whose lead city is suspended need a lead.

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No broadcast has a sentence yet."""
    op.add_column('working_groups', sa.Column('broadcast_sentence', sa.Text(), nullable=True))
