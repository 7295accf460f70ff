"""Starting: how long it takes, what it takes, and every reason not to start, each said in one sentence."""

import os
import socket
import time
from pathlib import Path

import psycopg
import pytest

from tests.faults.service import Service, command

pytestmark = pytest.mark.in_turn(6)

PRODUCTION = {'COALITION_PUBLIC_URL': 'https://coalition.example'}
EVERYBODY = ('0.0.0.0/0', '127.0.0.1,::/0', '0.0.0.0/1,128.0.0.0/1')
SECRET = '0123456789' * 4
SAFE = {**PRODUCTION, 'COALITION_SECRET': SECRET, 'COALITION_SMTP_URL': 'smtp://somebody:pass@localhost:25'}
PROVIDER = {
    'COALITION_OIDC_ISSUER': 'http://id.example',
    'COALITION_OIDC_CLIENT_ID': 'coalition',
    'COALITION_OIDC_CLIENT_SECRET': 'the password of a client',
}
MEGABYTE = 1_000_000


def sentence(place: Path, *words: str, **variables: str) -> str:
    """What `coalition serve` says when it refuses to start: one line, exit code 2, and no trace."""
    done = command('serve', '--port', '0', *words, place=place, **variables)
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stderr.count('\n') == 1, done.stderr
    return done.stderr.strip()


def test_the_second_start_is_quick_and_it_all_fits_in_little_memory(service: Service) -> None:
    first = service.start()
    assert service.said.startswith('Starting the database …\nMaking a new database …\n')
    secret = (service.data / 'secret').read_text()
    assert service.stop() == 0
    second = service.start()
    assert (service.data / 'secret').read_text() == secret
    time.sleep(2)
    memory = {process.pid: process.memory_full_info().pss / MEGABYTE for process in service.processes()}
    print(f'first start {first:.2f} s, second {second:.2f} s; idle {sum(memory.values()):.0f} MB in {len(memory)} processes')  # noqa: T201 - the figure is what is wanted
    assert second < 20  # three seconds on a quiet machine; here others may be at work
    assert sum(memory.values()) < 350


def test_only_its_owner_reads_its_secret_and_where_its_database_is(running: Service) -> None:
    secret = (running.data / 'secret').read_text()
    assert len(secret) >= 32
    assert {(running.data / name).stat().st_mode & 0o777 for name in ('secret', 'run.json', 'lock')} == {0o600}
    assert not any(secret in ' '.join(process.cmdline()) for process in running.processes())


def test_a_port_in_use_is_refused(place: Path) -> None:
    with socket.create_server(('127.0.0.1', 0)) as other:
        port = str(other.getsockname()[1])
        said = sentence(place / 'data', '--port', port)
    assert (
        said == f'Cannot listen on port {port} of 127.0.0.1: it is in use by another program. Choose another with --port or COALITION_PORT.'
    )
    assert not (place / 'data').exists()


def test_a_data_directory_in_use_is_refused_and_its_user_goes_on(running: Service) -> None:
    assert 'is in use by another running instance' in sentence(running.data)
    assert running.ready()


@pytest.mark.parametrize('kind', ['read-only', 'below a file', 'private'])
def test_a_data_directory_that_cannot_be_used_is_refused(place: Path, kind: str) -> None:
    if kind == 'read-only' and os.geteuid() == 0:
        data = Path('/proc/data')  # where even root makes nothing
    elif kind == 'read-only':
        data = place / 'data'
        data.mkdir(mode=0o500)
    elif kind == 'below a file':
        (place / 'file').touch()
        data = place / 'file' / 'data'
    else:
        if os.geteuid() != 0:
            pytest.skip('only root hands the database to another user')
        (place / 'home').mkdir(mode=0o700)
        data = place / 'home' / 'data'
    assert str(data) in sentence(data)


@pytest.mark.parametrize(
    ('variables', 'reason'),
    [
        ({**SAFE, 'COALITION_SECRET': ''}, 'set COALITION_SECRET'),
        ({**SAFE, 'COALITION_DEMO': 'true'}, 'production never holds invented records'),
        ({**PRODUCTION, 'COALITION_SECRET': SECRET}, 'set COALITION_SMTP_URL to your mail server'),
        ({**SAFE, 'COALITION_OUTGOING_ALLOW': '127.0.0.0/8'}, 'COALITION_OUTGOING_ALLOW is set'),
        *(({**SAFE, 'COALITION_TRUSTED_PROXIES': each}, 'COALITION_TRUSTED_PROXIES names every address there is') for each in EVERYBODY),
        ({'COALITION_SMTP_URL': 'smtp://somebody:pass@localhost:25'}, 'invented records must not send real mail'),
        ({'COALITION_DEMO': 'false', 'COALITION_PUBLIC_URL': 'http://coalition.example'}, 'a connection that others can read'),
        ({**SAFE, **PROVIDER}, 'COALITION_OIDC_ISSUER is not https'),
        (PROVIDER, 'COALITION_OIDC_ISSUER is not https'),
        ({'COALITION_OIDC_CLIENT_ID': 'coalition'}, 'COALITION_OIDC_ISSUER, COALITION_OIDC_CLIENT_SECRET is missing'),
        ({'COALITION_OIDC_ISSUER': 'ftp://id.example'}, 'COALITION_OIDC_ISSUER: must be the address of an identity provider'),
        ({'COALITION_OIDC_MAIL_DOMAINS': 'Graz'}, 'COALITION_OIDC_MAIL_DOMAINS: must be domains'),
        ({'COALITION_SECRET': 'too short'}, 'COALITION_SECRET must have at least 32 characters.'),
        ({'COALITION_THREADS': 'many'}, 'COALITION_THREADS: '),
        ({'COALITION_HOST': 'nowhere.invalid'}, 'COALITION_HOST names nowhere.invalid'),
        ({'DATABASE_URL': 'mysql://localhost/coalition'}, 'DATABASE_URL: must begin with postgresql://'),
        ({'DATABASE_URL': 'postgresql://somebody:pass@127.0.0.1:1/coalition'}, 'The database coalition on 127.0.0.1:1 cannot be reached'),
    ],
    ids=[
        'no secret',
        'demonstration',
        'no mail server',
        'networks of our own',
        *(f'proxies {each}' for each in EVERYBODY),
        'mail',
        'plain http',
        'provider in production',
        'provider elsewhere',
        'half a provider',
        'no provider',
        'no domain',
        'short secret',
        'number',
        'host',
        'other database',
        'unreachable database',
    ],
)
def test_settings_that_must_not_be_served_are_refused(place: Path, variables: dict[str, str], reason: str) -> None:
    said = sentence(place / 'data', **variables)
    assert reason in said
    assert 'pass' not in said


@pytest.mark.parametrize('unsafe', [{'COALITION_SMTP_URL': ''}, {'COALITION_DEMO': 'true'}], ids=['no mail server', 'demonstration'])
def test_a_worker_by_itself_is_refused_what_the_service_is(place: Path, unsafe: dict[str, str]) -> None:
    given = {**SAFE, 'DATABASE_URL': 'postgresql://somebody:pass@127.0.0.1:1/coalition', **unsafe}
    done = command('worker', place=place / 'data', **given)
    assert (done.returncode, done.stderr.count('\n')) == (2, 1), done.stderr
    assert done.stderr.strip() == sentence(place / 'data', **given)


@pytest.mark.parametrize('variables', [SAFE, {'COALITION_SMTP_URL': 'smtp://localhost'}])
def test_a_demonstration_database_is_refused_in_production_and_with_real_mail(
    running: Service, place: Path, variables: dict[str, str]
) -> None:
    assert 'is a demonstration' in sentence(place / 'data', DATABASE_URL=running.database_url(), **variables)


def database(running: Service, name: str, *statements: str) -> str:
    """Make another database on the server of a running service, as its superuser, and return its address."""
    url = running.database_url().replace('coalition@/coalition', 'postgres@/postgres')
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE {name} OWNER coalition'.encode())
    made = running.database_url().replace('/coalition?', f'/{name}?')
    with psycopg.connect(made) as connection:
        for statement in statements:
            connection.execute(statement.encode())
    return made


def test_a_newer_schema_is_refused(running: Service, place: Path) -> None:
    newer = database(running, 'newer', 'CREATE TABLE alembic_version (version_num text)', "INSERT INTO alembic_version VALUES ('9999')")
    assert 'was made by a newer version of this service' in sentence(place / 'data', DATABASE_URL=newer)


def test_a_database_with_tables_of_another_program_is_refused(running: Service, place: Path) -> None:
    others = database(running, 'others', 'CREATE TABLE invoices ()')
    assert 'holds tables of another program' in sentence(place / 'data', DATABASE_URL=others)


def test_it_serves_a_database_that_is_given_and_starts_none(running: Service, service: Service) -> None:
    service.start(DATABASE_URL=database(running, 'given'), COALITION_SECRET=SECRET)
    assert not [process for process in service.processes() if process.name() == 'postgres']
    assert not service.data.exists()
    assert service.stop() == 0
