"""Two linters that many know read the contract, with every rule they recommend; they ask nobody on the network."""

import json
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
CRASHES = 'owasp:api2:2023-no-credentials-in-url'
# Where nobody can have credentials yet, or where strangers write: what the rules as they are delivered call errors, and all of it.
BEFORE_ANYBODY_IS_KNOWN = (
    '/v1/oauth/token', '/v1/sign-in-links', '/v1/sessions', '/v1/passkey-challenges', '/v1/provider-sign-ins',
    '/v1/invitation-previews', '/v1/invitation-acceptances', '/v1/invitation-refusals',
    '/v1/progress-previews', '/v1/progress-answers', '/v1/progress-link-renewals',
    '/v1/public/working-groups/{working_group}/messages', '/v1/public/cities/{city}/messages',
    '/v1/public/networks/{network}/messages', '/v1/public/message-confirmations',
)  # fmt: skip


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
def test_the_owasp_rules_as_they_are_delivered_find_only_what_is_open_to_everybody() -> None:
    """One rule is left out: it fails on any schema with a field called `in`; a stricter one stands in its place (spectral.yaml)."""
    ruleset = CHECKS / 'as-delivered.yaml'
    ruleset.write_text(f"extends: [spectral:oas, '@stoplight/spectral-owasp-ruleset']\nrules: {{{CRASHES}: off}}\n", encoding='utf-8')
    try:
        program = CHECKS / 'node_modules' / '.bin' / 'spectral'
        words = ['lint', '../openapi.json', '--ruleset', ruleset.name, '--format', 'json', '--fail-severity', 'error']
        done = subprocess.run([program, *words], cwd=CHECKS, env={**os.environ, **QUIET}, capture_output=True, text=True, check=False)
    finally:
        ruleset.unlink()
    errors = {(each['code'], each['path'][1]) for each in json.loads(done.stdout) if each['severity'] == 0}
    assert errors == {('owasp:api2:2023-write-restricted', path) for path in BEFORE_ANYBODY_IS_KNOWN}


@pytest.mark.full
@pytest.mark.parametrize(
    ('name', 'rule', 'old', 'new'),
    [
        ('redocly', 'path-parameters-defined', '/v1/cities/{city}"', '/v1/cities/{town}"'),
        ('redocly', 'operation-operationId-unique', '"operationId": "get_city"', '"operationId": "list_cities"'),
        ('spectral', 'owasp:api4:2023-string-limit', '"maxLength"', '"x-length"'),
        ('spectral', 'owasp:api2:2023-no-credentials-in-url', '"name": "q"', '"name": "password"'),
        ('spectral', 'owasp:api4:2023-rate-limit', '"RateLimit": {\n', '"X-Limit": {\n'),
        ('spectral', 'owasp:api8:2023-define-cors-origin', '"Access-Control-Allow-Origin": {\n', '"X-Origin": {\n'),
        ('spectral', 'owasp:api2:2023-short-lived-access-tokens', '"refreshUrl"', '"x-refresh"'),
        ('spectral', 'owasp:api8:2023-define-error-responses-401', '"401"', '"499"'),
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


@pytest.mark.full
@pytest.mark.parametrize(
    ('rule', 'path', 'method'),
    [('owasp:api2:2023-write-restricted', '/v1/cities', 'post'), ('owasp:api2:2023-read-restricted', '/v1/cities/{city}', 'get')],
)
def test_an_operation_that_is_opened_to_everybody_is_caught(
    rule: str, path: str, method: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    document = json.loads((ROOT / 'openapi' / 'openapi.json').read_text(encoding='utf-8'))
    document['paths'][path][method]['security'] = []
    opened = tmp_path_factory.mktemp('contract') / 'openapi.json'
    opened.write_text(json.dumps(document), encoding='utf-8')
    done = lint('spectral', document=str(opened))
    assert done.returncode != 0
    assert rule in done.stdout
