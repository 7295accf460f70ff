"""Knows which texts may name anybody, and puts another in the place of one: in its record, in the journal, in a frozen copy.

Of a document it takes the bytes away.

Which texts these are is derived from the tags of the columns, so that a new one cannot be forgotten.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, Text, delete, func, literal, or_, select, text, update
from sqlmodel import SQLModel

from api.erasure_ledger import Redaction
from api.models.columns import table
from api.models.documents import ContentRow, DocumentRow
from api.models.keys import fold, search_key
from api.models.redactions import RedactionRow
from api.rules.reports import count_words
from api.spine import NEVER_IN_FEED, SUBJECT_TYPES

TYPES = SUBJECT_TYPES | NEVER_IN_FEED
_TABLES = {subject_type: name for name, subject_type in TYPES.items()}
# The bytes of a document, as a redaction names them.
CONTENT = 'content'
# What was given as the reason of an act stands in the journal; of a redaction also in its record.
REASON = 'reason'
# What is worked out of texts, by table.
_WORKED_OUT: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    'action_items': lambda row: {'search_key': search_key(row['title'], row['description'] or '')},
    'meetings': lambda row: {'search_key': search_key(row['title'], row['place'] or '')},
    'good_practices': lambda row: {'search_key': search_key(row['title'], row['summary'] or '')},
    'support_requests': lambda row: {'search_key': search_key(row['question'])},
    'reports': lambda row: {'word_count': count_words(row['text'])},
}
_SAME = "encode(sha256(convert_to({value}, 'UTF8')), 'hex') = :old"
_OLD, _NEW = (_SAME.format(value=f'changes->CAST(:column AS text)->>{n}') for n in (0, 1))
_IN_CHANGES = text(f"""
UPDATE journal SET changes = jsonb_set(changes, ARRAY[CAST(:column AS text)], jsonb_build_array(
  CASE WHEN {_OLD} THEN to_jsonb(CAST(:text AS text)) ELSE changes->CAST(:column AS text)->0 END,
  CASE WHEN {_NEW} THEN to_jsonb(CAST(:text AS text)) ELSE changes->CAST(:column AS text)->1 END))
WHERE subject_id = :subject AND jsonb_typeof(changes->CAST(:column AS text)) = 'array' AND ({_OLD} OR {_NEW})
""")  # noqa: S608 -- put together from the constants of this module
_IN_REASON = text(f'UPDATE journal SET reason = :text WHERE subject_id = :subject AND {_SAME.format(value="reason")}')  # noqa: S608 -- the same
# Why a text was redacted is the reason of an act as well, and stands beside the hashes.
_IN_REASON_OF_REDACTION = text(f'UPDATE redactions SET reason = :text WHERE subject_id = :subject AND {_SAME.format(value="reason")}')  # noqa: S608 -- the same
# Whatever a document was called, it is called anew; where it had no name before, it still had none.
_CALLED_ANEW = text("""
UPDATE journal SET changes = jsonb_set(changes, ARRAY[CAST(:column AS text)], (
  SELECT jsonb_agg(CASE WHEN jsonb_typeof(said) = 'string' THEN to_jsonb(CAST(:name AS text)) ELSE said END ORDER BY place)
  FROM jsonb_array_elements(changes->CAST(:column AS text)) WITH ORDINALITY AS told(said, place)))
WHERE subject_id = :subject AND jsonb_typeof(changes->CAST(:column AS text)) = 'array'
""")
_DOCUMENTS, _CONTENTS = table(DocumentRow), table(ContentRow)
_REMEMBER = text("""
INSERT INTO redactions (id, network_id, subject_type, subject_id, field, old_sha256, new_sha256, reason, redacted_by_id, redacted_at)
VALUES (:id, :network, :type, :subject, :field, :old, :new, :reason, :by, :at) ON CONFLICT DO NOTHING
""")


def is_free_text(each: Table, name: str) -> bool:
    """Say whether a column holds a text that may name anybody: tagged so, or personal in a table that is about nobody."""
    column = each.c.get(name)
    if column is None:
        return False
    is_nobodys = column.info['personal'] and each.info.get('about', '') is None and isinstance(column.type, Text)
    return bool(column.info.get('free')) or is_nobodys


def may_name_anybody(subject_type: str, field: str) -> bool:
    """Say the same of a field as the journal names it."""
    name = _TABLES.get(subject_type)
    return name is not None and is_free_text(SQLModel.metadata.tables[name], field)


def sha256(said: str) -> str:
    """Return the hash by which a text is known, in hexadecimal."""
    return hashlib.sha256(said.encode()).hexdigest()


def apply_redaction(connection: Connection, redaction: Redaction, at: datetime, *, is_later: bool) -> bool:
    """Put a text in the place of another wherever that stands, and say whether anything changed. Done again it changes nothing.

    `is_later`: it was decided after these records were kept, so an earlier text may stand in the place of the redacted one and
    goes as well. It asks for no permission and journals nothing: an operation calls it, and so does a restore.
    """
    each = SQLModel.metadata.tables[redaction.table]
    network = each.c.network_id if 'network_id' in each.c else each.c.id
    network_id = connection.execute(select(network).where(each.c.id == redaction.row_id)).scalar_one_or_none()
    if network_id is None:
        return False
    _remember(connection, redaction, network_id, at)
    if each is _DOCUMENTS and redaction.column == CONTENT:
        return _without_bytes(connection, redaction, at)
    has_changed = redaction.column in each.c and _in_its_place(connection, each, redaction, at, is_later=is_later)
    values = {'text': redaction.text, 'old': redaction.old_sha256, 'subject': redaction.row_id}
    told = connection.execute(_IN_CHANGES, {**values, 'column': redaction.column}).rowcount
    # What is kept as a field, such as why a meeting was called off, was given as the reason of the act as well.
    for statement in (_IN_REASON, _IN_REASON_OF_REDACTION):
        told += connection.execute(statement, values).rowcount
    return has_changed or told > 0


def _remember(connection: Connection, redaction: Redaction, network_id: Any, at: datetime) -> None:
    """Write the record of it first: a frozen copy is only changed where there is one."""
    if redaction.id is not None:
        said = {'id': redaction.id, 'network': network_id, 'type': TYPES[redaction.table], 'subject': redaction.row_id, 'at': at}
        hashes = {'field': redaction.column, 'old': redaction.old_sha256, 'new': sha256(redaction.text)}
        connection.execute(_REMEMBER, {**said, **hashes, 'reason': redaction.reason, 'by': redaction.by_id})


def _without_bytes(connection: Connection, redaction: Redaction, at: datetime) -> bool:
    """Take the bytes of a document away and, where it is called anew, its names from the record and its history."""
    gone = connection.execute(delete(_CONTENTS).where(_CONTENTS.c.document_id == redaction.row_id)).rowcount
    changes: dict[str, Any] = {'redacted_at': at, 'version': _DOCUMENTS.c.version + 1, 'updated_at': at}
    if redaction.title is not None and redaction.file_name is not None:
        names = {'title': redaction.title, 'file_name': redaction.file_name}
        changes |= names | {'sort_key': fold(redaction.title), 'search_key': search_key(*names.values())}
        for column, name in names.items():
            connection.execute(_CALLED_ANEW, {'column': column, 'name': name, 'subject': redaction.row_id})
    this_one = (_DOCUMENTS.c.id == redaction.row_id, _DOCUMENTS.c.redacted_at.is_(None))
    return connection.execute(update(_DOCUMENTS).where(*this_one).values(changes)).rowcount + gone > 0


def _in_its_place(connection: Connection, each: Table, redaction: Redaction, at: datetime, *, is_later: bool) -> bool:
    column = each.c[redaction.column]
    is_the_old_one = func.encode(func.sha256(func.convert_to(column, 'UTF8')), 'hex') == redaction.old_sha256
    stands = or_(literal(is_later and redaction.is_present), is_the_old_one)
    changes = {column.name: redaction.text, 'version': each.c.version + 1, 'updated_at': at}
    this_one = each.c.id == redaction.row_id
    statement = update(each).where(this_one, column.is_distinct_from(redaction.text), stands).values(changes).returning(*each.c)
    found = connection.execute(statement).mappings().one_or_none()
    if found is not None and each.name in _WORKED_OUT:
        connection.execute(update(each).where(this_one).values(_WORKED_OUT[each.name](dict(found))))
    return found is not None


def remembered(connection: Connection, redaction: Redaction) -> RedactionRow:
    """Return the record of a redaction that was just applied."""
    columns = table(RedactionRow)
    found = connection.execute(select(columns).where(columns.c.id == redaction.id)).mappings().one()
    return RedactionRow(**found)
