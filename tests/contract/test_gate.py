"""The gate before a release: it stops what would break a partner's program, says what and how to be right, and lets additions pass."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from openapi.gate.__main__ import PRESENT, last_release, main, release
from openapi.gate.operations import broken
from tests.contract.validated import DOCUMENT

Document = dict[str, Any]
Change = Callable[[Document], object]


def schema(document: Document, name: str) -> Any:
    return document['components']['schemas'][name]


def operation(document: Document, name: str) -> Any:
    return next(each for item in document['paths'].values() for each in item.values() if each['operationId'] == name)


def parameter(document: Document, name: str, of: str) -> Any:
    return next(each for each in operation(document, of)['parameters'] if each['name'] == name)


def renamed(part: Document, old: str, new: str) -> None:
    part[new] = part.pop(old)


def schema_renamed(document: Document, old: str, new: str) -> None:
    renamed(document['components']['schemas'], old, new)
    document.update(json.loads(json.dumps(document).replace(f'schemas/{old}"', f'schemas/{new}"')))


def problem(document: Document, slug: str) -> Any:
    return next(each for each in document['x-problem-types'] if each['slug'] == slug)


def without_slug(document: Document, of: str, code: str, slug: str) -> None:
    del operation(document, of)['responses'][code]['content']['application/problem+json']['examples'][slug]


BREAKS: dict[str, tuple[Change, str]] = {
    'an operation is gone': (lambda d: d['paths']['/v1/cities/{city}'].pop('patch'), 'update_city: PATCH /v1/cities/{city} is gone.'),
    'an operation has moved': (
        lambda d: renamed(d['paths'], '/v1/networks', '/v1/coalitions'),
        'list_networks: GET /v1/networks is gone. It is at GET /v1/coalitions now.',
    ),
    'an operationId is renamed': (
        lambda d: operation(d, 'list_cities').update(operationId='get_cities'),
        'list_cities: it is called get_cities now.',
    ),
    'a field of an answer is gone': (
        lambda d: schema(d, 'City')['properties'].pop('country_code'),
        'City.country_code: the field is no longer answered.',
    ),
    'a field of an answer is renamed': (
        lambda d: renamed(schema(d, 'WorkingGroup')['properties'], 'title', 'name'),
        'WorkingGroup.title: the field is no longer answered.',
    ),
    'a field of an answer may be missing': (
        lambda d: schema(d, 'City')['required'].remove('name'),
        'City.name: the field can be missing from an answer now.',
    ),
    'a field of an answer may be null': (
        lambda d: schema(d, 'City')['properties'].update(name={'anyOf': [schema(d, 'City')['properties']['name'], {'type': 'null'}]}),
        'City.name: it can be null now.',
    ),
    'a field has another type': (
        lambda d: schema(d, 'City')['properties']['version'].update(type='string'),
        'City.version: its type was integer and is string now.',
    ),
    'a field has another format': (
        lambda d: schema(d, 'City')['properties']['created_at'].update(format='date'),
        'City.created_at: its format was date-time and is date now.',
    ),
    'a field is no longer accepted': (
        lambda d: schema(d, 'OrganisationCreate')['properties'].pop('country_code'),
        'OrganisationCreate.country_code: the field is no longer accepted.',
    ),
    'a field must be sent': (
        lambda d: schema(d, 'OrganisationCreate')['required'].append('country_code'),
        'OrganisationCreate.country_code: the field must be sent now.',
    ),
    'null is no longer accepted': (
        lambda d: schema(d, 'WorkingGroupPatch')['properties'].update(aims={'type': 'string', 'maxLength': 20_000}),
        'WorkingGroupPatch.aims: null is no longer accepted.',
    ),
    'a text must be shorter': (
        lambda d: schema(d, 'OrganisationCreate')['properties']['name'].update(maxLength=100),
        'OrganisationCreate.name: maxLength is 100 and was 200.',
    ),
    'a number must be smaller': (
        lambda d: parameter(d, 'limit', 'list_cities')['schema'].update(maximum=50),
        'list_cities(limit): maximum is 50 and was 100.',
    ),
    'a pattern is another': (
        lambda d: schema(d, 'NetworkCreate')['properties']['slug'].update(pattern='^[a-z]+$'),
        'NetworkCreate.slug: its pattern is ^[a-z]+$ and was',
    ),
    'a default is another': (
        lambda d: parameter(d, 'limit', 'list_cities')['schema'].update(default=20),
        'list_cities(limit): left out it meant 50, and means 20 now.',
    ),
    'a parameter is gone': (lambda d: operation(d, 'list_cities')['parameters'].clear(), 'list_cities(q): the query parameter is gone'),
    'a parameter must be sent': (
        lambda d: parameter(d, 'q', 'list_cities').update(required=True),
        'list_cities(q): the query parameter must be sent now.',
    ),
    'a new header must be sent': (
        lambda d: operation(d, 'list_cities')['parameters'].append(
            {'name': 'X-Reason', 'in': 'header', 'required': True, 'schema': {'type': 'string'}}
        ),
        'list_cities(x-reason): the header parameter is new and must be sent.',
    ),
    'a value of a filter is gone': (
        lambda d: parameter(d, 'stage', 'list_working_groups')['schema']['enum'].remove('withdrawn'),
        'list_working_groups(stage): the value withdrawn is gone.',
    ),
    'a value of an answer is gone': (
        lambda d: schema(d, 'PublicWorkingGroup')['properties']['stage']['enum'].remove('completed'),
        'PublicWorkingGroup.stage: the value completed is gone.',
    ),
    'an alternative is gone': (
        lambda d: schema(d, 'SessionCreate')['oneOf'].pop(0),
        'SessionCreate: one of the alternatives that could be sent is gone or narrower.',
    ),
    'an answer is gone': (lambda d: operation(d, 'get_city')['responses'].pop('304'), 'get_city, 304: this answer is gone.'),
    'a header is gone': (
        lambda d: operation(d, 'create_city')['responses']['201']['headers'].pop('Location'),
        'create_city, 201: the header Location is gone.',
    ),
    'a refusal is gone': (
        lambda d: without_slug(d, 'create_city', '409', 'identifier-taken'),
        'create_city, 409: the problem identifier-taken is gone.',
    ),
    'a refusal has another code': (
        lambda d: problem(d, 'feed-purged').update(status=409),
        'problem feed-purged: its code was 410 and is 409 now.',
    ),
    'a type of problem is gone': (
        lambda d: d['x-problem-types'].remove(problem(d, 'slug-taken')),
        'problem slug-taken: it is gone.',
    ),
    'another scope is needed': (
        lambda d: operation(d, 'list_cities').update(security=[{'client': ['admin']}, {'session': []}]),
        'list_cities: it needs the scope admin now.',
    ),
    'credentials are needed': (
        lambda d: operation(d, 'list_public_cities').update(security=[{'client': []}]),
        'list_public_cities: it needs credentials now.',
    ),
    'people are shut out': (
        lambda d: operation(d, 'list_cities').update(security=[{'client': ['cities:read']}]),
        'list_cities: the credentials “session” no longer suffice.',
    ),
    'a schema is renamed': (lambda d: schema_renamed(d, 'Identifier', 'Key'), 'Identifier: the schema is gone'),
    'an event is gone': (lambda d: d['webhooks'].pop('city.changed'), 'event city.changed: it is no longer sent.'),
    'a field of an event is gone': (
        lambda d: schema(d, 'EventData')['properties'].pop('seq'),
        'EventData.seq: the field is no longer answered.',
    ),
}

NEW_OPERATION = {'operationId': 'list_bridges', 'responses': {'200': {'description': 'Bridges.'}}}
ADDITIONS: dict[str, Change] = {
    'nothing': lambda _: None,
    'an operation': lambda d: d['paths'].update({'/v1/bridges': {'get': NEW_OPERATION}}),
    'a parameter that may be left out': lambda d: operation(d, 'list_cities')['parameters'].append(
        {'name': 'river', 'in': 'query', 'required': False, 'schema': {'type': 'string', 'maxLength': 9}}
    ),
    'a field of an answer': lambda d: (
        schema(d, 'City')['properties'].update(river={'type': 'string'}),
        schema(d, 'City')['required'].append('river'),
    ),
    'a field that may be sent': lambda d: schema(d, 'OrganisationCreate')['properties'].update(river={'type': 'string', 'maxLength': 9}),
    'a value of an answer': lambda d: schema(d, 'PublicWorkingGroup')['properties']['stage']['enum'].append('resting'),
    'a value of a filter': lambda d: parameter(d, 'stage', 'list_working_groups')['schema']['enum'].append('resting'),
    'a longer text that may be sent': lambda d: schema(d, 'OrganisationCreate')['properties']['name'].update(maxLength=300),
    'a type of problem': lambda d: d['x-problem-types'].append({**problem(d, 'slug-taken'), 'slug': 'river-dry'}),
    'an event': lambda d: d['webhooks'].update({'river.changed': d['webhooks']['city.changed']}),
    'a fuller description': lambda d: operation(d, 'list_cities').update(description='List them.'),
}


@pytest.mark.parametrize('name', BREAKS)
def test_what_breaks_is_stopped_with_a_sentence(name: str) -> None:
    change, sentence = BREAKS[name]
    changed = inlined()
    change(changed)
    said = [str(each) for each in broken(inlined(), changed)]
    assert any(each.startswith(sentence) for each in said), said
    assert all(each.endswith('.') and each.count('. ') >= 1 for each in said)


@pytest.mark.parametrize('name', ADDITIONS)
def test_what_only_adds_passes(name: str) -> None:
    changed = copy.deepcopy(DOCUMENT)
    ADDITIONS[name](changed)
    assert broken(DOCUMENT, changed) == []


def test_the_present_contract_keeps_what_the_last_release_promised(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0, capsys.readouterr().err


def test_the_last_release_is_told_of() -> None:
    told = (PRESENT.parent / 'CHANGELOG.md').read_text(encoding='utf-8')
    assert f'## {last_release().stem}\n' in told
    assert json.loads(last_release().read_text(encoding='utf-8'))['info']['version'] == last_release().stem


def test_a_release_that_nobody_is_told_of_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / 'openapi.json').write_text('{"info": {"version": "1.1.0"}}')
    (tmp_path / 'CHANGELOG.md').write_text('## 1.0.0\n')
    assert release(tmp_path) == 1
    assert 'CHANGELOG.md says nothing of 1.1.0' in capsys.readouterr().err
    (tmp_path / 'CHANGELOG.md').write_text('## 1.1.0\n\nRivers.\n')
    assert release(tmp_path) == 0
    assert (tmp_path / 'released' / '1.1.0.json').read_bytes() == (tmp_path / 'openapi.json').read_bytes()


def inlined() -> Document:
    """Return the document with the refusals it shares written out at each operation, so that a change reaches one only."""
    document = copy.deepcopy(DOCUMENT)
    for item in document['paths'].values():
        for each in item.values():
            for code, answer in each['responses'].items():
                if '$ref' in answer:
                    each['responses'][code] = copy.deepcopy(document['components']['responses'][answer['$ref'].rpartition('/')[2]])
    return document
