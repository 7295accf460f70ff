"""Reads the sync feed: index rows after a seq, each with its record's present state as far as the caller sees it.

A caller gets data for what it sees now, a tombstone for what it could see before, nothing otherwise. All of a page is read
by one statement. Old tombstones are forgotten (`jobs/housekeeping.py`), and the purge floor says up to which seq: below it goes on
only who began after everything that was forgotten. A feed_id says where its reader began.
"""

import json
from dataclasses import dataclass
from functools import cache
from uuid import UUID, uuid5

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Integer,
    Text,
    and_,
    bindparam,
    case,
    column,
    func,
    or_,
    select,
    table,
    true,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from api import shown
from api.database import Database, Prepared
from api.models import columns
from api.models.changes import ChangeRow
from api.models.instance import InstanceRow
from api.permissions import Caller, has_scope
from api.problems import Problem
from api.reads import Read
from api.scopes import FEED_SCOPES
from api.spine import Transaction
from api.visibility import grants, in_audience

MOST_INDEX_ROWS = 5000
_MOST_BEGAN = 2**62 - 1
READS: dict[str, Read] = {
    'network': shown.NETWORKS,
    'by_laws': shown.BY_LAWS,
    'city': shown.CITIES,
    'organisation': shown.ORGANISATIONS,
    'department': shown.DEPARTMENTS,
    'working_group': shown.WORKING_GROUPS,
    'membership': shown.MEMBERSHIPS,
    'lead': shown.LEADS,
    'meeting': shown.MEETINGS,
    'output': shown.OUTPUTS,
    'document': shown.DOCUMENTS,
    'funding_request': shown.FUNDING_REQUESTS,
    'support_request': shown.SUPPORT_REQUESTS,
    'call_for_interest': shown.CALLS_FOR_INTEREST,
    'assembly': shown.ASSEMBLIES,
    'declaration': shown.DECLARATIONS,
    'report': shown.REPORTS,
    'submission': shown.SUBMISSIONS,
    'decision': shown.DECISIONS,
    'publication': shown.PUBLICATIONS,
    'action_item': shown.ACTION_ITEMS,
    'progress_update': shown.PROGRESS_UPDATES,
    'plan': shown.PLANS,
    'plan_action': shown.PLAN_ACTIONS,
    'good_practice': shown.GOOD_PRACTICES,
    'plan_action_update': shown.PLAN_ACTION_UPDATES,
    'plan_meeting': shown.PLAN_MEETINGS,
    'plan_contact': shown.PLAN_CONTACTS,
    'plan_risk': shown.PLAN_RISKS,
    'needs_assessment': shown.NEEDS_ASSESSMENTS,
    'needs_finding': shown.NEEDS_FINDINGS,
    'plan_consultation': shown.PLAN_CONSULTATIONS,
    'plan_inventory_item': shown.PLAN_INVENTORY_ITEMS,
    'milestone': shown.MILESTONES,
    'indicator': shown.INDICATORS,
    'indicator_value': shown.INDICATOR_VALUES,
}
_index, _instance = columns.table(ChangeRow), columns.table(InstanceRow)
_counter = table('change_counter', column('head_seq', BigInteger))
_HEAD = Prepared(select(_counter.c.head_seq))
_seen_now = in_audience(_index.c.audience_now, _index.c.network_id, _index.c.city_id, _index.c.working_group_id)
_seen_before = in_audience(_index.c.audience_before, _index.c.network_id, _index.c.city_id, _index.c.working_group_id)
# What is looked at: index rows after the point, whoever sees them.
_looked = (
    select(
        _index.c.seq,
        _index.c.subject_type,
        _index.c.subject_id,
        _index.c.version,
        _index.c.occurred_at,
        case((and_(_seen_now, ~_index.c.deleted), 'data'), (or_(_seen_now, _seen_before), 'tombstone'), else_='nothing').label('shows'),
    )
    .where(_index.c.seq > bindparam('since', type_=BigInteger))
    .order_by(_index.c.seq)
    .limit(bindparam('most', type_=Integer))
    .cte('looked')
    .prefix_with('MATERIALIZED')
)
# What of it is shown to this caller, and at most as much as was asked for.
_taken = (
    select(_looked)
    .where(_looked.c.shows != 'nothing', _looked.c.subject_type == bindparam('types', type_=ARRAY(Text)).any_())
    .order_by(_looked.c.seq)
    .limit(bindparam('items', type_=Integer))
    .cte('taken')
    .prefix_with('MATERIALIZED')
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page is asked for."""

    since: int
    feed_id: UUID | None
    limit: int
    subject_type: str | None
    in_lines: bool = False


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A page as text. `is_final` says that it is empty and the last one for now, up to `head`."""

    text: str
    is_final: bool
    head: int


def feed_id_for(base: UUID, caller: Caller, began: int) -> UUID:
    """Return the feed's id for this caller, who began to read when the feed's head was `began`; a UUID of version 8.

    Other rights see another feed, so a change of rights begins it anew.
    """
    rights = uuid5(base, caller.grants).int >> 64
    return UUID(int=(rights & ~0xF000 | 0x8000) << 64 | 0b10 << 62 | began)


def _began(feed_id: UUID) -> int:
    return feed_id.int & _MOST_BEGAN


def _data() -> ColumnElement[str]:
    """Return the record of an index row as its own resource shows it."""
    whens = []
    for name, read in READS.items():
        record = select(read.json).where(read.columns.c.id == _taken.c.subject_id).correlate(_taken).scalar_subquery()
        whens.append((and_(_taken.c.shows == 'data', _taken.c.subject_type == name), record))
    return case(*whens)


@cache
def page_statement() -> Prepared:
    """Return the one statement that reads a page, from one snapshot, so that an item's data and version belong together."""
    shown_as = case((_taken.c.shows == 'data', 'false'), else_='true')
    item = func.concat(
        '{"seq":', _taken.c.seq, ',"subject":{"type":"', _taken.c.subject_type, '","id":"', _taken.c.subject_id, '"},"version":',
        _taken.c.version, ',"occurred_at":', func.to_json(_taken.c.occurred_at), ',"deleted":', shown_as, ',"data":',
        func.coalesce(_data(), 'null'), '}',
    )  # fmt: skip
    between = bindparam('between', ',', type_=Text)
    items = select(func.string_agg(item, aggregate_order_by(between, _taken.c.seq))).scalar_subquery()
    looked, taken = (
        select(func.count().label(cte.name), func.max(cte.c.seq).label(f'{cte.name}_to')).select_from(cte).subquery(f'of_{cte.name}')
        for cte in (_looked, _taken)
    )
    found = (_counter.c.head_seq, _instance.c.feed_id, _instance.c.purge_floor, *looked.c, *taken.c, items.label('items'))
    statement = select(*found).select_from(_counter.join(_instance, true()).join(looked, true()).join(taken, true()))
    return Prepared(statement)


def page_of(transaction: Transaction, wanted: Wanted) -> FeedPage:
    """Return a page as JSON text; `in_lines` with a line for each item, and one for the rest after them.

    Raises feed-reset (409) for another feed's id or none, feed-purged (410) below the floor of kept tombstones for whoever
    began below it: a first sync passes it unharmed, since what was forgotten was gone before it began.
    """
    caller = transaction.caller
    types = [name for name, scope in FEED_SCOPES.items() if has_scope(caller, scope) and wanted.subject_type in {None, name}]
    values = {
        **grants(caller),
        'since': wanted.since,
        'types': types,
        'items': wanted.limit,
        'between': '\n' if wanted.in_lines else ',',
        'most': min(MOST_INDEX_ROWS, wanted.limit + 1),
    }
    (found,) = transaction.database.fetch(page_statement(), values)
    if found['looked'] == values['most'] and found['taken'] < wanted.limit // 2:
        values['most'] = MOST_INDEX_ROWS
        (found,) = transaction.database.fetch(page_statement(), values)
    goes_on = wanted.since > 0
    began = _began(wanted.feed_id) if goes_on and wanted.feed_id else found['head_seq']
    feed_id = feed_id_for(found['feed_id'], caller, began)
    if goes_on and (wanted.feed_id != feed_id or wanted.since > found['head_seq']):
        raise Problem('feed-reset', headers=_ANEW)
    if goes_on and max(wanted.since, began) < found['purge_floor']:
        raise Problem('feed-purged', headers=_ANEW)
    full = found['taken'] == wanted.limit
    reached = found['taken_to'] if full else found['looked_to']
    has_more = found['looked'] == values['most'] or (full and found['taken_to'] < found['looked_to'])
    items, next_since = found['items'] or '', wanted.since if reached is None else reached
    rest = f'"next_since":{next_since},"has_more":{json.dumps(has_more)},"head_seq":{found["head_seq"]}}}'
    shown_items = f'{items}\n' if items else ''
    text = f'{shown_items}{{"feed_id":"{feed_id}",{rest}\n' if wanted.in_lines else f'{{"feed_id":"{feed_id}","items":[{items}],{rest}'
    return FeedPage(text, not items and not has_more, found['head_seq'])


def head_seq(database: Database) -> int:
    """Return how far the feed has come."""
    return int(database.fetch(_HEAD, {})[0]['head_seq'])


_ANEW = {'Link': '</v1/changes?since=0>; rel="start"'}
