"""Knows the plans and practices that publications name, and what belongs in each cell of the frame: one JSON file each, read at import.

They are facts about cities, retold in the project's own words, each with its source. A fresh network has them as well as an old one.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.rules.coverage import Cell

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Documented:
    """A practice of a city as a publication names it. `title` is its own name, `summary` is by language."""

    key: str
    city: str
    country_code: str
    title: str
    summary: Texts
    cells: tuple[Cell, ...]
    themes: tuple[str, ...]
    languages: tuple[str, ...]
    year: int | None
    url: str | None
    publication: str
    source: str


def _documented(written: dict[str, Any]) -> Documented:
    return Documented(**{**written, **{name: tuple(written[name]) for name in ('themes', 'languages')}, 'cells': _cells(written['cells'])})


def _cells(written: list[list[int]]) -> tuple[Cell, ...]:
    return tuple((commitment, track) for commitment, track in written)


def _read(name: str) -> Any:
    return json.loads(Path(__file__).with_name(f'{name}.json').read_text(encoding='utf-8'))


DOCUMENTED: tuple[Documented, ...] = tuple(_documented(each) for each in _read('documented'))
# What belongs under a commitment, and in a track, by number and language: together they say what belongs in a cell.
COMMITMENTS: Mapping[int, Texts] = {int(number): texts for number, texts in _read('cells')['commitments'].items()}
TRACKS: Mapping[int, Texts] = {int(number): texts for number, texts in _read('cells')['tracks'].items()}
