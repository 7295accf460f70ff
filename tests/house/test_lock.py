"""requirements.lock holds exactly what pyproject.toml asks for and what that needs in turn, each with its hashes; no network is asked."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house.tree import ROOT

Pins = Mapping[str, tuple[Version, int]]


def wanted(pyproject: Path) -> list[Requirement]:
    """Return what the project declares: to run, and to work on it."""
    project = tomllib.loads(pyproject.read_text())['project']
    extras = [line for group in project['optional-dependencies'].values() for line in group]
    return [Requirement(line) for line in [*project['dependencies'], *extras]]


def locked(lock: str) -> Pins:
    """Return each pinned package's version and number of hashes."""
    entries = re.findall(r'^([\w.-]+)==([^\s;]+)[^\n]*\\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)', lock + '\n', re.MULTILINE)
    return {canonicalize_name(name): (Version(version), hashes.count('--hash')) for name, version, hashes in entries}


def unmet(requirements: Iterable[Requirement], pins: Pins) -> set[str]:
    """Return the requirements that no pin satisfies."""
    return {
        str(requirement)
        for requirement in requirements
        if canonicalize_name(requirement.name) not in pins
        or not requirement.specifier.contains(pins[canonicalize_name(requirement.name)][0], prereleases=True)
    }


def reached(requirements: Iterable[Requirement]) -> dict[str, Requirement]:
    """Return everything that the requirements need, and theirs, as the installed packages declare it for this Python."""
    found: dict[str, Requirement] = {}
    extras_seen: set[tuple[str, str]] = set()
    queue = list(requirements)
    while queue:
        requirement = queue.pop()
        name = canonicalize_name(requirement.name)
        new = {extra for extra in {'', *requirement.extras} if (name, extra) not in extras_seen}
        extras_seen |= {(name, extra) for extra in new}
        found.setdefault(name, requirement)
        try:
            needs = [Requirement(line) for line in (requires(name) or [])] if new else []
        except PackageNotFoundError:
            needs = []
        queue += [need for need in needs if need.marker is None or any(need.marker.evaluate({'extra': extra}) for extra in new)]
    return found


def test_every_declared_package_is_locked_at_a_version_that_fits() -> None:
    requirements = wanted(ROOT / 'pyproject.toml')
    assert unmet(requirements, locked((ROOT / 'requirements.lock').read_text())) == set(), 'run `make lock`'


def test_everything_those_packages_need_is_locked_and_nothing_else() -> None:
    pins = locked((ROOT / 'requirements.lock').read_text())
    needed = reached(wanted(ROOT / 'pyproject.toml'))
    assert set(needed) ^ set(pins) == set(), 'run `make lock`'
    assert unmet(needed.values(), pins) == set()


def test_every_line_of_the_lock_is_a_pin_or_its_hash() -> None:
    lock = (ROOT / 'requirements.lock').read_text()
    pins = locked(lock)
    assert len(re.findall(r'^\S', lock, re.MULTILINE)) == len(pins)
    assert lock.count('--hash=sha256:') == sum(hashes for _, hashes in pins.values())


def test_a_drifted_lock_is_caught() -> None:
    digest = 'a' * 64
    pins = locked(
        f'fastapi==0.1 \\\n    --hash=sha256:{digest}\n'
        f'httpx==0.28.1 \\\n    --hash=sha256:{digest} \\\n    --hash=sha256:{digest}\n'
        'bare==1.0\n'
    )
    assert set(pins) == {'fastapi', 'httpx'}
    assert unmet([Requirement('fastapi>=0.2'), Requirement('httpx<1'), Requirement('sqlmodel')], pins) == {'fastapi>=0.2', 'sqlmodel'}
    assert {'starlette', 'pydantic'} <= set(reached([Requirement('fastapi')]))
    assert 'cryptography' not in reached([Requirement('python-jose')])
    assert 'cryptography' in reached([Requirement('python-jose[cryptography]')])
