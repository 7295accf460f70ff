"""Reads which role a row of an import gives somebody, and how they are reached, and compares it with what is known of them."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_args
from uuid import UUID

from sqlalchemy import func, or_, select

from api.models.cities import CityRow
from api.models.columns import table
from api.models.contact_points import ContactPointRow
from api.models.keys import fold
from api.models.organisations import OrganisationRow
from api.models.people import PersonRow
from api.models.roles import RoleName, RoleRow
from api.models.shapes import Visibility
from api.models.working_groups import WorkingGroupRow
from api.operations.import_cells import Cells, said_partly
from api.operations.import_places import Places, places_of
from api.rules import import_people, imports, roles
from api.rules.imports import Fault, PartlyKnown
from api.sentences import languages, say
from api.spine import Transaction

_PEOPLE, _ROLES, _POINTS, _ORGANISATIONS = table(PersonRow), table(RoleRow), table(ContactPointRow), table(OrganisationRow)


@dataclass(slots=True)
class PersonPlan:
    """A person as their rows tell them; `known` where they are known already."""

    number: int
    name: str
    mail: str
    city: CityRow | None
    language: str
    known: PersonRow | None = None


@dataclass(slots=True)
class RolePlan:
    """What is to be written of a row: about the person, a term in a role or what is known of its first day, contact points."""

    of: PersonPlan
    network_id: UUID
    role: str = ''
    city_id: UUID | None = None
    organisation_id: UUID | None = None
    working_group_id: UUID | None = None
    start: PartlyKnown | None = None
    term: RoleRow | None = None
    is_new: bool = False
    fills: dict[str, Any] = field(default_factory=dict)
    points: list[tuple[str, str]] = field(default_factory=list)
    visibility: str = 'members'


@dataclass(slots=True)
class PeopleKnown:
    """Who is known here, by what they are recognised by; and who has become known by a row above."""

    places: Places
    people: list[PersonRow]
    by_mail: dict[str, PersonRow]
    terms: dict[UUID, list[RoleRow]]
    points: dict[UUID, list[ContactPointRow]]
    organisations: list[OrganisationRow]
    held_once: dict[tuple[str, UUID | None], UUID]
    above: list[PersonPlan] = field(default_factory=list)
    given: set[tuple[int, Any]] = field(default_factory=set)
    given_once: dict[tuple[str, UUID | None], PersonPlan] = field(default_factory=dict)


def people_known(transaction: Transaction, network_id: UUID, mails: set[str]) -> PeopleKnown:
    """Return who is known in a network, or by one of these addresses."""
    lowered = func.lower(_PEOPLE.c.mail)
    wanted = select(PersonRow).where(or_(_PEOPLE.c.network_id == network_id, lowered.in_(sorted(mails))), _PEOPLE.c.erased_at.is_(None))
    found = list(transaction.session.execute(wanted.order_by(_PEOPLE.c.id)).scalars())
    ids = [person.id for person in found]
    terms: dict[UUID, list[RoleRow]] = {}
    for term in transaction.session.execute(select(RoleRow).where(_ROLES.c.person_id.in_(ids)).order_by(_ROLES.c.id)).scalars():
        terms.setdefault(term.person_id, []).append(term)
    points: dict[UUID, list[ContactPointRow]] = {}
    for point in transaction.session.execute(select(ContactPointRow).where(_POINTS.c.person_id.in_(ids)).order_by(_POINTS.c.id)).scalars():
        points.setdefault(point.person_id, []).append(point)
    in_force = (_ROLES.c.network_id == network_id, _ROLES.c.end_date.is_(None), _ROLES.c.role.in_(sorted(roles.HELD_ONCE)))
    held = select(_ROLES.c.role, _ROLES.c.city_id, _ROLES.c.person_id).where(*in_force)
    return PeopleKnown(
        places=places_of(transaction, network_id),
        people=[person for person in found if person.network_id == network_id],
        by_mail={person.mail.lower(): person for person in found if person.mail},
        terms=terms,
        points=points,
        organisations=list(transaction.session.execute(select(OrganisationRow).order_by(_ORGANISATIONS.c.id)).scalars()),
        held_once={(role, city_id): person_id for role, city_id, person_id in transaction.session.execute(held)},
    )


def read_role(known: PeopleKnown, plan: RolePlan, cells: Cells) -> None:
    """Read the role, what it is held for and since when; faults go to the cells."""
    places = known.places
    plan.role = cells.word('role', get_args(RoleName), '', _meant_by())
    plan.start = cells.day('start_date', places.today, 'start_precision')
    group = _named(cells, 'working_group', places.group_named)
    organisation = _named(cells, 'organisation', lambda said: _organisation_named(known, said))
    if not plan.role:
        if plan.start is not None:
            cells.fault('role', Fault('role_needed'))
        return
    if plan.role in roles.OF_THE_OFFICE:
        cells.fault('role', Fault('role_of_the_office'))
    held_for = {'city_id': city_id_of(plan.of), 'working_group_id': group.id if group else None}
    held_for['organisation_id'] = organisation.id if organisation else None
    refusal = roles.why_not_held_so(plan.role, held_for)
    if refusal is not None and not cells.faults:
        cells.fault('role', import_people.lacking(refusal.code))
    wanted = roles.HELD_FOR.get(plan.role, ())
    plan.city_id = held_for['city_id']
    plan.organisation_id = held_for['organisation_id'] if 'organisation_id' in wanted else None
    plan.working_group_id = held_for['working_group_id'] if 'working_group_id' in wanted else None
    if plan.role == 'lead_contact' and group is not None and plan.of.city is not None:
        leads = [term for term in places.leads.get(group.id, ()) if term.end_date is None and term.city_id == plan.city_id]
        if not leads:
            cells.fault('working_group', Fault('not_the_lead_city', {'city': plan.of.city.name, 'title': group.title}))


def _named(cells: Cells, name: str, find: Any) -> Any:
    found: WorkingGroupRow | OrganisationRow | Fault | None = find(cells.text(name)) if cells.text(name) else None
    if isinstance(found, Fault):
        cells.fault(name, found)
        return None
    return found


def _organisation_named(known: PeopleKnown, said: str) -> OrganisationRow | Fault:
    found = [each for each in known.organisations if said in {each.slug, str(each.id)} or fold(each.name) == fold(said)]
    return found[0] if len(found) == 1 else Fault('organisation_not_known', {'value': said})


def read_visibility(plan: RolePlan, cells: Cells, notes: list[Fault]) -> None:
    """Read who may see the contacts: members at most, since nobody is published but by themself."""
    said = cells.word('visibility', get_args(Visibility), 'members', import_people.VISIBILITIES)
    if said == 'public':
        notes.append(Fault('not_published'))
    plan.visibility = 'members' if said == 'public' else said


def compare_person(known: PeopleKnown, plan: RolePlan, cells: Cells, notes: list[Fault], phone: str, *, is_first: bool) -> None:
    """Find what a row adds to what is known of its person; faults go to its cells."""
    person, who = plan.of, plan.of.known
    if who is not None and is_first:
        if person.mail and who.mail is None:
            if any(term.role in roles.OF_THE_OFFICE and term.end_date is None for term in known.terms.get(who.id, ())):
                cells.fault('mail', Fault('mail_of_the_office'))
            plan.fills['mail'] = person.mail
        if person.city is not None and who.city_id is None:
            plan.fills['city_id'] = person.city.id
        if 'mail' in plan.fills and who.disabled_at is not None:
            cells.fault('mail', Fault('person_disabled'))
    recorded = known.points.get(who.id, []) if who else []
    for kind, value in (('mail', person.mail if who is None and is_first else ''), ('phone', phone)):
        same = [point for point in recorded if (point.kind, point.value) == (kind, value)]
        if same and all(point.ended_on for point in same):
            notes.append(Fault('contact_ended', {'value': value}))
        is_told = (person.number, (kind, value)) in known.given
        if value and not same and not is_told:
            plan.points.append((kind, value))
            known.given.add((person.number, (kind, value)))
    if plan.role:
        _compare_term(known, plan, cells)


@cache
def _meant_by() -> dict[str, str]:
    """Return which role each word stands for: as screens call it in any language, and as offices write it."""
    called = {fold(say(language, f'role.{role}')): role for language in languages() for role in get_args(RoleName)}
    return {**called, **import_people.ROLES}


def _compare_term(known: PeopleKnown, plan: RolePlan, cells: Cells) -> None:
    who = plan.of.known
    place = (plan.role, plan.city_id, plan.organisation_id, plan.working_group_id)
    of_person = known.terms.get(who.id, []) if who else []
    same = [term for term in of_person if (term.role, term.city_id, term.organisation_id, term.working_group_id) == place]
    same = [term for term in same if term.network_id == plan.network_id]
    held = next((term for term in same if term.end_date is None), None)
    if held is not None:
        if plan.start is not None and imports.says_more(plan.start, PartlyKnown(held.start_date, held.start_precision)):
            plan.term = held
        return
    ended = max((term.end_date for term in same if term.end_date), default=None)
    if ended is not None and (plan.start is None or plan.start.day < ended):
        cells.fault('role', Fault('role_ended', {'date': ended.isoformat()}))
    elif who is not None and who.disabled_at is not None:
        cells.fault('role', Fault('person_disabled'))
    elif (plan.of.number, place) not in known.given and not _is_held_by_another(known, plan, cells):
        plan.is_new = True
        known.given.add((plan.of.number, place))


def _is_held_by_another(known: PeopleKnown, plan: RolePlan, cells: Cells) -> bool:
    """Say whether the role is one that a person holds at a time, and somebody else does: by the record, or by a row above."""
    if plan.role not in roles.HELD_ONCE:
        return False
    office = plan.role, plan.city_id
    if office in known.held_once:
        cells.fault('role', Fault('role_held_by_another'))
        return True
    above = known.given_once.setdefault(office, plan.of)
    if above is not plan.of:
        cells.fault('role', Fault('role_of_row', {'row': above.number}))
    return above is not plan.of


def changes_of(known: PeopleKnown, plan: RolePlan) -> list[tuple[str, str | None, str | None]]:
    """Return what a row changes, for whoever looks at it before it is applied."""
    found: list[tuple[str, str | None, str | None]] = []
    if 'mail' in plan.fills:
        found.append(('mail', None, plan.of.mail))
    if 'city_id' in plan.fills and plan.of.city is not None:
        found.append(('city', None, plan.of.city.name))
    if plan.is_new:
        start = plan.start or PartlyKnown(known.places.today, 'day')
        found += [('role', None, plan.role), ('start_date', None, said_partly(start))]
    if plan.term is not None and plan.start is not None:
        found.append(('start_date', said_partly(PartlyKnown(plan.term.start_date, plan.term.start_precision)), said_partly(plan.start)))
    return found + [(kind, None, value) for kind, value in plan.points]


def city_id_of(person: PersonPlan) -> UUID | None:
    """Return the city of a person, if a row names one."""
    return person.city.id if person.city else None
