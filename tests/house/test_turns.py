"""What takes turns is due on one day of its round, and on the whole round everything is."""

import pytest

from tests.turns import due


@pytest.mark.parametrize('every', [1, 3, 7])
def test_in_one_round_everything_is_due_once(monkeypatch: pytest.MonkeyPatch, every: int) -> None:
    names = [f'screen {number}' for number in range(20)]
    rounds = []
    for day in range(739_000, 739_000 + every):
        monkeypatch.setenv('DAY_OF_TESTS', str(day))
        rounds.append(due(names, every))
    assert sorted(name for each in rounds for name in each) == sorted(names)
    assert max(map(len, rounds)) - min(map(len, rounds)) <= 1
