"""What an import of working groups says: groups, in one row or in several, their stage, their lead city, their cities; row by row."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from api.models.cities import CityRow
from api.models.imports import RowOfImport
from api.models.keys import fold
from api.models.memberships import MembershipRow
from api.models.working_groups import WorkingGroupRow
from api.operations.formation import in_force
from api.operations.import_cells import Checked, said_partly
from api.operations.import_group_rows import GroupPlan, GroupRow, Joining, RowPlan, group_row
from api.operations.import_groups_continued import OfFile, compare_former, in_order, key_of
from api.operations.import_places import Places, group_candidates, places_of
from api.rules import dates, import_groups, imports
from api.rules.by_laws import Formation
from api.rules.dates import Period
from api.rules.imports import Fault, PartlyKnown
from api.spine import Transaction

# What may be put right about a group that is known; what it is otherwise is moved by its own acts.
_DESCRIBING = ('title', 'aims', 'rhythm', 'mode')


def check_groups(transaction: Transaction, network_id: UUID, rows: Sequence[tuple[RowOfImport, Mapping[str, str]]]) -> list[Checked]:
    """Return what each row would do; rows with one title are one group, and a row without any goes on with the one above."""
    places = places_of(transaction, network_id)
    figures = in_force(transaction, network_id, places.today)
    together: dict[str, list[GroupRow]] = {}
    above: GroupRow | None = None
    for row, by_field in rows:
        above = group_row(places, row, by_field, above)
        together.setdefault(key_of(above), []).append(above)
    of_file, keys = in_order(places, together)
    checked = [each for key in keys for each in _checked(transaction, places, figures, of_file, key)]
    return sorted(checked, key=lambda each: each.number)


# -- the rows of a group ---------------------------------------------------------------------------------------------------


def _checked(transaction: Transaction, places: Places, figures: Formation, of_file: OfFile, key: str) -> list[Checked]:
    rows = of_file.rows[key]
    head = rows[0]
    group, suspicion, candidates = _meant(places, head)
    plan = GroupPlan(head.title or (group.title if group else ''), group)
    if suspicion is None and head.is_sound:
        said = _agreed(rows)
        compare_former(places, of_file, plan, head, said)
        _compare(transaction, places, plan, head, said)
        for each in rows:
            _join(places, plan, each)
        _settle(places, figures, plan, rows, said)
    taken = suspicion is None and head.is_sound
    of_file.planned |= {key: plan} if taken else {}
    checked = []
    for each in rows:
        left_out = 'left_out' in {each.row.decision, head.row.decision}
        if each.is_sound and not taken and each is not head and not left_out:
            each.cells.fault(None, Fault('group_row_not_taken', {'row': head.row.number}))
        outcome = imports.outcome_of(
            refused=bool(each.cells.faults),
            left_out=left_out,
            undecided=each is head and suspicion is not None,
            is_new=group is None,
            changes=bool(each.changes),
        )
        faults = [*each.cells.faults, *([(None, suspicion)] if each is head and suspicion and not each.cells.faults else [])]
        checked.append(
            Checked(
                number=each.row.number,
                title=each.title or plan.title or each.slug,
                outcome=outcome,
                faults=faults,
                changes=each.changes,
                candidates=candidates if each is head else [],
                record_id=group.id if group else None,
                plan=RowPlan(plan, each.joining),
                notes=each.notes if outcome in {'added', 'changed', 'unchanged'} else [],
            )
        )
    return checked


def _meant(places: Places, head: GroupRow) -> tuple[WorkingGroupRow | None, Fault | None, list[dict[str, Any]]]:
    """Return the group that a row means, or why it cannot be told, with those it might be."""
    found = places.group_at(head.slug) if head.slug else None
    if found is not None or not head.title:
        if found is None and head.slug:
            head.cells.fault('slug', Fault('group_not_known', {'value': head.slug}))
        return found, None, []
    same = places.groups_called(head.title)
    alike = same or places.groups_like(head.title)
    candidates = group_candidates(alike)
    chosen = next((group for group in alike if head.row.decision == 'same' and group.id == head.row.candidate_id), None)
    if chosen is not None or (len(same) == 1 and head.row.decision is None):
        return chosen or same[0], None, candidates
    suspicion = Fault('group_looks_like', {'title': head.title}) if alike and head.row.decision != 'new' else None
    return None, suspicion, candidates


def _agreed(rows: Sequence[GroupRow]) -> dict[str, Any]:
    """Return what the rows say of their group as a whole; one that says something else than a row above it is refused."""
    agreed: dict[str, tuple[Any, int]] = {}
    for each in rows:
        for name, value in each.said.items() if each.is_sound else ():
            first, number = agreed.setdefault(name, (value, each.row.number))
            if first != value and not (name == 'title' and fold(first) == fold(value)):
                each.cells.fault('lead_city' if name == 'lead' else name, Fault('row_disagrees', {'row': number}))
    return {name: value for name, (value, _) in agreed.items()}


def _compare(transaction: Transaction, places: Places, plan: GroupPlan, head: GroupRow, said: Mapping[str, Any]) -> None:
    """Find what the file says about the group itself: all of it for a new one, what is new about a known one."""
    days = {name: said[name] for name in ('proposed_on', 'constituted_on') if name in said}
    if plan.group is None:
        words = {name: said[name] for name in (*_DESCRIBING, 'channel', 'closed_on') if name in said}
        plan.values = words | {name: {'value': said_partly(day) or '', 'precision': day.precision} for name, day in days.items()}
        plan.lead, plan.lead_since = said.get('lead'), said.get('lead_since')
        return
    group = plan.group
    stage, closed = said.get('stage', group.stage), said.get('closed_on', group.closed_on)
    if stage != group.stage or closed != group.closed_on or ('constituted_on' in said and group.stage == 'proposed'):
        place = 'stage' if stage != group.stage else 'constituted_on' if closed == group.closed_on else 'closed_on'
        head.cells.fault(place, Fault('group_stage_differs', {'title': group.title}))
        return
    for name in _DESCRIBING:
        if name in said and said[name] != getattr(group, name) and not (name == 'title' and not head.slug and not head.row.decision):
            plan.values[name] = said[name]
            head.changes.append((name, getattr(group, name), said[name]))
    if 'channel' in said and group.channel != said['channel']:
        if group.channel is not None:
            head.cells.fault('channel', Fault('channel_differs', {'channel': group.channel, 'value': said['channel']}))
        plan.values['channel'] = said['channel']
        head.changes.append(('channel', None, said['channel']))
    for name, day in days.items():
        _compare_day(plan, head, name, day)
    _compare_lead(places, plan, head, said)
    if head.changes and ((transaction.is_demonstration and not group.demonstration) or group.origin_network_id is not None):
        head.cells.fault(None, Fault('group_not_ours', {'title': group.title}))


def _compare_day(plan: GroupPlan, head: GroupRow, name: str, day: PartlyKnown) -> None:
    assert plan.group is not None
    recorded: dict[str, str] | None = getattr(plan.group, name)
    before = imports.day_said(recorded['value']) if recorded else None
    before = before if isinstance(before, PartlyKnown) else None
    if not imports.says_more(day, before):
        return
    if before is not None and not plan.group.imported:
        head.cells.fault(name, Fault('group_day_recorded', {'title': plan.group.title}))
    plan.values[name] = {'value': said_partly(day), 'precision': day.precision}
    head.changes.append((name, said_partly(before), said_partly(day)))


def _compare_lead(places: Places, plan: GroupPlan, head: GroupRow, said: Mapping[str, Any]) -> None:
    group, lead = plan.group, said.get('lead')
    assert group is not None
    terms = places.leads.get(group.id, [])
    now = next((term for term in terms if term.end_date is None), terms[-1] if terms and group.closed_on else None)
    if lead is None or (now is not None and now.city_id == lead.id):
        return
    if now is not None or not group.imported:
        head.cells.fault('lead_city', Fault('lead_differs', {'title': group.title, 'city': lead.name}))
        return
    plan.lead, plan.lead_since = lead, said.get('lead_since')
    head.changes.append(('lead_city', None, lead.name))


# -- the cities of a group -------------------------------------------------------------------------------------------------


def _join(places: Places, plan: GroupPlan, each: GroupRow) -> None:
    """Leave in a row the memberships that it adds or tells more of; faults go to its cells."""
    recorded = places.members.get(plan.group.id, []) if plan.group else []
    kept = []
    for joining in each.joining:
        of_city = [row for row in recorded if row.city_id == joining.city.id]
        # In a closed group a city that was in it to the end may have that day recorded.
        ends = {joining.end, plan.closed_on} if joining.end is None else {joining.end}
        same = [row for row in of_city if row.end_date in ends]
        if same:
            before = PartlyKnown(same[-1].start_date, same[-1].start_precision) if same[-1].start_date else None
            if joining.start is not None and imports.says_more(joining.start, before):
                joining.known = same[-1]
                each.changes.append(('start_date', said_partly(before), said_partly(joining.start)))
                kept.append(joining)
            continue
        fault = _why_not_in(places, plan, joining, of_city)
        if fault is not None:
            each.cells.fault(joining.field, fault)
            continue
        kept.append(joining)
    each.joining = kept
    new = [joining.city.name for joining in kept if joining.known is None]
    if new:
        each.changes.append(('cities', None, '; '.join(new)))


def _why_not_in(places: Places, plan: GroupPlan, joining: Joining, of_city: Sequence[MembershipRow]) -> Fault | None:
    name = joining.city.name
    if plan.group is not None and not plan.group.imported:
        return Fault('group_not_imported', {'city': name, 'title': plan.group.title})
    if joining.end is None and joining.city.id not in places.in_network and plan.closed_on is None:
        return Fault('city_not_in_network', {'city': name})
    start = joining.start.day if joining.start else None
    if joining.end is not None and any(row.end_date is None for row in of_city):
        return Fault('ends_group_membership', {'city': name})
    if dates.overlapping(Period(start, joining.end), [Period(row.start_date, row.end_date) for row in of_city]):
        return Fault('group_period_overlaps', {'city': name})
    return None


def _settle(places: Places, figures: Formation, plan: GroupPlan, rows: Sequence[GroupRow], said: Mapping[str, Any]) -> None:
    """Refuse rows that say twice what cannot be twice, and find the stage that the group is taken in."""
    head, inside = rows[0], _inside(places, plan, rows)
    if plan.lead is not None and plan.lead.id not in inside:
        lead = Joining(plan.lead, 'lead_city')
        fault = _why_not_in(places, plan, lead, ())
        if fault is not None:
            head.cells.fault('lead_city', fault)
        head.joining.append(lead)
        inside[plan.lead.id] = plan.lead
    stage = plan.group.stage if plan.group else said.get('stage') or ('completed' if 'closed_on' in said else None)
    closes = stage in {'completed', 'withdrawn'}
    if plan.group is None and closes != ('closed_on' in said):
        head.cells.fault('closed_on', Fault('group_end_needed') if closes else Fault('group_not_closed'))
    if wrong := imports.why_not_period(said.get('constituted_on'), PartlyKnown(plan.closed_on, 'day') if plan.closed_on else None, said=''):
        head.cells.fault('closed_on', wrong)
    countries = [city.country_code for city in inside.values() if places.in_network.get(city.id) == 'active']
    has_day = 'constituted_on' in said or (plan.group is not None and plan.group.stage == 'constituted')
    taken = import_groups.stage_taken(
        stage, has_day=has_day, countries=countries, figures=figures, live=places.network.stage == 'live'
    )  # fmt: skip
    adds = plan.group is None or any(each.changes for each in rows)
    if taken.fault and adds:
        head.cells.fault('stage', taken.fault)
    if taken.note and (plan.group is None or taken.stage != plan.group.stage):
        head.notes.append(taken.note)
    plan.stage = taken.stage
    if plan.group is None:
        head.changes.append(('stage', None, taken.stage))
        if plan.lead is not None:
            head.changes.append(('lead_city', None, plan.lead.name))
        elif not closes:
            head.notes.append(Fault('group_needs_lead'))


def _inside(places: Places, plan: GroupPlan, rows: Sequence[GroupRow]) -> dict[UUID, CityRow]:
    """Return the cities that are in the group then; a row that says again of a city what is said already adds nothing."""
    recorded = places.members.get(plan.group.id, []) if plan.group else []
    inside = {row.city_id: places.cities.by_id[row.city_id] for row in recorded if row.city_id and row.end_date is None}
    periods: dict[UUID, list[tuple[int, date | None, date | None]]] = {}
    for each in rows:
        kept = []
        for joining in each.joining if each.is_sound else ():
            city_id = joining.city.id
            said = (joining.start.day if joining.start else None, joining.end)
            known = periods.setdefault(city_id, [])
            if joining.known is None and any(period[1:] == said for period in known):
                continue
            if joining.known is None and dates.overlapping(Period(*said), [Period(*period[1:]) for period in known]):
                each.cells.fault(joining.field, Fault('row_overlaps_group', {'row': known[-1][0], 'city': joining.city.name}))
                continue
            known.append((each.row.number, *said))
            kept.append(joining)
            if joining.end is None:
                inside[city_id] = joining.city
        each.joining = kept
    return inside
