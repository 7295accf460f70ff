"""Sends requests to sign in as quickly as they are answered, from a process of its own: python -m tests.faults.wrong_sign_ins.

From its standard input it reads where to, over how many connections, and the requests; it writes how often each code was answered, how
many refusals said when to come again, and how long it took. Whoever attacks has a machine of their own: this process yields to the others.
"""

import asyncio
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

Wrong = tuple[str, str, str, dict[str, str]]


async def burst(url: str, connections: int, wrong: list[Wrong]) -> dict[str, object]:
    """Send them all, each over the next connection that is free."""
    codes: Counter[int] = Counter()
    told: Counter[int] = Counter()
    begun, left = time.monotonic(), iter(wrong)
    await asyncio.gather(*(_sender(url, left, codes, told) for _ in range(connections)))
    return {'codes': codes, 'told': told, 'seconds': time.monotonic() - begun}


async def _sender(url: str, left: Iterator[Wrong], codes: Counter[int], told: Counter[int]) -> None:
    place = urlsplit(url)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    for path, media_type, body, headers in left:
        sent = {'Host': place.netloc, 'Content-Type': media_type, 'Content-Length': str(len(body)), **headers}
        head = ''.join(f'{name}: {value}\r\n' for name, value in sent.items())
        writer.write(f'POST {path} HTTP/1.1\r\n{head}\r\n{body}'.encode())
        answered = (await reader.readuntil(b'\r\n\r\n')).decode().lower()
        code = int(answered.split(' ', 2)[1])
        await reader.readexactly(int(answered.partition('content-length: ')[2].partition('\r\n')[0]))
        codes[code] += 1
        told[code] += '\r\nretry-after: ' in answered
    writer.close()
    await writer.wait_closed()


if __name__ == '__main__':
    os.nice(10)
    asked = json.load(sys.stdin)
    json.dump(asyncio.run(burst(asked['url'], asked['connections'], asked['wrong'])), sys.stdout)
