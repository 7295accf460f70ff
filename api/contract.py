"""The manners every route keeps, in their order: credentials, body size and media type, scope, shape, one transaction.

401 → 413/415 → 403 scope → 400/422 → (the operation: 404 → 428 → 412 → 403 role → 409). FastAPI alone would read the body
first; so each route authenticates before its body is parsed.
"""

import functools
import hashlib
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from inspect import signature
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api import bodies, callers, idempotency, preconditions, problems
from api.database import failures_as_problems
from api.document import CREATED
from api.permissions import PERMISSIONS, Caller, has_scope
from api.problems import MEDIA_TYPE, TYPES, Problem
from api.spine import Asked, Transaction

_OK, _NOT_MODIFIED, _UNAUTHORIZED = 200, 304, 401
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
        media_type = getattr(self.body_field.field_info, 'media_type', bodies.JSON) if self.body_field else None
        run = _limited_sign_in(parse_and_run) if self.operation_id == 'create_session' else parse_and_run

        async def handle(request: Request) -> Response:
            scope = PERMISSIONS[self.operation_id].scope if needs_credentials and self.operation_id else None
            caller = await _counted(request, needs_credentials=needs_credentials)
            if needs_credentials and caller.kind == 'anonymous':
                raise Problem('unauthenticated', headers=callers.CHALLENGE)
            request.state.language = caller.language
            body = await bodies.read(request, media_type) if media_type else b''
            if scope and not has_scope(caller, scope):
                raise problems.lacks(scope)
            _refuse_odd_queries(request, known_queries)
            preconditions.refuse_odd(request.headers)
            if body and media_type == bodies.JSON:
                request._json = bodies.parsed(body)  # noqa: SLF001 -- starlette reads its own cache: the body is parsed once, strictly
            header = request.headers.get('idempotency-key') if request.method == 'POST' and needs_credentials else None
            asked = Asked(
                path=request.url.path,
                query=tuple(request.query_params.multi_items()),
                request_id=request.state.request_id,
                if_match=request.headers.get('if-match'),
                if_none_match=request.headers.get('if-none-match'),
                key=idempotency.key_of(header, caller.key, request.method, request.url.path, bodies.essence(request, body)),
                reads_only=request.method == 'GET',
                checks_versions=True,
            )
            request.state.transaction = Transaction(request.app.state.database, caller, asked)
            answer = await run(request)
            return answer if needs_credentials or request.method != 'GET' else _revalidated(request, answer)

        return handle


async def _counted(request: Request, *, needs_credentials: bool) -> Caller:
    """Return who is calling, having counted the request: for the caller, or for its address when the credentials are not valid."""
    counted = request.state.counted
    caller = Caller(language=request.state.language)
    try:
        caller = await run_in_threadpool(callers.identify, request) if needs_credentials else caller
    finally:
        counted.take(caller)
    return caller


def _revalidated(request: Request, answer: Response) -> Response:
    """Let a public answer be kept and asked for again: withdrawn consent shows at once, and what is unchanged costs little."""
    if answer.status_code not in {_OK, _NOT_MODIFIED}:
        return answer
    tag = answer.headers.get('etag') or f'"{hashlib.sha256(bytes(answer.body)).hexdigest()[:16]}"'
    headers = {'ETag': tag, 'Cache-Control': 'no-cache'}
    if preconditions.names(request.headers.get('if-none-match', ''), tag):
        return Response(status_code=_NOT_MODIFIED, headers=headers)
    answer.headers.update(headers)
    return answer


def _limited_sign_in(run: Handler) -> Handler:
    """Let an address fail at signing in a few times only, whomever it tries to be."""

    async def handle(request: Request) -> Response:
        counted = request.state.counted
        counted.refuse_sign_in()
        try:
            answer = await run(request)
        except Problem as problem:
            if TYPES[problem.slug][0] == _UNAUTHORIZED:
                counted.failed_sign_in()
            raise
        if answer.status_code == _UNAUTHORIZED:
            counted.failed_sign_in()
        return answer

    return handle


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
        contents: Mapping[str, Any] | None = None,
    ) -> Callable[[Callable[..., Response]], Callable[..., Response]]:
        """Declare a route. `transition`: If-Match is needed. `etag`, `location`: the answer carries these headers.

        `moves`: a slug that the record once had is redirected. `others`: the shapes of refusals that another standard than
        RFC 9457 prescribes, by their code. `contents`: the schemas of an answer that is not JSON, by their media type.
        """

        def declare(endpoint: Callable[..., Response]) -> Callable[..., Response]:
            name = endpoint.__name__
            guarded = name in PERMISSIONS
            slugs = {'validation-failed', 'too-many-requests', 'service-unavailable', *problems} | _usual(
                method, guarded=guarded, transition=transition
            )
            if '{' in path:
                slugs.add('not-found')
            tagged = etag or (method == 'GET' and not guarded)
            parameters = [_IF_MATCH] if transition else [_SEEN] if tagged and method == 'GET' else []
            parameters += [_KEY] if method == 'POST' and guarded else []
            etags = _ETAG_UNLESS_EXPANDED if 'expand' in signature(endpoint).parameters else _ETAG
            headers = (etags if tagged else {}) | (_LOCATION if location else {})
            responses: dict[int | str, dict[str, Any]] = {code: {'headers': headers}} if headers or contents else {}
            if contents:
                responses[code]['content'] = {media_type: {'schema': schema} for media_type, schema in contents.items()}
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
                response_class=Response if contents else JSONResponse,
                status_code=code,
                responses=responses | _problems(slugs, others or {}),
                openapi_extra={'parameters': parameters, **({} if guarded else {'security': []})},
            )
            return endpoint

        return declare


def _usual(method: str, *, guarded: bool, transition: bool) -> set[str]:
    slugs = {'unauthenticated', 'invalid-token', 'insufficient-scope'} if guarded else set()
    if method in {'POST', 'PATCH', 'PUT'}:
        slugs |= {'malformed-json', 'request-timeout', 'content-too-large', 'unsupported-media-type'}
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
