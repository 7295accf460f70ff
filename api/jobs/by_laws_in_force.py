"""`python -m api.jobs.by_laws_in_force NETWORK_ID`: counts the network's groups under today's by-laws; started by the worker."""

import sys
from uuid import UUID

from api.database import Database
from api.operations.by_laws import bring_into_force
from api.permissions import Caller
from api.settings import Settings
from api.spine import Transaction


def run(settings: Settings, network_id: UUID) -> list[UUID]:
    """Return the ids of the groups that were constituted."""
    if settings.database_url is None:
        raise RuntimeError('DATABASE_URL must name the database')
    database = Database(settings.database_url, threads=1)
    try:
        with Transaction(database, Caller(kind='system', scopes=None, everywhere=True)) as transaction:
            return bring_into_force(transaction, network_id)
    finally:
        database.close()


if __name__ == '__main__':
    run(Settings(), UUID(sys.argv[1]))
