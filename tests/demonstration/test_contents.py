"""The demonstration holds what the files say of cities, networks and groups, and the little that is invented."""

import json
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import text

from api.database import Database
from api.models.action_items import ActionItemRow
from api.models.cities import CityRow
from api.models.keys import fold
from api.models.meetings import MeetingRow
from api.models.memberships import LeadRow, MembershipRow
from api.models.networks import NetworkRow
from api.models.outputs import OutputRow
from api.models.progress_updates import ProgressUpdateRow
from api.models.reports import ReportRow
from api.models.working_groups import WorkingGroupRow
from api.operations.formation import counted_cities, in_force
from api.permissions import Caller
from api.rules.action_items import STAGES, why_late, why_stale
from api.rules.working_groups import what_is_missing
from api.spine import Transaction
from tests.demonstration.reading import CITIES, FACTS, NETWORKS, named, records


def test_every_documented_city_is_there_as_the_file_has_it(loaded: Database) -> None:
    rows = {row.name: row for row in records(loaded, CityRow)}
    assert set(rows) == {city['name'] for city in CITIES}
    for city in CITIES:
        row = rows[city['name']]
        assert (row.country_code, row.kind, row.source) == (city['country_code'], city['kind'], city['evidence'])
        place = (row.latitude, row.longitude)
        assert place == ((float(city['latitude']), float(city['longitude'])) if city['latitude'] else (None, None))


def test_four_cities_have_no_geonames_id_and_the_others_theirs(loaded: Database) -> None:
    with loaded.autocommit.connect() as connection:
        stored = connection.execute(
            text("SELECT c.name, i.value FROM cities c LEFT JOIN identifiers i ON i.city_id = c.id AND scheme = 'geonames'")
        )
        ids = {row.name: row.value for row in stored}
    assert ids == {city['name']: city['geonames_id'] or None for city in CITIES}
    assert list(ids.values()).count(None) == 4


def test_only_confirmed_cities_are_members(loaded: Database) -> None:
    names = {row.id: row.name for row in records(loaded, CityRow)}
    eccar = named(loaded, NetworkRow)['eccar']
    members = [row for row in records(loaded, MembershipRow) if row.working_group_id is None]
    assert sorted(names[row.city_id] for row in members) == sorted(city['name'] for city in CITIES if city['membership'] == 'confirmed')
    facts = {(row.network_id, row.stage, row.imported, row.audience, row.start_date, row.end_date) for row in members}
    assert facts == {(eccar.id, 'active', True, 'public', None, None)}


@pytest.mark.parametrize(
    ('asked', 'slug'),
    [
        ('Wien', 'vienna'),
        ('Köln', 'cologne'),
        ('koln', 'cologne'),
        ('Koeln', 'cologne'),
        ('Bruxelles', 'brussels'),
        ('Zurich', 'zurich'),
        ('Malmo', 'malmo'),
        ('Lüttich', 'liege'),
        ('Liege', 'liege'),
        ('Gent', 'ghent'),
        ('Nürnberg', 'nuremberg'),
        ('Torino', 'turin'),
        ('Seville', 'sevilla'),
        ('Αθηνα', 'athens'),
        ('Dueren', 'kreis-duren'),
    ],
)
def test_a_city_is_found_by_its_name_in_another_language_or_without_accents(loaded: Database, asked: str, slug: str) -> None:
    assert slug in {row.slug for row in records(loaded, CityRow) if fold(asked) in row.search_key}


def test_every_other_name_belongs_to_a_city_of_the_file() -> None:
    assert set(json.loads((FACTS / 'other_names.json').read_text(encoding='utf-8'))) <= {city['name'] for city in CITIES}


def test_networks_and_their_by_laws_are_there_and_only_the_home_network_is_live(loaded: Database) -> None:
    networks = named(loaded, NetworkRow)
    assert set(networks) == {network['slug'] for network in NETWORKS['networks']}
    assert [slug for slug, row in networks.items() if row.stage == 'live'] == ['eccar']
    assert (networks['eccar'].parent_id, networks['eccar'].time_zone) == (networks['iccar'].id, 'Europe/Berlin')
    with Transaction(loaded, Caller()) as transaction:
        first = {slug: in_force(transaction, networks[slug].id, transaction.today(networks[slug].id)) for slug in ('eccar', 'icc')}
    assert {slug: (row.number, row.min_cities, row.min_countries) for slug, row in first.items()} == {'eccar': (1, 3, 2), 'icc': (1, 3, 2)}


@pytest.mark.parametrize('told', NETWORKS['working_groups'], ids=lambda told: str(told['slug']))
def test_a_documented_group_has_its_lead_its_members_and_what_is_known_of_its_beginning(loaded: Database, told: dict[str, Any]) -> None:
    group = named(loaded, WorkingGroupRow)[told['slug']]
    names = {row.id: row.name for row in records(loaded, CityRow)}
    members = [row for row in records(loaded, MembershipRow) if row.working_group_id == group.id]
    leads = [row for row in records(loaded, LeadRow) if row.working_group_id == group.id]
    assert (group.title, group.stage, group.constituted_on, group.audience) == (told['title'], 'constituted', told['constituted'], 'public')
    assert sorted(names[row.city_id] for row in members if row.city_id) == sorted(told['known_participants'])
    assert [(names[row.city_id], row.start_date, row.end_date) for row in leads] == [(told['lead_city'], None, None)]
    assert len([row for row in members if row.role == 'associate']) == len(told.get('associated_organisations', []))
    assert 'incomplete in public' in group.source


def test_what_is_documented_of_the_groups_work_is_there_and_no_more(loaded: Database) -> None:
    groups = {row.id: row.slug for row in records(loaded, WorkingGroupRow)}
    (meeting,) = (row for row in records(loaded, MeetingRow) if not row.demonstration)
    assert (groups[meeting.working_group_id], meeting.stage, meeting.held_on.isoformat()) == (
        'combating-antisemitism',
        'held',
        '2021-09-23',
    )
    assert (meeting.starts_at.isoformat(), meeting.ends_at.isoformat()) == ('2021-09-23T08:00:00+00:00', '2021-09-23T12:00:00+00:00')
    assert (meeting.mode, meeting.minutes, meeting.joining_link, meeting.agenda) == ('online', None, None, [])
    (output,) = (row for row in records(loaded, OutputRow) if not row.demonstration)
    assert (groups[output.working_group_id], output.stage, output.shared_on) == ('anti-muslim-racism', 'shared', None)
    assert 'inference' in output.source


def test_what_is_stored_of_every_group_is_what_the_rulebook_counts(loaded: Database) -> None:
    groups = records(loaded, WorkingGroupRow)
    with Transaction(loaded, Caller()) as transaction:
        for group in groups:
            countries = [counted.country_code for _, counted in counted_cities(transaction, group)]
            missing = what_is_missing(countries, in_force(transaction, group.network_id, transaction.today(group.network_id)))
            assert (group.city_count, group.country_count) == (len(countries), len(set(countries)))
            assert group.missing == [{'code': each.code, 'have': each.have, 'needed': each.needed} for each in missing]
            assert (group.below_minimum, group.needs_lead) == (False, False)


def test_the_one_proposal_is_invented_and_lacks_two_cities_and_one_country(loaded: Database) -> None:
    (group,) = (row for row in records(loaded, WorkingGroupRow) if row.stage == 'proposed')
    assert (group.demonstration, group.source, group.audience, group.version) == (True, None, 'members', 1)
    assert group.missing == [{'code': 'cities', 'have': 1, 'needed': 3}, {'code': 'countries', 'have': 1, 'needed': 2}]


def test_the_invented_group_has_something_late_something_stale_something_done_and_something_to_come(loaded: Database) -> None:
    group = named(loaded, WorkingGroupRow)['schools-where-everybody-belongs']
    assert (group.demonstration, group.stage, group.audience, group.city_count, group.missing) == (True, 'constituted', 'public', 5, [])
    with Transaction(loaded, Caller()) as transaction:
        today = transaction.today(group.network_id)
    items = records(loaded, ActionItemRow)
    late = [item for item in items if why_late(item.stage, item.due_on, today)]
    stale = [
        item
        for item in items
        if why_stale(
            item.stage, last_progress_on=item.last_progress_on, starts_on=item.starts_on, recorded_on=today, after_days=120, today=today
        )
    ]
    assert (len(late), len(stale)) == (2, 2)
    assert {item.stage for item in items} == set(STAGES)
    updates = records(loaded, ProgressUpdateRow)
    assert (today - min(update.made_on for update in updates)).days > 600
    assert {meeting.stage for meeting in records(loaded, MeetingRow)} == {'held', 'scheduled'}
    assert {output.stage for output in records(loaded, OutputRow)} == {'shared', 'in_preparation', 'planned'}
    assert [report.stage for report in records(loaded, ReportRow)] == ['draft']
    assert all('Invented for the demonstration.' in text for text in (group.aims, *(report.text for report in records(loaded, ReportRow))))


def test_no_member_is_one_twice(loaded: Database) -> None:
    open_ones = [row for row in records(loaded, MembershipRow) if row.end_date is None]
    times = Counter((row.working_group_id or row.network_id, row.city_id or row.organisation_id) for row in open_ones)
    assert set(times.values()) == {1}
