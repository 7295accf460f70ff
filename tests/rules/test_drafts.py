"""A report drafted from the record: what goes in, what fits, and that nothing a person wrote is overwritten."""

from collections.abc import Mapping

from api.rules.drafts import Draft, Sentence, drafted
from api.rules.reports import count_words

HEADINGS = {
    'en': {'members': 'Members', 'meetings': 'Meetings', 'decisions': 'Decisions', 'outputs': 'Outputs', 'action_items': 'Actions'},
    'de': {'members': 'Mitglieder', 'meetings': 'Treffen', 'decisions': 'Beschlüsse', 'outputs': 'Ergebnisse', 'action_items': 'Maßnahmen'},
}
GRAZ, BOLOGNA = ('membership', '1', 'joined'), ('membership', '2', 'joined')
JOINED = Sentence('members', GRAZ, 'Graz joined.')
MET = Sentence('meetings', ('meeting', '3', 'held'), 'The group met.')
FIRST = '## Members\n\n- Graz joined.\n\n## Meetings\n\n- The group met.'


def hash_of(sentence: str) -> str:
    return sentence[::-1]


def draft(
    text: str, *sentences: Sentence, known: Mapping[tuple[str, str, str], str] | None = None, language: str = 'en', limit: int = 400
) -> Draft:
    return drafted(text, sentences, known or {}, HEADINGS, language, limit, hash_of)


def test_an_empty_text_gets_a_section_for_each_kind_of_record_and_none_without() -> None:
    found = draft('', JOINED, MET)
    assert found.text == FIRST
    assert found.known == {GRAZ: hash_of('Graz joined.'), MET.key: hash_of('The group met.')}


def test_drafting_again_changes_nothing() -> None:
    first = draft('', JOINED, MET)
    assert draft(first.text, JOINED, MET, known=first.known) == first


def test_what_a_person_wrote_changed_or_took_out_stays_so() -> None:
    first = draft('', JOINED, MET)
    theirs = '# Our year\n\nWe thank Graz.\n\n## Members\n\n- Graz joined, to our joy.\n\nMore of that.'
    again = draft(theirs, JOINED, MET, Sentence('members', BOLOGNA, 'Bologna joined.'), known=first.known)
    assert again.text == f'{theirs}\n\n- Bologna joined.'


def test_an_unchanged_sentence_is_brought_up_to_date_in_its_place_and_goes_with_its_record() -> None:
    first = draft('', JOINED, Sentence('members', BOLOGNA, 'Bologna joined.'))
    again = draft(f'{first.text}\n\nThanks.', Sentence('members', GRAZ, 'Graz joined in May.'), known=first.known)
    assert again.text == '## Members\n\n- Graz joined in May.\n\nThanks.'


def test_a_new_record_goes_to_the_end_of_its_section() -> None:
    first = draft('', JOINED, MET)
    again = draft(first.text, JOINED, Sentence('members', BOLOGNA, 'Bologna joined.'), MET, known=first.known)
    assert again.text == '## Members\n\n- Graz joined.\n- Bologna joined.\n\n## Meetings\n\n- The group met.'


def test_another_language_replaces_what_was_drafted_and_nothing_else() -> None:
    first = draft('', JOINED)
    again = draft(f'{first.text}\n\nThanks.', Sentence('members', GRAZ, 'Graz ist beigetreten.'), known=first.known, language='de')
    assert again.text == '## Mitglieder\n\n- Graz ist beigetreten.\n\nThanks.'


def test_a_draft_keeps_to_the_word_limit_and_gives_each_section_its_turn() -> None:
    many = [Sentence('members', ('membership', str(n), 'joined'), f'City {n} joined.') for n in range(9)]
    found = draft('', *many, MET, limit=12)
    assert (found.text, found.left_out) == ('## Members\n\n- City 0 joined.\n- City 1 joined.\n\n## Meetings\n\n- The group met.', 7)
    assert count_words(found.text) <= 12
    assert len(draft(found.text, *many, MET, known=found.known).text) > len(found.text)
    assert draft('one two three', JOINED, limit=4).text == 'one two three'
