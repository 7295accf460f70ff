"""What route tests begin with: a database with the world in it, and callers of every kind."""

import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from api import clock, tokens
from api.callers import cookie_name
from api.database import Database
from api.hashes import hashed
from api.models.api_clients import ApiClientRow
from api.models.people import PersonCreate
from api.models.roles import RoleCreate
from api.models.sessions import SessionRow
from api.operations import people
from api.operations.terms import begin_term
from api.spine import Transaction
from tests.conftest import NO_TLS, Databases, Service, name_of
from tests.contract.validated import validated
from tests.routes.acts import constituted
from tests.routes.peopled import World, peopled
from tests.world import EVERY_SCOPE, OPERATOR, answering, machine, mandated

__all__ = ['EVERY_SCOPE', 'OPERATOR', 'World']

Journal = Callable[[str], list[dict[str, Any]]]
Index = Callable[[str], dict[str, Any]]
# Of a test that is one table of so many rows or more, each row is due once in so many days.
MANY_ROWS, DAYS_OF_ROWS = 3, 5


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the rows of the long tables of this folder take turns in short form."""
    here = [item for item in items if isinstance(item, pytest.Function) and item.path.parent == Path(__file__).parent]
    rows = Counter((item.path, item.originalname) for item in here)
    for item in here:
        if rows[item.path, item.originalname] >= MANY_ROWS:
            item.add_marker(pytest.mark.in_turn(DAYS_OF_ROWS))


class Somebody(httpx.Client):
    """A client with the credentials of a person or a machine, and who that is."""

    id: UUID


# Templates with more in them than the world: that of the contract's records, and that of a group.
FULLER = ('recorded_template', 'grouped_template')


@pytest.fixture(scope='session')
def peopled_template(databases: Databases) -> Iterator[tuple[str, World]]:
    """A database with the world in it, of which each test has a copy."""
    url = databases.copy()
    database = Database(url)
    world = peopled(database)
    database.close()
    yield name_of(url), world
    databases.drop(url)


@pytest.fixture(scope='session')
def grouped_template(databases: Databases, peopled_template: tuple[str, World]) -> Iterator[tuple[str, dict[str, Any]]]:
    """A database with a group in the world, of which each test that asks for `group` has a copy; and the group, as an office reads it."""
    name, world = peopled_template
    url = databases.create(template=name)
    with (
        closing(Database(url)) as database,
        answering(Database(url)) as address,
        machine(database, address, network=world.network) as office,
    ):
        group = constituted(office, world)
    yield name_of(url), group
    databases.drop(url)


@pytest.fixture
def group(grouped_template: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    """A group of Graz, which leads, Wien and Bologna; it is there before anything else."""
    return dict(grouped_template[1])


@pytest.fixture
def template(request: pytest.FixtureRequest, peopled_template: tuple[str, World]) -> str:
    """The name of the database of which this test has a copy: the fullest that it asks for."""
    wanted = next((each for each in FULLER if each in request.fixturenames), None)
    name: str = request.getfixturevalue(wanted)[0] if wanted else peopled_template[0]
    return name


@pytest.fixture
def database_url(databases: Databases, template: str) -> Iterator[str]:
    """The address of a fresh database with the world in it."""
    url = databases.create(template=template)
    yield url
    databases.drop(url)


@pytest.fixture
def world(peopled_template: tuple[str, World]) -> World:
    """Who and what is in the database."""
    return peopled_template[1]


class ClientFor(Protocol):
    def __call__(self, *scopes: str, city: str | None = None, network: UUID | None = None, everywhere: bool = False) -> Somebody: ...


@pytest.fixture
def client_for(service: Service, http: httpx.Client, database: Database, world: World) -> Iterator[ClientFor]:
    """Make a machine that calls with these scopes (all of them when none is named).

    For a city by its key in CITIES, for a network (ECCAR when nothing is said), or `everywhere` as the operator.
    """
    with ExitStack() as stack:

        def make(*scopes: str, city: str | None = None, network: UUID | None = None, everywhere: bool = False) -> Somebody:
            row = ApiClientRow(
                name=f'test client for {city or network or "the office"}',
                network_id=None if everywhere else network or world.network,
                city_id=world.cities[city] if city else None,
                scopes=sorted(scopes or EVERY_SCOPE),
                expires_at=clock.now() + timedelta(days=1),
                audience='office',
            )
            with Transaction(database, OPERATOR) as transaction:
                transaction.add(row)
                mandated(transaction, row, row.city_id)
            token = tokens.issue(service.app.state.settings.signing_key, row.id, frozenset(row.scopes))
            client = Somebody(base_url=http.base_url, verify=NO_TLS, timeout=30, headers={'Authorization': f'Bearer {token}'})
            client.id = row.id
            return validated(stack.enter_context(client))

        yield make


class SignedIn(Protocol):
    def __call__(
        self,
        role: str,
        city: str | None = None,
        *,
        network: UUID | None = None,
        working_group: UUID | None = None,
        organisation: str | None = None,
        name: str = ...,
    ) -> Somebody: ...


@pytest.fixture
def signed_in(http: httpx.Client, database: Database, world: World) -> Iterator[SignedIn]:
    """Make a person with a role (in ECCAR unless said otherwise) and sign them in; the client carries their session."""
    with ExitStack() as stack:

        def make(
            role: str,
            city: str | None = None,
            *,
            network: UUID | None = None,
            working_group: UUID | None = None,
            organisation: str | None = None,
            name: str = 'Ada Example',
        ) -> Somebody:
            home, held = network or world.network, world.cities[city] if city else None
            with Transaction(database, OPERATOR) as transaction:
                mail = f'{secrets.token_hex(6)}@example.org'
                person = people.create_person(transaction, PersonCreate(network_id=home, city_id=held, name=name, mail=mail))
                transaction.flush()
                given = {'person_id': person.id, 'role': role, 'city_id': held, 'working_group_id': working_group}
                given |= {'organisation_id': organisation}
                place = RoleCreate.model_validate({'network_id': home, **given})
                # Beside whoever holds it, too: imports bring what an office has.
                begin_term(transaction, 'give_role', person.id, place, transaction.today(home), given_by=None)
            cookie = {cookie_name(secure=False): sign_in(database, person.id)}
            client = Somebody(base_url=http.base_url, verify=NO_TLS, timeout=30, cookies=cookie)
            client.id = person.id
            return validated(stack.enter_context(client))

        yield make


def sign_in(database: Database, person_id: UUID) -> str:
    """Open a session for a person and return its token."""
    token = secrets.token_urlsafe(32)
    expires = clock.now() + timedelta(hours=12)
    with Transaction(database, OPERATOR) as transaction:
        transaction.session.add(SessionRow(person_id=person_id, token_hash=hashed(token), expires_at=expires, idle_minutes=60))
    return token


@pytest.fixture
def ledger(service: Service, tmp_path: Path) -> Iterator[Path]:
    """A ledger of erasures of the test's own, which is not there yet."""
    state, path = service.app.state, tmp_path / 'erasures.jsonl'
    former, state.settings = state.settings, state.settings.model_copy(update={'erasure_ledger': path})
    yield path
    state.settings = former


@pytest.fixture
def office(client_for: ClientFor) -> Somebody:
    """ECCAR's office, as a machine with every scope."""
    return client_for()


@pytest.fixture
def graz(signed_in: SignedIn) -> Somebody:
    """The coordinator of Graz, signed in."""
    return signed_in('coordinator', 'graz', name='Greta Graz')


@pytest.fixture
def bologna(signed_in: SignedIn) -> Somebody:
    """The coordinator of Bologna, signed in."""
    return signed_in('coordinator', 'bologna', name='Bruno Bologna')


@pytest.fixture
def journal(database: Database) -> Journal:
    """Return the journal's entries about a record, the earliest first."""

    def read(subject_id: str) -> list[dict[str, Any]]:
        return _rows(database, 'SELECT * FROM journal WHERE subject_id = :id ORDER BY recorded_at, id', subject_id)

    return read


@pytest.fixture
def index(database: Database) -> Index:
    """Return a record's row in the change index, empty when it has none."""

    def read(subject_id: str) -> dict[str, Any]:
        return (_rows(database, 'SELECT * FROM changes WHERE subject_id = :id', subject_id) or [{}])[0]

    return read


def _rows(database: Database, statement: str, subject_id: str) -> list[dict[str, Any]]:
    with database.autocommit.connect() as connection:
        return [dict(row) for row in connection.execute(text(statement), {'id': subject_id}).mappings()]


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Return code and type of a refusal, having checked that it is one."""
    assert answer.headers['content-type'] == 'application/problem+json', answer.text
    body = answer.json()
    assert body['status'] == answer.status_code
    assert body['detail']
    return answer.status_code, body['type'].removeprefix('/problems/')


def refused(answer: httpx.Response) -> list[tuple[str, str]]:
    """Return place and code of each error of a 422."""
    assert problem(answer) == (422, 'validation-failed')
    return [
        (error['pointer'] if error['in'] is None else f'{error["in"]} {error["name"]}', error['code']) for error in answer.json()['errors']
    ]
