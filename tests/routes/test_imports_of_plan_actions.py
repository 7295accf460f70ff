"""A city's own table of the actions of its plan: understood in five languages, row by row; the plan's file sent back changes nothing."""

import csv
import io
import secrets
from datetime import date
from time import perf_counter
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from api.database import Database
from tests.routes.acts import made
from tests.routes.conftest import ClientFor, Journal, Somebody, World, problem
from tests.routes.imported import apply, counted, decide, faults_of, outcomes, rows_of
from tests.routes.test_plan_actions import say, set_up
from tests.routes.test_plans import act, adopt, make
from tests.world import rows

Cells = dict[str, Any]
HEADINGS = (
    'id', 'title', 'commitment', 'track', 'further_cells', 'description', 'origin', 'addressees', 'target_groups', 'city_function',
    'horizon', 'department', 'responsible', 'starts_on', 'due_on', 'completion_criterion', 'budget_note', 'stage', 'percent', 'shared_with',
)  # fmt: skip
MOST_SECONDS = 5


def workbook(rows_of_file: list[Cells], headings: tuple[str, ...] = HEADINGS) -> bytes:
    """Return a workbook with these headings and rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(headings))
    for each in rows_of_file:
        sheet.append([each.get(heading) for heading in headings])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def post(caller: httpx.Client, world: World, plan: str | None, content: bytes, name: str = 'plan.xlsx', **said: str) -> httpx.Response:
    wish = {'network_id': str(world.network), 'kind': 'plan_actions', **({'plan_id': plan} if plan else {}), **said}
    return caller.post('/v1/imports', files={'file': (name, content)}, data=wish)


def actions(caller: httpx.Client, plan: str) -> list[dict[str, Any]]:
    items = made(caller.get('/v1/plan-actions', params={'plan_id': plan, 'limit': 100, 'sort': 'id'}))['items']
    return [{name: value for name, value in each.items() if name not in {'updated_at', 'version'}} for each in items]


def written(database: Database) -> dict[str, int]:
    tables = ('plan_actions', 'plans', 'departments', 'people', 'notices', 'outbox')
    return {name: rows(database, f'SELECT count(*) AS n FROM {name}')[0]['n'] for name in tables}  # noqa: S608 -- names of our own


@pytest.fixture
def plan(graz: Somebody, world: World) -> str:
    return str(make(graz, world)['id'])


def test_a_table_in_each_language_is_understood_by_its_headings(graz: Somebody, world: World, plan: str) -> None:
    tables = (
        ('Measure;Commitment;Track;Department;Due date;Status', 'Train the police;Fair Access to Housing;2;Housing;2027-06;ongoing'),
        ('Maßnahme;Verpflichtung;Weg;Abteilung;Fällig am;Stand', 'Ämter schulen;7;Information und Beratung;Wohnen;30.6.2027;in Arbeit'),
        ('Mesure;Engagement;Voie;Service;Échéance;État', 'Former la police;7. Logement;3;Logement;30.06.2027;en cours'),
        ('Medida;Compromiso;Vía;Departamento;Plazo;Estado', 'Formar;Acceso justo a la vivienda;4;Vivienda;30/06/2027;en curso'),
        ('Misura;Impegno;Via;Servizio;Scadenza;Stato', 'Formare;Impegno 7;1;Casa;2027-06-30;in corso'),
    )
    for headings, line in tables:
        found = made(post(graz, world, plan, f'{headings}\n{line}'.encode(), 'plan.csv'))
        assert counted(found) == {'added': 1}, rows_of(graz, found)
        made(apply(graz, found))
    assert [(each['cell']['commitment'], each['due_on'], each['stage']) for each in actions(graz, plan)] == [
        (7, '2027-06-30', 'in_progress')
    ] * 5
    assert {each['name'] for each in made(graz.get('/v1/departments', params={'limit': 100}))['items']} >= {'Housing', 'Wohnen', 'Casa'}


def test_the_same_table_twice_adds_nothing_and_a_changed_row_changes_its_action(
    graz: Somebody, world: World, plan: str, journal: Journal, database: Database
) -> None:
    lines: list[Cells] = [
        {'title': f'Measure {n}', 'commitment': n % 10 + 1, 'track': n % 4 + 1, 'due_on': date(2027, 6, 1), 'department': 'Youth'}
        for n in range(60)
    ]
    found = made(post(graz, world, plan, workbook(lines)))
    assert counted(found) == {'added': 60}
    assert 'new' in rows_of(graz, found)[0]['notes'][0]['detail']
    made(apply(graz, found))
    before = written(database)
    again = made(post(graz, world, plan, workbook(lines)))
    assert counted(again) == {'unchanged': 60}
    made(apply(graz, again))
    assert written(database) == before
    lines[3] |= {'due_on': date(2027, 7, 1), 'stage': 'completed'}
    changed = made(post(graz, world, plan, workbook(lines)))
    assert counted(changed) == {'changed': 1, 'unchanged': 59}
    (row,) = rows_of(graz, changed, outcome='changed')
    assert [(each['field'], each['from'], each['to']) for each in row['changes']] == [
        ('stage', 'planned', 'completed'), ('due_on', '2027-06-01', '2027-07-01'),
    ]  # fmt: skip
    made(apply(graz, changed))
    (said,) = made(graz.get('/v1/plan-action-updates'))['items']
    assert (said['stage'], said['author_kind']) == ('completed', 'city')
    (moved,) = [each for each in actions(graz, plan) if each['stage'] == 'completed']
    assert (moved['due_on'], moved['percent'], moved['shared_with']) == ('2027-07-01', 100, 'nobody')
    assert [entry['operation'] for entry in journal(moved['id'])] == ['apply_import'] * 3


def faulty(known: dict[str, str]) -> list[tuple[Cells, str, str | None]]:
    """Return thirty rows with a fault each: its code, and the column that it is told of."""
    place = {'commitment': 1, 'track': 1}
    return [
        ({**place}, 'action_needs_title', 'title'),
        ({'title': 'A' * 201, **place}, 'too_long', 'title'),
        ({'title': 'B', 'track': 1}, 'place_needed', 'commitment'),
        ({'title': 'C', 'commitment': 1}, 'place_needed', 'track'),
        ({'title': 'D', 'commitment': 11, 'track': 1}, 'place_unknown', 'commitment'),
        ({'title': 'E', 'commitment': 'Housing and schools', 'track': 1}, 'place_unknown', 'commitment'),
        ({'title': 'F', 'commitment': 1, 'track': 5}, 'place_unknown', 'track'),
        ({'title': 'G', 'commitment': 1, 'track': 'Sideways'}, 'place_unknown', 'track'),
        ({'title': 'H', **place, 'further_cells': '11:1'}, 'cell_unknown', 'further_cells'),
        ({'title': 'I', **place, 'further_cells': '1:1'}, 'cell_twice', 'further_cells'),
        ({'title': 'J', **place, 'starts_on': date(2027, 2, 1), 'due_on': date(2027, 1, 1)}, 'action_ends_before_start', 'due_on'),
        ({'title': 'K', **place, 'due_on': 'soon'}, 'no_date', 'due_on'),
        ({'title': 'L', **place, 'due_on': '29.2.2027'}, 'no_date', 'due_on'),
        ({'title': 'M', **place, 'starts_on': '3/4/2027'}, 'date_ambiguous', 'starts_on'),
        ({'title': 'N', **place, 'percent': 101}, 'percent_unknown', 'percent'),
        ({'title': 'O', **place, 'percent': 'half'}, 'percent_unknown', 'percent'),
        ({'title': 'P', **place, 'stage': 'completed', 'percent': 40}, 'completed_is_done', 'percent'),
        ({'title': 'Q', **place, 'stage': 'asleep'}, 'word_unknown', 'stage'),
        ({'title': 'R', **place, 'origin': 'found'}, 'word_unknown', 'origin'),
        ({'title': 'S', **place, 'horizon': 'eternal'}, 'word_unknown', 'horizon'),
        ({'title': 'T', **place, 'city_function': 'parent'}, 'word_unknown', 'city_function'),
        ({'title': 'U', **place, 'addressees': 'population; martians'}, 'word_unknown', 'addressees'),
        ({'title': 'V', **place, 'target_groups': '; '.join(f'group {n}' for n in range(21))}, 'too_many', 'target_groups'),
        ({'title': 'W', **place, 'budget_note': 'x' * 501}, 'too_long', 'budget_note'),
        ({'title': 'X', **place, 'department': known['foreign_department']}, 'department_unknown', 'department'),
        ({'title': 'Y', **place, 'department': 'Integraton'}, 'department_like', 'department'),
        ({'title': 'Z', **place, 'responsible': 'nobody@example.org'}, 'contact_unknown', 'responsible'),
        ({'id': known['foreign_action'], 'title': 'AA'}, 'action_not_of_plan', 'id'),
        ({'title': 'AB', **place, 'description': '=A1&A2'}, 'formula', 'description'),
        ({'title': 'AC', **place, 'shared_with': 'public'}, 'import_shares_nothing', 'shared_with'),
        ({'title': 'twice', **place}, 'added', None),
        ({'title': 'Twice', **place}, 'action_twice', None),
        ({'id': known['completed'], 'stage': 'postponed'}, 'action_does_not_move', 'stage'),
    ]  # fmt: skip


def test_each_of_thirty_faults_is_told_in_its_row_and_nothing_is_written(
    graz: Somebody, bologna: Somebody, world: World, plan: str, database: Database
) -> None:
    theirs = {'network_id': str(world.network), 'city_id': str(world.cities['bologna'])}
    of_bologna = bologna.post('/v1/plans', json={**theirs, 'title': 'Bologna for all'}).json()['id']
    place = {'network_id': str(world.network), 'city_id': str(world.cities['graz'])}
    made(graz.post('/v1/departments', json={**place, 'name': 'Integration'}))
    known = {
        'foreign_department': made(bologna.post('/v1/departments', json={**theirs, 'name': 'Housing'}))['id'],
        'foreign_action': set_up(bologna, of_bologna)['id'],
        'completed': set_up(graz, plan, 2, 2, title='Done already')['id'],
    }
    assert say(graz, known['completed'], stage='completed').status_code == 201
    before = written(database)
    lines = faulty(known)
    found = made(post(graz, world, plan, workbook([cells for cells, _, _ in lines])))
    assert faults_of(graz, found) == [(code, column) for _, code, column in lines]
    assert sum(code != 'added' for _, code, _ in lines) >= 30
    assert problem(apply(graz, found)) == (409, 'import-has-faults')
    assert written(database) == before
    assert all(row['faults'][0]['detail'] for row in rows_of(graz, found, outcome='refused'))


def test_cells_that_are_merged_leave_rows_without_what_they_need(graz: Somebody, world: World, plan: str) -> None:
    book = load_workbook(io.BytesIO(workbook([{'title': f'M{n}', 'commitment': 1, 'track': 1} for n in range(3)])))
    sheet = book.active
    assert sheet is not None
    sheet.merge_cells('C2:C3')
    sheet.merge_cells('B4:D4')
    content = io.BytesIO()
    book.save(content)
    found = made(post(graz, world, plan, content.getvalue()))
    assert faults_of(graz, found) == [('added', None), ('place_needed', 'commitment'), ('place_needed', 'commitment')]


def test_a_title_that_is_nearly_known_is_a_persons_to_decide(graz: Somebody, world: World, plan: str) -> None:
    first = set_up(graz, plan)['id']
    lines = [{'title': 'Train the polcie', 'commitment': 1, 'track': 1}, {'title': 'Train the police', 'commitment': 3, 'track': 1}]
    found = made(post(graz, world, plan, workbook(lines)))
    assert outcomes(graz, found) == ['suspected', 'suspected']
    one, other = rows_of(graz, found)
    assert [(each['id'], each['kind'], each['detail']) for each in one['candidates']] == [(first, 'plan_action', 'Commitment 1, track 1')]
    assert problem(apply(graz, found)) == (409, 'import-has-faults')
    found = decide(
        graz, found, {'row_id': one['id'], 'decision': 'same', 'candidate_id': first}, {'row_id': other['id'], 'decision': 'new'}
    )
    assert counted(found) == {'added': 1, 'changed': 1}
    made(apply(graz, found))
    assert sorted((each['title'], each['cell']['commitment']) for each in actions(graz, plan)) == [
        ('Train the polcie', 1), ('Train the police', 3),
    ]  # fmt: skip


def test_a_table_of_actions_is_its_citys_alone(
    graz: Somebody, bologna: Somebody, office: Somebody, world: World, plan: str, client_for: ClientFor, database: Database
) -> None:
    content = workbook([{'title': 'A secret', 'commitment': 1, 'track': 1}])
    for caller in (office, bologna):
        assert problem(post(caller, world, plan, content)) == (409, 'unknown-reference')
    act(graz, plan, 'sharings', shared_with='office')
    assert problem(post(office, world, plan, content)) == (403, 'role-does-not-allow')
    found = made(post(graz, world, plan, content))
    assert found['you_may'] == ['update_import', 'decide_import_rows', 'apply_import', 'discard_import']
    for caller in (office, bologna, client_for(everywhere=True)):
        assert problem(caller.get(f'/v1/imports/{found["id"]}')) == (404, 'not-found')
        assert problem(caller.get(f'/v1/imports/{found["id"]}/rows')) == (404, 'not-found')
        assert problem(apply(caller, found)) == (404, 'not-found')
        assert found['id'] not in caller.get('/v1/imports').text
        assert not caller.get('/v1/journal-entries', params={'subject_id': found['id']}).json().get('items')
    assert [each['id'] for each in made(graz.get('/v1/imports', params={'plan_id': plan}))['items']] == [found['id']]
    assert problem(post(graz, world, None, content)) == (403, 'role-does-not-allow')
    assert problem(post(office, world, None, content)) == (409, 'import-names-a-plan')
    assert problem(post(graz, world, plan, content, kind='members')) == (409, 'import-names-a-plan')
    adopt(graz, plan)
    act(graz, plan, 'moves', stage='superseded')
    assert problem(apply(graz, found)) == problem(post(graz, world, plan, content)) == (409, 'plan-superseded')
    assert rows(database, 'SELECT title FROM plan_actions') == []


def exported(caller: httpx.Client, plan: str, kind: str) -> bytes:
    answer = caller.get(f'/v1/exports/plan-actions.{kind}', params={'plan_id': plan})
    assert answer.status_code == 200, answer.text
    return answer.content


def test_a_file_of_a_plan_says_to_others_no_more_than_the_plan_does(graz: Somebody, office: Somebody, world: World, plan: str) -> None:
    mail, department = secrets.token_hex(4) + '@example.org', 'Integration'
    place = {'network_id': str(world.network), 'city_id': str(world.cities['graz'])}
    person = made(graz.post('/v1/people', json={**place, 'name': 'Carla Contact', 'mail': mail}))['id']
    unit = made(graz.post('/v1/departments', json={**place, 'name': department}))['id']
    set_up(graz, plan, department_id=unit, responsible_person_id=person, budget_note='4 000 €')
    for kind in ('csv', 'ndjson'):
        assert all(word in exported(graz, plan, kind).decode() for word in (mail, department, '4 000 €'))
        assert b'Train' not in exported(office, plan, kind)
    act(graz, plan, 'sharings', shared_with='members')
    for kind in ('csv', 'ndjson'):
        told = exported(office, plan, kind).decode()
        assert 'Train the police' in told
        assert not any(word in told for word in (mail, department, person, unit, '4 000 €'))


SIGNS = st.text(st.characters(codec='utf-8', exclude_categories=('Cc', 'Cs', 'Co', 'Cn', 'Zl', 'Zp')), max_size=30)
LINES = st.one_of(SIGNS, st.sampled_from(['=1+1', "'=1", '-x', '@a', 'a;b', 'a\\', 'a\\;b', '"q"', 'x, y', '_x0041_', 'sep=;']))
SAID = LINES.filter(lambda text: bool(text.strip()))
OPTIONAL = st.one_of(st.none(), SAID)
DAYS = st.one_of(st.none(), st.dates(date(1950, 1, 1), date(2090, 12, 31)).map(date.isoformat))
PLANNED = st.fixed_dictionaries(
    {
        'title': SAID,
        'cell': st.fixed_dictionaries({'commitment': st.integers(1, 10), 'track': st.integers(1, 4)}),
        'description': st.one_of(st.none(), st.lists(SAID, min_size=1, max_size=3).map('\n'.join)),
        'completion_criterion': OPTIONAL,
        'budget_note': OPTIONAL,
        'origin': st.sampled_from([None, 'existing', 'enhanced', 'new']),
        'horizon': st.sampled_from([None, 'short', 'long']),
        'city_function': st.sampled_from([None, 'employer', 'rule_maker']),
        'addressees': st.lists(st.sampled_from(['official_city', 'population']), unique=True, max_size=2),
        'target_groups': st.lists(SAID, max_size=4),
        'starts_on': DAYS,
    }
)


@pytest.mark.parametrize('kind', ['xlsx', 'csv'])
@settings(
    max_examples=8, deadline=None, phases=(Phase.explicit, Phase.generate), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(planned=st.lists(PLANNED, min_size=1, max_size=5))
def test_the_file_of_a_plan_sent_back_changes_nothing(graz: Somebody, world: World, kind: str, planned: list[dict[str, Any]]) -> None:
    plan = str(make(graz, world)['id'])
    for n, each in enumerate(planned):
        further = [{'commitment': each['cell']['commitment'], 'track': each['cell']['track'] % 4 + 1}] if n % 2 else []
        set_up(graz, plan, 1, 1, **each, further_cells=further)
    before = actions(graz, plan)
    found = made(post(graz, world, plan, exported(graz, plan, kind), f'plan.{kind}'))
    assert counted(found) == {'unchanged': len(planned)}, [(row['changes'], row['faults']) for row in rows_of(graz, found)]
    made(apply(graz, found))
    assert actions(graz, plan) == before


def test_two_thousand_rows_are_looked_through_in_five_seconds(graz: Somebody, world: World, plan: str) -> None:
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(('title', 'commitment', 'track', 'due on', 'department', 'description'))
    for n in range(2000):
        lines.writerow((f'Measure number {n}', n % 10 + 1, n % 4 + 1, '2027-06-30', f'Department {n % 7}', 'What is to be done. ' * 10))
    began = perf_counter()
    found = made(post(graz, world, plan, out.getvalue().encode(), 'plan.csv'))
    seconds = perf_counter() - began
    assert counted(found) == {'added': 2000}
    assert seconds < MOST_SECONDS, seconds
