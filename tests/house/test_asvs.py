"""The table of the requirements of OWASP ASVS: complete, with tests that exist, with reasons, and counted right in SECURITY.md."""

import ast
import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from tests.house.tree import ROOT

HOUSE = ROOT / 'tests' / 'house'
TABLE = list(csv.DictReader((HOUSE / 'asvs.csv').read_text().splitlines()))
STATUSES = ('met', 'not applicable', 'open')
CHAPTERS = {
    1: ('Encoding', 27),
    2: ('Validation and what rules allow', 11),
    3: ('Browsers', 19),
    4: ('Interfaces for programs', 10),
    5: ('Files', 9),
    6: ('Proving who one is', 35),
    7: ('Sessions', 18),
    8: ('Rights', 7),
    9: ('Tokens', 7),
    10: ('OAuth and OpenID Connect', 29),
    11: ('Cryptography', 14),
    12: ('Connections', 9),
    13: ('Settings', 13),
    14: ('Data', 9),
    15: ('Building', 13),
    16: ('Logs and failures', 16),
    17: ('WebRTC', 7),
}
Row = Mapping[str, str]


def standard() -> dict[str, int]:
    """Return the level of each requirement of the standard, all three levels."""
    levels: dict[str, int] = {}
    for line in (HOUSE / 'asvs_levels.txt').read_text().splitlines():
        if not line.startswith('#'):
            section, digits = line.split()
            levels |= {f'{section}.{number}': int(digit) for number, digit in enumerate(digits, 1)}
    return levels


def chapter(row: Row) -> int:
    return int(row['requirement'].partition('.')[0])


def counts() -> str:
    """Return how many requirements of each chapter are met, not applicable and open, as a table."""
    found = Counter((chapter(row), row['status']) for row in TABLE)
    cells = {f'{number} {name}': [found[number, each] for each in STATUSES] for number, (name, _) in CHAPTERS.items()}
    cells[f'of {len(TABLE)}'] = [sum(row['status'] == each for row in TABLE) for each in STATUSES]
    lines = [f'| {name} | {" | ".join(map(str, figures))} |' for name, figures in cells.items()]
    return '\n'.join(['| chapter | met | not applicable | open |', '| --- | ---: | ---: | ---: |', *lines])


@cache
def names_in(path: str) -> frozenset[str]:
    """Return the names of the tests of a file: functions of Python, titles of TypeScript; none where there is no file."""
    if not (ROOT / path).is_file():
        return frozenset()
    text = (ROOT / path).read_text()
    if path.endswith('.ts'):
        return frozenset(re.findall(r"^test\('([^']+)'", text, re.MULTILINE))
    return frozenset(node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef) and node.name.startswith('test_'))


def wrong(row: Row) -> Iterator[str]:
    """Yield what is wrong with a row."""
    shown = row['shown_by']
    if row['status'] == 'met':
        for named in shown.split('; '):
            path, _, name = named.partition('::')
            if name not in names_in(path):
                yield f'{named} is no test'
    elif row['status'] not in STATUSES:
        yield f'{row["status"]} is no status'
    elif '::' in shown or not 15 <= len(shown) <= 250 or not shown.endswith('.'):
        yield 'a reason is one sentence'


def test_the_standard_is_whole() -> None:
    assert Counter(standard().values()) == {1: 70, 2: 183, 3: 92}
    said = (HOUSE / 'asvs_levels.txt').read_text()
    assert 'OWASP ASVS 5.0.0' in said
    assert 'https://github.com/OWASP/ASVS' in said


def test_the_table_has_every_requirement_of_levels_1_and_2_once_in_order() -> None:
    wanted = [(requirement, str(level)) for requirement, level in standard().items() if level < 3]
    assert [(row['requirement'], row['level']) for row in TABLE] == wanted


@pytest.mark.parametrize(('number', 'many'), [(number, many) for number, (_, many) in CHAPTERS.items()])
def test_a_chapter_has_as_many_requirements_as_the_standard_gives_it(number: int, many: int) -> None:
    assert sum(chapter(row) == number for row in TABLE) == many


def test_what_is_met_names_tests_that_exist_and_the_rest_has_its_reason() -> None:
    assert {row['requirement']: list(wrong(row)) for row in TABLE if list(wrong(row))} == {}


def test_a_row_that_shows_nothing_is_caught() -> None:
    here = 'tests/house/test_asvs.py::test_a_row_that_shows_nothing_is_caught'
    assert list(wrong({'status': 'met', 'shown_by': here})) == []
    for status, shown in (('met', f'{here}; {here}s'), ('met', ''), ('met', 'Surely.'), ('open', ''), ('open', here), ('done', here)):
        assert list(wrong({'status': status, 'shown_by': shown})), (status, shown)


def test_the_counts_in_the_document_are_those_of_the_table() -> None:
    assert counts() in (ROOT / 'SECURITY.md').read_text(), f'the table in SECURITY.md should be:\n{counts()}'


def test_the_readme_has_the_counts_of_the_whole() -> None:
    of = Counter(row['status'] for row in TABLE)
    said = f'Of {len(TABLE)} requirements {of["met"]} are met, {of["not applicable"]} not applicable and {of["open"]} open'
    assert said in ' '.join((ROOT / 'tests' / 'README.md').read_text().split())
