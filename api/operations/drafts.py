"""Drafts a report from what the group has recorded since the assembly before (O2)."""

from uuid import UUID

from sqlalchemy import delete, select

from api.models.columns import table
from api.models.drafts import DraftedSentenceRow
from api.models.reports import DraftingCreate, ReportRow
from api.operations.formation import in_force
from api.operations.group_records import facts_of_record
from api.operations.on_behalf import told_by
from api.operations.permit import permit_on
from api.operations.report_records import assembly_of
from api.problems import refuse
from api.recorded_year import hash_of, headings, recorded_in, year_of
from api.rules import drafts as rules
from api.rules import reports
from api.spine import Transaction

_SENTENCES = table(DraftedSentenceRow)


def draft_report(transaction: Transaction, report_id: UUID, wish: DraftingCreate) -> ReportRow:
    """Put a sentence for each record into the report's text, within the by-laws' word limit; what people wrote stays as it is."""
    report = permit_on(transaction, 'draft_report', ReportRow, report_id, facts_of_record)
    told_by(transaction, report.network_id, report.working_group_id, wish.on_behalf_of)
    refuse(reports.why_not_change(report.stage, report.title))
    held_on = assembly_of(transaction, report).held_on
    year = year_of(transaction, report.network_id, held_on, transaction.today(report.network_id))
    sentences = recorded_in(transaction, report.working_group_id, year, report.language).sentences
    mine = _SENTENCES.c.report_id == report.id
    former = transaction.session.execute(select(DraftedSentenceRow).where(mine)).scalars().all()
    known = {(row.record_type, str(row.record_id), row.said): row.sha256 for row in former}
    limit = in_force(transaction, report.network_id, held_on).report_word_limit
    draft = rules.drafted(report.text, sentences, known, headings(), report.language, limit, hash_of)
    report.text, report.word_count = draft.text, reports.count_words(draft.text)
    sections = {(row.record_type, str(row.record_id), row.said): row.section for row in former}
    sections |= {sentence.key: sentence.section for sentence in sentences}
    transaction.session.execute(delete(DraftedSentenceRow).where(mine))
    for key, digest in draft.known.items():
        record_type, record_id, said = key
        transaction.session.add(
            DraftedSentenceRow(
                network_id=report.network_id,
                report_id=report.id,
                section=sections[key],
                record_type=record_type,
                record_id=UUID(record_id),
                said=said,
                sha256=digest,
            )
        )
    transaction.record('draft_report', report)
    return report
