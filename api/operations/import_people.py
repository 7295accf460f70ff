"""What an import of people says: who somebody is, how they are reached, which role they hold since when; row by row.

Nobody is published by it: who is to be seen by everybody says so themself. Whoever withdrew a contact, or ended a role, stays so.
"""

import re
from collections.abc import Mapping, Sequence
from uuid import UUID

from api.models.cities import CityRow
from api.models.imports import RowOfImport
from api.models.keys import fold
from api.models.people import PersonRow
from api.models.shapes import LANGUAGES, MAIL
from api.operations.import_cells import Cells, Checked
from api.operations.import_people_roles import (
    PeopleKnown,
    PersonPlan,
    RolePlan,
    changes_of,
    city_id_of,
    compare_person,
    people_known,
    read_role,
    read_visibility,
)
from api.rules import import_people, imports
from api.rules.imports import Fault
from api.spine import Transaction

_MAIL = re.compile(MAIL)
_LONGEST_MAIL, _SHORTEST_PHONE = 254, 3


def check_people(transaction: Transaction, network_id: UUID, rows: Sequence[tuple[RowOfImport, Mapping[str, str]]]) -> list[Checked]:
    """Return what each row would do; several rows may tell of one person."""
    mails = {' '.join(by_field.get('mail', '').split()).lower() for _, by_field in rows} - {''}
    known = people_known(transaction, network_id, mails)
    return [_checked(known, row, Cells(by_field)) for row, by_field in rows]


def _checked(known: PeopleKnown, row: RowOfImport, cells: Cells) -> Checked:
    person = _person_said(known, row, cells)
    plan = RolePlan(person, known.places.network.id)
    notes: list[Fault] = []
    suspicion, candidates = None, list[PersonRow]()
    read_role(known, plan, cells)
    phone = cells.text('phone', 500)
    if phone and len(phone) < _SHORTEST_PHONE:
        cells.fault('phone', Fault('no_phone', {'value': phone}))
    read_visibility(plan, cells, notes)
    if not cells.faults and row.decision != 'left_out':
        suspicion, candidates = _meant(known, person, row, cells)
    plan.of = next((each for each in known.above if _is_one(each, person)), person)
    if not cells.faults and suspicion is None and row.decision != 'left_out':
        compare_person(known, plan, cells, notes, phone, is_first=plan.of is person)
        if not cells.faults and plan.of is person:
            known.above.append(person)
    changes = changes_of(known, plan) if suspicion is None and not cells.faults else []
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


def _person_said(known: PeopleKnown, row: RowOfImport, cells: Cells) -> PersonPlan:
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


def _meant(known: PeopleKnown, person: PersonPlan, row: RowOfImport, cells: Cells) -> tuple[Fault | None, list[PersonRow]]:
    """Find whom a row means; or return why it cannot be told, with those it might be."""
    holder = known.by_mail.get(person.mail.lower()) if person.mail else None
    if holder is not None and holder.network_id != known.places.network.id:
        cells.fault('mail', Fault('person_elsewhere', {'value': person.mail}))
        return None, []
    if holder is not None:
        return _of_that_mail(person, holder, row, cells)
    alike = [each for each in known.people if _is_alike(person, each)]
    chosen = next((each for each in alike if row.decision == 'same' and each.id == row.candidate_id), None)
    same = [each for each in alike if each.mail is None and fold(each.name) == fold(person.name) and city_id_of(person) == each.city_id]
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


def _unlike_those_above(known: PeopleKnown, person: PersonPlan, row: RowOfImport, cells: Cells) -> Fault | None:
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
    near = None in {city_id_of(person), each.city_id} or city_id_of(person) == each.city_id
    return near and imports.looks_like(fold(person.name), fold(each.name))
