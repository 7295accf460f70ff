"""Knows how a report is drafted: sentences of the record go into the text, and nothing that a person wrote is touched.

A drafted sentence stands on a line of its own, as an item of a list. A line that is still as it was drafted belongs to the draft;
one that a person has changed is theirs, and one that they have taken out stays out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from api.rules.reports import count_words

SECTIONS = ('members', 'meetings', 'decisions', 'outputs', 'action_items')
_ITEM, _HEADING = '- ', '## '


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said of one record. `key` tells which record and what of it: the same as long as the record says the same kind of thing."""

    section: str
    key: tuple[str, str, str]
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A text with the sentences of the record in it.

    `known` are the hashes of what was drafted so far, by key; `left_out` says how many sentences did not fit.
    """

    text: str
    known: Mapping[tuple[str, str, str], str]
    left_out: int


def drafted(
    text: str,
    sentences: Sequence[Sentence],
    known: Mapping[tuple[str, str, str], str],
    headings: Mapping[str, Mapping[str, str]],
    language: str,
    word_limit: int,
    hash_of: Callable[[str], str],
) -> Draft:
    """A report is drafted from what was recorded, within the word limit; drafting it again never overwrites what a person has written.

    What was drafted before and is unchanged is brought up to date. What does not fit is left out, from each section in turn.

    Takes the sentences in order, the headings by language and section, and by what a sentence is known again.

    Rule: O2. Figures: report_word_limit. Source: working-group rules. Decided here: what belongs to a person.
    """
    titles = {f'{_HEADING}{heading}': section for by_section in headings.values() for section, heading in by_section.items()}
    now, by_hash = {sentence.key: sentence for sentence in sentences}, {digest: key for key, digest in known.items()}
    lines, standing = [], set()
    for line in text.split('\n') if text else []:
        key = by_hash.get(hash_of(line.removeprefix(_ITEM))) if line.startswith(_ITEM) else None
        if line in titles:
            lines.append(f'{_HEADING}{headings[language][titles[line]]}')
        elif key is None:
            lines.append(line)
        elif key in now:
            standing.add(key)
            lines.append(f'{_ITEM}{now[key].text}')
    fresh = [sentence for sentence in sentences if sentence.key not in known]
    left = word_limit - count_words('\n'.join(lines))
    added: list[Sentence] = []
    for sentence in _in_turn(fresh):
        needed = count_words(sentence.text) + (0 if _begun(sentence.section, lines, added, headings[language]) else 1)
        if needed <= left:
            added.append(sentence)
            left -= needed
    for section in SECTIONS:
        _add(lines, f'{_HEADING}{headings[language][section]}', [each.text for each in fresh if each in added and each.section == section])
    placed = {sentence.key: hash_of(sentence.text) for sentence in sentences if sentence.key in standing or sentence in added}
    return Draft('\n'.join(lines).strip('\n'), {**known, **placed}, len(fresh) - len(added))


def _in_turn(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Yield one of each section, then the next of each."""
    by_section = [[sentence for sentence in sentences if sentence.section == section] for section in SECTIONS]
    return (sentence for sentence in chain.from_iterable(zip_longest(*by_section)) if sentence is not None)


def _begun(section: str, lines: Sequence[str], added: Sequence[Sentence], headings: Mapping[str, str]) -> bool:
    return f'{_HEADING}{headings[section]}' in lines or any(each.section == section for each in added)


def _add(lines: list[str], heading: str, sentences: Sequence[str]) -> None:
    """Put sentences at the end of their section, which is begun at the end of the text when it is not there."""
    if not sentences:
        return
    if heading not in lines:
        lines += [*([''] if lines and lines[-1] else []), heading, '']
    start = lines.index(heading) + 1
    end = next((place for place in range(start, len(lines)) if lines[place].startswith('#')), len(lines))
    while end > start and not lines[end - 1]:
        end -= 1
    between = [''] if end == start or not lines[end - 1].startswith(_ITEM) else []
    behind = [''] if end < len(lines) and lines[end] else []
    lines[end:end] = [*between, *(f'{_ITEM}{sentence}' for sentence in sentences), *behind]
