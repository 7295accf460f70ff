"""Records the working groups of an import as they are. Nobody is told, neither that one is constituted nor that a city is in it."""

from collections.abc import Sequence
from uuid import UUID

from api.models.keys import fold, search_key
from api.models.memberships import LeadRow, MembershipRow
from api.models.working_groups import WorkingGroupRow
from api.operations.formation import acting_lead, constitute, current_lead, recounted
from api.operations.import_cells import Checked
from api.operations.import_group_rows import GroupPlan, Joining, RowPlan
from api.operations.import_groups_continued import formers_first
from api.operations.references import belongs
from api.operations.shown_names import touch_naming_group
from api.operations.slugs import free_slug
from api.rules import working_groups
from api.spine import Transaction

_ACT = 'apply_import'


def apply_groups(transaction: Transaction, network_id: UUID, checked: Sequence[Checked]) -> None:
    """Record what the rows say, group by group."""
    transaction.lock(WorkingGroupRow, [each.plan.of.group.id for each in checked if each.plan.of.group])
    together: dict[int, list[Checked]] = {}
    for each in checked:
        together.setdefault(id(each.plan.of), []).append(each)
    for plan in formers_first(of_group[0].plan.of for of_group in together.values()):
        of_group = together[id(plan)]
        rows: list[RowPlan] = [each.plan for each in of_group]
        group = _written(transaction, network_id, plan, [joining for row in rows for joining in row.joining])
        for each in of_group:
            each.record_id = group.id


def _written(transaction: Transaction, network_id: UUID, plan: GroupPlan, joining: Sequence[Joining]) -> WorkingGroupRow:
    if plan.former is not None:
        assert plan.former.group is not None
        plan.values['continues_id'] = plan.former.group.id
    group = plan.group or _new(transaction, network_id, plan)
    if plan.group is not None and plan.values:
        for name, value in plan.values.items():
            setattr(group, name, value)
        group.sort_key, group.search_key = fold(group.title), search_key(group.title)
        if 'title' in plan.values:
            touch_naming_group(transaction, group.id)
    in_network = _now_in_network(transaction, joining, network_id)
    for each in joining:
        _member(transaction, group, each, in_network)
    if plan.lead is not None:
        _lead(transaction, group, plan, in_network)
    _count(transaction, group, plan)
    plan.group = group
    return group


def _new(transaction: Transaction, network_id: UUID, plan: GroupPlan) -> WorkingGroupRow:
    """Return a group as the file has it; one that the rule constitutes is still proposed here."""
    by_rule = plan.stage == 'constituted' and 'constituted_on' not in plan.values
    stage = 'proposed' if by_rule else plan.stage
    group = transaction.add(
        WorkingGroupRow(
            network_id=network_id,
            slug=free_slug(transaction, WorkingGroupRow, plan.title, None, fallback='group'),
            sort_key=fold(plan.title),
            search_key=search_key(plan.title),
            stage=stage,
            audience='public' if working_groups.is_shown_to_the_public(stage) else 'members',
            constitution_recorded_at=transaction.now if 'constituted_on' in plan.values else None,
            imported=True,
            **(plan.values | {'title': plan.title}),
        )
    )
    transaction.record(_ACT, group)
    transaction.flush()
    return group


def _now_in_network(transaction: Transaction, joining: Sequence[Joining], network_id: UUID) -> set[UUID]:
    return {each.city.id for each in joining if belongs(transaction, each.city.id, network_id)}


def _member(transaction: Transaction, group: WorkingGroupRow, joining: Joining, in_network: set[UUID]) -> None:
    """Record a city's time in the group; in a closed one, of a city that has left the network, it ended with the group."""
    if joining.known is not None:
        assert joining.start is not None
        joining.known.start_date, joining.known.start_precision = joining.start.day, joining.start.precision
        transaction.record(_ACT, joining.known)
        return
    end, reason = joining.end, 'left' if joining.end else None
    if end is None and group.closed_on is not None and (group.stage == 'withdrawn' or joining.city.id not in in_network):
        end, reason = group.closed_on, 'group_withdrawn' if group.stage == 'withdrawn' else 'group_completed'
    start = joining.start
    row = MembershipRow(
        network_id=group.network_id,
        working_group_id=group.id,
        city_id=joining.city.id,
        start_date=start.day if start else None,
        start_precision=start.precision if start else 'day',
        end_date=end,
        end_reason=reason,
        audience=group.audience,
        imported=True,
    )
    transaction.record(_ACT, transaction.add(row))


def _lead(transaction: Transaction, group: WorkingGroupRow, plan: GroupPlan, in_network: set[UUID]) -> None:
    assert plan.lead is not None
    since, over = plan.lead_since, group.stage == 'withdrawn' or (group.stage == 'completed' and plan.lead.id not in in_network)
    term = LeadRow(
        network_id=group.network_id,
        working_group_id=group.id,
        city_id=plan.lead.id,
        start_date=since.day if since else None,
        start_precision=since.precision if since else 'day',
        end_date=group.closed_on if over else None,
        end_reason=('group_withdrawn' if group.stage == 'withdrawn' else 'group_completed') if over else None,
        audience=group.audience,
    )
    transaction.record(_ACT, transaction.add(term))


def _count(transaction: Transaction, group: WorkingGroupRow, plan: GroupPlan) -> None:
    """Write down what the group has and lacks, as the rulebook counts it; where the rule constitutes it, it does so here."""
    today = transaction.today(group.network_id)
    counting = recounted(transaction, group, today)
    goes_on = bool(working_groups.STAGES[group.stage])
    if group.stage == 'proposed' and plan.stage == 'constituted':
        constitute(transaction, group, counting, today)
    group.below_minimum = working_groups.is_below_minimum(group.stage, counting.missing)
    has_lead, acts = current_lead(transaction, group.id) is not None, acting_lead(transaction, group.id) is not None
    group.needs_lead = working_groups.needs_lead(group.stage, has_lead=has_lead, acts=acts)
    transaction.record(_ACT, group, decision=counting.decision if goes_on else None)
