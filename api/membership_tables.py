"""Reads a batch of acts on memberships out of a table, such as an export of memberships in which somebody has changed something."""

from collections.abc import Iterator, Mapping
from typing import Any

from api.problems import Problem
from api.uploaded_tables import read_table
from api.workbooks import NoTableError

# No version has as many digits; what is longer is no number to us, and refused as such.
_MOST_DIGITS = 11
EXAMPLE = 'ref,op,working_group,member.slug,role,effective_on,reason\r\nrow 1,join,fair-housing,graz,member,,\r\n'
# The columns in which a table says which working group it means, the first that is there.
OF_GROUP = ('working_group', 'working_group.slug', 'working_group_id')
# What a table says in columns of its own, and in those of an export.
FIELDS: Mapping[str, tuple[str, ...]] = {
    'ref': ('ref',),
    'working_group': OF_GROUP,
    'network': ('network', 'network.slug', 'network_id'),
    'role': ('role',),
    'stage': ('stage',),
    'reason': ('reason',),
}
# A table in which no row says where somebody is a member is no batch.
_PLACES = {*OF_GROUP, *FIELDS['network'], 'id'}


def batch_of(given: object) -> object:
    """Return what a body says: one of JSON as it is, of a table (bytes) an item for each row.

    Raises table-not-readable, table-too-large, table-empty (409).
    """
    if not isinstance(given, bytes):
        return given
    rows = list(rows_of(given))
    if not any(_PLACES & row.keys() for _, row in rows):
        raise Problem('table-not-readable', {'file_name': 'text/csv'})
    return {'items': [_item(number, row) for number, row in rows]}


def rows_of(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a table that hold anything, each with its number in the file; cells that are empty are left out."""
    try:
        table = read_table(content)
    except NoTableError as fault:
        raise Problem(fault.code, {'file_name': 'text/csv'}) from fault
    headings = [heading.strip().lower() for heading in table.headings]
    for number, cells in table.rows:
        yield number, {heading: cell for heading, cell in zip(headings, cells, strict=True) if heading and cell}


def _item(number: int, row: Mapping[str, str]) -> dict[str, Any]:
    """Return the item that a row means.

    A row without `op` is one of an export: who is in it joins or is in already, and one with an end_date leaves on that day.
    """
    found = {name: row[column] for name, columns in FIELDS.items() for column in reversed(columns) if column in row}
    op = row.get('op') or ('leave' if 'end_date' in row else 'join')
    item: dict[str, Any] = {'ref': f'row {number}', **found, 'op': op}
    # What an export says of a beginning is history: who is not in yet joins today, unless a column of its own says otherwise.
    day = row.get('effective_on') or (row.get('end_date') if op == 'leave' else None)
    if 'working_group' in item:
        item.pop('network', None)
        item.pop('stage', None)
    if op != 'join' and 'id' in row:
        for name in ('working_group', 'network'):
            item.pop(name, None)
        item['membership_id'] = row['id']
    else:
        item['member'] = member_of(row)
    if 'if_version' in row:
        item['if_version'] = _number(row['if_version'])
    return item | ({'effective_on': day} if day else {})


def member_of(row: Mapping[str, str]) -> dict[str, Any]:
    """Return who a row is about: by id, by a key that others know, or by slug."""
    for column in ('member_id', 'member.id', 'city_id', 'organisation_id'):
        if column in row:
            return {'id': row[column]}
    if 'identifier' in row:
        scheme, _, value = row['identifier'].rpartition(':')
        return {'identifier': {'scheme': scheme, 'value': value}}
    named = {'slug': row.get('member') or row.get('member.slug') or row.get('city') or row.get('organisation') or ''}
    return named | ({'kind': row['member.kind']} if 'member.kind' in row else {})


def _number(cell: str) -> int | str:
    return int(cell) if cell.isascii() and cell.isdigit() and len(cell) <= _MOST_DIGITS else cell
