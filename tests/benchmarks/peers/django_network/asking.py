"""The querysets, permissions and writes that both Django peers share; how the answer is shaped is each framework's own."""

import uuid
from datetime import UTC, datetime
from typing import Any

from credentials import CLIENT, Caller, caller_of, client_id
from django.db import connection, transaction
from django.db.models import F, Prefetch, Q, QuerySet
from shapes import today

from django_network.models import (
    ActionItem,
    CatalogueCity,
    Change,
    City,
    Counter,
    Identifier,
    Instance,
    Journal,
    Lead,
    Membership,
    ProgressUpdate,
    WorkingGroup,
)

KINDS = {'working_group', 'city', 'membership', 'lead', 'action_item', 'progress_update'}
GOVERNED = ('public', 'members', 'working_group', 'own_city', 'office')


def caller(header: str) -> Caller | None:
    """Return who is calling, or None."""
    found = client_id(header)
    if found is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(CLIENT.format(id='%s'), [found])
        row = cursor.fetchone()
    return caller_of(row) if row else None


def shown(who: Caller) -> Q:
    """Return the filter that every read carries."""
    return Q(audience='public') | Q(audience='members', network_id__in=who.member_of) | Q(audience__in=GOVERNED[2:], network_id__in=who.office_of)


def groups(who: Caller) -> QuerySet[WorkingGroup]:
    """Return the groups that the caller sees, with what their answer shows."""
    leading = Prefetch('leads', Lead.objects.filter(end_date=None).select_related('city'), to_attr='leading')
    return WorkingGroup.objects.filter(shown(who)).select_related('network').prefetch_related(leading)


def with_members(found: QuerySet[WorkingGroup]) -> QuerySet[WorkingGroup]:
    """Add the member cities."""
    inside = Membership.objects.filter(end_date=None, city__isnull=False).select_related('city').order_by('city__sort_key', 'city_id')
    return found.prefetch_related(Prefetch('memberships', inside, to_attr='inside'))


def cities() -> QuerySet[City]:
    """Return cities with their keys and networks."""
    belonging = Membership.objects.filter(working_group=None, end_date=None, audience='public').select_related('network').order_by('network__slug')
    return City.objects.prefetch_related(
        Prefetch('identifiers', Identifier.objects.order_by('scheme', 'value')), Prefetch('memberships', belonging, to_attr='belonging')
    )


def memberships() -> QuerySet[Membership]:
    """Return memberships with their city."""
    return Membership.objects.select_related('city')


def leads() -> QuerySet[Lead]:
    """Return terms with their city."""
    return Lead.objects.select_related('city')


def items() -> QuerySet[ActionItem]:
    """Return action items with what their answer shows."""
    return ActionItem.objects.select_related('network', 'working_group', 'responsible_city').prefetch_related('network__by_laws')


def updates() -> QuerySet[ProgressUpdate]:
    """Return progress updates with what their answer shows."""
    return ProgressUpdate.objects.select_related('working_group', 'author_city').prefetch_related('corrections')


def stale_after_of(network: Any) -> int | None:
    """Return the figure of the by-laws in force today; `network` comes with its by-laws."""
    now = today(network.time_zone)
    versions = sorted(network.by_laws.all(), key=lambda each: each.valid_from)
    begun = [each for each in versions if each.valid_from <= now]
    return (begun[-1] if begun else versions[0]).stale_after_days


def catalogue(q: str, limit: int) -> tuple[list[CatalogueCity], dict[str, uuid.UUID]]:
    """Return cities of the catalogue whose names begin so, the biggest first, and ours by their GeoNames number."""
    query = ' & '.join(f"'{word}':*" for word in q.lower().split())
    found = list(CatalogueCity.objects.extra(where=['words @@ %s::tsquery'], params=[query]).order_by('sort_key')[: limit + 1])
    numbers = [str(each.geonames_id) for each in found]
    ours = dict(Identifier.objects.filter(scheme='geonames', value__in=numbers, city__isnull=False).values_list('value', 'city_id'))
    return found, ours


def page_of_feed(who: Caller, since: int, limit: int) -> tuple[Instance, int, list[Change], bool]:
    """Return the instance, the head, the index rows of a page, and whether more follow."""
    instance, head = Instance.objects.get(), Counter.objects.get().head_seq
    seen = Q(audience_now='public') | Q(audience_now='members', network_id__in=who.member_of) | Q(audience_now__in=GOVERNED[2:], network_id__in=who.office_of)
    rows = list(Change.objects.filter(seen, seq__gt=since).order_by('seq')[: limit + 1])
    return instance, head, rows[:limit], len(rows) > limit


@transaction.atomic
def record_progress(who: Caller, wish: dict[str, Any]) -> ProgressUpdate:
    """Add an update, move its item, write the journal and the change index, as the service does."""
    item = ActionItem.objects.select_for_update(no_key=True, of=('self',)).get(shown(who), id=wish['action_item_id'])
    group = WorkingGroup.objects.get(id=item.working_group_id)
    if str(item.network_id) not in who.office_of or group.stage not in {'proposed', 'constituted'}:
        raise PermissionError
    now, day = datetime.now(UTC), today(group.network.time_zone)
    new = uuid.uuid4()
    update = ProgressUpdate.objects.create(
        id=new, network_id=item.network_id, working_group_id=item.working_group_id, action_item_id=item.id, made_on=day, author_kind='office',
        stage=wish.get('stage'), percent=wish.get('percent'), text=wish.get('text'), audience=item.audience, created_at=now, updated_at=now,
        place_id=new,
    )  # fmt: skip
    before = {'stage': item.stage, 'percent': item.percent, 'last_progress_on': str(item.last_progress_on), 'version': item.version}
    item.stage, item.percent, item.last_progress_on = wish.get('stage') or item.stage, wish.get('percent'), day
    item.version, item.updated_at = item.version + 1, now
    item.save(update_fields=['stage', 'percent', 'last_progress_on', 'version', 'updated_at'])
    for row, kind, changes in ((update, 'progress_update', {}), (item, 'action_item', before)):
        Journal.objects.create(
            id=uuid.uuid4(), recorded_at=now, actor_kind='client', operation='record_progress', subject_type=kind, subject_id=row.id,
            network_id=row.network_id, changes=changes, personal_columns=[],
        )  # fmt: skip
    Counter.objects.update(head_seq=F('head_seq') + 2)
    head = Counter.objects.get().head_seq
    for seq, (row, kind) in enumerate(((update, 'progress_update'), (item, 'action_item')), start=head - 1):
        Change.objects.update_or_create(
            subject_id=row.id,
            defaults={
                'subject_type': kind, 'seq': seq, 'version': row.version, 'occurred_at': now, 'network_id': row.network_id,
                'working_group_id': row.working_group_id, 'audience_now': row.audience,
            },
        )  # fmt: skip
    return update
