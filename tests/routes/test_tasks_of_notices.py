"""What the office is asked to see to when something it told did not reach a city."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import Service
from tests.postbox import Postbox, postbox_at
from tests.routes.acts import made
from tests.routes.conftest import SignedIn, Somebody, World
from tests.routes.test_notices import NOON, Refusing, constituted
from tests.routes.test_tasks_of_work import tasks_of

Clock = Callable[[datetime], None]
KINDS = ('cities_without_reader', 'mails_not_delivered')


@pytest.fixture
def postbox(service: Service, http: httpx.Client, database_url: str, tmp_path: Path) -> Postbox:
    assert http.base_url
    return postbox_at(database_url, service.app.state.settings, tmp_path)


@pytest.fixture
def berta(signed_in: SignedIn, clock: Clock) -> Somebody:
    """Whoever speaks for Berlin, the only one of three cities outside the group that has anybody."""
    clock(NOON - timedelta(hours=1))
    return signed_in('coordinator', 'berlin')


@pytest.fixture
def broadcast(office: Somebody, world: World, berta: Somebody, postbox: Postbox, clock: Clock) -> None:
    """A new group, of which three cities outside it are told now; what was told within it has been."""
    assert berta.id
    clock(NOON)
    constituted(office, world)
    postbox.run('UPDATE outbox SET done_at = now() WHERE due_at <= %s', NOON)
    clock(NOON + timedelta(hours=5))


@pytest.mark.usefixtures('broadcast')
def test_cities_that_have_nobody_to_read_are_named_until_they_have(office: Somebody, signed_in: SignedIn, postbox: Postbox) -> None:
    assert tasks_of(office, *KINDS) == []
    postbox.work()
    [task] = tasks_of(office, *KINDS)
    assert (task['kind'], task['urgency'], task['act']) == ('cities_without_reader', 'soon', 'create_invitation')
    assert task['link'] == '/office/notices?stage=not_sent&reason=no_recipient'
    assert task['sentence'].startswith('2 cities, Heidelberg among them, were not told something: nobody there')
    assert tasks_of(signed_in('coordinator', 'graz'), *KINDS) == []
    signed_in('coordinator', 'heidelberg')
    [task] = tasks_of(office, *KINDS)
    assert task['sentence'].startswith('Wien was not told something')
    signed_in('coordinator', 'vienna')
    assert tasks_of(office, *KINDS) == []


@pytest.mark.usefixtures('broadcast')
def test_a_mail_that_was_refused_is_named_until_the_address_is_put_right(
    office: Somebody, berta: Somebody, postbox: Postbox, clock: Clock
) -> None:
    postbox.work(Refusing())
    [task] = tasks_of(office, 'mails_not_delivered')
    assert (task['act'], task['link']) == ('update_person', '/office/notices?stage=not_sent&reason=mail_refused')
    assert task['sentence'] == 'A mail to Berlin did not arrive. Put its address right.'
    clock(NOON + timedelta(hours=6))
    made(office.patch(f'/v1/people/{berta.id}', json={'mail': 'berta@berlin.example'}, headers={'If-Match': '*'}))
    assert tasks_of(office, 'mails_not_delivered') == []


@pytest.mark.usefixtures('broadcast')
def test_a_mail_that_was_refused_is_forgotten_when_another_arrives_or_after_a_month(
    office: Somebody, world: World, postbox: Postbox, clock: Clock
) -> None:
    def asked() -> list[dict[str, Any]]:
        return tasks_of(office, 'mails_not_delivered')

    postbox.work(Refusing())
    clock(NOON + timedelta(days=29))
    assert len(asked()) == 1
    clock(NOON + timedelta(days=31))
    assert asked() == []
    clock(NOON + timedelta(days=1))
    assert len(asked()) == 1
    made(office.post('/v1/meetings', json={'network_id': str(world.network), 'title': 'All', 'starts_at': '2026-05-01T09:00:00Z'}))
    postbox.work()
    assert asked() == []
