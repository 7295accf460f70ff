"""A whole plan, of which nobody meets a word anywhere until it is shared: whatever can be read is read, by everybody."""

import httpx

from tests.backups.canary import MARK, seen
from tests.routes.conftest import World
from tests.routes.test_indicators import measure_by, record, set_milestone
from tests.routes.test_plan_actions import say, set_up
from tests.routes.test_plan_follow_up import NOTES, note
from tests.routes.test_plans import act, adopt, everybody, make

__all__ = ['everybody']
ACTIONS = 60
# What a city notes of its work at a plan, each in a list of its own.
OF_NOTES = tuple(f'/v1/{path}' for path in NOTES)


def places(client: httpx.Client, ids: dict[str, str]) -> set[str]:
    """Return the addresses at which a reader meets something of the plan."""
    return {where.partition('?')[0] for where in seen(client, ids, ())}


def test_nothing_of_a_plan_is_met_anywhere_until_it_is_shared(everybody: dict[str, httpx.Client], http: httpx.Client, world: World) -> None:
    graz = everybody['graz']
    head = {name: f'{MARK}.{name}' for name in ('steering_committee', 'resources', 'signed_by', 'decision_reference')}
    plan = make(graz, world, title=f'{MARK}.title', aims=f'{MARK}.aims', **head, decision_url=f'https://{MARK}.example/')['id']
    actions = []
    for number in range(ACTIONS):
        commitment, track = number % 10 + 1, number // 10 % 4 + 1
        actions.append(set_up(graz, plan, commitment, track, title=f'{MARK}.action', completion_criterion=f'{MARK}.criterion')['id'])
    update = say(graz, actions[0], stage='in_progress', text=f'{MARK}.text', obstacle=f'{MARK}.obstacle').json()['id']
    milestone = set_milestone(graz, actions[0], title=f'{MARK}.milestone')['id']
    indicator = measure_by(graz, plan, actions[0], name=f'{MARK}.indicator', measures=f'{MARK}.measures')['id']
    value = record(graz, indicator, '2026-01-15', '1', note=f'{MARK}.note')['id']
    ids_of_notes = {
        'plan_meeting': note(graz, 'plan-meetings', plan, notes=f'{MARK}.notes', decisions=f'{MARK}.decisions')['id'],
        'plan_contact': note(graz, 'plan-contacts', plan, with_whom=f'{MARK}.somebody', next_step=f'{MARK}.step')['id'],
        'plan_risk': note(graz, 'plan-risks', plan, risk=f'{MARK}.risk', measure=f'{MARK}.measure')['id'],
        'needs_assessment': note(graz, 'needs-assessments', plan, title=f'{MARK}.asked', questions=f'{MARK}.questions')['id'],
        'needs_finding': note(graz, 'needs-findings', plan, finding=f'{MARK}.finding', plan_action_ids=actions)['id'],
        'plan_consultation': note(graz, 'plan-consultations', plan, of_whom=f'{MARK}.whom', answer=f'{MARK}.answer')['id'],
        'plan_inventory_item': note(graz, 'plan-inventory-items', plan, name=f'{MARK}.there', description=f'{MARK}.told')['id'],
    }
    wish = {'network_id': str(world.network), 'kind': 'plan_actions', 'plan_id': str(plan)}
    content = f'title;commitment;track\n{MARK}.row;1;1'.encode()
    table = graz.post('/v1/imports', files={'file': (f'{MARK}.table.csv', content)}, data=wish).json()['id']
    assert adopt(graz, plan, adopted_by=f'{MARK}.council').status_code == 200
    readers = {**{name: each for name, each in everybody.items() if name not in {'graz', 'its machine'}}, 'nobody': http}
    of_action = {'milestone': milestone, 'indicator': indicator, 'indicator_value': value}
    ids = {
        **ids_of_notes,
        **of_action,
        'plan': plan,
        'plan_action': actions[0],
        'plan_action_update': update,
        'import': table,
        'network': str(world.network),
        'city': str(world.cities['graz']),
    }
    for name, reader in readers.items():
        assert seen(reader, ids, ('ndjson',)) == {}, name
    assert places(graz, ids) >= {
        f'/v1/plans/{plan}',
        '/v1/plans',
        '/v1/plan-actions',
        '/v1/milestones',
        '/v1/indicators',
        '/v1/plan-action-updates',
        '/v1/changes',
        '/v1/journal-entries',
    }
    assert places(graz, ids) >= {*OF_NOTES}
    assert places(graz, ids) >= {f'{path}/{ids[kind]}' for path, kind in zip(OF_NOTES, ids_of_notes, strict=True)}
    brought = {'/v1/imports', f'/v1/imports/{table}', f'/v1/imports/{table}/rows'}
    assert places(graz, ids) >= brought
    act(graz, plan, 'sharings', shared_with='office')
    for name in ('adviser', 'bologna', 'board', 'another network', 'nobody'):
        assert seen(readers[name], ids, ('ndjson',)) == {}, name
    assert places(readers['office'], ids) >= {'/v1/plans', '/v1/plan-actions', '/v1/plan-action-updates', '/v1/changes'}
    # Sharing the plan shares nothing of how the city came to it.
    assert not places(readers['office'], ids) & {*OF_NOTES}
    assert places(readers['office'], ids) & brought == set()
