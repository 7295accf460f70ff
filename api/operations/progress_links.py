"""What whoever holds the link of a mail can do that asks how actions stand: read what is asked, say it, have a new link sent (P6)."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select, text

from api.hashes import hashed
from api.models.columns import table
from api.models.people import PersonRow
from api.models.plan_action_updates import PlanActionUpdateRow, ProgressSaid
from api.models.plan_actions import PlanActionRow
from api.models.plans import PlanRow
from api.models.progress_askings import (
    ActionAnswer,
    ActionAsked,
    AskedActionRow,
    NotMe,
    ProgressAnswerCreate,
    ProgressAsked,
    ProgressAskingRow,
    ProgressLink,
    ProgressReferralRow,
)
from api.operations.plan_progress import Speaker, add_update
from api.permissions import Caller
from api.problems import Problem, invalid
from api.rules import progress_asking as rules
from api.spine import Transaction

_ASKINGS, _ASKED, _REFERRALS = table(ProgressAskingRow), table(AskedActionRow), table(ProgressReferralRow)
_A_DAY = timedelta(days=1)
# What is somebody else's by now, or of a plan that another took the place of, is asked no longer.
_ACTIONS = text("""
SELECT k.id AS asked_id, a.id AS plan_action_id, a.title, c.name AS city_name, a.stage, a.last_progress_on AS last_said_on,
  k.update_id IS NOT NULL AS answered, EXISTS (SELECT FROM progress_referrals r WHERE r.plan_action_id = a.id) AS passed_on,
  (SELECT u.text FROM plan_action_updates u WHERE u.plan_action_id = a.id AND u.text IS NOT NULL
    AND NOT EXISTS (SELECT FROM plan_action_updates o WHERE o.corrects_id = u.id)
    ORDER BY u.made_on DESC, u.place_id DESC LIMIT 1) AS last_text
FROM progress_asked_actions k JOIN plan_actions a ON a.id = k.plan_action_id JOIN plans l ON l.id = a.plan_id
  JOIN cities c ON c.id = a.city_id
WHERE k.asking_id = :asking AND a.responsible_person_id = :person AND l.stage = ANY(:asked_of) ORDER BY a.sort_key, a.id
""")


def ask_progress_link(transaction: Transaction, link: ProgressLink) -> ProgressAsked:
    """Return what the link asks; it changes nothing."""
    asking, person = _standing(transaction, link)
    return _asked(transaction, asking, person)


def answer_progress_link(transaction: Transaction, wish: ProgressAnswerCreate) -> ProgressAsked:
    """Record what is said through the link, an update for each action; said again it corrects, and the same again adds nothing."""
    asking, person = _standing(transaction, wish, lock=True)
    if not (wish.answers or wish.again_in_weeks or wish.not_me):
        raise invalid('', 'one_of', fields='answers, again_in_weeks, not_me')
    transaction.caller = Caller(kind='person', id=person.id, language=person.language, name=person.name)
    asked = {row['plan_action_id']: row for row in _actions(transaction, asking)}
    for number, answer in enumerate(wish.answers):
        if answer.plan_action_id not in asked:
            raise invalid(f'/answers/{number}/plan_action_id', 'unknown')
        row = transaction.session.get(AskedActionRow, asked[answer.plan_action_id]['asked_id'])
        assert row is not None
        _say(transaction, person, row, answer)
    if wish.again_in_weeks is not None:
        asking.again_on = transaction.today(asking.network_id) + timedelta(weeks=wish.again_in_weeks)
    if wish.not_me is not None:
        _pass_on(transaction, person, wish.not_me, asked)
    asking.answered_at = asking.answered_at or transaction.now
    asking.browser_hash = asking.browser_hash or hashed(wish.browser)
    transaction.flush()
    return _asked(transaction, asking, person)


def renew_progress_link(transaction: Transaction, token: str) -> None:
    """Have a new link sent to the address that had this one, once a day at most; nobody learns whether there was anything to send."""
    same = select(ProgressAskingRow).where(_ASKINGS.c.token_hash == hashed(token))
    asking: ProgressAskingRow | None = transaction.session.execute(same.with_for_update()).scalar_one_or_none()
    person = transaction.find(PersonRow, asking.person_id) if asking else None
    if asking is None or person is None or person.disabled_at is not None or person.mail is None:
        return
    recently = asking.renewed_at is not None and transaction.now - asking.renewed_at < _A_DAY
    if recently or not _actions(transaction, asking):
        return
    asking.sendings += 1
    asking.renewed_at, asking.expires_at = transaction.now, transaction.now + rules.LIFE
    asking.token_hash = asking.browser_hash = asking.answered_at = None
    for row in transaction.session.execute(select(AskedActionRow).where(_ASKED.c.asking_id == asking.id)).scalars():
        row.update_id = None
    transaction.post('progress_mail', {'asking_id': str(asking.id), 'sendings': asking.sendings})


def _standing(transaction: Transaction, link: ProgressLink, *, lock: bool = False) -> tuple[ProgressAskingRow, PersonRow]:
    """Return the asking of a link while it shows something to this browser, and who was asked; all else is refused alike."""
    same = select(ProgressAskingRow).where(_ASKINGS.c.token_hash == hashed(link.token))
    wanted = same.with_for_update().execution_options(populate_existing=True) if lock else same
    asking: ProgressAskingRow | None = transaction.session.execute(wanted).scalar_one_or_none()
    person = transaction.find(PersonRow, asking.person_id) if asking else None
    if asking is None or person is None or person.disabled_at is not None or person.mail is None:
        raise Problem('progress-link-invalid')
    same_browser = asking.browser_hash is None or asking.browser_hash == hashed(link.browser)
    if rules.is_spent(asking.expires_at, asking.answered_at, transaction.now, same_browser=same_browser):
        raise Problem('progress-link-invalid')
    return asking, person


def _actions(transaction: Transaction, asking: ProgressAskingRow) -> list[dict[str, Any]]:
    wanted = {'asking': asking.id, 'person': asking.person_id, 'asked_of': sorted(rules.ASKED_OF)}
    return [dict(row) for row in transaction.session.execute(_ACTIONS, wanted).mappings()]


def _asked(transaction: Transaction, asking: ProgressAskingRow, person: PersonRow) -> ProgressAsked:
    name = transaction.session.execute(text('SELECT name FROM networks WHERE id = :id'), {'id': asking.network_id}).scalar_one()
    until = asking.expires_at if asking.answered_at is None else min(asking.expires_at, asking.answered_at + rules.CORRECTED_WITHIN)
    return ProgressAsked(
        name=person.name,
        language=person.language,  # type: ignore[arg-type]  # the languages are those that the type lists
        network_name=name,
        good_until=until,
        answered=asking.answered_at is not None,
        again_on=asking.again_on,
        actions=[ActionAsked(**{key: value for key, value in row.items() if key != 'asked_id'}) for row in _actions(transaction, asking)],
    )


def _say(transaction: Transaction, person: PersonRow, row: AskedActionRow, answer: ActionAnswer) -> None:
    """Add the update; one that says what was said already is not added again, so that a retry does no harm."""
    [plan] = transaction.lock(PlanRow, [row.plan_id], share=True)
    [action] = transaction.lock(PlanActionRow, [row.plan_action_id])
    said = ProgressSaid(**answer.model_dump(exclude={'plan_action_id'}))
    former = transaction.find(PlanActionUpdateRow, row.update_id)
    if former is not None and all(getattr(former, name) == getattr(said, name) for name in ProgressSaid.model_fields):
        return
    day = former.made_on if former else transaction.today(action.network_id)
    speaker = Speaker(kind='contact', person_id=person.id, day=day, shared_with='nobody')
    update = add_update(transaction, 'answer_progress_link', plan, action, said, speaker, former)
    transaction.flush()
    row.update_id = update.id


def _pass_on(transaction: Transaction, person: PersonRow, wish: NotMe, asked: dict[Any, dict[str, Any]]) -> None:
    """Keep whom they name for the coordinator, who alone decides; whoever was named is not written to."""
    for action_id in dict.fromkeys(wish.plan_action_ids):
        if action_id not in asked:
            raise invalid('/not_me/plan_action_ids', 'unknown')
        [action] = transaction.lock(PlanActionRow, [action_id])
        same = select(ProgressReferralRow).where(_REFERRALS.c.plan_action_id == action_id)
        referral = transaction.session.execute(same).scalar_one_or_none()
        if referral is None:
            referral = ProgressReferralRow(
                plan_action_id=action_id, plan_id=action.plan_id, asked_id=person.id, name=wish.name, mail=wish.mail,
                created_at=transaction.now,
            )  # fmt: skip
            transaction.session.add(referral)
            transaction.flush()
            transaction.post('progress_referral_mail', {'referral_id': str(referral.id)})
        referral.name, referral.mail = wish.name, wish.mail
