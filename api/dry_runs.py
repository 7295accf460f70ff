"""Says what a transaction would have done that is taken back, as far as its caller may know of it."""

from collections import Counter
from collections.abc import Sequence

from api.models.dry_runs import DryRun, DryRunChange, DryRunGroup, DryRunNotices
from api.models.journal import JournalRow
from api.models.notices import NoticeRow
from api.models.participation_requests import ParticipationRequestRow
from api.models.shapes import GroupName
from api.models.working_groups import Missing, WorkingGroupRow
from api.permissions import Caller
from api.spine import Transaction
from api.visibility import sees


def told(transaction: Transaction) -> DryRun:
    """Return what was recorded so far."""
    transaction.flush()
    entries = transaction.recorded.journal
    prepared = [row for row in transaction.recorded.told if isinstance(row, NoticeRow)]
    groups = [row for row in transaction.recorded.moved.values() if isinstance(row, WorkingGroupRow)]
    caller = transaction.caller
    return DryRun(
        changes=_changes(transaction, entries), working_groups=_groups(caller, entries, groups), notices=_notices(caller, prepared)
    )


def _changes(transaction: Transaction, entries: Sequence[JournalRow]) -> list[DryRunChange]:
    caller = transaction.caller
    seen = (
        (entry.operation, entry.subject_type)
        for entry in entries
        if sees(caller, entry.audience, entry.network_id, entry.city_id, entry.working_group_id) or _has_asked(transaction, entry)
    )
    return [DryRunChange(operation=name, subject_type=kind, count=count) for (name, kind), count in Counter(seen).items()]


def _has_asked(transaction: Transaction, entry: JournalRow) -> bool:
    """Say whether an entry is about what the caller has asked for an organisation."""
    if entry.subject_type != 'participation_request':
        return False
    request = transaction.find(ParticipationRequestRow, entry.subject_id)
    return request is not None and (request.network_id, request.organisation_id) in transaction.caller.organisations


def _groups(caller: Caller, entries: Sequence[JournalRow], groups: Sequence[WorkingGroupRow]) -> list[DryRunGroup]:
    becoming = {entry.subject_id for entry in entries if (entry.changes or {}).get('stage') == ['proposed', 'constituted']}
    return [
        DryRunGroup.model_validate({
            'working_group': GroupName(id=group.id, slug=group.slug, title=group.title),
            'stage': group.stage,
            'constituted': group.id in becoming,
            'city_count': group.city_count,
            'country_count': group.country_count,
            'missing': [Missing.model_validate(each) for each in group.missing],
        })
        for group in sorted(groups, key=lambda row: row.id)
        if sees(caller, group.audience, group.network_id, None, group.id)
    ]  # fmt: skip


def _notices(caller: Caller, prepared: Sequence[NoticeRow]) -> list[DryRunNotices]:
    counted = Counter(
        (row.kind, 'cities' if row.city_id or row.person_id else 'organisations' if row.organisation_id else 'office')
        for row in prepared
        if row.city_id or row.person_id or row.organisation_id or caller.everywhere or row.network_id in caller.office_of
    )
    return [DryRunNotices.model_validate({'kind': kind, 'recipients': whom, 'count': count}) for (kind, whom), count in counted.items()]
