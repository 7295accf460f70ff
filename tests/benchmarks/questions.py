"""What every contender is asked."""

import http.client
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import text

from api import clock, tokens
from api.database import Database
from api.models.api_clients import ApiClientRow
from api.spine import Transaction
from tests.benchmarks.contenders import Contender
from tests.benchmarks.dataset import Dataset
from tests.world import EVERY_SCOPE, OPERATOR, SECRET, answering

SAMPLES = 40
BEGINNINGS = ('be', 'gra', 'san', 'frankf', 'wien', 'bar', 'mal', 'k')
# What PostgREST is asked for in its usual way: the columns of our answer, and the records beside it.
_GROUP = (
    'id,version,network_id,slug,title,aims,stage,channel,proposed_on,constituted_on,constitution_recorded_at,closed_on,'
    'withdrawal_reason,rhythm,mode,city_count,country_count,missing,needs_lead,below_minimum,undeclared,continues_id,imported,source,demonstration,created_at,updated_at,'
    'networks!working_groups_network_id_fkey(slug),leads(cities(id,slug,name,country_code))'
)
_MEMBERS = ',memberships(cities(id,slug,name,country_code))&memberships.end_date=is.null'
_NOW = '&leads.end_date=is.null'
Ask = Callable[[], bytes]


@dataclass(frozen=True)
class Question:
    """One kind of request. `paths` are asked in turn; `elsewhere` are the addresses of those who have their own for the same."""

    letter: str
    title: str
    paths: tuple[str, ...]
    headers: Callable[[], Mapping[str, str]]
    elsewhere: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bodies: tuple[bytes, ...] = ()
    own_headers: Mapping[str, str] = field(default_factory=dict)
    seen: bool = False
    warm: int = 40
    least: int = 20

    def asked_of(self, contender: Contender) -> tuple[tuple[str, ...], dict[str, str]]:
        """Return the addresses and headers for a contender."""
        elsewhere = self.elsewhere.get(contender.name)
        return elsewhere or self.paths, {**self.headers(), **(self.own_headers if elsewhere else {})}

    def first(self, contender: Contender) -> tuple[str, str, bytes | None, dict[str, str]]:
        """Return method, path, body and headers of the first of the requests."""
        paths, headers = self.asked_of(contender)
        if self.bodies:
            return 'POST', paths[0], self.bodies[0], {**headers, 'Content-Type': 'application/json'}
        return 'GET', paths[0], None, headers

    def asker(self, contender: Contender) -> Ask:
        """Return what asks this contender the next of the requests, over one connection that stays open."""
        place = urlsplit(contender.url)
        connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=120)
        found, headers = self.asked_of(contender)
        paths, bodies = cycle(found), cycle(self.bodies or (None,))
        tags = _tags(connection, found, headers) if self.seen else {}

        def ask() -> bytes:
            path, body = next(paths), next(bodies)
            method, more = ('GET', tags.get(path, {})) if body is None else ('POST', {'Content-Type': 'application/json'})
            connection.request(method, path, body=body, headers={**headers, **more})
            answer = connection.getresponse()
            body = answer.read()
            if answer.status not in ({304} if self.seen else {200, 201}):
                message = f'{contender.name}: {method} {path} answered {answer.status}: {body[:500]!r}'
                raise RuntimeError(message)
            return body

        return ask


def _tags(connection: http.client.HTTPConnection, paths: Iterable[str], headers: Mapping[str, str]) -> dict[str, dict[str, str]]:
    tags = {}
    for path in paths:
        connection.request('GET', path, headers=dict(headers))
        answer = connection.getresponse()
        answer.read()
        tags[path] = {'If-None-Match': str(answer.getheader('ETag'))}
    return tags


@dataclass(frozen=True)
class Asking:
    """The questions, the client that asks them, and the secret that its token is signed with."""

    questions: tuple[Question, ...]
    headers: Callable[[], Mapping[str, str]]
    client: UUID
    feed_id: str
    secret: str

    def of(self, letters: str) -> tuple[Question, ...]:
        """Return the questions with these letters."""
        return tuple(each for each in self.questions if each.letter in letters)


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

    def postgrest(usual: Iterable[str], tuned: Iterable[str]) -> dict[str, tuple[str, ...]]:
        return {'PostgREST': tuple(usual), 'PostgREST, tuned': tuple(tuned)}

    group = f'/working_groups?id=eq.{{}}&select={_GROUP}{{}}{_NOW}'
    every = (
        Question(
            'a', 'a detail with its members', tuple(f'{each}?expand=members' for each in details), headers,
            postgrest(
                (group.format(each, _MEMBERS) for each in groups),
                (f'/rpc/working_group?id={each}&expand=members' for each in groups),
            ),
        ),
        Question(
            'b', 'a list of 50 with counts', ('/v1/working-groups?limit=50',), headers,
            postgrest([f'/working_groups?select={_GROUP}{_NOW}&order=sort_key,id&limit=51'], ['/rpc/working_groups?most=50']),
        ),
        Question(
            'c', 'a feed page of 1000', tuple(f'/v1/changes?since={each}&feed_id={feed}&limit=1000' for each in points), headers,
            postgrest(
                (f'/rpc/feed_page?after={each}&most=1001' for each in points),
                (f'/rpc/changes?since={each}&most=1000&feed_id={feed}' for each in points),
            ),
            warm=8, least=8,
        ),
        Question(
            'd', 'a progress update', ('/v1/progress-updates',), headers, postgrest(['/rpc/record_progress'], ['/rpc/progress_updates']),
            bodies=bodies,
        ),
        Question(
            'e', 'an export of all cities', ('/v1/exports/cities.csv',), headers, postgrest(['/cities?order=id'], ['/cities_csv']),
            own_headers={'Accept': 'text/csv'}, warm=0, least=1,
        ),
        Question(
            'f', 'a search by the beginning of a name', tuple(f'/v1/city-catalogue?q={each}&limit=20' for each in BEGINNINGS), headers,
            postgrest(
                (f'/city_catalogue?words=fts(simple).{each}:*&order=sort_key&limit=21' for each in BEGINNINGS),
                (f'/rpc/city_catalogue?q={each}&most=20' for each in BEGINNINGS),
            ),
        ),
        Question(
            'g', 'a detail', details, headers,
            postgrest((group.format(each, '') for each in groups), (f'/rpc/working_group?id={each}' for each in groups)),
        ),
        Question(
            'h', 'a detail that one has already (304)', details, headers,
            {'PostgREST, tuned': tuple(f'/rpc/working_group?id={each}' for each in groups)}, seen=True,
        ),
    )  # fmt: skip
    return Asking(tuple(each for each in every if not letters or each.letter in letters), headers, row.id, feed, SECRET)


def _feed_id(database: Database, headers: Mapping[str, str]) -> str:
    """Return the id of the feed as the asking client sees it."""
    with answering(database) as url:
        place = urlsplit(url)
        connection = http.client.HTTPConnection(str(place.hostname), place.port)
        connection.request('GET', '/v1/changes?limit=1', headers=dict(headers))
        return str(json.loads(connection.getresponse().read())['feed_id'])
