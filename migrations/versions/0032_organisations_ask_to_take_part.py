"""Organisations ask to take part in a working group, and their contacts are told what became of it.

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; a notice may be for an organisation, and an act may be done in the place of one."""
    op.create_table(
        'participation_requests',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('working_group_id', sa.Uuid(), nullable=False),
        sa.Column('organisation_id', sa.Uuid(), nullable=False),
        sa.Column('message', sa.Text(), nullable=False),
        sa.Column('asked_on', sa.Date(), nullable=False),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.Column('reason', sa.Text(), nullable=True),
        sa.Column('decided_by', sa.Text(), nullable=True),
        sa.Column('decided_by_city_id', sa.Uuid(), nullable=True),
        sa.Column('decided_on', sa.Date(), nullable=True),
        sa.CheckConstraint("stage IN ('asked', 'admitted', 'refused', 'withdrawn', 'lapsed')", name='participation_requests_stage'),
        sa.CheckConstraint("stage <> 'refused' OR reason IS NOT NULL", name='participation_requests_refused_with_a_reason'),
        sa.CheckConstraint("decided_by IN ('lead_city', 'office')", name='participation_requests_decided_by'),
        sa.CheckConstraint(
            "(stage IN ('admitted', 'refused')) = (num_nonnulls(decided_by, decided_on) = 2)", name='participation_requests_decided'
        ),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['working_group_id'], ['working_groups.id']),
        sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id']),
        sa.ForeignKeyConstraint(['decided_by_city_id'], ['cities.id']),
    )
    op.create_index('participation_requests_of_group', 'participation_requests', ['working_group_id', 'id'])
    op.create_index('participation_requests_of_organisation', 'participation_requests', ['organisation_id'])
    op.create_index(
        'participation_requests_once_at_a_time',
        'participation_requests',
        ['working_group_id', 'organisation_id'],
        unique=True,
        postgresql_where=sa.text("stage = 'asked'"),
    )
    op.add_column('notices', sa.Column('organisation_id', sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f('notices_organisation_id_fkey'), 'notices', 'organisations', ['organisation_id'], ['id'])
    op.add_column('journal', sa.Column('on_behalf_of_organisation_id', sa.Uuid(), nullable=True))
