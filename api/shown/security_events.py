"""How security events are shown: to the person, and to the administrators of the office."""

import json
from collections.abc import Sequence

from sqlalchemy import Text, cast, literal, select

from api.models.api_clients import ApiClientRow
from api.models.columns import table
from api.models.people import PersonRow
from api.models.security_events import SecurityEvent, SecurityEventRow
from api.reads import Read, json_of
from api.sentences import say
from api.shown.pieces import object_of
from api.spine import Transaction
from api.visibility import visible_rows

events = table(SecurityEventRow)
_people, _clients = table(PersonRow), table(ApiClientRow)
SECURITY_EVENTS = Read(
    SecurityEventRow,
    json_of(
        SecurityEvent,
        events,
        person=select(object_of(id=_people.c.id, name=_people.c.name))
        .where(_people.c.id == events.c.person_id, visible_rows(PersonRow))
        .correlate(events)
        .scalar_subquery(),
        client=select(object_of(id=_clients.c.id, name=_clients.c.name))
        .where(_clients.c.id == events.c.client_id, visible_rows(ApiClientRow))
        .correlate(events)
        .scalar_subquery(),
        sentence=cast(literal(''), Text),
    ),
    sorts={'-id': (None, True)},
)


def in_words(transaction: Transaction, bodies: Sequence[str]) -> list[str]:
    """Return the JSON of these events, each with its sentence in the reader's language."""
    found = [json.loads(body) for body in bodies]
    said = [event | {'sentence': say(transaction.caller.language, f'security.{event["kind"]}')} for event in found]
    return [json.dumps(event, ensure_ascii=False) for event in said]
