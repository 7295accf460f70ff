"""The export of all cities as CSV: row by row, as one writes it first, and by COPY."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from django.db import connection
from shapes import utc

from django_network.asking import cities

HEADINGS = (
    'id', 'version', 'slug', 'name', 'other_names', 'kind', 'country_code', 'latitude', 'longitude', 'identifiers', 'source', 'demonstration',
    'created_at', 'updated_at',
)  # fmt: skip
FORMULA = ('=', '+', '-', '@', '\t', '\r', '\n')
TEXT = """
SELECT c.id, c.version, {slug} AS slug, {name} AS name, '' AS other_names, c.kind, c.country_code, c.latitude, c.longitude,
  coalesce((SELECT string_agg(i.scheme || ':' || i.value, '; ' ORDER BY i.scheme, i.value) FROM identifiers i WHERE i.city_id = c.id), '') AS identifiers,
  c.source, c.demonstration, c.created_at, c.updated_at
FROM cities c ORDER BY c.id
"""
SAFE = "CASE WHEN c.{0} ~ '^[=+@\\t\\r\\n-]' THEN '''' || c.{0} ELSE c.{0} END"


def safe(value: str | None) -> str | None:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{value}" if value and value.startswith(FORMULA) else value


def row_of(city: Any) -> list[Any]:
    """Return a city's cells."""
    keys = '; '.join(f'{each.scheme}:{each.value}' for each in city.identifiers.all())
    return [
        city.id, city.version, safe(city.slug), safe(city.name), '; '.join(city.other_names), city.kind, city.country_code, city.latitude,
        city.longitude, keys, safe(city.source), str(city.demonstration).lower(), utc(city.created_at), utc(city.updated_at),
    ]  # fmt: skip


def written() -> Iterator[str]:
    """Yield the file as the csv module writes it, two thousand rows at a time."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(HEADINGS)
    for city in cities().order_by('id').iterator(chunk_size=2000):
        writer.writerow(row_of(city))
        if buffer.tell() > 65_536:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def copied() -> Iterator[bytes]:
    """Yield the file as Postgres writes it."""
    statement = TEXT.format(slug=SAFE.format('slug'), name=SAFE.format('name'))
    with connection.cursor() as cursor, cursor.copy(f'COPY ({statement}) TO STDOUT (FORMAT csv, HEADER)') as blocks:
        for block in blocks:
            yield bytes(block)
