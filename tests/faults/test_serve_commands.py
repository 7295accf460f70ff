"""Commands find the database: the running instance's, the one that is given, or the own one, started for as long as they need it."""

import json
from pathlib import Path

import pytest

from api.running.processes import running_from
from tests.faults.service import Service, command

pytestmark = pytest.mark.in_turn(6)


def test_beside_a_running_instance_a_command_uses_its_database(running: Service) -> None:
    database = running.database().pid
    done = command('client', 'create', 'A partner', '--scope', 'cities:read', '--scope', 'changes:read', place=running.data)
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    assert made['client_id']
    assert made['client_secret']
    assert running.database().pid == database


def test_a_sign_in_link_leads_to_the_running_instance(running: Service) -> None:
    done = command('sign-in-link', 'office@example.org', place=running.data)
    assert done.stdout.startswith(f'{running.url}/sign-in#token='), done.stderr


def test_without_an_instance_a_command_starts_the_database_for_as_long_as_it_needs(place: Path) -> None:
    data = place / 'data'
    early = command('client', 'create', 'A partner', '--scope', 'cities:read', place=data)
    assert early.returncode == 2
    assert early.stderr.endswith('does not carry the schema of this version: run `coalition migrate` first.\n')
    assert command('migrate', place=data).stdout == 'The database is up to date.\n'
    done = command('client', 'create', 'A partner', '--scope', 'cities:read', place=data)
    assert json.loads(done.stdout)['client_secret']
    assert not list(running_from(data / 'postgres', 'postgres'))


def test_what_cannot_be_done_is_said_in_a_sentence(running: Service) -> None:
    for words in (
        ('client', 'create', 'A partner', '--scope', 'everything'),
        ('client', 'create', 'A partner', '--scope', 'cities:read', '--city', 'nowhere'),
        ('sign-in-link', 'nobody@nowhere.example'),
    ):
        done = command(*words, place=running.data)
        assert done.returncode == 2
        assert done.stdout == ''
        assert done.stderr.count('\n') == 1
        assert done.stderr.endswith('.\n')


def test_what_needs_no_database_needs_none(place: Path) -> None:
    assert command('rulebook', place=place / 'data').stdout.startswith('# ')
    assert json.loads(command('openapi', place=place / 'data').stdout)['openapi'].startswith('3.1')
    assert not (place / 'data').exists()
