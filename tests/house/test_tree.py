"""The tree speaks only of itself: no machine it was written on, no registry it was fetched from, nobody named in the sources."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise

import pytest

from tests.house.tree import ROOT, files

# Written with character classes, so that the patterns do not find themselves.
FOREIGN = {
    "a path of somebody's machine": re.compile(r'(?<![\w.~-])/(?:wor[k]/|roo[t]/|hom[e]/|tm[p]/[a-z]/|op[t]/wheels|User[s]/)|[.]pyen[v]'),
    'the address of a registry': re.compile(
        r'pypi[.]or[g]|pythonhosted[.]or[g]|npmjs[.](?:or[g]|co[m])|de[b][.]debian|"resolve[d]":', re.IGNORECASE
    ),
}
# Hashes of the personal names in the source documents (lower-cased surnames, and pairs of a first name and a surname in either order).
NAMES = frozenset((ROOT / 'tests' / 'house' / 'names.sha256').read_text().split())


def texts() -> Iterator[tuple[str, str]]:
    """Yield the path and content of every text file of the project."""
    for path in files():
        content = path.read_bytes()
        if b'\0' not in content:
            yield str(path.relative_to(ROOT)), content.decode()


def foreign(text: str) -> set[str]:
    return {f'{what}: {found.group()}' for what, pattern in FOREIGN.items() for found in pattern.finditer(text)}


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def names_found(text: str, names: AbstractSet[str]) -> int:
    """Count the different words and neighbouring pairs of words whose hash is among the names."""
    words = re.findall(r'[^\W\d_]+', unicodedata.normalize('NFC', text).lower())
    return len({hashed(word) for word in {*words, *(' '.join(pair) for pair in pairwise(words))}} & names)


def test_the_tree_names_no_machine_and_no_registry() -> None:
    assert {path: foreign(text) for path, text in texts() if foreign(text)} == {}


@pytest.mark.parametrize(
    'parts',
    [
        ('see /', 'home/somebody/project'),
        ('cd /', 'root/coalition'),
        ('index = https://', 'pypi', '.org/simple'),
        ('registry.', 'npmjs', '.org/vite'),
        ('"resolve', 'd": "…"'),
    ],
)
def test_a_foreign_address_is_caught(parts: tuple[str, ...]) -> None:
    assert foreign(''.join(parts))


def test_nobody_named_in_the_sources_is_named_here() -> None:
    assert {path: names_found(text, NAMES) for path, text in texts() if names_found(text, NAMES)} == {}


def test_a_name_is_caught_in_any_case_and_in_either_order() -> None:
    names = {hashed('erika mustermann'), hashed('mustermann erika')}
    assert names_found('Moderated by Erika\nMUSTERMANN.', names) == 1
    assert names_found('Mustermann, Erika', names) == 1
    assert names_found('Erika meets a Mustermann', names) == 0


def test_text_files_are_utf8_with_unix_lines() -> None:
    # Lines of CSV end as its standard says.
    assert [path for path, text in texts() if ('\r\n' in text and not path.endswith('.csv')) or '\ufeff' in text] == []


@pytest.mark.parametrize('path', [str(path.relative_to(ROOT)) for path in files('.json')])
def test_json_files_are_json(path: str) -> None:
    json.loads((ROOT / path).read_text())
