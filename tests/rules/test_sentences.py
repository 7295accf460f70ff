"""The sentences people read: complete in every language, filled from what the rules return."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from api import sentences
from api.rules import by_laws, memberships, working_groups
from api.sentences import CATALOGUES, choose_language, say

SOURCES = sorted(Path(sentences.__file__).parent.rglob('*.py'))


def forms(language: str, key: str) -> dict[str, str]:
    entry = CATALOGUES[language][key]
    return {'': entry} if isinstance(entry, str) else dict(entry)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def places_of(language: str, key: str) -> set[str]:
    return set().union(*(places(text) for text in forms(language, key).values()))


def refusals() -> Iterator[tuple[str, set[str]]]:
    """Every Refusal or Problem written in the code: its code and the names of its parameters, where both are written out."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {'Refusal', 'Problem'}:
                given = node.args[1] if len(node.args) > 1 else ast.Dict([], [])
                names = {key.value for key in given.keys if isinstance(key, ast.Constant)} if isinstance(given, ast.Dict) else None
                for code in codes(node.args[0]) if node.args and names is not None else ():
                    yield code, {str(name) for name in names or ()}


def codes(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return [*codes(node.body), *codes(node.orelse)]
    if ast.unparse(node) == '_CLOSED[stage]':
        return ['group-completed', 'group-withdrawn']
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


@pytest.mark.parametrize('language', sentences.languages())
def test_every_language_says_the_same_things(language: str) -> None:
    assert set(CATALOGUES[language]) == set(CATALOGUES['en'])


@pytest.mark.parametrize('language', sentences.languages())
def test_every_sentence_has_the_same_places_in_every_language(language: str) -> None:
    differing = [key for key in CATALOGUES['en'] if places_of(language, key) != places_of('en', key)]
    assert differing == []


@pytest.mark.parametrize('language', sentences.languages())
def test_places_are_plain_names_and_sentences_are_not_blank(language: str) -> None:
    for key in CATALOGUES[language]:
        for form, text in forms(language, key).items():
            assert text == text.strip(), key
            assert text, key
            assert form in {'', 'one', 'other'}, key
            assert all(place.isidentifier() for place in places(text)), key


@pytest.mark.parametrize('language', sentences.languages())
def test_a_sentence_with_forms_has_both(language: str) -> None:
    assert all(set(entry) == {'one', 'other'} for entry in CATALOGUES[language].values() if not isinstance(entry, str))


@pytest.mark.parametrize('language', sentences.languages())
def test_every_refusal_has_a_sentence_that_its_parameters_fill(language: str) -> None:
    found = list(refusals())
    assert {'not-an-active-city', 'group-withdrawn', 'lead-must-hand-over', 'by-laws-impossible', 'future-date'} <= {
        code for code, _ in found
    }
    for code, parameters in found:
        assert places_of(language, f'problem.{code}.detail') <= parameters, code


@pytest.mark.parametrize('language', sentences.languages())
def test_every_problem_of_by_laws_has_a_sentence(language: str) -> None:
    tree = ast.parse(Path(by_laws.__file__).read_text(encoding='utf-8'))
    tuples = [node.value for node in ast.walk(tree) if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple)]
    becauses = [str(pair.elts[1].value) for pair in tuples if isinstance(pair.elts[1], ast.Constant)]
    assert len(becauses) == len(tuples) > 5
    assert [because for because in becauses if f'validation.{because}' not in CATALOGUES[language]] == []


@pytest.mark.parametrize('language', sentences.languages())
def test_every_stage_has_a_name(language: str) -> None:
    for stage in working_groups.STAGES:
        assert say(language, f'stage.working_group.{stage}')
        assert say(language, f'formation.summary.{stage}')
    for stage in memberships.STAGES:
        assert say(language, f'stage.membership.{stage}')
    assert say(language, f'end_reason.{memberships.NETWORK_MEMBERSHIP_ENDED}')


@pytest.mark.parametrize(
    ('language', 'count', 'sentence'),
    [
        ('en', 1, 'One more city is needed.'),
        ('en', 2, '2 more cities are needed.'),
        ('de', 1, 'Es fehlt noch eine Stadt.'),
        ('de', 3, 'Es fehlen noch 3 Städte.'),
        ('en', 0, '0 more cities are needed.'),
    ],
)
def test_a_number_chooses_the_form(language: str, count: int, sentence: str) -> None:
    assert say(language, 'formation.missing.cities', count=count, have=0, needed=3) == sentence


def test_what_a_person_typed_is_never_read_as_a_place() -> None:
    said = say('en', 'problem.already-a-member.detail', member='{0.__class__} {city}', group='{}')
    assert said.startswith('{0.__class__} {city} already takes part in “{}”')


def test_an_unknown_key_or_language_or_an_unfilled_place_is_an_error() -> None:
    with pytest.raises(KeyError):
        say('en', 'problem.no-such-thing.detail')
    with pytest.raises(KeyError):
        say('xx', 'language.name')
    with pytest.raises(KeyError):
        say('en', 'problem.already-a-member.detail', member='Graz')
    with pytest.raises(KeyError):
        say('en', 'formation.missing.cities')


def test_languages_are_listed_with_their_own_names_english_first() -> None:
    assert sentences.languages() == ('en', 'de', 'es', 'fr', 'it')
    assert sentences.language_names() == {'en': 'English', 'de': 'Deutsch', 'es': 'Español', 'fr': 'Français', 'it': 'Italiano'}


@pytest.mark.parametrize(
    ('header', 'language'),
    [
        (None, 'en'),
        ('', 'en'),
        ('de', 'de'),
        ('DE', 'de'),
        ('de-AT', 'de'),
        ('de-CH-1996', 'de'),
        ('nl, de;q=0.7, en;q=0.3', 'de'),
        ('en;q=0.5, de;q=0.9', 'de'),
        ('en, de', 'en'),
        ('de, en', 'de'),
        ('de;q=0, *', 'en'),
        ('en;q=0, *;q=0.5', 'de'),
        ('en-GB;q=0, en', 'en'),
        ('nl, pt', 'en'),
        ('nl, it', 'it'),
        ('fr-BE', 'fr'),
        ('de;q=0', 'en'),
        ('*', 'en'),
        ('de ; q = 0.8 , en;q=0.9', 'en'),
        ('de;q=1.000, en;q=0.999', 'de'),
        ('de;q=viel, en;q=0.1', 'en'),
        ('de;q=-1', 'en'),
        (';;;,,,q=;', 'en'),
        ('de;q=٣', 'en'),
        ('\x00', 'en'),
    ],
)
def test_the_language_is_the_best_of_the_header(header: str | None, language: str) -> None:
    assert choose_language(header) == language


@pytest.mark.parametrize(('preferred', 'language'), [('de', 'de'), ('en', 'en'), (None, 'de'), ('xx', 'de')])
def test_what_the_person_chose_comes_before_the_header(preferred: str | None, language: str) -> None:
    assert choose_language('de', preferred) == language


def test_a_day_is_written_as_the_language_writes_days() -> None:
    days = {'date': '2027-03-01', 'today': '2026-11-22'}
    assert '1 March 2027' in say('en', 'problem.future-date.detail', **days)
    assert '1. März 2027' in say('de', 'problem.future-date.detail', **days)
