"""Passkeys over HTTP: what a device signs in with (WebAuthn). Options and answers are the browser's own, bytes in base64url."""

from starlette.requests import Request
from starlette.responses import Response

from api import browsers, paging, reads
from api.browsers import SameSite
from api.contract import Resource, Tx
from api.models.passkeys import Passkey, PasskeyChallenge, PasskeyCreate, PasskeyPage, PasskeyRegistration
from api.models.shapes import Id
from api.operations import passkeys as operations
from api.paging import After, Limit, Page
from api.rules.refusals import Refusal
from api.shown.ways_in import PASSKEYS

passkeys = Resource('Passkeys')


@passkeys.offer('GET', '/passkeys', PasskeyPage)
def list_passkeys(tx: Tx, limit: Limit = 50, after: After = None) -> Response:
    """List your passkeys, the newest first."""
    return paging.respond(tx, 'list_passkeys', PASSKEYS, Page(limit, after, '-id'))


@passkeys.offer(
    'POST', '/passkey-registrations', PasskeyRegistration, shows_secret=True, problems=('passkeys-not-offered', 'secret-already-shown')
)
def start_passkey(tx: Tx, request: Request) -> Response:
    """Begin to make a passkey: get what the browser needs for `navigator.credentials.create`.

    The answer marks this browser by a cookie; within five minutes it sends what it made to `create_passkey`, once.
    """
    ways = request.app.state.ways_in
    registration, browser = operations.start_passkey(tx, ways.site, ways.key)
    response = Response(registration.model_dump_json(), media_type=reads.JSON)
    browsers.remember_challenge(request, response, browser)
    return response


@passkeys.offer('POST', '/passkeys', Passkey, code=201, problems=('passkeys-not-offered', 'passkey-not-accepted', 'passkeys-enough'))
def create_passkey(tx: Tx, request: Request, body: PasskeyCreate) -> Response:
    """Make a passkey known that this browser has just made, and name it. From then on it signs you in without a mail.

    The service keeps its id and its public key, nothing of the device.
    """
    ways = request.app.state.ways_in
    made = operations.create_passkey(tx, body, ways.site, ways.key, browser=browsers.of(request).challenged)
    if isinstance(made, Refusal):
        return browsers.refused(tx, made)
    shown = {name: getattr(made, name) for name in Passkey.model_fields}
    return Response(Passkey(**shown).model_dump_json(), status_code=201, media_type=reads.JSON)


@passkeys.offer('DELETE', '/passkeys/{passkey}', None, code=204)
def remove_passkey(tx: Tx, passkey: Id) -> Response:
    """Remove a passkey of yours: it signs nobody in any more. It needs no If-Match: a passkey never changes, it only goes."""
    operations.remove_passkey(tx, passkey)
    return Response(status_code=204)


@passkeys.offer('POST', '/passkey-challenges', PasskeyChallenge, problems=('cross-site-request', 'passkeys-not-offered'))
def create_passkey_challenge(tx: Tx, request: Request, _same_site: SameSite) -> Response:
    """Ask to sign in with a passkey: get what the browser needs for `navigator.credentials.get`. No address is needed.

    The answer marks this browser by a cookie; within five minutes it sends the proof to `create_session`, once.
    """
    ways = request.app.state.ways_in
    challenge, browser = operations.create_passkey_challenge(tx, ways.site, ways.key, session=browsers.session_cookie(request))
    response = Response(challenge.model_dump_json(), media_type=reads.JSON)
    browsers.remember_challenge(request, response, browser)
    return response
