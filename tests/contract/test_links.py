"""Whoever makes a record can go where its links lead: schemathesis follows every link that the document declares."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pytest
import schemathesis
from fastapi import FastAPI
from schemathesis import engine
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events
from schemathesis.engine.run import PhaseName
from schemathesis.schemas import BaseSchema
from starlette.responses import Response

from tests.conftest import Service
from tests.contract.acceptable import Acceptable
from tests.contract.conftest import Records
from tests.contract.test_generated import configured, failures_in, last
from tests.contract.validated import OPERATIONS
from tests.routes.conftest import ClientFor, Somebody, World
from tests.turns import due

SCENARIOS, STEPS = 20, 40
# In short form the links of a fourteenth of the operations each day.
DAYS_TO_FOLLOW = 14
# A city leads to seventeen places, and a scenario draws where it goes: the last of them is found late.
MOST_SEEDS = 6


class Link(NamedTuple):
    """A link of the document: the operations at its two ends, and its id in schemathesis."""

    source: str
    target: str
    id: str


def declared() -> set[Link]:
    """Return all links of the document."""
    labels = {each.declared['operationId']: f'{each.method} {each.path}' for each in OPERATIONS}
    return {
        Link(source, link['operationId'], f'{labels[source]} -> [{code}] {name} -> {labels[link["operationId"]]}')
        for source, responses in ((each.declared['operationId'], each.declared['responses']) for each in OPERATIONS)
        for code, response in responses.items()
        for name, link in response.get('links', {}).items()
    }


def by_source(links: set[Link]) -> list[set[Link]]:
    """Return the links of each operation that has any: beside those that need fewer records, some never begin a scenario."""
    return [{link for link in links if link.source == source} for source in sorted({link.source for link in links})]


def of_links_only(config: SchemathesisConfig, *, steps: int) -> SchemathesisConfig:
    """Have a document tested by the links that it declares: none is inferred, and the other phases are for other tests."""
    phases = config.projects.default.phases
    phases.stateful.inference.algorithms = []
    phases.stateful.max_steps = steps
    for phase in (phases.examples, phases.coverage, phases.fuzzing):
        phase.enabled = False
    return config


def narrowed(contract: Mapping[str, Any], part: set[Link]) -> dict[str, Any]:
    """Return the document with these links alone, and the operations at their ends.

    With further links an operation that needs records which nothing makes here would begin no scenario beside one that needs none.
    """
    ends, ids = {name for link in part for name in (link.source, link.target)}, {link.id for link in part}
    labels = {each.declared['operationId']: f'{each.method} {each.path}' for each in OPERATIONS}

    def with_links(operation: dict[str, Any]) -> dict[str, Any]:
        source = labels[operation['operationId']]
        kept = {
            code: {
                **response,
                'links': {
                    name: link
                    for name, link in response.get('links', {}).items()
                    if f'{source} -> [{code}] {name} -> {labels[link["operationId"]]}' in ids
                },
            }
            for code, response in operation['responses'].items()
        }
        return {**operation, 'responses': kept}

    paths = {
        path: {name: with_links(each) if 'operationId' in each else each for name, each in item.items() if is_kept(name, each, ends)}
        for path, item in contract['paths'].items()
    }
    return {**contract, 'paths': {path: item for path, item in paths.items() if set(item) - {'parameters'}}}


def is_kept(name: str, each: Any, ends: set[str]) -> bool:
    """Whether a member of a path stays: what all its operations share, and those that are asked for."""
    return name == 'parameters' or each['operationId'] in ends


def followed(document: BaseSchema, wanted: set[str]) -> tuple[Counter[str], list[str]]:
    """Run scenarios until these links are followed or there are no more; return how often each link was, and what failed."""
    covered: Counter[str] = Counter()
    failures: list[str] = []
    stream = engine.from_schema(document).execute()
    for event in stream:
        if isinstance(event, events.ScenarioFinished) and event.phase == PhaseName.STATEFUL_TESTING:
            failures += failures_in(event)
            # A transition is there only after its source has answered with the code under which the link is declared.
            covered.update(each.transition.id for each in event.recorder.cases.values() if each.transition and each.is_transition_applied)
        elif isinstance(event, events.NonFatalError | events.FatalError):
            failures.append(repr(event.value if isinstance(event, events.NonFatalError) else event))
        if wanted <= covered.keys():
            stream.stop()
    return covered, failures


def test_every_declared_link_is_followed(
    operator: Somebody,
    client_for: ClientFor,
    service: Service,
    world: World,
    records: Records,
    full: bool,
    record_property: Callable[[str, object], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    links = declared()
    sources = sorted({link.source for link in links})
    todays = sources if full else due(sources, DAYS_TO_FOLLOW)
    selected = {link for link in links if link.source in todays}
    city = client_for(city='graz')
    for each in (operator, city):
        last(each, service, monkeypatch)
    config = of_links_only(configured(operator, seed=1, examples=SCENARIOS, city=city), steps=STEPS)
    document = schemathesis.openapi.from_url(str(operator.base_url.join('/openapi.json')), config=config)
    assert document.statistic.transitions.selected == len(links)
    acceptable, contract = Acceptable(operator, city, world, records), operator.get('/openapi.json').json()
    covered: Counter[str] = Counter()
    left, seed = selected, 0
    while left and seed < MOST_SEEDS:
        seed += 1
        config.update(seed=seed, max_failures=None)
        for part in by_source(left):
            walked = schemathesis.openapi.from_dict(narrowed(contract, part), config=config)
            acceptable.makes(walked)
            found, failures = followed(walked, {link.id for link in part})
            assert failures == [], '\n'.join(failures)
            covered += found
        left = {link for link in left if not covered[link.id]}
    record_property('links', f'{len(selected)} of {len(links)}, followed {covered.total()} times with {seed} seeds')
    for each in (operator, city):
        assert each.get('/v1/plans').status_code == 200, 'whoever asks has been ended, or its token has run out'
    assert sorted(link.id for link in left) == [], 'no scenario followed these'
    assert {link.id for link in selected} <= covered.keys() <= {link.id for link in links}


def test_neither_the_city_that_asks_nor_what_it_asks_by_is_ended(
    operator: Somebody, client_for: ClientFor, world: World, records: Records
) -> None:
    city, place = client_for(city='graz'), {'network_id': str(world.network), 'city_id': str(world.cities['graz'])}
    acceptable = Acceptable(operator, city, world, records)
    for name, path, ending in (
        ('membership_id', 'memberships', 'suspensions'),
        ('mandate', 'mandates', 'withdrawals'),
        ('api_client', 'api-clients', ''),
    ):
        listed = operator.get(f'/v1/{path}', params={**place, 'limit': 100} if ending else {'limit': 100}).json()['items']
        for each in listed:
            other = acceptable.spared({name: each['id']})[name]
            method, where = ('POST', f'/v1/{path}/{other}/{ending}') if ending else ('DELETE', f'/v1/{path}/{other}')
            operator.request(method, where, json={'reason': 'asked for'} if ending else None, headers={'If-Match': '*'})
    begun = city.post('/v1/plans', json={**place, 'title': 'Graz goes on'})
    assert begun.status_code == 201, begun.text


def test_a_narrowed_document_has_these_links_and_their_ends_alone(operator: Somebody) -> None:
    config = of_links_only(configured(operator, seed=1, examples=SCENARIOS, city=operator), steps=STEPS)
    contract, link = operator.get('/openapi.json').json(), next(iter(declared()))
    document = schemathesis.openapi.from_dict(narrowed(contract, {link}), config=config)
    assert document.statistic.operations.total == len({link.source, link.target})
    assert document.statistic.transitions.total == 1
    assert narrowed(contract, declared())['paths'].keys() <= contract['paths'].keys()


def test_each_operation_that_leads_somewhere_begins_a_scenario_of_its_links(operator: Somebody) -> None:
    config = of_links_only(configured(operator, seed=1, examples=SCENARIOS, city=operator), steps=STEPS)
    contract = operator.get('/openapi.json').json()
    silent = set()
    for part in by_source(declared()):
        document = schemathesis.openapi.from_dict(narrowed(contract, part), config=config)
        source = next(iter(part)).id.partition(' -> ')[0]
        if source not in document.as_state_machine()._root_labels:  # type: ignore[attr-defined]
            silent.add(source)
    assert silent == set()


def test_a_link_of_what_never_succeeds_is_not_taken_for_followed() -> None:
    careless = FastAPI()

    def linked(links: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
        return {201: {'description': 'Made', 'links': links}, 409: {'description': 'Refused'}}

    days: dict[str, Any] = {'list_days': {'operationId': 'list_days'}}

    @careless.post('/days', status_code=201, responses=linked(days))
    def create_day() -> None:
        return None

    @careless.post('/hours', status_code=201, responses=linked(days))
    def create_hour() -> Response:
        return Response(status_code=409)

    @careless.get('/days', operation_id='list_days')
    def list_days() -> None:
        return None

    config = of_links_only(SchemathesisConfig.from_dict({'seed': 1, 'generation': {'max-examples': 3}}), steps=10)
    document = schemathesis.openapi.from_asgi('/openapi.json', careless, config=config)
    assert document.statistic.transitions.selected == 2
    covered, _ = followed(document, {'POST /days -> [201] list_days -> GET /days', 'POST /hours -> [201] list_days -> GET /days'})
    assert set(covered) == {'POST /days -> [201] list_days -> GET /days'}
