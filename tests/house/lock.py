"""Knows what requirements.lock holds and what pyproject.toml asks for, in turn, as the installed packages declare it."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, requires
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house.tree import ROOT

Pins = Mapping[str, tuple[Version, list[str]]]


def project() -> dict[str, Any]:
    """Return what the project says of itself."""
    declared: dict[str, Any] = tomllib.loads((ROOT / 'pyproject.toml').read_text())['project']
    return declared


def wanted() -> list[Requirement]:
    """Return what the project declares: to run, and to work on it."""
    declared = project()
    extras = [line for group in declared['optional-dependencies'].values() for line in group]
    return [Requirement(line) for line in [*declared['dependencies'], *extras]]


def locked(lock: str) -> Pins:
    """Return each pinned package's version and hashes."""
    entries = re.findall(r'^([\w.-]+)==([^\s;]+)[^\n]*\\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)', lock + '\n', re.MULTILINE)
    return {canonicalize_name(name): (Version(version), re.findall('[0-9a-f]{64}', hashes)) for name, version, hashes in entries}


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
