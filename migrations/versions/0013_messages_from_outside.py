"""Messages from outside, on their way through the relay; and the roles of a city are found by the city.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of messages, and the index of roles."""
    op.create_table(
        'messages',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('working_group_id', sa.Uuid(), nullable=True),
        sa.Column('city_id', sa.Uuid(), nullable=True),
        sa.Column('person_id', sa.Uuid(), nullable=True),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('mail', sa.Text(), nullable=False),
        sa.Column('address_hash', sa.LargeBinary(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('language', sa.Text(), nullable=False),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.Column('token_hash', sa.LargeBinary(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("stage IN ('unconfirmed', 'confirmed', 'passed_on', 'not_passed_on')", name='messages_stage'),
        sa.CheckConstraint('num_nonnulls(working_group_id, city_id) <= 1', name='messages_one_place'),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('token_hash'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['working_group_id'], ['working_groups.id']),
        sa.ForeignKeyConstraint(['city_id'], ['cities.id']),
        sa.ForeignKeyConstraint(['person_id'], ['people.id']),
    )
    op.create_index('messages_by_age', 'messages', ['created_at'])
    op.create_index('ix_messages_person_id', 'messages', ['person_id'])
    op.create_index('roles_of_city', 'roles', ['city_id'])
