"""Reads what the rows of an import say of working groups: which group, its stage, its days, its lead city, its cities."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args

from api.models.cities import CityRow
from api.models.imports import RowOfImport
from api.models.memberships import MembershipRow
from api.models.working_groups import Channel, Mode, Stage, WorkingGroupRow
from api.operations.import_cells import Cells, Change
from api.operations.import_places import Places
from api.rules import import_groups, imports
from api.rules.imports import Fault, PartlyKnown

_TEXTS = {'aims': 5000, 'rhythm': 500}


@dataclass(slots=True)
class Joining:
    """A city's time in a group."""

    city: CityRow
    field: str
    start: PartlyKnown | None = None
    end: date | None = None
    known: MembershipRow | None = None


@dataclass(slots=True)
class GroupPlan:
    """A group as all of its rows tell it, and what is to be written about it as a whole."""

    title: str
    group: WorkingGroupRow | None = None
    stage: str = 'proposed'
    values: dict[str, Any] = field(default_factory=dict)
    lead: CityRow | None = None
    lead_since: PartlyKnown | None = None
    former: 'GroupPlan | None' = None
    is_of_file: bool = True

    @property
    def closed_on(self) -> date | None:
        """Return the day it was completed or withdrawn."""
        return self.group.closed_on if self.group else self.values.get('closed_on')


@dataclass(slots=True)
class RowPlan:
    """What a row adds to its group."""

    of: GroupPlan
    joining: list[Joining]


@dataclass(slots=True)
class GroupRow:
    """A row as it was read, with what it would do."""

    row: RowOfImport
    cells: Cells
    slug: str
    title: str
    said: dict[str, Any] = field(default_factory=dict)
    joining: list[Joining] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether nothing stands against it so far."""
        return not self.cells.faults and self.row.decision != 'left_out'


def group_row(places: Places, row: RowOfImport, by_field: Mapping[str, str], above: GroupRow | None) -> GroupRow:
    """Return what a row says; one that names no group goes on with the one above. Faults go to its cells."""
    cells = Cells(by_field)
    said = GroupRow(row, cells, cells.text('slug'), cells.text('title'))
    if not said.slug and not said.title:
        if above is not None and (cells.text('city') or cells.text('cities', most=5000)):
            said.slug, said.title = above.slug, above.title
        else:
            cells.fault('title', Fault('row_names_no_group'))
    found: dict[str, Any] = {name: cells.text(name, most) for name, most in _TEXTS.items()}
    found |= {
        'title': said.title,
        'stage': cells.word('stage', get_args(Stage), '', import_groups.STAGES),
        'channel': cells.word('channel', get_args(Channel), '', import_groups.CHANNELS),
        'mode': cells.word('mode', get_args(Mode), ''),
        'proposed_on': cells.day('proposed_on', places.today),
        'constituted_on': cells.day('constituted_on', places.today),
        'closed_on': _whole_day(cells, 'closed_on', places.today),
        'lead': _city(places, cells, 'lead_city', cells.text('lead_city')),
        'lead_since': cells.day('lead_since', places.today),
        'continues': cells.text('continues'),
    }
    said.said = {name: value for name, value in found.items() if value}
    said.joining = list(_joining(places, cells))
    return said


def _joining(places: Places, cells: Cells) -> Iterable[Joining]:
    for name in import_groups.names_in(cells.by_field.get('cities', '')):
        city = _city(places, cells, 'cities', name)
        if city is not None:
            yield Joining(city, 'cities')
    city = _city(places, cells, 'city', cells.text('city'))
    start = cells.day('start_date', places.today, 'start_precision')
    end = _whole_day(cells, 'end_date', places.today)
    if city is None:
        return
    if wrong := imports.why_not_period(start, PartlyKnown(end, 'day') if end else None, said=cells.text('end_date')):
        cells.fault('end_date', wrong)
    yield Joining(city, 'city', start, end)


def _whole_day(cells: Cells, name: str, today: date) -> date | None:
    found = cells.day(name, today)
    if found is not None and found.precision != 'day':
        cells.fault(name, Fault('end_needs_a_day', {'value': cells.text(name)}))
    return found.day if found else None


def _city(places: Places, cells: Cells, name: str, said: str) -> CityRow | None:
    found = places.city_named(said) if said else None
    if isinstance(found, Fault):
        cells.fault(name, found)
        return None
    return found
