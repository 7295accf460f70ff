"""requirements.lock holds exactly what pyproject.toml asks for and what that needs in turn, each with its hashes; no network is asked."""

import re

from packaging.requirements import Requirement

from tests.house.lock import locked, reached, unmet, wanted
from tests.house.tree import ROOT


def test_every_declared_package_is_locked_at_a_version_that_fits() -> None:
    requirements = wanted()
    assert unmet(requirements, locked((ROOT / 'requirements.lock').read_text())) == set(), 'run `make lock`'


def test_everything_those_packages_need_is_locked_and_nothing_else() -> None:
    pins = locked((ROOT / 'requirements.lock').read_text())
    needed = reached(wanted())
    assert set(needed) ^ set(pins) == set(), 'run `make lock`'
    assert unmet(needed.values(), pins) == set()


def test_every_line_of_the_lock_is_a_pin_or_its_hash() -> None:
    lock = (ROOT / 'requirements.lock').read_text()
    pins = locked(lock)
    assert len(re.findall(r'^\S', lock, re.MULTILINE)) == len(pins)
    assert lock.count('--hash=sha256:') == sum(len(hashes) for _, hashes in pins.values())


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
