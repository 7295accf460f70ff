"""Remembers an invented working group at work: two years of meetings, actions and progress, its outputs, and a report begun.

The days are counted from the day of loading, so that something is always late, something stale and something still to come.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import UploadFile

from api.demonstration import reading
from api.demonstration.accounts import coordinator_of
from api.demonstration.documented import LOAD, keep
from api.models.action_items import ActionItemCreate
from api.models.assemblies import AssemblyCreate
from api.models.cities import CityRow
from api.models.documents import DocumentCreate
from api.models.keys import fold, search_key
from api.models.meetings import MeetingCreate, MinutesCreate
from api.models.memberships import LeadRow, MembershipRow
from api.models.networks import NetworkRow
from api.models.outputs import OutputCreate, SharingCreate
from api.models.progress_updates import ProgressUpdateCreate
from api.models.reports import ReportCreate
from api.models.working_groups import LeadContact, WorkingGroupRow
from api.operations.action_items import create_action_item
from api.operations.assemblies import create_assembly
from api.operations.documents import upload_document
from api.operations.formation import evaluate
from api.operations.lead_contacts import set_lead_contact
from api.operations.meetings import create_meeting, record_minutes
from api.operations.outputs import create_output, share_output
from api.operations.progress import record_progress
from api.operations.reports import start_report
from api.spine import Transaction


@dataclass(frozen=True, slots=True)
class Scene:
    """Where it all happens: the network, its cities by slug, today."""

    transaction: Transaction
    network: NetworkRow
    cities: Mapping[str, CityRow]
    today: date

    def city(self, slug: str | None) -> UUID | None:
        """Return the id of a city."""
        return self.cities[slug].id if slug else None

    def day(self, offset: int | None) -> date | None:
        """Return the day so many days from today."""
        return None if offset is None else self.today + timedelta(days=offset)


def load_group(transaction: Transaction, network: NetworkRow, cities: Mapping[str, CityRow]) -> WorkingGroupRow:
    """Remember the group and everything it has done, through the operations that everybody uses; returns it."""
    told = reading.invented_group()
    scene = Scene(transaction, network, cities, transaction.today(network.id))
    group = _group(scene, told['group'])
    meetings = [_meeting(scene, group, each) for each in told['meetings']]
    for item in told['items']:
        _item(scene, group, item, meetings)
    documents = [_document(scene, group, each) for each in told['documents']]
    for output in told['outputs']:
        _output(scene, group, output, documents)
    _report(scene, group, told['assembly'], told['report'])
    return group


def _group(scene: Scene, told: Mapping[str, Any]) -> WorkingGroupRow:
    """Remember the group as constituted long ago: loading tells nobody about it (M3)."""
    transaction, since = scene.transaction, told['cities']
    # It was official from the day on which the third city was in.
    constituted = scene.day(-sorted(since.values(), reverse=True)[2]) or scene.today
    group = WorkingGroupRow(
        network_id=scene.network.id,
        **{name: told[name] for name in ('slug', 'title', 'aims', 'rhythm', 'mode')},
        sort_key=fold(told['title']),
        search_key=search_key(told['title']),
        stage='constituted',
        channel='general_assembly',
        proposed_on=_on(scene.day(-max(since.values()))),
        constituted_on=_on(constituted),
        constitution_recorded_at=transaction.now,
        audience='public',
    )
    keep(transaction, group)
    body: dict[str, Any] = {'network_id': group.network_id, 'working_group_id': group.id, 'audience': 'public'}
    lead = LeadRow(city_id=scene.cities[told['lead']].id, start_date=scene.day(-since[told['lead']]), **body)
    keep(transaction, lead, *(MembershipRow(city_id=scene.city(city), start_date=scene.day(-days), **body) for city, days in since.items()))
    contact = coordinator_of(scene.cities[told['lead']].name)
    set_lead_contact(transaction, group, scene.cities[told['lead']].id, LeadContact(name=contact.name, mail=contact.mail), LOAD)
    evaluate(transaction, group, LOAD, scene.today)
    transaction.flush()
    return group


def _on(day: date | None) -> dict[str, str]:
    return {'value': str(day), 'precision': 'day'}


def _meeting(scene: Scene, group: WorkingGroupRow, told: Mapping[str, Any]) -> UUID:
    begins = datetime.combine(scene.day(told['day']) or scene.today, time(told['hour']), ZoneInfo(scene.network.time_zone))
    wish = {
        **{name: told.get(name) for name in ('title', 'mode', 'place', 'agenda')},
        'working_group_id': group.id,
        'starts_at': begins,
        'ends_at': begins + timedelta(hours=2),
        'host_city_id': scene.city(told.get('host')),
        'joining_link': told.get('link'),
    }
    meeting = create_meeting(scene.transaction, MeetingCreate.model_validate(wish))
    scene.transaction.flush()
    if 'minutes' in told:
        came = [scene.city(city) for city in told['came']]
        minutes = MinutesCreate.model_validate({'minutes': told['minutes'], 'attending_city_ids': came})
        record_minutes(scene.transaction, meeting.id, minutes)
        scene.transaction.flush()
    return meeting.id


def _item(scene: Scene, group: WorkingGroupRow, told: Mapping[str, Any], meetings: list[UUID]) -> None:
    wish = {
        **{name: told[name] for name in ('title', 'description', 'origin', 'addressees', 'target_groups', 'horizon') if name in told},
        'working_group_id': group.id,
        'city_function': told['function'],
        'responsible_city_id': scene.city(told['city']),
        'starts_on': scene.day(told.get('starts')),
        'due_on': scene.day(told.get('due')),
        'completion_criterion': told.get('criterion'),
        'budget_note': told.get('budget'),
        'meeting_id': meetings[told['meeting']] if 'meeting' in told else None,
        'visibility': told['visibility'],
    }
    item = create_action_item(scene.transaction, ActionItemCreate.model_validate(wish))
    scene.transaction.flush()
    for update in told.get('updates', ()):
        said = {name: update[name] for name in ('stage', 'percent', 'text', 'obstacle', 'unchanged') if name in update}
        act = {'channel': 'mail', 'date': scene.day(-update['ago'])}
        wish = {**said, 'action_item_id': item.id, 'city_id': scene.city(update['city']), 'on_behalf_of': act}
        record_progress(scene.transaction, ProgressUpdateCreate.model_validate(wish))
        scene.transaction.flush()


def _document(scene: Scene, group: WorkingGroupRow, told: Mapping[str, str]) -> UUID:
    file = UploadFile(io.BytesIO(told['text'].encode()), filename=told['file'])
    wish = DocumentCreate(file=file, title=told['title'], working_group_id=group.id, language=told['language'], visibility='members')
    document = upload_document(scene.transaction, wish)
    scene.transaction.flush()
    return document.id


def _output(scene: Scene, group: WorkingGroupRow, told: Mapping[str, Any], documents: list[UUID]) -> None:
    described = {name: told[name] for name in ('title', 'kind', 'description', 'languages', 'url', 'stage') if name in told}
    document = documents[told['document']] if 'document' in told else None
    wish = OutputCreate.model_validate({**described, 'working_group_id': group.id, 'document_id': document})
    output = create_output(scene.transaction, wish)
    scene.transaction.flush()
    if 'share' in told:
        share_output(scene.transaction, output.id, SharingCreate(visibility=told['share']))
        scene.transaction.flush()


def _report(scene: Scene, group: WorkingGroupRow, told: Mapping[str, Any], text: str) -> None:
    described = {name: told[name] for name in ('title', 'place', 'mode')}
    wish = {**described, 'network_id': scene.network.id, 'held_on': scene.day(told['day']), 'host_city_id': scene.city(told['host'])}
    assembly = create_assembly(scene.transaction, AssemblyCreate.model_validate(wish))
    scene.transaction.flush()
    start_report(scene.transaction, ReportCreate(working_group_id=group.id, assembly_id=assembly.id, text=text))
    scene.transaction.flush()
