"""Reports in the sync feed: data while one sees them, a tombstone when they go back to their group; and what comes at once."""

from typing import Any

import pytest

from tests.routes.acts import constituted, follow, made
from tests.routes.conftest import ClientFor, Somebody, World, problem
from tests.routes.sittings import TEXT, act, assembly, brought_to, change, declare, read, report
from tests.world import at_once

KINDS = ('assembly', 'report', 'submission', 'decision', 'publication', 'declaration')
Group = dict[str, Any]


class Replica:
    """A partner's copy, kept as the guide says."""

    def __init__(self, caller: Somebody) -> None:
        self.caller = caller
        self.since, self.feed_id = 0, None
        self.records: dict[str, dict[str, Any]] = {}
        self.kinds: dict[str, str] = {}

    def sync(self) -> list[tuple[str, str]]:
        """Apply what is new; return what it was, by kind: data, or a tombstone."""
        items, self.since, self.feed_id = follow(self.caller, self.since, self.feed_id)  # type: ignore[assignment]
        for item in items:
            record_id = item['subject']['id']
            self.kinds[record_id] = item['subject']['type']
            if item['deleted']:
                self.records.pop(record_id, None)
            else:
                self.records[record_id] = item['data']
        seen = [(each['subject']['type'], 'tombstone' if each['deleted'] else 'data') for each in items if each['subject']['type'] in KINDS]
        return sorted(seen)


@pytest.fixture
def sitting(office: Somebody, world: World) -> dict[str, Any]:
    """An assembly that is held today."""
    return assembly(office, world)


def test_members_get_a_report_when_it_is_tabled_and_lose_it_when_it_is_returned(
    office: Somebody, client_for: ClientFor, group: Group, sitting: dict[str, Any]
) -> None:
    berlin, vienna, montreal = (Replica(client_for(city=city)) for city in ('berlin', 'vienna', 'montreal'))
    for each in (berlin, vienna, montreal):
        each.sync()
    found = made(act(office, made(report(office, group, sitting, text=TEXT)), 'submissions'))
    assert (berlin.sync(), vienna.sync(), montreal.sync()) == ([], [('report', 'data'), ('submission', 'data')], [])
    found = made(act(office, found, 'tablings'))
    both = [('report', 'data'), ('submission', 'data')]
    assert (berlin.sync(), vienna.sync(), montreal.sync()) == (both, both, [])
    found = made(act(office, found, 'decisions', outcome='returned', comment='More about Graz.'))
    gone = [('report', 'tombstone'), ('submission', 'tombstone')]
    assert (berlin.sync(), vienna.sync(), montreal.sync()) == (gone, [('decision', 'data'), *both], [])
    assert 'report' not in {berlin.kinds[record_id] for record_id in berlin.records}

    found = made(change(office, 'reports', found, text='More about Graz: it is there.'))
    for to, wish in (('submissions', {}), ('tablings', {}), ('decisions', {'outcome': 'approved'})):
        found = made(act(office, found, to, **wish))
    assert berlin.sync() == [('decision', 'data'), ('report', 'data'), ('submission', 'data')]
    assert montreal.sync() == []
    found = made(act(office, found, 'publications', channel='website'))
    assert montreal.sync() == [('publication', 'data'), ('report', 'data'), ('submission', 'data')]
    assert montreal.records[found['id']]['text'] == 'More about Graz: it is there.'
    assert 'decision' not in {montreal.kinds[record_id] for record_id in montreal.records}


@pytest.mark.parametrize('city', ['graz', 'berlin', 'montreal', None])
def test_a_copy_that_followed_every_step_equals_a_fresh_one(
    office: Somebody, client_for: ClientFor, group: Group, world: World, city: str | None
) -> None:
    caller = client_for(city=city) if city else office
    sitting = assembly(office, world)
    groups = {stage: constituted(office, world, title=f'{stage} group') for stage in ('draft', 'submitted', 'returned', 'published')}
    copy = Replica(caller)
    for stage, reporting in groups.items():
        brought_to(stage, office, reporting, sitting)
        copy.sync()
    made(declare(office, made(office.get(f'/v1/working-groups/{group["id"]}')), sitting, 'complete'))
    copy.sync()
    made(act(office, made(office.get(f'/v1/assemblies/{sitting["id"]}')), 'closings'))
    copy.sync()
    fresh = Replica(caller)
    fresh.sync()
    assert copy.records == fresh.records
    listed = {each['id']: each for each in made(caller.get('/v1/reports', params={'limit': 100}))['items']}
    kept = {record_id: each for record_id, each in copy.records.items() if copy.kinds[record_id] == 'report'}
    assert {record_id: {**each, 'you_may': None} for record_id, each in kept.items()} == listed


def test_of_many_who_start_the_same_report_at_once_one_does(
    graz: Somebody, bologna: Somebody, office: Somebody, group: Group, sitting: dict[str, Any]
) -> None:
    answers = at_once([lambda caller=caller: report(caller, group, sitting) for caller in (graz, bologna, office, graz, bologna, office)])  # type: ignore[misc]
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]
    assert {problem(answer)[1] for answer in answers if answer.status_code == 409} <= {'report-exists', 'conflict'}
    assert len(made(office.get('/v1/reports'))['items']) == 1


def test_a_submission_and_a_change_at_once_never_mix(graz: Somebody, bologna: Somebody, group: Group, sitting: dict[str, Any]) -> None:
    found = made(report(graz, group, sitting, text=TEXT))
    submitted, changed = at_once(
        [lambda: act(graz, found, 'submissions'), lambda: change(bologna, 'reports', found, text='Another text altogether.')]
    )
    assert sorted((submitted.status_code, changed.status_code)) == [200, 412]
    now = made(read(graz, 'reports', found['id']))
    if submitted.status_code == 200:
        path = f'/v1/reports/{found["id"]}/submissions/{now["latest_submission_id"]}'
        assert made(graz.get(path))['snapshot']['text'] == now['text'] == TEXT


def test_a_declaration_and_the_closing_at_once_leave_the_group_declared(
    office: Somebody, graz: Somebody, group: Group, sitting: dict[str, Any]
) -> None:
    answers = at_once([lambda: act(office, sitting, 'closings'), lambda: declare(graz, group, sitting, 'complete')])
    assert answers[0].status_code == 200
    if answers[1].status_code != 200:
        assert problem(answers[1]) == (412, 'stale-version')
        made(declare(graz, made(graz.get(f'/v1/working-groups/{group["id"]}')), sitting, 'complete'))
    now = made(office.get(f'/v1/working-groups/{group["id"]}'))
    assert (now['stage'], now['undeclared']) == ('completed', False)
