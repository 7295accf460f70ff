"""How reports and their submissions, decisions and publications are shown, and what one may do with a report now."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, case, cast, func, select

from api.models.columns import table
from api.models.decisions import DecisionRow, ReportDecision
from api.models.publications import Publication, PublicationRow
from api.models.redactions import RedactionRow, SubmissionRedaction
from api.models.reports import Report, ReportRow
from api.models.submissions import Submission, SubmissionRow
from api.permissions import Caller, Facts, may
from api.reads import Read, json_of
from api.shown.assemblies import assemblies, assembly_name, figure_on
from api.shown.pieces import changeable, documented, gathered, group_name, lead_of, object_of
from api.visibility import shown_to_group, shown_to_office, visible_rows

reports, submissions = table(ReportRow), table(SubmissionRow)
decisions, publications, _redacted = table(DecisionRow), table(PublicationRow), table(RedactionRow)
_MOVES = {
    'draft': ('draft_report', 'submit_report', 'update_report'),
    'returned': ('draft_report', 'submit_report', 'update_report'),
    'submitted': ('table_report',),
    'tabled': ('decide_report',),
    'approved': ('publish_report',),
    'published': ('publish_report', 'write_newsletter'),
}

_limit_now = (
    select(figure_on('report_word_limit', assemblies.c.network_id, assemblies.c.held_on))
    .where(assemblies.c.id == reports.c.assembly_id)
    .correlate(reports)
    .scalar_subquery()
)
_limit = func.coalesce(reports.c.word_limit, _limit_now)
_latest = (
    select(submissions.c.id)
    .where(submissions.c.report_id == reports.c.id, visible_rows(SubmissionRow))
    .order_by(submissions.c.number.desc())
    .limit(1)
    .correlate(reports)
    .scalar_subquery()
)


def _report(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    facts = Facts(frozenset({found['network_id']}), lead_city_id=found['lead'], working_group_id=found['working_group_id'])
    return [name for name in _MOVES[found['stage']] if changeable(found) and may(caller, name, facts)]


REPORTS = Read(
    ReportRow,
    json_of(
        Report,
        reports,
        working_group=group_name(reports.c.working_group_id),
        assembly=assembly_name(reports.c.assembly_id),
        words=object_of(count=reports.c.word_count, limit=_limit),
        latest_submission_id=_latest,
    ),
    facts=(reports.c.stage, reports.c.network_id, reports.c.working_group_id, lead_of(reports.c.working_group_id), documented(reports)),
    derived=(_limit.label('word_limit_now'),),
    you_may=_report,
    sorts={'title': (reports.c.sort_key, False), '-title': (reports.c.sort_key, True), 'id': (None, False), '-id': (None, True)},
)
_redactions = (
    select(gathered(object_of(**{name: _redacted.c[name] for name in SubmissionRedaction.model_fields}), _redacted.c.id))
    .where(_redacted.c.subject_id == submissions.c.id)
    .correlate(submissions)
    .scalar_subquery()
)
_LATEST_FIRST = {'-id': (None, True), 'id': (None, False)}
SUBMISSIONS = Read(
    SubmissionRow,
    json_of(
        Submission,
        submissions,
        working_group=group_name(submissions.c.working_group_id),
        # The text of the column, byte for byte: the hash is made of it.
        snapshot=cast(submissions.c.snapshot, JSON),
        redactions=_redactions,
    ),
    sorts=_LATEST_FIRST,
)
DECISIONS = Read(
    DecisionRow,
    json_of(
        ReportDecision,
        decisions,
        working_group=group_name(decisions.c.working_group_id),
        comment=case((shown_to_group(decisions.c.network_id, decisions.c.working_group_id), decisions.c.comment)),
    ),
    sorts=_LATEST_FIRST,
)
PUBLICATIONS = Read(
    PublicationRow,
    json_of(
        Publication,
        publications,
        working_group=group_name(publications.c.working_group_id),
        circular_id=case((shown_to_office(publications.c.network_id), publications.c.circular_id)),
    ),
    sorts=_LATEST_FIRST,
)
