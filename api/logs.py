"""Knows the form of log lines: one JSON object a line for machines, or plain text for people; never a query, body or address."""

import json
import logging
import sys
import time
from typing import Literal

from api import clock

# All but ASCII is escaped: what a caller has named cannot move the cursor of whoever looks at the log.
_WRITER = json.JSONEncoder(default=str)
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {'message', 'asctime', 'taskName'}


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """Return one line: time, level, logger, message, whatever was given as `extra`, and the trace of a failure."""
        line = {'at': clock.now().isoformat(), 'level': record.levelname.lower(), 'from': record.name, 'message': record.getMessage()}
        line |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info:
            line['trace'] = self.formatException(record.exc_info)
        return _WRITER.encode(line)


class _Text(logging.Formatter):
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
