"""Reports over HTTP as files to print and to work on: a tagged PDF, a Word document."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from fastapi import Path
from sqlalchemy import ColumnElement
from starlette.responses import Response

from api import preconditions, report_docx, report_pdf, shown
from api.contract import Resource, Tx
from api.markdown import plain
from api.models.shapes import Id
from api.problems import Problem
from api.reads import Read
from api.sentences import say
from api.shown.public_work import ON_THE_WEBSITE, PUBLIC_REPORTS
from api.visibility import grants

report_files = Resource('Reports')
public_report_files = Resource('Public section')
Format = Annotated[Literal['pdf', 'docx'], Path(description='`pdf` to read and print, tagged (PDF/UA-1); `docx` to work on.')]
_WRITERS: Mapping[str, tuple[str, Callable[..., bytes]]] = {
    'pdf': (report_pdf.MEDIA_TYPE, report_pdf.pdf_of),
    'docx': (report_docx.MEDIA_TYPE, report_docx.docx_of),
}
_FILES = {media_type: {'type': 'string', 'format': 'binary'} for media_type, _ in _WRITERS.values()}


@report_files.offer('GET', '/reports/{report}/file.{format}', None, etag=True, contents=_FILES)
def get_report_file(tx: Tx, report: Id, format: Format) -> Response:  # noqa: A002 -- the name in the address
    """Download a report as a file, as it stands: at every stage for whoever sees it, with the stage said in it."""
    return _file(tx, 'get_report_file', shown.REPORTS, report, format)


@public_report_files.offer('GET', '/public/reports/{report}/file.{format}', None, etag=True, contents=_FILES)
def get_public_report_file(tx: Tx, report: Id, format: Format) -> Response:  # noqa: A002 -- the name in the address
    """Download a report that is on the website as a file."""
    return _file(tx, 'get_public_report_file', PUBLIC_REPORTS, report, format, ON_THE_WEBSITE)


def _file(tx: Tx, operation: str, read: Read, report_id: Id, form: str, *conditions: ColumnElement[bool]) -> Response:
    wanted = read.select(tx, operation, with_facts=False).add_columns(read.columns.c.stage)
    found = tx.rows(wanted.where(read.columns.c.id == report_id, *conditions), grants(tx.caller))
    if not found:
        raise Problem('not-found')
    report = json.loads(found[0]['body'])
    about = [plain(line) for line in _about(tx.caller.language, report, found[0]['stage'])]
    said = (plain(report['title']), about, plain(report['text']))
    named = {'language': report['language'], 'author': plain(report['working_group']['title'])}
    tag = f'"{hashlib.sha256(json.dumps([form, said, named]).encode()).hexdigest()[:32]}"'
    if preconditions.names(tx.asked.if_none_match or '', tag):
        return Response(status_code=304, headers={'ETag': tag})
    media_type, write = _WRITERS[form]
    name = f'{report["working_group"]["slug"]}-{report["assembly"]["held_on"]}.{form}'
    headers = {'ETag': tag, 'Content-Disposition': f'attachment; filename="{name}"'}
    return Response(write(*said, **named), media_type=media_type, headers=headers)


def _about(language: str, report: Mapping[str, Any], stage: str) -> list[str]:
    assembly = report['assembly']
    words = say(language, f'stage.report.{stage}')
    return [report['working_group']['title'], f'{assembly["title"]}, {assembly["held_on"]}', words[:1].upper() + words[1:]]
