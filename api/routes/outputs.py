"""Outputs over HTTP: planned, made, shared with the network, taken back."""

from typing import Annotated, Literal

from fastapi import Body
from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import TOLD_BY_LEAD, TOLD_BY_MEMBER, Resource, Tx
from api.models.columns import table
from api.models.outputs import (
    Output,
    OutputCreate,
    OutputKind,
    OutputPage,
    OutputPatch,
    OutputRow,
    OutputStage,
    OutputWithdrawalCreate,
    PreparationCreate,
    SharingCreate,
)
from api.models.shapes import Id, LanguageCode
from api.operations import outputs as operations
from api.paging import After, Expand, Limit, Page, Q

outputs = Resource('Outputs')
_OUTPUTS = table(OutputRow)
PreparationWish = Annotated[PreparationCreate, Body(default_factory=PreparationCreate)]
_CLOSED = ('documented-fact', 'output-withdrawn', 'group-completed', 'group-withdrawn')


@outputs.offer('GET', '/outputs', OutputPage)
def list_outputs(  # noqa: PLR0913, PLR0917 -- each is a filter of the contract
    tx: Tx,
    network_id: Id | None = None,
    working_group_id: Id | None = None,
    kind: OutputKind | None = None,
    stage: OutputStage | None = None,
    language: LanguageCode | None = None,
    q: Q = None,
    sort: Literal['title', '-title', 'id', '-id'] = 'title',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List outputs: policy papers, seminars, guidelines and whatever else working groups make for others."""
    conditions = filters.of_outputs(language, q, network_id=network_id, working_group_id=working_group_id, kind=kind, stage=stage)
    return paging.respond(tx, 'list_outputs', shown.OUTPUTS, Page(limit, after, sort, expand), *conditions)


@outputs.offer(
    'POST', '/outputs', Output, code=201, etag=True, location=True,
    problems=('one-owner-needed', 'unknown-reference', 'documented-fact', 'group-completed', 'group-withdrawn', 'wider-than-its-group',
              *TOLD_BY_MEMBER),
)  # fmt: skip
def create_output(tx: Tx, body: OutputCreate) -> Response:
    """Put an output on record that a working group, or the network itself, plans or is making."""
    return reads.written(tx, shown.OUTPUTS, operations.create_output(tx, body), 'get_output', location='/v1/outputs')


@outputs.offer('GET', '/outputs/{output}', Output, etag=True)
def get_output(tx: Tx, output: Id) -> Response:
    """Read an output."""
    return reads.detail(tx, 'get_output', shown.OUTPUTS, output)


@outputs.offer(
    'PATCH',
    '/outputs/{output}',
    Output,
    transition=True,
    etag=True,
    problems=(*_CLOSED, 'unknown-reference', 'nothing-to-share', *TOLD_BY_MEMBER),
)
def update_output(tx: Tx, output: Id, body: OutputPatch) -> Response:
    """Change what describes an output (merge patch).

    To exchange the document or the address of a shared one is to share it, and asks for the same right.
    """
    return reads.written(tx, shown.OUTPUTS, operations.update_output(tx, output, body), 'get_output')


@outputs.offer(
    'POST',
    '/outputs/{output}/preparations',
    Output,
    transition=True,
    etag=True,
    tries_out=True,
    problems=(*_CLOSED, 'output-started', *TOLD_BY_MEMBER),
)
def start_output(tx: Tx, output: Id, body: PreparationWish) -> Response:
    """Say that work on a planned output has begun."""
    return reads.written(tx, shown.OUTPUTS, operations.start_output(tx, output, body), 'get_output')


@outputs.offer(
    'POST',
    '/outputs/{output}/sharings',
    Output,
    transition=True,
    etag=True,
    tries_out=True,
    problems=(*_CLOSED, 'nothing-to-share', 'wider-than-its-group', *TOLD_BY_LEAD),
)
def share_output(tx: Tx, output: Id, body: SharingCreate) -> Response:
    """Share an output with the whole network, or with everybody.

    Its document is then shown to as many. Sharing a shared one anew changes with whom; the document stays as widely seen as it was.
    """
    return reads.written(tx, shown.OUTPUTS, operations.share_output(tx, output, body), 'get_output')


@outputs.offer(
    'POST',
    '/outputs/{output}/withdrawals',
    Output,
    transition=True,
    etag=True,
    tries_out=True,
    problems=('documented-fact', 'output-withdrawn', *TOLD_BY_LEAD),
)
def withdraw_output(tx: Tx, output: Id, body: OutputWithdrawalCreate) -> Response:
    """Take an output back.

    From then on only its group and the office see it, and its document as well, unless another shared output carries that one.
    """
    return reads.written(tx, shown.OUTPUTS, operations.withdraw_output(tx, output, body), 'get_output')
