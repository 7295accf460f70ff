"""The rules of requests: what the board grants, and until when the office answers."""

from decimal import Decimal

import pytest

from api.rules import requests
from api.rules.refusals import Refusal
from api.rules.requests import FUNDING, SUPPORT

ASKED = Decimal('1200.00')


@pytest.mark.parametrize(
    ('outcome', 'amount', 'granted'),
    [
        ('approved', None, ASKED),
        ('approved', Decimal(1200), ASKED),
        ('partly_approved', Decimal('1199.99'), Decimal('1199.99')),
        ('partly_approved', Decimal('0.01'), Decimal('0.01')),
        ('rejected', None, None),
    ],
)
def test_the_board_grants_all_a_part_or_nothing(outcome: str, amount: Decimal | None, granted: Decimal | None) -> None:
    assert requests.granted(outcome, amount, ASKED) == granted


@pytest.mark.parametrize(
    ('outcome', 'amount'),
    [
        ('approved', Decimal('1199.99')), ('approved', Decimal('1200.01')), ('approved', Decimal(0)), ('partly_approved', None),
        ('partly_approved', ASKED), ('partly_approved', Decimal('1200.01')), ('partly_approved', Decimal(0)), ('rejected', Decimal(1)),
        ('rejected', ASKED),
    ],
)  # fmt: skip
def test_an_amount_that_does_not_belong_to_the_outcome_is_refused(outcome: str, amount: Decimal | None) -> None:
    assert requests.granted(outcome, amount, ASKED) == Refusal('amount-does-not-fit', {'amount': '1200.00'})


@pytest.mark.parametrize('stage', FUNDING)
def test_a_funding_request_is_settled_once(stage: str) -> None:
    refusal = requests.why_not_settle_funding(stage, title='A study')
    assert (refusal is None) is (stage == 'submitted') is bool(requests.funding_moves(stage))
    if refusal is not None:
        code = 'funding-request-withdrawn' if stage == 'withdrawn' else 'funding-request-decided'
        assert refusal == Refusal(code, {'title': 'A study'})


@pytest.mark.parametrize('stage', SUPPORT)
def test_a_question_is_answered_until_it_is_closed(stage: str) -> None:
    refusal = requests.why_not_settle_support(stage)
    assert refusal == (Refusal('support-request-closed') if stage == 'closed' else None)
    assert bool(requests.support_moves(stage)) is (stage != 'closed')
