"""Knows how an invitation goes on.

| stage     | what it means                                     | may become                             |
| --------- | ------------------------------------------------- | -------------------------------------- |
| open      | sent, and nobody has answered yet                 | accepted, declined, withdrawn, expired |
| accepted  | the role has begun                                | nothing                                |
| declined  | whoever got the mail is not meant or not willing  | nothing                                |
| withdrawn | taken back by whoever may invite                  | nothing                                |
| expired   | its days have passed; sent again it is open again | open                                   |

That an invitation has expired follows from its last moment and is stored nowhere.
"""

from datetime import datetime, timedelta

from api.rules.refusals import Refusal

LIFE = timedelta(days=14)
# The first mail included: whoever does not answer ten of them is not to be reached this way.
MOST_SENDINGS = 10
_UNANSWERED = frozenset({'open', 'expired'})


def stage_at(stage: str, expires_at: datetime, now: datetime) -> str:
    """An invitation is good for fourteen days from the mail; after that it has expired, and nobody can accept it.

    Rule: M2. Decided here.
    """
    return 'expired' if stage == 'open' and expires_at <= now else stage


def why_not_settle(stage: str) -> Refusal | None:
    """What was accepted, declined or withdrawn is settled: it is neither taken back nor sent again.

    Rule: M2. Decided here.
    """
    return None if stage in _UNANSWERED else Refusal('invitation-settled', {'stage': stage})


def why_not_send_again(stage: str, sendings: int, *, has_address: bool) -> Refusal | None:
    """An invitation that nobody has answered may be sent again, ten times in all, while its address is kept.

    Rule: M2. Decided here.
    """
    if sendings >= MOST_SENDINGS:
        return Refusal('invitation-sent-often', {'count': sendings})
    return why_not_settle(stage) or (None if has_address else Refusal('invitation-emptied', {}))
