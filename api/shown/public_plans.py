"""How the public section reads a plan: its own read, which can only ever reach what its city has shared with everybody."""

from typing import Any

from sqlalchemy import case, select
from sqlmodel import SQLModel

from api.models import public_notes
from api.models.cities import CityRow
from api.models.columns import table
from api.models.good_practices import GoodPracticeRow
from api.models.needs_assessments import NeedsAssessmentRow, NeedsFindingRow
from api.models.plan_actions import PlanActionRow
from api.models.plan_consultations import PlanConsultationRow
from api.models.plan_contacts import PlanContactRow
from api.models.plan_inventory_items import PlanInventoryItemRow
from api.models.plan_meetings import PlanMeetingRow
from api.models.plan_risks import PlanRiskRow
from api.models.plans import PlanRow
from api.models.public_plans import PublicAction, PublicPlan, PublicPractice
from api.models.shapes import Shape
from api.reads import Read, json_of
from api.shown.pieces import gathered, network_slug, object_of

_plans, _actions, _practices, _cities = table(PlanRow), table(PlanActionRow), table(GoodPracticeRow), table(CityRow)
_city = (
    select(object_of(slug=_cities.c.slug, name=_cities.c.name, country_code=_cities.c.country_code))
    .where(_cities.c.id == _plans.c.city_id)
    .correlate(_plans)
    .scalar_subquery()
)
_of_action = {name: _actions.c[name] for name in PublicAction.model_fields if name != 'cell'}
_their_actions = (
    select(gathered(object_of(**_of_action, cell=object_of(commitment=_actions.c.commitment, track=_actions.c.track)), _actions.c.id))
    .where(_actions.c.plan_id == _plans.c.id, _actions.c.audience == 'public')
    .correlate(_plans)
    .scalar_subquery()
)
_their_practices = (
    select(gathered(object_of(**{name: _practices.c[name] for name in PublicPractice.model_fields}), _practices.c.id))
    .where(
        _practices.c.city_id == _plans.c.city_id,
        _practices.c.network_id == _plans.c.network_id,
        _practices.c.stage == 'published',
        _practices.c.audience == 'public',
    )
    .correlate(_plans)
    .scalar_subquery()
)
_inventory = table(PlanInventoryItemRow)


def _noted(row: type[SQLModel], shape: type[Shape], **worked_out: Any) -> Any:
    """Return what a plan's city noted of one kind, shared with everybody, in the order in which it was written down."""
    notes = table(row)
    fields = {name: worked_out[name] if name in worked_out else notes.c[name] for name in shape.model_fields}
    kept = select(gathered(object_of(**fields), notes.c.id)).where(notes.c.plan_id == _plans.c.id, notes.c.audience == 'public')
    return kept.correlate(_plans).scalar_subquery()


_cell = case((_inventory.c.commitment.is_not(None), object_of(commitment=_inventory.c.commitment, track=_inventory.c.track)))
_their_notes = object_of(
    needs_assessments=_noted(NeedsAssessmentRow, public_notes.PublicNeedsAssessment),
    needs_findings=_noted(NeedsFindingRow, public_notes.PublicNeedsFinding),
    consultations=_noted(PlanConsultationRow, public_notes.PublicConsultation),
    inventory=_noted(PlanInventoryItemRow, public_notes.PublicInventoryItem, cell=_cell),
    risks=_noted(PlanRiskRow, public_notes.PublicRisk),
    meetings=_noted(PlanMeetingRow, public_notes.PublicMeeting),
    contacts=_noted(PlanContactRow, public_notes.PublicPlanContact),
)
# What its actions cover is worked out from what is read here.
PUBLIC_PLANS = Read(
    PlanRow,
    json_of(
        PublicPlan,
        _plans,
        city=_city,
        network_slug=network_slug(_plans),
        actions=_their_actions,
        practices=_their_practices,
        notes=_their_notes,
        coverage=object_of(),
    ),
    sorts={'-id': (None, True)},
    derived=(_city.label('city'), _their_actions.label('actions'), _their_practices.label('practices'), _their_notes.label('notes')),
)
