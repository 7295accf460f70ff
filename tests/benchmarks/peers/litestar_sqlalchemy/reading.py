"""What is read in the usual way: groups, the catalogue, the feed; entities are turned into the structs of the answers."""

from collections import defaultdict
from typing import Any
from uuid import UUID

import answers
import asking
from advanced_alchemy.service import ResultConverter
from babel import Locale
from credentials import Caller, you_may
from entities import Identifier, Membership, WorkingGroup
from litestar import Controller, Request, Response, get
from shapes import derived
from sqlalchemy import cast, select
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload
from work import CatalogueCity, Change, Counter

COUNTRIES = Locale.parse('en').territories
ATTRIBUTION = 'GeoNames (https://www.geonames.org), CC BY 4.0'
CONVERTER = ResultConverter()
SHOWN: dict[str, tuple[Any, Any]] = {
    'working_group': (asking.groups, answers.WorkingGroup),
    'city': (asking.cities, answers.City),
    'membership': (asking.memberships, answers.Membership),
    'lead': (asking.leads, answers.Lead),
    'action_item': (asking.items, answers.ActionItem),
    'progress_update': (asking.updates, answers.ProgressUpdate),
}


def answered(row: Any, shape: Any, who: Caller) -> Any:
    """Return the answer for a record: what only the office sees is left out for others, what depends on the day is worked out."""
    body = CONVERTER.to_schema(row, schema_type=shape)
    if isinstance(body, answers.WorkingGroup) and str(body.network_id) not in who.office_of:
        body.missing = body.missing if body.stage == 'proposed' else []
        body.needs_lead = body.below_minimum = body.undeclared = None
    if isinstance(body, answers.ActionItem):
        for name, value in derived(row, row.network.time_zone, asking.stale_after_of(row.network)).items():
            setattr(body, name, value)
    return body


class WorkingGroups(Controller):
    """Working groups."""

    path = '/v1/working-groups'

    @get('/{group_id:uuid}')
    async def get_working_group(
        self, request: Request[Caller, str, Any], db_session: AsyncSession, group_id: UUID, expand: str = ''
    ) -> Response[answers.ListedGroup | None]:
        """One working group."""
        inside = selectinload(WorkingGroup.inside)
        inside = inside.joinedload(Membership.city) if 'members' in expand else inside
        group = (await db_session.scalars(asking.groups(request.user).options(inside).where(WorkingGroup.id == group_id))).one()
        lead = str(group.leading[0].city_id) if group.leading else None
        allowed = you_may(request.user, str(group.network_id), group.stage, lead, {str(each.city_id) for each in group.inside})
        tag = f'"{group.version}-{hash((group.version, tuple(allowed))) & 0xFFFFFFFF:08x}"'
        if request.headers.get('if-none-match') == tag:
            return Response(None, status_code=304, headers={'ETag': tag})
        body = answered(group, answers.ListedGroup, request.user)
        body.you_may = allowed
        if 'members' in expand:
            found = sorted((each.city for each in group.inside), key=lambda city: (city.sort_key, city.id))
            body.members = [CONVERTER.to_schema(city, schema_type=answers.CityName) for city in found]
        return Response(body, headers={} if 'members' in expand else {'ETag': tag})

    @get()
    async def list_working_groups(self, request: Request[Caller, str, Any], db_session: AsyncSession, limit: int = 50) -> answers.GroupPage:
        """A page of working groups."""
        wanted = asking.groups(request.user).order_by(WorkingGroup.sort_key, WorkingGroup.id).limit(limit + 1)
        found = list(await db_session.scalars(wanted))
        items = [answered(each, answers.ListedGroup, request.user) for each in found[:limit]]
        return answers.GroupPage(items, found[limit - 1].id if len(found) > limit else None)


@get('/v1/changes')
async def list_changes(request: Request[Caller, str, Any], db_session: AsyncSession, since: int = 0, limit: int = 50, feed_id: str = '') -> answers.Page:
    """A page of the feed."""
    head = (await db_session.scalars(select(Counter.head_seq))).one()
    seen = asking.shown(request.user, Change.audience_now, Change.network_id)
    rows = list(await db_session.scalars(select(Change).where(seen, Change.seq > since).order_by(Change.seq).limit(limit + 1)))
    more, rows = len(rows) > limit, rows[:limit]
    wanted: dict[str, list[UUID]] = defaultdict(list)
    for row in rows:
        wanted[row.subject_type].append(row.id)
    data: dict[UUID, Any] = {}
    for kind, ids in wanted.items():
        find, shape = SHOWN[kind]
        select_ = find(request.user)
        entity = select_.column_descriptions[0]['entity']
        data |= {each.id: answered(each, shape, request.user) for each in await db_session.scalars(select_.where(entity.id.in_(ids)))}
    items = [
        answers.Change(row.seq, answers.Subject(row.subject_type, row.id), row.version, row.occurred_at, row.id not in data, data.get(row.id))
        for row in rows
    ]
    return answers.Page(feed_id, items, rows[-1].seq if rows else since, more, head)


@get('/v1/city-catalogue')
async def list_city_catalogue(request: Request[Caller, str, Any], db_session: AsyncSession, q: str, limit: int = 50) -> answers.CataloguePage:
    """A page of the catalogue."""
    query = ' & '.join(f"'{word}':*" for word in q.lower().split())
    begins = CatalogueCity.words.op('@@')(cast(query, TSQUERY))
    found = list(await db_session.scalars(select(CatalogueCity).where(begins).order_by(CatalogueCity.sort_key).limit(limit + 1)))
    numbers = [str(each.geonames_id) for each in found]
    keys = select(Identifier.value, Identifier.city_id).where(Identifier.scheme == 'geonames', Identifier.value.in_(numbers), Identifier.city_id.is_not(None))
    ours = dict((await db_session.execute(keys)).tuples().all())
    items = []
    for each in found[:limit]:
        body = CONVERTER.to_schema(each, schema_type=answers.CatalogueCity)
        body.country_name, body.city_id = COUNTRIES[body.country_code], ours.get(str(body.geonames_id))
        items.append(body)
    return answers.CataloguePage(items, found[limit - 1].id if len(found) > limit else None, ready=True, attribution=ATTRIBUTION)
