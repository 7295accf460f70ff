"""What helps a city with its action plan: anybody reads it, in their language."""

from collections import Counter

import httpx
import pytest

from api.plan_library import RISKS, STEPS
from api.sentences import languages
from tests.contract.validated import validated
from tests.routes.acts import made

STEERING = {
    'en': 'Set up a steering committee',
    'de': 'Einen Lenkungsausschuss einsetzen',
    'es': 'Crear un comité de dirección',
    'fr': 'Créer un comité de pilotage',
    'it': 'Istituire un comitato di indirizzo',
}


def test_anybody_reads_the_steps_the_risks_and_the_indicators(http: httpx.Client) -> None:
    told = made(validated(http).get('/v1/plan-library'))
    assert [step['number'] for step in told['steps']] == list(range(1, 13))
    assert Counter(risk['phase'] for risk in told['risks']) == {
        'planning_and_engaging': 2, 'content': 10, 'structural_embedding': 5, 'follow_up': 2,
    }  # fmt: skip
    assert {each['phase'] for each in (*told['steps'], *told['risks'])} <= {phase['key'] for phase in told['phases']}
    assert {risk['step'] for risk in told['risks']} <= {step['key'] for step in told['steps']}
    assert [len(each['asked']) for each in told['indicators']] == [0, 1, 1, 2, 3]
    assert 'baseline' in told['baseline']


@pytest.mark.parametrize('language', languages())
def test_its_texts_are_in_the_language_asked_for_and_its_keys_in_none(http: httpx.Client, language: str) -> None:
    answer = http.get('/v1/plan-library', headers={'accept-language': language})
    told = made(answer)
    assert (told['language'], answer.headers['content-language']) == (language, language)
    assert told['steps'][8]['name'] == STEERING[language]
    assert [step['key'] for step in told['steps']] == [step.key for step in STEPS]
    assert [risk['key'] for risk in told['risks']] == [risk.key for risk in RISKS]
    assert 'Accept-Language' in answer.headers['vary']


def test_a_language_that_there_is_not_is_answered_in_english(http: httpx.Client) -> None:
    assert made(http.get('/v1/plan-library', headers={'accept-language': 'is'}))['language'] == 'en'


def test_it_may_be_kept_and_is_asked_for_again_in_its_language(http: httpx.Client) -> None:
    tags = {language: http.get('/v1/plan-library', headers={'accept-language': language}).headers['etag'] for language in languages()}
    assert len(set(tags.values())) == len(tags)
    for language, tag in tags.items():
        again = http.get('/v1/plan-library', headers={'accept-language': language, 'if-none-match': tag})
        assert (again.status_code, again.headers['etag'], again.content) == (304, tag, b'')
    assert http.get('/v1/plan-library', headers={'accept-language': 'de', 'if-none-match': tags['en']}).status_code == 200


def test_the_service_says_where_it_is(http: httpx.Client) -> None:
    assert made(http.get('/v1'))['links']['plan_library'] == '/v1/plan-library'
