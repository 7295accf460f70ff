"""How funding and support requests are shown, and what one may do with them now."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Text, case, cast

from api.models.columns import table
from api.models.requests import FundingRequest, FundingRequestRow, SupportRequest, SupportRequestRow
from api.permissions import Caller, may
from api.reads import Read, json_of
from api.rules import requests as rules
from api.shown.owned import facts_in, owner
from api.shown.pieces import changeable, group_name, object_of

_funding, _support = table(FundingRequestRow), table(SupportRequestRow)


def _money(amount: ColumnElement[Any]) -> ColumnElement[Any]:
    return object_of(amount=cast(amount, Text), currency=_funding.c.currency)


def _funding_request(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    moves = rules.funding_moves(found['stage']) if changeable(found) else ()
    return [name for name in moves if may(caller, name, facts_in(found))]


def _support_request(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    moves = rules.support_moves(found['stage']) if changeable(found) else ()
    return [name for name in moves if may(caller, name, facts_in(found))]


FUNDING_REQUESTS = Read(
    FundingRequestRow,
    json_of(
        FundingRequest,
        _funding,
        working_group=group_name(_funding.c.working_group_id),
        amount_requested=_money(_funding.c.amount_requested),
        amount_granted=case((_funding.c.amount_granted.is_not(None), _money(_funding.c.amount_granted))),
    ),
    facts=(_funding.c.stage, *owner(_funding)),
    you_may=_funding_request,
    sorts={'id': (None, False), '-id': (None, True)},
)
SUPPORT_REQUESTS = Read(
    SupportRequestRow,
    json_of(SupportRequest, _support, working_group=group_name(_support.c.working_group_id)),
    facts=(_support.c.stage, *owner(_support)),
    you_may=_support_request,
    sorts={'id': (None, False), '-id': (None, True)},
)
