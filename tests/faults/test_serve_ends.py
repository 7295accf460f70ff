"""Asked to end, `coalition serve` answers whoever waits for news, and ends."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.faults.service import Service, command

pytestmark = pytest.mark.in_turn(6)
AT_MOST = 8.0


def test_readers_who_wait_are_answered_and_keep_nobody_from_ending(service: Service) -> None:
    service.start('--workers', '2')
    client = json.loads(command('client', 'create', 'A partner', '--scope', 'changes:read', place=service.data).stdout)
    said = {'grant_type': 'client_credentials', 'client_id': client['client_id'], 'client_secret': client['client_secret']}
    token = httpx.post(f'{service.url}/v1/oauth/token', data=said).json()['access_token']

    def read(query: dict[str, str], *, wait: bool) -> httpx.Response:
        headers = {'Authorization': f'Bearer {token}', **({'Prefer': 'wait=30'} if wait else {})}
        return httpx.get(f'{service.url}/v1/changes', params=query, headers=headers, timeout=60)

    # The client sees no kind of record, so the first page is the last one too.
    page = read({}, wait=False).json()
    assert page['next_since'] == page['head_seq']
    here = {'since': str(page['next_since']), 'feed_id': page['feed_id']}
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(read, here, wait=True) for _ in range(8)]
        time.sleep(1.5)
        assert not any(each.done() for each in waiting)
        begun = time.monotonic()
        assert service.stop() == 0
        assert time.monotonic() - begun < AT_MOST
        answers = [each.result(timeout=10) for each in waiting]
    assert [(answer.status_code, answer.json()['items']) for answer in answers] == [(200, [])] * 8
