"""The yearly cycle: `python -m tests.benchmarks.yearly` (part of make bench). What people wait for, and what a year of reminders takes.

A network of 500 cities and 200 groups with ten years behind it, in which nobody hands anything in: the most there is to remind of.
The year's days are run one after the other, each in a transaction of its own, as the worker does; mails are not sent here.
"""

import shutil
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import text

from api.database import Database, ensure_instance
from api.operations.reminders import remind
from api.running.embedded_postgres import EmbeddedPostgres
from api.running.schema import migrate
from api.spine import Transaction
from tests.benchmarks import batching, dataset, waiting
from tests.benchmarks.processes import cpu_seconds
from tests.world import OPERATOR

CITIES, GROUPS, FIRST, LAST = 500, 200, 2017, 2026
YEARS = {'first': FIRST, 'last': LAST}
A_YEAR_AT_MOST = 10.0
# Each city has a coordinator, each network an assembly every June; reports and declarations of all years but the last were made.
FILLED = (
    "UPDATE networks SET stage = 'live'",
    """UPDATE working_groups SET constituted_on = '{"value": "2015-01-01", "precision": "day"}', constitution_recorded_at = '2015-01-01',
    stage = 'constituted'""",
    """INSERT INTO people (id, version, audience, demonstration, created_at, updated_at, network_id, city_id, name, mail, language)
    SELECT gen_random_uuid(), 1, 'own_city', false, now(), now(), network_id, city_id, 'Ada Example', city_id || '@example.org', 'en'
    FROM memberships WHERE working_group_id IS NULL""",
    """INSERT INTO roles (id, version, audience, demonstration, created_at, updated_at, network_id, person_id, role, city_id, start_date)
    SELECT gen_random_uuid(), 1, 'own_city', false, now(), now(), network_id, id, 'coordinator', city_id, '2015-01-01' FROM people""",
    """INSERT INTO assemblies (id, version, audience, demonstration, created_at, updated_at, network_id, title, held_on, mode, stage)
    SELECT gen_random_uuid(), 1, 'members', false, now(), now(), n.id, 'Assembly ' || y, make_date(y, 6, 12), 'in_person', 'announced'
    FROM networks n, generate_series(CAST(:first AS int), CAST(:last AS int)) y""",
    """INSERT INTO reports (id, version, audience, demonstration, created_at, updated_at, network_id, working_group_id, assembly_id, title,
      sort_key, search_key, text, word_count, stage)
    SELECT gen_random_uuid(), 1, 'members', false, now(), now(), g.network_id, g.id, a.id, g.title, g.title, g.title, 'We met.', 2,
      'approved'
    FROM working_groups g JOIN assemblies a ON a.network_id = g.network_id WHERE a.held_on < make_date(CAST(:last AS int), 1, 1)""",
    """INSERT INTO submissions (id, version, audience, demonstration, created_at, updated_at, network_id, working_group_id, report_id,
      number, by_law_id, submitted_at, handed_in_on, snapshot, sha256)
    SELECT gen_random_uuid(), 1, 'members', false, now(), now(), r.network_id, r.working_group_id, r.id, 1,
      (SELECT id FROM by_laws WHERE network_id = r.network_id LIMIT 1), a.held_on, a.held_on, '{}', repeat('0', 64)
    FROM reports r JOIN assemblies a ON a.id = r.assembly_id""",
    """INSERT INTO declarations (id, version, audience, demonstration, created_at, updated_at, network_id, working_group_id, assembly_id,
      choice, declared_on)
    SELECT gen_random_uuid(), 1, 'members', false, now(), now(), r.network_id, r.working_group_id, r.assembly_id, 'continue', a.held_on
    FROM reports r JOIN assemblies a ON a.id = r.assembly_id""",
    'ANALYZE',
)  # fmt: skip


def main() -> None:
    """Fill, run, and say what it took beside what is aimed at: on a clock, and of the processors, which a busy machine disturbs less."""
    place = Path(tempfile.mkdtemp(prefix='coalition-bench-'))
    place.chmod(0o755)
    postgres = EmbeddedPostgres(place / 'postgres', announce=lambda line: print(line, file=sys.stderr))
    postgres.start()
    try:
        migrate(postgres.url)
        ensure_instance(postgres.url, demonstration=False)
        database = Database(postgres.url, threads=1)
        data = filled(database)
        waits = waiting.measured(database, data, place, LAST)
        for screen, took in waits.screens.items():
            print(f'{screen}, its data: 95 of 100 within {took:.1f} ms (aim: at most {waiting.A_SCREEN_AT_MOST} ms)')
        told = f'{waits.notified} cities are told'
        print(f'a constitution of which {told}: within {waits.constitution:.1f} ms (aim: at most {waiting.A_CONSTITUTION_AT_MOST} ms)')
        print(f'a draft of {waits.words} words: within {waits.draft:.1f} ms (aim: at most {waiting.A_DRAFT_AT_MOST} ms)')
        for what, seconds in batching.measured(database, data, place).items():
            print(f'a batch, {what}: {seconds:.2f} s (aim: at most {batching.A_BATCH_AT_MOST:g} s)')
        for which in ('a simulated year of reminders', 'the same year again'):
            before = time.process_time() + cpu_seconds(postgres.pid or 0)
            seconds, notices = a_year(database, data)
            spent = time.process_time() + cpu_seconds(postgres.pid or 0) - before
            print(f'{which}: {seconds:.1f} s, {spent:.1f} CPU-s, {notices} notices (aim: at most {A_YEAR_AT_MOST:g} s)')
        database.close()
    finally:
        postgres.stop()
        shutil.rmtree(place, ignore_errors=True)


def filled(database: Database) -> dataset.Dataset:
    """Load the network and its ten years."""
    data = dataset.fill(database, cities=CITIES, groups=GROUPS)
    with database.autocommit.connect() as connection:
        for statement in FILLED:
            connection.execute(
                text(statement.replace(': "', r'\: "')), {name: year for name, year in YEARS.items() if f':{name}' in statement}
            )
    return data


def a_year(database: Database, data: dataset.Dataset) -> tuple[float, int]:
    """Run every day of the last year; return what it took in seconds, and how many notices it led to."""
    begun, notices = time.perf_counter(), 0
    for day in (date(LAST, 1, 1) + timedelta(days=passed) for passed in range(365)):
        with Transaction(database, OPERATOR) as transaction:
            prepared = remind(transaction, data.network_id, day)
        notices += prepared.queued + prepared.not_sent
    return time.perf_counter() - begun, notices


if __name__ == '__main__':
    main()
