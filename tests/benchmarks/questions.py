"""What every contender is asked."""

import http.client
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle
from urllib.parse import urlsplit

from sqlalchemy import text

from api import clock, tokens
from api.database import Database
from api.models.api_clients import ApiClientRow
from api.spine import Transaction
from tests.benchmarks.contenders import Contender
from tests.benchmarks.dataset import Dataset
from tests.world import EVERY_SCOPE, OPERATOR, SECRET, answering

SAMPLES = 40
_BEGINNINGS = ('be', 'gra', 'san', 'frankf', 'wien', 'bar', 'mal', 'k')
# What PostgREST is asked for: the columns of our answer, and the records beside it.
_GROUP = (
    'id,version,network_id,slug,title,aims,stage,channel,proposed_on,constituted_on,constitution_recorded_at,closed_on,rhythm,mode,'
    'city_count,country_count,missing,needs_lead,below_minimum,undeclared,continues_id,source,demonstration,created_at,updated_at,'
    'networks!working_groups_network_id_fkey(slug),leads(cities(id,slug,name,country_code))'
)
_MEMBERS = ',memberships(cities(id,slug,name,country_code))&memberships.end_date=is.null'
_NOW = '&leads.end_date=is.null'
Ask = Callable[[], bytes]


@dataclass(frozen=True)
class Question:
    """One kind of request. `paths` are asked in turn; `own` are PostgREST's addresses for the same, in its own shapes."""

    letter: str
    title: str
    paths: tuple[str, ...]
    own: tuple[str, ...]
    headers: Callable[[], Mapping[str, str]]
    bodies: tuple[bytes, ...] = ()
    own_headers: Mapping[str, str] = field(default_factory=dict)
    seen: bool = False
    warm: int = 40
    least: int = 20

    def asker(self, contender: Contender) -> Ask:
        """Return what asks this contender the next of the requests, over one connection that stays open."""
        place = urlsplit(contender.url)
        connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=120)
        paths = cycle(self.own if contender.own_shapes else self.paths)
        bodies = cycle(self.bodies or (None,))
        headers = {**self.headers(), **(self.own_headers if contender.own_shapes else {})}
        tags = self._tags(connection, headers) if self.seen else {}

        def ask() -> bytes:
            path, body = next(paths), next(bodies)
            method, more = ('GET', tags.get(path, {})) if body is None else ('POST', {'Content-Type': 'application/json'})
            connection.request(method, path, body=body, headers={**headers, **more})
            answer = connection.getresponse()
            found = answer.read()
            if answer.status not in ({304} if self.seen else {200, 201}):
                message = f'{contender.name}: {method} {path} answered {answer.status}: {found[:500]!r}'
                raise RuntimeError(message)
            return found

        return ask

    def _tags(self, connection: http.client.HTTPConnection, headers: Mapping[str, str]) -> dict[str, dict[str, str]]:
        tags = {}
        for path in self.paths:
            connection.request('GET', path, headers=dict(headers))
            answer = connection.getresponse()
            answer.read()
            tags[path] = {'If-None-Match': str(answer.getheader('ETag'))}
        return tags


@dataclass(frozen=True)
class Asking:
    """The questions, and the secret that the token in them is signed with."""

    questions: tuple[Question, ...]
    secret: str


def prepared(database: Database, data: Dataset, letters: set[str]) -> Asking:
    """Make the client that asks, and the requests: about rows all over the data, not always the same."""
    expires = clock.now() + timedelta(days=1)
    row = ApiClientRow(name='the benchmark', network_id=data.network_id, scopes=sorted(EVERY_SCOPE), expires_at=expires, audience='office')
    with Transaction(database, OPERATOR) as transaction:
        transaction.add(row)

    def headers() -> dict[str, str]:
        bearer = tokens.issue(SECRET.encode(), row.id, EVERY_SCOPE)
        return {'Authorization': f'Bearer {bearer}', 'Accept': 'application/json', 'Accept-Language': 'en'}

    with database.autocommit.connect() as connection:
        head = int(connection.execute(text('SELECT head_seq FROM change_counter')).scalar_one())
    feed = _feed_id(database, headers())
    groups, items = (ids[:: max(1, len(ids) // SAMPLES)][:SAMPLES] for ids in (data.groups, data.items))
    points = [head * n // 12 for n in range(2, 10)]
    said = {'stage': 'in_progress', 'percent': 40, 'text': 'Two of five talks held.'}
    bodies = tuple(json.dumps({'action_item_id': str(each), **said}).encode() for each in items)
    details = tuple(f'/v1/working-groups/{each}' for each in groups)
    every = (
        Question(
            'a', 'a detail with its members', tuple(f'{each}?expand=members' for each in details),
            tuple(f'/working_groups?id=eq.{each}&select={_GROUP}{_MEMBERS}{_NOW}' for each in groups), headers,
        ),
        Question(
            'b', 'a list of 50 with counts', ('/v1/working-groups?limit=50',),
            (f'/working_groups?select={_GROUP}{_NOW}&order=sort_key,id&limit=51',), headers,
        ),
        Question(
            'c', 'a feed page of 1000', tuple(f'/v1/changes?since={each}&feed_id={feed}&limit=1000' for each in points),
            tuple(f'/rpc/feed_page?after={each}&most=1001' for each in points), headers, warm=16, least=8,
        ),
        Question('d', 'a progress update', ('/v1/progress-updates',), ('/rpc/record_progress',), headers, bodies=bodies),
        Question(
            'e', 'an export of all cities', ('/v1/exports/cities.csv',), ('/cities?order=id',), headers, own_headers={'Accept': 'text/csv'},
            warm=0, least=1,
        ),
        Question(
            'f', 'a search by the beginning of a name', tuple(f'/v1/city-catalogue?q={each}&limit=20' for each in _BEGINNINGS),
            tuple(f'/city_catalogue?words=fts(simple).{each}:*&order=sort_key&limit=21' for each in _BEGINNINGS), headers,
        ),
        Question('g', 'a detail', details, (), headers),
        Question('h', 'a detail that one has already (304)', details, (), headers, seen=True),
    )  # fmt: skip
    return Asking(tuple(each for each in every if not letters or each.letter in letters), SECRET)


def _feed_id(database: Database, headers: Mapping[str, str]) -> str:
    """Return the id of the feed as the asking client sees it."""
    with answering(database) as url:
        place = urlsplit(url)
        connection = http.client.HTTPConnection(str(place.hostname), place.port)
        connection.request('GET', '/v1/changes?limit=1', headers=dict(headers))
        return str(json.loads(connection.getresponse().read())['feed_id'])
