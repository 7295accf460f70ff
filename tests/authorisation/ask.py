"""A request of the matrix."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from api.spine import Transaction


@dataclass(frozen=True)
class Ask:
    """A request, to be sent by each caller; with `files` it is a form.

    With `does` it is no request but an operation that no route offers, done with the caller's rights.
    """

    method: str
    path: str
    body: Mapping[str, Any] | None = None
    query: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    does: Callable[[Transaction], object] | None = None
