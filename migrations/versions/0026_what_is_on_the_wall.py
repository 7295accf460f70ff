"""Which report an assembly is at: the wall shows it, on whatever machine.

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No assembly is at one yet."""
    op.add_column('assemblies', sa.Column('present_report_id', sa.Uuid(), nullable=True))
