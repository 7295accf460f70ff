"""Calls for interest: the ideas of cities, and what the others answer; a meeting may be one of a series.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
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
        sa.Column('city_id', sa.Uuid(), nullable=False),
    )


def upgrade() -> None:
    """Make the two tables, and let a meeting name its series, which is nothing but the id that its meetings share."""
    op.create_table(
        'calls_for_interest',
        *_of_a_subject(),
        sa.Column('origin_network_id', sa.Uuid(), nullable=True),
        sa.Column('origin_id', sa.Text(), nullable=True),
        sa.Column('origin_version', sa.Integer(), nullable=True),
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('aims', sa.Text(), nullable=True),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.Column('closes_on', sa.Date(), nullable=True),
        sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('asked_count', sa.Integer(), nullable=True),
        sa.Column('working_group_id', sa.Uuid(), nullable=True),
        sa.Column('withdrawal_reason', sa.Text(), nullable=True),
        sa.CheckConstraint("stage IN ('idea', 'open', 'proposed', 'withdrawn')", name='calls_for_interest_stage'),
        sa.CheckConstraint("(stage = 'proposed') = (working_group_id IS NOT NULL)", name='calls_for_interest_proposed_as_a_group'),
        sa.CheckConstraint('(sent_at IS NULL) = (closes_on IS NULL)', name='calls_for_interest_sent_until_a_day'),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['city_id'], ['cities.id']),
        sa.ForeignKeyConstraint(['working_group_id'], ['working_groups.id']),
    )
    op.create_index('calls_for_interest_of_network', 'calls_for_interest', ['network_id', 'id'])
    op.create_index('calls_for_interest_of_city', 'calls_for_interest', ['city_id'])
    op.create_index('calls_for_interest_of_group', 'calls_for_interest', ['working_group_id'])
    op.create_table(
        'call_answers',
        *_of_a_subject(),
        sa.Column('call_id', sa.Uuid(), nullable=False),
        sa.Column('choice', sa.Text(), nullable=False),
        sa.Column('comment', sa.Text(), nullable=True),
        sa.CheckConstraint("choice IN ('interested', 'not_now')", name='call_answers_choice'),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('call_id', 'city_id', name='call_answers_once_a_city'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['city_id'], ['cities.id']),
        sa.ForeignKeyConstraint(['call_id'], ['calls_for_interest.id']),
    )
    op.create_index('call_answers_of_city', 'call_answers', ['city_id'])
    op.add_column('meetings', sa.Column('series_id', sa.Uuid(), nullable=True))
    # The column is new and empty, so that there is nothing to be indexed yet.
    op.create_index('meetings_of_series', 'meetings', ['series_id', 'starts_at'], postgresql_where=sa.text('series_id IS NOT NULL'))
