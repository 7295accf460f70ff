"""How redactions are shown: to the office, with what the record, the field and whoever redacted are called."""

import json
from collections.abc import Sequence

from sqlalchemy import Text, cast, func, select

from api import journal_texts
from api.models.changes import ChangeRow
from api.models.columns import table
from api.models.redactions import RedactionRow
from api.reads import Read
from api.redaction import CONTENT
from api.sentences import say
from api.shown.journal_names import names_of
from api.shown.pieces import group_name, object_of
from api.spine import Transaction

_redactions, _changes = table(RedactionRow), table(ChangeRow)
_of_group = select(_changes.c.working_group_id).where(_changes.c.subject_id == _redactions.c.subject_id)
_its_group = _of_group.correlate(_redactions).scalar_subquery()
_group = group_name(func.coalesce(_its_group, _redactions.c.subject_id), _redactions)
REDACTIONS = Read(
    RedactionRow,
    cast(object_of(**{column.name: column for column in _redactions.c}, working_group=_group), Text),
    sorts={'-id': (None, True)},
)


def in_words(transaction: Transaction, bodies: Sequence[str]) -> list[str]:
    """Return the JSON of these redactions as the contract has it, with names in the reader's language."""
    found = [json.loads(body) for body in bodies]
    language, subjects = transaction.caller.language, [each['subject_id'] for each in found]
    names = names_of(transaction, subjects, [], {each['redacted_by_id'] for each in found if each['redacted_by_id']})
    for each in found:
        after = [one for one in names.after.get(each['subject_id'], ()) if one]
        called = [names.of[one] for one in after if one in names.of]
        composed = journal_texts.composed(language, each['subject_type'], *called) if called else None
        each |= {
            'subject_name': names.of.get(each['subject_id']) or composed,
            'part_of_id': after[0] if after else None,
            'field_label': _label(language, each['field']),
            'redacted_by_name': names.of.get(each['redacted_by_id'] or ''),
        }
    return [json.dumps(each, ensure_ascii=False) for each in found]


def _label(language: str, field: str) -> str:
    return say(language, f'redaction.{field}') if field in {'snapshot', CONTENT} else journal_texts.label_of(language, field)
