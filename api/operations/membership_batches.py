"""What scripts can do with many memberships at once: a batch of acts, together or each by itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from sqlalchemy import and_, or_, select

from api.models.cities import CityRow
from api.models.columns import table
from api.models.membership_batches import MembershipBatchCreate, MembershipBatchItem
from api.models.memberships import MembershipRow
from api.models.networks import NetworkRow
from api.models.organisations import OrganisationRow
from api.models.working_groups import WorkingGroupRow
from api.operations.many_at_once import begin_many, end_many, lock_all, read_cities_ahead
from api.operations.membership_acts import Held, Outcome, Place, act, act_each
from api.operations.named_members import Named, ids_of, members_named, named_of
from api.operations.permit import permit
from api.permissions import Facts
from api.problems import Problem
from api.spine import Transaction
from api.visibility import sees

_MEMBERS = table(MembershipRow)


@dataclass(slots=True)
class Done:
    """What became of each act, and the groups that it changed, each with the stage that it had before."""

    outcomes: list[Outcome]
    groups: list[tuple[WorkingGroupRow, str]]


@dataclass(slots=True)
class _Meant:
    """What an item names, by ids; what it names that nobody knows is missing, and then it is refused."""

    item: MembershipBatchItem
    group_id: UUID | None = None
    network_id: UUID | None = None
    member: Named | None = None
    several: bool = False
    row: MembershipRow | None = None


@dataclass(slots=True)
class _Known:
    """The records that a batch is about, locked."""

    groups: dict[UUID, WorkingGroupRow] = field(default_factory=dict)
    networks: dict[UUID, NetworkRow] = field(default_factory=dict)
    members: dict[UUID, CityRow | OrganisationRow] = field(default_factory=dict)
    held: Held = field(default_factory=dict)


def apply_membership_batch(transaction: Transaction, wish: MembershipBatchCreate) -> Done:
    """Do each act of a batch; when they belong together and one is refused, none is done, and the refusal tells of each."""
    permit(transaction, 'apply_membership_batch', Facts())
    transaction.is_dry_run = wish.dry_run
    meant = _meant(transaction, wish.items)
    known = _lock_meant(transaction, meant)
    stages = {group.id: group.stage for group in known.groups.values()}
    begin_many(
        transaction, known.groups, {(each.group_id, each.member.id) for each in meant if each.group_id in known.groups and each.member}
    )
    read_cities_ahead(transaction, known.groups, _places(meant))
    outcomes = act_each(transaction, [partial(_acted, transaction, each, known) for each in meant], known.held)
    if wish.mode == 'atomic':
        refuse_together([(f'/items/{place}', outcome.problem, None) for place, outcome in enumerate(outcomes) if outcome.problem])
    end_many(transaction)
    return Done(outcomes, moved_groups(transaction, stages))


def refuse_together(problems: Iterable[tuple[str, Problem, str | None]]) -> None:
    """Refuse all that was asked when any of it is refused; each part, by its place in the body and whom it is about, says why."""
    errors = [
        {'pointer': pointer, 'code': problem.slug.replace('-', '_'), 'says': problem.slug, 'parameters': problem.parameters, 'of': of}
        for pointer, problem, of in problems
    ]
    if errors:
        raise Problem('batch-refused', {'count': len(errors)}, errors=errors)


def _acted(transaction: Transaction, meant: _Meant, known: _Known) -> Outcome:
    try:
        place = _place(transaction, meant, known)
    except Problem as problem:
        return Outcome('failed', problem=problem)
    outcome = act(transaction, meant.item, place)
    if outcome.row is not None:
        known.held[place.body.id, place.member.id] = outcome.row
    return outcome


def _place(transaction: Transaction, meant: _Meant, known: _Known) -> Place:
    """Return where an item takes place, as it stands after the items before it; refuses one that names what is not there."""
    if meant.several:
        raise Problem('member-ambiguous', {'slug': meant.item.member.slug})
    body = known.groups.get(meant.group_id) if meant.group_id else known.networks.get(meant.network_id) if meant.network_id else None
    if body is None:
        raise Problem('not-found')
    member = known.members.get(meant.member.id) if meant.member else None
    if meant.member is None or member is None:
        raise Problem('unknown-reference', errors=[{'pointer': '/member', 'code': 'unknown_reference', 'parameters': {}}])
    row = meant.row or known.held.get((body.id, member.id))
    if row is not None and not sees(transaction.caller, row.audience, row.network_id, row.city_id, row.working_group_id):
        row = None
    return Place(body, meant.member, member.name, row)


# -- what is meant ---------------------------------------------------------------------------------------------------------


def _meant(transaction: Transaction, items: Sequence[MembershipBatchItem]) -> list[_Meant]:
    groups = ids_of(transaction, WorkingGroupRow, [item.working_group for item in items if item.working_group])
    networks = ids_of(transaction, NetworkRow, [item.network for item in items if item.network])
    named = iter(members_named(transaction, [item.member for item in items if item.member]))
    wanted = [item.membership_id for item in items if item.membership_id]
    rows = transaction.session.execute(select(MembershipRow).where(_MEMBERS.c.id.in_(wanted))).scalars() if wanted else ()
    by_id = {row.id: row for row in rows}
    meant = []
    for item in items:
        if item.membership_id:
            meant.append(_meant_by(transaction, item, by_id.get(item.membership_id)))
            continue
        found = next(named)
        member = found[0] if len(found) == 1 else None
        meant.append(_Meant(item, groups.get(item.working_group), networks.get(item.network), member, len(found) > 1))
    return meant


def _meant_by(transaction: Transaction, item: MembershipBatchItem, row: MembershipRow | None) -> _Meant:
    """Return what an item means that names a membership; nothing where the caller may not know of it."""
    if row is None or not sees(transaction.caller, row.audience, row.network_id, row.city_id, row.working_group_id):
        return _Meant(item)
    return _Meant(item, row.working_group_id, None if row.working_group_id else row.network_id, named_of(row), row=row)


def _lock_meant(transaction: Transaction, meant: Sequence[_Meant]) -> _Known:
    """Lock all that a batch is about, in the one order, and return it; its acts need not ask for these locks again."""
    in_networks = [each for each in meant if each.network_id]
    networks = lock_all(transaction, NetworkRow, [each.network_id for each in in_networks], share=True)
    of_kind: dict[str, set[UUID | None]] = {'city': set(), 'organisation': set()}
    for each in meant:
        if each.member:
            of_kind[each.member.kind].add(each.member.id)
    cities = lock_all(transaction, CityRow, of_kind['city'], share=not in_networks)
    named = {each.group_id for each in meant}
    groups = lock_all(transaction, WorkingGroupRow, named | _groups_that_follow(transaction, in_networks))
    organisations = lock_all(transaction, OrganisationRow, of_kind['organisation'], share=True)
    held = _lasting(transaction, groups, networks, [*cities, *organisations])
    changing = [row for each in meant if each.item.op != 'join' and (row := each.row or _held_by(held, each))]
    lock_all(transaction, MembershipRow, [row.id for row in changing])
    return _Known(groups, networks, {**cities, **organisations}, held)


def _places(meant: Sequence[_Meant]) -> list[tuple[UUID, UUID]]:
    """Return network and city of each item that is about a membership in a network."""
    return [(each.network_id, each.member.id) for each in meant if each.network_id and each.member and each.member.kind == 'city']


def _held_by(held: Mapping[tuple[UUID, UUID], MembershipRow], meant: _Meant) -> MembershipRow | None:
    body = meant.group_id or meant.network_id
    return held.get((body, meant.member.id)) if body and meant.member else None


def _groups_that_follow(transaction: Transaction, in_networks: Sequence[_Meant]) -> set[UUID | None]:
    """Return the groups of cities whose membership in a network changes: they are counted anew, or left with it."""
    cities = {each.member.id for each in in_networks if each.member}
    networks = {each.network_id for each in in_networks}
    inside = select(_MEMBERS.c.working_group_id).where(
        _MEMBERS.c.city_id.in_(cities), _MEMBERS.c.network_id.in_(networks), _MEMBERS.c.end_date.is_(None)
    )
    return set(transaction.session.execute(inside).scalars()) if cities else set()


def _lasting(transaction: Transaction, groups: Iterable[UUID], networks: Iterable[UUID], members: Sequence[UUID]) -> Held:
    """Return the memberships that last of these members in these groups and networks, by both."""
    of_networks = and_(_MEMBERS.c.working_group_id.is_(None), _MEMBERS.c.network_id.in_(networks))
    whose = or_(_MEMBERS.c.city_id.in_(members), _MEMBERS.c.organisation_id.in_(members))
    where = or_(_MEMBERS.c.working_group_id.in_(groups), of_networks)
    lasting = select(MembershipRow).where(_MEMBERS.c.end_date.is_(None), whose, where)
    found: Held = {}
    for row in transaction.session.execute(lasting).scalars() if members else ():
        if member := row.city_id or row.organisation_id:
            found[row.working_group_id or row.network_id, member] = row
    return found


def moved_groups(transaction: Transaction, stages: Mapping[UUID, str]) -> list[tuple[WorkingGroupRow, str]]:
    """Return the groups that an act has changed and the caller sees, each with the stage that it had before."""
    groups = [row for row in transaction.recorded.moved.values() if isinstance(row, WorkingGroupRow)]
    seen = [group for group in groups if sees(transaction.caller, group.audience, group.network_id, None, group.id)]
    return [(group, stages.get(group.id, group.stage)) for group in sorted(seen, key=lambda group: group.id)]
