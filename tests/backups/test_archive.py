"""A backup that is not as it was written is noticed, wherever; one that is being written is nobody else's, and complete or not there."""

import os
import resource
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.backups.archive import DIGITS, MANIFEST, SEAL, Manifest, seal, written
from api.backups.checking import Damaged, check
from api.backups.taking import back_up
from api.running.processes import CannotStart

PLACES = st.integers(min_value=0, max_value=2**40)


def changed_to(backup: Path, content: bytes) -> Path:
    path = backup.with_name('changed')
    path.write_bytes(content)
    return path


def rebuilt(backup: Path, path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """Make the same file anew with other members, and seal it: what nobody but a program of ours could do."""
    with zipfile.ZipFile(backup) as source, path.open('w+b') as file:
        with zipfile.ZipFile(file, 'w', zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                content = change(name, source.read(name))
                if content is not None:
                    target.writestr(name, content)
            target.comment = SEAL + b'0' * DIGITS
        seal(file)
    return path


@given(place=PLACES)
def test_one_flipped_bit_is_noticed_wherever_it_is(backup: Path, place: int) -> None:
    content = bytearray(backup.read_bytes())
    content[place // 8 % len(content)] ^= 1 << place % 8
    with pytest.raises(Damaged):
        check(changed_to(backup, bytes(content)))


@given(place=PLACES)
def test_a_file_that_ends_early_is_noticed_wherever_it_ends(backup: Path, place: int) -> None:
    content = backup.read_bytes()
    with pytest.raises(Damaged):
        check(changed_to(backup, content[: place % len(content)]))


@pytest.mark.parametrize('more', [b'\0', b'sha256 ' + b'0' * 64])
def test_a_file_to_which_something_was_added_is_noticed(backup: Path, more: bytes) -> None:
    with pytest.raises(Damaged):
        check(changed_to(backup, backup.read_bytes() + more))


def test_the_whole_file_is_good_and_any_tool_opens_it(backup: Path) -> None:
    assert check(backup).head_seq > 0
    with zipfile.ZipFile(backup) as opened:
        assert opened.testzip() is None
        assert Manifest.model_validate_json(opened.read(MANIFEST)) == check(backup)
    assert check(rebuilt(backup, backup.with_name('rebuilt'), lambda _, content: content)) == check(backup)


@pytest.mark.parametrize(
    ('change', 'sentence'),
    [
        (lambda name, content: None if name == 'tables/cities' else content, r'disagree about tables/cities\.'),
        (lambda name, content: None if name == MANIFEST else content, r'it has no manifest\.'),
        (lambda name, content: b'{"format": 2}' if name == MANIFEST else content, r'a form that this version does not know: .*\.'),
        (lambda name, content: b'[]' if name == MANIFEST else content, r'its manifest cannot be read\.'),
        (lambda name, content: b'no json' if name == MANIFEST else content, r'its manifest cannot be read\.'),
        (lambda name, content: content[:-10] if name == 'tables/cities' else content, r'.*\.'),
        (
            lambda name, content: content[:40] + bytes([content[40] ^ 1]) + content[41:] if name == 'tables/cities' else content,
            r'checksum of cities .*\.',
        ),
    ],
)
def test_what_is_sealed_but_does_not_belong_together_is_noticed(
    backup: Path, tmp_path: Path, change: Callable[[str, bytes], bytes | None], sentence: str
) -> None:
    with pytest.raises(Damaged, match=sentence):
        check(rebuilt(backup, tmp_path / 'rebuilt', change))


def test_a_count_that_the_rows_do_not_bear_out_is_noticed(backup: Path, tmp_path: Path) -> None:
    manifest = check(backup)
    parts = tuple(part.model_copy(update={'rows': part.rows + 1}) if part.name == 'cities' else part for part in manifest.tables)
    wrong = manifest.model_copy(update={'tables': parts}).model_dump_json().encode()
    with pytest.raises(Damaged, match=r'cities holds \d+ rows instead of \d+\.'):
        check(rebuilt(backup, tmp_path / 'rebuilt', lambda name, content: wrong if name == MANIFEST else content))


@pytest.mark.parametrize('content', [b'', b'PK', b'x' * 1000, b'sha256 ' + b'0' * 64])
def test_another_file_is_refused(backup: Path, content: bytes) -> None:
    with pytest.raises(Damaged):
        check(changed_to(backup, content))


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match=r'cannot be read: no such file or directory\.'):
        check(tmp_path / 'nowhere')


def test_it_is_its_owners_alone_from_the_first_byte_whatever_the_mask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with written(tmp_path / 'file', replacing=False) as draft, draft.table('cities') as rows:
            rows.write(b'a row')
            (beside,) = tmp_path.iterdir()
            assert beside.name.startswith('.file')
            assert stat.S_IMODE(beside.stat().st_mode) == 0o600
    finally:
        os.umask(before)
    assert [path.name for path in tmp_path.iterdir()] == ['file']
    assert stat.S_IMODE((tmp_path / 'file').stat().st_mode) == 0o600


def test_a_backup_that_fails_leaves_nothing_and_touches_nothing(tmp_path: Path) -> None:
    (tmp_path / 'file').write_text('the last backup')
    with pytest.raises(ZeroDivisionError), written(tmp_path / 'file', replacing=True):
        raise ZeroDivisionError
    assert [path.read_text() for path in tmp_path.iterdir()] == ['the last backup']


def test_a_file_that_is_there_is_replaced_only_on_request(demonstration: str, tmp_path: Path) -> None:
    path, ledger = tmp_path / 'file', tmp_path / 'none'
    path.write_text('the last backup')
    path.chmod(0o644)
    with pytest.raises(CannotStart, match=r'is there already: .*\.'):
        back_up(demonstration, path, ledger=ledger, replacing=False)
    assert path.read_text() == 'the last backup'
    made = back_up(demonstration, path, ledger=ledger, replacing=True)
    assert check(path) == made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_has_come_there_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match='is there already'), written(tmp_path / 'file', replacing=False):
        (tmp_path / 'file').write_text('of somebody else')
    assert (tmp_path / 'file').read_text() == 'of somebody else'
    assert len(list(tmp_path.iterdir())) == 1


def test_a_place_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    with (
        pytest.raises(CannotStart, match=r'cannot be written: no such file or directory\.'),
        written(tmp_path / 'a' / 'b', replacing=False),
    ):
        pass


def test_a_disk_that_takes_no_more_is_said_in_a_sentence_and_nothing_is_left(demonstration: str, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(CannotStart, match=r'cannot be written: file too large\.'):
            back_up(demonstration, tmp_path / 'file', ledger=tmp_path / 'none', replacing=False)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []
