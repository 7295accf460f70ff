"""Finds the group that a group of an import continues: one that the network has, or one of the same file; those come first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Any

from api.models.keys import fold
from api.models.working_groups import WorkingGroupRow
from api.operations.import_group_rows import GroupPlan, GroupRow
from api.operations.import_places import Places
from api.rules import import_groups
from api.rules.imports import Fault

_FIELD = 'continues'


@dataclass(slots=True)
class OfFile:
    """The groups of a file by their keys: what the file says each goes on with, and those that are taken so far."""

    rows: Mapping[str, Sequence[GroupRow]]
    former: dict[str, str] = field(default_factory=dict)
    planned: dict[str, GroupPlan] = field(default_factory=dict)


def key_of(row: GroupRow) -> str:
    """Return under what the rows of one group stand together."""
    return row.slug or fold(row.title) or f'row {row.row.number}'


def in_order(places: Places, rows: Mapping[str, Sequence[GroupRow]]) -> tuple[OfFile, list[str]]:
    """Return the groups of a file, and their keys in an order in which whatever is continued comes before what continues it."""
    of_file = OfFile(rows)
    for key, of_group in rows.items():
        for said in _said(of_group):
            names = [said, fold(said), *(name for group in _known(places, said) for name in (group.slug, fold(group.title)))]
            found = next((name for name in names if name in rows), None)
            if found is not None:
                of_file.former[key] = found
    while True:
        after = {key: {of_file.former[key]} if key in of_file.former else set() for key in rows}
        try:
            return of_file, list(TopologicalSorter(after).static_order())
        except CycleError as circle:
            for key in dict.fromkeys(circle.args[1]):
                del of_file.former[key]
                _fault(rows[key], Fault('former_in_a_circle'))


def compare_former(places: Places, of_file: OfFile, plan: GroupPlan, head: GroupRow, said: Mapping[str, Any]) -> None:
    """Find what a group continues: all that is said of a new one; of an imported one that is known, what nobody had recorded."""
    if _FIELD not in said:
        return
    former = _former(places, of_file, head, said[_FIELD])
    if isinstance(former, Fault):
        _fault(of_file.rows[key_of(head)], former)
        return
    group = plan.group
    if group is not None:
        if former.group is not None and group.continues_id == former.group.id:
            return
        if _leads_back(places, former, group):
            head.cells.fault(_FIELD, Fault('former_in_a_circle'))
            return
        if group.continues_id is not None or not group.imported:
            head.cells.fault(_FIELD, Fault('former_differs', {'title': group.title}))
            return
    plan.former = former
    head.changes.append((_FIELD, None, former.title))


def formers_first(plans: Iterable[GroupPlan]) -> list[GroupPlan]:
    """Return each of these plans once, whatever it continues before it."""
    ordered: dict[int, GroupPlan] = {}
    for plan in plans:
        chain, each = [], plan
        while id(each) not in ordered:
            chain.append(each)
            if each.former is None or not each.former.is_of_file:
                break
            each = each.former
        ordered |= {id(each): each for each in reversed(chain)}
    return list(ordered.values())


def _former(places: Places, of_file: OfFile, head: GroupRow, said: str) -> GroupPlan | Fault:
    known, key = _known(places, said), of_file.former.get(key_of(head), '')
    if len(known) > 1:
        return Fault('former_several', {'value': said})
    found = of_file.planned.get(key)
    if known and (found is None or found.group is not known[0]):
        found = GroupPlan(known[0].title, known[0], known[0].stage, is_of_file=False)
    if found is None:
        return Fault('former_not_taken', {'row': of_file.rows[key][0].row.number}) if key else Fault('former_not_known', {'value': said})
    return import_groups.why_not_continued(found.stage, found.title) or found


def _leads_back(places: Places, former: GroupPlan, group: WorkingGroupRow) -> bool:
    """Whether what is continued goes on, over one or several, with the group itself."""
    each: GroupPlan | None = former
    while each is not None and each.group is not group:
        before = places.groups.get(each.group.continues_id) if each.group and each.group.continues_id else None
        each = each.former or (GroupPlan(before.title, before) if before else None)
    return each is not None


def _known(places: Places, said: str) -> list[WorkingGroupRow]:
    at = [group for group in places.groups.values() if said in {group.slug, str(group.id)}]
    return at or places.groups_called(said)


def _said(rows: Sequence[GroupRow]) -> list[str]:
    return [each.said[_FIELD] for each in rows if each.is_sound and _FIELD in each.said][:1]


def _fault(rows: Sequence[GroupRow], fault: Fault) -> None:
    """Say it in the row that names the former group."""
    row = next(each for each in rows if each.is_sound and _FIELD in each.said)
    row.cells.fault(_FIELD, fault)
