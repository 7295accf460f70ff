"""One word for one thing, in every language: what a screen calls a thing is what a mail, the history and a refusal call it.

The words are those of the network's rules; beside each stand the twins that crept in, or would, and say the same.
"""

import json
import re
from collections.abc import Iterator

import pytest

from tests.house.tree import ROOT

TWINS = {
    'en': {
        'action item': r'\baction points?\b',
        'by-laws': r'\bby-?laws?\b(?<!by-laws)|\bstatutes?\b',
        'office': r'\bsecretariats?\b',
        'mail': r'\be-?mails?\b',
        'lead city': r'\blead(ing)? (local )?authorit|\bchair cit',
        'working group': r'\btask forces?\b',
    },
    'de': {
        'Maßnahme': r'\bVorhaben',
        'Satzung': r'\bGeschäftsordnung|\bStatut',
        'Mitgliederversammlung': r'\b(General|Haupt)versammlung',
        'Geschäftsstelle': r'\bSekretariat',
        'E-Mail': r'(?<![-\w])Mail',
        'Mitteilung': r'\bBenachrichtigung',
        'federführende Stadt': r'\bLeitstadt|\bLeitstädte',
        'Koordination': r'\bKoordinator',
        'Kontaktperson': r'\bAnsprech',
        'Abteilung': r'\bFachamt|\bFachämter|\bFachabteilung',
        'Rundschreiben': r'\bRundbrief|\bZirkular',
        'Erklärung': r'\bDeklaration',
        'Ergebnis': r'\bOutput',
        'Arbeitsgruppe': r'\bArbeitskreis',
        'Treffen': r'\bSitzungs(form|rhythmus)',
        'Podiumsdiskussion': r'\bPodiumsgespräch',
    },
    'es': {
        'estatutos': r'\breglamento interno',
        'secretaría': r'\bsecretariado',
        'correo': r'\be-?mails?\b',
        'ciudad líder': r'\bciudad(es)? coordinadora',
        'aviso': r'\bnotificaci[óo]n',
        'producto': r'\bentregable',
    },
    'fr': {
        'statuts': r'\brèglement intérieur',
        'courriel': r'\b(e-?)?mails?\b',
        'ville cheffe de file': r'\bvilles? (pilote|chef de file)',
        'avis': r'\bnotification',
        'production': r'\blivrable',
    },
    'it': {
        'statuto': r'\bregolamento interno',
        'segreteria': r'\bsegretariato',
        'e-mail': r'(?<![-\w])mail\b|\bposta elettronica',
        'città capofila': r'\bcittà (guida|leader)',
        'avviso': r'\bnotific(a|he)\b',
        'relazione': r'\brapport[oi]\b',
    },
}


def texts(said: object) -> Iterator[str]:
    """Yield what people read: a sentence, or each of its forms; a place in it that is filled in is no word of ours."""
    if isinstance(said, str):
        yield re.sub(r'\{\w+\}', '', said)
    elif isinstance(said, dict | list):
        for each in said.values() if isinstance(said, dict) else said:
            yield from texts(each)


def catalogues(language: str) -> Iterator[tuple[str, str]]:
    """Yield every sentence of a language with its key, of the service and of the screens."""
    for path in (ROOT / 'api' / 'messages' / f'{language}.json', *sorted((ROOT / 'frontend' / 'messages').rglob(f'{language}.json'))):
        for key, said in json.loads(path.read_text(encoding='utf-8')).items():
            yield from ((key, text) for text in texts(said))


def twins(language: str, text: str) -> list[str]:
    """Return the terms for which a text uses another word."""
    return [term for term, twin in TWINS[language].items() if re.search(twin, text, re.IGNORECASE if language != 'de' else 0)]


@pytest.mark.parametrize('language', TWINS)
def test_a_thing_has_one_name(language: str) -> None:
    assert [(key, text, found) for key, text in catalogues(language) if (found := twins(language, text))] == []


@pytest.mark.parametrize('language', TWINS)
def test_the_name_is_used(language: str) -> None:
    everything = '\n'.join(text for _, text in catalogues(language)).lower()
    assert [term for term in TWINS[language] if term.lower().removesuffix(' stadt') not in everything] == []


def test_a_twin_is_found_and_a_place_to_be_filled_in_is_not() -> None:
    assert twins('de', 'Das Vorhaben steht in der Mail.') == ['Maßnahme', 'E-Mail']
    assert twins('de', 'Die Maßnahme steht in der E-Mail.') == []
    assert list(texts([{'match': {'one': 'Un courriel à {mail}.'}}])) == ['Un courriel à .']
