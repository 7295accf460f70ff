"""The first line of every operation: is the record there for this caller, is it the version they saw, may they do this."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from api import preconditions
from api.freshness import ask_fresh_if_grave
from api.models.cities import SlugRow
from api.models.columns import Subject, table
from api.permissions import Facts, acts_for, may
from api.problems import Problem
from api.reads import as_uuid
from api.spine import SUBJECT_TYPES, Transaction
from api.visibility import ABOUT, ASKED_BY, ASKED_OF_ANOTHER, OWNED_BY, sees

_SLUGS = table(SlugRow)

Row = TypeVar('Row', bound=Subject)


def permit(transaction: Transaction, operation: str, facts: Facts) -> None:
    """Refuse (403) an act when the caller's role does not allow it, or asks for a sign-in that is not fresh enough."""
    if not may(transaction.caller, operation, facts):
        raise Problem('role-does-not-allow', {'operation': operation})
    transaction.acted_for = acts_for(transaction.caller, operation, facts)
    ask_fresh_if_grave(transaction, operation)


def permit_on(
    transaction: Transaction,
    operation: str,
    row: type[Row],
    reference: UUID | str,
    facts: Callable[[Transaction, Row], Facts],
    *,
    versioned: bool = True,
    version: Callable[[Row], int] | None = None,
) -> Row:
    """Return the record, locked, when the caller may do `operation` to it.

    `version`: that of which If-Match speaks, where it is not the record's own.

    Refuses in this order: 404 unknown or not the caller's to know of, 428/412 If-Match (when `versioned`), 403 role, 403 sign-in, 409
    documented facts of a demonstration.
    """
    found = found_for(transaction, row, reference)
    if versioned and transaction.asked.checks_versions:
        preconditions.check_version(transaction.asked.if_match, version(found) if version else found.version)
    permit(transaction, operation, facts(transaction, found))
    refuse_fact(transaction, found)
    return found


def found_for(transaction: Transaction, row: type[Row], reference: UUID | str) -> Row:
    """Return a record by id or slug, locked, if the caller may see it; not-found otherwise."""
    record_id = id_of(transaction, row, reference)
    found = transaction.lock(row, [record_id]) if record_id else []
    if not found or not _is_shown(transaction, found[0]):
        raise Problem('not-found')
    return found[0]


def id_of(transaction: Transaction, row: type[Subject], reference: UUID | str) -> UUID | None:
    """Return the id that `reference` (id or slug, also a former one) names."""
    record_id = as_uuid(reference)
    columns = table(row)
    if record_id is not None or 'slug' not in columns.c:
        return record_id
    found = transaction.session.execute(select(columns.c.id).where(columns.c.slug == reference)).scalar_one_or_none()
    former = select(_SLUGS.c.subject_id).where(_SLUGS.c.slug == reference, _SLUGS.c.subject_type == SUBJECT_TYPES[columns.name])
    return found or transaction.session.execute(former).scalar_one_or_none()


def _is_shown(transaction: Transaction, row: Subject) -> bool:
    caller = transaction.caller
    name = table(type(row)).name
    about, asked_by, owned_by = ABOUT.get(name), ASKED_BY.get(name), OWNED_BY.get(name)
    if (asking := ASKED_OF_ANOTHER.get(name)) and (getattr(row, 'network_id', None), getattr(row, asking)) in caller.speaks_for:
        return True
    if owned_by and caller.kind == 'client' and getattr(row, owned_by) == caller.id:
        return True
    if about and caller.kind == 'person' and getattr(row, about) == caller.id:
        return True
    if asked_by and (getattr(row, 'network_id', None), getattr(row, asked_by)) in caller.organisations:
        return True
    return sees(caller, row.audience, *(getattr(row, name, None) for name in ('network_id', 'city_id', 'working_group_id')))


def refuse_fact(transaction: Transaction, row: Subject) -> None:
    """Refuse to change a documented fact in a demonstration, or a record that another network keeps."""
    if transaction.is_demonstration and not row.demonstration:
        raise Problem('documented-fact', {'source': row.source or ''})
    if getattr(row, 'origin_network_id', None) is not None:
        raise Problem('mirrored-record')
