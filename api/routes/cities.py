"""Cities over HTTP."""

from typing import Annotated, Literal

from fastapi import Query
from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import Resource, Tx
from api.models.cities import City, CityCreate, CityKind, CityPage, CityPatch
from api.models.shapes import CountryCode, Id, IdentifierKey, Reference
from api.operations import cities as operations
from api.paging import After, Expanding, Limit, Page, Q

cities = Resource('Cities')
_KEYS = ('identifier-malformed', 'identifier-scheme-unknown')


@cities.offer('GET', '/cities', CityPage)
def list_cities(  # noqa: PLR0913, PLR0917 -- each is a filter of the contract
    tx: Tx,
    network_id: Annotated[Id | None, Query(description='Cities that are active members of this network now.')] = None,
    country_code: CountryCode | None = None,
    kind: CityKind | None = None,
    identifier: Annotated[IdentifierKey | None, Query(description='The city that others know by this key, as scheme:value.')] = None,
    silent_in: Annotated[
        Id | None,
        Query(description='Cities that this call for interest has asked and that have not answered: for whoever sees all answers.'),
    ] = None,
    q: Q = None,
    sort: Literal['name', '-name', 'country_code', 'id'] = 'name',
    expand: Expanding[Literal['you_may', 'working_groups']] = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List cities and other local authorities.

    Everybody with credentials sees every city; which of them are members of which network is in `memberships`. Names sort
    without regard to accents, and `q` looks into the names in other languages as well: Vienna finds Wien.
    """
    conditions = filters.of_cities(network_id, country_code, kind, identifier, silent_in, q)
    return paging.respond(tx, 'list_cities', shown.CITIES, Page(limit, after, sort, expand), *conditions)


@cities.offer('POST', '/cities', City, code=201, etag=True, location=True,
                   problems=('identifier-taken', *_KEYS, 'unknown-reference'))  # fmt: skip
def create_city(tx: Tx, body: CityCreate) -> Response:
    """Make a city known.

    It becomes a member of a network by POST /v1/memberships. Its slug is made of its name, with the country where another
    city has that name, and stays for ever. An identifier belongs to one record only: 409 names the record that has it.
    One that cannot be of its scheme (`wikidata`, `geonames`, `lau`, `nuts3`, `unlocode`) is 409 as well; see the schema Identifier.
    `country_code` is ISO 3166-1: Greece is GR and the United Kingdom GB, not EL and UK. With a `geonames_id` of
    GET /v1/city-catalogue the rest is filled in; what is given beside it wins. A number that is not there: 409.
    """
    return reads.written(tx, shown.CITIES, operations.create_city(tx, body), 'get_city', location='/v1/cities')


@cities.offer('GET', '/cities/{city}', City, etag=True, moves=True)
def get_city(tx: Tx, city: Reference, expand: Expanding[Literal['you_may', 'working_groups']] = None) -> Response:
    """Read a city by id or slug. A slug that the city had in former times answers 308 with its present address."""
    return reads.detail_or_moved(tx, 'get_city', shown.CITIES, city, expand=expand)


@cities.offer(
    'PATCH', '/cities/{city}', City, transition=True, etag=True, tries_out=True,
    problems=('identifier-taken', *_KEYS, 'documented-fact', 'mirrored-record'),
)  # fmt: skip
def update_city(tx: Tx, city: Reference, body: CityPatch) -> Response:
    """Correct what is known of a city (merge patch).

    `identifiers` and `other_names` replace the whole set. The slug stays when the name changes. A corrected country counts
    anew every open working group the city is in, which may constitute one; memberships, leads and groups that show the
    city's name or country move in the feed with it.
    """
    return reads.written(tx, shown.CITIES, operations.update_city(tx, city, body), 'get_city')
