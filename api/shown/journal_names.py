"""What the ids in the journal are called today, as far as the caller may see it: four statements a page, however long it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Select, Text, Uuid, bindparam, case, cast, false, func, null, select, true, union_all
from sqlmodel import SQLModel

from api.models.action_items import ActionItemRow
from api.models.api_clients import ApiClientRow
from api.models.assemblies import AssemblyRow
from api.models.by_laws import ByLawsRow
from api.models.calls_for_interest import CallAnswerRow, CallForInterestRow
from api.models.circulars import CircularRow, CircularTextRow
from api.models.cities import CityRow
from api.models.columns import table
from api.models.contact_points import ContactPointRow
from api.models.decisions import DecisionRow
from api.models.declarations import DeclarationRow
from api.models.departments import DepartmentRow
from api.models.dispensations import DispensationRow
from api.models.documents import DocumentRow
from api.models.good_practices import GoodPracticeRow
from api.models.group_invitations import GroupInvitationRow
from api.models.indicators import IndicatorRow, IndicatorValueRow
from api.models.invitations import InvitationRow
from api.models.mandates import MandateRow
from api.models.meetings import MeetingRow
from api.models.memberships import LeadRow, MembershipRow
from api.models.milestones import MilestoneRow
from api.models.mirrored_records import MirroredRecordRow
from api.models.needs_assessments import NeedsAssessmentRow, NeedsFindingRow
from api.models.networks import NetworkRow
from api.models.organisations import OrganisationRow
from api.models.outputs import OutputRow
from api.models.participation_requests import ParticipationRequestRow
from api.models.people import PersonRow
from api.models.plan_action_updates import PlanActionUpdateRow
from api.models.plan_actions import PlanActionRow
from api.models.plan_consultations import PlanConsultationRow
from api.models.plan_contacts import PlanContactRow
from api.models.plan_inventory_items import PlanInventoryItemRow
from api.models.plan_meetings import PlanMeetingRow
from api.models.plan_risks import PlanRiskRow
from api.models.plans import PlanRow
from api.models.practice_questions import PracticeQuestionRow
from api.models.progress_updates import ProgressUpdateRow
from api.models.publications import PublicationRow
from api.models.reports import ReportRow
from api.models.requests import FundingRequestRow, SupportRequestRow
from api.models.roles import RoleRow
from api.models.submissions import SubmissionRow
from api.models.sync_sources import SyncSourceRow
from api.models.webhook_endpoints import WebhookEndpointRow
from api.models.working_groups import WorkingGroupRow
from api.spine import Transaction
from api.visibility import grants, visible_rows

_IDS = bindparam('ids', type_=ARRAY(Uuid))
_LONGEST_QUESTION = 80
_NAMES: Mapping[type[SQLModel], str] = {
    NetworkRow: 'name', CityRow: 'name', OrganisationRow: 'name', DepartmentRow: 'name', PersonRow: 'name', ApiClientRow: 'name',
    InvitationRow: 'name', CircularRow: 'title', CallForInterestRow: 'title', WebhookEndpointRow: 'url', SyncSourceRow: 'url',
    PlanRow: 'title', PlanActionRow: 'title', MilestoneRow: 'title', IndicatorRow: 'name', GoodPracticeRow: 'title',
    NeedsAssessmentRow: 'title', PlanInventoryItemRow: 'name',
    WorkingGroupRow: 'title', MeetingRow: 'title', OutputRow: 'title', DocumentRow: 'title', ActionItemRow: 'title',
    AssemblyRow: 'title', ReportRow: 'title', FundingRequestRow: 'title', SupportRequestRow: 'question', ByLawsRow: 'number',
}  # fmt: skip
# Records without a name of their own are called after others: the columns that hold whose.
_AFTER: Mapping[type[SQLModel], tuple[tuple[str, ...], ...]] = {
    MembershipRow: (('city_id', 'organisation_id'), ('working_group_id', 'network_id')),
    LeadRow: (('city_id',), ('working_group_id',)),
    RoleRow: (('person_id',), ('working_group_id', 'city_id', 'organisation_id', 'network_id')),
    ContactPointRow: (('person_id',),),
    DeclarationRow: (('working_group_id',), ('assembly_id',)),
    DispensationRow: (('working_group_id',), ('assembly_id',)),
    SubmissionRow: (('report_id',),),
    DecisionRow: (('report_id',),),
    PublicationRow: (('report_id',),),
    ProgressUpdateRow: (('action_item_id',),),
    PlanActionUpdateRow: (('plan_action_id',),),
    IndicatorValueRow: (('indicator_id',),),
    MandateRow: (('client_id',), ('city_id',)),
    CircularTextRow: (('circular_id',),),
    CallAnswerRow: (('call_id',), ('city_id',)),
    GroupInvitationRow: (('city_id',), ('working_group_id',)),
    MirroredRecordRow: (('city_id',),),
    PracticeQuestionRow: (('asking_city_id',),),
    ParticipationRequestRow: (('organisation_id',), ('working_group_id',)),
    PlanMeetingRow: (('plan_id',),),
    PlanContactRow: (('plan_id',),),
    PlanRiskRow: (('plan_id',),),
    NeedsFindingRow: (('needs_assessment_id',),),
    PlanConsultationRow: (('plan_id',),),
}


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody held, to be called by it."""

    role: str
    network_id: UUID | None
    city_id: UUID | None
    start_date: date
    end_date: date | None

    def covers(self, day: date) -> bool:
        """Say whether it was held on a day."""
        return self.start_date <= day and (self.end_date is None or day < self.end_date)


@dataclass(slots=True)
class Names:
    """What is known of the ids of a page."""

    of: dict[str, str] = field(default_factory=dict)
    cities: dict[str, dict[str, Any]] = field(default_factory=dict)
    organisations: dict[str, dict[str, Any]] = field(default_factory=dict)
    after: dict[str, tuple[str, ...]] = field(default_factory=dict)
    roles: dict[str, list[Held]] = field(default_factory=dict)


def names_of(transaction: Transaction, subjects: Iterable[str], actors: Iterable[str], others: Iterable[str]) -> Names:
    """Look up what these ids are called; an id that the caller may not know of is not in the answer."""
    names, seen = Names(), grants(transaction.caller)
    for row in _found(transaction, _AFTER_OTHERS, set(subjects), seen):
        names.after[str(row['id'])] = tuple(str(each) for each in (row['first'], row['second']) if each)
    for row in _found(transaction, _ROLES, set(actors), seen):
        held = Held(row['role'], row['network_id'], row['city_id'], row['start_date'], row['end_date'])
        names.roles.setdefault(str(row['holder']), []).append(held)
    held_for = {str(each) for roles in names.roles.values() for held in roles for each in (held.city_id, held.network_id) if each}
    called_after = {each for pair in names.after.values() for each in pair}
    wanted = {*subjects, *actors, *others, *held_for, *called_after}
    names.of = {str(row['id']): row['name'] for row in _found(transaction, _NAMED, wanted, seen) if row['name'] is not None}
    for row in _found(transaction, _ACTED_FOR, set(others), seen):
        named = {'id': str(row['id']), 'slug': row['slug'], 'name': row['name']}
        if row['is_city']:
            names.cities[named['id']] = {**named, 'country_code': row['country_code']}
        else:
            names.organisations[named['id']] = named
    return names


def _found(transaction: Transaction, statement: Any, ids: set[str], seen: Mapping[str, Any]) -> list[dict[str, Any]]:
    return transaction.rows(statement, {**seen, 'ids': [UUID(each) for each in sorted(ids)]}) if ids else []


def _one_of(column: ColumnElement[UUID]) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = column == _IDS.any_()
    return condition


def _named(row: type[SQLModel], name: str) -> Select[Any]:
    columns = table(row).c
    shown: ColumnElement[Any] = func.left(columns.question, _LONGEST_QUESTION) if name == 'question' else cast(columns[name], Text)
    if row is PersonRow:
        # Whoever was erased is called by their role, or not at all.
        shown = case((columns.erased_at.is_(None), columns.name))
    return select(columns.id, shown.label('name')).where(_one_of(columns.id), visible_rows(row))


def _called_after(row: type[SQLModel], others: tuple[tuple[str, ...], ...]) -> Select[Any]:
    columns = table(row).c
    first, second = (*(func.coalesce(*(columns[name] for name in each), type_=Uuid) for each in others), cast(null(), Uuid))[:2]
    return select(columns.id, first.label('first'), second.label('second')).where(_one_of(columns.id), visible_rows(row))


_NAMED = union_all(*(_named(row, name) for row, name in _NAMES.items()))
_AFTER_OTHERS = union_all(*(_called_after(row, others) for row, others in _AFTER.items()))
_city, _organisation = table(CityRow).c, table(OrganisationRow).c
_ACTED_FOR = union_all(
    select(_city.id, _city.slug, _city.name, _city.country_code, true().label('is_city')).where(_one_of(_city.id), visible_rows(CityRow)),
    select(_organisation.id, _organisation.slug, _organisation.name, cast(null(), Text), false()).where(
        _one_of(_organisation.id), visible_rows(OrganisationRow)
    ),
)
_role, _client = table(RoleRow).c, table(ApiClientRow).c
# Whoever may not know the person is told the role, and whoever may not know the client, whose it is: so these are not filtered.
_ROLES = union_all(
    select(
        _role.person_id.label('holder'), _role.role, _role.network_id, _role.city_id, _role.start_date, _role.end_date
    ).where(_one_of(_role.person_id)),
    select(
        _client.id, _client.role, _client.network_id, _client.city_id, cast(_client.created_at, _role.start_date.type),
        cast(null(), _role.end_date.type),
    ).where(_one_of(_client.id)),
)  # fmt: skip
