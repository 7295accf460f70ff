"""What a script can do with a group's members as a whole: say who is to be in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from api.models.cities import CityRow
from api.models.membership_batches import DesiredCity, DesiredMember, MembershipBatchItem, Op, WorkingGroupMembersReplace
from api.models.memberships import MembershipRow
from api.models.organisations import OrganisationRow
from api.models.working_groups import WorkingGroupRow
from api.operations.formation import current_lead, facts_of_group, open_memberships
from api.operations.many_at_once import begin_many, end_many, lock_all
from api.operations.membership_acts import Outcome, Place, act, act_each
from api.operations.membership_batches import moved_groups, refuse_together
from api.operations.named_members import Named, members_named, named_of
from api.operations.permit import permit_on
from api.problems import Problem, refuse
from api.rules import memberships as rules
from api.spine import Transaction

Desired = TypeVar('Desired', DesiredMember, DesiredCity)


@dataclass(slots=True)
class Replaced:
    """Who joined, left and stayed; and the group, where it was changed, with the stage that it had before."""

    group: WorkingGroupRow
    groups: list[tuple[WorkingGroupRow, str]]
    joined: list[MembershipRow]
    left: list[MembershipRow]
    unchanged: list[MembershipRow]


def replace_working_group_members(transaction: Transaction, reference: UUID | str, wish: WorkingGroupMembersReplace) -> Replaced:
    """Bring a group to the desired set of members, wholly or not at all; its lead city never leaves that way (W7)."""
    meant = _lock_named(transaction, wish.members)
    group = permit_on(transaction, 'replace_working_group_members', WorkingGroupRow, reference, facts_of_group)
    transaction.recorded.locked[group.id] = (group, False)
    wanted = wanted_of(wish.members, meant)
    inside = {row.city_id or row.organisation_id: row for row in open_memberships(transaction, group.id)}
    leaving = [row for member, row in inside.items() if member not in wanted]
    refuse(rules.why_not_remove(present=len(inside), leaving=len(leaving), allowed=wish.max_removals, group=group.title))
    refuse(rules.why_not_leave_by_list(leading=_leading(transaction, group, leaving), group=group.title))
    lock_all(transaction, MembershipRow, [row.id for row in leaving])
    begin_many(transaction, {group.id: group}, [(group.id, member) for member in {*wanted, *inside} if member])
    stage = group.stage
    do = partial(partial, _act, transaction, group, wish)
    coming = [do('join', named, each, inside.get(named.id)) for _, each, named in wanted.values()]
    going = [do('leave', named_of(row), None, row) for row in leaving]
    outcomes = act_each(transaction, [*coming, *going], {})
    refuse_set(transaction, wanted, leaving, outcomes)
    end_many(transaction)
    joined = [outcome.row for outcome in outcomes[: len(coming)] if outcome.began and outcome.row]
    return Replaced(
        group, moved_groups(transaction, {group.id: stage}), joined, leaving, [row for member, row in inside.items() if member in wanted]
    )


def _lock_named(transaction: Transaction, members: Sequence[DesiredMember]) -> list[list[Named]]:
    """Lock the cities that are named, before their group, and return who is meant by each."""
    meant = members_named(transaction, [each.member for each in members])
    lock_all(transaction, CityRow, [named.id for found in meant for named in found if named.kind == 'city'], share=True)
    return meant


def wanted_of(members: Sequence[Desired], meant: Sequence[Sequence[Named]]) -> dict[UUID, tuple[int, Desired, Named]]:
    """Return who is to be there, each once; refuses a set that names somebody unknown, who would else be taken to leave."""
    problems = []
    for place, (each, found) in enumerate(zip(members, meant, strict=True)):
        if not found:
            problems.append((f'/members/{place}/member', Problem('unknown-reference'), each.ref))
        elif len(found) > 1:
            problems.append((f'/members/{place}/member', Problem('member-ambiguous', {'slug': each.member.slug}), each.ref))
    refuse_together(problems)
    named = [(place, each, found[0]) for place, (each, found) in enumerate(zip(members, meant, strict=True))]
    first = {each[2].id: each for each in reversed(named)}
    return dict(sorted(first.items(), key=lambda each: each[1][0]))


def refuse_set(
    transaction: Transaction, wanted: Mapping[UUID, tuple[int, Any, Named]], leaving: Sequence[MembershipRow], outcomes: Sequence[Outcome]
) -> None:
    """Refuse the whole set when one of its acts is: first those of who is to be there, then those of who leaves; each by name."""
    acts = [*((f'/members/{place}', named) for place, _, named in wanted.values()), *(('/members', named_of(row)) for row in leaving)]
    refuse_together(
        (pointer, outcome.problem, name_of(transaction, named))
        for (pointer, named), outcome in zip(acts, outcomes, strict=True)
        if outcome.problem
    )


def name_of(transaction: Transaction, named: Named) -> str:
    """Return the name of a city or an organisation."""
    found = transaction.find(CityRow, named.id) if named.kind == 'city' else transaction.find(OrganisationRow, named.id)
    return found.name if found else ''


def _leading(transaction: Transaction, group: WorkingGroupRow, leaving: Sequence[MembershipRow]) -> str | None:
    """Return the name of the lead city, where it is among those who leave."""
    lead = current_lead(transaction, group.id)
    city = transaction.find(CityRow, lead.city_id) if lead and lead.city_id in {row.city_id for row in leaving} else None
    return city.name if city else None


def _act(
    transaction: Transaction,
    group: WorkingGroupRow,
    wish: WorkingGroupMembersReplace,
    op: Op,
    named: Named,
    desired: DesiredMember | None,
    row: MembershipRow | None,
) -> Outcome:
    item = MembershipBatchItem.model_construct(
        op=op,
        role=desired.role if desired else None,
        stage=None,
        if_version=None,
        effective_on=wish.effective_on,
        reason=wish.reason,
        on_behalf_of=None,
    )
    return act(transaction, item, Place(group, named, name_of(transaction, named), row))
