"""What one request says, whoever sends it: the generated operations are made of these."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import quote

Answer = TypeVar('Answer')


@dataclass(frozen=True, slots=True)
class Call(Generic[Answer]):
    """A request. `has_key`: it may bear an Idempotency-Key; one is made where none is given, so that it can be sent again."""

    operation: str
    verb: str
    path: str
    query: Mapping[str, Any] | None = None
    body: Mapping[str, Any] | None = None
    form: Mapping[str, Any] | None = None
    version: int | str | None = None
    idempotency_key: str | None = None
    has_key: bool = False
    wait: int = 0


class Sender(ABC):
    """Sends calls, and waits for the answers."""

    @abstractmethod
    def call(self, call: Call[Answer]) -> Answer:
        """Send it, again where that is safe, and return what is answered; raises Problem or Unreachable."""

    @abstractmethod
    def every(self, call: Call[Any]) -> Iterator[Any]:
        """Go through all pages of a list."""


class AsyncSender(ABC):
    """Sends calls without keeping others from working."""

    @abstractmethod
    async def call(self, call: Call[Answer]) -> Answer:
        """Send it, again where that is safe, and return what is answered; raises Problem or Unreachable."""

    @abstractmethod
    def every(self, call: Call[Any]) -> AsyncIterator[Any]:
        """Go through all pages of a list."""


def path_of(template: str, **places: str) -> str:
    """Return a path with its places filled in; whatever stands in them stays one part of it."""
    return template.format(**{name: quote(str(value), safe='') for name, value in places.items()})
