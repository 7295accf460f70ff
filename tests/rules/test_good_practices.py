"""Who sees a good practice, which are suggested for a cell, and how often a city asks another: tables of cases."""

from datetime import date, timedelta
from typing import get_args

import pytest

from api.models.good_practices import Theme
from api.models.shapes import LANGUAGES
from api.plan_frames import FRAMES
from api.practice_library import COMMITMENTS, DOCUMENTED, TRACKS
from api.rules.good_practices import (
    MOST_QUESTIONS,
    Asked,
    Practice,
    Reader,
    audience,
    can_read,
    fit,
    is_like,
    nearness,
    suggested,
    why_not,
    why_not_ask,
    why_not_published_from,
)
from api.rules.refusals import Refusal

CELLS = FRAMES['ten_points'].cells
TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ('stage', 'shared_with', 'of_city', 'action', 'expected'),
    [
        ('draft', None, False, None, 'office'),
        ('draft', None, True, None, 'own_city'),
        ('published', 'members', True, None, 'members'),
        ('published', 'public', True, None, 'public'),
        ('published', 'members', False, None, 'members'),
        ('published', 'public', False, None, 'public'),
        ('withdrawn', 'public', True, None, 'own_city'),
        ('withdrawn', 'public', False, None, 'office'),
        # From an action, never to more than the action is shown to.
        ('published', 'public', True, 'public', 'public'),
        ('published', 'public', True, 'members', 'members'),
        ('published', 'public', True, 'advisers', 'advisers'),
        ('published', 'public', True, 'office', 'own_city'),
        ('published', 'public', True, 'nobody', 'city_alone'),
        ('published', 'members', True, 'public', 'members'),
        ('published', 'members', True, 'nobody', 'city_alone'),
        ('withdrawn', 'public', True, 'public', 'own_city'),
        ('withdrawn', 'public', True, 'nobody', 'city_alone'),
    ],
)
def test_a_practice_is_shown_with_whom_it_is_shared_and_no_more_than_its_action(
    stage: str, shared_with: str | None, of_city: bool, action: str | None, expected: str
) -> None:
    assert audience(stage, shared_with, of_city=of_city, action_shared_with=action) == expected


@pytest.mark.parametrize(
    ('shared_with', 'may'), [('nobody', False), ('office', False), ('advisers', False), ('members', True), ('public', True)]
)
def test_a_practice_is_published_from_an_action_that_the_members_see(shared_with: str, may: bool) -> None:
    assert why_not_published_from(shared_with) == (None if may else Refusal('action-not-shared', {'shared_with': shared_with}))


@pytest.mark.parametrize(('stage', 'may'), [('draft', False), ('published', True), ('withdrawn', False)])
def test_only_what_is_published_is_taken_back(stage: str, may: bool) -> None:
    refused = Refusal('practice-not-published', {'practice': 'Tenants ask'})
    assert why_not('withdraw_good_practice', stage, 'Tenants ask') == (None if may else refused)


READER = Reader(('de',), {'housing'}, 300_000)


@pytest.mark.parametrize(
    ('practice', 'why', 'score'),
    [
        (Practice([(7, 3)]), 'in_cell', 100),
        (Practice([(1, 1), (7, 3)]), 'in_cell', 100),
        (Practice([(7, 3)], (), ('de',)), 'in_cell', 110),
        (Practice([(7, 3)], (), ('en', 'de')), 'in_cell', 110),
        (Practice([(7, 3)], (), ('en',)), 'in_cell', 100),
        (Practice([(7, 3)], (), ('de',), 250_000), 'in_cell', 115),
        (Practice([(7, 3)], (), (), 900_000), 'in_cell', 105),
        (Practice([(7, 3)], (), (), 900_001), 'in_cell', 100),
        (Practice([(7, 1)]), 'under_commitment', 75),
        (Practice([(7, 1)], ('housing',)), 'under_commitment', 75),
        (Practice([(7, 4)], (), ('de',), 300_000), 'under_commitment', 90),
        (Practice([(1, 3)], ('housing',)), 'theme', 50),
        (Practice([], ('housing',)), 'theme', 50),
        (Practice([(1, 3)], ('culture',)), None, 0),
        (Practice([(1, 3)], ('culture',), ('de',), 300_000), None, 0),
        (Practice([(1, 3)]), None, 0),
        (Practice([]), 'whole_plan', 25),
        (Practice([], (), ('de',)), 'whole_plan', 35),
        (Practice([], ('culture',), ('de',), 300_000), 'whole_plan', 40),
    ],
)
def test_a_practice_is_near_to_a_cell_for_a_reason(practice: Practice, why: str | None, score: int) -> None:
    assert (fit((7, 3), practice, READER), nearness((7, 3), practice, READER)) == (why, score)


def test_suggested_are_the_nearest_first_and_five_at_most() -> None:
    practices = [
        ('whole', Practice([])),
        ('theme', Practice([(1, 1)], ('housing',), ('de',), 300_000)),
        ('beside', Practice([(7, 1)])),
        ('there b', Practice([(7, 3)])),
        ('there a', Practice([(7, 3)])),
        ('read', Practice([(7, 3)], (), ('de',))),
        ('nothing', Practice([(1, 3)])),
    ]
    assert suggested((7, 3), practices, READER) == ('read', 'there a', 'there b', 'beside', 'theme')
    assert suggested((7, 3), practices, READER, 9)[-1] == 'whole'
    assert suggested((7, 3), [], READER) == ()


@pytest.mark.parametrize(
    ('one', 'other', 'expected'),
    [(300_000, 300_000, True), (100_000, 300_000, True), (300_000, 100_000, True), (99_999, 300_000, False), (None, 300_000, False),
     (300_000, None, False), (0, 0, False)],
)  # fmt: skip
def test_cities_are_of_like_size_up_to_three_times(one: int | None, other: int | None, expected: bool) -> None:
    assert is_like(Practice([], inhabitants=one), Reader(inhabitants=other)) is expected


def test_who_reads_one_language_of_a_practice_can_read_of_it() -> None:
    assert can_read(Practice([], (), ('it', 'en')), Reader(('en',)))
    assert not can_read(Practice([], (), ('it',)), Reader(('en',)))
    assert not can_read(Practice([]), Reader(('en',)))


def asked(city: str, cell: tuple[int, int], days_ago: int) -> Asked:
    return Asked(city, cell, TODAY - timedelta(days=days_ago))


@pytest.mark.parametrize(
    ('before', 'expected'),
    [
        ([], None),
        ([asked('ghent', (7, 3), 0)], 'asked-lately'),
        ([asked('ghent', (7, 3), 29)], 'asked-lately'),
        ([asked('ghent', (7, 3), 30)], None),
        ([asked('ghent', (7, 2), 0)], None),
        ([asked('bologna', (7, 3), 0)], None),
        ([asked('bologna', (1, 1), 1)] * (MOST_QUESTIONS - 1), None),
        ([asked('bologna', (1, 1), 1)] * MOST_QUESTIONS, 'asks-too-often'),
        ([asked('bologna', (1, 1), 30)] * MOST_QUESTIONS, None),
    ],
)
def test_a_city_asks_another_once_a_month_about_a_cell_and_ten_times_in_all(before: list[Asked], expected: str | None) -> None:
    refused = why_not_ask('ghent', (7, 3), before, TODAY)
    assert (refused and refused.code) == expected


def test_what_publications_name_is_in_the_frame_has_a_source_and_five_languages() -> None:
    themes = set(get_args(Theme))
    assert len({each.key for each in DOCUMENTED}) == len(DOCUMENTED) == 12
    for each in DOCUMENTED:
        assert set(each.summary) == set(LANGUAGES), each.key
        assert set(each.cells) <= set(CELLS), each.key
        assert set(each.themes) <= themes, each.key
        assert each.publication, each.key
        assert each.source in {'action-plan toolkit', 'peer-learning session'}, each.key


def test_every_cell_says_what_belongs_in_it_in_every_language() -> None:
    assert {(commitment, track) for commitment in COMMITMENTS for track in TRACKS} == set(CELLS)
    for texts in (*COMMITMENTS.values(), *TRACKS.values()):
        assert set(texts) == set(LANGUAGES)
        assert all(texts.values())
