"""Knows what of a request matters below its route."""

from dataclasses import dataclass

from api.models.idempotency import Key


@dataclass(slots=True)
class Asked:
    """What of the HTTP request matters below the route; the defaults are those of the command line and of jobs."""

    path: str = ''
    query: tuple[tuple[str, str], ...] = ()
    request_id: str | None = None
    if_match: str | None = None
    if_none_match: str | None = None
    accept: str = ''
    key: Key | None = None
    reads_only: bool = False
    checks_versions: bool = False
