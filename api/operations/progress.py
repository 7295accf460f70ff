"""What can be done about progress: record an update, which moves its action item."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from api.models.action_items import ActionItemRow
from api.models.cities import CityRow
from api.models.columns import Subject, table
from api.models.memberships import MembershipRow
from api.models.networks import NetworkRow
from api.models.progress_updates import ProgressUpdateCreate, ProgressUpdateRow
from api.models.working_groups import WorkingGroupRow
from api.operations.action_items import is_member
from api.operations.formation import acting, current_lead
from api.operations.group_records import refuse_closed
from api.operations.owners import Owner, document_named
from api.operations.permit import permit, refuse_fact
from api.operations.working_groups import effective_day
from api.permissions import Facts, office
from api.problems import Problem, refuse, unknown_reference
from api.rules import action_items, progress
from api.rules.progress import Said, Standing
from api.spine import Transaction
from api.visibility import sees

_UPDATES, _MEMBERS = table(ProgressUpdateRow), table(MembershipRow)


def record_progress(transaction: Transaction, wish: ProgressUpdateCreate) -> ProgressUpdateRow:
    """Add an update to an action item and move the item to where it now stands (P7).

    The item is locked, so that of two updates at once both are kept. The lead is a member of its group, so nobody asks here who leads.
    """
    permit(transaction, 'record_progress', _facts_of(transaction, item := _item_named(transaction, wish.action_item_id)))
    refuse_fact(transaction, item)
    group = _group_of(transaction, item)
    refuse_closed(transaction, group)
    refuse(
        progress.why_not_said(
            unchanged=wish.unchanged,
            stage=wish.stage,
            percent=wish.percent,
            has_text=bool(wish.text and wish.text.strip()),
            has_more=any((wish.obstacle, wish.evidence_url, wish.document_id)),
        ),
    )
    corrected = _corrected(transaction, item, wish.corrects_id) if wish.corrects_id else None
    audience = wish.visibility or (corrected or item).audience
    refuse(action_items.why_not_shown_to(audience, item=item.title, item_audience=item.audience))
    document_named(transaction, wish.document_id, Owner(item.network_id, group), 'document_id')
    kind, city_id = _author(transaction, item, group, wish.city_id)
    update = transaction.add(
        ProgressUpdateRow(
            network_id=item.network_id,
            working_group_id=item.working_group_id,
            action_item_id=item.id,
            made_on=_day(transaction, item, wish, corrected),
            author_kind=kind,
            author_city_id=city_id,
            author_person_id=transaction.caller.id if transaction.caller.kind == 'person' else None,
            unchanged=wish.unchanged,
            stage=wish.stage,
            percent=wish.percent,
            text=wish.text,
            obstacle=wish.obstacle,
            evidence_url=wish.evidence_url,
            document_id=wish.document_id,
            corrects_id=wish.corrects_id,
            audience=audience,
        ),
    )
    update.place_id = corrected.place_id if corrected else update.id
    before, now = _standing(transaction, item, update)
    refuse(action_items.why_not_move(before.stage, wish.stage or before.stage))
    refuse(progress.why_not_percent(wish.stage or before.stage, wish.percent))
    item.stage, item.percent, item.last_progress_on = now.stage, now.percent, now.last_progress_on
    for row in (update, item):
        transaction.record('record_progress', row, on_behalf_of=city_id, act=wish.on_behalf_of, reason=wish.reason)
    if corrected:
        transaction.touch(corrected)
    return update


def _facts_of(transaction: Transaction, item: ActionItemRow) -> Facts:
    city_id = acting(transaction, item.network_id, item.responsible_city_id)
    return Facts(frozenset({item.network_id}), city_id, working_group_id=item.working_group_id)


def _item_named(transaction: Transaction, item_id: UUID) -> ActionItemRow:
    """Return the item that a body names, locked; unknown-reference when there is none that the caller may know of."""
    beside: dict[str, type[Subject]] = {'working_group_id': WorkingGroupRow, 'network_id': NetworkRow}
    item = transaction.lock_named(ActionItemRow, item_id, 'action_item_id', share=False, beside=beside)
    if not sees(transaction.caller, item.audience, item.network_id, None, item.working_group_id):
        raise unknown_reference('action_item_id')
    return item


def _group_of(transaction: Transaction, item: ActionItemRow) -> WorkingGroupRow:
    group = transaction.find(WorkingGroupRow, item.working_group_id)
    if group is None:
        raise unknown_reference('action_item_id')
    return group


def _day(transaction: Transaction, item: ActionItemRow, wish: ProgressUpdateCreate, corrected: ProgressUpdateRow | None) -> date:
    """Return the day an update is about; a correction that names none keeps the day of what it corrects."""
    if corrected is not None and wish.made_on is None:
        return corrected.made_on
    return effective_day(transaction, item.network_id, wish.made_on, wish.on_behalf_of, wish.reason)


def _corrected(transaction: Transaction, item: ActionItemRow, update_id: UUID) -> ProgressUpdateRow:
    """Return the update that is to be corrected; the lock on its item keeps others from correcting it meanwhile."""
    found = transaction.find(ProgressUpdateRow, update_id)
    if found is None or not sees(transaction.caller, found.audience, found.network_id, None, found.working_group_id):
        raise unknown_reference('corrects_id')
    corrections = select(_UPDATES.c.id).where(_UPDATES.c.corrects_id == update_id)
    is_corrected = transaction.session.execute(corrections).first() is not None
    refuse(progress.why_not_correct(is_of_item=found.action_item_id == item.id, is_corrected=is_corrected))
    return found


def _author(transaction: Transaction, item: ActionItemRow, group: WorkingGroupRow, named: UUID | None) -> tuple[str, UUID | None]:
    """Return for whom the caller speaks: the office, for the city it names, or one of the caller's own cities in the group."""
    caller, is_office = transaction.caller, office(transaction.caller, Facts(frozenset({item.network_id})))
    cities = {city for city in caller.cities_in({item.network_id}) if acting(transaction, item.network_id, city)}
    if named is not None:
        city = transaction.find(CityRow, named)
        if city is None:
            raise unknown_reference('city_id')
        refuse(action_items.why_not_in_group(city=city.name, group=group.title, is_member=is_member(transaction, group.id, named)))
        if not is_office and named not in cities:
            raise Problem('role-does-not-allow', {'operation': 'record_progress'})
        return ('office' if is_office else 'city'), named
    if is_office:
        return 'office', None
    if item.responsible_city_id in cities:
        return 'city', item.responsible_city_id
    if len(cities) == 1 and not caller.lead_contact_of:
        return 'city', next(iter(cities))
    own = (_MEMBERS.c.working_group_id == group.id, _MEMBERS.c.city_id.in_(cities), _MEMBERS.c.end_date.is_(None))
    city_id = transaction.session.execute(select(_MEMBERS.c.city_id).where(*own).order_by(_MEMBERS.c.id).limit(1)).scalar_one_or_none()
    lead = None if city_id else current_lead(transaction, group.id)
    return 'city', lead.city_id if lead else city_id


def _standing(transaction: Transaction, item: ActionItemRow, update: ProgressUpdateRow) -> tuple[Standing, Standing]:
    """Return how the item stands before and after an update.

    The latest update is a step from where the item stands; for one about an earlier day, or a correction, all of them are
    read again.
    """
    said = Said(update.made_on, update.stage, update.percent)
    if update.corrects_id is None and (item.last_progress_on is None or item.last_progress_on <= update.made_on):
        before = Standing(item.stage, item.percent, item.last_progress_on)
        return before, progress.after(before, said)
    replaced = select(_UPDATES.c.corrects_id).where(_UPDATES.c.action_item_id == item.id, _UPDATES.c.corrects_id.is_not(None))
    others = select(_UPDATES.c.made_on, _UPDATES.c.place_id, _UPDATES.c.stage, _UPDATES.c.percent).where(
        _UPDATES.c.action_item_id == item.id, _UPDATES.c.id.not_in(replaced)
    )
    if update.corrects_id is not None:
        others = others.where(_UPDATES.c.id != update.corrects_id)
    known = sorted((row.made_on, row.place_id, row.stage, row.percent) for row in transaction.session.execute(others))
    place = (update.made_on, update.place_id)
    earlier, later = (
        [Said(day, stage, percent) for day, at, stage, percent in known if ((day, at) < place) is side] for side in (True, False)
    )
    return progress.standing_after(earlier), progress.standing_after([*earlier, said, *later])
