"""Writes what the project is built of, as CycloneDX 1.6: every package of the locks with its version and hashes.

    python -m tests.house.components > components.cdx.json

`scope` says where a package is met: `required` runs in production, `optional` builds the pages or ends in them, `excluded` is for those
who work on the project. The locks are the source: nothing is looked up, and the same locks give the same file, byte for byte.
"""

import base64
import json
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from packaging.requirements import Requirement

from tests.house.lock import locked, project, reached
from tests.house.tree import ROOT

Component = dict[str, Any]
PAGES, CHECKS = ROOT / 'frontend' / 'package-lock.json', ROOT / 'openapi' / 'checks' / 'package-lock.json'


def python_packages() -> Iterator[Component]:
    """Yield the packages of requirements.lock."""
    running = reached([Requirement(line) for line in project()['dependencies']])
    for name, (version, digests) in locked((ROOT / 'requirements.lock').read_text()).items():
        hashes = [{'alg': 'SHA-256', 'content': digest} for digest in digests]
        yield component(f'pkg:pypi/{name}@{version}', name, str(version), 'required' if name in running else 'excluded', hashes)


def node_packages() -> Iterator[Component]:
    """Yield the packages of both locks of npm; one that stands in several places is one."""
    found: dict[str, Component] = {}
    for lock, scope in ((PAGES, 'optional'), (CHECKS, 'excluded')):
        for place, package in json.loads(lock.read_text())['packages'].items():
            if place:
                name = package.get('name', place.rpartition('node_modules/')[2])
                purl = f'pkg:npm/{quote(name, safe="/")}@{package["version"]}'
                made = component(purl, name, package['version'], scope, [_integrity(package['integrity'])])
                found.setdefault(purl, made | ({'licenses': [{'expression': package['license']}]} if 'license' in package else {}))
    yield from found.values()


def component(purl: str, name: str, version: str, scope: str, hashes: list[dict[str, str]]) -> Component:
    """Return a package as the standard has it."""
    return {'type': 'library', 'bom-ref': purl, 'name': name, 'version': version, 'scope': scope, 'hashes': hashes, 'purl': purl}


def _integrity(value: str) -> dict[str, str]:
    algorithm, _, digest = value.partition('-')
    return {'alg': f'SHA-{algorithm.removeprefix("sha")}', 'content': base64.b64decode(digest).hex()}


def bill() -> dict[str, Any]:
    """Return the whole bill of materials."""
    declared = project()
    purl = f'pkg:generic/{declared["name"]}@{declared["version"]}'
    itself = {'type': 'application', 'bom-ref': purl, 'name': declared['name'], 'version': declared['version'], 'purl': purl}
    itself['licenses'] = [{'license': {'id': declared['license']}}]
    components = sorted((*python_packages(), *node_packages()), key=lambda each: str(each['purl']))
    return {
        '$schema': 'http://cyclonedx.org/schema/bom-1.6.schema.json',
        'bomFormat': 'CycloneDX',
        'specVersion': '1.6',
        'version': 1,
        'metadata': {'component': itself},
        'components': components,
        'dependencies': [{'ref': purl, 'dependsOn': [each['bom-ref'] for each in components if each['scope'] == 'required']}],
    }


if __name__ == '__main__':
    sys.stdout.write(json.dumps(bill(), indent=1) + '\n')
