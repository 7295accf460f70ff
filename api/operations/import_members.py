"""What an import of members does: cities that become known, names and identifiers they lack, their memberships in the network."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args
from uuid import UUID

from sqlalchemy import select

from api.models.cities import CityCreate, CityKind, CityRow
from api.models.columns import table
from api.models.imports import RowOfImport
from api.models.keys import fold
from api.models.memberships import EndReason, MembershipRow, MembershipStage
from api.models.shapes import Identifier
from api.operations.cities import add_city, learn_of_city
from api.operations.import_cells import Cells, Change, Checked, said_partly
from api.operations.import_cities import CitiesKnown, CityMeant, CitySaid, cities_known, city_meant
from api.rules import dates, imports
from api.rules.dates import Period
from api.rules.imports import Fault, PartlyKnown
from api.spine import Transaction

_MEMBERS = table(MembershipRow)
_KINDS, _STAGES, _REASONS = get_args(CityKind), get_args(MembershipStage), get_args(EndReason)
_UNKNOWN = PartlyKnown(date.min, 'day')


@dataclass(slots=True)
class _Plan:
    """What a row says, and what it is to do: the city that it means, what is new about that city, the membership."""

    said: CitySaid
    meant: CityMeant
    kind: str
    stage: str
    start: PartlyKnown | None
    end: date | None
    end_reason: str | None
    names: list[str] = field(default_factory=list)
    keys: list[tuple[str, str]] = field(default_factory=list)
    membership: MembershipRow | None = None
    is_new: bool = False


def check_members(transaction: Transaction, network_id: UUID, rows: Sequence[tuple[RowOfImport, Mapping[str, str]]]) -> list[Checked]:
    """Return what each row would do."""
    known, today = cities_known(transaction), transaction.today(network_id)
    held: dict[UUID, list[MembershipRow]] = {}
    in_network = select(MembershipRow).where(_MEMBERS.c.network_id == network_id, _MEMBERS.c.working_group_id.is_(None))
    for row in transaction.session.execute(in_network.order_by(_MEMBERS.c.id)).scalars():
        if row.city_id is not None:
            held.setdefault(row.city_id, []).append(row)
    checked = [_checked(transaction, known, held, row, cells, today) for row, cells in rows]
    _refuse_doubles(checked)
    return checked


def _checked(
    transaction: Transaction,
    known: CitiesKnown,
    held: Mapping[UUID, Sequence[MembershipRow]],
    row: RowOfImport,
    by_field: Mapping[str, str],
    today: date,
) -> Checked:
    cells = Cells(by_field)
    said = CitySaid(cells.text('slug'), cells.text('name'), cells.country('country_code'), cells.keys())
    kind = cells.word('kind', _KINDS, 'city')
    plan = _Plan(
        said=CitySaid(said.slug, said.name, said.country_code, said.keys, in_catalogue=kind == 'city'),
        meant=CityMeant(),
        kind=kind,
        stage=cells.word('stage', _STAGES, 'active'),
        start=cells.day('start_date', today, 'start_precision'),
        end=None,
        end_reason=cells.word('end_reason', _REASONS, '') or None,
    )
    end = cells.day('end_date', today)
    plan.end = end.day if end else None
    if wrong := imports.why_not_period(plan.start, end, said=cells.text('end_date')):
        cells.fault('end_date', wrong)
    title = said.name or said.slug or ' '.join(value for _, value in said.keys)
    if cells.text('working_group'):
        return Checked(row.number, title, 'left_out', [(None, Fault('row_of_a_group'))])
    if not title:
        cells.fault('name', Fault('row_names_nobody'))
    changes: list[Change] = []
    if not cells.faults:
        plan.meant = city_meant(transaction, known, plan.said, row.decision, row.candidate_id)
        cells.faults += plan.meant.faults
        if plan.meant.suspicion is None and not plan.meant.faults:
            changes = _compared(transaction, known, held, plan, cells)
    outcome = imports.outcome_of(
        refused=bool(cells.faults),
        left_out=row.decision == 'left_out',
        undecided=plan.meant.suspicion is not None,
        is_new=plan.is_new,
        changes=bool(changes),
    )
    suspicion = [(None, plan.meant.suspicion)] if plan.meant.suspicion else []
    city = plan.meant.city
    return Checked(
        row.number, title, outcome, [*cells.faults, *suspicion], changes, list(plan.meant.candidates), city.id if city else None, plan
    )  # fmt: skip


def _compared(
    transaction: Transaction, known: CitiesKnown, held: Mapping[UUID, Sequence[MembershipRow]], plan: _Plan, cells: Cells
) -> list[Change]:
    """Find what a row adds to what is recorded, and return the changes; faults go to the cells."""
    city = plan.meant.city
    if city is None:
        plan.is_new = True
        plan.names = _new_names(cells, plan.said.name, set())
        return []
    changes = _more_about(known, city, plan, cells)
    if changes and ((transaction.is_demonstration and not city.demonstration) or city.origin_network_id is not None):
        cells.fault(None, Fault('city_not_ours', {'city': city.name}))
    of_city = held.get(city.id, ())
    plan.membership = _same_period(of_city, plan)
    if plan.membership is None:
        plan.is_new = True
        _refuse_overlap(of_city, plan, cells)
        return changes
    return changes + _membership_changes(of_city, plan.membership, plan, cells)


def _more_about(known: CitiesKnown, city: CityRow, plan: _Plan, cells: Cells) -> list[Change]:
    changes: list[Change] = []
    plan.names = _new_names(cells, plan.said.name, known.names_of[city.id])
    if plan.names:
        changes.append(('other_names', '; '.join(city.other_names) or None, '; '.join([*city.other_names, *plan.names])))
    own = known.keys_of[city.id]
    plan.keys = [key for key in plan.said.keys if key not in own]
    schemes = dict(own)
    for scheme, value in plan.keys:
        if scheme in schemes:
            parameters: dict[str, str | int] = {'city': city.name, 'scheme': scheme, 'known': schemes[scheme], 'value': value}
            cells.fault(scheme if scheme in cells.by_field else 'identifiers', Fault('key_differs', parameters))
        changes.append(('identifiers', None, f'{scheme}:{value}'))
    return changes


def _new_names(cells: Cells, name: str, known: set[str]) -> list[str]:
    found: dict[str, str] = {}
    for each in (*([name] if known and name else []), *cells.texts('other_names')):
        if fold(each) and fold(each) not in known | {fold(name) if not known else ''}:
            found.setdefault(fold(each), each)
    return list(found.values())


def _same_period(of_city: Sequence[MembershipRow], plan: _Plan) -> MembershipRow | None:
    """Return the recorded period that a row means: the one that began then, else the one that ends as it does, the open one foremost."""
    if plan.start is not None:
        begun = [row for row in of_city if row.start_date == plan.start.day and (row.end_date is None) == (plan.end is None)]
        if begun:
            return begun[-1]
    same_end = [row for row in of_city if row.end_date == plan.end]
    return same_end[-1] if same_end else None


def _refuse_overlap(of_city: Sequence[MembershipRow], plan: _Plan, cells: Cells) -> None:
    name = plan.meant.city.name if plan.meant.city else ''
    start = plan.start.day if plan.start else None
    if plan.end is not None and any(row.end_date is None and row.start_date == start for row in of_city):
        cells.fault('end_date', Fault('ends_membership', {'city': name}))
    elif dates.overlapping(Period(start, plan.end), [Period(row.start_date, row.end_date) for row in of_city]):
        cells.fault('start_date' if start else None, Fault('period_overlaps', {'city': name}))


def _membership_changes(of_city: Sequence[MembershipRow], row: MembershipRow, plan: _Plan, cells: Cells) -> list[Change]:
    name = plan.meant.city.name if plan.meant.city else ''
    if plan.stage != row.stage and cells.text('stage'):
        cells.fault('stage', Fault('stage_differs', {'city': name, 'stage': row.stage, 'value': plan.stage}))
    before = PartlyKnown(row.start_date, row.start_precision) if row.start_date else None
    if plan.start is None or not imports.says_more(plan.start, before):
        plan.start = None
        return []
    others = [Period(each.start_date, each.end_date) for each in of_city if each.id != row.id]
    if dates.overlapping(Period(plan.start.day, row.end_date), others):
        cells.fault('start_date', Fault('period_overlaps', {'city': name}))
    return [('start_date', said_partly(before), said_partly(plan.start))]


def _refuse_doubles(checked: Iterable[Checked]) -> None:
    """Refuse rows that say of one city what an earlier row says, or what cannot be at the same time."""
    by_city: dict[Any, list[Checked]] = {}
    for each in checked:
        if each.outcome in {'added', 'changed', 'unchanged'}:
            meant = each.plan.meant
            new = (fold(each.plan.said.name), each.plan.said.country_code)
            by_city.setdefault(meant.city.id if meant.city else meant.listed['id'] if meant.listed else new, []).append(each)
    for of_city in by_city.values():
        periods = [(each.number, each.plan.start.day if each.plan.start else None, each.plan.end) for each in of_city]
        faults = imports.why_not_periods(periods)
        for each in of_city:
            if each.number in faults:
                each.outcome, each.faults = 'refused', [*each.faults, (None, faults[each.number])]


# -- applied ---------------------------------------------------------------------------------------------------------------


def apply_members(transaction: Transaction, network_id: UUID, checked: Sequence[Checked]) -> None:
    """Record what the rows add and change; nothing is sent, and no group is counted: a city that is new is in none."""
    known = [each.plan.meant.city.id for each in checked if each.plan.meant.city]
    cities = {city.id: city for city in transaction.lock(CityRow, known)}
    made: dict[Any, CityRow] = {}
    for each in checked:
        each.record_id = _applied(transaction, network_id, each.plan, cities, made)


def _applied(transaction: Transaction, network_id: UUID, plan: _Plan, cities: Mapping[UUID, CityRow], made: dict[Any, CityRow]) -> UUID:
    city = cities[plan.meant.city.id] if plan.meant.city else _new_city(transaction, plan, made)
    if plan.meant.city and (plan.names or plan.keys):
        learn_of_city(
            transaction, 'apply_import', city, plan.names, [Identifier(scheme=scheme, value=value) for scheme, value in plan.keys]
        )
    start = plan.start or _UNKNOWN
    if plan.membership is not None:
        if plan.start is not None:
            plan.membership.start_date, plan.membership.start_precision = plan.start.day, plan.start.precision
            transaction.record('apply_import', plan.membership)
            transaction.touch(city)
        return city.id
    row = MembershipRow(
        network_id=network_id,
        city_id=city.id,
        stage=plan.stage,
        start_date=plan.start.day if plan.start else None,
        start_precision=start.precision,
        end_date=plan.end,
        end_reason=(plan.end_reason or 'left') if plan.end else None,
        audience='public' if plan.stage == 'active' else 'own_city',
        imported=True,
    )
    transaction.record('apply_import', transaction.add(row))
    transaction.touch(city)
    return city.id


def _new_city(transaction: Transaction, plan: _Plan, made: dict[Any, CityRow]) -> CityRow:
    """Return the city of a row that was known to nobody; several rows may tell of its periods."""
    listed, said = plan.meant.listed, plan.said
    key = listed['id'] if listed else (fold(said.name), said.country_code)
    if key not in made:
        number = int(listed['geonames_id']) if listed else 0
        keys = [Identifier(scheme=scheme, value=value) for scheme, value in said.keys if (scheme, value) != ('geonames', str(number))]
        names = {'name': said.name or (listed or {}).get('name'), 'country_code': (listed or {}).get('country_code') or said.country_code}
        wish = {'other_names': plan.names, 'kind': plan.kind, 'identifiers': [each.model_dump() for each in keys], **names}
        made[key] = add_city(transaction, 'apply_import', CityCreate.model_validate(wish | ({'geonames_id': number} if number else {})))
    return made[key]
