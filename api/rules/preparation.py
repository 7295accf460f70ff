"""Knows what an office looks at before its network goes live: what is in, and whether mail will leave."""

from dataclasses import dataclass

# In the order in which an office takes in what it has.
STEPS = ('members', 'people', 'working_groups', 'files', 'by_laws', 'mail')


@dataclass(frozen=True, slots=True)
class Held:
    """What a network in preparation holds; `coordinated` are the active cities that have a coordinator."""

    cities: int
    coordinated: int
    groups: int
    open_files: int
    sends_mail: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to look at: `ready` when nothing is to be done; `count` of it, and `of` how many where there is such a number."""

    code: str
    ready: bool
    count: int
    of: int | None = None


def steps_of(held: Held, by_laws_number: int) -> tuple[Step, ...]:
    """Before it goes live an office has its members in, someone to write to in each city, no file half done, and mail that leaves.

    All of it is advice: a network may go live at any time. Groups need not be there, and by-laws are in force from the first day.

    Rule: M3. Decided here.
    """
    found = {
        'members': Step('members', held.cities > 0, held.cities),
        'people': Step('people', 0 < held.cities == held.coordinated, held.coordinated, held.cities),
        'working_groups': Step('working_groups', ready=True, count=held.groups),
        'files': Step('files', not held.open_files, held.open_files),
        'by_laws': Step('by_laws', ready=True, count=by_laws_number),
        'mail': Step('mail', held.sends_mail, int(held.sends_mail)),
    }
    return tuple(found[code] for code in STEPS)
