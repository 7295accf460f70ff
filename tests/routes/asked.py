"""A plan whose actions somebody in a department answers for, and what tests do about it: ask, open the link, answer."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.database import Database
from api.operations.progress_asking import ask_progress
from api.spine import Transaction
from tests.conftest import NO_TLS, Service
from tests.postbox import Postbox, postbox_at
from tests.routes.acts import made
from tests.routes.conftest import OPERATOR, Somebody, World
from tests.routes.test_plan_actions import set_up
from tests.routes.test_plans import adopt, make

Clock = Callable[[datetime], None]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = NOON.date()
BROWSER, ANOTHER = 'b' * 32, 'c' * 32
PIA = 'pia@graz.example'


@dataclass
class Asking:
    """A plan of Graz, whose actions Pia answers for; she has no account. `visitor` is a browser that nobody is signed in with."""

    graz: Somebody
    visitor: httpx.Client
    postbox: Postbox
    database: Database
    world: World
    plan: str
    pia: str

    def action(self, title: str = 'Train the police', plan: str | None = None, **fields: object) -> str:
        own: Any = {'title': title, 'starts_on': '2025-01-01', 'responsible_person_id': self.pia, **fields}
        return str(set_up(self.graz, plan or self.plan, **own)['id'])

    def run(self, day: date = TODAY, network: Any = None) -> dict[str, str | None]:
        with Transaction(self.database, OPERATOR) as transaction:
            return {str(key): why for key, why in ask_progress(transaction, network or self.world.network, day).items()}

    def mails(self) -> list[Any]:
        self.postbox.work()
        return [mail for mail in self.postbox.mails() if '<progress-' in mail['Message-ID'] and 'referral' not in mail['Message-ID']]

    def link(self) -> str:
        found = re.search(r'/progress#token=([\w-]+)', self.mails()[-1].get_content())
        assert found
        return found[1]

    def open(self, token: str, browser: str = BROWSER) -> httpx.Response:
        return self.visitor.post('/v1/progress-previews', json={'token': token, 'browser': browser})

    def answer(self, token: str, browser: str = BROWSER, **said: object) -> httpx.Response:
        return self.visitor.post('/v1/progress-answers', json={'token': token, 'browser': browser, **said})

    def updates(self, action: str) -> list[dict[str, Any]]:
        return list(made(self.graz.get('/v1/plan-action-updates', params={'plan_action_id': action, 'sort': 'id'}))['items'])

    def page(self, plan: str | None = None) -> dict[str, Any]:
        return dict(made(self.graz.get(f'/v1/plans/{plan or self.plan}/asking')))


@pytest.fixture
def asking(
    graz: Somebody, world: World, http: httpx.Client, service: Service, database: Database, database_url: str, tmp_path: Path, clock: Clock
) -> Iterator[Asking]:
    clock(NOON)
    person = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'name': 'Pia Example', 'mail': PIA, 'language': 'de'}
    pia = made(graz.post('/v1/people', json=person))['id']
    plan = make(graz, world)['id']
    assert adopt(graz, plan).status_code == 200
    postbox = postbox_at(database_url, service.app.state.settings, tmp_path)
    with httpx.Client(base_url=http.base_url, verify=NO_TLS) as visitor:
        yield Asking(graz, visitor, postbox, database, world, plan, pia)
