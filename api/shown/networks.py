"""How networks and their by-laws are shown, and what one may do with them."""

from collections.abc import Mapping
from typing import Any

from api.models.by_laws import ByLaws, ByLawsRow
from api.models.columns import table
from api.models.networks import Network, NetworkRow
from api.permissions import Caller, Facts, may
from api.reads import Read, json_of
from api.shown.pieces import (
    changeable,
    documented,
    networks,
)


def _network(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    facts = Facts(networks=frozenset({found['id']}))
    operations = ['update_network', 'make_by_laws'] + (['launch_network'] if found['stage'] == 'preparation' else [])
    own = [name for name in operations if changeable(found) and may(caller, name, facts)]
    return own + (['propose_working_group'] if caller.cities_in(facts.networks) or may(caller, 'propose_working_group', facts) else [])


NETWORKS = Read(
    NetworkRow,
    json_of(Network, networks),
    facts=(networks.c.stage, documented(networks)),
    you_may=_network,
    by_slug=True,
    sorts={'name': (networks.c.sort_key, False), 'id': (None, False)},
)
_by_laws = table(ByLawsRow)
BY_LAWS = Read(ByLawsRow, json_of(ByLaws, _by_laws), sorts={'-id': (None, True)})
