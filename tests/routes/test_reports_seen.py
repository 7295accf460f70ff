"""Who sees a report over HTTP, and what each of them may do with it."""

from typing import Any

import pytest

from tests.routes.acts import made
from tests.routes.conftest import ClientFor, SignedIn, Somebody, World, problem
from tests.routes.sittings import TEXT, act, assembly, brought_to, read, report

Group = dict[str, Any]


@pytest.fixture
def sitting(office: Somebody, world: World) -> dict[str, Any]:
    """An assembly that is held today."""
    return assembly(office, world)


@pytest.mark.parametrize(
    ('stage', 'who_sees'),
    [
        ('draft', {'graz', 'bologna', 'office'}),
        ('submitted', {'graz', 'bologna', 'office'}),
        ('tabled', {'graz', 'bologna', 'office', 'berlin'}),
        ('returned', {'graz', 'bologna', 'office'}),
        ('approved', {'graz', 'bologna', 'office', 'berlin'}),
        ('published', {'graz', 'bologna', 'office', 'berlin', 'montreal'}),
    ],
)
def test_who_sees_a_report_and_what_belongs_to_it_follows_its_stage(
    office: Somebody, graz: Somebody, bologna: Somebody, client_for: ClientFor, group: Group, sitting: dict[str, Any], stage: str,
    who_sees: set[str],
) -> None:  # fmt: skip
    found = brought_to(stage, office, group, sitting)
    other = client_for(city='berlin')
    callers = {'graz': graz, 'bologna': bologna, 'office': office, 'berlin': other, 'montreal': client_for(city='montreal')}
    reads = {name: read(caller, 'reports', found['id']).status_code for name, caller in callers.items()}
    lists = {name for name, caller in callers.items() if made(caller.get('/v1/reports'))['items']}
    assert lists == {name for name, code in reads.items() if code == 200} == who_sees
    if stage != 'draft':
        path = f'/v1/reports/{found["id"]}/submissions/{found["latest_submission_id"]}'
        assert {name for name, caller in callers.items() if caller.get(path).status_code == 200} == who_sees
    for belonging in ('submissions', 'decisions', 'publications'):
        path = f'/v1/reports/{found["id"]}/{belonging}'
        assert {name for name, caller in callers.items() if caller.get(path).status_code == 200} == who_sees


def test_a_returned_text_does_not_come_back_with_the_approved_one(
    office: Somebody, client_for: ClientFor, group: Group, sitting: dict[str, Any]
) -> None:
    found = brought_to('returned', office, group, sitting)
    first = found['latest_submission_id']
    for to, wish in (
        ('submissions', {}),
        ('tablings', {}),
        ('decisions', {'outcome': 'approved'}),
        ('publications', {'channel': 'website'}),
    ):
        found = made(act(office, found, to, **wish))
    for name, numbers in (('berlin', [2]), ('montreal', [2]), ('vienna', [2, 1])):
        listed = made(client_for(city=name).get(f'/v1/reports/{found["id"]}/submissions'))['items']
        assert [each['number'] for each in listed] == numbers
        assert (client_for(city=name).get(f'/v1/reports/{found["id"]}/submissions/{first}').status_code == 200) is (len(numbers) == 2)


def test_a_comment_is_for_the_group_and_the_office(office: Somebody, client_for: ClientFor, group: Group, sitting: dict[str, Any]) -> None:
    found = made(act(office, brought_to('tabled', office, group, sitting), 'decisions', outcome='approved', comment='Well done.'))
    path = f'/v1/reports/{found["id"]}/decisions'
    comments = {city: made(client_for(city=city).get(path))['items'][0]['comment'] for city in ('graz', 'vienna', 'berlin')}
    assert comments == {'graz': 'Well done.', 'vienna': 'Well done.', 'berlin': None}
    assert made(office.get(path))['items'][0]['comment'] == 'Well done.'


WRITES = ['draft_report', 'submit_report']


@pytest.mark.parametrize(
    ('stage', 'of_lead', 'of_member', 'of_office'),
    [
        ('draft', [*WRITES, 'update_report'], ['draft_report', 'update_report'], [*WRITES, 'update_report']),
        ('submitted', [], [], ['table_report']),
        ('tabled', [], [], ['decide_report']),
        ('returned', [*WRITES, 'update_report'], ['draft_report', 'update_report'], [*WRITES, 'update_report']),
        ('approved', [], [], ['publish_report']),
        ('published', [], [], ['publish_report', 'write_newsletter']),
    ],
)
def test_what_one_may_do_depends_on_the_stage_and_on_who_one_is(
    office: Somebody, graz: Somebody, bologna: Somebody, group: Group, sitting: dict[str, Any], stage: str, of_lead: list[str],
    of_member: list[str], of_office: list[str],
) -> None:  # fmt: skip
    found = brought_to(stage, office, group, sitting)
    said = [made(read(caller, 'reports', found['id']))['you_may'] for caller in (graz, bologna, office)]
    assert said == [of_lead, of_member, of_office]
    assert made(graz.get('/v1/reports'))['items'][0]['you_may'] is None
    assert made(graz.get('/v1/reports', params={'expand': 'you_may'}))['items'][0]['you_may'] == of_lead


def test_a_token_needs_the_scope_to_approve(client_for: ClientFor, office: Somebody, group: Group, sitting: dict[str, Any]) -> None:
    found = brought_to('tabled', office, group, sitting)
    writer = client_for('reports:read', 'reports:write')
    assert problem(act(writer, found, 'decisions', outcome='approved')) == (403, 'insufficient-scope')
    assert made(read(writer, 'reports', found['id']))['you_may'] == []
    assert made(act(client_for('reports:approve', 'reports:read'), found, 'decisions', outcome='approved'))['stage'] == 'approved'


def test_the_lead_contact_writes_and_submits_for_its_group(
    signed_in: SignedIn, group: Group, sitting: dict[str, Any], client_for: ClientFor
) -> None:
    from_graz = signed_in('lead_contact', 'graz', working_group=group['id'])
    found = made(report(from_graz, group, sitting, text=TEXT))
    found = made(act(from_graz, found, 'submissions'))
    assert found['stage'] == 'submitted'
    path = f'/v1/reports/{found["id"]}/submissions/{found["latest_submission_id"]}'
    assert made(from_graz.get(path))['snapshot']['submitted_by']['role'] == 'lead_contact'
    assert problem(report(client_for(city='berlin'), group, sitting)) == (403, 'role-does-not-allow')
