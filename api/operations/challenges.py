"""What a browser is asked to prove, once: begun by one request, taken by a later POST of the same browser, whatever comes of it."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from api.hashes import hashed, new_token
from api.models.challenges import ChallengeKind, ChallengeRow
from api.models.columns import table
from api.problems import Problem
from api.spine import Transaction

LIFE = timedelta(minutes=5)
# Somebody signs in at the provider meanwhile, perhaps with a second factor.
LIFE_AT_PROVIDER = timedelta(minutes=10)
WINDOW = timedelta(minutes=5)
MOST = 1000
MOST_OF_PERSON = 20
_CHALLENGES = table(ChallengeRow)


def begin(transaction: Transaction, kind: ChallengeKind, person_id: UUID | None, *, life: timedelta = LIFE) -> tuple[ChallengeRow, str]:
    """Return a new challenge, and the token that marks the browser which asked for it; `person_id` is who must answer."""
    _refuse_too_many(transaction, person_id)
    browser = new_token()
    challenge = ChallengeRow(
        kind=kind,
        person_id=person_id,
        browser_hash=hashed(browser),
        created_at=transaction.now,
        expires_at=transaction.now + life,
    )
    transaction.session.add(challenge)
    transaction.flush()
    return challenge, browser


def _refuse_too_many(transaction: Transaction, person_id: UUID | None) -> None:
    """Refuse (429) more than a person's share, and where nobody is known yet more than all together may ask for."""
    same = _CHALLENGES.c.person_id.is_not_distinct_from(person_id)
    recent = select(func.count()).where(_CHALLENGES.c.created_at > transaction.now - WINDOW, same)
    if transaction.session.execute(recent).scalar_one() >= (MOST if person_id is None else MOST_OF_PERSON):
        raise Problem('too-many-requests', headers={'Retry-After': str(int(WINDOW.total_seconds()))})


def take(transaction: Transaction, kind: ChallengeKind, browser: str | None) -> ChallengeRow | None:
    """Return the challenge that this browser asked for, if it may still be answered; from now on it may not.

    It stays taken only when the transaction commits: whoever refuses an answer returns the refusal and raises nothing.
    """
    of_browser = (_CHALLENGES.c.browser_hash == hashed(browser or ''), _CHALLENGES.c.kind == kind)
    unused = (_CHALLENGES.c.used_at.is_(None), _CHALLENGES.c.expires_at > transaction.now)
    wanted = select(ChallengeRow).where(*of_browser, *unused).with_for_update()
    found: ChallengeRow | None = transaction.session.execute(wanted).scalar_one_or_none()
    if found is not None:
        found.used_at = transaction.now
    return found
