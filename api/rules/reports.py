"""Knows the brief report that a working group owes the general assembly: its stages, its words, what it lacks.

| stage     | what it means                                                   | may become         |
| --------- | --------------------------------------------------------------- | ------------------ |
| draft     | the group writes; only the group and the office see it          | submitted          |
| submitted | frozen as it is; the office looks it through                    | tabled             |
| tabled    | before the assembly; the members of the network read it         | approved, returned |
| returned  | back with the group, to be revised and submitted again          | submitted          |
| approved  | accepted, at the sitting or by a later recorded decision        | published          |
| published | on the website for everybody, then shared                      | nothing            |
"""

import re
from collections.abc import Mapping
from datetime import date

from api.rules import dates
from api.rules.refusals import Refusal

STAGES: Mapping[str, tuple[str, ...]] = {
    'draft': ('submitted',),
    'submitted': ('tabled',),
    'tabled': ('approved', 'returned'),
    'returned': ('submitted',),
    'approved': ('published',),
    'published': (),
}
OUTCOMES = ('approved', 'returned')
CHANNELS = ('website', 'social_media', 'newsletter')
# Who sees a report at each stage; its submissions, decisions and publications follow it.
AUDIENCES: Mapping[str, str] = {
    'draft': 'working_group',
    'submitted': 'working_group',
    'tabled': 'members',
    'returned': 'working_group',
    'approved': 'members',
    'published': 'public',
}
_OPEN = {'draft', 'returned'}
_ACCEPTED = {'approved', 'published'}

# What Markdown writes around words and is no word itself.
_MARKS = (
    (re.compile(r'^[ \t]*(```|~~~).*$', re.MULTILINE), ' '),
    (re.compile(r'^[ \t]*\[(?!\^)[^\[\]\n]+\]:[ \t]*\S+.*$', re.MULTILINE), ' '),
    (re.compile(r'<!--(?:(?!<!--).)*?-->', re.DOTALL), ' '),
    (re.compile(r'!?\[([^\[\]\n]*)\]\([^()\n]*\)'), r' \1 '),
    (re.compile(r'\[\^[^\[\]\n]+\]:?'), ' '),
    (re.compile(r'<(https?://[^<>\s]+)>'), r' \1 '),
    (re.compile(r'</?[A-Za-z][^<>]*>'), ' '),
    (re.compile(r'&#?\w+;'), ' '),
    (re.compile(r'^[ \t]*(?:>[ \t]*)*(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?', re.MULTILINE), ' '),
    (re.compile(r'[|—…]|\.\.\.|--+'), ' '),
)


def count_words(text: str) -> int:
    """Words are counted as people count them: what stands between spaces and holds a letter or a digit. Marks of layout do not count.

    `well-known` and `2020/21` are one word each; a link counts by its text, not by its address.

    Rule: W10. Decided here.
    """
    for pattern, instead in _MARKS:
        text = pattern.sub(instead, text)
    return sum(1 for token in text.split() if any(character.isalnum() for character in token))


def audience_of(stage: str) -> str:
    """The group and the office see a draft, the members of the network what is tabled or approved, everybody what is published.

    A returned report goes back to the group and the office.

    Rule: W10. Source: working-group rules. Decided here: who sees what before approval.
    """
    return AUDIENCES[stage]


def what_is_missing(text: str) -> tuple[str, ...]:
    """A report needs words before it can be submitted. The word limit is a counter, never a hindrance.

    Returns the names of the fields that lack something; nothing when nothing is missing.

    Rule: W10. Figures: report_word_limit. Source: working-group rules. Decided here: the limit only counts.
    """
    return () if count_words(text) else ('text',)


def why_not_change(stage: str, report: str) -> Refusal | None:
    """A report is changed and submitted while it is a draft or was returned; what was submitted stays as it is.

    Rule: W10. Decided here.
    """
    if stage in _OPEN:
        return None
    return Refusal('report-approved' if stage in _ACCEPTED else 'report-submitted', {'report': report})


def why_not_table(stage: str, report: str) -> Refusal | None:
    """The office tables what a group has submitted, once.

    Rule: W10. Source: working-group rules.
    """
    if stage == 'tabled':
        return Refusal('report-tabled', {'report': report})
    return _unless_submitted(stage, report) if stage != 'submitted' else None


def why_not_decide(stage: str, report: str) -> Refusal | None:
    """The assembly decides on what is tabled: it approves the report or returns it to the group.

    Rule: W10. Source: working-group rules.
    """
    if stage == 'tabled':
        return None
    return Refusal('report-not-tabled', {'report': report}) if stage == 'submitted' else _unless_submitted(stage, report)


def why_not_decided_on(outcome: str, day: date, *, held_on: date, today: date, reason: str | None) -> Refusal | None:
    """A report is approved at the sitting or by a later recorded decision, never before; it may be handed back earlier.

    The day of the sitting speaks for itself; another day in the past is recorded with a reason.

    Rule: W10. Source: working-group rules. Decided here: returning before the sitting.
    """
    if day > today:
        return Refusal('future-date', {'date': day.isoformat(), 'today': today.isoformat()})
    if outcome == 'approved' and day < held_on:
        return Refusal('assembly-yet-to-come', {'date': held_on.isoformat(), 'today': day.isoformat()})
    return None if day in {held_on, today} else dates.why_not_without_reason(reason)


def why_not_publish(stage: str, report: str, channel: str) -> Refusal | None:
    """Only approved reports are published: first on the website, once, and then shared as often as wanted: on social media, in newsletters.

    Rule: W10. Source: working-group rules.
    """
    if stage not in _ACCEPTED:
        return Refusal('report-not-approved', {'report': report})
    if channel == 'website':
        return Refusal('report-published', {'report': report}) if stage == 'published' else None
    return None if stage == 'published' else Refusal('website-comes-first', {'report': report})


def why_not_published_on(day: date, *, after: date, today: date, reason: str | None) -> Refusal | None:
    """A publication is dated: not before the report was approved, or shared before it stood on the website, and not in the future.

    `after` is the day of what had to come first.

    Rule: W10. Decided here.
    """
    if day < after:
        return Refusal('published-too-early', {'date': after.isoformat()})
    return dates.why_not_effective_on(day, today, is_office=True, reason=reason)


def _unless_submitted(stage: str, report: str) -> Refusal:
    return Refusal('report-approved' if stage in _ACCEPTED else 'report-not-submitted', {'report': report})
