"""Whatever a client may send, by the document or against it: the answer is one that the document promises."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest
import schemathesis
from fastapi import FastAPI
from schemathesis import Case, HookContext, engine
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events
from schemathesis.engine.run import PhaseName
from schemathesis.schemas import BaseSchema
from starlette.responses import JSONResponse, Response

from api import tokens
from tests.conftest import Service
from tests.contract.acceptable import OF_THE_CITY
from tests.contract.validated import OPERATIONS
from tests.routes.conftest import Somebody
from tests.turns import due
from tests.world import EVERY_SCOPE

# Valid data may meet a record that has moved on (412) or that wants If-Match (428); nothing else is added to the defaults.
_CONFLICTS = ['412', '428']
_POSITIVE = ['2xx', '3xx', '401', '403', '404', '409', '429', '5xx', *_CONFLICTS]
_NEGATIVE = ['400', '401', '403', '404', '405', '406', '409', '415', '422', '429', '5xx', *_CONFLICTS]
_HEADERLESS = ['400', '401', '403', '406', '415', '422', '428']
EXAMPLES, EXAMPLES_AT_FULL_LENGTH = 6, 60
# The coverage phase sends every boundary of every parameter, some 80 requests an operation, and the fuzzing phase draws what it sends from
# strategies that are built anew for each: in short form for a twelfth of them each day.
DAYS_TO_COVER = 12
# Without a way to write a table nothing at all would be sent as one.
schemathesis.serializer.alias('text/csv', 'text/plain')
PHASES = {PhaseName.EXAMPLES, PhaseName.COVERAGE, PhaseName.FUZZING, PhaseName.STATEFUL_TESTING}


def left_out_today() -> list[str]:
    """Return the operations to which the short form sends neither boundaries nor what it draws today."""
    names = sorted(each.declared['operationId'] for each in OPERATIONS)
    return [name for name in names if name not in due(names, DAYS_TO_COVER)]


def configured(
    client: Somebody, *, seed: int, examples: int, uncovered: Sequence[str] = (), city: Somebody | None = None
) -> SchemathesisConfig:
    """Return a configuration: every phase and check as they are by default; what is `uncovered` is sent its examples alone.

    Where `city` is named, it asks what a city does itself.
    """
    itself = {'Authorization': (city or client).headers['Authorization']}
    return SchemathesisConfig.from_dict(
        {
            'base-url': str(client.base_url).rstrip('/'),
            'headers': {'Authorization': client.headers['Authorization']},
            'seed': seed,
            'continue-on-failure': True,
            'generation': {'max-examples': examples},
            'operations': [
                {'include-operation-id': name, 'phases': {'coverage': {'enabled': False}, 'fuzzing': {'enabled': False}}}
                for name in uncovered
            ]
            + [{'include-path-regex': f'^({"|".join(OF_THE_CITY)})', 'headers': itself}],
            'checks': {
                'positive_data_acceptance': {'expected-statuses': _POSITIVE},
                'negative_data_rejection': {'expected-statuses': _NEGATIVE},
                'missing_required_header': {'expected-statuses': _HEADERLESS},
            },
        }
    )


def failures_in(scenario: events.ScenarioFinished) -> list[str]:
    """Return what failed in a scenario, with the request that shows it."""
    return [
        f'{scenario.recorder.cases[case].value.operation.label}: {check.failure_info.failure.title}\n'
        f'{check.failure_info.failure.message}\n{check.failure_info.code_sample}'
        for case, checks in scenario.recorder.checks.items()
        for check in checks
        if check.failure_info
    ]


def run(document: BaseSchema) -> tuple[Counter[PhaseName], set[str], list[str]]:
    """Send everything; return how many requests each phase made, which operations were asked, and what failed."""
    cases: Counter[PhaseName] = Counter()
    failures: list[str] = []
    asked: set[str] = set()
    for event in engine.from_schema(document).execute():
        if isinstance(event, events.ScenarioFinished):
            cases[event.phase] += len(event.recorder.interactions)
            asked |= {each.value.operation.label for each in event.recorder.cases.values()}
            failures += failures_in(event)
        elif isinstance(event, events.NonFatalError | events.FatalError):
            failures.append(repr(event))
    return cases, asked, failures


def last(client: Somebody, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a client a token for the whole run: after the ten minutes of a usual one everything would be answered 401."""
    with monkeypatch.context() as longer:
        longer.setattr(tokens, 'LIFETIME_SECONDS', 7200)
        client.headers['Authorization'] = f'Bearer {tokens.issue(service.app.state.settings.signing_key, client.id, EVERY_SCOPE)}'


def spare(document: BaseSchema, client: Somebody) -> None:
    """Let no generated request end the client that sends it, whose id lists show: everything after it would be answered 401."""

    @document.hook('map_case')
    def spared(_context: HookContext, case: Case[Any]) -> Case[Any]:
        if case.path_parameters.get('api_client') == str(client.id):
            case.path_parameters = {**case.path_parameters, 'api_client': str(uuid4())}
        return case


def without_nulls(query: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return a query without the parameters that are null: what a record leaves open is not asked for."""
    return {name: value for name, value in (query or {}).items() if value is not None and value != 'None'}


def without_null_ids(path: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return a path's parameters with an id of nothing in the place of each that is null: a path without it is another path."""
    return {name: str(uuid4()) if value is None or value == 'None' else value for name, value in (path or {}).items()}


@schemathesis.hook('before_call')
def leave_out_nulls(_context: HookContext, case: Case[Any], _kwargs: dict[str, Any]) -> None:
    """Let a parameter that was taken from a record's null be left out; it would be sent as the word "None", and called valid."""
    if case.meta is not None and case.meta.generation.mode.is_positive:
        case.query = without_nulls(case.query)
        case.path_parameters = without_null_ids(case.path_parameters)


@pytest.mark.usefixtures('records')
@pytest.mark.parametrize('seed', [1, pytest.param(2, marks=pytest.mark.full), pytest.param(3, marks=pytest.mark.full)])
def test_every_answer_is_one_that_the_document_promises(
    operator: Somebody,
    service: Service,
    seed: int,
    full: bool,
    record_property: Callable[[str, object], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    examples, uncovered = (EXAMPLES_AT_FULL_LENGTH, []) if full else (EXAMPLES, left_out_today())
    last(operator, service, monkeypatch)
    config = configured(operator, seed=seed, examples=examples, uncovered=uncovered)
    document = schemathesis.openapi.from_url(str(operator.base_url.join('/openapi.json')), config=config)
    spare(document, operator)
    cases, asked, failures = run(document)
    record_property('requests', ', '.join(f'{phase}: {number}' for phase, number in cases.items()))
    assert failures == [], '\n\n'.join(failures)
    assert set(cases) >= PHASES
    due_today = {f'{each.method} {each.path}' for each in OPERATIONS if each.declared['operationId'] not in uncovered}
    assert due_today <= asked <= {f'{each.method} {each.path}' for each in OPERATIONS}
    assert operator.get('/v1/api-clients').status_code == 200, 'whoever asks has been ended, and then nothing was asked'


def test_a_service_that_breaks_its_document_is_caught() -> None:
    careless = FastAPI()

    @careless.get('/days', response_model=dict[str, int])
    def list_days() -> Response:
        return JSONResponse({'left': 'many'})

    @careless.get('/hours')
    def list_hours() -> Response:
        return JSONResponse({}, status_code=500)

    config = SchemathesisConfig.from_dict({'seed': 1, 'continue-on-failure': True, 'generation': {'max-examples': EXAMPLES}})
    document = schemathesis.openapi.from_asgi('/openapi.json', careless, config=config)
    _, _, failures = run(document)
    titles = {failure.partition(': ')[2].partition('\n')[0] for failure in failures}
    assert {'Server error', 'Response violates schema'} <= titles


def test_only_what_a_record_leaves_open_is_left_out_of_a_query() -> None:
    assert without_nulls({'city_id': None, 'network_id': 'None', 'q': 'Nones', 'limit': 0, 'expand': ['you_may']}) == {
        'q': 'Nones',
        'limit': 0,
        'expand': ['you_may'],
    }
    assert without_nulls(None) == {}


def test_a_path_asks_for_nobody_where_a_record_names_none() -> None:
    kept = {'network': 'none', 'city': 'nonesuch'}
    asked = without_null_ids({**kept, 'person': None, 'report': 'None'})
    assert {name: asked.pop(name) for name in kept} == kept
    assert len({UUID(each) for each in asked.values()}) == len(asked) == len(['person', 'report'])
    assert without_null_ids(None) == {}
