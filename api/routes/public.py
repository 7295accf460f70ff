"""The public section over HTTP: no credentials, published fields only."""

from typing import Literal

from sqlalchemy import select, true
from starlette.responses import Response

from api import paging, reads
from api.contract import Resource, Tx
from api.models.public import PublicCity, PublicCityPage, PublicNetworkPage, PublicWorkingGroup, PublicWorkingGroupPage
from api.models.shapes import CountryCode, Reference, Slug
from api.paging import After, Limit, Page, Q
from api.shown import cities, groups, networks
from api.shown.publicly import PUBLIC_CITIES, PUBLIC_GROUPS, PUBLIC_NETWORKS, active_in

public = Resource('Public section')


@public.offer('GET', '/public/working-groups', PublicWorkingGroupPage)
def list_public_working_groups(tx: Tx, network: Slug | None = None, q: Q = None, limit: Limit = 50, after: After = None) -> Response:
    """List the constituted and completed working groups with their cities, lead and published contact."""
    of_network = groups.c.network_id == select(networks.c.id).where(networks.c.slug == network).scalar_subquery() if network else true()
    return paging.respond(
        tx, 'list_public_working_groups', PUBLIC_GROUPS, Page(limit, after, 'title'), of_network, paging.matches(groups.c.search_key, q)
    )


@public.offer('GET', '/public/working-groups/{working_group}', PublicWorkingGroup, etag=True, moves=True)
def get_public_working_group(tx: Tx, working_group: Reference) -> Response:
    """Read a public working group by id or slug. A slug that it had in former times answers 308 with its present address."""
    return reads.detail_or_moved(tx, 'get_public_working_group', PUBLIC_GROUPS, working_group)


@public.offer('GET', '/public/cities', PublicCityPage)
def list_public_cities(
    tx: Tx,
    network: Slug | None = None,
    country_code: CountryCode | None = None,
    q: Q = None,
    sort: Literal['name', 'country_code'] = 'name',
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List the member cities with their identifiers: the one request that needs no credentials at all."""
    conditions = (
        active_in(network),
        cities.c.country_code == country_code if country_code else true(),
        paging.matches(cities.c.search_key, q),
    )
    return paging.respond(tx, 'list_public_cities', PUBLIC_CITIES, Page(limit, after, sort), *conditions)


@public.offer('GET', '/public/cities/{city}', PublicCity, etag=True, moves=True)
def get_public_city(tx: Tx, city: Reference) -> Response:
    """Read a member city by id or slug. A slug that it had in former times answers 308 with its present address."""
    return reads.detail_or_moved(tx, 'get_public_city', PUBLIC_CITIES, city, active_in(None))


@public.offer('GET', '/public/networks', PublicNetworkPage)
def list_public_networks(tx: Tx, limit: Limit = 50, after: After = None) -> Response:
    """List the networks whose offices can be written to here."""
    return paging.respond(tx, 'list_public_networks', PUBLIC_NETWORKS, Page(limit, after, 'name'), ~networks.c.partner)
