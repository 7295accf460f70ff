"""What the office grants to groups that owe something, what they were reminded of, and what of their reports was drafted.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        'dispensations',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('working_group_id', sa.Uuid(), nullable=False),
        sa.Column('assembly_id', sa.Uuid(), nullable=False),
        sa.Column('duty', sa.Text(), nullable=False),
        sa.Column('until', sa.Date(), nullable=True),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('granted_on', sa.Date(), nullable=False),
        sa.CheckConstraint("duty IN ('group_report', 'declaration')", name='dispensations_duty'),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['working_group_id'], ['working_groups.id']),
        sa.ForeignKeyConstraint(['assembly_id'], ['assemblies.id']),
    )
    op.create_index('dispensations_of_group', 'dispensations', ['working_group_id', 'assembly_id', 'id'])
    op.create_table(
        'reminders',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('notice_id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=True),
        sa.Column('working_group_id', sa.Uuid(), nullable=False),
        sa.Column('assembly_id', sa.Uuid(), nullable=False),
        sa.Column('duty', sa.Text(), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=False),
        sa.Column('step_on', sa.Date(), nullable=False),
        sa.Column('reminded_on', sa.Date(), nullable=False),
        sa.CheckConstraint("duty IN ('group_report', 'declaration')", name='reminders_duty'),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['notice_id'], ['notices.id']),
        sa.ForeignKeyConstraint(['person_id'], ['people.id']),
        sa.ForeignKeyConstraint(['working_group_id'], ['working_groups.id']),
        sa.ForeignKeyConstraint(['assembly_id'], ['assemblies.id']),
        sa.UniqueConstraint(
            'working_group_id', 'assembly_id', 'duty', 'step_on', 'person_id', name='reminders_once', postgresql_nulls_not_distinct=True
        ),
    )
    op.create_index('reminders_of_notice', 'reminders', ['notice_id'])
    op.create_index('reminders_by_day', 'reminders', ['network_id', 'reminded_on'])
    op.add_column('reports', sa.Column('language', sa.Text(), nullable=False, server_default='en'))
    op.create_table(
        'drafted_sentences',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('report_id', sa.Uuid(), nullable=False),
        sa.Column('section', sa.Text(), nullable=False),
        sa.Column('record_type', sa.Text(), nullable=False),
        sa.Column('record_id', sa.Uuid(), nullable=False),
        sa.Column('said', sa.Text(), nullable=False),
        sa.Column('sha256', sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['report_id'], ['reports.id']),
        sa.UniqueConstraint('report_id', 'record_type', 'record_id', 'said', name='drafted_sentences_once'),
    )
    op.create_index('drafted_sentences_of_network', 'drafted_sentences', ['network_id'])
