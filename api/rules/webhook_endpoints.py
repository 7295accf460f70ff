"""Knows what an address of a partner must be like, and what can be done with it.

| stage    | what happens to it                                                                         | moves to                  |
| -------- | ------------------------------------------------------------------------------------------ | ------------------------- |
| pending  | it was asked to repeat a word, and has not yet; nothing else is sent                       | active, ended             |
| active   | it hears of everything that it asked for and its owner may see                             | paused, disabled, ended   |
| paused   | what it would hear is kept, and sent once it goes on                                       | active, ended             |
| disabled | it answered 410: nothing is sent or kept, until it is asked anew                           | pending, ended            |
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from api.rules.outgoing import Network, is_allowed_host
from api.rules.refusals import Refusal

MOST_ENDPOINTS = 20
_HTTPS, _FIRST_FREE_PORT = 443, 1024


def why_not_address(url: str, allowed: Sequence[Network] = ()) -> Refusal | None:
    """Messages go to public addresses by https, on its own port or one above 1023; what the settings open needs neither.

    Rule: S1. Decided here.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return Refusal('address-not-allowed')
    right_scheme = parts.scheme == 'https' or (parts.scheme == 'http' and bool(allowed))
    right_port = port is None or port == _HTTPS or port >= _FIRST_FREE_PORT
    named = bool(parts.hostname) and parts.username is None and parts.password is None and not parts.fragment
    if right_scheme and right_port and named and is_allowed_host(parts.hostname or '', allowed):
        return None
    return Refusal('address-not-allowed')


def why_not_another(count: int) -> Refusal | None:
    """An owner has a number of endpoints at most.

    Rule: S1. Decided here.
    """
    return Refusal('webhook-endpoints-enough', {'most': MOST_ENDPOINTS}) if count >= MOST_ENDPOINTS else None


def why_not_paused(stage: str) -> Refusal | None:
    """What is paused is an endpoint that hears.

    Rule: S1. Decided here.
    """
    return None if stage == 'active' else Refusal('webhook-endpoint-stage', {'stage': stage})


def why_not_resumed(stage: str) -> Refusal | None:
    """What goes on was paused, or waits to be asked anew: one that is disabled or pending is sent a new challenge.

    Rule: S1. Decided here.
    """
    return None if stage != 'active' else Refusal('webhook-endpoint-stage', {'stage': stage})


def stage_when_resumed(stage: str) -> str:
    """Return the stage of an endpoint that goes on: one that was paused hears at once, any other is asked first."""
    return 'active' if stage == 'paused' else 'pending'


def why_not_sent_again(stage: str, is_challenge: bool = False) -> Refusal | None:
    """A message is sent again to an address that hears, or will once it goes on; a challenge never is: it asks anew by going on.

    Rule: S1. Decided here.
    """
    return None if stage in {'active', 'paused'} and not is_challenge else Refusal('webhook-endpoint-stage', {'stage': stage})


def moves(stage: str) -> tuple[str, ...]:
    """Return the operations that the stage allows."""
    if stage == 'ended':
        return ()
    always = ('update_webhook_endpoint', 'end_webhook_endpoint', 'rotate_webhook_secret')
    return (*always, 'pause_webhook_endpoint' if stage == 'active' else 'resume_webhook_endpoint')
