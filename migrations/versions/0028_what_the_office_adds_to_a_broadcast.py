"""The sentence that the office adds to the notice of a new group, and groups whose lead city is suspended need a lead.

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


# A suspended city does not act, so a group that it leads needs a lead, and stands on the office's list.
_MARK = """
UPDATE working_groups g SET needs_lead = true FROM leads t
WHERE t.working_group_id = g.id AND t.end_date IS NULL AND g.stage IN ('proposed', 'constituted') AND NOT g.needs_lead
  AND NOT EXISTS (SELECT FROM memberships m WHERE m.city_id = t.city_id AND m.network_id = t.network_id
    AND m.working_group_id IS NULL AND m.stage = 'active' AND m.end_date IS NULL)
"""


def upgrade() -> None:
    """No broadcast has a sentence yet."""
    op.add_column('working_groups', sa.Column('broadcast_sentence', sa.Text(), nullable=True))
    op.execute(_MARK)
    continuing = sa.text('continues_id IS NOT NULL')
    op.create_index('working_groups_continuing', 'working_groups', ['continues_id'], postgresql_where=continuing)
    # Each page of a group asks whether one is held; a group of many years has thousands that were sent.
    op.create_index('notices_held', 'notices', ['working_group_id'], postgresql_where=sa.text("stage = 'held'"))
