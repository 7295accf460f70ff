"""The proof that every peer does for a request what we do: it checks the token, reads the client's row, sends an ETag where we do, logs."""

import http.client
import time
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit
from uuid import UUID

from api import tokens
from tests.benchmarks.contenders import Contender
from tests.benchmarks.questions import Asking, Question
from tests.world import EVERY_SCOPE

# No client has this id; the token that names it is signed as it should be.
NOBODY = UUID('00000000-0000-7000-8000-000000000000')
PATIENCE = 5.0


def prove(found: Iterable[Contender], asking: Asking) -> None:
    """Refuse to measure when a peer is spared what the service does for every request."""
    ours, *peers = found
    for question in asking.questions:
        _, ours_has = _asked(ours, question)
        for contender in (ours, *peers):
            if question.letter not in contender.answers:
                continue
            for why, header in _not_valid(asking):
                number, _ = _asked(contender, question, header)
                _expect(contender, question, number == 401, f'answers {number} {why}')
            before = _lines(contender)
            _, tag = _asked(contender, question)
            _expect(contender, question, _has_logged(contender, before), 'writes no line of log')
            if not contender.own_shapes:
                _expect(contender, question, (tag is None) == (ours_has is None), f'ETag {tag}, ours {ours_has}')


def _not_valid(asking: Asking) -> Iterator[tuple[str, str]]:
    yield 'without a token', ''
    for why, secret, client in (
        ('to a token that another secret has signed', 'another secret of at least 32 letters', asking.client),
        ('to a client that is not there', asking.secret, NOBODY),
    ):
        yield why, f'Bearer {tokens.issue(secret.encode(), client, EVERY_SCOPE)}'


def _asked(contender: Contender, question: Question, authorization: str | None = None) -> tuple[int, str | None]:
    """Ask the first of a question's requests; return what came back: its number and its ETag."""
    place = urlsplit(contender.url)
    connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=120)
    method, path, body, headers = question.first(contender)
    given = {'Authorization': authorization} if authorization is not None else {}
    connection.request(method, path, body=body, headers={name: value for name, value in {**headers, **given}.items() if value})
    answer = connection.getresponse()
    # The rest of an export is not waited for.
    answer.read(1)
    connection.close()
    return answer.status, answer.getheader('ETag')


def _lines(contender: Contender) -> int:
    return contender.log.read_bytes().count(b'\n')


def _has_logged(contender: Contender, before: int) -> bool:
    """Tell whether a line came; it may be written after the answer."""
    until = time.monotonic() + PATIENCE
    while _lines(contender) <= before:
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def _expect(contender: Contender, question: Question, held: bool, otherwise: str) -> None:
    if not held:
        message = f'{contender.name}, question {question.letter}: {otherwise}'
        raise RuntimeError(message)
