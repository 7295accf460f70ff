"""Reports over HTTP: writing, submitting, tabling, deciding and publishing what a working group reports to an assembly."""

from typing import Annotated, Literal

from fastapi import Body
from sqlalchemy import ColumnElement
from starlette.requests import Request
from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import TOLD_BY_MEMBER, Resource, Tx
from api.models.circulars import Circular, CircularText
from api.models.columns import table
from api.models.decisions import ReportDecisionCreate, ReportDecisionPage
from api.models.drafts import ReportDraft
from api.models.publications import PublicationCreate, PublicationPage
from api.models.reports import DraftingCreate, Report, ReportCreate, ReportPage, ReportPatch, ReportRow, ReportStage
from api.models.shapes import Id
from api.models.submissions import Submission, SubmissionCreate, SubmissionPage
from api.operations import drafts, newsletters
from api.operations import reports as operations
from api.paging import After, Expand, Limit, Page, Q
from api.problems import Problem
from api.reads import Read
from api.shown.circulars import CIRCULARS
from api.shown.drafts import draft_of
from api.spine import Transaction

reports = Resource('Reports')
_REPORTS = table(ReportRow)
DraftingWish = Annotated[DraftingCreate, Body(default_factory=DraftingCreate)]
_FROZEN = ('documented-fact', 'report-submitted', 'report-approved')
_DAYS = ('future-date', 'past-date-is-the-offices', 'reason-needed')


@reports.offer('GET', '/reports', ReportPage)
def list_reports(
    tx: Tx,
    network_id: Id | None = None,
    working_group_id: Id | None = None,
    assembly_id: Id | None = None,
    stage: ReportStage | None = None,
    q: Q = None,
    sort: Literal['title', '-title', 'id', '-id'] = '-id',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List the reports of working groups to their general assemblies, the latest first.

    Only the group and the office see a draft or a returned report. Members of the network see what is tabled or approved,
    everybody what is published.
    """
    conditions = filters.of_reports(q, network_id=network_id, working_group_id=working_group_id, assembly_id=assembly_id, stage=stage)
    return paging.respond(tx, 'list_reports', shown.REPORTS, Page(limit, after, sort, expand), *conditions)


@reports.offer(
    'POST', '/reports', Report, code=201, etag=True, location=True,
    problems=('unknown-reference', 'documented-fact', 'mirrored-record', 'report-exists', 'group-not-official', 'group-completed',
              'group-withdrawn', 'assembly-before-the-group', *TOLD_BY_MEMBER),
)  # fmt: skip
def start_report(tx: Tx, body: ReportCreate) -> Response:
    """Start a group's report to an assembly.

    Each group has one report for each assembly; when there is one already, the answer's Link header leads to it. A group that owes
    none may report all the same.
    """
    return reads.written(tx, shown.REPORTS, operations.start_report(tx, body), 'get_report', location='/v1/reports')


@reports.offer('GET', '/reports/{report}', Report, etag=True)
def get_report(tx: Tx, report: Id) -> Response:
    """Read a report."""
    return reads.detail(tx, 'get_report', shown.REPORTS, report)


@reports.offer('PATCH', '/reports/{report}', Report, transition=True, etag=True, problems=(*_FROZEN, *TOLD_BY_MEMBER))
def update_report(tx: Tx, report: Id, body: ReportPatch) -> Response:
    """Change title or text (merge patch) while the report is a draft or was returned.

    Words are counted against the by-laws' limit for a brief report; nothing is refused for being longer.
    """
    return reads.written(tx, shown.REPORTS, operations.update_report(tx, report, body), 'get_report')


@reports.offer('GET', '/reports/{report}/draft', ReportDraft)
def get_report_draft(tx: Tx, report: Id) -> Response:
    """Read what of a report was drafted, sentence by sentence with the record it is about, and what could be recorded."""
    if reads.find_id(tx, 'get_report', shown.REPORTS, report) is None:
        raise Problem('not-found')
    return Response(draft_of(tx, report).model_dump_json(), media_type=reads.JSON)


@reports.offer('POST', '/reports/{report}/drafts', Report, transition=True, etag=True, tries_out=True, problems=(*_FROZEN, *TOLD_BY_MEMBER))
def draft_report(tx: Tx, report: Id, body: DraftingWish) -> Response:
    """Draft a report from what the group has recorded since the assembly before: members, meetings, outputs, action items.

    Each sentence is about one record and stands on a line of its own, in the report's language, within the word limit. Drafted again it
    is brought up to date; what a person has written or changed stays, and what they took out stays out.
    """
    return reads.written(tx, shown.REPORTS, drafts.draft_report(tx, report, body), 'get_report')


@reports.offer('GET', '/reports/{report}/submissions', SubmissionPage)
def list_submissions(tx: Tx, report: Id, limit: Limit = 50, after: After = None) -> Response:
    """List the submissions of a report, the latest first."""
    return _of_report(tx, 'list_submissions', shown.SUBMISSIONS, report, Page(limit, after, '-id'))


@reports.offer(
    'POST', '/reports/{report}/submissions', Report, transition=True, etag=True, tries_out=True,
    problems=(*_FROZEN, *_DAYS, 'report-incomplete', 'by-laws-impossible'),
)  # fmt: skip
def submit_report(tx: Tx, report: Id, body: SubmissionCreate) -> Response:
    """Submit a report as it stands.

    Its title, text, word count, the by-laws' version and who submitted are frozen with a hash; the submission never changes again.
    """
    return reads.written(tx, shown.REPORTS, operations.submit_report(tx, report, body), 'get_report')


@reports.offer('GET', '/reports/{report}/submissions/{submission}', Submission, etag=True)
def get_submission(tx: Tx, report: Id, submission: Id) -> Response:
    """Read a submission: the snapshot, and the SHA-256 of its canonical JSON (RFC 8785), which you can compute again."""
    return reads.detail(tx, 'get_submission', shown.SUBMISSIONS, submission, shown.SUBMISSIONS.columns.c.report_id == report)


@reports.offer(
    'POST', '/reports/{report}/tablings', Report, transition=True, etag=True, tries_out=True,
    problems=('documented-fact', 'report-not-submitted', 'report-tabled', 'report-approved'),
)  # fmt: skip
def table_report(tx: Tx, report: Id) -> Response:
    """Table a submitted report: put it before the assembly. The members of the network see it from now on."""
    return reads.written(tx, shown.REPORTS, operations.table_report(tx, report), 'get_report')


@reports.offer('GET', '/reports/{report}/decisions', ReportDecisionPage)
def list_decisions(tx: Tx, report: Id, limit: Limit = 50, after: After = None) -> Response:
    """List what was decided about a report, the latest first. Comments are for the group and the office."""
    return _of_report(tx, 'list_decisions', shown.DECISIONS, report, Page(limit, after, '-id'))


@reports.offer(
    'POST', '/reports/{report}/decisions', Report, transition=True, etag=True, tries_out=True,
    problems=('documented-fact', 'report-not-submitted', 'report-not-tabled', 'report-approved', 'assembly-yet-to-come', 'future-date',
              'reason-needed'),
)  # fmt: skip
def decide_report(tx: Tx, report: Id, body: ReportDecisionCreate) -> Response:
    """Record the assembly's decision about a tabled report.

    `approved`: at the sitting or by a later decision. `returned`: the report goes back to the group, which revises and submits it
    again; it is then tabled and decided on anew, at the same sitting if there is time.
    """
    return reads.written(tx, shown.REPORTS, operations.decide_report(tx, report, body), 'get_report')


@reports.offer('GET', '/reports/{report}/publications', PublicationPage)
def list_publications(tx: Tx, report: Id, limit: Limit = 50, after: After = None) -> Response:
    """List where and when a report was published, the latest first."""
    return _of_report(tx, 'list_publications', shown.PUBLICATIONS, report, Page(limit, after, '-id'))


@reports.offer(
    'POST', '/reports/{report}/publications', Report, transition=True, etag=True, tries_out=True,
    problems=('documented-fact', 'report-not-submitted', 'report-not-approved', 'report-published', 'website-comes-first',
              'published-too-early', *_DAYS),
)  # fmt: skip
def publish_report(tx: Tx, report: Id, body: PublicationCreate) -> Response:
    """Record a publication of an approved report.

    First the website, which shows the report to everybody; after that every sharing on social media.
    """
    return reads.written(tx, shown.REPORTS, operations.publish_report(tx, report, body), 'get_report')


@reports.offer(
    'GET', '/reports/{report}/newsletter', CircularText,
    problems=('documented-fact', 'mirrored-record', 'report-not-approved', 'website-comes-first'),
)  # fmt: skip
def get_newsletter(tx: Tx, request: Request, report: Id) -> Response:
    """Read, in your language, the text with which a published report is shared, to be sent by whatever means you have.

    It is what `write_newsletter` writes into a circular, in each language.
    """
    text = newsletters.newsletter_of(tx, report, origin=request.app.state.settings.public_url)
    return Response(text.model_dump_json(), media_type=reads.JSON)


@reports.offer(
    'POST', '/reports/{report}/newsletters', Circular, code=201, transition=True, etag=True, location=True, tries_out=True,
    creates=('/circulars', '/id'), problems=('documented-fact', 'report-not-approved', 'website-comes-first'),
)  # fmt: skip
def write_newsletter(tx: Tx, request: Request, report: Id) -> Response:
    """Write the circular that shares a published report with the network, in each language that the service speaks.

    It is a draft like any other: look whom it reaches, change it, try it out, send it. When it is sent the sharing stands among the
    publications of the report.
    """
    circular = newsletters.write_newsletter(tx, report, origin=request.app.state.settings.public_url)
    return reads.written(tx, CIRCULARS, circular, 'get_circular', location='/v1/circulars')


def _of_report(tx: Transaction, operation: str, read: Read, report: Id, page: Page) -> Response:
    """Answer with a page of what belongs to a report that the caller may see."""
    if reads.find_id(tx, 'get_report', shown.REPORTS, report) is None:
        raise Problem('not-found')
    mine: ColumnElement[bool] = read.columns.c.report_id == report
    return paging.respond(tx, operation, read, page, mine)
