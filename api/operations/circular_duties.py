"""Finds the groups that have left undone what an assembly asks of them."""

from uuid import UUID

from sqlalchemy import text

from api import clock
from api.models.assemblies import AssemblyRow
from api.models.networks import NetworkRow
from api.operations.formation import in_force
from api.rules import assemblies as rules
from api.rules.assemblies import Standing
from api.rules.circulars import is_missing
from api.spine import Transaction

_CURRENT = text("""
SELECT id FROM assemblies WHERE network_id = :network
ORDER BY stage = 'announced' DESC, CASE WHEN stage = 'announced' THEN held_on END, held_on DESC, id LIMIT 1
""")
_STANDINGS = text("""
SELECT g.id, g.stage, g.constituted_on->>'value' AS constituted, g.closed_on, g.undeclared,
  (coalesce(g.constitution_recorded_at, g.created_at) AT TIME ZONE :zone)::date AS known_since,
  (SELECT r.stage FROM reports r WHERE r.working_group_id = g.id AND r.assembly_id = :assembly) AS report_stage,
  EXISTS (SELECT FROM declarations d WHERE d.working_group_id = g.id AND d.assembly_id = :assembly) AS declared
FROM working_groups g WHERE g.network_id = :network AND g.stage IN ('constituted', 'completed')
""")


def assembly_asked(transaction: Transaction, network_id: UUID, assembly_id: UUID | None) -> AssemblyRow | None:
    """Return the assembly that is named, or else the network's next one, or else its last."""
    if assembly_id is None:
        assembly_id = transaction.session.execute(_CURRENT, {'network': network_id}).scalar_one_or_none()
    found = transaction.find(AssemblyRow, assembly_id)
    return found if found is not None and found.network_id == network_id else None


def groups_owing(transaction: Transaction, network_id: UUID, duty: str, assembly_id: UUID | None) -> set[UUID]:
    """Return the groups of a network that have left this undone; none when it has no assembly that could ask for it."""
    network, assembly = transaction.find(NetworkRow, network_id), assembly_asked(transaction, network_id, assembly_id)
    if network is None or (assembly is None and duty != 'undeclared'):
        return set()
    day = assembly.held_on if assembly else clock.today(network.time_zone)
    after = in_force(transaction, network_id, day).report_after_days
    values = {'network': network_id, 'zone': network.time_zone, 'assembly': assembly.id if assembly else None}
    owing = set()
    for row in transaction.session.execute(_STANDINGS, values).mappings():
        standing = Standing(row['stage'], row['constituted'], row['known_since'], row['closed_on'])
        owes = rules.owes_report(standing, day, after).owes if duty == 'report_missing' else rules.owes_declaration(standing, day)
        if is_missing(duty, owes=owes, undeclared=row['undeclared'], report_stage=row['report_stage'], declared=row['declared']):
            owing.add(row['id'])
    return owing
