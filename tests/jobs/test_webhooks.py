"""Messages to partners: after the commit, at least once, with the same id, and one that hangs delays no other."""

import asyncio
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from pydantic import SecretStr

from api import clock
from api.database import Database
from api.jobs.webhooks import LEASE, MOST_OF_ONE, Sending, connected
from api.models.cities import CityPatch
from api.models.columns import new_id
from api.operations import cities
from api.outgoing import Outgoing
from api.sealing import PURPOSE_OF_WEBHOOKS, sealed
from api.settings import Settings
from api.spine import Transaction
from api.webhook_messages import secret_as_shown
from tests.jobs.waiting import KEY
from tests.jobs.webhook_receiver import Receiver, receiving, verifies
from tests.postbox import Postbox, postbox_at
from tests.world import OPERATOR, World, founded

SECRET, FORMER = b'k' * 24, b'f' * 24
SHOWN = secret_as_shown(SECRET)
LOOPBACK = ('127.0.0.0/8',)
ENDPOINT = """
INSERT INTO webhook_endpoints (id, version, audience, demonstration, created_at, updated_at, network_id, url, event_types, stage,
  secret_sealed, former_sealed, former_until)
VALUES (%s, 1, 'office', false, now(), now(), %s, %s, CAST(%s AS jsonb), 'active', %s, %s, %s)
"""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


@pytest.fixture
def box(database_url: str, tmp_path: Any) -> Postbox:
    return postbox_at(database_url, Settings(secret=SecretStr(KEY.decode()), outgoing_allow=LOOPBACK), tmp_path)


@pytest.fixture
def founded_world(database: Database) -> World:
    return founded(database, names=(('Graz', 'AT'), ('Bologna', 'IT')))


def endpoint(box: Postbox, world: World, url: str, types: str = '["city.changed"]', former_until: Any = None) -> UUID:
    made = new_id()
    former = sealed(KEY, PURPOSE_OF_WEBHOOKS, made, FORMER) if former_until else None
    box.run(ENDPOINT, made, world.network, url, types, sealed(KEY, PURPOSE_OF_WEBHOOKS, made, SECRET), former, former_until)
    return made


def rename(database: Database, city: UUID, name: str) -> None:
    with Transaction(database, OPERATOR) as transaction:
        cities.update_city(transaction, str(city), CityPatch(name=name))


def send(box: Postbox, database: Database, *, rounds: int = 1, seconds: float = 5.0) -> None:
    """Send what is due, and wait for what comes back."""

    async def sent() -> None:
        async with await connected(box.settings) as connection:
            outgoing = Outgoing(box.settings.outgoing_allow, most_seconds=seconds)
            sending = Sending(connection, box.settings, outgoing, database)
            for _ in range(rounds):
                await sending.once()
                await sending.drain()
            await outgoing.close()

    asyncio.run(sent())


def deliveries(box: Postbox) -> list[dict[str, Any]]:
    return box.rows('SELECT * FROM webhook_deliveries ORDER BY seq, event_type, id')


def test_a_change_is_told_signed_over_the_very_bytes(box: Postbox, database: Database, founded_world: World, receiver: Receiver) -> None:
    endpoint(box, founded_world, f'{receiver.url}/in')
    rename(database, founded_world.cities['graz'], 'Graz an der Mur')
    send(box, database)
    [told] = receiver.told(SHOWN)
    assert (told['type'], told['data']['subject']) == ('city.changed', {'type': 'city', 'id': str(founded_world.cities['graz'])})
    [index] = box.rows('SELECT seq, version FROM changes WHERE subject_id = %s', founded_world.cities['graz'])
    assert (told['data']['seq'], told['data']['version']) == (index['seq'], index['version'])
    [kept] = deliveries(box)
    assert (kept['stage'], kept['attempt'], kept['answer_code'], receiver.ids()) == ('delivered', 1, 204, [f'msg_{kept["id"]}'])
    assert box.rows("SELECT FROM outbox WHERE kind = 'webhooks'") == []


def test_where_nobody_hears_nothing_is_kept_for_it(box: Postbox, database: Database, founded_world: World) -> None:
    rename(database, founded_world.cities['graz'], 'Graz an der Mur')
    assert box.rows("SELECT FROM outbox WHERE kind = 'webhooks'") == []


def test_what_is_rolled_back_is_told_to_nobody(box: Postbox, database: Database, founded_world: World, receiver: Receiver) -> None:
    endpoint(box, founded_world, f'{receiver.url}/in')
    transaction = Transaction(database, OPERATOR).__enter__()
    cities.update_city(transaction, str(founded_world.cities['graz']), CityPatch(name='Elsewhere'))
    transaction.__exit__(ZeroDivisionError, ZeroDivisionError(), None)
    send(box, database)
    assert (receiver.taken, deliveries(box)) == ([], [])


def test_what_fails_comes_again_with_the_same_id(box: Postbox, database: Database, founded_world: World, receiver: Receiver) -> None:
    endpoint(box, founded_world, f'{receiver.url}/in')
    receiver.codes = [500, 500, 200]
    rename(database, founded_world.cities['graz'], 'Graz an der Mur')
    for _ in range(3):
        send(box, database)
        box.run('UPDATE webhook_deliveries SET due_at = now()')
    assert len(receiver.ids()) == 3
    assert len(set(receiver.ids())) == 1
    [kept] = deliveries(box)
    assert (kept['stage'], kept['attempt']) == ('delivered', 3)


def test_an_address_that_wants_nothing_more_gets_nothing_more(
    box: Postbox, database: Database, founded_world: World, receiver: Receiver
) -> None:
    endpoint(box, founded_world, f'{receiver.url}/in')
    receiver.codes = [410]
    rename(database, founded_world.cities['graz'], 'Graz an der Mur')
    send(box, database)
    assert [each['stage'] for each in deliveries(box)] == ['dropped']


def test_a_redirection_is_a_failure_and_is_not_followed(box: Postbox, database: Database, founded_world: World, receiver: Receiver) -> None:
    endpoint(box, founded_world, f'{receiver.url}/in')
    receiver.codes = [(302, {'Location': f'{receiver.url}/elsewhere'})]
    rename(database, founded_world.cities['graz'], 'Graz an der Mur')
    send(box, database)
    [kept] = deliveries(box)
    assert (kept['stage'], kept['answer_code'], kept['failure']) == ('waiting', 302, 'answer')
    assert [path for path, *_ in receiver.taken] == ['/in']


def test_whoever_asks_to_wait_is_waited_for(box: Postbox, database: Database, founded_world: World, receiver: Receiver) -> None:
    endpoint(box, founded_world, f'{receiver.url}/in')
    receiver.codes = [(429, {'Retry-After': '3600'})]
    rename(database, founded_world.cities['graz'], 'Graz an der Mur')
    send(box, database)
    [kept] = deliveries(box)
    assert kept['due_at'] - clock.now() > timedelta(minutes=59)


def test_into_our_own_network_nothing_is_sent(box: Postbox, database: Database, founded_world: World, receiver: Receiver) -> None:
    endpoint(box, founded_world, f'{receiver.url}/in')
    rename(database, founded_world.cities['graz'], 'Graz an der Mur')
    box.settings = box.settings.model_copy(update={'outgoing_allow': ()})
    send(box, database)
    [kept] = deliveries(box)
    assert (kept['stage'], kept['failure'], receiver.taken) == ('waiting', 'forbidden_address', [])


def test_a_message_that_was_taken_and_not_marked_comes_again_with_the_same_id(
    box: Postbox, database: Database, founded_world: World, receiver: Receiver
) -> None:
    endpoint(box, founded_world, f'{receiver.url}/in')
    rename(database, founded_world.cities['graz'], 'Graz an der Mur')

    async def begun_and_left() -> None:
        async with await connected(box.settings) as connection:
            outgoing = Outgoing(LOOPBACK)
            sending = Sending(connection, box.settings, outgoing, database)
            await sending.once()
            await asyncio.to_thread(receiver.came.wait, 5)
            sending.stop()
            await outgoing.close()

    receiver.codes = [200]
    asyncio.run(begun_and_left())
    box.run("UPDATE webhook_deliveries SET stage = 'waiting', lease_until = now() + %s", LEASE)
    send(box, database)
    assert len(receiver.ids()) == 1, 'its lease is not over'
    box.run('UPDATE webhook_deliveries SET lease_until = now()')
    send(box, database)
    assert len(receiver.ids()) == 2
    assert len(set(receiver.ids())) == 1


def test_both_secrets_sign_while_the_former_is_good(box: Postbox, database: Database, founded_world: World, receiver: Receiver) -> None:
    endpoint(box, founded_world, f'{receiver.url}/in', former_until=clock.now() + timedelta(hours=24))
    rename(database, founded_world.cities['graz'], 'Graz an der Mur')
    send(box, database)
    box.run("UPDATE webhook_endpoints SET former_until = now() - interval '1 second'")
    rename(database, founded_world.cities['graz'], 'Graz')
    send(box, database)
    found = [[verifies(secret_as_shown(each), headers, body) for each in (SECRET, FORMER)] for _, headers, body, _ in receiver.taken]
    assert found == [[True, True], [True, False]]


def test_only_what_was_asked_for_is_told(box: Postbox, database: Database, founded_world: World, receiver: Receiver) -> None:
    endpoint(box, founded_world, f'{receiver.url}/in', types='["working_group.changed"]')
    rename(database, founded_world.cities['graz'], 'Graz an der Mur')
    send(box, database)
    assert (deliveries(box), receiver.taken) == ([], [])


def test_one_that_hangs_delays_no_other(box: Postbox, database: Database, founded_world: World, receiver: Receiver) -> None:
    for number in range(20):
        endpoint(box, founded_world, f'{receiver.url}/{"hangs" if number == 0 else f"in/{number}"}')
    for number in range(20):
        rename(database, founded_world.cities['graz'], f'Graz {number}')

    async def sent() -> float:
        async with await connected(box.settings) as connection:
            outgoing = Outgoing(LOOPBACK, most_seconds=3)
            sending = Sending(connection, box.settings, outgoing, database)
            began = time.monotonic()
            while len(receiver.taken) < 380 + MOST_OF_ONE and time.monotonic() - began < 10:
                await sending.once()
            took = time.monotonic() - began
            sending.stop()
            await outgoing.close()
            return took

    took = asyncio.run(sent())
    assert len({headers['webhook-id'] for path, headers, *_ in receiver.taken if path != '/hangs'}) == 380
    assert took < 3
