"""What can be done with an action item of a working group: set it up, and change what describes it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from api.models.action_items import ActionItemCreate, ActionItemPatch, ActionItemRow
from api.models.cities import CityRow
from api.models.columns import table
from api.models.keys import fold, search_key
from api.models.meetings import MeetingRow
from api.models.memberships import MembershipRow
from api.models.progress_updates import ProgressUpdateRow
from api.models.shapes import merge
from api.models.working_groups import WorkingGroupRow
from api.operations.formation import acting, facts_of_group
from api.operations.group_records import facts_of_record, group_named, refuse_closed
from api.operations.on_behalf import told_by
from api.operations.owners import refuse_wider
from api.operations.permit import permit, permit_on
from api.operations.references import named_person
from api.permissions import Facts
from api.problems import refuse, unknown_reference
from api.reads import as_uuid
from api.rules import action_items as rules
from api.rules.records import AUDIENCES
from api.spine import Transaction
from api.visibility import sees

_ITEMS, _UPDATES, _MEMBERS = table(ActionItemRow), table(ProgressUpdateRow), table(MembershipRow)


def facts_of_item(transaction: Transaction, item: ActionItemRow) -> Facts:
    """Return what the permission table needs to know of an action item; its city is the responsible one, if it acts."""
    return replace(facts_of_record(transaction, item), city_id=acting(transaction, item.network_id, item.responsible_city_id))


def create_action_item(transaction: Transaction, wish: ActionItemCreate) -> ActionItemRow:
    """Set up an action item; it begins as planned, and progress updates move it (P3). To publish it needs the right to change it."""
    permit(
        transaction, 'create_action_item', facts := facts_of_group(transaction, group := group_named(transaction, wish.working_group_id))
    )
    if wish.visibility == 'public':
        permit(transaction, 'update_action_item', replace(facts, city_id=wish.responsible_city_id))
    told_by(transaction, group.network_id, group.id, wish.on_behalf_of)
    refuse_closed(transaction, group)
    refuse_wider(group, wish.visibility)
    refuse(rules.why_not_dates(wish.starts_on, wish.due_on))
    described = wish.model_dump(exclude={'visibility', 'on_behalf_of'})
    _check_named(transaction, group, described)
    item = ActionItemRow(
        network_id=group.network_id,
        audience=wish.visibility,
        sort_key=fold(wish.title),
        search_key=_words_of(wish.title, wish.description),
        **described,
    )
    transaction.record('create_action_item', transaction.add(item))
    return item


def update_action_item(transaction: Transaction, reference: UUID | str, wish: ActionItemPatch) -> ActionItemRow:
    """Change what describes an action item. Shown to fewer people from now on, its updates are shown to fewer as well (P10)."""
    _lock_group_of(transaction, reference)
    item = permit_on(transaction, 'update_action_item', ActionItemRow, reference, facts_of_item)
    told_by(transaction, item.network_id, item.working_group_id, wish.on_behalf_of)
    group = transaction.lock_named(WorkingGroupRow, item.working_group_id, 'working_group_id')
    refuse_closed(transaction, group)
    changes = merge(wish)
    refuse_wider(group, changes.get('visibility', group.audience))
    _check_named(transaction, group, {name: value for name, value in changes.items() if value != getattr(item, name, None)})
    item.audience = changes.pop('visibility', item.audience)
    for name, value in changes.items():
        setattr(item, name, value)
    refuse(rules.why_not_dates(item.starts_on, item.due_on))
    item.sort_key, item.search_key = fold(item.title), _words_of(item.title, item.description)
    transaction.record('update_action_item', item)
    _narrow_updates(transaction, item)
    return item


def is_member(transaction: Transaction, group_id: UUID, city_id: UUID) -> bool:
    """Say whether a city takes part in a group now."""
    inside = (_MEMBERS.c.working_group_id == group_id, _MEMBERS.c.city_id == city_id, _MEMBERS.c.end_date.is_(None))
    return transaction.session.execute(select(_MEMBERS.c.id).where(*inside)).first() is not None


def _check_named(transaction: Transaction, group: WorkingGroupRow, named: dict[str, Any]) -> None:
    """Refuse a responsible city that is not in the group, and a person or a meeting that the caller may not know of."""
    city_id, person_id, meeting_id = (named.get(f'{name}_id') for name in ('responsible_city', 'responsible_person', 'meeting'))
    if city_id is not None:
        city = transaction.find(CityRow, city_id)
        if city is None:
            raise unknown_reference('responsible_city_id')
        refuse(rules.why_not_in_group(city=city.name, group=group.title, is_member=is_member(transaction, group.id, city_id)))
    if person_id is not None:
        named_person(transaction, person_id, 'responsible_person_id')
    if meeting_id is not None:
        meeting = transaction.find(MeetingRow, meeting_id)
        if meeting is None or (meeting.network_id, meeting.working_group_id) not in {
            (group.network_id, None),
            (group.network_id, group.id),
        }:
            raise unknown_reference('meeting_id')
        if not sees(transaction.caller, meeting.audience, meeting.network_id, None, meeting.working_group_id):
            raise unknown_reference('meeting_id')


def _narrow_updates(transaction: Transaction, item: ActionItemRow) -> None:
    wider = [audience for audience in AUDIENCES if rules.narrowed(audience, item.audience) != audience]
    ids = select(_UPDATES.c.id).where(_UPDATES.c.action_item_id == item.id, _UPDATES.c.audience.in_(wider))
    for update in transaction.lock(ProgressUpdateRow, transaction.session.execute(ids).scalars() if wider else ()):
        update.audience = rules.narrowed(update.audience, item.audience)
        transaction.record('update_action_item', update)


def _lock_group_of(transaction: Transaction, reference: UUID | str) -> None:
    """Lock the item's group before the item: groups come first in the order of locks."""
    group_of = select(_ITEMS.c.working_group_id).where(_ITEMS.c.id == as_uuid(reference))
    transaction.lock(WorkingGroupRow, transaction.session.execute(group_of).scalars(), share=True)


def _words_of(title: str, description: str | None) -> str:
    return search_key(title, description or '')
