"""Knows what every handler of the worker is given, and how it sends a letter."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from typing import Any

from psycopg import Connection
from psycopg.rows import dict_row

from api.jobs.mail import Letter, Mailer, Refused, message_of
from api.jobs.outbox import Work
from api.settings import Settings


@dataclass(slots=True)
class Job:
    """One attempt at one piece of work. `connection` commits every statement by itself, unless in a transaction block."""

    connection: Connection[Any]
    work: Work
    settings: Settings
    mailer: Mailer
    now: Callable[[], datetime]

    def rows(self, statement: str, **values: Any) -> list[dict[str, Any]]:
        """Run a query and return its rows."""
        with self.connection.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(statement.encode(), values).fetchall()

    def send(self, letter: Letter, *, service: str) -> None:
        """Hand a letter over. Raises Refused when it can never be sent."""
        try:
            message = message_of(letter, sender=self.settings.mail_from, service=service, now=self.now())
        except (ValueError, MessageError) as error:
            raise Refused from error
        self.mailer.send(message)
