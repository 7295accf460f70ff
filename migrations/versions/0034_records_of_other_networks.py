"""Records that other networks keep are mirrored here, and matched with our cities.

Revision ID: 0034
Revises: 0033
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of whose records they are, how far they were read, and what was read."""
    op.create_table(
        'sync_sources',
        *_subject(),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('partner_id', sa.Uuid(), nullable=False),
        sa.Column('url', sa.Text(), nullable=True),
        sa.Column('every_minutes', sa.Integer(), nullable=True),
        sa.CheckConstraint('every_minutes > 0', name='sync_sources_every_minutes'),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('network_id', 'url', name='sync_sources_once'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['partner_id'], ['networks.id']),
    )
    op.create_index(
        'sync_sources_of_files', 'sync_sources', ['network_id', 'partner_id'], unique=True, postgresql_where=sa.text('url IS NULL')
    )
    op.add_column('imports', sa.Column('partner_id', sa.Uuid(), sa.ForeignKey('networks.id'), nullable=True))
    op.execute('UPDATE imports SET counts = counts || \'{"gone": 0}\'')
    op.create_table(
        'sync_positions',
        sa.Column('sync_source_id', sa.Uuid(), nullable=False),
        sa.Column('since', sa.BigInteger(), nullable=False),
        sa.Column('feed_id', sa.Uuid(), nullable=True),
        sa.Column('round', sa.Integer(), nullable=False),
        sa.Column('complete', sa.Boolean(), nullable=False),
        sa.Column('began_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('equal_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('problem', sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint('sync_source_id'),
        sa.ForeignKeyConstraint(['sync_source_id'], ['sync_sources.id']),
    )
    op.create_table(
        'mirrored_records',
        *_subject(),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('sync_source_id', sa.Uuid(), nullable=False),
        sa.Column('subject_type', sa.Text(), nullable=False),
        sa.Column('origin_id', sa.Uuid(), nullable=False),
        sa.Column('origin_version', sa.Integer(), nullable=False),
        sa.Column('data', JSONB(none_as_null=True), nullable=True),
        sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('round', sa.Integer(), nullable=False),
        sa.Column('match', sa.Text(), nullable=True),
        sa.Column('city_id', sa.Uuid(), nullable=True),
        sa.Column('candidate_ids', JSONB(), nullable=False),
        sa.Column('decision', sa.Text(), nullable=True),
        sa.CheckConstraint("match IN ('matched', 'doubtful', 'unmatched')", name='mirrored_records_match'),
        sa.CheckConstraint("decision IN ('same', 'new', 'left_out')", name='mirrored_records_decision'),
        sa.CheckConstraint("(match = 'matched') = (city_id IS NOT NULL)", name='mirrored_records_matched'),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('sync_source_id', 'origin_id', name='mirrored_records_once'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['sync_source_id'], ['sync_sources.id']),
        sa.ForeignKeyConstraint(['city_id'], ['cities.id']),
    )
    op.create_index('mirrored_records_of_network', 'mirrored_records', ['network_id', 'id'])
    op.create_index('mirrored_records_of_city', 'mirrored_records', ['city_id'])


def _subject() -> list[sa.Column[object]]:
    return [
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    ]
