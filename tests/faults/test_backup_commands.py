"""Backup and restore as they are typed: beside a running service, without one, and what is said when something stands against it."""

import stat
from pathlib import Path

import httpx
import pytest

from api.running.processes import running_from
from tests.faults.service import Service, command

pytestmark = pytest.mark.in_turn(6)


def test_a_backup_is_made_beside_a_running_service_checked_and_restored_elsewhere(running: Service, place: Path) -> None:
    file, there = place / 'coalition.backup', place / 'there'
    done = command('backup', str(file), place=running.data)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f'{file} holds ')
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert command('backup', 'verify', str(file), place=place / 'nowhere').stdout.startswith(f'{file} is complete: ')
    assert not (place / 'nowhere').exists()
    back = command('restore', str(file), '--no-erasures', place=there)
    assert back.returncode == 0, back.stderr
    assert 'No ledger was applied: whoever was erased after that moment is in the records again' in back.stdout
    assert '\n  people who may sign in: ' in back.stdout
    assert back.stdout.endswith('then say `coalition outbox resume`.\n')
    assert not list(running_from(there / 'postgres', 'postgres'))
    again = command('backup', str(place / 'again'), place=there)
    assert again.returncode == 0, again.stderr

    service = Service(place)
    service.data = there
    try:
        service.start()
        assert 'The outbox is paused since a restore' in service.said
        names = [httpx.get(f'{each.url}/v1/public/cities').json()['items'] for each in (running, service)]
        assert names[0] == names[1] != []
        assert command('outbox', 'resume', place=there).stdout.startswith('The outbox goes on: ')
        assert command('outbox', 'resume', place=there).stdout == 'The outbox is not paused.\n'
        assert httpx.get(f'{service.url}/health/ready').json() == {'ready': True, 'outbox': 'running'}
    finally:
        service.close()


def test_a_damaged_backup_ends_with_1_and_a_sentence(running: Service, place: Path) -> None:
    file = place / 'coalition.backup'
    assert command('backup', str(file), place=running.data).returncode == 0
    with file.open('r+b') as opened:
        opened.truncate(file.stat().st_size - 1)
    done = command('backup', 'verify', str(file), place=running.data)
    assert (done.returncode, done.stdout) == (1, '')
    assert done.stderr == f'{file} is no backup of this service, or its end is missing.\n'
    back = command('restore', str(file), '--no-erasures', place=place / 'there')
    assert (back.returncode, back.stdout) == (2, '')


def test_what_stands_against_it_is_said_in_a_sentence_on_stderr(running: Service, place: Path) -> None:
    file = place / 'coalition.backup'
    file.touch()
    for words, sentence in (
        (('backup', str(file)), f'{file} is there already: choose another name, or say --force to replace it.\n'),
        (('backup', 'verify'), 'Say `coalition backup FILE`, or `coalition backup verify FILE`.\n'),
        (('backup', 'a', 'b'), 'Say `coalition backup FILE`, or `coalition backup verify FILE`.\n'),
    ):
        done = command(*words, place=running.data)
        assert (done.returncode, done.stdout, done.stderr) == (2, '', sentence)
    assert command('backup', str(file), '--force', place=running.data).returncode == 0
    done = command('restore', str(file), '--no-erasures', place=running.data)
    assert done.returncode == 2
    assert ' is not empty (' in done.stderr
    assert command('restore', str(file), place=running.data).returncode == 2, 'whether there is a ledger must be said'
    early = command('backup', str(place / 'early'), place=place / 'fresh')
    assert early.returncode == 2
    assert early.stderr.endswith('holds nothing that this version could keep.\n')
