"""Matches the cities that a partner tells of with ours, each time that either may have changed; what a person has said stays."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field, ValidationError
from sqlalchemy import bindparam, func, select, update

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
_AT_ONCE = 500
# No more of a record than what it is compared by.
_COMPARED = ('name', 'other_names', 'country_code', 'identifiers')
_SAID = func.jsonb_strip_nulls(func.jsonb_build_object(*(part for name in _COMPARED for part in (name, _MIRRORED.c.data[name])))).label(
    'said'
)


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
        KnownCity(city_id, country, _folded(name, *others), frozenset(keys.get(city_id, ())), name)
        for city_id, country, name, others in transaction.session.execute(wanted)
    )


def match_cities_of(transaction: Transaction, source: SyncSourceRow) -> None:
    """Match all cities of a partner anew, but for those of which a person has decided: read once, row by row, whatever their number."""
    partner = transaction.find(NetworkRow, source.partner_id)
    assert partner is not None
    columns = _MIRRORED.c
    wanted = select(columns.id, columns.origin_id, _SAID, columns.match, columns.city_id, columns.candidate_ids, columns.decision)
    cities = (columns.sync_source_id == source.id, columns.subject_type == 'city', columns.deleted_at.is_(None))
    known, own_key = known_cities(transaction), f'network:{partner.slug}'
    # Who is matched waits until all are seen, since one of ours is one of theirs; there are no more of these than of ours, or doubtful.
    matched: dict[UUID, tuple[Match, bool, Match]] = {}
    changed: dict[UUID, Match] = {}
    found_rows = transaction.session.connection().execute(wanted.where(*cities), execution_options={'yield_per': _AT_ONCE})
    for row in map(dict, found_rows.mappings()):
        before = Match(row['match'], row['city_id'], tuple(UUID(each) for each in row['candidate_ids']))
        match = _match(row, own_key, known)
        if match.city_id is not None:
            matched[row['id']] = (before, row['decision'] is None, match)
        elif row['decision'] is None and match != before:
            changed[row['id']] = match
    found = each_once({record: match for record, (_, _, match) in matched.items()})
    changed |= {record: found[record] for record, (before, is_open, _) in matched.items() if is_open and found[record] != before}
    if changed:
        moved = {
            'match': bindparam('now_match'),
            'city_id': bindparam('now_city'),
            'candidate_ids': bindparam('now_candidates'),
            'version': columns.version + 1,
            'updated_at': transaction.now,
        }
        said = [
            {
                'of': record,
                'now_match': match.match,
                'now_city': match.city_id,
                'now_candidates': [str(each) for each in match.candidate_ids],
            }
            for record, match in changed.items()
        ]
        transaction.session.connection().execute(update(_MIRRORED).where(columns.id == bindparam('of')).values(moved), said)


def _match(row: Mapping[str, Any], own_key: str, known: KnownCities) -> Match:
    """Return what is known of a city: what a person has said counts, also for the others that may mean the same one of ours."""
    if row['decision'] is not None:
        return Match(row['match'], row['city_id'])
    return match_of(meant_by(row['said'], (own_key, str(row['origin_id']))), known)


def meant_by(data: Any, *more: tuple[str, str]) -> MeantCity:
    """Return what a partner's record says of a city; nothing where it is none. `more` identifies it, too."""
    try:
        said = _SaidCity.model_validate(data)
    except ValidationError:
        said = _SaidCity()
    keys = {(each.scheme, each.value) for each in said.identifiers} | set(more)
    return MeantCity(_folded(said.name, *said.other_names), frozenset(keys), said.country_code)


def _folded(*names: str) -> frozenset[str]:
    return frozenset(filter(None, map(fold, names)))
