"""Knows what every handler of the worker is given, and how it sends a letter."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from functools import partial
from typing import Any

from psycopg import Connection
from psycopg.rows import dict_row

from api.jobs import outbox
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

    def sent(self, letter: Letter, *, service: str) -> str:
        """Hand a letter over and say what came of it: `sent`, or `refused` when it can never be sent."""
        try:
            self.send(letter, service=service)
        except Refused:
            return 'refused'
        return 'sent'

    def write_to_each(
        self, people: Iterable[dict[str, Any]], letter: Callable[[dict[str, Any]], Letter], *, service: str
    ) -> Collection[str]:
        """Send each of these people their letter, once over all attempts; return what came of all that were written to."""
        return self.write_all(((str(person['id']), partial(letter, person)) for person in people), service=service)

    def write_all(self, letters: Iterable[tuple[str, Callable[[], Letter]]], *, service: str) -> Collection[str]:
        """Send letters, each known by a name and once over all attempts; return what came of all that were written."""
        done: dict[str, str] = self.work.payload.setdefault('done', {})
        for name, letter in letters:
            if name not in done:
                done[name] = self.sent(letter(), service=service)
                # Noted after each mail, so that when a later one fails, a new attempt does not send this one again.
                outbox.keep(self.connection, self.work, self.now())
        return done.values()

    def write_and_close(self, people: Iterable[dict[str, Any]], letter: Callable[[dict[str, Any]], Letter], *, service: str) -> None:
        """Do the same and close the work with what came of it: `sent` when anybody was written to, `refused`, or `nobody`."""
        outcomes = self.write_to_each(people, letter, service=service)
        outcome = 'sent' if 'sent' in outcomes else 'refused' if outcomes else 'nobody'
        outbox.close(self.connection, self.work, outcome, self.now())
