"""The tuned way of the Django peers: one statement that lets Postgres write the JSON, passed through as text."""

import json
from collections import defaultdict
from typing import Any

from babel import Locale
from credentials import Caller, you_may
from django.db import connection
from shapes import utc
from tuned_sql import ALIASES, CATALOGUE, GROUP, INSIDE, KINDS, PAGE

COUNTRIES = json.dumps({code: name for code, name in Locale.parse('en').territories.items() if len(code) == 2 and code.isalpha()})
ATTRIBUTION = 'GeoNames (https://www.geonames.org), CC BY 4.0'


def _see(who: Caller, alias: str, column: str = 'audience') -> tuple[str, list[Any]]:
    text = f"({alias}.{column} = 'public' OR ({alias}.{column} = 'members' AND {alias}.network_id = ANY(%s::uuid[])) OR {alias}.network_id = ANY(%s::uuid[]))"
    return text, [list(who.member_of), list(who.office_of)]


def _rows(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _of_office(who: Caller, alias: str) -> str:
    ids = ','.join(f"'{each}'" for each in who.office_of)
    return f"({alias}.network_id = ANY(ARRAY[{ids}]::uuid[]))"


def group(who: Caller, group_id: str, *, members: bool) -> tuple[str, str | None]:
    """Return JSON and ETag of one group; with its members it has no ETag."""
    see, values = _see(who, 'g')
    statement = GROUP.format(of_office=_of_office(who, 'g'), members=INSIDE if members else 'NULL')
    _, body, version, stage, network, lead = _rows(f'{statement} WHERE {see} AND g.id = %s', [*values, group_id])[0]
    inside = {str(city) for (city,) in _rows('SELECT city_id FROM memberships WHERE working_group_id = %s AND end_date IS NULL AND city_id IS NOT NULL', [group_id])}
    allowed = you_may(who, str(network), stage, str(lead) if lead else None, inside)
    tag = None if members else f'"{version}-{hash((version, tuple(allowed))) & 0xFFFFFFFF:08x}"'
    return f'{body[:-1]},"you_may":{json.dumps(allowed)}}}', tag


def groups(who: Caller, limit: int) -> str:
    """Return a page of groups."""
    see, values = _see(who, 'g')
    statement = GROUP.format(of_office=_of_office(who, 'g'), members='NULL')
    found = _rows(f'{statement} WHERE {see} ORDER BY g.sort_key, g.id LIMIT %s', [*values, limit + 1])
    return _page([f'{row[1][:-1]},"you_may":null}}' for row in found[:limit]], found[limit - 1][0] if len(found) > limit else None)


def _page(bodies: list[str], following: Any, more: str = '') -> str:
    return f'{{"items":[{",".join(bodies)}],"next":{json.dumps(str(following)) if following else "null"}{more}}}'


def changes(who: Caller, since: int, limit: int, feed_id: str) -> str:
    """Return a page of the feed."""
    (head,) = _rows('SELECT head_seq FROM change_counter', [])[0]
    see, values = _see(who, 's', 'audience_now')
    rows = _rows(PAGE.format(since='%s', see=see, limit='%s'), [since, *values, limit + 1])
    more, rows = len(rows) > limit, rows[:limit]
    wanted: dict[str, list[Any]] = defaultdict(list)
    for _, kind, subject_id, _, _ in rows:
        wanted[kind].append(subject_id)
    data: dict[Any, str] = {}
    for kind, ids in wanted.items():
        office = _of_office(who, ALIASES[kind])
        if kind == 'working_group':
            found = _rows(GROUP.format(of_office=office, members='NULL') + ' WHERE g.id = ANY(%s)', [ids])
        else:
            statement = KINDS[kind].format(ids='%s', of_office=office)
            found = _rows(statement, [ids] * statement.count('%s'))
        data.update({row[0]: row[1] for row in found})
    items = [
        f'{{"seq":{seq},"subject":{{"type":"{kind}","id":"{subject_id}"}},"version":{version},"occurred_at":"{utc(moment)}",'
        f'"deleted":{"false" if subject_id in data else "true"},"data":{data.get(subject_id, "null")}}}'
        for seq, kind, subject_id, version, moment in rows
    ]
    last = rows[-1][0] if rows else since
    return f'{{"feed_id":"{feed_id}","items":[{",".join(items)}],"next_since":{last},"has_more":{json.dumps(more)},"head_seq":{head}}}'


def catalogue(q: str, limit: int) -> str:
    """Return a page of the catalogue."""
    query = ' & '.join(f"'{word}':*" for word in q.lower().split())
    found = _rows(CATALOGUE.format(countries='%s', q='%s', limit='%s'), [COUNTRIES, query, limit + 1])
    more = f',"ready":true,"attribution":{json.dumps(ATTRIBUTION)}'
    return _page([row[1] for row in found[:limit]], found[limit - 1][0] if len(found) > limit else None, more)
