"""What can be done about asking departments how their actions stand: ask on a day or now, pause, have somebody else asked (P6)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, text

from api.models.columns import table
from api.models.networks import NetworkRow
from api.models.people import PersonRow, key_of_person
from api.models.plan_actions import PlanActionRow
from api.models.plans import PlanRow
from api.models.progress_askings import (
    AskedActionRow,
    ContactAsked,
    PlanAsking,
    PlanAskingCreate,
    PlanAskingPauseCreate,
    PlanReassignmentCreate,
    ProgressAskingRow,
    ProgressReferral,
    ProgressReferralRow,
)
from api.operations.permit import permit, permit_on
from api.permissions import Facts, may
from api.plan_library import PROGRESS_ASKED_EVERY_MONTHS as EVERY_MONTHS
from api.problems import Problem, unknown_reference
from api.rules import plans
from api.rules import progress_asking as rules
from api.spine import Transaction
from api.visibility import sees

_PEOPLE, _REFERRALS = table(PersonRow), table(ProgressReferralRow)
_ACTS = ('ask_for_progress', 'pause_plan_asking', 'reassign_plan_action')
_RESPONSIBLE = text("""
SELECT DISTINCT responsible_person_id AS id FROM plan_actions WHERE responsible_person_id IS NOT NULL
  AND CASE WHEN CAST(:plan AS uuid) IS NULL THEN network_id = :network ELSE plan_id = :plan END
""")
_CONTACTS = text("""
SELECT p.id, p.name, p.mail IS NOT NULL AND p.disabled_at IS NULL AND p.erased_at IS NULL AS reached,
  k.asked_on, k.again_on, k.answered_at, k.expires_at
FROM people p LEFT JOIN LATERAL (SELECT * FROM progress_askings a WHERE a.person_id = p.id ORDER BY a.asked_on DESC LIMIT 1) k ON true
WHERE p.id = ANY(:people) ORDER BY p.id
""")
# All that is theirs, in whichever plans and networks: one mail for all of it.
_OPEN = text("""
SELECT a.id, a.plan_id, a.responsible_person_id AS person_id, a.last_progress_on, l.asking_paused_at IS NOT NULL AS paused,
  coalesce(a.starts_on, CAST(a.created_at AS date)) AS begins_on
FROM plan_actions a JOIN plans l ON l.id = a.plan_id JOIN networks n ON n.id = a.network_id
WHERE a.responsible_person_id = ANY(:people) AND a.stage = ANY(:open) AND l.stage = ANY(:asked_of) AND n.stage = 'live'
  AND coalesce(a.starts_on, CAST(a.created_at AS date)) <= :day
ORDER BY a.id
""")


@dataclass(slots=True)
class Known:
    """What is known of somebody who may be asked, and the open actions that are theirs, by id."""

    name: str
    contact: rules.Contact
    answered_at: datetime | None
    expires_at: datetime | None
    actions: dict[UUID, rules.Asked] = field(default_factory=dict)
    plans: dict[UUID, UUID] = field(default_factory=dict)

    def why_not(self, day: date, *, by_hand: bool) -> str | None:
        """Return why they are not asked on a day."""
        return rules.why_not_ask(day, self.contact, self.actions.values(), EVERY_MONTHS, by_hand=by_hand)


def ask_progress(transaction: Transaction, network_id: UUID, day: date) -> dict[UUID, str | None]:
    """Ask on a day whoever is to be asked in a network; return by person why not, or None. The same day again asks nobody twice.

    Locks the network, then the people, so that two networks do not ask one person twice. Before a network is live it asks nobody.
    """
    permit(transaction, 'ask_progress', Facts(networks=frozenset({network_id})))
    found = transaction.lock(NetworkRow, [network_id])
    if not found:
        raise Problem('not-found')
    if found[0].stage != 'live':
        return {}
    known = _known(transaction, _responsible(transaction, network_id=network_id), day, locks=True)
    reasons = {person_id: each.why_not(day, by_hand=False) for person_id, each in known.items()}
    for person_id, reason in reasons.items():
        if reason is None:
            _ask(transaction, network_id, person_id, known[person_id], day)
    return reasons


def ask_for_progress(transaction: Transaction, plan_id: UUID, wish: PlanAskingCreate) -> PlanRow:
    """Ask somebody now, about all that is theirs; the mails keep their distance all the same."""
    plan = permit_on(transaction, 'ask_for_progress', PlanRow, plan_id, _facts)
    network, day = transaction.find(NetworkRow, plan.network_id), transaction.today(plan.network_id)
    assert network is not None
    if network.stage != 'live':
        raise Problem('network-in-preparation', {'network': network.name})
    known = _known(transaction, _responsible(transaction, plan_id=plan_id) & {wish.person_id}, day, locks=True).get(wish.person_id)
    if known is None:
        raise unknown_reference('person_id')
    if reason := known.why_not(day, by_hand=True):
        raise Problem('not-asked-now', {'reason': reason})
    _ask(transaction, plan.network_id, wish.person_id, known, day)
    transaction.record('ask_for_progress', plan)
    return plan


def pause_plan_asking(transaction: Transaction, plan_id: UUID, wish: PlanAskingPauseCreate) -> PlanRow:
    """Have nobody asked about a plan for now, or let it go on."""
    plan = permit_on(transaction, 'pause_plan_asking', PlanRow, plan_id, _facts)
    plan.asking_paused_at = (plan.asking_paused_at or transaction.now) if wish.paused else None
    transaction.record('pause_plan_asking', plan)
    return plan


def reassign_plan_action(transaction: Transaction, plan_id: UUID, wish: PlanReassignmentCreate) -> PlanRow:
    """Make somebody who was named responsible for an action, or leave it as it is; what was said of them is kept no longer."""
    plan = permit_on(transaction, 'reassign_plan_action', PlanRow, plan_id, _facts)
    wanted = select(ProgressReferralRow).where(_REFERRALS.c.id == wish.referral_id, _REFERRALS.c.plan_id == plan.id)
    referral = transaction.session.execute(wanted.with_for_update()).scalar_one_or_none()
    if referral is None:
        raise unknown_reference('referral_id')
    if wish.accepted:
        person = _person_named(transaction, plan, referral)
        [action] = transaction.lock(PlanActionRow, [referral.plan_action_id])
        action.responsible_person_id = person.id
        transaction.record('reassign_plan_action', action, hidden={'responsible_person_id'})
    transaction.session.execute(delete(_REFERRALS).where(_REFERRALS.c.id == referral.id))
    transaction.record('reassign_plan_action', plan)
    return plan


def asking_of(transaction: Transaction, plan_id: UUID) -> PlanAsking:
    """Return who is asked about a plan, when next or why not, who has answered and who is silent; for its city."""
    plan = transaction.find(PlanRow, plan_id)
    if plan is None or not sees(transaction.caller, plan.audience, plan.network_id, plan.city_id):
        raise Problem('not-found')
    facts = _facts(transaction, plan)
    permit(transaction, 'get_plan_asking', facts)
    day = transaction.today(plan.network_id)
    known = _known(transaction, _responsible(transaction, plan_id=plan_id), day)
    referrals = select(ProgressReferralRow).where(_REFERRALS.c.plan_id == plan_id).order_by(_REFERRALS.c.id)
    return PlanAsking(
        plan_id=plan_id,
        paused=plan.asking_paused_at is not None,
        every_months=EVERY_MONTHS,
        people=[_shown(transaction, person_id, plan_id, each, day) for person_id, each in known.items()],
        referrals=[
            ProgressReferral(
                id=each.id, plan_action_id=each.plan_action_id, asked_id=each.asked_id, name=each.name, mail=each.mail,
                said_on=each.created_at.date(),
            )
            for each in transaction.session.execute(referrals).scalars()
        ],
        you_may=[name for name in _ACTS if plans.STAGES[plan.stage] and may(transaction.caller, name, facts)],
    )  # fmt: skip


def _shown(transaction: Transaction, person_id: UUID, plan_id: UUID, known: Known, day: date) -> ContactAsked:
    over = known.expires_at is not None and known.expires_at <= transaction.now
    return ContactAsked(
        person_id=person_id,
        name=known.name,
        plan_action_ids=[action for action, plan in known.plans.items() if plan == plan_id],
        asked_on=known.contact.asked_on,
        answered=known.answered_at is not None,
        silent=over and known.answered_at is None,
        next_on=rules.next_on(known.contact, known.actions.values(), EVERY_MONTHS),
        why_not=known.why_not(day, by_hand=True),  # type: ignore[arg-type]  # the rule knows these reasons
    )


def _facts(_transaction: Transaction, plan: PlanRow) -> Facts:
    return Facts(frozenset({plan.network_id}), plan.city_id)


def _responsible(transaction: Transaction, *, network_id: UUID | None = None, plan_id: UUID | None = None) -> set[UUID]:
    return {row['id'] for row in transaction.rows(_RESPONSIBLE, {'network': network_id, 'plan': plan_id})}


def _known(transaction: Transaction, people: Iterable[UUID], day: date, *, locks: bool = False) -> dict[UUID, Known]:
    ids = sorted(people)
    if locks:
        transaction.lock(PersonRow, ids)
    known = {row['id']: _contact(row) for row in transaction.rows(_CONTACTS, {'people': ids})}
    wanted = {'people': ids, 'open': sorted(rules.OPEN), 'asked_of': sorted(rules.ASKED_OF), 'day': day}
    for row in transaction.rows(_OPEN, wanted):
        of_person = known[row['person_id']]
        of_person.actions[row['id']] = rules.Asked(row['begins_on'], row['last_progress_on'], row['paused'])
        of_person.plans[row['id']] = row['plan_id']
    return known


def _contact(row: dict[str, Any]) -> Known:
    contact = rules.Contact(row['reached'], row['asked_on'], row['again_on'])
    return Known(row['name'], contact, row['answered_at'], row['expires_at'])


def _ask(transaction: Transaction, network_id: UUID, person_id: UUID, known: Known, day: date) -> None:
    """Write down whom the mail asks about what; its link comes into being when it is written."""
    asking = ProgressAskingRow(
        network_id=network_id, person_id=person_id, asked_on=day, created_at=transaction.now, expires_at=transaction.now + rules.LIFE
    )
    transaction.session.add(asking)
    transaction.flush()
    for action_id, asked in known.actions.items():
        if not asked.paused:
            transaction.session.add(AskedActionRow(asking_id=asking.id, plan_action_id=action_id, plan_id=known.plans[action_id]))
    transaction.post('progress_mail', {'asking_id': str(asking.id), 'sendings': 1})


def _person_named(transaction: Transaction, plan: PlanRow, referral: ProgressReferralRow) -> PersonRow:
    """Return the person of the city with that address, or make them known. An address known elsewhere is told nobody."""
    if referral.mail is not None:
        same = select(PersonRow).where(func.lower(_PEOPLE.c.mail) == referral.mail.lower())
        found: PersonRow | None = transaction.session.execute(same).scalar_one_or_none()
        if found is not None and (found.network_id, found.city_id) == (plan.network_id, plan.city_id):
            return found
        if found is not None:
            raise Problem('mail-taken', errors=[{'pointer': '/referral_id', 'code': 'mail_taken', 'parameters': {}}])
    person = PersonRow(
        network_id=plan.network_id,
        city_id=plan.city_id,
        name=referral.name,
        mail=referral.mail,
        search_key=key_of_person(referral.name, referral.mail),
        language=transaction.caller.language,
        audience='own_city',
    )
    transaction.record('reassign_plan_action', transaction.add(person))
    transaction.flush()
    return person
