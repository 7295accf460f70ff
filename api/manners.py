"""The outermost layer, plain ASGI: request ids, HEAD and OPTIONS, headers, the log line, the 500 that tells nothing."""

import logging
import re
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from typing import Any
from uuid import uuid4

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from api.contract_route import ContractRoute, in_thread
from api.logs import path_told
from api.problems import Problem, answer
from api.rate_limits import Counted
from api.reading import Reads
from api.security_headers import PUBLIC, READ_ANYWHERE, Headers, of_answer, of_service
from api.sentences import choose_language
from api.waiting import answered

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Refusing = Callable[[Request, Any], Awaitable[Response]]

_REQUEST_ID = re.compile(rb'[A-Za-z0-9._-]{1,100}')
_LOG = logging.getLogger('coalition.requests')
_VARY = b'Accept-Language, Authorization, Cookie'
_READS = {'GET', 'HEAD'}


def allowed_methods(routes: Iterable[APIRoute], path: str) -> list[str]:
    """Return every method that some route offers at `path`, HEAD and OPTIONS included; empty when there is no route."""
    methods = {method for route in routes if route.path_regex.match(path) for method in route.methods or ()}
    if not methods:
        return []
    return sorted(methods | {'OPTIONS'} | ({'HEAD'} if 'GET' in methods else set()))


class Manners:
    """Wraps the application and keeps its state at hand."""

    def __init__(self, app: FastAPI, *, routes: list[APIRoute], refusals: Mapping[type[Exception], Refusing], production: bool) -> None:
        self.app = app
        self.state = app.state
        self.routes = routes
        self.reads = Reads(routes)
        self.refusals = refusals
        self.headers = of_service(production=production)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope['type'] != 'http':
            await self.app(scope, receive, send)
            return
        headers = dict(scope['headers'])
        given = headers.get(b'x-request-id', b'')
        request_id = given.decode() if _REQUEST_ID.fullmatch(given) else uuid4().hex
        language = choose_language(headers.get(b'accept-language', b'').decode('latin-1'))
        counted = Counted(self.state.rate_limits, scope.get('client')) if scope['path'].startswith('/v1') else None
        scope.setdefault('state', {}).update(request_id=request_id, language=language, is_head=scope['method'] == 'HEAD', counted=counted)
        answered = _Answer(scope, send, request_id, self.headers)
        method, path = scope['method'], scope['path']
        answered.without_body = method == 'HEAD'
        # The server looks at its own scope when it counts the body of a HEAD; the application sees a GET.
        inner = {**scope, 'method': 'GET'} if method == 'HEAD' else scope
        try:
            await self._serve(inner, receive, answered, method)
        except Exception:
            logging.getLogger('coalition').exception('request failed', extra={'request_id': request_id})
            if not answered.started:
                problem = answer(Problem('internal-error'), language=language, path=path, request_id=request_id)
                await problem(scope, receive, answered.send)
        if not path.startswith('/health'):
            answered.log(method, self._told(inner))

    async def _serve(self, scope: Scope, receive: Receive, answered: '_Answer', method: str) -> None:
        allowed = allowed_methods(self.routes, scope['path']) if method == 'OPTIONS' else []
        state = scope['state']
        refusal = state['counted'].too_many() if allowed and state['counted'] else None
        if refusal:
            problem = answer(refusal, language=state['language'], path=scope['path'], request_id=state['request_id'])
            await problem(scope, receive, answered.send)
        elif allowed:
            await answered.send({'type': 'http.response.start', 'status': 204, 'headers': [(b'allow', ', '.join(allowed).encode())]})
            await answered.send({'type': 'http.response.body', 'body': b''})
        elif (found := self.reads.find(method, scope['path'])) is not None:
            route, scope['path_params'] = found
            scope['route'], scope['app'] = route, self.app
            await self._read(route, Request(scope, receive), answered.send)
        else:
            await self.app(scope, receive, answered.send)

    def _told(self, scope: Scope) -> str:
        """Return what the log says of the path; a request of which no route took note is looked for once more."""
        path, route = scope['path'], scope.get('route')
        if route is None:
            known = ((each.path, match.groupdict()) for each in self.routes if (match := each.path_regex.match(path)))
            return path_told(*next(known, (None, {})))
        return path_told(route.path, scope['path_params'])

    async def _read(self, route: ContractRoute, request: Request, send: Send) -> None:
        """Answer what only reads, straight from its route."""
        try:
            response = await answered(request, self.state.waiting, lambda: in_thread(request, route.read, request))
        except tuple(self.refusals) as failure:
            response = await self.refusals[type(failure)](request, failure)
        await response(request.scope, request.receive, send)


class _Answer:
    """What goes out: headers completed, the body of a HEAD left out, the code and time kept for the log."""

    def __init__(self, scope: Scope, send: Send, request_id: str, headers: Headers) -> None:
        self.scope = scope
        self._send = send
        self.request_id = request_id
        self.headers = headers
        self.started = False
        self.without_body = False
        self.code = 0
        self.begun = time.perf_counter()

    async def send(self, message: Message) -> None:
        """Pass one message on."""
        if message['type'] == 'http.response.start':
            self.started = True
            self.code = message['status']
            message['headers'] = self._complete(list(message.get('headers', [])))
        elif self.without_body and message['type'] == 'http.response.body':
            message = {**message, 'body': b''}
        await self._send(message)

    def _complete(self, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        present = {name.lower() for name, _ in headers}
        headers += [(b'x-request-id', self.request_id.encode()), *of_answer(self.headers, present)]
        if self.scope['path'].startswith('/v1'):
            headers += [] if b'cache-control' in present else [(b'cache-control', b'no-store')]
            headers += [] if b'vary' in present else [(b'vary', _VARY)]
            headers += self.scope['state']['counted'].headers
            headers += ends.headers if (ends := self.scope['state'].get('ends')) else []
            if self.scope['method'] in _READS and self.scope['path'].startswith(PUBLIC):
                headers.append(READ_ANYWHERE)
        return headers

    def log(self, method: str, path: str) -> None:
        """Write the request's one line: who (an id) asked what and was refused why; no query, no body, no name, no address."""
        milliseconds = round((time.perf_counter() - self.begun) * 1000, 1)
        entry = {'request_id': self.request_id, 'method': method, 'path': path, 'code': self.code, 'ms': milliseconds}
        known = self.scope['state']
        _LOG.info('request', extra=entry | {name: known[name] for name in ('caller', 'problem') if name in known})
