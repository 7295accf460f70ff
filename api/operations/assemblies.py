"""What can be done with a general assembly: announce, change, close it; and what its day brings about (W11)."""

from collections.abc import Iterable
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from api import clock
from api.models.assemblies import AssemblyCreate, AssemblyPatch, AssemblyRow, PresentReportCreate
from api.models.cities import CityRow
from api.models.columns import Subject, table
from api.models.declarations import DeclarationRow
from api.models.networks import NetworkRow
from api.models.reports import ReportRow
from api.models.shapes import merge
from api.models.working_groups import WorkingGroupRow
from api.operations.declared import in_effect, mark_undeclared
from api.operations.permit import permit, permit_on
from api.permissions import Facts
from api.problems import refuse, unknown_reference
from api.rules import assemblies as rules
from api.spine import Transaction

_GROUPS = table(WorkingGroupRow)
_DECLARATIONS = table(DeclarationRow)
_REPORTS = table(ReportRow)


def facts_of_assembly(_transaction: Transaction, assembly: AssemblyRow) -> Facts:
    """Return what the permission table needs to know of an assembly."""
    return Facts(networks=frozenset({assembly.network_id}))


def create_assembly(transaction: Transaction, wish: AssemblyCreate) -> AssemblyRow:
    """Announce an assembly, or record one of the past; the network's members see it."""
    permit(transaction, 'create_assembly', Facts(networks=frozenset({wish.network_id})))
    transaction.lock_named(NetworkRow, wish.network_id, 'network_id')
    if wish.host_city_id is not None:
        transaction.lock_named(CityRow, wish.host_city_id, 'host_city_id')
    assembly = AssemblyRow(**wish.model_dump())
    transaction.record('create_assembly', transaction.add(assembly))
    return assembly


def update_assembly(transaction: Transaction, assembly_id: UUID, wish: AssemblyPatch) -> AssemblyRow:
    """Change what describes an assembly. When its day moves, what was declared for it takes effect on the new one."""
    hosts = transaction.lock(CityRow, [wish.host_city_id] if wish.host_city_id else [], share=True)
    assembly = permit_on(transaction, 'update_assembly', AssemblyRow, assembly_id, facts_of_assembly)
    if wish.host_city_id and not hosts:
        raise unknown_reference('host_city_id')
    wanted, before = merge(wish), assembly.held_on
    moves = wanted.get('held_on', before) != before
    refuse(rules.why_not_move_day(assembly.stage, before) if moves else None)
    for name, value in wanted.items():
        setattr(assembly, name, value)
    transaction.record('update_assembly', assembly)
    if 'title' in wanted or moves:
        for shows_it in (*_reports_to(transaction, assembly), *_declarations_at(transaction, assembly)):
            transaction.touch(shows_it)
    if moves:
        await_day(transaction, assembly)
    return assembly


def call_up_report(transaction: Transaction, assembly_id: UUID, wish: PresentReportCreate) -> AssemblyRow:
    """Let the assembly turn to a report: the wall follows, wherever it is. The one it is at already is no change."""
    assembly = permit_on(transaction, 'call_up_report', AssemblyRow, assembly_id, facts_of_assembly, versioned=False)
    report = transaction.find(ReportRow, wish.report_id)
    if report is None or report.network_id != assembly.network_id:
        raise unknown_reference('report_id')
    is_of_it, was_decided = report.assembly_id == assembly.id, report.decided_on is not None
    refuse(rules.why_not_call_up(report.stage, is_of_it=is_of_it, was_decided=was_decided, report=report.title))
    if assembly.present_report_id != report.id:
        assembly.present_report_id = report.id
        transaction.record('call_up_report', assembly)
    return assembly


def close_assembly(transaction: Transaction, assembly_id: UUID) -> AssemblyRow:
    """Close an assembly after it was held: completions declared for it take effect, and groups that declared nothing are marked."""
    groups = _lock_groups(transaction, assembly_id)
    assembly = permit_on(transaction, 'close_assembly', AssemblyRow, assembly_id, facts_of_assembly)
    refuse(rules.why_not_close(assembly.stage, assembly.held_on, transaction.today(assembly.network_id)))
    assembly.stage = 'held'
    transaction.record('close_assembly', assembly)
    transaction.flush()
    declared = {row.working_group_id: row for row in _declarations_at(transaction, assembly)}
    for group in groups:
        if not in_effect(transaction, group, assembly, declared.get(group.id), 'close_assembly'):
            mark_undeclared(transaction, group, 'close_assembly')
    return assembly


def bring_declarations_into_effect(transaction: Transaction, assembly_id: UUID) -> list[UUID]:
    """Complete the groups that declared so for an assembly, on its day or later; returns them. Run again it changes nothing."""
    groups = _lock_groups(transaction, assembly_id)
    found = transaction.lock(AssemblyRow, [assembly_id])
    permit(transaction, 'close_assembly', Facts(networks=frozenset(each.network_id for each in found)))
    if not found or rules.why_not_yet(found[0].held_on, transaction.today(found[0].network_id)):
        return []
    declared = {row.working_group_id: row for row in _declarations_at(transaction, found[0])}
    operation = 'bring_declarations_into_effect'
    return [group.id for group in groups if in_effect(transaction, group, found[0], declared.get(group.id), operation)]


def await_day(transaction: Transaction, assembly: AssemblyRow) -> None:
    """See to it that what was declared takes effect when the assembly's day begins, or now if it has."""
    network = transaction.find(NetworkRow, assembly.network_id)
    zone = ZoneInfo(network.time_zone if network else 'UTC')
    begun = assembly.held_on <= clock.today(zone.key)
    due_at = None if begun else datetime.combine(assembly.held_on, time(), tzinfo=zone)
    transaction.post('declarations_in_effect', {'assembly_id': str(assembly.id)}, due_at)


def _lock_groups(transaction: Transaction, assembly_id: UUID) -> list[WorkingGroupRow]:
    """Lock the official groups of an assembly's network, before anything else: groups come before assemblies."""
    assembly = transaction.find(AssemblyRow, assembly_id)
    if assembly is None:
        return []
    official = select(_GROUPS.c.id).where(_GROUPS.c.network_id == assembly.network_id, _GROUPS.c.stage == 'constituted')
    found = transaction.lock(WorkingGroupRow, transaction.session.execute(official).scalars())
    return [group for group in found if group.stage == 'constituted']


def _declarations_at(transaction: Transaction, assembly: AssemblyRow) -> list[DeclarationRow]:
    wanted = select(_DECLARATIONS.c.id).where(_DECLARATIONS.c.assembly_id == assembly.id)
    return transaction.lock(DeclarationRow, transaction.session.execute(wanted).scalars())


def _reports_to(transaction: Transaction, assembly: AssemblyRow) -> Iterable[Subject]:
    wanted = select(_REPORTS.c.id).where(_REPORTS.c.assembly_id == assembly.id)
    return transaction.lock(ReportRow, transaction.session.execute(wanted).scalars())
