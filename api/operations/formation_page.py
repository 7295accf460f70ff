"""Says how near a group is to being official, in numbers and in the reader's language."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select

from api import clock
from api.models.by_laws import ByLawsRow
from api.models.cities import CityRow
from api.models.columns import table
from api.models.networks import NetworkRow
from api.models.shapes import CityName, PartialDate
from api.models.working_groups import Count, Formation, MissingInWords, WorkingGroupRow
from api.operations.formation import which_count
from api.permissions import Facts, office
from api.problems import Problem
from api.rules import by_laws, working_groups
from api.sentences import say
from api.spine import Transaction

_GROUPS, _NETWORKS, _CITIES, _BY_LAWS = (table(row) for row in (WorkingGroupRow, NetworkRow, CityRow, ByLawsRow))
_OF_GROUP = (_GROUPS.c.network_id, _GROUPS.c.stage, _GROUPS.c.constituted_on, _GROUPS.c.constituting_by_law_id, _NETWORKS.c.time_zone)
_GROUP = select(*_OF_GROUP).join(_NETWORKS, _NETWORKS.c.id == _GROUPS.c.network_id).where(_GROUPS.c.id == bindparam('group_id'))


class _Version(NamedTuple):
    """By-laws as far as a formation needs them."""

    id: UUID
    number: int
    valid_from: date
    min_cities: int
    min_countries: int


_VERSIONS = select(*(_BY_LAWS.c[name] for name in _Version._fields)).order_by(_BY_LAWS.c.number)


def formation_of(transaction: Transaction, group_id: UUID) -> Formation:
    """Return the formation of a group the caller may see: have and needed, what is missing, who counts, and why."""
    found = transaction.rows(_GROUP, {'group_id': group_id})
    if not found:
        raise Problem('not-found')
    group, network_id = found[0], found[0]['network_id']
    today = clock.today(group['time_zone'])
    named = which_count(group_id, network_id).with_only_columns(_CITIES.c.id, _CITIES.c.slug, _CITIES.c.name, _CITIES.c.country_code)
    cities = transaction.rows(named, {})
    versions = transaction.rows(_VERSIONS.where(_BY_LAWS.c.network_id == network_id), {})
    version = by_laws.deciding_on([_Version(**row) for row in versions], today)
    if version is None:
        raise Problem('by-laws-impossible', {'field': 'valid_from', 'because': 'none'})
    countries = [city['country_code'] for city in cities]
    missing = working_groups.what_is_missing(countries, version)
    told = missing if group['stage'] == 'proposed' or _is_office(transaction, network_id) else ()
    language = transaction.caller.language
    summary = working_groups.summary_of(group['stage'], told)
    return Formation(
        working_group_id=group_id,
        stage=group['stage'],
        constituted_on=PartialDate.model_validate(group['constituted_on']) if group['constituted_on'] else None,
        cities=Count(have=len(countries), needed=version.min_cities),
        countries=Count(have=len(set(countries)), needed=version.min_countries),
        missing=[
            MissingInWords(
                code=each.code,  # type: ignore[arg-type]  # the rule knows these two
                have=each.have,
                needed=each.needed,
                detail=say(language, f'formation.missing.{each.code}', count=each.count),
            )
            for each in told
        ],
        summary=say(language, f'formation.summary.{summary.code}', **summary.parameters),
        counted=[CityName(**city) for city in cities],
        rule='W2',
        by_law_id=group['constituting_by_law_id'] or version.id,
        by_law_number=version.number,
        evaluated_on=today,
    )


def _is_office(transaction: Transaction, network_id: UUID) -> bool:
    return office(transaction.caller, Facts(networks=frozenset({network_id})))
