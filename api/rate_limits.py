"""Knows how many requests are let in: counted per caller, without valid credentials per client address, in windows of time.

The count is this process's own and forgets what is oldest when there are too many to remember. The headers are those of the
IETF's draft-ietf-httpapi-ratelimit-headers-10: `RateLimit-Policy` says the quota, `RateLimit` what is left of it and for how long.
"""

import ipaddress
import math
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from api import clock
from api.permissions import Caller
from api.problems import Problem

MOST_REMEMBERED = 20_000
MOST_FAILED_SIGN_INS = 10
MOST_MESSAGES = 20


@dataclass(frozen=True, slots=True)
class Policy:
    """So many requests in so many seconds."""

    name: str
    quota: int
    seconds: int


@dataclass(slots=True)
class Window:
    """How many requests of a policy came since a moment."""

    begun: datetime
    used: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """What a caller has left of its policy."""

    policy: Policy
    left: int
    seconds: int

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        """The two headers that say so."""
        policy, name = self.policy, self.policy.name
        return [
            (b'ratelimit-policy', f'"{name}";q={policy.quota};w={policy.seconds}'.encode()),
            (b'ratelimit', f'"{name}";r={max(self.left, 0)};t={self.seconds}'.encode()),
        ]


class RateLimits:
    """The counts of one process."""

    def __init__(
        self, *, of_caller: int, of_address: int, failed_sign_ins: int = MOST_FAILED_SIGN_INS, messages: int = MOST_MESSAGES
    ) -> None:
        self.of_caller = Policy('caller', of_caller, 60)
        self.of_address = Policy('address', of_address, 60)
        self.sign_in = Policy('sign-in', failed_sign_ins, 300)
        self.messages = Policy('messages', messages, 3600)
        self._windows: OrderedDict[tuple[str, str], Window] = OrderedDict()
        self._one_at_a_time = threading.Lock()

    def take(self, policy: Policy, whose: str, number: int = 1) -> Standing:
        """Count so many requests and return what is left; below zero when it was not enough."""
        now = clock.now()
        with self._one_at_a_time:
            window = self._windows.get((policy.name, whose))
            if window is None or not 0 <= (now - window.begun).total_seconds() < policy.seconds:
                window = self._begun(policy, whose, now)
            window.used = min(window.used + number, policy.quota + 1)
        passed = (now - window.begun).total_seconds()
        return Standing(policy, policy.quota - window.used, max(1, math.ceil(policy.seconds - passed)))

    def _begun(self, policy: Policy, whose: str, now: datetime) -> Window:
        window = self._windows[policy.name, whose] = Window(now)
        self._windows.move_to_end((policy.name, whose))
        if len(self._windows) > MOST_REMEMBERED:
            self._windows.popitem(last=False)
        return window


class Counted:
    """One request's place in the counts: taken once, by whoever first knows who is calling."""

    def __init__(self, limits: RateLimits, client: tuple[str, int] | None) -> None:
        self._limits = limits
        self.address = network_of(client[0]) if client else ''
        self.standing: Standing | None = None

    def take(self, caller: Caller | None = None) -> None:
        """Count the request, once, for its caller or for its address when there is none; too-many-requests (429) beyond the quota."""
        if self.standing is not None:
            return
        known = caller is not None and caller.kind != 'anonymous'
        policy = self._limits.of_caller if known else self._limits.of_address
        self.standing = self._limits.take(policy, caller.key if caller and known else self.address)
        _refuse_beyond(self.standing)

    def too_many(self) -> Problem | None:
        """Return the refusal (429) of a request that nobody has counted yet and that is one too many for its address."""
        try:
            if self.standing is None:
                self.take()
        except Problem as refusal:
            return refusal
        return None

    def refuse_sign_in(self, client: str = '') -> None:
        """Refuse (429) to try a sign-in from an address that has failed too often of late; as a machine, at that `client` alone."""
        _refuse_beyond(self._limits.take(self._limits.sign_in, f'{self.address} {client}', 0), at=0)

    def failed_sign_in(self, client: str = '') -> None:
        """Count a sign-in that failed."""
        self._limits.take(self._limits.sign_in, f'{self.address} {client}')

    def take_message(self) -> None:
        """Count a message from outside for the address that it comes from; too-many-requests (429) beyond the quota."""
        _refuse_beyond(self._limits.take(self._limits.messages, self.address))

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        """The headers of the answer. What nobody has counted yet counts for the client's address."""
        if self.standing is None:
            self.standing = self._limits.take(self._limits.of_address, self.address)
        return self.standing.headers


@lru_cache(maxsize=4096)
def network_of(address: str) -> str:
    """Return what stands for a client: its address, or of IPv6 the first 64 bits, since one machine has all that follow."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(found) if found.version == 4 else str(ipaddress.ip_network((int(found) >> 64 << 64, 64)))  # noqa: PLR2004 -- IPv4


def _refuse_beyond(standing: Standing, *, at: int = -1) -> None:
    if standing.left <= at:
        raise Problem('too-many-requests', headers={'Retry-After': str(standing.seconds)})
