"""Reads what groups owe their networks: the recorded facts in two statements, to which the rulebook gives its answer for a day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import text

from api.models.obligations import obligation_id
from api.rules.assemblies import Standing
from api.rules.obligations import Dispensation, Obligation, Sitting, obligations_of
from api.spine import Transaction

# One row for each official group that the caller's rights reach, with the assemblies of its network. A documented fact of a
# demonstration owes nothing: nobody can change it. Assemblies before the day `since`
# are left out, unless a duty to one was extended until later, and so are those after the day `before`.
_GROUPS = text("""
SELECT g.id, g.network_id, g.slug, g.title, g.stage, g.demonstration, g.constituted_on->>'value' AS constituted, g.closed_on, n.time_zone,
  (coalesce(g.constitution_recorded_at, g.created_at) AT TIME ZONE n.time_zone)::date AS known_since,
  CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('id', c.id, 'slug', c.slug, 'name', c.name, 'country_code', c.country_code) END
    AS lead_city,
  owing.sittings
FROM working_groups g JOIN networks n ON n.id = g.network_id
  LEFT JOIN leads t ON t.working_group_id = g.id AND t.end_date IS NULL LEFT JOIN cities c ON c.id = t.city_id
  CROSS JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('id', a.id, 'title', a.title, 'held_on', a.held_on, 'report_id', r.id, 'report_stage', r.stage,
      'submission_id', s.id, 'submitted_on', s.handed_in_on,
      'declaration_id', d.id, 'declared_on', d.declared_on,
      'dispensations', (SELECT jsonb_agg(jsonb_build_object('id', e.id, 'duty', e.duty, 'until', e.until, 'reason', e.reason,
          'granted_on', e.granted_on) ORDER BY e.id)
        FROM dispensations e WHERE e.working_group_id = g.id AND e.assembly_id = a.id))) AS sittings
    FROM assemblies a LEFT JOIN reports r ON r.working_group_id = g.id AND r.assembly_id = a.id
      LEFT JOIN submissions s ON s.report_id = r.id AND s.number = 1
      LEFT JOIN declarations d ON d.working_group_id = g.id AND d.assembly_id = a.id
    WHERE a.network_id = g.network_id AND (CAST(:assembly_id AS uuid) IS NULL OR a.id = :assembly_id)
      AND (CAST(:before AS date) IS NULL OR a.held_on <= :before)
      AND (CAST(:since AS date) IS NULL OR a.held_on >= :since
        OR EXISTS (SELECT FROM dispensations e WHERE e.working_group_id = g.id AND e.assembly_id = a.id AND e.until >= :since))
  ) owing
WHERE g.stage IN ('constituted', 'completed') AND g.origin_network_id IS NULL
  AND (g.demonstration OR NOT (SELECT demonstration FROM instance))
  AND (:everywhere OR g.network_id = ANY(CAST(:office_of AS uuid[])) OR g.id = ANY(CAST(:own_groups AS uuid[])))
  AND (CAST(:network_id AS uuid) IS NULL OR g.network_id = :network_id)
  AND (CAST(:working_group_id AS uuid) IS NULL OR g.id = :working_group_id)
  AND (CAST(:city_id AS uuid) IS NULL OR t.city_id = :city_id)
  AND owing.sittings IS NOT NULL
ORDER BY g.sort_key, g.id
""")
_VERSIONS = text('SELECT network_id, valid_from, report_after_days FROM by_laws ORDER BY network_id, number')
_EVERYTHING = {'everywhere': True, 'office_of': [], 'own_groups': []}
_FILTERS = ('network_id', 'working_group_id', 'city_id', 'assembly_id')


@dataclass(frozen=True, slots=True)
class Version:
    """By-laws as far as duties ask."""

    valid_from: date
    report_after_days: int


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty of one group, with the rows that it was worked out of."""

    obligation: Obligation
    group: Mapping[str, Any]
    sitting: Mapping[str, Any]

    @property
    def id(self) -> UUID:
        """Return the id of the duty."""
        return obligation_id(self.group['id'], UUID(self.sitting['id']), self.obligation.duty)


def owed(
    transaction: Transaction,
    days: Mapping[UUID, date],
    *,
    seen: Mapping[str, Any] | None = None,
    wanted: Mapping[str, UUID | None] | None = None,
    since: date | None = None,
    before: date | None = None,
) -> Iterator[Owed]:
    """Yield what groups owe on a day, by the day of each network.

    `seen` are the caller's grants (`visibility.grants`), everything when left out. `wanted` narrows it: network_id,
    working_group_id, city_id (the lead), assembly_id. Assemblies before the day `since` or after the
    day `before` may be left out.
    """
    values = {**dict.fromkeys(_FILTERS), **(wanted or {}), **(seen or _EVERYTHING), 'since': since, 'before': before}
    versions: dict[UUID, list[Version]] = {}
    for row in transaction.rows(_VERSIONS, {}):
        versions.setdefault(row['network_id'], []).append(Version(row['valid_from'], row['report_after_days']))
    used = {name: values[name] for name in ('everywhere', 'office_of', 'own_groups', 'since', 'before', *_FILTERS)}
    for group in transaction.rows(_GROUPS, used):
        if group['network_id'] in days:
            yield from _of_group(group, versions.get(group['network_id'], []), days[group['network_id']])


def _of_group(group: Mapping[str, Any], versions: list[Version], today: date) -> Iterator[Owed]:
    rows = {row['id']: row for row in group['sittings'] or ()}
    standing = Standing(group['stage'], group['constituted'], group['known_since'], group['closed_on'])
    for each in obligations_of(standing, (_sitting(row) for row in rows.values()), versions, today):
        yield Owed(each, group, rows[str(each.key)])


def _sitting(row: Mapping[str, Any]) -> Sitting:
    done = {'group_report': row['submitted_on'], 'declaration': row['declared_on']}
    granted = [
        Dispensation(each['duty'], date.fromisoformat(each['granted_on']), date.fromisoformat(each['until']) if each['until'] else None)
        for each in row['dispensations'] or ()
    ]
    done_on = {duty: date.fromisoformat(day) for duty, day in done.items() if day}
    return Sitting(row['id'], date.fromisoformat(row['held_on']), done_on, granted)
