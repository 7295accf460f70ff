"""What can be done with a circular: write it, try it out, send it."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select, text

from api.models.assemblies import AssemblyRow
from api.models.calls_for_interest import CallForInterestRow
from api.models.circulars import (
    CircularAudienceWish,
    CircularCreate,
    CircularPatch,
    CircularRow,
    CircularText,
    CircularTextRow,
)
from api.models.columns import table
from api.models.networks import NetworkRow
from api.models.people import PersonRow
from api.models.reports import ReportRow
from api.models.shapes import merge
from api.models.working_groups import WorkingGroupRow
from api.operations.circular_recipients import addressees_of, texts_of
from api.operations.formation import facts_of_group
from api.operations.group_records import facts_of_record, refuse_closed
from api.operations.notices import enclose
from api.operations.owners import Owner, lock_group_of, lock_owner
from api.operations.permit import permit, permit_on
from api.operations.report_records import latest_submission
from api.operations.reports import record_publication
from api.permissions import Facts
from api.problems import Problem, refuse, unknown_reference
from api.rules import circulars as rules
from api.spine import Transaction
from api.visibility import sees

# How often within a day: sent by one sender, tried out.
_WINDOW = timedelta(days=1)
_MOST_SENT_OF_GROUP, _MOST_SENT_OF_NETWORK, _MOST_TRIALS = 5, 50, 20
_CIRCULARS, _TEXTS = table(CircularRow), table(CircularTextRow)
_TRIALS = text("SELECT count(*) FROM outbox WHERE kind = 'circular_trial' AND payload->>'circular_id' = :id AND created_at > :since")


def create_circular(transaction: Transaction, wish: CircularCreate) -> CircularRow:
    """Write a circular. Nothing leaves: it is sent by an act of its own."""
    owner = lock_owner(transaction, wish)
    permit(transaction, 'create_circular', _facts_of(transaction, owner))
    return write_draft(transaction, owner, wish, 'create_circular')


def write_draft(
    transaction: Transaction, owner: Owner, wish: CircularCreate, operation: str, *, report_id: UUID | None = None
) -> CircularRow:
    """Write a draft, of a newsletter the one that shares a report; to be called after `permit`."""
    if owner.group is not None:
        refuse_closed(transaction, owner.group)
    circular = transaction.add(
        CircularRow(
            network_id=owner.network_id,
            working_group_id=owner.working_group_id,
            report_id=report_id,
            title=wish.title,
            meant_for=_chosen(transaction, owner.network_id, wish.meant_for, of_group=owner.group is not None),
            audience='working_group' if owner.group else 'office',
        ),
    )
    transaction.record(operation, circular)
    transaction.flush()
    _write(transaction, circular, wish.texts, operation)
    return circular


def update_circular(transaction: Transaction, circular_id: UUID, wish: CircularPatch) -> CircularRow:
    """Change a draft."""
    circular = _open(transaction, 'update_circular', circular_id)
    wanted = merge(wish)
    if 'title' in wanted:
        circular.title = wish.title
    if 'meant_for' in wanted:
        circular.meant_for = _chosen(transaction, circular.network_id, wish.meant_for, of_group=circular.working_group_id is not None)
    if 'texts' in wanted:
        _write(transaction, circular, wish.texts, 'update_circular')
    transaction.record('update_circular', circular)
    return circular


def try_circular(transaction: Transaction, circular_id: UUID) -> CircularRow:
    """Send each version of a draft to the caller alone."""
    circular = _open(transaction, 'try_circular', circular_id)
    person = transaction.find(PersonRow, transaction.caller.id) if transaction.caller.kind == 'person' else None
    if person is None or person.mail is None:
        raise Problem('no-mail-address')
    since = {'id': str(circular.id), 'since': transaction.now - _WINDOW}
    _refuse_more(transaction.session.execute(_TRIALS, since).scalar_one(), _MOST_TRIALS)
    transaction.post('circular_trial', {'circular_id': str(circular.id), 'person_id': str(person.id)})
    transaction.record('try_circular', circular)
    return circular


def send_circular(transaction: Transaction, circular_id: UUID) -> CircularRow:
    """Give each recipient one notice, and everybody else the reason why not; sent once. What shares a report is recorded with it."""
    circular = _open(transaction, 'send_circular', circular_id)
    network = transaction.find(NetworkRow, circular.network_id)
    assert network is not None
    versions = [each.language for each in texts_of(transaction, circular)]
    found = addressees_of(transaction, circular, versions)
    count = sum(each.reason is None for each in found)
    live = network.stage == 'live'
    refuse(rules.why_not_send(versions, network.working_languages, recipients=count, live=live, network=network.name))
    _refuse_more(_sent_lately(transaction, circular), _MOST_SENT_OF_GROUP if circular.working_group_id else _MOST_SENT_OF_NETWORK)
    for each in found:
        city_id = UUID(each.city['id']) if each.city else None
        told = {'role': each.role, 'language': each.language}
        enclose(transaction, circular, person_id=each.person_id, city_id=city_id, parameters=told, reason=each.reason)
    circular.stage, circular.sent_at = 'sent', transaction.now
    circular.recipient_count, circular.excluded_count = count, len(found) - count
    transaction.record('send_circular', circular)
    for report in transaction.lock(ReportRow, [circular.report_id] if circular.report_id else []):
        submission, today = latest_submission(transaction, report), transaction.today(report.network_id)
        record_publication(transaction, report, submission.id, 'newsletter', today, circular_id=circular.id)
    return circular


def _facts_of(transaction: Transaction, owner: Owner) -> Facts:
    return facts_of_group(transaction, owner.group) if owner.group else Facts(networks=frozenset({owner.network_id}))


def _open(transaction: Transaction, operation: str, circular_id: UUID) -> CircularRow:
    """Return a draft, locked, that the caller may do this to."""
    lock_group_of(transaction, CircularRow, circular_id)
    circular = permit_on(transaction, operation, CircularRow, circular_id, facts_of_record)
    refuse(rules.why_not_change(circular.stage, title=circular.title))
    return circular


def _chosen(transaction: Transaction, network_id: UUID, wish: CircularAudienceWish, *, of_group: bool) -> dict[str, object]:
    refuse(rules.why_not_roles(wish.roles, of_group=of_group))
    for group_id in wish.working_group_ids:
        group = transaction.find(WorkingGroupRow, group_id)
        if group is None or group.network_id != network_id or not sees(transaction.caller, group.audience, network_id, None, group.id):
            raise unknown_reference('meant_for/working_group_ids')
    if wish.assembly_id is not None:
        assembly = transaction.find(AssemblyRow, wish.assembly_id)
        if assembly is None or assembly.network_id != network_id:
            raise unknown_reference('meant_for/assembly_id')
    if wish.call_id is not None or wish.duty == 'call_unanswered':
        call = transaction.find(CallForInterestRow, wish.call_id)
        if of_group or call is None or call.network_id != network_id:
            raise unknown_reference('meant_for/call_id')
    return wish.model_dump(mode='json')


def _write(transaction: Transaction, circular: CircularRow, texts: Sequence[CircularText], operation: str) -> None:
    """Have a circular say this and nothing else: versions are changed, added, dropped."""
    refuse(rules.why_not_versions([each.language for each in texts]))
    known = select(CircularTextRow).where(_TEXTS.c.circular_id == circular.id)
    rows = {row.language: row for row in transaction.session.execute(known).scalars()}
    wanted = {each.language: each for each in texts}
    place = {name: getattr(circular, name) for name in ('network_id', 'working_group_id', 'audience')}
    for language, each in wanted.items():
        row = rows.get(language)
        if row is None:
            row = transaction.add(CircularTextRow(**place, circular_id=circular.id, **each.model_dump()))
        elif (row.subject, row.body, row.dropped) != (each.subject, each.body, False):
            row.subject, row.body, row.dropped = each.subject, each.body, False
        else:
            continue
        transaction.record(operation, row)
    for language, row in rows.items():
        if language not in wanted and not row.dropped:
            row.dropped = True
            transaction.record(operation, row)
    transaction.flush()


def _sent_lately(transaction: Transaction, circular: CircularRow) -> int:
    same = [_CIRCULARS.c[name].is_not_distinct_from(getattr(circular, name)) for name in ('network_id', 'working_group_id')]
    wanted = select(func.count()).select_from(_CIRCULARS).where(*same, _CIRCULARS.c.sent_at > transaction.now - _WINDOW)
    return int(transaction.session.execute(wanted).scalar_one())


def _refuse_more(count: int, most: int) -> None:
    if count >= most:
        raise Problem('too-many-requests', headers={'Retry-After': str(int(_WINDOW.total_seconds()))})
