"""What the acts on a report share: the assembly and the by-laws it is about, its frozen copies, and who may see them."""

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from api.models.assemblies import AssemblyRow
from api.models.by_laws import ByLawsRow
from api.models.columns import table
from api.models.networks import NetworkRow
from api.models.reports import ReportRow
from api.models.submissions import SubmissionRow
from api.models.working_groups import WorkingGroupRow
from api.permissions import Caller
from api.problems import Problem, unknown_reference
from api.rules.assemblies import Standing
from api.spine import Transaction
from api.visibility import sees

_SUBMISSIONS = table(SubmissionRow)


def assembly_named(transaction: Transaction, assembly_id: UUID, network_id: UUID) -> AssemblyRow:
    """Return the assembly of this network that a body names, locked; unknown-reference when there is none to be seen."""
    assembly = transaction.lock_named(AssemblyRow, assembly_id, 'assembly_id')
    if assembly.network_id != network_id or not sees(transaction.caller, assembly.audience, assembly.network_id, None):
        raise unknown_reference('assembly_id')
    return assembly


def assembly_of(transaction: Transaction, report: ReportRow) -> AssemblyRow:
    """Return the assembly that a report is for."""
    found = transaction.find(AssemblyRow, report.assembly_id)
    if found is None:
        raise Problem('not-found')
    return found


def group_of(transaction: Transaction, report: ReportRow) -> WorkingGroupRow:
    """Return the group whose report it is."""
    found = transaction.find(WorkingGroupRow, report.working_group_id)
    if found is None:
        raise Problem('not-found')
    return found


def standing_of(transaction: Transaction, group: WorkingGroupRow) -> Standing:
    """Return a group as far as an assembly asks."""
    network = transaction.find(NetworkRow, group.network_id)
    known = group.constitution_recorded_at or group.created_at
    day = known.astimezone(ZoneInfo(network.time_zone if network else 'UTC')).date()
    return Standing(group.stage, group.constituted_on['value'] if group.constituted_on else None, day, group.closed_on)


def latest_submission(transaction: Transaction, report: ReportRow) -> SubmissionRow:
    """Return the report as it was last submitted, locked."""
    wanted = select(_SUBMISSIONS.c.id).where(_SUBMISSIONS.c.report_id == report.id).order_by(_SUBMISSIONS.c.number.desc()).limit(1)
    found = transaction.lock(SubmissionRow, transaction.session.execute(wanted).scalars())
    if not found:
        raise Problem('report-not-submitted', {'report': report.title})
    return found[0]


def frozen(
    transaction: Transaction, report: ReportRow, by_laws: ByLawsRow, *, day: date, lead_city_id: UUID | None, on_behalf_of: UUID | None
) -> SubmissionRow:
    """Return a submission of the report as it stands, handed in on `day`: its snapshot, and the hash of that."""
    group, assembly = group_of(transaction, report), assembly_of(transaction, report)
    earlier = select(func.count()).select_from(_SUBMISSIONS).where(_SUBMISSIONS.c.report_id == report.id)
    number = int(transaction.session.execute(earlier).scalar_one()) + 1
    snapshot = canonical(
        {
            'assembly': {'id': assembly.id, 'title': assembly.title, 'held_on': assembly.held_on},
            'by_law_id': by_laws.id,
            'by_law_number': by_laws.number,
            'number': number,
            'on_behalf_of_city_id': on_behalf_of,
            'report_id': report.id,
            'submitted_at': transaction.now,
            'submitted_by': {
                'id': transaction.caller.id,
                'kind': transaction.caller.kind,
                'role': role_of(transaction.caller, group, lead_city_id),
            },
            'text': report.text,
            'title': report.title,
            'words': {'count': report.word_count, 'limit': by_laws.report_word_limit},
            'working_group': {'id': group.id, 'title': group.title},
        }
    )
    return SubmissionRow(
        network_id=report.network_id,
        working_group_id=report.working_group_id,
        report_id=report.id,
        number=number,
        by_law_id=by_laws.id,
        submitted_at=transaction.now,
        handed_in_on=day,
        snapshot=snapshot,
        sha256=hashlib.sha256(snapshot.encode()).hexdigest(),
        audience=report.audience,
    )


def canonical(value: dict[str, Any]) -> str:
    """Return JSON in the one form of RFC 8785: sorted names, no spaces. Holds for what stands in a snapshot: text and whole numbers."""
    return json.dumps(value, sort_keys=True, separators=(',', ':'), ensure_ascii=False, default=_as_text)


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace('+00:00', 'Z')
    return value.isoformat() if isinstance(value, date) else str(value)


def role_of(caller: Caller, group: WorkingGroupRow, lead_city_id: UUID | None) -> str:
    """Return in which role a caller acts for a group: what a snapshot says instead of a name."""
    if group.id in caller.lead_contact_of:
        return 'lead_contact'
    if lead_city_id in caller.cities_in({group.network_id}):
        return 'coordinator' if caller.kind == 'person' else 'city_client'
    if caller.kind == 'person':
        return 'office_admin' if group.network_id in caller.admin_of else 'office_staff'
    return 'operator' if caller.everywhere else 'office_client'


def show_to(transaction: Transaction, row: ReportRow | SubmissionRow, audience: str) -> None:
    """Move a record before another audience; whoever no longer sees it is told so by the feed."""
    if row.audience != audience:
        row.audience = audience
        transaction.touch(row)
