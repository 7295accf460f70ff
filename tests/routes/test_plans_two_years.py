"""A plan of two years: sixty actions over all commitments, updates month by month; met nowhere, then as far as it is shared."""

from collections.abc import Callable
from datetime import datetime, timedelta

import httpx
import pytest

from api import clock as the_clock
from tests.backups.canary import MARK, seen
from tests.routes.conftest import ClientFor, SignedIn, World
from tests.routes.test_good_practices import publish
from tests.routes.test_plan_actions import do, say, set_up
from tests.routes.test_plan_follow_up import note
from tests.routes.test_plans import SEES_FROM, SHARED, act, make

ACTIONS, MONTHS, A_MONTH = 60, 24, timedelta(days=30)
# What a plan shared with everybody still keeps: what stood in the way, and what was held back with the action that it was said of.
KEPT = {f'{MARK}.obstacle', f'{MARK}.held', f'{MARK}.heldtext', f'{MARK}.budget'}
# What is noted around a plan, each with a field that says something: shared by itself, and never with more than see the plan.
NOTED = {
    'plan-meetings': 'notes', 'plan-contacts': 'note', 'plan-risks': 'risk', 'needs-assessments': 'title', 'needs-findings': 'finding',
    'plan-consultations': 'answer', 'plan-inventory-items': 'name',
}  # fmt: skip
NOTES_KEPT = {f'{MARK}.kept.{path.replace("-", "_")}' for path in NOTED}
NOTES_SHARED = {f'{MARK}.shared.{path.replace("-", "_")}' for path in NOTED}


def _told(client: httpx.Client, ids: dict[str, str]) -> set[str]:
    """Return the marks that a reader meets anywhere."""
    return set().union(*seen(client, ids, ('ndjson',)).values())


@pytest.mark.in_turn(7)
def test_two_years_of_a_plan_are_met_by_nobody_and_then_by_those_it_is_shared_with(
    http: httpx.Client, client_for: ClientFor, signed_in: SignedIn, clock: Callable[[datetime], None], world: World
) -> None:
    begun = the_clock.now()
    machine = client_for(city='graz')
    plan = make(machine, world, title=f'{MARK}.title', aims=f'{MARK}.aims')['id']
    actions = [
        set_up(machine, plan, number % 10 + 1, number // 10 % 4 + 1, title=f'{MARK}.action', budget_note=f'{MARK}.budget')['id']
        for number in range(ACTIONS - 1)
    ]
    held = set_up(machine, plan, 10, 4, title=f'{MARK}.held')['id']
    assert do(machine, held, 'sharings', shared_with='nobody').status_code == 200
    for month in range(MONTHS):
        clock(begun + month * A_MONTH)
        machine = client_for(city='graz')
        for action in actions[month % 20 :: 20]:
            said = say(machine, action, stage='in_progress', percent=month * 4, text=f'{MARK}.text', obstacle=f'{MARK}.obstacle')
            assert said.status_code == 201, said.text
        assert say(machine, held, stage='in_progress', text=f'{MARK}.heldtext').status_code == 201
    for path, field in NOTED.items():
        for what, shared_with in (('kept', 'nobody'), ('shared', 'public')):
            note(machine, path, plan, **{field: f'{MARK}.{what}.{path.replace("-", "_")}'}, shared_with=shared_with)
    graz = signed_in('coordinator', 'graz')
    readers = {
        'office': signed_in('office_staff'),
        'adviser': signed_in('scientific_advisor'),
        'bologna': signed_in('coordinator', 'bologna'),
        'board': signed_in('board_member'),
        'another network': client_for(network=world.other_network),
        'nobody': http,
    }
    sees_from = {**SEES_FROM, 'nobody': 'public'}
    ids = {'plan': plan, 'plan_action': actions[0], 'network': str(world.network), 'city': str(world.cities['graz'])}
    counted = graz.get(f'/v1/plans/{plan}/coverage').json()
    assert counted['total'] == ACTIONS
    assert _told(graz, ids) >= NOTES_KEPT | NOTES_SHARED, 'what the others are asked for is there'
    for shared_with in (*SHARED, 'nobody'):
        assert act(graz, plan, 'sharings', shared_with=shared_with).status_code == 200
        reached = SHARED.index(shared_with)
        for name, reader in readers.items():
            told = _told(reader, ids)
            if SHARED.index(sees_from[name]) > reached:
                assert told == set(), (shared_with, name)
            else:
                assert told >= {f'{MARK}.title', f'{MARK}.action'} | NOTES_SHARED, (shared_with, name)
                assert told & (KEPT | NOTES_KEPT) == set(), (shared_with, name)
        if shared_with == 'public':
            assert publish(graz, actions[0], title=f'{MARK}.practice', shared_with='public').status_code == 201
            assert f'{MARK}.practice' in _told(http, ids)
