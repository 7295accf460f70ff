"""How an invitation goes on, and until when."""

from datetime import UTC, datetime, timedelta

import pytest

from api.rules import invitations
from api.rules.refusals import Refusal

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ('stage', 'late_by', 'found'),
    [
        ('open', timedelta(microseconds=-1), 'open'),
        ('open', timedelta(0), 'expired'),
        ('accepted', timedelta(days=1), 'accepted'),
        ('declined', timedelta(days=1), 'declined'),
        ('withdrawn', timedelta(days=1), 'withdrawn'),
    ],
)
def test_an_open_invitation_expires_and_a_settled_one_does_not(stage: str, late_by: timedelta, found: str) -> None:
    assert invitations.stage_at(stage, NOON, NOON + late_by) == found


@pytest.mark.parametrize('stage', ['open', 'expired'])
def test_what_nobody_answered_is_taken_back_and_sent_again(stage: str) -> None:
    assert invitations.why_not_settle(stage) is None
    assert invitations.why_not_send_again(stage, 9, has_address=True) is None
    assert invitations.why_not_send_again(stage, 10, has_address=True) == Refusal('invitation-sent-often', {'count': 10})


@pytest.mark.parametrize('stage', ['accepted', 'declined', 'withdrawn'])
def test_what_is_settled_stays_so(stage: str) -> None:
    settled = Refusal('invitation-settled', {'stage': stage})
    assert invitations.why_not_settle(stage) == invitations.why_not_send_again(stage, 1, has_address=True) == settled


def test_what_no_longer_has_an_address_is_not_sent_to_it() -> None:
    assert invitations.why_not_send_again('expired', 1, has_address=False) == Refusal('invitation-emptied', {})
