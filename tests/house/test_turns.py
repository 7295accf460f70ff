"""What takes turns is due on one day of its round, on the whole round everything is, and a target of the Makefile runs it all."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import not_due
from tests.turns import due

ROOT = Path(__file__).parents[2]
TAKES_TURNS = re.compile(r'mark\.(full|in_turn)\b|\bfull: bool|\bimport .*\b(due|is_due)\b')


@pytest.mark.parametrize('every', [1, 3, 7])
def test_in_one_round_everything_is_due_once(monkeypatch: pytest.MonkeyPatch, every: int) -> None:
    names = [f'screen {number}' for number in range(20)]
    rounds = []
    for day in range(739_000, 739_000 + every):
        monkeypatch.setenv('DAY_OF_TESTS', str(day))
        rounds.append(due(names, every))
    assert sorted(name for each in rounds for name in each) == sorted(names)
    assert max(map(len, rounds)) - min(map(len, rounds)) <= 1


@dataclass(frozen=True)
class Marked:
    """A test that takes turns, as far as it is asked for that."""

    path: Path
    name: str

    def get_closest_marker(self, _name: str) -> pytest.Mark:
        """Return its marker."""
        return pytest.mark.in_turn(3).mark


def test_in_one_round_every_marked_test_is_due_once_and_modules_begin_on_different_days(monkeypatch: pytest.MonkeyPatch) -> None:
    items: list[Any] = [Marked(Path(f'test_{place}.py'), name) for place in ('city', 'group', 'report', 'person') for name in 'abc']
    rounds = []
    for day in range(739_000, 739_003):
        monkeypatch.setenv('DAY_OF_TESTS', str(day))
        left_out = set(not_due(items))
        rounds.append([item for item in items if item not in left_out])
    assert sorted((item for each in rounds for item in each), key=items.index) == items
    assert len({item.name for item in rounds[0]}) > 1


def not_run_whole(makefile: str, folders: set[str]) -> set[str]:
    """Return the folders with what takes turns that no target runs at full length."""
    whole = {folder for line in makefile.splitlines() if '--full' in line for folder in re.findall(r'tests/(\w+)', line)}
    return folders - whole


def test_a_target_runs_each_folder_whole_in_which_something_takes_turns() -> None:
    tests = ROOT / 'tests'
    sources = [path for path in tests.rglob('*.py') if path.parent not in {tests, tests / 'house'}]
    folders = {path.parent.name for path in sources if TAKES_TURNS.search(path.read_text(encoding='utf-8'))}
    assert {'contract', 'browser', 'faults', 'authorisation', 'routes'} <= folders
    makefile = (ROOT / 'Makefile').read_text(encoding='utf-8')
    assert not_run_whole(makefile, folders) == set()
    assert not_run_whole(makefile.replace(' tests/routes', ''), folders) == {'routes'}
