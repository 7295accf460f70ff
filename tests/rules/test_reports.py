"""What a report to the assembly goes through, who sees it on the way, and how its words are counted."""

import time
from datetime import date

import pytest

from api.rules import reports
from api.rules.refusals import Refusal

HELD = date(2026, 6, 12)
EVERY = tuple(reports.STAGES)


# -- words -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('text', 'words'),
    [
        ('', 0),
        ('   \n\t ', 0),
        ('Fair housing', 2),
        ('Fair  housing\n\nfor all.', 4),
        ('well-known and/or 2020/21', 3),
        ('3.5 million people, 50 % women', 5),
        ('don’t l’Europe city’s', 3),
        ('cities—regions', 2),
        ('2020–2024', 1),
        ('one … two', 2),
        ('one... two', 2),
        ('a - b', 2),
        ('Zürich, Kraków & Αθήνα', 3),
        ('übermäßig große Straße', 3),
        ('# Results', 1),
        ('## What we did\n\nMuch.', 4),
        ('**bold** and _thin_ and ~~gone~~', 5),
        ('- one\n- two\n* three\n+ four', 4),
        ('1. one\n2. two\n10) three', 3),
        ('2026 was a good year', 5),
        ('- [ ] to do\n- [x] done', 3),
        ('> quoted words\n> > deeper', 3),
        ('---\n***\n___', 0),
        ('| city | country |\n| --- | :-: |\n| Graz | Austria |', 4),
        ('see [the paper](https://example.org/a/long/path "a title")', 3),
        ('![a photo](photo.png)', 2),
        ('<https://example.org/paper>', 1),
        ('https://example.org/paper', 1),
        ('[paper]: https://example.org/paper "Title"', 0),
        ('a note[^1]\n\n[^1]: below', 3),
        ('line<br>break', 2),
        ('<b>bold</b> words', 2),
        ('<!-- not for readers --> for readers', 2),
        ('a &amp; b&nbsp;c', 3),
        ('```python\nprint words\n```', 2),
        ('2 < 3 and 5 > 4', 5),
        ('😀 smiles 😀', 1),
        ('non\u00a0breaking', 2),
    ],
)
def test_words_are_counted_as_people_count_them(text: str, words: int) -> None:
    assert reports.count_words(text) == words


@pytest.mark.parametrize(
    'piece', ['[', '<a', '[a](', '\n', ' ', '<!--', '&', '[^', '> ', '> >', '- ', '1. ', '|', '```', '-', '[a]:', '(', '\t\n']
)
def test_whatever_a_long_text_is_made_of_its_words_are_counted_at_once(piece: str) -> None:
    begun = time.process_time()
    assert reports.count_words(piece * (20_000 // len(piece))) <= 10_000
    assert time.process_time() - begun < 1


def test_a_long_text_has_all_its_words() -> None:
    assert reports.count_words('word ' * 4_000) == 4_000


@pytest.mark.parametrize(('text', 'missing'), [('', ('text',)), ('  \n# \n', ('text',)), ('A word.', ()), ('word ' * 4000, ())])
def test_a_report_lacks_nothing_once_it_has_words_however_many(text: str, missing: tuple[str, ...]) -> None:
    assert reports.what_is_missing(text) == missing


# -- stages ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('stage', 'audience'),
    [
        ('draft', 'working_group'),
        ('submitted', 'working_group'),
        ('tabled', 'members'),
        ('returned', 'working_group'),
        ('approved', 'members'),
        ('published', 'public'),
    ],
)
def test_who_sees_a_report_follows_its_stage(stage: str, audience: str) -> None:
    assert reports.audience_of(stage) == audience


def refusal(code: str) -> Refusal:
    return Refusal(code, {'report': 'Fair housing'})


@pytest.mark.parametrize(
    ('stage', 'change', 'table', 'decide', 'website', 'social_media'),
    [
        ('draft', None, 'report-not-submitted', 'report-not-submitted', 'report-not-approved', 'report-not-approved'),
        ('submitted', 'report-submitted', None, 'report-not-tabled', 'report-not-approved', 'report-not-approved'),
        ('tabled', 'report-submitted', 'report-tabled', None, 'report-not-approved', 'report-not-approved'),
        ('returned', None, 'report-not-submitted', 'report-not-submitted', 'report-not-approved', 'report-not-approved'),
        ('approved', 'report-approved', 'report-approved', 'report-approved', None, 'website-comes-first'),
        ('published', 'report-approved', 'report-approved', 'report-approved', 'report-published', None),
    ],
)
def test_every_move_that_a_stage_forbids_has_its_own_refusal(
    stage: str, change: str | None, table: str | None, decide: str | None, website: str | None, social_media: str | None
) -> None:
    said = [
        reports.why_not_change(stage, 'Fair housing'),
        reports.why_not_table(stage, 'Fair housing'),
        reports.why_not_decide(stage, 'Fair housing'),
        reports.why_not_publish(stage, 'Fair housing', 'website'),
        reports.why_not_publish(stage, 'Fair housing', 'social_media'),
    ]
    assert said == [code and refusal(code) for code in (change, table, decide, website, social_media)]


def test_the_moves_that_are_allowed_are_those_of_the_table() -> None:
    allowed = {
        'submitted': {stage for stage in EVERY if reports.why_not_change(stage, '') is None},
        'tabled': {stage for stage in EVERY if reports.why_not_table(stage, '') is None},
        'approved': {stage for stage in EVERY if reports.why_not_decide(stage, '') is None},
        'published': {stage for stage in EVERY if reports.why_not_publish(stage, '', 'website') is None},
    }
    assert allowed == {to: {stage for stage in EVERY if to in reports.STAGES[stage]} for to in allowed}


def test_the_table_knows_every_stage_and_what_becomes_of_it() -> None:
    assert {to for following in reports.STAGES.values() for to in following} | {'draft'} == set(EVERY)
    assert set(reports.AUDIENCES) == set(EVERY)


# -- days ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('outcome', 'day', 'today', 'reason', 'code'),
    [
        ('approved', HELD, HELD, None, None),
        ('approved', HELD, date(2026, 7, 1), None, None),
        ('approved', date(2026, 7, 1), date(2026, 7, 1), None, None),
        ('approved', date(2026, 6, 20), date(2026, 7, 1), None, 'reason-needed'),
        ('approved', date(2026, 6, 20), date(2026, 7, 1), 'by letter', None),
        ('approved', date(2026, 6, 11), date(2026, 6, 11), None, 'assembly-yet-to-come'),
        ('approved', date(2026, 6, 11), date(2026, 7, 1), 'early', 'assembly-yet-to-come'),
        ('approved', HELD, date(2026, 6, 11), None, 'future-date'),
        ('returned', date(2026, 6, 1), date(2026, 6, 1), None, None),
        ('returned', date(2026, 6, 1), date(2026, 6, 2), None, 'reason-needed'),
        ('returned', HELD, HELD, None, None),
        ('returned', date(2026, 6, 13), HELD, None, 'future-date'),
    ],
)
def test_a_report_is_approved_at_the_sitting_or_later_and_handed_back_at_any_time(
    outcome: str, day: date, today: date, reason: str | None, code: str | None
) -> None:
    refused = reports.why_not_decided_on(outcome, day, held_on=HELD, today=today, reason=reason)
    assert (refused.code if refused else None) == code


@pytest.mark.parametrize(
    ('day', 'today', 'reason', 'code'),
    [
        (HELD, HELD, None, None),
        (date(2026, 6, 11), HELD, 'before', 'published-too-early'),
        (date(2026, 6, 20), date(2026, 7, 1), None, 'reason-needed'),
        (date(2026, 6, 20), date(2026, 7, 1), 'noted late', None),
        (date(2026, 7, 2), date(2026, 7, 1), None, 'future-date'),
    ],
)
def test_a_publication_is_dated_after_the_approval_and_not_in_the_future(
    day: date, today: date, reason: str | None, code: str | None
) -> None:
    refused = reports.why_not_published_on(day, after=HELD, today=today, reason=reason)
    assert (refused.code if refused else None) == code
