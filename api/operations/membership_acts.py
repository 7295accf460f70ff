"""Does the acts of which a batch is made, each by the operation that does it on a screen; what is so already is left as it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from api import preconditions
from api.models.membership_batches import Kind, MembershipBatchItem
from api.models.memberships import (
    AssociateCreate,
    EndingCreate,
    GroupMemberCreate,
    MembershipCreate,
    MembershipRow,
    StageMoveCreate,
)
from api.models.networks import NetworkRow
from api.models.working_groups import WorkingGroupRow
from api.operations import memberships
from api.operations.associates import admit_associate
from api.operations.formation import facts_of_group
from api.operations.many_at_once import do_each
from api.operations.named_members import Named
from api.operations.permit import permit
from api.operations.working_groups import join_working_group
from api.permissions import Facts
from api.problems import Problem, refuse
from api.rules import memberships as rules
from api.spine import Transaction
from api.visibility import sees

_MOVES: dict[tuple[str, str], Callable[[Transaction, UUID, StageMoveCreate], MembershipRow]] = {
    ('applicant', 'active'): memberships.admit_member,
    ('active', 'suspended'): memberships.suspend_membership,
    ('suspended', 'active'): memberships.reactivate_membership,
}


@dataclass(slots=True)
class Outcome:
    """What became of an act: the membership as it is now, whether it began by this act, or why nothing was done."""

    came_to: str
    row: MembershipRow | None = None
    began: bool = False
    problem: Problem | None = None


@dataclass(slots=True)
class Place:
    """Where an act takes place and whom it concerns, all of it locked: a group or a network, and the membership that lasts."""

    body: WorkingGroupRow | NetworkRow
    member: Named
    name: str
    row: MembershipRow | None

    @property
    def lasting(self) -> MembershipRow | None:
        """The membership, unless it has ended meanwhile."""
        return self.row if self.row is not None and self.row.end_date is None else None

    @property
    def network_id(self) -> UUID:
        """The network."""
        return self.body.network_id if isinstance(self.body, WorkingGroupRow) else self.body.id


# The memberships that last, by where and whose they are; an act finds there what those before it have brought.
Held = dict[tuple[UUID, UUID], MembershipRow]
Act = Callable[[], Outcome]


def act_each(transaction: Transaction, acts: Sequence[Act], held: Held) -> list[Outcome]:
    """Do acts one after the other; nothing of one that is refused stays."""
    found = do_each(transaction, acts, held)
    return [Outcome('failed', problem=each) if isinstance(each, Problem) else each for each in found]


def act(transaction: Transaction, item: MembershipBatchItem, place: Place) -> Outcome:
    """Do one act, leave what is so already, or say why not; raises a problem when it is refused while something of it may be done."""
    asked = transaction.asked
    seen = f'"{item.if_version}"' if item.if_version else None
    transaction.asked = replace(asked, if_match=seen, checks_versions=seen is not None)
    transaction.acted_for = transaction.told_for = None
    try:
        return _settled(transaction, item, place) or _done(transaction, item, place)
    finally:
        transaction.asked = asked


def _settled(transaction: Transaction, item: MembershipBatchItem, place: Place) -> Outcome | None:
    """Return what there is where nothing is to be done, or cannot be; None where something is."""
    try:
        return _found(transaction, item, place)
    except Problem as problem:
        if problem.is_failure:
            raise
        return Outcome('failed', problem=problem)


def _found(transaction: Transaction, item: MembershipBatchItem, place: Place) -> Outcome | None:
    """Return the membership where nothing is to be done, for whoever might do it; None where something is."""
    if not _is_shown(transaction, place.body):
        raise Problem('not-found')
    in_group, row = isinstance(place.body, WorkingGroupRow), place.lasting
    refuse(rules.why_not_role(kind=place.member.kind, role=item.role, in_group=in_group, member=place.name))
    stage = None if in_group else item.stage
    if item.op == 'leave':
        return None if row else _unchanged(transaction, 'end_membership', place)
    if item.op == 'join':
        if row is not None and stage in {None, row.stage}:
            return _unchanged(transaction, _joining(place.member.kind) if in_group else 'create_membership', place)
        if row is None and item.membership_id and place.row and place.row.end_date:
            raise Problem('membership-ended', {'date': place.row.end_date.isoformat()})
        if row is None and item.if_version:
            raise Problem('not-a-member', {'member': place.name, 'group': _title(place)})
        return None
    if row is None:
        raise Problem('not-a-member', {'member': place.name, 'group': _title(place)})
    return _unchanged(transaction, 'end_membership', place) if stage in {None, row.stage} else None


def _unchanged(transaction: Transaction, operation: str, place: Place) -> Outcome:
    is_city, member_id = place.member.kind == 'city', place.member.id
    city_id, organisation_id = (member_id, None) if is_city else (None, member_id)
    facts = Facts(frozenset({place.network_id}))
    if isinstance(place.body, WorkingGroupRow):
        facts = facts_of_group(transaction, place.body)
    permit(transaction, operation, replace(facts, city_id=city_id, organisation_id=organisation_id, associate=not is_city))
    if place.lasting is not None and transaction.asked.checks_versions:
        preconditions.check(transaction.asked.if_match, place.lasting)
    return Outcome('unchanged', place.lasting)


def _done(transaction: Transaction, item: MembershipBatchItem, place: Place) -> Outcome:
    if item.op == 'leave' and place.lasting is not None:
        wish = EndingCreate(end_date=item.effective_on, reason=item.reason, on_behalf_of=item.on_behalf_of)
        return Outcome('applied', memberships.end_membership(transaction, place.lasting.id, wish))
    if isinstance(place.body, WorkingGroupRow):
        return Outcome('applied', _join(transaction, item, place), began=True)
    if item.on_behalf_of is not None:
        raise Problem('nobody-to-act-for')
    if item.op == 'join':
        return Outcome('applied', _belong(transaction, item, place), began=True)
    return Outcome('applied', _move(transaction, item, place), began=True)


def _join(transaction: Transaction, item: MembershipBatchItem, place: Place) -> MembershipRow:
    said: dict[str, Any] = {'start_date': item.effective_on, 'reason': item.reason, 'on_behalf_of': item.on_behalf_of}
    if place.member.kind == 'city':
        return join_working_group(transaction, place.body.id, GroupMemberCreate(city_id=place.member.id, **said))[1]
    return admit_associate(transaction, place.body.id, AssociateCreate(organisation_id=place.member.id, **said))[1]


def _belong(transaction: Transaction, item: MembershipBatchItem, place: Place) -> MembershipRow:
    if place.lasting is not None:
        raise Problem('already-a-member', {'member': place.name, 'group': _title(place)})
    stage = item.stage or 'active'
    if stage == 'suspended':
        raise Problem('stage-does-not-allow', {'stage': 'former', 'to': stage})
    wish = MembershipCreate(
        network_id=place.body.id, city_id=place.member.id, stage=stage, start_date=item.effective_on, reason=item.reason
    )
    return memberships.create_membership(transaction, wish)


def _move(transaction: Transaction, item: MembershipBatchItem, place: Place) -> MembershipRow:
    row = place.lasting
    assert row is not None
    move = _MOVES.get((row.stage, item.stage or row.stage))
    if move is None:
        raise Problem('stage-does-not-allow', {'stage': row.stage, 'to': item.stage})
    return move(transaction, row.id, StageMoveCreate(effective_on=item.effective_on, reason=item.reason))


def _joining(kind: Kind) -> str:
    return 'join_working_group' if kind == 'city' else 'admit_associate'


def _title(place: Place) -> str:
    return place.body.title if isinstance(place.body, WorkingGroupRow) else place.body.name


def _is_shown(transaction: Transaction, body: WorkingGroupRow | NetworkRow) -> bool:
    network_id = body.network_id if isinstance(body, WorkingGroupRow) else None
    return sees(transaction.caller, body.audience, network_id, None, body.id if network_id else None)
