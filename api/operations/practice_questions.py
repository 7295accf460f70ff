"""What can be done with a question to another city: ask it, and answer it. Both cities see it, and the office (P4)."""

from uuid import UUID

from sqlalchemy import select

from api.models.cities import CityRow
from api.models.columns import table
from api.models.good_practices import GoodPracticeRow
from api.models.networks import NetworkRow
from api.models.practice_questions import PracticeAnswerCreate, PracticeQuestionCreate, PracticeQuestionRow
from api.operations.formation import is_active_in
from api.operations.permit import permit, permit_on
from api.operations.references import city_in
from api.operations.working_groups import effective_day
from api.permissions import Facts
from api.plan_frames import FRAMES
from api.problems import Problem, refuse, unknown_reference
from api.rules import coverage
from api.rules import good_practices as rules
from api.spine import Transaction
from api.visibility import sees

_QUESTIONS = table(PracticeQuestionRow)


def create_practice_question(transaction: Transaction, wish: PracticeQuestionCreate) -> PracticeQuestionRow:
    """Ask another city about a cell of the frame; whoever coordinates it gets the question by mail, and nothing else of the asking city."""
    permit(transaction, 'create_practice_question', _asking(transaction, wish))
    network = transaction.lock_named(NetworkRow, wish.network_id, 'network_id')
    city = transaction.lock_named(CityRow, wish.city_id, 'city_id')
    # Not shared: of two questions of a city at once, the second counts the first.
    transaction.lock_named(CityRow, wish.asking_city_id, 'asking_city_id', share=False)
    if network.stage != 'live':
        raise Problem('network-in-preparation', {'network': network.name})
    if wish.city_id == wish.asking_city_id:
        raise Problem('asks-itself')
    if not is_active_in(transaction, wish.network_id, wish.city_id):
        raise Problem('not-an-active-city', {'city': city.name, 'network': network.name})
    cell = (wish.cell.commitment, wish.cell.track)
    refuse(coverage.why_not_cells(FRAMES['ten_points'], [cell]))
    _check_practice(transaction, wish)
    today = transaction.today(wish.network_id)
    refuse(rules.why_not_ask(wish.city_id, cell, _asked_before(transaction, wish), today))
    caller, act = transaction.caller, wish.on_behalf_of
    effective_day(transaction, wish.network_id, None, act, None)
    question = PracticeQuestionRow(
        network_id=wish.network_id,
        city_id=wish.city_id,
        asking_city_id=wish.asking_city_id,
        asked_by_id=caller.id if caller.kind == 'person' else None,
        good_practice_id=wish.good_practice_id,
        commitment=wish.cell.commitment,
        track=wish.cell.track,
        question=wish.question,
        shows_mail=wish.show_my_mail and caller.kind == 'person',
        audience='own_city',
    )
    transaction.record('create_practice_question', transaction.add(question), on_behalf_of=wish.asking_city_id if act else None, act=act)
    transaction.post('practice_question', {'question_id': str(question.id)})
    return question


def answer_practice_question(transaction: Transaction, question_id: UUID, wish: PracticeAnswerCreate) -> PracticeQuestionRow:
    """Answer a question, or answer it better; whoever asked it is told by mail."""
    question = permit_on(transaction, 'answer_practice_question', PracticeQuestionRow, question_id, _facts)
    act = wish.on_behalf_of
    day = effective_day(transaction, question.network_id, None, act, None)
    question.stage, question.answer, question.answered_on = 'answered', wish.answer, day
    transaction.record('answer_practice_question', question, on_behalf_of=question.city_id if act else None, act=act)
    transaction.post('practice_answer', {'question_id': str(question.id)})
    return question


def _check_practice(transaction: Transaction, wish: PracticeQuestionCreate) -> None:
    if wish.good_practice_id is None:
        return
    practice = transaction.lock_named(GoodPracticeRow, wish.good_practice_id, 'good_practice_id')
    if practice.city_id != wish.city_id or not sees(transaction.caller, practice.audience, practice.network_id, practice.city_id):
        raise unknown_reference('good_practice_id')


def _asked_before(transaction: Transaction, wish: PracticeQuestionCreate) -> list[rules.Asked]:
    columns = (_QUESTIONS.c.city_id, _QUESTIONS.c.commitment, _QUESTIONS.c.track, _QUESTIONS.c.created_at)
    here = (_QUESTIONS.c.network_id == wish.network_id, _QUESTIONS.c.asking_city_id == wish.asking_city_id)
    asked = transaction.session.execute(select(*columns).where(*here))
    return [rules.Asked(city, (commitment, track), at.date()) for city, commitment, track, at in asked]


def _asking(transaction: Transaction, wish: PracticeQuestionCreate) -> Facts:
    return Facts(frozenset({wish.network_id}), city_in(transaction, wish.network_id, wish.asking_city_id))


def _facts(transaction: Transaction, question: PracticeQuestionRow) -> Facts:
    return Facts(frozenset({question.network_id}), city_in(transaction, question.network_id, question.city_id))
