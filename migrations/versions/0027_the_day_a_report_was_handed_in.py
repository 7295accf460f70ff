"""The day on which a city handed its report in, which may be earlier than the moment at which the office recorded it.

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None

# What was submitted is never changed; that it gains what it always had is no change to it.
_FILL = (
    'ALTER TABLE submissions DISABLE TRIGGER submissions_stay',
    """UPDATE submissions s SET handed_in_on = (s.submitted_at AT TIME ZONE n.time_zone)::date
    FROM networks n WHERE n.id = s.network_id""",
    'ALTER TABLE submissions ENABLE TRIGGER submissions_stay',
)


def upgrade() -> None:
    """What is there counts from the network's day on which it was recorded, as it did so far."""
    op.add_column('submissions', sa.Column('handed_in_on', sa.Date(), nullable=True))
    for statement in _FILL:
        op.execute(statement)
    op.alter_column('submissions', 'handed_in_on', nullable=False)
