"""Meetings about cities' plans, and whom cities were in touch with about them.

Revision ID: 0038
Revises: 0037
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None
_SHARED = "shared_with IN ('nobody', 'office', 'advisers', 'members', 'public')"


def _of_plan() -> list[sa.Column[object]]:
    return [
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('city_id', sa.Uuid(), nullable=False),
        sa.Column('plan_id', sa.Uuid(), nullable=False),
    ]


def _owned() -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['city_id'], ['cities.id']),
        sa.ForeignKeyConstraint(['plan_id'], ['plans.id']),
    ]


def upgrade() -> None:
    """Make the tables; nothing was noted so far."""
    op.create_table(
        'plan_meetings',
        *_of_plan(),
        sa.Column('kind', sa.Text(), nullable=False),
        sa.Column('planned_on', sa.Date(), nullable=True),
        sa.Column('held_on', sa.Date(), nullable=True),
        sa.Column('place', sa.Text(), nullable=True),
        sa.Column('department_ids', JSONB(), nullable=False),
        sa.Column('present', sa.Text(), nullable=True),
        sa.Column('agenda', sa.Text(), nullable=True),
        sa.Column('notes', sa.Text(), nullable=True),
        sa.Column('decisions', sa.Text(), nullable=True),
        sa.Column('plan_action_ids', JSONB(), nullable=False),
        sa.Column('shared_with', sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('department_meeting', 'steering_committee', 'consultation', 'review')", name='plan_meetings_kind'),
        sa.CheckConstraint(_SHARED, name='plan_meetings_shared_with'),
        *_owned(),
    )
    day = sa.text("coalesce(held_on, planned_on, 'infinity'::date)")
    op.create_index('plan_meetings_by_day', 'plan_meetings', [day, 'id'])
    op.create_index('plan_meetings_of_plan', 'plan_meetings', ['plan_id', day, 'id'])
    op.create_index('plan_meetings_of_network', 'plan_meetings', ['network_id', 'id'])
    op.create_index('ix_plan_meetings_city_id', 'plan_meetings', ['city_id'])
    op.create_table(
        'plan_contacts',
        *_of_plan(),
        sa.Column('contacted_on', sa.Date(), nullable=False),
        sa.Column('with_whom', sa.Text(), nullable=False),
        sa.Column('department_id', sa.Uuid(), nullable=True),
        sa.Column('person_id', sa.Uuid(), nullable=True),
        sa.Column('organisation_id', sa.Uuid(), nullable=True),
        sa.Column('way', sa.Text(), nullable=False),
        sa.Column('note', sa.Text(), nullable=True),
        sa.Column('next_step', sa.Text(), nullable=True),
        sa.Column('next_step_on', sa.Date(), nullable=True),
        sa.Column('shared_with', sa.Text(), nullable=False),
        sa.CheckConstraint("way IN ('in_person', 'phone', 'mail', 'video', 'letter', 'other')", name='plan_contacts_way'),
        sa.CheckConstraint(_SHARED, name='plan_contacts_shared_with'),
        *_owned(),
        sa.ForeignKeyConstraint(['department_id'], ['departments.id']),
        sa.ForeignKeyConstraint(['person_id'], ['people.id']),
        sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id']),
    )
    op.create_index('plan_contacts_by_day', 'plan_contacts', ['contacted_on', 'id'])
    op.create_index('plan_contacts_of_plan', 'plan_contacts', ['plan_id', 'contacted_on', 'id'])
    op.create_index('plan_contacts_of_network', 'plan_contacts', ['network_id', 'id'])
    op.create_index('ix_plan_contacts_city_id', 'plan_contacts', ['city_id'])
