"""A person says when they were erased; redactions are recorded, and a frozen copy of a report may change by a recorded one alone.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

# The record of the redaction comes first: it names both hashes, so nothing else can be put in the place of what was submitted.
_BY_A_REDACTION_ALONE = """
CREATE OR REPLACE FUNCTION refuse_to_change_a_submission() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moves CONSTANT text[] := ARRAY['audience', 'version', 'updated_at', 'snapshot'];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(OLD) - moves IS NOT DISTINCT FROM to_jsonb(NEW) - moves AND EXISTS (SELECT FROM redactions r
      WHERE r.subject_type = 'submission' AND r.subject_id = OLD.id AND r.field = 'snapshot'
        AND r.old_sha256 = encode(sha256(convert_to(OLD.snapshot, 'UTF8')), 'hex')
        AND r.new_sha256 = encode(sha256(convert_to(NEW.snapshot, 'UTF8')), 'hex'))
    THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'a submission is never changed' USING ERRCODE = 'restrict_violation';
END $$;
"""


def upgrade() -> None:
    """Add the moment of an erasure and the table of redactions, and let a recorded redaction pass."""
    op.add_column('people', sa.Column('erased_at', sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        'redactions',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('network_id', sa.Uuid(), nullable=False),
        sa.Column('subject_type', sa.Text(), nullable=False),
        sa.Column('subject_id', sa.Uuid(), nullable=False),
        sa.Column('field', sa.Text(), nullable=False),
        sa.Column('old_sha256', sa.Text(), nullable=False),
        sa.Column('new_sha256', sa.Text(), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('redacted_by_id', sa.Uuid(), nullable=True),
        sa.Column('redacted_at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id'),
        sa.ForeignKeyConstraint(['network_id'], ['networks.id']),
    )
    op.create_index('redactions_of_subject', 'redactions', ['subject_id', 'id'])
    op.create_index('redactions_of_network', 'redactions', ['network_id', 'id'])
    op.execute(_BY_A_REDACTION_ALONE)
