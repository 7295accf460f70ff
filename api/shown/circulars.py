"""How circulars are shown, and what one may do with them now."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, cast, func, null, select

from api.models.circulars import Circular, CircularRow, CircularTextRow
from api.models.columns import table
from api.permissions import Caller, may
from api.reads import Read, json_of
from api.rules import circulars as rules
from api.shown.owned import facts_in, is_closed, owner
from api.shown.pieces import changeable, gathered, group_name, object_of

_circulars, _texts = table(CircularRow), table(CircularTextRow)
_READ = ('get_circular_recipients', 'get_circular_addresses')
_versions = (
    select(gathered(object_of(language=_texts.c.language, subject=_texts.c.subject, body=_texts.c.body), _texts.c.language))
    .where(_texts.c.circular_id == _circulars.c.id, ~_texts.c.dropped)
    .correlate(_circulars)
    .scalar_subquery()
)


# Those from before there was a field lack it.
_meant_for = cast(func.jsonb_build_object('call_id', null()).op('||')(_circulars.c.meant_for), JSON)


def _circular(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    moves = rules.moves(found['stage']) if changeable(found) and not is_closed(found) else ()
    return [name for name in (*moves, *_READ) if may(caller, name, facts_in(found))]


CIRCULARS = Read(
    CircularRow,
    json_of(Circular, _circulars, working_group=group_name(_circulars.c.working_group_id), texts=_versions, meant_for=_meant_for),
    facts=(_circulars.c.stage, *owner(_circulars)),
    you_may=_circular,
    sorts={'-id': (None, True)},
    # A circular does not move with its group's title.
    derived=(group_name(_circulars.c.working_group_id).label('working_group'),),
)
