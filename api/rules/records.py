"""Knows who may see what a working group, or the network itself, keeps: never more people than may see the group."""

from collections.abc import Sequence

from api.rules.refusals import Refusal

# From the widest to the narrowest. For what is the network's own, `working_group` means its office alone.
AUDIENCES = ('public', 'members', 'working_group')


def is_wider(audience: str, than: str) -> bool:
    """Say whether `audience` is more people than `than`."""
    return AUDIENCES.index(audience) < AUDIENCES.index(than)


def wider(first: str, second: str) -> str:
    """Return the one of two audiences that is more people."""
    return first if is_wider(first, second) else second


def why_not_shown_to(audience: str, *, group: str | None, group_audience: str) -> Refusal | None:
    """What a group keeps is never shown to more people than the group is: a proposal is not public, so nothing of it is.

    `group` is its title, None for what is the network's own.

    Rule: W13. Decided here.
    """
    if group is None or not is_wider(audience, group_audience):
        return None
    return Refusal('wider-than-its-group', {'group': group})


def why_not_narrowed_to(audience: str, shared: Sequence[tuple[str, str]]) -> Refusal | None:
    """A document is seen by everybody with whom an output that carries it is shared.

    `shared` are the titles and audiences of those outputs.

    Rule: W12. Decided here.
    """
    titles = [title for title, wanted in shared if is_wider(wanted, audience)]
    return Refusal('document-is-shared', {'output': titles[0]}) if titles else None
