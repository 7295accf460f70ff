"""What can be done with a network: set it up, describe it, let it go live."""

from datetime import date
from typing import Any
from uuid import UUID

from api import clock
from api.by_law_presets import PRESETS
from api.models.by_laws import ByLawsRow
from api.models.keys import fold
from api.models.networks import NetworkCreate, NetworkPatch, NetworkRow
from api.models.shapes import merge
from api.operations.permit import id_of, permit, permit_on
from api.permissions import Facts
from api.problems import Problem
from api.rules.by_laws import figures_of
from api.spine import Transaction


def facts_of_network(_transaction: Transaction, network: NetworkRow) -> Facts:
    """Return what the permission table needs to know of a network."""
    return Facts(networks=frozenset({network.id}))


def create_network(transaction: Transaction, wish: NetworkCreate) -> NetworkRow:
    """Set a network up in preparation, with version 1 of its by-laws in force from today."""
    permit(transaction, 'create_network', Facts())
    if id_of(transaction, NetworkRow, wish.slug) is not None:
        raise Problem('slug-taken', {'slug': wish.slug})
    figures = figures_of(PRESETS[wish.preset])
    network = transaction.add(
        NetworkRow(
            slug=wish.slug,
            name=wish.name,
            sort_key=fold(wish.name),
            operated_by=wish.operated_by,
            partner=wish.partner,
            working_languages=list(wish.working_languages),
            time_zone=figures['time_zone'],
            audience='public',
        ),
    )
    transaction.record('create_network', network)
    transaction.flush()
    add_by_laws(transaction, network, {**figures, 'working_languages': list(wish.working_languages)}, clock.today(network.time_zone), 1)
    return network


def add_by_laws(transaction: Transaction, network: NetworkRow, figures: dict[str, Any], valid_from: date, number: int) -> ByLawsRow:
    """Remember a version of by-laws."""
    version = ByLawsRow(network_id=network.id, number=number, valid_from=valid_from, audience='public', **figures)
    transaction.record('make_by_laws', transaction.add(version))
    return version


def update_network(transaction: Transaction, reference: UUID | str, wish: NetworkPatch) -> NetworkRow:
    """Change what describes a network."""
    network = permit_on(transaction, 'update_network', NetworkRow, reference, facts_of_network)
    for name, value in merge(wish).items():
        setattr(network, name, value)
    network.sort_key = fold(network.name)
    transaction.record('update_network', network)
    return network


def launch_network(transaction: Transaction, reference: UUID | str) -> NetworkRow:
    """Go live (M3)."""
    network = permit_on(transaction, 'launch_network', NetworkRow, reference, facts_of_network)
    if network.stage == 'live':
        raise Problem('already-live')
    network.stage = 'live'
    transaction.record('launch_network', network)
    return network
