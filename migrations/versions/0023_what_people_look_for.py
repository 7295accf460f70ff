"""By which words people are found, and the filters that people keep.

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

from api.models.people import key_of_person

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Compute the keys of those who are known, whoever was erased left out, and make the table."""
    op.add_column('people', sa.Column('search_key', sa.Text(), nullable=False, server_default=''))
    connection = op.get_bind()
    known = connection.execute(sa.text('SELECT id, name, mail FROM people WHERE erased_at IS NULL')).all()
    keys = [{'id': row.id, 'key': key_of_person(row.name, row.mail)} for row in known]
    if keys:
        connection.execute(sa.text('UPDATE people SET search_key = :key WHERE id = :id'), keys)
    op.create_table(
        'saved_filters',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('address', sa.Text(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['person_id'], ['people.id']),
    )
    op.create_index(op.f('ix_saved_filters_person_id'), 'saved_filters', ['person_id'])
