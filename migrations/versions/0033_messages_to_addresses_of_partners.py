"""Addresses of partners, and the messages that go there.

Revision ID: 0033
Revises: 0032
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make both tables; nobody has asked for messages so far."""
    op.create_table(
        'webhook_endpoints',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', _MOMENT, nullable=False),
        sa.Column('updated_at', _MOMENT, nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=True),
        sa.Column('client_id', sa.Uuid(), nullable=True),
        sa.Column('made_by_id', sa.Uuid(), nullable=True),
        sa.Column('url', sa.Text(), nullable=False),
        sa.Column('description', sa.Text(), nullable=True),
        sa.Column('event_types', postgresql.JSONB(), nullable=False),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.Column('stage_reason', sa.Text(), nullable=True),
        sa.Column('challenge', sa.Text(), nullable=True),
        sa.Column('secret_sealed', sa.LargeBinary(), nullable=True),
        sa.Column('former_sealed', sa.LargeBinary(), nullable=True),
        sa.Column('former_until', _MOMENT, nullable=True),
        sa.Column('failing_since', _MOMENT, nullable=True),
        sa.CheckConstraint("stage IN ('pending', 'active', 'paused', 'disabled', 'ended')", name='webhook_endpoints_stage'),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['client_id'], ['api_clients.id']),
    )
    op.create_index('webhook_endpoints_hearing', 'webhook_endpoints', ['id'], postgresql_where=sa.text("stage IN ('active', 'paused')"))
    op.create_table(
        'webhook_deliveries',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('endpoint_id', sa.Uuid(), nullable=False),
        sa.Column('event_type', sa.Text(), nullable=False),
        sa.Column('subject_type', sa.Text(), nullable=True),
        sa.Column('subject_id', sa.Uuid(), nullable=True),
        sa.Column('seq', sa.BigInteger(), nullable=True),
        sa.Column('body', sa.Text(), nullable=False),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.Column('attempt', sa.Integer(), nullable=False),
        sa.Column('due_at', _MOMENT, nullable=False),
        sa.Column('lease_until', _MOMENT, nullable=True),
        sa.Column('attempted_at', _MOMENT, nullable=True),
        sa.Column('answer_code', sa.Integer(), nullable=True),
        sa.Column('failure', sa.Text(), nullable=True),
        sa.Column('created_at', _MOMENT, nullable=False),
        sa.CheckConstraint("stage IN ('waiting', 'delivered', 'failed', 'dropped')", name='webhook_deliveries_stage'),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['endpoint_id'], ['webhook_endpoints.id']),
    )
    op.create_index(
        'webhook_deliveries_due', 'webhook_deliveries', ['endpoint_id', 'due_at', 'id'], postgresql_where=sa.text("stage = 'waiting'")
    )
    op.create_index('webhook_deliveries_once', 'webhook_deliveries', ['endpoint_id', 'seq', 'event_type'], unique=True)
    op.create_index('webhook_deliveries_by_age', 'webhook_deliveries', ['created_at'])
