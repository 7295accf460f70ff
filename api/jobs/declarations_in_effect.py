"""`python -m api.jobs.declarations_in_effect ASSEMBLY_ID`: completes the groups that declared so; started by the worker."""

import sys
from uuid import UUID

from api.database import Database
from api.operations.assemblies import bring_declarations_into_effect
from api.permissions import Caller
from api.settings import Settings
from api.spine import Transaction


def run(settings: Settings, assembly_id: UUID) -> list[UUID]:
    """Return the ids of the groups that were completed."""
    if settings.database_url is None:
        raise RuntimeError('DATABASE_URL must name the database')
    database = Database(settings.database_url, threads=1)
    try:
        with Transaction(database, Caller(kind='system', scopes=None, everywhere=True)) as transaction:
            return bring_declarations_into_effect(transaction, assembly_id)
    finally:
        database.close()


if __name__ == '__main__':
    run(Settings(), UUID(sys.argv[1]))
