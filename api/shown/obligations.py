"""How obligations are shown: what the rulebook finds for the caller's groups today, in order, with the act that does it next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnClause, Date, FromClause, Integer, Select, Text, Uuid, column, func, literal, select
from sqlalchemy.dialects.postgresql import JSON, JSONB

from api import clock
from api.models.obligations import Dispensation, Evidence, Obligation
from api.models.working_groups import WorkingGroupRow
from api.owed import Owed, owed
from api.reads import Read, json_of
from api.rules.obligations import OPEN
from api.sentences import say
from api.shown.pieces import networks
from api.spine import Transaction
from api.visibility import grants

_ZONES = select(networks.c.id, networks.c.time_zone)
_TYPES = {
    'id': Uuid,
    'network_id': Uuid,
    'report_id': Uuid,
    'due_on': Date,
    'duty': Text,
    'stage': Text,
    'because': Text,
    'act': Text,
    'link': Text,
}
_REPORT_ACTS = {None: 'start_report', 'draft': 'submit_report', 'returned': 'submit_report'}


def obligations_of_caller(
    transaction: Transaction, wanted: Mapping[str, UUID | None], *, duty: str | None = None, stage: str | None = None
) -> list[Obligation]:
    """Return what is owed by the groups whose office, or whose member, is asking: the latest day first, then by group."""
    days = today_of_each_network(transaction)
    found = [
        each
        for each in owed(transaction, days, seen=grants(transaction.caller), wanted=wanted)
        if duty in {None, each.obligation.duty} and stage in {None, each.obligation.stage}
    ]
    found.sort(key=lambda each: each.obligation.due_on, reverse=True)
    return [_shown(transaction.caller.language, each) for each in found]


def today_of_each_network(transaction: Transaction) -> dict[UUID, date]:
    """Return which day it is in each network."""
    return {row['id']: clock.today(row['time_zone']) for row in transaction.rows(_ZONES, {})}


@dataclass(frozen=True, eq=False)
class _WorkedOut(Read):
    """Records that are stored nowhere, as rows that Postgres writes into a file as it writes those of a table; they are the caller's."""

    rows: FromClause = field(kw_only=True)

    def select(self, transaction: Transaction, operation: str, *, with_facts: bool) -> Select[Any]:  # noqa: ARG002 -- as every read has it
        return select(self.json.label('body')).select_from(self.rows)


def worked_out(found: Sequence[Obligation]) -> Read:
    """Return what was found, in its order, as a read for exports."""
    records = [{**each.model_dump(mode='json'), 'place': place} for place, each in enumerate(found)]
    named: list[ColumnClause[Any]] = [column(name, _TYPES.get(name, JSON)) for name in Obligation.model_fields]
    rows = func.jsonb_to_recordset(literal(records, JSONB)).table_valued(column('place', Integer), *named)
    rows = rows.render_derived('obligations', with_types=True)
    return _WorkedOut(WorkingGroupRow, json_of(Obligation, rows), sorts={'place': (rows.c.place, False)}, rows=rows)


def act_of(each: Owed) -> str | None:
    """Return the operation that does a duty next, or None when nothing is left to do."""
    if each.obligation.stage not in OPEN:
        return None
    return 'declare_working_group' if each.obligation.duty == 'declaration' else _REPORT_ACTS.get(each.sitting['report_stage'])


def _shown(language: str, each: Owed) -> Obligation:
    group, sitting, found = each.group, each.sitting, each.obligation
    because = found.because
    report = sitting['report_id'] if found.duty == 'group_report' else None
    return Obligation.model_validate(
        {
            'id': each.id,
            'network_id': group['network_id'],
            'duty': found.duty,
            'working_group': {name: group[name] for name in ('id', 'slug', 'title')},
            'lead_city': group['lead_city'],
            'assembly': {name: sitting[name] for name in ('id', 'title', 'held_on')},
            'due_on': found.due_on,
            'stage': found.stage,
            'because': say(language, f'assembly.because.{because.code}', **because.parameters) if because else None,
            'evidence': _evidence(found.duty, found.done_on, sitting),
            'dispensation': _dispensation(each),
            'report_id': report,
            'act': act_of(each),
            'link': f'/working-groups/{group["slug"]}/year' + (f'/reports/{report}' if report else ''),
        }
    )


def _evidence(duty: str, done_on: date | None, sitting: Mapping[str, Any]) -> Evidence | None:
    if done_on is None:
        return None
    kind = 'submission' if duty == 'group_report' else 'declaration'
    return Evidence.model_validate({'type': kind, 'id': sitting[f'{kind}_id'], 'done_on': done_on})


def _dispensation(each: Owed) -> Dispensation | None:
    granted = each.obligation.dispensation
    of_duty = [row for row in each.sitting['dispensations'] or () if row['duty'] == each.obligation.duty]
    if granted is None or not of_duty:
        return None
    return Dispensation(**{name: of_duty[-1][name] for name in ('id', 'until', 'reason', 'granted_on')})
