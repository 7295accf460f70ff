"""Imports of what an office already has, with their rows; and how exactly the first day of a membership or a lead is known.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

_PRECISIONS = "start_precision IN ('year', 'month', 'day')"


def upgrade() -> None:
    """Make the two tables; a first day that is known is known to the day."""
    op.create_table(
        'imports',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('kind', sa.Text(), nullable=False),
        sa.Column('file_name', sa.Text(), nullable=False),
        sa.Column('columns', postgresql.JSONB(), nullable=False),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.Column('counts', postgresql.JSONB(), nullable=False),
        sa.Column('applied_at', sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("stage IN ('checked', 'applied')", name='imports_stage'),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
    )
    op.create_index('imports_of_network', 'imports', ['network_id', 'kind', 'id'])
    op.create_table(
        'import_rows',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('import_id', sa.Uuid(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('cells', postgresql.JSONB(), nullable=False),
        sa.Column('outcome', sa.Text(), nullable=False),
        sa.Column('findings', postgresql.JSONB(), nullable=False),
        sa.Column('decision', sa.Text(), nullable=True),
        sa.Column('candidate_id', sa.Uuid(), nullable=True),
        sa.Column('record_id', sa.Uuid(), nullable=True),
        sa.Column('person_id', sa.Uuid(), nullable=True),
        sa.Column('mail', sa.Text(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('added', 'changed', 'unchanged', 'suspected', 'refused', 'left_out')", name='import_rows_outcome'
        ),
        sa.CheckConstraint("decision IN ('same', 'new', 'left_out')", name='import_rows_decision'),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['import_id'], ['imports.id']),
        sa.ForeignKeyConstraint(['person_id'], ['people.id']),
    )  # fmt: skip
    op.create_index('import_rows_of_import', 'import_rows', ['import_id', 'id'])
    op.create_index('ix_import_rows_person_id', 'import_rows', ['person_id'])
    for name in ('memberships', 'leads'):
        op.add_column(name, sa.Column('start_precision', sa.Text(), nullable=False, server_default='day'))
        op.create_check_constraint(f'{name}_start_precision', name, _PRECISIONS)
