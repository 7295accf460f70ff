"""A published report is shared as a newsletter: one step writes the circular, and its sending stands among the report's publications."""

from pathlib import Path

import httpx
import pytest

from tests.conftest import Service
from tests.postbox import Postbox, postbox_at
from tests.routes.acts import constituted, made
from tests.routes.conftest import Journal, Somebody, World, problem
from tests.routes.sittings import assembly, brought_to, the_day


@pytest.fixture
def postbox(service: Service, http: httpx.Client, database_url: str, tmp_path: Path) -> Postbox:
    assert http.base_url
    return postbox_at(database_url, service.app.state.settings, tmp_path)


def test_the_ready_text_goes_out_in_every_language_and_the_report_says_when_where_and_by_whom(
    office: Somebody, graz: Somebody, bologna: Somebody, world: World, journal: Journal, postbox: Postbox
) -> None:
    postbox.run("UPDATE people SET language = 'de' WHERE id = %s", graz.id)
    assert bologna.id
    report = brought_to('published', office, constituted(office, world), assembly(office, world))
    match = {'If-Match': f'"{report["version"]}"'}
    path = f'/v1/reports/{report["id"]}/newsletters'
    assert 'write_newsletter' in report['you_may']
    assert problem(graz.post(path, headers=match)) == (403, 'role-does-not-allow')
    assert problem(graz.get(path.removesuffix('s'))) == (403, 'role-does-not-allow')
    ready = {language: made(office.get(path.removesuffix('s'), headers={'Accept-Language': language})) for language in ('en', 'fr')}
    answer = office.post(path, headers=match)
    circular = made(answer)
    assert (answer.status_code, answer.headers['location']) == (201, f'/v1/circulars/{circular["id"]}')
    assert (circular['stage'], circular['report_id'], circular['title']) == ('draft', report['id'], report['title'])
    assert [each['language'] for each in circular['texts']] == ['de', 'en', 'es', 'fr', 'it']
    said = {each['language']: each for each in circular['texts']}
    assert f'/reports/{report["id"]}' in said['fr']['body']
    assert ready == {language: said[language] for language in ready}, 'what is shared by other means has the same words'
    assert '{' not in ''.join(each['subject'] + each['body'] for each in circular['texts'])
    publications = f'/v1/reports/{report["id"]}/publications'
    assert [each['channel'] for each in made(office.get(publications))['items']] == ['website'], 'a draft shares nothing'

    made(office.post(f'/v1/circulars/{circular["id"]}/sendings', headers={'If-Match': '*'}))
    shared = made(office.get(publications))['items'][0]
    assert (shared['channel'], shared['published_on'], shared['circular_id']) == ('newsletter', the_day(), circular['id'])
    assert [each['circular_id'] for each in made(graz.get(publications))['items']] == [None, None], 'the letter is the office’s'
    (entry,) = journal(shared['id'])
    assert (entry['operation'], str(entry['actor_id'])) == ('publish_report', str(office.id))
    assert made(office.get(f'/v1/reports/{report["id"]}'))['version'] == report['version'] + 1
    postbox.work()
    assert [mail['Subject'] for mail in postbox.mails()].count(said['de']['subject']) == 1


def test_what_is_not_on_the_website_is_shared_in_no_newsletter(office: Somebody, world: World) -> None:
    group = constituted(office, world)
    for stage, expected in (('tabled', 'report-not-approved'), ('approved', 'website-comes-first')):
        report = brought_to(stage, office, group, assembly(office, world))
        assert 'write_newsletter' not in report['you_may']
        answer = office.post(f'/v1/reports/{report["id"]}/newsletters', headers={'If-Match': '*'})
        assert problem(answer) == (409, expected)
        assert problem(office.get(f'/v1/reports/{report["id"]}/newsletter')) == (409, expected)


def test_a_letter_from_ones_own_mail_program_is_recorded_by_hand(office: Somebody, world: World) -> None:
    report = brought_to('published', office, constituted(office, world), assembly(office, world))
    made(office.post(f'/v1/reports/{report["id"]}/publications', json={'channel': 'newsletter'}, headers={'If-Match': '*'}))
    shared = made(office.get(f'/v1/reports/{report["id"]}/publications'))['items'][0]
    assert (shared['channel'], shared['circular_id']) == ('newsletter', None)
