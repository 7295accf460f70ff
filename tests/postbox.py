"""The worker of a test and the mails it has sent, as their readers see them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection
from psycopg.rows import dict_row

from api.jobs.mail import Mailer
from api.jobs.worker import mailer_for, work_once
from api.settings import Settings


@dataclass
class Postbox:
    """Works off a database's outbox into a folder of its own."""

    url: str
    settings: Settings

    @contextmanager
    def connection(self) -> Iterator[Connection[Any]]:
        """Connect as the worker does."""
        with psycopg.connect(self.url, autocommit=True, options='-c timezone=UTC') as opened:
            yield opened

    def work(self, mailer: Mailer | None = None) -> int:
        """Do what is due, and return how many pieces were taken."""
        with self.connection() as connection:
            by = mailer or mailer_for(connection, self.settings)
            done = 0
            while work_once(connection, self.settings, by):
                done += 1
            return done

    def mails(self) -> list[EmailMessage]:
        """Return every mail in the folder, by name."""
        return [read(path) for path in sorted(self.settings.mail_dir.glob('*.eml'))]

    def newest(self, to: str) -> EmailMessage:
        """Work off the outbox and return the newest mail to an address."""
        self.work()
        paths = sorted(self.settings.mail_dir.glob('*.eml'))
        return [mail for mail in map(read, paths) if mail['To'] == to][-1]

    def rows(self, statement: str, *values: object) -> list[dict[str, Any]]:
        """Run a query on the database."""
        with self.connection() as connection, connection.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(statement.encode(), values).fetchall()

    def run(self, statement: str, *values: object) -> None:
        """Change something behind the service's back."""
        with self.connection() as connection:
            connection.execute(statement.encode(), values)


def postbox_at(url: str, settings: Settings, directory: Path) -> Postbox:
    """Return a postbox for a database, whose mails go to a directory of this test alone."""
    return Postbox(url, settings.model_copy(update={'mail_dir': directory / 'mail', 'database_url': url}))


def read(path: Path) -> EmailMessage:
    """Return a mail as a mail program shows it."""
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def token_in(mail: EmailMessage) -> str:
    """Return the token of the link in a sign-in mail."""
    found = re.search(r'/sign-in#token=([\w-]+)', mail.get_content())
    assert found
    return found[1]


def code_in(mail: EmailMessage) -> str:
    """Return the six digits in a sign-in mail."""
    # Tokens have digits too, so the code is what stands alone between spaces.
    found = re.search(r'(?<!\S)\d{6}(?!\S)', mail.get_content())
    assert found
    return found[0]
