"""Whole lists as files over HTTP: what a list shows, in one piece, for a spreadsheet or a database."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

from fastapi import Path, Query
from fastapi.routing import APIRoute
from pydantic import Field
from starlette.responses import Response

from api import filters
from api.contract import Resource, Tx
from api.exports import MEDIA_TYPES, Export, Format, export
from api.filters import CellNumber, YesNo
from api.models.action_items import Addressee, Horizon
from api.models.assemblies import AssemblyStage
from api.models.calls_for_interest import CallStage
from api.models.cities import CityKind
from api.models.dispensations import Duty
from api.models.good_practices import PracticeStage, Theme
from api.models.group_invitations import GroupInvitationStage
from api.models.meetings import MeetingStage
from api.models.memberships import MembershipStage
from api.models.obligations import ObligationStage
from api.models.organisations import OrganisationKind
from api.models.outputs import OutputKind, OutputStage
from api.models.progress_updates import ActionStage
from api.models.reports import ReportStage
from api.models.requests import FundingStage, SupportStage
from api.models.roles import RoleName
from api.models.shapes import CountryCode, Day, Id, IdentifierKey, LanguageCode, Line, Moment, Name, PlainDigits
from api.models.working_groups import Stage
from api.paging import Q
from api.shown import exported
from api.shown.city_catalogue import city_catalogue
from api.shown.obligations import obligations_of_caller, worked_out

Declaration = Callable[[Callable[..., Response]], Callable[..., Response]]
_Number = Annotated[int, Field(ge=1, le=99), PlainDigits]
_ATTACHED = {'Content-Disposition': {'description': 'The name of the file.', 'required': True, 'schema': {'type': 'string'}}}
_NDJSON, _CSV, _XLSX = (kind.partition(';')[0] for kind in MEDIA_TYPES.values())
_FILES = {_NDJSON: {'type': 'string', 'contentMediaType': _NDJSON}, _CSV: {'type': 'string', 'contentMediaType': _CSV},
          _XLSX: {'type': 'string', 'format': 'binary'}}  # fmt: skip
_RULES = """

`ndjson` has a line for each record, in the shape that the list has. `csv` (UTF-8 with a byte order mark, commas, a row of names) and
`xlsx` have these columns: {columns}.

Several values in one cell have `; ` between them (a semicolon of their own has a backslash in front). Moments are UTC. A text that
begins with one of `= + - @`, a tab or a line end, be it after apostrophes, has one more apostrophe in front, so that no spreadsheet
takes it for a formula: take that one away when you read it. An export holds no more than the list shows you; it is sent while it is
read, and one that breaks off is not whole."""


class _Exports(Resource):
    """Routes that answer with files. Beside what others say, each says which columns its table has."""

    def offer(self, method: str, path: str, answer: type[Any] | None = None, *, table: Export | None = None, **said: Any) -> Declaration:
        """Declare a route whose files hold `table`."""
        declare = super().offer(method, path, answer, contents=_FILES, **said)
        headings = table.headings if table else ()

        def described(endpoint: Callable[..., Response]) -> Callable[..., Response]:
            endpoint.__doc__ = f'{endpoint.__doc__}{_RULES.format(columns=", ".join(f"`{name}`" for name in headings))}'
            declare(endpoint)
            route = self.routes[-1]
            assert isinstance(route, APIRoute)
            examples = {_NDJSON: '{"id" : "0199a5c0-0010-7204-86ed-3efcca6dff62"}\n', _CSV: ','.join(headings), _XLSX: 'PK'}
            contents = {kind: {'schema': schema, 'example': examples[kind]} for kind, schema in _FILES.items()}
            route.responses[200] = {'content': contents, 'headers': _ATTACHED}
            return endpoint

        return described


exports = _Exports('Exports')
Kind = Annotated[Format, Path(alias='format', description='The form of the file.')]


@exports.offer('GET', '/exports/cities.{format}', None, table=exported.CITIES)
def export_cities(
    tx: Tx,
    kind: Kind,
    network_id: Annotated[Id | None, Query(description='Cities that are active members of this network now.')] = None,
    country_code: CountryCode | None = None,
    city_kind: Annotated[CityKind | None, Query(alias='kind')] = None,
    identifier: Annotated[IdentifierKey | None, Query(description='The city that others know by this key, as scheme:value.')] = None,
    silent_in: Annotated[
        Id | None,
        Query(description='Cities that this call for interest has asked and that have not answered: for whoever sees all answers.'),
    ] = None,
    q: Q = None,
) -> Response:
    """Export cities and other local authorities."""
    wanted = filters.of_cities(network_id, country_code, city_kind, identifier, silent_in, q)
    return export(tx, 'export_cities', exported.CITIES, kind, *wanted)


@exports.offer('GET', '/exports/city-catalogue.{format}', None, table=exported.CITY_CATALOGUE)
def export_city_catalogue(tx: Tx, kind: Kind, q: Q = None, country_code: CountryCode | None = None) -> Response:
    """Export the catalogue of the world’s cities, the biggest first. GeoNames (https://www.geonames.org), CC BY 4.0."""
    table = replace(exported.CITY_CATALOGUE, read=city_catalogue(tx.caller.language))
    return export(tx, 'export_city_catalogue', table, kind, filters.of_city_catalogue(q, country_code))


@exports.offer('GET', '/exports/organisations.{format}', None, table=exported.ORGANISATIONS)
def export_organisations(
    tx: Tx,
    kind: Kind,
    of_kind: Annotated[OrganisationKind | None, Query(alias='kind')] = None,
    identifier: Annotated[
        IdentifierKey | None, Query(description='The organisation that others know by this key, as scheme:value.')
    ] = None,
    q: Q = None,
) -> Response:
    """Export organisations."""
    return export(tx, 'export_organisations', exported.ORGANISATIONS, kind, *filters.of_organisations(of_kind, identifier, q))


@exports.offer('GET', '/exports/departments.{format}', None, table=exported.DEPARTMENTS)
def export_departments(tx: Tx, kind: Kind, network_id: Id | None = None, city_id: Id | None = None) -> Response:
    """Export departments of cities' administrations."""
    wanted = filters.same(exported.DEPARTMENTS.read.columns, network_id=network_id, city_id=city_id)
    return export(tx, 'export_departments', exported.DEPARTMENTS, kind, *wanted)


@exports.offer('GET', '/exports/working-groups.{format}', None, table=exported.WORKING_GROUPS)
def export_working_groups(
    tx: Tx,
    kind: Kind,
    network_id: Id | None = None,
    stage: Stage | None = None,
    city_id: Annotated[Id | None, Query(description='Groups of which this city is a member now.')] = None,
    marked: Annotated[filters.Mark | None, Query(description='Only groups that are marked so for you, their office.')] = None,
    continues_id: Annotated[Id | None, Query(description='Groups that continue the work of this one.')] = None,
    q: Q = None,
) -> Response:
    """Export working groups."""
    wanted = filters.of_working_groups(network_id, stage, city_id, q, marked, continues_id)
    return export(tx, 'export_working_groups', exported.WORKING_GROUPS, kind, *wanted)


@exports.offer('GET', '/exports/leads.{format}', None, table=exported.LEADS)
def export_leads(
    tx: Tx,
    kind: Kind,
    network_id: Id | None = None,
    working_group_id: Id | None = None,
    city_id: Id | None = None,
    as_of: Annotated[Day | None, Query(description='Who led on this day; every term when left out.')] = None,
) -> Response:
    """Export who led which working group when."""
    given = {'network_id': network_id, 'working_group_id': working_group_id, 'city_id': city_id}
    return export(tx, 'export_leads', exported.LEADS, kind, *filters.of_leads(as_of, **given))


@exports.offer('GET', '/exports/memberships.{format}', None, table=exported.MEMBERSHIPS)
def export_memberships(
    tx: Tx,
    kind: Kind,
    network_id: Id | None = None,
    working_group_id: Id | None = None,
    city_id: Id | None = None,
    organisation_id: Id | None = None,
    stage: MembershipStage | None = None,
    ended: Annotated[YesNo | None, Query(description='Only those that ended, or only those that last.')] = None,
    as_of: Annotated[Day | None, Query(description='Only those that cover this day, with the stage they had on it.')] = None,
) -> Response:
    """Export memberships, in networks and in groups, lasting and ended."""
    wanted = filters.of_memberships(
        ended,
        as_of,
        network_id=network_id,
        working_group_id=working_group_id,
        city_id=city_id,
        organisation_id=organisation_id,
        stage=stage,
    )
    return export(tx, 'export_memberships', exported.MEMBERSHIPS, kind, *wanted)


@exports.offer('GET', '/exports/meetings.{format}', None, table=exported.MEETINGS)
def export_meetings(
    tx: Tx,
    kind: Kind,
    network_id: Id | None = None,
    working_group_id: Id | None = None,
    stage: MeetingStage | None = None,
    series_id: Annotated[Id | None, Query(description='Only meetings of this series.')] = None,
    starts_after: Annotated[Moment | None, Query(description='Those that begin at this moment or later.')] = None,
    starts_before: Annotated[Moment | None, Query(description='Those that begin before this moment.')] = None,
    q: Q = None,
) -> Response:
    """Export meetings."""
    given = {'network_id': network_id, 'working_group_id': working_group_id, 'stage': stage, 'series_id': series_id}
    return export(tx, 'export_meetings', exported.MEETINGS, kind, *filters.of_meetings(starts_after, starts_before, q, **given))


@exports.offer('GET', '/exports/outputs.{format}', None, table=exported.OUTPUTS)
def export_outputs(
    tx: Tx,
    kind: Kind,
    network_id: Id | None = None,
    working_group_id: Id | None = None,
    of_kind: Annotated[OutputKind | None, Query(alias='kind')] = None,
    stage: OutputStage | None = None,
    language: LanguageCode | None = None,
    q: Q = None,
) -> Response:
    """Export outputs."""
    given = {'network_id': network_id, 'working_group_id': working_group_id, 'kind': of_kind, 'stage': stage}
    return export(tx, 'export_outputs', exported.OUTPUTS, kind, *filters.of_outputs(language, q, **given))


@exports.offer('GET', '/exports/documents.{format}', None, table=exported.DOCUMENTS)
def export_documents(
    tx: Tx,
    kind: Kind,
    network_id: Id | None = None,
    working_group_id: Id | None = None,
    language: LanguageCode | None = None,
    q: Q = None,
) -> Response:
    """Export what is known of documents; their bytes are read one by one."""
    given = {'network_id': network_id, 'working_group_id': working_group_id, 'language': language}
    return export(tx, 'export_documents', exported.DOCUMENTS, kind, *filters.of_documents(q, **given))


@exports.offer('GET', '/exports/funding-requests.{format}', None, table=exported.FUNDING_REQUESTS)
def export_funding_requests(
    tx: Tx, kind: Kind, network_id: Id | None = None, working_group_id: Id | None = None, stage: FundingStage | None = None, q: Q = None
) -> Response:
    """Export funding requests."""
    given = {'network_id': network_id, 'working_group_id': working_group_id, 'stage': stage}
    return export(tx, 'export_funding_requests', exported.FUNDING_REQUESTS, kind, *filters.of_funding_requests(q, **given))


@exports.offer('GET', '/exports/support-requests.{format}', None, table=exported.SUPPORT_REQUESTS)
def export_support_requests(
    tx: Tx, kind: Kind, network_id: Id | None = None, working_group_id: Id | None = None, stage: SupportStage | None = None, q: Q = None
) -> Response:
    """Export support requests."""
    given = {'network_id': network_id, 'working_group_id': working_group_id, 'stage': stage}
    return export(tx, 'export_support_requests', exported.SUPPORT_REQUESTS, kind, *filters.of_support_requests(q, **given))


@exports.offer('GET', '/exports/action-items.{format}', None, table=exported.ACTION_ITEMS)
def export_action_items(  # noqa: PLR0913, PLR0917 -- each is a filter of the contract
    tx: Tx,
    kind: Kind,
    network_id: Id | None = None,
    working_group_id: Id | None = None,
    responsible_city_id: Id | None = None,
    stage: ActionStage | None = None,
    responsible_person_id: Id | None = None,
    meeting_id: Id | None = None,
    late: Annotated[YesNo | None, Query(description='Only what is late today, or only what is not.')] = None,
    stale: Annotated[YesNo | None, Query(description='Only what is stale today, or only what is not.')] = None,
    q: Q = None,
) -> Response:
    """Export action items. Late and stale are as of the moment of reading."""
    wanted = filters.of_action_items(
        responsible_person_id,
        late,
        stale,
        q,
        network_id=network_id,
        working_group_id=working_group_id,
        stage=stage,
        responsible_city_id=responsible_city_id,
        meeting_id=meeting_id,
    )
    return export(tx, 'export_action_items', exported.ACTION_ITEMS, kind, *wanted)


@exports.offer('GET', '/exports/plan-actions.{format}', None, table=exported.PLAN_ACTIONS)
def export_plan_actions(  # noqa: PLR0913, PLR0917 -- each is a filter of the list
    tx: Tx,
    kind: Kind,
    network_id: Id | None = None,
    city_id: Id | None = None,
    plan_id: Id | None = None,
    stage: ActionStage | None = None,
    commitment: CellNumber = None,
    track: CellNumber = None,
    horizon: Horizon | None = None,
    addressee: Addressee | None = None,
    target_group: Annotated[Line | None, Query(description='Only actions for this target group.')] = None,
    department_id: Id | None = None,
    responsible_person_id: Id | None = None,
    late: Annotated[YesNo | None, Query(description='Only what is late today, or only what is not.')] = None,
    stale: Annotated[YesNo | None, Query(description='Only what is stale today, or only what is not.')] = None,
) -> Response:
    """Export the actions of one's own plan, and those that cities have shared. A plan's file can be changed and imported again.

    Department, responsible contact and budget are told to the own city alone, as in the list.
    """
    wanted = filters.of_plan_actions(
        late,
        stale,
        cell={'commitment': commitment, 'track': track},
        addressee=addressee,
        target_group=target_group,
        department_id=department_id,
        responsible_person_id=responsible_person_id,
        network_id=network_id,
        city_id=city_id,
        plan_id=plan_id,
        stage=stage,
        horizon=horizon,
    )
    return export(tx, 'export_plan_actions', exported.PLAN_ACTIONS, kind, *wanted)


@exports.offer('GET', '/exports/progress-updates.{format}', None, table=exported.PROGRESS_UPDATES)
def export_progress_updates(
    tx: Tx, kind: Kind, network_id: Id | None = None, working_group_id: Id | None = None, action_item_id: Id | None = None
) -> Response:
    """Export progress updates."""
    given = {'network_id': network_id, 'working_group_id': working_group_id, 'action_item_id': action_item_id}
    wanted = filters.same(exported.PROGRESS_UPDATES.read.columns, **given)
    return export(tx, 'export_progress_updates', exported.PROGRESS_UPDATES, kind, *wanted)


@exports.offer('GET', '/exports/assemblies.{format}', None, table=exported.ASSEMBLIES)
def export_assemblies(tx: Tx, kind: Kind, network_id: Id | None = None, stage: AssemblyStage | None = None) -> Response:
    """Export assemblies."""
    wanted = filters.same(exported.ASSEMBLIES.read.columns, network_id=network_id, stage=stage)
    return export(tx, 'export_assemblies', exported.ASSEMBLIES, kind, *wanted)


@exports.offer('GET', '/exports/declarations.{format}', None, table=exported.DECLARATIONS)
def export_declarations(
    tx: Tx, kind: Kind, network_id: Id | None = None, working_group_id: Id | None = None, assembly_id: Id | None = None
) -> Response:
    """Export what working groups declared at assemblies."""
    given = {'network_id': network_id, 'working_group_id': working_group_id, 'assembly_id': assembly_id}
    return export(tx, 'export_declarations', exported.DECLARATIONS, kind, *filters.same(exported.DECLARATIONS.read.columns, **given))


@exports.offer('GET', '/exports/reports.{format}', None, table=exported.REPORTS)
def export_reports(
    tx: Tx,
    kind: Kind,
    network_id: Id | None = None,
    working_group_id: Id | None = None,
    assembly_id: Id | None = None,
    stage: ReportStage | None = None,
    q: Q = None,
) -> Response:
    """Export reports."""
    given = {'network_id': network_id, 'working_group_id': working_group_id, 'assembly_id': assembly_id, 'stage': stage}
    return export(tx, 'export_reports', exported.REPORTS, kind, *filters.of_reports(q, **given))


@exports.offer('GET', '/exports/submissions.{format}', None, table=exported.SUBMISSIONS)
def export_submissions(
    tx: Tx, kind: Kind, network_id: Id | None = None, working_group_id: Id | None = None, report_id: Id | None = None
) -> Response:
    """Export what was submitted of reports, each with its hash."""
    given = {'network_id': network_id, 'working_group_id': working_group_id, 'report_id': report_id}
    return export(tx, 'export_submissions', exported.SUBMISSIONS, kind, *filters.same(exported.SUBMISSIONS.read.columns, **given))


@exports.offer('GET', '/exports/decisions.{format}', None, table=exported.DECISIONS)
def export_decisions(
    tx: Tx, kind: Kind, network_id: Id | None = None, working_group_id: Id | None = None, report_id: Id | None = None
) -> Response:
    """Export what assemblies decided about reports. Comments are for the group and the office."""
    given = {'network_id': network_id, 'working_group_id': working_group_id, 'report_id': report_id}
    return export(tx, 'export_decisions', exported.DECISIONS, kind, *filters.same(exported.DECISIONS.read.columns, **given))


@exports.offer('GET', '/exports/publications.{format}', None, table=exported.PUBLICATIONS)
def export_publications(
    tx: Tx, kind: Kind, network_id: Id | None = None, working_group_id: Id | None = None, report_id: Id | None = None
) -> Response:
    """Export where and when reports were published."""
    given = {'network_id': network_id, 'working_group_id': working_group_id, 'report_id': report_id}
    return export(tx, 'export_publications', exported.PUBLICATIONS, kind, *filters.same(exported.PUBLICATIONS.read.columns, **given))


@exports.offer('GET', '/exports/networks.{format}', None, table=exported.NETWORKS)
def export_networks(tx: Tx, kind: Kind) -> Response:
    """Export networks."""
    return export(tx, 'export_networks', exported.NETWORKS, kind)


@exports.offer('GET', '/exports/by-laws.{format}', None, table=exported.BY_LAWS)
def export_by_laws(tx: Tx, kind: Kind, network_id: Id | None = None) -> Response:
    """Export the by-laws of networks, every version."""
    return export(tx, 'export_by_laws', exported.BY_LAWS, kind, *filters.same(exported.BY_LAWS.read.columns, network_id=network_id))


@exports.offer('GET', '/exports/people.{format}', None, table=exported.PEOPLE)
def export_people(tx: Tx, kind: Kind, network_id: Id | None = None, city_id: Id | None = None, q: Q = None) -> Response:
    """Export people. People who export have signed in less than a quarter of an hour ago, and the journal knows of it."""
    return export(tx, 'export_people', exported.PEOPLE, kind, *filters.of_people(q, network_id=network_id, city_id=city_id))


@exports.offer('GET', '/exports/roles.{format}', None, table=exported.ROLES)
def export_roles(
    tx: Tx,
    kind: Kind,
    network_id: Id | None = None,
    person_id: Id | None = None,
    city_id: Id | None = None,
    working_group_id: Id | None = None,
    role: RoleName | None = None,
    ended: Annotated[YesNo | None, Query(description='Only those that ended, or only those that last.')] = None,
    as_of: Annotated[Day | None, Query(description='Only those that were held on this day.')] = None,
) -> Response:
    """Export roles, lasting and ended. People who export have signed in less than a quarter of an hour ago."""
    given = {'network_id': network_id, 'person_id': person_id, 'city_id': city_id, 'working_group_id': working_group_id, 'role': role}
    return export(tx, 'export_roles', exported.ROLES, kind, *filters.of_roles(ended, as_of, **given))


@exports.offer('GET', '/exports/contact-points.{format}', None, table=exported.CONTACT_POINTS)
def export_contact_points(
    tx: Tx,
    kind: Kind,
    network_id: Id | None = None,
    city_id: Id | None = None,
    person_id: Id | None = None,
    working_group_id: Id | None = None,
) -> Response:
    """Export contact points. People who export have signed in less than a quarter of an hour ago."""
    conditions = filters.of_contact_points(working_group_id, network_id=network_id, city_id=city_id, person_id=person_id)
    return export(tx, 'export_contact_points', exported.CONTACT_POINTS, kind, *conditions)


@exports.offer('GET', '/exports/calls-for-interest.{format}', None, table=exported.CALLS_FOR_INTEREST)
def export_calls_for_interest(
    tx: Tx,
    kind: Kind,
    network_id: Id | None = None,
    city_id: Id | None = None,
    working_group_id: Id | None = None,
    stage: CallStage | None = None,
) -> Response:
    """Export calls for interest, each with the answers that are yours to see; what was said beside an answer is in the list."""
    given = {'network_id': network_id, 'city_id': city_id, 'working_group_id': working_group_id, 'stage': stage}
    wanted = filters.same(exported.CALLS_FOR_INTEREST.read.columns, **given)
    return export(tx, 'export_calls_for_interest', exported.CALLS_FOR_INTEREST, kind, *wanted)


@exports.offer('GET', '/exports/group-invitations.{format}', None, table=exported.GROUP_INVITATIONS)
def export_group_invitations(
    tx: Tx,
    kind: Kind,
    network_id: Id | None = None,
    working_group_id: Id | None = None,
    city_id: Id | None = None,
    stage: GroupInvitationStage | None = None,
) -> Response:
    """Export the invitations of cities into working groups, each with what became of it."""
    given = {'network_id': network_id, 'working_group_id': working_group_id, 'city_id': city_id, 'stage': stage}
    wanted = filters.same(exported.GROUP_INVITATIONS.read.columns, **given)
    return export(tx, 'export_group_invitations', exported.GROUP_INVITATIONS, kind, *wanted)


@exports.offer('GET', '/exports/obligations.{format}', None, table=exported.OBLIGATIONS)
def export_obligations(
    tx: Tx,
    kind: Kind,
    network_id: Id | None = None,
    working_group_id: Id | None = None,
    city_id: Annotated[Id | None, Query(description='Only of groups that this city leads.')] = None,
    assembly_id: Id | None = None,
    duty: Annotated[Duty | None, Query(description='Only duties of this kind.')] = None,
    stage: ObligationStage | None = None,
) -> Response:
    """Export what working groups owe their network, the latest day first, as of the moment of reading."""
    wanted = {'network_id': network_id, 'working_group_id': working_group_id, 'city_id': city_id, 'assembly_id': assembly_id}
    table = replace(exported.OBLIGATIONS, read=worked_out(obligations_of_caller(tx, wanted, duty=duty, stage=stage)))
    return export(tx, 'export_obligations', table, kind)


@exports.offer('GET', '/exports/good-practices.{format}', None, table=exported.GOOD_PRACTICES)
def export_good_practices(  # noqa: PLR0913, PLR0917 -- the filters of the list
    tx: Tx,
    kind: Kind,
    network_id: Id | None = None,
    city_id: Id | None = None,
    commitment: Annotated[_Number | None, Query(description='Only what is in a cell of this commitment.')] = None,
    track: Annotated[_Number | None, Query(description='Only what is in a cell of this track; with both, in that cell.')] = None,
    theme: Annotated[Theme | None, Query(description='Only what is on this theme.')] = None,
    language: LanguageCode | None = None,
    publication: Annotated[Name | None, Query(description='Only what was described in this publication.')] = None,
    stage: PracticeStage | None = None,
    q: Q = None,
) -> Response:
    """Export good practices."""
    given = {'network_id': network_id, 'city_id': city_id, 'publication': publication, 'stage': stage}
    wanted = filters.of_good_practices(commitment, track, theme, language, q, **given)
    return export(tx, 'export_good_practices', exported.GOOD_PRACTICES, kind, *wanted)
