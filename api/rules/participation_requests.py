"""Knows how organisations ask to take part in a working group, and how the lead city or the office answers.

| stage     | what it means                                           | may become                             |
| --------- | ------------------------------------------------------- | -------------------------------------- |
| asked     | the organisation has asked; nobody has answered         | admitted, refused, withdrawn, lapsed   |
| admitted  | it takes part, as an associate                          | nothing                                |
| refused   | not admitted, for a reason that it is told; it may ask again | nothing                           |
| withdrawn | taken back by the organisation before it was answered   | nothing                                |
| lapsed    | the group ended before it was answered                  | nothing                                |
"""

from collections.abc import Mapping

from api.rules import dates
from api.rules.refusals import Refusal

STAGES: Mapping[str, tuple[str, ...]] = {
    'asked': ('admitted', 'refused', 'withdrawn', 'lapsed'),
    'admitted': (),
    'refused': (),
    'withdrawn': (),
    'lapsed': (),
}


def moves(stage: str) -> tuple[str, ...]:
    """Until it is answered a request is admitted or refused by the lead city or the office, or taken back by the organisation.

    Returns the operations that are possible.

    Rule: W6. Source: working-group rules.
    """
    answers = ('admit_participation_request', 'refuse_participation_request', 'withdraw_participation_request')
    return answers if STAGES[stage] else ()


def why_not_ask(*, organisation: str, group: str, is_inside: bool, is_asking: bool) -> Refusal | None:
    """Any organisation may ask to take part in a group that goes on, unless it does already, or waits for an answer.

    `organisation` and `group` are names, for the sentence.

    Rule: W6. Source: working-group rules. Decided here: one request at a time.
    """
    if is_inside:
        return Refusal('already-a-member', {'member': organisation, 'group': group})
    return Refusal('participation-already-asked', {'organisation': organisation, 'group': group}) if is_asking else None


def why_not_settle(stage: str, *, organisation: str, group: str) -> Refusal | None:
    """What was answered, taken back or overtaken stays as it was.

    Rule: W6. Decided here.
    """
    return None if STAGES[stage] else Refusal('participation-request-settled', {'organisation': organisation, 'group': group})


def why_not_end_participation(*, is_own_act: bool, reason: str | None) -> Refusal | None:
    """An organisation leaves when it likes. When the lead city or the office ends its participation, they say why, and it is told.

    `is_own_act`: the organisation leaves itself, or has told the office that it does.

    Rule: W6. Source: working-group rules. Decided here: that it is told.
    """
    return None if is_own_act else dates.why_not_without_reason(reason)
