"""Knows a list of cities that somebody pastes, and what is said of each line of it; nothing of it is kept."""

from typing import Annotated

from pydantic import Field

from api.models.mirrored_records import MatchState
from api.models.shapes import CountryCode, Id, Identifier, Name, SaidText, Shape, Slug, Wish

MOST_LINES = 1000
Pasted = Annotated[str, Field(max_length=5000)]


class MatchedCity(Shape):
    """One of our cities, as it is told from others."""

    id: Id
    slug: Slug
    name: Name
    country_code: CountryCode


class CityMatch(Shape):
    """A line of the list: how it is understood, and which of our cities it means."""

    line: int = Field(ge=1, description='As an editor counts.')
    text: Pasted = Field(description='The line as it was pasted.')
    name: Pasted | None = Field(description='What is taken for the name.')
    country_code: CountryCode | None
    identifiers: list[Identifier]
    not_read: list[Pasted] = Field(description='What was taken for nothing, so that it decided nothing.')
    match: MatchState = Field(description='Open list. `doubtful`: a name alone says so, or what identifies it disagrees.')
    city: MatchedCity | None = Field(description='Which city it is; only with `matched`.')
    candidates: list[MatchedCity] = Field(description='Which it may be; a person says which.')


class CityMatchCounts(Shape):
    """How many lines are of each kind."""

    matched: int = Field(ge=0)
    doubtful: int = Field(ge=0)
    unmatched: int = Field(ge=0)


class CityMatches(Shape):
    """A table of a pasted list."""

    rows: list[CityMatch]
    counts: CityMatchCounts


class CityMatchesCreate(Wish):
    """A list of cities: a line for each, with its name, country and identifiers in any order, or a table with headings."""

    network_id: Id = Field(description='Whose office asks.')
    text: SaidText = Field(
        description='Up to 1 000 lines. Between the cells of a line are commas, semicolons, tabs or bars.',
        examples=['Graz; Austria; Q13298\nFrankfurt, DE\nhttps://www.geonames.org/3181928'],
    )
