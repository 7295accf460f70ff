"""The guide for partners is true: its examples are run as they stand, one after the other, by a client as the office would make one."""

import base64
import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from standardwebhooks import Webhook

from tests.house.tree import ROOT
from tests.routes.conftest import ClientFor, Somebody, World

GUIDE = (ROOT / 'openapi' / 'README.md').read_text(encoding='utf-8')
WEBHOOK_SECRET = 'whsec_' + base64.b64encode(b'k' * 32).decode()
SCOPES = [
    'admin', 'cities:read', 'working-groups:read', 'working-groups:write', 'memberships:read', 'memberships:write', 'changes:read',
    'webhooks:manage',
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
    *programs, receiving = blocks('python')
    for program in programs:
        said = {**environment, 'TOKEN': token, 'PYTHONPATH': str(ROOT / 'openapi' / 'client')}
        ran = subprocess.run([sys.executable, '-c', program], env=said, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        assert int(ran.stdout.split()[0]) > 5
    said = {**environment, 'WEBHOOK_SECRET': WEBHOOK_SECRET, 'PYTHONPATH': str(ROOT / 'openapi' / 'client')}
    told = [sys.executable, '-c', f'{receiving}\n{messages()}']
    ran = subprocess.run(told, env=said, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines() == ["city.changed {'type': 'city', 'id': '1'} 2", "[(200, 'a word'), (204, ''), (204, ''), (400, '')]"]


def messages() -> str:
    """Return a program that calls `receive` with a challenge, a change, the same once more, and one that somebody else made."""
    challenge = json.dumps({'type': 'webhook_endpoint.challenge', 'data': {'webhook_endpoint_id': '1', 'challenge': 'a word'}})
    change = json.dumps({'type': 'city.changed', 'data': {'subject': {'type': 'city', 'id': '1'}, 'version': 2, 'seq': 3}})
    sent = [signed('msg_1', challenge), signed('msg_2', change), signed('msg_2', change), (signed('msg_3', change)[0], b'{}')]
    return f'print([receive(*each) for each in {sent!r}])'


def signed(message_id: str, body: str) -> tuple[dict[str, str], bytes]:
    """Return headers and bytes of a message, as the standard's own library signs it."""
    now = datetime.now(UTC)
    signature = Webhook(WEBHOOK_SECRET).sign(message_id, now, body)
    return {
        'webhook-id': message_id, 'webhook-timestamp': str(int(now.timestamp())), 'webhook-signature': signature,
    }, body.encode()  # fmt: skip


def test_the_guide_has_the_steps_that_a_partner_needs() -> None:
    assert len(blocks('sh')) >= 5
    assert len(blocks('python')) == 3
    words = ('oauth/token', '/v1/changes', 'If-None-Match', 'If-Match', 'Idempotency-Key', 'RateLimit', 'Retry-After', 'Sunset')
    assert [word for word in words if word not in GUIDE] == []
