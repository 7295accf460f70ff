"""Assemblies, reports with their submissions, decisions and publications, and declarations.

Revision ID: 0005
Revises: 0004
"""

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
