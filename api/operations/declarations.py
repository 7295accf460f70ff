"""What a group declares at an assembly: that it continues, or that its work is complete (W11)."""

from uuid import UUID

from api.models.declarations import DeclarationCreate, DeclarationRow
from api.models.working_groups import WorkingGroupRow
from api.operations.assemblies import await_day
from api.operations.declared import declaration_at, in_effect, mark_undeclared
from api.operations.formation import current_lead, facts_of_group
from api.operations.permit import permit_on
from api.operations.report_records import assembly_named, standing_of
from api.operations.working_groups import effective_day
from api.permissions import office
from api.problems import refuse
from api.rules import declarations as rules
from api.rules.assemblies import why_not_before, why_not_yet
from api.spine import Transaction


def declare_working_group(transaction: Transaction, reference: UUID | str, wish: DeclarationCreate) -> WorkingGroupRow:
    """Record a declaration, or the office's correction of it; `complete` takes effect on the assembly's day, now if it has come."""
    group = permit_on(transaction, 'declare_working_group', WorkingGroupRow, reference, facts_of_group)
    refuse(rules.why_not_declare(group.stage, group.title))
    assembly = assembly_named(transaction, wish.assembly_id, group.network_id)
    refuse(why_not_before(standing_of(transaction, group), group.title, assembly.held_on))
    is_office = office(transaction.caller, facts_of_group(transaction, group))
    declaration = declaration_at(transaction, group, assembly)
    if declaration is not None:
        refuse(rules.why_not_again(group.title, assembly.title, is_office=is_office, reason=wish.reason))
    day = effective_day(transaction, group.network_id, None, wish.on_behalf_of, wish.reason)
    if declaration is None:
        declaration = transaction.add(
            DeclarationRow(
                network_id=group.network_id, working_group_id=group.id, assembly_id=assembly.id, choice=wish.choice, declared_on=day
            )
        )
    declaration.choice, declaration.reason, declaration.declared_on = wish.choice, wish.reason, day
    lead = current_lead(transaction, group.id)
    on_behalf_of = lead.city_id if lead else None
    transaction.record('declare_working_group', declaration, on_behalf_of=on_behalf_of, act=wish.on_behalf_of, reason=wish.reason)
    transaction.flush()
    has_come = why_not_yet(assembly.held_on, transaction.today(group.network_id)) is None
    if has_come and in_effect(transaction, group, assembly, declaration, 'declare_working_group'):
        return group
    if wish.choice == 'complete':
        await_day(transaction, assembly)
    mark_undeclared(transaction, group, 'declare_working_group')
    transaction.touch(group)
    return group
