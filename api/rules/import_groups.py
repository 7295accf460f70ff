"""Knows how working groups that an office already has are taken as they are: their cities, their stage, what is to be said of them.

| the file says         | the minimum is met                          | it is not met                                                |
| --------------------- | ------------------------------------------- | ------------------------------------------------------------ |
| constituted, and when | constituted                                 | constituted and below the minimum, as after cities have left |
| constituted           | constituted                                 | refused: nothing says that it ever was met                   |
| proposed, or nothing  | constituted by the rule; refused where live | proposed                                                     |
| completed, withdrawn  | as it says, with the day                    | as it says, with the day                                     |
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.rules import working_groups
from api.rules.by_laws import Formation
from api.rules.imports import Fault

# What offices write for the words of the contract, folded.
STAGES: Mapping[str, str] = {
    'active': 'constituted', 'official': 'constituted', 'aktiv': 'constituted', 'konstituiert': 'constituted', 'gegrundet': 'constituted',
    'finished': 'completed', 'closed': 'completed', 'abgeschlossen': 'completed', 'beendet': 'completed', 'vorgeschlagen': 'proposed',
    'planned': 'proposed', 'geplant': 'proposed', 'zuruckgezogen': 'withdrawn',
}  # fmt: skip
CHANNELS: Mapping[str, str] = {
    'office': 'direct', 'sc': 'steering_committee', 'ga': 'general_assembly', 'gc': 'general_conference', 'direkt': 'direct',
    'geschaftsstelle': 'direct', 'lenkungsausschuss': 'steering_committee', 'mitgliederversammlung': 'general_assembly',
    'generalversammlung': 'general_assembly', 'generalkonferenz': 'general_conference',
}  # fmt: skip
_BETWEEN = re.compile(r'(?<!\\);|\n')
_COMMAS = re.compile(r',(?![^(]*\))')


@dataclass(frozen=True, slots=True)
class Taken:
    """The stage that a group is taken in; `note` is what is to be said of it, `fault` why it is refused."""

    stage: str
    note: Fault | None = None
    fault: Fault | None = None


def names_in(cell: str) -> list[str]:
    """Several names in one cell stand with semicolons between them, or each on its line; where there are neither, commas part them.

    Rule: M3. Decided here.
    """
    parts = _BETWEEN.split(cell)
    if len(parts) == 1:
        parts = _COMMAS.split(cell)
    names = (' '.join(part.replace('\\;', ';').split()) for part in parts)
    return list(dict.fromkeys(name for name in names if name))


def stage_taken(said: str | None, *, has_day: bool, countries: Sequence[str], figures: Formation, live: bool) -> Taken:
    """A group that was constituted stays so however few cities it has now; one that is proposed is constituted by the rule alone.

    In a live network every other city is told of a group that is constituted, and an import tells nobody: such a group is refused.
    `has_day`: the file says when it was constituted, be it the year. `countries`: one code for each of its active cities.

    Rule: W2, W8, M3. Figures: min_cities, min_countries. Decided here.
    """
    missing = working_groups.what_is_missing(countries, figures)
    if said in {'completed', 'withdrawn'}:
        return Taken(said)
    numbers: dict[str, str | int] = {
        'cities': len(countries), 'min_cities': figures.min_cities,
        'countries': len(set(countries)), 'min_countries': figures.min_countries,
    }  # fmt: skip
    if said == 'constituted' or (said is None and has_day):
        lacking = Fault('group_below_minimum', numbers) if has_day else Fault('group_never_constituted', numbers)
        return Taken('constituted', note=lacking if missing and has_day else None, fault=lacking if missing and not has_day else None)
    if missing:
        return Taken('proposed', note=Fault('group_proposed', numbers))
    if live:
        return Taken('proposed', fault=Fault('group_would_be_constituted', numbers))
    return Taken('constituted', note=Fault('group_constituted_by_rule', numbers))


def why_not_continued(stage: str, group: str) -> Fault | None:
    """What a group of a file goes on with has completed its work, here or by the same file. `group` is a title.

    Rule: W11, M3.
    """
    return Fault('former_not_completed', {'title': group}) if working_groups.why_not_continue(stage=stage, group=group) else None
