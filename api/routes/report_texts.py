"""Reports over HTTP as a page shows them: their Markdown as HTML in which nothing runs."""

import json

from sqlalchemy import ColumnElement
from starlette.responses import Response

from api import shown
from api.contract import Resource, Tx
from api.models.reports import ReportText
from api.models.shapes import Id
from api.problems import Problem
from api.reads import JSON, Read
from api.report_html import html_of
from api.shown.public_work import ON_THE_WEBSITE, PUBLIC_REPORTS
from api.visibility import grants

report_texts = Resource('Reports')
public_report_texts = Resource('Public section')


@report_texts.offer('GET', '/reports/{report}/text', ReportText)
def get_report_text(tx: Tx, report: Id) -> Response:
    """Read a report's text as HTML, as it stands: for whoever sees the report."""
    return _text(tx, 'get_report_text', shown.REPORTS, report)


@public_report_texts.offer('GET', '/public/reports/{report}/text', ReportText)
def get_public_report_text(tx: Tx, report: Id) -> Response:
    """Read the text of a report that is on the website as HTML."""
    return _text(tx, 'get_public_report_text', PUBLIC_REPORTS, report, ON_THE_WEBSITE)


def _text(tx: Tx, operation: str, read: Read, report_id: Id, *conditions: ColumnElement[bool]) -> Response:
    wanted = read.select(tx, operation, with_facts=False).where(read.columns.c.id == report_id, *conditions)
    found = tx.rows(wanted, grants(tx.caller))
    if not found:
        raise Problem('not-found')
    report = json.loads(found[0]['body'])
    shown_as = ReportText(report_id=report_id, language=report['language'], html=html_of(report['text']))
    return Response(shown_as.model_dump_json(), media_type=JSON)
