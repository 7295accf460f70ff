"""What an export of everything takes: its time beside a bare COPY of the same columns, and the memory above an idle service."""

import http.client
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import psutil
import psycopg
from sqlalchemy import make_url

from api import copying
from tests.benchmarks.contenders import Contender
from tests.benchmarks.questions import Question

TIMES = 5
FORMS = ('csv', 'ndjson', 'xlsx')
# What the CSV has, asked of Postgres alone: the columns of cities with their keys, formulas made harmless.
COPY = r"""
COPY (SELECT id, version, slug, CASE WHEN name ~ '^''*[=+@\t\r\n-]' THEN '''' || name ELSE name END AS name,
  (SELECT string_agg(value, '; ') FROM jsonb_array_elements_text(other_names) AS value) AS other_names, kind, country_code,
  latitude, longitude,
  (SELECT string_agg(scheme || ':' || value, '; ' ORDER BY scheme, value) FROM identifiers WHERE city_id = cities.id) AS identifiers,
  source, demonstration, created_at, updated_at
FROM cities ORDER BY id) TO STDOUT (FORMAT csv, HEADER)
"""


@dataclass(frozen=True)
class Export:
    """What exports of one form took: seconds of each, bytes, and the most memory above the idle service, in bytes."""

    seconds: list[float]
    size: int
    memory: int


@dataclass(frozen=True)
class Exports:
    """What the exports took, by their form, and the seconds of a bare COPY of the same columns to CSV."""

    forms: dict[str, Export]
    bare: list[float]


def measured(ours: Contender, database: str, export: Question) -> Exports:
    """Measure; the service has just been started and has served nothing else."""
    api = _api_process(ours.pid)
    idle = api.memory_info().rss
    forms = {}
    for form in FORMS:
        took, size, most = [], 0, 0
        for _ in range(TIMES):
            seconds, size, held = _timed(lambda: _asked(ours, export, form), api)  # noqa: B023 -- asked at once
            took.append(seconds)
            most = max(most, held)
        forms[form] = Export(took, size, max(0, most - idle))
    return Exports(forms, [_timed(lambda: _copied(database), api)[0] for _ in range(TIMES)])


def _api_process(pid: int) -> psutil.Process:
    return next(each for each in psutil.Process(pid).children(recursive=True) if 'api.running.api_process' in ' '.join(each.cmdline()))


def _timed(ask: Callable[[], Iterator[int]], api: psutil.Process) -> tuple[float, int, int]:
    """Return seconds, bytes, and the most memory that the process held meanwhile."""
    begun, size, most = time.perf_counter(), 0, 0
    for n, length in enumerate(ask()):
        size += length
        if n % 32 == 0:
            most = max(most, api.memory_info().rss)
    return time.perf_counter() - begun, size, most


def _asked(ours: Contender, export: Question, form: str) -> Iterator[int]:
    place = urlsplit(ours.url)
    connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=300)
    connection.request('GET', f'/v1/exports/cities.{form}', headers=dict(export.headers()))
    answer = connection.getresponse()
    while block := answer.read(65_536):
        yield len(block)


def _copied(database: str) -> Iterator[int]:
    address = make_url(database).set(drivername='postgresql').render_as_string(hide_password=False)
    with psycopg.connect(address) as connection:
        for block in copying._read(connection.pgconn, COPY.encode()):
            yield len(block.data)
