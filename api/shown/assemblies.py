"""How assemblies, what lies on their desk, and declarations are shown, and what one may do with them."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Date, Text, case, cast, func, select

from api.models.assemblies import Assembly, AssemblyRow
from api.models.by_laws import ByLawsRow
from api.models.columns import table
from api.models.declarations import Declaration, DeclarationRow
from api.models.reports import ReportRow
from api.models.working_groups import WorkingGroupRow
from api.permissions import Caller, Facts, may
from api.reads import Read, json_of
from api.rules import assemblies as rules
from api.rules.assemblies import Standing
from api.sentences import say
from api.shown.pieces import changeable, city_name, documented, group_name, groups, networks, object_of
from api.visibility import PRESENT_MOMENT, shown_to_group, visible_rows

assemblies, declarations = table(AssemblyRow), table(DeclarationRow)
_by_laws, _reports = table(ByLawsRow), table(ReportRow)


def figure_on(figure: str, network_id: ColumnElement[Any], day: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a figure of the by-laws that decide on a day: those in force on it, or before the first version the first one."""
    begun = _by_laws.c.valid_from <= day
    order = (begun.desc(), case((begun, _by_laws.c.valid_from)).desc().nulls_last(), _by_laws.c.valid_from)
    wanted = select(_by_laws.c[figure]).where(_by_laws.c.network_id == network_id).order_by(*order).limit(1)
    return wanted.correlate(network_id.table, day.table).scalar_subquery()


def assembly_name(assembly_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the JSON by which an assembly is named inside other records."""
    named = select(object_of(id=assemblies.c.id, title=assemblies.c.title, held_on=assemblies.c.held_on))
    return named.where(assemblies.c.id == assembly_id).correlate(assembly_id.table).scalar_subquery()


def _assembly(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    facts = Facts(networks=frozenset({found['network_id']}))
    always = ('call_up_report', 'update_assembly')
    operations = ('close_assembly', *always) if found['stage'] == 'announced' and found['begun'] else always
    return [name for name in operations if changeable(found) and may(caller, name, facts)]


_zone_here = select(networks.c.time_zone).where(networks.c.id == assemblies.c.network_id).correlate(assemblies).scalar_subquery()
_begun = (assemblies.c.held_on <= cast(func.timezone(_zone_here, PRESENT_MOMENT), Date)).label('begun')
ASSEMBLIES = Read(
    AssemblyRow,
    json_of(Assembly, assemblies, host_city=city_name(assemblies.c.host_city_id)),
    facts=(assemblies.c.stage, assemblies.c.network_id, _begun, documented(assemblies)),
    you_may=_assembly,
    sorts={'held_on': (assemblies.c.held_on, False), '-held_on': (assemblies.c.held_on, True), 'id': (None, False), '-id': (None, True)},
)
DECLARATIONS = Read(
    DeclarationRow,
    json_of(
        Declaration,
        declarations,
        working_group=group_name(declarations.c.working_group_id),
        assembly=assembly_name(declarations.c.assembly_id),
    ),
    sorts={'-id': (None, True), 'id': (None, False)},
)

# -- the desk: what each group owes the assembly, and what is there --------------------------------------------------------

_zone = select(networks.c.time_zone).where(networks.c.id == groups.c.network_id).correlate(groups).scalar_subquery()
_known_since = cast(func.timezone(_zone, func.coalesce(groups.c.constitution_recorded_at, groups.c.created_at)), Date)
_report = (
    select(object_of(id=_reports.c.id, stage=_reports.c.stage))
    .where(_reports.c.working_group_id == groups.c.id, _reports.c.assembly_id == assemblies.c.id, visible_rows(ReportRow))
    .correlate(groups, assemblies)
    .scalar_subquery()
)
_declaration = (
    select(object_of(id=declarations.c.id, choice=declarations.c.choice))
    .where(declarations.c.working_group_id == groups.c.id, declarations.c.assembly_id == assemblies.c.id, visible_rows(DeclarationRow))
    .correlate(groups, assemblies)
    .scalar_subquery()
)
_name = object_of(id=groups.c.id, slug=groups.c.slug, title=groups.c.title)
DESK = Read(
    WorkingGroupRow,
    cast(object_of(working_group=_name, stage=groups.c.stage, report=_report, declaration=_declaration), Text),
    facts=(
        groups.c.stage,
        groups.c.constituted_on,
        groups.c.closed_on,
        _known_since.label('known_since'),
        assemblies.c.held_on,
        figure_on('report_after_days', groups.c.network_id, assemblies.c.held_on).label('report_after_days'),
        shown_to_group(groups.c.network_id, groups.c.id).label('is_theirs'),
    ),
    sorts={'title': (groups.c.sort_key, False), '-title': (groups.c.sort_key, True)},
)
_since = groups.c.constituted_on.op('->>')('value')
# The groups that were official on the assembly's day, as far as it is known.
ON_THE_DESK = (
    assemblies.c.network_id == groups.c.network_id,
    groups.c.stage.in_(('constituted', 'completed')),
    func.coalesce(groups.c.closed_on >= assemblies.c.held_on, True),
    func.coalesce(_since <= func.left(cast(assemblies.c.held_on, Text), func.length(_since)), True),
)


def on_the_desk(caller: Caller, found: Mapping[str, Any]) -> str:
    """Return a group on the desk as JSON: what it owes is said to the office and the group alone."""
    since = found['constituted_on']
    standing = Standing(found['stage'], since['value'] if since else None, found['known_since'], found['closed_on'])
    owing = rules.owes_report(standing, found['held_on'], found['report_after_days'])
    said = {
        'owes_report': owing.owes,
        'owes_declaration': rules.owes_declaration(standing, found['held_on']),
        'because': say(caller.language, f'assembly.because.{owing.code}', **owing.parameters),
    }
    told = said if found['is_theirs'] else dict.fromkeys(said)
    return f'{found["body"][:-1]}, {json.dumps(told, ensure_ascii=False)[1:]}'
