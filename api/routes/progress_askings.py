"""Departments asked how their actions stand, over HTTP: for the city whose plan it is, and for whoever holds a mail's link."""

from starlette.responses import Response

from api import reads
from api.browsers import SameSite
from api.contract import Resource, Tx
from api.models.progress_askings import (
    PlanAsking,
    PlanAskingCreate,
    PlanAskingPauseCreate,
    PlanReassignmentCreate,
    ProgressAnswerCreate,
    ProgressAsked,
    ProgressLink,
    ProgressLinkRenewal,
    ProgressLinkRenewalCreate,
)
from api.models.shapes import Id
from api.operations import progress_asking as operations
from api.operations import progress_links as links

progress_askings = Resource('Progress without an account')
_SAID = (
    'cross-site-request', 'progress-link-invalid', 'unchanged-stands-alone', 'update-says-nothing', 'completed-is-done',
    'stage-does-not-allow', 'plan-superseded', 'already-corrected', 'corrects-another-item',
)  # fmt: skip


@progress_askings.offer('GET', '/plans/{plan}/asking', PlanAsking)
def get_plan_asking(tx: Tx, plan: Id) -> Response:
    """Read who is asked how the actions of a plan stand, when next or why not, who has answered and who is silent; for its city alone."""
    return _asking(tx, plan)


@progress_askings.offer(
    'POST', '/plans/{plan}/askings', PlanAsking, transition=True, tries_out=True,
    problems=('unknown-reference', 'network-in-preparation', 'not-asked-now', 'documented-fact'),
)  # fmt: skip
def ask_for_progress(tx: Tx, plan: Id, body: PlanAskingCreate) -> Response:
    """Ask somebody now how all their actions stand; also by hand nobody is asked twice in three months, unless they wished it."""
    operations.ask_for_progress(tx, plan, body)
    return _asking(tx, plan)


@progress_askings.offer(
    'POST', '/plans/{plan}/asking-pauses', PlanAsking, transition=True, tries_out=True, problems=('documented-fact',)
)  # fmt: skip
def pause_plan_asking(tx: Tx, plan: Id, body: PlanAskingPauseCreate) -> Response:
    """Have nobody asked about a plan for now, or let the asking go on."""
    operations.pause_plan_asking(tx, plan, body)
    return _asking(tx, plan)


@progress_askings.offer(
    'POST', '/plans/{plan}/reassignments', PlanAsking, transition=True, tries_out=True,
    problems=('unknown-reference', 'mail-taken', 'documented-fact'),
)  # fmt: skip
def reassign_plan_action(tx: Tx, plan: Id, body: PlanReassignmentCreate) -> Response:
    """Make somebody who was named responsible for an action from now on, or leave it as it is. They are made known if need be."""
    operations.reassign_plan_action(tx, plan, body)
    return _asking(tx, plan)


@progress_askings.offer('POST', '/progress-previews', ProgressAsked, problems=('cross-site-request', 'progress-link-invalid'))
def ask_progress_link(tx: Tx, body: ProgressLink, _same_site: SameSite) -> Response:
    """Read which actions a mail's link asks about. It changes nothing, and is a POST so that the token stands in no address."""
    return Response(links.ask_progress_link(tx, body).model_dump_json(), media_type=reads.JSON)


@progress_askings.offer('POST', '/progress-answers', ProgressAsked, problems=_SAID)
def answer_progress_link(tx: Tx, body: ProgressAnswerCreate, _same_site: SameSite) -> Response:
    """Say through a mail's link how actions stand, when to ask again, or whom to ask instead.

    Each action gets an update. Said again within 24 hours, in the same browser, it is corrected by a new update; the same again records
    nothing. After that, or in another browser, the link shows nothing. What is said stays within the city until the city shares it.
    """
    return Response(links.answer_progress_link(tx, body).model_dump_json(), media_type=reads.JSON)


@progress_askings.offer('POST', '/progress-link-renewals', ProgressLinkRenewal, code=202, problems=('cross-site-request',))
def renew_progress_link(tx: Tx, body: ProgressLinkRenewalCreate, _same_site: SameSite) -> Response:
    """Have a new link sent to the address that had this one, once a day at most. The answer is the same whether there is one or not."""
    links.renew_progress_link(tx, body.token)
    return Response(ProgressLinkRenewal(sent_if_known=True).model_dump_json(), status_code=202, media_type=reads.JSON)


def _asking(tx: Tx, plan: Id) -> Response:
    return Response(operations.asking_of(tx, plan).model_dump_json(), media_type=reads.JSON)
