"""Access tokens over HTTP, exactly as RFC 6749 has them: answers and refusals follow the standard, not RFC 9457."""

import base64
import binascii
from typing import Annotated
from urllib.parse import unquote_plus

from fastapi import Form
from starlette.requests import Request
from starlette.responses import Response

from api.contract import Resource, Tx
from api.models.api_clients import Token, TokenError, TokenRequest
from api.operations import api_clients as operations
from api.operations.api_clients import TokenRefused
from api.reads import JSON

tokens = Resource('API clients')
_UNAUTHORISED = 401
_REFUSED = 400
_LONGEST_ID = 36


@tokens.offer('POST', '/oauth/token', Token, problems=('malformed-request',), others={_REFUSED: TokenError, _UNAUTHORISED: TokenError})
def create_token(tx: Tx, request: Request, body: Annotated[TokenRequest, Form()]) -> Response:
    """Get an access token by client credentials (RFC 6749, section 4.4).

    The client sends its id and secret by HTTP Basic or in the form. The token works for ten minutes, as
    `Authorization: Bearer …`; ask for a new one then. `scope` may name fewer scopes than the client has.
    """
    basic, counted = request.headers.get('authorization'), request.state.counted
    client_id = ''
    try:
        client_id, secret = _credentials(body, basic)
        counted.refuse_sign_in(client_id[:_LONGEST_ID])
        scope = _once(body.scope)
        token = operations.create_token(tx, request.app.state.settings.signing_key, client_id=client_id, secret=secret, scope=scope)
    except TokenRefused as refusal:
        if client_id and refusal.error == 'invalid_client':
            counted.failed_sign_in(client_id[:_LONGEST_ID])
        return _refused(refusal)
    return Response(token.model_dump_json(), media_type=JSON, headers={'Cache-Control': 'no-store', 'Pragma': 'no-cache'})


def _once(values: list[str]) -> str:
    """Return a parameter's value; one without a value counts as left out, one sent twice is refused (RFC 6749, section 3.2)."""
    if len(values) > 1:
        raise TokenRefused('invalid_request', 'a parameter is sent more than once')
    return values[0] if values else ''


def _credentials(body: TokenRequest, basic: str | None) -> tuple[str, str]:
    grant = _once(body.grant_type)
    client_id, secret = _once(body.client_id), _once(body.client_secret)
    if not grant:
        raise TokenRefused('invalid_request', 'grant_type is missing')
    if grant != 'client_credentials':
        raise TokenRefused('unsupported_grant_type', 'the only grant_type is client_credentials')
    if basic is None:
        if not client_id or not secret:
            raise TokenRefused('invalid_client', 'client_id and client_secret are needed, by HTTP Basic or in the form')
        return client_id, secret
    named, by_header = _from_basic(basic)
    if secret:
        raise TokenRefused('invalid_request', 'the client authenticates in one way only')
    if client_id and client_id != named:
        raise TokenRefused('invalid_request', 'two different clients are named')
    return named, by_header


def _from_basic(header: str) -> tuple[str, str]:
    scheme, _, encoded = header.partition(' ')
    try:
        decoded = base64.b64decode(encoded.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        decoded = ''
    client_id, colon, secret = decoded.partition(':')
    if scheme.lower() != 'basic' or not colon:
        raise TokenRefused('invalid_client', 'the Authorization header is not HTTP Basic')
    return unquote_plus(client_id), unquote_plus(secret)


def _refused(refusal: TokenRefused) -> Response:
    unknown = refusal.error == 'invalid_client'
    headers = {'Cache-Control': 'no-store', 'Pragma': 'no-cache'}
    headers |= {'WWW-Authenticate': 'Basic realm="coalition"'} if unknown else {}
    error = TokenError(error=refusal.error, error_description=refusal.description)
    return Response(error.model_dump_json(), status_code=_UNAUTHORISED if unknown else _REFUSED, media_type=JSON, headers=headers)
