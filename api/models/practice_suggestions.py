"""What is said to a city of a cell of the frame: what belongs there, and which practices of others are near; and what publications name."""

from typing import Literal

from pydantic import Field

from api.models.good_practices import Themes, WaysToAsk
from api.models.outputs import Languages
from api.models.plan_actions import Cell
from api.models.shapes import CityName, CountryCode, Id, Line, Name, Prose, Shape, Url

Fit = Literal['in_cell', 'under_commitment', 'theme', 'whole_plan']


class DocumentedPractice(Shape):
    """A plan or practice of a city that a publication names, retold in words of our own."""

    key: str = Field(description='The same in every language, and for good.', examples=['ghent_plan'])
    city_name: Name
    country_code: CountryCode
    title: Name = Field(description='By its own name.')
    summary: Line
    cells: list[Cell] = Field(description='Where it belongs; none: it is a whole plan.')
    themes: Themes = Field(description='Open list.')
    languages: Languages
    year: int | None = Field(ge=1900, le=2100)
    url: Url | None
    publication: Name
    source: str = Field(description='The document that names it.')


class PracticeLibrary(Shape):
    """The plans and practices that publications name, in one language."""

    language: str = Field(examples=['en'])
    items: list[DocumentedPractice]


class PracticeSuggestion(Shape):
    """A practice that is near to a cell, and why it is."""

    good_practice_id: Id | None = Field(description='Of one that is recorded here.')
    library_key: str | None = Field(description='Of one that a publication names, in the practice library.')
    city: CityName | None = Field(description='Its city, where that has a record here.')
    city_name: Name
    country_code: CountryCode
    title: Name
    summary: Prose | None
    languages: Languages
    year: int | None = Field(ge=1900, le=2100)
    url: Url | None
    publication: Name | None
    asked_by: WaysToAsk = Field(description='Open list. How one finds out more.')
    fits: Fit = Field(description='Open list. Why it is suggested.')
    can_read: bool = Field(description='Whether it can be read in the language of the request.')
    like_size: bool = Field(description='Whether its city has about as many inhabitants as the one it is suggested to.')


class CellSuggestions(Shape):
    """What belongs in a cell of the frame, and what others did there, the nearest first."""

    cell: Cell
    language: str = Field(examples=['en'])
    commitment_about: Line = Field(description='What the commitment is about.')
    track_about: Line = Field(description='What belongs in the track.')
    items: list[PracticeSuggestion]
