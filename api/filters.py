"""Knows what the filters of each list mean: the conditions that its rows are held to. A list and its export share them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query
from sqlalchemy import ARRAY, ColumnElement, Table, and_, any_, cast, exists, false, func, or_, select, true, tuple_
from sqlalchemy.dialects.postgresql import TSQUERY

from api import shown
from api.asked_cities import silent_cities
from api.models.calls_for_interest import CallForInterestRow
from api.models.city_catalogue import CatalogueCityRow
from api.models.columns import KEY, table
from api.models.identifiers import IdentifierRow
from api.models.keys import fold
from api.models.working_groups import WorkingGroupRow
from api.paging import matches
from api.shown import milestones, plans
from api.shown.actions import LATE, RESPONSIBLE_PERSON, STALE
from api.shown.cities import is_active_in
from api.shown.city_catalogue import catalogue
from api.shown.pieces import on_day
from api.visibility import shown_to_city, shown_to_office, visible_rows

Conditions = Iterable[ColumnElement[bool]]
YesNo = Literal['true', 'false']
CellNumber = Annotated[int | None, Query(ge=1, le=99, description='Only actions in a cell of this number, first of all or as well.')]
Mark = Literal['below_minimum', 'needs_lead', 'undeclared']
_GOING_ON = ('proposed', 'constituted')
# Longer ones are no words; Postgres refuses what has more than 2046 bytes.
_LONGEST_WORD = 100
_IDENTIFIERS, _CALLS = table(IdentifierRow), table(CallForInterestRow)
# Who has not answered is known to whoever is shown all answers: the office, and the city whose idea it is.
_ANSWERS_SHOWN = or_(shown_to_office(_CALLS.c.network_id), shown_to_city(_CALLS.c.network_id, _CALLS.c.city_id))


def same(columns: Table, **given: object) -> Conditions:
    """Return the conditions that columns have the values that are given."""
    return [columns.c[name] == value for name, value in given.items() if value is not None]


def of_cities(
    network_id: UUID | None,
    country_code: str | None,
    kind: str | None,
    identifier: str | None,
    silent_in: UUID | None,
    q: str | None,
) -> Conditions:
    """Return what cities are held to."""
    cities = shown.CITIES.columns
    yield from same(cities, country_code=country_code, kind=kind)
    yield is_active_in(network_id) if network_id else true()
    yield _known_as(_IDENTIFIERS.c.city_id == cities.c.id, identifier) if identifier else true()
    yield cities.c.id.in_(silent_cities(silent_in, _ANSWERS_SHOWN)) if silent_in else true()
    yield matches(cities.c.search_key, q)


def _known_as(theirs: ColumnElement[bool], identifier: str) -> ColumnElement[bool]:
    """Return that one of `theirs` is scheme:value; a scheme may hold a colon itself (network:eccar), so both readings are looked for."""
    parts = identifier.split(':')
    readings = [(':'.join(parts[:n]), ':'.join(parts[n:])) for n in (1, 2) if n < len(parts)]
    return exists().where(and_(theirs, tuple_(_IDENTIFIERS.c.scheme, _IDENTIFIERS.c.value).in_(readings)))


def of_city_catalogue(q: str | None, country_code: str | None) -> ColumnElement[bool]:
    """Return what cities of the catalogue are held to."""
    here = catalogue.c.country_code == country_code if country_code else true()
    if q is None or country_code is None:
        return and_(_begins_so(q), here)
    # Found first, then put in order: many cities begin so and many are of that country, but where both hold cannot be foreseen, and
    # going through all by size until enough are found might go through all.
    found = select(catalogue.c.sort_key).where(_begins_so(q), here, visible_rows(CatalogueCityRow)).correlate(None)
    return catalogue.c.sort_key == any_(func.array(found.scalar_subquery(), type_=ARRAY(KEY)))


def _begins_so(q: str | None) -> ColumnElement[bool]:
    """Return the condition that every word of `q` begins a word of the city's names."""
    if q is None:
        return true()
    words = fold(q).split()
    terms = ' & '.join(f"'{word[:_LONGEST_WORD]}':*" for word in words)
    condition: ColumnElement[bool] = catalogue.c.words.bool_op('@@')(cast(terms, TSQUERY))
    return condition if words else false()


def of_organisations(kind: str | None, identifier: str | None, q: str | None) -> Conditions:
    """Return what organisations are held to."""
    organisations = shown.ORGANISATIONS.columns
    yield from same(organisations, kind=kind)
    yield _known_as(_IDENTIFIERS.c.organisation_id == organisations.c.id, identifier) if identifier else true()
    yield matches(organisations.c.search_key, q)


def of_working_groups(
    network_id: UUID | None,
    stage: str | None,
    city_id: UUID | None,
    q: str | None,
    marked: Mark | None = None,
    continues_id: UUID | None = None,
) -> Conditions:
    """Return what working groups are held to; how one is marked is known to its office alone (W8), and so is the filter."""
    groups = shown.WORKING_GROUPS.columns
    yield and_(groups.c[marked], groups.c.stage.in_(_GOING_ON), shown_to_office(groups.c.network_id)) if marked else true()
    yield from same(groups, network_id=network_id, stage=stage, continues_id=continues_id)
    yield shown.has_member(groups.c.id, city_id) if city_id else true()
    yield matches(groups.c.search_key, q)


def of_memberships(ended: str | None, as_of: date | None, **given: object) -> Conditions:
    """Return what memberships are held to: whether they ended, the day that they cover; the others are values of columns."""
    return _of_terms(shown.MEMBERSHIPS.columns, ended, as_of, **given)


def of_roles(ended: str | None, as_of: date | None, **given: object) -> Conditions:
    """Return what roles are held to, as memberships are."""
    return _of_terms(shown.ROLES.columns, ended, as_of, **given)


def of_leads(as_of: date | None, **given: object) -> Conditions:
    """Return what leads are held to: the day that they cover; the others are values of columns."""
    return _of_terms(shown.LEADS.columns, None, as_of, **given)


def _of_terms(terms: Table, ended: str | None, as_of: date | None, **given: object) -> Conditions:
    yield from same(terms, **given)
    yield true() if ended is None else terms.c.end_date.is_not(None) if ended == 'true' else terms.c.end_date.is_(None)
    yield on_day(terms, as_of)


def of_meetings(starts_after: datetime | None, starts_before: datetime | None, q: str | None, **given: object) -> Conditions:
    """Return what meetings are held to."""
    meetings = shown.MEETINGS.columns
    yield from same(meetings, **given)
    yield meetings.c.starts_at >= starts_after if starts_after else true()
    yield meetings.c.starts_at < starts_before if starts_before else true()
    yield matches(meetings.c.search_key, q)


def of_outputs(language: str | None, q: str | None, **given: object) -> Conditions:
    """Return what outputs are held to."""
    outputs = shown.OUTPUTS.columns
    yield from same(outputs, **given)
    yield outputs.c.languages.contains([language]) if language else true()
    yield matches(outputs.c.search_key, q)


def of_documents(q: str | None, **given: object) -> Conditions:
    """Return what documents are held to."""
    return [*same(shown.DOCUMENTS.columns, **given), matches(shown.DOCUMENTS.columns.c.search_key, q)]


def of_funding_requests(q: str | None, **given: object) -> Conditions:
    """Return what funding requests are held to."""
    return [*same(shown.FUNDING_REQUESTS.columns, **given), matches(shown.FUNDING_REQUESTS.columns.c.search_key, q)]


def of_support_requests(q: str | None, **given: object) -> Conditions:
    """Return what support requests are held to."""
    return [*same(shown.SUPPORT_REQUESTS.columns, **given), matches(shown.SUPPORT_REQUESTS.columns.c.search_key, q)]


def of_action_items(responsible_person_id: UUID | None, late: str | None, stale: str | None, q: str | None, **given: object) -> Conditions:
    """Return what action items are held to; whose name a caller is not shown, it cannot ask for either."""
    items = shown.ACTION_ITEMS.columns
    yield from same(items, **given)
    yield RESPONSIBLE_PERSON.is_not_distinct_from(responsible_person_id) if responsible_person_id else true()
    yield from (is_so if wanted == 'true' else ~is_so for wanted, is_so in ((late, LATE), (stale, STALE)) if wanted)
    yield matches(items.c.search_key, q)


def of_plan_actions(
    late: str | None,
    stale: str | None,
    *,
    cell: Mapping[str, int | None] | None = None,
    addressee: str | None = None,
    target_group: str | None = None,
    department_id: UUID | None = None,
    responsible_person_id: UUID | None = None,
    **given: object,
) -> Conditions:
    """Return what the actions of plans are held to; of whom a caller is not told, it cannot ask for either.

    Of a `cell` either end may be left open; an action is found in each of its cells.
    """
    columns = shown.PLAN_ACTIONS.columns
    yield from same(columns, **given)
    if wanted := {name: number for name, number in (cell or {}).items() if number is not None}:
        yield or_(and_(*same(columns, **wanted)), columns.c.further_cells.contains([wanted]))
    yield columns.c.addressees.contains([addressee]) if addressee else true()
    yield columns.c.target_groups.contains([target_group]) if target_group else true()
    yield plans.DEPARTMENT.is_not_distinct_from(department_id) if department_id else true()
    yield plans.RESPONSIBLE_PERSON.is_not_distinct_from(responsible_person_id) if responsible_person_id else true()
    marks = ((late, plans.LATE), (stale, plans.STALE))
    yield from (is_so if wanted == 'true' else ~is_so for wanted, is_so in marks if wanted)


def of_milestones(late: str | None, **given: object) -> Conditions:
    """Return what milestones are held to."""
    yield from same(shown.MILESTONES.columns, **given)
    if late:
        yield milestones.LATE if late == 'true' else ~milestones.LATE


def of_needs_findings(plan_action_id: UUID | None, **given: object) -> Conditions:
    """Return what findings are held to; which actions one led to is told to its city alone, and so is the filter."""
    findings = shown.NEEDS_FINDINGS.columns
    yield from same(findings, **given)
    if plan_action_id:
        yield and_(findings.c.plan_action_ids.contains([str(plan_action_id)]), shown_to_city(findings.c.network_id, findings.c.city_id))


def of_good_practices(
    commitment: int | None, track: int | None, theme: str | None, language: str | None, q: str | None, **given: object
) -> Conditions:
    """Return what good practices are held to; a commitment and a track are of one cell."""
    practices = shown.GOOD_PRACTICES.columns
    cell = {name: value for name, value in (('commitment', commitment), ('track', track)) if value is not None}
    yield from same(practices, **given)
    yield practices.c.cells.contains([cell]) if cell else true()
    yield practices.c.themes.contains([theme]) if theme else true()
    yield practices.c.languages.contains([language]) if language else true()
    yield matches(practices.c.search_key, q)


def of_people(q: str | None, **given: object) -> Conditions:
    """Return what people are held to."""
    return [*same(shown.PEOPLE.columns, **given), matches(shown.PEOPLE.columns.c.search_key, q)]


def of_contact_points(working_group_id: UUID | None, **given: object) -> Conditions:
    """Return what contact points are held to: those that last; with a group, those of its present lead contacts."""
    points = shown.CONTACT_POINTS.columns
    yield from same(points, **given)
    yield points.c.ended_on.is_(None)
    yield _of_lead_contacts(points, working_group_id) if working_group_id else true()


def _of_lead_contacts(points: Table, working_group_id: UUID) -> ColumnElement[bool]:
    """Return the condition that a point's person is the lead contact of a group that the caller may see."""
    roles, groups = shown.ROLES.columns, shown.WORKING_GROUPS.columns
    now = (roles.c.role == 'lead_contact', roles.c.working_group_id == working_group_id, roles.c.end_date.is_(None))
    group = (groups.c.id == roles.c.working_group_id, visible_rows(WorkingGroupRow))
    return exists().where(roles.c.person_id == points.c.person_id, *now, *group)


def of_reports(q: str | None, **given: object) -> Conditions:
    """Return what reports are held to."""
    return [*same(shown.REPORTS.columns, **given), matches(shown.REPORTS.columns.c.search_key, q)]
