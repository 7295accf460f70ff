"""Questions of one city to another over HTTP: asked about a cell of the frame, answered, seen by both and by the office."""

from typing import Literal

from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import Resource, Tx
from api.models.practice_questions import (
    PracticeAnswerCreate,
    PracticeQuestion,
    PracticeQuestionCreate,
    PracticeQuestionPage,
    QuestionStage,
)
from api.models.shapes import Id
from api.operations import practice_questions as operations
from api.paging import After, Expand, Limit, Page

practice_questions = Resource('Practice questions')


@practice_questions.offer('GET', '/practice-questions', PracticeQuestionPage)
def list_practice_questions(
    tx: Tx,
    network_id: Id | None = None,
    city_id: Id | None = None,
    stage: QuestionStage | None = None,
    sort: Literal['-id', 'id'] = '-id',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List the questions that one's own city was asked, and those that it has asked, the newest first."""
    conditions = filters.same(shown.PRACTICE_QUESTIONS.columns, network_id=network_id, city_id=city_id, stage=stage)
    return paging.respond(tx, 'list_practice_questions', shown.PRACTICE_QUESTIONS, Page(limit, after, sort, expand), *conditions)


@practice_questions.offer(
    'POST', '/practice-questions', PracticeQuestion, code=201, etag=True, location=True,
    problems=('unknown-reference', 'network-in-preparation', 'asks-itself', 'not-an-active-city', 'cells-do-not-fit', 'asked-lately',
              'asks-too-often', 'future-date', 'past-date-is-the-offices'),
)  # fmt: skip
def create_practice_question(tx: Tx, body: PracticeQuestionCreate) -> Response:
    """Ask another city about a cell of the frame. Whoever coordinates it gets a mail with the cell and the text, and nothing else.

    They answer here, and you are told by mail; where you show your address (`show_my_mail`), they may write back to it as well. The same
    city is asked about the same cell once in 30 days; a city sends ten questions in that time.
    """
    question = operations.create_practice_question(tx, body)
    return reads.written(tx, shown.PRACTICE_QUESTIONS, question, 'get_practice_question', location='/v1/practice-questions')


@practice_questions.offer('GET', '/practice-questions/{practice_question}', PracticeQuestion, etag=True)
def get_practice_question(tx: Tx, practice_question: Id) -> Response:
    """Read a question that one's own city was asked, or has asked."""
    return reads.detail(tx, 'get_practice_question', shown.PRACTICE_QUESTIONS, practice_question)


@practice_questions.offer(
    'POST', '/practice-questions/{practice_question}/answers', PracticeQuestion, transition=True, etag=True, tries_out=True,
    problems=('documented-fact', 'future-date', 'past-date-is-the-offices'),
)  # fmt: skip
def answer_practice_question(tx: Tx, practice_question: Id, body: PracticeAnswerCreate) -> Response:
    """Answer a question, or answer it better. Whoever asked it is told by mail."""
    question = operations.answer_practice_question(tx, practice_question, body)
    return reads.written(tx, shown.PRACTICE_QUESTIONS, question, 'get_practice_question')
