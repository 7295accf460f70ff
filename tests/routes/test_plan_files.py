"""A plan as a paper: what those who decide are shown, in their language, and to others no more than the plan says."""

import io

import pypdf
import pytest
from docx import Document

from tests.routes.acts import made
from tests.routes.conftest import Somebody, World, problem
from tests.routes.test_plan_actions import do, set_up
from tests.routes.test_plans import act, adopt, make

SAID = {
    'en': 'What stays open',
    'de': 'Was offen bleibt',
    'fr': 'Ce qui reste ouvert',
    'es': 'Qué queda abierto',
    'it': 'Che cosa resta aperto',
}


def words(caller: Somebody, plan: str, form: str, language: str = 'en') -> str:
    """Return the words of a plan's paper."""
    assert caller.patch('/v1/me', json={'language': language}).status_code == 200
    answer = caller.get(f'/v1/plans/{plan}/file.{form}')
    assert answer.status_code == 200, answer.text
    content = io.BytesIO(answer.content)
    if form == 'pdf':
        return ' '.join(' '.join(page.extract_text() for page in pypdf.PdfReader(content).pages).split())
    document = Document(content)
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return ' '.join(' '.join([*(paragraph.text for paragraph in document.paragraphs), *cells]).split())


@pytest.mark.parametrize('form', ['pdf', 'docx'])
def test_a_plan_is_a_paper_in_five_languages(graz: Somebody, world: World, form: str) -> None:
    plan = str(make(graz, world, starts_on='2026-01-01', ends_on='2028-12-31')['id'])
    place = {'network_id': str(world.network), 'city_id': str(world.cities['graz'])}
    unit = made(graz.post('/v1/departments', json={**place, 'name': 'Housing office'}))['id']
    set_up(graz, plan, 7, 2, title='Ask the tenants', department_id=unit, due_on='2027-06-30', completion_criterion='All are *asked*.')
    set_up(graz, plan, 1, 1, title='=#read("/etc/passwd") \\ "quoted" <b>')
    for language, said in SAID.items():
        told = words(graz, plan, form, language)
        assert all(
            each in told for each in (said, 'Ask the tenants', 'Housing office', 'Graz for all', 'Name racism.', '/etc/passwd', '<b>')
        )
    told = words(graz, plan, form)
    assert all(each in told for each in ('30 Jun 2027', 'Fair Access to Housing', 'All are *asked*.', 'Put to the deciding body'))
    assert all(each in told for each in ('38 of 40', '2 of 2 measures', 'For the city government'))
    adopt(graz, plan)
    assert 'Decided by' in words(graz, plan, form)


def test_a_paper_says_to_others_no_more_than_the_plan_does(graz: Somebody, bologna: Somebody, office: Somebody, world: World) -> None:
    plan = str(make(graz, world)['id'])
    place = {'network_id': str(world.network), 'city_id': str(world.cities['graz'])}
    unit = made(graz.post('/v1/departments', json={**place, 'name': 'Housing office'}))['id']
    set_up(graz, plan, 7, 2, title='Ask the tenants', department_id=unit)
    held_back = set_up(graz, plan, 1, 1, title='Look into the police')['id']
    for caller in (office, bologna):
        assert problem(caller.get(f'/v1/plans/{plan}/file.pdf')) == (404, 'not-found')
    assert do(graz, held_back, 'sharings', shared_with='nobody').status_code == 200
    act(graz, plan, 'sharings', shared_with='members')
    told = words(bologna, plan, 'docx')
    assert 'Ask the tenants' in told
    assert not any(each in told for each in ('Housing office', 'Look into the police'))
    assert 'Look into the police' in words(graz, plan, 'docx')


@pytest.mark.parametrize('form', ['pdf', 'docx'])
def test_a_paper_names_who_carries_the_plan_to_its_city_alone_and_who_signs_to_whoever_reads_it(
    graz: Somebody, bologna: Somebody, world: World, form: str
) -> None:
    place = {'network_id': str(world.network), 'city_id': str(world.cities['graz'])}
    head, member = (made(graz.post('/v1/people', json={**place, 'name': name}))['id'] for name in ('Pia Example', 'Eva Example'))
    units = [made(graz.post('/v1/departments', json={**place, 'name': name}))['id'] for name in ('Housing office', 'Archive')]
    borne = {
        'coordination_team_ids': [member],
        'steering_committee': 'Three *organisations*.',
        'resources': 'Two posts',
        'department_ids': units,
    }
    plan = str(make(graz, world, political_head_id=head, signed_by='The mayor', **borne)['id'])
    told = words(graz, plan, form)
    assert 'For the city government: The mayor' in told
    assert 'Signed by' not in told
    url = 'https://council.graz.example/12'
    adopt(graz, plan, signed_on='2026-01-20', decision_url=url)
    act(graz, plan, 'sharings', shared_with='members')
    own = ('Who carries the plan', 'Pia Example', 'Eva Example', 'Archive, Housing office', 'Three *organisations*.', 'Two posts')
    told, others = words(graz, plan, form), words(bologna, plan, form)
    assert all(each in told for each in own)
    assert not any(each in others for each in own)
    assert all(each in paper for each in ('Signed by The mayor on 20 Jan 2026', url) for paper in (told, others))


def test_a_paper_that_has_not_changed_is_not_sent_again(graz: Somebody, world: World) -> None:
    plan = str(make(graz, world)['id'])
    first = graz.get(f'/v1/plans/{plan}/file.docx')
    again = graz.get(f'/v1/plans/{plan}/file.docx', headers={'If-None-Match': first.headers['ETag']})
    assert (again.status_code, graz.get(f'/v1/plans/{plan}/file.docx').content) == (304, first.content)
    set_up(graz, plan)
    assert graz.get(f'/v1/plans/{plan}/file.docx', headers={'If-None-Match': first.headers['ETag']}).status_code == 200
