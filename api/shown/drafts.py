"""How the draft of a report is shown: which of its lines still stand as they were drafted, from which record, and what lacks."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from api import clock
from api.models.columns import table
from api.models.drafts import DraftedSentenceRow, ReportDraft
from api.recorded_year import hash_of, headings, recorded_in, to_record, unquoted, year_of
from api.shown.assemblies import assemblies
from api.shown.pieces import networks
from api.shown.reports import reports
from api.spine import Transaction

_drafted = table(DraftedSentenceRow).c
_ITEM = '- '


def draft_of(transaction: Transaction, report_id: UUID) -> ReportDraft:
    """Return what of a report that the caller may see was drafted."""
    of_report = select(
        reports.c.text, reports.c.language, reports.c.network_id, reports.c.working_group_id, assemblies.c.held_on, networks.c.time_zone
    ).select_from(reports.join(assemblies, assemblies.c.id == reports.c.assembly_id).join(networks, networks.c.id == reports.c.network_id))
    found = transaction.rows(of_report.where(reports.c.id == report_id), {})[0]
    rows = transaction.rows(
        select(_drafted.section, _drafted.record_type, _drafted.record_id, _drafted.sha256).where(_drafted.report_id == report_id), {}
    )
    year = year_of(transaction, found['network_id'], found['held_on'], clock.today(found['time_zone']))
    record = recorded_in(transaction, found['working_group_id'], year, found['language'])
    recorded = {each.section for each in record.sentences} | set(record.unquoted)
    said: dict[str, list[dict[str, Any]]] = {}
    known = {row['sha256']: row for row in rows}
    for line in found['text'].split('\n'):
        row = known.get(hash_of(line.removeprefix(_ITEM))) if line.startswith(_ITEM) else None
        if row is not None:
            source = {'type': row['record_type'], 'id': row['record_id']}
            said.setdefault(row['section'], []).append({'text': line.removeprefix(_ITEM), 'record': source})
    titles = headings()[found['language']]
    sections = [
        {'section': section, 'heading': titles[section], 'sentences': said.get(section, []),
         'to_record': None if section in recorded else lacks,
         'not_quoted': unquoted(transaction.caller.language, section, record.unquoted[section])}
        for section, lacks in to_record(transaction.caller.language)
    ]  # fmt: skip
    return ReportDraft.model_validate({'report_id': report_id, 'period_start': year.start, 'period_end': year.end, 'sections': sections})
