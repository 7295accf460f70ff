"""Makes a problem of what FastAPI's validation has found; what was sent is never echoed, but for the names that a caller chose."""

import re
from typing import Any

from fastapi.exceptions import RequestValidationError

from api.models.shapes import MAIL
from api.problems import Problem

_CONTROLS = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]')


def from_validation(failure: RequestValidationError) -> Problem:
    """Translate FastAPI's validation errors; what was sent is never echoed."""
    errors = []
    for error in failure.errors()[:50]:
        place, *path = error['loc']
        known = {key: value for key, value in (error.get('ctx') or {}).items() if isinstance(value, (str, int, float))}
        if 'expected' in known:
            known['expected'] = str(known['expected']).replace(' or ', ', ')
        code = 'mail_address' if known.get('pattern') == MAIL else str(error['type'])
        entry: dict[str, Any] = {'code': code, 'parameters': known}
        if place == 'body':
            entry['pointer'] = ''.join(f'/{_escaped(part)}' for part in path)
        else:
            entry |= {'in': str(place), 'name': _escaped(path[0]) if path else ''}
        errors.append(entry)
    return Problem('validation-failed', errors=errors)


def _escaped(part: object) -> str:
    return shortened(str(part)).replace('~', '~0').replace('/', '~1')


def shortened(name: str) -> str:
    """Return a name that a caller chose, fit to be said back: no longer than 100 signs, and text."""
    return _CONTROLS.sub('', name[:100].encode('utf-8', 'replace').decode('utf-8'))
