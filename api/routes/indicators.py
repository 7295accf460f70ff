"""Indicators of plans and what was measured, over HTTP."""

from typing import Literal

from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import Resource, Tx
from api.models.columns import table
from api.models.indicators import (
    Indicator,
    IndicatorCreate,
    IndicatorMoveCreate,
    IndicatorPage,
    IndicatorPatch,
    IndicatorRow,
    IndicatorStage,
    IndicatorValue,
    IndicatorValueCreate,
    IndicatorValuePage,
    IndicatorValueRow,
)
from api.models.shapes import Id
from api.operations import indicators as operations
from api.paging import After, Expand, Limit, Page
from api.problems import Problem
from api.spine import Transaction

indicators = Resource('Indicators')
_VALUES = table(IndicatorValueRow)
_TOLD = ('documented-fact', 'future-date', 'past-date-is-the-offices', 'plan-superseded')


@indicators.offer('GET', '/indicators', IndicatorPage)
def list_indicators(
    tx: Tx,
    network_id: Id | None = None,
    city_id: Id | None = None,
    plan_id: Id | None = None,
    plan_action_id: Id | None = None,
    stage: IndicatorStage | None = None,
    sort: Literal['name', '-name', 'id', '-id'] = 'name',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List the indicators of the plans and actions that one sees, by name, with where each stands today."""
    of = {'network_id': network_id, 'city_id': city_id, 'plan_id': plan_id, 'plan_action_id': plan_action_id}
    conditions = filters.same(shown.INDICATORS.columns, **of, stage=stage)
    return paging.respond(tx, 'list_indicators', shown.INDICATORS, Page(limit, after, sort, expand), *conditions)


@indicators.offer(
    'POST', '/indicators', Indicator, code=201, etag=True, location=True, problems=(*_TOLD, 'unknown-reference', 'goals-do-not-fit')
)  # fmt: skip
def create_indicator(tx: Tx, body: IndicatorCreate) -> Response:
    """Set up an indicator of a plan, or of an action of it. It is shown to whom that is."""
    return reads.written(tx, shown.INDICATORS, operations.create_indicator(tx, body), 'get_indicator', location='/v1/indicators')


@indicators.offer('GET', '/indicators/{indicator}', Indicator, etag=True)
def get_indicator(tx: Tx, indicator: Id) -> Response:
    """Read an indicator and where it stands. Its ETag changes with the day on which another goal comes next."""
    return reads.detail(tx, 'get_indicator', shown.INDICATORS, indicator)


@indicators.offer('PATCH', '/indicators/{indicator}', Indicator, transition=True, etag=True, problems=(*_TOLD, 'goals-do-not-fit'))
def update_indicator(tx: Tx, indicator: Id, body: IndicatorPatch) -> Response:
    """Change what describes an indicator (merge patch); goals are given all together. What it is about stays."""
    return _written(tx, operations.update_indicator(tx, indicator, body))


@indicators.offer('POST', '/indicators/{indicator}/moves', Indicator, transition=True, etag=True, tries_out=True, problems=_TOLD)
def move_indicator(tx: Tx, indicator: Id, body: IndicatorMoveCreate) -> Response:
    """Set an indicator aside, or take it up again; what was measured stays."""
    return _written(tx, operations.move_indicator(tx, indicator, body))


@indicators.offer('GET', '/indicators/{indicator}/values', IndicatorValuePage)
def list_indicator_values(
    tx: Tx,
    indicator: Id,
    sort: Literal['-measured_on', 'measured_on', 'id', '-id'] = '-measured_on',
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List what was measured, the latest first. What was corrected stays, and names what took its place."""
    if reads.find_id(tx, 'get_indicator', shown.INDICATORS, indicator) is None:
        raise Problem('not-found')
    read = shown.INDICATOR_VALUES
    return paging.respond(tx, 'list_indicator_values', read, Page(limit, after, sort), _VALUES.c.indicator_id == indicator)


@indicators.offer(
    'POST', '/indicators/{indicator}/values', IndicatorValue, code=201, etag=True, location=True, tries_out=True,
    creates=('/indicator-values', '/id'),
    problems=(*_TOLD, 'not-found', 'unknown-reference', 'corrects-another-indicator', 'already-corrected'),
)  # fmt: skip
def record_indicator_value(tx: Tx, indicator: Id, body: IndicatorValueCreate) -> Response:
    """Record what was measured on a day. Values are added, never changed: a correction names the value that it replaces."""
    value = operations.record_indicator_value(tx, indicator, body)
    return reads.written(tx, shown.INDICATOR_VALUES, value, 'get_indicator_value', location='/v1/indicator-values')


@indicators.offer('GET', '/indicator-values/{indicator_value}', IndicatorValue, etag=True)
def get_indicator_value(tx: Tx, indicator_value: Id) -> Response:
    """Read what was measured on a day."""
    return reads.detail(tx, 'get_indicator_value', shown.INDICATOR_VALUES, indicator_value)


def _written(tx: Transaction, indicator: IndicatorRow) -> Response:
    return reads.written(tx, shown.INDICATORS, indicator, 'get_indicator')
