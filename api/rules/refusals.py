"""Knows the form of a rule's no: a code that names a problem type, and the facts its sentence needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something may not be done. `code` is the slug of a problem type; `parameters` fill its sentence."""

    code: str
    parameters: Mapping[str, str | int] = field(default_factory=dict)
