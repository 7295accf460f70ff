"""What the prepared world has of assemblies: an official group, and a report of its at each stage, each for an assembly of its own."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from api import clock
from api.models.assemblies import AssemblyCreate
from api.models.decisions import ReportDecisionCreate
from api.models.declarations import DeclarationCreate
from api.models.memberships import GroupMemberCreate
from api.models.publications import PublicationCreate
from api.models.reports import ReportCreate
from api.models.roles import RoleCreate
from api.models.submissions import SubmissionCreate
from api.models.working_groups import WorkingGroupCreate
from api.operations import assemblies, declarations, reports, roles, working_groups

STAGES = ('draft', 'submitted', 'tabled', 'approved', 'published')


def add_reports(done: Callable[..., Any], ids: dict[str, UUID]) -> None:
    """Make a group of Graz, which leads, Bologna and Barcelona; its reports; and an assembly that it has not reported to."""
    sport = WorkingGroupCreate(network_id=ids['network'], city_id=ids['graz'], title='Racism in sport')
    ids['sport'] = done(working_groups.propose_working_group, sport).id
    for city in ('bologna', 'barcelona'):
        done(working_groups.join_working_group, ids['sport'], GroupMemberCreate(city_id=ids[city]))
    contact = {'network_id': ids['network'], 'person_id': ids['lead_contact'], 'role': 'lead_contact', 'city_id': ids['graz']}
    done(roles.give_role, RoleCreate.model_validate({**contact, 'working_group_id': ids['sport']}))
    for stage in STAGES:
        sitting = ids[f'sitting_of_{stage}'] = _assembly(done, ids, f'For the {stage} one')
        wish = ReportCreate(working_group_id=ids['sport'], assembly_id=sitting, text='We played.')
        ids[stage] = done(reports.start_report, wish).id
        _bring(done, ids[stage], stage)
    ids['assembly'] = _assembly(done, ids, 'General Assembly')
    declaration = DeclarationCreate(assembly_id=_assembly(done, ids, 'Another assembly'), choice='continue')
    done(declarations.declare_working_group, ids['sport'], declaration)


def _assembly(done: Callable[..., Any], ids: dict[str, UUID], title: str) -> UUID:
    wish = AssemblyCreate(network_id=ids['network'], title=title, held_on=clock.today('Europe/Berlin'))
    found: UUID = done(assemblies.create_assembly, wish).id
    return found


def _bring(done: Callable[..., Any], report_id: UUID, stage: str) -> None:
    steps: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (reports.submit_report, (SubmissionCreate(),)),
        (reports.table_report, ()),
        (reports.decide_report, (ReportDecisionCreate(outcome='approved', comment='Well played.'),)),
        (reports.publish_report, (PublicationCreate(channel='website'),)),
    ]
    for operation, wish in steps[: STAGES.index(stage)]:
        done(operation, report_id, *wish)
