"""Knows how an entry of the journal is said: who, what, from which value to which; in the reader's language, never stored."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, get_timezone
from babel.numbers import format_decimal

from api.sentences import CATALOGUES, country_names, locale_of, say

# What no reader misses: keys, where a record belongs, marks of machines, and what follows from other fields.
UNTOLD = frozenset({
    'id', 'network_id', 'demonstration', 'source', 'origin_network_id', 'origin_id', 'origin_version', 'place_id', 'missing',
    'constitution_recorded_at', 'constituting_by_law_id', 'sha256', 'size', 'last_used_at', 'last_progress_on', 'submitted_at',
    'effective_at', 'told_on', 'imported', 'given_by_id', 'author_kind', 'token_hash', 'sendings', 'hands_over_id', 'invited_by_id',
    'answered_at', 'made_by_id', 'reminded_days', 'withdrawn_by_id', 'columns', 'counts', 'applied_at', 'circular_id', 'sent_at',
    'call_id', 'series_id', 'client_id', 'webhook_delivery_id', 'failing_since', 'stage_reason',
    'sync_source_id', 'subject_type', 'data', 'deleted_at', 'round', 'candidate_ids', 'frame', 'commitment', 'track', 'further_cells',
    'library_key', 'predecessor_id',
    'effect',
    'cells',
})  # fmt: skip
# Columns whose values are words of a closed list, said by `journal.value.<column>.<value>`.
IN_WORDS = frozenset({
    'audience', 'visibility', 'kind', 'mode', 'channel', 'end_reason', 'choice', 'outcome', 'horizon', 'origin', 'addressees',
    'city_function', 'sponsorship_condition', 'role', 'stage', 'given_by', 'duty', 'decided_by', 'match', 'decision', 'scope', 'use',
    'shared_with', 'way', 'phase', 'likelihood', 'weight', 'standing', 'direction', 'method',
})  # fmt: skip
_LANGUAGES = {'language', 'languages', 'working_languages'}
_MOMENT = re.compile(r'\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*')
_DAY = re.compile(r'\d{4}-\d\d-\d\d')
_UUID = re.compile(r'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}')
_PRECISIONS = {'year': 'y', 'month': 'MMMM y'}
_LONGEST_IN_A_SENTENCE = 120


def label_of(language: str, column: str) -> str:
    """Return what a field is called."""
    return say(language, f'journal.field.{column}')


def value_text(language: str, subject_type: str, column: str, value: Any, names: Mapping[str, str]) -> str | None:
    """Return a value as a reader would write it; None when there is none. Moments are said in UTC."""
    if value is None or value in ([], ''):
        return None
    if isinstance(value, list):
        return ', '.join(value_text(language, subject_type, column, each, names) or '–' for each in value)
    if isinstance(value, bool):
        return say(language, 'journal.yes' if value else 'journal.no')
    if isinstance(value, dict):
        return _partial(language, value) if 'precision' in value else _pairs(value)
    if isinstance(value, (int, float)):
        return str(value) if column == 'number' else format_decimal(value, locale=locale_of(language))
    return _text(language, subject_type, column, str(value), names)


def _text(language: str, subject_type: str, column: str, value: str, names: Mapping[str, str]) -> str:
    if column in IN_WORDS:
        return _word(language, subject_type, column, value)
    if column == 'country_code' or column in _LANGUAGES:
        known = country_names(language) if column == 'country_code' else Locale.parse(locale_of(language)).languages
        return str(known.get(value, value))
    if _UUID.fullmatch(value):
        return names.get(value) or say(language, 'journal.unnamed')
    if _DAY.fullmatch(value):
        return format_date(date.fromisoformat(value), format='long', locale=locale_of(language))
    if column.endswith('_at') and _MOMENT.fullmatch(value):
        moment = datetime.fromisoformat(value).astimezone(ZoneInfo('UTC'))
        return format_datetime(moment, format='long', tzinfo=get_timezone('UTC'), locale=locale_of(language))
    return value


def _word(language: str, subject_type: str, column: str, value: str) -> str:
    """Return the word for a value; one that was retired, or came from elsewhere, stays as it is."""
    keys = word_keys(subject_type, column, value)
    return next((say(language, key) for key in keys if key in CATALOGUES[language]), value)


def word_keys(subject_type: str, column: str, value: str) -> tuple[str, ...]:
    """Return the keys under which a value's word may stand, the closest first."""
    return (f'{column}.{subject_type}.{value}', f'journal.value.{column}.{value}', f'{column}.{value}')


def _partial(language: str, value: Mapping[str, Any]) -> str:
    said = str(value['value'])
    if value['precision'] not in _PRECISIONS:
        return format_date(date.fromisoformat(said), format='long', locale=locale_of(language))
    year, _, month = said.partition('-')
    day = date(int(year), int(month or 1), 1)
    return str(format_date(day, format=_PRECISIONS[value['precision']], locale=locale_of(language)))


def _pairs(value: Mapping[str, Any]) -> str:
    said = (', '.join(map(str, each)) if isinstance(each, list) else str(each) for each in value.values() if each not in (None, []))
    return ' · '.join(said)


def subject_phrase(language: str, subject_type: str, name: str | None) -> str:
    """Return a record as the object of a sentence: the working group “Fair housing”; without a name, a working group."""
    if name is None:
        return say(language, f'journal.subject.{subject_type}.unnamed')
    return say(language, f'journal.subject.{subject_type}', name=name)


def sentence(
    language: str,
    *,
    actor: str,
    operation: str,
    subject_type: str,
    name: str | None,
    is_new: bool,
    behalf: str,
    told: Sequence[Mapping[str, Any]],
) -> str:
    """Return the one sentence of an entry. `told` are its changes, with label, personal, from_text and to_text."""
    own = f'journal.act.{operation}.{subject_type}'
    key = own if own in CATALOGUES[language] else 'journal.created' if is_new else 'journal.changed'
    act = say(language, key, actor=actor, subject=subject_phrase(language, subject_type, name), name=name or '–')
    said = '' if is_new else _said(language, told)
    return say(language, 'journal.sentence.with' if said else 'journal.sentence', act=act, behalf=behalf, changes=said)


def rule_sentence(language: str, rule: str, stage: str | None, **facts: object) -> str:
    """Return the sentence of what a rule decided: the stage it led to, or that it was only counted anew."""
    key = f'journal.rule.{rule}.{stage or "counted"}'
    return say(language, key if key in CATALOGUES[language] else 'journal.rule', rule=rule, **facts)


def behalf_of(language: str, city: str, channel: str | None, day: str | None) -> str:
    """Return for whom it was recorded, as the end of a sentence."""
    if channel is None or day is None:
        return say(language, 'journal.behalf', city=city)
    return say(language, 'journal.behalf.told', city=city, channel=say(language, f'journal.told_by.{channel}'), date=day)


def composed(language: str, subject_type: str, *names: str) -> str:
    """Return what a record is called after others: Graz in “Fair housing”."""
    first, second = (*names, '')[:2]
    key = f'journal.name.{subject_type}'
    return say(language, key, first=first, second=second) if second and key in CATALOGUES[language] else first


def actor_words(language: str, kind: str, role: str | None, place: str | None, *, of_city: bool) -> str:
    """Return whoever acted by what they are: the coordinator of Graz, the office."""
    if kind == 'client':
        of_partner = role == 'partner_client'
        role = 'client_of_city' if of_city else 'client_of_partner' if of_partner else 'client_of_office' if place else 'client'
    elif kind != 'person' or role is None:
        role = kind
    placed = f'journal.actor.{role}.of'
    return say(language, placed, place=place) if place and placed in CATALOGUES[language] else say(language, f'journal.actor.{role}')


def is_id(value: str) -> bool:
    """Say whether a value is the id of a record."""
    return _UUID.fullmatch(value) is not None


def _said(language: str, told: Sequence[Mapping[str, Any]]) -> str:
    """Return one change with its values, several by their names."""
    if len(told) != 1:
        return ', '.join(each['label'] for each in told)
    (change,) = told
    old, new = change['from_text'], change['to_text']
    if change['personal'] or (old is None and new is None) or max(len(old or ''), len(new or '')) > _LONGEST_IN_A_SENTENCE:
        return say(language, 'journal.change.hidden', field=change['label'])
    form = 'from_to' if old is not None and new is not None else 'set' if new is not None else 'cleared'
    return say(language, f'journal.change.{form}', field=change['label'], old=old, new=new)
