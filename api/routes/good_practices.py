"""Good practices over HTTP: recorded by the office, published by a city from its own action, found by others."""

from typing import Annotated, Literal

from fastapi import Body, Query
from pydantic import Field
from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import Resource, Tx
from api.models.good_practices import (
    GoodPractice,
    GoodPracticeCreate,
    GoodPracticePage,
    GoodPracticePatch,
    GoodPracticeRow,
    PracticeOfActionCreate,
    PracticePublicationCreate,
    PracticeStage,
    PracticeWithdrawalCreate,
    Theme,
)
from api.models.shapes import Id, LanguageCode, Name, PlainDigits
from api.operations import good_practices as operations
from api.paging import After, Expand, Limit, Page, Q
from api.spine import Transaction

good_practices = Resource('Good practices')
_TOLD = ('documented-fact', 'future-date', 'past-date-is-the-offices')
Number = Annotated[int, Field(ge=1, le=99), PlainDigits]
Commitment = Annotated[Number | None, Query(description='Only what is in a cell of this commitment.')]
Track = Annotated[Number | None, Query(description='Only what is in a cell of this track; with both, in that cell.')]
Publication = Annotated[Name | None, Query(description='Only what was described in this publication.')]
InTheme = Annotated[Theme | None, Query(description='Only what is on this theme.')]
WithdrawalWish = Annotated[PracticeWithdrawalCreate, Body(default_factory=PracticeWithdrawalCreate)]


@good_practices.offer('GET', '/good-practices', GoodPracticePage)
def list_good_practices(  # noqa: PLR0913, PLR0917 -- each is a filter of the contract
    tx: Tx,
    network_id: Id | None = None,
    city_id: Id | None = None,
    commitment: Commitment = None,
    track: Track = None,
    theme: InTheme = None,
    language: LanguageCode | None = None,
    publication: Publication = None,
    stage: PracticeStage | None = None,
    q: Q = None,
    sort: Literal['title', '-title', 'id', '-id'] = 'title',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List good practices: what cities do well, by where it is in the frame, theme, city, language and publication."""
    conditions = filters.of_good_practices(
        commitment, track, theme, language, q, network_id=network_id, city_id=city_id, publication=publication, stage=stage
    )
    return paging.respond(tx, 'list_good_practices', shown.GOOD_PRACTICES, Page(limit, after, sort, expand), *conditions)


@good_practices.offer(
    'POST', '/good-practices', GoodPractice, code=201, etag=True, location=True,
    problems=('documented-fact', 'unknown-reference', 'practice-names-one-city', 'cells-do-not-fit'),
)  # fmt: skip
def create_good_practice(tx: Tx, body: GoodPracticeCreate) -> Response:
    """Record a good practice as the office, of a city of the network or of another one. Nobody else sees it until it is published."""
    return reads.written(
        tx, shown.GOOD_PRACTICES, operations.create_good_practice(tx, body), 'get_good_practice', location='/v1/good-practices'
    )


@good_practices.offer(
    'POST', '/plan-actions/{plan_action}/good-practices', GoodPractice, code=201, etag=True, location=True,
    creates=('/good-practices', '/id'), tries_out=True,
    problems=('documented-fact', 'action-not-shared'),
)  # fmt: skip
def publish_practice_of_action(tx: Tx, plan_action: Id, body: PracticeOfActionCreate) -> Response:
    """Tell others of an action of one's own plan as a good practice. It is shown to no more than the action is, also later."""
    practice = operations.publish_practice_of_action(tx, plan_action, body)
    return reads.written(tx, shown.GOOD_PRACTICES, practice, 'get_good_practice', location='/v1/good-practices')


@good_practices.offer('GET', '/good-practices/{good_practice}', GoodPractice, etag=True)
def get_good_practice(tx: Tx, good_practice: Id) -> Response:
    """Read a good practice."""
    return reads.detail(tx, 'get_good_practice', shown.GOOD_PRACTICES, good_practice)


@good_practices.offer(
    'PATCH', '/good-practices/{good_practice}', GoodPractice, transition=True, etag=True, problems=(*_TOLD, 'cells-do-not-fit')
)  # fmt: skip
def update_good_practice(tx: Tx, good_practice: Id, body: GoodPracticePatch) -> Response:
    """Change what a good practice says (merge patch)."""
    return _written(tx, operations.update_good_practice(tx, good_practice, body))


@good_practices.offer(
    'POST', '/good-practices/{good_practice}/publications', GoodPractice, transition=True, etag=True, tries_out=True, problems=_TOLD
)  # fmt: skip
def publish_good_practice(tx: Tx, good_practice: Id, body: PracticePublicationCreate) -> Response:
    """Show a good practice to the members or to everybody; what was published from an action, to no more than the action is shown to."""
    return _written(tx, operations.publish_good_practice(tx, good_practice, body))


@good_practices.offer(
    'POST', '/good-practices/{good_practice}/withdrawals', GoodPractice, transition=True, etag=True, tries_out=True,
    problems=(*_TOLD, 'practice-not-published'),
)  # fmt: skip
def withdraw_good_practice(tx: Tx, good_practice: Id, body: WithdrawalWish) -> Response:
    """Take a good practice back; its city and the office still see it, and may publish it again."""
    return _written(tx, operations.withdraw_good_practice(tx, good_practice, body))


def _written(tx: Transaction, practice: GoodPracticeRow) -> Response:
    return reads.written(tx, shown.GOOD_PRACTICES, practice, 'get_good_practice')
