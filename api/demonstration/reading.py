"""Knows the files of facts: what is documented in public about networks, cities and groups, and where it comes from."""

import csv
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
FACTS = FOLDER / 'facts'


def cities() -> list[dict[str, str]]:
    """Return the rows of cities.csv as text: empty where nothing is known, `evidence` always said."""
    with (FACTS / 'cities.csv').open(encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def members_of(network: str) -> list[dict[str, str]]:
    """Return the cities whose membership in a network (by slug) is confirmed; that others took part somewhere makes them no members."""
    return [city for city in cities() if city['membership'] == 'confirmed' and network in city['networks'].split()]


def other_names() -> dict[str, list[str]]:
    """Return, by the name of a city, its names in other languages and spellings."""
    return _json(FACTS / 'other_names.json')


def networks() -> list[dict[str, Any]]:
    """Return the networks as networks.json has them."""
    return list(_json(FACTS / 'networks.json')['networks'])


def working_groups() -> list[dict[str, Any]]:
    """Return the documented working groups: lead, known participants, associated organisations, partial dates."""
    return list(_json(FACTS / 'networks.json')['working_groups'])


def sources() -> dict[str, dict[str, Any]]:
    """Return where the facts without evidence of their own come from, by kind of record."""
    return _json(FACTS / 'sources.json')


def proposal() -> dict[str, str]:
    """Return the invented proposal: the slug of the city that makes it, and what describes it."""
    return dict(_json(FOLDER / 'invented.json')['proposal'])


def invented_group() -> dict[str, Any]:
    """Return the invented group at work; its days are numbers, counted from today."""
    return _json(FOLDER / 'invented_group.json')


def _json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding='utf-8'))
    return found
