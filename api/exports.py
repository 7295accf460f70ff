"""Knows how a resource becomes a table: which columns, and how a value stands in a line of JSON, in CSV and in a spreadsheet.

The columns are taken from the same expressions as the JSON of lists, under the same WHERE: what a caller is not shown there is
not here either. A text that a spreadsheet would take for a formula gets an apostrophe in front, and so does one that would then
be taken for such a text; whoever reads a table back takes one apostrophe away where apostrophes and such a sign begin a text.
"""

from collections.abc import Collection, Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from sqlalchemy import (
    Boolean,
    Cast,
    ColumnElement,
    Date,
    DateTime,
    Float,
    Integer,
    Numeric,
    Select,
    Text,
    Uuid,
    case,
    cast,
    func,
    literal,
    select,
)  # fmt: skip
from sqlalchemy.dialects.postgresql import JSON, JSONB

from api import clock, spreadsheets
from api.copying import RAW, Block, copied
from api.downloads import Download
from api.freshness import ask_fresh_if_grave
from api.permissions import PERMISSIONS
from api.reads import Read
from api.spine import Transaction
from api.visibility import grants

Format = Literal['ndjson', 'csv', 'xlsx']
MEDIA_TYPES: dict[str, str] = {
    'ndjson': 'application/x-ndjson',
    'csv': 'text/csv; charset=utf-8; header=present',
    'xlsx': spreadsheets.MEDIA_TYPE,
}
# With it, Excel reads a CSV as UTF-8.
_BYTE_ORDER_MARK = b'\xef\xbb\xbf'
_NUMBERS = (Integer, Float, Numeric)
# Signs that make a formula of a text in some spreadsheet program; the last four are wide ones of East Asian keyboards.
_FORMULA = '=+-@\t\r\n\uff1d\uff0b\uff0d\uff20'
_APOSTROPHES = f"^'*[=+@\\t\\r\\n{_FORMULA[-4:]}-]"
# The first day that every spreadsheet program counts alike, and the day before its first.
_FIRST_DAY, _DAY_ZERO = date(1900, 3, 1), date(1899, 12, 30)
_UNIX_DAY = 25_569
# What XML cannot hold.
_NO_XML = ''.join(chr(n) for n in (*range(1, 9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))
_RARE_IN_XML = f'[&<>_\\n\\r{_NO_XML}]'


@dataclass(frozen=True)
class Export:
    """A resource as a table. `columns` name fields of its JSON.

    `city.slug` is a field within a field (`author.city.slug` one still deeper), `languages[]` a list of texts,
    `identifiers[scheme:value]` a list of objects of which these fields are shown (or fields within them: `answers[city.slug:choice]`).
    `amount.amount#` is a number, although JSON has a text there.
    """

    name: str
    read: Read
    columns: tuple[str, ...]
    # The items of a list, by its name, where taking them out of the JSON again would cost several times as much.
    items: Mapping[str, Select[Any]] = field(default_factory=dict)

    @property
    def headings(self) -> tuple[str, ...]:
        """The columns as they are named in the file."""
        return tuple(column.partition('[')[0].rstrip('#') for column in self.columns)


def export(transaction: Transaction, operation: str, table: Export, kind: Format, *conditions: ColumnElement[bool]) -> Download:
    """Answer with all rows that the caller sees and the conditions let through, in the order of their ids.

    Personal data want a fresh sign-in, and are journalled before the first byte leaves.
    """
    ask_fresh_if_grave(transaction, operation)
    if PERMISSIONS[operation].grave:
        # Which words were looked for may be somebody's name: they are not kept.
        asked = {name: value for name, value in transaction.asked.query if name != 'q'}
        transaction.note(operation, {'format': kind, **asked})
    read = table.read
    order = next(iter(read.sorts.values()))[0] if 'id' not in read.sorts else None
    statement = read.select(transaction, operation, with_facts=False).where(*conditions)
    statement = statement.order_by(read.columns.c.id if order is None else order)
    pieces = {'ndjson': _ndjson, 'csv': _csv, 'xlsx': _xlsx}[kind](transaction, table, statement)
    return Download(pieces, media_type=MEDIA_TYPES[kind], name=f'{table.name}-{clock.now().date()}.{kind}')


# -- the three formats -----------------------------------------------------------------------------------------------------


def _ndjson(transaction: Transaction, table: Export, statement: Select[Any]) -> Generator[bytes, None, None]:
    # json_agg puts line ends between its items; within a JSON string there are none.
    line = func.replace(table.read.json, '\n', '')
    with closing(_blocks(transaction, statement.with_only_columns(line), RAW)) as blocks:
        for block in blocks:
            yield block.data.replace(b'}\n', b', "you_may" : null}\n') if table.read.you_may else block.data


def _csv(transaction: Transaction, table: Export, statement: Select[Any]) -> Generator[bytes, None, None]:
    columns = _once(table, statement)
    quoted = ', '.join(f'"{value.name}"' for value in columns if isinstance(value.type, Text))
    options = f'FORMAT csv, HEADER{f", FORCE_QUOTE ({quoted})" if quoted else ""}'
    shown = select(*(_in_csv(value).label(value.name) for value in columns))
    with closing(_blocks(transaction, shown, options)) as blocks:
        mark = _BYTE_ORDER_MARK
        for block in blocks:
            yield mark + block.data
            mark = b''


def _xlsx(transaction: Transaction, table: Export, statement: Select[Any]) -> Generator[bytes, None, None]:
    row: ColumnElement[str] = literal('<row>', Text)
    for value in _once(table, statement):
        row = row + _in_spreadsheet(value)
    with closing(_blocks(transaction, select(row + '</row>'), RAW)) as blocks:
        yield from spreadsheets.workbook(table.name, table.headings, blocks)


def _blocks(transaction: Transaction, statement: Select[Any], options: str) -> Generator[Block, None, None]:
    return copied(transaction.database, statement, grants(transaction.caller), options)


# -- columns ---------------------------------------------------------------------------------------------------------------


def _once(table: Export, statement: Select[Any]) -> Collection[ColumnElement[Any]]:
    """Return the columns of the rows as they are, each worked out once however often its form looks at it: OFFSET keeps them apart."""
    columns = (value.label(name) for name, value in _columns(table).items())
    return statement.with_only_columns(*columns).offset(0).subquery('rows').c.values()


def _columns(table: Export) -> dict[str, ColumnElement[Any]]:
    fields = dict(_fields(table.read))
    columns = {heading: _column(fields, spelled) for heading, spelled in zip(table.headings, table.columns, strict=True)}
    return columns | {name: _together(items) for name, items in table.items.items()}


def _fields(read: Read) -> Iterator[tuple[str, ColumnElement[Any]]]:
    """Yield the fields of a read's JSON with their expressions: it is one call with names and values in turn."""
    assert isinstance(read.json, Cast)
    parts: list[Any] = list(read.json.clause.clauses)
    for name, value in zip(parts[::2], parts[1::2], strict=True):
        yield str(name.name).strip("'"), value


def _column(fields: dict[str, ColumnElement[Any]], spelled: str) -> ColumnElement[Any]:
    path, listed, inner = spelled.rstrip('#]').partition('[')
    name, *within = path.split('.')
    value = fields[name]
    if listed:
        return _joined(value, inner)
    found = func.json_extract_path_text(cast(value, JSON), *within, type_=Text) if within else value
    return cast(found, Numeric) if spelled.endswith('#') else found


def _joined(value: ColumnElement[Any], inner: str) -> ColumnElement[str]:
    """Return a list as one text with `; ` between its items; a semicolon within an item has a backslash in front."""
    if inner:
        item = func.jsonb_array_elements(cast(value, JSONB)).column_valued('item')
        said: ColumnElement[str] = func.concat_ws(':', *(func.jsonb_extract_path_text(item, *key.split('.')) for key in inner.split(':')))
    else:
        said = func.jsonb_array_elements_text(cast(value, JSONB)).column_valued('item')
    return _together(select(said))


def _together(items: Select[Any]) -> ColumnElement[str]:
    (item,) = items.lateral('items').c
    plain = func.replace(func.replace(item, '\\', '\\\\'), ';', '\\;')
    return func.coalesce(select(func.string_agg(plain, literal('; ', Text))).scalar_subquery(), literal('', Text), type_=Text)


# -- values ----------------------------------------------------------------------------------------------------------------


def _in_csv(value: ColumnElement[Any]) -> ColumnElement[Any]:
    kind = value.type
    if isinstance(kind, (*_NUMBERS, Uuid, Date)):
        return value
    if isinstance(kind, Boolean):
        return cast(value, Text)
    if isinstance(kind, DateTime):
        return func.to_char(func.timezone('UTC', value), literal('YYYY-MM-DD"T"HH24:MI:SS"Z"', Text))
    return harmless(value)


def harmless(value: ColumnElement[Any]) -> ColumnElement[str]:
    """Return a text that no spreadsheet program takes for a formula. Few texts begin so: one look at the first sign lets the others by."""
    first = func.ascii(cast(value, Text)).in_([ord(sign) for sign in (*_FORMULA, "'")])
    marked = case((value.regexp_match(_APOSTROPHES), literal("'", Text) + value), else_=value)
    return case((first, marked), else_=value)


def _in_spreadsheet(value: ColumnElement[Any]) -> ColumnElement[str]:
    """Return a cell as XML."""
    kind = value.type
    if isinstance(kind, _NUMBERS):
        return _cell('<c><v>', cast(value, Text), '</v></c>')
    if isinstance(kind, Boolean):
        return _cell('<c t="b"><v>', cast(cast(value, Integer), Text), '</v></c>')
    if isinstance(kind, Uuid):
        return _text(cast(value, Text))
    if isinstance(kind, Date):
        day = _cell(f'<c s="{spreadsheets.DAY}"><v>', cast(value - _DAY_ZERO, Text), '</v></c>')
        return case((value >= _FIRST_DAY, day), else_=_text(cast(value, Text)))
    if isinstance(kind, DateTime):
        days = func.round(func.extract('epoch', value) / 86_400 + _UNIX_DAY, 6)
        return _cell(f'<c s="{spreadsheets.MOMENT}"><v>', cast(days, Text), '</v></c>')
    return _text(_in_xml(harmless(value)))


def _text(value: ColumnElement[str]) -> ColumnElement[str]:
    return _cell('<c t="inlineStr"><is><t xml:space="preserve">', value, '</t></is></c>')


def _cell(before: str, value: ColumnElement[str], after: str) -> ColumnElement[str]:
    return func.coalesce(literal(before, Text) + value + literal(after, Text), literal('<c/>', Text), type_=Text)


def _in_xml(value: ColumnElement[str]) -> ColumnElement[str]:
    """Return a text as it stands in a cell. Programs read `_x0041_` as the sign of that number, so a text that has such words has more."""
    spelled: ColumnElement[str] = func.translate(value, _NO_XML, '')
    spelled = func.regexp_replace(spelled, '_(?=x[0-9A-Fa-f]{4}_)', '_x005F_', 'g')
    for sign, name in (('&', '&amp;'), ('<', '&lt;'), ('>', '&gt;'), ('\n', '&#10;'), ('\r', '&#13;')):
        spelled = func.replace(spelled, sign, name)
    return case((value.regexp_match(_RARE_IN_XML), spelled), else_=value)
