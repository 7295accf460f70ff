"""Knows how it is told that an operation's time is over: since when, until when, and what takes its place (RFC 9745, RFC 8594)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from typing import Any

# Whoever uses it has a year to use something else.
_NOTICE_IN_MONTHS = 12
_TOLD = '/docs#changes'
SUNSET = 'x-sunset'


@dataclass(frozen=True)
class Ending:
    """An operation that ends: announced on `since`, answered as ever until `sunset`; `instead` says in a sentence what takes its place."""

    since: date
    sunset: date
    instead: str

    def __post_init__(self) -> None:
        """Refuse less than twelve months from the announcement to the end."""
        months = (self.sunset.year - self.since.year) * 12 + self.sunset.month - self.since.month
        if (months, self.sunset.day) < (_NOTICE_IN_MONTHS, self.since.day):
            message = f'announced on {self.since}, it cannot end on {self.sunset}: {_NOTICE_IN_MONTHS} months are promised'
            raise ValueError(message)

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        """What each answer carries."""
        since, sunset = (datetime.combine(day, time(), UTC) for day in (self.since, self.sunset))
        return [
            (b'deprecation', f'@{since.timestamp():.0f}'.encode()),
            (b'sunset', format_datetime(sunset, usegmt=True).encode()),
            (b'link', f'<{_TOLD}>; rel="deprecation"; type="text/html"'.encode()),
        ]

    @property
    def declared(self) -> dict[str, Any]:
        """What the document says beside `deprecated`: the gate lets nothing go before its day."""
        return {SUNSET: self.sunset.isoformat()}

    @property
    def sentence(self) -> str:
        """What the document says of it in words."""
        return f'Deprecated since {self.since}: it is answered until {self.sunset}. {self.instead}'


HEADERS: dict[str, Any] = {
    'Deprecation': {
        'description': 'Since when this operation should not be used any more, as seconds since 1970 (RFC 9745).',
        'required': True,
        'schema': {'type': 'string', 'pattern': r'^@\d{9,11}$'},
        'example': '@1798761600',
    },
    'Sunset': {
        'description': 'From when on it may be gone, as an HTTP date (RFC 8594). `Link` with `rel="deprecation"` leads to what changed.',
        'required': True,
        'schema': {'type': 'string', 'maxLength': 40},
        'example': 'Sat, 01 Jan 2028 00:00:00 GMT',
    },
}
