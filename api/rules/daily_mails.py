"""Knows which notices may wait for a person's daily mail, and in which morning it goes out."""

from datetime import UTC, datetime, time, timedelta, tzinfo

# What somebody is told and need not act upon today. Everything else goes out at once: meetings, reminders, circulars, what comes back.
MAY_WAIT = frozenset({
    'working_group_constituted', 'member_joined', 'member_left', 'lead_handed_over', 'below_minimum', 'support_requested',
    'support_answered', 'funding_requested', 'funding_decided', 'report_submitted', 'report_approved', 'group_completed', 'call_withdrawn',
    'lead_changed', 'lead_resumed', 'group_withdrawn', 'invitation_declined', 'city_invitation_withdrawn', 'funding_to_decide',
    'participation_admitted', 'participation_refused', 'participation_lapsed', 'participation_ended',
})  # fmt: skip
DELIVERIES = ('at_once', 'daily')
_MORNING = time(7)


def waits(kind: str, delivery: str) -> bool:
    """Whoever has chosen one mail a day gets in it what need not be acted upon today; all else comes at once, to everybody.

    Rule: O6. Decided here.
    """
    return delivery == 'daily' and kind in MAY_WAIT


def morning_before(moment: datetime, zone: tzinfo) -> datetime:
    """Daily mails go out at seven on the network's clock, once each day, also on the days on which the clocks are changed.

    Returns the latest such moment that has come by `moment`, aware, in UTC.

    Rule: O6. Decided here.
    """
    day = moment.astimezone(zone).date()
    mornings = (datetime.combine(day - timedelta(days=back), _MORNING, tzinfo=zone).astimezone(UTC) for back in (0, 1))
    return next(morning for morning in mornings if morning <= moment)
