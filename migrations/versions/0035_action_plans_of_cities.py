"""Action plans of cities, and the text that was adopted, which stays as it was.

Revision ID: 0035
Revises: 0034
"""

import sqlalchemy as sa
from alembic import op

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None

# The record of a redaction comes first: it names both hashes, so nothing else can be put in the place of what was adopted.
_WHAT_WAS_ADOPTED_STAYS = """
CREATE FUNCTION refuse_to_change_what_was_adopted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.sha256 = NEW.sha256 AND EXISTS (SELECT FROM redactions r
    WHERE r.subject_type = 'plan' AND r.subject_id = OLD.id AND r.field = 'snapshot'
      AND r.old_sha256 = encode(sha256(convert_to(OLD.snapshot, 'UTF8')), 'hex')
      AND r.new_sha256 = encode(sha256(convert_to(NEW.snapshot, 'UTF8')), 'hex'))
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'what was adopted is never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER plans_stay_as_adopted BEFORE UPDATE ON plans FOR EACH ROW
  WHEN (OLD.snapshot IS NOT NULL AND (OLD.snapshot, OLD.sha256) IS DISTINCT FROM (NEW.snapshot, NEW.sha256))
  EXECUTE FUNCTION refuse_to_change_what_was_adopted();
"""


def upgrade() -> None:
    """Make the table; no city has a plan here so far."""
    op.create_table(
        'plans',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('audience', sa.Text(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.Column('source', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('city_id', sa.Uuid(), nullable=False),
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('sort_key', sa.Text(collation='C'), nullable=False),
        sa.Column('frame', sa.Text(), nullable=False),
        sa.Column('starts_on', sa.Date(), nullable=True),
        sa.Column('ends_on', sa.Date(), nullable=True),
        sa.Column('aims', sa.Text(), nullable=True),
        sa.Column('scope', sa.Text(), nullable=True),
        sa.Column('use', sa.Text(), nullable=True),
        sa.Column('political_head_id', sa.Uuid(), nullable=True),
        sa.Column('stage', sa.Text(), nullable=False),
        sa.Column('adopted_by', sa.Text(), nullable=True),
        sa.Column('adopted_on', sa.Date(), nullable=True),
        sa.Column('decision_reference', sa.Text(), nullable=True),
        sa.Column('departments_must_budget', sa.Boolean(), nullable=True),
        sa.Column('snapshot', sa.Text(), nullable=True),
        sa.Column('sha256', sa.Text(), nullable=True),
        sa.CheckConstraint(
            "stage IN ('drafting', 'consultation', 'adopted', 'in_force', 'under_review', 'superseded')", name='plans_stage'
        ),
        sa.CheckConstraint("scope IN ('internal', 'external', 'both')", name='plans_scope'),
        sa.CheckConstraint('ends_on >= starts_on', name='plans_end_after_start'),
        sa.CheckConstraint(
            "(stage IN ('drafting', 'consultation')) = (num_nonnulls(adopted_on, adopted_by, snapshot, sha256) = 0)", name='plans_adopted'
        ),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
        sa.ForeignKeyConstraint(['city_id'], ['cities.id']),
        sa.ForeignKeyConstraint(['political_head_id'], ['people.id']),
    )
    op.create_index('plans_by_title', 'plans', ['sort_key', 'id'])
    op.create_index('plans_of_network', 'plans', ['network_id', 'id'])
    op.create_index('plans_of_city', 'plans', ['city_id', 'id'])
    op.execute(_WHAT_WAS_ADOPTED_STAYS)
