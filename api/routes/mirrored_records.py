"""Records of other networks over HTTP: where they come from, what they hold, and which of our cities theirs are."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api import filters, paging, reads
from api.contract import Resource, Tx
from api.models.city_matches import CityMatches, CityMatchesCreate
from api.models.mirrored_records import MatchState, MirroredMatchCreate, MirroredRecord, MirroredRecordPage
from api.models.shapes import Id
from api.models.sync_sources import SyncSource, SyncSourcePage
from api.operations import city_matches
from api.operations import mirrored_records as operations
from api.paging import After, Expand, Limit, Page
from api.shown import mirrored as shown

mirrored_records = Resource('Records of other networks')
SubjectType = Annotated[str | None, Query(max_length=100, pattern='^[a-z_]+$', description='Only records of this type.', examples=['city'])]


@mirrored_records.offer('GET', '/sync-sources', SyncSourcePage)
def list_sync_sources(tx: Tx, network_id: Id | None = None, limit: Limit = 50, after: After = None) -> Response:
    """List the services of other networks whose records are mirrored here, and how far each copy has come.

    Who runs the service names them on its command line, since it is there that what is signed in with is kept.
    """
    conditions = filters.same(shown.SYNC_SOURCES.columns, network_id=network_id)
    return paging.respond(tx, 'list_sync_sources', shown.SYNC_SOURCES, Page(limit, after), *conditions)


@mirrored_records.offer('GET', '/sync-sources/{sync_source}', SyncSource, etag=True)
def get_sync_source(tx: Tx, sync_source: Id) -> Response:
    """Read whose records are mirrored, how far the copy has come, and what went wrong last."""
    return reads.detail(tx, 'get_sync_source', shown.SYNC_SOURCES, sync_source)


@mirrored_records.offer('GET', '/mirrored-records', MirroredRecordPage)
def list_mirrored_records(
    tx: Tx,
    network_id: Id | None = None,
    sync_source_id: Annotated[Id | None, Query(description='Only records that come from there.')] = None,
    city_id: Id | None = None,
    subject_type: SubjectType = None,
    match: Annotated[MatchState | None, Query(description='Only cities of which this is known.')] = None,
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List the records of other networks as they came from there.

    With `match=doubtful`: the cities of which a person says which of yours they are.
    """
    given = {'network_id': network_id, 'sync_source_id': sync_source_id, 'city_id': city_id, 'subject_type': subject_type, 'match': match}
    conditions = filters.same(shown.MIRRORED_RECORDS.columns, **given)
    return paging.respond(tx, 'list_mirrored_records', shown.MIRRORED_RECORDS, Page(limit, after, expand=expand), *conditions)


@mirrored_records.offer('GET', '/mirrored-records/{mirrored_record}', MirroredRecord, etag=True)
def get_mirrored_record(tx: Tx, mirrored_record: Id) -> Response:
    """Read a record of another network. Nobody changes it here; it follows what its own network records."""
    return reads.detail(tx, 'get_mirrored_record', shown.MIRRORED_RECORDS, mirrored_record)


@mirrored_records.offer(
    'POST', '/mirrored-records/{mirrored_record}/matches', MirroredRecord, transition=True, etag=True, tries_out=True,
    problems=('documented-fact', 'unknown-reference', 'nothing-to-match', 'match-names-a-city'),
)  # fmt: skip
def match_mirrored_record(tx: Tx, mirrored_record: Id, body: MirroredMatchCreate) -> Response:
    """Say which of your cities a city of another network is, that it is none of them, or that it does not concern you.

    What a person has said stays, whatever the other network changes, until it is taken back. Your own records stay as they are.
    """
    record = operations.match_mirrored_record(tx, mirrored_record, body)
    return reads.written(tx, shown.MIRRORED_RECORDS, record, 'get_mirrored_record')


@mirrored_records.offer('POST', '/city-matches', CityMatches, problems=('unknown-reference', 'list-too-long'))
def match_cities(tx: Tx, body: CityMatchesCreate) -> Response:
    """Compare a pasted list of cities with yours: which are the same, which a person has to look at, which are none of yours.

    Each line has a name, a country, identifiers, in any order; a table with headings is understood by them, as an import is. Only what
    identifies a city says that it is one of yours; a name alone says which it may be. Nothing is recorded, and nothing of the list kept.
    """
    return Response(city_matches.match_cities(tx, body).model_dump_json(), media_type=reads.JSON)
