"""Knows what a progress update may say, and how an action item stands after all of its updates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from api.rules.refusals import Refusal

DONE = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """How an action item stands: its stage, how much is done in percent (None: not known), the day of the latest update."""

    stage: str = 'planned'
    percent: int | None = None
    last_progress_on: date | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What an update says of the item, on which day; None is what it leaves as it was."""

    made_on: date
    stage: str | None = None
    percent: int | None = None


def why_not_said(*, unchanged: bool, stage: str | None, percent: int | None, has_text: bool, has_more: bool) -> Refusal | None:
    """An update says something: a stage, a percentage, what was done, an obstacle, some evidence; or that nothing has changed.

    "Nothing has changed" carries no stage, percentage or text; what stands in the way may be said with it. Silence is never
    taken for it.

    `has_more` says whether the update has an obstacle or evidence.

    Rule: P7. Source: action-plan toolkit. Decided here.
    """
    says_change = stage is not None or percent is not None or has_text
    if unchanged:
        return Refusal('unchanged-stands-alone') if says_change else None
    return None if says_change or has_more else Refusal('update-says-nothing')


def why_not_percent(stage: str, percent: int | None) -> Refusal | None:
    """What is completed is done to 100 percent. An item may be at 100 percent before anybody calls it completed.

    `stage` is the item's stage after the update.

    Rule: P7. Decided here.
    """
    if stage != 'completed' or percent is None or percent == DONE:
        return None
    return Refusal('completed-is-done', {'percent': percent})


def after(standing: Standing, said: Said) -> Standing:
    """An update moves the item to the stage and percentage it names and leaves the rest; completed means 100 percent.

    An item that is taken up again after it was completed is done to an unknown part until somebody says so.

    Rule: P7. Decided here.
    """
    stage = said.stage or standing.stage
    kept = None if standing.stage == 'completed' and stage != 'completed' else standing.percent
    percent = DONE if stage == 'completed' else said.percent if said.percent is not None else kept
    return Standing(stage, percent, said.made_on)


def standing_after(updates: Iterable[Said]) -> Standing:
    """How an item stands follows from its updates alone, in the order of their days: corrected ones are left out.

    An update that is recorded later for an earlier day takes its place there, so it may move nothing.

    `updates` come in that order, those of one day in the order in which they were recorded.

    Rule: P7. Decided here.
    """
    standing = Standing()
    for said in updates:
        standing = after(standing, said)
    return standing


def why_not_correct(*, is_of_item: bool, is_corrected: bool) -> Refusal | None:
    """Nothing that was recorded is changed: a correction is a new update of the same item, which takes the place of the old one.

    An update is corrected once; a further correction corrects the correction.

    Rule: P7. Source: action-plan toolkit. Decided here.
    """
    if not is_of_item:
        return Refusal('corrects-another-item')
    return Refusal('already-corrected') if is_corrected else None
