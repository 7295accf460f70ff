"""Reads what a group recorded in a period as sentences in a language, in the order of its days: what a report is drafted from."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text

from api.rules.drafts import SECTIONS, Sentence
from api.sentences import languages, say
from api.spine import Transaction

_BEFORE = text('SELECT max(held_on) AS day FROM assemblies WHERE network_id = :network_id AND held_on < :held_on')
# A report is read by members of the network and may be published: what only the group sees is counted and not quoted. Of a meeting it says
# day, mode, how many cities came, and what was decided.
_RECORDS = text("""
SELECT section, kind, id, said, day, word, number, quoted FROM (
  SELECT 'members' AS section, 'membership' AS kind, m.id, 'joined' AS said, m.start_date AS day, coalesce(c.name, o.name) AS word,
    NULL::int AS number, true AS quoted
  FROM memberships m LEFT JOIN cities c ON c.id = m.city_id LEFT JOIN organisations o ON o.id = m.organisation_id
  WHERE m.working_group_id = :group AND m.start_precision = 'day'
  UNION ALL SELECT 'members', 'membership', m.id, 'left', m.end_date, coalesce(c.name, o.name), NULL, true
  FROM memberships m LEFT JOIN cities c ON c.id = m.city_id LEFT JOIN organisations o ON o.id = m.organisation_id
  WHERE m.working_group_id = :group AND m.end_reason IS DISTINCT FROM 'group_completed'
  UNION ALL SELECT 'meetings', 'meeting', t.id, t.mode, t.held_on, NULL, (SELECT count(*) FROM attendances a WHERE a.meeting_id = t.id),
    true
  FROM meetings t WHERE t.working_group_id = :group AND t.stage = 'held'
  UNION ALL SELECT 'decisions', 'meeting', t.id, 'decided', t.held_on, btrim(line, E' \\r'), nth, t.audience IN ('public', 'members')
  FROM meetings t, regexp_split_to_table(t.decisions, E'\\n') WITH ORDINALITY AS each(line, nth)
  WHERE t.working_group_id = :group AND t.stage = 'held' AND btrim(line, E' \\r') <> ''
  UNION ALL SELECT 'outputs', 'output', p.id, 'shared', p.shared_on, p.title, NULL, true
  FROM outputs p WHERE p.working_group_id = :group AND p.stage = 'shared'
  UNION ALL SELECT 'action_items', 'action_item', i.id, i.stage, i.last_progress_on, i.title, i.percent, i.audience IN ('public', 'members')
  FROM action_items i WHERE i.working_group_id = :group AND i.stage IN ('in_progress', 'completed')
) record WHERE day >= coalesce(CAST(:start AS date), day) AND day < :end ORDER BY day, id, number
""")


@dataclass(frozen=True, slots=True)
class Year:
    """The days a report is about: from the assembly before to its own, or to today while that is yet to come."""

    start: date | None
    end: date


def year_of(transaction: Transaction, network_id: UUID, held_on: date, today: date) -> Year:
    """Return the days that a report to the assembly of this day is about."""
    before = transaction.rows(_BEFORE, {'network_id': network_id, 'held_on': held_on})[0]['day']
    return Year(before, min(held_on, today + timedelta(days=1)))


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the record gives a report: sentences, and by section how many records are not quoted, since only the group may see them."""

    sentences: list[Sentence]
    unquoted: Counter[str]


def recorded_in(transaction: Transaction, group_id: UUID, year: Year, language: str) -> Recorded:
    """Return what the group recorded in these days, a sentence for each record that others may see."""
    found = transaction.rows(_RECORDS, {'group': group_id, 'start': year.start, 'end': year.end})
    # A meeting that has written the same decision down twice made one.
    sentences = {(row['kind'], str(row['id']), _kind(row)): row for row in found if row['quoted']}
    said = [Sentence(row['section'], key, _sentence(language, row)) for key, row in sentences.items()]
    return Recorded(said, Counter(row['section'] for row in found if not row['quoted']))


def hash_of(sentence: str) -> str:
    """Return by what a drafted sentence is known again; the sentence itself is kept in the report alone."""
    return hashlib.sha256(sentence.encode()).hexdigest()


def headings() -> dict[str, dict[str, str]]:
    """Return by language what each section is called."""
    return {language: {section: say(language, f'draft.{section}') for section in SECTIONS} for language in languages()}


def to_record(language: str) -> Iterator[tuple[str, str]]:
    """Yield for each section what to record where there is nothing."""
    return ((section, say(language, f'draft.{section}.empty')) for section in SECTIONS)


def unquoted(language: str, section: str, count: int) -> str | None:
    """Return what is said of the records of a section that only the group may see; None where there are none."""
    return say(language, f'draft.{section}.not_quoted', count=count) if count else None


def _kind(row: dict[str, Any]) -> str:
    """Return what of a record is said: an item that was under way and is completed is the same sentence, brought up to date."""
    if row['section'] == 'decisions':
        return f'decided {hash_of(row["word"])}'
    return str(row['said']) if row['section'] == 'members' else 'said'


def _sentence(language: str, row: dict[str, Any]) -> str:
    known = '.percent' if row['said'] == 'in_progress' and row['number'] is not None else ''
    number = row['number'] if row['number'] is not None else 0
    key = f'draft.{row["section"]}.{row["said"]}{known}'
    return say(language, key, date=row['day'].isoformat(), name=' '.join((row['word'] or '').split()), count=number)
