"""Passkeys, identities at an identity provider, the challenges by which both are proven; sessions that a provider remembers.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables, and tell sessions apart."""
    op.add_column('sessions', sa.Column('proven', sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_table(
        'passkeys',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('credential_id', sa.LargeBinary(), nullable=False),
        sa.Column('public_key', sa.LargeBinary(), nullable=False),
        sa.Column('sign_count', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('last_used_at', sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('credential_id'),
        sa.ForeignKeyConstraint(['person_id'], ['people.id']),
    )
    op.create_index('ix_passkeys_person_id', 'passkeys', ['person_id'])
    op.create_table(
        'identities',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.Column('issuer', sa.Text(), nullable=False),
        sa.Column('subject', sa.Text(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('last_used_at', sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('issuer', 'subject', name='identities_once'),
        sa.ForeignKeyConstraint(['person_id'], ['people.id']),
    )
    op.create_index('ix_identities_person_id', 'identities', ['person_id'])
    op.create_table(
        'sign_in_challenges',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('kind', sa.Text(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=True),
        sa.Column('browser_hash', sa.LargeBinary(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('browser_hash'),
        sa.ForeignKeyConstraint(['person_id'], ['people.id']),
    )
    op.create_index('ix_sign_in_challenges_person_id', 'sign_in_challenges', ['person_id'])
    op.create_index('ix_sign_in_challenges_created_at', 'sign_in_challenges', ['created_at'])
