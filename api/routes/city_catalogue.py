"""The catalogue of the world's cities over HTTP."""

from sqlalchemy import ARRAY, ColumnElement, and_, any_, cast, false, func, select, true
from sqlalchemy.dialects.postgresql import TSQUERY
from starlette.responses import Response

from api import paging
from api.contract import Resource, Tx
from api.models.city_catalogue import ATTRIBUTION, CatalogueCityPage, CatalogueCityRow, CatalogueReleaseRow
from api.models.columns import KEY, table
from api.models.keys import fold
from api.models.shapes import CountryCode
from api.paging import After, Limit, Page, Q
from api.shown.city_catalogue import catalogue as catalogue_cities
from api.shown.city_catalogue import city_catalogue
from api.visibility import visible_rows

catalogue = Resource('City catalogue')
# Longer ones are no words; Postgres refuses what has more than 2046 bytes.
_LONGEST_WORD = 100


@catalogue.offer('GET', '/city-catalogue', CatalogueCityPage)
def list_city_catalogue(tx: Tx, q: Q = None, country_code: CountryCode | None = None, limit: Limit = 50, after: After = None) -> Response:
    """Look a city up in the catalogue of the world's cities, the biggest first.

    It holds every place of a thousand people and more that GeoNames knows, except in countries without an ISO 3166-1 code. `q` looks
    for words that begin so, in every language GeoNames has names in: `frankf od` finds Frankfurt (Oder), `Köln` and `koln` Cologne.
    POST /v1/cities takes a `geonames_id` from here and fills in the rest. What the catalogue lacks is added by hand.
    """
    read = city_catalogue(tx.caller.language)
    found, following = paging.found_rows(
        tx, 'list_city_catalogue', read, Page(limit, after, 'population'), _wanted(q, country_code), with_facts=False
    )
    bodies = [str(row['body']) for row in found]
    return paging.as_page(tx, bodies, following, ready=bool(found) or _is_loaded(tx), attribution=ATTRIBUTION)


def _wanted(q: str | None, country_code: str | None) -> ColumnElement[bool]:
    here = catalogue_cities.c.country_code == country_code if country_code else true()
    if q is None or country_code is None:
        return and_(_begins_so(q), here)
    # Found first, then put in order: many cities begin so and many are of that country, but where both hold cannot be foreseen, and
    # going through all by size until enough are found might go through all.
    found = select(catalogue_cities.c.sort_key).where(_begins_so(q), here, visible_rows(CatalogueCityRow)).correlate(None)
    return catalogue_cities.c.sort_key == any_(func.array(found.scalar_subquery(), type_=ARRAY(KEY)))


def _begins_so(q: str | None) -> ColumnElement[bool]:
    """Return the condition that every word of `q` begins a word of the city's names."""
    if q is None:
        return true()
    words = fold(q).split()
    terms = ' & '.join(f"'{word[:_LONGEST_WORD]}':*" for word in words)
    condition: ColumnElement[bool] = catalogue_cities.c.words.bool_op('@@')(cast(terms, TSQUERY))
    return condition if words else false()


def _is_loaded(tx: Tx) -> bool:
    release = table(CatalogueReleaseRow)
    return bool(tx.rows(select(release.c.release).where(visible_rows(CatalogueReleaseRow)), {}))
