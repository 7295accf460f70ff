"""The guide for partners is true: its examples are run as they stand, one after the other, by a client as the office would make one."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from tests.routes.conftest import ClientFor, Somebody, World

GUIDE = (ROOT / 'openapi' / 'README.md').read_text(encoding='utf-8')
SCOPES = [
    'admin', 'cities:read', 'working-groups:read', 'working-groups:write', 'memberships:read', 'memberships:write', 'changes:read',
]  # fmt: skip
# So that a refused request ends the run: curl alone takes an answer of 400 for a success.
STRICT = 'set -euo pipefail\ncurl() { command curl -sS --fail-with-body --noproxy "*" "$@"; }\n'


def blocks(kind: str) -> list[str]:
    return re.findall(rf'^```{kind}\n(.*?)^```', GUIDE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def environment(client_for: ClientFor, operator: Somebody, world: World) -> dict[str, str]:
    """What the guide takes for granted: the address, and a client with its secret."""
    made = operator.post('/v1/api-clients', json={'name': 'Statistics office', 'network_id': str(world.network), 'scopes': SCOPES})
    assert made.status_code == 201, made.text
    client = made.json()
    office = client_for(city='graz')
    kept = {name: value for name, value in os.environ.items() if 'proxy' not in name.lower()}
    base = str(office.base_url).rstrip('/')
    path = f'{Path(sys.executable).parent}{os.pathsep}{kept["PATH"]}'
    return {**kept, 'PATH': path, 'BASE': base, 'CLIENT_ID': client['id'], 'CLIENT_SECRET': client['client_secret']}


def test_the_commands_of_the_guide_work(environment: dict[str, str], operator: Somebody, tmp_path: Path) -> None:
    script = STRICT + ''.join(blocks('sh')) + '\nprintf "\\n%s" "$TOKEN" >&2'
    done = subprocess.run(['bash', '-c', script], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert 'HTTP/1.1 304' in done.stdout
    assert 'rel="next"' in done.stdout
    group = operator.get('/v1/working-groups?q=housing').json()['items'][0]
    assert (group['title'], group['rhythm'], group['version']) == ('Fair housing', 'every second month', 2)
    taken = operator.get('/v1/working-groups/youth-work').json()
    # Three by the import, two more by the batch, which lets one go that the list brings back.
    assert (taken['stage'], taken['imported'], taken['city_count']) == ('constituted', True, 5)
    assert '"summary":{"applied":3,"unchanged":0,"failed":0}' in done.stdout
    assert 'joined  Berlin' in done.stdout
    token = done.stderr.splitlines()[-1]
    for program in blocks('python'):
        said = {**environment, 'TOKEN': token, 'PYTHONPATH': str(ROOT / 'openapi' / 'client')}
        ran = subprocess.run([sys.executable, '-c', program], env=said, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        assert int(ran.stdout.split()[0]) > 5


def test_the_guide_has_the_steps_that_a_partner_needs() -> None:
    assert len(blocks('sh')) >= 5
    assert len(blocks('python')) == 2
    words = ('oauth/token', '/v1/changes', 'If-None-Match', 'If-Match', 'Idempotency-Key', 'RateLimit', 'Retry-After', 'Sunset')
    assert [word for word in words if word not in GUIDE] == []
