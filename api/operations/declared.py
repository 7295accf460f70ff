"""What a declaration, or the lack of one, does to its group."""

from sqlalchemy import select

from api.models.assemblies import AssemblyRow
from api.models.columns import table
from api.models.declarations import DeclarationRow
from api.models.working_groups import WorkingGroupRow
from api.operations import asking_organisations
from api.operations.formation import current_lead
from api.operations.group_notices import tell_of_completion
from api.operations.invited_cities import lapse
from api.operations.notices import tell
from api.operations.report_records import standing_of
from api.rules import assemblies as assembly_rules
from api.rules import declarations as rules
from api.spine import Decision, Transaction

_ASSEMBLIES = table(AssemblyRow)
_DECLARATIONS = table(DeclarationRow)


def in_effect(
    transaction: Transaction, group: WorkingGroupRow, assembly: AssemblyRow, declaration: DeclarationRow | None, operation: str
) -> bool:
    """Complete a group whose declaration says so, from the assembly's day; says whether that happened. Both are locked."""
    if declaration is None or declaration.effective_at is not None or group.stage != 'constituted':
        return False
    day = rules.takes_effect_on(declaration.choice, assembly.held_on)
    if day is None:
        return False
    group.stage, group.closed_on = 'completed', day
    group.needs_lead = group.below_minimum = group.undeclared = False
    decision = Decision('W11', None, {'declaration_id': str(declaration.id), 'assembly_id': str(assembly.id)})
    transaction.record(operation, group, decision=decision)
    declaration.effective_at = transaction.now
    transaction.record(operation, declaration)
    tell_of_completion(transaction, group)
    lapse(transaction, group, operation)
    asking_organisations.lapse(transaction, group, operation)
    return True


def mark_undeclared(transaction: Transaction, group: WorkingGroupRow, operation: str) -> None:
    """Mark a group that owed the last closed assembly of its network a declaration and made none, or take the mark away."""
    assembly = _last_closed(transaction, group)
    owed = assembly is not None and assembly_rules.owes_declaration(standing_of(transaction, group), assembly.held_on)
    declared = assembly is not None and declaration_at(transaction, group, assembly) is not None
    was, group.undeclared = group.undeclared, rules.is_undeclared(group.stage, owed=owed, declared=declared)
    if group.undeclared == was:
        return
    facts = {'assembly_id': str(assembly.id) if assembly else None}
    transaction.record(operation, group, decision=Decision('W11', None, facts))
    if group.undeclared:
        lead = current_lead(transaction, group.id)
        for city_id in [lead.city_id, None] if lead else [None]:
            tell(transaction, 'undeclared', group, city_id=city_id)


def declaration_at(transaction: Transaction, group: WorkingGroupRow, assembly: AssemblyRow) -> DeclarationRow | None:
    """Return what a group declared at an assembly, locked."""
    same = (_DECLARATIONS.c.working_group_id == group.id, _DECLARATIONS.c.assembly_id == assembly.id)
    found = transaction.lock(DeclarationRow, transaction.session.execute(select(_DECLARATIONS.c.id).where(*same)).scalars())
    return found[0] if found else None


def _last_closed(transaction: Transaction, group: WorkingGroupRow) -> AssemblyRow | None:
    closed = (_ASSEMBLIES.c.network_id == group.network_id, _ASSEMBLIES.c.stage == 'held')
    latest = select(AssemblyRow).where(*closed).order_by(_ASSEMBLIES.c.held_on.desc(), _ASSEMBLIES.c.id.desc()).limit(1)
    return transaction.session.execute(latest).scalar_one_or_none()
