"""The orders in which lists may be asked for and that had no index: cities by country, reports by title.

Revision ID: 0019
Revises: 0018
"""

from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the indexes."""
    op.create_index('cities_by_country', 'cities', ['country_code', 'id'])
    op.create_index('reports_by_title', 'reports', ['sort_key', 'id'])
