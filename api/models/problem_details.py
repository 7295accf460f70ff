"""Knows how a refusal is told: as RFC 9457 has it, with what is wrong in each part of the request."""

from pydantic import Field

from api.models.shapes import Shape


class FieldError(Shape):
    """What is wrong with one part of the request."""

    pointer: str | None = Field(default=None, description='JSON pointer into the body (RFC 6901).')
    in_: str | None = Field(default=None, alias='in', description='query, path or header, when it is not the body.')
    name: str | None = Field(default=None, description='The name of that parameter.')
    code: str = Field(description='Stable, in English.')
    detail: str = Field(description="A sentence in the reader's language.")


class ProblemDetails(Shape):
    """A refusal (RFC 9457). `type` can be opened and read; `type`, `title` and `code` are stable."""

    type: str = Field(json_schema_extra={'format': 'uri-reference'}, examples=['/problems/not-found'])
    title: str
    status: int = Field(ge=400, le=599)
    detail: str = Field(description="A sentence in the reader's language.")
    instance: str
    request_id: str
    errors: list[FieldError]
