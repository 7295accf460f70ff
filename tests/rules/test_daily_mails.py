"""What waits for a daily mail, and in which morning that goes out, also when the clocks are changed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from api.rules.daily_mails import DELIVERIES, MAY_WAIT, morning_before, waits
from api.sentences import CATALOGUES

KINDS = {key.split('.')[1] for key in CATALOGUES['en'] if key.startswith('notice.') and key.endswith('.text')}
# Somebody has to do something, or to be somewhere: this never waits.
AT_ONCE = {
    'reminder', 'circular', 'report_returned', 'undeclared', 'needs_lead', 'lead_wanted', 'contact_not_shown', 'meeting_planned',
    'meeting_changed', 'meeting_cancelled', 'meeting_left', 'meetings_planned', 'meetings_changed', 'meetings_cancelled', 'meetings_left',
    'idea_brought', 'call_for_interest', 'call_ended', 'invited_to_group', 'city_invited', 'city_invited_to_lead', 'daily',
    'participation_requested',
    'lead_contact_not_shown', 'lead_suspended', 'lead_wanted_meanwhile',
}  # fmt: skip


def test_every_kind_of_notice_either_may_wait_or_comes_at_once_on_purpose() -> None:
    assert {*MAY_WAIT, *AT_ONCE} - {'circular'} == KINDS
    assert MAY_WAIT.isdisjoint(AT_ONCE)


@pytest.mark.parametrize('kind', sorted(MAY_WAIT | AT_ONCE))
def test_only_who_has_chosen_so_waits_and_only_for_what_may(kind: str) -> None:
    assert [waits(kind, delivery) for delivery in DELIVERIES] == [False, kind in MAY_WAIT]


@pytest.mark.parametrize(
    ('zone', 'moment', 'morning'),
    [
        ('Europe/Berlin', '2027-03-02T05:59:59', '2027-03-01T06:00:00'),
        ('Europe/Berlin', '2027-03-02T06:00:00', '2027-03-02T06:00:00'),
        ('Europe/Berlin', '2027-03-02T22:59:00', '2027-03-02T06:00:00'),
        # The night in which an hour is missing, and the one in which an hour comes twice.
        ('Europe/Berlin', '2027-03-28T04:59:59', '2027-03-27T06:00:00'),
        ('Europe/Berlin', '2027-03-28T05:00:00', '2027-03-28T05:00:00'),
        ('Europe/Berlin', '2027-10-31T05:59:59', '2027-10-30T05:00:00'),
        ('Europe/Berlin', '2027-10-31T06:00:00', '2027-10-31T06:00:00'),
        ('America/Montreal', '2027-03-02T11:59:59', '2027-03-01T12:00:00'),
        ('Pacific/Auckland', '2027-03-01T18:00:00', '2027-03-01T18:00:00'),
    ],
)
def test_the_morning_is_seven_on_the_networks_clock(zone: str, moment: str, morning: str) -> None:
    found = morning_before(datetime.fromisoformat(moment).replace(tzinfo=UTC), ZoneInfo(zone))
    assert found == datetime.fromisoformat(morning).replace(tzinfo=UTC)


@pytest.mark.parametrize('zone', ['Europe/Berlin', 'America/Montreal', 'Pacific/Auckland', 'UTC'])
def test_each_day_of_a_year_has_one_morning(zone: str) -> None:
    first = datetime(2027, 1, 1, tzinfo=UTC)
    mornings = {morning_before(first + timedelta(minutes=30 * half_hours), ZoneInfo(zone)) for half_hours in range(365 * 48)}
    days = {morning.astimezone(ZoneInfo(zone)).date() for morning in mornings}
    assert len(mornings) == len(days)
    assert {morning.astimezone(ZoneInfo(zone)).hour for morning in mornings} == {7}
