"""Which working groups and roles came by an import, how exactly the first day of a role is known, and imports that are discarded.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing came by an import so far but memberships; a first day that is known is known to the day."""
    for name in ('working_groups', 'roles'):
        op.add_column(name, sa.Column('imported', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('roles', sa.Column('start_precision', sa.Text(), nullable=False, server_default='day'))
    op.create_check_constraint('roles_start_precision', 'roles', "start_precision IN ('year', 'month', 'day')")
    op.drop_constraint('imports_stage', 'imports')
    op.create_check_constraint('imports_stage', 'imports', "stage IN ('checked', 'applied', 'discarded')")
