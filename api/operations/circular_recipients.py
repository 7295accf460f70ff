"""Finds whom a circular is for at this moment: everybody who holds or held one of its roles, with the reason where they are not sent it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select, text

from api.asked_cities import silent_cities
from api.models.circulars import CircularRow, CircularTextRow
from api.models.columns import table
from api.models.networks import NetworkRow
from api.operations.circular_duties import groups_owing
from api.rules import circulars as rules
from api.rules.circulars import Holder
from api.rules.roles import HELD_FOR
from api.spine import Transaction

_TEXTS = table(CircularTextRow)
# What a group has left undone; a call is answered by a city.
DUTIES_OF_GROUPS, UNANSWERED = ('undeclared', 'report_missing', 'declaration_missing'), 'call_unanswered'
_GROUPS = text("""
SELECT id FROM working_groups WHERE network_id = :network AND (CAST(:named AS uuid[]) IS NULL OR id = ANY(:named))
  AND (CAST(:stages AS text[]) IS NULL OR stage = ANY(:stages))
""")
_CITIES = """
SELECT c.id, c.slug, c.name, c.country_code FROM cities c JOIN memberships m ON m.city_id = c.id
WHERE m.network_id = :network AND m.working_group_id IS NULL AND m.end_date IS NULL AND m.stage = ANY(:membership_stages)
  AND (CAST(:country_codes AS text[]) IS NULL OR c.country_code = ANY(:country_codes))
  AND (CAST(:city_kinds AS text[]) IS NULL OR c.kind = ANY(:city_kinds))
  AND (CAST(:silent AS uuid[]) IS NULL OR c.id = ANY(:silent))
  AND (CAST(:groups AS uuid[]) IS NULL OR EXISTS (
    SELECT FROM {within} g WHERE g.city_id = c.id AND g.working_group_id = ANY(:groups) AND g.end_date IS NULL))
ORDER BY c.sort_key, c.id
"""
_MEMBER_CITIES, _LEAD_CITIES = (text(_CITIES.format(within=within)) for within in ('memberships', 'leads'))
# Roles that are held for no place are meant where no place is named.
_HOLDERS = text("""
SELECT r.role, r.end_date IS NULL AS holds, r.city_id, r.organisation_id, r.working_group_id, p.id, p.name, p.mail, p.language,
  p.disabled_at IS NOT NULL AS disabled, own.shown, own.shown IS NULL AND own.any AS hidden
FROM roles r JOIN people p ON p.id = r.person_id
  CROSS JOIN LATERAL (SELECT count(*) > 0 AS any, min(k.value) FILTER (WHERE k.visibility IN ('public', 'members')) AS shown
    FROM contact_points k WHERE k.person_id = p.id AND k.network_id = r.network_id AND k.kind = 'mail' AND k.ended_on IS NULL) own
WHERE r.network_id = :network AND r.role = ANY(:roles) AND p.erased_at IS NULL
  AND CASE WHEN r.city_id IS NOT NULL THEN r.city_id = ANY(:cities)
      AND (r.working_group_id IS NULL OR CAST(:groups AS uuid[]) IS NULL OR r.working_group_id = ANY(:groups))
    WHEN r.organisation_id IS NOT NULL THEN :everywhere OR EXISTS (SELECT FROM memberships m
      WHERE m.organisation_id = r.organisation_id AND m.working_group_id = ANY(:groups) AND m.end_date IS NULL)
    WHEN r.working_group_id IS NOT NULL THEN :everywhere OR r.working_group_id = ANY(:groups)
    ELSE :everywhere END
ORDER BY p.id, r.end_date DESC NULLS FIRST, r.id
""")


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody a circular is for, or a city where nobody is; `reason` is the code of why they are not sent it."""

    person_id: UUID | None = None
    name: str | None = None
    mail: str | None = None
    shown: str | None = None
    role: str | None = None
    city: dict[str, Any] | None = None
    language: str | None = None
    reason: str | None = None


def addressees_of(transaction: Transaction, circular: CircularRow, versions: Sequence[str]) -> list[Addressee]:
    """Return everybody a circular is for, once each, by city: recipients, and whoever is not sent it."""
    network = transaction.find(NetworkRow, circular.network_id)
    assert network is not None
    choice, groups = circular.meant_for, _groups(transaction, circular)
    cities = {row['id']: dict(row) for row in _cities(transaction, circular, groups)}
    narrowed = groups is not None or bool(choice['country_codes'] or choice['city_kinds'] or choice['duty'] == UNANSWERED)
    values = {'network': network.id, 'roles': choice['roles'], 'cities': list(cities), 'groups': groups, 'everywhere': not narrowed}
    held = [dict(row) for row in transaction.session.execute(_HOLDERS, values).mappings()]
    followed = {_place(row) for row in held if row['holds']}
    people: dict[UUID, Addressee] = {}
    for row in held:
        if row['id'] not in people and (row['holds'] or _place(row) not in followed):
            holder = Holder(row['holds'], row['disabled'], row['mail'] is not None, row['hidden'])
            reason = rules.why_not_written_to(holder, live=network.stage == 'live', of_group=circular.working_group_id is not None)
            language = rules.version_read(row['language'], versions, network.working_languages)
            found = Addressee(row['id'], row['name'], row['mail'], row['shown'], row['role'], _named(cities.get(row['city_id'])))
            people[row['id']] = replace(found, language=language, reason=reason)
    meant = [*people.values(), *_without_anybody(cities.values(), held, choice['roles'])]
    places = {str(city_id): place for place, city_id in enumerate(cities)}
    return sorted(meant, key=lambda each: places[each.city['id']] if each.city else -1)


def texts_of(transaction: Transaction, circular: CircularRow) -> list[CircularTextRow]:
    """Return the versions that a circular has, by language."""
    wanted = select(CircularTextRow).where(_TEXTS.c.circular_id == circular.id, ~_TEXTS.c.dropped).order_by(_TEXTS.c.language)
    return list(transaction.session.execute(wanted).scalars())


def _place(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in ('role', 'city_id', 'organisation_id', 'working_group_id'))


def _without_anybody(cities: Iterable[dict[str, Any]], held: list[dict[str, Any]], roles: Sequence[str]) -> list[Addressee]:
    """Return the cities in which nobody holds a role that a city has, and nobody did."""
    if not any('city_id' in HELD_FOR.get(role, ()) for role in roles):
        return []
    known = {row['city_id'] for row in held}
    return [Addressee(city=_named(city), reason='nobody') for city in cities if city['id'] not in known]


def _named(city: dict[str, Any] | None) -> dict[str, Any] | None:
    return {**city, 'id': str(city['id'])} if city else None


def _groups(transaction: Transaction, circular: CircularRow) -> list[UUID] | None:
    """Return the groups whose members, or lead cities, are meant; None when no group narrows the choice."""
    choice = circular.meant_for
    named = [circular.working_group_id] if circular.working_group_id else [UUID(each) for each in choice['working_group_ids']]
    duty = choice['duty'] if choice['duty'] in DUTIES_OF_GROUPS else None
    if not (named or choice['group_stages'] or duty):
        return None
    values = {'network': circular.network_id, 'named': named or None, 'stages': choice['group_stages'] or None}
    found = list(transaction.session.execute(_GROUPS, values).scalars())
    if duty is None:
        return found
    assembly_id = UUID(choice['assembly_id']) if choice['assembly_id'] else None
    owing = groups_owing(transaction, circular.network_id, duty, assembly_id)
    return [each for each in found if each in owing]


def _cities(transaction: Transaction, circular: CircularRow, groups: list[UUID] | None) -> Iterable[Any]:
    choice, of_call = circular.meant_for, circular.meant_for['duty'] == UNANSWERED
    silent = transaction.session.execute(silent_cities(UUID(choice['call_id']))).scalars().all() if of_call else None
    values = {
        'network': circular.network_id,
        'membership_stages': choice['membership_stages'],
        'country_codes': choice['country_codes'] or None,
        'city_kinds': choice['city_kinds'] or None,
        'groups': groups,
        'silent': silent,
    }
    of_leads = choice['duty'] in DUTIES_OF_GROUPS
    return transaction.session.execute(_LEAD_CITIES if of_leads else _MEMBER_CITIES, values).mappings()
