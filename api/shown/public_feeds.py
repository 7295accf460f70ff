"""How the feeds of the public section are read: the latest of what is for everybody, without what a demonstration has invented."""

from sqlalchemy import ColumnElement, Select, select

from api.models.columns import table
from api.models.documents import DocumentRow
from api.models.outputs import OutputRow
from api.models.reports import ReportRow
from api.shown.pieces import groups
from api.shown.public_work import ON_THE_WEBSITE, SHARED

_reports, _outputs, _documents = table(ReportRow), table(OutputRow), table(DocumentRow)
_MOST = 100


def latest_reports(*of: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    """Return the select of the reports on the website, the latest first."""
    found = select(
        _reports.c.id, _reports.c.title, _reports.c.text, _reports.c.published_on, _reports.c.updated_at,
        groups.c.slug.label('slug'), groups.c.title.label('working_group'),
    )  # fmt: skip
    joined = found.select_from(_reports.join(groups, groups.c.id == _reports.c.working_group_id))
    return joined.where(ON_THE_WEBSITE, ~_reports.c.demonstration, *of).order_by(_reports.c.id.desc()).limit(_MOST)


def latest_outputs(*of: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    """Return the select of the outputs that were shared with everybody, the latest first; a document with them where it is public."""
    is_there = (_documents.c.audience == 'public') & _documents.c.redacted_at.is_(None)
    document = (_documents.c.id == _outputs.c.document_id) & is_there
    joined = _outputs.outerjoin(groups, groups.c.id == _outputs.c.working_group_id).outerjoin(_documents, document)
    found = select(
        _outputs.c.id, _outputs.c.title, _outputs.c.kind, _outputs.c.description, _outputs.c.url, _outputs.c.shared_on,
        _outputs.c.updated_at, groups.c.slug.label('slug'), _documents.c.id.label('document_id'), _documents.c.media_type,
        _documents.c.size,
    )  # fmt: skip
    wanted = found.select_from(joined).where(SHARED, ~_outputs.c.demonstration, *of)
    return wanted.order_by(_outputs.c.id.desc()).limit(_MOST)


def latest_groups(*of: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    """Return the select of the public working groups, those that changed last first."""
    names = ('id', 'title', 'aims', 'slug', 'stage', 'updated_at')
    found = select(*(groups.c[name] for name in names)).where(~groups.c.demonstration, *of)
    return found.order_by(groups.c.updated_at.desc(), groups.c.id).limit(_MOST)
