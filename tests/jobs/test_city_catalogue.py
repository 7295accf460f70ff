"""The catalogue of the world's cities is loaded whole or not at all, once for each release, by a process that nobody waits for."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from api import clock
from api.jobs import city_catalogue_load
from api.jobs.city_catalogue import RELEASE, CityCatalogue
from api.settings import Settings, as_environment

SMALL = Path(__file__).parents[1] / 'routes' / 'catalogue.json'
_LOADED = 'SELECT (SELECT count(*) FROM city_catalogue), (SELECT release FROM city_catalogue_release)'


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(database_url=database_url, city_catalogue=True)


@pytest.fixture
def connection(database_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(database_url, autocommit=True) as opened:
        yield opened


def loaded(connection: psycopg.Connection[Any]) -> tuple[int, str | None]:
    found = connection.execute(_LOADED).fetchone()
    assert found is not None
    return int(found[0]), found[1]


def test_it_is_loaded_once(settings: Settings, connection: psycopg.Connection[Any]) -> None:
    assert city_catalogue_load.run(settings, SMALL) == 14
    before = connection.execute('SELECT xmin, * FROM city_catalogue ORDER BY id').fetchall()
    assert city_catalogue_load.run(settings, SMALL) == 14
    assert connection.execute('SELECT xmin, * FROM city_catalogue ORDER BY id').fetchall() == before
    assert loaded(connection) == (14, RELEASE)


def test_another_release_takes_its_place(settings: Settings, connection: psycopg.Connection[Any]) -> None:
    city_catalogue_load.run(settings, SMALL)
    before = connection.execute('SELECT id, name FROM city_catalogue ORDER BY id').fetchall()
    connection.execute("UPDATE city_catalogue_release SET release = 'of old'")
    connection.execute("UPDATE city_catalogue SET name = 'Nowhere'")
    city_catalogue_load.run(settings, SMALL)
    assert loaded(connection) == (14, RELEASE)
    assert connection.execute('SELECT id, name FROM city_catalogue ORDER BY id').fetchall() == before


def test_a_file_that_ends_in_the_middle_changes_nothing(settings: Settings, connection: psycopg.Connection[Any], tmp_path: Path) -> None:
    half = tmp_path / 'half.json'
    text = SMALL.read_text(encoding='utf-8')
    for length in (len(text) // 2, len(text) - 2):
        half.write_text(text[:length], encoding='utf-8')
        with pytest.raises(ValueError, match='in the middle'):
            city_catalogue_load.run(settings, half)
        assert loaded(connection) == (0, None)


def test_cities_are_read_one_by_one_whatever_stands_in_their_names(tmp_path: Path) -> None:
    file = tmp_path / 'cities.json'
    file.write_text('{"1": {"name": "{\\"}, {"}, "2": {"name": "Graz"}}', encoding='utf-8')
    assert [city['name'] for city in city_catalogue_load.each_city(file)] == ['{"}, {', 'Graz']


def test_a_load_that_is_killed_leaves_nothing_behind(settings: Settings, connection: psycopg.Connection[Any]) -> None:
    command = [sys.executable, '-m', 'api.jobs.city_catalogue_load']
    process = subprocess.Popen(command, env=as_environment(settings))
    arriving = "SELECT FROM pg_stat_activity WHERE query LIKE '%COPY arriving%' AND pid <> pg_backend_pid()"
    until = time.monotonic() + 20
    while connection.execute(arriving).fetchone() is None and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert loaded(connection) == (0, None)
    assert city_catalogue_load.run(settings, SMALL) == 14


def test_it_is_left_alone_where_it_is_there_or_not_wanted(settings: Settings, connection: psycopg.Connection[Any]) -> None:
    catalogue = CityCatalogue()
    catalogue.keep(connection, settings.model_copy(update={'city_catalogue': False}), clock.now())
    assert catalogue.process is None
    city_catalogue_load.run(settings, SMALL)
    catalogue.keep(connection, settings, clock.now())
    assert catalogue.process is None


def test_nobody_waits_for_it_and_it_ends_with_the_worker(settings: Settings, connection: psycopg.Connection[Any]) -> None:
    catalogue = CityCatalogue()
    begun = time.monotonic()
    catalogue.keep(connection, settings, clock.now())
    catalogue.keep(connection, settings, clock.now())
    process = catalogue.process
    assert process is not None
    assert process.poll() is None
    catalogue.stop()
    assert time.monotonic() - begun < 2
    assert process.poll() is not None
    assert catalogue.process is None
    assert loaded(connection) == (0, None)


@pytest.mark.full
def test_the_whole_of_it_is_loaded_in_the_background(settings: Settings, connection: psycopg.Connection[Any]) -> None:
    catalogue = CityCatalogue()
    catalogue.keep(connection, settings, clock.now())
    assert catalogue.process is not None
    catalogue.process.wait(120)
    number, release = loaded(connection)
    assert (number > 170_000, release) == (True, RELEASE)
    unknown = connection.execute(
        "SELECT count(*) FROM city_catalogue WHERE words @@ '''graz'''::tsquery AND country_code = 'AT'"
    ).fetchone()
    assert unknown is not None
    assert unknown[0] >= 1
