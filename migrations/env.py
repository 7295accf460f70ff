"""Runs migrations on the connection that `api.running.schema` hands over; there is no offline mode, because nobody reads such SQL here."""

from typing import Any

from alembic import context
from sqlmodel import SQLModel

import api.models

TABLES = api.models.__all__  # importing the package is what makes every table known to the metadata


def compared(_object: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    """Leave Alembic's own table out of the comparison between models and database."""
    return not (kind == 'table' and name == 'alembic_version')


def run() -> None:
    """Apply the migrations, each in a transaction of its own, so that a long history keeps what it has achieved."""
    attributes: dict[str, Any] = context.config.attributes
    context.configure(
        connection=attributes['connection'],
        target_metadata=SQLModel.metadata,
        include_object=compared,
        compare_type=True,
        compare_server_default=False,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
