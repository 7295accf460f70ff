"""Clients that are generated from the contract: complete, without a warning, and accepted by strict type checkers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract.validated import OPERATIONS
from tests.house.tree import ROOT

CONTRACT = ROOT / 'openapi' / 'openapi.json'
FRONTEND = ROOT / 'frontend' / 'node_modules' / '.bin'
BIN = Path(sys.executable).parent
# What a partner's program in TypeScript may do with the generated types, and what its compiler must refuse.
USE = """
import type { operations, webhooks } from './contract';
type Group = operations['get_working_group']['responses']['200']['content']['application/json'];
type Wish = operations['propose_working_group']['requestBody']['content']['application/json'];
type Constituted = webhooks['working_group.constituted']['post']['requestBody']['content']['application/json'];
export const wish: Wish = { network_id: 'a', city_id: 'b', title: 'Fair housing' };
export const told = (group: Group, event: Constituted): string => `${group.title} ${event.type} ${event.data.seq}`;
// @ts-expect-error: there is no such field.
export const wrong: Wish = { network_id: 'a', city_id: 'b', title: 'Fair housing', river: 'Mur' };
"""

pytestmark = pytest.mark.full


def run(where: Path, *command: str | Path) -> str:
    """Run a program that must end well, and return what it said."""
    done = subprocess.run(command, cwd=where, env={**os.environ, 'NO_COLOR': '1'}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout + done.stderr


def test_openapi_python_client_makes_a_client_of_every_operation_that_mypy_accepts(tmp_path: Path) -> None:
    config = ROOT / 'openapi' / 'checks' / 'python-client.yaml'
    command: list[str | Path] = [
        'generate',
        '--path',
        CONTRACT,
        '--config',
        config,
        '--output-path',
        'client',
        '--meta',
        'none',
        '--fail-on-warning',
    ]
    said = run(tmp_path, BIN / 'openapi-python-client', *command)
    assert 'WARNING' not in said.upper()
    made = {path.stem for path in (tmp_path / 'client' / 'api').glob('*/*.py')} - {'__init__'}
    assert made == {each.declared['operationId'] for each in OPERATIONS}
    said = run(tmp_path, BIN / 'mypy', '--strict', '--config-file=', '--cache-dir', tmp_path / 'cache', 'client')
    assert 'Success' in said


def test_openapi_typescript_makes_types_that_the_compiler_accepts(tmp_path: Path) -> None:
    said = run(tmp_path, FRONTEND / 'openapi-typescript', CONTRACT, '--default-non-nullable=false', '--output', tmp_path / 'contract.ts')
    assert 'warn' not in said.lower().replace('npm warn', '')
    (tmp_path / 'use.ts').write_text(USE)
    run(tmp_path, FRONTEND / 'tsc', '--strict', '--noEmit', '--noUncheckedIndexedAccess', '--exactOptionalPropertyTypes', 'use.ts')
