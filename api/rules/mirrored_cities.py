"""Knows which of our cities a partner means by one of its own: by what identifies it, never by its name alone.

| match     | what is known of a partner's city                                                          |
| --------- | ------------------------------------------------------------------------------------------ |
| matched   | an identifier that it shares with exactly one of ours says so, or a person has             |
| doubtful  | a person says which it is: its name is that of one of ours, or what identifies it disagrees |
| unmatched | it is none of ours                                                                         |
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from api.rules.imports import looks_like
from api.rules.refusals import Refusal

MATCHES = ('matched', 'doubtful', 'unmatched')
# A region has one such key for all of its cities.
_OF_A_REGION = 'nuts3'
# Every country counts its communes for itself.
_OF_A_COUNTRY = 'lau'
_MOST_CANDIDATES = 8
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class KnownCity:
    """One of our cities: its folded names, what identifies it, and how it is called."""

    id: UUID
    country_code: str
    names: frozenset[str]
    keys: frozenset[Key]
    name: str = ''


@dataclass(frozen=True, slots=True)
class MeantCity:
    """What a partner says of a city: folded names, what identifies it, the country where it says one."""

    names: frozenset[str]
    keys: frozenset[Key]
    country_code: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Which city it is, or which it may be."""

    match: str
    city_id: UUID | None = None
    candidate_ids: tuple[UUID, ...] = ()


UNMATCHED = Match('unmatched')


@dataclass(slots=True)
class KnownCities:
    """Our cities by what they are looked for."""

    by_key: dict[Key, KnownCity] = field(default_factory=dict)
    by_name: dict[str, list[KnownCity]] = field(default_factory=dict)
    by_country: dict[str, list[KnownCity]] = field(default_factory=dict)
    name_of: dict[UUID, str] = field(default_factory=dict)

    @classmethod
    def of(cls, cities: Iterable[KnownCity]) -> 'KnownCities':
        """Put them in order."""
        known = cls()
        for city in cities:
            known.name_of[city.id] = city.name
            known.by_key |= dict.fromkeys(city.keys, city)
            known.by_country.setdefault(city.country_code, []).append(city)
            for name in city.names:
                known.by_name.setdefault(name, []).append(city)
        return known


def match_of(meant: MeantCity, known: KnownCities) -> Match:
    """A city is one of ours when it shares an identifier with exactly one of them and nothing that both have disagrees.

    Its name alone decides nothing: Frankfurt is two cities, and a person says which. Nor does the key of a region, which all of its cities
    share, nor that of a commune where no country is said. Whoever has another key of the same scheme is another city, whatever its name.

    Rule: identifiers. Decided here.
    """
    bearers = {key: known.by_key[key] for key in sorted(meant.keys) if key in known.by_key}
    bearers = {key: city for key, city in bearers.items() if not (key[0].startswith(_OF_A_COUNTRY) and _is_elsewhere(meant, city))}
    shared = {city.id: city for city in bearers.values()}
    vague = (_OF_A_REGION, _OF_A_COUNTRY) if meant.country_code is None else (_OF_A_REGION,)
    surely = {city.id for key, city in bearers.items() if not key[0].startswith(vague)}
    if len(surely) == 1:
        (city_id,) = surely
        city = shared[city_id]
        if not _disagree(meant, city) and not _is_elsewhere(meant, city):
            return Match('matched', city_id)
    if surely:
        return _doubtful(shared[city_id] for city_id in sorted(surely))
    alike = [city for name in sorted(meant.names) for city in known.by_name.get(name, ())]
    alike += [city for city in known.by_country.get(meant.country_code or '', ()) if _sound_alike(meant, city)]
    alike += [city for city in shared.values() if city not in alike]
    return _doubtful(city for city in alike if not _is_elsewhere(meant, city) and not _disagree(meant, city))


def each_once(matches: Mapping[UUID, Match]) -> dict[UUID, Match]:
    """A partner has a city once: where two of its records are said to be the same one of ours, a person says which.

    Takes and returns matches by the records that they are of.

    Rule: identifiers. Decided here.
    """
    bearers: dict[UUID | None, int] = {}
    for each in matches.values():
        bearers[each.city_id] = bearers.get(each.city_id, 0) + 1
    return {
        record: Match('doubtful', None, (each.city_id,)) if each.city_id and bearers[each.city_id] > 1 else each
        for record, each in matches.items()
    }


def why_not_partner(kind: str, *, names_partner: bool, is_partner: bool) -> Refusal | None:
    """A partner's list is taken in as the records of that partner; no other file has one.

    Rule: identifiers. Decided here.
    """
    return None if names_partner == is_partner == (kind == 'partner_cities') else Refusal('import-names-a-partner')


def why_not_decide(*, is_city: bool, is_deleted: bool) -> Refusal | None:
    """Only cities are matched, and only while their network has them.

    Rule: identifiers. Decided here.
    """
    return None if is_city and not is_deleted else Refusal('nothing-to-match')


def why_not_so(decision: str | None, *, names_city: bool) -> Refusal | None:
    """Whoever says that it is one of our cities says which; whoever says anything else names none.

    Rule: identifiers. Decided here.
    """
    return None if (decision == 'same') == names_city else Refusal('match-names-a-city')


def _doubtful(candidates: Iterable[KnownCity]) -> Match:
    ids = tuple(dict.fromkeys(city.id for city in candidates))[:_MOST_CANDIDATES]
    return Match('doubtful', None, ids) if ids else UNMATCHED


def _is_elsewhere(meant: MeantCity, city: KnownCity) -> bool:
    return meant.country_code not in {None, city.country_code}


def _disagree(meant: MeantCity, city: KnownCity) -> bool:
    """Say whether both have a key of one scheme, and another one; of schemes in which a city has one key."""
    return any(_differ(scheme, meant.keys, city.keys) for scheme in {scheme for scheme, _ in meant.keys})


def _differ(scheme: str, keys: Collection[Key], others: Collection[Key]) -> bool:
    theirs = {value for name, value in keys if name == scheme}
    ours = {value for name, value in others if name == scheme}
    return bool(theirs and ours) and not theirs & ours


def _sound_alike(meant: MeantCity, city: KnownCity) -> bool:
    return any(looks_like(name, other) for name in meant.names for other in city.names)
