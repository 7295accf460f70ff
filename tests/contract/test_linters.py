"""Two linters that many know read the contract, with every rule they recommend; they ask nobody on the network."""

import os
import subprocess

import pytest

from tests.house.tree import ROOT

CHECKS = ROOT / 'openapi' / 'checks'
# Neither reports what it was used for, and neither asks whether there is a newer one.
QUIET = {'REDOCLY_TELEMETRY': 'off', 'REDOCLY_SUPPRESS_UPDATE_NOTICE': 'true', 'SCARF_ANALYTICS': 'false', 'NO_COLOR': '1'}
COMMANDS = {
    'redocly': ['lint', '../openapi.json', '--config', 'redocly.yaml', '--format', 'stylish'],
    'spectral': ['lint', '../openapi.json', '--ruleset', 'spectral.yaml', '--fail-severity', 'warn'],
}


def lint(name: str, *, document: str = '../openapi.json') -> subprocess.CompletedProcess[str]:
    """Run a linter and return how it ended."""
    words = [document if word == '../openapi.json' else word for word in COMMANDS[name]]
    program = CHECKS / 'node_modules' / '.bin' / name
    assert program.exists(), '`make test` and `make contract` install it (bootstrap.py linters)'
    return subprocess.run([program, *words], cwd=CHECKS, env={**os.environ, **QUIET}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize('name', ['redocly', pytest.param('spectral', marks=pytest.mark.full)])
def test_a_linter_finds_neither_errors_nor_warnings(name: str) -> None:
    done = lint(name)
    assert done.returncode == 0, done.stdout + done.stderr
    assert ' warning' not in done.stdout


@pytest.mark.full
@pytest.mark.parametrize(
    ('name', 'rule', 'old', 'new'),
    [
        ('redocly', 'path-parameters-defined', '/v1/cities/{city}"', '/v1/cities/{town}"'),
        ('redocly', 'operation-operationId-unique', '"operationId": "get_city"', '"operationId": "list_cities"'),
        ('spectral', 'owasp:api4:2023-string-limit', '"maxLength"', '"x-length"'),
        ('spectral', 'owasp:api2:2023-no-credentials-in-url', '"name": "q"', '"name": "password"'),
        ('spectral', 'owasp:api4:2023-rate-limit', '"RateLimit": {\n', '"X-Limit": {\n'),
    ],
)
def test_what_breaks_a_rule_is_caught(name: str, rule: str, old: str, new: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = (ROOT / 'openapi' / 'openapi.json').read_text(encoding='utf-8')
    assert old in text
    broken = tmp_path_factory.mktemp('contract') / 'openapi.json'
    broken.write_text(text.replace(old, new), encoding='utf-8')
    done = lint(name, document=str(broken))
    assert done.returncode != 0
    assert rule in done.stdout
