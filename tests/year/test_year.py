"""A year of the coalition, lived over HTTP alone, with every notice that it leads to: to whom, in which language, why, or why not."""

import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from api.database import Database
from tests.conftest import Service
from tests.postbox import postbox_at
from tests.routes.acts import made
from tests.year.acts import (
    Act,
    announce,
    answer_call,
    answer_request,
    ask_to_take_part,
    both,
    bring_idea,
    close_assembly,
    declare,
    draft,
    end_participation,
    group,
    hand_over,
    join,
    join_at_once,
    join_late,
    leave,
    make_by_laws,
    make_known,
    meet,
    on_meeting,
    on_report,
    propose,
    propose_idea,
    send_call,
)
from tests.year.scene import SILENT, Scene, in_this_process, language_of, members


class Step(NamedTuple):
    """What is done at a moment, what is told at once, and what must hold then."""

    at: str
    says: str
    act: Act
    told: tuple[str, ...] | Callable[[Scene], list[str]] = ()


def nothing(_scene: Scene) -> None:
    """Nobody does anything: what is due happens by itself."""


def everybody_but(*inside: str) -> list[str]:
    """Return what is told when a group becomes official: one notice to each other city, in its language."""
    told = [f'{city} {language_of(city)} working_group_constituted' for city in members() if city not in {*inside, SILENT}]
    return [*told, f'{SILENT} working_group_constituted: nobody there can be reached by mail']


def everybody_is_asked(city: str) -> list[str]:
    """Return what is told when a city's idea is sent round."""
    asked = [f'{other} {language_of(other)} call_for_interest' for other in members() if other not in {city, SILENT}]
    return [*asked, f'{SILENT} call_for_interest: nobody there can be reached by mail']


def reminded(*inside: str) -> list[str]:
    """Return what is told on the day before a call ends: one reminder to each city that was asked and is silent."""
    told = [f'{city} {language_of(city)} reminder' for city in members() if city not in {*inside, SILENT}]
    return [*told, f'{SILENT} reminder: nobody there can be reached by mail']


# -- acts that are checked on the spot ---------------------------------------------------------------------------------------


def proposed(scene: Scene) -> None:
    """An idea is no group until it is proposed, and an answer makes no member."""
    office = scene('office')
    assert HOUSING not in [each['title'] for each in made(office.get('/v1/working-groups', params={'limit': 100}))['items']]
    propose_idea('idea', 'housing', 'graz')(scene)
    found = made(office.get(f'/v1/working-groups/{scene.known["housing"]["id"]}', params={'expand': 'members'}))
    assert ([each['slug'] for each in found['members']], found['lead_city']['slug']) == (['graz'], 'graz')


def invite(scene: Scene) -> None:
    """The office invites somebody of Graz to speak for the group that Graz leads."""
    wish = {
        'network_id': scene.known['network']['id'], 'role': 'lead_contact', 'name': 'Nora Neu', 'mail': 'nora@example.org',
        'language': 'de', 'city_id': scene.known['graz']['id'], 'working_group_id': scene.known['housing']['id'],
    }  # fmt: skip
    made(scene('office').post('/v1/invitations', json=wish))


def accept(scene: Scene) -> None:
    """The invited person opens the link, which changes nothing, and accepts."""
    mail = next(each for each in reversed(scene.outgoing.taken) if each['To'] == 'nora@example.org')
    found = re.search(r'/invitation#token=([\w-]+)', mail.get_content())
    assert found
    with scene.stranger() as browser:
        for _ in range(2):
            assert made(browser.post('/v1/invitation-previews', json={'token': found[1]}))['role'] == 'lead_contact'
        made(browser.post('/v1/invitation-acceptances', json={'token': found[1]}))
        assert browser.post('/v1/invitation-acceptances', json={'token': found[1]}).status_code == 401


def stays_proposed(scene: Scene) -> None:
    """Three cities of one country are not enough."""
    join('nights', 'cologne', 'potsdam')(scene)
    found = group(scene, 'nights')
    assert (found['stage'], found['missing']) == ('proposed', [{'code': 'countries', 'have': 1, 'needed': 2}])


def two_join_at_once(scene: Scene) -> None:
    """With either of them the group is official; there is one constitution, and one notice for each city outside."""
    join_at_once('housing', 'bologna', 'ghent')(scene)
    found = group(scene, 'housing')
    assert (found['stage'], found['constituted_on']) == ('constituted', {'value': '2027-01-20', 'precision': 'day'})
    outside = set(members()) - scene.held('working_group_constituted')
    assert outside in ({'graz', 'vienna', 'bologna'}, {'graz', 'vienna', 'ghent'})
    scene.known['inside'] = {city: {} for city in outside}


def entered_late(scene: Scene) -> None:
    """The group is official since the day on which Zürich has joined, not since the office has learnt of it."""
    join_late('nights', 'zurich', '2027-02-10')(scene)
    found = group(scene, 'nights')
    assert found['constituted_on'] == {'value': '2027-02-10', 'precision': 'day'}
    assert found['constitution_recorded_at'].startswith('2027-03-01')


def smaller_minimum(scene: Scene) -> None:
    """By-laws for June change nothing in May."""
    make_by_laws('2027-06-01', min_cities=2)(scene)
    assert group(scene, 'libraries')['stage'] == 'proposed'


def in_force(scene: Scene) -> None:
    """On their first day the group becomes official by itself."""
    found = group(scene, 'libraries')
    assert (found['stage'], found['constituted_on']['value']) == ('constituted', '2027-06-01')
    assert group(scene, 'nights')['stage'] == 'constituted'


def larger_minimum(scene: Scene) -> None:
    """By-laws for later touch nothing before their day."""
    make_by_laws('2027-11-15', min_cities=4)(scene)
    assert group(scene, 'nights')['below_minimum'] is False


def stays_official(scene: Scene) -> None:
    """Three cities are too few now, and the group is what it was; only the office learns of it."""
    found = group(scene, 'nights')
    assert (found['stage'], found['below_minimum'], found['constituted_on']['value']) == ('constituted', True, '2027-02-10')
    assert group(scene, 'nights', 'zurich')['below_minimum'] is None


def the_lead_leaves(scene: Scene) -> None:
    """It hands over first; then it goes."""
    answer = leave(scene, 'berlin', 'nights', 'berlin')
    assert (answer.status_code, answer.json()['type']) == (409, '/problems/lead-must-hand-over')
    hand_over('nights', 'zurich', 'berlin')(scene)
    made(leave(scene, 'berlin', 'nights', 'berlin'))
    leads = made(scene('office').get(f'/v1/working-groups/{scene.known["nights"]["id"]}/leads'))['items']
    assert [(each['city']['slug'], each['end_date']) for each in leads] == [('zurich', None), ('berlin', '2027-06-14')]


def the_lead_city_goes(scene: Scene) -> None:
    """A city that leaves the network leaves its groups on that day; the group stays official and needs a lead."""
    made(leave(scene, 'malmo', None, 'office', reason='the council has decided so'))
    found = group(scene, 'libraries')
    assert (found['stage'], found['needs_lead'], found['below_minimum'], found['lead_city']) == ('constituted', True, True, None)
    with scene.stranger() as browser:
        shown = made(browser.get(f'/v1/public/working-groups/{found["slug"]}'))
    assert not {'needs_lead', 'below_minimum', 'undeclared'} & set(shown)


def drafted(scene: Scene) -> None:
    """The draft says what the group has recorded in the year."""
    draft('housing', 'graz')(scene)
    text = made(scene('graz').get(f'/v1/reports/{scene.known["report of housing"]["id"]}'))['text']
    assert [part for part in ('Bologna', 'Ghent', 'Graz', 'Vienna', '3 cities took part') if part not in text] == []


def published(scene: Scene) -> None:
    """Everybody reads what is published, and nothing before."""
    path = '/v1/public/reports'
    with scene.stranger() as browser:
        assert made(browser.get(path))['items'] == []
        on_report('housing', 'office', '/publications', channel='website')(scene)
        on_report('housing', 'office', '/publications', channel='social_media', url='https://social.example.org/1')(scene)
        assert [each['title'] for each in made(browser.get(path))['items']] == ['Fair housing']


def nobody_joins_any_more(scene: Scene) -> None:
    """A completed group takes nobody in, is closed since the assembly's day, and stays readable."""
    with scene.stranger() as browser:
        found = made(browser.get('/v1/public/working-groups/anti-muslim-racism'))
    assert found['stage'] == 'completed'
    assert group(scene, 'muslim')['closed_on'] == '2027-08-23'
    answer = scene('graz').post(f'/v1/working-groups/{found["id"]}/members', json={'city_id': scene.known['graz']['id']})
    assert (answer.status_code, answer.json()['type']) == (409, '/problems/group-completed')


def undeclared(scene: Scene) -> None:
    """Who has said nothing is marked, for the office alone."""
    close_assembly(scene)
    assert group(scene, 'antisemitism')['undeclared'] is True
    assert group(scene, 'antisemitism', 'graz')['undeclared'] is None


def healed(scene: Scene) -> None:
    """What is said late takes the mark away."""
    declare('antisemitism', 'dortmund', 'continue')(scene)
    assert group(scene, 'antisemitism')['undeclared'] is False


HOUSING = 'Fair housing'
YEAR: tuple[Step, ...] = (
    Step('2027-01-04 11:00', 'Graz has an idea', bring_idea('idea', 'graz', HOUSING), ('office en idea_brought',)),
    Step('2027-01-04 12:00', 'and the office asks all others', send_call('idea', '2027-01-10'), lambda _: everybody_is_asked('graz')),
    Step('2027-01-05', 'some answer', answer_call('idea', vienna='interested', bologna='interested', ghent='not_now')),
    Step('2027-01-09', 'who is silent is reminded', nothing, lambda _: reminded('graz', 'vienna', 'bologna', 'ghent')),
    Step('2027-01-11', 'the call has ended', nothing, ('graz de call_ended', 'office en call_ended')),
    Step(
        '2027-01-11 12:00', 'Graz proposes the group, and who was interested is invited', proposed,
        ('bologna it invited_to_group', 'vienna de invited_to_group'),
    ),
    Step('2027-01-12', 'somebody is invited to speak for it', invite, ('nora de invitation',)),
    Step('2027-01-14', 'and accepts', accept),
    Step(
        '2027-01-15', 'Vienna joins: two cities of one country', join('housing', 'vienna'),
        ('graz de member_joined', 'nora de member_joined', 'office en member_joined'),
    ),
    Step('2027-01-18', 'Berlin proposes another group', propose('nights', 'berlin', 'Night life')),
    Step(
        '2027-01-19', 'three cities of one country stay proposed', stays_proposed,
        ('berlin de member_joined', 'berlin de member_joined', 'office en member_joined', 'office en member_joined'),
    ),
    Step(
        '2027-01-20', 'two cities join in the same moment: official', two_join_at_once,
        ('graz de member_joined', 'graz de member_joined', 'nora de member_joined', 'nora de member_joined', 'office en member_joined',
         'office en member_joined'),
    ),
    Step('2027-01-20 13:59', 'the notice is held for four hours', nothing),
    Step('2027-01-20 14:01', 'then every other city gets it', nothing, lambda scene: everybody_but(*scene.known['inside'])),
    Step(
        '2027-02-01', 'a meeting is planned', meet('housing', 'graz', 'First meeting', '2027-02-15T13:00:00Z'),
        ('bologna it meeting_planned', 'ghent fr meeting_planned', 'graz de meeting_planned', 'nora de meeting_planned',
         'vienna de meeting_planned'),
    ),
    Step(
        '2027-02-03', 'and moved', on_meeting('First meeting', 'nora', '', starts_at='2027-02-16T13:00:00Z'),
        ('bologna it meeting_changed', 'ghent fr meeting_changed', 'graz de meeting_changed', 'nora de meeting_changed',
         'vienna de meeting_changed'),
    ),
    Step(
        '2027-02-17', 'and put on record',
        on_meeting('First meeting', 'graz', '/minutes', minutes='We met.', came=('graz', 'vienna', 'ghent')),
    ),
    Step(
        '2027-03-01', 'the office enters late that Zürich has joined', entered_late, ('berlin de member_joined', 'office en member_joined')
    ),
    Step('2027-03-01 14:01', 'the others are told', nothing, lambda _: everybody_but('berlin', 'cologne', 'potsdam', 'zurich')),
    Step(
        '2027-03-08', 'an organisation asks to take part',
        both(make_known('enar', contact='nadia', language='fr'), ask_to_take_part('enar', 'housing', 'nadia')),
        ('graz de participation_requested', 'nora de participation_requested', 'office en participation_requested'),
    ),
    Step(
        '2027-03-09', 'and is refused', answer_request('enar', 'graz', 'refusals', reason='Not this year.'),
        ('nadia fr participation_refused',),
    ),
    Step(
        '2027-03-10', 'so is one that nobody can be written to',
        both(make_known('caritas'), ask_to_take_part('caritas', 'housing', 'office'),
             answer_request('caritas', 'office', 'refusals', reason='Another group does that.')),
        ('caritas participation_refused: nobody there can be reached by mail', 'graz de participation_requested',
         'nora de participation_requested', 'office en participation_requested'),
    ),
    Step(
        '2027-03-15', 'the first asks again, and is admitted',
        both(ask_to_take_part('enar', 'housing', 'nadia'), answer_request('enar', 'nora', 'admissions')),
        ('graz de member_joined', 'graz de participation_requested', 'nadia fr participation_admitted', 'nora de member_joined',
         'nora de participation_requested', 'office en member_joined', 'office en participation_requested'),
    ),
    Step(
        '2027-04-12', 'its participation is ended', end_participation('enar', 'housing', 'graz', reason='Nobody came.'),
        ('graz de member_left', 'nadia fr participation_ended', 'nora de member_left', 'office en member_left'),
    ),
    Step('2027-04-20', 'Malmö proposes a group', propose('libraries', 'malmo', 'Libraries for all')),
    Step('2027-04-22', 'Turin joins it: too few cities', join('libraries', 'turin'), ('malmo en member_joined', 'office en member_joined')),
    Step('2027-05-03', 'by-laws are made that ask for two cities', smaller_minimum),
    Step('2027-05-10', 'the assembly is announced', announce('2027-08-23')),
    Step('2027-06-01', 'the by-laws come into force', in_force, lambda _: everybody_but('malmo', 'turin')),
    Step(
        '2027-06-14', 'the lead of a group leaves', the_lead_leaves,
        ('cologne de lead_changed', 'office en lead_contact_not_shown', 'office en lead_handed_over', 'office en member_left',
         'potsdam de lead_changed', 'zurich de lead_handed_over', 'zurich de member_left'),
    ),
    Step(
        '2027-07-01', 'a lead city leaves the network', the_lead_city_goes,
        ('office en below_minimum', 'office en member_left', 'office en needs_lead', 'turin it lead_wanted'),
    ),
    Step(
        '2027-07-05', 'Turin takes the lead', hand_over('libraries', 'turin', 'turin'),
        ('office en lead_handed_over', 'turin it lead_handed_over'),
    ),
    Step(
        '2027-07-24', 'thirty days before the assembly', nothing,
        ('dortmund de reminder', 'graz de reminder', 'heidelberg de reminder', 'nora de reminder', 'turin it reminder',
         'zurich de reminder'),
    ),
    Step('2027-07-26', 'a report is drafted from the recorded year', drafted),
    Step('2027-08-02', 'and submitted', on_report('housing', 'graz', '/submissions'), ('office en report_submitted',)),
    Step('2027-08-03', 'and tabled', on_report('housing', 'office', '/tablings')),
    Step(
        '2027-08-04', 'and returned', on_report('housing', 'office', '/decisions', outcome='returned', comment='Say more.'),
        ('graz de report_returned', 'nora de report_returned'),
    ),
    Step(
        '2027-08-06', 'and revised',
        both(on_report('housing', 'nora', '', text='# What we did\n\nMore.'), on_report('housing', 'nora', '/submissions')),
        ('office en report_submitted',),
    ),
    Step('2027-08-09', 'and tabled again', on_report('housing', 'office', '/tablings')),
    Step('2027-08-10', 'Graz declares that it goes on', declare('housing', 'graz', 'continue')),
    Step(
        '2027-08-11', 'Heidelberg reports, and declares its work complete',
        both(draft('muslim', 'heidelberg'), on_report('muslim', 'heidelberg', '', text='All is done.'),
             on_report('muslim', 'heidelberg', '/submissions'), declare('muslim', 'heidelberg', 'complete')),
        ('office en report_submitted',),
    ),
    Step('2027-08-16', 'seven days before', nothing, ('dortmund de reminder', 'turin it reminder', 'zurich de reminder')),
    Step(
        '2027-08-18', 'Zürich and Turin hand in what they owe',
        both(draft('nights', 'zurich'), on_report('nights', 'zurich', '', text='We began.'), on_report('nights', 'zurich', '/submissions'),
             declare('nights', 'zurich', 'continue'), declare('libraries', 'turin', 'continue')),
        ('office en report_submitted',),
    ),
    Step('2027-08-22', 'the day before', nothing, ('dortmund de reminder',)),
    Step(
        '2027-08-23', 'the assembly: a completion takes effect', nobody_joins_any_more,
        ('barcelona es group_completed', 'berlin de group_completed', 'bologna it group_completed', 'heidelberg de group_completed',
         'office en group_completed'),
    ),
    Step(
        '2027-08-23 12:00', 'and approves the report', on_report('housing', 'office', '/decisions', outcome='approved'),
        ('graz de report_approved', 'nora de report_approved'),
    ),
    Step('2027-08-24', 'the report is published', published),
    Step('2027-08-25', 'the assembly is closed', undeclared, ('dortmund de undeclared', 'office en undeclared')),
    Step('2027-08-30', 'seven days after', nothing, ('dortmund de reminder',)),
    Step('2027-09-15', 'Dortmund declares late', healed),
    Step('2027-09-29', 'what is still owed is asked for again', nothing, ('dortmund de reminder',)),
    Step(
        '2027-10-04', 'and comes',
        both(draft('antisemitism', 'dortmund'), on_report('antisemitism', 'dortmund', '', text='Late.'),
             on_report('antisemitism', 'dortmund', '/submissions')),
        ('office en report_submitted',),
    ),
    Step('2027-11-02', 'by-laws are made that ask for four cities', larger_minimum),
    Step('2027-11-15', 'on their first day what is official is counted anew', stays_official, ('office en below_minimum',)),
    Step('2027-12-31', 'the year ends in silence', nothing),
)  # fmt: skip


@pytest.fixture
def scene(
    http: httpx.Client,
    service: Service,
    database: Database,
    tmp_path: Path,
    clock: Callable[[datetime], None],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Scene]:
    postbox = postbox_at(database.url, service.app.state.settings, tmp_path)
    monkeypatch.setattr(subprocess, 'run', in_this_process(postbox.settings))
    found = Scene(http, database, postbox, clock)
    yield found
    found.close()


def test_a_year_tells_everybody_what_concerns_them_in_their_language_and_nobody_anything_twice(scene: Scene) -> None:
    scene.at('2027-01-04')
    scene.found()
    assert scene.told() == []
    documented = made(scene('office').get('/v1/working-groups'))['items']
    scene.known |= {name: each for each in documented for name in ('muslim', 'antisemitism') if name in each['slug']}
    wrong: list[tuple[str, str, list[str], list[str]]] = []
    for step in YEAR:
        scene.at(step.at)
        step.act(scene)
        expected = step.told(scene) if callable(step.told) else step.told
        told = scene.told()
        if told != sorted(expected):
            wrong.append((step.at, step.says, sorted(set(told) - set(expected)), sorted(set(expected) - set(told))))
        # The same day once more: nothing is said twice.
        scene.once_more()
        if again := scene.told():
            wrong.append((step.at, 'the same day again', again, []))
    assert wrong == [], 'by step: what was told besides, and what was not'
    assert {key: times for key, times in scene.outgoing.times.items() if times > 1} == {}
    assert [mail['Subject'] for mail in scene.outgoing.taken if _is_unfinished(mail)] == []


def _is_unfinished(mail: Any) -> bool:
    """Say whether a mail has a gap where a word belongs, or no way to what it is about."""
    text = mail.get_body(('plain',)).get_content()
    return bool(re.search(r'\{|None', mail['Subject'] + text)) or '://' not in text
