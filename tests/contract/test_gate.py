"""The gate before a release: it stops what would break a partner's program, says what and how to be right, and lets additions pass."""

import ast
import copy
import functools
import json
import pickle
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from openapi.gate.__main__ import PRESENT, last_release, main, release
from openapi.gate.operations import broken
from openapi.gate.schemas import Break
from tests.contract.validated import DOCUMENT

TODAY = date(2026, 11, 28)
Document = dict[str, Any]
Change = Callable[[Document], object]


def schema(document: Document, name: str) -> Any:
    return document['components']['schemas'][name]


def operation(document: Document, name: str) -> Any:
    return next(each for item in document['paths'].values() for each in item.values() if each['operationId'] == name)


def parameter(document: Document, name: str, of: str) -> Any:
    return next(each for each in operation(document, of)['parameters'] if each['name'] == name)


def event(document: Document, name: str) -> Any:
    return document['webhooks'][name]['post']['requestBody']['content']['application/json']['schema']


def renamed(part: Document, old: str, new: str) -> None:
    part[new] = part.pop(old)


def schema_renamed(document: Document, old: str, new: str) -> None:
    renamed(document['components']['schemas'], old, new)
    document.update(json.loads(json.dumps(document).replace(f'schemas/{old}"', f'schemas/{new}"')))


def problem(document: Document, slug: str) -> Any:
    return next(each for each in document['x-problem-types'] if each['slug'] == slug)


def without_slug(document: Document, of: str, code: str, slug: str) -> None:
    del operation(document, of)['responses'][code]['content']['application/problem+json']['examples'][slug]


BODY = {'required': True, 'content': {'application/json': {'schema': {'type': 'object'}}}}
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
    'a new field must be sent': (
        lambda d: (
            schema(d, 'OrganisationCreate')['properties'].update(river={'type': 'string', 'maxLength': 9}),
            schema(d, 'OrganisationCreate')['required'].append('river'),
        ),
        'OrganisationCreate.river: the field must be sent now.',
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
    'credentials are gone': (lambda d: d['components']['securitySchemes'].pop('session'), 'credentials session: they are gone.'),
    'credentials are sent differently': (
        lambda d: d['components']['securitySchemes']['session'].update({'in': 'header'}),
        'credentials session: they are sent differently now.',
    ),
    'a body must be sent': (lambda d: operation(d, 'end_session').update(requestBody=BODY), 'end_session, body: a body must be sent now.'),
    'a media type is no longer accepted': (
        lambda d: renamed(operation(d, 'create_city')['requestBody']['content'], 'application/json', 'application/xml'),
        'create_city, body: application/json is no longer accepted.',
    ),
    'a media type is no longer answered': (
        lambda d: operation(d, 'export_cities')['responses']['200']['content'].pop('text/csv'),
        'export_cities, 200: text/csv is no longer answered.',
    ),
    'a header may be missing': (
        lambda d: d['components']['headers']['X-Request-Id'].update(required=False),
        'create_city, 201: the header X-Request-Id can be missing now.',
    ),
    'a list is written differently': (
        lambda d: parameter(d, 'expand', 'list_cities').update(explode=True),
        'list_cities(expand): the query parameter is written differently now.',
    ),
    'only some values are accepted': (
        lambda d: schema(d, 'OrganisationCreate')['properties']['name'].update(enum=['Graz']),
        'OrganisationCreate.name: only certain values are accepted now.',
    ),
    'unknown fields are refused': (
        lambda d: schema(d, 'TokenRequest').update(additionalProperties=False),
        'TokenRequest: fields that are not known are refused now.',
    ),
    'an answer may be of another kind': (
        lambda d: schema(d, 'City')['properties'].update(name={'anyOf': [schema(d, 'City')['properties']['name'], {'type': 'integer'}]}),
        'City.name: it can be something now that it could not be before.',
    ),
    'a part of an answer is gone': (
        lambda d: event(d, 'city.changed')['allOf'].pop(),
        'event city.changed: a part of it is gone.',
    ),
    'the same item twice is refused': (
        lambda d: schema(d, 'CityCreate')['properties']['other_names'].update(uniqueItems=True),
        'CityCreate.other_names: the same item twice is refused now.',
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


# The rows of the list in BREAKING.md, each with the breaks above that are of its kind.
KINDS: dict[str, set[str]] = {
    'an operation is gone, moved or renamed': {'an operation is gone', 'an operation has moved', 'an operationId is renamed'},
    'something that was answered is gone': {
        'a field of an answer is gone', 'a field of an answer is renamed', 'a header is gone', 'a media type is no longer answered',
        'an answer is gone', 'an event is gone', 'a field of an event is gone', 'a value of an answer is gone',
        'a part of an answer is gone',
    },
    'something that was accepted is refused': {
        'a parameter is gone', 'a field is no longer accepted', 'a media type is no longer accepted', 'a value of a filter is gone',
        'null is no longer accepted', 'an alternative is gone', 'only some values are accepted',
    },
    'something new must be sent': {
        'a parameter must be sent', 'a new header must be sent', 'a field must be sent', 'a new field must be sent', 'a body must be sent',
    },
    'a bound on what is sent is tighter': {
        'a text must be shorter', 'a number must be smaller', 'a pattern is another', 'the same item twice is refused',
        'unknown fields are refused',
    },
    'something means something else': {
        'a field has another type', 'a field has another format', 'a default is another', 'a list is written differently',
    },
    'an answer may hold less than before': {
        'a field of an answer may be missing', 'a field of an answer may be null', 'an answer may be of another kind',
        'a header may be missing',
    },
    'a refusal is another one': {'a refusal is gone', 'a refusal has another code', 'a type of problem is gone'},
    'more is needed to be let in': {
        'another scope is needed', 'credentials are needed', 'people are shut out', 'credentials are gone',
        'credentials are sent differently',
    },
    'a name that generators use is another': {'an operationId is renamed', 'a schema is renamed'},
}  # fmt: skip


def test_the_written_list_is_the_list_of_the_code() -> None:
    written = (PRESENT.parent / 'BREAKING.md').read_text(encoding='utf-8').partition('## Always possible')[0]
    rows = re.findall(r'^\| ([a-z][^|]*?) \|', written, re.MULTILINE)
    assert [row for row in rows if row != 'what'] == list(KINDS)
    assert set().union(*KINDS.values()) == set(BREAKS)


def said_in(module: str) -> set[str]:
    """Return the sentences by which a module of the gate says what breaks, `.*` for what they are filled with."""
    nodes = list(ast.walk(ast.parse((PRESENT.parent / 'gate' / module).read_text(encoding='utf-8'))))
    calls = [node for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == 'Break']
    written = [call.args[1] for call in calls]
    names = {each.id for each in written if isinstance(each, ast.Name)}
    written += [
        node.value
        for node in nodes
        if isinstance(node, ast.Assign) and {target.id for target in node.targets if isinstance(target, ast.Name)} & names
    ]
    whole = [option for each in written for option in ([each.body, each.orelse] if isinstance(each, ast.IfExp) else [each])]
    return {''.join(pattern_of(part) for part in getattr(each, 'values', [each])) for each in whole if not isinstance(each, ast.Name)}


def pattern_of(part: ast.AST) -> str:
    return re.escape(part.value) if isinstance(part, ast.Constant) and isinstance(part.value, str) else '.*'


def test_each_sentence_of_the_gate_is_said_of_some_break() -> None:
    said = {each.what for name in BREAKS for each in found(name)}
    patterns = said_in('operations.py') | said_in('schemas.py')
    assert len(patterns) > 20
    assert {pattern for pattern in patterns if not any(re.fullmatch(pattern, each) for each in said)} == set()


@pytest.mark.parametrize('name', BREAKS)
def test_what_breaks_is_stopped_with_a_sentence(name: str) -> None:
    sentence, said = BREAKS[name][1], [str(each) for each in found(name)]
    assert any(each.startswith(sentence) for each in said), said
    assert all(each.endswith('.') and each.count('. ') >= 1 for each in said)


@pytest.mark.parametrize('name', ADDITIONS)
def test_what_only_adds_passes(name: str) -> None:
    changed = copy.deepcopy(DOCUMENT)
    ADDITIONS[name](changed)
    assert broken(DOCUMENT, changed, TODAY) == []


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


# -- what has announced its end ------------------------------------------------------------------------------------------------


def ending(document: Document, name: str, sunset: date) -> Document:
    """Let an operation announce its end."""
    operation(document, name).update({'deprecated': True, 'x-sunset': sunset.isoformat()})
    return document


def without_obligations(document: Document) -> Document:
    """Drop an operation, and the schemas that only it answers with."""
    del document['paths']['/v1/obligations']
    for name in ('Obligation', 'ObligationPage'):
        del document['components']['schemas'][name]
    return document


@pytest.mark.parametrize(('days', 'said'), [(-1, []), (0, []), (1, ['Obligation', 'ObligationPage', 'list_obligations'])])
def test_what_has_announced_its_end_goes_on_its_day_and_not_before(days: int, said: list[str]) -> None:
    old = ending(copy.deepcopy(DOCUMENT), 'list_obligations', TODAY + timedelta(days))
    assert sorted({each.where for each in broken(old, without_obligations(copy.deepcopy(DOCUMENT)), TODAY)}) == said


def test_what_others_need_stays_when_something_goes() -> None:
    old, new = ending(copy.deepcopy(DOCUMENT), 'list_obligations', TODAY), without_obligations(copy.deepcopy(DOCUMENT))
    new['x-problem-types'].remove(problem(new, 'not-found'))
    schema_renamed(new, 'City', 'Town')
    said = [str(each) for each in broken(old, new, TODAY)]
    assert any(each.startswith('City: the schema is gone') for each in said)
    assert 'problem not-found: it is gone. Keep it: programs know refusals by their type.' in said
    assert 'list_obligations: ' not in ''.join(said)


def test_what_never_announced_its_end_goes_on_no_day() -> None:
    gone = without_obligations(copy.deepcopy(DOCUMENT))
    assert 'list_obligations' in {each.where for each in broken(DOCUMENT, gone, date(2099, 1, 1))}


@pytest.mark.parametrize(('days', 'said'), [(-1, ['its end was announced for 2027-12-01 and is on 2027-11-30 now.']), (0, []), (30, [])])
def test_an_announced_end_comes_no_nearer(days: int, said: list[str]) -> None:
    day = date(2027, 12, 1)
    old, new = (ending(copy.deepcopy(DOCUMENT), 'list_obligations', each) for each in (day, day + timedelta(days)))
    assert [each.what for each in broken(old, new, TODAY)] == said


def test_to_announce_an_end_breaks_nothing() -> None:
    assert broken(DOCUMENT, ending(copy.deepcopy(DOCUMENT), 'list_obligations', date(2027, 12, 1)), TODAY) == []


@functools.cache
def found(name: str) -> list[Break]:
    """Return what the gate finds in one of the breaks."""
    changed = pickle.loads(inlined())  # noqa: S301 -- pickled below; a copy costs ten times as much
    BREAKS[name][0](changed)
    return broken(pickle.loads(inlined()), changed, TODAY)  # noqa: S301 -- as above


@functools.cache
def inlined() -> bytes:
    """Return the document, pickled, with the refusals it shares written out at each operation, so that a change reaches one only."""
    document = copy.deepcopy(DOCUMENT)
    for item in document['paths'].values():
        for each in item.values():
            for code, answer in each['responses'].items():
                if '$ref' in answer:
                    each['responses'][code] = copy.deepcopy(document['components']['responses'][answer['$ref'].rpartition('/')[2]])
    return pickle.dumps(document)
