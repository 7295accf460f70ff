"""A live network of real cities for tests that press the service hard, and the service itself, answering in this process."""

import secrets
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import httpx
import uvicorn
from pydantic import SecretStr
from sqlalchemy import text

from api import clock, tokens
from api.app import create_app
from api.database import Database
from api.hashes import hashed
from api.models.api_clients import ApiClientRow
from api.models.cities import CityCreate
from api.models.mandates import MandateRow
from api.models.memberships import MembershipCreate
from api.models.networks import NetworkCreate
from api.models.people import PersonCreate
from api.models.roles import RoleCreate
from api.models.sessions import SessionRow
from api.operations import cities, memberships, networks, people
from api.operations.terms import begin_term
from api.permissions import PERMISSIONS, Caller
from api.settings import Settings
from api.sign_in_lane import Lane
from api.spine import Transaction
from tests.conftest import NO_TLS

OPERATOR = Caller(kind='client', scopes=None, everywhere=True)
EVERY_SCOPE = frozenset(permission.scope for permission in PERMISSIONS.values() if permission.scope)
LONG_AGO = date(2019, 3, 1)
SECRET = secrets.token_urlsafe(48)
# The first two are of one country, so that a group of them still lacks both a city and a country.
NAMES = (
    ('Graz', 'AT'), ('Wien', 'AT'), ('Bologna', 'IT'), ('Barcelona', 'ES'), ('Berlin', 'DE'), ('Heidelberg', 'DE'), ('Malmö', 'SE'),
    ('Gent', 'BE'), ('Nantes', 'FR'), ('Toulouse', 'FR'), ('Zürich', 'CH'), ('Lublin', 'PL'), ('Rotterdam', 'NL'), ('Torino', 'IT'),
    ('Madrid', 'ES'), ('Leipzig', 'DE'),
)  # fmt: skip
Answer = TypeVar('Answer')


@dataclass(frozen=True)
class World:
    """A network and its cities by their slug, in the order of NAMES."""

    network: UUID
    cities: dict[str, UUID]


def founded(database: Database, slug: str = 'eccar', names: Iterable[tuple[str, str]] = NAMES, *, live: bool = True) -> World:
    """Set up a network whose cities are all active, through the operations that everybody uses."""
    with Transaction(database, OPERATOR) as transaction:
        preset = NetworkCreate.model_validate({'slug': slug, 'name': f'Network {slug}', 'preset': 'eccar'})
        network_id = networks.create_network(transaction, preset).id
        if live:
            networks.launch_network(transaction, network_id)
        known = {}
        for name, country in names:
            city = cities.create_city(transaction, CityCreate(name=name, country_code=country))
            wish = MembershipCreate(network_id=network_id, city_id=city.id, start_date=LONG_AGO, reason='as the office has it')
            memberships.create_membership(transaction, wish)
            known[city.slug] = city.id
    return World(network_id, known)


@contextmanager
def answering(database: Database) -> Iterator[str]:
    """Run the application on a port of its own and give its address."""
    listener = socket.create_server(('127.0.0.1', 0))
    url = f'http://127.0.0.1:{listener.getsockname()[1]}'
    directory = Path(tempfile.mkdtemp(prefix='coalition-tests-'))
    # By a name, which passkeys can be bound to.
    app = create_app(Settings(public_url=url.replace('127.0.0.1', 'localhost'), secret=SecretStr(SECRET), data_dir=directory))
    app.state.sign_in_lane = Lane(rest=0, pause=0)
    app.state.database = database
    server = uvicorn.Server(uvicorn.Config(app, log_level='warning', ws='none', server_header=False, proxy_headers=False))
    thread = threading.Thread(target=server.run, kwargs={'sockets': [listener]}, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and thread.is_alive() and time.monotonic() < until:
        time.sleep(0.01)
    assert server.started, 'the service did not start'
    try:
        yield url
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()
        shutil.rmtree(directory)


def machine(
    database: Database,
    url: str,
    scopes: Iterable[str] = EVERY_SCOPE,
    *,
    city: UUID | None = None,
    network: UUID | None = None,
) -> httpx.Client:
    """Return a client with a token: for a city, for a network's office, or for the operator when neither is named."""
    row = ApiClientRow(
        name='a machine of the tests',
        network_id=network,
        city_id=city,
        scopes=sorted(scopes),
        expires_at=clock.now() + timedelta(days=1),
        audience='office',
    )
    with Transaction(database, OPERATOR) as transaction:
        transaction.add(row)
        mandated(transaction, row, city)
    token = tokens.issue(SECRET.encode(), row.id, frozenset(row.scopes))
    return httpx.Client(base_url=url, verify=NO_TLS, timeout=30, headers={'Authorization': f'Bearer {token}'})


def mandated(transaction: Transaction, client: ApiClientRow, city: UUID | None) -> None:
    """Let a client of the tests act for a city for a year, in its own network or the city's; for nobody where no city is named."""
    if city is None:
        return
    transaction.flush()
    networks_of = text('SELECT network_id FROM memberships WHERE city_id = :city AND working_group_id IS NULL ORDER BY id LIMIT 1')
    network = client.network_id or transaction.session.execute(networks_of, {'city': city}).scalar_one()
    today = clock.today('UTC')
    end = today + timedelta(days=365)
    mandate = MandateRow(
        network_id=network, client_id=client.id, city_id=city, start_date=today, end_date=end, given_by='office', audience='own_city'
    )
    transaction.add(mandate)


def session_of(database: Database, person_id: UUID) -> str:
    """Open a session for a person and return the token that their browser would keep."""
    token = secrets.token_urlsafe(32)
    expires = clock.now() + timedelta(hours=12)
    with Transaction(database, OPERATOR) as transaction:
        transaction.session.add(SessionRow(person_id=person_id, token_hash=hashed(token), expires_at=expires, idle_minutes=60))
    return token


def somebody(database: Database, network: UUID, role: str, **held: Any) -> UUID:
    """Make a person with a role in a network (held: city_id, organisation_id, working_group_id) and return their id."""
    mail = f'{secrets.token_hex(6)}@example.org'
    with Transaction(database, OPERATOR) as transaction:
        wish = PersonCreate(network_id=network, city_id=held.get('city_id'), name='Ada Example', mail=mail)
        person = people.create_person(transaction, wish)
        transaction.flush()
        place = RoleCreate.model_validate({'network_id': network, 'person_id': person.id, 'role': role, **held})
        begin_term(transaction, 'give_role', person.id, place, transaction.today(network), given_by=None)
    return person.id


def rows(database: Database, statement: str, **values: Any) -> list[dict[str, Any]]:
    """Return the rows of a query."""
    with database.autocommit.connect() as connection:
        return [dict(row) for row in connection.execute(text(statement), values).mappings()]


def at_once(acts: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """Do everything in the same moment, each in a thread of its own, and return what came of it in the same order."""
    together = threading.Barrier(len(acts))

    def act(one: Callable[[], Answer]) -> Answer:
        together.wait(20)
        return one()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))
