"""How calls for interest are shown, to whom their answers are, and what one may do with them now."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Date, cast, func, or_, select

from api.models.calls_for_interest import CallAnswerRow, CallForInterest, CallForInterestRow
from api.models.columns import table
from api.permissions import Caller, Facts, may, office
from api.reads import Read, json_of
from api.rules import calls_for_interest as rules
from api.shown.pieces import changeable, cities, city_name, documented, gathered, group_name, name_of, networks, object_of
from api.visibility import PRESENT_MOMENT, shown_to_city, visible_rows

_calls, _answers = table(CallForInterestRow), table(CallAnswerRow)
_said = object_of(city=name_of(cities), choice=_answers.c.choice, comment=_answers.c.comment, answered_at=_answers.c.updated_at)
# The city that brings the idea sees what the others answer, and each of these its own answer.
_own_answers = (
    select(gathered(_said, cities.c.sort_key, cities.c.id))
    .select_from(_answers.join(cities, cities.c.id == _answers.c.city_id))
    .where(_answers.c.call_id == _calls.c.id, or_(shown_to_city(_calls.c.network_id, _calls.c.city_id), visible_rows(CallAnswerRow)))
    .correlate(_calls)
    .scalar_subquery()
)
# As `rules.calls_for_interest.has_ended` has it.
_today = (
    select(cast(func.timezone(networks.c.time_zone, PRESENT_MOMENT), Date))
    .where(networks.c.id == _calls.c.network_id)
    .correlate(_calls)
    .scalar_subquery()
)


def _call(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    if not changeable(found):
        return []
    own, network = Facts(frozenset({found['network_id']}), found['city_id']), frozenset({found['network_id']})
    asked = [Facts(network), *(Facts(network, city) for city in caller.cities_in(network) - {found['city_id']})]
    possible = rules.moves(found['stage'], has_ended=bool(found['has_ended']), is_office=office(caller, asked[0]))
    return [
        name for name in possible if any(may(caller, name, facts) for facts in (asked if name == 'answer_call_for_interest' else [own]))
    ]


CALLS_FOR_INTEREST = Read(
    CallForInterestRow,
    json_of(
        CallForInterest,
        _calls,
        city=city_name(_calls.c.city_id),
        answers=_own_answers,
        working_group=group_name(_calls.c.working_group_id),
    ),
    facts=(
        _calls.c.stage,
        _calls.c.network_id,
        _calls.c.city_id,
        (_today > _calls.c.closes_on).label('has_ended'),
        documented(_calls),
    ),
    you_may=_call,
    sorts={'-id': (None, True), 'id': (None, False)},
)
