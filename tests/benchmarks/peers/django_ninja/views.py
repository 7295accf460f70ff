"""What django-ninja offers: the questions of the benchmark, in the usual way and tuned."""

import os
from collections.abc import Callable
from typing import Any
from uuid import UUID

import answers
import tuned
from babel import Locale
from credentials import Caller, you_may
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path
from django_network import asking, exporting
from ninja import NinjaAPI
from ninja.security import HttpBearer

COUNTRIES = Locale.parse('en').territories
ATTRIBUTION = 'GeoNames (https://www.geonames.org), CC BY 4.0'


class Bearer(HttpBearer):
    """The token, and the client's row."""

    def authenticate(self, _request: HttpRequest, token: str) -> Caller | None:
        return asking.caller(f'Bearer {token}')


api = NinjaAPI(auth=Bearer(), docs_url=None, openapi_url=None)
asked = tuned if os.environ['WAY'] == 'tuned' else None


def _allowed(request: Any, group: Any) -> list[str]:
    lead = str(group.leading[0].city_id) if group.leading else None
    inside = {str(each.city_id) for each in asking.Membership.objects.filter(working_group=group, end_date=None, city__isnull=False)}
    return you_may(request.auth, str(group.network_id), group.stage, lead, inside)


@api.get('/v1/working-groups/{group_id}', response=answers.ListedGroup)
def get_working_group(request: HttpRequest, response: HttpResponse, group_id: UUID, expand: str = '') -> Any:
    if asked:
        return _ready(*tuned.group(request.auth, str(group_id), members='members' in expand))
    found = asking.groups(request.auth)
    group = (asking.with_members(found) if 'members' in expand else found).get(id=group_id)
    group.allowed = _allowed(request, group)
    if 'members' not in expand:
        response['ETag'] = f'"{group.version}-{hash((group.version, tuple(group.allowed))) & 0xFFFFFFFF:08x}"'
    return group


@api.get('/v1/working-groups', response=answers.GroupPage)
def list_working_groups(request: HttpRequest, limit: int = 50) -> Any:
    if asked:
        return _ready(tuned.groups(request.auth, limit))
    found = list(asking.groups(request.auth).order_by('sort_key', 'id')[: limit + 1])
    return {'items': found[:limit], 'next': found[limit - 1].id if len(found) > limit else None}


SHOWN: dict[str, tuple[Callable[[], Any], Any]] = {
    'city': (asking.cities, answers.City),
    'membership': (asking.memberships, answers.Membership),
    'lead': (asking.leads, answers.Lead),
    'action_item': (asking.items, answers.ActionItem),
    'progress_update': (asking.updates, answers.ProgressUpdate),
}


@api.get('/v1/changes', response=answers.Page)
def list_changes(request: HttpRequest, since: int = 0, limit: int = 50, feed_id: str = '') -> Any:
    if asked:
        return _ready(tuned.changes(request.auth, since, limit, feed_id))
    _, head, rows, more = asking.page_of_feed(request.auth, since, limit)
    data: dict[UUID, Any] = {}
    for kind in {row.subject_type for row in rows}:
        ids = [row.subject_id for row in rows if row.subject_type == kind]
        found, shape = (lambda: asking.groups(request.auth), answers.WorkingGroup) if kind == 'working_group' else SHOWN[kind]
        for row in found().filter(id__in=ids):
            if kind == 'action_item':
                shape.of(row, asking.stale_after_of(row.network))
            data[row.id] = shape.from_orm(row).model_dump(mode='json')
    items = [
        {
            'seq': row.seq, 'subject': {'type': row.subject_type, 'id': row.subject_id}, 'version': row.version,
            'occurred_at': answers.utc(row.occurred_at), 'deleted': row.subject_id not in data, 'data': data.get(row.subject_id),
        }
        for row in rows
    ]  # fmt: skip
    return {'feed_id': feed_id, 'items': items, 'next_since': rows[-1].seq if rows else since, 'has_more': more, 'head_seq': head}


@api.post('/v1/progress-updates', response={201: answers.RecordedUpdate})
def record_progress(request: HttpRequest, response: HttpResponse, body: answers.Progress) -> Any:
    update = asking.record_progress(request.auth, body.model_dump())
    response['Location'] = f'/v1/progress-updates/{update.id}'
    response['ETag'] = f'"{update.version}-{hash(update.version) & 0xFFFFFFFF:08x}"'
    return 201, asking.updates().get(id=update.id)


@api.get('/v1/city-catalogue', response=answers.CataloguePage)
def list_city_catalogue(request: HttpRequest, q: str, limit: int = 50) -> Any:
    if asked:
        return _ready(tuned.catalogue(q, limit))
    found, ours = asking.catalogue(q, limit)
    for city in found:
        city.country_name, city.city_id = COUNTRIES[city.country_code], ours.get(str(city.geonames_id))
    following = found[limit - 1].id if len(found) > limit else None
    return {'items': found[:limit], 'next': following, 'ready': True, 'attribution': ATTRIBUTION}


@api.get('/v1/exports/cities.csv')
def export_cities(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(exporting.copied() if asked else exporting.written(), content_type='text/csv; charset=utf-8')


@api.get('/ready', auth=None)
def is_ready(request: HttpRequest) -> dict[str, bool]:
    return {'ready': True}


def _ready(text: str, tag: str | None = None) -> HttpResponse:
    return HttpResponse(text, content_type='application/json', headers={'ETag': tag} if tag else None)


urlpatterns = [path('', api.urls)]
