"""The tuned way of PostgREST: its functions are made of the statements that the other tuned peers send."""

import json
import re
from pathlib import Path

from babel import Locale

from tests.benchmarks.peers import tuned_sql
from tests.benchmarks.peers.litestar_asyncpg import statements

_SEE = "({0}.{1} = 'public' OR ({0}.{1} = 'members' AND {0}.network_id = ANY (_member)) OR {0}.network_id = ANY (_office))"
# The places of the one statement that a progress update is, by their number.
_RECORDED = ('_item', '_new[1]', '_stage', '_percent', '_text', '_day', '_now', '_before')
_IN_PAGE = {'city': 'cities', 'membership': 'memberships', 'lead': 'leads', 'action_item': 'items', 'progress_update': 'updates'}


def definitions() -> str:
    """Return the SQL that defines them."""
    countries = {code: name for code, name in Locale.parse('en').territories.items() if len(code) == 2 and code.isalpha()}
    quoted = "'" + json.dumps(countries).replace("'", "''") + "'"
    given = {
        'group': _group('g', 'NULL'),
        'group with members': _group('g', tuned_sql.INSIDE),
        'listed group': _group('g', 'NULL').replace('g.version, g.stage', 'g.sort_key, g.version, g.stage'),
        'page': tuned_sql.PAGE.format(since='since', see=_SEE.format('s', 'audience_now'), limit='most'),
        'every kind': ' UNION ALL '.join(
            tuned_sql.KINDS[kind].format(ids=f'page.{ids}', of_office=_of_office(tuned_sql.ALIASES[kind])) for kind, ids in _IN_PAGE.items()
        ),
        'update': tuned_sql.UPDATE.format(ids='_new', of_office=_of_office('p')),
        'record': re.sub(r'\$(\d)', lambda place: _RECORDED[int(place[1]) - 1], statements.RECORD),
        'catalogue': tuned_sql.CATALOGUE.format(countries=quoted, q='_words', limit='_most'),
        'export': statements.EXPORT,
        **{f'see {alias}': _SEE.format(alias, 'audience') for alias in 'ga'},
        'see s by audience_now': _SEE.format('s', 'audience_now'),
    }
    return re.sub('<<(.+?)>>', lambda name: given[name[1]], Path(__file__).with_name('tuned.sql').read_text())


def _of_office(alias: str) -> str:
    return f'{alias}.network_id = ANY (_office)'


def _group(alias: str, members: str) -> str:
    return tuned_sql.GROUP.format(of_office=_of_office(alias), members=members)
