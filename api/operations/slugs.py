"""Finds an address for a new record: its name, else its name with the country, else with a number; never one that was ever given."""

from sqlalchemy import text

from api.models.columns import Subject, table
from api.models.keys import slug_of
from api.operations.permit import id_of
from api.spine import Transaction

# Below the addresses of groups stand screens of their own.
_SCREENS = {'working_groups': ('propose', 'ideas')}
_LOCK = text('SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))')


def free_slug(transaction: Transaction, row: type[Subject], name: str, country_code: str | None, *, fallback: str) -> str:
    """Return a slug such as valencia, else valencia-es, else valencia-es-2; `fallback` names what has no Latin letters.

    Until the commit nobody else looks for an address of this name: two who make one at once both get theirs.
    """
    bare = slug_of(name, fallback=fallback)
    transaction.session.execute(_LOCK, {'name': f'slug {bare}'})
    wanted = [bare, *([f'{bare}-{country_code.lower()}'] if country_code else [])]
    number = 2
    screens = _SCREENS.get(table(row).name, ())
    while id_of(transaction, row, slug := wanted.pop(0)) is not None or slug in screens:
        if not wanted:
            wanted.append(f'{bare}-{country_code.lower()}-{number}' if country_code else f'{bare}-{number}')
            number += 1
    return slug
