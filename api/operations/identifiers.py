"""What changes the keys by which others know a city or an organisation: each belongs to one record, and has the form of its scheme."""

from typing import Any

from sqlalchemy import ColumnElement, or_, select, tuple_

from api.models.cities import CityRow
from api.models.columns import table
from api.models.identifiers import IdentifierRow
from api.models.organisations import OrganisationRow
from api.models.shapes import Identifier
from api.problems import Problem
from api.rules import identifiers
from api.spine import Transaction

_IDENTIFIERS = table(IdentifierRow)
Holder = CityRow | OrganisationRow


def record_with_keys(transaction: Transaction, operation: str, holder: Holder, keys: list[Identifier], *, given: int | None = None) -> None:
    """Record somebody new together with their keys; those after the `given` first come from the catalogue."""
    _refuse_malformed([], keys)
    _refuse_taken(transaction, holder, keys, given=given)
    transaction.record(operation, holder, beside=_said([], keys))
    transaction.flush()
    _replace(transaction, holder, keys)


def identify(transaction: Transaction, holder: Holder, wanted: list[Identifier]) -> dict[str, Any]:
    """Give a record these identifiers and no others; return what changed, for the journal."""
    _refuse_malformed(held(transaction, holder), wanted)
    _refuse_taken(transaction, holder, wanted)
    before = _replace(transaction, holder, wanted)
    return _said(before, wanted)


def held(transaction: Transaction, holder: Holder) -> list[IdentifierRow]:
    """Return the keys that a record has."""
    found = select(IdentifierRow).where(_holder(holder) == holder.id).order_by(_IDENTIFIERS.c.scheme, _IDENTIFIERS.c.value)
    return list(transaction.session.execute(found).scalars())


def _holder(holder: Holder) -> ColumnElement[Any]:
    return _IDENTIFIERS.c.city_id if isinstance(holder, CityRow) else _IDENTIFIERS.c.organisation_id


def _refuse_malformed(before: list[IdentifierRow], wanted: list[Identifier]) -> None:
    """Refuse new keys that cannot be keys of their scheme; what came with an import stays as others know it."""
    known = {(each.scheme, each.value) for each in before}
    for place, each in enumerate(wanted):
        wrong = (('scheme', identifiers.why_not_scheme(each.scheme)), ('value', identifiers.why_not_key(each.scheme, each.value)))
        for field, refusal in wrong if (each.scheme, each.value) not in known else ():
            if refusal is not None:
                error = {'pointer': f'/identifiers/{place}/{field}', 'code': refusal.code.replace('-', '_'), 'parameters': {}}
                raise Problem(refusal.code, refusal.parameters, errors=[error])


def _refuse_taken(transaction: Transaction, holder: Holder, wanted: list[Identifier], *, given: int | None = None) -> None:
    pairs = [(each.scheme, each.value) for each in wanted]
    theirs = or_(_holder(holder).is_(None), _holder(holder) != holder.id)
    taken = select(IdentifierRow).where(tuple_(_IDENTIFIERS.c.scheme, _IDENTIFIERS.c.value).in_(pairs), theirs)
    other = transaction.session.execute(taken.limit(1)).scalar_one_or_none() if pairs else None
    if other is None:
        return
    named = transaction.find(CityRow, other.city_id) or transaction.find(OrganisationRow, other.organisation_id)
    place = pairs.index((other.scheme, other.value))
    pointer = '/geonames_id' if place == given else f'/identifiers/{place}'
    raise Problem(
        'identifier-taken',
        {'scheme': other.scheme, 'value': other.value, 'record': named.slug if named else ''},
        errors=[{'pointer': pointer, 'code': 'identifier_taken', 'parameters': {}}],
    )


def _replace(transaction: Transaction, holder: Holder, wanted: list[Identifier]) -> list[IdentifierRow]:
    """Keep what is wanted, drop the rest, add what is new; return what there was."""
    before = held(transaction, holder)
    pairs = {(each.scheme, each.value) for each in wanted}
    for row in before:
        if (row.scheme, row.value) not in pairs:
            transaction.session.delete(row)
    new = sorted(pairs - {(row.scheme, row.value) for row in before})
    whose = {'city_id' if isinstance(holder, CityRow) else 'organisation_id': holder.id}
    transaction.session.add_all(IdentifierRow(scheme=scheme, value=value, **whose) for scheme, value in new)
    return before


def _said(before: list[IdentifierRow], wanted: list[Identifier]) -> dict[str, Any]:
    old, new = (sorted(f'{each.scheme}:{each.value}' for each in rows) for rows in (before, wanted))
    return {'identifiers': [old or None, new or None]} if old != new else {}
