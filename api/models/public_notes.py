"""Knows what the public section shows of what a city noted around its plan: each note that the city has shared with everybody by itself."""

from datetime import date

from pydantic import Field

from api.models.needs_assessments import NeedsMethod
from api.models.plan_actions import Cell
from api.models.plan_consultations import PlanConsultationKind
from api.models.plan_contacts import ContactWay
from api.models.plan_inventory_items import InventoryKind
from api.models.plan_meetings import PlanMeetingKind
from api.models.plan_risks import Degree, PlanPhase, RiskStanding
from api.models.shapes import Id, Line, Name, Prose, SaidLine, Shape, Url


class PublicNeedsAssessment(Shape):
    """How the city asked what is needed."""

    id: Id
    title: Name
    method: NeedsMethod = Field(description='Open list.')
    starts_on: date | None
    ends_on: date | None
    participants: Prose | None = Field(description='Who took part, in words.')
    participant_count: int | None
    questions: Prose | None = Field(description='What was asked, each on a line of its own.')


class PublicNeedsFinding(Shape):
    """What the city found when it asked; its assessment is here only when that is shared with everybody, too."""

    id: Id
    needs_assessment_id: Id
    finding: Prose


class PublicConsultation(Shape):
    """A draft that went round, or advice that was asked for, and the answer."""

    id: Id
    kind: PlanConsultationKind = Field(description='Open list.')
    asked_on: date
    of_whom: Line
    question: Prose | None
    answered_on: date | None
    answer: Prose | None
    what_came_of_it: Prose | None


class PublicInventoryItem(Shape):
    """A service, an organisation or a measure that is there already."""

    id: Id
    kind: InventoryKind = Field(description='Open list.')
    name: Name
    provider: Line | None = Field(description='Who offers it, in words.')
    cell: Cell | None
    description: Prose | None
    url: Url | None


class PublicRisk(Shape):
    """What may go wrong with the plan, and what the city does about it."""

    id: Id
    phase: PlanPhase = Field(description='Open list.')
    risk: SaidLine
    likelihood: Degree | None = Field(description='Open list.')
    weight: Degree | None = Field(description='Open list. How much it would harm.')
    measure: Prose | None
    standing: RiskStanding = Field(description='Open list.')
    review_on: date | None


class PublicMeeting(Shape):
    """A meeting about the plan."""

    id: Id
    kind: PlanMeetingKind = Field(description='Open list.')
    planned_on: date | None
    held_on: date | None = Field(description='Null until it was held.')
    place: Line | None
    present: Prose | None = Field(description='Who was there, in words.')
    agenda: Prose | None
    notes: Prose | None
    decisions: Prose | None


class PublicPlanContact(Shape):
    """That the city was in touch with somebody about its plan."""

    id: Id
    contacted_on: date
    with_whom: Line
    way: ContactWay = Field(description='Open list.')
    note: Prose | None
    next_step: Line | None
    next_step_on: date | None


class PublicNotes(Shape):
    """What the city noted around its plan and shared with everybody, each kind in the order in which it was written down."""

    needs_assessments: list[PublicNeedsAssessment]
    needs_findings: list[PublicNeedsFinding]
    consultations: list[PublicConsultation]
    inventory: list[PublicInventoryItem]
    risks: list[PublicRisk]
    meetings: list[PublicMeeting]
    contacts: list[PublicPlanContact]
