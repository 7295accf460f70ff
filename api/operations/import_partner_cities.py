"""What an import of a partner's list does: its rows become records of another network, beside our own, and what it no longer has goes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select

from api.models.columns import new_id, table
from api.models.imports import RowOfImport
from api.models.keys import fold
from api.models.mirrored_records import MirroredRecordRow
from api.models.networks import NetworkRow
from api.models.sync_sources import SyncPositionRow, SyncSourceRow
from api.operations.import_cells import Cells, Change, Checked
from api.operations.mirrored_cities import known_cities, meant_by
from api.operations.mirroring import ReceivedItem, ReceivedSubject, take_in
from api.rules import imports
from api.rules.imports import Fault
from api.rules.mirrored_cities import KnownCities, match_of
from api.spine import Transaction

_SOURCES, _MIRRORED = table(SyncSourceRow), table(MirroredRecordRow)
_OF_A_REGION = 'nuts3'
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A record that an earlier file has brought."""

    origin_id: UUID
    version: int
    data: Data
    record_id: UUID


@dataclass(slots=True)
class _Before:
    """What is there of the list, by what its rows are known again."""

    records: list[_Kept] = field(default_factory=list)
    by_key: dict[tuple[str, str], _Kept] = field(default_factory=dict)
    by_name: dict[tuple[str, str | None], list[_Kept]] = field(default_factory=dict)


@dataclass(slots=True)
class _Plan:
    """What a row says, and the record that it is."""

    data: Data
    kept: _Kept | None


def check_partner_cities(
    transaction: Transaction, network_id: UUID, partner_id: UUID, rows: Sequence[tuple[RowOfImport, Mapping[str, str]]]
) -> list[Checked]:
    """Return what each row would do: become a record of that partner's, change one, or nothing; and of which of our cities it speaks."""
    before, known, slug = _before(transaction, network_id, partner_id), known_cities(transaction), _slug(transaction, partner_id)
    checked = [_checked(before, known, slug, row, cells) for row, cells in rows]
    _refuse_doubles(checked)
    return checked


def gone_of(transaction: Transaction, network_id: UUID, partner_id: UUID, checked: Iterable[Checked]) -> list[UUID]:
    """Return which records the list no longer has, by their ids there; none while rows are refused, since these might be they."""
    rows = list(checked)
    if any(each.outcome == 'refused' for each in rows):
        return []
    there = {each.plan.kept.origin_id for each in rows if each.plan.kept}
    return [each.origin_id for each in _before(transaction, network_id, partner_id).records if each.origin_id not in there]


def apply_partner_cities(
    transaction: Transaction, network_id: UUID, partner_id: UUID, checked: Sequence[Checked], gone: Sequence[UUID]
) -> None:
    """Take in what the rows add and change, and end what the list no longer has. None of our own records is touched."""
    source, position = _source(transaction, network_id, partner_id)
    items = []
    for each in checked:
        kept = each.plan.kept
        version = kept.version + 1 if kept else 1
        subject = ReceivedSubject(type='city', id=kept.origin_id if kept else new_id())
        items.append(ReceivedItem(subject=subject, version=version, deleted=False, data=each.plan.data))
    items += [ReceivedItem(subject=ReceivedSubject(type='city', id=each), version=1, deleted=True, data=None) for each in gone]
    take_in(transaction, source, position, items)
    position.complete, position.began_at, position.equal_at = True, transaction.now, transaction.now
    columns = _MIRRORED.c
    made = select(columns.origin_id, columns.id).where(columns.sync_source_id == source.id)
    ids = {row[0]: row[1] for row in transaction.session.execute(made)}
    for each, item in zip(checked, items, strict=False):
        each.record_id = ids[item.subject.id]


def _source(transaction: Transaction, network_id: UUID, partner_id: UUID) -> tuple[SyncSourceRow, SyncPositionRow]:
    """Return where the partner's files come in, locked as a page that is taken in locks it; made with the first file."""
    source = transaction.session.execute(_of_files(network_id, partner_id)).scalar_one_or_none()
    if source is None:
        source = transaction.add(SyncSourceRow(network_id=network_id, partner_id=partner_id, url=None, audience='office'))
        transaction.record('apply_import', source)
        transaction.flush()
        transaction.session.add(SyncPositionRow(sync_source_id=source.id))
        transaction.flush()
    position = transaction.session.get(SyncPositionRow, source.id, with_for_update=True)
    assert position is not None
    return source, position


def _of_files(network_id: UUID, partner_id: UUID) -> Any:
    named = (_SOURCES.c.network_id == network_id, _SOURCES.c.partner_id == partner_id, _SOURCES.c.url.is_(None))
    return select(SyncSourceRow).where(*named)


def _slug(transaction: Transaction, partner_id: UUID) -> str:
    partner = transaction.find(NetworkRow, partner_id)
    assert partner is not None
    return partner.slug


def _before(transaction: Transaction, network_id: UUID, partner_id: UUID) -> _Before:
    before = _Before()
    source = transaction.session.execute(_of_files(network_id, partner_id)).scalar_one_or_none()
    if source is None:
        return before
    columns = _MIRRORED.c
    wanted = select(columns.origin_id, columns.origin_version, columns.data, columns.id)
    there = (columns.sync_source_id == source.id, columns.deleted_at.is_(None))
    for row in transaction.session.execute(wanted.where(*there).order_by(columns.id)):
        kept = _Kept(row[0], row[1], row[2], row[3])
        before.records.append(kept)
        before.by_key |= dict.fromkeys(_keys(kept.data), kept)
        before.by_name.setdefault(_named(kept.data), []).append(kept)
    return before


def _keys(data: Data) -> list[tuple[str, str]]:
    pairs = [(each['scheme'], each['value']) for each in data['identifiers']]
    return [pair for pair in pairs if not pair[0].startswith(_OF_A_REGION)]


def _named(data: Data) -> tuple[str, str | None]:
    return fold(data['name']), data['country_code']


def _checked(before: _Before, known: KnownCities, slug: str, row: RowOfImport, by_field: Mapping[str, str]) -> Checked:
    cells = Cells(by_field)
    name, country, own = cells.text('name'), cells.country('country_code'), cells.text('partner_key', 100)
    keys = ([(f'network:{slug}', own.replace(' ', '-'))] if own else []) + list(cells.keys())
    data: Data = {
        'name': name,
        'other_names': cells.texts('other_names'),
        'country_code': country,
        'identifiers': [{'scheme': scheme, 'value': value} for scheme, value in dict.fromkeys(keys)],
    }
    title = name or own or ' '.join(value for _, value in keys)
    if not title:
        cells.fault('name', Fault('row_names_nobody'))
    kept = _known_again(before, data, cells)
    changes = [] if cells.faults or kept is None else list(_changes(kept.data, data))
    outcome = imports.outcome_of(
        refused=bool(cells.faults), left_out=row.decision == 'left_out', undecided=False, is_new=kept is None, changes=bool(changes)
    )
    record_id = kept.record_id if kept else None
    notes = [] if cells.faults else _notes(known, data)
    return Checked(row.number, title, outcome, cells.faults, changes, record_id=record_id, plan=_Plan(data, kept), notes=notes)


def _known_again(before: _Before, data: Data, cells: Cells) -> _Kept | None:
    """Return the record that a row is: the partner's own number says so first, then what else identifies it, then its name there."""
    found = [before.by_key[key] for key in _keys(data) if key in before.by_key]
    if found and found[0].data['identifiers'] and any(each is not found[0] for each in found):
        cells.fault('identifiers', Fault('keys_disagree', {'first': found[0].data['name'], 'second': found[-1].data['name']}))
    if found:
        return found[0]
    alike = [each for each in before.by_name.get(_named(data), ()) if not _differ(each.data, data)]
    return alike[0] if len(alike) == 1 and data['name'] else None


def _differ(one: Data, other: Data) -> bool:
    """Say whether both have a key of one scheme, and another one."""
    schemes, others = dict(_keys(one)), dict(_keys(other))
    return any(schemes[each] != others[each] for each in schemes.keys() & others.keys())


def _changes(before: Data, data: Data) -> Iterable[Change]:
    for name in ('name', 'other_names', 'country_code', 'identifiers'):
        if before[name] != data[name]:
            yield name, _said(before[name]), _said(data[name])


def _said(value: Any) -> str | None:
    if isinstance(value, list):
        return '; '.join(each if isinstance(each, str) else f'{each["scheme"]}:{each["value"]}' for each in value) or None
    return value or None


def _notes(known: KnownCities, data: Data) -> list[Fault]:
    """Return which of our cities the row is about, so far as that is known before a person has looked."""
    match = match_of(meant_by(data), known)
    ids = [match.city_id] if match.city_id else match.candidate_ids
    names = ', '.join(known.name_of[each] for each in ids)
    if not names:
        return [Fault('partner_city_unmatched')]
    return [Fault('partner_city_matched', {'cities': names}) if match.city_id else Fault('partner_city_doubtful', {'cities': names})]


def _refuse_doubles(checked: Iterable[Checked]) -> None:
    """Refuse rows that are about what an earlier row is about."""
    by_key: dict[Any, int] = {}
    for each in checked:
        if each.outcome in {'refused', 'left_out'}:
            continue
        marks: list[Any] = [*_keys(each.plan.data)] or [_named(each.plan.data)]
        if each.plan.kept is not None:
            marks.append(each.plan.kept.origin_id)
        earlier = next((by_key[mark] for mark in marks if mark in by_key), None)
        if earlier is not None:
            each.outcome, each.faults = 'refused', [*each.faults, (None, Fault('row_twice', {'row': earlier}))]
        else:
            by_key |= dict.fromkeys(marks, each.number)
