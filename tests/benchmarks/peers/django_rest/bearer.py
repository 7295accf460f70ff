"""Who is calling, as Django REST framework asks it."""

from typing import Any

from credentials import Caller
from django_network import asking
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import BasePermission
from rest_framework.request import Request


class Bearer(BaseAuthentication):
    """The token, and the client's row."""

    def authenticate(self, request: Request) -> tuple[Caller, None] | None:
        found = asking.caller(request.headers.get('Authorization', ''))
        return (found, None) if found else None

    def authenticate_header(self, _request: Request) -> str:
        """What is missing is said with 401, not 403."""
        return 'Bearer'


class HasCredentials(BasePermission):
    """Nothing is shown to strangers."""

    def has_permission(self, request: Request, _view: Any) -> bool:
        return request.user is not None
