"""The manners every route keeps, in their order: credentials, body size and media type, scope, shape, one transaction.

401 → 413/415 → 403 scope → 400/422 → (the operation: 404 → 428 → 412 → 403 role → 409). FastAPI alone would read the body
first; so each route authenticates before its body is parsed.
"""

import asyncio
import functools
import hashlib
from collections.abc import Callable, Coroutine
from datetime import timedelta
from inspect import Parameter, signature, unwrap
from typing import Annotated, Any, Literal, TypeVar

from fastapi import Depends, Query
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from api import bodies, callers, dry_runs, idempotency, preconditions, problems, sign_in_lane
from api.asked import Asked
from api.database import failures_as_problems
from api.endings import Ending
from api.models.idempotency import Key
from api.parameters import Parameters
from api.permissions import PERMISSIONS, Caller, has_scope
from api.problems import Problem
from api.sign_in_lane import Handler
from api.spine import Transaction

_OK, _NOT_MODIFIED, _FIRST_REFUSAL = 200, 304, 400
Answer = TypeVar('Answer')
DRY_RUN = 'dry_run'
DryRunAsked = Annotated[Literal['true', 'false'], Query(description='Only say what it would do.')]


async def _transaction_of(request: Request) -> Transaction:
    return request.state.transaction  # type: ignore[no-any-return]  # starlette's state is untyped


Tx = Annotated[Transaction, Depends(_transaction_of)]


class ContractRoute(APIRoute):
    """A route that keeps the manners. What it needs to know stands in its `openapi_extra` under x-… keys.

    A route that reads and takes no more than path and query is answered in one go, by one thread (`read`): FastAPI's way would
    change threads twice and wrap every request many times, which costs more than most reads. The manners are the same.
    """

    ends: Ending | None = None
    # Whether the body may be a table (CSV) as well; the shape then makes of its bytes what it holds.
    takes_table = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.dependant
        self.parameters = Parameters(known)
        self.is_guarded = self.operation_id in PERMISSIONS
        self.scope = PERMISSIONS[self.operation_id].scope if self.operation_id and self.is_guarded else None
        self._ask: Callable[..., Response] = unwrap(self.endpoint)
        others = (known.header_params, known.cookie_params, known.body_params, known.request_param_name, known.response_param_name)
        asks = [each.call for each in known.dependencies]
        self.only_reads = self.methods == {'GET'} and asks == [_transaction_of] and not any(others)

    def get_route_handler(self) -> Handler:
        """Wrap FastAPI's handler: everything that comes before the shape is checked here."""
        parse_and_run = super().get_route_handler()
        media_type = getattr(self.body_field.field_info, 'media_type', bodies.JSON) if self.body_field else None
        run = sign_in_lane.limited(parse_and_run, self.operation_id) if self.operation_id in sign_in_lane.SIGN_INS else parse_and_run

        async def handle(request: Request) -> Response:
            request.state.ends = self.ends
            caller = await in_thread(request, _counted, request, self.is_guarded) if self.is_guarded else _counted(request, self.is_guarded)
            others = (bodies.CSV,) if self.takes_table else ()
            body = await bodies.read(request, media_type, *others) if media_type else b''
            self._refuse_odd(request, caller)
            if body and media_type == bodies.JSON and bodies.is_of(request, bodies.JSON):
                request._json = bodies.parsed(body)  # noqa: SLF001 -- starlette reads its own cache: the body is parsed once, strictly
            if not body and self.takes_table and bodies.is_of(request, bodies.CSV):
                raise Problem('table-empty', {'file_name': bodies.CSV})
            header = request.headers.get('idempotency-key') if request.method in idempotency.METHODS and self.is_guarded else None
            kept = timedelta(days=request.app.state.settings.idempotency_key_days)
            # Beside a table stands how it is meant; beside JSON there is nothing.
            essence = bodies.essence(request, body) + (request.url.query.encode() if self.takes_table else b'')
            key = idempotency.key_of(header, caller.key, request.method, request.url.path, essence, kept=kept)
            request.state.transaction = _transaction(request, caller, key)
            answer = await run(request)
            return answer if self.is_guarded or request.method != 'GET' else _revalidated(request, answer)

        return handle

    def read(self, request: Request) -> Response:
        """Answer a request that only reads, in the calling thread and over one connection."""
        request.state.ends = self.ends
        with request.app.state.database.holding():
            caller = _counted(request, self.is_guarded)
            self._refuse_odd(request, caller)
            transaction, values = _transaction(request, caller), self.parameters.values(request)
            with failures_as_problems(), transaction:
                answer = self._ask(tx=transaction, **values)
        return answer if self.is_guarded else _revalidated(request, answer)

    def _refuse_odd(self, request: Request, caller: Caller) -> None:
        if self.scope and not has_scope(caller, self.scope):
            raise problems.lacks(self.scope)
        self.parameters.refuse_odd(request.query_params)
        preconditions.refuse_odd(request.headers)


async def in_thread(request: Request, work: Callable[..., Answer], *args: Any) -> Answer:
    """Do what may wait for the database in one of the threads that are meant for it."""
    threads = request.app.state.database.threads
    return await asyncio.get_running_loop().run_in_executor(threads, work, *args)


def _transaction(request: Request, caller: Caller, key: Key | None = None) -> Transaction:
    headers = request.headers
    asked = Asked(
        path=request.url.path,
        query=tuple(request.query_params.multi_items()),
        request_id=request.state.request_id,
        if_match=headers.get('if-match'),
        if_none_match=headers.get('if-none-match'),
        accept=headers.get('accept', ''),
        key=key,
        reads_only=request.method == 'GET',
        checks_versions=True,
    )
    return Transaction(request.app.state.database, caller, asked, ledger=request.app.state.settings.erasure_ledger)


def _counted(request: Request, needs_credentials: bool) -> Caller:
    """Return who is calling, having counted the request: for the caller, or for its address when the credentials are not valid.

    Raises unauthenticated (401) when there are none and they are needed.
    """
    counted = request.state.counted
    caller = Caller(language=request.state.language)
    try:
        caller = callers.identify(request) if needs_credentials else caller
    finally:
        counted.take(caller)
    if needs_credentials and caller.kind == 'anonymous':
        raise Problem('unauthenticated', headers=callers.CHALLENGE)
    request.state.language = caller.language
    if caller.kind != 'anonymous':
        request.state.caller = caller.key
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


def in_one_transaction(
    endpoint: Callable[..., Response], *, transition: bool, shows_secret: bool, tries_out: bool = False
) -> Callable[..., Coroutine[Any, Any, Response]]:
    """Run a route's function inside its transaction; replay a stored answer, or store a new one, in the same.

    A transition without If-Match is refused in any case (404 or 428), and these come before what its key might say (409). A dry run has
    no key: nothing of it is kept. With `tries_out` the route takes `dry_run` beside what its function takes.
    """

    def work(transaction: Transaction, values: dict[str, Any]) -> Response:
        transaction.is_dry_run = values.get(DRY_RUN) == 'true'
        given = {name: value for name, value in values.items() if not (tries_out and name == DRY_RUN)}
        keeps_key = not transaction.is_dry_run and not (transition and transaction.asked.if_match is None)
        with failures_as_problems(), transaction:
            key = transaction.asked.key if keeps_key else None
            stored = idempotency.replay(transaction, key) if key else None
            if stored is not None:
                return stored
            response = endpoint(**given)
            if tries_out and transaction.is_dry_run:
                return Response(dry_runs.told(transaction).model_dump_json(), status_code=202, media_type=bodies.JSON)
            if key and response.status_code < _FIRST_REFUSAL:
                idempotency.store(transaction, key, response, shows_secret=shows_secret)
        return response

    @functools.wraps(endpoint)
    async def run(**values: Any) -> Response:
        transaction: Transaction = values['tx']
        return await asyncio.get_running_loop().run_in_executor(transaction.database.threads, work, transaction, values)

    if tries_out:
        own = signature(endpoint)
        asked = Parameter(DRY_RUN, Parameter.KEYWORD_ONLY, default='false', annotation=DryRunAsked)
        run.__signature__ = own.replace(parameters=[*own.parameters.values(), asked])  # type: ignore[attr-defined]  # FastAPI reads it
    return run
