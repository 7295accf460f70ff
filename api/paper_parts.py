"""The parts of a paper that is printed, worked on and signed, whatever file it becomes: headings, paragraphs, tables, lines to sign on."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, of the first level or the second."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words as somebody wrote them; a line stays a line."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first column names its rows. `wide`: how much room each column has beside the others."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    wide: Sequence[int]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, with what each is for."""

    lines: Sequence[str]


Part = Heading | Paragraph | Table | Signatures
