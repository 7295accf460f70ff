"""How an act of many parts spares itself what each part would do alone: locks, readings, statements and counts that serve all of them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, MutableMapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, and_, event, or_, select
from sqlalchemy.orm import ORMExecuteState

from api.models.columns import Subject, table
from api.models.group_invitations import GroupInvitationRow
from api.models.meetings import MeetingRow
from api.models.memberships import LeadRow, MembershipRow
from api.models.working_groups import WorkingGroupRow
from api.operations.formation import as_counted, counting, evaluate
from api.operations.invited_cities import INVITED
from api.operations.meeting_invitations import PLANNED
from api.problems import Problem
from api.recorded import ACTING, ACTIVE, BELONGED, COUNTED, HELD, INSIDE, LEAD, TIES
from api.spine import Transaction

_MEMBERS, _LEADS = table(MembershipRow), table(LeadRow)
_INVITED, _MEETINGS = table(GroupInvitationRow), table(MeetingRow)
# So many parts are sent to the database together at most.
TOGETHER = 50

Answer = TypeVar('Answer')


def lock_all(transaction: Transaction, row: type[Subject], ids: Iterable[UUID | None], *, share: bool = False) -> dict[UUID, Any]:
    """Lock records for the whole of the act, and return them by id."""
    found: dict[UUID, Any] = {each.id: each for each in transaction.lock(row, [each for each in ids if each], share=share)}
    transaction.recorded.locked |= {record_id: (each, share) for record_id, each in found.items()}
    return found


def begin_many(transaction: Transaction, groups: Mapping[UUID, WorkingGroupRow], pairs: Collection[tuple[UUID, UUID]]) -> None:
    """Let groups be counted at the end, and read ahead what the acts of these pairs of group and member will ask; all of it is locked.

    What is read ahead is what each act would read; as soon as something is recorded that it might depend on, each reads it itself.
    """
    transaction.recorded.counts_later = True
    event.listen(transaction.session, 'do_orm_execute', _send_first)
    know, transaction.recorded.read = transaction.recorded.know, {}
    if not groups:
        return
    active = (_MEMBERS.c.working_group_id.is_(None), _MEMBERS.c.stage == 'active', _MEMBERS.c.end_date.is_(None))
    leading = and_(_MEMBERS.c.city_id == _LEADS.c.city_id, _MEMBERS.c.network_id == _LEADS.c.network_id, *active)
    terms = select(LeadRow, _MEMBERS.c.city_id).outerjoin(_MEMBERS, leading)
    know({(name, group_id): None for name in (LEAD, ACTING) for group_id in groups})
    for lead, acting in transaction.session.execute(terms.where(_LEADS.c.working_group_id.in_(groups), _LEADS.c.end_date.is_(None))):
        know({(LEAD, lead.working_group_id): lead, (ACTING, lead.working_group_id): acting})
    asked = select(GroupInvitationRow).where(_INVITED.c.stage == 'invited', _INVITED.c.working_group_id.in_(groups))
    invited = _by_group(transaction, asked.order_by(_INVITED.c.id))
    to_come = (_MEETINGS.c.stage == 'scheduled', _MEETINGS.c.starts_at > transaction.now)
    planned = select(MeetingRow).where(_MEETINGS.c.working_group_id.in_(groups), *to_come)
    meetings = _by_group(transaction, planned.order_by(_MEETINGS.c.starts_at, _MEETINGS.c.id))
    for group in groups.values():
        know({(INVITED, group.id): invited[group.id], (PLANNED, group.network_id, group.id): meetings[group.id]})
    _read_members_ahead(transaction, groups, pairs, active)


def _read_members_ahead(
    transaction: Transaction, groups: Mapping[UUID, WorkingGroupRow], pairs: Collection[tuple[UUID, UUID]], active: tuple[Any, ...]
) -> None:
    members = {member for _, member in pairs}
    whose = or_(_MEMBERS.c.city_id.in_(members), _MEMBERS.c.organisation_id.in_(members))
    held: dict[tuple[UUID, Any], list[MembershipRow]] = defaultdict(list)
    for row in transaction.session.execute(select(MembershipRow).where(_MEMBERS.c.working_group_id.in_(groups), whose)).scalars():
        assert row.working_group_id is not None
        held[row.working_group_id, row.city_id or row.organisation_id].append(row)
    belonging = select(_MEMBERS.c.network_id, _MEMBERS.c.city_id).where(_MEMBERS.c.city_id.in_(members), *active)
    belong = {(network_id, city_id) for network_id, city_id in transaction.session.execute(belonging)}
    for group_id, member in pairs:
        place = (groups[group_id].network_id, member)
        transaction.recorded.know({(HELD, group_id, member): held[group_id, member], (ACTIVE, *place): place in belong})


def read_cities_ahead(transaction: Transaction, groups: Mapping[UUID, WorkingGroupRow], places: Collection[tuple[UUID, UUID]]) -> None:
    """Read ahead what acts on the memberships of cities in networks will ask; `places` are pairs of network and city, all of it is locked.

    `groups` are all groups that these cities are in.
    """
    wanted = set(places)
    if not wanted:
        return
    networks, cities = {network_id for network_id, _ in wanted}, {city_id for _, city_id in wanted}
    belonged: dict[tuple[UUID, Any], list[MembershipRow]] = defaultdict(list)
    inside: dict[tuple[UUID, Any], set[UUID]] = defaultdict(set)
    held: dict[tuple[UUID, Any], list[MembershipRow]] = defaultdict(list)
    terms: dict[tuple[UUID, Any], list[LeadRow]] = defaultdict(list)
    here = (_MEMBERS.c.network_id.in_(networks), _MEMBERS.c.city_id.in_(cities))
    for row in transaction.session.execute(select(MembershipRow).where(*here).order_by(_MEMBERS.c.id)).scalars():
        (held if row.working_group_id else belonged)[row.network_id, row.city_id].append(row)
        if row.working_group_id and row.end_date is None:
            inside[row.network_id, row.city_id].add(row.working_group_id)
    led = (_LEADS.c.network_id.in_(networks), _LEADS.c.city_id.in_(cities))
    for term in transaction.session.execute(select(LeadRow).where(*led).order_by(_LEADS.c.id)).scalars():
        terms[term.network_id, term.city_id].append(term)
    for place in wanted:
        transaction.recorded.know({
            (BELONGED, *place): belonged[place],
            (INSIDE, *place): [groups[group_id] for group_id in sorted(inside[place])],
            (TIES, *place): (
                [row for row in held[place] if row.working_group_id in inside[place]],
                [term for term in terms[place] if term.working_group_id in inside[place]],
            ),
        })  # fmt: skip


def do_each(transaction: Transaction, parts: Sequence[Callable[[], Answer]], known: MutableMapping[Any, Any]) -> list[Answer | Problem]:
    """Do parts one after the other and return what each returns, or why it is refused; nothing of one that is refused stays.

    `known` is what the parts tell one another. Most go well: those stand in one savepoint together and are sent together. What is before
    one that is refused is done again without it; after it they are sent by fewer, so that little is done twice where many are refused.
    """
    done: list[Answer | Problem] = []
    together = TOGETHER
    while len(done) < len(parts):
        asked = parts[len(done) :][:together]
        found = _some(transaction, asked, known)
        went_well = len(found) == len(asked) and not isinstance(found[-1], Problem)
        together = min(2 * together, TOGETHER) if went_well else 1
        done += found
    return done


def _some(transaction: Transaction, parts: Sequence[Callable[[], Answer]], known: MutableMapping[Any, Any]) -> Sequence[Answer | Problem]:
    """Do the first of these parts, as many as go well together; or return why the very first is refused."""
    before, done = dict(known), list[Answer]()
    try:
        with transaction.savepoint():
            done.extend(part() for part in parts)
    except Problem as problem:
        if problem.is_failure:
            raise
        known.clear()
        known.update(before)
        # All went well and yet were refused when they were sent: any of them may be the reason.
        fewer = len(done) if len(done) < len(parts) else len(parts) // 2
        return _some(transaction, parts[:fewer], known) if fewer else [problem]
    return done


def _send_first(state: ORMExecuteState) -> None:
    """Send what the parts have recorded before anything is asked of the database."""
    state.session.flush()


def end_many(transaction: Transaction) -> None:
    """Count each group that the act has changed, once; from here on groups are counted at once again."""
    transaction.flush()
    event.remove(transaction.session, 'do_orm_execute', _send_first)
    counts, transaction.recorded.counts_later = transaction.recorded.counts, False
    transaction.acted_for = transaction.told_for = None
    waiting = {group_id for group_id, _ in counts}
    if waiting:
        _count_ahead(transaction, waiting)
    for group_id in sorted(waiting):
        first = next(counts[key] for key in ((group_id, True), (group_id, False)) if key in counts)
        evaluate(transaction, first.group, first.operation, first.today, first.follows)
    counts.clear()
    transaction.recorded.read = None
    transaction.flush()


def _count_ahead(transaction: Transaction, group_ids: Collection[UUID]) -> None:
    in_group, in_network = _MEMBERS.alias(), _MEMBERS.alias()
    here = (in_group.c.working_group_id.in_(group_ids), in_network.c.network_id == in_group.c.network_id)
    counted: dict[UUID, list[Any]] = {group_id: [] for group_id in group_ids}
    for *row, group_id in transaction.session.execute(counting(in_group, in_network).add_columns(in_group.c.working_group_id).where(*here)):
        counted[group_id].append(as_counted(*row))
    transaction.recorded.know({(COUNTED, group_id): found for group_id, found in counted.items()})


def _by_group(transaction: Transaction, statement: Select[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in transaction.session.execute(statement).scalars():
        found[row.working_group_id].append(row)
    return found
