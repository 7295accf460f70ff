"""Declarations over HTTP: what working groups declare at a general assembly."""

from starlette.responses import Response

from api import paging, reads, shown
from api.contract import Resource, Tx
from api.models.declarations import DeclarationCreate, DeclarationPage
from api.models.shapes import Reference
from api.models.working_groups import WorkingGroup
from api.operations import declarations as operations
from api.paging import After, Limit, Page
from api.problems import Problem

declarations = Resource('Declarations')


@declarations.offer('GET', '/working-groups/{working_group}/declarations', DeclarationPage)
def list_declarations(tx: Tx, working_group: Reference, limit: Limit = 50, after: After = None) -> Response:
    """List what a group has declared at its network's assemblies, the latest first. The members of the network see it."""
    group_id = reads.find_id(tx, 'get_working_group', shown.WORKING_GROUPS, working_group)
    if group_id is None:
        raise Problem('not-found')
    mine = shown.DECLARATIONS.columns.c.working_group_id == group_id
    return paging.respond(tx, 'list_declarations', shown.DECLARATIONS, Page(limit, after, '-id'), mine)


@declarations.offer(
    'POST', '/working-groups/{working_group}/declarations', WorkingGroup, transition=True, etag=True, tries_out=True,
    problems=('unknown-reference', 'documented-fact', 'already-declared', 'group-not-official', 'group-completed', 'group-withdrawn',
              'assembly-before-the-group', 'future-date', 'past-date-is-the-offices', 'reason-needed'),
)  # fmt: skip
def declare_working_group(tx: Tx, working_group: Reference, body: DeclarationCreate) -> Response:
    """Declare at an assembly that the group continues, or that its work is complete.

    `complete` takes effect on the assembly's day: at once when the day has come, else by itself on it. The group stays readable for
    ever, its outputs too. A second declaration at the same assembly is the office's correction, with a reason.
    """
    return reads.written(tx, shown.WORKING_GROUPS, operations.declare_working_group(tx, working_group, body), 'get_working_group')
