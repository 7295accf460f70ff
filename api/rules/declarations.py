"""Knows the declaration that a working group makes each year at the general assembly: it continues, or its work is complete."""

from datetime import date

from api.rules.dates import why_not_without_reason
from api.rules.refusals import Refusal

CHOICES = ('continue', 'complete')
_CLOSED = {'completed': 'group-completed', 'withdrawn': 'group-withdrawn'}


def why_not_declare(stage: str, group: str) -> Refusal | None:
    """A group that goes on declares; one that is complete or withdrawn has nothing left to declare.

    Rule: W11. Source: working-group rules.
    """
    if stage in _CLOSED:
        return Refusal(_CLOSED[stage], {'group': group})
    return None if stage == 'constituted' else Refusal('group-not-official', {'group': group})


def why_not_again(group: str, assembly: str, *, is_office: bool, reason: str | None) -> Refusal | None:
    """A group declares once at an assembly. The office may correct what was recorded, with a reason, until it has taken effect.

    Rule: W11. Decided here.
    """
    corrects = is_office and why_not_without_reason(reason) is None
    return None if corrects else Refusal('already-declared', {'group': group, 'assembly': assembly})


def takes_effect_on(choice: str, held_on: date) -> date | None:
    """A group that declares its work complete is complete from the day of the assembly; its outputs stay, readable for ever.

    Returns None for a group that continues.

    Rule: W11. Source: working-group rules.
    """
    return held_on if choice == 'complete' else None


def is_undeclared(stage: str, *, owed: bool, declared: bool) -> bool:
    """A group that owed the last assembly a declaration and made none is undeclared. It is reminded, and never closed by itself.

    Rule: W11. Decided here.
    """
    return stage == 'constituted' and owed and not declared
