"""Finds what a batch names, in a few statements for all of it: members by id, key or slug, groups and networks by id or slug."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Table, select, tuple_

from api.models.cities import CityRow, SlugRow
from api.models.columns import Subject, table
from api.models.identifiers import IdentifierRow
from api.models.membership_batches import Kind, MemberMeant
from api.models.memberships import MembershipRow
from api.models.organisations import OrganisationRow
from api.reads import as_uuid
from api.spine import SUBJECT_TYPES, Transaction

_KEYS, _SLUGS = table(IdentifierRow), table(SlugRow)
_KINDS: Mapping[Kind, type[CityRow | OrganisationRow]] = {'city': CityRow, 'organisation': OrganisationRow}


@dataclass(frozen=True, slots=True)
class Named:
    """A city or an organisation that was named and is known."""

    kind: Kind
    id: UUID


def members_named(transaction: Transaction, meant: Iterable[MemberMeant]) -> list[list[Named]]:
    """Return for each member that is meant who that may be: nobody known, one, or two that bear the same slug."""
    wanted = list(meant)
    ids = {each.id for each in wanted if each.id}
    pairs = {(each.identifier.scheme, each.identifier.value) for each in wanted if each.identifier}
    slugs = {each.slug for each in wanted if each.slug}
    by_id = {found: Named(kind, found) for kind, row in _KINDS.items() for found in _known(transaction, table(row), ids)}
    by_key = _by_key(transaction, pairs) if pairs else {}
    by_slug = {kind: ids_of(transaction, row, slugs) for kind, row in _KINDS.items()} if slugs else {}
    return [_found(each, by_id, by_key, by_slug) for each in wanted]


def _found(
    meant: MemberMeant,
    by_id: Mapping[UUID, Named],
    by_key: Mapping[tuple[str, str], Named],
    by_slug: Mapping[Kind, Mapping[str, UUID]],
) -> list[Named]:
    if meant.slug:
        found = [Named(kind, ids[meant.slug]) for kind, ids in by_slug.items() if meant.slug in ids]
    else:
        one = by_id.get(meant.id) if meant.id else by_key.get((meant.identifier.scheme, meant.identifier.value))
        found = [one] if one else []
    return [each for each in found if meant.kind in {None, each.kind}]


def _known(transaction: Transaction, columns: Table, ids: Iterable[UUID]) -> Sequence[UUID]:
    return transaction.session.execute(select(columns.c.id).where(columns.c.id.in_(sorted(ids)))).scalars().all()


def _by_key(transaction: Transaction, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Named]:
    held = select(IdentifierRow).where(tuple_(_KEYS.c.scheme, _KEYS.c.value).in_(sorted(pairs)))
    rows = transaction.session.execute(held).scalars()
    return {(row.scheme, row.value): named_of(row) for row in rows}


def named_of(row: IdentifierRow | MembershipRow) -> Named:
    """Return whose an identifier or a membership is."""
    if row.city_id is not None:
        return Named('city', row.city_id)
    assert row.organisation_id is not None
    return Named('organisation', row.organisation_id)


def ids_of(transaction: Transaction, row: type[Subject], references: Iterable[str]) -> dict[str, UUID]:
    """Return the ids that ids and slugs name, also those of former times; what names nothing is left out."""
    columns, wanted = table(row), sorted(set(references))
    as_ids = {each: one for each in wanted if (one := as_uuid(each))}
    slugs = [each for each in wanted if each not in as_ids]
    former = select(_SLUGS.c.slug, _SLUGS.c.subject_id).where(
        _SLUGS.c.slug.in_(slugs), _SLUGS.c.subject_type == SUBJECT_TYPES[columns.name]
    )
    present = select(columns.c.slug, columns.c.id).where(columns.c.slug.in_(slugs))
    by_slug = {slug: one for statement in (former, present) for slug, one in transaction.session.execute(statement)} if slugs else {}
    known = set(_known(transaction, columns, as_ids.values())) if as_ids else set()
    return by_slug | {each: one for each, one in as_ids.items() if one in known}
