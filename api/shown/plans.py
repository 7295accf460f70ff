"""How the action plans of cities are shown, and what one may do with them now."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Text, case, cast, literal
from sqlalchemy.dialects.postgresql import JSON

from api.models.columns import table
from api.models.plans import Plan, PlanRow
from api.permissions import Caller, Facts, may
from api.reads import Read, json_of
from api.rules import plans as rules
from api.shown.pieces import changeable, city_name, documented
from api.visibility import shown_to_city

_plans = table(PlanRow)


def _plan(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    facts = Facts(frozenset({found['network_id']}), found['city_id'])
    return [name for name in (rules.moves(found['stage']) if changeable(found) else ()) if may(caller, name, facts)]


PLANS = Read(
    PlanRow,
    json_of(
        Plan,
        _plans,
        city=city_name(_plans.c.city_id),
        political_head_id=case((shown_to_city(_plans.c.network_id, _plans.c.city_id), _plans.c.political_head_id)),
        shared_with=case(*((_plans.c.audience == each, literal(shared, Text)) for each, shared in rules.SHARED_WITH.items())),
        adopted=cast(_plans.c.snapshot, JSON),
    ),
    facts=(_plans.c.stage, _plans.c.network_id, _plans.c.city_id, documented(_plans)),
    you_may=_plan,
    sorts={'-id': (None, True), 'id': (None, False), 'title': (_plans.c.sort_key, False), '-title': (_plans.c.sort_key, True)},
)
