"""General assemblies over HTTP: announcing, changing and closing them, and what lies on their desk."""

from typing import Literal

from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import Resource, Tx
from api.models.assemblies import (
    Assembly,
    AssemblyCreate,
    AssemblyPage,
    AssemblyPatch,
    AssemblyRow,
    AssemblyStage,
    AssemblyWorkingGroupPage,
    PresentReportCreate,
)
from api.models.columns import table
from api.models.shapes import Id
from api.operations import assemblies as operations
from api.paging import After, Expand, Limit, Page
from api.problems import Problem

assemblies = Resource('Assemblies')
_ASSEMBLIES = table(AssemblyRow)


@assemblies.offer('GET', '/assemblies', AssemblyPage)
def list_assemblies(
    tx: Tx,
    network_id: Id | None = None,
    stage: AssemblyStage | None = None,
    sort: Literal['held_on', '-held_on', 'id', '-id'] = '-held_on',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List general assemblies, the latest first. The members of a network see its assemblies."""
    conditions = filters.same(shown.ASSEMBLIES.columns, network_id=network_id, stage=stage)
    return paging.respond(tx, 'list_assemblies', shown.ASSEMBLIES, Page(limit, after, sort, expand), *conditions)


@assemblies.offer('POST', '/assemblies', Assembly, code=201, etag=True, location=True, problems=('unknown-reference',))
def create_assembly(tx: Tx, body: AssemblyCreate) -> Response:
    """Announce a general assembly, or record one that was held before.

    Its day decides: which by-laws are asked, which groups owe a report and a declaration, and when a completion takes effect.
    """
    assembly = operations.create_assembly(tx, body)
    return reads.written(tx, shown.ASSEMBLIES, assembly, 'get_assembly', location='/v1/assemblies')


@assemblies.offer('GET', '/assemblies/{assembly}', Assembly, etag=True)
def get_assembly(tx: Tx, assembly: Id) -> Response:
    """Read a general assembly."""
    return reads.detail(tx, 'get_assembly', shown.ASSEMBLIES, assembly)


@assemblies.offer(
    'PATCH', '/assemblies/{assembly}', Assembly, transition=True, etag=True, tries_out=True,
    problems=('unknown-reference', 'documented-fact', 'assembly-closed'),
)  # fmt: skip
def update_assembly(tx: Tx, assembly: Id, body: AssemblyPatch) -> Response:
    """Change what describes an assembly (merge patch). Its day may move until the assembly is closed."""
    return reads.written(tx, shown.ASSEMBLIES, operations.update_assembly(tx, assembly, body), 'get_assembly')


@assemblies.offer(
    'POST', '/assemblies/{assembly}/present-reports', Assembly, etag=True, tries_out=True,
    problems=('documented-fact', 'unknown-reference', 'report-not-tabled'),
)  # fmt: skip
def call_up_report(tx: Tx, assembly: Id, body: PresentReportCreate) -> Response:
    """Let the assembly turn to one of the reports before it. Whatever shows the assembly on a wall follows (`present_report_id`).

    It needs no If-Match: what counts is the report that the desk shows now.
    """
    return reads.written(tx, shown.ASSEMBLIES, operations.call_up_report(tx, assembly, body), 'get_assembly')


@assemblies.offer(
    'POST', '/assemblies/{assembly}/closings', Assembly, transition=True, etag=True, tries_out=True,
    problems=('documented-fact', 'assembly-closed', 'assembly-yet-to-come'),
)  # fmt: skip
def close_assembly(tx: Tx, assembly: Id) -> Response:
    """Close an assembly, on its day or later.

    Groups that declared their work complete are completed; groups that owed a declaration and made none are marked as undeclared,
    which only the office sees. Reports and declarations may still be handed in.
    """
    return reads.written(tx, shown.ASSEMBLIES, operations.close_assembly(tx, assembly), 'get_assembly')


@assemblies.offer('GET', '/assemblies/{assembly}/working-groups', AssemblyWorkingGroupPage)
def list_assembly_working_groups(
    tx: Tx, assembly: Id, sort: Literal['title', '-title'] = 'title', limit: Limit = 50, after: After = None
) -> Response:
    """List the working groups that were official on the assembly's day: who owes a report, what is there, who has declared.

    What a group owes is shown to the office and to the group itself; a report only to those who may see it.
    """
    assembly_id = reads.find_id(tx, 'get_assembly', shown.ASSEMBLIES, assembly)
    if assembly_id is None:
        raise Problem('not-found')
    wanted = (_ASSEMBLIES.c.id == assembly_id, *shown.ON_THE_DESK)
    page = Page(limit, after, sort)
    found, following = paging.found_rows(tx, 'list_assembly_working_groups', shown.DESK, page, *wanted, with_facts=True)
    return paging.as_page(tx, [shown.on_the_desk(tx.caller, row) for row in found], following)
