"""Knows the circulars: letters of the office to a chosen part of the network, or of a lead city to its group's members.

| stage | what it means                                               | may become |
| ----- | ----------------------------------------------------------- | ---------- |
| draft | written, looked at, tried out; nothing has left             | sent       |
| sent  | each recipient was given a notice, everybody else a reason  | nothing    |
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from api.rules.refusals import Refusal

STAGES: Mapping[str, tuple[str, ...]] = {'draft': ('sent',), 'sent': ()}
# Whom a lead city writes to: those who speak for the members of its group.
ROLES_OF_A_GROUP = frozenset({'coordinator', 'lead_contact', 'organisation_contact'})
# A report is missing until it lies with the office.
HANDED_IN = frozenset({'submitted', 'tabled', 'approved', 'published'})


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds or held a role that a circular is for; `hidden`: they have mail addresses and show members none of them."""

    holds: bool
    disabled: bool
    has_address: bool
    hidden: bool


def why_not_written_to(holder: Holder, *, live: bool, of_group: bool) -> str | None:
    """A circular goes to whoever holds the role now, may still sign in, and has an address; nothing leaves before the network is live.

    A lead city's letter passes by whoever shows members no address although they have some: that is their wish. Who has entered no
    contact at all is reached through the service, which shows nobody the address.

    Returns the code of the reason, None for a recipient.

    Rule: S1, M3. Decided here: the order, and whom a lead city reaches.
    """
    if not holder.holds:
        return 'term_ended'
    if holder.disabled:
        return 'disabled'
    if not holder.has_address:
        return 'no_address'
    if of_group and holder.hidden:
        return 'not_shown'
    return None if live else 'network_in_preparation'


def version_read(language: str, versions: Collection[str], working_languages: Sequence[str]) -> str | None:
    """A recipient reads the version in their own language, else the one in the network's first working language.

    Rule: circulars. Decided here.
    """
    return next((each for each in (language, *working_languages[:1]) if each in versions), None)


def moves(stage: str) -> tuple[str, ...]:
    """Return the operations that the stage allows."""
    return ('update_circular', 'try_circular', 'send_circular') if STAGES[stage] else ()


def why_not_change(stage: str, *, title: str) -> Refusal | None:
    """A circular is sent once, and stays as it was sent.

    Rule: circulars. Decided here.
    """
    return None if STAGES[stage] else Refusal('circular-sent', {'title': title})


def why_not_versions(languages: Sequence[str]) -> Refusal | None:
    """Each language has one version.

    Rule: circulars. Decided here.
    """
    twice = next((each for each in languages if languages.count(each) > 1), None)
    return Refusal('circular-language-twice', {'language': twice}) if twice else None


def why_not_roles(roles: Collection[str], *, of_group: bool) -> Refusal | None:
    """A lead city writes to those who speak for the members of its group, and to nobody else of their cities.

    Rule: S1. Decided here.
    """
    other = next((each for each in roles if each not in ROLES_OF_A_GROUP), None) if of_group else None
    return Refusal('circular-role-not-of-the-group', {'role': other}) if other else None


def why_not_send(
    versions: Collection[str], working_languages: Sequence[str], *, recipients: int, live: bool, network: str
) -> Refusal | None:
    """A circular leaves when its network is live, when everybody finds a version to read, and when it reaches anybody.

    Rule: M3, circulars. Decided here.
    """
    if not live:
        return Refusal('network-in-preparation', {'network': network})
    first = next((each for each in working_languages[:1] if each not in versions), None)
    if first:
        return Refusal('circular-language-missing', {'language': first})
    return None if recipients else Refusal('circular-reaches-nobody')


def is_missing(duty: str, *, owes: bool, undeclared: bool, report_stage: str | None, declared: bool) -> bool:
    """Say whether a group still owes what a circular asks for: a report, a declaration, or one that it never made.

    Rule: W10, W11, O3.
    """
    if duty == 'undeclared':
        return undeclared
    return owes and (report_stage not in HANDED_IN if duty == 'report_missing' else not declared)
