"""How the public section reads the groups' work: what is for everybody, and of that only what is finished."""

from sqlalchemy import ColumnElement, Table, select, true

from api.models.columns import table
from api.models.documents import DocumentRow
from api.models.outputs import OutputRow
from api.models.public_work import PublicDocument, PublicOutput, PublicReport
from api.models.reports import ReportRow
from api.reads import Read, json_of
from api.shown.assemblies import assembly_name
from api.shown.pieces import group_name, groups, network_slug, networks, object_of

_reports, _outputs, _documents = table(ReportRow), table(OutputRow), table(DocumentRow)


PUBLIC_REPORTS = Read(
    ReportRow,
    json_of(
        PublicReport,
        _reports,
        network_slug=network_slug(_reports),
        working_group=group_name(_reports.c.working_group_id),
        assembly=assembly_name(_reports.c.assembly_id),
    ),
    sorts={'-id': (None, True)},
)
_document = (
    select(object_of(**{name: _documents.c[name] for name in PublicDocument.model_fields}))
    .where(_documents.c.id == _outputs.c.document_id, _documents.c.audience == 'public')
    .correlate(_outputs)
    .scalar_subquery()
)
PUBLIC_OUTPUTS = Read(
    OutputRow,
    json_of(
        PublicOutput,
        _outputs,
        network_slug=network_slug(_outputs),
        working_group=group_name(_outputs.c.working_group_id),
        document=_document,
    ),
    sorts={'-id': (None, True)},
    derived=(_document.label('document'),),
)
ON_THE_WEBSITE: ColumnElement[bool] = _reports.c.stage == 'published'
SHARED: ColumnElement[bool] = _outputs.c.stage == 'shared'


def belonging_to(columns: Table, network: str | None, working_group: str | None) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the conditions that a record is of this network and of this working group, each by slug; what is not named is any."""
    of_network = select(networks.c.id).where(networks.c.slug == network).scalar_subquery()
    of_group = select(groups.c.id).where(groups.c.slug == working_group).scalar_subquery()
    return (
        columns.c.network_id == of_network if network else true(),
        columns.c.working_group_id == of_group if working_group else true(),
    )
