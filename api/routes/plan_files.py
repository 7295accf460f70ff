"""Plans over HTTP as papers: a tagged PDF to print and sign, a Word document to work on."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Annotated, Literal

from fastapi import Path
from starlette.responses import Response

from api import preconditions, report_docx, report_pdf, shown
from api.contract import Resource, Tx
from api.markdown import plain
from api.models.columns import table
from api.models.plan_actions import PlanActionRow
from api.models.shapes import Id
from api.operations.plan_bearers import names_of
from api.operations.plan_pages import coverage_of
from api.plan_frames import FRAMES
from api.problems import Problem
from api.shown import plan_papers
from api.shown.plans import PLAN_ACTIONS_AS_A_TABLE
from api.visibility import grants

plan_files = Resource('Plans')
Format = Annotated[Literal['pdf', 'docx'], Path(description='`pdf` to print and sign, tagged (PDF/UA-1); `docx` to work on.')]
_ACTIONS = table(PlanActionRow)
_WRITERS: Mapping[str, tuple[str, Callable[..., bytes]]] = {
    'pdf': (report_pdf.MEDIA_TYPE, report_pdf.paper_pdf_of),
    'docx': (report_docx.MEDIA_TYPE, report_docx.paper_docx_of),
}
_FILES = {media_type: {'type': 'string', 'format': 'binary'} for media_type, _ in _WRITERS.values()}


@plan_files.offer('GET', '/plans/{plan}/file.{format}', None, etag=True, contents=_FILES)
def get_plan_file(tx: Tx, plan: Id, format: Format) -> Response:  # noqa: A002 -- the name in the address
    """Download a plan as a paper for the body that decides, with its measures by commitment, in the caller's language.

    It holds what is shared with the caller: who carries it and which departments are told to the own city alone, and actions that are
    held back are not in it.
    """
    read = shown.PLANS.select(tx, 'get_plan_file', with_facts=False).where(shown.PLANS.columns.c.id == plan)
    found = tx.rows(read, grants(tx.caller))
    if not found:
        raise Problem('not-found')
    record, language = json.loads(found[0]['body']), tx.caller.language
    order = (_ACTIONS.c.commitment, _ACTIONS.c.track, _ACTIONS.c.due_on, _ACTIONS.c.id)
    wanted = PLAN_ACTIONS_AS_A_TABLE.select(tx, 'list_plan_actions', with_facts=False).where(_ACTIONS.c.plan_id == plan).order_by(*order)
    actions = [json.loads(each['body']) for each in tx.rows(wanted, grants(tx.caller))]
    said = plan_papers.about(language, record)
    parts = plan_papers.parts(language, record, FRAMES[record['frame']], actions, coverage_of(tx, plan), names_of(tx, record))
    named = {'language': language, 'author': plain(record['city']['name'])}
    title = plain(record['title'])
    tag = f'"{hashlib.sha256(repr((format, title, said, parts, named)).encode()).hexdigest()[:32]}"'
    if preconditions.names(tx.asked.if_none_match or '', tag):
        return Response(status_code=304, headers={'ETag': tag})
    media_type, write = _WRITERS[format]
    headers = {'ETag': tag, 'Content-Disposition': f'attachment; filename="{record["city"]["slug"]}-plan.{format}"'}
    return Response(write(title, said, parts, **named), media_type=media_type, headers=headers)
