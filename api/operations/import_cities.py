"""Finds the city that a row of an import means: by what identifies it, and by its name only where nothing else bears that name."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, cast, select
from sqlalchemy.dialects.postgresql import TSQUERY

from api.models.cities import CityRow, SlugRow
from api.models.city_catalogue import CatalogueCityRow, CatalogueReleaseRow
from api.models.columns import table
from api.models.identifiers import IdentifierRow
from api.models.keys import fold
from api.rules import imports
from api.rules.imports import Fault
from api.spine import Transaction

_CITIES, _KEYS, _SLUGS = table(CityRow), table(IdentifierRow), table(SlugRow)
_LISTED, _RELEASES = table(CatalogueCityRow), table(CatalogueReleaseRow)
_MOST_CANDIDATES, _MOST_LOOKED_AT = 8, 200
_BEGINNING = 4
_CATALOGUE_NUMBER = re.compile('[0-9]{1,9}')


@dataclass(frozen=True, slots=True)
class CitySaid:
    """What a row says of its city."""

    slug: str = ''
    name: str = ''
    country_code: str | None = None
    keys: tuple[tuple[str, str], ...] = ()
    in_catalogue: bool = True


@dataclass(frozen=True, slots=True)
class CityMeant:
    """The city that is known, or the one of the catalogue, or neither for a new one; else why none can be told."""

    city: CityRow | None = None
    listed: Mapping[str, Any] | None = None
    faults: tuple[tuple[str, Fault], ...] = ()
    suspicion: Fault | None = None
    candidates: tuple[dict[str, Any], ...] = ()


@dataclass(slots=True)
class CitiesKnown:
    """All cities known here, by what identifies them and by their folded names."""

    by_id: dict[UUID, CityRow]
    by_slug: dict[str, CityRow]
    by_key: dict[tuple[str, str], CityRow]
    keys_of: dict[UUID, set[tuple[str, str]]]
    names_of: dict[UUID, set[str]]
    catalogue_is_there: bool
    named: dict[str, list[CityRow]] = field(default_factory=dict)


def cities_known(transaction: Transaction) -> CitiesKnown:
    """Return the cities as they are recorded now."""
    rows = {row.id: row for row in transaction.session.execute(select(CityRow).order_by(_CITIES.c.id)).scalars()}
    keys = transaction.session.execute(select(_KEYS.c.scheme, _KEYS.c.value, _KEYS.c.city_id).where(_KEYS.c.city_id.is_not(None))).all()
    former = select(_SLUGS.c.slug, _SLUGS.c.subject_id).where(_SLUGS.c.subject_type == 'city')
    slugs = {slug: rows[city_id] for slug, city_id in transaction.session.execute(former) if city_id in rows}
    release = transaction.session.execute(select(_RELEASES.c.release)).first()
    known = CitiesKnown(
        by_id=rows,
        by_slug=slugs | {row.slug: row for row in rows.values()},
        by_key={(scheme, value): rows[city_id] for scheme, value, city_id in keys},
        keys_of={city_id: set() for city_id in rows},
        names_of={row.id: {fold(name) for name in (row.name, *row.other_names)} for row in rows.values()},
        catalogue_is_there=release is not None,
    )
    for scheme, value, city_id in keys:
        known.keys_of[city_id].add((scheme, value))
    for city_id, names in known.names_of.items():
        for name in names:
            known.named.setdefault(name, []).append(rows[city_id])
    return known


def city_meant(transaction: Transaction, known: CitiesKnown, said: CitySaid, decision: str | None, candidate_id: UUID | None) -> CityMeant:
    """Return which city a row means: one that its keys name; else the only one of its name; else nobody, with those it might be."""
    by_keys = {known.by_key[key].id: known.by_key[key] for key in said.keys if key in known.by_key}
    if said.slug in known.by_slug:
        by_keys[known.by_slug[said.slug].id] = known.by_slug[said.slug]
    if len(by_keys) > 1:
        names = sorted(city.name for city in by_keys.values())
        return CityMeant(faults=(('slug' if said.slug else 'identifiers', Fault('keys_disagree', _pair(names))),))
    if by_keys:
        (city,) = by_keys.values()
        return _of_that_country(said, city.country_code, city.name) or CityMeant(city=city)
    return _by_catalogue_number(transaction, known, said, decision, candidate_id)


def _pair(names: Sequence[str]) -> dict[str, str | int]:
    return {'first': names[0], 'second': names[1]}


def _of_that_country(said: CitySaid, country_code: str, name: str) -> CityMeant | None:
    if said.country_code in {None, country_code}:
        return None
    parameters: dict[str, str | int] = {'city': name, 'country': country_code, 'value': said.country_code or ''}
    return CityMeant(faults=(('country_code', Fault('country_differs', parameters)),))


def _by_catalogue_number(
    transaction: Transaction, known: CitiesKnown, said: CitySaid, decision: str | None, candidate_id: UUID | None
) -> CityMeant:
    number = next((value for scheme, value in said.keys if scheme == 'geonames'), None)
    if number is None or not known.catalogue_is_there or not _CATALOGUE_NUMBER.fullmatch(number):
        return _by_name(transaction, known, said, decision, candidate_id)
    found = transaction.session.execute(select(_LISTED).where(_LISTED.c.geonames_id == int(number))).mappings().one_or_none()
    if found is None:
        return CityMeant(faults=(('geonames', Fault('number_unknown', {'value': number})),))
    differs = _of_that_country(said, found['country_code'], found['name'])
    if differs:
        return differs
    alike = [_known(city) for city in _namesakes(known, said.name or found['name'], found['country_code'], said.keys)]
    return _decided(known, alike, decision, candidate_id, Fault('namesake_without_number'), CityMeant(listed=dict(found)))


def _by_name(transaction: Transaction, known: CitiesKnown, said: CitySaid, decision: str | None, candidate_id: UUID | None) -> CityMeant:
    name = fold(said.name)
    if not name:
        return CityMeant(faults=(('slug' if said.slug else 'name', Fault('city_unknown')),))
    ours = _namesakes(known, said.name, said.country_code, said.keys)
    listed = _listed(transaction, known, name, said.country_code) if said.in_catalogue else []
    listed = [each for each in listed if ('geonames', str(each['geonames_id'])) not in known.by_key]
    meant = imports.places_meant(name, [(fold(each['name']), each['population']) for each in listed], known_here=bool(ours))
    listed = [listed[place] for place in meant]
    candidates = [*(_known(city) for city in ours), *(_in_catalogue(each) for each in listed[:_MOST_CANDIDATES])]
    if len(candidates) == 1 and decision is None:
        return CityMeant(city=ours[0]) if ours else CityMeant(listed=listed[0])
    fresh = CityMeant() if said.country_code else CityMeant(faults=(('country_code', Fault('country_needed')),))
    if candidates:
        return _decided(known, candidates, decision, candidate_id, Fault('namesakes', {'name': said.name}), fresh, listed)
    similar = [_known(city) for city in known.by_id.values() if _is_similar(known, city, name, said)]
    if said.in_catalogue and known.catalogue_is_there:
        listed = _similar(transaction, name, said.country_code)
        similar += [_in_catalogue(each) for each in listed if ('geonames', str(each['geonames_id'])) not in known.by_key]
        return _decided(known, similar, decision, candidate_id, Fault('name_unknown', {'name': said.name}), fresh, listed, ask=True)
    return _decided(known, similar, decision, candidate_id, Fault('looks_like', {'name': said.name}), fresh)


def _decided(
    known: CitiesKnown,
    candidates: Sequence[dict[str, Any]],
    decision: str | None,
    candidate_id: UUID | None,
    suspicion: Fault,
    fresh: CityMeant,
    listed: Iterable[Mapping[str, Any]] = (),
    *,
    ask: bool = False,
) -> CityMeant:
    """Return what a person has said: one of the candidates, or a new city; until then whom it might be, if there is anybody or `ask`."""
    if decision == 'same' and str(candidate_id) in {each['id'] for each in candidates}:
        assert candidate_id is not None
        city = known.by_id.get(candidate_id)
        return CityMeant(city=city, candidates=tuple(candidates)) if city else CityMeant(
            listed=next(each for each in listed if each['id'] == candidate_id), candidates=tuple(candidates)
        )  # fmt: skip
    if decision == 'new' or not (candidates or ask):
        return CityMeant(listed=fresh.listed, faults=fresh.faults, candidates=tuple(candidates))
    return CityMeant(suspicion=suspicion, candidates=tuple(candidates))


def _namesakes(known: CitiesKnown, name: str, country_code: str | None, keys: Sequence[tuple[str, str]]) -> list[CityRow]:
    """Return the cities known here by that name; those that have another key of the same scheme are others."""
    schemes = {scheme for scheme, _ in keys}
    return [
        city
        for city in known.named.get(fold(name), [])
        if country_code in {None, city.country_code} and not schemes & {scheme for scheme, _ in known.keys_of[city.id]}
    ]


def _is_similar(known: CitiesKnown, city: CityRow, name: str, said: CitySaid) -> bool:
    return said.country_code in {None, city.country_code} and any(imports.looks_like(name, each) for each in known.names_of[city.id])


def _listed(transaction: Transaction, known: CitiesKnown, name: str, country_code: str | None) -> list[Mapping[str, Any]]:
    """Return the cities of the catalogue, the biggest first, that have every word of a name among theirs."""
    if not known.catalogue_is_there:
        return []
    return _found(transaction, ' & '.join(f"'{word}'" for word in name.split()), country_code, _MOST_LOOKED_AT)


def _similar(transaction: Transaction, name: str, country_code: str | None) -> list[Mapping[str, Any]]:
    beginning = name.split(maxsplit=1)[0][:_BEGINNING]
    found = _found(transaction, f"'{beginning}':*", country_code, _MOST_LOOKED_AT)
    return [each for each in found if imports.looks_like(name, fold(each['name']))][:_MOST_CANDIDATES]


def _found(transaction: Transaction, terms: str, country_code: str | None, most: int) -> list[Mapping[str, Any]]:
    conditions: list[ColumnElement[bool]] = [_LISTED.c.words.bool_op('@@')(cast(terms, TSQUERY))]
    if country_code:
        conditions.append(_LISTED.c.country_code == country_code)
    wanted = select(_LISTED).where(*conditions).order_by(_LISTED.c.sort_key).limit(most)
    return [dict(row) for row in transaction.session.execute(wanted).mappings()]


def _known(city: CityRow) -> dict[str, Any]:
    return {'id': str(city.id), 'kind': 'city', 'name': city.name, 'country_code': city.country_code}


def _in_catalogue(listed: Mapping[str, Any]) -> dict[str, Any]:
    said = {'id': str(listed['id']), 'kind': 'catalogue_city'}
    return said | {name: listed[name] for name in ('name', 'country_code', 'region', 'population')}
