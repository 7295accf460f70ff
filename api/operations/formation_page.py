"""Says how near a group is to being official, in numbers and in the reader's language."""

from uuid import UUID

from api.models.shapes import CityName, PartialDate
from api.models.working_groups import Count, Formation, MissingInWords, WorkingGroupRow
from api.operations.formation import counted_cities, in_force
from api.permissions import Facts, office
from api.problems import Problem
from api.rules import working_groups
from api.sentences import say
from api.spine import Transaction


def formation_of(transaction: Transaction, group_id: UUID) -> Formation:
    """Return the formation of a group the caller may see: have and needed, what is missing, who counts, and why."""
    group = transaction.find(WorkingGroupRow, group_id)
    if group is None:
        raise Problem('not-found')
    today = transaction.today(group.network_id)
    cities = [city for city, _ in counted_cities(transaction, group)]
    version = in_force(transaction, group.network_id, today)
    countries = [city.country_code for city in cities]
    missing = working_groups.what_is_missing(countries, version)
    told = missing if group.stage == 'proposed' or _is_office(transaction, group) else ()
    language = transaction.caller.language
    summary = working_groups.summary_of(group.stage, told)
    return Formation(
        working_group_id=group.id,
        stage=group.stage,  # type: ignore[arg-type]  # the column's CHECK holds it to the stages
        constituted_on=PartialDate.model_validate(group.constituted_on) if group.constituted_on else None,
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
        counted=[CityName(id=city.id, slug=city.slug, name=city.name, country_code=city.country_code) for city in cities],
        rule='W2',
        by_law_id=group.constituting_by_law_id or version.id,
        by_law_number=version.number,
        evaluated_on=today,
    )


def _is_office(transaction: Transaction, group: WorkingGroupRow) -> bool:
    return office(transaction.caller, Facts(networks=frozenset({group.network_id})))
