"""Who has not answered a call for interest is reminded in the same mail as of what their group owes.

Revision ID: 0031
Revises: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None

_ABOUT = (
    "CASE duty WHEN 'call_answer' THEN num_nonnulls(call_id, city_id) = 2 AND num_nonnulls(working_group_id, assembly_id) = 0"
    ' ELSE num_nonnulls(call_id, city_id) = 0 AND num_nonnulls(working_group_id, assembly_id) = 2 END'
)
_ONCE = ['working_group_id', 'assembly_id', 'duty', 'step_on', 'person_id']


def upgrade() -> None:
    """Let a reminder be about a call and a city; those that are there are about groups, and stay."""
    for name, table in (('call_id', 'calls_for_interest'), ('city_id', 'cities')):
        op.add_column('reminders', sa.Column(name, sa.Uuid(), nullable=True))
        op.create_foreign_key(op.f(f'reminders_{name}_fkey'), 'reminders', table, [name], ['id'])
    for name in ('working_group_id', 'assembly_id'):
        op.alter_column('reminders', name, nullable=True)
    op.drop_constraint('reminders_duty', 'reminders')
    op.create_check_constraint('reminders_duty', 'reminders', "duty IN ('group_report', 'declaration', 'call_answer')")
    op.create_check_constraint('reminders_about', 'reminders', _ABOUT)
    op.drop_constraint('reminders_once', 'reminders')
    op.create_unique_constraint('reminders_once', 'reminders', [*_ONCE, 'call_id', 'city_id'], postgresql_nulls_not_distinct=True)
    op.create_index('reminders_of_call', 'reminders', ['call_id'], postgresql_where=sa.text('call_id IS NOT NULL'))
