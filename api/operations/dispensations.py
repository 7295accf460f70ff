"""What the office can grant to a group that owes something: more time, or that it need not (O3)."""

from uuid import UUID

from api.models.dispensations import DispensationCreate, DispensationRow
from api.models.working_groups import WorkingGroupRow
from api.operations.formation import facts_of_group
from api.operations.permit import permit_on
from api.operations.report_records import assembly_named
from api.owed import owed
from api.problems import refuse
from api.rules import obligations as rules
from api.spine import Transaction


def grant_dispensation(transaction: Transaction, reference: UUID | str, wish: DispensationCreate) -> WorkingGroupRow:
    """Extend what a group owes an assembly to a later day, or waive it, with a reason that the group reads."""
    group = permit_on(transaction, 'grant_dispensation', WorkingGroupRow, reference, facts_of_group)
    assembly = assembly_named(transaction, wish.assembly_id, group.network_id)
    today = transaction.today(group.network_id)
    found = owed(transaction, {group.network_id: today}, wanted={'working_group_id': group.id})
    same = [each.obligation for each in found if each.obligation.key == str(assembly.id) and each.obligation.duty == wish.duty]
    obligation = same[0] if same else None
    refuse(rules.why_not_dispense(obligation, wish.until, today, group=group.title, reason=wish.reason))
    dispensation = DispensationRow(
        network_id=group.network_id,
        working_group_id=group.id,
        assembly_id=assembly.id,
        duty=wish.duty,
        until=wish.until,
        reason=wish.reason,
        granted_on=today,
        audience='working_group',
    )
    transaction.record('grant_dispensation', transaction.add(dispensation), reason=wish.reason)
    transaction.touch(group)
    return group
