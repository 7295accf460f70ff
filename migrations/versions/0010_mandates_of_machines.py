"""Machines act for cities by mandates that are on record, and are reminded of before their access ends.

Whoever acted for a city before gets the mandate that it had without saying so, until its access ends.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op
from uuid_utils.compat import uuid7

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

_MADE_BY = """
UPDATE api_clients c SET made_by_id = j.actor_id FROM journal j
WHERE j.subject_id = c.id AND j.operation = 'create_api_client' AND j.actor_id IS NOT NULL
"""
# Of a city's client without a network: that in which the city has been active longest.
_ACTED_FOR_A_CITY = """
SELECT c.id AS client_id, c.city_id, n.id AS network_id, c.demonstration,
  CAST(timezone(n.time_zone, c.created_at) AS date) AS start_date,
  CAST(timezone(n.time_zone, c.expires_at) AS date) + 1 AS end_date
FROM api_clients c JOIN networks n ON n.id = coalesce(c.network_id, (
  SELECT m.network_id FROM memberships m WHERE m.city_id = c.city_id AND m.working_group_id IS NULL AND m.stage = 'active'
    AND m.end_date IS NULL ORDER BY m.id LIMIT 1))
WHERE c.city_id IS NOT NULL AND c.ended_at IS NULL
"""
_GIVE = sa.text("""
INSERT INTO mandates (id, version, audience, demonstration, created_at, updated_at, network_id, client_id, city_id, start_date, end_date,
  given_by)
VALUES (:id, 1, 'own_city', :demonstration, now(), now(), :network_id, :client_id, :city_id, :start_date, :end_date, 'office')
""")


def upgrade() -> None:
    """Make the table and the columns, and write down who acted for which city."""
    op.add_column('api_clients', sa.Column('role', sa.Text(), nullable=False, server_default='script_client'))
    op.add_column('api_clients', sa.Column('made_by_id', sa.Uuid(), nullable=True))
    op.add_column('api_clients', sa.Column('reminded_days', sa.Integer(), nullable=True))
    op.create_check_constraint('api_clients_role', 'api_clients', "role IN ('script_client', 'partner_client')")
    op.add_column('api_client_secrets', sa.Column('last_used_at', sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        'mandates',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('client_id', sa.Uuid(), nullable=False),
        sa.Column('city_id', sa.Uuid(), nullable=False),
        sa.Column('start_date', sa.Date(), nullable=False),
        sa.Column('end_date', sa.Date(), nullable=False),
        sa.Column('basis', sa.Text(), nullable=True),
        sa.Column('given_by', sa.Text(), nullable=False),
        sa.Column('given_by_id', sa.Uuid(), nullable=True),
        sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('withdrawn_by_id', sa.Uuid(), nullable=True),
        sa.CheckConstraint('end_date > start_date', name='mandates_period'),
        sa.CheckConstraint("given_by IN ('office', 'city', 'operator')", name='mandates_given_by'),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['client_id'], ['api_clients.id']),
        sa.ForeignKeyConstraint(['city_id'], ['cities.id']),
    )
    for column in ('client', 'network', 'city'):
        op.create_index(f'mandates_of_{column}', 'mandates', [f'{column}_id'])
    op.execute(_MADE_BY)
    connection = op.get_bind()
    for acted in connection.execute(sa.text(_ACTED_FOR_A_CITY)).mappings().all():
        connection.execute(_GIVE, {**acted, 'id': uuid7()})
