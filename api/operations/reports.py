"""What can be done with a report to an assembly: write, submit, table, decide, publish (W10)."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from api.models.assemblies import AssemblyRow
from api.models.columns import table
from api.models.decisions import DecisionRow, ReportDecisionCreate
from api.models.keys import fold, search_key
from api.models.publications import PublicationCreate, PublicationRow
from api.models.reports import ReportCreate, ReportPatch, ReportRow
from api.models.shapes import LANGUAGES, merge
from api.models.submissions import SubmissionCreate
from api.models.working_groups import WorkingGroupRow
from api.operations.formation import current_lead, facts_of_group, in_force
from api.operations.group_records import facts_of_record, group_named
from api.operations.notices import tell
from api.operations.on_behalf import told_by
from api.operations.permit import permit, permit_on, refuse_fact
from api.operations.report_records import (
    assembly_named,
    assembly_of,
    frozen,
    group_of,
    latest_submission,
    show_to,
    standing_of,
)
from api.operations.working_groups import effective_day
from api.problems import Problem, refuse
from api.rules import reports as rules
from api.rules.assemblies import why_not_before
from api.spine import Transaction

_REPORTS = table(ReportRow)


def start_report(transaction: Transaction, wish: ReportCreate) -> ReportRow:
    """Begin a group's report to an assembly, as a draft that the group and the office see."""
    group = _lock_group(transaction, wish.working_group_id)
    permit(transaction, 'start_report', facts_of_group(transaction, group))
    told_by(transaction, group.network_id, group.id, wish.on_behalf_of)
    refuse_fact(transaction, group)
    assembly = assembly_named(transaction, wish.assembly_id, group.network_id)
    refuse(why_not_before(standing_of(transaction, group), group.title, assembly.held_on))
    same = (_REPORTS.c.working_group_id == group.id, _REPORTS.c.assembly_id == assembly.id)
    other = transaction.session.execute(select(ReportRow).where(*same)).scalar_one_or_none()
    if other is not None:
        there = {'Link': f'</v1/reports/{other.id}>; rel="related"'}
        raise Problem('report-exists', {'group': group.title, 'assembly': assembly.title, 'report': other.title}, headers=there)
    title = wish.title or group.title
    report = ReportRow(
        network_id=group.network_id,
        working_group_id=group.id,
        assembly_id=assembly.id,
        title=title,
        sort_key=fold(title),
        search_key=search_key(title),
        text=wish.text,
        language=wish.language or _usual_language(transaction, assembly),
        word_count=rules.count_words(wish.text),
        audience=rules.audience_of('draft'),
    )
    transaction.record('start_report', transaction.add(report))
    return report


def _usual_language(transaction: Transaction, assembly: AssemblyRow) -> str:
    """Return the first of the network's working languages in which there are sentences."""
    working = in_force(transaction, assembly.network_id, assembly.held_on).working_languages
    return next((language for language in working if language in LANGUAGES), LANGUAGES[0])


def _lock_group(transaction: Transaction, group_id: UUID) -> WorkingGroupRow:
    return group_named(transaction, group_id)


def update_report(transaction: Transaction, report_id: UUID, wish: ReportPatch) -> ReportRow:
    """Change title and text while the report is with the group."""
    report = permit_on(transaction, 'update_report', ReportRow, report_id, facts_of_record)
    told_by(transaction, report.network_id, report.working_group_id, wish.on_behalf_of)
    refuse(rules.why_not_change(report.stage, report.title))
    for name, value in merge(wish).items():
        setattr(report, name, value)
    report.sort_key, report.search_key = fold(report.title), search_key(report.title)
    report.word_count = rules.count_words(report.text)
    transaction.record('update_report', report)
    return report


def submit_report(transaction: Transaction, report_id: UUID, wish: SubmissionCreate) -> ReportRow:
    """Hand the report in as it stands: frozen, with its hash and the by-laws of the assembly's day."""
    report = permit_on(transaction, 'submit_report', ReportRow, report_id, facts_of_record)
    refuse(rules.why_not_change(report.stage, report.title))
    if rules.what_is_missing(report.text):
        raise Problem('report-incomplete', {'report': report.title})
    act = wish.on_behalf_of
    day = effective_day(transaction, report.network_id, None, act, None)
    by_laws = in_force(transaction, report.network_id, assembly_of(transaction, report).held_on)
    lead = current_lead(transaction, report.working_group_id)
    lead_city_id = lead.city_id if lead else None
    _move(report, 'submitted')
    report.submitted_at, report.word_limit = transaction.now, by_laws.report_word_limit
    on_behalf_of = lead_city_id if act else transaction.acted_for
    submission = frozen(transaction, report, by_laws, day=day, lead_city_id=lead_city_id, on_behalf_of=on_behalf_of)
    for row in (transaction.add(submission), report):
        transaction.record('submit_report', row, on_behalf_of=on_behalf_of, act=act)
    tell(transaction, 'report_submitted', group_of(transaction, report), city_id=None, parameters={'report_id': str(report.id)})
    return report


def table_report(transaction: Transaction, report_id: UUID) -> ReportRow:
    """Put the submitted report before the assembly: from now on the members of the network read it."""
    report = permit_on(transaction, 'table_report', ReportRow, report_id, facts_of_record)
    refuse(rules.why_not_table(report.stage, report.title))
    _move(report, 'tabled')
    transaction.record('table_report', report)
    show_to(transaction, latest_submission(transaction, report), report.audience)
    return report


def decide_report(transaction: Transaction, report_id: UUID, wish: ReportDecisionCreate) -> ReportRow:
    """Record what the assembly decided about the report as it was submitted: approved, or returned to the group."""
    report = permit_on(transaction, 'decide_report', ReportRow, report_id, facts_of_record)
    refuse(rules.why_not_decide(report.stage, report.title))
    today, held_on = transaction.today(report.network_id), assembly_of(transaction, report).held_on
    day = wish.decided_on or today
    refuse(rules.why_not_decided_on(wish.outcome, day, held_on=held_on, today=today, reason=wish.reason))
    submission = latest_submission(transaction, report)
    _move(report, wish.outcome)
    report.decided_on = day
    if wish.outcome == 'returned':
        report.word_limit = None
    decision = DecisionRow(
        network_id=report.network_id,
        working_group_id=report.working_group_id,
        report_id=report.id,
        submission_id=submission.id,
        outcome=wish.outcome,
        comment=wish.comment,
        decided_on=day,
        audience=report.audience,
    )
    for row in (transaction.add(decision), report):
        transaction.record('decide_report', row, reason=wish.reason)
    show_to(transaction, submission, report.audience)
    lead = current_lead(transaction, report.working_group_id)
    if lead is not None:
        told = {'report_id': str(report.id)}
        tell(transaction, f'report_{wish.outcome}', group_of(transaction, report), city_id=lead.city_id, parameters=told)
    return report


def publish_report(transaction: Transaction, report_id: UUID, wish: PublicationCreate) -> ReportRow:
    """Record a publication: on the website, where everybody sees the report from now on, and after that elsewhere."""
    report = permit_on(transaction, 'publish_report', ReportRow, report_id, facts_of_record)
    refuse(rules.why_not_publish(report.stage, report.title, wish.channel))
    today = transaction.today(report.network_id)
    day, after = wish.published_on or today, report.published_on or report.decided_on or today
    refuse(rules.why_not_published_on(day, after=after, today=today, reason=wish.reason))
    submission = latest_submission(transaction, report)
    if wish.channel == 'website':
        _move(report, 'published')
        report.published_on = day
        show_to(transaction, submission, report.audience)
    record_publication(transaction, report, submission.id, wish.channel, day, url=wish.url, reason=wish.reason)
    return report


def record_publication(
    transaction: Transaction,
    report: ReportRow,
    submission_id: UUID,
    channel: str,
    day: date,
    *,
    url: str | None = None,
    circular_id: UUID | None = None,
    reason: str | None = None,
) -> None:
    """Write down that a report was published somewhere; the journal knows by whom."""
    publication = PublicationRow(
        network_id=report.network_id,
        working_group_id=report.working_group_id,
        report_id=report.id,
        submission_id=submission_id,
        channel=channel,
        url=url,
        circular_id=circular_id,
        published_on=day,
        audience=report.audience,
    )
    for row in (transaction.add(publication), report):
        transaction.record('publish_report', row, reason=reason)


def _move(report: ReportRow, stage: str) -> None:
    report.stage, report.audience = stage, rules.audience_of(stage)
