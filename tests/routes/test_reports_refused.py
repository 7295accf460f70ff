"""What is refused to a report over HTTP: each move at the wrong time, and what is not true of it."""

from typing import Any

import pytest

from tests.routes.acts import made, propose
from tests.routes.conftest import ClientFor, Somebody, World, problem
from tests.routes.sittings import act, assembly, brought_to, change, read, report, the_day

Group = dict[str, Any]
WISHES: dict[str, dict[str, Any]] = {
    'submissions': {},
    'tablings': {},
    'decisions': {'outcome': 'approved'},
    'publications': {'channel': 'website'},
    'sharing': {'channel': 'social_media'},
    'changing': {'text': 'Another text.'},
}


@pytest.fixture
def sitting(office: Somebody, world: World) -> dict[str, Any]:
    """An assembly that is held today."""
    return assembly(office, world)


@pytest.mark.parametrize(
    ('stage', 'forbidden'),
    [
        (
            'draft',
            {
                'tablings': 'report-not-submitted',
                'decisions': 'report-not-submitted',
                'publications': 'report-not-approved',
                'sharing': 'report-not-approved',
            },
        ),
        (
            'submitted',
            {
                'submissions': 'report-submitted',
                'changing': 'report-submitted',
                'decisions': 'report-not-tabled',
                'publications': 'report-not-approved',
            },
        ),
        (
            'tabled',
            {
                'submissions': 'report-submitted',
                'changing': 'report-submitted',
                'tablings': 'report-tabled',
                'publications': 'report-not-approved',
            },
        ),
        (
            'returned',
            {'tablings': 'report-not-submitted', 'decisions': 'report-not-submitted', 'publications': 'report-not-approved'},
        ),
        (
            'approved',
            {
                'submissions': 'report-approved',
                'changing': 'report-approved',
                'tablings': 'report-approved',
                'decisions': 'report-approved',
                'sharing': 'website-comes-first',
            },
        ),
        (
            'published',
            {
                'submissions': 'report-approved',
                'changing': 'report-approved',
                'tablings': 'report-approved',
                'decisions': 'report-approved',
                'publications': 'report-published',
            },
        ),
    ],
)
def test_a_forbidden_move_says_which_way_leads_on(
    office: Somebody, group: Group, sitting: dict[str, Any], stage: str, forbidden: dict[str, str]
) -> None:
    found = brought_to(stage, office, group, sitting)
    said = {}
    for move in forbidden:
        to = 'publications' if move == 'sharing' else move
        answer = change(office, 'reports', found, **WISHES[move]) if move == 'changing' else act(office, found, to, **WISHES[move])
        said[move] = problem(answer)
        assert 'Fair housing' in answer.json()['detail']
    assert said == {move: (409, slug) for move, slug in forbidden.items()}
    assert made(read(office, 'reports', found['id']))['version'] == found['version']


def test_a_report_without_words_is_not_submitted(graz: Somebody, group: Group, sitting: dict[str, Any]) -> None:
    found = made(report(graz, group, sitting, text='# \n\n---'))
    assert problem(act(graz, found, 'submissions')) == (409, 'report-incomplete')


def test_the_word_limit_only_counts(graz: Somebody, group: Group, sitting: dict[str, Any]) -> None:
    found = made(report(graz, group, sitting, text='word ' * 900))
    assert found['words'] == {'count': 900, 'limit': 400}
    assert made(act(graz, found, 'submissions'))['stage'] == 'submitted'


def test_a_group_has_one_report_for_an_assembly(graz: Somebody, office: Somebody, world: World, group: Group) -> None:
    sitting = assembly(office, world)
    first = made(report(graz, group, sitting, title='Our year'))
    answer = report(graz, group, sitting)
    assert problem(answer) == (409, 'report-exists')
    assert 'Our year' in answer.json()['detail']
    assert answer.headers['link'] == f'</v1/reports/{first["id"]}>; rel="related"'
    assert made(report(graz, group, assembly(office, world, the_day(300))))['title'] == 'Fair housing'


def test_only_official_groups_report_and_only_to_assemblies_of_their_own_network(
    graz: Somebody, office: Somebody, client_for: ClientFor, world: World, group: Group, sitting: dict[str, Any]
) -> None:
    proposal = propose(graz, world, title='Words that wound')
    assert problem(report(graz, proposal, sitting)) == (409, 'group-not-official')
    elsewhere = assembly(client_for(network=world.other_network), world, network_id=str(world.other_network))
    assert problem(report(graz, group, elsewhere)) == (409, 'unknown-reference')
    assert problem(report(office, group, assembly(office, world, the_day(-1)))) == (409, 'assembly-before-the-group')
    assert problem(report(client_for(network=world.other_network), group, sitting))[0] == 403


def test_a_publication_is_dated_not_before_the_approval_and_not_in_the_future(office: Somebody, world: World, group: Group) -> None:
    found = brought_to('approved', office, group, assembly(office, world))
    for day, slug in ((the_day(1), 'future-date'), (the_day(-1), 'published-too-early')):
        assert problem(act(office, found, 'publications', channel='website', published_on=day)) == (409, slug)


@pytest.mark.parametrize('url', ['javascript:alert(1)', 'example.org', 'https://a b', ''])
def test_the_address_of_a_publication_is_one_of_the_web(office: Somebody, group: Group, sitting: dict[str, Any], url: str) -> None:
    found = brought_to('approved', office, group, sitting)
    assert problem(act(office, found, 'publications', channel='website', url=url)) == (422, 'validation-failed')
