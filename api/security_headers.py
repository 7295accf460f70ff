"""Knows the headers by which every answer tells a browser what it must not do, and the public section what it may."""

# Nothing from elsewhere, nothing within the page that is not a file of ours, and no frame around it.
POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
# What no policy of an answer's own may leave out.
CLOSED = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_NAME = b'content-security-policy'
_EVERYWHERE = (
    (b'x-content-type-options', b'nosniff'),
    (b'referrer-policy', b'same-origin'),
    (b'cross-origin-opener-policy', b'same-origin'),
)
# What is published may be read by the pages of other sites; browsers send no cookie with it.
PUBLIC = '/v1/public/'
READ_ANYWHERE = (b'access-control-allow-origin', b'*')
_ON_HTTPS = ((b'strict-transport-security', b'max-age=31536000; includeSubDomains'),)
Headers = tuple[tuple[bytes, bytes], ...]


def of_service(*, production: bool) -> Headers:
    """Return what goes with every answer; that only https will do from now on is said where there is https."""
    return _EVERYWHERE + (_ON_HTTPS if production else ())


def of_answer(everywhere: Headers, present: set[bytes]) -> Headers:
    """Return these with the usual policy, unless the answer has one of its own: of two, a browser would keep both."""
    return everywhere if _NAME in present else (*everywhere, (_NAME, POLICY.encode()))
