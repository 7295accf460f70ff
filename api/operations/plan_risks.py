"""What can be done with the risks of a plan: take them from the library, write down one's own, weigh them, look after them (P8, P10)."""

from uuid import UUID

from sqlalchemy import select

from api import plan_library as library
from api.models.columns import table
from api.models.plan_risks import LibraryRisksTaken, PlanRiskCreate, PlanRiskPatch, PlanRiskRow
from api.models.plans import PlanRow
from api.operations.permit import permit, permit_on
from api.operations.plan_records import change, hidden, lock_plan_of, of_city, plan_named, set_down
from api.rules import follow_up
from api.spine import Transaction

_RISKS = table(PlanRiskRow)


def create_plan_risk(transaction: Transaction, wish: PlanRiskCreate) -> PlanRiskRow:
    """Write down a risk, as the city whose plan it is."""
    permit(transaction, 'create_plan_risk', of_city(transaction, plan := plan_named(transaction, wish.plan_id)))
    risk = set_down(transaction, plan, PlanRiskRow, wish)
    named = {name for name, value in wish.model_dump().items() if value is not None}
    transaction.record('create_plan_risk', transaction.add(risk), hidden=hidden(named))
    return risk


def update_plan_risk(transaction: Transaction, risk_id: UUID, wish: PlanRiskPatch) -> PlanRiskRow:
    """Weigh a risk anew, say what is done about it, or with whom it is shared."""
    plan = lock_plan_of(transaction, PlanRiskRow, risk_id)
    risk = permit_on(transaction, 'update_plan_risk', PlanRiskRow, risk_id, of_city)
    names = change(transaction, plan, risk, wish)
    transaction.record('update_plan_risk', risk, hidden=hidden(names))
    return risk


def take_library_risks(transaction: Transaction, plan_id: UUID) -> LibraryRisksTaken:
    """Take every risk of the plan library that the plan does not have yet, in the caller's language, which the city writes over."""
    plan = permit_on(transaction, 'take_library_risks', PlanRow, plan_id, of_city, versioned=False)
    language = transaction.caller.language
    wanted = select(_RISKS.c.library_key).where(_RISKS.c.plan_id == plan.id, _RISKS.c.library_key.is_not(None))
    there = set(transaction.session.execute(wanted).scalars())
    phases = {step.key: step.phase for step in library.STEPS}
    missing = [each for each in library.RISKS if each.key not in there]
    for each in missing:
        risk = PlanRiskRow(
            network_id=plan.network_id,
            city_id=plan.city_id,
            plan_id=plan.id,
            library_key=each.key,
            phase=phases[each.step],
            risk=each.risk[language],
            measure='\n'.join(measure[language] for measure in each.measures),
            audience=follow_up.audience_of(plan.audience, 'nobody'),
        )
        transaction.record('take_library_risks', transaction.add(risk))
    return LibraryRisksTaken(plan_id=plan.id, added=len(missing), taken=len(there) + len(missing))
