"""A partner's first sync, as a process of its own: `python -m tests.benchmarks.syncing URL FEED_ID MOST`, with the token on its input.

It asks for page after page of the feed, keeps every record in a file of SQLite, and prints what that took as JSON.
"""

import http.client
import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

LIMIT = 1000
MADE = 'CREATE TABLE replica (id TEXT PRIMARY KEY, kind TEXT NOT NULL, version INTEGER NOT NULL, data TEXT NOT NULL) WITHOUT ROWID'
KEPT = 'INSERT OR REPLACE INTO replica VALUES (?, ?, ?, ?)'


def main() -> None:
    """Sync, and say what it took."""
    url, feed_id, most = sys.argv[1:]
    token = sys.stdin.read().strip()
    idle = _most_memory()
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, sqlite3.connect(Path(folder) / 'replica.db') as replica:
        replica.execute(MADE)
        for items in pages(url, feed_id, token, int(most)):
            rows = [(each['subject']['id'], each['subject']['type'], each['version'], json.dumps(each['data'])) for each in items]
            replica.executemany(KEPT, rows)
            replica.commit()
        found = replica.execute('SELECT count(*) FROM replica').fetchone()[0]
        seconds = time.perf_counter() - begun
    print(json.dumps({'subjects': found, 'seconds': seconds, 'memory': _most_memory(), 'idle': idle}))


def pages(url: str, feed_id: str, token: str, most: int) -> Iterator[list[dict[str, Any]]]:
    """Yield the records of each page, until as many as `most` came or no more follow."""
    place = urlsplit(url)
    connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=120)
    headers = {'Authorization': f'Bearer {token}', 'Accept': 'application/json'}
    since = got = 0
    while got < most:
        connection.request('GET', f'/v1/changes?since={since}&feed_id={feed_id}&limit={LIMIT}', headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f'the feed answered {answer.status}: {body[:300]!r}')
        page = json.loads(body)
        items = [each for each in page['items'] if not each['deleted']]
        got += len(items)
        yield items
        if not page['has_more']:
            return
        since = page['next_since']


def _most_memory() -> int:
    """Return the most bytes this program has held; what rusage says of it begins with the most of whoever started it."""
    told = next(line for line in Path('/proc/self/status').read_text().splitlines() if line.startswith('VmHWM:'))
    return int(told.split()[1]) * 1024


if __name__ == '__main__':
    main()
