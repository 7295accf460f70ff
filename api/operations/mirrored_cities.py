"""Matches the cities that a partner tells of with ours, each time that either may have changed; what a person has said stays."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field, ValidationError
from sqlalchemy import bindparam, select, update

from api.models.cities import CityRow
from api.models.columns import table
from api.models.identifiers import IdentifierRow
from api.models.keys import fold
from api.models.mirrored_records import MirroredRecordRow
from api.models.networks import NetworkRow
from api.models.sync_sources import SyncSourceRow
from api.rules.mirrored_cities import KnownCities, KnownCity, Match, MeantCity, each_once, match_of
from api.spine import Transaction

_CITIES, _KEYS, _MIRRORED = table(CityRow), table(IdentifierRow), table(MirroredRecordRow)


class _SaidIdentifier(BaseModel):
    scheme: str
    value: str


class _SaidCity(BaseModel):
    """What a partner says of a city; all of it may be missing, since it is theirs to say."""

    name: str = ''
    other_names: list[str] = Field(default_factory=list)
    country_code: str | None = None
    identifiers: list[_SaidIdentifier] = Field(default_factory=list)


def known_cities(transaction: Transaction) -> KnownCities:
    """Return our cities as the rule compares them."""
    keys: dict[UUID, set[tuple[str, str]]] = {}
    for city_id, scheme, value in transaction.session.execute(select(_KEYS.c.city_id, _KEYS.c.scheme, _KEYS.c.value)):
        keys.setdefault(city_id, set()).add((scheme, value))
    wanted = select(_CITIES.c.id, _CITIES.c.country_code, _CITIES.c.name, _CITIES.c.other_names).order_by(_CITIES.c.id)
    return KnownCities.of(
        KnownCity(city_id, country, _folded(name, *others), frozenset(keys.get(city_id, ())))
        for city_id, country, name, others in transaction.session.execute(wanted)
    )


def match_cities_of(transaction: Transaction, source: SyncSourceRow) -> None:
    """Match all cities of a partner anew, but for those of which a person has decided."""
    partner = transaction.find(NetworkRow, source.partner_id)
    assert partner is not None
    columns = _MIRRORED.c
    wanted = select(columns.id, columns.origin_id, columns.data, columns.match, columns.city_id, columns.candidate_ids, columns.decision)
    cities = (columns.sync_source_id == source.id, columns.subject_type == 'city', columns.deleted_at.is_(None))
    rows = [dict(row) for row in transaction.session.execute(wanted.where(*cities).order_by(columns.id)).mappings()]
    known = known_cities(transaction) if rows else KnownCities()
    own_key = f'network:{partner.slug}'
    found = each_once({row['id']: _match(row, own_key, known) for row in rows})
    changed = [
        {'of': row['id'], 'now_match': match.match, 'now_city': match.city_id, 'now_candidates': _ids(match)}
        for row in rows
        if row['decision'] is None
        and (row['match'], row['city_id'], row['candidate_ids']) != ((match := found[row['id']]).match, match.city_id, _ids(match))
    ]
    if changed:
        moved = {
            'match': bindparam('now_match'),
            'city_id': bindparam('now_city'),
            'candidate_ids': bindparam('now_candidates'),
            'version': columns.version + 1,
            'updated_at': transaction.now,
        }
        transaction.session.connection().execute(update(_MIRRORED).where(columns.id == bindparam('of')).values(moved), changed)


def _match(row: Mapping[str, Any], own_key: str, known: KnownCities) -> Match:
    """Return what is known of a city: what a person has said counts, also for the others that may mean the same one of ours."""
    if row['decision'] is not None:
        return Match(row['match'], row['city_id'])
    return match_of(_meant(row, own_key), known)


def _meant(row: Mapping[str, Any], own_key: str) -> MeantCity:
    try:
        said = _SaidCity.model_validate(row['data'])
    except ValidationError:
        said = _SaidCity()
    keys = {(each.scheme, each.value) for each in said.identifiers} | {(own_key, str(row['origin_id']))}
    return MeantCity(_folded(said.name, *said.other_names), frozenset(keys), said.country_code)


def _folded(*names: str) -> frozenset[str]:
    return frozenset(filter(None, map(fold, names)))


def _ids(match: Match) -> list[str]:
    return [str(each) for each in match.candidate_ids]
