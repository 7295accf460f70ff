"""Keeps a group's counts, stage and flags as the rulebook has them, in the transaction that changes its members."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import FromClause, Select, and_, or_, select

from api.models.by_laws import ByLawsRow
from api.models.cities import CityRow
from api.models.columns import table
from api.models.contact_points import ContactPointRow
from api.models.memberships import LeadRow, MembershipRow
from api.models.roles import RoleRow
from api.models.working_groups import WorkingGroupRow
from api.operations.notices import tell
from api.permissions import Facts
from api.problems import Problem
from api.recorded import ACTING, ACTIVE, COUNTED, LEAD, Count
from api.rules import broadcasts, by_laws, dates, working_groups
from api.rules.dates import Period
from api.rules.working_groups import Counted, Missing
from api.spine import Decision, Transaction

_MEMBERS = table(MembershipRow)
_LEADS = table(LeadRow)
_BY_LAWS = table(ByLawsRow)
_POINTS = table(ContactPointRow)
_ROLES = table(RoleRow)
_CITIES = table(CityRow)


@dataclass(frozen=True, slots=True)
class Counting:
    """The cities of a group that count, by which by-laws, and what is missing by them."""

    counted: list[Counted]
    version: ByLawsRow
    missing: tuple[Missing, ...]

    @property
    def decision(self) -> Decision:
        """Why the group is what it is."""
        facts = {'countries': sorted(each.country_code for each in self.counted), 'missing': [asdict(each) for each in self.missing]}
        return Decision('W2', self.version.id, facts)


def facts_of_group(transaction: Transaction, group: WorkingGroupRow) -> Facts:
    """Return what the permission table needs to know of a group."""
    lead_city_id = acting_lead(transaction, group.id)
    return Facts(networks=frozenset({group.network_id}), lead_city_id=lead_city_id, working_group_id=group.id)


def current_lead(transaction: Transaction, group_id: UUID) -> LeadRow | None:
    """Return the term that goes on."""

    def read() -> LeadRow | None:
        wanted = select(LeadRow).where(_LEADS.c.working_group_id == group_id, _LEADS.c.end_date.is_(None))
        return transaction.session.execute(wanted).scalar_one_or_none()

    return transaction.recorded.once((LEAD, group_id), read)


def acting_lead(transaction: Transaction, group_id: UUID) -> UUID | None:
    """Return the city that leads, if it is active in the network: a suspended one does not act (M1)."""

    def read() -> UUID | None:
        in_network = (_MEMBERS.c.city_id == _LEADS.c.city_id, _MEMBERS.c.network_id == _LEADS.c.network_id)
        active = (_MEMBERS.c.working_group_id.is_(None), _MEMBERS.c.stage == 'active', _MEMBERS.c.end_date.is_(None))
        term = (_LEADS.c.working_group_id == group_id, _LEADS.c.end_date.is_(None))
        wanted = select(_LEADS.c.city_id).join(_MEMBERS, and_(*in_network, *active)).where(*term)
        return transaction.session.execute(wanted).scalar_one_or_none()

    return transaction.recorded.once((ACTING, group_id), read)


def acting(transaction: Transaction, network_id: UUID, city_id: UUID | None) -> UUID | None:
    """Return a city if it is active in the network: a suspended one does nothing for its groups (M1)."""
    active = (_MEMBERS.c.working_group_id.is_(None), _MEMBERS.c.stage == 'active', _MEMBERS.c.end_date.is_(None))
    wanted = select(_MEMBERS.c.city_id).where(_MEMBERS.c.network_id == network_id, _MEMBERS.c.city_id == city_id, *active)
    return transaction.session.execute(wanted).scalar_one_or_none()


def versions_of(transaction: Transaction, network_id: UUID) -> list[ByLawsRow]:
    """Return a network's by-laws, the earliest first."""
    wanted = select(ByLawsRow).where(_BY_LAWS.c.network_id == network_id).order_by(_BY_LAWS.c.number)
    return transaction.recorded.once(('by-laws', network_id), lambda: list(transaction.session.execute(wanted).scalars()))


def in_force(transaction: Transaction, network_id: UUID, day: date) -> ByLawsRow:
    """Return the version that decides on `day`."""
    found = by_laws.deciding_on(versions_of(transaction, network_id), day)
    if found is None:
        raise Problem('by-laws-impossible', {'field': 'valid_from', 'because': 'none'})
    return found


def open_memberships(transaction: Transaction, group_id: UUID) -> list[MembershipRow]:
    """Return the memberships of a group that go on."""
    wanted = select(MembershipRow).where(_MEMBERS.c.working_group_id == group_id, _MEMBERS.c.end_date.is_(None))
    return list(transaction.session.execute(wanted).scalars())


def which_count(group_id: UUID, network_id: UUID) -> Select[tuple[CityRow, date | None, date | None]]:
    """Return the select of the member cities that count, with the days from which on they are in the group and active in its network."""
    in_group, in_network = _MEMBERS.alias(), _MEMBERS.alias()
    return counting(in_group, in_network).where(in_group.c.working_group_id == group_id, in_network.c.network_id == network_id)


def counting(in_group: FromClause, in_network: FromClause) -> Select[tuple[CityRow, date | None, date | None]]:
    """Return the same select of no group in particular, from memberships in groups and in networks."""
    return (
        select(CityRow, in_group.c.start_date, in_network.c.start_date)
        .join(in_group, in_group.c.city_id == _CITIES.c.id)
        .join(in_network, in_network.c.city_id == _CITIES.c.id)
        .where(
            in_group.c.end_date.is_(None),
            in_network.c.working_group_id.is_(None),
            in_network.c.stage == 'active',
            in_network.c.end_date.is_(None),
        )
        .order_by(_CITIES.c.sort_key)
    )


def counted_cities(transaction: Transaction, group: WorkingGroupRow) -> list[tuple[CityRow, Counted]]:
    """Return the member cities that count: in the group, and active in the network; with the days of both."""

    def read() -> list[tuple[CityRow, Counted]]:
        transaction.flush()
        return [as_counted(*row) for row in transaction.session.execute(which_count(group.id, group.network_id))]

    return transaction.recorded.once((COUNTED, group.id), read)


def as_counted(city: CityRow, joined: date | None, admitted: date | None) -> tuple[CityRow, Counted]:
    """Return a city as one that counts."""
    period = dates.common(Period(joined, None), Period(admitted, None)) or Period(None, None)
    return city, Counted(city.country_code, period)


def evaluate(
    transaction: Transaction, group: WorkingGroupRow, operation: str, today: date, follows: Callable[[], None] | None = None
) -> bool:
    """Count the group anew and, when nothing is missing any more, constitute it (W2); then do what follows. Says whether that happened.

    Call it under the group's lock, after what changed was recorded. Within an act of many parts it waits until all of them are done:
    they come about in one moment, and who is in the group by then is told nothing of its beginning (W4).
    """
    if transaction.recorded.counts_later:
        transaction.recorded.counts.setdefault((group.id, follows is not None), Count(group, operation, today, follows))
        return False
    counting = recounted(transaction, group, today)
    late = group.stage == 'proposed' and counting.missing
    met = working_groups.met_before(counting.counted, versions_of(transaction, group.network_id), today) if late else None
    constitutes = working_groups.is_constituted_by(group.stage, counting.missing, met)
    if constitutes:
        counting = constitute(transaction, group, counting, today)
        _broadcast(transaction, group, in_force(transaction, group.network_id, today))
    _flag(transaction, group)
    transaction.record(operation, group, decision=counting.decision)
    if follows:
        follows()
    return constitutes


def recount_official(transaction: Transaction, group: WorkingGroupRow, operation: str, day: date) -> bool:
    """Count an official group anew under other by-laws: it stays official, whatever it lacks (W8). Says whether it is too small now.

    Where nothing changes nothing is written. Call it under the group's lock.
    """
    before, was_below = group.missing, group.below_minimum
    counting = recounted(transaction, group, day)
    if group.missing == before:
        return False
    _flag(transaction, group)
    transaction.record(operation, group, decision=counting.decision)
    return group.below_minimum and not was_below


def recounted(transaction: Transaction, group: WorkingGroupRow, today: date) -> Counting:
    """Write down how many cities of how many countries count, and what is missing."""
    counted = [each for _, each in counted_cities(transaction, group)]
    version = in_force(transaction, group.network_id, today)
    countries = [each.country_code for each in counted]
    missing = working_groups.what_is_missing(countries, version)
    group.city_count, group.country_count = len(countries), len(set(countries))
    group.missing = [asdict(each) for each in missing]
    return Counting(counted, version, missing)


def constitute(transaction: Transaction, group: WorkingGroupRow, counting: Counting, today: date) -> Counting:
    """Make a group official by the rule, from the day on which its condition was met, by the by-laws of that day; nobody is told here.

    Returns what decided.
    """
    met = working_groups.met_on(counting.counted, versions_of(transaction, group.network_id), today)
    decided = replace(counting, version=in_force(transaction, group.network_id, met or today), missing=())
    group.stage, group.audience = 'constituted', 'public'
    group.constituted_on = {'value': met.isoformat(), 'precision': 'day'} if met else None
    group.constitution_recorded_at = transaction.now
    group.constituting_by_law_id = decided.version.id
    publish(transaction, group)
    return decided


def publish(transaction: Transaction, group: WorkingGroupRow) -> None:
    """Show a group's memberships and leads to whom the group is shown."""
    for row, columns in ((MembershipRow, _MEMBERS), (LeadRow, _LEADS)):
        belonging = select(row).where(columns.c.working_group_id == group.id).order_by(columns.c.id)
        for each in transaction.session.execute(belonging).scalars():
            each.audience = group.audience
            transaction.touch(each)


def _broadcast(transaction: Transaction, group: WorkingGroupRow, version: ByLawsRow) -> None:
    members = {each.city_id for each in open_memberships(transaction, group.id)}
    active = active_cities(transaction, group.network_id)
    until = broadcasts.held_until(transaction.now, version.broadcast_hold_hours)
    for city_id in broadcasts.cities_to_notify(active, members):
        tell(transaction, 'working_group_constituted', group, city_id=city_id, held_until=until)
    if not contact_is_shown(transaction, group):
        tell(transaction, 'contact_not_shown', group, city_id=None)


def active_cities(transaction: Transaction, network_id: UUID) -> list[UUID]:
    """Return the cities that are active in the network now."""
    wanted = (
        select(_MEMBERS.c.city_id)
        .where(
            _MEMBERS.c.network_id == network_id,
            _MEMBERS.c.working_group_id.is_(None),
            _MEMBERS.c.stage == 'active',
            _MEMBERS.c.end_date.is_(None),
        )
        .order_by(_MEMBERS.c.city_id)
    )
    return [city_id for city_id in transaction.session.execute(wanted).scalars() if city_id is not None]


def is_active_in(transaction: Transaction, network_id: UUID, city_id: UUID) -> bool:
    """Say whether a city is active in the network now."""

    def read() -> bool:
        active = (_MEMBERS.c.working_group_id.is_(None), _MEMBERS.c.stage == 'active', _MEMBERS.c.end_date.is_(None))
        wanted = select(_MEMBERS.c.id).where(_MEMBERS.c.network_id == network_id, _MEMBERS.c.city_id == city_id, *active)
        return transaction.session.execute(wanted).first() is not None

    return transaction.recorded.once((ACTIVE, network_id, city_id), read)


def contact_is_shown(transaction: Transaction, group: WorkingGroupRow) -> bool:
    """Say whether members can see some way to reach the lead city (W4)."""
    shown = (
        select(_POINTS.c.id)
        .join(RoleRow, _ROLES.c.person_id == _POINTS.c.person_id)
        .where(
            _ROLES.c.working_group_id == group.id,
            _ROLES.c.role == 'lead_contact',
            _ROLES.c.end_date.is_(None),
            or_(_POINTS.c.visibility == 'public', and_(_POINTS.c.visibility == 'members', _POINTS.c.network_id == group.network_id)),
            _POINTS.c.ended_on.is_(None),
        )
        .limit(1)
    )
    return transaction.session.execute(shown).first() is not None


def _flag(transaction: Transaction, group: WorkingGroupRow) -> None:
    missing = [working_groups.Missing(**each) for each in group.missing]
    was_below, lacked_lead = group.below_minimum, group.needs_lead
    group.below_minimum = working_groups.is_below_minimum(group.stage, missing)
    lead, acting = current_lead(transaction, group.id), acting_lead(transaction, group.id)
    group.needs_lead = working_groups.needs_lead(group.stage, has_lead=lead is not None, acts=acting is not None)
    if group.below_minimum and not was_below:
        tell(transaction, 'below_minimum', group, city_id=None, parameters={'missing': group.missing})
    if group.needs_lead and not lacked_lead:
        _tell_of_need(transaction, group, lead)


def _tell_of_need(transaction: Transaction, group: WorkingGroupRow, suspended: LeadRow | None) -> None:
    """Tell the office that no city leads a group, and the cities that could; of a lead city that is suspended, that city as well."""
    asked = {row.city_id for row in open_memberships(transaction, group.id)} & set(active_cities(transaction, group.network_id))
    of_office, of_cities = ('lead_suspended', 'lead_wanted_meanwhile') if suspended else ('needs_lead', 'lead_wanted')
    for city_id in [suspended.city_id, None] if suspended else [None]:
        tell(transaction, of_office, group, city_id=city_id)
    for city_id in sorted(each for each in asked if each):
        tell(transaction, of_cities, group, city_id=city_id)
