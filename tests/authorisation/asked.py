"""Sends the requests of rows as every caller; a client is made once for each, and what was answered is kept."""

from collections.abc import Callable, MutableMapping
from contextlib import ExitStack
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import httpx
from pydantic import SecretStr
from starlette.requests import Request

from api.callers import identify
from api.database import Database
from api.problems import TYPES, Problem
from api.settings import Settings
from api.spine import Transaction
from tests.authorisation.ask import Ask
from tests.authorisation.asking import asking
from tests.authorisation.prepared import Prepared
from tests.world import SECRET


@dataclass(frozen=True)
class Answer:
    """What a caller was answered; `said` is the JSON, None for anything else."""

    code: int
    said: Any
    text: str

    @property
    def problem(self) -> tuple[int, str]:
        """Return the code and the type of the problem, an empty one where there is none."""
        kind = self.said.get('type', '') if isinstance(self.said, dict) and self.code >= httpx.codes.BAD_REQUEST else ''
        return self.code, str(kind).removeprefix('/problems/')


Kept = MutableMapping[tuple[str, str], Answer]


class Asking:
    """Asks as every caller of the columns. `kept` holds what was answered to rows before, in this world."""

    def __init__(self, world: Prepared, url: str, database: Database, stack: ExitStack, kept: Kept | None = None) -> None:
        self.world, self.rows = world, asking(world)
        self._url, self._database, self._stack, self._kept = url, database, stack, {} if kept is None else kept
        self._clients: dict[tuple[str, str], httpx.Client] = {}

    def row(self, row: str, name: str, scope: str = '') -> Answer:
        """Return what a caller is answered to a row; `scope` is what the client without it lacks."""
        if (row, name) not in self._kept:
            self._kept[row, name] = self.ask(self.rows[row], name, scope)
        return self._kept[row, name]

    def ask(self, ask: Ask, name: str, scope: str = '') -> Answer:
        """Return what a caller is answered to a request."""
        key = (name, scope if name == 'client_without_scope' else '')
        if key not in self._clients:
            self._clients[key] = self._stack.enter_context(self.world.caller(self._url, *key))
        if ask.does:
            return _done(self._database, ask.does, self._clients[key])
        body = {'data': ask.body, 'files': ask.files} if ask.files else {} if ask.body is None else {'json': ask.body}
        got = self._clients[key].request(ask.method, ask.path, headers=ask.headers, params=ask.query or None, **body)
        is_json = got.headers.get('content-type', '').partition(';')[0].endswith(('/json', '+json'))
        return Answer(got.status_code, got.json() if is_json and got.content else None, got.text if len(got.content) < 1_000_000 else '')


def _done(database: Database, does: Callable[[Transaction], object], client: httpx.Client) -> Answer:
    """Do what no route offers with the rights of whoever has these credentials, and answer as a route would."""
    state = SimpleNamespace(database=database, settings=Settings(secret=SecretStr(SECRET)))
    headers = [(name.lower(), value) for name, value in client.build_request('POST', '/').headers.raw]
    scope = {'type': 'http', 'method': 'POST', 'path': '/', 'query_string': b'', 'headers': headers, 'app': SimpleNamespace(state=state)}
    try:
        with Transaction(database, identify(Request(scope))) as transaction:
            does(transaction)
    except Problem as problem:
        return Answer(TYPES[problem.slug][0], None, problem.slug)
    return Answer(200, None, '')
