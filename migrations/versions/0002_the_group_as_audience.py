"""The working group as an audience: the change index learns which group a record belongs to. Lists get the index of their usual order.

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
    """Add the column and the indexes."""
    op.add_column('changes', sa.Column('working_group_id', sa.Uuid(), nullable=True))
    op.create_index('working_groups_by_title', 'working_groups', ['sort_key', 'id'])
    op.create_index('organisations_by_name', 'organisations', ['sort_key', 'id'])
    op.create_index('departments_by_name', 'departments', ['sort_key', 'id'])
