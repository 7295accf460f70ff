"""`python -m api.jobs.reminders_of_a_day NETWORK_ID DAY`: prepares what a network's groups are reminded of; started by the worker."""

import sys
from datetime import date
from uuid import UUID

from api.database import Database
from api.operations.reminders import Prepared, remind
from api.permissions import Caller
from api.settings import Settings
from api.spine import Transaction


def run(settings: Settings, network_id: UUID, day: date) -> Prepared:
    """Return how many notices were prepared."""
    if settings.database_url is None:
        raise RuntimeError('DATABASE_URL must name the database')
    database = Database(settings.database_url, threads=1)
    try:
        with Transaction(database, Caller(kind='system', scopes=None, everywhere=True)) as transaction:
            return remind(transaction, network_id, day)
    finally:
        database.close()


if __name__ == '__main__':
    run(Settings(), UUID(sys.argv[1]), date.fromisoformat(sys.argv[2]))
