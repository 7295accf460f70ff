"""The catalogue of the world’s cities, from which members are added by name.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; they are filled in the background, once the service runs."""
    op.create_table(
        'city_catalogue',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('geonames_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('country_code', sa.Text(), nullable=False),
        sa.Column('region', sa.Text(), nullable=True),
        sa.Column('population', sa.Integer(), nullable=False),
        sa.Column('latitude', sa.Float(), nullable=False),
        sa.Column('longitude', sa.Float(), nullable=False),
        sa.Column('time_zone', sa.Text(), nullable=False),
        sa.Column('sort_key', sa.Text(collation='C'), nullable=False),
        sa.Column('words', TSVECTOR(), nullable=False),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('geonames_id'),
    )
    op.create_index('city_catalogue_by_size', 'city_catalogue', ['sort_key'], unique=True)
    op.create_index('city_catalogue_of_country', 'city_catalogue', ['country_code', 'sort_key'], unique=False)
    op.create_index('city_catalogue_words', 'city_catalogue', ['words'], unique=False, postgresql_using='gin')
    op.create_table(
        'city_catalogue_release',
        sa.Column('one', sa.Boolean(), nullable=False),
        sa.Column('release', sa.Text(), nullable=False),
        sa.Column('cities', sa.Integer(), nullable=False),
        sa.Column('loaded_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint('one', name='city_catalogue_release_is_one'),
        sa.PrimaryKeyConstraint('one'),
    )
