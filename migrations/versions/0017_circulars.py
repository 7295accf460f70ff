"""Circulars and their texts; a notice of one is for a person.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def _of_a_subject() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('working_group_id', sa.Uuid(), nullable=True),
    )


def upgrade() -> None:
    """Make the two tables, and let a notice name its circular and its person."""
    op.create_table(
        'circulars',
        *_of_a_subject(),
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.Column('meant_for', postgresql.JSONB(), nullable=False),
        sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('recipient_count', sa.Integer(), nullable=True),
        sa.Column('excluded_count', sa.Integer(), nullable=True),
        sa.CheckConstraint("stage IN ('draft', 'sent')", name='circulars_stage'),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['working_group_id'], ['working_groups.id']),
    )
    op.create_index('circulars_of_network', 'circulars', ['network_id', 'id'])
    op.create_index('circulars_of_group', 'circulars', ['working_group_id'])
    op.create_table(
        'circular_texts',
        *_of_a_subject(),
        sa.Column('circular_id', sa.Uuid(), nullable=False),
        sa.Column('language', sa.Text(), nullable=False),
        sa.Column('subject', sa.Text(), nullable=False),
        sa.Column('body', sa.Text(), nullable=False),
        sa.Column('dropped', sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('circular_id', 'language', name='circular_texts_once_a_language'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['working_group_id'], ['working_groups.id']),
        sa.ForeignKeyConstraint(['circular_id'], ['circulars.id']),
    )
    op.add_column('notices', sa.Column('circular_id', sa.Uuid(), nullable=True))
    op.add_column('notices', sa.Column('person_id', sa.Uuid(), nullable=True))
    # Both columns are new and empty, so that nothing has to be compared.
    op.create_foreign_key('notices_circular_id_fkey', 'notices', 'circulars', ['circular_id'], ['id'])
    op.create_foreign_key('notices_person_id_fkey', 'notices', 'people', ['person_id'], ['id'])
    op.create_index('notices_of_circular', 'notices', ['circular_id', 'id'], postgresql_where=sa.text('circular_id IS NOT NULL'))
