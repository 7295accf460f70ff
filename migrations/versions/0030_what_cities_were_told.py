"""What cities are told: why a proposal was withdrawn, what did not reach them, and which meetings they have left.

Revision ID: 0030
Revises: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep the reason with the group; index what the desk asks of each city, and what later mails about a meeting must go beyond."""
    op.add_column('working_groups', sa.Column('withdrawal_reason', sa.Text(), nullable=True))
    not_delivered = sa.text("reason IN ('no_recipient', 'mail_refused', 'mail_failed')")
    op.create_index('notices_not_delivered', 'notices', ['network_id', 'city_id', 'id'], postgresql_where=not_delivered)
    left = sa.text("kind IN ('meeting_left', 'meetings_left')")
    op.create_index('notices_of_meetings_left', 'notices', ['city_id'], postgresql_where=left)
