"""The manners every route keeps, in their order: credentials, body size and media type, scope, shape, one transaction.

401 → 413/415 → 403 scope → 400/422 → (the operation: 404 → 428 → 412 → 403 role → 409). FastAPI alone would read the body
first; so each route authenticates before its body is parsed.
"""

import functools
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from api import callers, idempotency, problems
from api.database import failures_as_problems
from api.document import CREATED
from api.permissions import PERMISSIONS, Caller, has_scope
from api.problems import MEDIA_TYPE, TYPES, Problem
from api.spine import Asked, Transaction

MOST_BYTES = 1_000_000
_EXACT = 2**53
_OK, _NOT_MODIFIED = 200, 304
_JSON = re.compile(r'application/(json|[\w.+-]*\+json)\s*(;.*)?', re.IGNORECASE)
_FORM = re.compile(r'application/x-www-form-urlencoded\s*(;.*)?', re.IGNORECASE)
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


async def _transaction_of(request: Request) -> Transaction:
    return request.state.transaction  # type: ignore[no-any-return]  # starlette's state is untyped


Tx = Annotated[Transaction, Depends(_transaction_of)]


class ContractRoute(APIRoute):
    """A route that keeps the manners. What it needs to know stands in its `openapi_extra` under x-… keys."""

    def get_route_handler(self) -> Handler:
        """Wrap FastAPI's handler: everything that comes before the shape is checked here."""
        parse_and_run = super().get_route_handler()
        known_queries = {param.alias for param in self.dependant.query_params}
        needs_credentials = self.operation_id in PERMISSIONS
        takes_body = self.body_field is not None
        media_type = _FORM if self.operation_id == 'create_token' else _JSON

        async def handle(request: Request) -> Response:
            scope = PERMISSIONS[self.operation_id].scope if needs_credentials and self.operation_id else None
            caller = await run_in_threadpool(callers.identify, request) if needs_credentials else Caller(language=request.state.language)
            if needs_credentials and caller.kind == 'anonymous':
                raise Problem('unauthenticated', headers=callers.CHALLENGE)
            request.state.language = caller.language
            body = await _body(request) if takes_body else b''
            if body and not media_type.fullmatch(request.headers.get('content-type', '')):
                raise Problem('unsupported-media-type')
            if not has_scope(caller, scope):
                raise Problem('insufficient-scope', {'scope': scope}, headers=_missing(scope))
            _refuse_odd_queries(request, known_queries)
            if body and media_type is _JSON:
                request._json = _parsed(body)  # noqa: SLF001 -- starlette reads its own cache: the body is parsed once, strictly
            header = request.headers.get('idempotency-key') if request.method == 'POST' and needs_credentials else None
            asked = Asked(
                path=request.url.path,
                query=tuple(request.query_params.multi_items()),
                request_id=request.state.request_id,
                if_match=request.headers.get('if-match'),
                if_none_match=request.headers.get('if-none-match'),
                key=idempotency.key_of(header, caller.key, request.method, request.url.path, body),
                reads_only=request.method == 'GET',
                checks_versions=True,
            )
            request.state.transaction = Transaction(request.app.state.database, caller, asked)
            answer = await parse_and_run(request)
            return answer if needs_credentials or request.method != 'GET' else _revalidated(request, answer)

        return handle


def _revalidated(request: Request, answer: Response) -> Response:
    """Let a public answer be kept and asked for again: withdrawn consent shows at once, and what is unchanged costs little."""
    if answer.status_code not in {_OK, _NOT_MODIFIED}:
        return answer
    tag = answer.headers.get('etag') or f'"{hashlib.sha256(bytes(answer.body)).hexdigest()[:16]}"'
    headers = {'ETag': tag, 'Cache-Control': 'no-cache'}
    if tag in request.headers.get('if-none-match', ''):
        return Response(status_code=_NOT_MODIFIED, headers=headers)
    answer.headers.update(headers)
    return answer


async def _body(request: Request) -> bytes:
    """Read at most MOST_BYTES; a larger body is refused without being kept."""
    declared = request.headers.get('content-length', '0')
    if declared.isdigit() and int(declared) > MOST_BYTES:
        raise Problem('content-too-large', {'most': MOST_BYTES}, headers={'Connection': 'close'})
    chunks, size = [], 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > MOST_BYTES:
                raise Problem('content-too-large', {'most': MOST_BYTES}, headers={'Connection': 'close'})
            chunks.append(chunk)
    except ClientDisconnect as gone:
        raise Problem('malformed-request') from gone
    request._body = b''.join(chunks)  # noqa: SLF001 -- starlette's own cache: FastAPI finds the body there
    return request._body  # noqa: SLF001 -- the same


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body.decode('utf-8'), parse_constant=_no_constant, parse_float=_number, object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as failure:
        raise Problem('malformed-json') from failure


def _no_constant(name: str) -> None:
    message = f'{name} is not JSON'
    raise ValueError(message)


def _number(text: str) -> int | float:
    """Read 283.0 as 283: JSON has one kind of number, and JSON Schema calls both an integer."""
    value = float(text)
    return int(value) if value.is_integer() and abs(value) < _EXACT else value


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        message = 'a name stands twice in one object'
        raise ValueError(message)
    return found


def _refuse_odd_queries(request: Request, known: set[str]) -> None:
    """Refuse parameters that are not known, and known ones that are sent twice: one of the two would be ignored."""
    names = Counter(name for name, _ in request.query_params.multi_items())
    wrong = [
        (name, 'unknown_parameter' if name not in known else 'named_twice')
        for name, times in names.items()
        if name not in known or times > 1
    ]
    if wrong:
        errors = [{'in': 'query', 'name': problems.shortened(name), 'code': code, 'parameters': {}} for name, code in wrong[:20]]
        raise Problem('validation-failed', errors=errors)


def _missing(scope: str | None) -> dict[str, str]:
    return {'WWW-Authenticate': f'Bearer realm="coalition", error="insufficient_scope", scope="{scope}"'}


def _in_one_transaction(endpoint: Callable[..., Response], *, transition: bool, shows_secret: bool) -> Callable[..., Response]:
    """Run a route's function inside its transaction; replay a stored answer, or store a new one, in the same.

    A transition without If-Match is refused in any case (404 or 428), and these come before what its key might say (409).
    """

    @functools.wraps(endpoint)
    def run(**values: Any) -> Response:
        transaction: Transaction = values['tx']
        with failures_as_problems(), transaction:
            key = None if transition and transaction.asked.if_match is None else transaction.asked.key
            stored = idempotency.replay(transaction, key) if key else None
            if stored is not None:
                return stored
            response = endpoint(**values)
            if key:
                idempotency.store(transaction, key, response, shows_secret=shows_secret)
        return response

    return run


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
    'name': 'If-Match', 'in': 'header', 'required': True, 'schema': {'type': 'string'}, 'example': '"3"',
    'description': 'The ETag, or `"<version>"`, of the record you have seen. Without it: 428; when the record has moved on: 412.',
}  # fmt: skip
_KEY = {
    'name': 'Idempotency-Key', 'in': 'header', 'required': False, 'schema': {'type': 'string', 'pattern': idempotency.PATTERN},
    'description': 'Send the same key again to get the same answer instead of a second record. Kept for 7 days.',
}  # fmt: skip
_ETAG = {'ETag': {'description': 'The version and what else shapes the answer.', 'schema': {'type': 'string'}}}
_LOCATION = {'Location': {'description': 'Where the new record is.', 'schema': {'type': 'string', 'format': 'uri-reference'}}}
_UNCHANGED = {'description': 'You have it already.', 'headers': _ETAG}
_SEEN = {
    'name': 'If-None-Match', 'in': 'header', 'required': False, 'schema': {'type': 'string'},
    'description': 'The ETag that you have; when it still holds, the answer is 304 without a body.',
}  # fmt: skip
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
        others: Mapping[int, type[Any]] | None = None,
    ) -> Callable[[Callable[..., Response]], Callable[..., Response]]:
        """Declare a route. `transition`: If-Match is needed. `etag`, `location`: the answer carries these headers.

        `moves`: a slug that the record once had is redirected. `others`: the shapes of refusals that another standard than
        RFC 9457 prescribes, by their code.
        """

        def declare(endpoint: Callable[..., Response]) -> Callable[..., Response]:
            name = endpoint.__name__
            guarded = name in PERMISSIONS
            slugs = {'validation-failed', 'service-unavailable', *problems} | _usual(method, guarded=guarded, transition=transition)
            if '{' in path:
                slugs.add('not-found')
            tagged = etag or (method == 'GET' and not guarded)
            parameters = [_IF_MATCH] if transition else [_SEEN] if tagged and method == 'GET' else []
            parameters += [_KEY] if method == 'POST' and guarded else []
            headers = (_ETAG if tagged else {}) | (_LOCATION if location else {})
            responses: dict[int | str, dict[str, Any]] = {code: {'headers': headers}} if headers else {}
            if location:
                collection, pointer = creates or (path, '/id')
                responses[code][CREATED] = (f'{self.prefix}{collection}', pointer)
            responses |= {304: _UNCHANGED} if tagged and method == 'GET' else {}
            responses |= {308: _MOVED} if moves else {}
            summary, _, rest = (endpoint.__doc__ or '').partition('\n')
            self.add_api_route(
                path,
                _in_one_transaction(endpoint, transition=transition, shows_secret=shows_secret),
                methods=[method],
                operation_id=name,
                tags=[self.tag],
                summary=summary.strip().rstrip('.'),
                description=f'{summary.strip()}\n{_dedent(rest)}'.strip() + _scope_note(name),
                response_model=answer,
                status_code=code,
                responses=responses | _problems(slugs, others or {}),
                openapi_extra={'parameters': parameters, **({} if guarded else {'security': []})},
            )
            return endpoint

        return declare


def _usual(method: str, *, guarded: bool, transition: bool) -> set[str]:
    slugs = {'unauthenticated', 'invalid-token', 'insufficient-scope'} if guarded else set()
    if method in {'POST', 'PATCH', 'PUT'}:
        slugs |= {'malformed-json', 'content-too-large', 'unsupported-media-type'}
    if method != 'GET' and guarded:
        slugs |= {'role-does-not-allow', 'conflict'}
    if method == 'POST' and guarded:
        slugs |= {'idempotency-key-reused', 'idempotency-key-in-progress'}
    return slugs | ({'precondition-required', 'stale-version'} if transition else set())


def _dedent(text: str) -> str:
    return '\n'.join(line.strip() for line in text.splitlines())


def _scope_note(operation: str) -> str:
    permission = PERMISSIONS.get(operation)
    return f'\n\nScope: `{permission.scope}`.' if permission and permission.scope else ''
