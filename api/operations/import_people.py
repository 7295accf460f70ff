"""What an import of people says: who somebody is, how they are reached, which role they hold since when; row by row.

Nobody is published by it: who is to be seen by everybody says so themself. Whoever withdrew a contact, or ended a role, stays so.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args
from uuid import UUID

from sqlalchemy import func, or_, select

from api.models.cities import CityRow
from api.models.columns import table
from api.models.contact_points import ContactPointRow
from api.models.imports import RowOfImport
from api.models.keys import fold
from api.models.organisations import OrganisationRow
from api.models.people import PersonRow
from api.models.roles import RoleName, RoleRow
from api.models.shapes import LANGUAGES, MAIL, Visibility
from api.models.working_groups import WorkingGroupRow
from api.operations.import_cells import Cells, Checked, said_partly
from api.operations.import_places import Places, places_of
from api.rules import import_people, imports, roles
from api.rules.imports import Fault, PartlyKnown
from api.spine import Transaction

_PEOPLE, _ROLES, _POINTS, _ORGANISATIONS = table(PersonRow), table(RoleRow), table(ContactPointRow), table(OrganisationRow)
_MAIL = re.compile(MAIL)
_LONGEST_MAIL, _SHORTEST_PHONE = 254, 3


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
class _Known:
    """Who is known here, by what they are recognised by; and who has become known by a row above."""

    places: Places
    people: list[PersonRow]
    by_mail: dict[str, PersonRow]
    terms: dict[UUID, list[RoleRow]]
    points: dict[UUID, list[ContactPointRow]]
    organisations: list[OrganisationRow]
    above: list[PersonPlan] = field(default_factory=list)
    given: set[tuple[int, Any]] = field(default_factory=set)


def check_people(transaction: Transaction, network_id: UUID, rows: Sequence[tuple[RowOfImport, Mapping[str, str]]]) -> list[Checked]:
    """Return what each row would do; several rows may tell of one person."""
    mails = {' '.join(by_field.get('mail', '').split()).lower() for _, by_field in rows} - {''}
    known = _known(transaction, network_id, mails)
    return [_checked(known, row, Cells(by_field)) for row, by_field in rows]


def _known(transaction: Transaction, network_id: UUID, mails: set[str]) -> _Known:
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
    return _Known(
        places=places_of(transaction, network_id),
        people=[person for person in found if person.network_id == network_id],
        by_mail={person.mail.lower(): person for person in found if person.mail},
        terms=terms,
        points=points,
        organisations=list(transaction.session.execute(select(OrganisationRow).order_by(_ORGANISATIONS.c.id)).scalars()),
    )


def _checked(known: _Known, row: RowOfImport, cells: Cells) -> Checked:
    person = _person_said(known, row, cells)
    plan = RolePlan(person, known.places.network.id)
    notes: list[Fault] = []
    suspicion, candidates = None, list[PersonRow]()
    _read_role(known, plan, cells)
    phone = cells.text('phone', 500)
    if phone and len(phone) < _SHORTEST_PHONE:
        cells.fault('phone', Fault('no_phone', {'value': phone}))
    _read_visibility(plan, cells, notes)
    if not cells.faults and row.decision != 'left_out':
        suspicion, candidates = _meant(known, person, row, cells)
    plan.of = next((each for each in known.above if _is_one(each, person)), person)
    if not cells.faults and suspicion is None and row.decision != 'left_out':
        _compare(known, plan, cells, notes, phone, is_first=plan.of is person)
        if not cells.faults and plan.of is person:
            known.above.append(person)
    changes = _changes(known, plan) if suspicion is None and not cells.faults else []
    outcome = imports.outcome_of(
        refused=bool(cells.faults),
        left_out=row.decision == 'left_out',
        undecided=suspicion is not None,
        is_new=person.known is None and bool(changes or plan.of is person),
        changes=bool(changes),
    )
    who = plan.of.known
    return Checked(
        number=row.number,
        title=', '.join(filter(None, (person.name or person.mail, person.city.name if person.city else ''))),
        outcome=outcome,
        faults=[*cells.faults, *([(None, suspicion)] if suspicion and not cells.faults else [])],
        changes=changes,
        # Whom it might be is kept by id alone, so that an erasure leaves no name behind.
        candidates=[{'id': str(each.id), 'kind': 'person'} for each in candidates],
        record_id=who.id if who else None,
        plan=plan,
        notes=notes if outcome in {'added', 'changed', 'unchanged'} else [],
        person_id=who.id if who else None,
    )


# -- who it is -------------------------------------------------------------------------------------------------------------


def _person_said(known: _Known, row: RowOfImport, cells: Cells) -> PersonPlan:
    name = cells.text('name') or ' '.join(filter(None, (cells.text('first_name'), cells.text('last_name'))))
    mail = cells.text('mail', _LONGEST_MAIL)
    if mail and not _MAIL.fullmatch(mail):
        cells.fault('mail', Fault('no_mail', {'value': mail}))
    if not name and not mail:
        cells.fault('name', Fault('row_names_no_person'))
    city: CityRow | Fault | None = known.places.city_named(cells.text('city')) if cells.text('city') else None
    if isinstance(city, CityRow) and city.id not in known.places.in_network:
        city = Fault('city_not_in_network', {'city': city.name})
    if isinstance(city, Fault):
        cells.fault('city', city)
        city = None
    spoken = cells.word('language', LANGUAGES, '', import_people.LANGUAGES)
    ours = next((each for each in known.places.network.working_languages if each in LANGUAGES), LANGUAGES[0])
    return PersonPlan(row.number, name[:200], mail, city, spoken or ours)


def _is_one(above: PersonPlan, here: PersonPlan) -> bool:
    """Say whether a row tells of the person of a row above."""
    if above.known is not None or here.known is not None:
        return above.known is here.known
    if above.mail or here.mail:
        return above.mail.lower() == here.mail.lower()
    return fold(above.name) == fold(here.name) and above.city is here.city


def _meant(known: _Known, person: PersonPlan, row: RowOfImport, cells: Cells) -> tuple[Fault | None, list[PersonRow]]:
    """Find whom a row means; or return why it cannot be told, with those it might be."""
    holder = known.by_mail.get(person.mail.lower()) if person.mail else None
    if holder is not None and holder.network_id != known.places.network.id:
        cells.fault('mail', Fault('person_elsewhere', {'value': person.mail}))
        return None, []
    if holder is not None:
        return _of_that_mail(person, holder, row, cells)
    alike = [each for each in known.people if _is_alike(person, each)]
    chosen = next((each for each in alike if row.decision == 'same' and each.id == row.candidate_id), None)
    same = [each for each in alike if each.mail is None and fold(each.name) == fold(person.name) and _city_id(person) == each.city_id]
    if chosen is None and row.decision is None and not person.mail and len(same) == len(alike) == 1:
        chosen = same[0]
    if chosen is not None:
        person.known = chosen
        if person.mail and chosen.mail:
            cells.fault('mail', Fault('mail_differs'))
        return None, alike
    if alike and row.decision != 'new':
        return Fault('person_looks_like'), alike
    return _unlike_those_above(known, person, row, cells), alike


def _of_that_mail(person: PersonPlan, holder: PersonRow, row: RowOfImport, cells: Cells) -> tuple[Fault | None, list[PersonRow]]:
    if import_people.is_of_that_mail(fold(person.name), fold(holder.name)) or (row.decision, row.candidate_id) == ('same', holder.id):
        person.known = holder
        return None, [holder]
    if row.decision == 'new':
        cells.fault('mail', Fault('mail_of_another'))
        return None, [holder]
    return Fault('person_of_that_mail'), [holder]


def _unlike_those_above(known: _Known, person: PersonPlan, row: RowOfImport, cells: Cells) -> Fault | None:
    """Two new people in one file may be one: with one mailbox and two names it is refused, with nearly one name it is asked."""
    for above in known.above:
        if person.mail and above.mail.lower() == person.mail.lower():
            if not import_people.is_of_that_mail(fold(person.name), fold(above.name)):
                cells.fault('mail', Fault('mail_of_row', {'row': above.number}))
            return None
    if not person.name and not known.by_mail.get(person.mail.lower()):
        cells.fault('name', Fault('name_needed'))
    for above in known.above:
        is_alike = above.city is person.city and imports.looks_like(fold(person.name), fold(above.name))
        if row.decision != 'new' and above.known is None and is_alike and not _is_one(above, person):
            return Fault('person_of_row', {'row': above.number})
    return None


def _is_alike(person: PersonPlan, each: PersonRow) -> bool:
    near = None in {_city_id(person), each.city_id} or _city_id(person) == each.city_id
    return near and imports.looks_like(fold(person.name), fold(each.name))


def _city_id(person: PersonPlan) -> UUID | None:
    return person.city.id if person.city else None


# -- what they hold --------------------------------------------------------------------------------------------------------


def _read_role(known: _Known, plan: RolePlan, cells: Cells) -> None:
    places = known.places
    plan.role = cells.word('role', get_args(RoleName), '', import_people.ROLES)
    plan.start = cells.day('start_date', places.today, 'start_precision')
    group = _named(cells, 'working_group', places.group_named)
    organisation = _named(cells, 'organisation', lambda said: _organisation_named(known, said))
    if not plan.role:
        if plan.start is not None:
            cells.fault('role', Fault('role_needed'))
        return
    if plan.role in roles.OF_THE_OFFICE:
        cells.fault('role', Fault('role_of_the_office'))
    held_for = {'city_id': _city_id(plan.of), 'working_group_id': group.id if group else None}
    held_for['organisation_id'] = organisation.id if organisation else None
    refusal = roles.why_not_held_so(plan.role, held_for)
    if refusal is not None and not cells.faults:
        cells.fault('role', import_people.lacking(refusal.code))
    wanted = roles.HELD_FOR.get(plan.role, ())
    plan.city_id = held_for['city_id']
    plan.organisation_id = held_for['organisation_id'] if 'organisation_id' in wanted else None
    plan.working_group_id = held_for['working_group_id'] if 'working_group_id' in wanted or plan.role == 'group_coordinator' else None
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


def _organisation_named(known: _Known, said: str) -> OrganisationRow | Fault:
    found = [each for each in known.organisations if said in {each.slug, str(each.id)} or fold(each.name) == fold(said)]
    return found[0] if len(found) == 1 else Fault('organisation_not_known', {'value': said})


def _read_visibility(plan: RolePlan, cells: Cells, notes: list[Fault]) -> None:
    said = cells.word('visibility', get_args(Visibility), 'members', import_people.VISIBILITIES)
    if said == 'public':
        notes.append(Fault('not_published'))
    plan.visibility = 'members' if said == 'public' else said


def _compare(known: _Known, plan: RolePlan, cells: Cells, notes: list[Fault], phone: str, *, is_first: bool) -> None:
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


def _compare_term(known: _Known, plan: RolePlan, cells: Cells) -> None:
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
    elif (plan.of.number, place) not in known.given:
        plan.is_new = True
        known.given.add((plan.of.number, place))


def _changes(known: _Known, plan: RolePlan) -> list[tuple[str, str | None, str | None]]:
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
