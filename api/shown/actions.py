"""How action items and progress updates are shown, what is derived on the day of reading, and what one may do with them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Date, case, func, literal_column, null, select

from api.models.action_items import ActionItem, ActionItemRow
from api.models.columns import table
from api.models.progress_updates import ProgressUpdate, ProgressUpdateRow
from api.permissions import Caller, Facts, may
from api.reads import Read, expandable, json_of
from api.shown.lateness import lateness
from api.shown.pieces import acting, changeable, city_name, documented, group_name, groups, lead_of, object_of
from api.visibility import shown_to_group, visible_rows

items, updates = table(ActionItemRow), table(ProgressUpdateRow)
_OPEN_STAGES = {'proposed', 'constituted'}


# -- progress updates ------------------------------------------------------------------------------------------------------

_to_group = shown_to_group(updates.c.network_id, updates.c.working_group_id)
_correction = updates.alias('correction')
_of_update: dict[str, Any] = {
    **{name: updates.c[name] for name in ProgressUpdate.model_fields if name in updates.c},
    'working_group': group_name(updates.c.working_group_id),
    'author': object_of(kind=updates.c.author_kind, city=city_name(updates.c.author_city_id)),
    'author_person_id': case((_to_group, updates.c.author_person_id)),
    'obstacle': case((_to_group, updates.c.obstacle)),
    'corrected_by_id': select(_correction.c.id).where(_correction.c.corrects_id == updates.c.id).correlate(updates).scalar_subquery(),
    'visibility': updates.c.audience,
}


def _update(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    if not changeable(found) or found['group_stage'] not in _OPEN_STAGES or found['correction']:
        return []
    facts = Facts(frozenset({found['network_id']}), working_group_id=found['working_group_id'])
    return ['record_progress'] if may(caller, 'record_progress', facts) else []


def _stage_of(group_id: Any) -> Any:
    return select(groups.c.stage).where(groups.c.id == group_id).correlate(group_id.table).scalar_subquery().label('group_stage')


PROGRESS_UPDATES = Read(
    ProgressUpdateRow,
    json_of(
        ProgressUpdate,
        updates,
        **{name: value for name, value in _of_update.items() if name not in updates.c or value is not updates.c[name]},
    ),
    facts=(
        updates.c.network_id,
        updates.c.working_group_id,
        _of_update['corrected_by_id'].label('correction'),
        _stage_of(updates.c.working_group_id),
        documented(updates),
    ),
    you_may=_update,
    sorts={'-id': (None, True), 'id': (None, False)},
)

# -- action items ----------------------------------------------------------------------------------------------------------

_lateness = lateness(items)
LATE, STALE = _lateness.late, _lateness.stale
_latest = (
    select(object_of(**_of_update, you_may=null()))
    .where(updates.c.action_item_id == items.c.id, visible_rows(ProgressUpdateRow), _of_update['corrected_by_id'].is_(None))
    .order_by(updates.c.made_on.desc(), updates.c.place_id.desc())
    .limit(1)
    .correlate(items)
    .scalar_subquery()
)
RESPONSIBLE_PERSON = case((shown_to_group(items.c.network_id, items.c.working_group_id), items.c.responsible_person_id))


def _item(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    if not changeable(found) or found['group_stage'] not in _OPEN_STAGES:
        return []
    facts = Facts(frozenset({found['network_id']}), found['acting_city_id'], found['lead'], found['working_group_id'])
    return [name for name in ('update_action_item', 'record_progress') if may(caller, name, facts)]


_due_key = func.coalesce(items.c.due_on, literal_column("'infinity'::date", Date))
ACTION_ITEMS = Read(
    ActionItemRow,
    json_of(
        ActionItem,
        items,
        working_group=group_name(items.c.working_group_id),
        responsible_city=city_name(items.c.responsible_city_id),
        responsible_person_id=RESPONSIBLE_PERSON,
        late=LATE,
        late_because=_lateness.late_because,
        stale=STALE,
        stale_because=_lateness.stale_because,
        latest_update=expandable('latest_update', _latest),
        visibility=items.c.audience,
    ),
    facts=(
        items.c.network_id,
        items.c.working_group_id,
        acting(items.c.network_id, items.c.responsible_city_id).label('acting_city_id'),
        lead_of(items.c.working_group_id),
        _stage_of(items.c.working_group_id),
        documented(items),
    ),
    you_may=_item,
    sorts={
        'due_on': (_due_key, False),
        '-due_on': (_due_key, True),
        'title': (items.c.sort_key, False),
        '-title': (items.c.sort_key, True),
        'id': (None, False),
        '-id': (None, True),
    },
    derived=_lateness.derived,
    scopes={'latest_update': 'progress:read'},
)
