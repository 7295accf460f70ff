"""Tables in which cities keep the actions of their plans, imported into the plan and seen by the city alone.

Revision ID: 0042
Revises: 0041
"""

import sqlalchemy as sa
from alembic import op

revision = '0042'
down_revision = '0041'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let an import name a plan and its city; what offices have imported names neither."""
    op.add_column('imports', sa.Column('plan_id', sa.Uuid(), nullable=True))
    op.add_column('imports', sa.Column('city_id', sa.Uuid(), nullable=True))
    op.add_column('import_rows', sa.Column('city_id', sa.Uuid(), nullable=True))
    op.create_foreign_key('imports_plan_id_fkey', 'imports', 'plans', ['plan_id'], ['id'])
    op.create_foreign_key('imports_city_id_fkey', 'imports', 'cities', ['city_id'], ['id'])
    op.create_foreign_key('import_rows_city_id_fkey', 'import_rows', 'cities', ['city_id'], ['id'])
