"""Works out what is said of a cell of the frame: what belongs in it, and what other cities did there that the caller may know of."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from api.models.cities import CityRow
from api.models.city_catalogue import CatalogueCityRow
from api.models.columns import table
from api.models.good_practices import GoodPracticeRow
from api.models.identifiers import IdentifierRow
from api.models.keys import fold
from api.models.memberships import MembershipRow
from api.models.networks import NetworkRow
from api.models.plan_actions import Cell
from api.models.practice_suggestions import CellSuggestions, PracticeSuggestion
from api.models.shapes import CityName
from api.operations.permit import id_of
from api.plan_frames import FRAMES
from api.practice_library import COMMITMENTS, DOCUMENTED, TRACKS, Documented
from api.problems import Problem
from api.rules import good_practices as rules
from api.spine import Transaction
from api.visibility import grants, visible

_PRACTICES, _CITIES, _MEMBERS, _NETWORKS = table(GoodPracticeRow), table(CityRow), table(MembershipRow), table(NetworkRow)
_IDENTIFIERS, _CATALOGUE = table(IdentifierRow), table(CatalogueCityRow)


def suggestions_of(transaction: Transaction, reference: str, cell: tuple[int, int], city: str | None) -> CellSuggestions:
    """Return what belongs in a cell, and the practices of a network and of publications that are near, for a city or for nobody's."""
    network_id = id_of(transaction, NetworkRow, reference)
    seen = select(_NETWORKS.c.id).where(_NETWORKS.c.id == network_id, visible(transaction.caller, 'get_network', NetworkRow))
    if not transaction.rows(seen, grants(transaction.caller)) or cell not in FRAMES['ten_points'].cells:
        raise Problem('not-found')
    language, city_id = transaction.caller.language, id_of(transaction, CityRow, city) if city else None
    cities = _cities_of(transaction, network_id)
    recorded = _recorded(transaction, network_id)
    own = [row for row in recorded.values() if row['city_id'] == city_id] if city_id else []
    reader = rules.Reader((language,), {theme for row in own for theme in row['themes']}, cities.get(city_id, {}).get('inhabitants'))
    practices = {str(key): _of_row(row, cities) for key, row in recorded.items() if row not in own}
    by_name = {(each['country_code'], name): each for each in cities.values() for name in each['names']}
    documented = {each.key: (each, by_name.get((each.country_code, fold(each.city)))) for each in DOCUMENTED}
    practices |= {key: _of_library(each, city) for key, (each, city) in documented.items() if city is None or city['id'] != city_id}
    items = []
    for key in rules.suggested(cell, practices.items(), reader):
        near = practices[key]
        why = {
            'fits': rules.fit(cell, near, reader), 'can_read': rules.can_read(near, reader), 'like_size': rules.is_like(near, reader),
        }  # fmt: skip
        items.append(_told_of(*documented[key], language, why) if key in documented else _told(recorded[UUID(key)], cities, why))
    return CellSuggestions(
        cell=Cell(commitment=cell[0], track=cell[1]),
        language=language,
        commitment_about=COMMITMENTS[cell[0]][language],
        track_about=TRACKS[cell[1]][language],
        items=items,
    )


def _cities_of(transaction: Transaction, network_id: UUID | None) -> dict[UUID | None, dict[str, Any]]:
    """Return the cities of a network as they are named, with their inhabitants where the catalogue knows them."""
    geonames = (_IDENTIFIERS.c.city_id == _CITIES.c.id) & (_IDENTIFIERS.c.scheme == 'geonames')
    known = _CITIES.join(_MEMBERS, _MEMBERS.c.city_id == _CITIES.c.id).outerjoin(_IDENTIFIERS, geonames)
    joined = known.outerjoin(_CATALOGUE, _CATALOGUE.c.geonames_id.cast(_IDENTIFIERS.c.value.type) == _IDENTIFIERS.c.value)
    columns = (_CITIES.c.id, _CITIES.c.slug, _CITIES.c.name, _CITIES.c.country_code, _CITIES.c.other_names)
    here = (_MEMBERS.c.network_id == network_id, _MEMBERS.c.working_group_id.is_(None), _MEMBERS.c.stage == 'active')
    wanted = select(*columns, _CATALOGUE.c.population).select_from(joined).where(*here, _MEMBERS.c.end_date.is_(None))
    return {
        row['id']: {
            **{name: row[name] for name in ('id', 'slug', 'name', 'country_code')},
            'names': {fold(name) for name in (row['name'], *row['other_names'])},
            'inhabitants': row['population'],
        }
        for row in transaction.rows(wanted, {})
    }


def _recorded(transaction: Transaction, network_id: UUID | None) -> dict[UUID, Mapping[str, Any]]:
    columns = [_PRACTICES.c[name] for name in ('id', 'city_id', 'city_name', 'country_code', 'title', 'summary', 'cells', 'themes')]
    more = [_PRACTICES.c[name] for name in ('languages', 'year', 'url', 'publication')]
    shown = visible(transaction.caller, 'get_practice_suggestions', GoodPracticeRow)
    of_others = _CITIES.c.name.label('of'), _CITIES.c.slug, _CITIES.c.country_code.label('of_country')
    wanted = (
        select(*columns, *more, *of_others)
        .select_from(_PRACTICES.outerjoin(_CITIES, _CITIES.c.id == _PRACTICES.c.city_id))
        .where(shown, _PRACTICES.c.network_id == network_id, _PRACTICES.c.stage == 'published')
    )
    return {row['id']: row for row in transaction.rows(wanted, grants(transaction.caller))}


def _of_row(row: Mapping[str, Any], cities: Mapping[UUID | None, Mapping[str, Any]]) -> rules.Practice:
    cells = [(each['commitment'], each['track']) for each in row['cells']]
    return rules.Practice(cells, row['themes'], row['languages'], cities.get(row['city_id'], {}).get('inhabitants'))


def _of_library(each: Documented, city: Mapping[str, Any] | None) -> rules.Practice:
    return rules.Practice(each.cells, each.themes, each.languages, city['inhabitants'] if city else None)


def _told(row: Mapping[str, Any], cities: Mapping[UUID | None, Mapping[str, Any]], why: Mapping[str, Any]) -> PracticeSuggestion:
    city = row['city_id'] and CityName(id=row['city_id'], slug=row['slug'], name=row['of'], country_code=row['of_country'])
    return PracticeSuggestion(
        good_practice_id=row['id'],
        library_key=None,
        city=city,
        city_name=row['of'] or row['city_name'],
        country_code=row['of_country'] or row['country_code'],
        **{name: row[name] for name in ('title', 'summary', 'languages', 'year', 'url', 'publication')},
        asked_by='question' if row['city_id'] in cities else 'link' if row['url'] else 'office',
        **why,
    )


def _told_of(each: Documented, city: Mapping[str, Any] | None, language: str, why: Mapping[str, Any]) -> PracticeSuggestion:
    return PracticeSuggestion(
        good_practice_id=None,
        library_key=each.key,
        city=CityName(**{name: city[name] for name in CityName.model_fields}) if city else None,
        city_name=each.city,
        country_code=each.country_code,
        title=each.title,
        summary=each.summary[language],
        languages=list(each.languages),
        year=each.year,
        url=each.url,
        publication=each.publication,
        asked_by='question' if city else 'link' if each.url else 'office',
        **why,
    )
