"""The agreement of a department to an action of a plan, and what those concerned would do with it in the next one.

Revision ID: 0043
Revises: 0042
"""

import sqlalchemy as sa
from alembic import op

revision = '0043'
down_revision = '0042'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; of no action it is known so far."""
    for name, kind in (
        ('agreed_on', sa.Date()),
        ('agreed_by_id', sa.Uuid()),
        ('evaluation', sa.Text()),
        ('evaluated_on', sa.Date()),
        ('evaluation_asked', sa.Text()),
        ('evaluation_note', sa.Text()),
    ):
        op.add_column('plan_actions', sa.Column(name, kind, nullable=True))
    op.create_foreign_key('plan_actions_agreed_by_id_fkey', 'plan_actions', 'people', ['agreed_by_id'], ['id'])
    for name, condition in (
        ('evaluation', "evaluation IN ('keep', 'change', 'drop')"),
        ('evaluated', 'num_nonnulls(evaluation, evaluated_on) <> 1'),
        ('evaluation_said', 'evaluation IS NOT NULL OR num_nonnulls(evaluation_asked, evaluation_note) = 0'),
        ('agreed', 'agreed_on IS NOT NULL OR agreed_by_id IS NULL'),
    ):
        op.create_check_constraint(f'plan_actions_{name}', 'plan_actions', condition)
