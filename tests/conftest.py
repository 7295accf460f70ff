"""What every test may ask for: length, a fresh database, the running service, the time."""

import os
import secrets
import shutil
import socket
import ssl
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit
from zlib import crc32

import httpx
import psycopg
import pytest
import uvicorn
from hypothesis import settings as hypothesis_settings
from pydantic import SecretStr
from sqlalchemy import Dialect, event, make_url

from api import clock as the_clock
from api.app import create_app
from api.database import Database, ensure_instance
from api.http_protocol import BoundedHttp
from api.manners import Manners
from api.rate_limits import RateLimits
from api.running.embedded_postgres import EmbeddedPostgres
from api.running.schema import migrate
from api.settings import Settings
from api.sign_in_lane import Lane
from tests.turns import is_due, settle_day

# Reading the authorities takes longer than a request; nothing here speaks TLS.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

# More requests than all tests send: what limits callers is tested on its own.
MANY = 10_000_000

# Bytes that a worker's databases may take, their log included.
ROOM = 2_000_000_000

hypothesis_settings.register_profile('short', max_examples=60, deadline=None)
hypothesis_settings.register_profile('full', max_examples=2000, deadline=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption('--full', action='store_true', help='generators and drills at full length')


def pytest_configure(config: pytest.Config) -> None:
    settle_day()
    hypothesis_settings.load_profile('full' if config.getoption('full') else 'short')
    # Processes that tests start read it as well.
    os.environ['COALITION_CITY_CATALOGUE'] = 'false'
    os.environ['COALITION_REQUESTS_PER_MINUTE'] = os.environ['COALITION_ANONYMOUS_REQUESTS_PER_MINUTE'] = str(MANY)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption('full'):
        left_out = {item for item in items if item.get_closest_marker('full')} | set(not_due(items))
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=list(left_out))


def not_due(items: list[pytest.Item]) -> Iterator[pytest.Item]:
    """Yield what takes turns with others of its module and is not due today; modules begin on different days."""
    places: Counter[Path] = Counter()
    for item in items:
        if mark := item.get_closest_marker('in_turn'):
            if not is_due(crc32(item.path.name.encode()) + places[item.path], *mark.args):
                yield item
            places[item.path] += 1


@pytest.fixture(scope='session')
def full(pytestconfig: pytest.Config) -> bool:
    """Whether generators and drills run at full length."""
    return bool(pytestconfig.getoption('full'))


class Databases:
    """Makes databases on one server, each a copy of a migrated template, and removes them again."""

    def __init__(self, server: str, worker: str, *, strategy: str) -> None:
        self._server = server
        self._strategy = strategy
        self._connection = psycopg.connect(server, autocommit=True)
        self._names = (f'coalition_test_{worker}_{number}' for number in count())
        self._template = self.create()
        migrate(self._template)
        ensure_instance(self._template, demonstration=False)

    def create(self, *, template: str = 'template1') -> str:
        """Make a database and return its address."""
        name = next(self._names)
        self._say(f'DROP DATABASE IF EXISTS {name} WITH (FORCE)')
        self._say(f'CREATE DATABASE {name} TEMPLATE {template} STRATEGY {self._strategy}')
        return urlsplit(self._server)._replace(path=f'/{name}').geturl()

    def copy(self) -> str:
        """Make a copy of the migrated template and return its address."""
        return self.create(template=name_of(self._template))

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected; the server's own vacuum, which only the server may end, is waited for."""
        for pause in (0.2, 1, 5):
            try:
                self._say(f'DROP DATABASE {name_of(url)} WITH (FORCE)')
            except psycopg.errors.InsufficientPrivilege:
                time.sleep(pause)
            else:
                return
        self._say(f'DROP DATABASE {name_of(url)} WITH (FORCE)')

    def close(self) -> None:
        """Remove the template too."""
        self.drop(self._template)
        self._connection.close()

    def _say(self, statement: str) -> None:
        self._connection.execute(statement.encode())


class MovingDatabase(Database):
    """One engine for all databases of a worker: what SQLAlchemy has once made of a statement need not be made anew by every test."""

    def __init__(self) -> None:
        super().__init__('postgresql+psycopg://')
        event.listen(self.engine, 'do_connect', self._point)

    def move(self, url: str) -> None:
        """Work on another database from now on."""
        self.url, self.is_demonstration = url, None

    def close(self) -> None:
        """Give the connections back; the next test goes on with the same threads."""
        self.engine.dispose()

    def _point(self, dialect: Dialect, record: object, arguments: object, parameters: dict[str, object]) -> None:
        """Name the present database to the driver, before SQLAlchemy connects."""
        del record, arguments
        parameters.update(dialect.create_connect_args(make_url(self.url))[1])


def as_demonstration(database: Database) -> None:
    """Make a test's database one of a demonstration, which otherwise only its making can."""
    with database.engine.begin() as connection:
        connection.exec_driver_sql('UPDATE instance SET demonstration = true')
    database.is_demonstration = None


def in_memory() -> str | None:
    """Where files are kept in memory, when there is room for a database; elsewhere a copy of 450 files costs six times as much."""
    memory = Path('/dev/shm')  # noqa: S108 -- what is made there gets a name that nobody can foresee
    return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free >= ROOM else None


def name_of(url: str) -> str:
    """Return the name of the database in an address."""
    return urlsplit(url).path.removeprefix('/')


@pytest.fixture(scope='session')
def databases(worker_id: str) -> Iterator[Databases]:
    """The server that DATABASE_URL names, or one of this worker's own."""
    given = Settings().database_url
    directory = Path(tempfile.mkdtemp(prefix='coalition-tests-', dir=in_memory()))
    directory.chmod(0o711)
    own = EmbeddedPostgres(directory, for_tests=True, announce=lambda _: None)
    try:
        # A server of somebody else's may sync each file that it copies; what it logs, it syncs once.
        made = Databases(given, worker_id, strategy='wal_log') if given else Databases(own.start(), worker_id, strategy='file_copy')
        yield made
        made.close()
    finally:
        own.stop()
        shutil.rmtree(directory)


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """The address of a fresh, migrated database with its instance row and nothing else."""
    url = databases.copy()
    yield url
    databases.drop(url)


@pytest.fixture(scope='session')
def moving_database() -> Iterator[MovingDatabase]:
    """What is moved from one test's database to the next one's."""
    opened = MovingDatabase()
    yield opened
    Database.close(opened)


@pytest.fixture
def database(database_url: str, moving_database: MovingDatabase) -> Iterator[Database]:
    """The same, opened."""
    moving_database.move(database_url)
    yield moving_database
    moving_database.close()


@dataclass
class Service:
    """The service as it runs for the tests of one worker: at `url`, on whichever database the present test has."""

    app: Manners
    url: str
    mail_dir: Path


@pytest.fixture(scope='session')
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The real application, answering on a port of its own."""
    listener = socket.create_server(('127.0.0.1', 0))
    url = f'http://127.0.0.1:{listener.getsockname()[1]}'
    directory = tmp_path_factory.mktemp('service')
    app = create_app(Settings(public_url=url, secret=SecretStr(secrets.token_urlsafe(48)), data_dir=directory, mail_dir=directory / 'mail'))
    app.state.sign_in_lane = Lane(rest=0, pause=0)
    server = uvicorn.Server(uvicorn.Config(app, http=BoundedHttp, log_level='warning', ws='none', server_header=False, proxy_headers=False))
    thread = threading.Thread(target=server.run, kwargs={'sockets': [listener]}, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and thread.is_alive() and time.monotonic() < until:
        time.sleep(0.01)
    assert server.started, 'the service did not start'
    yield Service(app, url, directory / 'mail')
    server.should_exit = True
    thread.join(20)
    listener.close()


@pytest.fixture
def http(service: Service, database: Database) -> Iterator[httpx.Client]:
    """A client of the running service, without credentials; the service works on this test's database and limits nobody."""
    service.app.state.database = database
    service.app.state.rate_limits = RateLimits(of_caller=MANY, of_address=MANY, failed_sign_ins=MANY, messages=MANY)
    with httpx.Client(base_url=service.url, verify=NO_TLS, timeout=30) as client:
        yield client


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set what time it is: `clock(datetime(2026, 3, 1, 12, tzinfo=UTC))`."""
    return lambda moment: monkeypatch.setattr(the_clock, 'now', lambda: moment)
