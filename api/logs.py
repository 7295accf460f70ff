"""Knows the form of log lines: one JSON object a line for machines, or plain text for people; never a query, body or address.

Of a path that is asked for, a line holds what the service itself says, and ids: whatever else stands in it may be anything. Of a
failure it holds the kind and the place: what an error says may repeat what was sent.
"""

import json
import logging
import re
import sys
import time
import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Literal
from uuid import UUID

from api import clock

# All but ASCII is escaped: what a caller has named cannot move the cursor of whoever looks at the log.
_WRITER = json.JSONEncoder(default=str)
UNKNOWN_PATH = '…'
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {'message', 'asctime', 'taskName'}


_PARAMETER = re.compile(r'{(\w+)}')
_Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def path_told(template: str | None, values: Mapping[str, Any]) -> str:
    """Return what is told of a path: the template of its route with the ids in it, and nothing of a path that has no route.

    >>> path_told('/v1/cities/{city}/documents/{document_id}', {'city': 'graz', 'document_id': '0190163d-8694-7397-9ae8-4d4a7bc6e4d1'})
    '/v1/cities/{city}/documents/0190163d-8694-7397-9ae8-4d4a7bc6e4d1'
    """
    return _PARAMETER.sub(lambda found: _id(values.get(found[1])) or found[0], template) if template else UNKNOWN_PATH


def _id(value: object) -> str | None:
    try:
        return str(UUID(str(value)))
    except ValueError:
        return None


def _place(failure: BaseException | None) -> str:
    """Return where something failed, from the first cause on, and the kinds of errors; not what they say."""
    if failure is None:
        return ''
    lines = [*traceback.format_tb(failure.__traceback__), type(failure).__qualname__, '\n']
    return _place(failure.__cause__ or failure.__context__) + ''.join(lines)


class _Formatter(logging.Formatter):
    def formatException(self, ei: _Failure) -> str:  # noqa: N802 -- the name is Python's
        """Return the place of a failure."""
        return _place(ei[1]).rstrip()


class _Json(_Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """Return one line: time, level, logger, message, whatever was given as `extra`, and the trace of a failure."""
        line = {'at': clock.now().isoformat(), 'level': record.levelname.lower(), 'from': record.name, 'message': record.getMessage()}
        line |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info:
            line['trace'] = self.formatException(record.exc_info)
        return _WRITER.encode(line)


class _Text(_Formatter):
    converter = staticmethod(time.gmtime)
    default_time_format = '%Y-%m-%dT%H:%M:%S'
    default_msec_format = '%s.%03d'


def configure(form: Literal['json', 'text']) -> None:
    """Send this process's log to standard error in the wished form; requests and failures are always told."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if form == 'json' else _Text('%(asctime)sZ %(levelname)s %(name)s %(message)s'))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger('coalition').setLevel(logging.INFO)
    # Nothing of this is in a line; finding it out costs more than writing the line.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None  # noqa: SLF001 -- the switch that Python's own documentation names
