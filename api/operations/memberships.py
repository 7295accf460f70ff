"""What can be done with a membership: let a city into a network, admit, suspend, reactivate, end it; leave a group (M1, W7)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

from sqlalchemy import select

from api import clock
from api.models.cities import CityRow
from api.models.columns import table
from api.models.memberships import EndingCreate, LeadRow, MembershipCreate, MembershipRow, StageMoveCreate
from api.models.networks import NetworkRow
from api.models.organisations import OrganisationRow
from api.models.working_groups import WorkingGroupRow
from api.operations.associates import end_participation
from api.operations.formation import acting_lead, current_lead, evaluate, open_memberships
from api.operations.group_notices import tell_of_member, tell_of_return
from api.operations.meeting_invitations import invite_to_planned, take_out_of_planned
from api.operations.permit import permit, permit_on
from api.operations.working_groups import effective_day, end_lead
from api.permissions import Facts, office
from api.problems import Problem, refuse
from api.recorded import BELONGED, INSIDE, TIES
from api.rules import dates, memberships, working_groups
from api.rules.dates import Period
from api.spine import Transaction

_MEMBERS = table(MembershipRow)
_LEADS = table(LeadRow)
_GROUPS = table(WorkingGroupRow)


def facts_of_membership(transaction: Transaction, row: MembershipRow) -> Facts:
    """Return what the permission table needs to know of a membership."""
    lead_city = acting_lead(transaction, row.working_group_id) if row.working_group_id else None
    whose = Facts(frozenset({row.network_id}), row.city_id, lead_city, row.working_group_id)
    return replace(whose, associate=row.city_id is None, organisation_id=row.organisation_id)


def create_membership(transaction: Transaction, wish: MembershipCreate) -> MembershipRow:
    """Let a city into a network, as an applicant or at once as an active member."""
    permit(transaction, 'create_membership', Facts(networks=frozenset({wish.network_id})))
    network = transaction.lock_named(NetworkRow, wish.network_id, 'network_id')
    city = transaction.lock_named(CityRow, wish.city_id, 'city_id', share=False)
    start = effective_day(transaction, network.id, wish.start_date, None, wish.reason)
    earlier = _in_network(transaction, network.id, city.id)
    if any(row.end_date is None for row in earlier):
        raise Problem('already-a-member', {'member': city.name, 'group': network.name})
    if dates.overlapping(Period(start, None), [Period(row.start_date, row.end_date) for row in earlier]):
        raise Problem('overlapping-period')
    row = _stage_row(transaction, network.id, city.id, wish.stage, start)
    transaction.record('create_membership', row, reason=wish.reason)
    transaction.touch(city)
    _count_groups_anew(transaction, city.id, network, 'create_membership', start)
    if row.stage == 'active':
        invite_to_planned(transaction, city.id, network.id, None)
    return row


def admit_member(transaction: Transaction, membership_id: UUID, wish: StageMoveCreate) -> MembershipRow:
    """Admit an applicant."""
    return _move(transaction, 'admit_member', membership_id, wish, 'active', 'admitted')


def suspend_membership(transaction: Transaction, membership_id: UUID, wish: StageMoveCreate) -> MembershipRow:
    """Suspend an active member: it stays in its groups and does not count until it is active again."""
    return _move(transaction, 'suspend_membership', membership_id, wish, 'suspended', 'suspended')


def reactivate_membership(transaction: Transaction, membership_id: UUID, wish: StageMoveCreate) -> MembershipRow:
    """Make a suspended member active again; proposed groups it is in are counted anew."""
    return _move(transaction, 'reactivate_membership', membership_id, wish, 'active', 'reactivated')


def _move(transaction: Transaction, operation: str, membership_id: UUID, wish: StageMoveCreate, to: str, reason: str) -> MembershipRow:
    city = _lock_city_of(transaction, membership_id)
    row = permit_on(transaction, operation, MembershipRow, membership_id, facts_of_membership)
    if row.working_group_id is not None or city is None:
        raise Problem('stage-does-not-allow', {'stage': row.stage, 'to': to, 'group': ''})
    if row.end_date is not None:
        raise Problem('membership-ended', {'date': row.end_date.isoformat()})
    if to == row.stage or not _is_the_move(operation, row.stage):
        raise Problem('stage-does-not-allow', {'stage': row.stage, 'to': to})
    refuse(memberships.why_not_move(row.stage, to))
    day = effective_day(transaction, row.network_id, wish.effective_on, None, wish.reason)
    refuse(dates.why_not_end(row.start_date, day))
    row.end_date, row.end_reason = day, reason
    transaction.record(operation, row, reason=wish.reason)
    following = _stage_row(transaction, row.network_id, city.id, to, day)
    transaction.record(operation, following, reason=wish.reason)
    transaction.touch(city)
    network = transaction.find(NetworkRow, row.network_id)
    if network is not None:
        _count_groups_anew(transaction, city.id, network, operation, day)
    (invite_to_planned if to == 'active' else take_out_of_planned)(transaction, city.id, row.network_id, None)
    return following


def _is_the_move(operation: str, stage: str) -> bool:
    return {'admit_member': 'applicant', 'suspend_membership': 'active', 'reactivate_membership': 'suspended'}[operation] == stage


def end_membership(transaction: Transaction, membership_id: UUID, wish: EndingCreate) -> MembershipRow:
    """End a membership: a city or an associate leaves its group, or a city its network and with it every group of it."""
    _lock_around(transaction, membership_id)
    row = permit_on(transaction, 'end_membership', MembershipRow, membership_id, facts_of_membership)
    today = transaction.today(row.network_id)
    if row.end_date is not None:
        raise Problem('membership-ended', {'date': row.end_date.isoformat()})
    day = effective_day(transaction, row.network_id, wish.end_date, wish.on_behalf_of, wish.reason)
    refuse(memberships.why_not_end_membership(Period(row.start_date, row.end_date), day))
    if row.working_group_id is None:
        _leave_network(transaction, row, day, wish)
    else:
        _leave_group(transaction, row, day, today, wish)
    return row


def _leave_group(transaction: Transaction, row: MembershipRow, day: date, today: date, wish: EndingCreate) -> None:
    group = transaction.find(WorkingGroupRow, row.working_group_id)
    if group is None:
        raise Problem('not-found')
    if row.organisation_id is not None:
        end_participation(transaction, group, row, day, wish)
        return
    lead = current_lead(transaction, group.id)
    is_lead = lead is not None and row.city_id == lead.city_id
    own = row.city_id in transaction.caller.cities_in({group.network_id})
    by_office = not own and office(transaction.caller, Facts(networks=frozenset({group.network_id})))
    forced = is_lead and by_office and wish.reason
    if forced:
        refuse(working_groups.why_not_force_out(stage=group.stage, group=group.title, reason=wish.reason))
    else:
        members = open_memberships(transaction, group.id) if is_lead else []
        others = sum(1 for each in members if each.city_id and each.city_id != row.city_id)
        refuse(
            working_groups.why_not_leave(
                stage=group.stage,
                city=_name(transaction, row),
                group=group.title,
                is_lead=is_lead and acting_lead(transaction, group.id) is not None,
                other_cities=others,
            )
        )
    if is_lead and lead is not None:
        end_lead(transaction, lead, 'left', max(day, lead.start_date or day), 'end_membership')
    row.end_date, row.end_reason = day, 'ended_by_office' if forced else 'left'
    transaction.record('end_membership', row, on_behalf_of=row.city_id, act=wish.on_behalf_of, reason=wish.reason)
    evaluate(transaction, group, 'end_membership', today)
    tell_of_member(transaction, 'member_left', group, (_who(row), _name(transaction, row)), day)
    if row.city_id:
        take_out_of_planned(transaction, row.city_id, group.network_id, group.id)


def _leave_network(transaction: Transaction, row: MembershipRow, day: date, wish: EndingCreate) -> None:
    groups = {group.id: group for group in _groups_of(transaction, row.network_id, row.city_id)}
    belonging, held = _ties_of(transaction, row, groups)
    in_groups, terms = {each.id: each for each in belonging}, {each.id: each for each in held}
    ending = memberships.what_ends_with(
        [_tie(each.id, groups, each) for each in in_groups.values()], [_tie(each.id, groups, each) for each in terms.values()], day
    )
    for end in ending.memberships:
        in_groups[end.id].end_date, in_groups[end.id].end_reason = end.end_date, ending.end_reason
        transaction.record('end_membership', in_groups[end.id], reason=wish.reason)
    for end in ending.leads:
        end_lead(transaction, terms[end.id], ending.end_reason, end.end_date, 'end_membership')
    row.end_date, row.end_reason = day, 'left'
    transaction.record('end_membership', row, on_behalf_of=row.city_id, act=wish.on_behalf_of, reason=wish.reason)
    city = transaction.find(CityRow, row.city_id)
    if city is not None:
        transaction.touch(city)
        left = [in_groups[end.id].working_group_id for end in ending.memberships]
        for group_id in [*left, *([None] if row.stage == 'active' else [])]:
            take_out_of_planned(transaction, city.id, row.network_id, group_id)
    today = transaction.today(row.network_id)
    for group in groups.values():
        if working_groups.STAGES[group.stage]:
            evaluate(transaction, group, 'end_membership', today)
            tell_of_member(transaction, 'member_left', group, (_who(row), _name(transaction, row)), day)
        else:
            # A closed group counts nobody any more, but it shows its lead city and its members.
            transaction.touch(group)


def _tie(tie_id: UUID, groups: dict[UUID, WorkingGroupRow], row: MembershipRow | LeadRow) -> memberships.Tie:
    group = groups[row.working_group_id]  # type: ignore[index]  # both kinds were selected by these groups
    goes_on = bool(working_groups.STAGES[group.stage])
    return memberships.Tie(tie_id, group.id, Period(row.start_date, row.end_date), goes_on=goes_on)


def _count_groups_anew(transaction: Transaction, city_id: UUID, network: NetworkRow, operation: str, day: date) -> None:
    """Evaluate every open group the city is in; its city lock is held, so no group gains it meanwhile."""
    for group in transaction.lock(WorkingGroupRow, [group.id for group in _groups_of(transaction, network.id, city_id)]):
        if working_groups.STAGES[group.stage]:
            follows = partial(_tell_if_resumed, transaction, group, group.needs_lead, day)
            evaluate(transaction, group, operation, clock.today(network.time_zone), follows)


def _tell_if_resumed(transaction: Transaction, group: WorkingGroupRow, lacked: bool, day: date) -> None:
    if lacked and not group.needs_lead:
        tell_of_return(transaction, group, day)


def _lock_city_of(transaction: Transaction, membership_id: UUID) -> CityRow | None:
    """Lock the city whose membership this is, before anything else: cities come before groups."""
    row = transaction.find(MembershipRow, membership_id)
    found = transaction.lock(CityRow, [row.city_id]) if row is not None and row.city_id is not None else []
    return found[0] if found else None


def _lock_around(transaction: Transaction, membership_id: UUID) -> None:
    """Lock what an ending touches, in the one order: the city and its groups, or the one group."""
    row = transaction.find(MembershipRow, membership_id)
    if row is None:
        return
    if row.working_group_id is not None:
        transaction.lock(WorkingGroupRow, [row.working_group_id])
        return
    _lock_city_of(transaction, membership_id)
    transaction.lock(WorkingGroupRow, [group.id for group in _groups_of(transaction, row.network_id, row.city_id)])


def _groups_of(transaction: Transaction, network_id: UUID, city_id: UUID | None) -> list[WorkingGroupRow]:
    """Return the groups of a network that a city is in."""

    def read() -> list[WorkingGroupRow]:
        transaction.flush()
        inside = select(WorkingGroupRow).join(MembershipRow, _MEMBERS.c.working_group_id == _GROUPS.c.id)
        here = (_MEMBERS.c.city_id == city_id, _MEMBERS.c.network_id == network_id, _MEMBERS.c.end_date.is_(None))
        return list(transaction.session.execute(inside.where(*here).order_by(_GROUPS.c.id)).scalars())

    return transaction.recorded.once((INSIDE, network_id, city_id), read)


def _ties_of(transaction: Transaction, row: MembershipRow, group_ids: Iterable[UUID]) -> tuple[list[MembershipRow], list[LeadRow]]:
    """Return the memberships that a city has or had in groups, and its terms as their lead."""

    def read() -> tuple[list[MembershipRow], list[LeadRow]]:
        ids = list(group_ids)
        belonging = select(MembershipRow).where(_MEMBERS.c.working_group_id.in_(ids), _MEMBERS.c.city_id == row.city_id)
        held = select(LeadRow).where(_LEADS.c.working_group_id.in_(ids), _LEADS.c.city_id == row.city_id)
        in_groups = transaction.session.execute(belonging.order_by(_MEMBERS.c.id)).scalars()
        return list(in_groups), list(transaction.session.execute(held.order_by(_LEADS.c.id)).scalars())

    return transaction.recorded.once((TIES, row.network_id, row.city_id), read)


def _in_network(transaction: Transaction, network_id: UUID, city_id: UUID) -> list[MembershipRow]:

    def read() -> list[MembershipRow]:
        of_network = (_MEMBERS.c.network_id == network_id, _MEMBERS.c.working_group_id.is_(None))
        wanted = select(MembershipRow).where(*of_network, _MEMBERS.c.city_id == city_id)
        return list(transaction.session.execute(wanted).scalars())

    return transaction.recorded.once((BELONGED, network_id, city_id), read)


def _stage_row(transaction: Transaction, network_id: UUID, city_id: UUID, stage: str, start: date) -> MembershipRow:
    audience = 'public' if stage == 'active' else 'own_city'
    row = MembershipRow(network_id=network_id, city_id=city_id, stage=stage, start_date=start, audience=audience)
    return transaction.add(row)


def _who(row: MembershipRow) -> UUID:
    member_id = row.city_id or row.organisation_id
    assert member_id is not None
    return member_id


def _name(transaction: Transaction, row: MembershipRow) -> str:
    member = transaction.find(CityRow, row.city_id) or transaction.find(OrganisationRow, row.organisation_id)
    return member.name if member else ''
