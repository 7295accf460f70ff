"""Knows how a group's requests are decided: money for a project idea by the board, questions by the office.

| funding request | what it means                       | may become                                     |
| --------------- | ----------------------------------- | ---------------------------------------------- |
| submitted       | the board has it                    | approved, partly_approved, rejected, withdrawn |
| approved        | all of the amount is granted        | nothing                                        |
| partly_approved | a smaller amount is granted         | nothing                                        |
| rejected        | nothing is granted                  | nothing                                        |
| withdrawn       | taken back before it was decided    | nothing                                        |

| support request | what it means                            | may become       |
| --------------- | ---------------------------------------- | ---------------- |
| open            | the office has it                        | answered, closed |
| answered        | the office has answered; it may do so anew | closed         |
| closed          | settled                                  | nothing          |
"""

from collections.abc import Mapping
from decimal import Decimal

from api.rules.refusals import Refusal

FUNDING: Mapping[str, tuple[str, ...]] = {
    'submitted': ('approved', 'partly_approved', 'rejected', 'withdrawn'),
    'approved': (),
    'partly_approved': (),
    'rejected': (),
    'withdrawn': (),
}
SUPPORT: Mapping[str, tuple[str, ...]] = {'open': ('answered', 'closed'), 'answered': ('closed',), 'closed': ()}


def funding_moves(stage: str) -> tuple[str, ...]:
    """Return the operations that the stage of a funding request allows."""
    return ('decide_funding_request', 'withdraw_funding_request') if FUNDING[stage] else ()


def support_moves(stage: str) -> tuple[str, ...]:
    """Return the operations that the stage of a support request allows."""
    return ('answer_support_request', 'close_support_request') if SUPPORT[stage] else ()


def why_not_settle_funding(stage: str, *, title: str) -> Refusal | None:
    """The board decides a request once; it may be taken back until then.

    Rule: W9. Source: working-group rules.
    """
    if FUNDING[stage]:
        return None
    return Refusal('funding-request-withdrawn' if stage == 'withdrawn' else 'funding-request-decided', {'title': title})


def granted(outcome: str, amount: Decimal | None, requested: Decimal) -> Decimal | Refusal | None:
    """The board grants all that was asked for, or a part of it, or nothing; meetings cost the network nothing in any case.

    A part is named: more than nothing, less than was asked for. All of it may be left out.

    Returns the amount granted, None for nothing; a refusal when amount and outcome do not belong together.

    Rule: W9. Source: working-group rules. Decided here: what a part is.
    """
    if outcome == 'approved' and amount in {None, requested}:
        return requested
    if outcome == 'partly_approved' and amount is not None and 0 < amount < requested:
        return amount
    if outcome == 'rejected' and amount is None:
        return None
    return Refusal('amount-does-not-fit', {'amount': str(requested)})


def why_not_settle_support(stage: str) -> Refusal | None:
    """A group may ask the office for help, such as in finding the right output; the office answers, and may answer better.

    Rule: W12. Source: working-group rules.
    """
    return None if SUPPORT[stage] else Refusal('support-request-closed')
