"""What Django REST framework offers: the questions of the benchmark, in the usual way and tuned."""

import os
from collections.abc import Callable
from typing import Any

import answers
import tuned
from babel import Locale
from credentials import you_may
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import path
from django_network import asking, exporting
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

COUNTRIES = Locale.parse('en').territories
TUNED = os.environ['WAY'] == 'tuned'


def _ready(text: str, tag: str | None = None) -> HttpResponse:
    return HttpResponse(text, content_type='application/json', headers={'ETag': tag} if tag else None)


class Group(APIView):
    """One working group."""

    def get(self, request: Request, group_id: Any) -> Any:
        members = 'members' in request.query_params.get('expand', '')
        if TUNED:
            return _ready(*tuned.group(request.user, str(group_id), members=members))
        found = asking.groups(request.user)
        group = (asking.with_members(found) if members else found).get(id=group_id)
        lead = str(group.leading[0].city_id) if group.leading else None
        inside = {str(each.city_id) for each in asking.Membership.objects.filter(working_group=group, end_date=None, city__isnull=False)}
        group.allowed = you_may(request.user, str(group.network_id), group.stage, lead, inside)
        tag = {} if members else {'ETag': f'"{group.version}-{hash((group.version, tuple(group.allowed))) & 0xFFFFFFFF:08x}"'}
        return Response(answers.ListedGroup(group).data, headers=tag)


class Groups(APIView):
    """A page of working groups."""

    def get(self, request: Request) -> Any:
        limit = int(request.query_params.get('limit', '50'))
        if TUNED:
            return _ready(tuned.groups(request.user, limit))
        found = list(asking.groups(request.user).order_by('sort_key', 'id')[: limit + 1])
        following = found[limit - 1].id if len(found) > limit else None
        return Response({'items': answers.ListedGroup(found[:limit], many=True).data, 'next': following})


SHOWN: dict[str, tuple[Callable[[], Any], Any]] = {
    'city': (asking.cities, answers.CityShape),
    'membership': (asking.memberships, answers.MembershipShape),
    'lead': (asking.leads, answers.LeadShape),
    'action_item': (asking.items, answers.ActionItemShape),
    'progress_update': (asking.updates, answers.ProgressUpdateShape),
}


class Changes(APIView):
    """A page of the feed."""

    def get(self, request: Request) -> Any:
        since, limit = int(request.query_params.get('since', '0')), int(request.query_params.get('limit', '50'))
        feed_id = request.query_params.get('feed_id', '')
        if TUNED:
            return _ready(tuned.changes(request.user, since, limit, feed_id))
        _, head, rows, more = asking.page_of_feed(request.user, since, limit)
        data: dict[Any, Any] = {}
        for kind in {row.subject_type for row in rows}:
            ids = [row.subject_id for row in rows if row.subject_type == kind]
            found, shape = (lambda: asking.groups(request.user), answers.WorkingGroupShape) if kind == 'working_group' else SHOWN[kind]
            objects = list(found().filter(id__in=ids))
            written = shape(objects, many=True, context={'stale_after': asking.stale_after_of}).data
            data.update(zip((each.id for each in objects), written, strict=True))
        items = [
            {
                'seq': row.seq, 'subject': {'type': row.subject_type, 'id': row.subject_id}, 'version': row.version,
                'occurred_at': answers.utc(row.occurred_at), 'deleted': row.subject_id not in data, 'data': data.get(row.subject_id),
            }
            for row in rows
        ]  # fmt: skip
        last = rows[-1].seq if rows else since
        return Response({'feed_id': feed_id, 'items': items, 'next_since': last, 'has_more': more, 'head_seq': head})


class Progress(APIView):
    """A progress update."""

    def post(self, request: Request) -> Response:
        wish = answers.Progress(data=request.data)
        wish.is_valid(raise_exception=True)
        update = asking.record_progress(request.user, wish.validated_data)
        headers = {'Location': f'/v1/progress-updates/{update.id}', 'ETag': f'"{update.version}-{hash(update.version) & 0xFFFFFFFF:08x}"'}
        return Response(answers.RecordedUpdate(asking.updates().get(id=update.id)).data, status=201, headers=headers)


class Catalogue(APIView):
    """A page of the catalogue."""

    def get(self, request: Request) -> Any:
        q, limit = request.query_params['q'], int(request.query_params.get('limit', '50'))
        if TUNED:
            return _ready(tuned.catalogue(q, limit))
        found, ours = asking.catalogue(q, limit)
        for city in found:
            city.country_name, city.city_id = COUNTRIES[city.country_code], ours.get(str(city.geonames_id))
        following = found[limit - 1].id if len(found) > limit else None
        items = answers.CatalogueCity(found[:limit], many=True).data
        return Response({'items': items, 'next': following, 'ready': True, 'attribution': tuned.ATTRIBUTION})


class Export(APIView):
    """All cities as CSV."""

    def get(self, _request: Request) -> StreamingHttpResponse:
        return StreamingHttpResponse(exporting.copied() if TUNED else exporting.written(), content_type='text/csv; charset=utf-8')


urlpatterns = [
    path('v1/working-groups/<uuid:group_id>', Group.as_view()),
    path('v1/working-groups', Groups.as_view()),
    path('v1/changes', Changes.as_view()),
    path('v1/progress-updates', Progress.as_view()),
    path('v1/city-catalogue', Catalogue.as_view()),
    path('v1/exports/cities.csv', Export.as_view()),
    path('ready', lambda _request: JsonResponse({'ready': True})),
]
