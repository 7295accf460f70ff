"""What a group offers to begin in it: records that are its own, to whom the permission table allows them."""

from pathlib import Path

import pytest

from tests.routes.acts import constituted, read_group
from tests.routes.conftest import ClientFor, Somebody, World

MEMBERS = {'create_action_item', 'create_output', 'create_support_request', 'upload_document', 'start_report'}
CHAIR = MEMBERS | {'create_meeting', 'create_funding_request', 'declare_working_group'}


@pytest.mark.parametrize(('city', 'offered'), [('graz', CHAIR), ('bologna', MEMBERS), ('berlin', set())])
def test_a_group_offers_each_city_what_it_may_begin_there(
    office: Somebody, client_for: ClientFor, world: World, city: str, offered: set[str]
) -> None:
    group = constituted(office, world)
    assert set(read_group(client_for(city=city), group)['you_may']) & CHAIR == offered
    assert set(read_group(office, group)['you_may']) >= CHAIR


@pytest.mark.parametrize('peer', ['credentials.py', 'postgrest/tuned.sql'])
def test_the_peers_of_the_benchmarks_offer_what_the_service_offers(office: Somebody, world: World, peer: str) -> None:
    """A peer that offers less does less work, and the comparison of the bodies ends the run."""
    offered = read_group(office, constituted(office, world))['you_may']
    theirs = (Path(__file__).parents[1] / 'benchmarks/peers' / peer).read_text()
    assert [act for act in offered if f"'{act}'" not in theirs] == []
