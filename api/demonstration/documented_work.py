"""Remembers what is documented of the groups' work: a first meeting, an output."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from api.demonstration import reading
from api.demonstration.documented import keep
from api.models.keys import fold, search_key
from api.models.meetings import MeetingRow
from api.models.networks import NetworkRow
from api.models.outputs import OutputRow
from api.models.working_groups import WorkingGroupRow
from api.spine import Transaction


def load_work(transaction: Transaction, network: NetworkRow, groups: list[WorkingGroupRow]) -> None:
    """Remember the meetings and outputs that the facts name, each with its source; who came and what was noted is not public."""
    told = {group['slug']: group for group in reading.working_groups()}
    sources = reading.sources()
    for group in groups:
        body: dict[str, Any] = {'network_id': network.id, 'working_group_id': group.id, 'audience': 'public'}
        if first := told[group.slug].get('first_meeting'):
            keep(transaction, _first_meeting(first, network.time_zone, {**body, **sources['first_meetings'][group.slug]}))
        keep(
            transaction,
            *(_output(output, {**body, 'source': sources['outputs'][group.slug]}) for output in told[group.slug].get('outputs', [])),
        )


def _first_meeting(told: dict[str, str], time_zone: str, body: dict[str, Any]) -> MeetingRow:
    """Return the meeting, its hours read on the network's clock."""
    day, zone = date.fromisoformat(told['date']), ZoneInfo(time_zone)
    starts_at, ends_at = (datetime.combine(day, time.fromisoformat(told[name]), zone).astimezone(UTC) for name in ('starts', 'ends'))
    hours: dict[str, Any] = {'starts_at': starts_at, 'ends_at': ends_at, 'time_zone': time_zone}
    return MeetingRow(search_key=search_key(body['title']), mode=told['mode'], stage='held', held_on=day, **hours, **body)


def _output(told: dict[str, str], body: dict[str, Any]) -> OutputRow:
    """Return the output; when it was first shared is not known."""
    title = told['title']
    return OutputRow(title=title, sort_key=fold(title), search_key=search_key(title), kind=told['kind'], stage='shared', **body)
