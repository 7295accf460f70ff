"""A live network with one person, the folder that receives their mails, and mail servers."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from psycopg import Connection
from pydantic import SecretStr

from api.models.columns import new_id
from api.settings import Settings
from tests.jobs.mail_server import Inbox, free_port
from tests.jobs.waiting import ADDRESS, KEY
from tests.postbox import Postbox, postbox_at

NETWORK = """
INSERT INTO networks (id, slug, name, sort_key, partner, stage, working_languages, time_zone, version, audience, demonstration,
  created_at, updated_at)
VALUES (%s, 'eccar', 'ECCAR', 'eccar', false, 'live', '[]', 'Europe/Berlin', 1, 'public', false, now(), now())
"""
PERSON = """
INSERT INTO people (id, network_id, name, mail, language, version, audience, demonstration, created_at, updated_at)
VALUES (%s, %s, 'Ada Example', %s, 'en', 1, 'office', false, now(), now())
"""


@pytest.fixture
def postbox(database_url: str, tmp_path: Path) -> Postbox:
    settings = Settings(public_url='https://coalition.example', secret=SecretStr(KEY.decode()), mail_from='office@coalition.example')
    box = postbox_at(database_url, settings, tmp_path)
    network, person = new_id(), new_id()
    box.run(NETWORK, network)
    box.run(PERSON, person, network, ADDRESS)
    return box


@pytest.fixture
def connection(postbox: Postbox) -> Iterator[Connection[Any]]:
    with postbox.connection() as opened:
        yield opened


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def start(inbox: Inbox) -> Iterator[Callable[..., str]]:
    """Start a mail server and return its address."""
    running: list[Controller] = []

    def started(**options: Any) -> str:
        controller = Controller(**{'handler': inbox, 'hostname': '127.0.0.1', 'port': free_port(), **options})
        controller.start()
        running.append(controller)
        return f'{controller.hostname}:{controller.port}'

    yield started
    for controller in running:
        controller.stop()
