"""The journal learns where its records belong and who saw them then; what concerns the safety of accounts is kept beside it.

Entries made before say nothing of who saw them: their values are the office's. No entry is rewritten. All of it is one transaction, since
a restore runs it within its own; whoever writes waits until the indexes of the journal are made.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

_NEW = (('city_id', sa.Uuid()), ('working_group_id', sa.Uuid()), ('audience', sa.Text()), ('audience_before', sa.Text()))
_INDEXES = {
    'journal_of_network': 'network_id',
    'journal_of_city': 'city_id',
    'journal_of_working_group': 'working_group_id',
    'journal_of_actor': 'actor_id',
}


def upgrade() -> None:
    """Add the columns and the table, then the indexes of the journal."""
    for name, kind in _NEW:
        op.add_column('journal', sa.Column(name, kind, nullable=True))
    op.create_table(
        'security_events',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('kind', sa.Text(), nullable=False),
        sa.Column('occurred_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('times', sa.Integer(), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=True),
        sa.Column('person_id', sa.Uuid(), nullable=True),
        sa.Column('client_id', sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint(
            'kind', 'person_id', 'client_id', 'occurred_at', name='security_events_once', postgresql_nulls_not_distinct=True
        ),
    )
    op.create_index('security_events_of_network', 'security_events', ['network_id', 'id'])
    op.create_index('security_events_of_person', 'security_events', ['person_id', 'id'])
    for name, column in _INDEXES.items():
        op.create_index(name, 'journal', [column, 'id'])
