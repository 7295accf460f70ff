"""How a route is declared: what the contract promises of it, in one place beside its function."""

from collections.abc import Callable, Mapping
from inspect import signature
from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from api import idempotency, preconditions
from api.bodies import CSV
from api.contract_route import ContractRoute, DryRunAsked, Tx, in_one_transaction
from api.document import CREATED
from api.endings import Ending
from api.models.dry_runs import DryRun
from api.permissions import PERMISSIONS
from api.problems import MEDIA_TYPE, TYPES
from api.waiting import MOST_SECONDS

# What a module of routes needs.
__all__ = ['TOLD_BY_LEAD', 'TOLD_BY_MEMBER', 'DryRunAsked', 'Resource', 'Tx']

# How an act is refused that the office does for a city: that of the lead, or of any member of a group.
TOLD_BY_LEAD = ('future-date', 'past-date-is-the-offices', 'nobody-to-act-for')
TOLD_BY_MEMBER = (*TOLD_BY_LEAD, 'city-not-in-the-group', 'unknown-reference')


def _problems(slugs: set[str], others: Mapping[int, type[Any]]) -> dict[int | str, dict[str, Any]]:
    by_code: dict[int, list[str]] = {}
    for slug in sorted(slugs):
        by_code.setdefault(TYPES[slug][0], []).append(slug)
    refusals: dict[int | str, dict[str, Any]] = {
        code: {
            'description': 'Problem: ' + ', '.join(f'`{slug}`' for slug in names) + '.',
            'content': {MEDIA_TYPE: {'schema': {'$ref': '#/components/schemas/ProblemDetails'}}},
        }
        for code, names in sorted(by_code.items())
    }
    return refusals | {code: {**refusals.get(code, {}), 'model': shape} for code, shape in others.items()}


_IF_MATCH = {
    'name': 'If-Match', 'in': 'header', 'required': True, 'example': '"3"', 'schema': {'type': 'string', 'pattern': preconditions.PATTERN},
    'description': 'The ETag, or `"<version>"`, of the record you have seen. Without it: 428; when the record has moved on: 412.',
}  # fmt: skip
_KEY = {
    'name': 'Idempotency-Key', 'in': 'header', 'required': False, 'schema': {'type': 'string', 'pattern': idempotency.PATTERN},
    'description': 'Send the same key again to get the same answer instead of a second record. Kept for 7 days.',
}  # fmt: skip
_ETAG = {'ETag': {'description': 'The version and what else shapes the answer.', 'required': True, 'schema': {'type': 'string'}}}
_ETAG_UNLESS_EXPANDED = {
    'ETag': {'description': 'The version and what else shapes the answer; none with `expand`.', 'schema': {'type': 'string'}}
}
_LOCATION = {
    'Location': {'description': 'Where the new record is.', 'required': True, 'schema': {'type': 'string', 'format': 'uri-reference'}}
}
_UNCHANGED = {'description': 'You have it already.', 'headers': _ETAG}
_SEEN = {
    'name': 'If-None-Match', 'in': 'header', 'required': False, 'schema': {'type': 'string', 'pattern': preconditions.PATTERN},
    'description': 'The ETag that you have; when it still holds, the answer is 304 without a body.',
}  # fmt: skip
_PREFER = {
    'name': 'Prefer', 'in': 'header', 'required': False, 'example': 'wait=5',
    'schema': {'type': 'string', 'pattern': preconditions.PATTERN},
    'description': f'`wait=20`: answer as soon as there is something new, after so many seconds at most, never more than {MOST_SECONDS}.',
}  # fmt: skip
_PREFERENCE = {'Preference-Applied': {'description': 'How long you might have waited for this answer.', 'schema': {'type': 'string'}}}
_TABLE = {'type': 'string', 'minLength': 1, 'contentMediaType': CSV}
_TRIED = 'With `dry_run=true`: what it would do. Nothing was written, and nothing will be sent.'
_MOVED = {'description': 'The record is at another address now.', 'headers': _LOCATION}


class Resource(APIRouter):
    """A resource's routes. `offer` declares one: its function's name is the operationId, its docstring the description."""

    def __init__(self, tag: str) -> None:
        super().__init__(prefix='/v1', route_class=ContractRoute)
        self.tag = tag

    def offer(  # noqa: PLR0913 -- what the contract says of a route, each named at the call
        self,
        method: str,
        path: str,
        answer: type[Any] | None,
        *,
        code: int = 200,
        problems: tuple[str, ...] = (),
        transition: bool = False,
        etag: bool = False,
        location: bool = False,
        creates: tuple[str, str] | None = None,
        shows_secret: bool = False,
        moves: bool = False,
        tries_out: bool = False,
        others: Mapping[int, type[Any]] | None = None,
        contents: Mapping[str, Any] | None = None,
        waits: bool = False,
        ends: Ending | None = None,
        csv: str | None = None,
    ) -> Callable[[Callable[..., Response]], Callable[..., Response]]:
        """Declare a route. `transition`: If-Match is needed. `etag`, `location`: the answer carries these headers.

        `moves`: a slug that the record once had is redirected. `tries_out`: with `dry_run=true` it is done and taken back, and the
        answer tells what it would do. `others`: the shapes of refusals that another standard than RFC 9457 prescribes, by their code.
        `contents`: the schemas of an answer that is not JSON, or may be something else, by their media type. `waits`: who asks may wait
        for something new. `ends`: its time is over, and each of its
        answers says so. `csv`: the body may be a table as well, of which this is an example.
        """

        def declare(endpoint: Callable[..., Response]) -> Callable[..., Response]:
            name = endpoint.__name__
            guarded = name in PERMISSIONS
            slugs = {'validation-failed', 'too-many-requests', 'service-unavailable', *problems} | _usual(
                method, name, guarded=guarded, transition=transition
            )
            if '{' in path:
                slugs.add('not-found')
            tagged = etag or (method == 'GET' and not guarded)
            parameters = [_IF_MATCH] if transition else [_SEEN] if tagged and method == 'GET' else []
            parameters += [_PREFER] if waits else []
            parameters += [_KEY] if method in idempotency.METHODS and guarded else []
            etags = _ETAG_UNLESS_EXPANDED if 'expand' in signature(endpoint).parameters else _ETAG
            headers = (etags if tagged else {}) | (_PREFERENCE if waits else {}) | (_LOCATION if location else {})
            responses: dict[int | str, dict[str, Any]] = {code: {'headers': headers}} if headers or contents else {}
            if contents:
                responses[code]['content'] = {media_type: {'schema': schema} for media_type, schema in contents.items()}
            if location:
                collection, pointer = creates or (path, '/id')
                responses[code][CREATED] = (f'{self.prefix}{collection}', pointer)
            responses |= {304: _UNCHANGED} if tagged and method == 'GET' else {}
            responses |= {308: _MOVED} if moves else {}
            responses |= {202: {'model': DryRun, 'description': _TRIED}} if tries_out else {}
            summary, _, rest = (endpoint.__doc__ or '').partition('\n')
            bodies_too = {'requestBody': {'content': {CSV: {'schema': _TABLE, 'example': csv}}}} if csv else {}
            self.add_api_route(
                path,
                in_one_transaction(endpoint, transition=transition, shows_secret=shows_secret, tries_out=tries_out),
                methods=[method],
                operation_id=name,
                tags=[self.tag],
                summary=summary.strip().rstrip('.'),
                description=f'{summary.strip()}\n{_dedent(rest)}'.strip() + _scope_note(name) + (f'\n\n{ends.sentence}' if ends else ''),
                deprecated=True if ends else None,
                response_model=answer,
                response_class=Response if contents and answer is None else JSONResponse,
                status_code=code,
                responses=responses | _problems(slugs, others or {}),
                openapi_extra={
                    'parameters': parameters,
                    **bodies_too,
                    **({} if guarded else {'security': []}),
                    **(ends.declared if ends else {}),
                },
            )
            route = self.routes[-1]
            assert isinstance(route, ContractRoute)
            route.ends, route.takes_table = ends, csv is not None
            return endpoint

        return declare


def _usual(method: str, name: str, *, guarded: bool, transition: bool) -> set[str]:
    slugs = {'unauthenticated', 'invalid-token', 'insufficient-scope'} if guarded else set()
    if method in {'POST', 'PATCH', 'PUT'}:
        slugs |= {'malformed-json', 'request-timeout', 'content-too-large', 'unsupported-media-type'}
    if method != 'GET' and guarded:
        slugs |= {'role-does-not-allow', 'conflict'}
    if method in idempotency.METHODS and guarded:
        slugs |= {'idempotency-key-reused', 'idempotency-key-in-progress', 'stored-answer-erased'}
    if guarded and PERMISSIONS[name].grave:
        slugs.add('sign-in-again')
    return slugs | ({'precondition-required', 'stale-version'} if transition else set())


def _dedent(text: str) -> str:
    return '\n'.join(line.strip() for line in text.splitlines())


def _scope_note(operation: str) -> str:
    permission = PERMISSIONS.get(operation)
    return f'\n\nScope: `{permission.scope}`.' if permission and permission.scope else ''
