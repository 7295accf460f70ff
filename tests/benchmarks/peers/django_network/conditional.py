"""304 where a view sends an ETag."""

from typing import Any

from django.middleware.http import ConditionalGetMiddleware


class Conditional(ConditionalGetMiddleware):
    """Makes no ETag of a body itself: the service sends none with lists, and hashing them would be work of the peers alone."""

    def needs_etag(self, _response: Any) -> bool:
        return False
