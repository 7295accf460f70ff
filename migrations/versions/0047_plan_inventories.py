"""What cities found to be there already when they planned.

Revision ID: 0047
Revises: 0046
"""

import sqlalchemy as sa
from alembic import op

revision = '0047'
down_revision = '0046'
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
    """Make the table; nothing was noted so far."""
    op.create_table(
        'plan_inventory_items',
        *_of_plan(),
        sa.Column('kind', sa.Text(), nullable=False),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('sort_key', sa.Text(collation='C'), nullable=False),
        sa.Column('provider', sa.Text(), nullable=True),
        sa.Column('organisation_id', sa.Uuid(), nullable=True),
        sa.Column('commitment', sa.Integer(), nullable=True),
        sa.Column('track', sa.Integer(), nullable=True),
        sa.Column('description', sa.Text(), nullable=True),
        sa.Column('url', sa.Text(), nullable=True),
        sa.Column('shared_with', sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('service', 'organisation', 'measure')", name='plan_inventory_items_kind'),
        sa.CheckConstraint('(commitment IS NULL) = (track IS NULL)', name='plan_inventory_items_cell'),
        sa.CheckConstraint(_SHARED, name='plan_inventory_items_shared_with'),
        *_owned(),
        sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id']),
    )
    op.create_index('plan_inventory_items_by_name', 'plan_inventory_items', ['sort_key', 'id'])
    op.create_index('plan_inventory_items_of_plan', 'plan_inventory_items', ['plan_id', 'sort_key', 'id'])
    op.create_index('plan_inventory_items_of_network', 'plan_inventory_items', ['network_id', 'id'])
    op.create_index('ix_plan_inventory_items_city_id', 'plan_inventory_items', ['city_id'])
