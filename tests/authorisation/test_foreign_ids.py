"""What is Bologna's is nobody else's: its ids in paths, bodies, filters and exports, sent by the machine of another city."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from tests.authorisation.prepared import Prepared

# A city of the same network, a partner's system without a mandate, the office of another network.
STRANGERS = ('other_city_client', 'partner_without_mandate', 'foreign_client')
OWN = ('city_client', 'partner_client')


@pytest.fixture
def clients(prepared: Prepared, url: str) -> Iterator[dict[str, httpx.Client]]:
    """The machines, each with every scope."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(prepared.caller(url, name, '')) for name in (*OWN, *STRANGERS)}


def code_of(answer: httpx.Response) -> tuple[int, str]:
    """Return code and type of problem of an answer; an empty type when there is none."""
    said = answer.json() if answer.headers.get('content-type', '').endswith('json') else {}
    return answer.status_code, str(said.get('type', '')).removeprefix('/problems/')


def of_bologna(ids: dict[str, str]) -> dict[str, str]:
    """Return the addresses of what Bologna alone, or its group, and the office see."""
    return {
        'person': f'/v1/people/{ids["person"]}',
        'role': f'/v1/roles/{ids["role"]}',
        'invitation': f'/v1/invitations/{ids["invitation"]}',
        'contact point': f'/v1/contact-points/{ids["hidden_point"]}',
        'department': f'/v1/departments/{ids["department"]}',
        'mandate': f'/v1/mandates/{ids["mandate"]}',
        'action item': f'/v1/action-items/{ids["item"]}',
        'progress update': f'/v1/progress-updates/{ids["update"]}',
        'document': f'/v1/documents/{ids["document"]}',
        'bytes of a document': f'/v1/documents/{ids["document"]}/content',
        'support request': f'/v1/support-requests/{ids["support_request"]}',
    }


def test_a_foreign_id_in_a_path_is_not_found(clients: dict[str, httpx.Client], prepared: Prepared) -> None:
    ids = {name: str(value) for name, value in prepared.ids.items()}
    for name, path in of_bologna(ids).items():
        if name != 'contact point':
            assert clients['city_client'].get(path).status_code == clients['partner_client'].get(path).status_code == 200, name
        for stranger in STRANGERS:
            assert code_of(clients[stranger].get(path)) == (404, 'not-found'), (stranger, name)
            known = {'If-None-Match': clients['city_client'].get(path).headers.get('etag', '"1"')}
            assert code_of(clients[stranger].get(path, headers=known)) == (404, 'not-found'), 'a 304 would tell that it is there'


def test_a_foreign_id_in_a_path_is_not_found_for_an_act_either(clients: dict[str, httpx.Client], prepared: Prepared) -> None:
    ids = {name: str(value) for name, value in prepared.ids.items()}
    acts: list[tuple[str, str, dict[str, Any] | None]] = [
        ('PATCH', f'/v1/people/{ids["person"]}', {'name': 'Nobody'}),
        ('POST', f'/v1/roles/{ids["role"]}/ending', {}),
        ('POST', f'/v1/roles/{ids["coordinator_role"]}/handovers', {'person_id': ids['person']}),
        ('POST', f'/v1/invitations/{ids["invitation"]}/withdrawals', None),
        ('PATCH', f'/v1/contact-points/{ids["hidden_point"]}', {'visibility': 'public'}),
        ('PATCH', f'/v1/departments/{ids["department"]}', {'name': 'Nobody'}),
        ('POST', f'/v1/mandates/{ids["mandate"]}/withdrawals', None),
        ('PATCH', f'/v1/action-items/{ids["item"]}', {'title': 'Nobody'}),
        ('PATCH', f'/v1/documents/{ids["document"]}', {'title': 'Nobody'}),
        ('POST', f'/v1/support-requests/{ids["support_request"]}/closings', {}),
    ]
    for stranger in STRANGERS:
        for method, path, body in acts:
            answer = clients[stranger].request(method, path, json=body)
            assert code_of(answer) == (404, 'not-found'), (stranger, path)


def test_a_foreign_id_in_a_body_names_nothing_that_one_may_use(clients: dict[str, httpx.Client], prepared: Prepared) -> None:
    ids = {name: str(value) for name, value in prepared.ids.items()}
    network, bologna = {'network_id': ids['network']}, {'city_id': ids['bologna']}
    wishes: list[tuple[str, dict[str, Any]]] = [
        ('/v1/people', {**network, **bologna, 'name': 'Nino Neu'}),
        ('/v1/departments', {**network, **bologna, 'name': 'Integration'}),
        ('/v1/contact-points', {'person_id': ids['person'], 'value': 'nino@example.org'}),
        ('/v1/roles', {**network, **bologna, 'person_id': ids['person'], 'role': 'political_head'}),
        ('/v1/invitations', {**network, **bologna, 'name': 'Nino', 'mail': 'nino@example.org', 'role': 'department_contact'}),
        ('/v1/mandates', {**network, **bologna, 'client_id': ids['partner_without_mandate'], 'basis': 'none'}),
        ('/v1/working-groups', {**network, **bologna, 'title': 'Hate speech'}),
        ('/v1/working-groups/fair-schools/members', bologna),
        ('/v1/progress-updates', {'action_item_id': ids['item'], 'unchanged': True}),
        ('/v1/action-items', {'working_group_id': ids['housing'], 'title': 'Nothing'}),
        ('/v1/support-requests', {'working_group_id': ids['housing'], 'question': 'Nothing?'}),
        ('/v1/meetings', {'working_group_id': ids['housing'], 'title': 'Nothing', 'starts_at': '2030-03-01T09:00:00Z'}),
        ('/v1/reports', {'working_group_id': ids['sport'], 'assembly_id': ids['assembly']}),
    ]
    for stranger in STRANGERS:
        for path, body in wishes:
            assert clients[stranger].post(path, json=body).status_code in {403, 404, 409}, (stranger, path)
    group = {'working_group_id': ids['space'], 'title': 'Train landlords'}
    of_others = {'responsible_person_id': ids['person'], 'document_id': ids['document']}
    assert clients['other_city_client'].post('/v1/action-items', json=group).status_code == 201, 'it belongs to this group'
    wish = {**group, 'responsible_person_id': of_others['responsible_person_id']}
    assert code_of(clients['other_city_client'].post('/v1/action-items', json=wish)) == (409, 'unknown-reference')
    paper = {'working_group_id': ids['space'], 'title': 'A paper', 'kind': 'guidelines', 'document_id': of_others['document_id']}
    assert code_of(clients['other_city_client'].post('/v1/outputs', json=paper)) == (409, 'unknown-reference')


FILTERS = {
    'people': 'city_id', 'roles': 'city_id', 'invitations': 'city_id', 'mandates': 'city_id', 'departments': 'city_id',
    'action-items': 'working_group_id', 'progress-updates': 'working_group_id', 'documents': 'working_group_id',
    'support-requests': 'working_group_id', 'circulars': 'working_group_id',
}  # fmt: skip


def test_a_foreign_id_in_a_filter_finds_nothing_hidden(clients: dict[str, httpx.Client], prepared: Prepared) -> None:
    hidden = {str(prepared.ids[name]) for name in (
        'person', 'role', 'invitation', 'department', 'mandate', 'item', 'update', 'document', 'support_request', 'hidden_point',
        'circular',
    )}  # fmt: skip
    found: set[str] = set()
    for noun, name in FILTERS.items():
        query = {name: str(prepared.ids['bologna' if name == 'city_id' else 'housing'])}
        found |= {each['id'] for each in clients['city_client'].get(f'/v1/{noun}', params=query).json()['items']} & hidden
        for stranger in STRANGERS:
            listed = {each['id'] for each in clients[stranger].get(f'/v1/{noun}', params=query).json()['items']}
            assert listed & hidden == set(), (stranger, noun)
    for stranger in STRANGERS:
        by_person = clients[stranger].get('/v1/roles', params={'person_id': str(prepared.ids['person'])}).json()['items']
        by_item = clients[stranger].get('/v1/progress-updates', params={'action_item_id': str(prepared.ids['item'])}).json()['items']
        by_client = clients[stranger].get('/v1/mandates', params={'client_id': str(prepared.ids['partner_client'])}).json()['items']
        assert by_person == by_item == by_client == [], stranger
    assert found == hidden - {str(prepared.ids['hidden_point'])}, 'or the filters would find nothing for anybody'


def test_a_foreign_id_in_an_export_takes_nothing_away(clients: dict[str, httpx.Client], prepared: Prepared) -> None:
    for noun, name in FILTERS.items():
        if noun in {'invitations', 'mandates', 'circulars'}:
            continue
        path, query = f'/v1/exports/{noun}.ndjson', {name: str(prepared.ids['bologna' if name == 'city_id' else 'housing'])}
        own = clients['city_client'].get(path, params=query)
        hidden = {str(prepared.ids[each]) for each in ('person', 'role', 'department', 'item', 'update', 'document', 'support_request')}
        assert any(each in own.text for each in hidden), noun
        for stranger in STRANGERS:
            for form in ('ndjson', 'csv'):
                taken = clients[stranger].get(f'/v1/exports/{noun}.{form}', params=query)
                assert taken.status_code == 200
                assert not [each for each in hidden if each in taken.text], (stranger, noun)
