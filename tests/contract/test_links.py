"""Whoever makes a record can go where its links lead: schemathesis follows every link that the document declares."""

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

import schemathesis
from fastapi import FastAPI
from schemathesis import engine
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events
from schemathesis.engine.run import PhaseName
from schemathesis.schemas import BaseSchema
from starlette.responses import Response

from tests.contract.acceptable import Acceptable
from tests.contract.conftest import Records
from tests.contract.test_generated import configured, failures_in
from tests.contract.validated import OPERATIONS
from tests.routes.conftest import Somebody, World
from tests.turns import due

SCENARIOS, STEPS = 20, 40
# In short form the links of a fourteenth of the operations each day.
DAYS_TO_FOLLOW = 14
MOST_SEEDS = 4


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
            failures.append(repr(event))
        if wanted <= covered.keys():
            stream.stop()
    return covered, failures


def test_every_declared_link_is_followed(
    operator: Somebody, world: World, records: Records, full: bool, record_property: Callable[[str, object], None]
) -> None:
    links = declared()
    sources = sorted({link.source for link in links})
    todays = sources if full else due(sources, DAYS_TO_FOLLOW)
    selected = {link for link in links if link.source in todays}
    config = of_links_only(configured(operator, seed=1, examples=SCENARIOS), steps=STEPS)
    document = schemathesis.openapi.from_url(str(operator.base_url.join('/openapi.json')), config=config)
    assert document.statistic.transitions.selected == len(links)
    Acceptable(operator, world, records).makes(document)
    covered: Counter[str] = Counter()
    left, seed = selected, 0
    while left and seed < MOST_SEEDS:
        seed += 1
        config.update(seed=seed, max_failures=None)
        for part in [left] if full and seed == 1 else by_source(left):
            ends = sorted({name for link in part for name in (link.source, link.target)})
            found, failures = followed(document.include(operation_id=ends), {link.id for link in part})
            assert failures == []
            covered += found
        left = {link for link in left if not covered[link.id]}
    record_property('links', f'{len(selected)} of {len(links)}, followed {covered.total()} times with {seed} seeds')
    assert sorted(link.id for link in left) == [], 'no scenario followed these'
    assert {link.id for link in selected} <= covered.keys() <= {link.id for link in links}


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
