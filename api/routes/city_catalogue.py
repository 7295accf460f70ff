"""The catalogue of the world's cities over HTTP."""

from sqlalchemy import select
from starlette.responses import Response

from api import filters, paging
from api.contract import Resource, Tx
from api.models.city_catalogue import ATTRIBUTION, CatalogueCityPage, CatalogueReleaseRow
from api.models.columns import table
from api.models.shapes import CountryCode
from api.paging import After, Limit, Page, Q
from api.shown.city_catalogue import city_catalogue
from api.visibility import visible_rows

catalogue = Resource('City catalogue')


@catalogue.offer('GET', '/city-catalogue', CatalogueCityPage)
def list_city_catalogue(tx: Tx, q: Q = None, country_code: CountryCode | None = None, limit: Limit = 50, after: After = None) -> Response:
    """Look a city up in the catalogue of the world's cities, the biggest first.

    It holds every place of a thousand people and more that GeoNames knows, except in countries without an ISO 3166-1 code. `q` looks
    for words that begin so, in every language GeoNames has names in: `frankf od` finds Frankfurt (Oder), `Köln` and `koln` Cologne.
    POST /v1/cities takes a `geonames_id` from here and fills in the rest. What the catalogue lacks is added by hand.
    """
    read = city_catalogue(tx.caller.language)
    found, following = paging.found_rows(
        tx, 'list_city_catalogue', read, Page(limit, after, 'population'), filters.of_city_catalogue(q, country_code), with_facts=False
    )
    bodies = [str(row['body']) for row in found]
    return paging.as_page(tx, bodies, following, ready=bool(found) or _is_loaded(tx), attribution=ATTRIBUTION)


def _is_loaded(tx: Tx) -> bool:
    release = table(CatalogueReleaseRow)
    return bool(tx.rows(select(release.c.release).where(visible_rows(CatalogueReleaseRow)), {}))
