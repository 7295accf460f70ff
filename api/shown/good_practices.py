"""How good practices and the questions about them are shown, and what one may do with them now."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Text, and_, case, exists, literal

from api.models.columns import table
from api.models.good_practices import GoodPractice, GoodPracticeRow
from api.models.memberships import MembershipRow
from api.models.practice_questions import PracticeQuestion, PracticeQuestionRow
from api.permissions import Caller, Facts, may
from api.reads import Read, json_of
from api.rules import good_practices as rules
from api.rules import plans
from api.shown.pieces import changeable, city_name, documented, object_of
from api.visibility import shown_to_city

_practices, _questions, _members = table(GoodPracticeRow), table(PracticeQuestionRow), table(MembershipRow)
# Whoever is told by a draft is the office; what is told to a city alone by an action that it took back, nobody.
_SHARED_WITH = {**plans.SHARED_WITH, 'office': 'office'}
_is_member = exists().where(
    _members.c.city_id == _practices.c.city_id,
    _members.c.network_id == _practices.c.network_id,
    and_(_members.c.working_group_id.is_(None), _members.c.stage == 'active', _members.c.end_date.is_(None)),
)

_asked_by = case(
    (_is_member, literal('question', Text)), (_practices.c.url.is_not(None), literal('link', Text)), else_=literal('office', Text)
).label('asked_by')


def _practice(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    facts = Facts(frozenset({found['network_id']}), found['city_id'])
    return [name for name in (rules.STAGES[found['stage']] if changeable(found) else ()) if may(caller, name, facts)]


GOOD_PRACTICES = Read(
    GoodPracticeRow,
    json_of(
        GoodPractice,
        _practices,
        city=city_name(_practices.c.city_id),
        plan_action_id=case((shown_to_city(_practices.c.network_id, _practices.c.city_id), _practices.c.plan_action_id)),
        asked_by=_asked_by.element,
        shared_with=case(*((_practices.c.audience == each, literal(shared, Text)) for each, shared in _SHARED_WITH.items())),
    ),
    facts=(_practices.c.stage, _practices.c.network_id, _practices.c.city_id, documented(_practices)),
    you_may=_practice,
    derived=(_asked_by,),
    sorts={
        'title': (_practices.c.sort_key, False),
        '-title': (_practices.c.sort_key, True),
        'id': (None, False),
        '-id': (None, True),
    },
)


def _question(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    facts = Facts(frozenset({found['network_id']}), found['city_id'])
    return ['answer_practice_question'] if changeable(found) and may(caller, 'answer_practice_question', facts) else []


PRACTICE_QUESTIONS = Read(
    PracticeQuestionRow,
    json_of(
        PracticeQuestion,
        _questions,
        city=city_name(_questions.c.city_id),
        asking_city=city_name(_questions.c.asking_city_id),
        cell=object_of(commitment=_questions.c.commitment, track=_questions.c.track),
    ),
    facts=(_questions.c.network_id, _questions.c.city_id, documented(_questions)),
    you_may=_question,
    sorts={'-id': (None, True), 'id': (None, False)},
)
