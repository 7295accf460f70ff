"""A group's report drafted over HTTP from what it has recorded: a sentence for each record, and nobody's text lost."""

import io
from typing import Any

import pypdf
import pytest

from api.database import Database
from tests.routes.acts import join, made, read_group, record, set_up
from tests.routes.conftest import ClientFor, Journal, Somebody, World, problem
from tests.routes.meetings import plan, send
from tests.routes.sittings import TEXT, act, age, assembly, change, read, report, the_day
from tests.routes.test_outputs import plan as prepare
from tests.routes.test_outputs import share

Group = dict[str, Any]


@pytest.fixture
def group(group: Group, office: Somebody, database: Database) -> Group:
    """A group of Graz, which leads, Wien and Bologna, which have joined today; official since 2020."""
    age(database, group, '2020-12-04')
    return read_group(office, group)


def drafted(caller: Somebody, found: dict[str, Any]) -> dict[str, Any]:
    return made(act(caller, found, 'drafts'))


def sections(caller: Somebody, found: dict[str, Any]) -> dict[str, Any]:
    return {each['section']: each for each in made(caller.get(f'/v1/reports/{found["id"]}/draft'))['sections']}


def test_a_report_is_drafted_from_the_record_with_a_link_to_each(
    office: Somebody, graz: Somebody, world: World, group: Group, journal: Journal, database: Database
) -> None:
    meeting = plan(graz, group, starts_at=f'{the_day(-2)}T09:00:00Z', mode='online')
    decided = 'Write guidelines.\n\n Meet again in May.'
    attended = {'minutes': 'We met.', 'decisions': decided, 'attending_city_ids': [str(world.cities[city]) for city in ('graz', 'vienna')]}
    made(send(graz, meeting, '/minutes', attended))
    output = made(share(graz, prepare(graz, group, url='https://example.org/paper'), 'members'))
    item = made(set_up(graz, group, 'Train landlords', responsible_city_id=str(world.cities['graz']), visibility='members'))
    made(record(graz, item, stage='in_progress', percent=40, text='Ada was ill.'))
    found = made(report(graz, group, assembly(office, world, the_day(30))))
    assert (found['language'], 'draft_report' in found['you_may']) == ('en', True)
    found = drafted(graz, found)
    assert [line for line in found['text'].split('\n') if line.startswith('## ')] == [
        '## Members', '## Meetings', '## Decisions', '## Outputs', '## Action items',
    ]  # fmt: skip
    assert found['text'].count(' joined the group on ') == 3
    assert '2 cities took part.' in found['text']
    assert [line.partition('decided: ')[2] for line in found['text'].split('\n') if ' the group decided: ' in line] == [
        'Write guidelines.', 'Meet again in May.',
    ]  # fmt: skip
    assert '“Train landlords” is under way: 40 percent are done.' in found['text']
    assert [told for told in ('Ada was ill', meeting['title'], 'We met.') if told in found['text']] == []
    shown = sections(graz, found)
    assert shown['outputs']['sentences'][0]['record'] == {'type': 'output', 'id': output['id']}
    assert shown['meetings']['sentences'][0]['record'] == {'type': 'meeting', 'id': meeting['id']}
    assert {each['to_record'] for each in shown.values()} == {None}
    assert journal(found['id'])[-1]['operation'] == 'draft_report'
    assert drafted(graz, found)['text'] == found['text']
    assert database.url


def test_the_draft_of_a_full_year_is_a_brief_report_also_on_paper(office: Somebody, graz: Somebody, world: World, group: Group) -> None:
    meeting = plan(graz, group, starts_at=f'{the_day(-2)}T09:00:00Z', mode='online')
    decided = '\n'.join(f'Decision {n}: train those who advise people looking for a flat.' for n in range(90))
    made(send(graz, meeting, '/minutes', {'minutes': 'We met.', 'decisions': decided}))
    found = drafted(graz, made(report(graz, group, assembly(office, world, the_day(30)))))
    by_laws = made(office.get(f'/v1/networks/{world.network}/by-laws'))['items'][0]
    # The default, and as good as all of it is used; signs of Markdown are no words.
    assert by_laws['report_word_limit'] == 400
    words = [each for each in found['text'].split() if each.strip('#-')]
    assert 350 < len(words) <= by_laws['report_word_limit']
    pages = pypdf.PdfReader(io.BytesIO(graz.get(f'/v1/reports/{found["id"]}/file.pdf').content)).pages
    assert len(pages) <= 2


def test_what_only_the_group_may_see_is_not_quoted_until_it_lets_others_see_it(
    office: Somebody, graz: Somebody, world: World, group: Group
) -> None:
    item = made(set_up(graz, group, 'Talk to landlord X', visibility='working_group'))
    made(record(graz, item, stage='in_progress', percent=40))
    found = drafted(graz, made(report(graz, group, assembly(office, world, the_day(30)))))
    assert ('landlord X' in found['text'], '40 percent' in found['text']) == (False, False)
    section = sections(graz, found)['action_items']
    assert (section['sentences'], section['to_record']) == ([], None)
    assert section['not_quoted'].startswith('One action item is not quoted')

    item = made(graz.get(f'/v1/action-items/{item["id"]}'))
    item = made(change(graz, 'action-items', item, visibility='members'))
    found = drafted(graz, found)
    assert '“Talk to landlord X” is under way: 40 percent are done.' in found['text']
    assert sections(graz, found)['action_items']['not_quoted'] is None

    made(change(graz, 'action-items', item, visibility='working_group'))
    assert 'landlord X' not in drafted(graz, found)['text']


def test_a_decision_that_is_corrected_is_another_one_and_of_a_meeting_of_the_group_alone_none_is_quoted(
    graz: Somebody, office: Somebody, world: World, group: Group
) -> None:
    found = made(report(graz, group, assembly(office, world, the_day(30))))
    secret = plan(graz, group, starts_at=f'{the_day(-3)}T09:00:00Z', visibility='working_group')
    made(send(graz, secret, '/minutes', {'decisions': 'Ask landlord X.'}))
    meeting = plan(graz, group, starts_at=f'{the_day(-2)}T09:00:00Z')
    meeting = made(send(graz, meeting, '/minutes', {'decisions': 'Write guidelines.'}))
    found = drafted(graz, found)
    assert ('Write guidelines.' in found['text'], 'landlord X' in found['text']) == (True, False)
    assert sections(graz, found)['decisions']['not_quoted'].startswith('One decision is not quoted')
    made(send(graz, meeting, '/minutes', {'decisions': 'Write a leaflet.'}))
    again = drafted(graz, found)['text']
    assert ('Write guidelines.' in again, 'Write a leaflet.' in again) == (False, True)


def test_drafting_again_brings_up_to_date_what_nobody_touched(office: Somebody, graz: Somebody, world: World, group: Group) -> None:
    found = drafted(graz, made(report(graz, group, assembly(office, world, the_day(30)))))
    first, second, _ = (line for line in found['text'].split('\n') if line.startswith('- '))
    mine = found['text'].replace(first, f'{first} We were glad.').replace(f'{second}\n', '') + '\n\nOur thanks go to Graz.'
    found = made(change(graz, 'reports', found, text=mine))
    made(join(office, world, group, 'berlin'))
    again = drafted(graz, found)
    assert again['text'].startswith(f'{mine}\n\n- Berlin joined the group on ')
    found = made(change(graz, 'reports', again, language='de'))
    german = drafted(graz, found)['text']
    assert ('## Mitglieder' in german, 'Berlin ist der Gruppe' in german, f'{first} We were glad.' in german) == (True, True, True)
    assert 'Our thanks go to Graz.' in german


def test_what_is_not_recorded_is_asked_for_in_the_readers_language(office: Somebody, graz: Somebody, world: World, group: Group) -> None:
    found = drafted(graz, made(report(graz, group, assembly(office, world, the_day(30)))))
    empty = sections(graz, found)['meetings']
    assert (empty['sentences'], empty['heading']) == ([], 'Meetings')
    assert empty['to_record'].startswith('Nothing is recorded here for this period')
    in_german = office.get(f'/v1/reports/{found["id"]}/draft', headers={'Accept-Language': 'de'}).json()
    assert in_german['sections'][1]['to_record'].startswith('Für diese Zeit ist hier nichts')


def test_the_days_are_those_since_the_assembly_before(office: Somebody, graz: Somebody, world: World, group: Group) -> None:
    assembly(office, world, the_day(1), title='Before')
    found = made(report(graz, group, assembly(office, world, the_day(30))))
    shown = made(graz.get(f'/v1/reports/{found["id"]}/draft'))
    assert (shown['period_start'], shown['period_end']) == (the_day(1), the_day(1))
    assert drafted(graz, found)['text'] == ''


def test_only_what_is_with_the_group_is_drafted_and_by_the_group(
    office: Somebody, graz: Somebody, bologna: Somebody, client_for: ClientFor, world: World, group: Group
) -> None:
    found = made(report(graz, group, assembly(office, world), text=TEXT))
    assert problem(act(client_for(city='berlin'), found, 'drafts')) == (404, 'not-found')
    assert problem(client_for(city='berlin').get(f'/v1/reports/{found["id"]}/draft')) == (404, 'not-found')
    found = drafted(bologna, found)
    submitted = made(act(graz, found, 'submissions'))
    assert problem(act(graz, submitted, 'drafts')) == (409, 'report-submitted')
    assert made(read(graz, 'reports', found['id']))['text'] == found['text']
