"""How notices are shown to the office: the list of the table, and beside each what it says in the reader's language today."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Text, case, cast, literal, null, select

from api.models.cities import CityRow
from api.models.columns import table
from api.models.notices import Notice, NoticeRow
from api.notice_texts import FACTS, reason_in_words, text_of
from api.reads import Read, json_of
from api.settings import Settings
from api.shown.pieces import name_of, organisation_name
from api.spine import Transaction

_notices, _cities = table(NoticeRow), table(CityRow)
NOTICES = Read(
    NoticeRow,
    json_of(
        Notice,
        _notices,
        city=select(name_of(_cities)).where(_cities.c.id == _notices.c.city_id).correlate(_notices).scalar_subquery(),
        organisation=organisation_name(_notices.c.organisation_id),
        sent_at=case((_notices.c.stage == 'sent', _notices.c.closed_at)),
        subject=cast(literal(''), Text),
        text=cast(null(), Text),
    ),
    sorts={'-id': (None, True)},
)


def in_words(transaction: Transaction, bodies: Sequence[str], settings: Settings) -> list[str]:
    """Return the JSON of these notices with subject, text and reason in the reader's language."""
    notices = [json.loads(body) for body in bodies]
    language = transaction.caller.language
    facts = _facts(transaction, [UUID(notice['id']) for notice in notices])
    for notice in notices:
        said = text_of(language, facts[UUID(notice['id'])], origin=settings.public_url, relay=settings.mail_from)
        notice |= {'subject': said.subject, 'text': said.body, 'reason': reason_in_words(language, notice['reason'])}
    return [json.dumps(notice, ensure_ascii=False) for notice in notices]


def _facts(transaction: Transaction, ids: list[UUID]) -> dict[UUID, Any]:
    if not ids:
        return {}
    found = transaction.session.connection().exec_driver_sql(FACTS, {'ids': ids}).mappings()
    return {row['id']: row for row in found}
