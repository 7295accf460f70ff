"""`python -m api.jobs.progress_asking_of_a_day NETWORK_ID DAY`: asks departments how their actions stand; started by the worker."""

import sys
from datetime import date
from uuid import UUID

from api.database import Database
from api.operations.progress_asking import ask_progress
from api.permissions import Caller
from api.settings import Settings
from api.spine import Transaction


def run(settings: Settings, network_id: UUID, day: date) -> dict[UUID, str | None]:
    """Return by person why they are not asked, or None."""
    if settings.database_url is None:
        raise RuntimeError('DATABASE_URL must name the database')
    database = Database(settings.database_url, threads=1)
    try:
        with Transaction(database, Caller(kind='system', scopes=None, everywhere=True)) as transaction:
            return ask_progress(transaction, network_id, day)
    finally:
        database.close()


if __name__ == '__main__':
    run(Settings(), UUID(sys.argv[1]), date.fromisoformat(sys.argv[2]))
