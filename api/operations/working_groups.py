"""What can be done with a working group: propose, change, join, hand over the lead, withdraw."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from api import clock
from api.models.cities import CityRow
from api.models.columns import table
from api.models.keys import fold, search_key
from api.models.memberships import GroupMemberCreate, LeadCreate, LeadRow, MembershipRow
from api.models.networks import NetworkRow
from api.models.organisations import OrganisationRow
from api.models.shapes import OnBehalfOf, merge
from api.models.working_groups import WithdrawalCreate, WorkingGroupCreate, WorkingGroupPatch, WorkingGroupRow
from api.operations import asking_organisations
from api.operations.formation import (
    acting_lead,
    active_cities,
    contact_is_shown,
    current_lead,
    evaluate,
    facts_of_group,
    is_active_in,
    open_memberships,
)
from api.operations.group_notices import tell_of_lead, tell_of_member, tell_of_withdrawal
from api.operations.group_records import group_named
from api.operations.invited_cities import confirm, invite, lapse, lock_invited, name_no_lead, open_invitations
from api.operations.lead_contacts import end_lead_contacts, set_lead_contact
from api.operations.meeting_invitations import invite_to_planned
from api.operations.notices import tell
from api.operations.on_behalf import told_by
from api.operations.permit import permit, permit_on
from api.operations.shown_names import touch_naming_group
from api.operations.slugs import free_slug
from api.permissions import Facts, office
from api.problems import refuse, unknown_reference
from api.recorded import HELD
from api.rules import dates, working_groups
from api.rules.dates import Period
from api.rules.refusals import Refusal
from api.spine import Transaction

_MEMBERS, _LEADS = table(MembershipRow), table(LeadRow)


def propose_working_group(transaction: Transaction, wish: WorkingGroupCreate) -> WorkingGroupRow:
    """Record a proposal: the group, its first member, its lead and how the lead is reached (W1, W7)."""
    permit(transaction, 'propose_working_group', Facts(networks=frozenset({wish.network_id}), city_id=wish.city_id))
    return found_proposal(transaction, wish, 'propose_working_group')


def found_proposal(transaction: Transaction, wish: WorkingGroupCreate, operation: str) -> WorkingGroupRow:
    """Record what is proposed, whether as such or out of an idea; to be called after `permit`."""
    network = transaction.lock_named(NetworkRow, wish.network_id, 'network_id')
    city = transaction.lock_named(CityRow, wish.city_id, 'city_id')
    today = clock.today(network.time_zone)
    invited = lock_invited(transaction, wish)
    is_active = city.id in active_cities(transaction, network.id)
    refuse(working_groups.why_not_propose(city=city.name, network=network.name, is_active=is_active))
    _refuse_to_continue(transaction, wish)
    day = effective_day(transaction, network.id, None, wish.on_behalf_of, None)
    group = transaction.add(
        WorkingGroupRow(
            network_id=network.id,
            slug=free_slug(transaction, WorkingGroupRow, wish.title, None, fallback='group'),
            title=wish.title,
            sort_key=fold(wish.title),
            search_key=search_key(wish.title),
            aims=wish.aims,
            channel=wish.channel,
            proposed_on={'value': day.isoformat(), 'precision': 'day'},
            rhythm=wish.rhythm,
            mode=wish.mode,
            continues_id=wish.continues_id,
        ),
    )
    transaction.record(operation, group, on_behalf_of=city.id, act=wish.on_behalf_of)
    transaction.flush()
    member = _member_row(group, city_id=city.id, organisation_id=None, start=day)
    lead = LeadRow(network_id=network.id, working_group_id=group.id, city_id=city.id, start_date=day, audience=group.audience)
    for row in (transaction.add(member), transaction.add(lead)):
        transaction.record(operation, row, on_behalf_of=city.id, act=wish.on_behalf_of)
    transaction.flush()
    set_lead_contact(transaction, group, city.id, wish.lead_contact, operation)
    evaluate(transaction, group, operation, today)
    lead_named = wish.lead_city_id if wish.lead_city_id != city.id else None
    invite(transaction, group, invited, operation, lead=lead_named, behalf=(city.id, wish.on_behalf_of))
    return group


def _refuse_to_continue(transaction: Transaction, wish: WorkingGroupCreate) -> None:
    """Refuse a proposal that names a group which no new one continues: of another network, unknown to the caller, or not completed."""
    if wish.continues_id is None:
        return
    former = group_named(transaction, wish.continues_id, 'continues_id')
    if former.network_id != wish.network_id:
        raise unknown_reference('continues_id')
    refuse(working_groups.why_not_continue(stage=former.stage, group=former.title))


def update_working_group(transaction: Transaction, reference: UUID | str, wish: WorkingGroupPatch) -> WorkingGroupRow:
    """Change what describes a group; its address stays."""
    group = permit_on(transaction, 'update_working_group', WorkingGroupRow, reference, facts_of_group)
    told_by(transaction, group.network_id, group.id, wish.on_behalf_of)
    for name, value in merge(wish).items():
        setattr(group, name, value)
    group.sort_key, group.search_key = fold(group.title), search_key(group.title)
    transaction.record('update_working_group', group)
    if 'title' in wish.model_fields_set:
        touch_naming_group(transaction, group.id)
    return group


def join_working_group(transaction: Transaction, reference: UUID | str, wish: GroupMemberCreate) -> tuple[WorkingGroupRow, MembershipRow]:
    """Take a city into a group at once, without acceptance (W5); the city that completes the minimum constitutes it (W2)."""
    cities = transaction.lock(CityRow, [wish.city_id], share=True)

    def facts(here: Transaction, found: WorkingGroupRow) -> Facts:
        return replace(facts_of_group(here, found), city_id=wish.city_id)

    group = permit_on(transaction, 'join_working_group', WorkingGroupRow, reference, facts, versioned=False)
    if not cities:
        raise unknown_reference('city_id')
    start = effective_day(transaction, group.network_id, wish.start_date, wish.on_behalf_of, wish.reason)
    row = enter(transaction, group, cities[0], start)
    transaction.record('join_working_group', row, on_behalf_of=wish.city_id, act=wish.on_behalf_of, reason=wish.reason)
    leads_now = confirm(transaction, group, cities[0].id, 'join_working_group', start, wish.lead_contact)
    evaluate(transaction, group, 'join_working_group', transaction.today(group.network_id))
    tell_of_member(transaction, 'member_joined', group, (cities[0].id, cities[0].name), start)
    if leads_now:
        tell_of_lead(transaction, group, (cities[0].id, cities[0].name), start)
    invite_to_planned(transaction, wish.city_id, group.network_id, group.id)
    return group, row


def enter(transaction: Transaction, group: WorkingGroupRow, member: CityRow | OrganisationRow, start: date) -> MembershipRow:
    """Return the new membership of a city or an associate, if the rulebook lets this member in."""
    network = transaction.find(NetworkRow, group.network_id)
    is_city = isinstance(member, CityRow)
    earlier = _memberships_of(transaction, group, member.id)
    refuse(
        working_groups.why_not_join(
            stage=group.stage,
            role='member' if is_city else 'associate',
            member=member.name,
            group=group.title,
            network=network.name if network else '',
            is_active=is_city and is_active_in(transaction, group.network_id, member.id),
            is_already_in=any(row.end_date is None for row in earlier),
        ),
    )
    refuse(_overlap(earlier, start))
    city_id, organisation_id = (member.id, None) if is_city else (None, member.id)
    return transaction.add(_member_row(group, city_id=city_id, organisation_id=organisation_id, start=start))


def hand_over_lead(transaction: Transaction, reference: UUID | str, wish: LeadCreate) -> WorkingGroupRow:
    """Pass the chair to another member city (W7), or let one take it where there is none; who led on which days stays known."""

    def facts(here: Transaction, found: WorkingGroupRow) -> Facts:
        return replace(facts_of_group(here, found), city_id=wish.city_id)

    group = permit_on(transaction, 'hand_over_lead', WorkingGroupRow, reference, facts)
    city = transaction.find(CityRow, wish.city_id)
    if city is None:
        raise unknown_reference('city_id')
    network = transaction.find(NetworkRow, group.network_id)
    lead, handing = current_lead(transaction, group.id), acting_lead(transaction, group.id)
    day = effective_day(transaction, group.network_id, None, wish.on_behalf_of, wish.reason)
    members = open_memberships(transaction, group.id)
    roles = {row.city_id: row.role for row in members if row.city_id and dates.covers(Period(row.start_date, None), day)}
    refuse(
        working_groups.why_not_hand_over(
            stage=group.stage,
            city=city.name,
            group=group.title,
            network=network.name if network else '',
            role=roles.get(city.id),
            is_active=city.id in active_cities(transaction, group.network_id),
            is_lead=lead is not None and lead.city_id == city.id,
        ),
    )
    refuse(_why_no_term_from(transaction, group, day))
    if lead is not None:
        # A suspended lead city hands nothing over (M1).
        end_lead(transaction, lead, 'handed_over' if handing else 'taken_over', day, 'hand_over_lead')
        transaction.flush()
    term = LeadRow(network_id=group.network_id, working_group_id=group.id, city_id=city.id, start_date=day, audience=group.audience)
    # A city that takes the lead where nobody can hand it over acts for itself.
    transaction.record('hand_over_lead', transaction.add(term), on_behalf_of=handing or city.id, act=wish.on_behalf_of, reason=wish.reason)
    transaction.flush()
    name_no_lead(transaction, open_invitations(transaction, group), 'hand_over_lead')
    set_lead_contact(transaction, group, city.id, wish.lead_contact, 'hand_over_lead')
    evaluate(transaction, group, 'hand_over_lead', transaction.today(group.network_id))
    if group.stage == 'constituted' and not contact_is_shown(transaction, group):
        tell(transaction, 'lead_contact_not_shown', group, city_id=None)
    tell_of_lead(transaction, group, (city.id, city.name), day)
    return group


def end_lead(transaction: Transaction, lead: LeadRow, reason: str, day: date, operation: str) -> None:
    """Close a term, and with it the role of whoever spoke for the lead city."""
    lead.end_date, lead.end_reason = day, reason
    transaction.record(operation, lead)
    end_lead_contacts(transaction, lead, day, operation)


def withdraw_working_group(transaction: Transaction, reference: UUID | str, wish: WithdrawalCreate) -> WorkingGroupRow:
    """Take a proposal back, as its last city (W7)."""
    group = permit_on(transaction, 'withdraw_working_group', WorkingGroupRow, reference, facts_of_group)
    members = open_memberships(transaction, group.id)
    cities = [row for row in members if row.city_id]
    day = effective_day(transaction, group.network_id, None, wish.on_behalf_of, wish.reason)
    others = _cities_later_than(transaction, group, day) - {row.city_id for row in cities[:1]}
    refuse(working_groups.why_not_withdraw(stage=group.stage, group=group.title, other_cities=len(others)))
    for row in members:
        refuse(dates.why_not_end(row.start_date, day))
    lead = current_lead(transaction, group.id)
    for row in members:
        row.end_date, row.end_reason = day, 'group_withdrawn'
        transaction.record('withdraw_working_group', row)
    if lead is not None:
        end_lead(transaction, lead, 'group_withdrawn', max(day, lead.start_date or day), 'withdraw_working_group')
    group.stage, group.closed_on, group.needs_lead = 'withdrawn', day, False
    group.withdrawal_reason = wish.reason
    act_for = cities[0].city_id if cities else None
    transaction.record('withdraw_working_group', group, on_behalf_of=act_for, act=wish.on_behalf_of, reason=wish.reason)
    tell_of_withdrawal(transaction, group, act_for, day)
    lapse(transaction, group, 'withdraw_working_group')
    asking_organisations.lapse(transaction, group, 'withdraw_working_group')
    return group


def effective_day(transaction: Transaction, network_id: UUID, wanted: date | None, act: OnBehalfOf | None, reason: str | None) -> date:
    """Return the day an act takes effect: the one asked for, else the day the city told the office, else today.

    A past day is the office's to record, with a reason; that a city told it is one.
    """
    today = transaction.today(network_id)
    day = wanted or (act.date if act else today)
    is_office = office(transaction.caller, Facts(networks=frozenset({network_id})))
    refuse(dates.why_not_effective_on(day, today, is_office=is_office, reason=reason or (act.channel if act else None)))
    return day


def _why_no_term_from(transaction: Transaction, group: WorkingGroupRow, day: date) -> Refusal | None:
    """Return why no term can begin on a day: the one that goes on began later, or an earlier one went on to a later day."""
    terms = select(LeadRow).where(_LEADS.c.working_group_id == group.id)
    for term in transaction.session.execute(terms).scalars():
        if refused := dates.why_not_end(term.start_date if term.end_date is None else term.end_date, day):
            return refused
    return None


def _cities_later_than(transaction: Transaction, group: WorkingGroupRow, day: date) -> set[UUID | None]:
    """Return the cities that are in a group, or left it only after a day."""
    here = (_MEMBERS.c.working_group_id == group.id, _MEMBERS.c.city_id.is_not(None))
    wanted = select(_MEMBERS.c.city_id).where(*here, or_(_MEMBERS.c.end_date.is_(None), _MEMBERS.c.end_date > day))
    return set(transaction.session.execute(wanted).scalars())


def _memberships_of(transaction: Transaction, group: WorkingGroupRow, member_id: UUID) -> Sequence[MembershipRow]:
    def read() -> Sequence[MembershipRow]:
        same = or_(_MEMBERS.c.city_id == member_id, _MEMBERS.c.organisation_id == member_id)
        held = select(MembershipRow).where(_MEMBERS.c.working_group_id == group.id, same)
        return transaction.session.execute(held).scalars().all()

    return transaction.recorded.once((HELD, group.id, member_id), read)


def _overlap(earlier: Sequence[MembershipRow], start: date) -> Refusal | None:
    found = dates.overlapping(Period(start, None), [Period(row.start_date, row.end_date) for row in earlier])
    return Refusal('overlapping-period', {'start': str(found.start or ''), 'end': str(found.end or '')}) if found else None


def _member_row(group: WorkingGroupRow, *, city_id: UUID | None, organisation_id: UUID | None, start: date) -> MembershipRow:
    return MembershipRow(
        network_id=group.network_id,
        working_group_id=group.id,
        city_id=city_id,
        organisation_id=organisation_id,
        role='member' if city_id else 'associate',
        start_date=start,
        audience=group.audience,
    )
