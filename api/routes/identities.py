"""Identities over HTTP: signing in at an identity provider (OpenID Connect, code flow with PKCE), where the service has one."""

from starlette.requests import Request
from starlette.responses import Response

from api import browsers, paging, reads
from api.browsers import SameSite
from api.contract import Resource, Tx
from api.models.identities import Identity, IdentityPage, ProviderAnswer, ProviderPage
from api.models.shapes import Id
from api.operations import identities as operations
from api.paging import After, Limit, Page
from api.rules.refusals import Refusal
from api.shown.ways_in import IDENTITIES

identities = Resource('Identities')


@identities.offer(
    'POST', '/provider-sign-ins', ProviderPage, problems=('cross-site-request', 'provider-not-offered', 'provider-unavailable')
)
def start_provider_sign_in(tx: Tx, request: Request, _same_site: SameSite) -> Response:
    """Begin to sign in at the identity provider: get the address to open there.

    The answer marks this browser by a cookie. The provider sends it back to `/sign-in`; within ten minutes it sends `code` and
    `state` to `create_session`, once. Only people who are known here are let in.
    """
    ways = request.app.state.ways_in
    page, browser = operations.start_provider_sign_in(tx, ways.provider, ways.key)
    return _leaving(request, page, browser)


@identities.offer('GET', '/identities', IdentityPage)
def list_identities(tx: Tx, limit: Limit = 50, after: After = None) -> Response:
    """List the identities that sign you in, the newest first."""
    return paging.respond(tx, 'list_identities', IDENTITIES, Page(limit, after, '-id'))


@identities.offer(
    'POST', '/identity-links', ProviderPage, shows_secret=True,
    problems=('provider-not-offered', 'provider-unavailable', 'secret-already-shown'),
)  # fmt: skip
def start_identity(tx: Tx, request: Request) -> Response:
    """Begin to link an identity with yourself: get the address to open at the identity provider.

    The answer marks this browser by a cookie; within ten minutes it sends what it comes back with to `create_identity`, once.
    """
    ways = request.app.state.ways_in
    page, browser = operations.start_identity(tx, ways.provider, ways.key)
    return _leaving(request, page, browser)


@identities.offer(
    'POST', '/identities', Identity, code=201, problems=('provider-not-offered', 'provider-unavailable', 'identity-not-accepted')
)
def create_identity(tx: Tx, request: Request, body: ProviderAnswer) -> Response:
    """Link an identity with yourself, by what the identity provider sent the browser back with. From then on it signs you in.

    The service keeps issuer and subject, neither name nor address.
    """
    ways = request.app.state.ways_in
    made = operations.create_identity(tx, body, ways.provider, ways.key, browser=browsers.of(request).challenged)
    if isinstance(made, Refusal):
        return browsers.refused(tx, made)
    shown = {name: getattr(made, name) for name in Identity.model_fields}
    return Response(Identity(**shown).model_dump_json(), status_code=201, media_type=reads.JSON)


@identities.offer('DELETE', '/identities/{identity}', None, code=204)
def remove_identity(tx: Tx, identity: Id) -> Response:
    """Remove an identity of yours: it signs nobody in any more. It needs no If-Match: an identity never changes, it only goes."""
    operations.remove_identity(tx, identity)
    return Response(status_code=204)


def _leaving(request: Request, page: ProviderPage, browser: str) -> Response:
    response = Response(page.model_dump_json(), media_type=reads.JSON)
    browsers.remember_challenge(request, response, browser)
    return response
