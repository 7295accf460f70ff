"""What a script waits for that changes 500 memberships at once, in a network of 500 cities: all of one group, and of many groups."""

import time
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import text

from api.callers import cookie_name
from api.database import Database
from tests.benchmarks.contenders import ours_on
from tests.benchmarks.dataset import Dataset
from tests.world import SECRET, session_of, somebody

ITEMS, A_BATCH_AT_MOST = 500, 2.0


def measured(database: Database, data: Dataset, place: Path) -> dict[str, float]:
    """Return the seconds that each batch takes: cities join, are in already, and leave, in one group and in many."""
    with database.autocommit.connect() as connection:
        lasting = text('SELECT working_group_id, city_id FROM memberships WHERE end_date IS NULL AND working_group_id IS NOT NULL')
        inside = {(group, city) for group, city in connection.execute(lasting)}
    one, *others = data.groups
    of_one = [(one, city) for city in data.cities]
    of_many = [(others[n % len(others)], city) for n, city in enumerate(data.cities * 2)]
    office = somebody(database, data.network_id, 'office_admin')
    took: dict[str, float] = {}
    with ours_on(database.url, SECRET, place) as ours:
        cookies = {cookie_name(secure=False): session_of(database, office)}
        with httpx.Client(base_url=ours.url, timeout=60, cookies=cookies) as desk:
            few = [city for group, city in inside if group == one]
            for what, cities in (('join', data.cities), ('are in already', data.cities), ('leave', few)):
                took[f'as a set: {len(data.cities) - len(few)} {what} in one group'] = _replaced(desk, one, cities)
            for where, pairs in (('one group', of_one), ('many groups', of_many)):
                items = [_item(*pair) for pair in pairs if pair not in inside][:ITEMS]
                for mode in ('atomic', 'independent'):
                    for what, op in (('join', 'join'), ('are in already', 'join'), ('leave', 'leave')):
                        took[f'{mode}: {len(items)} {what} in {where}'] = _sent(desk, mode, [{**item, 'op': op} for item in items])
    return took


def _item(group: Any, city: Any) -> dict[str, Any]:
    return {'working_group': str(group), 'member': {'id': str(city)}}


def _replaced(office: httpx.Client, group: Any, cities: list[Any]) -> float:
    body = {'members': [{'member': {'id': str(city)}} for city in cities], 'max_removals': ITEMS}
    begun = time.perf_counter()
    answer = office.put(f'/v1/working-groups/{group}/members', json=body, headers={'If-Match': '*'})
    took = time.perf_counter() - begun
    assert answer.status_code == 200, answer.text
    return took


def _sent(office: httpx.Client, mode: str, items: list[dict[str, Any]]) -> float:
    begun = time.perf_counter()
    answer = office.post('/v1/membership-batches', json={'mode': mode, 'items': items})
    took = time.perf_counter() - begun
    assert answer.status_code == 207, answer.text
    assert answer.json()['summary']['failed'] == 0
    return took
