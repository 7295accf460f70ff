"""Good practices, and the questions that one city asks another.

Revision ID: 0044
Revises: 0043
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = '0044'
down_revision = '0043'
branch_labels = None
depends_on = None


def _subject() -> list[sa.Column[object]]:
    return [
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
    ]


def upgrade() -> None:
    """Make the tables; both are empty so far."""
    op.create_table(
        'good_practices',
        *_subject(),
        sa.Column('city_id', sa.Uuid(), nullable=True),
        sa.Column('city_name', sa.Text(), nullable=True),
        sa.Column('country_code', sa.Text(), nullable=True),
        sa.Column('plan_action_id', sa.Uuid(), nullable=True),
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('sort_key', sa.Text(collation='C'), nullable=False),
        sa.Column('search_key', sa.Text(), nullable=False),
        sa.Column('summary', sa.Text(), nullable=True),
        sa.Column('cells', JSONB(), nullable=False),
        sa.Column('themes', JSONB(), nullable=False),
        sa.Column('languages', JSONB(), nullable=False),
        sa.Column('year', sa.Integer(), nullable=True),
        sa.Column('url', sa.Text(), nullable=True),
        sa.Column('publication', sa.Text(), nullable=True),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.Column('shared_with', sa.Text(), nullable=True),
        sa.Column('published_on', sa.Date(), nullable=True),
        sa.CheckConstraint("stage IN ('draft', 'published', 'withdrawn')", name='good_practices_stage'),
        sa.CheckConstraint("shared_with IN ('members', 'public')", name='good_practices_shared_with'),
        sa.CheckConstraint('num_nonnulls(city_id, city_name) = 1', name='good_practices_one_city'),
        sa.CheckConstraint('(city_name IS NULL) = (country_code IS NULL)', name='good_practices_country_of_name'),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['city_id'], ['cities.id']),
        sa.ForeignKeyConstraint(['plan_action_id'], ['plan_actions.id']),
    )
    op.create_index('good_practices_by_title', 'good_practices', ['sort_key', 'id'])
    op.create_index('good_practices_of_network', 'good_practices', ['network_id', 'id'])
    op.create_index('good_practices_of_city', 'good_practices', ['city_id', 'id'])
    op.create_index('good_practices_of_action', 'good_practices', ['plan_action_id'])
    op.create_index('good_practices_in_cells', 'good_practices', ['cells'], postgresql_using='gin')
    op.create_index(
        'good_practices_search', 'good_practices', ['search_key'], postgresql_using='gin', postgresql_ops={'search_key': 'gin_trgm_ops'}
    )
    op.create_table(
        'practice_questions',
        *_subject(),
        sa.Column('city_id', sa.Uuid(), nullable=False),
        sa.Column('asking_city_id', sa.Uuid(), nullable=False),
        sa.Column('asked_by_id', sa.Uuid(), nullable=True),
        sa.Column('good_practice_id', sa.Uuid(), nullable=True),
        sa.Column('commitment', sa.Integer(), nullable=False),
        sa.Column('track', sa.Integer(), nullable=False),
        sa.Column('question', sa.Text(), nullable=False),
        sa.Column('shows_mail', sa.Boolean(), nullable=False),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.Column('answer', sa.Text(), nullable=True),
        sa.Column('answered_on', sa.Date(), nullable=True),
        sa.CheckConstraint("stage IN ('sent', 'answered')", name='practice_questions_stage'),
        sa.CheckConstraint("(stage = 'answered') = (num_nonnulls(answer, answered_on) = 2)", name='practice_questions_answered'),
        sa.CheckConstraint('city_id <> asking_city_id', name='practice_questions_two_cities'),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['city_id'], ['cities.id']),
        sa.ForeignKeyConstraint(['asking_city_id'], ['cities.id']),
        sa.ForeignKeyConstraint(['asked_by_id'], ['people.id']),
        sa.ForeignKeyConstraint(['good_practice_id'], ['good_practices.id']),
    )
    op.create_index('practice_questions_of_city', 'practice_questions', ['city_id', 'id'])
    op.create_index('practice_questions_asked', 'practice_questions', ['asking_city_id', 'id'])
    op.create_index('practice_questions_of_network', 'practice_questions', ['network_id', 'id'])
