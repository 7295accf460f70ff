"""What goes wrong, and how it is told apart.

CoalitionError
├── Problem            the service has answered, and said no (RFC 9457)
├── Unreachable        it has not answered, however often it was asked
└── InvalidSignature   a webhook is not from whom it says it is
"""

import json
from typing import Any

import httpx


class CoalitionError(Exception):
    """The base of all that this package raises."""


class Problem(CoalitionError):
    """A refusal. `type` is stable (`stale-version`), as are the codes in `errors`; `detail` is a sentence for people."""

    def __init__(self, status: int, said: dict[str, Any]) -> None:
        self.status = status
        self.type = str(said.get('type') or 'about:blank').rpartition('/')[2]
        self.title = str(said.get('title') or '')
        self.detail = str(said.get('detail') or '')
        self.errors: list[dict[str, Any]] = said.get('errors') or []
        self.request_id: str | None = said.get('request_id')
        places = ', '.join(str(each.get('pointer') or each.get('name')) for each in self.errors)
        super().__init__(f'{status} {self.type}: {self.detail}' + (f' ({places})' if places else ''))


class Unreachable(CoalitionError):
    """No answer came. A write that was given up may have been done: send it again with the same Idempotency-Key to know."""


class InvalidSignature(CoalitionError):
    """The signature, the time or the headers of a webhook do not hold."""


def problem_of(response: httpx.Response) -> Problem:
    """Return what an answer says that is not 2xx."""
    try:
        said = json.loads(response.content)
    except ValueError:
        said = {}
    if isinstance(said, dict) and 'error' in said and 'type' not in said:
        # The token has its errors from RFC 6749.
        said = {'type': said['error'], 'detail': said.get('error_description')}
    return Problem(response.status_code, said if isinstance(said, dict) else {})
