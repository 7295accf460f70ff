"""Fills an empty database with the demonstration, in one transaction: it is there as a whole, or not at all."""

from collections.abc import Callable

from sqlalchemy import select

from api.database import Database, make_instance
from api.demonstration import documented, documented_work, invented, invented_group, reading
from api.models.instance import InstanceRow
from api.models.journal import JournalRow
from api.permissions import Caller
from api.running.processes import CannotStart
from api.running.schema_state import shown
from api.spine import Transaction

OPERATOR = Caller(kind='operator', everywhere=True, scopes=None)


def prepare(database_url: str, announce: Callable[[str], None]) -> None:
    """Make an empty, migrated database a demonstration and fill it; one that is filled already stays as it is.

    `announce` takes one line that says what was loaded. Raises `CannotStart` for a database with records of its own. A start
    killed half-way leaves nothing behind, and of two starts at once one loads and the other finds it done.
    """
    database = Database(database_url, threads=1)
    try:
        with Transaction(database, OPERATOR) as transaction:
            transaction.is_quiet = True
            if _is_empty(transaction):
                announce(_fill(transaction))
    finally:
        database.close()


def _is_empty(transaction: Transaction) -> bool:
    make_instance(transaction.session.connection(), demonstration=True)
    # Held to the commit: a second start waits here, and then finds the records.
    instance = transaction.session.execute(select(InstanceRow).with_for_update()).scalar_one()
    # Whatever was ever written through the spine left its entry.
    is_empty = transaction.session.execute(select(JournalRow).limit(1)).first() is None
    if is_empty:
        instance.demonstration = True
    elif not instance.demonstration:
        raise CannotStart(
            f'The database {shown(transaction.database.url)} holds records of its own: '
            'demonstration data are only loaded into an empty one.'
        )
    return is_empty


def _fill(transaction: Transaction) -> str:
    networks = documented.load_networks(transaction)
    home = networks[documented.HOME]
    cities = documented.load_cities(transaction, networks)
    groups = documented.load_working_groups(transaction, home, cities)
    documented_work.load_work(transaction, home, groups)
    members = [cities[told['name']] for told in reading.members_of(documented.HOME)]
    invented.load_people(transaction, home, members)
    invented.load_proposal(transaction, home, members)
    invented_group.load_group(transaction, home, {city.slug: city for city in members})
    return (
        f'The demonstration holds {len(networks)} networks, {len(cities)} cities ({len(members)} of them members), '
        f'{len(groups)} documented working groups, an invented one at work and an invented proposal.'
    )
