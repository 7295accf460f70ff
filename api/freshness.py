"""Asks people to have signed in just now before they do something grave, and journals who took personal data away.

A session is proven once, when it begins; signing in again makes another one. One that an identity provider vouched for from memory
never is. Machines prove themselves every ten minutes.
"""

from datetime import timedelta

from api.permissions import PERMISSIONS
from api.problems import Problem
from api.spine import Transaction

FRESH = timedelta(minutes=15)


def ask_fresh(transaction: Transaction) -> None:
    """Refuse (403) a person whose sign-in is older than a quarter of an hour."""
    caller = transaction.caller
    if caller.kind == 'person' and (caller.signed_in_at is None or transaction.now - caller.signed_in_at > FRESH):
        raise Problem('sign-in-again', {'minutes': int(FRESH.total_seconds()) // 60})


def ask_fresh_if_grave(transaction: Transaction, operation: str) -> None:
    """Do so for the operations that the permission table calls grave."""
    if PERMISSIONS[operation].grave:
        ask_fresh(transaction)
