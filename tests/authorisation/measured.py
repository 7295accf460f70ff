"""The milestones and indicators of an action, of one that only its city sees and of one that was shown, and the requests about them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from api.models.indicators import IndicatorRow, IndicatorValueRow
from api.models.milestones import MilestoneRow
from api.spine import Transaction
from tests.authorisation.ask import Ask


def measure(transaction: Transaction, ids: Mapping[str, UUID], plan: str, audience: str) -> dict[str, UUID]:
    """Have the action of a plan have a milestone and an indicator with a value; return their ids by kind."""
    action = plan.replace('plan', 'plan_action')
    of_action = {'plan_id': ids[plan], 'plan_action_id': ids[action], 'audience': audience}
    place: dict[str, Any] = {'network_id': ids['network'], 'city_id': ids['bologna'], **of_action}
    milestone = MilestoneRow(title='First course', due_on=date(2020, 6, 1), **place)
    indicator = IndicatorRow(name='Officers trained', sort_key='officers trained', **place)
    for operation, row in (('create_milestone', milestone), ('create_indicator', indicator)):
        transaction.record(operation, transaction.add(row))
    transaction.flush()
    value = IndicatorValueRow(indicator_id=indicator.id, measured_on=date(2020, 6, 1), figure=Decimal(3), **place)
    transaction.record('record_indicator_value', transaction.add(value))
    return {'milestone': milestone.id, 'indicator': indicator.id, 'indicator_value': value.id}


def asking_for_measures(ids: Mapping[str, str]) -> dict[str, Ask]:
    """Return the requests of the rows that are about milestones and indicators."""
    lists = {'list_milestones': Ask('GET', '/v1/milestones'), 'list_indicators': Ask('GET', '/v1/indicators')}
    return lists | _of('', '', ids) | _of('/shown', 'shown_', ids)


def _of(which: str, prefix: str, ids: Mapping[str, str]) -> dict[str, Ask]:
    milestone, indicator = f'/v1/milestones/{ids[f"{prefix}milestone"]}', f'/v1/indicators/{ids[f"{prefix}indicator"]}'
    about = {'plan_action_id': ids[f'{prefix}plan_action']}
    return {
        f'get_milestone{which}': Ask('GET', milestone),
        f'create_milestone{which}': Ask('POST', '/v1/milestones', {**about, 'title': 'First course', 'due_on': '2030-01-01'}),
        f'update_milestone{which}': Ask('PATCH', milestone, {'title': 'Second course'}),
        f'move_milestone{which}': Ask('POST', f'{milestone}/moves', {'stage': 'done'}),
        f'get_indicator{which}': Ask('GET', indicator),
        f'create_indicator{which}': Ask('POST', '/v1/indicators', {**about, 'plan_id': ids[f'{prefix}plan'], 'name': 'Complaints'}),
        f'update_indicator{which}': Ask('PATCH', indicator, {'unit': 'people'}),
        f'move_indicator{which}': Ask('POST', f'{indicator}/moves', {'stage': 'set_aside'}),
        f'list_indicator_values{which}': Ask('GET', f'{indicator}/values'),
        f'get_indicator_value{which}': Ask('GET', f'/v1/indicator-values/{ids[f"{prefix}indicator_value"]}'),
        f'record_indicator_value{which}': Ask('POST', f'{indicator}/values', {'measured_on': '2020-07-01', 'value': '4'}),
    }
