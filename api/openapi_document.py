"""Prints the contract as it is committed."""

from functools import cache

from api.app import create_app, openapi_document, openapi_text
from api.settings import Settings


@cache
def text() -> str:
    """Return openapi/openapi.json as this code would serve it."""
    settings = Settings(database_url='postgresql://localhost/unused')
    return openapi_text(openapi_document(create_app(settings).app))
