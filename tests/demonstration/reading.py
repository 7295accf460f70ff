"""What the files of the demonstration say, and what a database holds of it."""

import csv
import json
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from api.database import Database
from api.models.columns import Subject
from api.permissions import Caller
from api.spine import SUBJECT_TYPES, Transaction

FACTS = Path(__file__).parents[2] / 'api' / 'demonstration' / 'facts'
CITIES = list(csv.DictReader((FACTS / 'cities.csv').read_text(encoding='utf-8').splitlines()))
NETWORKS = json.loads((FACTS / 'networks.json').read_text(encoding='utf-8'))
TABLES: list[type[Subject]] = [row for row in Subject.__subclasses__() if hasattr(row, '__table__')]


def ignore(_line: str) -> None:
    """Take what a start announces, and say nothing."""


def records(database: Database, row: type[Any]) -> list[Any]:
    with Transaction(database, Caller()) as transaction:
        return list(transaction.session.execute(select(row)).scalars())


def scalar(database: Database, statement: str) -> Any:
    with database.autocommit.connect() as connection:
        return connection.execute(text(statement)).scalar_one()


def contents(database: Database) -> dict[str, int]:
    tables = [*SUBJECT_TYPES, 'people', 'roles', 'contact_points', 'journal', 'changes', 'outbox', 'notices']
    return {name: scalar(database, f'SELECT count(*) FROM {name}') for name in tables}  # noqa: S608 -- names of our own tables


def named(database: Database, row: type[Any]) -> dict[str, Any]:
    return {each.slug: each for each in records(database, row)}
