"""The ledger of erasures: lines are only added, a missing one is noticed, and one whose erasure was rolled back does no harm."""

import json
import stat
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import Connection

from api.erasure_ledger import Line, Redaction, append_erasure, append_redaction, in_effect, read, settled
from api.running.processes import CannotStart

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection[Any]]:
    with psycopg.connect(database_url) as opened:
        yield opened


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / 'erasures.jsonl'


def erase(ledger: Path, connection: Connection[Any], *, committed: bool = True) -> Line:
    line = append_erasure(ledger, connection, uuid4(), NOON)
    if committed:
        connection.commit()
    else:
        connection.rollback()
    return line


def test_a_line_is_on_the_disk_before_the_commit_and_only_its_owner_may_read_it(ledger: Path, connection: Connection[Any]) -> None:
    person = uuid4()
    line = append_erasure(ledger, connection, person, NOON)
    assert read(ledger) == [line]
    assert (line.number, line.kind, line.person_id, line.erased_at, line.previous) == (1, 'erasure', person, NOON, None)
    assert stat.S_IMODE(ledger.stat().st_mode) == 0o600


def test_every_line_holds_the_hash_of_the_line_before(ledger: Path, connection: Connection[Any]) -> None:
    lines = [erase(ledger, connection) for _ in range(3)]
    assert read(ledger) == lines
    assert [line.previous for line in lines[1:]] == [line.sha256 for line in lines[:-1]]
    assert in_effect(lines) == lines


@pytest.mark.parametrize('gone', [0, 1])
def test_a_line_that_was_removed_is_noticed(ledger: Path, connection: Connection[Any], gone: int) -> None:
    for _ in range(3):
        erase(ledger, connection)
    lines = ledger.read_bytes().splitlines(keepends=True)
    ledger.write_bytes(b''.join(lines[:gone] + lines[gone + 1 :]))
    with pytest.raises(CannotStart, match=rf'is broken at line {gone + 1}: .*\.'):
        read(ledger)
    with pytest.raises(CannotStart, match='is broken'):
        append_erasure(ledger, connection, uuid4(), NOON)


def test_a_line_that_was_changed_is_noticed(ledger: Path, connection: Connection[Any]) -> None:
    first, _ = erase(ledger, connection), erase(ledger, connection)
    ledger.write_text(ledger.read_text().replace(str(first.person_id), str(uuid4())))
    with pytest.raises(CannotStart, match='is broken at line 2'):
        read(ledger)


@pytest.mark.parametrize('line', ['no json', '{}', '{"number":1,"kind":"other","erased_at":"2026-03-02T12:00:00Z"}'])
def test_a_line_that_says_nothing_is_noticed(ledger: Path, line: str) -> None:
    ledger.write_text(f'{line}\n')
    with pytest.raises(CannotStart, match=r'Line 1 of the ledger .* cannot be read\.'):
        read(ledger)


def test_half_a_line_never_took_effect_and_is_taken_away_by_the_next(ledger: Path, connection: Connection[Any]) -> None:
    first = erase(ledger, connection)
    with ledger.open('a') as file:
        file.write('{"number":2,"kind":"era')
    assert read(ledger) == [first]
    second = erase(ledger, connection)
    assert read(ledger) == [first, second]


def test_a_line_whose_erasure_was_rolled_back_is_voided_by_whoever_opens_the_ledger_next(ledger: Path, connection: Connection[Any]) -> None:
    kept, lost = erase(ledger, connection), erase(ledger, connection, committed=False)
    lines = settled(ledger, connection)
    assert [(line.kind, line.voids) for line in lines] == [('erasure', None), ('erasure', None), ('void', lost.number)]
    assert in_effect(lines) == [kept]
    assert read(ledger) == lines
    assert settled(ledger, connection) == lines, 'it is voided once'
    again = erase(ledger, connection)
    assert in_effect(read(ledger)) == [kept, again]


def test_a_line_whose_transaction_still_runs_is_left_as_it_is(ledger: Path, connection: Connection[Any], database_url: str) -> None:
    running = append_erasure(ledger, connection, uuid4(), NOON)
    with psycopg.connect(database_url) as other:
        assert in_effect(settled(ledger, other)) == [running]
        connection.rollback()
        assert in_effect(settled(ledger, other)) == []


def test_of_lines_decided_elsewhere_nobody_can_be_asked_and_they_stay_in_effect(ledger: Path, connection: Connection[Any]) -> None:
    erase(ledger, connection, committed=False)
    connection.execute('UPDATE instance SET feed_id = gen_random_uuid()')
    connection.commit()
    assert len(in_effect(settled(ledger, connection))) == 1


def test_a_transaction_that_this_server_has_not_come_to_is_no_failure(ledger: Path, connection: Connection[Any]) -> None:
    line = erase(ledger, connection)
    told = json.loads(ledger.read_text())
    ledger.write_text(json.dumps(told | {'transaction': str(2**40)}) + '\n')
    assert [each.person_id for each in in_effect(settled(ledger, connection))] == [line.person_id]


def test_a_redaction_keeps_the_hash_of_the_old_text_and_the_new_one(ledger: Path, connection: Connection[Any]) -> None:
    redaction = Redaction(table='meetings', row_id=UUID(int=1), column='minutes', old_sha256='0' * 64, text='Somebody spoke.')
    line = append_redaction(ledger, connection, redaction, NOON)
    assert read(ledger) == [line]
    assert line.redaction == redaction


def test_a_backup_reads_no_ledger_where_there_is_none_and_makes_none(ledger: Path, connection: Connection[Any]) -> None:
    assert settled(ledger, connection) == []
    assert not ledger.exists()


def test_several_at_once_stand_one_after_the_other(ledger: Path, database_url: str) -> None:
    def several() -> None:
        with psycopg.connect(database_url) as connection:
            for _ in range(5):
                erase(ledger, connection)

    threads = [threading.Thread(target=several) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [line.number for line in in_effect(read(ledger))] == list(range(1, 21))
