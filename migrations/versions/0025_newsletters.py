"""A report is shared as a newsletter, too: a circular that is about it, whose sending is recorded as a publication.

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing was shared so before."""
    op.add_column('circulars', sa.Column('report_id', sa.Uuid(), sa.ForeignKey('reports.id'), nullable=True))
    op.add_column('publications', sa.Column('circular_id', sa.Uuid(), sa.ForeignKey('circulars.id'), nullable=True))
    op.drop_constraint('publications_channel', 'publications')
    op.create_check_constraint('publications_channel', 'publications', "channel IN ('website', 'social_media', 'newsletter')")
