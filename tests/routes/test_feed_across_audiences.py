"""When it changes who may see a record, whoever follows the feed ends with what they would read: the record, or a tombstone for it.

Each change of `audience_changes.py`, and four kinds of reader. After it the copy of every reader is compared with everything that this
reader can read, so what moves beside the record is looked at as well.
"""

from typing import Any

import httpx
import pytest

from api.permissions import EXPORTED
from api.spine import SUBJECT_TYPES
from tests.routes.acts import follow, pages, read_group
from tests.routes.audience_changes import ANEW, CHANGES, DATA, GONE, NOTHING, READERS, Scene, Subject
from tests.routes.conftest import ClientFor, SignedIn, Somebody, World, problem
from tests.routes.test_exports import lines

# What the public section shows of a kind of record, by which address; of other kinds it shows nothing.
PUBLICLY = {
    'city': '/v1/public/cities/{}',
    'working_group': '/v1/public/working-groups/{}',
    'output': '/v1/public/outputs/{}',
    'report': '/v1/public/reports/{}',
    'document': '/v1/public/documents/{}/content',
}
# Kinds of records that no file is made of.
BY_PAGES = (
    'plans', 'plan_actions', 'plan_action_updates', 'plan_meetings', 'plan_contacts', 'plan_risks', 'needs_assessments', 'needs_findings',
    'plan_consultations', 'plan_inventory_items',
)  # fmt: skip


class Copy:
    """What a reader holds who follows the feed as the guide says."""

    def __init__(self, caller: Somebody) -> None:
        self.caller = caller
        self.since = 0
        self.feed_id: str | None = None
        self.records: dict[str, dict[str, Subject]] = {}

    def sync(self) -> dict[str, str]:
        """Apply what is new; return what was told of each record."""
        position: dict[str, Any] = {'since': self.since, 'feed_id': self.feed_id} if self.feed_id else {}
        answer = self.caller.get('/v1/changes', params=position)
        if answer.status_code == httpx.codes.CONFLICT:
            assert problem(answer) == (409, 'feed-reset')
            self.since, self.feed_id, self.records = 0, None, {}
            return dict.fromkeys(self.sync(), ANEW)
        items, self.since, self.feed_id = follow(self.caller, self.since, self.feed_id)
        for item in items:
            kept = self.records.setdefault(item['subject']['type'], {})
            kept.pop(item['subject']['id'], None)
            if not item['deleted']:
                kept[item['subject']['id']] = item['data']
        return {item['subject']['id']: GONE if item['deleted'] else DATA for item in items}


def readable(caller: Somebody) -> dict[str, Subject]:
    """Everything that is in the feed, as this reader reads it from its own address."""
    names = [table for table in SUBJECT_TYPES if table in EXPORTED]
    found = {item['id']: item for name in names for item in lines(caller, name.replace('_', '-'))}
    for name in BY_PAGES:
        found |= {item['id']: item for page in pages(caller, f'/v1/{name.replace("_", "-")}') for item in page}
    return found


def differing(followed: dict[str, Subject], read: dict[str, Subject]) -> dict[str, Any]:
    """Where a copy and what is read differ: by which fields."""
    found: dict[str, Any] = {}
    for record_id in followed.keys() | read.keys():
        one, other = followed.get(record_id), read.get(record_id)
        names = ((one or {}).keys() | (other or {}).keys()) - {'you_may'}  # That is no part of a record, and stands in details alone.
        fields = {name for name in names if one is None or other is None or one.get(name) != other.get(name)}
        if fields:
            found[record_id] = (fields, one, other)
    return found


@pytest.fixture
def scene(office: Somebody, graz: Somebody, world: World, group: Subject, client_for: ClientFor, signed_in: SignedIn) -> Scene:
    lead = signed_in('lead_contact', 'graz', working_group=group['id'])
    return Scene(office, graz, lead, world, read_group(office, group), client_for(city='berlin'))


@pytest.fixture
def copies(scene: Scene, client_for: ClientFor) -> dict[str, Copy]:
    return {
        'member': Copy(scene.berlin),
        'partner': Copy(client_for(network=scene.world.other_network)),
        'office': Copy(scene.office),
    }


def publicly(http: httpx.Client, kind: str, found: Subject) -> bytes | None:
    """What the public section shows of a record; None when it shows nothing."""
    answer = http.get(PUBLICLY[kind].format(found['id'])) if kind in PUBLICLY else None
    return answer.content if answer is not None and answer.is_success else None


@pytest.mark.parametrize('name', CHANGES)
def test_whoever_follows_the_feed_across_a_change_ends_with_what_they_may_read(
    name: str, scene: Scene, copies: dict[str, Copy], http: httpx.Client
) -> None:
    change = CHANGES[name]
    before = change.before(scene)
    for copy in copies.values():
        copy.sync()
    was_public = publicly(http, change.of, before)

    found = change.happens(scene, before) or before

    is_public = publicly(http, change.of, found)
    told = {who: copy.sync().get(found['id'], NOTHING) for who, copy in copies.items()}
    told['public'] = NOTHING if is_public == was_public else DATA if is_public else GONE
    assert told == dict(zip(READERS, change.told, strict=True))
    for who, copy in copies.items():
        held = {record_id: each for records in copy.records.values() for record_id, each in records.items()}
        assert differing(held, readable(copy.caller)) == {}, f'what the {who} has followed is what it may read'
    # Of cities the public section shows those that are active somewhere; of a report only what was published.
    everybodys = copies['partner'].records
    lasting = [each for each in everybodys['membership'].values() if each['working_group_id'] is None and each['end_date'] is None]
    active = {each['city_id'] for each in lasting if each['stage'] == 'active'}
    for kind in set(PUBLICLY) - {'report'}:
        records = everybodys.get(kind, {}).items()
        shown = {record_id for record_id, each in records if publicly(http, kind, each) is not None}
        assert shown == {record_id for record_id, _ in records if kind != 'city' or record_id in active}, kind
