"""`python -m api.jobs.sync`: reads the services of other networks that are due, and mirrors what they tell; started by the worker.

It may be ended at any point, by any means: what was read and where the reading is are written together.
"""

import json
import logging
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from psycopg import Connection
from pydantic import BaseModel, ConfigDict, Field, SecretStr, TypeAdapter, ValidationError
from sqlalchemy import func, select

from api import clock
from api.database import Database
from api.jobs.partner_feed import BeginsAnew, FeedFailure, PartnerFeed
from api.jobs.sync_schedule import due_sources
from api.models.columns import table
from api.models.mirrored_records import MirroredRecordRow
from api.operations import mirroring
from api.operations.sync_sources import sync_source_named
from api.permissions import Caller
from api.running.processes import CannotStart
from api.settings import Settings, is_this_machine
from api.spine import Transaction

OPERATOR = Caller(kind='operator', everywhere=True, scopes=None)
SYSTEM = Caller(kind='system', everywhere=True, scopes=None)
_MIRRORED = table(MirroredRecordRow)
_LOG = logging.getLogger('coalition.sync')


class Credentials(BaseModel):
    """What this service signs in with at another one."""

    model_config = ConfigDict(extra='forbid')

    client_id: str = Field(min_length=1, max_length=200)
    client_secret: SecretStr


@dataclass(frozen=True, slots=True)
class Mirrored:
    """What is mirrored of a source now, and how often its copy was begun anew while it was read."""

    records: int
    doubtful: int
    begun_anew: int


def address_of(url: str) -> str:
    """Return the address of a service as it is known here. Raises CannotStart for one that others could answer in its place."""
    parts = urlsplit(url.rstrip('/'))
    if parts.scheme not in {'http', 'https'} or not parts.hostname or parts.path or parts.query or parts.fragment or parts.username:
        raise CannotStart('Say the address of the service as https:// and its host, without a path.')
    if parts.scheme == 'http' and not is_this_machine(url):
        raise CannotStart(f'{url} is not https: others could answer in its place, and read the secret.')
    return f'{parts.scheme}://{parts.netloc.lower()}'


def credentials_in(file: Path | None, url: str) -> Credentials:
    """Return what is signed in with at `url`, out of a file {address: {client_id, client_secret}}. Raises FeedFailure without it."""
    if file is None:
        raise FeedFailure('no_credentials', 'Set COALITION_SYNC_CREDENTIALS to the file that says what is signed in with.')
    try:
        known: Mapping[str, Credentials] = TypeAdapter(dict[str, Credentials]).validate_json(file.read_bytes())
    except OSError as error:
        raise FeedFailure('no_credentials', f'{file} cannot be read: {error.strerror}.') from None
    except ValidationError:
        example = json.dumps({url: {'client_id': '…', 'client_secret': '…'}}, ensure_ascii=False)
        raise FeedFailure('no_credentials', f'{file} must look like {example}.') from None
    for address, credentials in known.items():
        if address.rstrip('/').lower() == url:
            return credentials
    raise FeedFailure('no_credentials', f'{file} says nothing of {url}.')


def pull(settings: Settings, url: str, partner: str, reader: str | None, every_minutes: int | None) -> Mirrored:
    """Mirror what the service at `url` tells, until the copy is as it is. Raises CannotStart when that cannot be."""
    address = address_of(url)
    with closing(Database(_database_of(settings), threads=1)) as database:
        with Transaction(database, OPERATOR) as transaction:
            source_id = sync_source_named(transaction, address, partner, reader, every_minutes).id
        try:
            return read_on(database, source_id, address, settings.sync_credentials, OPERATOR)
        except FeedFailure as failure:
            raise CannotStart(str(failure)) from None


def run_due(settings: Settings) -> None:
    """Do the same for each source whose time has come, one after another; what is wrong with one keeps none of the others waiting."""
    with closing(Database(_database_of(settings), threads=1)) as database:
        with database.autocommit.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, Connection)
            due = due_sources(driver, clock.now())
        for source_id, url in due:
            try:
                done = read_on(database, source_id, url, settings.sync_credentials, SYSTEM)
                _LOG.info('%s: %s records are mirrored, %s cities wait for a person', url, done.records, done.doubtful)
            except FeedFailure as failure:
                _LOG.warning('%s', failure)


def read_on(database: Database, source_id: UUID, url: str, credentials: Path | None, caller: Caller) -> Mirrored:
    """Read one source from where its copy is to its end. Raises FeedFailure, which is noted for the office."""
    try:
        with Transaction(database, caller) as transaction:
            position: mirroring.Position | None = mirroring.mirror_network(transaction, source_id)
        known, begun_anew, has_more = credentials_in(credentials, url), 0, True
        with closing(PartnerFeed(url, known.client_id, known.client_secret.get_secret_value())) as feed:
            while position is not None and has_more:
                try:
                    page = feed.page(position)
                except BeginsAnew:
                    begun_anew += 1
                    if position.since == 0 or begun_anew > 1:
                        raise FeedFailure('not_a_feed', f'The feed of {url} begins anew again and again.') from None
                    with Transaction(database, caller) as transaction:
                        position = mirroring.begin_anew(transaction, source_id, position)
                    continue
                with Transaction(database, caller) as transaction:
                    position, has_more = mirroring.apply_page(transaction, source_id, position, page), page.has_more
    except FeedFailure as failure:
        with Transaction(database, caller) as transaction:
            mirroring.note_problem(transaction, source_id, failure.problem)
        raise
    return _mirrored(database, source_id, begun_anew)


def _mirrored(database: Database, source_id: UUID, begun_anew: int) -> Mirrored:
    doubtful = func.count().filter(_MIRRORED.c.match == 'doubtful')
    there = (_MIRRORED.c.sync_source_id == source_id, _MIRRORED.c.deleted_at.is_(None))
    with database.autocommit.connect() as connection:
        records, waiting = connection.execute(select(func.count(), doubtful).where(*there)).one()
    return Mirrored(records, waiting, begun_anew)


def _database_of(settings: Settings) -> str:
    if settings.database_url is None:
        raise RuntimeError('DATABASE_URL must name the database')
    return settings.database_url


if __name__ == '__main__':
    run_due(Settings())
