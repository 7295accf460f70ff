"""Finds the route of a request that only reads: by the resource that its path names, not by trying every route in turn."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from fastapi.routing import APIRoute

from api.contract_route import ContractRoute


class Reads:
    """The routes that answer GET, in their order. Of these, one that takes more than path and query goes the usual way."""

    def __init__(self, routes: Iterable[APIRoute]) -> None:
        self._of_resource: dict[str, list[ContractRoute]] = defaultdict(list)
        for route in routes:
            if isinstance(route, ContractRoute) and route.methods == {'GET'}:
                self._of_resource[_resource(route.path)].append(route)

    def find(self, method: str, path: str) -> tuple[ContractRoute, dict[str, Any]] | None:
        """Return the route and what its path holds."""
        if method not in {'GET', 'HEAD'}:
            return None
        for route in self._of_resource.get(_resource(path), ()):
            if match := route.path_regex.match(path):
                values = {name: route.param_convertors[name].convert(value) for name, value in match.groupdict().items()}
                return (route, values) if route.only_reads else None
        return None


def _resource(path: str) -> str:
    """Return what stands between the second slash and the third: `working-groups` of /v1/working-groups/graz."""
    return path.split('/', 3)[2] if path.startswith('/v1/') else ''
