"""How the journal is shown: a page of entries in one select, what its ids are called, and each entry in the reader's words."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB

from api import journal_texts
from api.models.api_clients import ApiClientRow
from api.models.by_laws import ByLawsRow
from api.models.columns import table
from api.models.journal import JournalRow
from api.models.people import PersonRow
from api.permissions import Caller, has_scope
from api.reads import Read
from api.redaction import may_name_anybody
from api.scopes import JOURNAL_SCOPES
from api.shown.journal_names import Names, names_of
from api.shown.owned import shown_inside
from api.shown.pieces import networks, object_of
from api.spine import Transaction
from api.visibility import in_audience, shown_to_city, shown_to_office, visible_rows

journal, _by_laws = table(JournalRow), table(ByLawsRow)
# Fields that fewer see than the record: the office (W4, W8), or whoever the record belongs to.
OFFICE_FIELDS = {'needs_lead', 'below_minimum', 'undeclared', 'broadcast_sentence'}
INSIDE_FIELDS = {
    'progress_update': {'obstacle', 'author_person_id'},
    'action_item': {'responsible_person_id'},
    'meeting': {'minutes_document_id', 'attendance'},
    'decision': {'comment'},
}


def _saw(audience: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition under which the caller is among those who saw the subject then; of old entries that is the office."""
    return in_audience(func.coalesce(audience, 'office'), journal.c.network_id, journal.c.city_id, journal.c.working_group_id)


_to_office = shown_to_office(journal.c.network_id)
_to_city = shown_to_city(journal.c.network_id, journal.c.city_id)
_inside = shown_inside(journal)
_figures = (
    select(object_of(number=_by_laws.c.number, min_cities=_by_laws.c.min_cities, min_countries=_by_laws.c.min_countries))
    .where(_by_laws.c.id == journal.c.by_law_id)
    .correlate(journal)
    .scalar_subquery()
)
_zone = select(networks.c.time_zone).where(networks.c.id == journal.c.network_id).correlate(journal).scalar_subquery()
_COLUMNS = (
    'id', 'recorded_at', 'actor_kind', 'actor_id', 'on_behalf_of_city_id', 'on_behalf_of_organisation_id', 'channel', 'operation',
    'subject_type', 'subject_id', 'network_id', 'city_id', 'working_group_id', 'changes', 'personal_columns', 'rule', 'facts',
)  # fmt: skip
JOURNAL = Read(
    JournalRow,
    cast(
        object_of(
            **{name: journal.c[name] for name in _COLUMNS},
            reason=case((or_(_to_office, _inside, _to_city), journal.c.reason)),
            figures=_figures,
            time_zone=_zone,
            sees_from=_saw(func.coalesce(journal.c.audience_before, journal.c.audience)),
            sees_to=_saw(journal.c.audience),
            is_office=_to_office,
            is_inside=_inside,
        ),
        Text,
    ),
    sorts={'-id': (None, True)},
)


def readable(caller: Caller) -> ColumnElement[bool]:
    """Return the condition that a token's scopes cover the subject of an entry; people need none."""
    if caller.scopes is None:
        return true()
    return journal.c.subject_type.in_([name for name, scope in JOURNAL_SCOPES.items() if has_scope(caller, scope)])


def tells_something() -> ColumnElement[bool]:
    """Return the condition that an entry of a rule's own says more than that it was counted again.

    What only the office sees of a group would otherwise be told by there being an entry.
    """
    untold = case((_to_office, _names(['missing'])), else_=_names(['missing', *sorted(OFFICE_FIELDS)]))
    return or_(journal.c.rule.is_(None), journal.c.changes.op('-')(untold) != literal_column("'{}'::jsonb", JSONB))


def _names(names: Sequence[str]) -> ColumnElement[Any]:
    return literal_column(f'ARRAY[{", ".join(repr(name) for name in names)}]::text[]', ARRAY(Text))


def by_actor(actor_id: UUID) -> ColumnElement[bool]:
    """Return the condition that an entry is of this person or client, if the caller may know of them: otherwise of nobody."""
    wanted = bindparam('actor', actor_id, type_=Uuid)
    known = (exists().where(table(row).c.id == wanted, visible_rows(row)) for row in (PersonRow, ApiClientRow))
    return and_(journal.c.actor_id == wanted, or_(*known))


def in_words(transaction: Transaction, bodies: Sequence[str]) -> list[str]:
    """Return the JSON of these entries as the contract has it, with names and sentences in the reader's language."""
    entries = [json.loads(body) for body in bodies]
    for entry in entries:
        entry |= {'is_new': 'id' in entry['changes'], 'told_on': entry['changes'].get('told_on'), 'changes': _told(entry)}
    names = names_of(
        transaction,
        [entry['subject_id'] for entry in entries],
        [entry['actor_id'] for entry in entries if entry['actor_id']],
        {each for entry in entries for each in _ids_in(entry)},
    )
    language = transaction.caller.language
    return [json.dumps(_item(language, entry, names), ensure_ascii=False) for entry in entries]


def _told(entry: Mapping[str, Any]) -> list[tuple[str, bool, Any, Any]]:
    """Return (column, is personal, from, to) of what this caller is told."""
    hidden = set(journal_texts.UNTOLD)
    hidden |= set() if entry['is_office'] else OFFICE_FIELDS
    hidden |= set() if entry['is_inside'] else INSIDE_FIELDS.get(entry['subject_type'], set())
    values = [
        (name, False, old if entry['sees_from'] else None, new if entry['sees_to'] else None)
        for name, (old, new) in entry['changes'].items()
        if name not in hidden and old != new
    ]
    return values + [(name, True, None, None) for name in entry['personal_columns']]


def _ids_in(entry: Mapping[str, Any]) -> Iterable[str]:
    """Yield the ids whose names an entry needs besides subject and actor."""
    yield from (each for each in (*_behalf(entry), entry['network_id']) if each)
    for _, _, *values in entry['changes']:
        for value in values:
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, str) and journal_texts.is_id(each):
                    yield each


def _behalf(entry: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the city and the organisation, by id, in whose place it was done: one of them, or none."""
    return entry['on_behalf_of_city_id'], entry['on_behalf_of_organisation_id']


def _item(language: str, entry: Mapping[str, Any], names: Names) -> dict[str, Any]:
    changes = [_change(language, entry['subject_type'], change, names) for change in entry['changes']]
    actor, name = _actor(language, entry, names), _name(language, entry, names)
    city, organisation = (each or '' for each in _behalf(entry))
    behalf = {'city': names.cities.get(city), 'organisation': names.organisations.get(organisation), 'channel': entry['channel']}
    figures = entry['figures'] or {}
    said = _by_rule(language, entry, name) if entry['rule'] else _by_somebody(language, entry, names, actor['name'], name, changes)
    return {
        'id': entry['id'],
        'recorded_at': entry['recorded_at'],
        'actor': actor,
        'on_behalf_of': behalf if any(_behalf(entry)) else None,
        'operation': entry['operation'],
        'subject': {'type': entry['subject_type'], 'id': entry['subject_id'], 'name': name},
        **{key: entry[key] for key in ('network_id', 'working_group_id', 'city_id', 'rule')},
        'by_laws_number': figures.get('number'),
        'reason': entry['reason'],
        'changes': changes,
        'sentence': said,
    }


def _change(language: str, subject_type: str, change: tuple[str, bool, Any, Any], names: Names) -> dict[str, Any]:
    column, personal, old, new = change
    texts = [journal_texts.value_text(language, subject_type, column, value, names.of) for value in (old, new)]
    said = {'field': column, 'label': journal_texts.label_of(language, column), 'personal': personal}
    said['free_text'] = may_name_anybody(subject_type, column)
    return {**said, 'from': old, 'to': new, 'from_text': texts[0], 'to_text': texts[1]}


def _by_somebody(
    language: str, entry: Mapping[str, Any], names: Names, actor: str, name: str | None, changes: Sequence[Mapping[str, Any]]
) -> str:
    whose = next((names.of[each] for each in _behalf(entry) if each in names.of), None)
    day = (entry['told_on'] or [None, None])[1]
    behalf = journal_texts.behalf_of(language, whose, entry['channel'], day) if whose else ''
    return journal_texts.sentence(
        language,
        actor=actor,
        operation=entry['operation'],
        subject_type=entry['subject_type'],
        name=name,
        is_new=entry['is_new'],
        behalf=behalf,
        told=changes,
    )


def _by_rule(language: str, entry: Mapping[str, Any], name: str | None) -> str:
    facts, figures = entry['facts'] or {}, entry['figures'] or {}
    countries = facts.get('countries', [])
    return journal_texts.rule_sentence(
        language,
        entry['rule'],
        _led_to(entry),
        name=name or '–',
        cities=len(countries),
        countries=len(set(countries)),
        min_cities=figures.get('min_cities', '–'),
        min_countries=figures.get('min_countries', '–'),
        number=figures.get('number', '–'),
    )


def _led_to(entry: Mapping[str, Any]) -> str | None:
    """Return the stage to which the rule moved the subject, as far as the caller is told."""
    return next((str(new) for column, _, _, new in entry['changes'] if column == 'stage' and new), None)


def _name(language: str, entry: Mapping[str, Any], names: Names) -> str | None:
    """Return what the subject is called: by its own name, or after the records that it belongs to."""
    own = names.of.get(entry['subject_id'])
    after = [names.of.get(each) for each in names.after.get(entry['subject_id'], ())]
    known = [each for each in after if each]
    return own or (journal_texts.composed(language, entry['subject_type'], *known) if known else None)


def _actor(language: str, entry: Mapping[str, Any], names: Names) -> dict[str, Any]:
    """Return who it was: by name where the caller may know it, else by the role of that day."""
    kind, actor_id = entry['actor_kind'], entry['actor_id']
    known = names.of.get(actor_id) if actor_id else None
    if known:
        return {'kind': kind, 'id': actor_id, 'name': known}
    day = datetime.fromisoformat(entry['recorded_at']).astimezone(ZoneInfo(entry['time_zone'] or 'UTC')).date()
    held = [each for each in names.roles.get(actor_id or '', []) if each.covers(day)]
    here = [each for each in held if str(each.network_id) == entry['network_id']] or held
    role = here[0] if here else None
    place = names.of.get(str(role.city_id or role.network_id)) if role else None
    of_city = bool(role and role.city_id)
    words = journal_texts.actor_words(language, kind, role.role if role else None, place, of_city=of_city)
    return {'kind': kind, 'id': None, 'name': words}
