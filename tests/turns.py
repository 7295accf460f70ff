"""What takes long and is many of a kind takes turns in short form: each day another part of it, at full length all of it."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeVar

Each = TypeVar('Each')
_DAY = 'DAY_OF_TESTS'


def settle_day() -> None:
    """Decide which day it is for all processes of this run, also past midnight; a day that the environment names is kept."""
    os.environ.setdefault(_DAY, str(datetime.now(UTC).date().toordinal()))


def is_due(place: int, every: int) -> bool:
    """Whether what stands at this place among its kind is due today, when each is due every so many days."""
    return (place - int(os.environ[_DAY])) % every == 0


def due(all_of_them: Sequence[Each], every: int) -> list[Each]:
    """Return those that are due today."""
    return [each for place, each in enumerate(all_of_them) if is_due(place, every)]
