"""How what a city asks before and while it carries its plan out is shown: what it found, who advised it, what is there already (P8)."""

from sqlalchemy import Date, and_, case, func, literal_column

from api.models.columns import table
from api.models.needs_assessments import NeedsAssessment, NeedsAssessmentRow, NeedsFinding, NeedsFindingRow
from api.models.plan_consultations import PlanConsultation, PlanConsultationRow
from api.models.plan_inventory_items import PlanInventoryItem, PlanInventoryItemRow
from api.reads import Read, json_of
from api.shown.follow_up import NO_IDS, facts_of, own, you_may_of
from api.shown.pieces import city_name, object_of
from api.shown.plans import shared_with

_assessments, _findings = table(NeedsAssessmentRow), table(NeedsFindingRow)
_consultations, _inventory = table(PlanConsultationRow), table(PlanInventoryItemRow)
_asked_day = func.coalesce(_assessments.c.starts_on, literal_column("'infinity'::date", Date))
_has_cell = and_(_inventory.c.commitment.is_not(None), _inventory.c.track.is_not(None))

NEEDS_ASSESSMENTS = Read(
    NeedsAssessmentRow,
    json_of(NeedsAssessment, _assessments, city=city_name(_assessments.c.city_id), shared_with=shared_with(_assessments)),
    facts=facts_of(_assessments),
    you_may=you_may_of('update_needs_assessment'),
    sorts={'-day': (_asked_day, True), 'day': (_asked_day, False), 'id': (None, False), '-id': (None, True)},
)
NEEDS_FINDINGS = Read(
    NeedsFindingRow,
    json_of(
        NeedsFinding,
        _findings,
        city=city_name(_findings.c.city_id),
        shared_with=shared_with(_findings),
        **own(_findings, 'plan_action_ids', otherwise=NO_IDS),
    ),
    facts=facts_of(_findings),
    you_may=you_may_of('update_needs_finding'),
    sorts={'id': (None, False), '-id': (None, True)},
)
PLAN_CONSULTATIONS = Read(
    PlanConsultationRow,
    json_of(
        PlanConsultation,
        _consultations,
        city=city_name(_consultations.c.city_id),
        shared_with=shared_with(_consultations),
        **own(_consultations, 'person_id'),
    ),
    facts=facts_of(_consultations),
    you_may=you_may_of('update_plan_consultation'),
    sorts={
        '-asked_on': (_consultations.c.asked_on, True),
        'asked_on': (_consultations.c.asked_on, False),
        'id': (None, False),
        '-id': (None, True),
    },
)
PLAN_INVENTORY_ITEMS = Read(
    PlanInventoryItemRow,
    json_of(
        PlanInventoryItem,
        _inventory,
        city=city_name(_inventory.c.city_id),
        cell=case((_has_cell, object_of(commitment=_inventory.c.commitment, track=_inventory.c.track))),
        shared_with=shared_with(_inventory),
    ),
    facts=facts_of(_inventory),
    you_may=you_may_of('update_plan_inventory_item'),
    sorts={
        'name': (_inventory.c.sort_key, False),
        '-name': (_inventory.c.sort_key, True),
        'id': (None, False),
        '-id': (None, True),
    },
)
