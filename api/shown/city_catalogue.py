"""How the catalogue of the world's cities is shown: each with its country in the reader's language, and the city of ours that it is."""

from functools import cache

from sqlalchemy import Text, cast, literal, select
from sqlalchemy.dialects.postgresql import JSONB

from api.models.cities import CityRow
from api.models.city_catalogue import CatalogueCity, CatalogueCityRow
from api.models.columns import table
from api.reads import Read, json_of
from api.sentences import country_names
from api.shown.pieces import cities, identifiers
from api.visibility import visible_rows

catalogue = table(CatalogueCityRow)
_ours = (
    select(cities.c.id)
    .select_from(identifiers.join(cities, cities.c.id == identifiers.c.city_id))
    .where(identifiers.c.scheme == 'geonames', identifiers.c.value == cast(catalogue.c.geonames_id, Text), visible_rows(CityRow))
    .correlate(catalogue)
    .scalar_subquery()
)


@cache
def city_catalogue(language: str) -> Read:
    """Return the read for readers of a language."""
    name = literal(country_names(language), JSONB)[catalogue.c.country_code].astext
    return Read(
        CatalogueCityRow,
        json_of(CatalogueCity, catalogue, country_name=name, city_id=_ours),
        sorts={'population': (catalogue.c.sort_key, False)},
        # The way that is fastest depends on how frequent the words are.
        planned_anew=True,
    )
