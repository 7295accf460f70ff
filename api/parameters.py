"""Reads what path and query say, by the fields that FastAPI has made of a route's function; strictly: nothing unknown, nothing twice."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import request_params_to_args
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import QueryParams
from starlette.requests import Request

from api import invalid_requests
from api.problems import Problem


class Parameters:
    """The parameters of one route."""

    def __init__(self, dependant: Dependant) -> None:
        self._path, self._query = dependant.path_params, dependant.query_params
        self._known = {param.alias for param in self._query}
        self._usual: Mapping[str, Any] | None = None

    def refuse_odd(self, given: QueryParams) -> None:
        """Refuse parameters that are not known, and known ones that are sent twice: one of the two would be ignored."""
        if not given:
            return
        names = Counter(name for name, _ in given.multi_items())
        wrong = [
            (name, 'unknown_parameter' if name not in self._known else 'named_twice')
            for name, times in names.items()
            if name not in self._known or times > 1
        ]
        if wrong:
            errors = [
                {'in': 'query', 'name': invalid_requests.shortened(name), 'code': code, 'parameters': {}} for name, code in wrong[:20]
            ]
            raise Problem('validation-failed', errors=errors)

    def values(self, request: Request) -> dict[str, Any]:
        """Return the arguments that path and query stand for; validation-failed (422) names each that does not fit."""
        values, errors = request_params_to_args(self._path, request.path_params)
        asked, wrong = self._asked(request.query_params)
        if errors or wrong:
            raise RequestValidationError([*errors, *wrong])
        return {**values, **asked}

    def _asked(self, given: QueryParams) -> tuple[Mapping[str, Any], list[Any]]:
        """Return the arguments of the query; those of an empty one are found once, since most requests have none."""
        if given:
            return request_params_to_args(self._query, given)
        if self._usual is not None:
            return self._usual, []
        values, errors = request_params_to_args(self._query, given)
        self._usual = None if errors else values
        return values, errors
