"""Records the people of an import: who they are, their roles, how they are reached. Nobody is invited, told or published."""

from collections.abc import Sequence
from uuid import UUID

from api.models.contact_points import ContactPointRow
from api.models.people import PersonRow, key_of_person
from api.models.working_groups import WorkingGroupRow
from api.operations.import_cells import Checked
from api.operations.import_people_roles import PersonPlan, RolePlan
from api.operations.terms import begin_term
from api.rules.imports import PartlyKnown
from api.spine import Transaction

_ACT = 'apply_import'


def apply_people(transaction: Transaction, network_id: UUID, checked: Sequence[Checked]) -> None:
    """Record what the rows say, person by person; groups that show a lead contact come first, then those who are known."""
    plans: list[RolePlan] = [each.plan for each in checked]
    transaction.lock(WorkingGroupRow, [plan.working_group_id for plan in plans if plan.working_group_id])
    transaction.lock(PersonRow, [plan.of.known.id for plan in plans if plan.of.known])
    made: dict[int, PersonRow] = {}
    for each in checked:
        plan: RolePlan = each.plan
        person = plan.of.known or made.get(plan.of.number) or made.setdefault(plan.of.number, _new(transaction, network_id, plan.of))
        if plan.fills:
            for name, value in plan.fills.items():
                setattr(person, name, value)
            person.search_key = key_of_person(person.name, person.mail)
            transaction.record(_ACT, person)
        _hold(transaction, person, plan)
        for kind, value in plan.points:
            point = ContactPointRow(
                network_id=network_id,
                city_id=person.city_id,
                person_id=person.id,
                kind=kind,
                value=value,
                visibility=plan.visibility,
                audience=plan.visibility,
            )
            transaction.record(_ACT, transaction.add(point))
        each.record_id = each.person_id = person.id


def _new(transaction: Transaction, network_id: UUID, plan: PersonPlan) -> PersonRow:
    person = PersonRow(
        network_id=network_id,
        city_id=plan.city.id if plan.city else None,
        name=plan.name,
        mail=plan.mail or None,
        search_key=key_of_person(plan.name, plan.mail),
        language=plan.language,
        audience='own_city',
    )
    transaction.record(_ACT, transaction.add(person))
    transaction.flush()
    return person


def _hold(transaction: Transaction, person: PersonRow, plan: RolePlan) -> None:
    """Let the person hold the role since the day that the file says, else since today; or say more exactly since when they do."""
    start = plan.start or PartlyKnown(transaction.today(plan.network_id), 'day')
    if plan.term is not None:
        plan.term.start_date, plan.term.start_precision = start.day, start.precision
        transaction.record(_ACT, plan.term)
    elif plan.is_new:
        caller = transaction.caller
        begin_term(transaction, _ACT, person.id, plan, start.day, given_by=caller.id, keep=caller.session_id, precision=start.precision)
