"""What can be done with a city: make it known, and correct what is known of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from api.models.cities import CityCreate, CityPatch, CityRow
from api.models.city_catalogue import CatalogueCityRow
from api.models.columns import table
from api.models.keys import fold, search_key
from api.models.memberships import LeadRow, MembershipRow
from api.models.shapes import Identifier, merge
from api.models.working_groups import WorkingGroupRow
from api.operations.formation import evaluate
from api.operations.identifiers import held, identify, record_with_keys
from api.operations.permit import permit, permit_on
from api.operations.shown_names import touch_naming_city
from api.operations.slugs import free_slug
from api.permissions import Facts
from api.problems import unknown_reference
from api.rules import working_groups
from api.spine import Transaction

_MEMBERS, _LEADS = table(MembershipRow), table(LeadRow)
_LISTED = table(CatalogueCityRow)


def facts_of_city(transaction: Transaction, city: CityRow) -> Facts:
    """Return what the permission table needs to know of a city: the networks it belongs to."""
    now = (_MEMBERS.c.city_id == city.id, _MEMBERS.c.working_group_id.is_(None), _MEMBERS.c.end_date.is_(None))
    found = transaction.session.execute(select(_MEMBERS.c.network_id).where(*now)).scalars()
    return Facts(networks=frozenset(found), city_id=city.id)


def create_city(transaction: Transaction, wish: CityCreate) -> CityRow:
    """Make a city known. What a city is belongs to the public; that it is a member is said by its memberships."""
    permit(transaction, 'create_city', Facts())
    return add_city(transaction, 'create_city', wish)


def add_city(transaction: Transaction, operation: str, wish: CityCreate) -> CityRow:
    """Remember a city, as part of an operation that may."""
    listed = _listed(transaction, wish.geonames_id)
    name, country_code = wish.name or listed['name'], wish.country_code or listed['country_code']
    city = transaction.add(
        CityRow(
            slug=free_slug(transaction, CityRow, name, country_code, fallback='city'),
            name=name,
            other_names=list(wish.other_names),
            sort_key=fold(name),
            search_key=search_key(name, *wish.other_names),
            kind=wish.kind,
            country_code=country_code,
            latitude=listed.get('latitude') if wish.latitude is None else wish.latitude,
            longitude=listed.get('longitude') if wish.longitude is None else wish.longitude,
            audience='public',
        ),
    )
    record_with_keys(transaction, operation, city, _with_number(wish), given=len(wish.identifiers))
    return city


def _listed(transaction: Transaction, geonames_id: int) -> Mapping[str, Any]:
    """Return what the catalogue knows of a city; nothing when none is named. Raises unknown-reference."""
    if not geonames_id:
        return {}
    wanted = select(_LISTED.c.name, _LISTED.c.country_code, _LISTED.c.latitude, _LISTED.c.longitude)
    found = transaction.session.execute(wanted.where(_LISTED.c.geonames_id == geonames_id)).mappings().one_or_none()
    if found is None:
        raise unknown_reference('geonames_id')
    return dict(found)


def _with_number(wish: CityCreate) -> list[Identifier]:
    """Return the identifiers that are given, and the number in the catalogue as one of them."""
    numbers = [Identifier(scheme='geonames', value=str(wish.geonames_id))] if wish.geonames_id else []
    return [*wish.identifiers, *(number for number in numbers if number not in wish.identifiers)]


def update_city(transaction: Transaction, reference: UUID | str, wish: CityPatch) -> CityRow:
    """Correct what is known of a city. Its address stays; a corrected country counts its open groups anew (W2)."""
    city = permit_on(transaction, 'update_city', CityRow, reference, facts_of_city)
    changes = merge(wish)
    name, country = city.name, city.country_code
    beside = identify(transaction, city, changes.pop('identifiers')) if 'identifiers' in changes else {}
    for column, value in changes.items():
        setattr(city, column, value)
    city.sort_key, city.search_key = fold(city.name), search_key(city.name, *city.other_names)
    transaction.record('update_city', city, beside=beside)
    if (city.name, city.country_code) != (name, country):
        _show_anew(transaction, city.id, recount=city.country_code != country)
    return city


def learn_of_city(transaction: Transaction, operation: str, city: CityRow, other_names: list[str], keys: list[Identifier]) -> None:
    """Add names and identifiers to those of a city, as part of an operation that may; what it has, it keeps."""
    known = [Identifier(scheme=each.scheme, value=each.value) for each in held(transaction, city)]
    beside = identify(transaction, city, [*known, *keys]) if keys else {}
    city.other_names = [*city.other_names, *(name for name in other_names if name not in city.other_names)]
    city.search_key = search_key(city.name, *city.other_names)
    transaction.record(operation, city, beside=beside)


def _show_anew(transaction: Transaction, city_id: UUID, *, recount: bool) -> None:
    """Move everything that shows the city's name and country, and count its open groups anew when the country changed."""
    groups = _groups_of(transaction, city_id)
    shown = (*_locked(transaction, MembershipRow, _MEMBERS, city_id), *_locked(transaction, LeadRow, _LEADS, city_id))
    for row in (*groups, *shown):
        transaction.touch(row)
    touch_naming_city(transaction, city_id)
    for group in groups if recount else ():
        if working_groups.STAGES[group.stage]:
            evaluate(transaction, group, 'update_city', transaction.today(group.network_id))


def _groups_of(transaction: Transaction, city_id: UUID) -> list[WorkingGroupRow]:
    inside, leading = (
        select(columns.c.working_group_id).where(columns.c.city_id == city_id, columns.c.end_date.is_(None))
        for columns in (_MEMBERS, _LEADS)
    )
    ids = {*transaction.session.execute(inside).scalars(), *transaction.session.execute(leading).scalars()}
    return transaction.lock(WorkingGroupRow, ids - {None})


def _locked(transaction: Transaction, row: type[Any], columns: Any, city_id: UUID) -> list[Any]:
    ids = transaction.session.execute(select(columns.c.id).where(columns.c.city_id == city_id)).scalars()
    return transaction.lock(row, ids)
