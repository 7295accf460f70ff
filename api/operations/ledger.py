"""Has a line written into the ledger beside the backups, as the last thing before a commit; without it nothing is committed."""

import logging
from collections.abc import Callable
from typing import Any

import psycopg
from sqlalchemy import Connection

from api.consent import Seen, withdrawal
from api.erasure_ledger import append_withdrawal
from api.models.contact_points import ContactPointRow
from api.problems import Problem
from api.running.processes import CannotStart
from api.spine import Transaction

_LOG = logging.getLogger('coalition')


def written_last(transaction: Transaction, append: Callable[[psycopg.Connection[Any]], object]) -> None:
    """Have `append` write its line at the end of this transaction. Raises ledger-unavailable then, when it cannot."""

    def act(connection: Connection) -> None:
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        try:
            append(driver)
        except CannotStart as error:
            _LOG.error('%s', error)
            raise Problem('ledger-unavailable') from error

    transaction.at_last(act)


def note_withdrawal(transaction: Transaction, point: ContactPointRow, before: Seen) -> None:
    """Have it noted, once all of the transaction is written, when a contact point is left to fewer than it stood for before."""

    def append(driver: psycopg.Connection[Any]) -> None:
        withdrawn = withdrawal(before, point)
        if withdrawn is not None and transaction.ledger is not None:
            append_withdrawal(transaction.ledger, driver, withdrawn, transaction.now)

    written_last(transaction, append)
